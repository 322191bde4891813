//! The tables: each module holds a table's SQL, its rows, its reads and its writes.

pub(super) mod article;
pub(super) mod correction;
pub(super) mod memory;
pub(super) mod rendition;
pub(super) mod segment;
pub(super) mod spent;
pub(super) mod term;
pub(super) mod translation;

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

/// Reads a unit enum back from its bare word.
pub(super) fn from_word<T: serde::de::DeserializeOwned>(word: String) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(word.clone())).map_err(|_| Error::Damaged(word))
}
