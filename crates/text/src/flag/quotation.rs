//! Quotations that are no longer marked as such.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};
use std::ops::Range;

/// The fewest words of a quotation that must be marked: a title or a single word may be set in italics instead.
const FEWEST_WORDS: usize = 4;

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    if has_quotes(sides.target.text) {
        return None;
    }
    let quoted = quotations(sides.source.text).into_iter().filter(|range| {
        let inside = sides
            .source
            .words
            .iter()
            .filter(|word| range.contains(&word.range.start));
        inside.count() >= FEWEST_WORDS
    });
    let quoted: Vec<_> = quoted.collect();
    (!quoted.is_empty()).then(|| Flag::new(FlagKind::Quotation, Reason::QuotationLost).in_source(quoted))
}

/// Whether there is any mark that may quote.
fn has_quotes(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|character| {
        let opens = matches!(character, '\'') && !before.is_alphanumeric();
        before = character;
        opens
            || matches!(
                character,
                '«' | '»' | '“' | '”' | '„' | '"' | '‹' | '›' | '‘' | '‚' | '‟' | '❝' | '❞'
            )
    })
}

/// What stands in quotation marks, the marks included; the outermost only.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        match (open, character) {
            (None, '«') => open = Some((at, '»')),
            (None, '“') => open = Some((at, '”')),
            (None, '"') => open = Some((at, '"')),
            (Some((start, closing)), character) if character == closing => {
                found.push(start..at + character.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_quotation_without_marks_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        let french = "Il a dit : « La mer est très belle ce soir. »";
        check(
            french,
            "He said the sea was very beautiful tonight.",
            &[Reason::QuotationLost],
        );
        check(french, "He said: “The sea is very beautiful tonight.”", &[]);
        check(french, "He said: 'The sea is very beautiful tonight.'", &[]);
        check("Il lit « La Mer ».", "He reads La Mer.", &[]);
    }
}
