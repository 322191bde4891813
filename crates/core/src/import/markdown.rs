//! Markdown to blocks: CommonMark with tables, footnotes, strikethrough and task lists, read by pulldown-cmark.
//!
//! Text is kept to the letter; markup becomes the kind of its block or a mark beside the text. In particular:
//!
//! - A level-1 heading that opens the article is its title; without one, the front matter's `title` is.
//! - A soft line break is a space. A hard one is a line feed: verse and addresses keep their lines.
//! - A picture becomes a caption, from its alternative text or else its title, after the block it stands in.
//! - The first paragraph of a list item is the item, with its depth; others of it are paragraphs.
//! - Each cell of a table is a paragraph, row by row: a sentence never runs from one cell into the next.
//! - Raw HTML is markup, but what stands between its tags is text and kept; `<br>` is a hard line break. Comments,
//!   scripts and style sheets are not text.
//! - Notes come at the end, in the order of their definitions. The number that refers to one is apparatus and dropped, so
//!   that it does not stand in the middle of a sentence to translate.
//!
//! # Incomplete support
//!
//! Numbers of ordered lists, boxes of task lists, the layout of tables, titles of links and struck-out markup are
//! dropped. Tags in HTML make no marks. Mathematics is text.

use std::cmp::Reverse;
use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quick_xml::escape::{resolve_html5_entity, unescape_with};

use super::{Parsed, front_matter};
use crate::article::{Block, BlockKind, Mark, MarkKind};

/// Whether a text without a name is Markdown beyond doubt: it opens with a heading, or shows two different kinds of its
/// markup. Single dashes, stars and angle brackets occur in any text.
pub(super) fn is_evident(text: &str) -> bool {
    let is_heading = |line: &str| {
        let text = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ') && !text.trim().is_empty()
    };
    let lines = || text.lines().map(str::trim_end);
    if lines().find(|line| !line.is_empty()).is_some_and(is_heading) {
        return true;
    }
    let fences = lines().filter(|line| line.starts_with("```")).count();
    let strong = text.matches("**").count();
    let signs = [
        lines().any(|line| line.starts_with("##") && is_heading(line)),
        fences >= 2,
        strong >= 2 && strong.is_multiple_of(2),
        text.contains("](http"),
        lines().any(|line| line.starts_with("> ")),
    ];
    signs.into_iter().filter(|sign| *sign).count() >= 2
}

/// The blocks of a Markdown text, and what its front matter says.
pub(super) fn read(text: &str) -> Parsed {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}'], "\n")
        .replace('\u{2029}', "\n\n");
    let (front, body) = front_matter::split(&text);
    // Front matter is not left to the parser, which takes any lines between two `---` for it, wherever they stand.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reading = Reading::default();
    for event in Parser::new_ext(body, options) {
        reading.event(event);
    }
    let mut blocks = reading.finish();
    match blocks.first_mut() {
        Some(first) if first.kind == BlockKind::Heading && first.level == 1 => {
            first.kind = BlockKind::Title;
            first.level = 0;
        }
        _ => {
            if let Some(title) = front.title {
                blocks.insert(
                    0,
                    Block {
                        kind: BlockKind::Title,
                        ..Block::paragraph(title)
                    },
                );
            }
        }
    }
    Parsed {
        blocks,
        byline: front.author,
        source: front.source,
        published: front.date,
        language: front.language.and_then(|tag| tag.parse().ok()),
    }
}

/// Text and marks of a block in the making.
#[derive(Debug, Default)]
struct Inline {
    text: String,
    marks: Vec<Mark>,
    open: Vec<(usize, Option<MarkKind>)>,
}

impl Inline {
    fn open(&mut self, kind: Option<MarkKind>) {
        self.open.push((self.text.len(), kind));
    }

    fn close(&mut self) {
        if let Some((start, Some(kind))) = self.open.pop() {
            self.mark(start, kind);
        }
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        self.marks.push(Mark {
            range: start..self.text.len(),
            kind,
        });
    }

    /// The block, when there is text for one.
    fn into_block(mut self, kind: BlockKind, level: u8) -> Option<Block> {
        let text = if kind == BlockKind::Code {
            self.text.trim_end().to_owned()
        } else {
            let trimmed = self.text.trim_start();
            let cut = self.text.len() - trimmed.len();
            let text = trimmed.trim_end().to_owned();
            for mark in &mut self.marks {
                mark.range = mark.range.start.saturating_sub(cut)..mark.range.end.saturating_sub(cut);
            }
            text
        };
        for mark in &mut self.marks {
            mark.range.end = mark.range.end.min(text.len());
        }
        self.marks.retain(|mark| mark.range.start < mark.range.end);
        self.marks
            .sort_by_key(|mark| (mark.range.start, Reverse(mark.range.end)));
        (!text.trim().is_empty()).then_some(Block {
            kind,
            level,
            text,
            marks: self.marks,
        })
    }
}

#[derive(Debug, Default)]
struct Reading {
    blocks: Vec<Block>,
    /// Blocks of notes, for the end.
    notes: Vec<Block>,
    inline: Inline,
    /// Captions of the pictures met in the block being made.
    captions: Vec<Block>,
    /// The block around each picture that is open, and its title.
    pictures: Vec<(Inline, String)>,
    /// How many block quotes are open.
    quotes: usize,
    /// For each open list, whether its item still waits for its first block.
    lists: Vec<bool>,
    in_note: bool,
    html: Option<String>,
}

impl Reading {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.inline.text.push_str(&text),
            Event::Code(code) => {
                let start = self.inline.text.len();
                self.inline.text.push_str(&code);
                self.inline.mark(start, MarkKind::Code);
            }
            Event::SoftBreak => self.inline.text.push(' '),
            Event::HardBreak => self.inline.text.push('\n'),
            Event::InlineHtml(tag) => {
                if tag_name(&tag) == "br" {
                    self.inline.text.push('\n');
                }
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.html_block(&html),
            },
            Event::Rule => {
                self.flush();
                self.push(Block {
                    kind: BlockKind::Separator,
                    ..Block::paragraph("")
                });
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.inline.open(Some(MarkKind::Emphasis)),
            Tag::Strong => self.inline.open(Some(MarkKind::Strong)),
            Tag::Link { dest_url, .. } => self.inline.open(Some(MarkKind::Link {
                url: dest_url.into_string(),
            })),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => self.inline.open(None),
            Tag::Image { title, .. } => {
                let around = mem::take(&mut self.inline);
                self.pictures.push((around, title.into_string()));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.flush();
                self.lists.push(true);
            }
            Tag::Item => {
                self.flush();
                if let Some(waits) = self.lists.last_mut() {
                    *waits = true;
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.flush();
                self.in_note = true;
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Link
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.inline.close(),
            TagEnd::Image => {
                let Some((around, title)) = self.pictures.pop() else {
                    return;
                };
                let mut caption = mem::replace(&mut self.inline, around);
                if caption.text.trim().is_empty() {
                    caption.text = title;
                }
                self.captions.extend(caption.into_block(BlockKind::Caption, 0));
            }
            TagEnd::Heading(level) => self.flush_as(BlockKind::Heading, level as u8),
            TagEnd::CodeBlock => self.flush_as(BlockKind::Code, 0),
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.html_block(&html);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.in_note = false;
            }
            _ => self.flush(),
        }
    }

    /// Ends the block being made; what it is follows from where it stands.
    fn flush(&mut self) {
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let (kind, level) = if self.lists.last() == Some(&true) {
            (BlockKind::ListItem, depth)
        } else if self.quotes > 0 {
            (BlockKind::Quote, 0)
        } else {
            (BlockKind::Paragraph, 0)
        };
        self.flush_as(kind, level);
    }

    fn flush_as(&mut self, kind: BlockKind, level: u8) {
        let block = mem::take(&mut self.inline).into_block(kind, level);
        let captions = mem::take(&mut self.captions);
        for block in block.into_iter().chain(captions) {
            if let Some(waits) = self.lists.last_mut() {
                *waits = false;
            }
            self.push(block);
        }
    }

    fn push(&mut self, block: Block) {
        if self.in_note {
            self.notes.push(block);
        } else {
            self.blocks.push(block);
        }
    }

    fn html_block(&mut self, html: &str) {
        for paragraph in text_of_html(html) {
            self.inline.text = paragraph;
            self.flush();
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks.append(&mut self.notes);
        self.blocks
    }
}

/// The name of a tag in lower case, without `/`; empty for a comment.
fn tag_name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What stands between the tags of a piece of HTML, parted where its blocks part.
fn text_of_html(html: &str) -> Vec<String> {
    // All others part the text: a word never runs across an unknown tag's end, but it may across one of these.
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "samp", "small",
        "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    ];
    let mut paragraphs = vec![String::new()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        push_text(&mut paragraphs, text);
        if tag.starts_with("<!--") {
            rest = after(tag, "-->");
            continue;
        }
        if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            push_text(&mut paragraphs, "<");
            rest = &tag[1..];
            continue;
        }
        let name = tag_name(tag);
        rest = after_tag(tag);
        if matches!(name.as_str(), "script" | "style") && !tag.starts_with("</") {
            rest = after_tag(after_keeping(rest, &format!("</{name}")));
        }
        if !INLINE.contains(&name.as_str()) {
            paragraphs.push(String::new());
        }
    }
    push_text(&mut paragraphs, rest);
    paragraphs
        .iter()
        .map(|text| text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect()
}

fn push_text(paragraphs: &mut [String], text: &str) {
    // What is no entity of HTML is kept as it was written.
    let text = unescape_with(text, resolve_html5_entity).unwrap_or(text.into());
    if let Some(paragraph) = paragraphs.last_mut() {
        paragraph.push_str(&text);
    }
}

/// What follows `end`; nothing if it is not there.
fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// From where `start` begins, in any case; nothing if it is not there.
fn after_keeping<'a>(text: &'a str, start: &str) -> &'a str {
    let at = text.to_ascii_lowercase().find(start);
    at.map_or("", |at| &text[at..])
}

/// What follows a tag, whose quoted values may hold `>`. A tag without an end is text lost, so only its `<` is taken.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return &tag[at + 1..],
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// One line for each block: its kind (and level), its text, and the marks over it.
    fn shown(text: &str) -> String {
        let mut lines = String::new();
        for block in read(text).blocks {
            let level = if block.level > 0 {
                format!(" {}", block.level)
            } else {
                String::new()
            };
            write!(lines, "{:?}{level}: {:?}", block.kind, block.text).unwrap();
            for mark in &block.marks {
                write!(lines, " [{:?} {:?}]", &block.text[mark.range.clone()], mark.kind).unwrap();
            }
            lines.push('\n');
        }
        lines
    }

    #[test]
    fn blocks_take_their_kind() {
        insta::assert_snapshot!(shown("# Titre\n\nUn paragraphe\nsur deux lignes.\n\n## Intertitre\n\n> Une citation.\n>\n> Sa suite.\n\n---\n\n```rust\nlet a = 1;\n\n  a\n```\n\n# Encore"), @r#"
        Title: "Titre"
        Paragraph: "Un paragraphe sur deux lignes."
        Heading 2: "Intertitre"
        Quote: "Une citation."
        Quote: "Sa suite."
        Separator: ""
        Code: "let a = 1;\n\n  a"
        Heading 1: "Encore"
        "#);
    }

    #[test]
    fn marks_cover_their_text_and_nest() {
        insta::assert_snapshot!(shown("L’*Été* **très *chaud*** et `fn` à [l’*Estuaire*](https://example.org \"x\"), <https://example.com>."), @r#"Paragraph: "L’Été très chaud et fn à l’Estuaire, https://example.com." ["Été" Emphasis] ["très chaud" Strong] ["chaud" Emphasis] ["fn" Code] ["l’Estuaire" Link { url: "https://example.org" }] ["Estuaire" Emphasis] ["https://example.com" Link { url: "https://example.com" }]"#);
    }

    #[test]
    fn a_hard_break_is_a_line_feed_and_no_mark_is_empty() {
        insta::assert_snapshot!(shown("Sous le pont  \nMirabeau\\\ncoule<br>la Seine\n\n**[](https://example.org)** fin ~~barrée~~"), @r#"
        Paragraph: "Sous le pont\nMirabeau\ncoule\nla Seine"
        Paragraph: "fin barrée"
        "#);
    }

    #[test]
    fn list_items_have_their_depth() {
        insta::assert_snapshot!(shown("- un\n- deux\n  1. deux un\n  2. deux deux\n\n     suite\n- [x] trois\n\n> - cité"), @r#"
        ListItem 1: "un"
        ListItem 1: "deux"
        ListItem 2: "deux un"
        ListItem 2: "deux deux"
        Paragraph: "suite"
        ListItem 1: "trois"
        ListItem 1: "cité"
        "#);
    }

    #[test]
    fn a_picture_becomes_a_caption() {
        insta::assert_snapshot!(shown("![La *péniche* au quai](p.jpg \"Titre\")\n\nAvant ![](q.jpg \"Le moteur\") après, ![](r.jpg)."), @r#"
        Caption: "La péniche au quai" ["péniche" Emphasis]
        Paragraph: "Avant  après, ."
        Caption: "Le moteur"
        "#);
    }

    #[test]
    fn cells_are_blocks_and_notes_come_last() {
        insta::assert_snapshot!(shown("Le prix[^1] monte.\n\n[^1]: Hors taxes.\n\n| Port | Date |\n|---|---|\n| Vannes | 12 *mars* |\n| Auray | |\n\nFin."), @r#"
        Paragraph: "Le prix monte."
        Paragraph: "Port"
        Paragraph: "Date"
        Paragraph: "Vannes"
        Paragraph: "12 mars" ["mars" Emphasis]
        Paragraph: "Auray"
        Paragraph: "Fin."
        Paragraph: "Hors taxes."
        "#);
    }

    #[test]
    fn html_is_markup_and_its_text_is_kept() {
        insta::assert_snapshot!(shown("<div class=\"a>b\">Un <b>mot</b> &eacute;crit &amp; lu\n<p>Deux &inconnu; 1 < 2</p><!-- caché --><style>p{}</style>\n</div>\n\nUn <span>autre</span> mot &laquo;&nbsp;dit&nbsp;&raquo;."), @r#"
        Paragraph: "Un mot écrit & lu"
        Paragraph: "Deux &inconnu; 1 < 2"
        Paragraph: "Un autre mot «\u{a0}dit\u{a0}»."
        "#);
    }

    #[test]
    fn front_matter_says_what_the_text_does_not() {
        let text = "---\ntitle: Titre\nauthor: É. Marchais\ndate: 2026-03-12\nlang: fr\n---\n\nTexte.\n\n---\n\nSuite.\n\n---\n";
        let read = read(text);
        assert_eq!(read.byline.as_deref(), Some("É. Marchais"));
        assert_eq!(read.published.as_deref(), Some("2026-03-12"));
        assert_eq!(
            read.language.map(|language| language.to_string()).as_deref(),
            Some("fr")
        );
        insta::assert_snapshot!(shown(text), @r#"
        Title: "Titre"
        Paragraph: "Texte."
        Separator: ""
        Paragraph: "Suite."
        Separator: ""
        "#);
        assert!(shown("---\ntitle: Un\n---\n# Deux\n").starts_with("Title: \"Deux\"\n"));
    }

    #[test]
    fn only_strong_evidence_makes_markdown_of_a_nameless_text() {
        for text in [
            "# Titre\n\nTexte",
            "\n\n### Titre\n",
            "Un [lien](https://example.org) et **gras**.",
            "```\na\n```\n> b",
        ] {
            assert!(is_evident(text), "{text}");
        }
        for text in [
            "#titre",
            "# ",
            "Texte\n# 1 des ventes",
            "- un\n- deux",
            "> oui",
            "2 * 3 * 4",
            "— Un **mot**, dit-il.",
        ] {
            assert!(!is_evident(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_marks_lie_on_their_text(text in "([a-zé ]{0,6}[*_`\\[\\]()!<>#|\\n~^:&;-]{0,4}){0,24}") {
            for block in read(&text).blocks {
                proptest::prop_assert_eq!(block.text.is_empty(), block.kind == BlockKind::Separator);
                for mark in &block.marks {
                    proptest::prop_assert!(block.text.get(mark.range.clone()).is_some_and(|covered| !covered.is_empty()));
                }
            }
        }

        #[test]
        fn the_words_of_plain_paragraphs_all_come_through(paragraphs in proptest::collection::vec("[a-zé]{1,9}( [a-zé]{1,9}){0,9}", 1..6)) {
            let blocks = read(&paragraphs.join("\n\n")).blocks;
            proptest::prop_assert_eq!(blocks, paragraphs.iter().map(Block::paragraph).collect::<Vec<_>>());
        }
    }
}
