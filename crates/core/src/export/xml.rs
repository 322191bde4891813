//! Text in XML: what has to be escaped, and what no document may hold.
//!
//! XML 1.0 forbids control characters but tab, line feed and carriage return, and U+FFFE and U+FFFF
//! (<https://www.w3.org/TR/xml/#charsets>). Each format keeps them in its own way; [`push_text`] leaves them out.

use std::fmt::Write as _;

use jiff::Timestamp;
use quick_xml::escape::partial_escape;

/// What no XML 1.0 document may hold.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether there is any such character; looks at bytes first, since there hardly ever is.
pub(super) fn has_forbidden(text: &str) -> bool {
    // U+FFFE and U+FFFF begin with 0xEF.
    let is_suspect = |byte: u8| byte == 0xef || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'));
    text.bytes().any(is_suspect) && text.chars().any(is_forbidden)
}

/// Character data. A carriage return is written as a reference, or readers would make a line feed of it.
pub(super) fn push_text(out: &mut String, text: &str) {
    if has_forbidden(text) {
        let allowed: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
        out.push_str(&partial_escape(&allowed));
    } else {
        out.push_str(&partial_escape(text));
    }
}

/// The value of an attribute in double quotes; white space other than spaces as references, or readers would make
/// spaces of it.
pub(super) fn push_value(out: &mut String, text: &str) {
    for c in text.chars().filter(|c| !is_forbidden(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// An attribute with a space before it, when it has a value.
pub(super) fn push_attribute(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        out.extend([" ", name, "=\""]);
        push_value(out, value);
        out.push('"');
    }
}

/// A number in decimal.
pub(super) fn push_number(out: &mut String, number: usize) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{number}");
}

/// `YYYYMMDDThhmmssZ`, in UTC, as TMX asks.
pub(super) fn push_date(out: &mut String, at: Timestamp) {
    let _ = write!(out, "{}", at.strftime("%Y%m%dT%H%M%SZ"));
}
