//! Renditions held against each other: differences, flags, picks, reports.

use std::path::Path;

use tauri::AppHandle;
use visavis_core::Session;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};
use visavis_core::compare::report::ReportOrder;
use visavis_core::compare::{DiffOptions, FlagKind, Reason, Said};

use crate::dto::IpcError;
use crate::dto::article::byte_offset;
use crate::dto::compare::{
    CompareRequest, Comparison, Dismissal, Flags, PickRequest, Picked, Piece, RenditionFlags, ReportFormat,
    ReportRequest, WordLink, flags_of, links_of, pieces_of,
};

pub(crate) async fn compare(_: &AppHandle, session: &Session, request: CompareRequest) -> Result<Comparison, IpcError> {
    let CompareRequest {
        article,
        renditions,
        base,
        ignore_case,
        ignore_punctuation,
        ignore_typography,
    } = request;
    let options = DiffOptions {
        ignore_case,
        ignore_punctuation,
        ignore_typography,
    };
    let renditions: Vec<_> = renditions.into_iter().map(RenditionId).collect();
    let compared = session.compare(ArticleId(article), &renditions, Some(RenditionId(base)), options)?;
    Ok(compared.into())
}

pub(crate) async fn read_flags(
    _: &AppHandle,
    session: &Session,
    article: i64,
    renditions: Vec<i64>,
    segments: Option<Vec<i64>>,
) -> Result<Flags, IpcError> {
    let ids: Vec<_> = renditions.iter().copied().map(RenditionId).collect();
    let among = segments.map(|segments| segments.into_iter().map(SegmentId).collect());
    let flagged = session.flags(ArticleId(article), &ids, among.as_ref())?;
    Ok(Flags {
        muted: session.muted_flags().into_iter().map(FlagKind::as_str).collect(),
        renditions: renditions
            .into_iter()
            .zip(flagged)
            .map(|(rendition, flagged)| RenditionFlags {
                rendition,
                flags: flagged.into_iter().flat_map(flags_of).collect(),
            })
            .collect(),
    })
}

/// A reason of no meaning here can have no flag to wave away.
pub(crate) async fn dismiss_flag(_: &AppHandle, session: &Session, dismissal: Dismissal) -> Result<(), IpcError> {
    let Dismissal {
        rendition,
        segment,
        reason,
        source_text,
        target_text,
        dismissed,
    } = dismissal;
    let said = Said {
        source: source_text,
        target: target_text,
    };
    if let Some(reason) = Reason::parse(&reason) {
        session.dismiss_flag(RenditionId(rendition), SegmentId(segment), reason, &said, dismissed)?;
    }
    Ok(())
}

pub(crate) async fn mute_flags(
    _: &AppHandle,
    session: &Session,
    kind: String,
    muted: bool,
) -> Result<Vec<String>, IpcError> {
    let kinds = match FlagKind::parse(&kind) {
        Some(kind) => session.mute_flags(kind, muted)?,
        None => session.muted_flags(),
    };
    Ok(kinds.into_iter().map(|kind| kind.as_str().to_owned()).collect())
}

pub(crate) async fn pick(_: &AppHandle, session: &Session, request: PickRequest) -> Result<Picked, IpcError> {
    let PickRequest {
        rendition,
        segment,
        part,
        name,
    } = request;
    let (rendition, segment) = (RenditionId(rendition), SegmentId(segment));
    let cells = session.library.cells(rendition, &[segment])?;
    let text = cells.first().and_then(|cell| cell.text()).unwrap_or_default();
    let part = part.map(|part| byte_offset(text, part.start)..byte_offset(text, part.end));
    Ok(session.pick(rendition, segment, part, &name)?.into())
}

pub(crate) async fn read_pieces(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segment: i64,
) -> Result<Vec<Piece>, IpcError> {
    let (rendition, segment) = (RenditionId(rendition), SegmentId(segment));
    let cells = session.library.cells(rendition, &[segment])?;
    let text = cells.first().and_then(|cell| cell.text()).unwrap_or_default();
    Ok(pieces_of(text, session.pieces(rendition, segment)?))
}

pub(crate) async fn suggest_report_path(
    _: &AppHandle,
    session: &Session,
    article: i64,
    format: ReportFormat,
) -> Result<String, IpcError> {
    let path = session.suggested_report_path(ArticleId(article), format.into())?;
    Ok(path.display().to_string())
}

pub(crate) async fn export_report(_: &AppHandle, session: &Session, request: ReportRequest) -> Result<(), IpcError> {
    let ReportRequest {
        article,
        renditions,
        base,
        format,
        language,
        path,
        overwrite,
    } = request;
    let renditions: Vec<_> = renditions.into_iter().map(RenditionId).collect();
    let reader = super::engine::language(&language)?;
    let order = ReportOrder {
        article: ArticleId(article),
        renditions: &renditions,
        base: Some(RenditionId(base)),
        options: DiffOptions::default(),
        format: format.into(),
        reader: &reader,
    };
    Ok(session.report_to_file(&order, Path::new(&path), overwrite)?)
}

pub(crate) async fn link_words(
    _: &AppHandle,
    session: &Session,
    rendition: i64,
    segment: i64,
) -> Result<Vec<WordLink>, IpcError> {
    Ok(links_of(
        &session.word_links(RenditionId(rendition), SegmentId(segment))?,
    ))
}
