//! Engines at hand, and what the settings say about them.

use std::path::Path;

use tauri::AppHandle;
use visavis_core::engine::{self as core, Engine, EngineConfig, EngineId, KINDS};
use visavis_core::secret::Secret;
use visavis_core::{ErrorCode, Language, Session};

use super::dialog;
use crate::dto::IpcError;
use crate::dto::engine::{
    EngineCard, EngineDraft, EngineOffer, EngineRoom, EngineSummary, EngineTest, Formality, Preferred,
};

pub(crate) async fn list_engines(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
) -> Result<Vec<EngineOffer>, IpcError> {
    let offers = session.offers(&language(&from)?, &language(&to)?).await;
    Ok(offers
        .into_iter()
        .map(|offer| EngineOffer {
            engine: summary(session, offer.engine.as_ref()),
            route: offer.route,
            error: offer.error.map(Into::into),
        })
        .collect())
}

pub(crate) async fn engine_room(_: &AppHandle, session: &Session) -> Result<EngineRoom, IpcError> {
    room(session)
}

pub(crate) async fn save_engine(_: &AppHandle, session: &Session, draft: EngineDraft) -> Result<EngineRoom, IpcError> {
    let key = draft.source();
    let id = draft.id.unwrap_or_default();
    let mut config = EngineConfig::new(&id, &draft.name, &draft.kind).with_key(key);
    if let Some(known) = session.settings().engines.into_iter().find(|known| known.id.0 == id) {
        // What the form does not show stays as it is.
        (config.network, config.limits) = (known.network, known.limits);
    }
    config.options = draft.options;
    session.save_engine(config, draft.key.as_deref().and_then(Secret::new).as_ref())?;
    room(session)
}

pub(crate) async fn remove_engine(_: &AppHandle, session: &Session, engine: String) -> Result<EngineRoom, IpcError> {
    session.remove_engine(&EngineId(engine))?;
    room(session)
}

pub(crate) async fn test_engine(
    _: &AppHandle,
    session: &Session,
    engine: String,
    to: String,
) -> Result<EngineTest, IpcError> {
    Ok(session.test_engine(&EngineId(engine), &language(&to)?).await?.into())
}

pub(crate) async fn order_engines(
    _: &AppHandle,
    session: &Session,
    engines: Vec<String>,
) -> Result<EngineRoom, IpcError> {
    session.order_engines(engines.into_iter().map(EngineId).collect())?;
    room(session)
}

pub(crate) async fn prefer_engine(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
    engine: Option<String>,
) -> Result<EngineRoom, IpcError> {
    session.prefer_engine(&language(&from)?, &language(&to)?, engine.map(EngineId))?;
    room(session)
}

pub(crate) async fn set_wishes(
    _: &AppHandle,
    session: &Session,
    formality: Formality,
    context: bool,
) -> Result<EngineRoom, IpcError> {
    session.change_settings(|settings| {
        settings.formality = formality.into();
        settings.send_context = context;
    })?;
    room(session)
}

pub(crate) async fn choose_engine_file(app: &AppHandle, _: &Session) -> Result<Option<String>, IpcError> {
    Ok(dialog::choose_file(app, "TOML", &["toml"]).await)
}

pub(crate) async fn import_engine(_: &AppHandle, session: &Session, path: String) -> Result<EngineRoom, IpcError> {
    session.import_engine_from(Path::new(&path))?;
    room(session)
}

pub(crate) async fn export_engine(
    _: &AppHandle,
    session: &Session,
    engine: String,
    path: String,
) -> Result<String, IpcError> {
    // The system's dialogue has asked whether to replace a file.
    session.export_engine_to(&EngineId(engine), Path::new(&path), true)?;
    Ok(path)
}

/// The engines at hand, in the order of preference.
pub(crate) fn summaries(session: &Session) -> Vec<EngineSummary> {
    session
        .engines_without_keys()
        .iter()
        .map(|engine| summary(session, engine.as_ref()))
        .collect()
}

/// Everything the settings say about engines, as it is now.
pub(crate) fn room(session: &Session) -> Result<EngineRoom, IpcError> {
    let settings = session.settings();
    let engines = session.known_engines().into_iter().map(|known| {
        let visavis_core::KnownEngine {
            config,
            built,
            built_in,
            key_there,
            host,
            price,
        } = known;
        let (built, error) = match built {
            Ok(engine) => (Some(engine), None),
            Err(error) => (None, Some(error.into())),
        };
        let capabilities = built
            .as_ref()
            .map_or(core::Capabilities::PLAIN, |engine| engine.capabilities().clone());
        EngineCard::new(config, &capabilities)
            .with_state(built_in, key_there, host, error)
            .with_price(price.map(Into::into))
    });
    Ok(EngineRoom {
        engines: engines.collect(),
        kinds: KINDS.iter().map(|kind| (*kind).into()).collect(),
        keychain: session.keys().keychain_state().is_ok(),
        preferred: settings
            .preferred
            .into_iter()
            .map(|preferred| Preferred {
                from: preferred.from,
                to: preferred.to,
                engine: preferred.engine.0,
            })
            .collect(),
        formality: settings.formality.into(),
        send_context: settings.send_context,
        cap_characters: settings.spending.cap_characters,
        memory: session.library.memory_size()?,
    })
}

fn summary(session: &Session, engine: &dyn Engine) -> EngineSummary {
    let capabilities = engine.capabilities();
    EngineSummary {
        id: engine.id().to_string(),
        name: engine.name().to_owned(),
        rough: capabilities.rough,
        local: capabilities.local,
        costs: visavis_core::spending::costs(capabilities),
        built_in: !session
            .settings()
            .engines
            .iter()
            .any(|config| config.id == *engine.id()),
    }
}

/// Reads a language tag that came from the window.
pub(crate) fn language(tag: &str) -> Result<Language, IpcError> {
    tag.parse().map_err(|error| IpcError {
        code: ErrorCode::EnginePairNotOffered,
        detail: Some(format!("{error}")),
    })
}
