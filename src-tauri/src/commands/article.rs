//! The library and its articles.

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use visavis_core::article::{ArticleId, RenditionId, SegmentId};
use visavis_core::{Language, Session, export, import};

use crate::dto::IpcError;
use crate::dto::article::{
    ArticleHead, ArticleSummary, ArticleView, Block, BlockPage, Imported, Mark, OpenedArticle, Segment,
};
use crate::dto::rendition::RenditionStatus;

/// Blocks the window reads at once (`PAGE` in `ui/src/parts/article/article.svelte.ts`). Of a page cut otherwise it
/// would make nothing, and read its own.
const PAGE: usize = 40;

/// Columns the window shows beside the original at most.
const MOST_COLUMNS: usize = 4;

pub(crate) async fn list_articles(_: &AppHandle, session: &Session) -> Result<Vec<ArticleSummary>, IpcError> {
    Ok(session.library.list()?.into_iter().map(Into::into).collect())
}

pub(crate) async fn open_article(_: &AppHandle, session: &Session, article: i64) -> Result<ArticleHead, IpcError> {
    head(session, article)
}

/// Opens an article and reads what a window shows of it first.
pub(crate) fn open_with_text(session: &Session, article: i64) -> Result<OpenedArticle, IpcError> {
    let head = head(session, article)?;
    let known = &head.summary.renditions;
    let shown = head.view.columns.iter().copied();
    let renditions: Vec<i64> = shown
        .filter(|id| known.iter().any(|rendition| rendition.id == *id))
        .take(MOST_COLUMNS)
        .collect();
    let at_work = known
        .iter()
        .any(|rendition| rendition.status == RenditionStatus::Running);
    let page = if at_work {
        None
    } else {
        let from = head.at / PAGE * PAGE;
        let to = (head.at + PAGE / 2).next_multiple_of(PAGE);
        Some(read(session, article, from, to - from, &renditions)?)
    };
    Ok(OpenedArticle { head, page, renditions })
}

fn head(session: &Session, article: i64) -> Result<ArticleHead, IpcError> {
    let summary = session.library.summary(ArticleId(article))?;
    let view = session.library.view(ArticleId(article))?;
    session.library.mark_opened(ArticleId(article))?;
    // At first, and where the kept view is another version's, everything there is stands side by side.
    let everything = || ArticleView {
        columns: summary
            .renditions
            .iter()
            .map(|summary| summary.rendition.id.0)
            .collect(),
        ..ArticleView::default()
    };
    let view = view
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_else(everything);
    let mut places = view.top.into_iter().chain(view.segment);
    let at = places.find_map(|segment| session.library.stretch_of(SegmentId(segment)).ok());
    Ok(ArticleHead {
        outline: session
            .library
            .outline(ArticleId(article))?
            .into_iter()
            .map(Into::into)
            .collect(),
        at: at.unwrap_or(0),
        characters: summary.characters,
        summary: summary.into(),
        view,
    })
}

pub(crate) async fn read_blocks(
    _: &AppHandle,
    session: &Session,
    article: i64,
    from: usize,
    count: usize,
    renditions: Vec<i64>,
) -> Result<BlockPage, IpcError> {
    read(session, article, from, count, &renditions)
}

fn read(session: &Session, article: i64, from: usize, count: usize, renditions: &[i64]) -> Result<BlockPage, IpcError> {
    let renditions: Vec<_> = renditions.iter().copied().map(RenditionId).collect();
    let range = from..from.saturating_add(count);
    let (stretches, page) = session.library.stretches(ArticleId(article), range, &renditions)?;
    let mut columns: Vec<_> = page.cells.into_iter().map(Vec::into_iter).collect();
    let mut segments = page.segments.into_iter().zip(page.first_number..);
    let blocks = (from..).zip(stretches).filter_map(|(index, stretch)| {
        let block = page.blocks.get(stretch.block - page.first_block)?;
        let mut own = Vec::new();
        for (segment, number) in segments.by_ref().take(stretch.segments) {
            let text = block.text.get(segment.range.clone()).unwrap_or_default().to_owned();
            let marks = export::marks_in(block, &segment.range);
            let marks = marks
                .iter()
                .map(|(range, kind)| Mark::new(&text, range, kind))
                .collect();
            let cells = columns.iter_mut().filter_map(Iterator::next).map(Into::into).collect();
            own.push(Segment {
                id: segment.id.0,
                number,
                text,
                marks,
                cells,
            });
        }
        Some(Block {
            index,
            kind: block.kind.into(),
            level: block.level,
            segments: own,
        })
    });
    Ok(BlockPage {
        from,
        blocks: blocks.collect(),
    })
}

pub(crate) async fn block_of(_: &AppHandle, session: &Session, segment: i64) -> Result<usize, IpcError> {
    Ok(session.library.stretch_of(SegmentId(segment))?)
}

pub(crate) async fn import_text(
    _: &AppHandle,
    session: &Session,
    text: String,
    language: Option<String>,
) -> Result<Imported, IpcError> {
    let draft = import::read_text(&text, &options(language)?).map_err(visavis_core::Error::from)?;
    Ok(session.add(&draft)?.into())
}

pub(crate) async fn import_file(
    _: &AppHandle,
    session: &Session,
    path: String,
    language: Option<String>,
) -> Result<Imported, IpcError> {
    Ok(session.import_file(path.as_ref(), options(language)?.language)?.into())
}

pub(crate) async fn import_sample(_: &AppHandle, session: &Session) -> Result<Imported, IpcError> {
    Ok(session.open_sample().await?.into())
}

pub(crate) async fn choose_article(app: &AppHandle, _: &Session) -> Result<Option<String>, IpcError> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let dialog = app.dialog().file().add_filter(
        "Text, Markdown, TMX, XLIFF, JSONL, CSV, TSV",
        &[
            "txt", "text", "md", "markdown", "tmx", "xlf", "xliff", "jsonl", "ndjson", "csv", "tsv",
        ],
    );
    let dialog = dialog.add_filter("*", &["*"]);
    let dialog = match app.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    };
    dialog.pick_file(|path| {
        // The window may be gone by the time the dialogue closes.
        sender.send(path).ok();
    });
    Ok(receiver.await.ok().flatten().map(|path| path.to_string()))
}

pub(crate) async fn remove_article(_: &AppHandle, session: &Session, article: i64) -> Result<(), IpcError> {
    Ok(session.remove_article(ArticleId(article))?)
}

pub(crate) async fn save_view(
    _: &AppHandle,
    session: &Session,
    article: i64,
    view: ArticleView,
) -> Result<(), IpcError> {
    let json = serde_json::to_string(&view).unwrap_or_default();
    Ok(session.library.set_view(ArticleId(article), &json)?)
}

fn options(language: Option<String>) -> Result<import::Options, IpcError> {
    let language: Option<Language> = language.map(|tag| tag.parse()).transpose().map_err(|error| IpcError {
        code: visavis_core::ErrorCode::ImportLanguageUnknown,
        detail: Some(format!("{error}")),
    })?;
    Ok(import::Options {
        language,
        ..import::Options::default()
    })
}
