//! `visavis export`: an article of the library, with its translations, to a file.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use visavis_core::article::{ArticleId, RenditionId};
use visavis_core::export::{self, Details, ExportFormat, Options, Request, Scope, Tally};
use visavis_core::library::RenditionSummary;
use visavis_core::{ErrorCode, Language, Session};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Export {
    /// Number of the article, as `visavis library list` shows it
    #[arg(value_name = "ID")]
    article: i64,

    /// File to write; its ending says the format: html, md, docx, epub, pdf, tmx, xlf, xlsx, csv, tsv,
    /// jsonl, moses.zip, anki.txt
    #[arg(short, long, value_name = "FILE.EXT")]
    output: PathBuf,

    /// Translations beside the original, in order: numbers of renditions, or languages [default: all]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<String>,

    /// Which sentences: article, or their numbers (3,7-12)
    #[arg(long, default_value = "article")]
    scope: Scope,

    /// For Markdown and DOCX: side by side, or one below the other
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    layout: Layout,

    /// What to leave out beside the text
    #[arg(long, value_enum, value_delimiter = ',')]
    without: Vec<Detail>,

    /// Begin CSV with a byte-order mark, for older spreadsheets
    #[arg(long)]
    bom: bool,

    /// Replace the file if there is one of this name
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Table,
    Interleaved,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Detail {
    /// Engines, ways and times
    Provenance,
    /// The reader's notes
    Notes,
    /// Reasons to look twice
    Flags,
}

impl Export {
    pub(crate) fn run(self, session: &Session) -> Result<Ending, Failure> {
        let article = ArticleId(self.article);
        let renditions = session.library.summary(article)?.renditions;
        let has = |detail| !self.without.contains(&detail);
        let request = Request {
            article,
            columns: columns(&self.columns, &renditions)?,
            scope: self.scope,
            options: Options {
                layout: match self.layout {
                    Layout::Table => export::Layout::Table,
                    Layout::Interleaved => export::Layout::Interleaved,
                },
                details: Details {
                    provenance: has(Detail::Provenance),
                    notes: has(Detail::Notes),
                    flags: has(Detail::Flags),
                },
                byte_order_mark: self.bom,
                interface: None,
            },
        };
        let tally = write(session, &request, &self.output, self.force)?;
        let pairs = tally.sentences - tally.without_any;
        let missing = match (tally.without_any, ExportFormat::from_path(&self.output)?.is_of_pairs()) {
            (0, _) => String::new(),
            (missing, true) => format!(", {missing} left out for want of a translation"),
            (missing, false) => format!(", {missing} shown as missing"),
        };
        writeln!(
            io::stderr(),
            "{pairs} pairs written to {}{missing}",
            self.output.display()
        )
        .map_err(Failure::Stream)?;
        Ok(Ending::Done)
    }
}

/// The renditions that are asked for, by number or by language.
fn columns(asked: &[String], there: &[RenditionSummary]) -> Result<Vec<RenditionId>, Failure> {
    if asked.is_empty() {
        return Ok(there.iter().map(|summary| summary.rendition.id).collect());
    }
    let mut columns = Vec::new();
    for word in asked {
        let found: Vec<RenditionId> = if let Ok(number) = word.parse() {
            vec![RenditionId(number)]
        } else if let Ok(language) = word.parse::<Language>() {
            let of_language = there
                .iter()
                .filter(|summary| summary.rendition.language.same_language(&language));
            of_language.map(|summary| summary.rendition.id).collect()
        } else {
            Vec::new()
        };
        if found.is_empty() {
            return Err(Failure::Usage(format!(
                "--columns: the article has no translation `{word}`"
            )));
        }
        columns.extend(found);
    }
    Ok(columns)
}

/// Writes the file; when there is one of its name, a person at the terminal is asked.
fn write(session: &Session, request: &Request, path: &Path, force: bool) -> Result<Tally, Failure> {
    match session.export(request, path, force) {
        Err(error) if error.code() == ErrorCode::ExportExists && io::stdin().is_terminal() => {
            write!(io::stderr(), "{} is there already. Replace it? [y/N] ", path.display()).map_err(Failure::Stream)?;
            let mut answer = String::new();
            io::stdin().lock().read_line(&mut answer).map_err(Failure::Stream)?;
            if matches!(answer.trim(), "y" | "Y" | "yes" | "o" | "oui") {
                Ok(session.export(request, path, true)?)
            } else {
                Err(error.into())
            }
        }
        other => Ok(other?),
    }
}
