//! Export, as the window asks for it.

use serde::{Deserialize, Serialize};
use visavis_core::export as core;

/// A format the window offers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExportFormat {
    /// Translation Memory eXchange 1.4.
    Tmx,
    /// A self-contained page.
    Html,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
}

impl From<ExportFormat> for core::ExportFormat {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Tmx => Self::Tmx,
            ExportFormat::Html => Self::Html,
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Tsv => Self::Tsv,
        }
    }
}

/// What to write where.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ExportRequest {
    /// The article.
    pub(crate) article: i64,
    /// Renditions beside the original, in order.
    pub(crate) columns: Vec<i64>,
    /// The file; its ending says the format.
    pub(crate) path: String,
    /// Whether a file of that name may be replaced.
    pub(crate) overwrite: bool,
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
