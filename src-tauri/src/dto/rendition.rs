//! Renditions and their cells, as the window sees them.

use serde::{Deserialize, Serialize};
use visavis_core::article as core;
use visavis_core::library::RenditionSummary as CoreSummary;

/// Where the work on a rendition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RenditionStatus {
    /// A job works on it.
    Running,
    /// It can go on.
    Paused,
    /// Nothing is left to ask for.
    Finished,
}

impl From<core::RenditionStatus> for RenditionStatus {
    fn from(status: core::RenditionStatus) -> Self {
        match status {
            core::RenditionStatus::Running => Self::Running,
            core::RenditionStatus::Paused => Self::Paused,
            core::RenditionStatus::Finished => Self::Finished,
        }
    }
}

/// A rendition with its counts.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenditionSummary {
    /// Its number.
    pub(crate) id: i64,
    /// The article it renders.
    pub(crate) article: i64,
    /// The language it is in (BCP 47).
    pub(crate) language: String,
    /// Who made it.
    pub(crate) name: String,
    /// Id of the engine in the settings; null for a human rendition.
    pub(crate) engine: Option<String>,
    /// The way the engine took.
    pub(crate) route: Option<String>,
    /// Whether the engine gives the gist only.
    pub(crate) rough: bool,
    /// Whether a person made it.
    pub(crate) human: bool,
    /// Whether it is the reader's own, put together from others.
    pub(crate) assembled: bool,
    /// When it was begun.
    pub(crate) begun: String,
    /// Where the work on it stands.
    pub(crate) status: RenditionStatus,
    /// Segments that have text.
    pub(crate) done: usize,
    /// Segments that failed.
    pub(crate) failed: usize,
    /// Segments of the article.
    pub(crate) total: usize,
    /// Characters billed so far, as the engine reported them; replies that were refused are in it.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub(crate) billed_characters: Option<u64>,
    /// Tokens billed so far, in and out together.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub(crate) billed_tokens: Option<u64>,
}

impl From<CoreSummary> for RenditionSummary {
    fn from(summary: CoreSummary) -> Self {
        let CoreSummary {
            rendition,
            assembled,
            done,
            failed,
            total,
            spent,
        } = summary;
        let core::Rendition {
            id,
            article,
            language,
            origin,
            begun,
            status,
        } = rendition;
        let (engine, name, route, rough) = match origin {
            core::Origin::Engine { id, name, route, rough } => (Some(id), name, route, rough),
            core::Origin::Human { name } => (None, name, None, false),
        };
        Self {
            id: id.0,
            article: article.0,
            language: language.to_string(),
            name,
            human: engine.is_none(),
            engine,
            route,
            rough,
            assembled,
            begun: begun.to_string(),
            status: status.into(),
            done,
            failed,
            total,
            billed_characters: spent.characters,
            billed_tokens: spent
                .input_tokens
                .map(|input| input + spent.output_tokens.unwrap_or_default()),
        }
    }
}

/// One segment in one rendition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CellDto"))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub(crate) enum Cell {
    /// Not answered yet.
    Waiting,
    /// Translated.
    Done {
        /// The translation.
        text: String,
        /// Where it came from; null for a human rendition.
        provenance: Option<Provenance>,
    },
    /// Written or changed by the reader.
    Edited {
        /// The reader's text.
        text: String,
        /// What stood there before.
        original: Option<String>,
    },
    /// Asked for and not had.
    Failed {
        /// The reason.
        #[cfg_attr(test, ts(type = "ErrorCode"))]
        code: visavis_core::ErrorCode,
        /// Particulars, in English.
        detail: Option<String>,
    },
}

impl From<core::Cell> for Cell {
    fn from(cell: core::Cell) -> Self {
        match cell {
            core::Cell::Waiting => Self::Waiting,
            core::Cell::Done { text, provenance } => Self::Done {
                text,
                provenance: provenance.map(Into::into),
            },
            core::Cell::Edited { text, original } => Self::Edited { text, original },
            core::Cell::Failed(core::Failure { code, detail }) => Self::Failed { code, detail },
        }
    }
}

/// How a translation came to be.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ProvenanceDto"))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Provenance {
    /// The engine's name.
    pub(crate) engine: String,
    /// The model or the way taken.
    pub(crate) route: Option<String>,
    /// When it arrived.
    pub(crate) at: String,
    /// Milliseconds its request took.
    #[cfg_attr(test, ts(type = "number"))]
    pub(crate) took_ms: u64,
    /// Characters billed, where the engine says.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub(crate) billed_characters: Option<u64>,
    /// Requests it took.
    pub(crate) requests: u32,
    /// Tokens billed, in and out together, where the engine says.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub(crate) billed_tokens: Option<u64>,
    /// When it was taken from the memory, for nothing; the rest says how it came to be then.
    pub(crate) reused: Option<String>,
}

impl From<core::Provenance> for Provenance {
    fn from(provenance: core::Provenance) -> Self {
        let core::Provenance {
            engine,
            route,
            at,
            took_ms,
            billed_characters,
            requests,
            together: _,
            context: _,
            input_tokens,
            output_tokens,
            alignment: _,
            reused,
        } = provenance;
        Self {
            engine,
            route,
            at: at.to_string(),
            took_ms,
            billed_characters,
            requests,
            billed_tokens: input_tokens.map(|input| input + output_tokens.unwrap_or_default()),
            reused: reused.map(|reused| reused.at.to_string()),
        }
    }
}
