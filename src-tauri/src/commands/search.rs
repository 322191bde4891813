//! Searching.

use tauri::AppHandle;
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};

use crate::dto::IpcError;
use crate::dto::search::{Hits, Occurrences};

pub(crate) async fn search_library(
    _: &AppHandle,
    session: &Session,
    query: String,
    from: usize,
    count: usize,
) -> Result<Hits, IpcError> {
    Ok(session.library.search(&query, from, count)?.into())
}

#[expect(clippy::too_many_arguments, reason = "a command has the arguments of its contract")]
pub(crate) async fn find_in_article(
    _: &AppHandle,
    session: &Session,
    article: i64,
    text: String,
    renditions: Vec<i64>,
    here: Option<i64>,
    from: usize,
    count: usize,
) -> Result<Occurrences, IpcError> {
    let renditions: Vec<_> = renditions.into_iter().map(RenditionId).collect();
    Ok(session
        .library
        .find(
            ArticleId(article),
            &text,
            &renditions,
            here.map(SegmentId),
            from..from.saturating_add(count),
        )?
        .into())
}
