//! The dictionary.

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use visavis_core::{Session, dictionary};

use crate::dto::IpcError;
use crate::dto::dictionary::{Dictionary, Entry};

pub(crate) async fn read_dictionary(_: &AppHandle, session: &Session) -> Result<Option<Dictionary>, IpcError> {
    Ok(session.dictionary()?.map(Into::into))
}

/// Asks for a file and installs it; null when the reader chose none.
pub(crate) async fn install_dictionary(app: &AppHandle, session: &Session) -> Result<Option<Dictionary>, IpcError> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let dialog = app
        .dialog()
        .file()
        .add_filter("FreeDict", &["tei", "xml", "xz", "txz", "gz", "tgz"]);
    let dialog = match app.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    };
    dialog.pick_file(|path| {
        // The window may be gone by the time the dialogue closes.
        sender.send(path).ok();
    });
    let path = receiver.await.ok().flatten().and_then(|path| path.into_path().ok());
    Ok(path
        .map(|path| session.install_dictionary(&path))
        .transpose()?
        .map(Into::into))
}

/// Fetches the dictionary from FreeDict. The window has asked the reader before.
pub(crate) async fn download_dictionary(_: &AppHandle, session: &Session) -> Result<Dictionary, IpcError> {
    Ok(session.download_dictionary(dictionary::FREEDICT).await?.into())
}

pub(crate) async fn remove_dictionary(_: &AppHandle, session: &Session) -> Result<(), IpcError> {
    Ok(session.remove_dictionary()?)
}

pub(crate) async fn look_up(_: &AppHandle, session: &Session, word: String) -> Result<Vec<Entry>, IpcError> {
    Ok(session.look_up(&word)?.into_iter().map(Into::into).collect())
}
