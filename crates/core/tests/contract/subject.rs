//! The kinds under test, each configured for a server of ours.

use std::sync::Arc;

use serde_json::json;
use visavis_contract_server::{ContractServer, Dialect};
use visavis_core::engine::{self, Engine, EngineConfig, EngineId, Error, Key, KeySource, KeyStore};
use visavis_core::secret::Secret;

/// The key that every engine under test is given.
pub(crate) const KEY: &str = "k-0123-not-to-be-seen";

/// Gives every engine the same key.
pub(crate) struct Given(pub(crate) &'static str);

impl KeyStore for Given {
    fn key(&self, _: &EngineId, _: &KeySource) -> Result<Key, Error> {
        Ok(Secret::new(self.0).map_or(Key::None, Key::Set))
    }
}

/// The settings of a kind for a server at this address.
pub(crate) fn config(dialect: Dialect, url: &str) -> EngineConfig {
    let config = EngineConfig::new("contract", "Contract", dialect.name());
    match dialect {
        Dialect::Google => config.with("url", format!("{url}/language/translate/v2")),
        Dialect::OpenAi | Dialect::Anthropic => config.with("url", url).with("model", "contract-1"),
        Dialect::Ollama => config.with("url", url).with("model", "contract"),
        Dialect::MyMemory => config.with("url", url).with("email", "reader@example.org"),
        Dialect::Custom => config
            .with("url", format!("{url}/api/{{{{ source }}}}-{{{{ target }}}}"))
            .with(
                "headers",
                json!({ "Content-Type": "application/json", "X-Key": "{{ key }}" }),
            )
            .with(
                "body",
                "{\"texts\": [{% for text in texts %}{\"id\": {{ loop.index }}, \"text\": {{ text | tojson }}}\
                 {% if not loop.last %}, {% endif %}{% endfor %}]}",
            )
            .with("answers", "$.result[*].out")
            .with("ids", "$.result[*].id")
            .with("first_id", 1)
            .with("batch", true)
            .with(
                "errors",
                json!([{ "at": "/problem", "is": "no credit", "means": "quota" }]),
            ),
        Dialect::LibreTranslate | Dialect::DeepL | Dialect::Microsoft | Dialect::Apy => config.with("url", url),
    }
}

/// The engine of a kind, with the key.
pub(crate) fn engine(dialect: Dialect, server: &ContractServer) -> Arc<dyn Engine> {
    engine::build(&config(dialect, &server.url()), &Given(KEY)).expect("a configuration that works")
}
