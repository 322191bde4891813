//! Whether a reply belongs to the sentences it was asked for.
//!
//! An engine's answer is accepted for a sentence only when nothing speaks against the pair. A reply with another
//! number of texts than were asked proves nothing about any of them and is refused whole; a text that cannot be a
//! translation is refused alone. What is refused is never repaired, padded or moved to a neighbour.

use crate::ErrorCode;
use crate::article::Failure;

/// What a reply is worth.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// As many texts as were asked: a verdict for each, in order.
    Each(Vec<Result<String, Failure>>),
    /// The reply cannot be told apart into the sentences asked for.
    Unpaired(Failure),
}

/// Judges the texts that came back for `asked`.
pub(super) fn judge(asked: &[&str], got: Vec<String>) -> Proof {
    if asked.len() != got.len() {
        let detail = format!("asked for {} sentences, got {}", asked.len(), got.len());
        return Proof::Unpaired(Failure {
            code: ErrorCode::PairUnproven,
            detail: Some(detail),
        });
    }
    Proof::Each(
        asked
            .iter()
            .zip(got)
            .map(|(asked, got)| judge_one(asked, &got))
            .collect(),
    )
}

fn judge_one(asked: &str, got: &str) -> Result<String, Failure> {
    let refused = |code, detail: &str| {
        Err(Failure {
            code,
            detail: Some(detail.to_owned()),
        })
    };
    // A translation is one sentence on one line, as it was asked; engines end lines with a break or pad with spaces.
    let text = got.trim();
    if text.is_empty() {
        return refused(ErrorCode::PairEmpty, "the reply was empty");
    }
    if text.contains(['\n', '\r']) {
        return refused(
            ErrorCode::PairUnproven,
            "the reply has several lines where one was asked for",
        );
    }
    if text.contains(['\u{fffd}', '\0']) && !asked.contains(['\u{fffd}', '\0']) {
        return refused(ErrorCode::PairUnproven, "the reply has broken characters");
    }
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    if has_words(asked) && !has_words(text) {
        return refused(
            ErrorCode::PairUnproven,
            "the reply has no words where the sentence has some",
        );
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    /// What comes out for one sentence: its text, or the code it is refused with.
    fn check(asked: &str, got: &str, expected: Result<&str, ErrorCode>) {
        let Proof::Each(verdicts) = judge(&[asked], owned(&[got])) else {
            panic!("one for one is a pair")
        };
        let verdict = verdicts.into_iter().next().unwrap();
        assert_eq!(
            verdict.map_err(|failure| failure.code),
            expected.map(str::to_owned),
            "{asked} → {got}"
        );
    }

    #[test]
    fn another_number_of_texts_is_refused_whole() {
        for got in [&[][..], &["One."], &["One.", "Two.", "Three."]] {
            let Proof::Unpaired(failure) = judge(&["Un.", "Deux."], owned(got)) else {
                panic!("{got:?} was taken")
            };
            assert_eq!(failure.code, ErrorCode::PairUnproven);
        }
    }

    #[test]
    fn a_plain_answer_is_taken_without_its_padding() {
        check("Bonjour.", " Hello.\n", Ok("Hello."));
        check("…", "…", Ok("…"));
        check("Soloviev.Live.", "Soloviev.Live.", Ok("Soloviev.Live."));
    }

    #[test]
    fn what_cannot_be_the_translation_is_refused() {
        check("Bonjour.", "", Err(ErrorCode::PairEmpty));
        check("Bonjour.", " \u{a0}\n", Err(ErrorCode::PairEmpty));
        check("Bonjour.", "Hello.\nGoodbye.", Err(ErrorCode::PairUnproven));
        check("Bonjour.", "H\u{fffd}llo.", Err(ErrorCode::PairUnproven));
        check("Bonjour.", "…", Err(ErrorCode::PairUnproven));
        check("Bonjour.", "😀", Err(ErrorCode::PairUnproven));
    }
}
