//! Engines as the settings file describes them, and what is made of the description.
//!
//! ```toml
//! [[engines]]
//! id = "library"
//! name = "The library's server"
//! kind = "libretranslate"
//! url = "https://translate.example"
//! key_variable = "LIBRARY_KEY"
//! network = { proxy = "socks5://localhost:9050" }
//! ```
//!
//! A description never holds a key: it names where the key is. Fields that are not known are refused, so that a key
//! written into the file by mistake is an error and not a secret lying about.

use std::sync::Arc;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::apertium::Apertium;
use super::kind::{self, KINDS, KeyNeed, Options, Setup};
use super::{Engine, EngineId, Error, Key, KeySource, KeyStore, Limits, Network};

/// One engine of the settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineConfig {
    /// Its id: lower-case letters, digits and hyphens, at most 64.
    pub id: EngineId,
    /// Its name for the reader.
    pub name: String,
    /// Name of its kind, one of [`KINDS`].
    pub kind: String,
    /// What its kind wants to know.
    pub options: Options,
    /// Where its key is.
    pub key: KeySource,
    /// The way to it.
    pub network: Network,
    /// What the reader knows of its limits.
    pub limits: Limits,
}

impl EngineConfig {
    /// An engine of a kind, with nothing said about it yet.
    pub fn new(id: &str, name: &str, kind: &str) -> Self {
        Self {
            id: EngineId(id.to_owned()),
            name: name.to_owned(),
            kind: kind.to_owned(),
            options: Options::new(),
            key: KeySource::None,
            network: Network::default(),
            limits: Limits::default(),
        }
    }

    /// The same with one of the kind's fields set.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.options.insert(field.to_owned(), value.into());
        self
    }

    /// The same with its key in this place.
    #[must_use]
    pub fn with_key(mut self, key: KeySource) -> Self {
        self.key = key;
        self
    }
}

impl Serialize for EngineConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("kind", &self.kind)?;
        for (name, value) in &self.options {
            map.serialize_entry(name, value)?;
        }
        match &self.key {
            KeySource::None => {}
            KeySource::Variable(name) => map.serialize_entry("key_variable", name)?,
            KeySource::File(path) => map.serialize_entry("key_file", path)?,
            KeySource::Keychain => map.serialize_entry("key_in", "keychain")?,
            KeySource::Session => map.serialize_entry("key_in", "session")?,
        }
        if self.network != Network::default() {
            map.serialize_entry("network", &self.network)?;
        }
        if self.limits != Limits::default() {
            map.serialize_entry("limits", &self.limits)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for EngineConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Options::deserialize(deserializer)?;
        let id: EngineId = take(&mut fields, "id")?.ok_or_else(|| D::Error::missing_field("id"))?;
        let name: String = take(&mut fields, "name")?.ok_or_else(|| D::Error::missing_field("name"))?;
        let kind: String = take(&mut fields, "kind")?.ok_or_else(|| D::Error::missing_field("kind"))?;
        let Some(known) = kind::find(&kind) else {
            let names: Vec<String> = KINDS.iter().map(|kind| format!("`{}`", kind.name)).collect();
            return Err(D::Error::custom(format!(
                "unknown kind `{kind}`, expected one of {}",
                names.join(", ")
            )));
        };
        let key = match known.key {
            // Left among the kind's own fields, which do not know it.
            KeyNeed::Never => KeySource::None,
            KeyNeed::Optional | KeyNeed::Required => key_source(&mut fields)?,
        };
        let network = take(&mut fields, "network")?.unwrap_or_default();
        let limits = take(&mut fields, "limits")?.unwrap_or_default();
        (known.check)(&fields).map_err(D::Error::custom)?;
        Ok(Self {
            id,
            name,
            kind,
            options: fields,
            key,
            network,
            limits,
        })
    }
}

fn take<T: DeserializeOwned, E: serde::de::Error>(fields: &mut Options, name: &str) -> Result<Option<T>, E> {
    let Some(value) = fields.remove(name) else {
        return Ok(None);
    };
    serde_json::from_value(value)
        .map(Some)
        .map_err(|error| E::custom(format!("`{name}`: {error}")))
}

fn key_source<E: serde::de::Error>(fields: &mut Options) -> Result<KeySource, E> {
    let variable = take(fields, "key_variable")?.map(KeySource::Variable);
    let file = take(fields, "key_file")?.map(KeySource::File);
    let place = match take::<String, E>(fields, "key_in")?.as_deref() {
        None => None,
        Some("keychain") => Some(KeySource::Keychain),
        Some("session") => Some(KeySource::Session),
        Some(_) => return Err(E::custom("`key_in` is neither `keychain` nor `session`")),
    };
    let mut named = [variable, file, place].into_iter().flatten();
    let source = named.next().unwrap_or_default();
    if named.next().is_some() {
        return Err(E::custom("a key is in one place only"));
    }
    Ok(source)
}

/// The engines that are there without being configured.
pub fn built_in() -> Vec<Arc<dyn Engine>> {
    vec![Arc::new(Apertium::built_in())]
}

/// Makes the engine that a description describes, with its key. Nothing is asked of it yet.
///
/// # Errors
/// [`Error::Misconfigured`], and those of the place that holds the key. A key that is not there is no error here: the
/// engine says so when it is asked.
pub fn build(config: &EngineConfig, keys: &dyn KeyStore) -> Result<Arc<dyn Engine>, Error> {
    check_id(&config.id)?;
    let kind = kind::find(&config.kind).ok_or_else(|| Error::Misconfigured {
        reason: format!("there is no kind `{}`", config.kind),
    })?;
    let key = match keys.key(&config.id, &config.key)? {
        // What only works with a key lacks one, wherever it may be.
        Key::None if kind.key == KeyNeed::Required => Key::Missing,
        key => key,
    };
    (kind.build)(Setup {
        id: config.id.clone(),
        name: config.name.clone(),
        key,
        network: config.network.clone(),
        limits: config.limits.clone(),
        options: config.options.clone(),
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
    use super::super::Variables;
    use super::*;

    fn check_refused(json: &str, words: &str) {
        let error = serde_json::from_str::<EngineConfig>(json).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn a_description_reads_as_it_is_written() {
        let plain = r#"{"id":"mine","name":"My server","kind":"libretranslate","url":"http://localhost:5000"}"#;
        for json in [
            plain,
            r#"{"id":"apertium-2","name":"Apertium","kind":"apertium"}"#,
            r#"{"id":"a","name":"A","kind":"libretranslate","url":"http://x","key_variable":"A_KEY"}"#,
            r#"{"id":"a","name":"A","kind":"libretranslate","url":"http://x","key_file":"/home/me/key"}"#,
            r#"{"id":"a","name":"A","kind":"libretranslate","url":"http://x","key_in":"keychain","network":{"proxy":"none"},"limits":{"requests_per_minute":20}}"#,
        ] {
            let config: EngineConfig = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&config).unwrap(), json);
            let toml = toml::to_string(&config).unwrap();
            assert_eq!(toml::from_str::<EngineConfig>(&toml).unwrap(), config, "{toml}");
            build(&config, &Variables).unwrap();
        }
        let config: EngineConfig = serde_json::from_str(plain).unwrap();
        assert_eq!(build(&config, &Variables).unwrap().name(), "My server");
    }

    #[test]
    fn unknown_kinds_and_fields_are_refused() {
        check_refused(
            r#"{"id":"a","name":"A","kind":"oracle"}"#,
            "unknown kind `oracle`, expected one of",
        );
        check_refused(r#"{"id":"a","name":"A"}"#, "missing field `kind`");
        check_refused(
            r#"{"id":"a","name":"A","kind":"libretranslate"}"#,
            "missing field `url`",
        );
        let server = |more: &str| format!(r#"{{"id":"a","name":"A","kind":"libretranslate","url":"http://x",{more}}}"#);
        check_refused(&server(r#""key":"secret""#), "unknown field `key`");
        check_refused(&server(r#""key_in":"drawer""#), "neither");
        check_refused(&server(r#""key_in":"session","key_variable":"A""#), "one place only");
        check_refused(&server(r#""network":{"token":"secret"}"#), "unknown field `token`");
        check_refused(
            r#"{"id":"a","name":"A","kind":"apertium","url":"http://x"}"#,
            "unknown field `url`",
        );
        check_refused(
            r#"{"id":"a","name":"A","kind":"apertium","key_variable":"A"}"#,
            "unknown field `key_variable`",
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
            let config = EngineConfig::new(id, "A", "libretranslate").with("url", url);
            assert!(
                matches!(build(&config, &Variables).err(), Some(Error::Misconfigured { .. })),
                "{id} {url}"
            );
        }
    }

    #[test]
    fn apertium_is_there_without_a_description() {
        assert_eq!(built_in()[0].id().0, "apertium");
    }
}
