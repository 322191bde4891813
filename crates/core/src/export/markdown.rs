//! Markdown (CommonMark, with the tables of GitHub): side by side as a table, or one version below the other.
//!
//! **Table.** One row a sentence: its number, the original, each rendition.
//!
//! **Interleaved.** Each paragraph of the original in its own kind (heading, list item, quotation, code), then each
//! rendition of it as a quotation. Every sentence has a line of its own in the file, so that line N of a paragraph still
//! faces line N of its translation, while a viewer runs them together.
//!
//! What is missing stands there in words, emphasised. Everything in a sentence that Markdown would take for markup is
//! escaped; a line end inside a sentence is `<br>`. Marks of the original are Markdown where it can say them, elements
//! of HTML where it cannot (`*« mot »*s` is no emphasis).
//!
//! # Incomplete support
//!
//! A control character is shown as its number. Provenance, states and flags are left out; notes stand below the table's
//! sentence, or below the paragraph.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::Range;

use visavis_text::Language;

use super::inline::{self, Step};
use super::markup::{is_forbidden, is_safe};
use super::words::{Words, language_name};
use super::{Column, Error, Head, Layout, Rendered, Unit, Writer};
use crate::article::{BlockKind, MarkKind};

/// A text being written. Interleaved, it holds one block at a time.
pub(super) struct Markdown<W: Write> {
    out: W,
    layout: Layout,
    words: &'static Words,
    title: String,
    columns: Vec<Column>,
    begun: bool,
    block: Option<Block>,
}

/// The block being made, interleaved: for each version a line for each sentence.
struct Block {
    index: usize,
    kind: BlockKind,
    level: u8,
    versions: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl<W: Write> Markdown<W> {
    pub(super) fn new(out: W, layout: Layout, interface: Option<&Language>) -> Self {
        Self {
            out,
            layout,
            words: Words::of(interface),
            title: String::new(),
            columns: Vec::new(),
            begun: false,
            block: None,
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn begin(&mut self, first: Option<&Unit<'_>>) -> Result<(), Error> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let mut text = String::new();
        let is_titled = first.is_some_and(|unit| unit.kind == BlockKind::Title);
        if self.layout == Layout::Table || !is_titled {
            text.push_str("# ");
            push_text(&mut text, &self.title);
            text.push_str("\n\n");
        }
        if self.layout == Layout::Table {
            text.push_str("| # | ");
            text.push_str(self.words.original);
            text.push_str(" |");
            for column in &self.columns {
                text.push(' ');
                push_label(&mut text, column, self.words);
                text.push_str(" |");
            }
            text.push_str("\n|--:|---|");
            self.columns.iter().for_each(|_| text.push_str("---|"));
            text.push('\n');
        }
        self.write(&text)
    }

    fn row(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let mut row = format!("| {} | ", unit.number);
        push_marked(&mut row, unit.source, &unit.marks);
        for note in &unit.notes {
            row.push_str("<br>📝 ");
            push_text(&mut row, note);
        }
        for rendered in &unit.rendered {
            row.push_str(" | ");
            push_rendered(&mut row, rendered, self.words);
        }
        row.push_str(" |\n");
        self.write(&row)
    }

    fn end_block(&mut self) -> Result<(), Error> {
        let Some(block) = self.block.take() else {
            return Ok(());
        };
        let mut versions = block.versions.into_iter();
        let mut text = String::new();
        let level = usize::from(block.level.max(1));
        let (first, other) = match block.kind {
            BlockKind::Title => ("# ".to_owned(), String::new()),
            // The title is the first level.
            BlockKind::Heading => (format!("{} ", "#".repeat(level.clamp(2, 6))), String::new()),
            BlockKind::Quote => ("> ".to_owned(), "> ".to_owned()),
            BlockKind::ListItem => (format!("{}- ", "  ".repeat(level - 1)), "  ".repeat(level)),
            _ => (String::new(), String::new()),
        };
        let source = versions.next().unwrap_or_default();
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            // A heading is one line.
            text.extend([&first, &source.join(" "), "\n"]);
        } else {
            for (index, line) in source.iter().enumerate() {
                text.extend([if index == 0 { &first } else { &other }, line, "\n"]);
            }
        }
        // The translation of a list item belongs into the item, that of a quotation into the quotation.
        let inside = other.as_str();
        for (column, lines) in self.columns.iter().zip(versions) {
            text.extend([inside.trim_end(), "\n"]);
            if self.columns.len() > 1 {
                text.extend([inside, "> **"]);
                push_label(&mut text, column, self.words);
                text.push_str("**\\\n");
            }
            for line in lines {
                text.extend([inside, "> ", &line, "\n"]);
            }
        }
        for note in block.notes {
            text.extend([inside.trim_end(), "\n", inside, "📝 ", &note, "\n"]);
        }
        text.push('\n');
        self.write(&text)
    }
}

impl<W: Write> Writer for Markdown<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.title.clone_from(&head.title);
        self.columns.clone_from(&head.columns);
        Ok(())
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.begin(Some(unit))?;
        if self.layout == Layout::Table {
            return self.row(unit);
        }
        if self.block.as_ref().is_some_and(|block| block.index != unit.block) {
            self.end_block()?;
        }
        let words = self.words;
        let block = self.block.get_or_insert_with(|| Block {
            index: unit.block,
            kind: unit.kind,
            level: unit.level,
            versions: vec![Vec::new(); self.columns.len() + 1],
            notes: Vec::new(),
        });
        let mut versions = block.versions.iter_mut();
        if let Some(lines) = versions.next() {
            let mut line = String::new();
            push_marked(&mut line, unit.source, &unit.marks);
            lines.push(line);
        }
        for (lines, rendered) in versions.zip(&unit.rendered) {
            let mut line = String::new();
            push_rendered(&mut line, rendered, words);
            lines.push(line);
        }
        block.notes.extend(unit.notes.iter().map(|note| {
            let mut line = String::new();
            push_text(&mut line, note);
            line
        }));
        Ok(())
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.begin(None)?;
        if self.layout == Layout::Table {
            return Ok(());
        }
        self.end_block()?;
        self.write("---\n\n")
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.end_block()?;
        Ok(self.out.flush()?)
    }
}

fn push_label(out: &mut String, column: &Column, words: &Words) {
    push_text(out, &column.label);
    out.push_str(" (");
    push_text(out, &language_name(&column.language));
    match (column.machine, column.rough) {
        (true, true) => out.extend([", ", words.rough]),
        (true, false) => out.extend([", ", words.machine]),
        (false, _) => {}
    }
    out.push(')');
}

fn push_rendered(out: &mut String, rendered: &Rendered<'_>, words: &Words) {
    match (rendered.text, &rendered.failure) {
        (Some(text), _) => push_text(out, text),
        (None, Some(failure)) => {
            // Elements, since the reason may end in what Markdown's own sign cannot stand beside.
            out.extend(["<em>", words.not_translated, words.colon, " "]);
            push_text(out, &failure.reason);
            out.push_str("</em>");
        }
        (None, None) => out.extend(["*", words.not_yet, "*"]),
    }
}

fn push_marked(out: &mut String, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    let is_plain = is_sayable(text, marks);
    // Inside a code span nothing is markup, so nothing may be escaped.
    let mut in_code = false;
    let mut left = text.len();
    inline::walk(text, marks, |step| match step {
        Step::Text(part) => {
            let is_first = left == text.len();
            left -= part.len();
            if in_code {
                out.push_str(part);
            } else {
                push_part(out, part, is_first, left == 0);
            }
        }
        Step::Open(MarkKind::Emphasis) => out.push_str(if is_plain { "*" } else { "<em>" }),
        Step::Close(MarkKind::Emphasis) => out.push_str(if is_plain { "*" } else { "</em>" }),
        Step::Open(MarkKind::Strong) => out.push_str(if is_plain { "**" } else { "<strong>" }),
        Step::Close(MarkKind::Strong) => out.push_str(if is_plain { "**" } else { "</strong>" }),
        Step::Open(MarkKind::Code) => {
            in_code = is_plain;
            out.push_str(if is_plain { "`" } else { "<code>" });
        }
        Step::Close(MarkKind::Code) => {
            in_code = false;
            out.push_str(if is_plain { "`" } else { "</code>" });
        }
        Step::Open(MarkKind::Link { url }) if is_linkable(url) => out.push('['),
        Step::Close(MarkKind::Link { url }) if is_linkable(url) => {
            out.extend(["](<", &url.replace('|', "%7C").replace('\\', "%5C"), ">)"]);
        }
        Step::Open(MarkKind::Link { .. }) | Step::Close(MarkKind::Link { .. }) => {}
    });
}

fn is_linkable(url: &str) -> bool {
    is_safe(url) && !url.contains(['<', '>'])
}

/// Whether Markdown's own signs can say these marks: well apart or well inside one another, and each sign at the edge
/// of a word (CommonMark's rules of flanking). For the rest there are elements.
fn is_sayable(text: &str, marks: &[(Range<usize>, &MarkKind)]) -> bool {
    let is_apart = |a: &Range<usize>, b: &Range<usize>| {
        a.end < b.start
            || b.end < a.start
            || (a.start < b.start && b.end < a.end)
            || (b.start < a.start && a.end < b.end)
    };
    marks.iter().enumerate().all(|(index, (range, kind))| {
        let Some(inside) = text.get(range.clone()) else {
            return true;
        };
        let stands = match kind {
            MarkKind::Link { .. } => true,
            MarkKind::Code => {
                !inside.contains(['`', '|']) && !inside.contains(char::is_control) && inside.trim() == inside
            }
            MarkKind::Emphasis | MarkKind::Strong => {
                let before = text[..range.start].chars().next_back();
                let after = text[range.end..].chars().next();
                let holds = |edge: Option<char>, outside: Option<char>| {
                    edge.is_some_and(|edge| {
                        edge.is_alphanumeric()
                            || (!edge.is_whitespace()
                                && !edge.is_control()
                                && outside.is_none_or(|c| !c.is_alphanumeric()))
                    })
                };
                holds(inside.chars().next(), before) && holds(inside.chars().next_back(), after)
            }
        };
        stands
            && marks[index + 1..].iter().all(|(other, other_kind)| {
                // Nothing is markup inside a code span.
                let touches_code = matches!(kind, MarkKind::Code) || matches!(other_kind, MarkKind::Code);
                let is_disjoint = range.end < other.start || other.end < range.start;
                is_apart(range, other) && (!touches_code || is_disjoint)
            })
    })
}

/// Text, with everything escaped that Markdown would take for markup. It may stand at the beginning of a line.
fn push_text(out: &mut String, text: &str) {
    push_part(out, text, true, true);
}

/// A part of a sentence: the first one may stand at the beginning of a line, the last one at its end.
fn push_part(out: &mut String, text: &str, is_first: bool, is_last: bool) {
    let inner = if is_first { text.trim_start() } else { text };
    let (before, inner) = text.split_at(text.len() - inner.len());
    let (inner, after) = inner.split_at(if is_last { inner.trim_end().len() } else { inner.len() });
    push_outer(out, before);
    let mut rest = inner;
    if is_first {
        // What would begin a heading, a list or a rule.
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let is_begun = match inner.as_bytes().get(digits) {
            Some(b'#' | b'+' | b'-' | b'=') => digits == 0,
            Some(b'.' | b')') => digits > 0,
            _ => false,
        };
        if is_begun {
            out.extend([&inner[..digits], "\\"]);
            rest = &inner[digits..];
        }
    }
    while let Some(at) = rest.find(may_be_markup) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut following = from.chars();
        if let Some(c) = following.next() {
            push_escaped(out, c, following.as_str());
        }
        rest = following.as_str();
    }
    out.push_str(rest);
    push_outer(out, after);
}

/// White space at an end: it would be taken away, or make code of the line.
fn push_outer(out: &mut String, space: &str) {
    let mut rest = space.chars();
    while let Some(c) = rest.next() {
        if matches!(c, ' ' | '\t') {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            push_escaped(out, c, rest.as_str());
        }
    }
}

/// Whether a character may have to be written otherwise, wherever it stands.
fn may_be_markup(c: char) -> bool {
    matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '\n' | '\r'
    ) || is_forbidden(c)
}

fn push_escaped(out: &mut String, c: char, following: &str) {
    match c {
        '\r' if following.starts_with('\n') => {}
        '\n' | '\r' => out.push_str("<br>"),
        '&' if following.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#') => {
            out.push_str("&amp;");
        }
        c if is_forbidden(c) => {
            let _ = write!(out, "`U+{:04X}`", u32::from(c));
        }
        c if c != '&' && may_be_markup(c) => out.extend(['\\', c]),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut out = String::new();
        push_text(&mut out, text);
        assert_eq!(out, expected);
    }

    #[test]
    fn what_markdown_would_take_for_markup_is_escaped() {
        check("# Non", "\\# Non");
        check("n° # 5", "n° # 5");
        check("1. Un", "1\\. Un");
        check("Il a 12.", "Il a 12.");
        check("- a_b * c", "\\- a\\_b \\* c");
        check("a | b", "a \\| b");
        check(" x ", "&#32;x&#32;");
        check("a\r\nb", "a<br>b");
        check("&amp; R&D & co", "&amp;amp; R&amp;D & co");
        check("\u{1}", "`U+0001`");
    }

    #[test]
    fn marks_are_markdown_where_it_can_say_them() {
        let marked = |text: &str, marks: &[(Range<usize>, &MarkKind)]| {
            let mut out = String::new();
            push_marked(&mut out, text, marks);
            out
        };
        let (em, strong, code) = (&MarkKind::Emphasis, &MarkKind::Strong, &MarkKind::Code);
        assert_eq!(marked("un mot ici", &[(3..6, em)]), "un *mot* ici");
        assert_eq!(marked("« mot »s", &[(0.."« mot »".len(), em)]), "<em>« mot »</em>s");
        assert_eq!(
            marked("un deux", &[(0..7, em), (3..7, strong)]),
            "<em>un <strong>deux</strong></em>"
        );
        assert_eq!(marked("lis `a_b` x", &[(4..9, code)]), "lis <code>\\`a\\_b\\`</code> x");
        assert_eq!(marked("lis a_b x", &[(4..7, code)]), "lis `a_b` x");
        let link = MarkKind::Link {
            url: "https://example.org/a|b".to_owned(),
        };
        assert_eq!(
            marked("voir ici.", &[(5..8, &link)]),
            "voir [ici](<https://example.org/a%7Cb>)."
        );
    }
}
