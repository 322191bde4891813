//! `visavis segment`: the sentences of a text, or of a whole corpus line by line.

use std::io::{self, BufRead as _, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize};
use visavis_core::{ErrorCode, Language};
use visavis_text::segment::Segmenter;
use visavis_text::segment::srx::SrxDocument;

use crate::Ending;
use crate::failure::Failure;
use crate::translate::read_input;

#[derive(Args)]
pub(crate) struct Segment {
    /// File to segment (text or Markdown), or - for standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    input: PathBuf,

    /// Language of the text [default: told from the text; with --jsonl: fr]
    #[arg(long, value_name = "LANG")]
    lang: Option<Language>,

    /// Print one JSON document instead of one sentence a line
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,

    /// Cut by the rules of an SRX 2.0 file instead of ours
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,

    /// Print our rules for the language as SRX 2.0 and stop; approximate, SRX cannot say all they do
    #[arg(long, conflicts_with_all = ["json", "jsonl", "srx"])]
    print_srx: bool,

    /// Read {"id","text"} lines from standard input, write {"id","sentences"} lines
    #[arg(long)]
    jsonl: bool,
}

/// A line of the corpus; other fields are ignored.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct SegmentedLine<'a> {
    id: &'a serde_json::Value,
    sentences: Vec<&'a str>,
}

#[derive(Serialize)]
struct SegmentedArticle<'a> {
    language: String,
    blocks: Vec<SegmentedBlock<'a>>,
}

#[derive(Serialize)]
struct SegmentedBlock<'a> {
    kind: visavis_core::article::BlockKind,
    sentences: Vec<&'a str>,
}

impl Segment {
    pub(crate) fn run(self) -> Result<Ending, Failure> {
        let language = self.lang.clone().unwrap_or(Language::FRENCH);
        if self.print_srx {
            let rules = SrxDocument::of(&Segmenter::new(&language)).to_xml();
            io::stdout().write_all(rules.as_bytes()).map_err(Failure::Stream)?;
            return Ok(Ending::Done);
        }
        if self.jsonl {
            if self.input.as_os_str() != "-" {
                return Err(Failure::Usage("--jsonl reads standard input".to_owned()));
            }
            return corpus(&self.segmenter(&language)?);
        }
        let draft = read_input(&self.input, self.lang.clone())?;
        let segmenter = self.segmenter(&draft.language)?;
        let blocks: Vec<_> = draft
            .blocks
            .iter()
            .map(|block| SegmentedBlock {
                kind: block.kind,
                sentences: sentences(&segmenter, &block.text),
            })
            .collect();
        let mut out = BufWriter::new(io::stdout().lock());
        let print = |out: &mut BufWriter<_>| -> io::Result<()> {
            if self.json {
                serde_json::to_writer_pretty(
                    &mut *out,
                    &SegmentedArticle {
                        language: draft.language.to_string(),
                        blocks,
                    },
                )?;
                writeln!(out)?;
            } else {
                for (index, block) in blocks.iter().enumerate() {
                    if index > 0 {
                        writeln!(out)?;
                    }
                    for sentence in &block.sentences {
                        writeln!(out, "{}", sentence.replace(['\n', '\r'], " "))?;
                    }
                }
            }
            out.flush()
        };
        print(&mut out).map_err(Failure::Stream)?;
        Ok(Ending::Done)
    }
}

impl Segment {
    /// Our rules, or those of the reader's file. What the file holds that we cannot apply is told, not passed over.
    fn segmenter(&self, language: &Language) -> Result<Segmenter, Failure> {
        let Some(path) = &self.srx else {
            return Ok(Segmenter::new(language));
        };
        let unusable = |reason: String| Failure::Usage(format!("{}: {reason}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        let rules = SrxDocument::parse(&text).map_err(|error| unusable(error.to_string()))?;
        let (segmenter, warnings) = Segmenter::with_srx(language, &rules);
        for warning in warnings {
            writeln!(io::stderr(), "visavis: {}: {warning}", path.display()).map_err(Failure::Stream)?;
        }
        Ok(segmenter)
    }
}

/// One line in, one line out, so that a corpus of any size needs the memory of its longest line.
fn corpus(segmenter: &Segmenter) -> Result<Ending, Failure> {
    let mut input = io::stdin().lock();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut buffer = Vec::new();
    for number in 1_usize.. {
        buffer.clear();
        if input.read_until(b'\n', &mut buffer).map_err(Failure::Stream)? == 0 {
            break;
        }
        if buffer.trim_ascii().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_slice(&buffer).map_err(|error| {
            // Where the fault is, without serde's quotation of the text.
            let detail = format!(
                "line {number}, column {}: not an object with \"id\" and a string \"text\"",
                error.column()
            );
            Failure::Job {
                code: ErrorCode::ImportUnreadable,
                detail: Some(detail),
            }
        })?;
        let found = SegmentedLine {
            id: &line.id,
            sentences: sentences(segmenter, &line.text),
        };
        serde_json::to_writer(&mut out, &found).map_err(|error| Failure::Stream(error.into()))?;
        out.write_all(b"\n").map_err(Failure::Stream)?;
    }
    out.flush().map_err(Failure::Stream)?;
    Ok(Ending::Done)
}

fn sentences<'a>(segmenter: &Segmenter, block: &'a str) -> Vec<&'a str> {
    segmenter.ranges(block).filter_map(|range| block.get(range)).collect()
}
