//! The system's clipboard, opened when it is first needed and kept: on X11 what was copied lives with the program.

use std::sync::{Mutex, PoisonError};

use visavis_core::ErrorCode;

use crate::dto::IpcError;

/// The system's clipboard.
#[derive(Default)]
pub(crate) struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts a text there.
    pub(crate) fn put(&self, text: String) -> Result<(), IpcError> {
        let failed = |error: arboard::Error| IpcError {
            code: ErrorCode::ClipboardFailed,
            detail: Some(error.to_string()),
        };
        let mut clipboard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = match clipboard.take() {
            Some(open) => open,
            None => arboard::Clipboard::new().map_err(failed)?,
        };
        clipboard.insert(open).set_text(text).map_err(failed)
    }
}
