//! Notes for Anki: tab-separated text under the header lines that Anki reads
//! (<https://docs.ankiweb.net/importing/text-files.html>).
//!
//! One note a sentence: the original, each rendition, the article's title. Fields are HTML, so that emphasis stays;
//! links are shown as their text. Every note has an identity made of the article's title and the sentence, so that
//! importing again changes notes and doubles none.
//!
//! # Incomplete support
//!
//! A sentence without any translation is no note; where only some renditions have it, the others' fields are empty.
//! States, verdicts, flags and provenance are left out.
//!
//! # Errors
//!
//! [`Error::Empty`] at the end, if no note was written.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::inline::{self, Step};
use super::words::direction;
use super::{Error, Head, Unit, Writer};
use crate::article::MarkKind;

/// A file being written.
pub(super) struct Anki<W: Write> {
    out: W,
    title: String,
    /// `lang` and `dir` of the original and of each column.
    attributes: Vec<String>,
    has_notes: bool,
    /// How often each sentence came, by the beginning of its hash.
    seen: HashMap<[u8; 8], u32>,
    line: String,
    is_empty: bool,
}

impl<W: Write> Anki<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            title: String::new(),
            attributes: Vec::new(),
            has_notes: false,
            seen: HashMap::new(),
            line: String::new(),
            is_empty: true,
        }
    }

    /// Sixteen hexadecimal digits that stay the same as long as the sentence does.
    fn identity(&mut self, source: &str) -> String {
        let hash = |parts: &[&[u8]]| {
            let mut hash = Sha256::new();
            for part in parts {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
            let digest = hash.finalize();
            let mut beginning = [0; 8];
            beginning.copy_from_slice(&digest[..8]);
            beginning
        };
        let times = self
            .seen
            .entry(hash(&[self.title.as_bytes(), source.as_bytes()]))
            .or_default();
        *times += 1;
        let identity = hash(&[self.title.as_bytes(), source.as_bytes(), &times.to_le_bytes()]);
        format!("{:016x}", u64::from_be_bytes(identity))
    }
}

impl<W: Write> Writer for Anki<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.title.clone_from(&head.title);
        self.has_notes = head.extras.notes;
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        self.attributes = languages
            .map(|language| format!(" lang={language} dir={}", direction(language)))
            .collect();
        // The names of the columns, one line for them all; a tab would part a name in two.
        let mut columns = format!("guid\tOriginal [{}]", head.language);
        for column in &head.columns {
            let label: String = column
                .label
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let _ = write!(columns, "\t{label} [{}]", column.language);
        }
        if self.has_notes {
            columns.push_str("\tNotes");
        }
        let text = format!("#separator:tab\n#html:true\n#guid column:1\n#columns:{columns}\tArticle\n");
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        if unit.rendered.iter().all(|rendered| rendered.text.is_none()) {
            return Ok(());
        }
        self.is_empty = false;
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.push_str(&self.identity(unit.source));
        line.push('\t');
        push_field(&mut line, &self.attributes[0], unit.source, &unit.marks);
        for (rendered, attributes) in unit.rendered.iter().zip(&self.attributes[1..]) {
            line.push('\t');
            if let Some(text) = rendered.text {
                push_field(&mut line, attributes, text, &[]);
            }
        }
        if self.has_notes {
            line.push('\t');
            push_text(&mut line, &unit.notes.join("\n"));
        }
        line.push('\t');
        push_text(&mut line, &self.title);
        line.push('\n');
        self.line = line;
        Ok(self.out.write_all(self.line.as_bytes())?)
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.is_empty {
            return Err(Error::Empty);
        }
        Ok(self.out.flush()?)
    }
}

/// A sentence in its language. A field never begins with a quotation mark, which Anki would take for the field's own.
fn push_field(line: &mut String, attributes: &str, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    line.extend(["<span", attributes, ">"]);
    inline::walk(text, marks, |step| match step {
        Step::Text(text) => push_text(line, text),
        Step::Open(MarkKind::Emphasis) => line.push_str("<em>"),
        Step::Close(MarkKind::Emphasis) => line.push_str("</em>"),
        Step::Open(MarkKind::Strong) => line.push_str("<strong>"),
        Step::Close(MarkKind::Strong) => line.push_str("</strong>"),
        Step::Open(MarkKind::Code) => line.push_str("<code>"),
        Step::Close(MarkKind::Code) => line.push_str("</code>"),
        Step::Open(MarkKind::Link { .. }) | Step::Close(MarkKind::Link { .. }) => {}
    });
    line.push_str("</span>");
}

/// Text as HTML on one line without tabs: line ends are `<br>`, a tab and what HTML forbids are references and marks.
fn push_text(line: &mut String, text: &str) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => line.push_str("&amp;"),
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '"' => line.push_str("&quot;"),
            // Two braces open a field of Anki's own.
            '{' => line.push_str("&#123;"),
            '\t' => line.push_str("&#9;"),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => line.push_str("<br>"),
            c if c.is_control() => {
                let _ = write!(line, "[U+{:04X}]", u32::from(c));
            }
            c => line.push(c),
        }
    }
}
