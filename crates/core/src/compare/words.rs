//! Flags in words: the one table, `flags.json`, which the window reads as well.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use visavis_text::Language;
use visavis_text::flag::{FlagKind, Reason};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: String,
    fr: String,
}

impl Entry {
    fn choose(&self, reader: &Language) -> &str {
        if reader.same_language(&Language::FRENCH) {
            &self.fr
        } else {
            &self.en
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kinds: HashMap<String, Entry>,
    reasons: HashMap<String, Entry>,
}

// The file is part of the program and read by a test; an unreadable one gives bare words rather than a crash.
static TABLE: LazyLock<Table> = LazyLock::new(|| serde_json::from_str(include_str!("flags.json")).unwrap_or_default());

/// What a kind is called: in French for French readers, in English for all others.
pub fn kind_name(kind: FlagKind, reader: &Language) -> &'static str {
    TABLE
        .kinds
        .get(kind.as_str())
        .map_or(kind.as_str(), |entry| entry.choose(reader))
}

/// The reason of a flag as a sentence, with the words it speaks of.
pub fn sentence(reason: Reason, source: &str, target: &str, reader: &Language) -> String {
    let template = TABLE.reasons.get(reason.as_str()).map(|entry| entry.choose(reader));
    let Some(template) = template else {
        return reason.as_str().to_owned();
    };
    // In one pass: the texts may hold braces themselves.
    let mut sentence = String::with_capacity(template.len() + source.len() + target.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        sentence.push_str(before);
        let (word, after) = if let Some(after) = from.strip_prefix("{source}") {
            (source, after)
        } else if let Some(after) = from.strip_prefix("{target}") {
            (target, after)
        } else {
            ("{", from.get(1..).unwrap_or_default())
        };
        sentence.push_str(word);
        rest = after;
    }
    sentence.push_str(rest);
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_reason_has_its_words_and_no_other_has() {
        let table: Table = serde_json::from_str(include_str!("flags.json")).unwrap();
        for kind in FlagKind::ALL {
            assert!(table.kinds.contains_key(kind.as_str()), "{} has no name", kind.as_str());
        }
        for reason in Reason::ALL {
            assert!(
                table.reasons.contains_key(reason.as_str()),
                "{} has no sentence",
                reason.as_str()
            );
        }
        assert!(table.kinds.keys().all(|kind| FlagKind::parse(kind).is_some()));
        assert!(table.reasons.keys().all(|reason| Reason::parse(reason).is_some()));
        for entry in table.kinds.values().chain(table.reasons.values()) {
            assert!(!entry.en.trim().is_empty() && !entry.fr.trim().is_empty());
            for word in ["{source}", "{target}"] {
                assert_eq!(entry.en.contains(word), entry.fr.contains(word), "{}", entry.en);
            }
        }
    }

    #[test]
    fn the_words_it_speaks_of_are_filled_in_once() {
        let said = sentence(Reason::NumberChanged, "{target}", "12", &Language::ENGLISH);
        assert_eq!(said, "The original says {target}, the translation 12.");
        let said = sentence(Reason::NumberLost, "11", "", &Language::FRENCH);
        assert_eq!(said, "11 n’est pas dans la traduction.");
    }
}
