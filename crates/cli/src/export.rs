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
    /// Number of the article, as `visavis library list` shows it; not needed for a collection
    #[arg(value_name = "ID")]
    article: Option<i64>,

    /// File to write; its ending says the format: html, md, docx, epub, pdf, tmx, xlf, xlsx, csv, tsv,
    /// jsonl, moses.zip, anki.txt
    #[arg(short, long, value_name = "FILE.EXT")]
    output: PathBuf,

    /// Translations beside the original, in order: numbers of renditions, or languages [default: all]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<String>,

    /// Which sentences: article, flagged, approved, their numbers (3,7-12), or all of a collection (collection:NAME)
    #[arg(long, value_name = "SCOPE", default_value = "article")]
    scope: Scope,

    /// For Markdown and DOCX: side by side, or one below the other
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    layout: Layout,

    /// What goes in beside the text [default: all; in formats for reading, no flags]
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',')]
    with: Option<Vec<Detail>>,

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
    /// Text and state alone
    Nothing,
}

impl Export {
    pub(crate) fn run(self, session: &Session) -> Result<Ending, Failure> {
        let format = ExportFormat::from_path(&self.output)?;
        let has = |detail| match &self.with {
            Some(wanted) => wanted.contains(&detail),
            None => detail != Detail::Flags || !format.is_for_reading(),
        };
        let options = Options {
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
        };
        let article = match (self.article, &self.scope) {
            (Some(number), _) => ArticleId(number),
            // Its articles are found by its name.
            (None, Scope::Collection(_)) => ArticleId(0),
            (None, _) => {
                return Err(Failure::Usage(
                    "which article? `visavis library list` shows their numbers".to_owned(),
                ));
            }
        };
        let mut request = Request {
            article,
            columns: Vec::new(),
            scope: self.scope,
            options,
        };
        request.columns = columns(&self.columns, &export::columns_of(&session.library, &request)?)?;
        let tally = write(session, &request, &self.output, self.force)?;
        let pairs = tally.sentences - tally.without_any;
        let missing = match (tally.without_any, format.is_of_pairs()) {
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
            return Err(Failure::Usage(format!("--columns: there is no translation `{word}`")));
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
