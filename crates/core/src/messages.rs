//! The one table of messages: for each [`ErrorCode`], what happened and what to do, in the interface's languages.
//!
//! The table is `messages.json`, which the window reads as well.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{ErrorCode, Language};

/// What to tell the reader.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub action: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: Message,
    fr: Message,
}

static TABLE: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    // The file is part of the program and read by a test; an unreadable one gives bare codes rather than a crash.
    serde_json::from_str(include_str!("messages.json")).unwrap_or_default()
});

/// The message for a code: in French for French readers, in English for all others.
pub fn message(code: ErrorCode, reader: &Language) -> Message {
    let bare = || Message {
        message: code.as_str().to_owned(),
        action: String::new(),
    };
    let choose = |entry: &Entry| {
        if reader.same_language(&Language::FRENCH) {
            &entry.fr
        } else {
            &entry.en
        }
        .clone()
    };
    TABLE.get(code.as_str()).map_or_else(bare, choose)
}

/// The English message for a code.
pub fn english(code: ErrorCode) -> Message {
    message(code, &Language::ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_sentences_and_every_sentence_its_code() {
        let table: HashMap<String, Entry> = serde_json::from_str(include_str!("messages.json")).unwrap();
        for code in ErrorCode::ALL {
            let entry = table
                .get(code.as_str())
                .unwrap_or_else(|| panic!("{} has no message", code.as_str()));
            for text in [&entry.en, &entry.fr] {
                assert!(
                    !text.message.trim().is_empty() && !text.action.trim().is_empty(),
                    "{}",
                    code.as_str()
                );
            }
        }
        for code in table.keys() {
            assert!(ErrorCode::parse(code).is_some(), "{code} is no code");
        }
    }
}
