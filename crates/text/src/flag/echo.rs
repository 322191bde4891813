//! A sentence that is still in the original's language.

use super::side::Sides;
use super::word::skeleton;
use super::{Flag, FlagKind, Reason};

/// Fewer words may be a name, a title, or alike in both languages.
const FEWEST_WORDS: usize = 3;
/// Without a list of the languages' words, this many words in lower case tell that a copy is no name.
const FEWEST_UNKNOWN_WORDS: usize = 5;

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (&sides.source, &sides.target);
    let own =
        |lower: &str| source.lexicon.function_words.contains(lower) && !target.lexicon.function_words.contains(lower);
    let foreign =
        |lower: &str| target.lexicon.function_words.contains(lower) && !source.lexicon.function_words.contains(lower);
    let left = target.words.iter().filter(|word| own(&word.lower)).count();
    let translated = target.words.iter().filter(|word| foreign(&word.lower)).count();
    let everything = [0..target.text.len()];
    if target.words.len() >= FEWEST_WORDS && skeleton(source.text) == skeleton(target.text) {
        let small = target
            .words
            .iter()
            .filter(|word| !word.capital && word.lower.chars().all(char::is_alphabetic));
        if left > translated || left + translated == 0 && small.count() >= FEWEST_UNKNOWN_WORDS {
            return Some(Flag::new(FlagKind::Echo, Reason::Unchanged).in_target(everything));
        }
    }
    // The grammar's words of the wrong language, and hardly one of the right one.
    let enough = if translated == 0 { 2 } else { 3 };
    let is_echo = left >= enough && left >= 3 * translated && left * 8 >= target.words.len();
    is_echo.then(|| Flag::new(FlagKind::Echo, Reason::WrongLanguage).in_target(everything))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn french_that_is_left_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        let french = "La fanfare devait jouer à midi sur la place.";
        check(french, french, &[Reason::Unchanged]);
        check(
            french,
            "La band devait play à noon sur la place.",
            &[Reason::WrongLanguage],
        );
        check(french, "The band was to play at noon in the square.", &[]);
        check("Jean-Pierre Kerouanton Paris", "Jean-Pierre Kerouanton Paris", &[]);
        check("Il lit L’Heure du quai.", "He is reading L’Heure du quai.", &[]);
    }
}
