//! The plain case, which nine marks in ten are: a word that no rule knows, a stop, a space, a capital.
//!
//! It is decided from the bytes alone, with the same outcome as the full reading in [`super::boundary`] (a property
//! test compares the two); that is what makes the segmenter fast on running text.

use super::rules::Rules;

/// Longer words are never abbreviations; the rules' tests hold the data files to it.
pub(super) const LONGEST_ABBREVIATION: usize = 16;

/// Whether the byte `hit` of `text` surely ends the sentence that starts at `start`, brackets left aside; `None` when it
/// takes the full reading to tell.
#[inline]
pub(super) fn surely_ends(rules: &Rules, text: &str, start: usize, hit: usize) -> Option<bool> {
    let bytes = text.as_bytes();
    let stop = *bytes.get(hit)?;
    if hit <= start || !matches!(stop, b'.' | b'!' | b'?') {
        return None;
    }
    let after = match bytes.get(hit + 1..)? {
        // The end of the block ends the sentence anyway.
        [] => return Some(false),
        [b' ', after @ ..] => after,
        _ => return None,
    };
    let before = &bytes[start..hit];
    match stop {
        b'.' => (capital_follows(after, true) && ends_a_whole_word(rules, before)).then_some(true),
        // « Oh ! quel dommage »: no sentence starts in lower case where this one has not.
        _ if after.first().is_some_and(u8::is_ascii_lowercase) => {
            let small = |&byte: &u8| byte.is_ascii_lowercase();
            let word = after.iter().take(4).filter(|&byte| small(byte)).count() == 4;
            (word && before.first().is_some_and(u8::is_ascii_uppercase)).then_some(false)
        }
        // « Quoi ? Il »: a word stands before the space, and no name that is written with its mark.
        _ => match before {
            [before @ .., b' '] | [before @ .., 0xC2, 0xA0] | [before @ .., 0xE2, 0x80, 0xAF] => {
                (capital_follows(after, false) && ends_in_small_letter(before)).then_some(true)
            }
            _ => None,
        },
    }
}

/// Whether a capital of ASCII or Latin-1 comes first, or after an opening guillemet, or, where `dash` says so, after a
/// dash (after `!` and `?` a dash may close a remark: that is left to the full reading).
#[inline]
fn capital_follows(after: &[u8], dash: bool) -> bool {
    let after = match after {
        [0xC2, 0xAB, b' ', after @ ..] | [0xC2, 0xAB, 0xC2, 0xA0, after @ ..] => after,
        [0xE2, 0x80, 0x93 | 0x94, b' ', after @ ..] if dash => after,
        _ => after,
    };
    // À to Þ, the multiplication sign left out.
    matches!(after, [b'A'..=b'Z', ..] | [0xC3, 0x80..=0x96 | 0x98..=0x9E, ..])
}

/// A small letter of ASCII or of Latin-1 (à to ÿ, the division sign left out).
#[inline]
fn ends_in_small_letter(before: &[u8]) -> bool {
    matches!(before, [.., b'a'..=b'z'] | [.., 0xC3, 0xA0..=0xB6 | 0xB8..=0xBF])
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
