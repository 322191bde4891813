//! Engines, as the window sees them.

use serde::{Deserialize, Serialize};

use super::IpcError;

/// A configured engine.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EngineSummary {
    /// Its id in the settings.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it gives the gist only.
    pub rough: bool,
    /// Whether text stays on this machine.
    pub local: bool,
    /// Whether translating costs nothing.
    pub free: bool,
    /// Whether it comes with the program and cannot be removed.
    pub built_in: bool,
}

/// Whether an engine can do a pair now, and how.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EngineOffer {
    /// The engine.
    pub engine: EngineSummary,
    /// The way it would take.
    pub route: Option<String>,
    /// Why it cannot.
    pub error: Option<IpcError>,
}

/// A LibreTranslate server to add.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NewEngine {
    /// Its id: lower-case letters, digits, hyphens.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Address of the server.
    pub url: String,
    /// Name of the environment variable that holds the key; null when the server needs none.
    pub key_variable: Option<String>,
}
