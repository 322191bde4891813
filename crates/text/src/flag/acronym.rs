//! Acronyms that are missing.

use super::quantity::roman_value;
use super::side::Sides;
use super::word::words;
use super::{Flag, FlagKind, Reason};

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let names = sides.names?;
    let (source, target) = (&sides.source, &sides.target);
    let of_source = acronyms(source.text);
    // A sentence in capitals has none.
    if of_source.len() * 2 > source.words.len() {
        return None;
    }
    let of_target = acronyms(target.text);
    // Another acronym is likely its translation.
    if of_target
        .iter()
        .any(|other| !of_source.iter().any(|(acronym, _)| *acronym == other.0))
    {
        return None;
    }
    let plain: Vec<&str> = target.words.iter().map(|word| word.lower.as_str()).collect();
    let initials: String = plain.iter().filter_map(|word| word.chars().next()).collect();
    let lost = of_source.iter().filter(|(acronym, _)| {
        let lower = acronym.to_lowercase();
        let is_there = plain
            .iter()
            .any(|word| *word == lower || word.strip_suffix('s') == Some(&lower))
            || plain
                .iter()
                .any(|word| word.starts_with(lower.as_str()) || word.ends_with(lower.as_str()));
        let spelled_out = initials.contains(&lower) || initials.contains(&lower.chars().rev().collect::<String>());
        let by_list = names.of_acronym(&lower).iter().any(|form| {
            let (form, open) = form
                .strip_suffix('*')
                .map_or((*form, false), |beginning| (beginning, true));
            let wanted: Vec<_> = words(form).into_iter().map(|word| word.lower).collect();
            plain.windows(wanted.len().max(1)).any(|window| {
                window
                    .iter()
                    .zip(&wanted)
                    .all(|(word, wanted)| word == wanted || open && word.starts_with(wanted.as_str()))
            })
        });
        !(is_there || spelled_out || by_list)
    });
    let lost: Vec<_> = lost.map(|(_, range)| range.clone()).collect();
    (!lost.is_empty()).then(|| Flag::new(FlagKind::Acronym, Reason::AcronymLost).in_source(lost))
}

/// Words of capitals alone, with or without points, that are no Roman numerals.
fn acronyms(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let words = words(text);
    let found = words.into_iter().filter_map(|word| {
        let written = text.get(word.range.clone())?;
        let letters = written.chars().count();
        let is_acronym = (2..=6).contains(&letters)
            && written.chars().all(|character| character.is_uppercase())
            && roman_value(written).is_none();
        is_acronym.then(|| (written.to_owned(), word.range))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_missing_acronym_is_told_and_a_translated_one_is_not() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "La SNCF a parlé hier soir.",
            "The railway spoke last night.",
            &[Reason::AcronymLost],
        );
        check("L’ONU a parlé hier soir.", "The UN spoke last night.", &[]);
        check("L’ONU a parlé hier soir.", "The United Nations spoke last night.", &[]);
        check("L’AIEA a parlé hier soir.", "The IAEA spoke last night.", &[]);
        check("Louis XIV aimait danser.", "Louis the Great loved to dance.", &[]);
    }
}
