//! How alike two sentences are: for finding what was translated before.
//!
//! The measure is one minus the Levenshtein distance over the length of the longer text, in per cent, rounded down; both
//! count Unicode characters of the texts' plain form: composed (NFC), white space as one space each, and quotation marks,
//! apostrophes and dashes as their typewriter ones. So 100 means "the same but for typography", and 90 means that at most
//! one character in ten would have to be typed to make one of the other. Characters, not words: "les sources taries" is
//! close to "la source tarie", as a translator would say, though no word of it is the same.
//!
//! Case counts. Word order counts, as it does for the one who would have to change it.

use std::str::Chars;

use icu_normalizer::ComposingNormalizer;
use rapidfuzz::distance::levenshtein;

/// A sentence to be compared with many: what can be done once for it is done.
pub struct Likeness {
    comparator: levenshtein::BatchComparator<char>,
    length: usize,
}

impl Likeness {
    /// Prepares a sentence.
    pub fn to(text: &str) -> Self {
        let plain = plain_form(text);
        let length = plain.chars().count();
        Self {
            comparator: levenshtein::BatchComparator::new(plain.chars()),
            length,
        }
    }

    /// The lengths, in characters of the plain form, that a text may have to be alike by `at_least` per cent or more.
    pub fn lengths(&self, at_least: u8) -> std::ops::RangeInclusive<usize> {
        let share = usize::from(at_least.clamp(1, 100));
        (self.length * share).div_ceil(100)..=self.length * 100 / share
    }

    /// How alike a text is, in per cent; none if it is less than `at_least`. `plain` is a [`plain_form`].
    pub fn of(&self, plain: &str, at_least: u8) -> Option<u8> {
        let longer = self.length.max(length(plain));
        if longer == 0 {
            return Some(100);
        }
        let most = longer * (100 - usize::from(at_least.min(100))) / 100;
        let limits = levenshtein::Args::default().score_cutoff(most);
        let distance = self.comparator.distance_with_args(plain.chars(), &limits)?;
        u8::try_from((longer - distance) * 100 / longer).ok()
    }
}

fn length(plain: &str) -> usize {
    plain.chars().count()
}

/// How alike two texts are, in per cent.
pub fn likeness(left: &str, right: &str) -> u8 {
    Likeness::to(left).of(&plain_form(right), 0).unwrap_or_default()
}

/// A text without its typography, as it is compared.
pub fn plain_form(text: &str) -> String {
    let composed = ComposingNormalizer::new_nfc().normalize(text);
    Plain {
        characters: composed.chars(),
        after_space: true,
    }
    .collect::<String>()
    .trim_end()
    .to_owned()
}

struct Plain<'a> {
    characters: Chars<'a>,
    after_space: bool,
}

impl Iterator for Plain<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let plain = match self.characters.next()? {
                // Soft hyphen, zero-width space, word joiner, byte order mark: not there for the eye.
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => continue,
                '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' => '\'',
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                space if space.is_whitespace() => ' ',
                other => other,
            };
            let again = plain == ' ' && self.after_space;
            self.after_space = plain == ' ';
            if !again {
                return Some(plain);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(left: &str, right: &str, expected: u8) {
        assert_eq!(likeness(left, right), expected, "{left} | {right}");
        assert_eq!(likeness(right, left), expected, "{right} | {left}");
    }

    #[test]
    fn the_share_of_characters_that_can_stay() {
        check("La source est tarie.", "La source est tarie.", 100);
        // Eight characters, one changed.
        check("Il pleut", "Il pleux", 87);
        // Ten characters, one added.
        check("Il pleut !", "Il pleut!", 90);
        check("abcd", "efgh", 0);
        check("", "", 100);
        check("", "a", 0);
    }

    #[test]
    fn typography_is_no_difference() {
        check("L’été : « oui » !", "L'e\u{301}te\u{301} : \" oui \" !", 100);
        check("vingt\u{a0}%", "vingt\u{202f}%", 100);
        check("Paris – Lyon", "Paris \u{2014} Lyon", 100);
        check("  deux   mots ", "deux mots", 100);
    }

    #[test]
    fn what_is_less_alike_than_asked_is_not_found() {
        let sentence = Likeness::to("Il pleut");
        assert_eq!(sentence.of("Il pleux", 87), Some(87));
        assert_eq!(sentence.of("Il pleux", 88), None);
        assert_eq!(sentence.lengths(75), 6..=10);
        assert_eq!(sentence.lengths(100), 8..=8);
    }

    /// The definition, by the textbook's table.
    fn by_definition(left: &str, right: &str) -> usize {
        let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
        let mut row: Vec<usize> = (0..=right.len()).collect();
        for (at, from) in left.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = at + 1;
            for (to_at, to) in right.iter().enumerate() {
                let cost = diagonal + usize::from(from != to);
                diagonal = row[to_at + 1];
                row[to_at + 1] = cost.min(diagonal + 1).min(row[to_at] + 1);
            }
        }
        let longer = left.len().max(right.len());
        ((longer - row[right.len()]) * 100).checked_div(longer).unwrap_or(100)
    }

    proptest! {
        #[test]
        fn it_is_what_its_definition_says(left in "[abé ]{0,90}", right in "[abé ]{0,90}", at_least in 0u8..=100) {
            let (left, right) = (plain_form(&left), plain_form(&right));
            let expected = u8::try_from(by_definition(&left, &right)).unwrap();
            let sentence = Likeness::to(&left);
            prop_assert_eq!(sentence.of(&right, 0), Some(expected));
            prop_assert_eq!(sentence.of(&right, at_least), (expected >= at_least).then_some(expected));
            if expected >= at_least && at_least > 0 {
                prop_assert!(sentence.lengths(at_least).contains(&right.chars().count()));
            }
        }
    }
}
