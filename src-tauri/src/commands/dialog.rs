//! The system's file dialogues.

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// Lets the reader choose a file to open; endings without their dot.
pub(super) async fn choose_file(app: &AppHandle, kind: &str, endings: &[&str]) -> Option<String> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let dialog = app.dialog().file().add_filter(kind, endings).add_filter("*", &["*"]);
    let dialog = match app.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    };
    dialog.pick_file(|path| {
        // The window may be gone by the time the dialogue closes.
        sender.send(path).ok();
    });
    receiver.await.ok().flatten().map(|path| path.to_string())
}
