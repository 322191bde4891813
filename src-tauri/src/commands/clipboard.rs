//! The clipboard. Only text is ever put there, and only when the reader asks; nothing is read from it.

use tauri::{AppHandle, Manager};
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId};

use crate::dto::IpcError;
use crate::state::AppState;

pub(crate) async fn copy_text(app: &AppHandle, _: &Session, text: String) -> Result<(), IpcError> {
    app.state::<AppState>().clipboard.put(text)
}

/// Copies a whole column; null is the original. Gives how many of its sentences have no text.
pub(crate) async fn copy_column(
    app: &AppHandle,
    session: &Session,
    article: i64,
    rendition: Option<i64>,
) -> Result<usize, IpcError> {
    let (text, missing) = session.column_text(ArticleId(article), rendition.map(RenditionId))?;
    app.state::<AppState>().clipboard.put(text)?;
    Ok(missing)
}
