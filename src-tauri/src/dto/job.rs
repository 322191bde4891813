//! What jobs say while they work.

use serde::Serialize;

use super::IpcError;
use super::rendition::{Cell, RenditionSummary};

/// One segment's new state.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct CellChange {
    /// The segment.
    pub(crate) segment: i64,
    /// What it has now.
    pub(crate) cell: Cell,
}

/// What a job says. Every job of the process speaks through the one channel of `watch_jobs`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum JobEvent {
    /// Cells were committed.
    Progress {
        /// The rendition with its counts after it.
        rendition: RenditionSummary,
        /// What changed.
        cells: Vec<CellChange>,
    },
    /// A job ended.
    Ended {
        /// The rendition as it stands.
        rendition: RenditionSummary,
        /// Why it stopped before its end, if it did.
        error: Option<IpcError>,
    },
}
