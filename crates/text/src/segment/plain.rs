//! The plain case, which nine marks in ten are: a word that no rule knows, a stop, a space, a capital.
//!
//! It is decided from the bytes alone, with the same outcome as the full reading in [`super::boundary`] (a property
//! test compares the two); that is what makes the segmenter fast on running text. What is allowed here follows from
//! the rules there, and each condition names the rule that would otherwise ask for more.

use super::boundary::Verdict;
use super::rules::Rules;

/// Longer words are never abbreviations; the rules' tests hold the data files to it.
pub(super) const LONGEST_ABBREVIATION: usize = 16;

/// What the byte `hit` of `text` surely means for the sentence that starts at `start`, brackets left aside; `None` when
/// it takes the full reading to tell.
#[inline]
pub(super) fn sure_verdict(rules: &Rules, text: &str, start: usize, hit: usize) -> Option<Verdict> {
    let bytes = text.as_bytes();
    let stop = *bytes.get(hit)?;
    if hit <= start || !matches!(stop, b'.' | b'!' | b'?') {
        return None;
    }
    let before = &bytes[start..hit];
    let after = bytes.get(hit + 1..)?;
    let guillemet = closing_guillemet(after);
    let end = hit + 1 + guillemet;
    let after = match &after[guillemet..] {
        // The end of the block ends the sentence anyway.
        [] => return Some(Verdict::GoesOn(end)),
        [b' ', after @ ..] => after,
        _ => return None,
    };
    let closed = guillemet > 0;
    if after.first().is_some_and(u8::is_ascii_lowercase) {
        // « Oh ! quel dommage », « Oui. » dit-il: no sentence starts in lower case, unless one quoted nothing and its
        // writer shuns capitals, or the full stop is that of an abbreviation.
        let goes_on = is_small_word(after) && (closed || stop != b'.' && starts_with_a_capital(before));
        return goes_on.then_some(Verdict::GoesOn(end));
    }
    let ends = match stop {
        b'.' => capital_follows(after, Dashes::All) && ends_no_abbreviation(rules, before, closed),
        // « Quoi ? Il »: before a space stands no name that is written with its mark, nor before a closing guillemet.
        _ => {
            capital_follows(after, Dashes::Hyphens) && (closed && ends_in_small_letter(before) || ends_in_space(before))
        }
    };
    ends.then_some(Verdict::EndsAt(end))
}

/// The bytes of the closing guillemet, and the space before it, at the start of `after`; 0 when there is none.
#[inline]
fn closing_guillemet(after: &[u8]) -> usize {
    match after {
        [0xC2, 0xBB, ..] => 2,
        [b' ', 0xC2, 0xBB, ..] => 3,
        [0xC2, 0xA0, 0xC2, 0xBB, ..] => 4,
        [0xE2, 0x80, 0xAF, 0xC2, 0xBB, ..] => 5,
        _ => 0,
    }
}

/// The dashes that may stand before the first word of a sentence here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dashes {
    /// Those of a reply and the hyphens that stand for them.
    All,
    /// Hyphens alone: after `!` and `?` a dash may close a remark, which the full reading looks into.
    Hyphens,
}

/// Whether a capital of ASCII or Latin-1 comes first, or after an opening guillemet or a dash.
#[inline]
fn capital_follows(after: &[u8], dashes: Dashes) -> bool {
    match after {
        [b'A'..=b'Z', ..] => true,
        [0xE2, 0x80, 0x93 | 0x94, b' ', after @ ..] => dashes == Dashes::All && is_capital(after),
        [0xC2, 0xAB, b' ', after @ ..]
        | [0xC2, 0xAB, 0xC2, 0xA0, after @ ..]
        | [b'-', b'-', b' ', after @ ..]
        | [b'-', b'-' | b' ', after @ ..]
        | [b'-', after @ ..] => is_capital(after),
        _ => is_capital(after),
    }
}

/// Whether a capital of ASCII or Latin-1 comes first (À to Þ, the multiplication sign left out).
#[inline]
fn is_capital(text: &[u8]) -> bool {
    matches!(text, [b'A'..=b'Z', ..] | [0xC3, 0x80..=0x96 | 0x98..=0x9E, ..])
}

/// A small letter of ASCII or of Latin-1 (à to ÿ, the division sign left out).
#[inline]
fn ends_in_small_letter(before: &[u8]) -> bool {
    matches!(before, [.., b'a'..=b'z'] | [.., 0xC3, 0xA0..=0xB6 | 0xB8..=0xBF])
}

#[inline]
fn ends_in_space(before: &[u8]) -> bool {
    matches!(before, [.., b' '] | [.., 0xC2, 0xA0] | [.., 0xE2, 0x80, 0xAF])
}

/// Whether `after`, which starts in lower case, starts with a word that holds no capital near its beginning (`iPhone`)
/// and is no label of a list (`b)`).
#[inline]
fn is_small_word(after: &[u8]) -> bool {
    let small = after
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_lowercase())
        .count();
    small == 4 || matches!(after.get(small), Some(b' ' | b',' | b'\''))
}

/// Whether a capital comes first in a sentence, marks that may open it left aside.
#[inline]
fn starts_with_a_capital(mut sentence: &[u8]) -> bool {
    for _ in 0..6 {
        sentence = match sentence {
            [b'-' | b'"' | b' ', rest @ ..]
            | [0xC2, 0xA0 | 0xAB, rest @ ..]
            | [0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0xAF, rest @ ..] => rest,
            _ => return is_capital(sentence),
        };
    }
    false
}

/// Whether no abbreviation, initial or number of an item ends `before`, the sentence up to its full stop.
#[inline]
fn ends_no_abbreviation(rules: &Rules, before: &[u8], closed: bool) -> bool {
    match before {
        // « la vérité (toute). », « le mot « vrai ». »: the stop is not that of the word inside.
        [said @ .., b')' | b']' | b'"'] | [said @ .., 0xC2, 0xBB] => {
            !closed
                && said[said.len().saturating_sub(6)..]
                    .iter()
                    .any(u8::is_ascii_alphanumeric)
        }
        // « en 1904. »: a year is no item's number, but a language may write ordinals with a stop.
        [.., b' ', a, b, c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => !rules.writes_ordinals(),
        _ => ends_a_whole_word(rules, before),
    }
}

/// Whether the last word of `before` is of letters, ends in lower case and is in no list of the rules.
#[inline]
fn ends_a_whole_word(rules: &Rules, before: &[u8]) -> bool {
    if !ends_in_small_letter(before) {
        return false;
    }
    let mut trace = Trace::default();
    let mut length = 0;
    for (index, &byte) in before.iter().enumerate().rev() {
        match byte {
            // The last byte of a curly apostrophe, which ends an elision.
            0x99 if before[..index].ends_with(&[0xE2, 0x80]) => break,
            // First bytes of no-break spaces, guillemets, curly quotation marks and dashes: left to the full reading.
            0xC2 | 0xE2 => return false,
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => trace.add(byte),
            b' ' | b'(' | b'\'' | b'"' => break,
            _ => return false,
        }
        length += 1;
        if length > LONGEST_ABBREVIATION {
            return true;
        }
    }
    length > 2 && !rules.may_shorten(trace)
}

/// A hash of a word read backwards, blind to the case of its letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Trace(u32);

impl Trace {
    /// The trace of a whole word.
    pub(super) fn of(word: &str) -> Self {
        let mut trace = Self::default();
        word.bytes().rev().for_each(|byte| trace.add(byte));
        trace
    }

    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte | 0x20))
            .wrapping_mul(0x9E37_79B1)
            .rotate_left(5);
    }
}

/// A set of traces: a word whose trace is not in it is in no list.
#[derive(Debug, Clone)]
pub(super) struct Traces(Box<[u64]>);

/// Bits in the set, as a power of two: with a thousand words, one strange word in sixty is taken for a known one.
const BITS: u32 = 16;

impl Default for Traces {
    fn default() -> Self {
        Self(vec![0; 1 << (BITS - 6)].into())
    }
}

impl Traces {
    pub(super) fn insert(&mut self, trace: Trace) {
        let (word, bit) = Self::place(trace);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    #[inline]
    pub(super) fn may_hold(&self, trace: Trace) -> bool {
        let (word, bit) = Self::place(trace);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(trace: Trace) -> (usize, u64) {
        let bit = trace.0 >> (32 - BITS);
        (bit as usize / 64, 1 << (bit % 64))
    }
}
