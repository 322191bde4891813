//! Aligned text out.

use std::path::Path;

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use visavis_core::article::ArticleId;
use visavis_core::{Session, export, settings};

use crate::dto::IpcError;
use crate::dto::export::{ExportChoice, ExportContent, ExportFormat, ExportPreview, ExportRequest, Exported};

/// Sentences shown before an export.
const PREVIEWED: usize = 3;

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

pub(crate) async fn last_export(_: &AppHandle, session: &Session) -> Result<ExportChoice, IpcError> {
    Ok(session.settings().export.into())
}

pub(crate) async fn preview_export(
    _: &AppHandle,
    session: &Session,
    content: ExportContent,
) -> Result<Vec<ExportPreview>, IpcError> {
    let request = content.into_request(export::Options::default())?;
    let preview = session.preview_export(&request, PREVIEWED)?;
    Ok(preview.into_iter().map(Into::into).collect())
}

pub(crate) async fn export_article(
    _: &AppHandle,
    session: &Session,
    request: ExportRequest,
) -> Result<Exported, IpcError> {
    let ExportRequest {
        content,
        choice,
        interface,
        path,
        overwrite,
    } = request;
    let choice = settings::ExportChoice::from(choice);
    let options = export::Options {
        layout: choice.layout,
        details: choice.details,
        byte_order_mark: choice.byte_order_mark,
        interface: interface.parse().ok(),
    };
    let tally = session.export(&content.into_request(options)?, Path::new(&path), overwrite)?;
    session.remember_export(choice)?;
    Ok(Exported {
        path,
        pairs: tally.sentences - tally.without_any,
        missing: tally.without_any,
    })
}
