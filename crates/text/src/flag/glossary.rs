//! Terms that are not translated as the glossary says. What counts as honoured is told in [`crate::term`].

use super::{Flag, FlagKind, Pair, Reason};
use crate::term::{Term, Terms};

/// A flag for each term of the glossary that stands in the original and whose counterpart does not stand in the
/// translation, with the term.
pub fn glossary_flags<'a>(pair: &Pair<'_>, terms: &'a Terms) -> Vec<(Flag, &'a Term)> {
    if pair.target.trim().is_empty() {
        return Vec::new();
    }
    let missing = terms.not_honoured(pair.source, pair.target).into_iter();
    let flag = || Flag::new(FlagKind::Glossary, Reason::TermMissing);
    missing
        .map(|missing| (flag().in_source([missing.at]), missing.term))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn a_term_that_is_not_honoured_is_told() {
        let terms = Terms::new([Term {
            source: "criée".to_owned(),
            target: "fish market".to_owned(),
        }]);
        let check = |target: &str, expected: &[&str]| {
            let pair = Pair {
                source: "La criée est fermée.",
                target,
                from: &Language::FRENCH,
                to: &Language::ENGLISH,
            };
            let found = glossary_flags(&pair, &terms);
            let found: Vec<_> = found
                .iter()
                .map(|(flag, _)| &pair.source[flag.source[0].clone()])
                .collect();
            assert_eq!(found, expected, "{target}");
        };
        check("The auction is closed.", &["criée"]);
        check("The fish market is closed.", &[]);
        check(" ", &[]);
    }
}
