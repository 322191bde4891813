//! The translation memory, glossaries and money.

use std::path::Path;

use tauri::AppHandle;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};
use visavis_core::engine::EngineId;
use visavis_core::glossary::Entry;
use visavis_core::{ErrorCode, Session};

use super::dialog;
use super::engine::{language, room};
use crate::dto::IpcError;
use crate::dto::engine::{EngineRoom, Estimate, Price};
use crate::dto::memory::{GlossarySummary, GlossaryTerm, MemoryMatch, TermsImported};
use crate::dto::rendition::RenditionSummary;

pub(crate) async fn similar_sentences(
    _: &AppHandle,
    session: &Session,
    segment: i64,
    to: String,
) -> Result<Vec<MemoryMatch>, IpcError> {
    let found = session.similar(SegmentId(segment), &language(&to)?)?;
    Ok(found.into_iter().map(Into::into).collect())
}

pub(crate) async fn translate_again(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segments: Option<Vec<i64>>,
) -> Result<RenditionSummary, IpcError> {
    let id = RenditionId(rendition);
    let begun = match segments {
        Some(segments) => {
            let segments: Vec<_> = segments.into_iter().map(SegmentId).collect();
            session.translate_again(id, &segments)?
        }
        None => session.translate_all_again(id)?,
    };
    Ok(begun.rendition.into())
}

pub(crate) async fn forget_memory(_: &AppHandle, session: &Session) -> Result<EngineRoom, IpcError> {
    session.library.forget_memory()?;
    room(session)
}

pub(crate) async fn list_glossaries(_: &AppHandle, session: &Session) -> Result<Vec<GlossarySummary>, IpcError> {
    Ok(session.library.glossaries()?.into_iter().map(Into::into).collect())
}

pub(crate) async fn glossary_terms(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
) -> Result<Vec<GlossaryTerm>, IpcError> {
    let terms = session.library.terms(&language(&from)?, &language(&to)?)?;
    Ok(terms.into_iter().map(Into::into).collect())
}

pub(crate) async fn keep_term(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
    term: GlossaryTerm,
) -> Result<(), IpcError> {
    let entry = Entry::new(&term.source, &term.target, term.note.as_deref()).ok_or(IpcError {
        code: ErrorCode::GlossaryEmpty,
        detail: None,
    })?;
    Ok(session.keep_term(&language(&from)?, &language(&to)?, entry)?)
}

pub(crate) async fn remove_term(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
    source: String,
) -> Result<(), IpcError> {
    Ok(session
        .library
        .remove_term(&language(&from)?, &language(&to)?, &source)?)
}

pub(crate) async fn remove_glossary(
    _: &AppHandle,
    session: &Session,
    from: String,
    to: String,
) -> Result<(), IpcError> {
    Ok(session.library.remove_glossary(&language(&from)?, &language(&to)?)?)
}

pub(crate) async fn choose_glossary(app: &AppHandle, _: &Session) -> Result<Option<String>, IpcError> {
    Ok(dialog::choose_file(app, "TSV, TBX", &["tsv", "txt", "tbx", "xml"]).await)
}

pub(crate) async fn import_glossary(
    _: &AppHandle,
    session: &Session,
    path: String,
    from: String,
    to: String,
) -> Result<TermsImported, IpcError> {
    Ok(session
        .import_glossary(Path::new(&path), &language(&from)?, &language(&to)?)?
        .into())
}

pub(crate) async fn export_glossary(
    _: &AppHandle,
    session: &Session,
    path: String,
    from: String,
    to: String,
) -> Result<usize, IpcError> {
    // The system's dialogue has asked whether to replace a file.
    let pair = (&language(&from)?, &language(&to)?);
    Ok(session.export_glossary(Path::new(&path), true, pair)?)
}

pub(crate) async fn estimate(
    _: &AppHandle,
    session: &Session,
    article: i64,
    engine: String,
    to: String,
) -> Result<Estimate, IpcError> {
    let estimate = session
        .estimate(ArticleId(article), &EngineId(engine), &language(&to)?)
        .await?;
    Ok(estimate.into())
}

pub(crate) async fn set_cap(_: &AppHandle, session: &Session, characters: Option<f64>) -> Result<EngineRoom, IpcError> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the window counts in JavaScript's numbers, which are whole up to 2^53"
    )]
    let characters = characters.filter(|count| *count > 0.0).map(|count| count as u64);
    session.set_cap(characters)?;
    room(session)
}

pub(crate) async fn set_price(
    _: &AppHandle,
    session: &Session,
    engine: String,
    price: Option<Price>,
) -> Result<EngineRoom, IpcError> {
    let engine = EngineId(engine);
    let price = price.map(|price| price.of(engine.clone()));
    session.set_price(&engine, price)?;
    room(session)
}
