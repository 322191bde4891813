//! Aligned text out.

use std::path::Path;

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId};

use crate::dto::IpcError;
use crate::dto::export::{ExportFormat, ExportRequest, Exported};

pub(crate) async fn suggest_export_path(
    _: &AppHandle,
    session: &Session,
    article: i64,
    format: ExportFormat,
) -> Result<String, IpcError> {
    Ok(session
        .suggested_export_path(ArticleId(article), format.into())?
        .display()
        .to_string())
}

pub(crate) async fn choose_export_path(
    app: &AppHandle,
    _: &Session,
    suggested: String,
) -> Result<Option<String>, IpcError> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let suggested = Path::new(&suggested);
    let mut dialog = app.dialog().file();
    if let Some(folder) = suggested.parent() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.save_file(|path| {
        // The window may be gone by the time the dialogue closes.
        sender.send(path).ok();
    });
    Ok(receiver.await.ok().flatten().map(|path| path.to_string()))
}

pub(crate) async fn export_article(
    _: &AppHandle,
    session: &Session,
    request: ExportRequest,
) -> Result<Exported, IpcError> {
    let ExportRequest {
        article,
        columns,
        path,
        overwrite,
    } = request;
    let columns: Vec<_> = columns.into_iter().map(RenditionId).collect();
    let tally = session.export(ArticleId(article), &columns, Path::new(&path), overwrite)?;
    Ok(Exported {
        path,
        pairs: tally.sentences - tally.without_any,
        missing: tally.without_any,
    })
}
