//! XLIFF 2.1: a translation in exchange between tools.
//!
//! <https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html>, with its modules Translation Candidates and
//! Metadata. The file is one `file`; a block is a `group` (`type="visavis:heading-2"`), a sentence a `unit` of one
//! `segment`, which no tool may cut again (`canResegment="no"`).
//!
//! **Renditions.** XLIFF has one target. The first column is the `target`; every other one, in the same language, is a
//! candidate (`mtc:match`, `type="mt"` for machines) whose `origin` is the column's label. Columns of several languages
//! are [`Error::SeveralLanguages`].
//!
//! **States.** A segment without a translation has no `target` and is `initial`; with one it is `translated`, or `final`
//! when the reader approved it. `subState` says the rest: `visavis:edited`, `visavis:doubtful`, `visavis:edited-doubtful`,
//! `visavis:edited-approved`.
//!
//! **Metadata** (category `visavis`): of the file `title`, `byline`, `source`, `published`, and the column as `rendition`
//! and `origin`; of a unit and of a candidate `engine`, `route`, `at`, `failure` (the code), `reason`, `flag`, and of a
//! candidate its `state` and `verdict`. The reader's notes are `note`.
//!
//! **Marks** of the original are `pc` elements: `xlf:i`, `xlf:b`, `visavis:code`; a link has `type="link"` and its address
//! as original data. Characters that XML forbids are `cp` elements in sentences, and left out everywhere else.
//!
//! # Errors
//!
//! [`Error::SeveralLanguages`]; [`Error::Empty`] at the end, if no unit was written.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::Range;

use super::inline::{self, Step};
use super::words::direction;
use super::xml::{has_forbidden, is_forbidden, push_attribute, push_number, push_text};
use super::{Column, Error, Head, Rendered, Unit, Verdict, Writer, kind_name};
use crate::article::MarkKind;

/// A file being written.
pub(super) struct Xliff<W: Write> {
    out: W,
    columns: Vec<Column>,
    /// The unit being made; kept for its room.
    buffer: String,
    block: Option<usize>,
}

impl<W: Write> Xliff<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            columns: Vec::new(),
            buffer: String::new(),
            block: None,
        }
    }
}

impl<W: Write> Writer for Xliff<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.columns.clone_from(&head.columns);
        let target = head.columns.first().map(|column| &column.language);
        if head.columns.iter().any(|column| Some(&column.language) != target) {
            let mut languages: Vec<_> = head.columns.iter().map(|column| column.language.to_string()).collect();
            languages.dedup();
            return Err(Error::SeveralLanguages {
                format: "XLIFF",
                languages,
            });
        }
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
             xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" \
             version=\"2.1\"",
        );
        push_attribute(&mut text, "srcLang", Some(&head.language.to_string()));
        push_attribute(&mut text, "trgLang", target.map(ToString::to_string).as_deref());
        text.push_str(" xml:space=\"preserve\">\n<file id=\"f1\" canResegment=\"no\"");
        push_attribute(
            &mut text,
            "original",
            Some(head.source.as_deref().unwrap_or(&head.title)),
        );
        push_attribute(&mut text, "srcDir", Some(direction(&head.language)));
        push_attribute(&mut text, "trgDir", target.map(direction));
        text.push_str(">\n");
        let column = head.columns.first();
        let mut metadata = Metadata::begin(&mut text);
        metadata.meta("title", Some(&head.title));
        metadata.meta("byline", head.byline.as_deref());
        metadata.meta("source", head.source.as_deref());
        metadata.meta("published", head.published.as_deref());
        metadata.meta("rendition", column.map(|column| column.label.as_str()));
        metadata.meta("origin", column.map(Column::origin));
        metadata.end();
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let out = &mut self.buffer;
        out.clear();
        if self.block != Some(unit.block) {
            if self.block.is_some() {
                out.push_str("</group>\n");
            }
            self.block = Some(unit.block);
            out.push_str("<group id=\"b");
            push_number(out, unit.block + 1);
            out.push_str("\" type=\"visavis:");
            out.push_str(kind_name(unit.kind));
            if unit.level > 0 {
                out.push('-');
                push_number(out, unit.level.into());
            }
            out.push_str("\">\n");
        }
        out.push_str("<unit id=\"u");
        push_number(out, unit.number);
        out.push_str("\">\n");
        push_candidates(out, unit, &self.columns);
        let first = unit.rendered.first();
        if let Some(first) = first {
            let mut metadata = Metadata::begin(out);
            metadata.of(first);
            metadata.end();
        }
        if !unit.notes.is_empty() {
            out.push_str("<notes>");
            for note in &unit.notes {
                out.push_str("<note>");
                push_text(out, note);
                out.push_str("</note>");
            }
            out.push_str("</notes>\n");
        }
        push_addresses(out, &unit.marks);
        out.push_str("<segment id=\"s\"");
        push_state(out, first);
        out.push_str("><source>");
        push_marked(out, unit.source, &unit.marks);
        out.push_str("</source>");
        if let Some(text) = first.and_then(|first| first.text) {
            push_target(out, text);
        }
        out.push_str("</segment>\n</unit>\n");
        Ok(self.out.write_all(out.as_bytes())?)
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.block.is_none() {
            return Err(Error::Empty);
        }
        self.out.write_all(b"</group>\n</file>\n</xliff>\n")?;
        Ok(self.out.flush()?)
    }
}

/// `mda:metadata`, which is there only when something is in it.
struct Metadata<'a> {
    out: &'a mut String,
    is_open: bool,
}

impl<'a> Metadata<'a> {
    fn begin(out: &'a mut String) -> Self {
        Self { out, is_open: false }
    }

    fn meta(&mut self, kind: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        if !self.is_open {
            self.is_open = true;
            self.out.push_str("<mda:metadata><mda:metaGroup category=\"visavis\">");
        }
        self.out.extend(["<mda:meta type=\"", kind, "\">"]);
        push_text(self.out, value);
        self.out.push_str("</mda:meta>");
    }

    /// What is known of a translation beside its text.
    fn of(&mut self, rendered: &Rendered<'_>) {
        if let Some(provenance) = rendered.provenance {
            self.meta("engine", Some(&provenance.engine));
            self.meta("route", provenance.route.as_deref());
            self.meta("at", Some(&provenance.at.to_string()));
        }
        if let Some(failure) = &rendered.failure {
            self.meta("failure", Some(failure.code.as_str()));
            self.meta("reason", Some(&failure.reason));
        }
        for flag in &rendered.flags {
            self.meta("flag", Some(flag));
        }
    }

    fn end(self) {
        if self.is_open {
            self.out.push_str("</mda:metaGroup></mda:metadata>\n");
        }
    }
}

fn push_candidates(out: &mut String, unit: &Unit<'_>, columns: &[Column]) {
    let others = || {
        let others = unit.rendered.iter().zip(columns).skip(1);
        others.filter_map(|(rendered, column)| Some((rendered, column, rendered.text?)))
    };
    if others().next().is_none() {
        return;
    }
    out.push_str("<mtc:matches>\n");
    for (rendered, column, text) in others() {
        out.push_str("<mtc:match ref=\"#s\"");
        push_attribute(out, "type", Some(if column.machine { "mt" } else { "other" }));
        push_attribute(out, "origin", Some(&column.label));
        out.push('>');
        let mut metadata = Metadata::begin(out);
        metadata.meta("origin", Some(column.origin()));
        metadata.meta("state", Some(rendered.state()));
        metadata.meta("verdict", rendered.verdict.map(Verdict::name));
        metadata.of(rendered);
        metadata.end();
        push_addresses(out, &unit.marks);
        out.push_str("<source>");
        push_marked(out, unit.source, &unit.marks);
        out.push_str("</source>");
        push_target(out, text);
        out.push_str("</mtc:match>\n");
    }
    out.push_str("</mtc:matches>\n");
}

fn push_state(out: &mut String, rendered: Option<&Rendered<'_>>) {
    let Some(rendered) = rendered.filter(|rendered| rendered.text.is_some()) else {
        out.push_str(" state=\"initial\"");
        return;
    };
    let state = match rendered.verdict {
        Some(Verdict::Approved) => "final",
        _ => "translated",
    };
    push_attribute(out, "state", Some(state));
    let sub_state = match (rendered.edited, rendered.verdict) {
        (true, Some(Verdict::Doubtful)) => Some("visavis:edited-doubtful"),
        (true, Some(Verdict::Approved)) => Some("visavis:edited-approved"),
        (true, None) => Some("visavis:edited"),
        (false, Some(Verdict::Doubtful)) => Some("visavis:doubtful"),
        (false, _) => None,
    };
    push_attribute(out, "subState", sub_state);
}

fn push_target(out: &mut String, text: &str) {
    out.push_str("<target>");
    push_content(out, text);
    out.push_str("</target>");
}

/// Text of a sentence, with `cp` for what XML forbids.
fn push_content(out: &mut String, text: &str) {
    if !has_forbidden(text) {
        push_text(out, text);
        return;
    }
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_forbidden(*c)) {
        push_text(out, &rest[..at]);
        // Writing to a string cannot fail.
        let _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(c));
        rest = &rest[at + c.len_utf8()..];
    }
    push_text(out, rest);
}

/// The addresses of a sentence's links, `d1` for the first `pc` that is one, and so on.
fn push_addresses(out: &mut String, marks: &[(Range<usize>, &MarkKind)]) {
    let mut is_open = false;
    let urls = marks.iter().filter_map(|(_, kind)| match kind {
        MarkKind::Link { url } => Some(url),
        _ => None,
    });
    for (index, url) in urls.enumerate() {
        if !is_open {
            is_open = true;
            out.push_str("<originalData>");
        }
        out.push_str("<data id=\"d");
        push_number(out, index + 1);
        out.push_str("\">");
        push_content(out, url);
        out.push_str("</data>");
    }
    if is_open {
        out.push_str("</originalData>\n");
    }
}

fn push_marked(out: &mut String, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    if marks.is_empty() {
        push_content(out, text);
        return;
    }
    let mut ids = 0;
    inline::walk(text, marks, |step| match step {
        Step::Text(text) => push_content(out, text),
        Step::Close(_) => out.push_str("</pc>"),
        Step::Open(kind) => {
            ids += 1;
            out.push_str("<pc id=\"");
            push_number(out, ids);
            match kind {
                MarkKind::Emphasis => out.push_str("\" type=\"fmt\" subType=\"xlf:i\">"),
                MarkKind::Strong => out.push_str("\" type=\"fmt\" subType=\"xlf:b\">"),
                MarkKind::Code => out.push_str("\" type=\"fmt\" subType=\"visavis:code\">"),
                MarkKind::Link { .. } => {
                    let links = marks.iter().filter(|(_, kind)| matches!(kind, MarkKind::Link { .. }));
                    let place = links.take_while(|(_, known)| !std::ptr::eq(*known, kind)).count();
                    out.push_str("\" type=\"link\" dataRefStart=\"d");
                    push_number(out, place + 1);
                    out.push_str("\">");
                }
            }
        }
    });
}
