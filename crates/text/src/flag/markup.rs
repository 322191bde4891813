//! Tags, placeholders and entities in the text.

use std::sync::LazyLock;

use regex::Regex;

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

// The expressions are constants and compile in a test; one that did not would find nothing.
static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,200})?/?>|⟦[^⟧]{0,20}⟧|\{\{?\d+\}?\}").ok());
static ENTITY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});").ok());

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let found = |regex: &Option<Regex>, reason: Reason| {
        let matches = regex.as_ref()?.find_iter(sides.target.text);
        let new: Vec<_> = matches
            .filter(|found| !sides.source.text.contains(found.as_str()))
            .map(|found| found.range())
            .collect();
        (!new.is_empty()).then(|| Flag::new(FlagKind::Markup, reason).in_target(new))
    };
    found(&TAG, Reason::Tag).or_else(|| found(&ENTITY, Reason::Entity))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn markup_that_the_original_has_not_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check("Le port est calme.", "The <b>port</b> is calm.", &[Reason::Tag]);
        check("L’un est calme.", "It&#39;s one that is calm.", &[Reason::Entity]);
        check("Le port est calme.", "The ⟦3⟧port is calm.", &[Reason::Tag]);
        check("La balise <b> est grasse.", "The <b> tag is bold.", &[]);
        check("Soit a < b et b > c.", "Let a < b and b > c.", &[]);
        check(
            "Marks & Spencer ouvre ; il pleut.",
            "Marks & Spencer opens; it rains.",
            &[],
        );
    }
}
