//! Engines as the settings file describes them, and what is made of the description.
//!
//! A description never holds a key: it names where the key is. Fields that are not known are refused, so that a key
//! written into the file by mistake is an error and not a secret lying about.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::apertium::Apertium;
use super::libretranslate::{Key, LibreTranslate};
use super::{Engine, EngineId, Error};
use crate::secret::Secret;

/// One engine of the settings file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineConfig {
    /// Its id: lower-case letters, digits and hyphens, at most 64.
    pub id: EngineId,
    /// Its name for the reader.
    pub name: String,
    /// What it is, by the field `kind`, and what that kind wants to know.
    #[serde(flatten)]
    pub kind: EngineKind,
}

/// The kinds of engines there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum EngineKind {
    /// Apertium on this machine.
    #[serde(rename = "apertium")]
    Apertium(ApertiumConfig),
    /// A LibreTranslate server, or one that speaks its language.
    #[serde(rename = "libretranslate")]
    LibreTranslate(LibreTranslateConfig),
}

/// What there is to say about the local Apertium: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApertiumConfig {}

/// What there is to say about a LibreTranslate server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibreTranslateConfig {
    /// Its address, with or without scheme, slash or `/translate`.
    pub url: String,
    /// The environment variable that holds its key; none if it wants none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_variable: Option<String>,
}

/// The engines that are there without being configured.
pub fn built_in() -> Vec<Arc<dyn Engine>> {
    vec![Arc::new(Apertium::built_in())]
}

/// Makes the engine that a description describes. Nothing is asked of it yet.
pub fn build(config: &EngineConfig) -> Result<Arc<dyn Engine>, Error> {
    check_id(&config.id)?;
    let (id, name) = (config.id.clone(), config.name.clone());
    Ok(match &config.kind {
        EngineKind::Apertium(ApertiumConfig {}) => Arc::new(Apertium::new(id, name, "apertium".into())),
        EngineKind::LibreTranslate(LibreTranslateConfig { url, key_variable }) => {
            let key = match key_variable {
                None => Key::None,
                Some(variable) => Secret::from_variable(variable).map_or(Key::Missing, Key::Set),
            };
            Arc::new(LibreTranslate::new(id, name, url, key)?)
        }
    })
}

fn check_id(id: &EngineId) -> Result<(), Error> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=64).contains(&id.0.len()) && id.0.bytes().all(allowed) {
        Ok(())
    } else {
        Err(Error::Misconfigured {
            reason: "its id is not made of 1 to 64 lower-case letters, digits and hyphens".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_refused(json: &str, words: &str) {
        let error = serde_json::from_str::<EngineConfig>(json).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn a_description_reads_as_it_is_written() {
        let json = r#"{"id":"mine","name":"My server","kind":"libretranslate","url":"http://localhost:5000"}"#;
        let config: EngineConfig = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&config).unwrap(), json);
        assert_eq!(build(&config).unwrap().name(), "My server");
        let json = r#"{"id":"apertium-2","name":"Apertium","kind":"apertium"}"#;
        let config: EngineConfig = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&config).unwrap(), json);
    }

    #[test]
    fn unknown_kinds_and_fields_are_refused() {
        check_refused(
            r#"{"id":"a","name":"A","kind":"oracle"}"#,
            "unknown variant `oracle`, expected `apertium` or",
        );
        check_refused(r#"{"id":"a","name":"A"}"#, "missing field `kind`");
        check_refused(
            r#"{"id":"a","name":"A","kind":"libretranslate"}"#,
            "missing field `url`",
        );
        check_refused(
            r#"{"id":"a","name":"A","kind":"libretranslate","url":"http://x","key":"secret"}"#,
            "unknown field `key`",
        );
        check_refused(
            r#"{"id":"a","name":"A","kind":"apertium","url":"http://x"}"#,
            "unknown field `url`",
        );
    }

    #[test]
    fn descriptions_that_cannot_work_are_told() {
        for (id, url) in [
            ("Mine", "http://x"),
            ("", "http://x"),
            ("a b", "http://x"),
            ("a", "ftp://x"),
        ] {
            let config = EngineConfig {
                id: EngineId(id.to_owned()),
                name: "A".to_owned(),
                kind: EngineKind::LibreTranslate(LibreTranslateConfig {
                    url: url.to_owned(),
                    key_variable: None,
                }),
            };
            assert!(
                matches!(build(&config).err(), Some(Error::Misconfigured { .. })),
                "{id} {url}"
            );
        }
    }

    #[test]
    fn apertium_is_there_without_a_description() {
        assert_eq!(built_in()[0].id().0, "apertium");
    }
}
