//! One article of the library, pushed block by block into a format.

use std::ops::{ControlFlow, Range};
use std::path::Path;

use jiff::Timestamp;

use super::{
    Column, Error, Export, ExportFormat, Extras, Head, Options, Refusal, Rendered, Scope, Tally, Unit, Writer, to_file,
};
use crate::article::{ArticleId, Block, BlockKind, Cell, MarkKind, Origin, RenditionId};
use crate::library::{Library, Page, RenditionSummary};
use crate::messages;

/// Blocks read from the library at a time: enough to be fast, few enough that a book needs little memory.
const BLOCKS_AT_A_TIME: usize = 200;

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The article.
    pub article: ArticleId,
    /// The renditions beside the original, in order.
    pub columns: Vec<RenditionId>,
    /// Which sentences.
    pub scope: Scope,
    /// How.
    pub options: Options,
}

impl Request {
    /// A whole article with these columns and nothing special about it.
    pub fn whole(article: ArticleId, columns: &[RenditionId]) -> Self {
        Self {
            article,
            columns: columns.to_vec(),
            scope: Scope::default(),
            options: Options::default(),
        }
    }
}

/// Writes an article to a file whose ending says the format.
///
/// # Errors
/// Those of [`to_file`] and [`write_article`]; [`Error::FormatUnknown`] for an ending of no format.
pub fn article_to_file(library: &Library, request: &Request, path: &Path, overwrite: bool) -> Result<Tally, Error> {
    let format = ExportFormat::from_path(path)?;
    to_file(path, overwrite, |out| {
        let mut export = Export::new(format, &request.options, out);
        write_article(library, request, &mut export)?;
        Ok(export.tally().clone())
    })
}

/// Writes an article with the given renditions as columns, in that order.
///
/// # Errors
/// [`Error::Library`] when the article or a rendition is not there, [`Error::Foreign`] when a rendition is of another
/// article, otherwise what the writer says.
pub fn write_article(library: &Library, request: &Request, writer: &mut dyn Writer) -> Result<(), Error> {
    writer.head(&head(library, request)?)?;
    walk(library, request, |part| {
        match part {
            Part::Unit(unit) => writer.unit(&unit)?,
            Part::Separator => writer.separator()?,
        }
        Ok(ControlFlow::Continue(()))
    })?;
    writer.finish()
}

/// The first sentences as they would go into a file: number, original, and for each column its text or the reason why
/// there is none. No file is written.
///
/// # Errors
/// Those of [`write_article`] that come from the library.
pub fn preview(library: &Library, request: &Request, sentences: usize) -> Result<Vec<Preview>, Error> {
    head(library, request)?;
    let mut shown = Vec::new();
    walk(library, request, |part| {
        if let Part::Unit(unit) = part {
            shown.push(Preview {
                number: unit.number,
                source: unit.source.to_owned(),
                texts: unit
                    .rendered
                    .iter()
                    .map(|rendered| rendered.text.map(str::to_owned))
                    .collect(),
            });
        }
        Ok(if shown.len() < sentences {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    })?;
    Ok(shown)
}

/// A sentence as it would go into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Its number in the article, from 1.
    pub number: usize,
    /// The original.
    pub source: String,
    /// What each column has for it.
    pub texts: Vec<Option<String>>,
}

fn head(library: &Library, request: &Request) -> Result<Head, Error> {
    let summary = library.summary(request.article)?;
    let renditions = request
        .columns
        .iter()
        .map(|id| library.rendition(*id))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(foreign) = renditions
        .iter()
        .find(|summary| summary.rendition.article != request.article)
    {
        return Err(Error::Foreign {
            rendition: foreign.rendition.id,
            article: request.article,
        });
    }
    Ok(Head {
        title: summary.title,
        byline: summary.byline,
        source: summary.source,
        published: summary.published,
        language: summary.language,
        columns: renditions.iter().map(column).collect(),
        extras: Extras::default(),
        exported: Timestamp::now(),
    })
}

/// What comes after the head.
enum Part<'a> {
    Unit(Unit<'a>),
    Separator,
}

/// Gives the parts of an article in reading order until it is told to stop.
fn walk(
    library: &Library,
    request: &Request,
    mut each: impl FnMut(Part<'_>) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    let blocks = library.summary(request.article)?.blocks;
    for from in (0..blocks).step_by(BLOCKS_AT_A_TIME) {
        let page = library.page(request.article, from..from + BLOCKS_AT_A_TIME, &request.columns)?;
        if walk_page(&page, &request.scope, &mut each)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn walk_page(
    page: &Page,
    scope: &Scope,
    each: &mut impl FnMut(Part<'_>) -> Result<ControlFlow<()>, Error>,
) -> Result<ControlFlow<()>, Error> {
    let mut segments = page.segments.iter().enumerate().peekable();
    for (index, block) in (page.first_block..).zip(&page.blocks) {
        if block.kind == BlockKind::Separator && *scope == Scope::Article && each(Part::Separator)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        while let Some((place, segment)) = segments.next_if(|(_, segment)| segment.block == index) {
            let number = page.first_number + place;
            if !scope.takes(number) {
                continue;
            }
            let unit = Unit {
                number,
                block: index,
                kind: block.kind,
                level: block.level,
                source: block.text.get(segment.range.clone()).unwrap_or_default(),
                marks: marks_in(block, &segment.range),
                notes: Vec::new(),
                rendered: page.cells.iter().map(|column| rendered(&column[place])).collect(),
            };
            if each(Part::Unit(unit))?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
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
            Cell::Failed(failure) => Some(Refusal {
                code: failure.code,
                reason: messages::english(failure.code).message,
            }),
            _ => None,
        },
        edited: matches!(cell, Cell::Edited { .. }),
        verdict: None,
        flags: Vec::new(),
        provenance: match cell {
            Cell::Done { provenance, .. } => provenance.as_ref(),
            _ => None,
        },
    }
}
