//! One article of the library, pushed unit by unit into a format.

use std::ops::Range;

use jiff::Timestamp;

use super::{Column, Error, Head, Rendered, Unit, Writer};
use crate::article::{ArticleId, Block, Cell, MarkKind, Origin, RenditionId, Segment};
use crate::library::{Library, RenditionSummary};
use crate::messages;

/// Blocks read from the library at a time: enough to be fast, few enough that a book needs little memory.
const BLOCKS_AT_A_TIME: usize = 200;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Sentences that have a translation in every column.
    pub pairs: usize,
    /// Sentences that lack a translation in at least one column.
    pub missing: usize,
}

/// Writes an article with the given renditions as columns, in that order.
///
/// # Errors
/// [`Error::Library`] when the article or a rendition is not there, [`Error::Foreign`] when a rendition is of another
/// article, otherwise what the writer says.
pub fn write_article(
    library: &Library,
    article: ArticleId,
    columns: &[RenditionId],
    writer: &mut dyn Writer,
) -> Result<Written, Error> {
    let summary = library.summary(article)?;
    let renditions = columns.iter().map(|id| library.rendition(*id)).collect::<Result<Vec<_>, _>>()?;
    if let Some(foreign) = renditions.iter().find(|summary| summary.rendition.article != article) {
        return Err(Error::Foreign { rendition: foreign.rendition.id, article });
    }
    writer.head(&Head {
        title: summary.title,
        byline: summary.byline,
        source: summary.source,
        published: summary.published,
        language: summary.language,
        columns: renditions.iter().map(column).collect(),
        exported: Timestamp::now(),
    })?;
    let mut written = Written::default();
    let mut from = 0;
    while from < summary.blocks {
        let until = (from + BLOCKS_AT_A_TIME).min(summary.blocks);
        let page = library.page(article, from..until, columns)?;
        for (index, segment) in page.segments.iter().enumerate() {
            let Some(block) = page.block_of(segment) else { continue };
            let rendered: Vec<Rendered<'_>> = page.cells.iter().map(|column| rendered(&column[index])).collect();
            if rendered.iter().all(|rendered| rendered.text.is_some()) {
                written.pairs += 1;
            } else {
                written.missing += 1;
            }
            writer.unit(&unit(page.first_number + index, segment, block, rendered))?;
        }
        from = until;
    }
    writer.finish()?;
    Ok(written)
}

/// A rendition's head as a reader should see it in a file.
fn column(summary: &RenditionSummary) -> Column {
    let language = summary.rendition.language.clone();
    match &summary.rendition.origin {
        Origin::Engine { name, route, rough, .. } => Column {
            label: route.as_ref().map_or_else(|| name.clone(), |route| format!("{name}, {route}")),
            language,
            machine: true,
            rough: *rough,
        },
        Origin::Human { name } => Column { label: name.clone(), language, machine: false, rough: false },
    }
}

fn unit<'a>(number: usize, segment: &Segment, block: &'a Block, rendered: Vec<Rendered<'a>>) -> Unit<'a> {
    Unit {
        number,
        block: segment.block,
        kind: block.kind,
        level: block.level,
        source: block.text.get(segment.range.clone()).unwrap_or_default(),
        marks: marks_in(block, &segment.range),
        rendered,
    }
}

/// The block's markup that touches a segment, cut to it and counted from its start.
pub fn marks_in<'a>(block: &'a Block, segment: &Range<usize>) -> Vec<(Range<usize>, &'a MarkKind)> {
    block
        .marks
        .iter()
        .filter_map(|mark| {
            let start = mark.range.start.max(segment.start);
            let end = mark.range.end.min(segment.end);
            (start < end).then(|| (start - segment.start..end - segment.start, &mark.kind))
        })
        .collect()
}

fn rendered(cell: &Cell) -> Rendered<'_> {
    Rendered {
        text: cell.text(),
        failure: match cell {
            Cell::Failed(failure) => Some(messages::english(failure.code).message),
            _ => None,
        },
        edited: matches!(cell, Cell::Edited { .. }),
        provenance: match cell {
            Cell::Done { provenance, .. } => provenance.as_ref(),
            _ => None,
        },
    }
}
