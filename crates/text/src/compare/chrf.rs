//! chrF++: how many n-grams of characters and of words a translation shares with a reference.
//!
//! Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation", and Popović 2017, "chrF++: words helping
//! character n-grams". Figures equal sacreBLEU's (Post 2018) `CHRF(word_order=2)`: n-grams of 1 to 6 characters, white
//! space left out, and of 1 to 2 words; precision and recall are averaged over the orders that both texts have, then
//! joined into an F-score in which recall weighs beta = 2 times as much as precision. A character is a code point.
//!
//! # Incomplete support
//!
//! One reference; no lower-casing, no other orders, no epsilon smoothing.

use std::ops::AddAssign;

use super::ngram::{self, Words};

const CHARACTER_ORDERS: usize = 6;
const WORD_ORDERS: usize = 2;
const ORDERS: usize = CHARACTER_ORDERS + WORD_ORDERS;
const BETA: f64 = 2.0;

/// What chrF++ counts, of one sentence or of many: the counts of an article are the sum of its sentences' counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChrfCounts {
    orders: [Order; ORDERS],
}

/// Numbers of n-grams of one order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Order {
    /// In the hypothesis; 0 where the sentence's reference has none of this order.
    hypothesis: u64,
    reference: u64,
    matched: u64,
}

impl ChrfCounts {
    /// Counts one sentence against its reference.
    pub fn of(hypothesis: &str, reference: &str) -> Self {
        let mut counts = Self::default();
        let characters = |text: &str| -> Vec<u32> {
            text.chars()
                .filter(|character| !ngram::is_space(*character))
                .map(u32::from)
                .collect()
        };
        let (characters_of_hypothesis, characters_of_reference) = (characters(hypothesis), characters(reference));
        let mut numbering = Words::default();
        let words_of_hypothesis = numbering.numbers(words(hypothesis));
        let words_of_reference = numbering.numbers(words(reference));
        let (of_characters, of_words) = counts.orders.split_at_mut(CHARACTER_ORDERS);
        fill::<CHARACTER_ORDERS>(of_characters, &characters_of_hypothesis, &characters_of_reference);
        fill::<WORD_ORDERS>(of_words, &words_of_hypothesis, &words_of_reference);
        counts
    }

    /// chrF++ of what was counted, from 0 (nothing shared) to 100.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of n-grams are far below 2^53, and sacreBLEU divides as floats"
    )]
    pub fn score(&self) -> f64 {
        let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
        for order in self.orders {
            if order.hypothesis > 0 && order.reference > 0 {
                precision += order.matched as f64 / order.hypothesis as f64;
                recall += order.matched as f64 / order.reference as f64;
                orders += 1.0;
            }
        }
        if precision + recall <= 0.0 {
            return 0.0;
        }
        let (precision, recall) = (precision / orders, recall / orders);
        let factor = BETA * BETA;
        100.0 * ((1.0 + factor) * precision * recall / (factor * precision + recall))
    }
}

impl AddAssign<&Self> for ChrfCounts {
    fn add_assign(&mut self, other: &Self) {
        for (mine, theirs) in self.orders.iter_mut().zip(other.orders) {
            mine.hypothesis += theirs.hypothesis;
            mine.reference += theirs.reference;
            mine.matched += theirs.matched;
        }
    }
}

fn fill<const COUNT: usize>(orders: &mut [Order], hypothesis: &[u32], reference: &[u32]) {
    let matched = ngram::matches::<COUNT>(hypothesis, reference);
    for ((counts, matched), order) in orders.iter_mut().zip(matched).zip(1..) {
        counts.reference = ngram::total(reference.len(), order);
        counts.matched = matched;
        if counts.reference > 0 {
            counts.hypothesis = ngram::total(hypothesis.len(), order);
        }
    }
}

/// The words between white space, one ASCII punctuation mark split off: the last character's, or else the first's.
/// "(hi)" gives "(hi" and ")", as in Popović's program.
fn words(text: &str) -> impl Iterator<Item = &str> {
    ngram::split(text).flat_map(|word| {
        let (head, tail) = split_mark(word);
        std::iter::once(head).chain(tail)
    })
}

fn split_mark(word: &str) -> (&str, Option<&str>) {
    let is_mark = |character: char| character.is_ascii_punctuation();
    let at = if word.ends_with(is_mark) {
        word.len() - 1
    } else {
        usize::from(word.starts_with(is_mark))
    };
    match word.split_at_checked(at) {
        Some((head, tail)) if !head.is_empty() && !tail.is_empty() => (head, Some(tail)),
        _ => (word, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected figures: sacreBLEU 2.6.0, `CHRF(word_order=2).sentence_score(hypothesis, [reference])`.
    #[track_caller]
    fn check(hypothesis: &str, reference: &str, expected: f64) {
        let score = ChrfCounts::of(hypothesis, reference).score();
        assert!((score - expected).abs() < 5e-7, "{score} is not {expected}");
    }

    #[test]
    fn marks_are_split_off_on_one_side() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            assert_eq!(words(text).collect::<Vec<_>>(), expected);
        }
        check("(hi)", &["(hi", ")"]);
        check("(hi", &["(", "hi"]);
        check("hi...", &["hi..", "."]);
        check("« Été »", &["«", "Été", "»"]);
        check("!  é, é", &["!", "é", ",", "é"]);
        check("", &[]);
    }

    #[test]
    fn nothing_at_all() {
        check("", "", 0.0);
        check("", "Il neige.", 0.0);
        check("Il neige.", "", 0.0);
        check("  \u{a0}", "Il neige.", 0.0);
    }

    #[test]
    fn the_same() {
        check("Il neige.", "Il neige.", 100.0);
        check("a", "a", 100.0);
        check("Le temps, c'est de l'argent.", "Le temps, c'est de l'argent.", 100.0);
    }

    #[test]
    fn repeated_words() {
        check("the the the the", "the cat sat on the mat", 15.834_611);
        check("the cat sat on the mat", "the the the", 23.322_808);
        check("non non non", "non non non non non", 57.576_394);
    }

    #[test]
    fn marks() {
        check("Well, (he said): \"no...\"", "Well - he said - \"no\"!", 32.455_963);
        check("1,000.50 euros;", "1.000,50 euros ;", 57.877_331);
        check("A.B,C. 3-4", "A.B, C. 3 - 4", 77.250_378);
    }

    #[test]
    fn french() {
        check(
            "« Où est-il ? », demanda l’homme.",
            "« Où se trouve-t-il ? » demanda l'homme.",
            46.04969,
        );
        check(
            "L’été dernier, nous étions allés à la mer.",
            "Nous sommes allés à la mer l’été dernier.",
            58.742_452,
        );
        check("Le chat dort sur le canapé.", "Sur le canapé dort le chat.", 55.14088);
    }

    #[test]
    fn unicode() {
        check("naïve cafe\u{301}", "naïve café", 66.869_873);
        check(
            "👩\u{200d}👩\u{200d}👧 дом ΣΑΣ",
            "👩\u{200d}👩\u{200d}👧 Дом σας",
            27.448_593,
        );
        check("私は学生です。", "私は先生です。", 31.054_422);
    }

    #[test]
    fn order_of_words() {
        check("b c d a", "a b c d", 63.888_889);
        check(
            "the quick brown fox jumps over the lazy dog",
            "over the lazy dog the quick brown fox jumps",
            92.444_166,
        );
        check("a b c d e f g h", "h g f e d c b a", 25.0);
    }

    #[test]
    fn lengths() {
        check("one two", "one two three four five six", 23.412_158);
        check("one two three four five six", "one two", 55.010_909);
        check("tiny", "tiny words", 40.690_786);
    }
}
