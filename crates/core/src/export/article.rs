//! One article of the library, pushed block by block into a format.

use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;

use super::{Column, Error, Export, ExportFormat, Head, Options, Rendered, Tally, Unit, Writer, to_file};
use crate::article::{ArticleId, Block, BlockKind, Cell, MarkKind, Origin, RenditionId};
use crate::library::{Library, Page, RenditionSummary};
use crate::messages;

/// Blocks read from the library at a time: enough to be fast, few enough that a book needs little memory.
const BLOCKS_AT_A_TIME: usize = 200;

/// Writes an article with the given renditions as columns, in that order, to a file whose ending says the format.
///
/// # Errors
/// Those of [`to_file`] and [`write_article`]; [`Error::FormatUnknown`] for an ending of no format.
pub fn article_to_file(
    library: &Library,
    article: ArticleId,
    columns: &[RenditionId],
    path: &Path,
    overwrite: bool,
) -> Result<Tally, Error> {
    let format = ExportFormat::from_path(path)?;
    to_file(path, overwrite, |out| {
        let mut export = Export::new(format, &Options::default(), out);
        write_article(library, article, columns, &mut export)?;
        Ok(export.tally().clone())
    })
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
) -> Result<(), Error> {
    let summary = library.summary(article)?;
    let renditions = columns
        .iter()
        .map(|id| library.rendition(*id))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(foreign) = renditions.iter().find(|summary| summary.rendition.article != article) {
        return Err(Error::Foreign {
            rendition: foreign.rendition.id,
            article,
        });
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
    for from in (0..summary.blocks).step_by(BLOCKS_AT_A_TIME) {
        write_page(&library.page(article, from..from + BLOCKS_AT_A_TIME, columns)?, writer)?;
    }
    writer.finish()
}

fn write_page(page: &Page, writer: &mut dyn Writer) -> Result<(), Error> {
    let mut segments = page.segments.iter().enumerate().peekable();
    for (index, block) in (page.first_block..).zip(&page.blocks) {
        if block.kind == BlockKind::Separator {
            writer.separator()?;
        }
        while let Some((place, segment)) = segments.next_if(|(_, segment)| segment.block == index) {
            writer.unit(&Unit {
                number: page.first_number + place,
                block: index,
                kind: block.kind,
                level: block.level,
                source: block.text.get(segment.range.clone()).unwrap_or_default(),
                marks: marks_in(block, &segment.range),
                rendered: page.cells.iter().map(|column| rendered(&column[place])).collect(),
            })?;
        }
    }
    Ok(())
}

/// A rendition's head as a reader should see it in a file.
fn column(summary: &RenditionSummary) -> Column {
    let language = summary.rendition.language.clone();
    match &summary.rendition.origin {
        Origin::Engine { name, route, rough, .. } => Column {
            label: route
                .as_ref()
                .map_or_else(|| name.clone(), |route| format!("{name}, {route}")),
            language,
            machine: true,
            rough: *rough,
        },
        Origin::Human { name } => Column {
            label: name.clone(),
            language,
            machine: false,
            rough: false,
        },
    }
}

/// The block's markup that touches a segment, cut to it and counted in bytes from its start.
pub fn marks_in<'a>(block: &'a Block, segment: &Range<usize>) -> Vec<(Range<usize>, &'a MarkKind)> {
    let cut = |range: &Range<usize>| range.start.max(segment.start)..range.end.min(segment.end);
    let marks = block.marks.iter().map(|mark| (cut(&mark.range), &mark.kind));
    marks
        .filter(|(range, _)| range.start < range.end)
        .map(|(range, kind)| (range.start - segment.start..range.end - segment.start, kind))
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
