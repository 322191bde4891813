//! Coarse words that the translation leaves out.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let (source, target) = (&sides.source, &sides.target);
    if !sides.both_known() || target.lexicon.profanity_trace.find(&target.words).is_some() {
        return None;
    }
    let range = source.lexicon.profanity.find(&source.words)?;
    Some(Flag::new(FlagKind::Profanity, Reason::ProfanityLost).in_source([range]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_coarse_word_that_is_missing_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check(
            "« Putain, il pleut ! » crie-t-il.",
            "“It is raining!” he shouts.",
            &[Reason::ProfanityLost],
        );
        check(
            "« Putain, il pleut ! » crie-t-il.",
            "“Damn, it is raining!” he shouts.",
            &[],
        );
    }
}
