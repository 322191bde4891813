//! Articles of the library, pushed block by block into a format.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use super::plan::{Part, Plan};
use super::{
    Error, Export, ExportFormat, Extras, Reading, Refusal, Rendered, Request, Tally, Unit, Verdict, Writer, to_file,
};
use crate::article::{ArticleId, Block, BlockKind, Cell, MarkKind, RenditionId, SegmentId};
use crate::library::{Library, Page};
use crate::messages;

/// Blocks read from the library at a time: enough to be fast, few enough that a book needs little memory.
const BLOCKS_AT_A_TIME: usize = 200;

/// Writes what is requested to a file whose ending says the format.
///
/// # Errors
/// Those of [`to_file`] and [`write_article`]; [`Error::FormatUnknown`] for an ending of no format.
pub fn article_to_file<'a>(
    from: impl Into<Reading<'a>>,
    request: &Request,
    path: &Path,
    overwrite: bool,
) -> Result<Tally, Error> {
    let format = ExportFormat::from_path(path)?;
    let from = from.into();
    to_file(path, overwrite, |out| {
        let mut export = Export::new(format, &request.options, out);
        write_article(from, request, &mut export)?;
        Ok(export.tally().clone())
    })
}

/// Writes what is requested, with the given renditions as columns, in that order.
///
/// # Errors
/// [`Error::Library`] when the article or a rendition is not there, [`Error::Foreign`] when a rendition is of another
/// article, for a collection [`Error::CollectionUnknown`] and [`Error::SeveralOriginals`]; otherwise what the writer
/// says.
pub fn write_article<'a>(
    from: impl Into<Reading<'a>>,
    request: &Request,
    writer: &mut dyn Writer,
) -> Result<(), Error> {
    let from = from.into();
    let mut plan = Plan::of(from.library, request)?;
    plan.head.extras = extras(from, request, &plan)?;
    writer.head(&plan.head)?;
    walk(from, request, &plan, |step| {
        match step {
            Step::Unit(unit) => writer.unit(&unit)?,
            Step::Separator => writer.separator()?,
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
pub fn preview<'a>(from: impl Into<Reading<'a>>, request: &Request, sentences: usize) -> Result<Vec<Preview>, Error> {
    let from = from.into();
    let plan = Plan::of(from.library, request)?;
    let mut shown = Vec::new();
    walk(from, request, &plan, |step| {
        if let Step::Unit(unit) = step {
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
    /// Its number in the file, from 1: that of the article, except in a collection.
    pub number: usize,
    /// The original.
    pub source: String,
    /// What each column has for it.
    pub texts: Vec<Option<String>>,
}

/// Which particulars occur in what is requested. What occurs is mostly found within the first sentences.
fn extras(from: Reading<'_>, request: &Request, plan: &Plan) -> Result<Extras, Error> {
    let wanted = request.options.details;
    let mut may_have = Extras {
        flags: wanted.flags && from.flags.is_some(),
        ..Extras::default()
    };
    for part in &plan.parts {
        for marked in from.library.marked(part.summary.id)? {
            match marked.verdict {
                Some((rendition, _)) => may_have.verdicts |= part.columns.contains(&Some(rendition)),
                None => may_have.notes |= wanted.notes,
            }
        }
    }
    let mut found = Extras::default();
    if found == may_have {
        return Ok(found);
    }
    walk(from, request, plan, |step| {
        if let Step::Unit(unit) = step {
            found.notes |= may_have.notes && !unit.notes.is_empty();
            for rendered in &unit.rendered {
                found.verdicts |= may_have.verdicts && rendered.verdict.is_some();
                found.flags |= may_have.flags && !rendered.flags.is_empty();
            }
        }
        Ok(if found == may_have {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(found)
}

/// What comes after the head.
enum Step<'a> {
    Unit(Unit<'a>),
    Separator,
}

/// Gives the parts of what is requested in reading order until it is told to stop.
fn walk(
    from: Reading<'_>,
    request: &Request,
    plan: &Plan,
    mut each: impl FnMut(Step<'_>) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    let mut before = Before::default();
    for part in &plan.parts {
        if before.blocks > 0 && each(Step::Separator)?.is_break() {
            return Ok(());
        }
        let article = Walked {
            from,
            request,
            part,
            remarks: Remarks::of(from.library, part.summary.id)?,
            before,
        };
        if article.walk(&mut each)?.is_break() {
            return Ok(());
        }
        before.blocks += part.summary.blocks;
        before.sentences += part.summary.segments;
    }
    Ok(())
}

/// What of a collection came before an article.
#[derive(Clone, Copy, Default)]
struct Before {
    blocks: usize,
    sentences: usize,
}

/// An article on its way out.
struct Walked<'a> {
    from: Reading<'a>,
    request: &'a Request,
    part: &'a Part,
    remarks: Remarks,
    before: Before,
}

impl Walked<'_> {
    fn walk(
        &self,
        each: &mut impl FnMut(Step<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<ControlFlow<()>, Error> {
        let there: Vec<RenditionId> = self.part.columns.iter().filter_map(|column| *column).collect();
        let summary = &self.part.summary;
        for from in (0..summary.blocks).step_by(BLOCKS_AT_A_TIME) {
            let page = self
                .from
                .library
                .page(summary.id, from..from + BLOCKS_AT_A_TIME, &there)?;
            if self.walk_page(&page, each)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn walk_page(
        &self,
        page: &Page,
        each: &mut impl FnMut(Step<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<ControlFlow<()>, Error> {
        let scope = &self.request.scope;
        let mut segments = page.segments.iter().enumerate().peekable();
        for (index, block) in (page.first_block..).zip(&page.blocks) {
            if block.kind == BlockKind::Separator && scope.is_whole() && each(Step::Separator)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            while let Some((place, segment)) = segments.next_if(|(_, segment)| segment.block == index) {
                let source = block.text.get(segment.range.clone()).unwrap_or_default();
                let unit = Unit {
                    number: self.before.sentences + page.first_number + place,
                    block: self.before.blocks + index,
                    kind: block.kind,
                    level: block.level,
                    source,
                    marks: marks_in(block, &segment.range),
                    notes: self
                        .remarks
                        .notes
                        .get(&segment.id)
                        .map(|note| note.as_str().into())
                        .into_iter()
                        .collect(),
                    rendered: self.rendered(page, place, segment.id, source),
                };
                if scope.takes(&unit) && each(Step::Unit(unit))?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// A sentence in each column; in one that the article has no rendition for, it waits.
    fn rendered<'p>(&self, page: &'p Page, place: usize, segment: SegmentId, source: &str) -> Vec<Rendered<'p>> {
        let mut cells = page.cells.iter();
        let mut next = |id: RenditionId| {
            let mut rendered = rendered(&cells.next()?[place]);
            rendered.verdict = self.remarks.verdicts.get(&(id, segment)).copied();
            if let Some((raise, text)) = self.from.flags.zip(rendered.text) {
                let flags = raise(id, segment, source, text);
                rendered.flags = flags.into_iter().map(Into::into).collect();
            }
            Some(rendered)
        };
        let columns = self.part.columns.iter();
        columns
            .map(|column| column.and_then(&mut next).unwrap_or_else(|| rendered(&Cell::Waiting)))
            .collect()
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

/// What the reader wrote and decided in an article. Kept for its whole length: a reader's hand is slower than a disk.
struct Remarks {
    notes: HashMap<SegmentId, String>,
    verdicts: HashMap<(RenditionId, SegmentId), Verdict>,
}

impl Remarks {
    fn of(library: &Library, article: ArticleId) -> Result<Self, Error> {
        let mut remarks = Self {
            notes: HashMap::new(),
            verdicts: HashMap::new(),
        };
        for marked in library.marked(article)? {
            if let Some((rendition, verdict)) = marked.verdict {
                remarks.verdicts.insert((rendition, marked.segment), verdict);
            } else if let Some(note) = library.note(marked.segment)? {
                remarks.notes.insert(marked.segment, note);
            }
        }
        Ok(remarks)
    }
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
