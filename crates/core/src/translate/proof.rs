//! Whether a reply belongs to the sentences it was asked for.
//!
//! An engine's answer is accepted for a sentence only when nothing speaks against the pair. A reply with another
//! number of texts than were asked, or in which something has visibly moved from one sentence to another, proves nothing
//! about any of them and is refused whole; a text that cannot be a translation is refused alone. What is refused is
//! never repaired, padded or moved to a neighbour: it is asked again, for fewer sentences at a time.
//!
//! # Incomplete support
//!
//! Answers that changed places and share no number, name or beginning of a word with their sentences, as between scripts
//! that have no letter in common, are not noticed. Engines that number their answers do not do that; those that answer
//! by place promise the order.
//!
//! Between languages in which whole sentences are spelled alike, as Serbian and Croatian, a right answer may be taken for an
//! echo; it is asked again, and then fails with its reason.

mod moved;
mod order;

use std::collections::{HashMap, HashSet};

use crate::ErrorCode;
use crate::article::Failure;
use crate::engine::Answer;
use crate::import::detect_language;
use visavis_text::Language;

/// What a reply is worth.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// A verdict for each sentence, in the order they were asked.
    Each(Vec<Result<Answer, Failure>>),
    /// The reply cannot be told apart into the sentences asked for.
    Unpaired(Failure),
}

/// Words of services that speak of themselves where a translation should stand. They come as text with a status that
/// says all is well.
const NOTICES: &[&str] = &[
    "mymemory warning",
    "you used all available free translations",
    "query length limit exceeded",
    "invalid language pair",
    "please select two distinct languages",
    "quota exceeded",
    "rate limit exceeded",
    "too many requests",
    "insufficient_quota",
    "invalid api key",
];

/// Parts of the machinery of language models, which are never in a translation.
const MACHINERY: &[&str] = &[
    "<think", "</think", "<|", "|>", "[inst]", "[/inst]", "<s>", "</s>", "```",
];

/// A reply this many times as long as the sentence, or the sentence as the reply, is no translation of the whole
/// sentence and nothing else. Chinese takes a third of French; no language we know of takes more than half again.
const LENGTH_RATIO: usize = 6;

/// Characters of a sentence, at least, whose reply can be called too short.
const LONG_ENOUGH: usize = 60;

/// Characters by which a reply may be longer, whatever the sentence: "Oui." may take a few words.
const ALWAYS_ALLOWED: usize = 120;

/// Words of a sentence, at least, that are not expected to be the same in two languages.
const WORDS_THAT_DIFFER: usize = 4;

/// Judges the answers that came back for `asked`, sentences in the language `from`.
pub(super) fn judge(asked: &[&str], from: &Language, answers: Vec<Answer>) -> Proof {
    let answers = match in_order(asked.len(), answers) {
        Ok(answers) => answers,
        Err(detail) => return unpaired(detail),
    };
    let texts: Vec<&str> = answers.iter().map(|answer| answer.text.as_str()).collect();
    if let Some(detail) = moved::find(asked, &texts).or_else(|| order::find(asked, &texts)) {
        return unpaired(detail);
    }
    let twice = twice(asked, &texts);
    let verdicts = asked.iter().zip(answers).zip(twice).map(|((asked, answer), twice)| {
        let text = judge_one(asked, from, &answer.text)?;
        if twice {
            return refuse(ErrorCode::PairUnproven, "two sentences have the same reply");
        }
        Ok(Answer { text, ..answer })
    });
    Proof::Each(verdicts.collect())
}

fn unpaired(detail: String) -> Proof {
    Proof::Unpaired(Failure {
        code: ErrorCode::PairUnproven,
        detail: Some(detail),
    })
}

fn refuse<T>(code: ErrorCode, detail: &str) -> Result<T, Failure> {
    Err(Failure {
        code,
        detail: Some(detail.to_owned()),
    })
}

/// The answers in the order of the sentences: by number where they have one, else as they came. All numbers, or as many
/// answers, must be there exactly once.
fn in_order(count: usize, mut answers: Vec<Answer>) -> Result<Vec<Answer>, String> {
    if answers.len() != count {
        return Err(format!("asked for {count} sentences, got {}", answers.len()));
    }
    if answers.iter().any(|answer| answer.index.is_some()) {
        answers.sort_by_key(|answer| answer.index);
        if !answers.iter().map(|answer| answer.index).eq((0..count).map(Some)) {
            return Err("the numbers of the answers are not those of the sentences".to_owned());
        }
    }
    Ok(answers)
}

/// For each sentence, whether another one of other words has the same reply of several words: one of them is not its own.
fn twice(asked: &[&str], texts: &[&str]) -> Vec<bool> {
    let replies: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    let mut sentences: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, reply) in replies.iter().enumerate() {
        sentences.entry(reply).or_default().push(index);
    }
    let mut twice = vec![false; texts.len()];
    for (reply, indices) in sentences {
        if indices.len() < 2 || reply.split(' ').count() < WORDS_THAT_DIFFER {
            continue;
        }
        let asked: HashSet<String> = indices.iter().map(|index| plain(asked[*index])).collect();
        if asked.len() > 1 {
            for index in indices {
                twice[index] = true;
            }
        }
    }
    twice
}

/// Small letters, digits and single spaces only: what is left when marks are taken for nothing.
fn plain(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn judge_one(asked: &str, from: &Language, got: &str) -> Result<String, Failure> {
    // A translation is one sentence on one line, as it was asked; engines end lines with a break or pad with spaces.
    let text = got.trim();
    if text.is_empty() {
        return refuse(ErrorCode::PairEmpty, "the reply was empty");
    }
    let lower = text.to_lowercase();
    let asked_lower = asked.to_lowercase();
    let only_in_reply = |words: &&&str| lower.contains(**words) && !asked_lower.contains(**words);
    if NOTICES.iter().any(|notice| only_in_reply(&notice)) {
        return refuse(ErrorCode::PairNotice, "the reply speaks of the service");
    }
    if MACHINERY.iter().any(|part| only_in_reply(&part)) {
        return refuse(ErrorCode::PairMarkup, "the reply holds a model's own markup");
    }
    if text.contains(['\n', '\r']) {
        return refuse(
            ErrorCode::PairUnproven,
            "the reply has several lines where one was asked for",
        );
    }
    if text.contains(['\u{fffd}', '\0']) && !asked.contains(['\u{fffd}', '\0']) {
        return refuse(ErrorCode::PairUnproven, "the reply has broken characters");
    }
    if has_entity(text) && !has_entity(asked) {
        return refuse(ErrorCode::PairMarkup, "the reply has HTML entities");
    }
    if has_tag(text) && !has_tag(asked) {
        return refuse(ErrorCode::PairMarkup, "the reply has HTML tags");
    }
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    if has_words(asked) && !has_words(text) {
        return refuse(
            ErrorCode::PairUnproven,
            "the reply has no words where the sentence has some",
        );
    }
    let (long, short) = (asked.chars().count(), text.chars().count());
    if long >= LONG_ENOUGH && short * LENGTH_RATIO < long {
        return refuse(ErrorCode::PairLength, "the reply is far shorter than the sentence");
    }
    if short > long * LENGTH_RATIO + ALWAYS_ALLOWED {
        return refuse(ErrorCode::PairLength, "the reply is far longer than the sentence");
    }
    judge_repetition(asked, from, text)?;
    Ok(text.to_owned())
}

/// Whether the reply says the sentence again, or all but a word or two of it. A sentence that is quoted in another language
/// stays what it is, and is no echo: only one that is in the language of the original is.
fn judge_repetition(asked: &str, from: &Language, text: &str) -> Result<(), Failure> {
    let (asked_plain, plain) = (plain(asked), plain(text));
    let letters = asked_plain
        .split(' ')
        .filter(|word| word.chars().any(char::is_alphabetic));
    let is_from = |text: &str| detect_language(text).is_some_and(|language| language.same_language(from));
    if letters.count() < WORDS_THAT_DIFFER {
        return Ok(());
    }
    if !plain.contains(&asked_plain) {
        return if hardly_other(asked, &plain) && is_from(asked) && is_from(text) {
            refuse(
                ErrorCode::PairEcho,
                "the reply is the sentence itself but for a word or two",
            )
        } else {
            Ok(())
        };
    }
    if !is_from(asked) {
        return Ok(());
    }
    if plain == asked_plain {
        refuse(ErrorCode::PairEcho, "the reply is the sentence itself")
    } else {
        refuse(ErrorCode::PairMarkup, "the reply holds the sentence and more")
    }
}

/// Whether at most one word in ten of a sentence, or one, is another in the reply, and it has several that are neither names
/// nor numbers among those it kept. Small models leave a sentence so when they stumble.
fn hardly_other(asked: &str, plain: &str) -> bool {
    let mut kept: HashMap<String, usize> = HashMap::new();
    for word in plain.split(' ') {
        *kept.entry(word.to_owned()).or_default() += 1;
    }
    let (mut words, mut other, mut small) = (0_usize, 0_usize, 0_usize);
    for word in asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        match kept.get_mut(&word.to_lowercase()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                small += usize::from(word.starts_with(char::is_lowercase));
            }
            _ => other += 1,
        }
    }
    let added: usize = kept.values().sum();
    small >= WORDS_THAT_DIFFER && other.max(added) <= (words / 10).max(1)
}

/// `&#39;`, `&quot;`, `&eacute;`: a few letters or digits between `&` and `;`.
fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name: &str = text[at + 1..].split(';').next().unwrap_or_default();
        let closed = text[at + 1..].len() > name.len();
        let body = name.strip_prefix('#').unwrap_or(name);
        closed && (2..=8).contains(&body.len()) && body.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// `<b>`, `</p>`, `<br/>`: a letter or a slash after `<`, and an end.
fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let inside = &text[at + 1..];
        let begins = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        begins && inside.find('>').is_some_and(|end| end < 200)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(texts: &[&str]) -> Vec<Answer> {
        texts.iter().map(|text| Answer::from((*text).to_owned())).collect()
    }

    /// What comes out for one sentence: its text, or the code it is refused with.
    fn check(asked: &str, got: &str, expected: Result<&str, ErrorCode>) {
        let Proof::Each(verdicts) = judge(&[asked], &Language::FRENCH, answers(&[got])) else {
            panic!("one for one is a pair")
        };
        let verdict = verdicts.into_iter().next().unwrap();
        assert_eq!(
            verdict.map(|answer| answer.text).map_err(|failure| failure.code),
            expected.map(str::to_owned),
            "{asked} → {got}"
        );
    }

    fn check_unpaired(asked: &[&str], got: &[Answer]) {
        let Proof::Unpaired(failure) = judge(asked, &Language::FRENCH, got.to_vec()) else {
            panic!("{got:?} was taken")
        };
        assert_eq!(failure.code, ErrorCode::PairUnproven);
    }

    #[test]
    fn another_number_of_texts_is_refused_whole() {
        for got in [&[][..], &["One."], &["One.", "Two.", "Three."]] {
            check_unpaired(&["Un.", "Deux."], &answers(got));
        }
    }

    #[test]
    fn numbered_answers_are_put_in_order_or_refused() {
        let numbered = |numbers: &[usize]| {
            let texts = ["One.", "Two.", "Three."];
            numbers
                .iter()
                .map(|number| Answer {
                    index: Some(*number),
                    ..Answer::from(texts.get(*number).copied().unwrap_or("?").to_owned())
                })
                .collect::<Vec<_>>()
        };
        let asked = ["Un.", "Deux.", "Trois."];
        let Proof::Each(verdicts) = judge(&asked, &Language::FRENCH, numbered(&[2, 0, 1])) else {
            panic!("all numbers are there")
        };
        let texts: Vec<_> = verdicts.into_iter().map(|verdict| verdict.unwrap().text).collect();
        assert_eq!(texts, ["One.", "Two.", "Three."]);
        check_unpaired(&asked, &numbered(&[0, 1, 1]));
        check_unpaired(&asked, &numbered(&[1, 2, 3]));
        let mut half = numbered(&[0, 1, 2]);
        half[1].index = None;
        check_unpaired(&asked, &half);
    }

    #[test]
    fn one_reply_for_two_sentences_is_refused_for_both() {
        let asked = ["Le port dort encore.", "La mer monte vite."];
        let Proof::Each(verdicts) = judge(&asked, &Language::FRENCH, answers(&["The port still sleeps."; 2])) else {
            panic!("two for two")
        };
        assert!(verdicts.iter().all(Result::is_err));
        // The same sentence may well have the same reply.
        let asked = ["Le port dort encore.", "Le port dort encore !"];
        let Proof::Each(verdicts) = judge(&asked, &Language::FRENCH, answers(&["The port still sleeps."; 2])) else {
            panic!("two for two")
        };
        assert!(verdicts.iter().all(Result::is_ok));
    }

    #[test]
    fn a_plain_answer_is_taken_without_its_padding() {
        check("Bonjour.", " Hello.\n", Ok("Hello."));
        check("…", "…", Ok("…"));
        check("Soloviev.Live.", "Soloviev.Live.", Ok("Soloviev.Live."));
        check("R&D; et AT&T;", "R&D; and AT&T;", Ok("R&D; and AT&T;"));
        check("3 < 4 et 5 > 2", "3 < 4 and 5 > 2", Ok("3 < 4 and 5 > 2"));
        check("Oui.", "Yes, it is so indeed.", Ok("Yes, it is so indeed."));
        check(
            "« To be or not to be, that is the question »",
            "“To be or not to be, that is the question”",
            Ok("“To be or not to be, that is the question”"),
        );
        check(
            "Le serveur répond « too many requests » à chacun.",
            "The server answers “too many requests” to everyone.",
            Ok("The server answers “too many requests” to everyone."),
        );
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

    #[test]
    fn notices_markup_echoes_and_stumps_are_refused() {
        let asked = "Le port dort encore dans la brume épaisse du petit matin de novembre.";
        check(
            asked,
            "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
            Err(ErrorCode::PairNotice),
        );
        check(
            asked,
            "<think>Port means harbour.</think> The port sleeps.",
            Err(ErrorCode::PairMarkup),
        );
        check(
            asked,
            "The port isn&#39;t awake yet in the thick mist.",
            Err(ErrorCode::PairMarkup),
        );
        check(
            asked,
            "The <b>port</b> still sleeps in the thick mist.",
            Err(ErrorCode::PairMarkup),
        );
        check(asked, asked, Err(ErrorCode::PairEcho));
        check(
            "Côté mer, un second cadran retardera de sept minutes, comme avant.",
            "Côté mer, a second cadran retardera de sept minutes, comme avant.",
            Err(ErrorCode::PairEcho),
        );
        let towns = "Paris, Lyon, Marseille, Bordeaux, Nantes and Lille.";
        check("Paris, Lyon, Marseille, Bordeaux, Nantes et Lille.", towns, Ok(towns));
        let alike = "Le Monde publie « The boat leaves the harbour in the morning ».";
        let other = "Le Monde publishes “The boat leaves the harbour in the morning”.";
        check(alike, other, Ok(other));
        check(
            asked,
            &format!("{asked} → The port still sleeps."),
            Err(ErrorCode::PairMarkup),
        );
        check(asked, "The port", Err(ErrorCode::PairLength));
        check("Oui.", &"Yes yes ".repeat(40), Err(ErrorCode::PairLength));
    }
}
