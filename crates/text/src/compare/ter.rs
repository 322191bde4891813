//! TER, the translation edit rate: how many edits make a translation into its reference, for each 100 words of it.
//!
//! Snover et al. 2006, "A study of translation edit rate with targeted human annotation". An edit inserts, deletes or
//! replaces a word, or shifts a phrase. Which shifts are tried is a heuristic, and figures depend on it: this follows
//! sacreBLEU (Post 2018; its TER follows Tercom) with default settings — lower case, words between white space — in the
//! choice and order of shifts, in its limits, and in the beam around the diagonal, and gives the same numbers of edits.
//!
//! # Incomplete support
//!
//! One reference; none of sacreBLEU's options for tokens (`normalized`, `no_punct`, `asian_support`, `case_sensitive`).

use std::cmp::Reverse;
use std::ops::{AddAssign, Range};

use super::ngram::{self, Words};

/// Longest phrase that is shifted, in words.
const LONGEST_SHIFT: usize = 10;
/// Farthest that a phrase is shifted, in words.
const FARTHEST_SHIFT: usize = 50;
/// Shifts tried for one sentence, after which no more are made.
const MOST_CANDIDATES: usize = 1000;
/// Words on each side of the diagonal that the distance looks at; more when lengths differ much.
const BEAM: usize = 25;
/// The cost of what is outside the beam: more than any path, and small enough to add to.
const UNREACHED: u32 = u32::MAX / 2;

/// What TER counts, of one sentence or of many: the counts of an article are the sum of its sentences' counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerCounts {
    edits: u64,
    /// Words.
    reference: u64,
}

impl TerCounts {
    /// Counts the edits of one sentence.
    pub fn of(hypothesis: &str, reference: &str) -> Self {
        let (hypothesis, reference) = (hypothesis.to_lowercase(), reference.to_lowercase());
        let mut numbering = Words::default();
        let hypothesis = numbering.numbers(ngram::split(&hypothesis));
        let reference = numbering.numbers(ngram::split(&reference));
        Self {
            reference: reference.len() as u64,
            edits: edits(hypothesis, &reference),
        }
    }

    /// Edits for each 100 words of the reference: 0 for the same words, 100 and more for nothing in common. Words
    /// against an empty reference are 100, nothing against nothing is 0.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of words are far below 2^53, and sacreBLEU divides as floats"
    )]
    pub fn score(&self) -> f64 {
        match (self.edits, self.reference) {
            (0, 0) => 0.0,
            (_, 0) => 100.0,
            (edits, reference) => 100.0 * (edits as f64 / reference as f64),
        }
    }
}

impl AddAssign<&Self> for TerCounts {
    fn add_assign(&mut self, other: &Self) {
        self.edits += other.edits;
        self.reference += other.reference;
    }
}

/// Shifts as long as one makes the distance smaller, then inserts, deletes and replaces.
fn edits(mut hypothesis: Vec<u32>, reference: &[u32]) -> u64 {
    if reference.is_empty() {
        return hypothesis.len() as u64;
    }
    let mut distances = Distances::new(&hypothesis, reference);
    let mut shifts = 0;
    let mut candidates = 0;
    while let Some(shift) = best_shift(&hypothesis, reference, &mut distances, &mut candidates) {
        // The shift found when the limit is reached is not made: so it is in Tercom.
        if candidates >= MOST_CANDIDATES || shift.gain <= 0 {
            break;
        }
        hypothesis = shift.applied(&hypothesis);
        distances.rewrite(&hypothesis, shift.start.min(shift.target));
        shifts += 1;
    }
    shifts + u64::from(distances.whole())
}

/// A phrase of the hypothesis put elsewhere in it.
#[derive(Debug, Clone, Copy)]
struct Shift {
    /// By how much the distance shrinks.
    gain: i64,
    start: usize,
    length: usize,
    target: usize,
}

impl Shift {
    /// What the best shift has the most of: gain, then length, then earliness of where it is from and goes to.
    fn rank(&self) -> (i64, usize, Reverse<usize>, Reverse<usize>) {
        (self.gain, self.length, Reverse(self.start), Reverse(self.target))
    }

    fn applied(&self, words: &[u32]) -> Vec<u32> {
        let mut shifted = words.to_vec();
        let Self {
            start, length, target, ..
        } = *self;
        // A target within or right behind the phrase counts from the phrase's end.
        let span = if target < start {
            shifted
                .get_mut(target..start + length)
                .map(|span| (span, start - target))
        } else if target > start + length {
            shifted.get_mut(start..target).map(|span| (span, length))
        } else {
            let end = (length + target).min(words.len());
            shifted.get_mut(start..end).map(|span| (span, length))
        };
        if let Some((span, by)) = span {
            span.rotate_left(by);
        }
        shifted
    }
}

/// The shift after which the hypothesis is nearest to the reference. `candidates` counts those tried for this sentence.
fn best_shift(
    hypothesis: &[u32],
    reference: &[u32],
    distances: &mut Distances<'_>,
    candidates: &mut usize,
) -> Option<Shift> {
    let alignment = distances.alignment(hypothesis);
    let before = i64::from(distances.whole());
    let mut best: Option<Shift> = None;
    for pair in shared_phrases(hypothesis, reference) {
        let Phrase {
            in_hypothesis: start,
            in_reference,
            length,
        } = pair;
        // Only a phrase that is wrong where it stands, to a place that is wrong where it goes.
        let misplaced = any(&alignment.wrong_in_hypothesis, start..start + length)
            && any(&alignment.wrong_in_reference, in_reference..in_reference + length);
        // `ends` are one more than sacreBLEU's indices, so that "before the first word" is 0.
        let inside = alignment
            .ends
            .get(in_reference)
            .is_some_and(|end| (start + 1..=start + length).contains(end));
        if !misplaced || inside {
            continue;
        }
        let mut previous = None;
        for offset in 0..=length {
            // Behind each word of the phrase in the reference, and first before all of it.
            let target = if in_reference + offset == 0 {
                0
            } else if let Some(end) = alignment.ends.get(in_reference + offset - 1) {
                *end
            } else {
                break;
            };
            if previous.replace(target) == Some(target) {
                continue;
            }
            let mut shift = Shift {
                gain: 0,
                start,
                length,
                target,
            };
            let distance = distances.distance(&shift.applied(hypothesis), start.min(target));
            shift.gain = before - i64::from(distance);
            *candidates += 1;
            if best.is_none_or(|best| shift.rank() > best.rank()) {
                best = Some(shift);
            }
        }
        if *candidates >= MOST_CANDIDATES {
            break;
        }
    }
    best
}

fn any(wrong: &[bool], range: Range<usize>) -> bool {
    wrong.get(range).is_some_and(|wrong| wrong.contains(&true))
}

struct Phrase {
    in_hypothesis: usize,
    in_reference: usize,
    /// Words.
    length: usize,
}

/// Phrases that both have, near enough to each other, with all their beginnings: in the order in which Tercom tries them.
fn shared_phrases(hypothesis: &[u32], reference: &[u32]) -> impl Iterator<Item = Phrase> {
    (0..hypothesis.len()).flat_map(move |in_hypothesis| {
        let near =
            in_hypothesis.saturating_sub(FARTHEST_SHIFT)..(in_hypothesis + FARTHEST_SHIFT + 1).min(reference.len());
        near.flat_map(move |in_reference| {
            let left = hypothesis.iter().skip(in_hypothesis);
            let right = reference.iter().skip(in_reference);
            let shared = left
                .zip(right)
                .take(LONGEST_SHIFT)
                .take_while(|(left, right)| left == right);
            (1..).zip(shared).map(move |(length, _)| Phrase {
                in_hypothesis,
                in_reference,
                length,
            })
        })
    })
}

/// Which word of the hypothesis each word of the reference belongs to, and which are wrong.
struct Alignment {
    /// For each word of the reference, how many words of the hypothesis end with its own.
    ends: Vec<usize>,
    wrong_in_hypothesis: Vec<bool>,
    wrong_in_reference: Vec<bool>,
}

/// Levenshtein distances within a beam around the diagonal, row by row: a row for each word of the hypothesis.
///
/// Memory is the beam's, not the product of the lengths. Rows are kept for the hypothesis as it stands, so a shift costs
/// only the rows from the first word it touches.
struct Distances<'a> {
    reference: &'a [u32],
    /// For each row, the columns (words of the reference used) that are looked at. Both ends only grow.
    beams: Vec<Range<usize>>,
    /// The costs of each row's beam.
    rows: Vec<Vec<u32>>,
    /// Two whole rows for trying a shift.
    scratch: [Vec<u32>; 2],
}

impl<'a> Distances<'a> {
    fn new(hypothesis: &[u32], reference: &'a [u32]) -> Self {
        let columns = reference.len() + 1;
        let beams = beams(hypothesis.len(), reference.len());
        let mut distances = Self {
            reference,
            rows: beams.iter().map(|beam| vec![UNREACHED; beam.len()]).collect(),
            beams,
            scratch: [vec![UNREACHED; columns], vec![UNREACHED; columns]],
        };
        if let Some(first) = distances.rows.first_mut() {
            *first = (0..).take(columns).collect();
        }
        distances.rewrite(hypothesis, 0);
        distances
    }

    /// The distance of the whole hypothesis.
    fn whole(&self) -> u32 {
        self.rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
    }

    /// Takes a hypothesis of the same length, equal to the one before up to the word `from`.
    fn rewrite(&mut self, hypothesis: &[u32], from: usize) {
        let mut scratch = std::mem::take(&mut self.scratch);
        self.load(from, &mut scratch);
        for (row, word) in (from + 1..).zip(hypothesis.iter().skip(from)) {
            let beam = self.advance(row, *word, &mut scratch);
            if let (Some(kept), Some(computed)) = (self.rows.get_mut(row), scratch[0].get(beam)) {
                kept.clear();
                kept.extend_from_slice(computed);
            }
        }
        self.scratch = scratch;
    }

    /// The distance of a hypothesis that equals the one taken up to the word `from`.
    fn distance(&mut self, hypothesis: &[u32], from: usize) -> u32 {
        let mut scratch = std::mem::take(&mut self.scratch);
        self.load(from, &mut scratch);
        for (row, word) in (from + 1..).zip(hypothesis.iter().skip(from)) {
            self.advance(row, *word, &mut scratch);
        }
        let distance = scratch[0].last().copied().unwrap_or(UNREACHED);
        self.scratch = scratch;
        distance
    }

    /// Puts a kept row into the first of two whole rows.
    fn load(&self, row: usize, scratch: &mut [Vec<u32>; 2]) {
        let (Some(beam), Some(costs)) = (self.beams.get(row), self.rows.get(row)) else {
            return;
        };
        scratch[0].fill(UNREACHED);
        if let Some(place) = scratch[0].get_mut(beam.clone()) {
            place.copy_from_slice(costs);
        }
    }

    /// From the row before in the first of two whole rows, makes this one, in the first again.
    fn advance(&self, row: usize, word: u32, scratch: &mut [Vec<u32>; 2]) -> Range<usize> {
        let beam = self.beams.get(row).cloned().unwrap_or_default();
        let next_end = self.beams.get(row + 1).map_or(beam.end, |next| next.end);
        let [above, here] = scratch;
        // What the next row looks at on both sides of this beam.
        if let Some(before) = beam.start.checked_sub(1).and_then(|index| here.get_mut(index)) {
            *before = UNREACHED;
        }
        if let Some(after) = here.get_mut(beam.end..next_end.max(beam.end)) {
            after.fill(UNREACHED);
        }
        let mut left = UNREACHED;
        let mut start = beam.start;
        if start == 0 {
            if let (Some(here), Some(above)) = (here.first_mut(), above.first()) {
                *here = above + 1;
                left = *here;
            }
            start = 1;
        }
        let columns = here.get_mut(start..beam.end).unwrap_or_default();
        let diagonals = above.get(start - 1..).unwrap_or_default();
        let uppers = above.get(start..).unwrap_or_default();
        let words = self.reference.get(start - 1..).unwrap_or_default();
        for (((cost, diagonal), upper), other) in columns.iter_mut().zip(diagonals).zip(uppers).zip(words) {
            let kept_or_replaced = diagonal + u32::from(word != *other);
            left = kept_or_replaced.min(upper + 1).min(left + 1);
            *cost = left;
        }
        scratch.swap(0, 1);
        beam
    }

    fn cost(&self, row: usize, column: usize) -> u32 {
        let cost = || {
            let place = column.checked_sub(self.beams.get(row)?.start)?;
            self.rows.get(row)?.get(place)
        };
        cost().copied().unwrap_or(UNREACHED)
    }

    /// Walks the cheapest path backwards: keeping or replacing before deleting, deleting before inserting.
    fn alignment(&self, hypothesis: &[u32]) -> Alignment {
        let (mut row, mut column) = (hypothesis.len(), self.reference.len());
        let mut alignment = Alignment {
            ends: vec![0; column],
            wrong_in_hypothesis: vec![false; row],
            wrong_in_reference: vec![false; column],
        };
        while row > 0 || column > 0 {
            let (word, other) = (
                row.checked_sub(1).and_then(|index| hypothesis.get(index)),
                column.checked_sub(1).and_then(|index| self.reference.get(index)),
            );
            let cost = self.cost(row, column);
            let differ = u32::from(word != other);
            let both = word.is_some() && other.is_some() && cost == self.cost(row - 1, column - 1) + differ;
            let deleted = !both && word.is_some() && (other.is_none() || cost == self.cost(row - 1, column) + 1);
            if !deleted {
                column -= 1;
                if let Some(end) = alignment.ends.get_mut(column) {
                    *end = row;
                }
                if let Some(wrong) = alignment.wrong_in_reference.get_mut(column) {
                    *wrong = !both || differ == 1;
                }
            }
            if both || deleted {
                row -= 1;
                if let Some(wrong) = alignment.wrong_in_hypothesis.get_mut(row) {
                    *wrong = deleted || differ == 1;
                }
            }
        }
        alignment
    }
}

/// The columns of each row that lie in the beam, as sacreBLEU computes them.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sacreBLEU's diagonal is a float rounded down; counts of words are far below 2^53"
)]
fn beams(words: usize, reference: usize) -> Vec<Range<usize>> {
    let columns = reference + 1;
    let ratio = if words == 0 {
        1.0
    } else {
        reference as f64 / words as f64
    };
    // So wide that the beams of neighbouring rows overlap.
    let width = if (BEAM as f64) < ratio / 2.0 {
        (ratio / 2.0 + BEAM as f64).ceil() as usize
    } else {
        BEAM
    };
    let beam = |row: usize| {
        let diagonal = (row as f64 * ratio).floor() as usize;
        let end = if row == words {
            columns
        } else {
            columns.min(diagonal + width)
        };
        diagonal.saturating_sub(width).min(end)..end
    };
    std::iter::once(0..columns).chain((1..=words).map(beam)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected figures: sacreBLEU 2.6.0, `TER().sentence_score(hypothesis, [reference])`.
    #[track_caller]
    fn check(hypothesis: &str, reference: &str, expected: f64) {
        let score = TerCounts::of(hypothesis, reference).score();
        assert!((score - expected).abs() < 5e-7, "{score} is not {expected}");
    }

    #[test]
    fn nothing_at_all() {
        check("", "", 0.0);
        check("", "Il neige.", 100.0);
        check("Il neige.", "", 100.0);
        check("  \u{a0}", "Il neige.", 100.0);
    }

    #[test]
    fn the_same() {
        check("Il neige.", "Il neige.", 0.0);
        check("a", "a", 0.0);
        check("Le temps, c'est de l'argent.", "Le temps, c'est de l'argent.", 0.0);
    }

    #[test]
    fn repeated_words() {
        check("the the the the", "the cat sat on the mat", 66.666_667);
        check("the cat sat on the mat", "the the the", 133.333_333);
        check("non non non", "non non non non non", 40.0);
    }

    #[test]
    fn marks() {
        check("Well, (he said): \"no...\"", "Well - he said - \"no\"!", 100.0);
        check("1,000.50 euros;", "1.000,50 euros ;", 100.0);
        check("A.B,C. 3-4", "A.B, C. 3 - 4", 100.0);
    }

    #[test]
    fn french() {
        check(
            "« Où est-il ? », demanda l’homme.",
            "« Où se trouve-t-il ? » demanda l'homme.",
            50.0,
        );
        check(
            "L’été dernier, nous étions allés à la mer.",
            "Nous sommes allés à la mer l’été dernier.",
            62.5,
        );
        check("Le chat dort sur le canapé.", "Sur le canapé dort le chat.", 50.0);
    }

    #[test]
    fn unicode() {
        check("naïve cafe\u{301}", "naïve café", 50.0);
        check("👩\u{200d}👩\u{200d}👧 дом ΣΑΣ", "👩\u{200d}👩\u{200d}👧 Дом σας", 0.0);
        check("私は学生です。", "私は先生です。", 100.0);
    }

    #[test]
    fn order_of_words() {
        check("b c d a", "a b c d", 25.0);
        check(
            "the quick brown fox jumps over the lazy dog",
            "over the lazy dog the quick brown fox jumps",
            11.111_111,
        );
        check("a b c d e f g h", "h g f e d c b a", 87.5);
    }

    #[test]
    fn lengths() {
        check("one two", "one two three four five six", 66.666_667);
        check("one two three four five six", "one two", 200.0);
        check("tiny", "tiny words", 50.0);
    }
}
