//! Jobs: begun, watched, cancelled.

use std::sync::Arc;

use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};
use visavis_core::engine::EngineId;
use visavis_core::translate::{Event, Outcome};

use crate::dto::IpcError;
use crate::dto::job::{CellChange, JobEvent};
use crate::dto::rendition::RenditionSummary;
use crate::state::AppState;

/// Tells the window everything jobs do from now on, and goes on with those that were cut off.
#[tauri::command]
pub(crate) async fn watch_jobs(state: State<'_, AppState>, channel: Channel<JobEvent>) -> Result<(), IpcError> {
    let session = state.session()?;
    let library = Arc::clone(&session.library);
    let mut events = session.jobs.watch();
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.recv().await {
            // A rendition removed while its job ran has nothing more to say; a closed window hears nothing more.
            if let Ok(event) = told(&library, event)
                && channel.send(event).is_err()
            {
                break;
            }
        }
    });
    session.resume_interrupted()?;
    Ok(())
}

fn told(library: &visavis_core::library::Library, event: Event) -> Result<JobEvent, IpcError> {
    Ok(match event {
        Event::Progress(progress) => JobEvent::Progress {
            rendition: library.rendition(progress.rendition)?.into(),
            cells: progress
                .cells
                .into_iter()
                .map(|(segment, cell)| CellChange {
                    segment: segment.0,
                    cell: cell.into(),
                })
                .collect(),
        },
        Event::Ended { rendition, outcome } => JobEvent::Ended {
            rendition: library.rendition(rendition)?.into(),
            error: match outcome.as_ref() {
                Ok(Outcome::Stopped(failure) | Outcome::Kept(failure)) => Some(failure.clone().into()),
                Ok(Outcome::Done | Outcome::Partly { .. }) => None,
                Err(error) => Some(IpcError {
                    code: error.code(),
                    detail: Some(error.to_string()),
                }),
            },
        },
    })
}

pub(crate) async fn translate(
    _: &AppHandle,
    session: &Session,
    article: i64,
    engine: String,
    to: String,
) -> Result<RenditionSummary, IpcError> {
    let to = super::engine::language(&to)?;
    let engine = session.engine(&EngineId(engine))?;
    Ok(session
        .translate(ArticleId(article), engine, &to)
        .await?
        .rendition
        .into())
}

pub(crate) async fn resume(_: &AppHandle, session: &Session, rendition: i64) -> Result<RenditionSummary, IpcError> {
    Ok(session.resume(RenditionId(rendition))?.rendition.into())
}

pub(crate) async fn cancel(_: &AppHandle, session: &Session, rendition: i64) -> Result<(), IpcError> {
    session.jobs.cancel(RenditionId(rendition));
    Ok(())
}

pub(crate) async fn retry(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segments: Vec<i64>,
) -> Result<RenditionSummary, IpcError> {
    let segments: Vec<_> = segments.into_iter().map(SegmentId).collect();
    Ok(session.retry(RenditionId(rendition), &segments)?.rendition.into())
}

pub(crate) async fn list_failed(_: &AppHandle, session: &Session, rendition: i64) -> Result<Vec<i64>, IpcError> {
    let failed = session.library.failed(RenditionId(rendition))?;
    Ok(failed.into_iter().map(|segment| segment.0).collect())
}

pub(crate) async fn remove_rendition(_: &AppHandle, session: &Session, rendition: i64) -> Result<(), IpcError> {
    Ok(session.remove_rendition(RenditionId(rendition))?)
}
