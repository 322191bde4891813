//! Words that go round in a circle, as an engine that has lost its way writes them.

use std::ops::Range;

use super::side::Sides;
use super::word::Word;
use super::{Flag, FlagKind, Reason};

/// The longest phrase that is looked for, in words.
const LONGEST: usize = 12;

/// The phrase that stands most often in a row: how often, and all its bytes. A phrase of three words or more counts from
/// the second time on, a shorter one from the third.
fn circle(words: &[Word]) -> Option<(usize, Range<usize>)> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for length in 1..=LONGEST.min(words.len() / 2) {
        let mut start = 0;
        while start + 2 * length <= words.len() {
            let part = |index: usize| words.get(start + index * length..start + (index + 1) * length);
            let same = |one: Option<&[Word]>, two: Option<&[Word]>| match (one, two) {
                (Some(one), Some(two)) => one.iter().zip(two).all(|(one, two)| one.lower == two.lower),
                _ => false,
            };
            let mut times = 1;
            while same(part(0), part(times)) {
                times += 1;
            }
            let fewest = if length >= 3 { 2 } else { 3 };
            if times >= fewest
                && best.as_ref().is_none_or(|(most, _)| times > *most)
                && let (Some(first), Some(last)) = (words.get(start), words.get(start + times * length - 1))
            {
                best = Some((times, first.range.start..last.range.end));
            }
            start += if times > 1 { (times - 1) * length } else { 1 };
        }
    }
    best
}

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (times, range) = circle(&sides.target.words)?;
    // "Non, non et non": the original may do the same.
    let original = circle(&sides.source.words).map_or(1, |(times, _)| times);
    (times > original).then(|| Flag::new(FlagKind::Repetition, Reason::Loop).in_target([range]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_circle_is_told_unless_the_original_has_it() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "Le port est calme.",
            "The port is calm calm calm calm.",
            &[Reason::Loop],
        );
        check(
            "Le port est calme ce soir.",
            "The port is calm the port is calm tonight.",
            &[Reason::Loop],
        );
        check("Il dit que c’est vrai.", "He says that that is true.", &[]);
        check(
            "Rendez, rendez, rendez-nous tout !",
            "Give, give, give it all back!",
            &[],
        );
    }
}
