//! What of a sentence is found again in its translation beyond doubt: numbers, however they are written, months, days of
//! the week, and names that the list of names knows.

use std::ops::Range;

use super::Pair;
use super::side::{Side, Sides};
use super::word::{skeleton, words};

/// A word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// In lower case.
    pub(crate) lower: String,
    /// Without accents.
    pub(crate) skeleton: String,
    /// Whether it is one of the language's words of grammar.
    pub(crate) is_grammar: bool,
}

/// The words of both sides.
pub(crate) fn tokens(pair: &Pair<'_>) -> (Vec<Token>, Vec<Token>) {
    let sides = Sides::of(pair);
    let of = |side: &Side<'_>| {
        let found = words(side.text).into_iter().map(|word| Token {
            skeleton: skeleton(side.text.get(word.range.clone()).unwrap_or_default()),
            is_grammar: side.lexicon.function_words.contains(word.lower.as_str()),
            lower: word.lower,
            range: word.range,
        });
        found.collect()
    };
    (of(&sides.source), of(&sides.target))
}

/// The bytes of the original and of the translation that say the same number, month, day or name; each at most once.
pub(crate) fn anchors(pair: &Pair<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let sides = Sides::of(pair);
    let (source, target) = (&sides.source, &sides.target);
    let mut found = Vec::new();
    for (index, quantity) in source
        .quantities
        .iter()
        .enumerate()
        .filter(|(_, quantity)| quantity.firm)
    {
        let same = |quantities: &[super::quantity::Quantity]| -> Vec<usize> {
            let agreeing = quantities
                .iter()
                .enumerate()
                .filter(|(_, other)| other.firm && other.agrees(quantity));
            agreeing.map(|(index, _)| index).collect()
        };
        // The second of two sevens faces the second, when there are two on both sides.
        let (here, there) = (same(&source.quantities), same(&target.quantities));
        if here.len() == there.len()
            && let Some(place) = here.iter().position(|other| *other == index)
            && let Some(other) = there.get(place).and_then(|other| target.quantities.get(*other))
        {
            found.push((quantity.range.clone(), other.range.clone()));
        }
    }
    let named = |side: &Side<'_>, weekdays: bool| -> Vec<(f64, Range<usize>)> {
        let names = if weekdays {
            &side.lexicon.weekdays
        } else {
            &side.lexicon.months
        };
        let words = side.words.iter();
        words
            .filter_map(|word| Some((*names.get(word.lower.as_str())?, word.range.clone())))
            .collect()
    };
    for weekdays in [false, true] {
        let others = named(target, weekdays);
        for (number, range) in named(source, weekdays) {
            let mut same = others.iter().filter(|(other, _)| (number - other).abs() < 0.5);
            if let (Some((_, other)), None) = (same.next(), same.next()) {
                found.push((range, other.clone()));
            }
        }
    }
    if let Some(names) = sides.names {
        for word in source.words.iter().filter(|word| word.capital) {
            let forms: Vec<_> = names.of_name(&word.lower).collect();
            let mut same = target.words.iter().filter(|other| {
                forms.iter().any(|form| {
                    let begins = form.strip_suffix('*');
                    begins.map_or(other.lower == *form, |beginning| other.lower.starts_with(beginning))
                })
            });
            if let (Some(other), None) = (same.next(), same.next()) {
                found.push((word.range.clone(), other.range.clone()));
            }
        }
    }
    found
}
