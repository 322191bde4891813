//! Numbers changed, lost or new.

use super::quantity::Quantity;
use super::side::Sides;
use super::{Flag, FlagKind, Reason};

/// Numbers in digits must come back, in digits or in words. Numbers in words are only held against each other.
pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (&sides.source.quantities, &sides.target.quantities);
    // In a language whose words for numbers we do not know, small ones may be spelled out.
    let may_hide = |quantity: &Quantity, known: bool| !known && quantity.readings.iter().any(|value| *value <= 100.0);
    let lost = |quantities: &[Quantity], others: &[Quantity], spelled: bool, known: bool| -> Vec<Quantity> {
        quantities
            .iter()
            .filter(|q| q.firm && q.spelled == spelled && !q.of_date && !may_hide(q, known))
            .filter(|q| !others.iter().any(|other| q.agrees(other)))
            .cloned()
            .collect()
    };
    let (source_knows, target_knows) = (sides.source.lexicon.known, sides.target.lexicon.known);
    let mut gone = lost(source, target, false, target_knows);
    let mut new = lost(target, source, false, source_knows);
    let spelled_gone = lost(source, target, true, target_knows);
    let spelled_new = lost(target, source, true, source_knows);
    if gone.is_empty() && new.is_empty() {
        if spelled_gone.is_empty() || spelled_gone.len() != spelled_new.len() {
            return None;
        }
        (gone, new) = (spelled_gone, spelled_new);
    } else if new.is_empty() {
        new = spelled_new;
    } else if gone.is_empty() {
        gone = spelled_gone;
    }
    let reason = match (gone.is_empty(), new.is_empty()) {
        (false, false) => Reason::NumberChanged,
        (false, true) => Reason::NumberLost,
        _ => Reason::NumberNew,
    };
    let ranges = |quantities: Vec<Quantity>| quantities.into_iter().map(|quantity| quantity.range);
    Some(
        Flag::new(FlagKind::Number, reason)
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
    fn a_number_that_changes_is_told() {
        check(
            "Le bac est parti 11 fois.",
            "The ferry left 12 times.",
            &[Reason::NumberChanged],
        );
        check("Il y a trois chats.", "There are four cats.", &[Reason::NumberChanged]);
        check(
            "On compte 2,3 milliards d’abeilles.",
            "There are 2.3 million bees.",
            &[Reason::NumberChanged],
        );
        check(
            "La salle compte 350 places.",
            "The hall has many seats.",
            &[Reason::NumberLost],
        );
        check(
            "La salle est pleine.",
            "The hall has 350 seats, all taken.",
            &[Reason::NumberNew],
        );
    }

    #[test]
    fn a_number_written_otherwise_is_the_same() {
        check("Elle a vu 12 films.", "She saw twelve films.", &[]);
        check("Elle a vu une douzaine de films.", "She saw 12 films.", &[]);
        check("Vers 14 h 30, il partit.", "At about 2:30 p.m. he left.", &[]);
        check("Au XIXe siècle, on partait.", "In the 19th century people left.", &[]);
        check("Les années 70 furent belles.", "The 1970s were beautiful.", &[]);
        check("Il a 1 200 livres.", "He has 1,200 books.", &[]);
        check(
            "Quatre-vingt-quinze ans plus tard, il revint.",
            "He came back 95 years later.",
            &[],
        );
        check(
            "La vidéo a été vue 1,5 million de fois.",
            "The video was viewed 1,500,000 times.",
            &[],
        );
        check("Les deux sont venus.", "Both came.", &[]);
        check("Il porte le numéro 1.", "He wears number one.", &[]);
        check(
            "Pour la saison 1995-96, rien.",
            "For the 1995-1996 season, nothing.",
            &[],
        );
    }
}
