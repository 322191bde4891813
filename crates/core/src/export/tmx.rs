//! TMX 1.4b: translation memories, for OmegaT and every other tool of translators.
//!
//! <https://www.gala-global.org/tmx-14b>.
//!
//! One `tu` a sentence, with the original and a `tuv` for each rendition that has a text. A sentence without any is not
//! written: a unit without a translation is none ([`super::Tally::without_any`] counts them).
//!
//! **Several renditions in one language.** The standard does not forbid two `tuv` of one language in a `tu`, but readers
//! do not expect them: translate-toolkit answers the first only, OmegaT's project memory the last only. So a second
//! rendition in a language opens a second `tu` of the same sentence (`tuid="12-2"`), where every tool finds it, and its
//! properties tell whose it is. Languages count as one here whatever their region, since tools match them so.
//!
//! **Properties.** Of the file: `x-title`, `x-byline`, `x-source`, `x-published`. Of a `tu`: `x-block` (from 1) and
//! `x-kind`, with its level. Of a `tuv`: `x-rendition` (the column's label), `x-origin` (`machine`, `machine-rough` or
//! `human`), `x-engine`, `x-route`, `x-state` (`edited`), `x-verdict` (`approved` or `doubtful`) and an `x-flag` for each
//! reason to look twice; `creationdate` is when the translation arrived. A `note` of a `tu` is the reader's.
//!
//! **Marks** of the original are `hi` elements (`italic`, `bold`, `code`, `link`), which every tool reads as plain text.
//! `hi` has no place for an address, so a property `x-link` says it: `2 https://…` belongs to the `hi` with `x="2"`.
//!
//! **Characters that XML 1.0 forbids** (control characters but tab, line feed and carriage return; U+FFFE, U+FFFF) are
//! left out of the `seg`, and a property `x-left-out` says which stood where, so that nothing is lost: `U+0001@5` is
//! U+0001 after the first five characters of the text as it was, several are parted by spaces.
//!
//! # Errors
//!
//! [`Error::Empty`] at the end, if no unit was written.

use std::io::Write;
use std::ops::Range;

use visavis_text::Language;

use super::inline::{self, Step};
use super::xml::{has_forbidden, is_forbidden, push_date, push_number, push_text};
use super::{Column, Error, Head, Rendered, Unit, Writer, kind_name};
use crate::article::MarkKind;

/// A memory being written.
pub(super) struct Tmx<W: Write> {
    out: W,
    language: String,
    columns: Vec<Column>,
    /// The columns' languages as tags.
    tags: Vec<String>,
    /// The unit being made; kept for its room.
    buffer: String,
    /// For each column, in which of the sentence's units it goes, from 1; 0 for none.
    layers: Vec<usize>,
    is_empty: bool,
}

impl<W: Write> Tmx<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            language: String::new(),
            columns: Vec::new(),
            tags: Vec::new(),
            buffer: String::new(),
            layers: Vec::new(),
            is_empty: true,
        }
    }

    /// Finds the unit for each rendition that has a text: the first one without another in its language.
    fn lay(&mut self, rendered: &[Rendered<'_>]) -> usize {
        self.layers.clear();
        for (index, rendered) in rendered.iter().enumerate().take(self.columns.len()) {
            let language: &Language = &self.columns[index].language;
            let layer = rendered.text.map_or(0, |_| {
                let before = self.layers.iter().zip(&self.columns);
                1 + before
                    .filter(|(layer, column)| **layer > 0 && column.language.same_language(language))
                    .count()
            });
            self.layers.push(layer);
        }
        self.layers.iter().copied().max().unwrap_or_default()
    }

    fn push_unit(&mut self, unit: &Unit<'_>, layer: usize) {
        let out = &mut self.buffer;
        out.push_str("<tu tuid=\"");
        push_number(out, unit.number);
        if layer > 1 {
            out.push('-');
            push_number(out, layer);
        }
        out.push_str("\">\n<prop type=\"x-block\">");
        push_number(out, unit.block + 1);
        out.push_str("</prop><prop type=\"x-kind\">");
        out.push_str(kind_name(unit.kind));
        if unit.level > 0 {
            out.push(' ');
            push_number(out, unit.level.into());
        }
        out.push_str("</prop>\n");
        for note in &unit.notes {
            out.push_str("<note>");
            push_text(out, note);
            out.push_str("</note>");
        }
        out.push_str("<tuv xml:lang=\"");
        out.push_str(&self.language);
        out.push_str("\">");
        push_segment(out, unit.source, &unit.marks);
        for (index, rendered) in unit.rendered.iter().enumerate() {
            if self.layers.get(index) == Some(&layer) {
                push_variant(out, rendered, &self.columns[index], &self.tags[index]);
            }
        }
        out.push_str("</tu>\n");
    }
}

impl<W: Write> Writer for Tmx<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.language = head.language.to_string();
        self.columns.clone_from(&head.columns);
        self.tags = head.columns.iter().map(|column| column.language.to_string()).collect();
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header ",
        );
        text.push_str("creationtool=\"Vis-à-vis\" creationtoolversion=\"");
        text.push_str(env!("CARGO_PKG_VERSION"));
        text.push_str("\" segtype=\"sentence\" o-tmf=\"visavis\" adminlang=\"en\" srclang=\"");
        text.push_str(&self.language);
        text.push_str("\" datatype=\"plaintext\" o-encoding=\"UTF-8\" creationdate=\"");
        push_date(&mut text, head.exported);
        text.push_str("\">\n");
        push_property(&mut text, "x-title", Some(&head.title));
        push_property(&mut text, "x-byline", head.byline.as_deref());
        push_property(&mut text, "x-source", head.source.as_deref());
        push_property(&mut text, "x-published", head.published.as_deref());
        text.push_str("\n</header>\n<body>\n");
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let layers = self.lay(&unit.rendered);
        self.buffer.clear();
        for layer in 1..=layers {
            self.push_unit(unit, layer);
            self.is_empty = false;
        }
        Ok(self.out.write_all(self.buffer.as_bytes())?)
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.is_empty {
            return Err(Error::Empty);
        }
        self.out.write_all(b"</body>\n</tmx>\n")?;
        Ok(self.out.flush()?)
    }
}

fn push_variant(out: &mut String, rendered: &Rendered<'_>, column: &Column, tag: &str) {
    let Some(text) = rendered.text else { return };
    out.push_str("<tuv xml:lang=\"");
    out.push_str(tag);
    if let Some(provenance) = rendered.provenance {
        out.push_str("\" creationdate=\"");
        push_date(out, provenance.at);
    }
    out.push_str("\">");
    push_property(out, "x-rendition", Some(&column.label));
    push_property(out, "x-origin", Some(column.origin()));
    if let Some(provenance) = rendered.provenance {
        push_property(out, "x-engine", Some(&provenance.engine));
        push_property(out, "x-route", provenance.route.as_deref());
    }
    push_property(out, "x-state", rendered.edited.then_some("edited"));
    push_property(out, "x-verdict", rendered.verdict.map(super::Verdict::name));
    for flag in &rendered.flags {
        push_property(out, "x-flag", Some(flag));
    }
    push_segment(out, text, &[]);
}

/// The end of a `tuv`: what had to be left out of its text, and the text with its marks.
fn push_segment(out: &mut String, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    if has_forbidden(text) {
        let left_out: Vec<String> = text
            .chars()
            .enumerate()
            .filter(|(_, c)| is_forbidden(*c))
            .map(|(at, c)| format!("U+{:04X}@{at}", u32::from(c)))
            .collect();
        push_property(out, "x-left-out", Some(&left_out.join(" ")));
    }
    if marks.is_empty() {
        out.push_str("<seg>");
        push_text(out, text);
    } else {
        push_marked(out, text, marks);
    }
    out.push_str("</seg></tuv>\n");
}

fn push_property(out: &mut String, kind: &str, value: Option<&str>) {
    if let Some(value) = value {
        out.push_str("<prop type=\"");
        out.push_str(kind);
        out.push_str("\">");
        push_text(out, value);
        out.push_str("</prop>");
    }
}

/// The addresses of links, then the `seg` open, with its marks.
fn push_marked(out: &mut String, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    let mut seg = String::from("<seg>");
    // A link that is cut in two by another mark is written twice, with one number each.
    let mut links = 0;
    inline::walk(text, marks, |step| match step {
        Step::Text(text) => push_text(&mut seg, text),
        Step::Close(_) => seg.push_str("</hi>"),
        Step::Open(MarkKind::Emphasis) => seg.push_str("<hi type=\"italic\">"),
        Step::Open(MarkKind::Strong) => seg.push_str("<hi type=\"bold\">"),
        Step::Open(MarkKind::Code) => seg.push_str("<hi type=\"code\">"),
        Step::Open(MarkKind::Link { url }) => {
            links += 1;
            push_property(out, "x-link", Some(&format!("{links} {url}")));
            seg.push_str("<hi x=\"");
            push_number(&mut seg, links);
            seg.push_str("\" type=\"link\">");
        }
    });
    out.push_str(&seg);
}
