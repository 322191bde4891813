//! Which brackets and straight quotation marks are open at a place of a block.
//!
//! Kept up lazily: the text is read only as far as a decision needs it, and each byte at most once.

use super::scan;

/// Brackets left open further back than this many bytes, or that do not close within it, are taken for slips.
const REACH: usize = 800;
/// Brackets within brackets that are followed; deeper ones are not told apart.
const DEEPEST: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
struct Bracket {
    at: usize,
    closer: u8,
    /// Whether the closing bracket was found ahead, once looked for.
    closes: Option<bool>,
}

/// The state after the bytes read so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Nesting {
    upto: usize,
    brackets: [Bracket; DEEPEST],
    depth: usize,
    quote_open: bool,
}

impl Nesting {
    /// Reads `text` up to the byte `to`.
    pub(super) fn advance(&mut self, text: &str, to: usize) {
        let bytes = text.as_bytes();
        let read = bytes.get(..to).unwrap_or(bytes);
        while let Some(at) = scan::find(read, self.upto, scan::nests) {
            match bytes[at] {
                b'(' => self.open(at, b')'),
                b'[' => self.open(at, b']'),
                b'"' => self.quote_open = opens_quote(text, at).unwrap_or(!self.quote_open && has_partner(text, at)),
                closer => self.close(closer),
            }
            self.upto = at + 1;
        }
        self.upto = self.upto.max(read.len());
    }

    /// Whether a straight quotation mark is open after the bytes read so far.
    pub(super) fn quote_is_open(&self) -> bool {
        self.quote_open
    }

    /// Whether a bracket is open after the bytes read so far.
    pub(super) fn has_open_brackets(&self) -> bool {
        self.depth > 0
    }

    /// Whether `at`, up to which the text has been read, lies inside a bracket that was opened in the middle of the
    /// sentence, after its first letter or digit at `said`, and that closes further on: no sentence ends there.
    pub(super) fn inside_a_remark(&mut self, text: &str, said: usize, at: usize) -> bool {
        for bracket in self.brackets.iter_mut().take(self.depth) {
            // The text may have been read further than `at` for an earlier question; what opens after it says nothing.
            if bracket.at < said || bracket.at >= at || at - bracket.at > REACH {
                continue;
            }
            let closer = bracket.closer;
            if *bracket
                .closes
                .get_or_insert_with(|| closes_ahead(text.as_bytes(), at, closer))
            {
                return true;
            }
        }
        false
    }

    fn open(&mut self, at: usize, closer: u8) {
        if let Some(place) = self.brackets.get_mut(self.depth) {
            *place = Bracket {
                at,
                closer,
                closes: None,
            };
            self.depth += 1;
        }
    }

    fn close(&mut self, closer: u8) {
        let open = self.brackets.get(..self.depth).unwrap_or_default();
        if let Some(place) = open.iter().rposition(|bracket| bracket.closer == closer) {
            self.depth = place;
        }
    }
}

/// Whether an open bracket is closed by `closer` within reach after `at`, brackets opened in between aside.
fn closes_ahead(bytes: &[u8], at: usize, closer: u8) -> bool {
    let opener = if closer == b')' { b'(' } else { b'[' };
    let mut depth = 0_usize;
    for &byte in bytes.iter().skip(at).take(REACH) {
        if byte == opener {
            depth += 1;
        } else if byte == closer {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        } else if byte == b'\n' {
            return false;
        }
    }
    false
}

/// Whether the straight quotation mark at the byte `at` opens a quotation, judged by the spaces around it; `None` when
/// they do not tell.
fn opens_quote(text: &str, at: usize) -> Option<bool> {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + 1..).and_then(|text| text.chars().next());
    let space_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '\'' | '’' | '«' | '“' | '—' | '–'));
    let space_after =
        after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | ',' | '.' | ';' | ':' | '!' | '?' | '…'));
    match (space_before, space_after) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether the straight quotation mark at the byte `at`, which the spaces around it do not place, may open a quotation:
/// a mark that closes it must follow within reach, before one that surely opens another.
pub(super) fn has_partner(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let reach = bytes.get(..bytes.len().min(at + REACH)).unwrap_or(bytes);
    scan::find(reach, at + 1, |byte| byte == b'"').is_some_and(|next| opens_quote(text, next) != Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_remark(text: &str, expected: bool) {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let mut nesting = Nesting::default();
        nesting.advance(&text, at);
        let said = text.find(char::is_alphanumeric).unwrap();
        assert_eq!(nesting.inside_a_remark(&text, said, at), expected, "{text}");
    }

    #[test]
    fn a_bracket_in_the_middle_of_a_sentence_is_a_remark() {
        check_remark("Il vint (c'est vrai.| Vraiment) hier.", true);
        check_remark("(Il vint.| Puis il partit.) Hier.", false);
        check_remark("Il vint (c'est vrai.| Puis il partit.", false);
        check_remark("Il vint (hier).| Puis il partit.", false);
        check_remark("Il vint a) seul.| Puis (avec elle) il partit.", false);
    }

    fn check_quote(text: &str, expected: bool) {
        let mut nesting = Nesting::default();
        nesting.advance(text, text.len());
        assert_eq!(nesting.quote_is_open(), expected, "{text}");
    }

    #[test]
    fn straight_quotation_marks_alternate_unless_the_spaces_tell() {
        check_quote(r#"Il dit "oui"#, true);
        check_quote(r#"Il dit "oui" et"#, false);
        check_quote(r#"Il dit " oui " et"#, false);
        check_quote(r#"oui" dit-il. "Non"#, true);
        check_quote(r#"oui. " Non"#, false);
        check_quote(r#"oui. " Non "et"#, true);
    }
}
