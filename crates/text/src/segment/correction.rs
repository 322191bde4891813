//! The reader's own word on where sentences part: a boundary added or taken away at one place of one block.
//!
//! A correction names the byte where the second sentence begins. It outlives a change of rules: it is laid over
//! whatever the rules find.

use std::collections::BTreeSet;
use std::ops::Range;

/// One correction of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The byte of the block at which the second of the two sentences begins.
    pub at: usize,
    /// Whether a sentence begins there after all, or does not.
    pub begins: bool,
}

impl Correction {
    /// Splits a block at `byte`, wherever in the white space around a boundary that is. None where nothing would be
    /// split: outside the text, inside a character, or with white space only on one side.
    pub fn split(block: &str, byte: usize) -> Option<Self> {
        let (before, after) = block.split_at_checked(byte)?;
        let at = byte + (after.len() - after.trim_start().len());
        (!before.trim().is_empty() && at < block.len()).then_some(Self { at, begins: true })
    }

    /// Joins the sentence that begins at `start` with the one before it.
    pub fn join(start: usize) -> Self {
        Self {
            at: start,
            begins: false,
        }
    }
}

/// Lays corrections over the sentences found in `block`. What no longer falls on a character of the text (the block
/// has changed) is passed over; the first sentence begins where it did.
pub fn correct(
    block: &str,
    ranges: impl IntoIterator<Item = Range<usize>>,
    corrections: &[Correction],
) -> Vec<Range<usize>> {
    let mut starts: BTreeSet<usize> = ranges.into_iter().map(|range| range.start).collect();
    let first = starts.first().copied();
    for Correction { at, begins } in corrections.iter().copied() {
        let is_text = block
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|c| !c.is_whitespace());
        if begins && is_text && first.is_some_and(|first| at > first) {
            starts.insert(at);
        } else if !begins && Some(at) != first {
            starts.remove(&at);
        }
    }
    let ends = starts.iter().copied().skip(1).chain([block.len()]);
    let whole = starts.iter().copied().zip(ends);
    whole
        .map(|(start, end)| start..start + block[start..end].trim_end().len())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::segment::Segmenter;

    fn check(block: &str, corrections: &[Correction], expected: &[&str]) {
        let segmenter = Segmenter::new(&Language::FRENCH);
        let found = correct(block, segmenter.ranges(block), corrections);
        assert_eq!(
            found.into_iter().map(|range| &block[range]).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn a_sentence_is_split_where_the_reader_says() {
        let block = "Il vint, il vit ; il vainquit. Puis il rentra.";
        let place = block.find(" il vainquit").unwrap();
        for byte in [place, place + 1] {
            let split = Correction::split(block, byte).unwrap();
            check(
                block,
                &[split],
                &["Il vint, il vit ;", "il vainquit.", "Puis il rentra."],
            );
        }
    }

    #[test]
    fn two_sentences_are_joined_and_parted_again() {
        let block = "Il vint. Il vit. Il vainquit.";
        let start = block.find("Il vit").unwrap();
        let join = Correction::join(start);
        check(block, &[join], &["Il vint. Il vit.", "Il vainquit."]);
        check(
            block,
            &[join, Correction::split(block, start).unwrap()],
            &["Il vint.", "Il vit.", "Il vainquit."],
        );
    }

    #[test]
    fn nothing_is_split_where_there_is_nothing_on_one_side() {
        let block = " Été comme hiver. ";
        for byte in [0, 1, 2, block.len() - 1, block.len(), 500] {
            assert_eq!(Correction::split(block, byte), None, "at {byte}");
        }
    }

    #[test]
    fn a_correction_of_another_text_is_passed_over() {
        let block = "Été. Hiver.";
        let strange = [1, 4, 6, 400].map(|at| Correction { at, begins: true });
        check(block, &strange, &["Été.", "Hiver."]);
        check(block, &[Correction::join(0)], &["Été.", "Hiver."]);
        check("", &strange, &[]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_corrected_no_character_is_lost(
            block in "[ A-Za-zéÉ.!?«»\u{a0}\n😀]{0,60}",
            corrections in proptest::collection::vec((0..80_usize, proptest::bool::ANY), 0..8),
        ) {
            let corrections: Vec<_> = corrections.into_iter().map(|(at, begins)| Correction { at, begins }).collect();
            let segmenter = Segmenter::new(&Language::FRENCH);
            let mut at = 0;
            for range in correct(&block, segmenter.ranges(&block), &corrections) {
                proptest::prop_assert!(range.start >= at && range.start < range.end);
                proptest::prop_assert!(block[at..range.start].trim().is_empty());
                proptest::prop_assert_eq!(block[range.clone()].trim(), &block[range.clone()]);
                at = range.end;
            }
            proptest::prop_assert!(block[at..].trim().is_empty());
        }
    }
}
