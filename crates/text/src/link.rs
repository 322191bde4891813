//! Which word faces which, in a sentence and its translation.
//!
//! Three sources of evidence: what is the same beyond doubt (numbers, months, names), words that are spelled alike, and
//! words that keep company in the reader's own pairs. A link is made only where the evidence is strong and nothing else
//! competes with it, so that most words have none: a wrong link teaches the reader something false.
//!
//! # Incomplete support
//!
//! Spelling helps only between languages that share an alphabet and a vocabulary. A word that faces several is linked with
//! one of them or with none.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, capture_diff_slices, diff_ratio};

use crate::flag::{Pair, Token, anchors, tokens};

/// Shorter words are alike too easily.
const SHORTEST_ALIKE: usize = 4;
/// How much of their letters two words share to be taken for the same: "règlement" and "regulations" do not.
const ALIKE: f32 = 0.75;
/// Letters at the beginning that they share as well.
const SAME_BEGINNING: usize = 3;
/// How far apart two places may be, as a part of the sentence.
const FARTHEST: f64 = 0.35;
/// How often two words must have stood in one pair …
const FEWEST_TOGETHER: u32 = 3;
/// … and how rarely without each other (Dice's coefficient), to be taken for translations.
const COMPANY: f64 = 0.8;
/// A second candidate as good as this part of the best makes the choice a guess.
const RIVAL: f64 = 0.95;

/// French words that are spelled like English ones and mean something else.
const FALSE_FRIENDS: [&str; 24] = [
    "main",
    "pain",
    "four",
    "tour",
    "chat",
    "dent",
    "coin",
    "dame",
    "champ",
    "court",
    "gens",
    "voix",
    "sale",
    "pour",
    "sort",
    "chair",
    "fort",
    "plus",
    "actuellement",
    "librairie",
    "sensible",
    "éventuellement",
    "porte",
    "personne",
];

/// Two words that face each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WordLink {
    /// UTF-8 bytes of the original.
    pub source: Range<usize>,
    /// UTF-8 bytes of the translation.
    pub target: Range<usize>,
}

/// What the reader's pairs tell about which words keep company.
#[derive(Debug, Default)]
pub struct WordLinks {
    of_source: FxHashMap<String, u32>,
    of_target: FxHashMap<String, u32>,
    together: FxHashMap<(String, String), u32>,
}

impl WordLinks {
    /// Learns from pairs of sentences.
    pub fn learn<'a>(pairs: impl IntoIterator<Item = Pair<'a>>) -> Self {
        let mut learned = Self::default();
        for pair in pairs {
            let (source, target) = tokens(&pair);
            let distinct =
                |tokens: Vec<Token>| -> FxHashSet<String> { tokens.into_iter().map(|token| token.lower).collect() };
            let (source, target) = (distinct(source), distinct(target));
            for word in &target {
                *learned.of_target.entry(word.clone()).or_default() += 1;
            }
            for word in source {
                for other in &target {
                    *learned.together.entry((word.clone(), other.clone())).or_default() += 1;
                }
                *learned.of_source.entry(word).or_default() += 1;
            }
        }
        learned
    }

    /// The words of a pair that face each other, in the order of the original.
    pub fn links(&self, pair: &Pair<'_>) -> Vec<WordLink> {
        let mut links: Vec<WordLink> = Vec::new();
        let is_free = |links: &[WordLink], source: &Range<usize>, target: &Range<usize>| {
            let meets = |one: &Range<usize>, two: &Range<usize>| one.start < two.end && two.start < one.end;
            !links
                .iter()
                .any(|link| meets(&link.source, source) || meets(&link.target, target))
        };
        for (source, target) in anchors(pair) {
            if is_free(&links, &source, &target) {
                links.push(WordLink { source, target });
            }
        }
        let (source, target) = tokens(pair);
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for (at, word) in source.iter().enumerate() {
            for (place, other) in target.iter().enumerate() {
                if apart((at, source.len()), (place, target.len())) > FARTHEST {
                    continue;
                }
                let score = spelled_alike(word, other).max(self.company(word, other));
                if score > 0.0 {
                    candidates.push((score, at, place));
                }
            }
        }
        let rival = |(score, at, place): (f64, usize, usize)| {
            candidates.iter().any(|other| {
                let shares = (other.1 == at) != (other.2 == place);
                shares && other.0 >= score * RIVAL
            })
        };
        let mut sure: Vec<_> = candidates
            .iter()
            .copied()
            .filter(|candidate| !rival(*candidate))
            .collect();
        sure.sort_by(|one, two| two.0.total_cmp(&one.0));
        for (_, at, place) in sure {
            if let (Some(word), Some(other)) = (source.get(at), target.get(place))
                && is_free(&links, &word.range, &other.range)
            {
                links.push(WordLink {
                    source: word.range.clone(),
                    target: other.range.clone(),
                });
            }
        }
        links.sort_by_key(|link| (link.source.start, link.target.start));
        links
    }

    /// How surely two words are translations of each other by the company they keep: 0, or from [`COMPANY`] to 1.
    fn company(&self, word: &Token, other: &Token) -> f64 {
        // Words of grammar stand in nearly every sentence; their company says nothing.
        if word.is_grammar || other.is_grammar {
            return 0.0;
        }
        let together = self
            .together
            .get(&(word.lower.clone(), other.lower.clone()))
            .copied()
            .unwrap_or(0);
        if together < FEWEST_TOGETHER {
            return 0.0;
        }
        let count = |counts: &FxHashMap<String, u32>, word: &str| f64::from(counts.get(word).copied().unwrap_or(0));
        let all = count(&self.of_source, &word.lower) + count(&self.of_target, &other.lower);
        let dice = 2.0 * f64::from(together) / all;
        if dice >= COMPANY { dice } else { 0.0 }
    }
}

/// How far apart two words stand, as a part of their sentences.
#[expect(clippy::cast_precision_loss, reason = "no sentence has 2^52 words")]
fn apart((at, words): (usize, usize), (place, others): (usize, usize)) -> f64 {
    let middle = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
    (middle(at, words) - middle(place, others)).abs()
}

/// How alike two words are spelled: 0, or from [`ALIKE`] to 1.
fn spelled_alike(word: &Token, other: &Token) -> f64 {
    if word.is_grammar || other.is_grammar || FALSE_FRIENDS.contains(&word.lower.as_str()) {
        return 0.0;
    }
    let (one, two): (Vec<char>, Vec<char>) = (word.skeleton.chars().collect(), other.skeleton.chars().collect());
    if one.len().min(two.len()) < SHORTEST_ALIKE || word.skeleton.starts_with(|c: char| c.is_ascii_digit()) {
        return 0.0;
    }
    let beginning = one.iter().zip(&two).take_while(|(one, two)| one == two).count();
    let operations = capture_diff_slices(Algorithm::Myers, &one, &two);
    let ratio = diff_ratio(&operations, one.len(), two.len());
    if beginning >= SAME_BEGINNING && ratio >= ALIKE {
        f64::from(ratio)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    static FRENCH: Language = Language::FRENCH;
    static ENGLISH: Language = Language::ENGLISH;

    fn pair<'a>(source: &'a str, target: &'a str) -> Pair<'a> {
        Pair {
            source,
            target,
            from: &FRENCH,
            to: &ENGLISH,
        }
    }

    fn check(learned: &WordLinks, source: &str, target: &str, expected: &[(&str, &str)]) {
        let links = learned.links(&pair(source, target));
        let links: Vec<_> = links
            .iter()
            .map(|link| (&source[link.source.clone()], &target[link.target.clone()]))
            .collect();
        assert_eq!(links, expected);
    }

    #[test]
    fn numbers_names_and_likeness_link() {
        check(
            &WordLinks::default(),
            "Mardi, douze visiteurs de Londres ont visité le musée.",
            "On Tuesday twelve visitors from London visited the museum.",
            &[
                ("Mardi", "Tuesday"),
                ("douze", "twelve"),
                ("visiteurs", "visitors"),
                ("Londres", "London"),
                ("visité", "visited"),
            ],
        );
    }

    #[test]
    fn words_that_keep_company_link_once_they_are_known_to() {
        let (source, target) = ("L’horloge sonne.", "The clock strikes.");
        check(&WordLinks::default(), source, target, &[]);
        let pairs = [
            ("Une horloge dort.", "A clock sleeps."),
            ("Cette horloge est vieille.", "That clock is old."),
            ("Mon horloge retarde.", "My clock is slow."),
        ];
        let learned = WordLinks::learn(pairs.map(|(source, target)| pair(source, target)));
        check(&learned, source, target, &[("horloge", "clock")]);
    }

    #[test]
    fn false_friends_and_rivals_do_not_link() {
        check(
            &WordLinks::default(),
            "Sa main est le pain.",
            "The main pain is hers.",
            &[],
        );
        check(
            &WordLinks::default(),
            "Cette nation parle bien.",
            "A nation meets nation now.",
            &[],
        );
    }
}
