//! Pages being filled: rows of columns, what stands at the head and foot of each page, tags and outline.

use std::io;
use std::num::NonZeroU16;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::font::{Cut, Fonts};
use super::paragraph::{Letters, Line, Measure, Paragraph, Piece, lines};
use super::style::Style;
use crate::export::words::direction;
use crate::export::{Error, Head};

/// Points from each edge of the page to the text.
const MARGIN: f32 = 54.0;
/// Points between two columns.
const GUTTER: f32 = 24.0;
/// Points from the upper edge to the baseline of the running head, from the lower edge to that of the page's number.
const RUNNING: f32 = 32.0;
/// Size of running heads and numbers, in points.
const RUNNING_SIZE: f32 = 7.5;
/// Lines that follow a heading on its page.
const KEPT_LINES: f32 = 3.0;
/// A4, in points.
const SHEET: (f32, f32) = (595.28, 841.89);

const INK: [u8; 3] = [0x16, 0x15, 0x13];
const FAINT: [u8; 3] = [0x6b, 0x66, 0x5c];
const FLAG: [u8; 3] = [0x9c, 0x3b, 0x24];
const RULE: [u8; 3] = [0xd8, 0xd2, 0xc4];

/// What is on the page that is being filled, and the pages before it.
pub(super) struct Setting {
    document: Document,
    fonts: Fonts,
    columns: Vec<Column>,
    width: f32,
    height: f32,
    /// Size of the text, in points.
    size: f32,
    /// Where the next line goes, in points from the top.
    y: f32,
    page: Vec<Drawn>,
    /// From where to where lines stand between the columns of this page.
    rules: Vec<(f32, f32)>,
    /// Pages that are full.
    pages: usize,
    headings: Vec<Heading>,
    rows: Vec<TaggedRow>,
    /// The language of what is neither the original nor a translation.
    own: String,
    /// The original's language.
    language: String,
}

/// A column: what it is called, its language, and where it stands.
#[derive(Debug, Clone)]
struct Column {
    label: String,
    language: String,
    is_rtl: bool,
    left: f32,
    width: f32,
    letters: Letters,
}

/// A heading in the outline.
struct Heading {
    level: u16,
    text: String,
    page: usize,
    y: f32,
}

/// A row in the tree of tags.
struct TaggedRow {
    role: Role,
    versions: Vec<TaggedVersion>,
}

/// A version of a row in the tree of tags.
struct TaggedVersion {
    language: String,
    /// The words of a heading, which its tag repeats (PDF/UA-1, 7.4.1).
    title: Option<String>,
    lines: Vec<Identifier>,
}

/// What a row is, to those who do not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    /// A heading of this level.
    Heading(u16),
    Item,
    Quote,
}

/// A line on the page.
struct Drawn {
    line: Line,
    left: f32,
    baseline: f32,
    size: f32,
    colour: [u8; 3],
    /// Its row, and its version there.
    place: (usize, usize),
}

impl Setting {
    /// Empty pages with a column for each version; `labels` are what they are called. `own` is the language of what a
    /// page says of itself.
    pub(super) fn new(head: &Head, labels: Vec<String>, own: String) -> Result<Self, Error> {
        let fonts = Fonts::new().ok_or_else(|| io::Error::other("the fonts of the program cannot be read"))?;
        let versions = labels.len();
        // Across where there are more than two versions.
        let (width, height) = if versions > 2 { (SHEET.1, SHEET.0) } else { SHEET };
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let count = versions as f32;
        let each = (width - 2.0 * MARGIN - GUTTER * (count - 1.0)) / count;
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        let mut left = MARGIN;
        let columns = languages.zip(labels).map(|(language, label)| {
            let column = Column {
                label,
                language: language.to_string(),
                is_rtl: direction(language) == "rtl",
                left,
                width: each,
                letters: Letters::default(),
            };
            left += each + GUTTER;
            column
        });
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|error| io::Error::other(format!("{error:?}")))?;
        Ok(Self {
            document: Document::new_with(SerializeSettings {
                configuration,
                ..SerializeSettings::default()
            }),
            fonts,
            columns: columns.collect(),
            width,
            height,
            size: if versions > 3 { 8.5 } else { 10.0 },
            y: MARGIN,
            page: Vec::new(),
            rules: Vec::new(),
            pages: 0,
            headings: Vec::new(),
            rows: Vec::new(),
            own,
            language: head.language.to_string(),
        })
    }

    /// Room, in points.
    pub(super) fn skip(&mut self, points: f32) {
        self.y += points;
    }

    /// A row: the versions side by side on common baselines, over as many pages as it takes.
    pub(super) fn row(&mut self, versions: &[Paragraph], style: &Style, language: Option<&str>) {
        // A page that ends within the row still needs them for its head.
        let mut columns = self.columns.clone();
        self.set(versions, style, &mut columns, language);
        self.columns = columns;
    }

    /// A text over the whole width, in the original's language or in this one.
    pub(super) fn across(&mut self, text: &Paragraph, style: &Style, language: Option<&str>) {
        let mut whole = [Column {
            label: String::new(),
            language: self.language.clone(),
            is_rtl: self.columns.first().is_some_and(|column| column.is_rtl),
            left: MARGIN,
            width: self.width - 2.0 * MARGIN,
            letters: Letters::default(),
        }];
        self.set(std::slice::from_ref(text), style, &mut whole, language);
        // The line between the columns begins anew below it.
        self.rules.push((self.y, self.y));
    }

    fn set(&mut self, versions: &[Paragraph], style: &Style, columns: &mut [Column], language: Option<&str>) {
        let size = self.size * style.size;
        let leading = size * style.leading;
        let mut set: Vec<Vec<Line>> = Vec::new();
        for (paragraph, column) in versions.iter().zip(columns.iter_mut()) {
            let measure = Measure {
                width: (column.width - style.indent) / size,
                language: language.unwrap_or(&column.language),
                is_rtl: column.is_rtl,
            };
            set.push(lines(paragraph, &measure, &mut self.fonts, &mut column.letters));
        }
        let count = set.iter().map(Vec::len).max().unwrap_or_default();
        self.make_room(style, leading, count);
        if let Role::Heading(level) = style.role {
            self.note_heading(level, versions);
        }
        let row = self.rows.len();
        let tagged = columns.iter().zip(versions).map(|(column, version)| TaggedVersion {
            language: language.unwrap_or(&column.language).to_owned(),
            title: matches!(style.role, Role::Heading(_)).then(|| on_one_line(&version.text)),
            lines: Vec::new(),
        });
        self.rows.push(TaggedRow {
            role: style.role,
            versions: tagged.collect(),
        });
        let colour = if style.is_faint { FAINT } else { INK };
        let mut set: Vec<_> = set.into_iter().map(Vec::into_iter).collect();
        let mut top = self.y;
        for number in 0..count {
            // No last line stands alone on a page.
            let is_before_last = number + 2 == count && number > 1;
            let needed = if is_before_last { 2.0 } else { 1.0 };
            if self.y + needed * leading > self.height - MARGIN && self.y > MARGIN {
                self.rule(columns.len(), top);
                self.end_page();
                top = self.y;
            }
            let baseline = self.y + size;
            for (index, (lines, column)) in set.iter_mut().zip(columns.iter()).enumerate() {
                let Some(line) = lines.next() else { continue };
                let left = if column.is_rtl {
                    column.left + column.width - style.indent - line.width * size
                } else {
                    column.left + style.indent
                };
                let place = (row, index);
                if number == 0 && !style.sign.is_empty() {
                    self.sign(style, column, baseline, size, place);
                }
                self.page.push(Drawn {
                    line,
                    left,
                    baseline,
                    size,
                    colour,
                    place,
                });
            }
            self.y += leading;
        }
        self.rule(columns.len(), top);
        self.y += size * style.after;
    }

    /// The sign before an item of a list.
    fn sign(&mut self, style: &Style, column: &Column, baseline: f32, size: f32, place: (usize, usize)) {
        let left = if column.is_rtl {
            column.left + column.width - style.indent + 4.0
        } else {
            column.left + style.indent - 9.0
        };
        let measure = Measure {
            width: 10.0,
            language: &column.language,
            is_rtl: false,
        };
        let sign = Paragraph::of(style.sign, Cut::Regular);
        let line = lines(&sign, &measure, &mut self.fonts, &mut Letters::default()).pop();
        self.page.extend(line.map(|line| Drawn {
            line,
            left,
            baseline,
            size,
            colour: FAINT,
            place,
        }));
    }

    /// Room before a row, or a new page when only its beginning would fit.
    fn make_room(&mut self, style: &Style, leading: f32, count: usize) {
        if self.y > MARGIN {
            self.y += self.size * style.before;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of lines")]
        let count = count as f32;
        let needed = match style.role {
            Role::Heading(_) => count * leading + KEPT_LINES * self.size * 1.42,
            _ => count.min(2.0) * leading,
        };
        if self.y + needed > self.height - MARGIN && self.y > MARGIN {
            self.end_page();
        }
    }

    /// Remembers that columns stand side by side from `top` to here.
    fn rule(&mut self, columns: usize, top: f32) {
        if columns < 2 || self.y <= top {
            return;
        }
        match self.rules.last_mut() {
            // What is between two rows is no more than the room around a heading.
            Some((_, bottom)) if top - *bottom < 40.0 => *bottom = self.y,
            _ => self.rules.push((top, self.y)),
        }
    }

    fn note_heading(&mut self, level: u16, versions: &[Paragraph]) {
        let text = on_one_line(versions.first().map_or("", |version| version.text.as_str()));
        if !text.is_empty() {
            self.headings.push(Heading {
                level,
                text,
                page: self.pages,
                y: self.y,
            });
        }
    }

    /// Draws the page that is full, and begins the next.
    fn end_page(&mut self) {
        let drawn = std::mem::take(&mut self.page);
        let rules = std::mem::take(&mut self.rules);
        self.y = MARGIN;
        let Some(settings) = PageSettings::from_wh(self.width, self.height) else {
            return;
        };
        let running = self.running_lines();
        self.pages += 1;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        for Drawn {
            line,
            left,
            baseline,
            size,
            colour,
            place: (row, version),
        } in &drawn
        {
            let mut x = *left;
            // What is missing is said in the interface's language.
            for pieces in line.pieces.chunk_by(|a, b| a.look.missing == b.look.missing) {
                let is_own = pieces[0].look.missing;
                let span = SpanTag::empty().with_lang(is_own.then_some(self.own.as_str()));
                let identifier = surface.start_tagged(ContentTag::Span(span));
                x = draw(&mut surface, &self.fonts, pieces, (x, *baseline), *size, *colour);
                surface.end_tagged();
                self.rows[*row].versions[*version].lines.push(identifier);
            }
        }
        for (kind, line, left, baseline) in running {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            draw(
                &mut surface,
                &self.fonts,
                &line.pieces,
                (left, baseline),
                RUNNING_SIZE,
                FAINT,
            );
            surface.end_tagged();
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for column in self.columns.iter().skip(1) {
            for (top, bottom) in &rules {
                draw_rule(&mut surface, column.left - GUTTER / 2.0, *top, *bottom);
            }
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
    }

    /// What stands above and below every page: over each column, from the second page on, what it is; below the number.
    fn running_lines(&mut self) -> Vec<(ArtifactType, Line, f32, f32)> {
        let mut running = Vec::new();
        let number = (self.pages + 1).to_string();
        if let Some(line) = self.one_line(&number, self.width, &self.own.clone()) {
            let left = (self.width - line.width * RUNNING_SIZE) / 2.0;
            running.push((ArtifactType::Footer, line, left, self.height - RUNNING));
        }
        if self.pages == 0 {
            return running;
        }
        for column in self.columns.clone() {
            if let Some(line) = self.one_line(&column.label, column.width, &column.language) {
                let left = if column.is_rtl {
                    column.left + column.width - line.width * RUNNING_SIZE
                } else {
                    column.left
                };
                running.push((ArtifactType::Header, line, left, RUNNING + RUNNING_SIZE));
            }
        }
        running
    }

    /// A text on one line of `width` points; what does not fit is left out, and an ellipsis says so.
    fn one_line(&mut self, text: &str, width: f32, language: &str) -> Option<Line> {
        let measure = Measure {
            width: width / RUNNING_SIZE,
            language,
            is_rtl: false,
        };
        let mut text = text.to_owned();
        loop {
            let paragraph = Paragraph::of(&text, Cut::Regular);
            let mut lines = lines(&paragraph, &measure, &mut self.fonts, &mut Letters::default());
            if lines.len() < 2 {
                return lines.pop();
            }
            let cut = text.trim_end_matches('…').trim_end();
            let end = cut
                .rfind(char::is_whitespace)
                .or_else(|| cut.char_indices().next_back().map(|(at, _)| at));
            text = format!("{}…", cut[..end.unwrap_or(0)].trim_end());
        }
    }

    /// The whole file.
    ///
    /// # Errors
    /// [`Error::FontMissing`] when a column is in a script that no font here has.
    pub(super) fn end(mut self, head: &Head) -> Result<Vec<u8>, Error> {
        if !self.page.is_empty() || self.pages == 0 {
            self.end_page();
        }
        // A sign here and there is shown by its number; a text of numbers could not be read.
        if let Some(column) = self
            .columns
            .iter()
            .find(|column| column.letters.unshown * 20 > column.letters.all)
        {
            return Err(Error::FontMissing {
                language: column.language.clone(),
            });
        }
        self.document.set_tag_tree(tree(std::mem::take(&mut self.rows)));
        self.document.set_outline(outline(&self.headings, head));
        let title = if head.title.trim().is_empty() {
            "Vis-à-vis".to_owned()
        } else {
            head.title.clone()
        };
        let mut metadata = Metadata::new()
            .title(title)
            .language(self.language)
            .creator("Vis-à-vis".to_owned())
            .creation_date(date(head.exported));
        if let Some(byline) = &head.byline {
            metadata = metadata.authors(vec![byline.clone()]);
        }
        self.document.set_metadata(metadata);
        self.document
            .finish()
            .map_err(|error| io::Error::other(format!("{error:?}")).into())
    }
}

/// The tree of tags: rows in reading order, each version of a row after the one before it; items together are a list.
fn tree(rows: Vec<TaggedRow>) -> TagTree {
    let mut tree = TagTree::new();
    let mut list: Option<TagGroup> = None;
    let mut last_level = 0;
    for row in rows {
        let versions = row.versions.into_iter().filter(|version| !version.lines.is_empty());
        if row.role != Role::Item {
            tree_push(&mut tree, list.take());
        }
        match row.role {
            Role::Item => {
                let mut body = TagGroup::new(Tag::LBody);
                versions.for_each(|version| body.push(version.paragraph()));
                let mut item = TagGroup::new(Tag::LI);
                item.push(body);
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)))
                    .push(item);
            }
            Role::Quote => {
                let mut quote = TagGroup::new(Tag::BlockQuote);
                versions.for_each(|version| quote.push(version.paragraph()));
                tree.push(quote);
            }
            Role::Text => versions.for_each(|version| tree.push(version.paragraph())),
            Role::Heading(level) => {
                // Levels are not skipped on the way down (PDF/UA-1, 7.4.2).
                last_level = level.clamp(1, last_level + 1);
                let level = NonZeroU16::new(last_level).unwrap_or(NonZeroU16::MIN);
                versions.for_each(|version| tree.push(version.heading(level)));
            }
        }
    }
    tree_push(&mut tree, list);
    tree
}

fn tree_push(tree: &mut TagTree, group: Option<TagGroup>) {
    if let Some(group) = group {
        tree.push(group);
    }
}

impl TaggedVersion {
    fn paragraph(self) -> TagGroup {
        let tag = Tag::P.with_lang(Some(self.language));
        with_lines(TagGroup::new(tag), self.lines)
    }

    fn heading(self, level: NonZeroU16) -> TagGroup {
        let tag = Tag::Hn(level, self.title).with_lang(Some(self.language));
        with_lines(TagGroup::new(tag), self.lines)
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_lines(mut group: TagGroup, lines: Vec<Identifier>) -> TagGroup {
    for line in lines {
        group.push(line);
    }
    group
}

/// The headings as a tree.
fn outline(headings: &[Heading], head: &Head) -> Outline {
    let mut outline = Outline::new();
    if headings.is_empty() {
        outline.push_child(OutlineNode::new(
            head.title.clone(),
            XyzDestination::new(0, Point::from_xy(0.0, 0.0)),
        ));
    }
    let mut rest = headings;
    while !rest.is_empty() {
        outline.push_child(outline_node(&mut rest));
    }
    outline
}

/// The first heading with those below it.
fn outline_node(rest: &mut &[Heading]) -> OutlineNode {
    let (first, after) = (&rest[0], &rest[1..]);
    *rest = after;
    let place = XyzDestination::new(first.page, Point::from_xy(0.0, (first.y - MARGIN / 3.0).max(0.0)));
    let mut node = OutlineNode::new(first.text.clone(), place).with_open(first.level == 1);
    while rest.first().is_some_and(|next| next.level > first.level) {
        node.push_child(outline_node(rest));
    }
    node
}

/// Draws pieces from left to right; answers where they end.
fn draw(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    pieces: &[Piece],
    (mut x, baseline): (f32, f32),
    size: f32,
    colour: [u8; 3],
) -> f32 {
    for piece in pieces {
        set_colour(surface, if piece.look.missing { FLAG } else { colour });
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
    x
}

fn draw_rule(surface: &mut Surface<'_>, x: f32, top: f32, bottom: f32) {
    if bottom <= top {
        return;
    }
    set_colour(surface, RULE);
    let mut path = PathBuilder::new();
    path.move_to(x, top);
    path.line_to(x + 0.5, top);
    path.line_to(x + 0.5, bottom);
    path.line_to(x, bottom);
    path.close();
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn set_colour(surface: &mut Surface<'_>, [red, green, blue]: [u8; 3]) {
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }));
}

fn date(moment: Timestamp) -> DateTime {
    let moment = TimeZone::UTC.to_datetime(moment);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(moment.year()).unwrap_or_default())
        .month(part(moment.month()))
        .day(part(moment.day()))
        .hour(part(moment.hour()))
        .minute(part(moment.minute()))
        .second(part(moment.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
