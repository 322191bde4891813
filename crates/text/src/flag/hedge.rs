//! What the original only reports ("aurait", "selon", "présumé") told as a fact.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (&sides.source, &sides.target);
    if !sides.both_known()
        || source.lexicon.hedges_undone.find(&source.words).is_some()
        || target.lexicon.hedges_trace.find(&target.words).is_some()
    {
        return None;
    }
    let range = source.lexicon.hedges.find(&source.words)?;
    Some(Flag::new(FlagKind::Hedge, Reason::HedgeLost).in_source([range]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_reserve_that_is_missing_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "Le maire aurait détourné des fonds.",
            "The mayor embezzled funds.",
            &[Reason::HedgeLost],
        );
        check(
            "Selon Anouk, le bac part.",
            "Anouk’s ferry is leaving.",
            &[Reason::HedgeLost],
        );
        check(
            "Le maire aurait détourné des fonds.",
            "The mayor allegedly embezzled funds.",
            &[],
        );
        check("Il aurait aimé venir.", "He wanted to come.", &[]);
        check("Selon les jours, il rit.", "Some days he laughs.", &[]);
    }
}
