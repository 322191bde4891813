//! Engines at hand.

use tauri::AppHandle;
use visavis_core::engine::{Engine, EngineConfig, EngineId, KeySource};
use visavis_core::{ErrorCode, Language, Session};

use crate::dto::IpcError;
use crate::dto::engine::{EngineOffer, EngineSummary, NewEngine};

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

pub(crate) async fn add_engine(
    _: &AppHandle,
    session: &Session,
    engine: NewEngine,
) -> Result<Vec<EngineSummary>, IpcError> {
    let NewEngine {
        id,
        name,
        url,
        key_variable,
    } = engine;
    let key = key_variable.map_or(KeySource::None, KeySource::Variable);
    session.add_engine(
        EngineConfig::new(&id, &name, "libretranslate")
            .with("url", url)
            .with_key(key),
    )?;
    Ok(summaries(session))
}

pub(crate) async fn remove_engine(
    _: &AppHandle,
    session: &Session,
    engine: String,
) -> Result<Vec<EngineSummary>, IpcError> {
    session.remove_engine(&EngineId(engine))?;
    Ok(summaries(session))
}

/// The engines at hand, in the order of preference.
pub(crate) fn summaries(session: &Session) -> Vec<EngineSummary> {
    session
        .engines()
        .iter()
        .map(|engine| summary(session, engine.as_ref()))
        .collect()
}

fn summary(session: &Session, engine: &dyn Engine) -> EngineSummary {
    let capabilities = engine.capabilities();
    EngineSummary {
        id: engine.id().to_string(),
        name: engine.name().to_owned(),
        rough: capabilities.rough,
        local: capabilities.local,
        free: capabilities.free,
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
