//! A mark that may end a sentence, with everything that belongs to it: the whole run of stops, the quotation marks and
//! brackets that close after it, footnote calls and emoji.

use super::context::{Next, is_combining};
use super::nesting::{Nesting, has_partner};

/// The longest footnote call in brackets, in bytes: `[réf. nécessaire]`.
const LONGEST_CALL: usize = 28;

/// One mark and its closers.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was seen in the mark"
)]
pub(super) struct Mark {
    /// Where the run of stops starts.
    pub(super) at: usize,
    /// Where the run of stops ends.
    pub(super) stops_end: usize,
    /// Where the mark ends, closers included.
    pub(super) end: usize,
    /// Whether the run holds `!`, `?` or a stop of East Asia.
    pub(super) exclaims: bool,
    /// Whether the run is an ellipsis: `…`, or two points and more.
    pub(super) ellipsis: bool,
    /// Whether a quotation mark or a bracket closes after the stops.
    pub(super) closed: bool,
    /// Whether a footnote call follows the stops.
    pub(super) footnote: bool,
    /// Whether another stop follows the closers: `».`
    pub(super) stopped_again: bool,
}

impl Mark {
    /// Reads the mark whose first stop is at the byte `at` of `text`.
    pub(super) fn read(text: &str, at: usize, sentence: &str, nesting: &mut Nesting) -> Self {
        let mut mark = Self {
            at,
            stops_end: at,
            end: at,
            exclaims: false,
            ellipsis: false,
            closed: false,
            footnote: false,
            stopped_again: false,
        };
        mark.read_stops(text, true);
        mark.stops_end = mark.end;
        while mark.read_closer(text, sentence, nesting) {}
        mark.read_glued_call(text);
        mark.read_emoji(text);
        mark
    }

    /// Takes the stops at the end of the mark; `alone` when they are the first ones. Tells whether there was any.
    fn read_stops(&mut self, text: &str, alone: bool) -> bool {
        let from = self.end;
        let mut points = 0_usize;
        loop {
            let rest = text.get(self.end..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { break };
            match c {
                '.' => points += 1,
                '…' => self.ellipsis = true,
                c if exclaims(c) => self.exclaims = true,
                c if c.is_whitespace() && c != '\n' && self.end > from => {
                    // « ... ? », « ? ! », « . . . »: a stop may stand a space apart from the one before it.
                    let after = &rest[c.len_utf8()..];
                    let mut following = after.chars();
                    let apart = match following.next() {
                        Some('!' | '?') => true,
                        Some('.') => !following.next().is_some_and(char::is_alphanumeric) && !after.starts_with("..."),
                        _ => false,
                    };
                    if !apart {
                        break;
                    }
                }
                _ => break,
            }
            self.end += c.len_utf8();
        }
        if alone {
            self.ellipsis |= points > 1;
        }
        self.end > from
    }

    /// Takes one closing mark (with the white space before it, if any), footnote call or further run of stops.
    fn read_closer(&mut self, text: &str, sentence: &str, nesting: &mut Nesting) -> bool {
        let rest = text.get(self.end..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { return false };
        let after = rest[c.len_utf8()..].chars().next();
        let ends_a_word = after.is_none_or(|c| !c.is_alphanumeric());
        let closes = match c {
            ')' | ']' | '}' | '»' | '›' => true,
            '”' | '’' | '\'' => ends_a_word,
            // German closes with “, and some set »…«.
            '“' | '«' | '‹' | '‘' => ends_a_word && after.is_none_or(|c| c.is_whitespace() || is_plain_mark(c)),
            '"' => {
                ends_a_word || {
                    nesting.advance(text, self.end);
                    nesting.quote_is_open()
                }
            }
            _ => false,
        };
        if closes {
            self.closed = true;
            self.end += c.len_utf8();
            return true;
        }
        if is_superscript(c) {
            self.footnote = true;
            self.end += c.len_utf8();
            return true;
        }
        if c == '[' {
            return self.take_call(rest, 0);
        }
        if self.end > self.stops_end && (matches!(c, '.' | '…') || exclaims(c)) {
            self.stopped_again = self.read_stops(text, false);
            return self.stopped_again;
        }
        c.is_whitespace() && c != '\n' && self.read_closer_apart(text, sentence, nesting)
    }

    /// Takes a closing mark after white space: « Oui. », and « Oui. " » where the straight mark is open.
    fn read_closer_apart(&mut self, text: &str, sentence: &str, nesting: &mut Nesting) -> bool {
        let rest = text.get(self.end..).unwrap_or_default();
        let trimmed = rest.trim_start();
        let space = rest.len() - trimmed.len();
        let Some(c) = trimmed.chars().next() else { return false };
        let after = trimmed[c.len_utf8()..].chars().next();
        let parted = after.is_none_or(|c| c.is_whitespace() || is_plain_mark(c));
        let closes = match c {
            '»' | ')' | ']' => true,
            '”' | '›' => parted,
            '"' => {
                parted && {
                    nesting.advance(text, self.end);
                    nesting.quote_is_open() || !has_partner(text, self.end + space)
                }
            }
            // A list of references starts its items with [1]: there the call opens what follows.
            '[' => return !sentence.starts_with('[') && self.take_call(trimmed, space),
            _ => false,
        };
        if closes {
            self.closed = true;
            self.end += space + c.len_utf8();
        }
        closes
    }

    /// Takes the footnote call in brackets at the start of `rest`, `space` bytes after the end of the mark.
    fn take_call(&mut self, rest: &str, space: usize) -> bool {
        let Some(inside) = rest.strip_prefix('[') else {
            return false;
        };
        let Some(length) = inside.bytes().take(LONGEST_CALL).position(|byte| byte == b']') else {
            return false;
        };
        let call = inside.get(..length).unwrap_or_default();
        let is_call = !call.is_empty()
            && (call
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–'))
                || space == 0 && !call.starts_with(['.', '…', '[', '(']));
        if is_call {
            self.footnote = true;
            self.end += space + length + 2;
        }
        is_call
    }

    /// Takes a footnote call of bare digits glued to the stop: « la fin.12 Le ».
    fn read_glued_call(&mut self, text: &str) {
        let rest = text.get(self.end..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            return;
        }
        let follows = rest[digits..].starts_with(char::is_whitespace)
            && Next::read(text, self.end + digits).kind == super::context::Kind::Upper;
        let before = text.get(..self.at).unwrap_or_default();
        let word = before
            .chars()
            .rev()
            .take(3)
            .filter(|&c| c.is_lowercase() || is_combining(c))
            .count()
            == 3;
        if follows && (word || self.closed) {
            self.footnote = true;
            self.end += digits;
        }
    }

    /// Takes emoji after the stops when white space, or the end, follows them.
    fn read_emoji(&mut self, text: &str) {
        let rest = text.get(self.end..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let length = emoji_run(trimmed);
        let after = &trimmed[length..];
        if length > 0 && (after.is_empty() || after.starts_with(char::is_whitespace)) {
            self.end += rest.len() - trimmed.len() + length;
        }
    }
}

/// Whether `c` is a stop that exclaims or asks, or ends a sentence whatever follows it.
pub(super) fn exclaims(c: char) -> bool {
    matches!(
        c,
        '!' | '?' | '‼' | '‽' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '｡' | '．'
    )
}

/// Marks that may follow a closing quotation mark without a space.
fn is_plain_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '»' | '”')
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' | '*')
}

/// The bytes of emoji at the start of `text`, with their joiners, skin tones and spaces between them left out.
pub(super) fn emoji_run(text: &str) -> usize {
    let mut length = 0;
    for c in text.chars() {
        let joins = length > 0 && matches!(c, '\u{fe0f}' | '\u{200d}' | '\u{20e3}');
        if !joins && !is_emoji(c) {
            break;
        }
        length += c.len_utf8();
    }
    length
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{231a}'..='\u{23ff}')
}
