//! Brackets and quotation marks without their partner.
//!
//! A quotation may run over several sentences, and English closes its marks where French does not; so quotation marks
//! are looked at only when the original quotes and closes within this very sentence.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The bytes of the first bracket without partner, by kind.
fn unpaired(text: &str, open: char, close: char) -> Option<usize> {
    let mut opened = Vec::new();
    for (at, character) in text.char_indices() {
        if character == open {
            opened.push(at);
        } else if character == close && opened.pop().is_none() {
            return Some(at);
        }
    }
    opened.first().copied()
}

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (sides.source.text, sides.target.text);
    let range = |at: usize| {
        let length = target
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        at..at + length
    };
    for (open, close) in BRACKETS {
        if unpaired(source, open, close).is_none()
            && let Some(at) = unpaired(target, open, close)
        {
            return Some(Flag::new(FlagKind::Bracket, Reason::BracketUnbalanced).in_target([range(at)]));
        }
    }
    let count = |text: &str, wanted: char| text.chars().filter(|character| *character == wanted).count();
    let quotes_within = unpaired(source, '«', '»').is_none()
        && unpaired(source, '“', '”').is_none()
        && count(source, '"').is_multiple_of(2)
        && source.contains(['«', '“', '"']);
    if !quotes_within {
        return None;
    }
    let straight = || {
        (!count(target, '"').is_multiple_of(2))
            .then(|| target.rfind('"'))
            .flatten()
    };
    // Marks of both shapes may have been mixed: "“…\"".
    let mixed = target.contains('"') && target.contains(['“', '”']);
    let at = unpaired(target, '«', '»').or_else(|| {
        (!mixed)
            .then(|| {
                unpaired(target, '“', '”')
                    .filter(|_| !target.contains('„'))
                    .or_else(straight)
            })
            .flatten()
    })?;
    Some(Flag::new(FlagKind::Bracket, Reason::QuoteUnbalanced).in_target([range(at)]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_mark_without_partner_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check("Il vient (tard).", "He comes (late.", &[Reason::BracketUnbalanced]);
        check("Il dit « oui » ici.", "He says “yes here.", &[Reason::QuoteUnbalanced]);
        check("Il dit « oui » ici.", "He says \"yes here.", &[Reason::QuoteUnbalanced]);
        check("Il dit « oui » ici.", "He says \"yes\" here.", &[]);
        check(
            "« On me dit que c’est bien, grogne-t-il.",
            "“They tell me it is fine,” he growls.",
            &[],
        );
        check("« Avant, nous avions tout.", "“We used to have everything.", &[]);
        check("a) Il vient.", "a) He comes.", &[]);
    }
}
