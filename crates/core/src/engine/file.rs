//! Engine files: one engine as a TOML file that can be passed on.
//!
//! A file holds what an engine is, never what is this machine's or this reader's own: no key, not even where one is kept,
//! no proxy, no certificates.

use super::{EngineConfig, Error, KeySource, Network};

/// Bytes of an engine file, at most.
const MOST_BYTES: usize = 256 * 1024;

/// An engine as a file.
///
/// # Errors
/// [`Error::Misconfigured`] when a field holds what TOML cannot say (a null).
pub fn export(config: &EngineConfig) -> Result<String, Error> {
    let portable = EngineConfig {
        key: KeySource::None,
        network: Network::default(),
        ..config.clone()
    };
    toml::to_string_pretty(&portable).map_err(|_| Error::Misconfigured {
        reason: "a field cannot be written to a file".to_owned(),
    })
}

/// The engine of a file. Where its key is kept is for the reader to say, so whatever a file says of that is left aside.
///
/// # Errors
/// [`Error::Misconfigured`] with the place of what is wrong.
pub fn import(text: &str) -> Result<EngineConfig, Error> {
    let refused = |reason: String| Error::Misconfigured { reason };
    if text.len() > MOST_BYTES {
        return Err(refused("the file is too long to be an engine's".to_owned()));
    }
    let config: EngineConfig = toml::from_str(text).map_err(|error| {
        // The library's own text quotes the line, which may hold a key that does not belong there.
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        refused(format!("line {line}: {}", error.message()))
    })?;
    Ok(EngineConfig {
        key: KeySource::None,
        network: Network::default(),
        ..config
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_brings_the_engine_back_without_what_is_the_reader_s_own() {
        let mut config = EngineConfig::new("mine", "Mine", "custom")
            .with("url", "https://mt.example/{{ target }}")
            .with("answers", "/text")
            .with("headers", serde_json::json!({ "Authorization": "Bearer {{ key }}" }))
            .with_key(KeySource::Variable("MY_KEY".to_owned()));
        config.network.proxy = Some("socks5://gate.example:9050".to_owned());
        let text = export(&config).unwrap();
        assert!(!text.contains("MY_KEY") && !text.contains("gate.example"), "{text}");
        let back = import(&text).unwrap();
        config.key = KeySource::None;
        config.network = Network::default();
        assert_eq!(back, config);
    }

    #[test]
    fn what_is_no_engine_is_refused_by_its_line() {
        for (text, words) in [
            (
                "id = \"a\"\nname = \"A\"\nkind = \"custom\"\nkey = \"k-4711\"\n",
                "unknown field `key`",
            ),
            ("id = \"a\"\nname = \n", "line 2"),
            ("", "missing field"),
        ] {
            let error = import(text).unwrap_err().to_string();
            assert!(error.contains(words) && !error.contains("k-4711"), "{error}");
        }
    }
}
