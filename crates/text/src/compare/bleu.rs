//! BLEU: the share of a translation's n-grams of words that a reference has as well, made smaller when it is too short.
//!
//! Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation"; Post 2018, "A call for clarity
//! in reporting BLEU scores". Figures equal sacreBLEU's defaults: tokenizer 13a, n-grams of 1 to 4 tokens, case kept, an
//! order without a match smoothed exponentially (half the weight for each such order). For a corpus every order counts;
//! for a sentence only the orders that it has ("effective order"), as in sacreBLEU's `sentence_bleu`.
//!
//! # Incomplete support
//!
//! One reference; no other tokenizer and no other smoothing. Chinese, Japanese and Korean need a tokenizer of their own.

use std::ops::AddAssign;

use super::ngram::{self, Words};
use super::tokenize_13a::tokenize;

const ORDERS: usize = 4;

/// What BLEU counts, of one sentence or of many: the counts of an article are the sum of its sentences' counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BleuCounts {
    /// Tokens.
    hypothesis: u64,
    /// Tokens.
    reference: u64,
    /// N-grams of the hypothesis that the reference has too, for each order from 1.
    matched: [u64; ORDERS],
    /// N-grams of the hypothesis, for each order from 1.
    total: [u64; ORDERS],
}

impl BleuCounts {
    /// Counts one sentence against its reference.
    pub fn of(hypothesis: &str, reference: &str) -> Self {
        let (hypothesis, reference) = (tokenize(hypothesis), tokenize(reference));
        let mut numbering = Words::default();
        let hypothesis = numbering.numbers(ngram::split(&hypothesis));
        let reference = numbering.numbers(ngram::split(&reference));
        Self {
            hypothesis: hypothesis.len() as u64,
            reference: reference.len() as u64,
            matched: ngram::matches::<ORDERS>(&hypothesis, &reference),
            total: std::array::from_fn(|order| ngram::total(hypothesis.len(), order + 1)),
        }
    }

    /// BLEU of a corpus, from 0 to 100: a corpus without an n-gram of each order scores 0.
    pub fn corpus_score(&self) -> f64 {
        self.score(false)
    }

    /// BLEU of one sentence, from 0 to 100: orders that the sentence is too short for are left out.
    pub fn sentence_score(&self) -> f64 {
        self.score(true)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of n-grams are far below 2^53, and sacreBLEU divides as floats"
    )]
    fn score(&self, effective_order: bool) -> f64 {
        if self.matched.iter().all(|matched| *matched == 0) {
            return 0.0;
        }
        let mut smoothing = 1.0;
        let mut sum_of_logarithms = 0.0;
        let mut orders = 0.0;
        for (matched, total) in self.matched.into_iter().zip(self.total) {
            if total == 0 {
                if effective_order {
                    break;
                }
                // The geometric mean with a precision of 0.
                return 0.0;
            }
            let precision = if matched == 0 {
                smoothing *= 2.0;
                100.0 / (smoothing * total as f64)
            } else {
                100.0 * matched as f64 / total as f64
            };
            sum_of_logarithms += precision.ln();
            orders += 1.0;
        }
        let brevity = if self.hypothesis < self.reference {
            (1.0 - self.reference as f64 / self.hypothesis as f64).exp()
        } else {
            1.0
        };
        // The logarithm of 100 is not exact: without a limit identity scores 100.000_000_000_000_04, as in sacreBLEU.
        (brevity * (sum_of_logarithms / orders).exp()).min(100.0)
    }
}

impl AddAssign<&Self> for BleuCounts {
    fn add_assign(&mut self, other: &Self) {
        self.hypothesis += other.hypothesis;
        self.reference += other.reference;
        for order in 0..ORDERS {
            self.matched[order] += other.matched[order];
            self.total[order] += other.total[order];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected figures: sacreBLEU 2.6.0, `sentence_bleu(hypothesis, [reference])`.
    #[track_caller]
    fn check(hypothesis: &str, reference: &str, expected: f64) {
        let score = BleuCounts::of(hypothesis, reference).sentence_score();
        assert!((score - expected).abs() < 5e-7, "{score} is not {expected}");
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
        check("the the the the", "the cat sat on the mat", 11.521_591);
        check("the cat sat on the mat", "the the the", 9.652_435);
        check("non non non", "non non non non non", 51.341_712);
    }

    #[test]
    fn marks() {
        check("Well, (he said): \"no...\"", "Well - he said - \"no\"!", 9.669_266);
        check("1,000.50 euros;", "1.000,50 euros ;", 55.032_121);
        check("A.B,C. 3-4", "A.B, C. 3 - 4", 100.0);
    }

    #[test]
    fn french() {
        check(
            "« Où est-il ? », demanda l’homme.",
            "« Où se trouve-t-il ? » demanda l'homme.",
            14.923_729,
        );
        check(
            "L’été dernier, nous étions allés à la mer.",
            "Nous sommes allés à la mer l’été dernier.",
            29.071_537,
        );
        check("Le chat dort sur le canapé.", "Sur le canapé dort le chat.", 16.515_822);
    }

    #[test]
    fn unicode() {
        check("naïve cafe\u{301}", "naïve café", 50.0);
        check(
            "👩\u{200d}👩\u{200d}👧 дом ΣΑΣ",
            "👩\u{200d}👩\u{200d}👧 Дом σας",
            27.51606,
        );
        check("私は学生です。", "私は先生です。", 0.0);
    }

    #[test]
    fn order_of_words() {
        check("b c d a", "a b c d", 63.89431);
        check(
            "the quick brown fox jumps over the lazy dog",
            "over the lazy dog the quick brown fox jumps",
            74.767_439,
        );
        check("a b c d e f g h", "h g f e d c b a", 9.287_529);
    }

    #[test]
    fn lengths() {
        check("one two", "one two three four five six", 13.533_528);
        check("one two three four five six", "one two", 16.233_396);
        check("tiny", "tiny words", 36.787_944);
    }
}
