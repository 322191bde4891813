//! Money of another currency, or of none.

use super::side::{Side, Sides};
use super::word::words;
use super::{Flag, FlagKind, Reason};

/// Whether a currency is named anywhere in a side.
fn mentions(side: &Side<'_>, currency: &str) -> bool {
    let forms = side.lexicon.currencies.iter().filter(|(_, name)| *name == currency);
    forms.into_iter().any(|(form, _)| {
        if form.chars().all(|character| !character.is_alphanumeric()) {
            return side.text.contains(form);
        }
        let wanted: Vec<_> = words(form).into_iter().map(|word| word.lower).collect();
        let found: Vec<_> = side.words.iter().map(|word| word.lower.as_str()).collect();
        found
            .windows(wanted.len().max(1))
            .any(|window| window == wanted.as_slice())
    })
}

fn mentions_any(side: &Side<'_>) -> bool {
    side.lexicon.currencies.iter().any(|(_, name)| mentions(side, name))
}

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    if !sides.both_known() {
        return None;
    }
    let (source, target) = (&sides.source, &sides.target);
    let (money, currency) = source.quantities.iter().find_map(|quantity| {
        let currency = quantity.currency?;
        (!mentions(target, currency)).then_some((quantity, currency))
    })?;
    let other = target.quantities.iter().find(|quantity| {
        quantity
            .currency
            .is_some_and(|other| other != currency && !mentions(source, other))
    });
    if let Some(other) = other {
        let flag = Flag::new(FlagKind::Currency, Reason::CurrencyChanged);
        return Some(flag.in_source([money.range.clone()]).in_target([other.range.clone()]));
    }
    let bare = target
        .quantities
        .iter()
        .find(|quantity| quantity.agrees(money) && quantity.unit.is_none())?;
    if mentions_any(target) {
        return None;
    }
    let flag = Flag::new(FlagKind::Currency, Reason::CurrencyLost);
    Some(flag.in_source([money.range.clone()]).in_target([bare.range.clone()]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn another_currency_is_told_and_another_spelling_is_not() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "Le billet coûte 20 euros.",
            "The ticket costs $20.",
            &[Reason::CurrencyChanged],
        );
        check(
            "Le billet coûte 20 €.",
            "The ticket costs 20 pounds.",
            &[Reason::CurrencyChanged],
        );
        check(
            "Le billet coûte 20 euros.",
            "The ticket costs 20.",
            &[Reason::CurrencyLost],
        );
        check("Le billet coûte 20 €.", "The ticket costs €20.", &[]);
        check("Cela vaut 2,3 milliards de dollars.", "It is worth $2.3 billion.", &[]);
        check("Il a payé 10 livres sterling.", "He paid £10.", &[]);
    }
}
