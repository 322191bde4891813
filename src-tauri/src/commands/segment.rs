//! Where sentences part, as the reader teaches it.

use tauri::AppHandle;
use visavis_core::Session;
use visavis_core::article::SegmentId;

use crate::dto::IpcError;
use crate::dto::article::byte_offset;
use crate::dto::settings::{Exception, Settings};

/// `at` counts UTF-16 code units from the segment's start.
pub(crate) async fn split_segment(_: &AppHandle, session: &Session, segment: i64, at: usize) -> Result<(), IpcError> {
    let text = session.library.segment_text(SegmentId(segment))?;
    Ok(session.split(SegmentId(segment), byte_offset(&text, at))?)
}

pub(crate) async fn join_segment(_: &AppHandle, session: &Session, segment: i64) -> Result<(), IpcError> {
    Ok(session.join_with_next(SegmentId(segment))?)
}

pub(crate) async fn never_break_after(
    _: &AppHandle,
    session: &Session,
    exception: Exception,
    keep: bool,
) -> Result<Settings, IpcError> {
    Ok(session.never_break_after(exception.into(), keep)?.into())
}
