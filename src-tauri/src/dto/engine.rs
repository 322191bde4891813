//! Engines, as the window sees them.

use serde::{Deserialize, Serialize};

use super::IpcError;

/// A configured engine.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact the window shows by itself")]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineSummary {
    /// Its id in the settings.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Whether it gives the gist only.
    pub(crate) rough: bool,
    /// Whether text stays on this machine.
    pub(crate) local: bool,
    /// Whether translating costs nothing.
    pub(crate) free: bool,
    /// Whether it comes with the program and cannot be removed.
    pub(crate) built_in: bool,
}

/// Whether an engine can do a pair now, and how.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EngineOffer {
    /// The engine.
    pub(crate) engine: EngineSummary,
    /// The way it would take.
    pub(crate) route: Option<String>,
    /// Why it cannot.
    pub(crate) error: Option<IpcError>,
}

/// A LibreTranslate server to add.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewEngine {
    /// Its id: lower-case letters, digits, hyphens.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Address of the server.
    pub(crate) url: String,
    /// Name of the environment variable that holds the key; null when the server needs none.
    pub(crate) key_variable: Option<String>,
}
