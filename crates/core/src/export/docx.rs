//! DOCX: a document for Word and LibreOffice, side by side or one version below the other.
//!
//! Office Open XML (ECMA-376), written by hand as a stream, since the libraries that make such documents hold all of
//! one in memory. **Table**: a row for each sentence, a column for each version, the head repeated on every page; a long
//! text is several such tables.
//! **Interleaved**: each paragraph of the original in the style of its kind, then its translations in the style
//! *Translation*. Styles are real ones (Title, Heading 1 to 6, Quote, List Bullet, Caption), so that a document can be
//! set anew with a click; every run says its language, so that it is spell-checked as what it is.
//!
//! What is missing stands there as missing, in words, in a character style of its own.
//!
//! # Incomplete support
//!
//! Marks are those of the original. Flags, states and provenance are left out; notes stand under their sentence.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::Range;

use visavis_text::Language;

use super::container::Container;
use super::inline::{self, Step};
use super::markup::{encoded, is_safe};
use super::words::{Words, direction, language_name};
use super::xml::{self, is_forbidden};
use super::{Error, Head, Layout, Rendered, Unit, Writer};
use crate::article::{BlockKind, MarkKind};

const TYPES: &str = include_str!("docx/types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
/// The number of the page.
const FOOTER: &str = include_str!("docx/footer.xml");

/// Rows after which a heading begins a table of its own, and rows after which any paragraph does (within a paragraph,
/// after twice as many): LibreOffice takes four times as long to lay out a table of twice as many rows.
const CHAPTER_ROWS: usize = 40;
const MOST_ROWS: usize = 120;

/// A document being written.
pub(super) struct Docx<W: Write> {
    archive: Container<W>,
    layout: Layout,
    words: &'static Words,
    versions: Vec<Version>,
    labels: Vec<String>,
    /// Addresses of links; the number in a relation is the place, from 1.
    links: Vec<String>,
    title: String,
    about: String,
    begun: bool,
    block: Option<usize>,
    /// Rows of the table that is open.
    rows: usize,
    kind: (BlockKind, u8),
    /// Interleaved: the runs of the paragraph being made, one string for each version.
    paragraph: Vec<String>,
    notes: Vec<String>,
}

/// A version's language.
#[derive(Debug, Clone)]
struct Version {
    tag: String,
    is_rtl: bool,
}

impl Version {
    fn of(language: &Language) -> Self {
        Self {
            tag: language.to_string(),
            is_rtl: direction(language) == "rtl",
        }
    }
}

impl<W: Write> Docx<W> {
    pub(super) fn new(out: W, layout: Layout, interface: Option<&Language>) -> Self {
        Self {
            archive: Container::new(out),
            layout,
            words: Words::of(interface),
            versions: Vec::new(),
            labels: Vec::new(),
            links: Vec::new(),
            title: String::new(),
            about: String::new(),
            begun: false,
            block: None,
            rows: 0,
            kind: (BlockKind::Paragraph, 0),
            paragraph: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn own(&self) -> Version {
        Version::of(&self.words.language())
    }

    /// Title and byline, and the head of the table.
    fn begin(&mut self, first: Option<&Unit<'_>>) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>",
        );
        let original = self.versions[0].clone();
        let is_titled = first.is_some_and(|unit| unit.kind == BlockKind::Title);
        if !is_titled {
            push_paragraph(&mut text, "Title", &original, |out| {
                push_run(out, &original, "", &self.title);
            });
        }
        if !self.about.is_empty() {
            push_paragraph(&mut text, "Subtitle", &original, |out| {
                push_run(out, &original, "", &self.about);
            });
        }
        if self.layout == Layout::Table {
            self.push_table(&mut text);
        }
        self.archive.begin("word/document.xml")?;
        self.archive.write(&text)
    }

    /// Opens a table: its grid and its head.
    fn push_table(&mut self, text: &mut String) {
        self.rows = 0;
        let own = self.own();
        text.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Bilingual\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
                 <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" \
                 w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>\
                 <w:gridCol w:w=\"600\"/>",
        );
        let width = self.column_width();
        for _ in &self.versions {
            let _ = write!(text, "<w:gridCol w:w=\"{width}\"/>");
        }
        text.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        push_cell(text, 600, |out| {
            push_paragraph(out, "Number", &own, |out| push_run(out, &own, "", "#"));
        });
        for label in &self.labels {
            push_cell(text, width, |out| {
                push_paragraph(out, "ColumnHead", &own, |out| push_run(out, &own, "", label));
            });
        }
        text.push_str("</w:tr>");
    }

    /// Page width less margins and the number's column, in twentieths of a point.
    fn column_width(&self) -> usize {
        let (width, _) = self.page();
        (width - 2 * 1134 - 600) / self.versions.len().max(1)
    }

    /// A4, across where there are more than two versions.
    fn page(&self) -> (usize, usize) {
        if self.layout == Layout::Table && self.versions.len() > 2 {
            (16_838, 11_906)
        } else {
            (11_906, 16_838)
        }
    }

    fn row(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let own = self.own();
        let width = self.column_width();
        let style = style(unit.kind, unit.level);
        let is_first = self.block != Some(unit.block);
        self.block = Some(unit.block);
        let mut row = String::new();
        let at_chapter = is_first && unit.kind == BlockKind::Heading && self.rows >= CHAPTER_ROWS;
        if at_chapter || (is_first && self.rows >= MOST_ROWS) || self.rows >= 2 * MOST_ROWS {
            row.push_str("</w:tbl>");
            push_paragraph(&mut row, "Gap", &own, |_| {});
            self.push_table(&mut row);
        }
        self.rows += 1;
        row.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        push_cell(&mut row, 600, |out| {
            push_paragraph(out, "Number", &own, |out| {
                push_run(out, &own, "", &unit.number.to_string());
            });
        });
        let original = self.versions[0].clone();
        let mut source = String::new();
        self.push_marked(&mut source, &original, unit.source, &unit.marks);
        // A list item's sign stands before its first sentence only.
        let style = if is_first || style.numbered.is_none() {
            style
        } else {
            Style::continued()
        };
        push_cell(&mut row, width, |out| {
            push_styled(out, &style, &original, |out| out.push_str(&source));
            for note in &unit.notes {
                push_paragraph(out, "Note", &own, |out| push_run(out, &own, "", note));
            }
        });
        for (rendered, version) in unit.rendered.iter().zip(&self.versions[1..]) {
            push_cell(&mut row, width, |out| {
                push_styled(out, &style.of_translation(), version, |out| {
                    push_rendered(out, rendered, version, &own, self.words);
                });
            });
        }
        row.push_str("</w:tr>");
        self.archive.write(&row)
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        if self.block.take().is_none() {
            return Ok(());
        }
        let own = self.own();
        let mut text = String::new();
        let style = style(self.kind.0, self.kind.1);
        let has_several = self.versions.len() > 2;
        for (index, (runs, version)) in self.paragraph.iter().zip(&self.versions).enumerate() {
            if index == 0 {
                push_styled(&mut text, &style, version, |out| out.push_str(runs));
            } else {
                push_paragraph(&mut text, "Translation", version, |out| {
                    if has_several {
                        push_run(
                            out,
                            &own,
                            "<w:rStyle w:val=\"Label\"/>",
                            &format!("{} ", self.labels[index]),
                        );
                    }
                    out.push_str(runs);
                });
            }
        }
        for note in self.notes.drain(..) {
            push_paragraph(&mut text, "Note", &own, |out| push_run(out, &own, "", &note));
        }
        self.archive.write(&text)
    }

    /// The runs of a text with its marks.
    fn push_marked(&mut self, out: &mut String, version: &Version, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
        let mut open: Vec<&MarkKind> = Vec::new();
        let links = &mut self.links;
        inline::walk(text, marks, |step| match step {
            Step::Text(text) => push_run(out, version, &properties(&open), text),
            Step::Open(kind) => {
                // A link inside a link would be no document any more.
                let in_link = open.iter().any(|kind| is_link(kind));
                if let MarkKind::Link { url } = kind
                    && is_safe(url)
                    && !in_link
                {
                    links.push(encoded(url));
                    let _ = write!(out, "<w:hyperlink r:id=\"link{}\">", links.len());
                }
                open.push(kind);
            }
            Step::Close(kind) => {
                open.pop();
                if is_link(kind) && !open.iter().any(|kind| is_link(kind)) {
                    out.push_str("</w:hyperlink>");
                }
            }
        });
    }
}

impl<W: Write> Writer for Docx<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        self.versions = languages.map(Version::of).collect();
        self.labels = vec![format!("{}, {}", self.words.original, language_name(&head.language))];
        for column in &head.columns {
            let mut label = format!("{}, {}", column.label, language_name(&column.language));
            match (column.machine, column.rough) {
                (true, true) => label.extend([", ", self.words.rough]),
                (true, false) => label.extend([", ", self.words.machine]),
                (false, _) => {}
            }
            self.labels.push(label);
        }
        self.title.clone_from(&head.title);
        let about = [&head.byline, &head.source, &head.published].into_iter().flatten();
        self.about = about.map(String::as_str).collect::<Vec<_>>().join(" · ");
        self.archive.part("[Content_Types].xml", TYPES)?;
        self.archive.part("_rels/.rels", RELATIONS)?;
        self.archive.part("word/styles.xml", STYLES)?;
        self.archive.part("word/numbering.xml", NUMBERING)?;
        self.archive.part("word/footer.xml", FOOTER)?;
        let mut core = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
             xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>",
        );
        xml::push_text(&mut core, &head.title);
        core.push_str("</dc:title>");
        if let Some(byline) = &head.byline {
            core.push_str("<dc:creator>");
            xml::push_text(&mut core, byline);
            core.push_str("</dc:creator>");
        }
        let _ = write!(
            core,
            "<dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created>\
             </cp:coreProperties>",
            head.language,
            head.exported.strftime("%Y-%m-%dT%H:%M:%SZ")
        );
        self.archive.part("docProps/core.xml", &core)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.begin(Some(unit))?;
        if self.layout == Layout::Table {
            return self.row(unit);
        }
        if self.block.is_some_and(|block| block != unit.block) {
            self.end_paragraph()?;
        }
        let is_first = self.block.is_none();
        if is_first {
            self.block = Some(unit.block);
            self.kind = (unit.kind, unit.level);
            self.paragraph = vec![String::new(); self.versions.len()];
        }
        let own = self.own();
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let gap = if unit.kind == BlockKind::Code { "\n" } else { " " };
        for (index, runs) in paragraph.iter_mut().enumerate() {
            let version = self.versions[index].clone();
            if !is_first {
                push_run(runs, &version, "", gap);
            }
            match index.checked_sub(1).and_then(|index| unit.rendered.get(index)) {
                None => self.push_marked(runs, &version, unit.source, &unit.marks),
                Some(rendered) => push_rendered(runs, rendered, &version, &own, self.words),
            }
        }
        self.paragraph = paragraph;
        self.notes.extend(unit.notes.iter().map(ToString::to_string));
        Ok(())
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.begin(None)?;
        if self.layout == Layout::Interleaved {
            self.end_paragraph()?;
            let own = self.own();
            let mut text = String::new();
            push_paragraph(&mut text, "Separator", &own, |out| push_run(out, &own, "", "* * *"));
            self.archive.write(&text)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.begin(None)?;
        self.end_paragraph_if_interleaved()?;
        let (width, height) = self.page();
        let orientation = if width > height { " w:orient=\"landscape\"" } else { "" };
        let mut end = String::new();
        if self.layout == Layout::Table {
            // A document may not end in a table.
            end.push_str("</w:tbl><w:p/>");
        }
        let _ = write!(
            end,
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orientation}/><w:pgMar w:top=\"1134\" w:right=\"1134\" \
             w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>\
             </w:body></w:document>"
        );
        self.archive.write(&end)?;
        let mut relations = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"styles\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
             Target=\"styles.xml\"/><Relationship Id=\"numbering\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" \
             Target=\"numbering.xml\"/><Relationship Id=\"footer\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" \
             Target=\"footer.xml\"/>",
        );
        for (index, url) in self.links.iter().enumerate() {
            let _ = write!(
                relations,
                "<Relationship Id=\"link{}\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"",
                index + 1
            );
            xml::push_value(&mut relations, url);
            relations.push_str("\" TargetMode=\"External\"/>");
        }
        relations.push_str("</Relationships>");
        self.archive.part("word/_rels/document.xml.rels", &relations)?;
        self.archive.finish()
    }
}

impl<W: Write> Docx<W> {
    fn end_paragraph_if_interleaved(&mut self) -> Result<(), Error> {
        match self.layout {
            Layout::Table => Ok(()),
            Layout::Interleaved => self.end_paragraph(),
        }
    }
}

/// A paragraph's style, and the depth of its list.
#[derive(Debug, Clone, Copy)]
struct Style {
    name: &'static str,
    numbered: Option<u8>,
}

impl Style {
    /// The same without the list's sign, as its later sentences have it.
    fn continued() -> Self {
        Self {
            name: "ListContinue",
            numbered: None,
        }
    }

    /// The same for a translation: it looks alike, but the outline has each heading once, in the original's words.
    fn of_translation(self) -> Self {
        let name = match self.name {
            "Heading1" => "Heading1Translation",
            "Heading2" => "Heading2Translation",
            "Heading3" => "Heading3Translation",
            "Heading4" => "Heading4Translation",
            "Heading5" => "Heading5Translation",
            "Heading6" => "Heading6Translation",
            name => name,
        };
        Self { name, ..self }
    }
}

fn style(kind: BlockKind, level: u8) -> Style {
    const HEADINGS: [&str; 6] = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"];
    let name = match kind {
        BlockKind::Title => "Heading1",
        BlockKind::Heading => HEADINGS[usize::from(level.clamp(1, 6)) - 1],
        BlockKind::Quote => "Quote",
        BlockKind::ListItem => "ListBullet",
        BlockKind::Caption => "Caption",
        BlockKind::Code => "Code",
        BlockKind::Paragraph | BlockKind::Separator => "Normal",
    };
    Style {
        name,
        numbered: (kind == BlockKind::ListItem).then(|| level.clamp(1, 9) - 1),
    }
}

fn push_styled(out: &mut String, style: &Style, version: &Version, runs: impl FnOnce(&mut String)) {
    let numbering = style
        .numbered
        .map(|depth| format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"1\"/></w:numPr>"));
    push_with(out, style.name, numbering.as_deref().unwrap_or_default(), version, runs);
}

fn push_paragraph(out: &mut String, style: &str, version: &Version, runs: impl FnOnce(&mut String)) {
    push_with(out, style, "", version, runs);
}

fn push_with(out: &mut String, style: &str, numbering: &str, version: &Version, runs: impl FnOnce(&mut String)) {
    out.extend(["<w:p><w:pPr><w:pStyle w:val=\"", style, "\"/>", numbering]);
    if version.is_rtl {
        out.push_str("<w:bidi/>");
    }
    out.push_str("</w:pPr>");
    runs(out);
    out.push_str("</w:p>");
}

fn push_cell(out: &mut String, width: usize, content: impl FnOnce(&mut String)) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
    content(out);
    out.push_str("</w:tc>");
}

fn push_rendered(out: &mut String, rendered: &Rendered<'_>, version: &Version, own: &Version, words: &Words) {
    const MISSING: &str = "<w:rStyle w:val=\"Missing\"/>";
    match (rendered.text, &rendered.failure) {
        (Some(text), _) => push_run(out, version, "", text),
        (None, Some(failure)) => {
            let text = format!("{}{} {}", words.not_translated, words.colon, failure.reason);
            push_run(out, own, MISSING, &text);
        }
        (None, None) => push_run(out, own, MISSING, words.not_yet),
    }
}

fn is_link(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Link { url } if is_safe(url))
}

/// The properties of a run inside these marks, in the order of the schema.
fn properties(open: &[&MarkKind]) -> String {
    let has = |wanted: fn(&MarkKind) -> bool| open.iter().any(|kind| wanted(kind));
    let mut properties = String::new();
    if has(is_link) {
        properties.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    } else if has(|kind| matches!(kind, MarkKind::Code)) {
        properties.push_str("<w:rStyle w:val=\"CodeWord\"/>");
    }
    if has(|kind| matches!(kind, MarkKind::Strong)) {
        properties.push_str("<w:b/><w:bCs/>");
    }
    if has(|kind| matches!(kind, MarkKind::Emphasis)) {
        properties.push_str("<w:i/><w:iCs/>");
    }
    properties
}

/// A run in its language. Line ends and tabs are elements; what XML forbids is written as its number.
fn push_run(out: &mut String, version: &Version, properties: &str, text: &str) {
    out.extend(["<w:r><w:rPr>", properties]);
    if version.is_rtl {
        out.extend(["<w:rtl/><w:lang w:bidi=\"", &version.tag, "\"/>"]);
    } else {
        out.extend(["<w:lang w:val=\"", &version.tag, "\"/>"]);
    }
    out.push_str("</w:rPr>");
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest
            .find(|c| matches!(c, '\n' | '\r' | '\t') || is_forbidden(c))
            .unwrap_or(rest.len());
        if at > 0 {
            out.push_str("<w:t xml:space=\"preserve\">");
            xml::push_text(out, &rest[..at]);
            out.push_str("</w:t>");
        }
        rest = &rest[at..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            '\r' if rest.starts_with('\n') => {}
            '\n' | '\r' => out.push_str("<w:br/>"),
            '\t' => out.push_str("<w:tab/>"),
            c => {
                let _ = write!(out, "<w:t>U+{:04X}</w:t>", u32::from(c));
            }
        }
    }
    out.push_str("</w:r>");
}
