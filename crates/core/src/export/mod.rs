//! Aligned bilingual text out: one model for all formats, one file per format.
//!
//! The driver reads the library and pushes units in reading order into a [`Writer`], so that a format never holds the
//! whole article. A unit is one sentence with its renditions; what is missing is [`Rendered::text`]` = None` and is
//! never written as if it were there.

mod anki;
mod article;
mod container;
mod delimited;
mod docx;
mod epub;
mod file;
mod format;
mod html;
mod inline;
mod jsonl;
mod markdown;
mod markup;
mod moses;
mod pdf;
mod plan;
mod remark;
mod scope;
mod title;
mod tmx;
mod words;
mod xliff;
mod xlsx;
mod xml;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use visavis_text::Language;

pub use article::{Preview, article_to_file, marks_in, preview, write_article};
pub use delimited::{unescaped, unguarded};
pub use file::to_file;
pub use format::ExportFormat;
pub use jsonl::SCHEMA as JSONL_SCHEMA;
pub(crate) use jsonl::VERSION as JSONL_VERSION;
pub use plan::{RaiseFlags, Reading, Request, columns_of, renditions};
pub use scope::{Scope, ScopeUnreadable};
pub use title::file_name;

pub use crate::library::Verdict;

use crate::ErrorCode;
use crate::article::{BlockKind, MarkKind, Provenance};

/// A failure to write.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk or pipe refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file could not be made, written or put in its place. What stood there before is untouched.
    #[error("{} cannot be written: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The folder the file should go to is not there.
    #[error("{} cannot be written: the folder {} does not exist", path.display(), folder.display())]
    FolderMissing {
        /// The file.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// A file of that name is there, and it was not said that it may be replaced.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The name ends in no format we write.
    #[error("{} ends in none of {}", path.display(), ExportFormat::endings())]
    FormatUnknown {
        /// The file.
        path: PathBuf,
    },
    /// The library failed.
    #[error(transparent)]
    Library(#[from] crate::library::Error),
    /// A rendition belongs to another article.
    #[error("rendition {rendition} is not of article {article}")]
    Foreign {
        /// The rendition.
        rendition: crate::article::RenditionId,
        /// The article.
        article: crate::article::ArticleId,
    },
    /// No collection has this name.
    #[error("there is no collection `{name}`")]
    CollectionUnknown {
        /// The name asked for.
        name: String,
    },
    /// The articles of a collection are in several languages, and a file has one original.
    #[error("a file has originals in one language; here are {}", languages.join(", "))]
    SeveralOriginals {
        /// The languages of the articles.
        languages: Vec<String>,
    },
    /// The format holds one language beside the original, and there are several.
    #[error("{format} holds translations into one language; here are {}", languages.join(", "))]
    SeveralLanguages {
        /// The format, as a reader knows it.
        format: &'static str,
        /// The languages asked for.
        languages: Vec<String>,
    },
    /// A text is longer than a cell of a spreadsheet holds.
    #[error("sentence {sentence} is longer than a spreadsheet's cell holds ({limit} characters)")]
    CellTooLong {
        /// Its number in the article, from 1.
        sentence: usize,
        /// UTF-16 code units a cell holds.
        limit: usize,
    },
    /// A column is in a script that no font here has, so that a page of it could not be read.
    #[error("no font on this machine has the letters of `{language}`")]
    FontMissing {
        /// The column's language (BCP 47).
        language: String,
    },
    /// The words for a scope name none.
    #[error(transparent)]
    Scope(#[from] ScopeUnreadable),
    /// There is no sentence, or for a format of pairs no pair.
    #[error("there is nothing to export")]
    Empty,
}

impl Error {
    /// The code hosts and scripts know this failure by.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Io(_) | Self::File { .. } | Self::FolderMissing { .. } | Self::CellTooLong { .. } => {
                ErrorCode::ExportFailed
            }
            Self::Exists { .. } => ErrorCode::ExportExists,
            Self::FormatUnknown { .. } => ErrorCode::ExportFormatUnknown,
            Self::Empty => ErrorCode::ExportEmpty,
            Self::FontMissing { .. } => ErrorCode::ExportFontMissing,
            Self::SeveralLanguages { .. } => ErrorCode::ExportOneLanguage,
            Self::CollectionUnknown { .. } => ErrorCode::CollectionUnknown,
            Self::SeveralOriginals { .. } => ErrorCode::ExportOneOriginal,
            Self::Scope(_) => ErrorCode::ExportScopeUnreadable,
            Self::Library(error) => error.code(),
            Self::Foreign { .. } => ErrorCode::RenditionUnknown,
        }
    }
}

/// How a text for reading stands on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Side by side: a table with a column for each version.
    #[default]
    Table,
    /// One below the other: each paragraph of the original, then its translations.
    Interleaved,
}

/// What is told about the sentences beside their text and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Which engine made a translation, in which way and when.
    pub provenance: bool,
    /// The reader's notes.
    pub notes: bool,
    /// Reasons to look twice.
    pub flags: bool,
}

impl Default for Details {
    /// Everything.
    fn default() -> Self {
        Self {
            provenance: true,
            notes: true,
            flags: true,
        }
    }
}

/// What may be chosen about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Side by side or one below the other, for formats that can do both (Markdown, DOCX).
    pub layout: Layout,
    /// What goes in beside text and state.
    pub details: Details,
    /// Whether a CSV file begins with a byte-order mark, which older Excel needs to see that it is UTF-8.
    pub byte_order_mark: bool,
    /// The language a page speaks to its reader in ("not translated", "sentences"): French where it is French, else
    /// English.
    pub interface: Option<Language>,
}

/// What was written, and what was missing. Counts of sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All that came.
    pub sentences: usize,
    /// Those that have no translation in any column. Formats of pairs ([`ExportFormat::is_of_pairs`]) leave them out;
    /// the others show them as missing.
    pub without_any: usize,
    /// For each column, those that are translated in it.
    pub translated: Vec<usize>,
}

/// A file being written in one of the formats, and its tally.
pub struct Export<'a> {
    writer: Box<dyn Writer + 'a>,
    details: Details,
    /// For formats that have no place for verdicts and flags: the columns' labels and the words to tell them in.
    remarks: Option<(Vec<String>, &'static words::Words)>,
    tally: Tally,
}

impl<'a> Export<'a> {
    /// A writer of `format` to `out`, which gets many small pieces: give it a buffer, as [`to_file`] does.
    pub fn new(format: ExportFormat, options: &Options, out: impl io::Write + 'a) -> Self {
        let writer: Box<dyn Writer + 'a> = match format {
            ExportFormat::Tmx => Box::new(tmx::Tmx::new(out)),
            ExportFormat::Html => Box::new(html::Html::new(out, options.interface.as_ref())),
            ExportFormat::Csv => Box::new(delimited::Delimited::csv(out, options.byte_order_mark)),
            ExportFormat::Tsv => Box::new(delimited::Delimited::tsv(out)),
            ExportFormat::Xliff => Box::new(xliff::Xliff::new(out)),
            ExportFormat::Jsonl => Box::new(jsonl::Jsonl::new(out)),
            ExportFormat::Moses => Box::new(moses::Moses::new(out)),
            ExportFormat::Markdown => {
                Box::new(markdown::Markdown::new(out, options.layout, options.interface.as_ref()))
            }
            ExportFormat::Anki => Box::new(anki::Anki::new(out)),
            ExportFormat::Docx => Box::new(docx::Docx::new(out, options.layout, options.interface.as_ref())),
            ExportFormat::Epub => Box::new(epub::Epub::new(out, options.interface.as_ref())),
            ExportFormat::Pdf => Box::new(pdf::Pdf::new(out, options.interface.as_ref())),
            ExportFormat::Xlsx => Box::new(xlsx::Xlsx::new(out)),
        };
        Self {
            writer,
            details: options.details,
            remarks: format
                .is_for_reading()
                .then(|| (Vec::new(), words::Words::of(options.interface.as_ref()))),
            tally: Tally::default(),
        }
    }

    /// What has been written so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Writer for Export<'_> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.tally.translated = vec![0; head.columns.len()];
        let Some((labels, _)) = &mut self.remarks else {
            return self.writer.head(head);
        };
        *labels = head.columns.iter().map(|column| column.label.clone()).collect();
        // Verdicts and flags stand among the notes.
        let mut head = head.clone();
        head.extras.notes |= head.extras.flags || head.extras.verdicts;
        self.writer.head(&head)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.tally.sentences += 1;
        let mut any = false;
        for (count, rendered) in self.tally.translated.iter_mut().zip(&unit.rendered) {
            *count += usize::from(rendered.text.is_some());
            any |= rendered.text.is_some();
        }
        self.tally.without_any += usize::from(!any);
        let all_goes_in = self.details == Details::default();
        let has_remarks = self.remarks.is_some() && remark::are_in(unit);
        if all_goes_in && !has_remarks {
            return self.writer.unit(unit);
        }
        let mut told = unit.clone();
        self.details.leave_out(&mut told);
        if let Some((labels, words)) = &self.remarks {
            remark::add_to_notes(&mut told, labels, words);
        }
        self.writer.unit(&told)
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.writer.separator()
    }

    /// Ends the file; [`Error::Empty`] if no sentence came.
    fn finish(&mut self) -> Result<(), Error> {
        if self.tally.sentences == 0 {
            return Err(Error::Empty);
        }
        self.writer.finish()
    }
}

impl Details {
    /// Takes away what was not asked for.
    fn leave_out(self, unit: &mut Unit<'_>) {
        if !self.notes {
            unit.notes.clear();
        }
        for rendered in &mut unit.rendered {
            if !self.provenance {
                rendered.provenance = None;
            }
            if !self.flags {
                rendered.flags.clear();
            }
        }
    }
}

/// What stands at the head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The article's title.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// When it was published, as the text says it.
    pub published: Option<String>,
    /// The original's language.
    pub language: Language,
    /// The renditions that follow in each unit, in order.
    pub columns: Vec<Column>,
    /// What some sentences have beside text and state; tables make room for it.
    pub extras: Extras,
    /// When the export is made.
    pub exported: Timestamp,
}

/// Which particulars occur in an article, so that a table has no column that is always empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extras {
    /// Notes of the reader.
    pub notes: bool,
    /// Reasons to look twice.
    pub flags: bool,
    /// The reader's verdicts.
    pub verdicts: bool,
}

/// One rendition's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Who made it, as a reader should see it (`Apertium, fr → es → en`, `reference translation`).
    pub label: String,
    /// Its language.
    pub language: Language,
    /// Whether a machine made it.
    pub machine: bool,
    /// Whether it gives the gist only.
    pub rough: bool,
}

impl Column {
    /// Who made it as files name it: `machine`, `machine-rough` or `human`.
    pub fn origin(&self) -> &'static str {
        match (self.machine, self.rough) {
            (true, true) => "machine-rough",
            (true, false) => "machine",
            (false, _) => "human",
        }
    }
}

/// One sentence and its renditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Number of the sentence in the article, from 1.
    pub number: usize,
    /// Index of its block, from 0.
    pub block: usize,
    /// What its block is.
    pub kind: BlockKind,
    /// Heading level or list depth of its block.
    pub level: u8,
    /// The sentence, exactly as in the original.
    pub source: &'a str,
    /// Inline markup: byte ranges of `source`.
    pub marks: Vec<(std::ops::Range<usize>, &'a MarkKind)>,
    /// What the reader wrote beside the sentence.
    pub notes: Vec<Cow<'a, str>>,
    /// One for each of [`Head::columns`].
    pub rendered: Vec<Rendered<'a>>,
}

/// One sentence in one rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// The translation, when there is one.
    pub text: Option<&'a str>,
    /// Why there is none, when it failed.
    pub failure: Option<Refusal>,
    /// Whether the reader wrote or changed it.
    pub edited: bool,
    /// What the reader thinks of it.
    pub verdict: Option<Verdict>,
    /// Reasons to look twice at it, in words.
    pub flags: Vec<Cow<'a, str>>,
    /// Where it came from.
    pub provenance: Option<&'a Provenance>,
}

impl Rendered<'_> {
    /// Its state as files name it: `done`, `edited`, `failed` or `waiting`.
    pub fn state(&self) -> &'static str {
        match (self.text, &self.failure) {
            (Some(_), _) if self.edited => "edited",
            (Some(_), _) => "done",
            (None, Some(_)) => "failed",
            (None, None) => "waiting",
        }
    }
}

/// Why a sentence has no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// For programs.
    pub code: ErrorCode,
    /// In words.
    pub reason: String,
}

/// The name of a block's kind in files: the one it has in serialised articles.
pub(crate) fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Quote => "quote",
        BlockKind::ListItem => "list-item",
        BlockKind::Caption => "caption",
        BlockKind::Code => "code",
        BlockKind::Separator => "separator",
    }
}

/// A format being written. Calls come in the order `head`, `unit` or `separator`…, `finish`.
pub trait Writer {
    /// Writes what stands before the first unit.
    fn head(&mut self, head: &Head) -> Result<(), Error>;

    /// Writes one unit. Units of one block come together, blocks in order.
    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error>;

    /// Marks a break between parts of the article ([`BlockKind::Separator`]), where the format can show it.
    fn separator(&mut self) -> Result<(), Error> {
        Ok(())
    }

    /// Writes what stands after the last unit. Nothing may be written after it.
    fn finish(&mut self) -> Result<(), Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_in_serialised_articles() {
        use BlockKind::{Caption, Code, Heading, ListItem, Paragraph, Quote, Separator, Title};
        for kind in [Title, Heading, Paragraph, Quote, ListItem, Caption, Code, Separator] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_name(kind));
        }
    }
}
