//! What crosses between the window and the core: plain data, converted field by field, so that a new field in the core
//! breaks the build here and nowhere else. Offsets are UTF-16 code units; times are RFC 3339 in UTC.

pub(crate) mod article;
pub(crate) mod collection;
pub(crate) mod compare;
pub(crate) mod dictionary;
pub(crate) mod engine;
pub(crate) mod export;
pub(crate) mod inspect;
pub(crate) mod job;
pub(crate) mod memory;
pub(crate) mod rendition;
pub(crate) mod search;
pub(crate) mod settings;

use serde::Serialize;
use visavis_core::ErrorCode;

/// What every command rejects with.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct IpcError {
    /// The key into the table of messages.
    #[cfg_attr(test, ts(type = "ErrorCode"))]
    pub(crate) code: ErrorCode,
    /// Particulars for the curious, in English.
    pub(crate) detail: Option<String>,
}

impl From<visavis_core::Error> for IpcError {
    fn from(error: visavis_core::Error) -> Self {
        Self {
            code: error.code(),
            detail: Some(error.to_string()),
        }
    }
}

impl From<visavis_core::dictionary::Error> for IpcError {
    fn from(error: visavis_core::dictionary::Error) -> Self {
        visavis_core::Error::from(error).into()
    }
}

impl From<visavis_core::library::Error> for IpcError {
    fn from(error: visavis_core::library::Error) -> Self {
        visavis_core::Error::from(error).into()
    }
}

impl From<visavis_core::article::Failure> for IpcError {
    fn from(failure: visavis_core::article::Failure) -> Self {
        let visavis_core::article::Failure { code, detail } = failure;
        Self { code, detail }
    }
}
