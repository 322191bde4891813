//! The first paint, and the reader's settings.

use tauri::{AppHandle, Manager};
use visavis_core::Session;

use crate::dto::IpcError;
use crate::dto::settings::{Settings, Startup};
use crate::state::{AppState, Opening};

pub(crate) async fn startup(app: &AppHandle, session: &Session) -> Result<Startup, IpcError> {
    let state = app.state::<AppState>();
    let opened = opened(session, &state).await;
    let open = opened.and_then(|article| {
        let open = article.map(|article| super::article::open_with_text(session, article));
        open.transpose()
    });
    let articles = session.library.list()?.into_iter().map(Into::into).collect();
    Ok(Startup {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
        system_language: sys_locale::get_locale().unwrap_or_else(|| "en".to_owned()),
        data_dir: session.library.folder().display().to_string(),
        settings: session.settings().into(),
        articles,
        engines: super::engine::summaries(session),
        open_error: open.as_ref().err().cloned(),
        open: open.ok().flatten(),
    })
}

/// Opens what is to be shown first, before the window asks for it.
pub(crate) async fn open(app: &AppHandle) {
    let state = app.state::<AppState>();
    if let Ok(session) = state.session() {
        // The window hears of a failure when it asks.
        let _ = opened(session, &state).await;
    }
}

async fn opened(session: &Session, state: &AppState) -> Result<Option<i64>, IpcError> {
    state
        .opened
        .get_or_init(|| first(session, &state.opening))
        .await
        .clone()
}

async fn first(session: &Session, opening: &Opening) -> Result<Option<i64>, IpcError> {
    let article = match &opening.article {
        Some(path) => Some(session.open_file(path).await?.article),
        None if opening.sample => Some(session.open_sample().await?.article),
        None if session.is_first_start() => Some(session.welcome().await?.article),
        None => session.library.last_opened()?,
    };
    Ok(article.map(|article| article.0))
}

pub(crate) async fn save_settings(_: &AppHandle, session: &Session, settings: Settings) -> Result<(), IpcError> {
    session.change_settings(|kept| settings.apply_to(kept))?;
    Ok(())
}
