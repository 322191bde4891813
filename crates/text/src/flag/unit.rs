//! The same number with another unit.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let changed = sides.source.quantities.iter().find_map(|quantity| {
        let unit = quantity.unit?;
        let mut same = sides
            .target
            .quantities
            .iter()
            .filter(|other| quantity.agrees(other))
            .peekable();
        same.peek()?;
        let others: Vec<_> = same.map(|other| (other.unit, other.range.clone())).collect();
        let is_changed = others.iter().all(|(other, _)| other.is_some_and(|other| other != unit));
        is_changed.then(|| (quantity.range.clone(), others))
    });
    let (range, others) = changed?;
    let with_unit = |text: &str, range: std::ops::Range<usize>| {
        let rest = text.get(range.end..).unwrap_or_default();
        let space = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-').len();
        let word = rest.get(space..).unwrap_or_default();
        let word = word
            .find(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ')' | ';'))
            .unwrap_or(word.len());
        range.start..range.end + space + word
    };
    Some(
        Flag::new(FlagKind::Unit, Reason::UnitChanged)
            .in_source([with_unit(sides.source.text, range)])
            .in_target(others.into_iter().map(|(_, range)| with_unit(sides.target.text, range))),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn another_unit_is_told_and_another_spelling_is_not() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "La ville est à 30 km.",
            "The town is 30 miles away.",
            &[Reason::UnitChanged],
        );
        check(
            "Il faut 5 kilogrammes de farine.",
            "You need 5 grams of flour.",
            &[Reason::UnitChanged],
        );
        check("La ville est à 30 km.", "The town is thirty kilometres away.", &[]);
        check("Environ 8 miles (soit 12,8 km).", "About 12.8 km or 8 miles.", &[]);
        check("Il en reçoit 80 %.", "He gets 80 percent of it.", &[]);
        check(
            "Il attend depuis quinze jours.",
            "He has been waiting for a fortnight.",
            &[],
        );
    }
}
