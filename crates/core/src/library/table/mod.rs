//! The tables: each module holds a table's SQL, its rows, its reads and its writes.

pub(super) mod alternative;
pub(super) mod article;
pub(super) mod change;
pub(super) mod collection;
pub(super) mod correction;
pub(super) mod dismissed_flag;
pub(super) mod edit;
pub(super) mod memory;
pub(super) mod note;
pub(super) mod passage;
pub(super) mod picked;
pub(super) mod rendition;
pub(super) mod segment;
pub(super) mod spent;
pub(super) mod term;
pub(super) mod translation;
pub(super) mod verdict;

use jiff::Timestamp;
use visavis_text::Language;

use super::Error;

fn language(tag: &str) -> Result<Language, Error> {
    tag.parse().map_err(|_| Error::Damaged(format!("language {tag}")))
}

fn timestamp(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| Error::Damaged(format!("time {text}")))
}

/// Serialises a unit enum to the bare word it is stored as.
fn word(value: impl serde::Serialize) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(Error::Damaged("a value without a name".to_owned())),
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))
}

fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Damaged(error.to_string()))
}

/// Reads a unit enum back from its bare word.
pub(super) fn from_word<T: serde::de::DeserializeOwned>(word: String) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(word.clone())).map_err(|_| Error::Damaged(word))
}
