//! Translations much too long, much too short, or broken off.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

/// Characters of translation for a character of the original, among languages written in letters: the mean of French to
/// English is 0.86, of English to French 1.17.
const SHORTEST: f64 = 0.42;
const LONGEST: f64 = 2.1;
/// What a short sentence may add: "Oui." may well be "Yes, it is."
const SLACK: f64 = 20.0;
/// A heading loses its point without being cut short, in characters.
const SHORTEST_SENTENCE: f64 = 30.0;
/// A translation without an end is suspicious well before it is too short.
const SHORTEST_BROKEN: f64 = 0.7;

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (sides.source.text.trim(), sides.target.text.trim());
    let count = |text: &str| text.chars().filter(|character| !character.is_whitespace()).count();
    #[expect(clippy::cast_precision_loss, reason = "no sentence has 2^52 characters")]
    let (before, after) = (count(source) as f64, count(target) as f64);
    // A character of Chinese or Japanese says what several letters do.
    if [source, target].iter().any(|text| text.chars().any(is_dense)) {
        return None;
    }
    let whole = [0..sides.target.text.len()];
    if after > LONGEST * before + SLACK {
        return Some(Flag::new(FlagKind::Length, Reason::TooLong).in_target(whole));
    }
    if after < SHORTEST * before - SLACK / 4.0 {
        return Some(Flag::new(FlagKind::Length, Reason::TooShort).in_target(whole));
    }
    let ends = |text: &str| text.ends_with(['.', '!', '?', '…', '»', '"', '”', ')']);
    let breaks_off = target.ends_with(|character: char| character.is_alphanumeric() || character == ',');
    if ends(source) && breaks_off && before >= SHORTEST_SENTENCE && after < SHORTEST_BROKEN * before {
        return Some(Flag::new(FlagKind::Length, Reason::BrokenOff).in_target(whole));
    }
    None
}

const fn is_dense(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn length_out_of_all_proportion_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        let french = "Le lendemain, une dame en ciré jaune attendait au pied de la grande échelle de bois.";
        check(french, "The next day.", &[Reason::TooShort]);
        check(
            french,
            "The next day a lady in a yellow oilskin was",
            &[Reason::BrokenOff],
        );
        check(
            french,
            "The next day, a lady in a yellow oilskin was waiting below the ladder.",
            &[],
        );
        check("Oui.", "Yes, indeed, he did.", &[]);
        let long = "Yes, of course he did, and everybody in the town knows about it today.";
        check("Oui.", long, &[Reason::TooLong]);
    }
}
