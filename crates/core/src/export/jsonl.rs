//! JSON Lines: one object a line, for programs. The schema is [`SCHEMA`], shipped as `docs/formats/jsonl.schema.json`.
//!
//! The first line is the article (`"type": "article"`), with its columns; every other line is a sentence
//! (`"type": "sentence"`), with one rendition for each column, in order. A rendition that has no text has no `text` key,
//! and its `state` says why. Offsets of marks are bytes of the UTF-8 text. Nothing the model holds is left out, so this
//! is the format in which everything comes back.

use std::borrow::Cow;
use std::io::Write;

use serde::Serialize;

use super::{Column, Error, Head, Rendered, Unit, Verdict, Writer, kind_name};
use crate::article::{MarkKind, Provenance};

/// The JSON Schema (2020-12) of a line.
pub const SCHEMA: &str = include_str!("jsonl.schema.json");

/// The version of the format; a reader refuses a higher one.
pub(crate) const VERSION: u32 = 1;

/// A file being written.
pub(super) struct Jsonl<W: Write> {
    out: W,
    /// The line being made; kept for its room.
    line: Vec<u8>,
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    r#type: &'static str,
    visavis: u32,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    language: String,
    exported: String,
    columns: Vec<ColumnLine<'a>>,
}

#[derive(Serialize)]
struct ColumnLine<'a> {
    label: &'a str,
    language: String,
    origin: &'static str,
}

#[derive(Serialize)]
struct SentenceLine<'a> {
    r#type: &'static str,
    number: usize,
    block: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "is_zero")]
    level: u8,
    source: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkLine<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [Cow<'a, str>],
    renditions: Vec<RenditionLine<'a>>,
}

#[derive(Serialize)]
struct MarkLine<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct RenditionLine<'a> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<FailureLine<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    flags: &'a [Cow<'a, str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<&'a Provenance>,
}

#[derive(Serialize)]
struct FailureLine<'a> {
    code: &'static str,
    reason: &'a str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(level: &u8) -> bool {
    *level == 0
}

impl<W: Write> Jsonl<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }

    fn write(&mut self, line: &impl Serialize) -> Result<(), Error> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line).map_err(std::io::Error::from)?;
        self.line.push(b'\n');
        Ok(self.out.write_all(&self.line)?)
    }
}

impl<W: Write> Writer for Jsonl<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        let columns = head.columns.iter().map(|column: &Column| ColumnLine {
            label: &column.label,
            language: column.language.to_string(),
            origin: column.origin(),
        });
        self.write(&ArticleLine {
            r#type: "article",
            visavis: VERSION,
            title: &head.title,
            byline: head.byline.as_deref(),
            source: head.source.as_deref(),
            published: head.published.as_deref(),
            language: head.language.to_string(),
            exported: head.exported.to_string(),
            columns: columns.collect(),
        })
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let marks = unit.marks.iter().map(|(range, kind)| MarkLine {
            start: range.start,
            end: range.end,
            kind: mark_name(kind),
            url: match kind {
                MarkKind::Link { url } => Some(url),
                _ => None,
            },
        });
        self.write(&SentenceLine {
            r#type: "sentence",
            number: unit.number,
            block: unit.block + 1,
            kind: kind_name(unit.kind),
            level: unit.level,
            source: unit.source,
            marks: marks.collect(),
            notes: &unit.notes,
            renditions: unit.rendered.iter().map(rendition).collect(),
        })
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }
}

fn rendition<'a>(rendered: &'a Rendered<'_>) -> RenditionLine<'a> {
    RenditionLine {
        state: rendered.state(),
        text: rendered.text,
        verdict: rendered.verdict.map(Verdict::name),
        failure: rendered.failure.as_ref().map(|failure| FailureLine {
            code: failure.code.as_str(),
            reason: &failure.reason,
        }),
        flags: &rendered.flags,
        provenance: rendered.provenance,
    }
}

/// The name of a mark in files.
fn mark_name(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Emphasis => "emphasis",
        MarkKind::Strong => "strong",
        MarkKind::Code => "code",
        MarkKind::Link { .. } => "link",
    }
}
