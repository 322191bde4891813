//! Matches of n-grams, shared by chrF and BLEU.
//!
//! Order by order: an n-gram can match only where its first n - 1 symbols did, so each order looks at what the order
//! before it left alive, and an n-gram is named by two numbers: the slot of its beginning and its last symbol. Names are
//! exact (no n-gram is taken for another), and one small table serves all orders. Time and memory grow linearly with the
//! text.

use rustc_hash::FxHashMap;

/// What no name of an n-gram is: symbols are code points or numbers of words, far below `u32::MAX`.
const VACANT: u64 = u64::MAX;

#[derive(Clone, Copy)]
struct Slot {
    name: u64,
    /// Occurrences in the reference that no occurrence in the hypothesis has used up.
    left: u64,
}

/// A place where an n-gram begins, and the slot of the n-gram seen so far.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    slot: u64,
}

/// For each order from 1 to `ORDERS`, how many n-grams of the hypothesis are also in the reference, each counted as
/// often as it stands in both.
pub(super) fn matches<const ORDERS: usize>(hypothesis: &[u32], reference: &[u32]) -> [u64; ORDERS] {
    let mut matched = [0; ORDERS];
    let capacity = (reference.len().max(8) * 2).next_power_of_two();
    let shift = u64::BITS - capacity.trailing_zeros();
    let mut table = vec![Slot { name: VACANT, left: 0 }; capacity];
    let places = |text: &[u32]| -> Vec<Place> { (0..text.len()).map(|start| Place { start, slot: 0 }).collect() };
    let (mut in_hypothesis, mut in_reference) = (places(hypothesis), places(reference));
    for (order, matched) in matched.iter_mut().enumerate() {
        if order > 0 {
            table.fill(Slot { name: VACANT, left: 0 });
        }
        in_reference.retain_mut(|place| {
            let Some(symbol) = reference.get(place.start + order) else {
                return false;
            };
            let name = name(place.slot, *symbol);
            let index = find(&table, shift, name);
            place.slot = index as u64;
            if let Some(slot) = table.get_mut(index) {
                slot.name = name;
                slot.left += 1;
            }
            true
        });
        in_hypothesis.retain_mut(|place| {
            let Some(symbol) = hypothesis.get(place.start + order) else {
                return false;
            };
            let name = name(place.slot, *symbol);
            let index = find(&table, shift, name);
            place.slot = index as u64;
            let Some(slot) = table.get_mut(index).filter(|slot| slot.name == name) else {
                return false;
            };
            if slot.left > 0 {
                slot.left -= 1;
                *matched += 1;
            }
            true
        });
    }
    matched
}

/// How many n-grams of one order (from 1) a text of so many symbols has.
pub(super) const fn total(symbols: usize, order: usize) -> u64 {
    (symbols + 1).saturating_sub(order) as u64
}

const fn name(beginning: u64, symbol: u32) -> u64 {
    beginning << 32 | symbol as u64
}

/// The slot of this name, or the vacant one where it belongs. The table is at most half full, so there is one.
fn find(table: &[Slot], shift: u32, name: u64) -> usize {
    let mask = table.len() - 1;
    // Fibonacci hashing, with the high half folded in because beginnings stand there.
    let hash = (name ^ (name >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift;
    #[expect(clippy::cast_possible_truncation, reason = "the shift leaves an index of the table")]
    let mut index = hash as usize & mask;
    while let Some(slot) = table.get(index) {
        if slot.name == VACANT || slot.name == name {
            break;
        }
        index = (index + 1) & mask;
    }
    index
}

/// Gives words numbers: the same number for the same word, counted from 0.
#[derive(Default)]
pub(super) struct Words<'a> {
    // The standard library's hash was a sixth of BLEU's time.
    numbers: FxHashMap<&'a str, u32>,
}

impl<'a> Words<'a> {
    /// The numbers of these words, in their order.
    pub(super) fn numbers(&mut self, words: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        words
            .into_iter()
            .map(|word| {
                // Past four billion different words, which no memory holds, words would be taken for one.
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX - 1);
                *self.numbers.entry(word).or_insert(next)
            })
            .collect()
    }
}

/// White space as Python's `str.split` knows it, and so the metrics: Unicode's, and the four ASCII separators.
pub(super) fn is_space(character: char) -> bool {
    if character.is_ascii() {
        matches!(character, '\t'..='\r' | '\u{1c}'..=' ')
    } else {
        character.is_whitespace()
    }
}

/// The words between white space.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hypothesis: &str, reference: &str, expected: [u64; 3]) {
        let symbols = |text: &str| text.chars().map(u32::from).collect::<Vec<_>>();
        assert_eq!(matches::<3>(&symbols(hypothesis), &symbols(reference)), expected);
    }

    #[test]
    fn an_n_gram_counts_as_often_as_both_have_it() {
        check("abcabc", "abc", [3, 2, 1]);
        check("aaaa", "aa", [2, 1, 0]);
        check("abab", "baba", [4, 2, 2]);
        check("", "abc", [0, 0, 0]);
        check("abc", "", [0, 0, 0]);
        check("é", "é", [1, 0, 0]);
    }

    #[test]
    fn words_are_split_where_python_splits_them() {
        let words: Vec<_> = split("a\u{a0}b\u{1c}c\u{2028}\u{202f}d\u{200b}e").collect();
        assert_eq!(words, ["a", "b", "c", "d\u{200b}e"]);
    }
}
