//! Export, as the window asks for it.

use serde::{Deserialize, Serialize};
use visavis_core::article::{ArticleId, RenditionId};
use visavis_core::{export as core, settings};

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A format the window offers.
        #[derive(Debug, Clone, Copy, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum ExportFormat { $($(#[$doc])* $name,)* }

        impl From<ExportFormat> for core::ExportFormat {
            fn from(format: ExportFormat) -> Self {
                match format { $(ExportFormat::$name => Self::$name,)* }
            }
        }

        impl From<core::ExportFormat> for ExportFormat {
            fn from(format: core::ExportFormat) -> Self {
                match format { $(core::ExportFormat::$name => Self::$name,)* }
            }
        }
    };
}

formats! {
    /// A self-contained page.
    Html,
    /// Markdown.
    Markdown,
    /// A document for Word.
    Docx,
    /// A bilingual book.
    Epub,
    /// Pages to print.
    Pdf,
    /// Translation Memory eXchange 1.4.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// A workbook.
    Xlsx,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// JSON Lines.
    Jsonl,
    /// Parallel plain text, zipped.
    Moses,
    /// Notes for Anki.
    Anki,
}

/// How a text for reading stands on the page.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExportLayout {
    /// Side by side.
    Table,
    /// One below the other.
    Interleaved,
}

/// What the reader chooses about a file; the last choice is the next one's beginning.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is one box that the reader ticks")]
pub(crate) struct ExportChoice {
    /// The format.
    pub(crate) format: ExportFormat,
    /// For formats that have both layouts.
    pub(crate) layout: ExportLayout,
    /// Whether engines, ways and times go in.
    pub(crate) provenance: bool,
    /// Whether the reader's notes go in.
    pub(crate) notes: bool,
    /// Whether reasons to look twice go in.
    pub(crate) flags: bool,
    /// Whether CSV begins with a byte-order mark.
    pub(crate) byte_order_mark: bool,
}

impl From<settings::ExportChoice> for ExportChoice {
    fn from(choice: settings::ExportChoice) -> Self {
        let settings::ExportChoice {
            format,
            layout,
            details:
                core::Details {
                    provenance,
                    notes,
                    flags,
                },
            byte_order_mark,
        } = choice;
        Self {
            format: format.into(),
            layout: match layout {
                core::Layout::Table => ExportLayout::Table,
                core::Layout::Interleaved => ExportLayout::Interleaved,
            },
            provenance,
            notes,
            flags,
            byte_order_mark,
        }
    }
}

impl From<ExportChoice> for settings::ExportChoice {
    fn from(choice: ExportChoice) -> Self {
        let ExportChoice {
            format,
            layout,
            provenance,
            notes,
            flags,
            byte_order_mark,
        } = choice;
        Self {
            format: format.into(),
            layout: match layout {
                ExportLayout::Table => core::Layout::Table,
                ExportLayout::Interleaved => core::Layout::Interleaved,
            },
            details: core::Details {
                provenance,
                notes,
                flags,
            },
            byte_order_mark,
        }
    }
}

/// What goes into a file.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ExportContent {
    /// The article.
    pub(crate) article: i64,
    /// Renditions beside the original, in order.
    pub(crate) columns: Vec<i64>,
    /// Which sentences: `article`, `flagged`, `approved`, `collection:NAME`, or numbers (`3,7-12`).
    pub(crate) scope: String,
}

impl ExportContent {
    /// The core's request, with these options.
    pub(crate) fn into_request(self, options: core::Options) -> Result<core::Request, visavis_core::Error> {
        let Self {
            article,
            columns,
            scope,
        } = self;
        Ok(core::Request {
            article: ArticleId(article),
            columns: columns.into_iter().map(RenditionId).collect(),
            scope: scope.parse().map_err(core::Error::from)?,
            options,
        })
    }
}

/// What to write where.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ExportRequest {
    /// What goes in.
    pub(crate) content: ExportContent,
    /// How.
    pub(crate) choice: ExportChoice,
    /// Language of the interface (BCP 47), for what a page says of itself.
    pub(crate) interface: String,
    /// The file; its ending says the format.
    pub(crate) path: String,
    /// Whether a file of that name may be replaced.
    pub(crate) overwrite: bool,
}

/// A sentence as it would go into a file.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ExportPreview {
    /// Its number in the article, from 1.
    pub(crate) number: usize,
    /// The original.
    pub(crate) source: String,
    /// What each column has for it.
    pub(crate) texts: Vec<Option<String>>,
}

impl From<core::Preview> for ExportPreview {
    fn from(preview: core::Preview) -> Self {
        let core::Preview { number, source, texts } = preview;
        Self { number, source, texts }
    }
}

/// What was written.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Exported {
    /// The file.
    pub(crate) path: String,
    /// Sentences with a translation in at least one column.
    pub(crate) pairs: usize,
    /// Sentences without any.
    pub(crate) missing: usize,
}
