//! Aligned bilingual text out: one model for all formats, one file per format.
//!
//! The driver reads the library and pushes units in reading order into a [`Writer`], so that a format never holds the
//! whole article. A unit is one sentence with its renditions; what is missing is [`Rendered::text`]` = None` and is
//! never written as if it were there.

mod article;
mod delimited;
mod file;
mod html;
mod inline;
mod title;
mod tmx;

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use visavis_text::Language;

pub use article::{article_to_file, marks_in, write_article};
pub use delimited::{unescaped, unguarded};
pub use file::to_file;
pub use title::file_name;

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
    #[error("{} does not end in .tmx, .html, .csv or .tsv", path.display())]
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
    /// There is no sentence, or for a format of pairs no pair.
    #[error("there is nothing to export")]
    Empty,
}

impl Error {
    /// The code hosts and scripts know this failure by.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Io(_) | Self::File { .. } | Self::FolderMissing { .. } => ErrorCode::ExportFailed,
            Self::Exists { .. } => ErrorCode::ExportExists,
            Self::FormatUnknown { .. } => ErrorCode::ExportFormatUnknown,
            Self::Empty => ErrorCode::ExportEmpty,
            Self::Library(error) => error.code(),
            Self::Foreign { .. } => ErrorCode::RenditionUnknown,
        }
    }
}

/// The formats there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Translation memory: TMX 1.4b.
    Tmx,
    /// A page to read and print, in one file.
    Html,
    /// A table for spreadsheets: RFC 4180.
    Csv,
    /// A table for programs: one line a sentence, cells parted by tabs.
    Tsv,
}

impl ExportFormat {
    /// Every format there is, in the order a menu shows them.
    pub const ALL: &'static [Self] = &[Self::Html, Self::Tmx, Self::Csv, Self::Tsv];

    /// The ending of its files, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Tmx => "tmx",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
        }
    }

    /// The format with this ending, in either case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "tmx" => Some(Self::Tmx),
            "html" | "htm" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// The format a file's name asks for.
    ///
    /// # Errors
    ///
    /// [`Error::FormatUnknown`] when its ending is none of ours.
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        path.extension()
            .and_then(|extension| Self::from_extension(extension.to_str()?))
            .ok_or_else(|| Error::FormatUnknown { path: path.to_owned() })
    }
}

/// What may be chosen about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
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
    /// Those that have no translation in any column. TMX leaves them out; the others show them as missing.
    pub without_any: usize,
    /// For each column, those that are translated in it.
    pub translated: Vec<usize>,
}

/// A file being written in one of the formats, and its tally.
pub struct Export<'a> {
    writer: Box<dyn Writer + 'a>,
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
        };
        Self {
            writer,
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
        self.writer.head(head)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.tally.sentences += 1;
        let mut any = false;
        for (count, rendered) in self.tally.translated.iter_mut().zip(&unit.rendered) {
            *count += usize::from(rendered.text.is_some());
            any |= rendered.text.is_some();
        }
        self.tally.without_any += usize::from(!any);
        self.writer.unit(unit)
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
    /// When the export is made.
    pub exported: Timestamp,
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
    /// One for each of [`Head::columns`].
    pub rendered: Vec<Rendered<'a>>,
}

/// One sentence in one rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// The translation, when there is one.
    pub text: Option<&'a str>,
    /// Why there is none, in words, when it failed.
    pub failure: Option<String>,
    /// Whether the reader wrote or changed it.
    pub edited: bool,
    /// Where it came from.
    pub provenance: Option<&'a Provenance>,
}

/// The name of a block's kind in files: the one it has in serialised articles.
fn kind_name(kind: BlockKind) -> &'static str {
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
    fn the_ending_names_the_format() {
        for format in ExportFormat::ALL {
            let path = PathBuf::from(format!("a.b/article.{}", format.extension().to_uppercase()));
            assert_eq!(ExportFormat::from_path(&path).unwrap(), *format);
        }
        for path in ["article", "article.pdf", ".tmx", "tmx"] {
            let error = ExportFormat::from_path(Path::new(path)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::ExportFormatUnknown);
        }
    }

    #[test]
    fn kinds_are_named_as_in_serialised_articles() {
        use BlockKind::{Caption, Code, Heading, ListItem, Paragraph, Quote, Separator, Title};
        for kind in [Title, Heading, Paragraph, Quote, ListItem, Caption, Code, Separator] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind_name(kind));
        }
    }
}
