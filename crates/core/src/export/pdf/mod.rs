//! PDF: the two texts side by side, set like the reader's pages, for print and for the shelf.
//!
//! **Made with krilla**, the writer of PDF that Typst stands on: it embeds fonts cut down to what is used, keeps the text
//! selectable and takes tags. Typst itself would set finer pages, but brings some three hundred crates and minutes to
//! every build; the print path of the window's web view would bring nothing, but is not there for `visavis translate
//! -o article.pdf` on a machine without a screen, and prints differently on each system. What is missing then is the
//! setting of pages, which for columns of ragged text is short: it is this module.
//!
//! Each block is a row whose columns start on one baseline and run on over pages together. Text is Literata; what it
//! lacks comes from the fonts of this machine, and what no font has is shown as its number. Every line says its
//! language; paragraphs and headings are tagged in reading order, the original before its translations; headings make
//! the outline.
//!
//! # Incomplete support
//!
//! Lines are not hyphenated. Links are shown as their text. Marks are those of the original, code is set like text.
//! Notes stand below their block; flags, states and provenance are left out. The pages of a file are in memory until it
//! is whole (some tens of kilobytes a page), since a PDF names all its parts at its end.

mod font;
mod paragraph;

use std::io::{self, Write};
use std::num::NonZeroU16;
use std::ops::Range;

use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use visavis_text::Language;

use self::font::{Cut, Fonts};
use self::paragraph::{Line, Look, Paragraph, lines};
use super::inline::{self, Step};
use super::words::{Words, direction, language_name};
use super::{Error, Head, Rendered, Unit, Writer};
use crate::article::{BlockKind, MarkKind};

/// Points from each edge of the page to the text.
const MARGIN: f32 = 51.0;
/// Points between two columns.
const GUTTER: f32 = 22.0;
/// Lines of a heading or a row that have to fit on a page before it begins there.
const KEPT_LINES: f32 = 3.0;

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

/// What is on the page that is being filled, and the pages before it.
struct Setting {
    document: Document,
    fonts: Fonts,
    columns: Vec<Column>,
    width: f32,
    height: f32,
    size: f32,
    /// Where the next line goes, in points from the top.
    y: f32,
    page: Vec<Drawn>,
    pages: usize,
    tree: TagTree,
    outline: Outline,
    /// Groups whose lines are still to be drawn: each line names its own.
    groups: Vec<Group>,
    /// The original's language.
    language: String,
}

/// A column's language, and where it stands.
#[derive(Debug, Clone)]
struct Column {
    language: String,
    is_rtl: bool,
    left: f32,
    width: f32,
}

/// A paragraph or heading in the tree of tags.
struct Group {
    heading: Option<u16>,
    lines: Vec<Identifier>,
}

/// A line on the page.
struct Drawn {
    line: Line,
    left: f32,
    baseline: f32,
    size: f32,
    language: String,
    group: usize,
}

/// How a kind of block is set.
struct Style {
    size: f32,
    leading: f32,
    before: f32,
    after: f32,
    cut: Cut,
    indent: f32,
    sign: &'static str,
    heading: Option<u16>,
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

    /// The title, who wrote it, and the heads of the columns.
    fn begin(&mut self, first: Option<&Unit<'_>>) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        let (Some(setting), Some(head)) = (&mut self.setting, &self.head) else {
            return;
        };
        let words = self.words;
        let own = words.language().to_string();
        if first.is_none_or(|unit| unit.kind != BlockKind::Title) {
            let mut title = Paragraph::default();
            title.push(&head.title, Look::default());
            setting.across(&title, &style(BlockKind::Title, 0), &head.language.to_string());
        }
        let about: Vec<&str> = [&head.byline, &head.source, &head.published]
            .into_iter()
            .filter_map(|about| about.as_deref())
            .collect();
        let small = Style {
            size: 0.8,
            ..style(BlockKind::Caption, 0)
        };
        if !about.is_empty() {
            let mut text = Paragraph::default();
            text.push(&about.join(" · "), Look::default());
            setting.across(&text, &small, &head.language.to_string());
        }
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
        let labels = labels.iter().map(|label| {
            let mut text = Paragraph::default();
            text.push(
                label,
                Look {
                    cut: Cut::Bold,
                    missing: false,
                },
            );
            text
        });
        setting.row(&labels.collect::<Vec<_>>(), &small, Some(&own));
        setting.y += 6.0;
    }

    fn end_block(&mut self) {
        let (Some(block), Some(setting)) = (self.block.take(), &mut self.setting) else {
            return;
        };
        let style = style(block.kind, block.level);
        if let Some(level) = style.heading.filter(|level| *level <= 3) {
            setting.note_heading(&block.versions[0].text, level, &style);
        }
        setting.row(&block.versions, &style, None);
        let own = self.words.language().to_string();
        for note in block.notes {
            let mut text = Paragraph::default();
            text.push(&note, Look::default());
            let small = Style {
                size: 0.82,
                indent: 12.0,
                ..self::style(BlockKind::Caption, 0)
            };
            setting.across(&text, &small, &own);
        }
    }
}

impl<W: Write> Writer for Pdf<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        let fonts = Fonts::new().ok_or_else(|| io::Error::other("the fonts of the program cannot be read"))?;
        let versions = head.columns.len() + 1;
        // A4, across where there are more than two versions.
        let (width, height) = if versions > 2 {
            (841.89, 595.28)
        } else {
            (595.28, 841.89)
        };
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let count = versions as f32;
        let each = (width - 2.0 * MARGIN - GUTTER * (count - 1.0)) / count;
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        let mut left = MARGIN;
        let columns = languages.map(|language| {
            let column = Column {
                language: language.to_string(),
                is_rtl: direction(language) == "rtl",
                left,
                width: each,
            };
            left += each + GUTTER;
            column
        });
        self.setting = Some(Setting {
            document: Document::new(),
            fonts,
            columns: columns.collect(),
            width,
            height,
            size: if versions > 3 { 8.5 } else { 10.0 },
            y: MARGIN,
            page: Vec::new(),
            pages: 0,
            tree: TagTree::new(),
            outline: Outline::new(),
            groups: Vec::new(),
            language: head.language.to_string(),
        });
        self.head = Some(head.clone());
        Ok(())
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        if self.block.as_ref().is_some_and(|block| block.index != unit.block) {
            self.end_block();
        }
        self.begin(Some(unit));
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
        self.begin(None);
        self.end_block();
        if let Some(setting) = &mut self.setting {
            setting.y += 14.0;
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

impl Setting {
    /// A row: the versions side by side, line by line, over as many pages as it takes. `language` is the texts', where
    /// it is not their columns'.
    fn row(&mut self, versions: &[Paragraph], style: &Style, language: Option<&str>) {
        let size = self.size * style.size;
        let leading = size * style.leading;
        let columns = self.columns.clone();
        let mut set: Vec<Vec<Line>> = Vec::new();
        for (paragraph, column) in versions.iter().zip(&columns) {
            let room = (column.width - style.indent) / size;
            set.push(lines(paragraph, room, column.is_rtl, &mut self.fonts));
        }
        self.begin_row(style, leading, &set);
        let first = self.groups.len();
        for _ in versions {
            self.groups.push(Group {
                heading: style.heading,
                lines: Vec::new(),
            });
        }
        let count = set.iter().map(Vec::len).max().unwrap_or_default();
        let mut set: Vec<_> = set.into_iter().map(Vec::into_iter).collect();
        for number in 0..count {
            if self.y + leading > self.height - MARGIN {
                self.end_page();
            }
            let baseline = self.y + size;
            for (index, (lines, column)) in set.iter_mut().zip(&columns).enumerate() {
                let Some(line) = lines.next() else { continue };
                let left = if column.is_rtl {
                    column.left + column.width - style.indent - line.width * size
                } else {
                    column.left + style.indent
                };
                let language = language.unwrap_or(&column.language).to_owned();
                if number == 0 && !style.sign.is_empty() {
                    let at = if column.is_rtl {
                        column.left + column.width - style.indent + 3.0
                    } else {
                        column.left + style.indent - 9.0
                    };
                    let sign = Paragraph {
                        text: style.sign.to_owned(),
                        looks: Vec::new(),
                    };
                    if let Some(line) = paragraph::lines(&sign, 10.0, false, &mut self.fonts).pop() {
                        self.draw(line, at, baseline, size, &language, first + index);
                    }
                }
                self.draw(line, left, baseline, size, &language, first + index);
            }
            self.y += leading;
        }
        self.y += size * style.after;
    }

    /// A text over the whole width.
    fn across(&mut self, paragraph: &Paragraph, style: &Style, language: &str) {
        let whole = Column {
            language: language.to_owned(),
            is_rtl: self.columns.first().is_some_and(|column| column.is_rtl),
            left: MARGIN,
            width: self.width - 2.0 * MARGIN,
        };
        let columns = std::mem::replace(&mut self.columns, vec![whole]);
        self.row(std::slice::from_ref(paragraph), style, None);
        self.columns = columns;
    }

    /// Room before a row, or a new page when only its beginning would fit.
    fn begin_row(&mut self, style: &Style, leading: f32, set: &[Vec<Line>]) {
        if self.y > MARGIN {
            self.y += self.size * style.before;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of lines")]
        let needed = set.iter().map(Vec::len).max().unwrap_or_default() as f32;
        // A heading keeps the first lines of what follows.
        let needed = if style.heading.is_some() {
            needed + KEPT_LINES
        } else {
            needed.min(KEPT_LINES - 1.0)
        };
        if self.y + needed * leading > self.height - MARGIN && self.y > MARGIN {
            self.end_page();
        }
    }

    fn draw(&mut self, line: Line, left: f32, baseline: f32, size: f32, language: &str, group: usize) {
        self.page.push(Drawn {
            line,
            left,
            baseline,
            size,
            language: language.to_owned(),
            group,
        });
    }

    /// A heading for the outline, at the place where it will stand.
    fn note_heading(&mut self, text: &str, level: u16, style: &Style) {
        let leading = self.size * style.size * style.leading;
        let fits = self.y + self.size * style.before + leading * (1.0 + KEPT_LINES) <= self.height - MARGIN;
        let (page, y) = if fits {
            (self.pages, self.y)
        } else {
            (self.pages + 1, MARGIN)
        };
        let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if level <= 2 && !title.is_empty() {
            let place = XyzDestination::new(page, Point::from_xy(0.0, y));
            self.outline.push_child(OutlineNode::new(title, place));
        }
    }

    /// Draws the page that is full, and begins the next.
    fn end_page(&mut self) {
        self.pages += 1;
        let drawn = std::mem::take(&mut self.page);
        self.y = MARGIN;
        let Some(settings) = PageSettings::from_wh(self.width, self.height) else {
            return;
        };
        let number = self.pages.to_string();
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        for Drawn {
            line,
            left,
            baseline,
            size,
            language,
            group,
        } in drawn
        {
            if line.pieces.is_empty() {
                continue;
            }
            let tag = SpanTag::empty().with_lang(Some(&language));
            let identifier = surface.start_tagged(ContentTag::Span(tag));
            draw_line(&mut surface, &self.fonts, &line, left, baseline, size);
            surface.end_tagged();
            self.groups[group].lines.push(identifier);
        }
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        let shaped = self.fonts.shape(0, &number, false);
        set_colour(&mut surface, 0x8a, 0x84, 0x78);
        surface.draw_glyphs(
            Point::from_xy((self.width - shaped.width * 8.0) / 2.0, self.height - 26.0),
            &shaped.glyphs,
            self.fonts.font(0),
            &shaped.text,
            8.0,
            false,
        );
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
        set_colour(&mut surface, 0xe4, 0xdf, 0xd3);
        for column in self.columns.iter().skip(1) {
            let x = column.left - GUTTER / 2.0;
            let mut path = PathBuilder::new();
            path.move_to(x, MARGIN);
            path.line_to(x + 0.5, MARGIN);
            path.line_to(x + 0.5, self.height - MARGIN);
            path.line_to(x, self.height - MARGIN);
            path.close();
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
    }

    fn end(mut self, head: &Head) -> Result<Vec<u8>, Error> {
        if !self.page.is_empty() || self.pages == 0 {
            self.end_page();
        }
        for group in std::mem::take(&mut self.groups) {
            if group.lines.is_empty() {
                continue;
            }
            let mut tagged = match group.heading.and_then(NonZeroU16::new) {
                Some(level) => TagGroup::new(Tag::Hn(level, None)),
                None => TagGroup::new(Tag::P),
            };
            for line in group.lines {
                tagged.push(line);
            }
            self.tree.push(tagged);
        }
        self.document.set_tag_tree(self.tree);
        self.document.set_outline(self.outline);
        let mut metadata = Metadata::new()
            .title(head.title.clone())
            .language(self.language)
            .creator("Vis-à-vis".to_owned());
        if let Some(byline) = &head.byline {
            metadata = metadata.authors(vec![byline.clone()]);
        }
        self.document.set_metadata(metadata);
        self.document
            .finish()
            .map_err(|error| io::Error::other(format!("{error:?}")).into())
    }
}

fn draw_line(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line, left: f32, baseline: f32, size: f32) {
    let mut x = left;
    for piece in &line.pieces {
        if piece.look.missing {
            set_colour(surface, 0x9c, 0x3b, 0x24);
        } else {
            set_colour(surface, 0x16, 0x15, 0x13);
        }
        surface.draw_glyphs(
            Point::from_xy(x, baseline),
            &piece.shaped.glyphs,
            fonts.font(piece.font),
            &piece.shaped.text,
            size,
            false,
        );
        x += piece.shaped.width * size;
    }
}

fn set_colour(surface: &mut Surface<'_>, red: u8, green: u8, blue: u8) {
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }));
}

fn style(kind: BlockKind, level: u8) -> Style {
    let text = Style {
        size: 1.0,
        leading: 1.42,
        before: 0.0,
        after: 0.62,
        cut: Cut::Regular,
        indent: 0.0,
        sign: "",
        heading: None,
    };
    let level = level.clamp(1, 6);
    match kind {
        BlockKind::Title => Style {
            size: 1.9,
            leading: 1.2,
            after: 0.35,
            heading: Some(1),
            ..text
        },
        BlockKind::Heading => Style {
            size: [1.5, 1.3, 1.15, 1.05, 1.0, 1.0][usize::from(level) - 1],
            leading: 1.25,
            before: 0.8,
            after: 0.4,
            cut: Cut::Bold,
            // The title is the first level.
            heading: Some(u16::from(level.max(2))),
            ..text
        },
        BlockKind::Quote => Style { indent: 12.0, ..text },
        BlockKind::ListItem => Style {
            indent: 12.0 * f32::from(level),
            after: 0.3,
            sign: "•",
            ..text
        },
        BlockKind::Caption => Style { size: 0.86, ..text },
        BlockKind::Code => Style {
            size: 0.9,
            indent: 8.0,
            ..text
        },
        BlockKind::Paragraph | BlockKind::Separator => text,
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
