//! What stands just before and just after a mark that may end a sentence.

use super::rules::{LONGEST_ENTRY, Opening, Rules};

/// How far ahead, in bytes, quotation marks, dashes and brackets are skipped in search of the next word.
const AHEAD: usize = 96;
/// How far back, in bytes, the start of the word before a stop is looked for.
const BACK: usize = 64;

/// What the first significant character after a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing but white space, quotation marks and the like, to the end of the block.
    Nothing,
    /// A mark that goes on with the sentence: a comma, a closing bracket.
    Continuing,
    /// A lower-case letter.
    Lower,
    /// A capital.
    Upper,
    /// A digit.
    Digit,
    /// Anything else: letters without case, symbols.
    Other,
}

/// What follows a mark, opening marks left aside.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was seen on the way to the word"
)]
pub(super) struct Next<'a> {
    pub(super) kind: Kind,
    /// The next word; of an elision, the part up to its apostrophe.
    pub(super) word: &'a str,
    /// The text after that word.
    pub(super) rest: &'a str,
    /// Whether a dash comes before the word.
    pub(super) dash: bool,
    /// Whether the first of these dashes is a hyphen: `- du pain`.
    pub(super) hyphen: bool,
    /// Whether an opening bracket comes before the word.
    pub(super) bracket: bool,
    /// Whether an opening quotation mark comes before the word.
    pub(super) quote: bool,
    /// Whether the word is the number or letter of a list: `b)`.
    pub(super) list_mark: bool,
}

impl<'a> Next<'a> {
    /// Reads what follows the byte `from` of `text`.
    pub(super) fn read(text: &'a str, from: usize) -> Self {
        let mut next = Self {
            kind: Kind::Nothing,
            word: "",
            rest: "",
            dash: false,
            hyphen: false,
            bracket: false,
            quote: false,
            list_mark: false,
        };
        let mut at = from;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { return next };
            if at - from > AHEAD {
                next.kind = Kind::Other;
                return next;
            }
            if let Some(omission) = omission(rest) {
                at += omission;
                continue;
            }
            match c {
                c if c.is_whitespace() => {}
                '«' | '“' | '"' | '‘' | '\'' | '„' | '‚' | '‹' | '”' | '’' | '»' | '›' => {
                    next.quote = true;
                }
                '(' | '[' | '{' => next.bracket = true,
                '—' | '–' | '-' | '‒' | '―' | '•' | '‣' | '◦' | '·' | '▪' | '*' => {
                    next.hyphen |= c == '-' && !next.dash;
                    next.dash = true;
                }
                '¿' | '¡' | '^' | '…' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '_' | '~' => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = word_length(rest);
        next.word = rest.get(..length).unwrap_or_default();
        next.rest = rest.get(length..).unwrap_or_default();
        next.kind = kind_of(rest.chars().next().unwrap_or(' '));
        next.list_mark = next.rest.starts_with(')') && next.word.len() <= 2 && !next.bracket;
        next
    }

    /// How surely the next word opens a sentence.
    pub(super) fn opening(&self, rules: &Rules) -> Opening {
        let known = match rules.opening(self.word) {
            // English « It's », « Don't »: the word without what the apostrophe adds.
            Opening::Unknown => rules.opening(self.word.trim_end_matches(['\'', '’'])),
            opening => opening,
        };
        let opening = match known {
            Opening::Unknown => match self.word.split_once('-') {
                // « Est-il », « Peut-on »: the verb opens; « Saint-Jean » does not.
                Some((first, _)) => match rules.opening(first) {
                    Opening::Shared => Opening::Unknown,
                    opening => opening,
                },
                None => Opening::Unknown,
            },
            opening => opening,
        };
        match opening {
            Opening::Shared if self.capital_follows() => Opening::Unknown,
            opening => opening,
        }
    }

    /// Whether the word after the next one starts with a capital (`Le Goff`, `D'Alembert`).
    pub(super) fn capital_follows(&self) -> bool {
        self.rest.trim_start().chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the word is a small name with a capital inside: `iPhone`, `eBay`, `pH`.
    pub(super) fn is_camel_case(&self) -> bool {
        let mut letters = self.word.chars();
        letters.next().is_some_and(char::is_lowercase) && letters.take(3).any(char::is_uppercase)
    }

    /// Whether the word is a number, in digits or Roman, or a single letter.
    pub(super) fn is_number(&self) -> bool {
        self.kind == Kind::Digit || is_roman(self.word) || self.word.chars().count() == 1 && self.kind == Kind::Upper
    }
}

fn kind_of(c: char) -> Kind {
    match c {
        ',' | ';' | ':' | ')' | ']' | '}' | '%' | '!' | '?' | '.' | '/' | '=' | '|' => Kind::Continuing,
        c if c.is_lowercase() => Kind::Lower,
        c if c.is_uppercase() => Kind::Upper,
        c if c.is_numeric() => Kind::Digit,
        _ => Kind::Other,
    }
}

/// The length of the word at the start of `text`, with its hyphens, and with the apostrophe of an elision as its end.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    for c in text.chars() {
        match c {
            '\'' | '’' if length > 0 => return length + c.len_utf8(),
            '-' if length > 0 => {}
            c if c.is_alphanumeric() || is_combining(c) => {}
            _ => break,
        }
        length += c.len_utf8();
        if length > LONGEST_ENTRY {
            break;
        }
    }
    length
}

/// Whether `c` changes the letter before it (decomposed accents).
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The length in bytes of an ellipsis that stands for left-out text at the start of `text`: `...`, `(…)`, `[...]`.
pub(super) fn omission(text: &str) -> Option<usize> {
    for (opener, closer) in [("(", ")"), ("[", "]"), ("", "")] {
        let Some(inside) = text.strip_prefix(opener) else {
            continue;
        };
        let dots = inside.strip_prefix('…').or_else(|| inside.strip_prefix("..."));
        if let Some(rest) = dots.and_then(|dots| dots.strip_prefix(closer)) {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// Whether `word` is a Roman numeral of the size that kings, centuries and chapters have.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 8
        && word
            .bytes()
            .all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The word that ends just before the byte `stop` of `text`, not looking before `start`. Empty when a closing mark or
/// white space stands there; an elision before it (`l'art.`) is left off.
pub(super) fn word_before(text: &str, start: usize, stop: usize) -> &str {
    let before = text.get(start..stop).unwrap_or_default();
    let mut length = 0;
    for c in before.chars().rev() {
        let parts = c.is_whitespace()
            || matches!(
                c,
                '(' | '['
                    | '{'
                    | '«'
                    | '“'
                    | '"'
                    | '„'
                    | '‘'
                    | '‹'
                    | '—'
                    | '–'
                    | '\''
                    | '’'
                    | ','
                    | ';'
                    | ':'
                    | '…'
            )
            || matches!(
                c,
                ')' | ']' | '}' | '»' | '”' | '›' | '|' | '+' | '=' | '<' | '>' | '*' | '_' | '~' | '!' | '?'
            );
        if parts {
            break;
        }
        length += c.len_utf8();
        if length > BACK {
            break;
        }
    }
    before.get(before.len() - length..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind, word: &str) {
        let next = Next::read(text, 0);
        assert_eq!((next.kind, next.word), (kind, word), "{text}");
    }

    #[test]
    fn opening_marks_are_skipped() {
        check(" « Il vint", Kind::Upper, "Il");
        check(" — « L'État", Kind::Upper, "L'");
        check(" (...) et puis", Kind::Lower, "et");
        check(" 2010", Kind::Digit, "2010");
        check(" » ", Kind::Nothing, "");
        check(" , puis", Kind::Continuing, "");
        check(" €", Kind::Other, "");
    }

    #[test]
    fn the_word_before_loses_its_elision_and_its_bracket() {
        for (text, word) in [
            ("(cf", "cf"),
            ("de l'art", "art"),
            ("J.-C", "J.-C"),
            ("oui)", ""),
            ("dit ", ""),
        ] {
            assert_eq!(word_before(text, 0, text.len()), word, "{text}");
        }
    }
}
