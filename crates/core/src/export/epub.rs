//! EPUB 3.3: a bilingual book that reflows, with navigation, for any reading system.
//!
//! <https://www.w3.org/TR/epub-33/>. A page about the article, then chapters: one begins at each heading of the first two
//! levels, and after [`BLOCKS_IN_CHAPTER`] blocks at the latest. Each paragraph of the original is followed by its
//! translations, set apart by a rule at their side; every text says its language and direction, so that it is hyphenated
//! and read aloud rightly. Sentences of the original have ids (`s12`), those of the translations `t12-1`. Metadata say
//! what a reader who does not see may expect.
//!
//! What is missing stands there as missing, in words. There is no script, no picture and no font.
//!
//! # Incomplete support
//!
//! Marks are those of the original. Flags, states and provenance are left out.

use std::fmt::Write as _;
use std::io::Write;

use sha2::{Digest, Sha256};
use visavis_text::Language;

use super::container::Container;
use super::markup::{Attributes, push_all, push_bare, push_marked, push_text};
use super::words::{Words, language_name};
use super::{Error, Head, Rendered, Unit, Writer};
use crate::article::BlockKind;

const STYLE: &str = include_str!("epub.css");

/// The longest chapter, in blocks: reading systems lay out a chapter at a time.
const BLOCKS_IN_CHAPTER: usize = 400;

/// A book being written. Holds one block, and the titles of the chapters.
pub(super) struct Epub<W: Write> {
    archive: Container<W>,
    words: &'static Words,
    head: Option<Head>,
    languages: Vec<Attributes>,
    chapters: Vec<Chapter>,
    /// Whether the last chapter still takes blocks.
    is_open: bool,
    block: Option<Block>,
}

struct Chapter {
    title: String,
    language: usize,
    blocks: usize,
}

/// The block being made: for each version its sentences so far.
struct Block {
    index: usize,
    kind: BlockKind,
    level: u8,
    versions: Vec<String>,
    plain: String,
    notes: Vec<String>,
}

impl<W: Write> Epub<W> {
    pub(super) fn new(out: W, interface: Option<&Language>) -> Self {
        Self {
            archive: Container::new(out),
            words: Words::of(interface),
            head: None,
            languages: Vec::new(),
            chapters: Vec::new(),
            is_open: false,
            block: None,
        }
    }

    fn begin_chapter(&mut self, title: String) -> Result<(), Error> {
        self.end_chapter()?;
        let language = usize::from(title.is_empty());
        self.chapters.push(Chapter {
            title,
            language,
            blocks: 0,
        });
        self.is_open = true;
        let title = match self.chapters.last() {
            Some(chapter) if !chapter.title.is_empty() => chapter.title.clone(),
            _ => self.part_title(self.chapters.len()),
        };
        let mut page = String::new();
        push_page_head(&mut page, &self.languages[0], &title);
        page.push_str("<body>\n");
        self.archive
            .begin(&format!("EPUB/chapter-{}.xhtml", self.chapters.len()))?;
        self.archive.write(&page)
    }

    fn part_title(&self, number: usize) -> String {
        format!("{} {number}", self.words.part)
    }

    fn end_chapter(&mut self) -> Result<(), Error> {
        if std::mem::take(&mut self.is_open) {
            self.archive.write("</body>\n</html>\n")?;
        }
        Ok(())
    }

    fn end_block(&mut self) -> Result<(), Error> {
        let Some(block) = self.block.take() else {
            return Ok(());
        };
        let begins = block.kind == BlockKind::Title || (block.kind == BlockKind::Heading && block.level <= 2);
        let is_full = self
            .chapters
            .last()
            .is_none_or(|chapter| chapter.blocks >= BLOCKS_IN_CHAPTER);
        if begins || is_full || !self.is_open {
            self.begin_chapter(if begins { block.plain.clone() } else { String::new() })?;
        }
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.blocks += 1;
        }
        let mut page = String::from("<section>\n");
        let labels = self.head.as_ref().map(|head| &head.columns);
        let has_several = block.versions.len() > 2;
        for (index, (version, language)) in block.versions.iter().zip(&self.languages).enumerate() {
            let (open, class, close) = tags(block.kind, block.level, index == 0);
            push_all(&mut page, &["<", open]);
            push_languages(&mut page, language);
            let classes: Vec<&str> = [class, if index == 0 { "" } else { "t" }]
                .into_iter()
                .filter(|class| !class.is_empty())
                .collect();
            if !classes.is_empty() {
                push_all(&mut page, &[" class=\"", &classes.join(" "), "\""]);
            }
            page.push('>');
            if let (true, Some(column)) = (has_several, labels.and_then(|labels| labels.get(index.checked_sub(1)?))) {
                page.push_str("<span class=\"who\"");
                push_languages(&mut page, &Attributes::of(&self.words.language()));
                page.push('>');
                push_text(&mut page, &column.label);
                page.push_str("</span>");
            }
            push_all(&mut page, &[version, "</", close, ">\n"]);
        }
        for note in &block.notes {
            page.push_str("<p class=\"note\">");
            push_text(&mut page, note);
            page.push_str("</p>\n");
        }
        page.push_str("</section>\n");
        self.archive.write(&page)
    }

    /// The page about the article.
    fn title_page(&mut self, head: &Head) -> Result<(), Error> {
        let words = self.words;
        let own = Attributes::of(&words.language());
        let mut page = String::new();
        push_page_head(&mut page, &self.languages[0], &head.title);
        page.push_str("<body epub:type=\"titlepage\">\n<h1");
        push_languages(&mut page, &self.languages[0]);
        page.push('>');
        push_text(&mut page, &head.title);
        page.push_str("</h1>\n");
        let about: Vec<&str> = [&head.byline, &head.source, &head.published]
            .into_iter()
            .filter_map(|about| about.as_deref())
            .collect();
        let mut line = |attributes: &Attributes, text: &str| {
            page.push_str("<p class=\"about\"");
            push_languages(&mut page, attributes);
            page.push('>');
            push_text(&mut page, text);
            page.push_str("</p>\n");
        };
        if !about.is_empty() {
            line(&self.languages[0], &about.join(" · "));
        }
        line(
            &own,
            &format!("{}{} {}", words.original, words.colon, language_name(&head.language)),
        );
        for column in &head.columns {
            let mut text = format!("{}{} {}", column.label, words.colon, language_name(&column.language));
            match (column.machine, column.rough) {
                (true, true) => text.extend([", ", words.rough]),
                (true, false) => text.extend([", ", words.machine]),
                (false, _) => {}
            }
            line(&own, &text);
        }
        page.push_str("</body>\n</html>\n");
        self.archive.part("EPUB/title.xhtml", &page)
    }

    fn navigation(&mut self, head: &Head) -> Result<(), Error> {
        let own = Attributes::of(&self.words.language());
        let mut page = String::new();
        push_page_head(&mut page, &own, &head.title);
        page.push_str("<body>\n<nav epub:type=\"toc\" id=\"toc\">\n<h1>");
        page.push_str(self.words.contents);
        page.push_str("</h1>\n<ol>\n<li><a href=\"title.xhtml\"");
        push_languages(&mut page, &self.languages[0]);
        page.push('>');
        push_bare(&mut page, visible(&head.title, self.words.original));
        page.push_str("</a></li>\n");
        for (index, chapter) in self.chapters.iter().enumerate() {
            let _ = write!(page, "<li><a href=\"chapter-{}.xhtml\"", index + 1);
            let part = self.part_title(index + 1);
            push_languages(
                &mut page,
                if chapter.language == 0 {
                    &self.languages[0]
                } else {
                    &own
                },
            );
            page.push('>');
            push_bare(&mut page, visible(&chapter.title, &part));
            page.push_str("</a></li>\n");
        }
        page.push_str("</ol>\n</nav>\n</body>\n</html>\n");
        self.archive.part("EPUB/nav.xhtml", &page)
    }

    fn package(&mut self, head: &Head) -> Result<(), Error> {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
             unique-identifier=\"id\"",
        );
        // OPF is no HTML: of the two attributes for the language it knows that of XML alone.
        let own = Attributes::of(&self.words.language());
        push_all(&mut text, &[" xml:lang=\"", &own.tag, "\" dir=\"", own.direction, "\""]);
        text.push_str(">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">");
        text.push_str(&identifier(head));
        text.push_str("</dc:identifier>\n");
        let mut element = |name: &str, value: &str| {
            if !value.trim().is_empty() {
                push_all(&mut text, &["<", name, ">"]);
                push_bare(&mut text, value);
                let end = name.split(' ').next().unwrap_or(name);
                push_all(&mut text, &["</", end, ">\n"]);
            }
        };
        element("dc:title", visible(&head.title, self.words.original));
        let mut languages = vec![head.language.to_string()];
        languages.extend(head.columns.iter().map(|column| column.language.to_string()));
        let mut seen = std::collections::HashSet::new();
        for language in languages.iter().filter(|language| seen.insert(*language)) {
            element("dc:language", language);
        }
        element("dc:creator", head.byline.as_deref().unwrap_or_default());
        element("dc:source", head.source.as_deref().unwrap_or_default());
        for column in head.columns.iter().filter(|column| !column.machine) {
            element("dc:contributor", &column.label);
        }
        let modified = head.exported.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        element("meta property=\"dcterms:modified\"", &modified);
        for (property, value) in [
            ("accessMode", "textual"),
            ("accessModeSufficient", "textual"),
            ("accessibilityFeature", "structuralNavigation"),
            ("accessibilityFeature", "tableOfContents"),
            ("accessibilityFeature", "displayTransformability"),
            ("accessibilityHazard", "none"),
            ("accessibilitySummary", self.words.accessibility),
        ] {
            element(&format!("meta property=\"schema:{property}\""), value);
        }
        text.push_str(
            "</metadata>\n<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" \
             properties=\"nav\"/>\n<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n<item id=\"title\" \
             href=\"title.xhtml\" media-type=\"application/xhtml+xml\"/>\n",
        );
        for number in 1..=self.chapters.len() {
            let _ = writeln!(
                text,
                "<item id=\"c{number}\" href=\"chapter-{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"
            );
        }
        text.push_str("</manifest>\n<spine");
        if self.languages[0].direction == "rtl" {
            text.push_str(" page-progression-direction=\"rtl\"");
        }
        text.push_str(">\n<itemref idref=\"title\"/>\n");
        for number in 1..=self.chapters.len() {
            let _ = writeln!(text, "<itemref idref=\"c{number}\"/>");
        }
        text.push_str("</spine>\n</package>\n");
        self.archive.part("EPUB/package.opf", &text)
    }
}

impl<W: Write> Writer for Epub<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        self.languages = languages.map(Attributes::of).collect();
        // First, and as it is: reading systems know the file by it.
        self.archive.stored("mimetype", "application/epub+zip")?;
        self.archive.part(
            "META-INF/container.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" \
             xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n<rootfile \
             full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n",
        )?;
        self.archive.part("EPUB/style.css", STYLE)?;
        self.title_page(head)?;
        self.head = Some(head.clone());
        Ok(())
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        if self.block.as_ref().is_some_and(|block| block.index != unit.block) {
            self.end_block()?;
        }
        let words = self.words;
        let block = self.block.get_or_insert_with(|| Block {
            index: unit.block,
            kind: unit.kind,
            level: unit.level,
            versions: vec![String::new(); self.languages.len()],
            plain: String::new(),
            notes: Vec::new(),
        });
        let gap = if block.kind == BlockKind::Code { '\n' } else { ' ' };
        if !block.plain.is_empty() {
            block.versions.iter_mut().for_each(|version| version.push(gap));
            block.plain.push(' ');
        }
        block.plain.push_str(unit.source);
        let mut versions = block.versions.iter_mut();
        if let Some(version) = versions.next() {
            let _ = write!(version, "<span id=\"s{}\">", unit.number);
            push_marked(version, unit.source, &unit.marks);
            version.push_str("</span>");
        }
        for (index, (version, rendered)) in versions.zip(&unit.rendered).enumerate() {
            let _ = write!(version, "<span id=\"t{}-{}\"", unit.number, index + 1);
            push_rendered(version, rendered, words);
            version.push_str("</span>");
        }
        block.notes.extend(unit.notes.iter().map(ToString::to_string));
        Ok(())
    }

    fn separator(&mut self) -> Result<(), Error> {
        self.end_block()?;
        if self.is_open {
            self.archive.write("<hr/>\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.end_block()?;
        self.end_chapter()?;
        if let Some(head) = self.head.take() {
            self.navigation(&head)?;
            self.package(&head)?;
        }
        self.archive.finish()
    }
}

/// A name that can be read: the title, unless nothing of it can be shown.
fn visible<'a>(title: &'a str, otherwise: &'a str) -> &'a str {
    let is_seen = |c: char| !c.is_whitespace() && !c.is_control();
    if title.contains(is_seen) { title } else { otherwise }
}

fn push_page_head(page: &mut String, language: &Attributes, title: &str) {
    page.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    push_languages(page, language);
    page.push_str(">\n<head>\n<title>");
    push_bare(page, visible(title, "–"));
    page.push_str("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n");
}

/// The language for XML and for HTML, and the direction.
fn push_languages(out: &mut String, language: &Attributes) {
    push_all(
        out,
        &[
            " xml:lang=\"",
            &language.tag,
            "\" lang=\"",
            &language.tag,
            "\" dir=\"",
            language.direction,
            "\"",
        ],
    );
}

/// A block's element, its class, and what ends it. Only the original's headings are headings.
fn tags(kind: BlockKind, level: u8, is_original: bool) -> (&'static str, &'static str, &'static str) {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    const ITEMS: [&str; 3] = ["item", "item d2", "item d3"];
    let level = usize::from(level.max(1)) - 1;
    match kind {
        BlockKind::Title if is_original => ("h1", "", "h1"),
        BlockKind::Title => ("p", "h1", "p"),
        BlockKind::Heading => {
            // The title is the first level; the headings of the article begin below it.
            let name = NAMES[level.clamp(1, 5)];
            if is_original {
                (name, "", name)
            } else {
                ("p", name, "p")
            }
        }
        BlockKind::Quote if is_original => ("blockquote", "", "blockquote"),
        BlockKind::Quote => ("p", "quote", "p"),
        BlockKind::ListItem => ("p", ITEMS[level.min(2)], "p"),
        BlockKind::Caption => ("p", "caption", "p"),
        BlockKind::Code => ("pre", "", "pre"),
        BlockKind::Paragraph | BlockKind::Separator => ("p", "", "p"),
    }
}

/// The end of a sentence's tag, and the sentence.
fn push_rendered(version: &mut String, rendered: &Rendered<'_>, words: &Words) {
    if let Some(text) = rendered.text {
        version.push('>');
        push_text(version, text);
        return;
    }
    version.push_str(" class=\"missing\"");
    push_languages(version, &Attributes::of(&words.language()));
    version.push('>');
    match &rendered.failure {
        Some(failure) => {
            push_all(version, &[words.not_translated, words.colon, " "]);
            push_text(version, &failure.reason);
        }
        None => version.push_str(words.not_yet),
    }
}

/// An identity that the same article keeps from export to export, as a UUID of version 8.
fn identifier(head: &Head) -> String {
    let language = head.language.to_string();
    let source = head.source.as_deref().unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [head.title.as_str(), &language, source] {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = 0x80 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    let hex = bytes
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}
