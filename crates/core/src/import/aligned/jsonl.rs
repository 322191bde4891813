//! JSON Lines in: our own files with all they hold, and the common shapes of data sets.
//!
//! Of others: `{"translation": {"fr": …, "en": …}}`, `{"fr": …, "en": …}`, `{"source": …, "target": …}` (also `src` and
//! `tgt`), one pair a line.

use serde::Deserialize;
use serde_json::Value;
use visavis_text::Language;

use super::{Column, Error, Place, Row, Table, Target, kind_of, language_of};
use crate::ErrorCode;
use crate::article::{Mark, MarkKind, Provenance};
use crate::export::{JSONL_VERSION, Verdict};

#[derive(Deserialize)]
struct ArticleLine {
    visavis: u32,
    title: String,
    byline: Option<String>,
    source: Option<String>,
    published: Option<String>,
    language: String,
    columns: Vec<ColumnLine>,
}

#[derive(Deserialize)]
struct ColumnLine {
    label: String,
    language: String,
    origin: String,
}

#[derive(Deserialize)]
struct SentenceLine {
    block: usize,
    kind: String,
    #[serde(default)]
    level: u8,
    source: String,
    #[serde(default)]
    marks: Vec<MarkLine>,
    #[serde(default)]
    notes: Vec<String>,
    renditions: Vec<RenditionLine>,
}

#[derive(Deserialize)]
struct MarkLine {
    start: usize,
    end: usize,
    kind: String,
    url: Option<String>,
}

#[derive(Deserialize)]
struct RenditionLine {
    state: String,
    text: Option<String>,
    verdict: Option<String>,
    failure: Option<FailureLine>,
    provenance: Option<Provenance>,
}

#[derive(Deserialize)]
struct FailureLine {
    code: String,
}

/// Reads lines of JSON. `language` is the original's, where the lines do not say which of two it is.
pub(super) fn read(text: &str, language: Option<&Language>) -> Result<Table, Error> {
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
    let mut lines = lines.peekable();
    let damaged = |line: usize| Error::Damaged { format: "JSON", line };
    let Some((first, line)) = lines.peek() else {
        return Err(Error::NotPairs);
    };
    let head: Value = serde_json::from_str(line).map_err(|_| damaged(*first))?;
    if head.get("visavis").is_none() {
        let values = lines.map(|(number, line)| serde_json::from_str(line).map_err(|_| damaged(number)));
        return others(values, language);
    }
    let number = *first;
    let head: ArticleLine = serde_json::from_value(head).map_err(|_| damaged(number))?;
    if head.visavis > JSONL_VERSION {
        return Err(damaged(number));
    }
    lines.next();
    let mut table = Table {
        title: Some(head.title),
        byline: head.byline,
        source: head.source,
        published: head.published,
        language: Some(language_of(&head.language).ok_or_else(|| damaged(number))?),
        ..Table::default()
    };
    for column in head.columns {
        let mut known = Column {
            label: column.label,
            language: Some(language_of(&column.language).ok_or_else(|| damaged(number))?),
            ..Column::default()
        };
        known.set_origin(&column.origin);
        table.columns.push(known);
    }
    for (number, line) in lines {
        let line: SentenceLine = serde_json::from_str(line).map_err(|_| damaged(number))?;
        table.rows.push(row(line).ok_or_else(|| damaged(number))?);
    }
    Ok(table)
}

fn row(line: SentenceLine) -> Option<Row> {
    // A sentence of no kind we know is a file of another make.
    let (kind, _) = kind_of(&line.kind)?;
    let marks = line.marks.into_iter().filter_map(|mark| {
        let kind = match (mark.kind.as_str(), mark.url) {
            ("emphasis", _) => MarkKind::Emphasis,
            ("strong", _) => MarkKind::Strong,
            ("code", _) => MarkKind::Code,
            ("link", Some(url)) => MarkKind::Link { url },
            _ => return None,
        };
        Some(Mark {
            range: mark.start..mark.end,
            kind,
        })
    });
    let targets = line.renditions.into_iter().map(|rendition| Target {
        edited: rendition.state == "edited",
        text: rendition
            .text
            .filter(|_| matches!(rendition.state.as_str(), "done" | "edited")),
        failure: rendition.failure.and_then(|failure| ErrorCode::parse(&failure.code)),
        provenance: rendition.provenance,
        verdict: rendition.verdict.as_deref().and_then(Verdict::parse),
    });
    Some(Row {
        block: Some(Place {
            number: line.block,
            kind,
            level: line.level,
        }),
        marks: marks.collect(),
        notes: line.notes,
        targets: targets.collect(),
        source: line.source,
    })
}

fn others(values: impl Iterator<Item = Result<Value, Error>>, language: Option<&Language>) -> Result<Table, Error> {
    let mut table = Table::default();
    let mut names: Option<(String, Vec<String>)> = None;
    for value in values {
        let value = value?;
        let pair = value.get("translation").unwrap_or(&value);
        let Some(fields) = pair.as_object() else {
            return Err(Error::NotPairs);
        };
        if names.is_none() {
            let found = shape(fields, language).ok_or(Error::NotPairs)?;
            table.language = language_of(&found.0);
            table.columns = found
                .1
                .iter()
                .map(|name| Column {
                    language: language_of(name),
                    ..Column::default()
                })
                .collect();
            names = Some(found);
        }
        if let Some((source, targets)) = &names {
            let text = |name: &String| fields.get(name).and_then(Value::as_str).map(str::trim);
            table.rows.push(Row {
                source: text(source).unwrap_or_default().to_owned(),
                targets: targets
                    .iter()
                    .map(|name| Target {
                        text: text(name).filter(|text| !text.is_empty()).map(str::to_owned),
                        ..Target::default()
                    })
                    .collect(),
                ..Row::default()
            });
        }
    }
    Ok(table)
}

/// Which field is the original, and which are translations.
fn shape(fields: &serde_json::Map<String, Value>, language: Option<&Language>) -> Option<(String, Vec<String>)> {
    let is_text = |name: &str| fields.get(name).is_some_and(Value::is_string);
    for (source, target) in [("source", "target"), ("src", "tgt"), ("original", "translation")] {
        if is_text(source) && is_text(target) {
            return Some((source.to_owned(), vec![target.to_owned()]));
        }
    }
    let tags: Vec<&String> = fields
        .keys()
        .filter(|name| matches!(name.len(), 2 | 5) && is_text(name) && language_of(name).is_some())
        .collect();
    let is = |name: &&&String, wanted: &Language| language_of(name).is_some_and(|tag| tag.same_language(wanted));
    let source = tags
        .iter()
        .find(|name| language.is_some_and(|language| is(name, language)))
        .or_else(|| tags.iter().find(|name| is(name, &Language::FRENCH)))
        .or_else(|| tags.first())?;
    let targets: Vec<String> = tags
        .iter()
        .filter(|name| *name != source)
        .map(|name| (*name).clone())
        .collect();
    (!targets.is_empty()).then(|| ((*source).clone(), targets))
}
