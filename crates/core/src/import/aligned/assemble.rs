//! From a file's rows to an article with its translations.

use visavis_text::Language;

use super::super::{Error, Options, language};
use super::{Bitext, Column, Row, Table, Target, Version};
use crate::article::{Block, BlockKind, Cell, Draft, Failure, Mark, Origin};

/// The id of engines whose work came in from a file: none that is at hand here, so that nobody's job is taken for its
/// continuation.
const ENGINE: &str = "file";

/// Makes an article of rows. Languages that the file does not say are told from its text.
pub(super) fn bitext(table: Table, name: &str, options: &Options) -> Result<Bitext, Error> {
    let Table { columns, mut rows, .. } = table;
    let before = rows.len();
    rows.retain(|row| !row.source.trim().is_empty());
    let left_out = before - rows.len();
    if rows.is_empty() {
        return Err(Error::NotPairs);
    }
    let language = match table.language.or_else(|| options.language.clone()) {
        Some(language) => language,
        None => told(rows.iter().map(|row| row.source.as_str())).ok_or(Error::LanguageUnknown)?,
    };
    let mut versions = Vec::new();
    for (index, column) in columns.into_iter().enumerate() {
        versions.push(version(column, index, &rows, name)?);
    }
    let notes = rows.iter_mut().map(|row| std::mem::take(&mut row.notes)).collect();
    let (blocks, cut) = blocks(rows);
    Ok(Bitext {
        draft: Draft {
            title: title(table.title, &blocks, name),
            byline: table.byline,
            source: table
                .source
                .or_else(|| options.source.clone())
                .or_else(|| Some(name.to_owned()).filter(|name| !name.is_empty())),
            published: table.published,
            language,
            blocks,
        },
        cut,
        notes,
        versions,
        left_out,
    })
}

/// The title the file says, else the one the text opens with, else the file's name.
fn title(said: Option<String>, blocks: &[Block], name: &str) -> Option<String> {
    let opening = || {
        let first = blocks.first().filter(|block| block.kind == BlockKind::Title);
        first.map(|block| block.text.clone())
    };
    let stem = || name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    said.or_else(opening)
        .or_else(|| Some(stem()))
        .filter(|title| !title.trim().is_empty())
}

/// The language of several texts together.
fn told<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Language> {
    let mut sample = String::new();
    for text in texts.take(200) {
        sample.push_str(text);
        sample.push('\n');
    }
    language::detect(&sample)
}

fn version(column: Column, index: usize, rows: &[Row], name: &str) -> Result<Version, Error> {
    let targets = || rows.iter().map(|row| row.targets.get(index));
    let texts = || targets().filter_map(|target| target?.text.as_deref());
    let language = match column.language {
        Some(language) => language,
        None => told(texts()).ok_or(Error::LanguageUnknown)?,
    };
    let label = if column.label.is_empty() {
        name.to_owned()
    } else {
        column.label
    };
    let origin = if column.machine {
        // A label is `name, way`; the way is also in each translation's provenance.
        let route = targets().find_map(|target| target?.provenance.as_ref()?.route.clone());
        let parted = route.and_then(|route| {
            let name = label.strip_suffix(&route)?.strip_suffix(", ")?.to_owned();
            Some((name, Some(route)))
        });
        let (name, route) = parted.unwrap_or((label, None));
        Origin::Engine {
            id: ENGINE.to_owned(),
            name,
            route,
            rough: column.rough,
        }
    } else {
        Origin::Human { name: label }
    };
    Ok(Version {
        language,
        origin,
        cells: targets().map(|target| target.map_or(Cell::Waiting, cell)).collect(),
        verdicts: targets().map(|target| target?.verdict).collect(),
    })
}

fn cell(target: &Target) -> Cell {
    match &target.text {
        Some(text) if target.edited => Cell::Edited {
            text: text.clone(),
            original: None,
        },
        Some(text) => Cell::Done {
            text: text.clone(),
            provenance: target.provenance.clone(),
        },
        None => match target.failure {
            Some(code) => Cell::Failed(Failure { code, detail: None }),
            None => Cell::Waiting,
        },
    }
}

type Cut = Vec<Vec<std::ops::Range<usize>>>;

/// Puts the rows of one block together, with a space between them; in code, a line end.
fn blocks(rows: Vec<Row>) -> (Vec<Block>, Cut) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut cut: Cut = Vec::new();
    let mut last = None;
    for row in rows {
        let continues = row.block.is_some() && row.block.map(|place| place.number) == last;
        last = row.block.map(|place| place.number);
        if !continues {
            let (kind, level) = row
                .block
                .map_or((BlockKind::Paragraph, 0), |place| (place.kind, place.level));
            let (kind, level) = match kind {
                BlockKind::Title if !blocks.is_empty() => (BlockKind::Heading, 1),
                BlockKind::Heading => (kind, level.clamp(1, 6)),
                BlockKind::ListItem => (kind, level.max(1)),
                // A separator has no text; this one does.
                BlockKind::Separator => (BlockKind::Paragraph, 0),
                kind => (kind, 0),
            };
            blocks.push(Block {
                kind,
                level,
                ..Block::paragraph("")
            });
            cut.push(Vec::new());
        }
        if let (Some(block), Some(cut)) = (blocks.last_mut(), cut.last_mut()) {
            if !block.text.is_empty() {
                block.text.push(if block.kind == BlockKind::Code { '\n' } else { ' ' });
            }
            let start = block.text.len();
            let skipped = row.source.len() - row.source.trim_start().len();
            let text = row.source.trim();
            block.text.push_str(text);
            cut.push(start..block.text.len());
            let moved = |at: usize| at.saturating_sub(skipped).min(text.len()) + start;
            let marks = row.marks.into_iter().map(|mark| Mark {
                range: moved(mark.range.start)..moved(mark.range.end),
                kind: mark.kind,
            });
            block.marks.extend(marks.filter(|mark| {
                let is_whole = block.text.get(mark.range.clone()).is_some();
                is_whole && !mark.range.is_empty()
            }));
        }
    }
    (blocks, cut)
}
