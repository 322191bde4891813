//! The plain case, which nine marks in ten are: a word that no rule knows, a stop, a space, a capital.
//!
//! It is decided from the bytes alone, with the same outcome as the full reading in [`super::boundary`] (a property
//! test compares the two); that is what makes the segmenter fast on running text.

use super::rules::Rules;

/// Longer words are never abbreviations; the rules' tests hold the data files to it.
pub(super) const LONGEST_ABBREVIATION: usize = 16;

/// Whether the byte `hit` of `text` is a stop that surely ends the sentence, brackets left aside.
#[inline]
pub(super) fn surely_stops(rules: &Rules, text: &str, start: usize, hit: usize) -> bool {
    let bytes = text.as_bytes();
    let space_and_capital = bytes.get(hit + 1) == Some(&b' ')
        && match bytes.get(hit + 2) {
            Some(b'A'..=b'Z') => true,
            // À to Þ, the multiplication sign left out.
            Some(0xC3) => matches!(bytes.get(hit + 3), Some(0x80..=0x96 | 0x98..=0x9E)),
            _ => false,
        };
    if !space_and_capital || hit <= start {
        return false;
    }
    match bytes[hit] {
        b'.' => ends_a_whole_word(rules, &bytes[start..hit]),
        // « Quoi ? Il »: a word stands before the space, and no name that is written with its mark.
        b'!' | b'?' => {
            let before = &bytes[start..hit];
            let before = before
                .strip_suffix(b" ")
                .or_else(|| before.strip_suffix("\u{a0}".as_bytes()));
            before
                .or_else(|| bytes[start..hit].strip_suffix("\u{202f}".as_bytes()))
                .is_some_and(|before| before.last().is_some_and(u8::is_ascii_lowercase))
        }
        _ => false,
    }
}

/// Whether the last word of `before` is of letters, ends in lower case and is in no list of the rules.
#[inline]
fn ends_a_whole_word(rules: &Rules, before: &[u8]) -> bool {
    // A small letter of ASCII or of Latin-1 (à to ÿ).
    if !matches!(before, [.., b'a'..=b'z'] | [.., 0xC3, 0xA0..=0xBF]) {
        return false;
    }
    let mut trace = Trace::default();
    let mut length = 0;
    for &byte in before.iter().rev() {
        match byte {
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
