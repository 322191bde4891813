//! A prompt, a chat's politeness or a service's notice in place of a translation.

use super::side::Sides;
use super::{Flag, FlagKind, Reason};

/// What only stands in such texts, in lower case.
const ANYWHERE: [&str; 16] = [
    "<|",
    "|>",
    "[inst]",
    "[/inst]",
    "<s>",
    "</s>",
    "<unk>",
    "mymemory warning",
    "query length limit exceeded",
    "invalid language pair",
    "you used all available free translations",
    "as an ai language model",
    "as a language model",
    "translate the following",
    "here is the english translation",
    "here's the english translation",
];
/// What stands at their beginning.
const BEGINNINGS: [&str; 11] = [
    "here is the translation",
    "here's the translation",
    "here is your translation",
    "sure, here",
    "sure! here",
    "certainly! here",
    "translation:",
    "english translation:",
    "english:",
    "i'm sorry, but i can",
    "i cannot translate",
];

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let lower = sides.target.text.replace('’', "'").to_ascii_lowercase();
    let source = sides.source.text.replace('’', "'").to_ascii_lowercase();
    let trimmed = lower.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '"' | '“' | '#'));
    let is_notice = ANYWHERE
        .iter()
        .any(|notice| lower.contains(notice) && !source.contains(notice))
        || BEGINNINGS.iter().any(|notice| trimmed.starts_with(notice));
    is_notice.then(|| Flag::new(FlagKind::Prompt, Reason::Notice).in_target([0..sides.target.text.len()]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn what_a_machine_says_about_itself_is_told() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        let french = "Le port est calme ce soir.";
        check(
            french,
            "Here is the translation: The port is calm tonight.",
            &[Reason::Notice],
        );
        check(
            french,
            "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
            &[Reason::Notice],
        );
        check(french, "The port is calm tonight.<|im_end|>", &[Reason::Notice]);
        check(
            "Voici la traduction du roman.",
            "This is the translation of the novel.",
            &[],
        );
    }
}
