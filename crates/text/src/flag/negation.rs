//! A denial on one side only.
//!
//! French denies with two words ("ne … pas, plus, jamais, guère"); "ne … que" restricts. What denies beyond doubt on one
//! side is held against anything that may stand for it on the other ("unable", "without", "only"): a denial is often
//! told by a verb or a prefix.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    if !sides.both_known() {
        return None;
    }
    let denies = |one: &super::side::Side<'_>, other: &super::side::Side<'_>| {
        if one.lexicon.negation_undone.find(&one.words).is_some() {
            return None;
        }
        let found = one.lexicon.negation.find(&one.words)?;
        other
            .lexicon
            .negation_trace
            .find(&other.words)
            .is_none()
            .then_some(found)
    };
    let (source, target) = (&sides.source, &sides.target);
    if let Some(range) = denies(source, target) {
        return Some(Flag::new(FlagKind::Negation, Reason::NegationLost).in_source([range]));
    }
    let range = denies(target, source)?;
    Some(Flag::new(FlagKind::Negation, Reason::NegationNew).in_target([range]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_denial_on_one_side_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "Il ne viendra pas demain.",
            "He will come tomorrow.",
            &[Reason::NegationLost],
        );
        check(
            "Elle n’a jamais vu la mer.",
            "She has seen the sea.",
            &[Reason::NegationLost],
        );
        check(
            "Il viendra demain.",
            "He will not come tomorrow.",
            &[Reason::NegationNew],
        );
        check("Elle dort.", "She isn’t asleep.", &[Reason::NegationNew]);
    }

    #[test]
    fn a_denial_told_otherwise_is_one() {
        let check = |french: &str, english: &str| assert_eq!(reasons(french, english), [], "{french} / {english}");
        check("Il ne peut pas venir.", "He is unable to come.");
        check("Elle ne boit que de l’eau.", "She drinks water.");
        check("Il ne vient plus.", "He no longer comes.");
        check("Il n’y a guère de vent.", "There is hardly any wind.");
        check("C’est impossible.", "It is not possible.");
        check("Il est parti sans elle.", "He did not take her along.");
    }
}
