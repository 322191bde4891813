//! What the reader does to a sentence by hand.

use tauri::AppHandle;
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};
use visavis_core::engine::EngineId;
use visavis_core::library::Change;

use crate::dto::IpcError;
use crate::dto::inspect::{Inspection, Marked, Rewritten, Verdict};

pub(crate) async fn edit_sentence(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segment: i64,
    text: String,
) -> Result<Rewritten, IpcError> {
    session
        .library
        .edit(RenditionId(rendition), SegmentId(segment), &text)?;
    rewritten(session, SegmentId(segment), Some(RenditionId(rendition)), None)
}

pub(crate) async fn restore_sentence(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segment: i64,
) -> Result<Rewritten, IpcError> {
    session.library.restore(RenditionId(rendition), SegmentId(segment))?;
    rewritten(session, SegmentId(segment), Some(RenditionId(rendition)), None)
}

pub(crate) async fn set_note(_: &AppHandle, session: &Session, segment: i64, text: String) -> Result<(), IpcError> {
    Ok(session.library.set_note(SegmentId(segment), &text)?)
}

pub(crate) async fn set_verdict(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segment: i64,
    verdict: Option<Verdict>,
) -> Result<(), IpcError> {
    let verdict = verdict.map(Into::into);
    Ok(session
        .library
        .set_verdict(RenditionId(rendition), SegmentId(segment), verdict)?)
}

pub(crate) async fn list_marked(_: &AppHandle, session: &Session, article: i64) -> Result<Vec<Marked>, IpcError> {
    let marked = session.library.marked(ArticleId(article))?;
    Ok(marked.into_iter().map(Into::into).collect())
}

/// Undoes the article's last change by hand; null when there is none.
pub(crate) async fn undo_change(_: &AppHandle, session: &Session, article: i64) -> Result<Option<Rewritten>, IpcError> {
    let change = session.library.undo(ArticleId(article))?;
    change.map(|change| changed(session, change)).transpose()
}

/// Does again what was undone last; null when nothing was.
pub(crate) async fn redo_change(_: &AppHandle, session: &Session, article: i64) -> Result<Option<Rewritten>, IpcError> {
    let change = session.library.redo(ArticleId(article))?;
    change.map(|change| changed(session, change)).transpose()
}

/// Asks an engine for one sentence; what it answers replaces nothing.
pub(crate) async fn ask_alternative(
    _: &AppHandle,
    session: &Session,
    segment: i64,
    engine: String,
    to: String,
) -> Result<Inspection, IpcError> {
    let to = super::engine::language(&to)?;
    let engine = session.engine(&EngineId(engine))?;
    session
        .ask_alternative(SegmentId(segment), engine.as_ref(), &to)
        .await?;
    Ok(session.inspect(SegmentId(segment))?.into())
}

pub(crate) async fn forget_alternative(_: &AppHandle, session: &Session, alternative: i64) -> Result<(), IpcError> {
    Ok(session.library.forget_alternative(alternative)?)
}

fn changed(session: &Session, change: Change) -> Result<Rewritten, IpcError> {
    rewritten(session, change.segment, change.rendition, Some(change))
}

fn rewritten(
    session: &Session,
    segment: SegmentId,
    rendition: Option<RenditionId>,
    change: Option<Change>,
) -> Result<Rewritten, IpcError> {
    let (summary, cell) = match rendition {
        Some(id) => (
            Some(session.library.rendition(id)?.into()),
            session.library.cells(id, &[segment])?.pop().map(Into::into),
        ),
        None => (None, None),
    };
    Ok(Rewritten {
        segment: segment.0,
        rendition: summary,
        cell,
        change: change.map(Into::into),
    })
}
