//! `visavis score`: a translation against a reference, one sentence a line.

use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use visavis_core::ErrorCode;
use visavis_text::compare;

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Score {
    /// File of the translation, one sentence a line, or - for standard input
    #[arg(value_name = "HYP")]
    hypothesis: PathBuf,

    /// File of the reference: as many lines, in the same order, or - for standard input
    #[arg(value_name = "REF")]
    reference: PathBuf,

    /// How to score; chrf is chrF++
    #[arg(long, value_enum, default_value_t = Metric::Chrf)]
    metric: Metric,

    /// Print one JSON document: metric, score, signature
    #[arg(long)]
    json: bool,
}

/// The metrics by the names that scripts use.
#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Metric {
    Chrf,
    Bleu,
    Ter,
}

#[derive(Serialize)]
struct Scored {
    metric: Metric,
    /// 0 to 100; TER can be more.
    score: f64,
    signature: String,
}

impl Score {
    pub(crate) fn run(&self) -> Result<Ending, Failure> {
        if self.hypothesis.as_os_str() == "-" && self.reference.as_os_str() == "-" {
            return Err(Failure::Usage(
                "only one of HYP and REF can be standard input".to_owned(),
            ));
        }
        let metric = match self.metric {
            Metric::Chrf => compare::Metric::Chrf,
            Metric::Bleu => compare::Metric::Bleu,
            Metric::Ter => compare::Metric::Ter,
        };
        let (translation, reference) = (read(&self.hypothesis)?, read(&self.reference)?);
        let hypotheses: Vec<_> = translation.lines().collect();
        let references: Vec<_> = reference.lines().collect();
        let scored = Scored {
            metric: self.metric,
            score: metric.corpus(&hypotheses, &references).map_err(Failure::NotScored)?,
            signature: metric.corpus_signature(),
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let print = |out: &mut BufWriter<_>| -> io::Result<()> {
            if self.json {
                serde_json::to_writer(&mut *out, &scored)?;
                writeln!(out)?;
            } else {
                // As sacreBLEU prints it.
                writeln!(out, "{}|{} = {:.2}", metric.name(), scored.signature, scored.score)?;
            }
            out.flush()
        };
        print(&mut out).map_err(Failure::Stream)?;
        Ok(Ending::Done)
    }
}

/// Plain lines, not an article: an empty line is a sentence too, because its number pairs it. So only UTF-8 is taken,
/// and nothing in it is interpreted.
fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |code, reason: &dyn std::fmt::Display| Failure::Job {
        code,
        detail: Some(format!("{}: {reason}", file.display())),
    };
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| unreadable(ErrorCode::ImportUnreadable, &error))?;
    String::from_utf8(bytes).map_err(|_| unreadable(ErrorCode::ImportUndecodable, &"not UTF-8"))
}
