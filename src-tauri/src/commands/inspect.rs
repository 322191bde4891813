//! What the inspector shows.

use tauri::AppHandle;
use visavis_core::article::SegmentId;
use visavis_core::{Session, inspect};

use crate::dto::IpcError;
use crate::dto::inspect::{Hunk, Inspection};

pub(crate) async fn inspect_sentence(_: &AppHandle, session: &Session, segment: i64) -> Result<Inspection, IpcError> {
    Ok(session.inspect(SegmentId(segment))?.into())
}

/// What differs between the base and each of the others, in their order.
pub(crate) async fn compare_texts(
    _: &AppHandle,
    _: &Session,
    base: String,
    others: Vec<String>,
) -> Result<Vec<Vec<Hunk>>, IpcError> {
    let hunks = |other: &String| {
        inspect::differences(&base, other)
            .iter()
            .map(|hunk| Hunk::new(&base, other, hunk))
            .collect()
    };
    Ok(others.iter().map(hunks).collect())
}
