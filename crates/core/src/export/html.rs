//! One self-contained HTML page: the original and its renditions side by side, paragraph by paragraph.
//!
//! The look is the reader's (*pages* layout): each block is a row, each sentence a `span`. There is no script; the
//! hovered sentence marks its partners by `:has()`, which every browser has since 2023, and where it is missing the page
//! reads as well. The page asks for nothing from any network, and its Content-Security-Policy forbids it. Light or dark
//! follows the system, a narrow window stacks the columns, and it prints as a clean bilingual sheet on A4 or Letter.
//!
//! What is missing stands there as missing, in words. A control character that HTML forbids is shown as its number in a
//! box.
//!
//! # Incomplete support
//!
//! Marks (emphasis, links) are those of the original; renditions have none. The white space between two sentences is
//! shown as one space, in code as a line end. Partners of the hundredth sentence of a block, and later ones, are not
//! marked on hover.

use std::fmt::Write as _;
use std::io::Write;

use visavis_text::Language;

use super::markup::{Attributes, push_all, push_attributes, push_bare, push_marked, push_text};
use super::words::{Words, language_name};
use super::{Column, Error, Head, Rendered, Unit, Writer};
use crate::article::BlockKind;

const STYLE: &str = include_str!("html.css");

/// Sentences of a block that are linked with their partners. Each costs a rule in the page.
const LINKED_SENTENCES: usize = 99;

/// A page being written. Holds one block at a time.
pub(super) struct Html<W: Write> {
    out: W,
    words: &'static Words,
    title: String,
    columns: Vec<Column>,
    languages: Vec<Attributes>,
    begun: bool,
    block: Option<Block>,
    sentences: usize,
    missing: Vec<usize>,
    exported: String,
}

/// The block being made: for each column the sentences so far.
struct Block {
    index: usize,
    kind: BlockKind,
    level: u8,
    sentences: usize,
    cells: Vec<String>,
    /// Notes, each with the number of its sentence.
    notes: Vec<(usize, String)>,
}

impl<W: Write> Html<W> {
    pub(super) fn new(out: W, interface: Option<&Language>) -> Self {
        Self {
            out,
            words: Words::of(interface),
            title: String::new(),
            columns: Vec::new(),
            languages: Vec::new(),
            begun: false,
            block: None,
            sentences: 0,
            missing: Vec::new(),
            exported: String::new(),
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// The page's own heading, where the article does not open with a title: shown unless it is only how the first
    /// sentence begins.
    fn begin(&mut self, first: Option<&Unit<'_>>) -> Result<(), Error> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        if first.is_some_and(|unit| unit.kind == BlockKind::Title) {
            return Ok(());
        }
        let beginning = self.title.trim_end_matches('…').trim_end();
        let repeats = first.is_some_and(|unit| unit.source.starts_with(beginning));
        let mut heading = String::from("<h1");
        if repeats {
            heading.push_str(" class=\"unseen\"");
        }
        push_attributes(&mut heading, &self.languages[0]);
        heading.push('>');
        push_text(&mut heading, &self.title);
        heading.push_str("</h1>\n");
        self.write(&heading)
    }

    fn end_block(&mut self) -> Result<(), Error> {
        let Some(block) = self.block.take() else {
            return Ok(());
        };
        let is_heading = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        let mut row = String::from(if is_heading {
            "<div class=\"row heading\">\n"
        } else {
            "<div class=\"row\">\n"
        });
        for (column, (cell, language)) in block.cells.iter().zip(&self.languages).enumerate() {
            let (open, close) = tags(block.kind, block.level, column == 0);
            let name_end = open.find([' ', '>']).unwrap_or(open.len());
            row.push_str(&open[..name_end]);
            push_attributes(&mut row, language);
            row.push_str(&open[name_end..]);
            row.push_str(cell);
            row.push_str(close);
            row.push('\n');
        }
        row.push_str("</div>\n");
        if !block.notes.is_empty() {
            row.push_str("<ul class=\"notes\"");
            push_attributes(&mut row, &Attributes::of(&self.words.language()));
            row.push_str(">\n");
            for (number, note) in &block.notes {
                let number = number.to_string();
                push_all(&mut row, &["<li><a href=\"#s", &number, "\">", &number, "</a> "]);
                push_text(&mut row, note);
                row.push_str("</li>\n");
            }
            row.push_str("</ul>\n");
        }
        self.write(&row)
    }
}

impl<W: Write> Writer for Html<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.title.clone_from(&head.title);
        self.columns.clone_from(&head.columns);
        self.missing = vec![0; head.columns.len()];
        self.exported = head.exported.strftime("%Y-%m-%d").to_string();
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        self.languages = languages.map(Attributes::of).collect();
        let mut page = String::with_capacity(STYLE.len() + 12_000);
        page.push_str("<!DOCTYPE html>\n<html");
        push_attributes(&mut page, &self.languages[0]);
        page.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
        page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
        page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        push_meta(
            &mut page,
            "generator",
            Some(concat!("Vis-à-vis ", env!("CARGO_PKG_VERSION"))),
        );
        push_meta(&mut page, "author", head.byline.as_deref());
        page.push_str("<title>");
        push_bare(&mut page, &head.title);
        page.push_str("</title>\n<style>\n");
        page.push_str(STYLE);
        push_pair_rules(&mut page, self.languages.len());
        page.push_str("</style>\n</head>\n<body>\n<main>\n<div class=\"row heads\"");
        push_attributes(&mut page, &Attributes::of(&self.words.language()));
        page.push_str(">\n<p class=\"head\"><b>");
        page.push_str(self.words.original);
        page.push_str("</b>");
        push_text(&mut page, &language_name(&head.language));
        page.push_str("</p>\n");
        for column in &head.columns {
            page.push_str("<p class=\"head\"><b>");
            push_text(&mut page, &column.label);
            page.push_str("</b>");
            push_text(&mut page, &language_name(&column.language));
            match (column.machine, column.rough) {
                (true, true) => push_all(&mut page, &[" <span class=\"tag rough\">", self.words.rough, "</span>"]),
                (true, false) => push_all(&mut page, &[" <span class=\"tag\">", self.words.machine, "</span>"]),
                (false, _) => {}
            }
            page.push_str("</p>\n");
        }
        page.push_str("</div>\n");
        let about: Vec<&str> = [&head.byline, &head.source, &head.published]
            .into_iter()
            .filter_map(|about| about.as_deref())
            .collect();
        if !about.is_empty() {
            page.push_str("<p class=\"about\">");
            push_text(&mut page, &about.join(" · "));
            page.push_str("</p>\n");
        }
        self.write(&page)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.begin(Some(unit))?;
        if self.block.as_ref().is_some_and(|block| block.index != unit.block) {
            self.end_block()?;
        }
        self.sentences += 1;
        let block = self.block.get_or_insert_with(|| Block {
            index: unit.block,
            kind: unit.kind,
            level: unit.level,
            sentences: 0,
            cells: vec![String::new(); self.languages.len()],
            notes: Vec::new(),
        });
        block.sentences += 1;
        let notes = unit.notes.iter().map(|note| (unit.number, note.to_string()));
        block.notes.extend(notes);
        if block.sentences > 1 {
            let gap = if block.kind == BlockKind::Code { '\n' } else { ' ' };
            block.cells.iter_mut().for_each(|cell| cell.push(gap));
        }
        let number = (block.sentences <= LINKED_SENTENCES).then_some(block.sentences);
        let mut cells = block.cells.iter_mut();
        if let Some(cell) = cells.next() {
            push_all(cell, &["<span id=\"s", &unit.number.to_string(), "\" class=\"s"]);
            push_number_class(cell, number);
            cell.push_str("\">");
            push_marked(cell, unit.source, &unit.marks);
            cell.push_str("</span>");
        }
        for ((cell, rendered), missing) in cells.zip(&unit.rendered).zip(&mut self.missing) {
            cell.push_str("<span class=\"s");
            push_number_class(cell, number);
            if let Some(text) = rendered.text {
                cell.push_str("\">");
                push_text(cell, text);
            } else {
                *missing += 1;
                push_missing(cell, rendered, self.words);
            }
            cell.push_str("</span>");
        }
        Ok(())
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.begin(None)?;
        self.end_block()?;
        self.write("<hr>\n")
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.end_block()?;
        let mut end = String::from("<footer");
        push_attributes(&mut end, &Attributes::of(&self.words.language()));
        let _ = write!(end, ">\n<p>{}", (self.words.sentences)(self.sentences));
        for (column, missing) in self
            .columns
            .iter()
            .zip(&self.missing)
            .filter(|(_, missing)| **missing > 0)
        {
            end.push_str(" · ");
            push_text(&mut end, &column.label);
            let _ = write!(end, ": {}", (self.words.untranslated)(*missing));
        }
        push_all(
            &mut end,
            &[
                "</p>\n<p>",
                self.words.made,
                " ",
                &self.exported,
                ".</p>\n</footer>\n</main>\n</body>\n</html>\n",
            ],
        );
        self.write(&end)?;
        Ok(self.out.flush()?)
    }
}

/// The tags around a cell. Only the original's headings are headings, so that the outline of the page has each once.
fn tags(kind: BlockKind, level: u8, is_original: bool) -> (&'static str, &'static str) {
    const HEADINGS: [(&str, &str); 5] = [
        ("<h2>", "</h2>"),
        ("<h3>", "</h3>"),
        ("<h4>", "</h4>"),
        ("<h5>", "</h5>"),
        ("<h6>", "</h6>"),
    ];
    const LOOKS: [&str; 5] = [
        "<p class=\"h2\">",
        "<p class=\"h3\">",
        "<p class=\"h4\">",
        "<p class=\"h5\">",
        "<p class=\"h6\">",
    ];
    const ITEMS: [&str; 6] = [
        "<p class=\"item\">",
        "<p class=\"item d2\">",
        "<p class=\"item d3\">",
        "<p class=\"item d4\">",
        "<p class=\"item d5\">",
        "<p class=\"item d6\">",
    ];
    let level = usize::from(level.max(1)) - 1;
    match kind {
        BlockKind::Title if is_original => ("<h1>", "</h1>"),
        BlockKind::Title => ("<p class=\"h1\">", "</p>"),
        // The page's title is the first level; the headings of the article begin below it.
        BlockKind::Heading if is_original => HEADINGS[level.saturating_sub(1).min(4)],
        BlockKind::Heading => (LOOKS[level.saturating_sub(1).min(4)], "</p>"),
        BlockKind::Quote => ("<blockquote>", "</blockquote>"),
        BlockKind::ListItem => (ITEMS[level.min(5)], "</p>"),
        BlockKind::Caption => ("<p class=\"caption\">", "</p>"),
        BlockKind::Code => ("<pre><code>", "</code></pre>"),
        BlockKind::Paragraph | BlockKind::Separator => ("<p>", "</p>"),
    }
}

/// How many columns there are, and for each sentence of a block that hovering it marks its partners.
fn push_pair_rules(page: &mut String, columns: usize) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, ":root{{--columns:{columns}}}");
    for n in 1..=LINKED_SENTENCES {
        let end = if n == LINKED_SENTENCES { "" } else { ",\n" };
        let _ = write!(page, ".row:has(.n{n}:hover) .n{n}{end}");
    }
    page.push_str("{background:var(--pair);box-shadow:0 1.5px 0 var(--pair-edge)}\n");
}

fn push_number_class(cell: &mut String, number: Option<usize>) {
    if let Some(number) = number {
        let _ = write!(cell, " n{number}");
    }
}

fn push_missing(cell: &mut String, rendered: &Rendered<'_>, words: &Words) {
    let language = Attributes::of(&words.language());
    if let Some(failure) = &rendered.failure {
        cell.push_str(" missing\"");
        push_attributes(cell, &language);
        push_all(cell, &[">", words.not_translated, words.colon, " "]);
        push_text(cell, &failure.reason);
    } else {
        cell.push_str(" missing waiting\"");
        push_attributes(cell, &language);
        push_all(cell, &[">", words.not_yet]);
    }
}

fn push_meta(page: &mut String, name: &str, content: Option<&str>) {
    if let Some(content) = content {
        push_all(page, &["<meta name=\"", name, "\" content=\""]);
        push_bare(page, content);
        page.push_str("\">\n");
    }
}
