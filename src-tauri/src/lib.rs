//! The desktop host of Vis-à-vis: a window over `visavis-core`. It decides nothing about articles or translations.

mod clipboard;
mod commands;
mod contract;
mod display;
mod dto;
mod start;
mod state;

use tauri::{WebviewUrl, WebviewWindowBuilder};

pub use start::{Start, Usage};

/// What the page shows first, asked for before anything else.
const ASK_EARLY: &str = "window.visavisStartup = window.__TAURI_INTERNALS__.invoke('startup'); \
                         window.visavisStartup.catch(() => {});";

/// Opens the window and runs until it is closed.
///
/// # Errors
/// A sentence for the terminal when no window can be opened.
pub fn run(start: Start) -> Result<(), String> {
    display::prepare()?;
    let Start { data_folder, opening } = start;
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(state::AppState::new(data_folder, opening))
        .invoke_handler(contract::handler())
        .setup(|app| {
            // The page takes its time to come, and library and article can be open before it asks.
            let handle = app.handle().clone();
            tauri::async_runtime::spawn_blocking(move || {
                tauri::async_runtime::block_on(commands::settings::open(&handle));
            });
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Vis-à-vis")
                // Asked before the page has read its own script (ui/src/ipc/tauri.ts).
                .initialization_script(ASK_EARLY)
                // A window is known by its article, in whatever lists windows.
                .on_document_title_changed(|window, title| {
                    let _ = window.set_title(&title);
                })
                .inner_size(1280.0, 800.0)
                .min_inner_size(640.0, 480.0)
                // The window shows our own page and nothing else, whatever a text or a link says.
                .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|error| error.to_string())
}
