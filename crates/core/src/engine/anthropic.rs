//! Anthropic's messages (`POST /v1/messages`, `GET /v1/models`).
//!
//! The answer is asked for as the call of a tool with a schema, so that it comes as data and not as prose.
//!
//! # Incomplete support
//!
//! Extended thinking, caching of prompts and batches that take hours are not used.
//!
//! # Errors
//!
//! Told by the `type` of the error in the body; 529 (overloaded) asks for a pause. `stop_reason: max_tokens` is a cut-off
//! answer, `refusal` a declined one.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::capabilities::Encoding;
use super::http::{Answer as HttpAnswer, Base, Server, sensitive};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::llm::{self, Shape};
use super::{
    Billing, BodyLimit, Capabilities, ContextUse, Engine, EngineId, Error, GlossaryUse, Key, Pairs, Reply, Request,
    Spent, unless_cancelled,
};

/// Anthropic, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "anthropic",
    label: "Anthropic",
    key: KeyNeed::Required,
    page: "https://docs.claude.com/en/api/overview",
    fields: &[
        Field {
            name: "model",
            input: Input::Text,
            required: true,
            example: "claude-haiku-4-5",
        },
        Field {
            name: "url",
            input: Input::Address,
            required: false,
            example: ADDRESS,
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Anthropic::new(setup)?)),
};

const ADDRESS: &str = "https://api.anthropic.com";

/// The version of the API that is spoken here.
const VERSION: &str = "2023-06-01";

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_mins(3);

/// Paths people copy along with the address.
const ENDINGS: [&str; 3] = ["v1/messages", "v1/models", "v1"];

/// Name of the tool that takes the translations.
const TOOL: &str = "give_translations";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The model's name.
    model: String,
    /// Another address.
    url: Option<String>,
}

/// A model of Anthropic's.
#[derive(Debug)]
struct Anthropic {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    model: String,
}

#[derive(Deserialize)]
struct Message {
    model: Option<String>,
    content: Vec<Content>,
    stop_reason: Option<String>,
    usage: Option<TokenCount>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(rename = "type")]
    kind: String,
    name: Option<String>,
    input: Option<Value>,
    text: Option<String>,
}

#[derive(Deserialize)]
struct TokenCount {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
}

impl Anthropic {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(options.url.as_deref().unwrap_or(ADDRESS), &ENDINGS)?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 16,
            characters_per_request: 4_000,
            characters_per_text: 4_000,
            body: Some(BodyLimit {
                bytes: 1_000_000,
                fixed: 4_000,
                per_text: 30,
                encoding: Encoding::JsonInJson,
            }),
            concurrent_requests: 4,
            context: ContextUse::Neighbours {
                characters: llm::CONTEXT_CHARACTERS,
            },
            glossary: GlossaryUse::InPrompt,
            formality: true,
            billing: Billing::Tokens,
            local: base.is_local(),
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            model: options.model,
            capabilities,
        })
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<HttpAnswer, Error> {
        let key = sensitive(self.key.required()?.expose())?;
        let request = request.header("x-api-key", key).header("anthropic-version", VERSION);
        let answer = self.server.send(request).await?;
        match answer.error() {
            None => Ok(answer),
            Some(error) => Err(meaning(&answer, error)),
        }
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let prompt = llm::prompt(request, Shape::Json);
        let characters: usize = request.texts.iter().map(|text| text.chars().count() + 30).sum();
        let body = json!({
            "model": self.model,
            "max_tokens": 512 + 2 * characters,
            "system": prompt.system,
            "messages": [{ "role": "user", "content": prompt.user }],
            "tools": [{
                "name": TOOL,
                "description": "Takes the translations, one for each id.",
                "input_schema": llm::strict_schema(),
            }],
            "tool_choice": { "type": "tool", "name": TOOL },
        });
        let message: Message = self.send(self.server.post("v1/messages").json(&body)).await?.json()?;
        let spent = message.usage.as_ref().map_or_else(Spent::default, |count| Spent {
            characters: None,
            input_tokens: count.input_tokens,
            output_tokens: count.output_tokens,
        });
        let read = answers(&message);
        Ok(Reply::of_read(
            read,
            message.model.or_else(|| Some(self.model.clone())),
            spent,
        ))
    }
}

fn answers(message: &Message) -> Result<Vec<super::Answer>, Error> {
    match message.stop_reason.as_deref() {
        Some("max_tokens" | "model_context_window_exceeded") => return Err(Error::CutOff),
        Some("refusal") => return Err(Error::Declined),
        _ => {}
    }
    let called = message
        .content
        .iter()
        .find(|content| content.kind == "tool_use" && content.name.as_deref() == Some(TOOL));
    if let Some(input) = called.and_then(|content| content.input.clone()) {
        return llm::read_value(input);
    }
    // It answered in prose, as it was not asked to; what it wrote may still be the JSON of the instructions.
    let text: String = message
        .content
        .iter()
        .filter_map(|content| content.text.as_deref())
        .collect();
    llm::read(&text, Shape::Json)
}

/// What an error means, by its type.
fn meaning(answer: &HttpAnswer, otherwise: Error) -> Error {
    let body: Value = answer.json().unwrap_or_default();
    match body["error"]["type"].as_str() {
        Some("authentication_error" | "permission_error") => Error::KeyRefused,
        Some("billing_error") => Error::QuotaExhausted,
        Some("request_too_large") => Error::TooLong,
        Some("rate_limit_error" | "overloaded_error") => Error::RateLimited {
            retry_after: answer.retry_after(),
        },
        _ => otherwise,
    }
}

#[async_trait]
impl Engine for Anthropic {
    fn id(&self) -> &EngineId {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn pairs(&self) -> Result<Pairs, Error> {
        self.send(self.server.get("v1/models")).await?;
        Ok(Pairs::Any)
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        if request.texts.is_empty() {
            return Ok(Reply::default());
        }
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}
