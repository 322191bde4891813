//! CSV and TSV in: our own tables, and other tools' (translate-toolkit's, LF Aligner's, a spreadsheet's).
//!
//! A table of ours is known by its first row. Otherwise the first row is taken for names when it names languages or
//! says `source` and `target`; columns called `location`, `id`, `context` and the like are passed over. Without names
//! the first column is the original and the others its translations, but a column that is mostly empty or says the same
//! again and again (LF Aligner writes the file's name there) is none.
//!
//! CSV is read with quotes, parted by commas or, as spreadsheets of most of Europe write it, by semicolons; TSV without
//! quotes, a line a row.

use std::collections::HashSet;

use super::{Column, Error, Place, Row, Table, Target, kind_of, language_of};
use crate::export::{Verdict, unescaped, unguarded};
use crate::{ErrorCode, messages};

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Csv,
    Tsv,
}

/// Reads a table.
pub(super) fn read(text: &str, dialect: Dialect) -> Result<Table, Error> {
    let rows = rows(text, dialect)?;
    let Some(head) = rows.first() else {
        return Err(Error::NotPairs);
    };
    let is_ours = head.len() > 3 && head[..3] == ["number", "block", "kind"] && head[3].starts_with("original [");
    if is_ours { ours(&rows, dialect) } else { others(&rows) }
}

fn rows(text: &str, dialect: Dialect) -> Result<Vec<Vec<String>>, Error> {
    if dialect == Dialect::Tsv {
        // Not `lines`: a carriage return alone is part of a cell.
        let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let rows = lines.filter(|line| !line.trim().is_empty());
        return Ok(rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect());
    }
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::Damaged {
            format: "CSV",
            line: error
                .position()
                .map_or(1, |place| usize::try_from(place.line()).unwrap_or(usize::MAX)),
        })?;
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

/// Where a column of ours stands.
struct Places {
    text: usize,
    state: Option<usize>,
    verdict: Option<usize>,
}

fn ours(rows: &[Vec<String>], dialect: Dialect) -> Result<Table, Error> {
    let damaged = |row: usize| Error::Damaged {
        format: if dialect == Dialect::Csv { "CSV" } else { "TSV" },
        line: row + 1,
    };
    let plain = |cell: &str| match dialect {
        Dialect::Csv => unguarded(cell).to_owned(),
        Dialect::Tsv => unescaped(cell).into_owned(),
    };
    let head: Vec<String> = rows[0].iter().map(|name| plain(name)).collect();
    let (_, language) = named(&head[3]).ok_or_else(|| damaged(0))?;
    let mut table = Table {
        language: Some(language),
        ..Table::default()
    };
    let mut places = Vec::new();
    for (index, name) in head.iter().enumerate().skip(4) {
        // The states of a column follow its text.
        let beside = |what: &str| {
            let wanted = format!("{name} {what}");
            head.iter()
                .skip(index + 1)
                .take(3)
                .position(|known| *known == wanted)
                .map(|at| index + 1 + at)
        };
        let Some(state) = beside("state") else { continue };
        let (label, language) = named(name).ok_or_else(|| damaged(0))?;
        table.columns.push(Column {
            label: label.to_owned(),
            language: Some(language),
            ..Column::default()
        });
        places.push(Places {
            text: index,
            state: Some(state),
            verdict: beside("verdict"),
        });
    }
    let notes = head.iter().position(|name| name == "notes");
    for (index, row) in rows.iter().enumerate().skip(1) {
        let cell = |place: usize| row.get(place).map(|cell| plain(cell)).unwrap_or_default();
        let number = cell(1).parse().map_err(|_| damaged(index))?;
        let (kind, level) = kind_of(&cell(2)).ok_or_else(|| damaged(index))?;
        let targets = places.iter().map(|places| {
            let state = places.state.map(cell).unwrap_or_default();
            let is_there = matches!(state.as_str(), "done" | "edited");
            Target {
                text: is_there.then(|| cell(places.text)),
                edited: state == "edited",
                failure: state.strip_prefix("failed: ").and_then(reason),
                provenance: None,
                verdict: places.verdict.and_then(|place| Verdict::parse(&cell(place))),
            }
        });
        table.rows.push(Row {
            block: Some(Place { number, kind, level }),
            source: cell(3),
            notes: notes
                .map(|place| cell(place).lines().map(str::to_owned).collect())
                .unwrap_or_default(),
            targets: targets.collect(),
            ..Row::default()
        });
    }
    Ok(table)
}

/// `label [en]`.
fn named(name: &str) -> Option<(&str, visavis_text::Language)> {
    let (label, tag) = name.strip_suffix(']')?.rsplit_once(" [")?;
    Some((label, language_of(tag)?))
}

/// The code whose reason, as files say it, this is.
fn reason(words: &str) -> Option<ErrorCode> {
    let all = ErrorCode::ALL.iter().copied();
    all.into_iter().find(|code| messages::english(*code).message == words)
}

/// What the first row calls a column.
enum Name {
    Source,
    Target,
    Language(visavis_text::Language),
    Other,
}

fn name(cell: &str) -> Option<Name> {
    let cell = cell.trim().to_lowercase();
    match cell.as_str() {
        "source" | "src" | "original" | "source text" => Some(Name::Source),
        "target" | "tgt" | "trg" | "translation" | "traduction" | "target text" => Some(Name::Target),
        "location"
        | "id"
        | "context"
        | "comment"
        | "comments"
        | "notes"
        | "note"
        | "fuzzy"
        | "number"
        | "#"
        | "translator_comments"
        | "developer_comments" => Some(Name::Other),
        _ => {
            let is_tag = (2..=6).contains(&cell.len()) && cell.is_ascii();
            let tag = cell.split(['-', '_']).next().unwrap_or_default();
            (is_tag && matches!(tag.len(), 2 | 3)).then(|| language_of(&cell).map(Name::Language))?
        }
    }
}

fn others(rows: &[Vec<String>]) -> Result<Table, Error> {
    let names: Vec<Option<Name>> = rows[0].iter().map(|cell| name(cell)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let says = |wanted: fn(&Name) -> bool| names.iter().position(|name| name.as_ref().is_some_and(wanted));
    let languages = names
        .iter()
        .filter(|name| matches!(name, Some(Name::Language(_))))
        .count();
    let is_named = (says(|name| matches!(name, Name::Source)).is_some()
        && says(|name| matches!(name, Name::Target)).is_some())
        || languages >= 2;
    let body = &rows[usize::from(is_named)..];
    let mut table = Table::default();
    let (source, targets): (usize, Vec<usize>) = if is_named {
        let source = says(|name| matches!(name, Name::Source))
            .or_else(|| says(|name| matches!(name, Name::Language(_))))
            .unwrap_or_default();
        let is_target = |index: &usize| {
            let name = names.get(*index).and_then(Option::as_ref);
            *index != source && matches!(name, Some(Name::Target | Name::Language(_)))
        };
        (source, (0..width).filter(is_target).collect())
    } else {
        (0, (1..width).filter(|index| is_text(body, *index)).collect())
    };
    // A file that says which column is the original is believed, however often it says the same.
    if targets.is_empty() || !(is_named || is_text(body, source)) {
        return Err(Error::NotPairs);
    }
    let language = |index: usize| match names.get(index).and_then(Option::as_ref) {
        Some(Name::Language(language)) if is_named => Some(language.clone()),
        _ => None,
    };
    table.language = language(source);
    table.columns = targets
        .iter()
        .map(|index| Column {
            language: language(*index),
            ..Column::default()
        })
        .collect();
    for row in body {
        let cell = |index: usize| row.get(index).map(|cell| cell.trim()).unwrap_or_default();
        let target = |index: &usize| Target {
            text: Some(cell(*index).to_owned()).filter(|text| !text.is_empty()),
            ..Target::default()
        };
        table.rows.push(Row {
            source: cell(source).to_owned(),
            targets: targets.iter().map(target).collect(),
            ..Row::default()
        });
    }
    Ok(table)
}

/// Whether a column holds sentences: filled in at least half of the rows, and not one text over and over.
fn is_text(rows: &[Vec<String>], index: usize) -> bool {
    let cells: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let distinct = cells.iter().collect::<HashSet<_>>().len();
    cells.len() * 2 >= rows.len().max(1) && (cells.len() <= 3 || distinct * 4 > cells.len())
}
