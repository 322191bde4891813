//! PDF: the two texts side by side, set like the reader's pages, for print and for the shelf.
//!
//! **Made with krilla**, the writer of PDF that Typst stands on: it embeds fonts cut down to what is used, keeps the text
//! selectable and takes tags. Typst itself would set finer pages, but brings some three hundred crates and minutes to
//! every build; the print path of the window's web view would bring nothing, but is not there for `visavis translate
//! -o article.pdf` on a machine without a screen, and prints differently on each system. What is missing then is the
//! setting of pages, which for columns of ragged text is short: it is this module.
//!
//! Each block is a row whose columns stand on common baselines and run on over pages together. Words are parted by the
//! patterns of their language. Text is Literata; what it lacks comes from the fonts of this machine, and what no font
//! has is shown as its number. The file declares PDF/UA-1 (ISO 14289-1): paragraphs, headings, lists and quotations are
//! tagged in reading order, the original before its translations, each with its language; headings make the outline.
//!
//! # Incomplete support
//!
//! Links are shown as their text. Marks are those of the original, code is set like text. The pages of a file are in
//! memory until it is whole (some tens of kilobytes a page), since a PDF names all its parts at its end. Scripts whose
//! words are not parted by spaces and whose breaks need a dictionary (Thai, Khmer) break between any two characters.
//!
//! # Errors
//!
//! [`Error::FontMissing`] when a column is in a script that neither Literata nor a font of this machine has.

mod font;
mod page;
mod paragraph;
mod style;

use std::io::Write;
use std::ops::Range;

use visavis_text::Language;

use self::font::Cut;
use self::page::Setting;
use self::paragraph::{Look, Paragraph};
use self::style::{aside, style};
use super::inline::{self, Step};
use super::words::{Words, language_name};
use super::{Error, Head, Rendered, Unit, Writer};
use crate::article::{BlockKind, MarkKind};

/// A file being made.
pub(super) struct Pdf<W: Write> {
    out: W,
    words: &'static Words,
    setting: Option<Setting>,
    head: Option<Head>,
    block: Option<Block>,
    begun: bool,
}

/// The block being made: a paragraph for each version.
struct Block {
    index: usize,
    kind: BlockKind,
    level: u8,
    versions: Vec<Paragraph>,
    notes: Vec<String>,
}

impl<W: Write> Pdf<W> {
    pub(super) fn new(out: W, interface: Option<&Language>) -> Self {
        Self {
            out,
            words: Words::of(interface),
            setting: None,
            head: None,
            block: None,
            begun: false,
        }
    }

    /// The title, who wrote it, and the heads of the columns; behind the article's own title where it has one.
    fn begin(&mut self) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        let (Some(setting), Some(head)) = (&mut self.setting, &self.head) else {
            return;
        };
        let has_title = self.block.as_ref().is_some_and(|block| block.kind == BlockKind::Title);
        if !has_title && !head.title.trim().is_empty() {
            setting.across(
                &Paragraph::of(&head.title, Cut::Regular),
                &style(BlockKind::Title, 0),
                None,
            );
        }
        let about: Vec<&str> = [&head.byline, &head.source, &head.published]
            .into_iter()
            .filter_map(|about| about.as_deref())
            .collect();
        if !about.is_empty() {
            setting.across(&Paragraph::of(&about.join(" · "), Cut::Italic), &aside(), None);
            setting.skip(4.0);
        }
        let labels: Vec<Paragraph> = labels(head, self.words)
            .iter()
            .map(|label| Paragraph::of(label, Cut::Bold))
            .collect();
        let own = self.words.language().to_string();
        setting.row(&labels, &aside(), Some(&own));
        setting.skip(5.0);
    }

    fn end_block(&mut self) {
        self.begin();
        let (Some(block), Some(setting)) = (self.block.take(), &mut self.setting) else {
            return;
        };
        setting.row(&block.versions, &style(block.kind, block.level), None);
        let own = self.words.language().to_string();
        for note in block.notes {
            let small = style::Style {
                indent: 12.0,
                ..aside()
            };
            setting.across(&Paragraph::of(&note, Cut::Regular), &small, Some(&own));
        }
    }
}

/// What each version is called: `Original, français`; `Apertium, English, machine translation`.
fn labels(head: &Head, words: &Words) -> Vec<String> {
    let mut labels = vec![format!("{}, {}", words.original, language_name(&head.language))];
    for column in &head.columns {
        let mut label = format!("{}, {}", column.label, language_name(&column.language));
        match (column.machine, column.rough) {
            (true, true) => label.extend([", ", words.rough]),
            (true, false) => label.extend([", ", words.machine]),
            (false, _) => {}
        }
        labels.push(label);
    }
    labels
}

impl<W: Write> Writer for Pdf<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        // The running head says whose translation stands there; over the original stands the article's title.
        let mut running = vec![head.title.clone()];
        running.extend(head.columns.iter().map(|column| column.label.clone()));
        self.setting = Some(Setting::new(head, running, self.words.language().to_string())?);
        self.head = Some(head.clone());
        Ok(())
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        if self.block.as_ref().is_some_and(|block| block.index != unit.block) {
            self.end_block();
        }
        let words = self.words;
        let versions = unit.rendered.len() + 1;
        let block = self.block.get_or_insert_with(|| Block {
            index: unit.block,
            kind: unit.kind,
            level: unit.level,
            versions: vec![Paragraph::default(); versions],
            notes: Vec::new(),
        });
        let cut = style(unit.kind, unit.level).cut;
        let look = Look { cut, missing: false };
        for (index, paragraph) in block.versions.iter_mut().enumerate() {
            if !paragraph.text.is_empty() {
                paragraph.push(if unit.kind == BlockKind::Code { "\n" } else { " " }, look);
            }
            match index.checked_sub(1).and_then(|index| unit.rendered.get(index)) {
                None => push_marked(paragraph, unit.source, &unit.marks, look),
                Some(rendered) => push_rendered(paragraph, rendered, look, words),
            }
        }
        block.notes.extend(unit.notes.iter().map(ToString::to_string));
        Ok(())
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.end_block();
        if let Some(setting) = &mut self.setting {
            setting.skip(14.0);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.end_block();
        if let (Some(setting), Some(head)) = (self.setting.take(), self.head.take()) {
            self.out.write_all(&setting.end(&head)?)?;
        }
        Ok(self.out.flush()?)
    }
}

fn push_marked(paragraph: &mut Paragraph, text: &str, marks: &[(Range<usize>, &MarkKind)], look: Look) {
    let mut open: Vec<&MarkKind> = Vec::new();
    inline::walk(text, marks, |step| match step {
        Step::Open(kind) => open.push(kind),
        Step::Close(_) => {
            open.pop();
        }
        Step::Text(text) => {
            let cut = open.iter().rev().find_map(|kind| match kind {
                MarkKind::Emphasis => Some(Cut::Italic),
                MarkKind::Strong => Some(Cut::Bold),
                MarkKind::Code | MarkKind::Link { .. } => None,
            });
            paragraph.push(
                text,
                Look {
                    cut: cut.unwrap_or(look.cut),
                    ..look
                },
            );
        }
    });
}

fn push_rendered(paragraph: &mut Paragraph, rendered: &Rendered<'_>, look: Look, words: &Words) {
    let missing = Look {
        cut: Cut::Italic,
        missing: true,
    };
    match (rendered.text, &rendered.failure) {
        (Some(text), _) => paragraph.push(text, look),
        (None, Some(failure)) => {
            let text = format!("[{}{} {}]", words.not_translated, words.colon, failure.reason);
            paragraph.push(&text, missing);
        }
        (None, None) => paragraph.push(&format!("[{}]", words.not_yet), missing),
    }
}
