//! Text in HTML and XHTML: escapes, marks as elements, languages as attributes.

use std::fmt::Write as _;
use std::ops::Range;

use visavis_text::Language;

use super::inline::{self, Step};
use super::words::direction;
use crate::article::MarkKind;

/// The language of a column as attributes.
pub(super) struct Attributes {
    pub(super) tag: String,
    pub(super) direction: &'static str,
}

impl Attributes {
    pub(super) fn of(language: &Language) -> Self {
        Self {
            tag: language.to_string(),
            direction: direction(language),
        }
    }
}

/// A text with its marks as elements.
pub(super) fn push_marked(cell: &mut String, text: &str, marks: &[(Range<usize>, &MarkKind)]) {
    inline::walk(text, marks, |step| match step {
        Step::Text(text) => push_text(cell, text),
        Step::Open(MarkKind::Emphasis) => cell.push_str("<em>"),
        Step::Close(MarkKind::Emphasis) => cell.push_str("</em>"),
        Step::Open(MarkKind::Strong) => cell.push_str("<strong>"),
        Step::Close(MarkKind::Strong) => cell.push_str("</strong>"),
        Step::Open(MarkKind::Code) => cell.push_str("<code>"),
        Step::Close(MarkKind::Code) => cell.push_str("</code>"),
        Step::Open(MarkKind::Link { url }) if is_safe(url) => {
            cell.push_str("<a rel=\"noreferrer\" href=\"");
            push_bare(cell, &encoded(url));
            cell.push_str("\">");
        }
        Step::Close(MarkKind::Link { url }) if is_safe(url) => cell.push_str("</a>"),
        Step::Open(MarkKind::Link { .. }) | Step::Close(MarkKind::Link { .. }) => {}
    });
}

/// Whether a link may be followed from the page: the web and mail, never a script or a file.
pub(super) fn is_safe(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
        && !url.contains(|c: char| c.is_control() || c == ' ')
}

/// An address with what no address may hold percent-encoded; the rest is as it was.
pub(super) fn encoded(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_ascii()
            && !c.is_ascii_control()
            && !matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        {
            address.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// Several pieces in a row.
pub(super) fn push_all(out: &mut String, parts: &[&str]) {
    out.extend(parts.iter().copied());
}

/// `lang` and `dir`, with a space before.
pub(super) fn push_attributes(out: &mut String, language: &Attributes) {
    push_all(out, &[" lang=\"", &language.tag, "\" dir=\"", language.direction, "\""]);
}

/// Text where no tag can stand: what would need a box is left out.
pub(super) fn push_bare(out: &mut String, text: &str) {
    let shown: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
    push_text(out, &shown);
}

/// Text for an element. Line ends become LF; what HTML forbids is boxed.
pub(super) fn push_text(out: &mut String, text: &str) {
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
pub(super) fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn addresses_are_encoded_where_they_must_be() {
        assert_eq!(
            encoded("https://example.org/?a=1&b=%C3%A9#x"),
            "https://example.org/?a=1&b=%C3%A9#x"
        );
        assert_eq!(
            encoded("https://example.org/é \"<a>"),
            "https://example.org/%C3%A9%20%22%3Ca%3E"
        );
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
