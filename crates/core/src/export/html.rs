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

use super::inline::{self, Step};
use super::{Column, Error, Head, Rendered, Unit, Writer};
use crate::article::{BlockKind, MarkKind};

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
}

/// The language of a column as attributes.
struct Attributes {
    tag: String,
    direction: &'static str,
}

impl Attributes {
    fn of(language: &Language) -> Self {
        Self {
            tag: language.to_string(),
            direction: direction(language),
        }
    }
}

impl<W: Write> Html<W> {
    pub(super) fn new(out: W, interface: Option<&Language>) -> Self {
        let is_french = interface.is_some_and(|language| language.same_language(&Language::FRENCH));
        Self {
            out,
            words: if is_french { &Words::FRENCH } else { &Words::ENGLISH },
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
        });
        block.sentences += 1;
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
            push_marked(cell, unit);
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
    if let Some(reason) = &rendered.failure {
        cell.push_str(" missing\"");
        push_attributes(cell, &language);
        push_all(cell, &[">", words.not_translated, words.colon, " "]);
        push_text(cell, reason);
    } else {
        cell.push_str(" missing waiting\"");
        push_attributes(cell, &language);
        push_all(cell, &[">", words.not_yet]);
    }
}

fn push_marked(cell: &mut String, unit: &Unit<'_>) {
    inline::walk(unit.source, &unit.marks, |step| match step {
        Step::Text(text) => push_text(cell, text),
        Step::Open(MarkKind::Emphasis) => cell.push_str("<em>"),
        Step::Close(MarkKind::Emphasis) => cell.push_str("</em>"),
        Step::Open(MarkKind::Strong) => cell.push_str("<strong>"),
        Step::Close(MarkKind::Strong) => cell.push_str("</strong>"),
        Step::Open(MarkKind::Code) => cell.push_str("<code>"),
        Step::Close(MarkKind::Code) => cell.push_str("</code>"),
        Step::Open(MarkKind::Link { url }) if is_safe(url) => {
            cell.push_str("<a rel=\"noreferrer\" href=\"");
            push_bare(cell, url);
            cell.push_str("\">");
        }
        Step::Close(MarkKind::Link { url }) if is_safe(url) => cell.push_str("</a>"),
        Step::Open(MarkKind::Link { .. }) | Step::Close(MarkKind::Link { .. }) => {}
    });
}

/// Whether a link may be followed from the page: the web and mail, never a script or a file.
fn is_safe(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
        && !url.contains(|c: char| c.is_control() || c == ' ')
}

fn push_all(out: &mut String, parts: &[&str]) {
    out.extend(parts.iter().copied());
}

fn push_meta(page: &mut String, name: &str, content: Option<&str>) {
    if let Some(content) = content {
        push_all(page, &["<meta name=\"", name, "\" content=\""]);
        push_bare(page, content);
        page.push_str("\">\n");
    }
}

fn push_attributes(out: &mut String, language: &Attributes) {
    push_all(out, &[" lang=\"", &language.tag, "\" dir=\"", language.direction, "\""]);
}

/// Text where no tag can stand: what would need a box is left out.
fn push_bare(out: &mut String, text: &str) {
    let shown: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
    push_text(out, &shown);
}

/// Text for an element. Line ends become LF; what HTML forbids is boxed.
fn push_text(out: &mut String, text: &str) {
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let shown = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\r' if text[at..].starts_with("\r\n") => "",
            '\r' => "\n",
            c if is_forbidden(c) => {
                out.push_str(&text[copied..at]);
                let _ = write!(out, "<span class=\"control\">U+{:04X}</span>", u32::from(c));
                copied = at + c.len_utf8();
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(shown);
        copied = at + c.len_utf8();
    }
    out.push_str(&text[copied..]);
}

/// Characters no HTML document may hold: controls but white space, and what Unicode keeps for no character.
fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The direction a language is written in; a script in its tag decides before the language does.
fn direction(language: &Language) -> &'static str {
    let tag = language.to_string();
    let script = tag.split('-').skip(1).find(|part| part.len() == 4);
    let is_rtl = match script {
        Some(script) => matches!(
            script,
            "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm" | "Rohg" | "Mand"
        ),
        None => matches!(
            language.primary(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ku" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
        ),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

/// What a language calls itself, or its tag.
fn language_name(language: &Language) -> String {
    let name = match language.primary() {
        "ar" => "العربية",
        "ca" => "català",
        "cs" => "čeština",
        "de" => "Deutsch",
        "en" => "English",
        "eo" => "Esperanto",
        "es" => "español",
        "fa" => "فارسی",
        "fr" => "français",
        "he" => "עברית",
        "it" => "italiano",
        "ja" => "日本語",
        "nl" => "Nederlands",
        "pl" => "polski",
        "pt" => "português",
        "ru" => "русский",
        "tr" => "Türkçe",
        "uk" => "українська",
        "zh" => "中文",
        _ => return language.to_string(),
    };
    let tag = language.to_string();
    match tag.split_once('-') {
        Some((_, region)) => format!("{name} ({region})"),
        None => name.to_owned(),
    }
}

/// What the page itself says.
struct Words {
    is_french: bool,
    original: &'static str,
    machine: &'static str,
    rough: &'static str,
    not_translated: &'static str,
    colon: &'static str,
    not_yet: &'static str,
    sentences: fn(usize) -> String,
    untranslated: fn(usize) -> String,
    made: &'static str,
}

impl Words {
    const ENGLISH: Self = Self {
        is_french: false,
        original: "Original",
        machine: "machine translation",
        rough: "rough machine translation",
        not_translated: "not translated",
        colon: ":",
        not_yet: "not translated yet",
        sentences: |n| format!("{n} {}", if n == 1 { "sentence" } else { "sentences" }),
        untranslated: |n| format!("{n} not translated"),
        made: "Made with Vis-à-vis on",
    };

    /// Typeset as French is: a no-break space before the colon.
    const FRENCH: Self = Self {
        is_french: true,
        original: "Original",
        machine: "traduction automatique",
        rough: "traduction automatique approximative",
        not_translated: "non traduite",
        colon: "\u{a0}:",
        not_yet: "pas encore traduite",
        sentences: |n| format!("{n} {}", if n < 2 { "phrase" } else { "phrases" }),
        untranslated: |n| format!("{n} {}", if n < 2 { "non traduite" } else { "non traduites" }),
        made: "Fait avec Vis-à-vis le",
    };

    fn language(&self) -> Language {
        if self.is_french {
            Language::FRENCH
        } else {
            Language::ENGLISH
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_script_before_language() {
        let of = |tag: &str| direction(&tag.parse().unwrap());
        assert_eq!(
            ["fr", "ar", "he-IL", "az-Arab", "ku-Latn", "zh-Hant"].map(of),
            ["ltr", "rtl", "rtl", "rtl", "ltr", "ltr"]
        );
    }

    #[test]
    fn only_the_web_and_mail_are_linked() {
        for url in [
            "https://example.org/a?b=1&c",
            "http://example.org",
            "mailto:a@example.org",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert!(is_safe(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "file:///etc",
            "data:text/html,x",
            "page.html",
            "java\nscript:x",
            "",
        ] {
            assert!(!is_safe(url), "{url}");
        }
    }

    #[test]
    fn text_is_escaped_and_what_html_forbids_is_boxed() {
        let shown = |text: &str| {
            let mut out = String::new();
            push_text(&mut out, text);
            out
        };
        assert_eq!(
            shown("<b a=\"1\">&'</b>"),
            "&lt;b a=&quot;1&quot;&gt;&amp;&#39;&lt;/b&gt;"
        );
        assert_eq!(shown("a\r\nb\rc"), "a\nb\nc");
        assert_eq!(
            shown("\u{1}\u{85}\u{fffe}"),
            [1, 0x85, 0xfffe]
                .map(|code| format!("<span class=\"control\">U+{code:04X}</span>"))
                .concat()
        );
        assert_eq!(shown("\u{200f}😀é"), "\u{200f}😀é");
    }
}
