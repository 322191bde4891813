//! Days, months and weekdays changed or lost.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::quantity::Quantity;
use super::side::{Side, Sides};
use super::{Flag, FlagKind, Reason};

/// Names of months or days found in a side, with their number and place.
fn named(side: &Side<'_>, names: &FxHashMap<&'static str, f64>) -> Vec<(f64, Range<usize>)> {
    let words = side.words.iter();
    words
        .filter_map(|word| Some((*names.get(word.lower.as_str())?, word.range.clone())))
        .collect()
}

type Named = Vec<(f64, Range<usize>)>;

/// What one side names and the other does not, both ways; only when there is something on both sides: a month that is
/// missing may be told as "last month", one that is another cannot.
fn exchanged(sides: &Sides<'_>, firm: fn(&Side<'_>) -> Named, any: fn(&Side<'_>) -> Named) -> Option<(Named, Named)> {
    let missing = |one: &Side<'_>, other: &Side<'_>| -> Named {
        let others = any(other);
        let mut found = firm(one);
        found.retain(|(number, _)| !others.iter().any(|(other, _)| same(*number, *other)));
        found
    };
    let gone = missing(&sides.source, &sides.target);
    let new = missing(&sides.target, &sides.source);
    (!gone.is_empty() && !new.is_empty()).then_some((gone, new))
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}

fn ranges(named: Named) -> impl Iterator<Item = Range<usize>> {
    named.into_iter().map(|(_, range)| range)
}

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let months = exchanged(
        sides,
        |side| named(side, &side.lexicon.months),
        |side| {
            let mut months = named(side, &side.lexicon.months);
            months.extend(named(side, &side.lexicon.loose_months));
            months
        },
    );
    let weekdays = exchanged(
        sides,
        |side| named(side, &side.lexicon.weekdays),
        |side| named(side, &side.lexicon.weekdays),
    );
    if let Some((gone, new)) = months {
        let flag = Flag::new(FlagKind::Date, Reason::DateChanged);
        return Some(flag.in_source(ranges(gone)).in_target(ranges(new)));
    }
    if let Some((gone, new)) = weekdays {
        let flag = Flag::new(FlagKind::Date, Reason::WeekdayChanged);
        return Some(flag.in_source(ranges(gone)).in_target(ranges(new)));
    }
    let unmatched = |one: &[Quantity], other: &[Quantity]| -> Vec<Quantity> {
        let dated = one.iter().filter(|quantity| quantity.firm && quantity.of_date);
        dated
            .filter(|quantity| !other.iter().any(|other| quantity.agrees(other)))
            .cloned()
            .collect()
    };
    let (source, target) = (&sides.source.quantities, &sides.target.quantities);
    let (gone, new) = (unmatched(source, target), unmatched(target, source));
    let reason = match (gone.is_empty(), new.is_empty()) {
        (true, true) => return None,
        (false, true) if sides.target.lexicon.known => Reason::DateLost,
        _ => Reason::DateChanged,
    };
    let ranges = |quantities: Vec<Quantity>| quantities.into_iter().map(|quantity| quantity.range);
    Some(
        Flag::new(FlagKind::Date, reason)
            .in_source(ranges(gone))
            .in_target(ranges(new)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    fn check(french: &str, english: &str, expected: &[Reason]) {
        assert_eq!(reasons(french, english), expected, "{french} / {english}");
    }

    #[test]
    fn another_day_or_month_is_told() {
        check(
            "Il est né le 12 octobre 2026.",
            "He was born on October 13, 2026.",
            &[Reason::DateChanged],
        );
        check(
            "Il est né le 12 octobre 2026.",
            "He was born on 12 November 2026.",
            &[Reason::DateChanged],
        );
        check(
            "Il viendra mardi.",
            "He will come on Thursday.",
            &[Reason::WeekdayChanged],
        );
        check(
            "Le 14 juillet, on danse.",
            "People dance in the street.",
            &[Reason::DateLost],
        );
    }

    #[test]
    fn the_same_date_is_the_same_in_any_order() {
        check("Il est né le 12 octobre 2026.", "He was born on October 12, 2026.", &[]);
        check("Le 1er mai, on défile.", "On the first of May there is a parade.", &[]);
        check("Le 5 mars 1953, il mourut.", "He died on 5 March 1953.", &[]);
        check("En septembre, il partit.", "He left that month.", &[]);
    }
}
