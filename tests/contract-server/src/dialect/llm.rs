//! What the APIs of language models have in common here: the model reads the question and answers as it was told.

use serde_json::{Value, json};

use super::{Given, Incoming};
use crate::Asked;

/// What is asked in the messages: sentences with numbers, as JSON, wherever they stand.
pub(super) fn read(incoming: &Incoming, system: &str, user: &str, key: Option<String>) -> Option<Asked> {
    // After the instructions, where they stand in the same message.
    let question = user.rsplit_once("\n\n").map_or(user, |(_, question)| question);
    let question: Value = serde_json::from_str(question).ok()?;
    let mut texts = Vec::new();
    let mut ids = Vec::new();
    for sentence in question["sentences"].as_array()? {
        ids.push(usize::try_from(sentence["id"].as_u64()?).ok()?);
        texts.push(sentence["text"].as_str().filter(|text| !text.is_empty())?.to_owned());
    }
    // "… from French (fr) into English (en)."
    let code = |before: &str| {
        let rest = system.split_once(before)?.1;
        rest.split_once('(')?.1.split_once(')').map(|(code, _)| code)
    };
    let mut asked = incoming.asked(texts, code("from ")?, code("into ")?, key);
    asked.ids = ids;
    asked.context = format!("{}{}", question["before"], question["after"]);
    (!asked.texts.is_empty()).then_some(asked)
}

/// What the model writes.
pub(super) fn write(asked: &Asked, answers: &[Given], thoughts: Option<&str>) -> String {
    let answer = if asked.format.is_empty() {
        let lines: Vec<String> = answers
            .iter()
            .map(|answer| format!("{}: {}", answer.id, answer.text))
            .collect();
        lines.join("\n")
    } else {
        object(answers).to_string()
    };
    format!("{}{answer}", thoughts.unwrap_or_default())
}

/// The answer as data.
pub(super) fn object(answers: &[Given]) -> Value {
    let list: Vec<Value> = answers
        .iter()
        .map(|answer| json!({ "id": answer.id, "text": answer.text }))
        .collect();
    json!({ "translations": list })
}

/// Tokens of a question and of an answer: made up, but always the same for the same.
pub(super) fn tokens(asked: &Asked, answers: &[Given]) -> (u64, u64) {
    let count = |text: &str| text.chars().count() as u64 / 3 + 1;
    let input: u64 = asked.texts.iter().map(|text| count(text)).sum();
    let output: u64 = answers.iter().map(|answer| count(&answer.text)).sum();
    (input + 50, output + 7)
}
