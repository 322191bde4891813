//! Ollama by its native API (`POST /api/chat`, `GET /api/tags`).
//!
//! The native one, because the OpenAI-compatible one ignores `num_ctx`: Ollama then cuts the beginning off a request
//! that is longer than its default context, without a word. Here the context's size is said, and batches fit into it.
//!
//! # Incomplete support
//!
//! Models are not fetched; the reader does that with `ollama pull`.
//!
//! # Errors
//!
//! A model that is not there is 404, told as unusable settings. `done_reason: length`, or as many tokens as the context
//! holds, is a cut-off answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::capabilities::Encoding;
use super::http::{Base, Server, sensitive};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::llm::{self, Shape};
use super::{
    Billing, BodyLimit, Capabilities, ContextUse, Engine, EngineId, Error, GlossaryUse, Key, Pairs, Reply, Request,
    Spent, unless_cancelled,
};

/// Ollama, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "ollama",
    label: "Ollama",
    key: KeyNeed::Optional,
    page: "https://docs.ollama.com/api",
    fields: &[
        Field {
            name: "model",
            input: Input::Text,
            required: true,
            example: "gemma3:4b",
        },
        Field {
            name: "url",
            input: Input::Address,
            required: false,
            example: ADDRESS,
        },
        Field {
            name: "context_tokens",
            input: Input::Number,
            required: false,
            example: "8192",
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Ollama::new(setup)?)),
};

const ADDRESS: &str = "http://localhost:11434";

/// Time for one request: the model may have to be loaded first.
const REQUEST_LIMIT: Duration = Duration::from_mins(10);

/// Paths people copy along with the address.
const ENDINGS: [&str; 5] = ["api/chat", "api/generate", "api/tags", "api", "v1"];

/// Tokens of the instructions and of the question's own marks.
const FIXED_TOKENS: usize = 600;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The model's name (`gemma3:4b`).
    model: String,
    /// The server's address.
    url: Option<String>,
    /// `num_ctx`: tokens of question and answer together.
    context_tokens: Option<usize>,
}

/// A model behind Ollama.
#[derive(Debug)]
struct Ollama {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    model: String,
    context_tokens: usize,
    /// Whether the server knows `think`; older ones refuse it.
    knows_think: AtomicBool,
}

#[derive(Deserialize)]
struct Chat {
    message: Message,
    #[serde(default)]
    done: bool,
    done_reason: Option<String>,
    prompt_eval_count: Option<u64>,
    eval_count: Option<u64>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: String,
}

#[derive(Deserialize)]
struct Tags {
    models: Vec<Tag>,
}

#[derive(Deserialize)]
struct Tag {
    name: String,
}

impl Ollama {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(options.url.as_deref().unwrap_or(ADDRESS), &ENDINGS)?;
        let context_tokens = options.context_tokens.unwrap_or(8_192).clamp(2_048, 1_048_576);
        // What is around is read once, each sentence read and written; two characters make a token at worst in the
        // languages of our readers.
        let characters = (context_tokens - FIXED_TOKENS).saturating_sub(llm::CONTEXT_CHARACTERS) / 2;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 12,
            characters_per_request: characters.min(4_000),
            characters_per_text: characters.min(4_000),
            body: Some(BodyLimit {
                bytes: 500_000,
                fixed: 4_000,
                per_text: 30,
                encoding: Encoding::JsonInJson,
            }),
            concurrent_requests: 1,
            context: ContextUse::Neighbours {
                characters: llm::CONTEXT_CHARACTERS,
            },
            glossary: GlossaryUse::InPrompt,
            formality: true,
            billing: Billing::Tokens,
            local: base.is_local(),
            free: setup.key == Key::None,
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            model: options.model,
            context_tokens,
            capabilities,
            knows_think: AtomicBool::new(true),
        })
    }

    fn authorized(&self, request: reqwest::RequestBuilder) -> Result<reqwest::RequestBuilder, Error> {
        Ok(match self.key.optional()? {
            Some(key) => request.header("Authorization", sensitive(&format!("Bearer {}", key.expose()))?),
            None => request,
        })
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let prompt = llm::prompt(request, Shape::Json);
        let mut body = json!({
            "model": self.model,
            "messages": [{ "role": "system", "content": prompt.system }, { "role": "user", "content": prompt.user }],
            "stream": false,
            "format": llm::schema(request.texts.len()),
            "options": { "temperature": 0, "num_ctx": self.context_tokens },
        });
        if self.knows_think.load(Ordering::Relaxed) {
            body["think"] = false.into();
        }
        let mut answer = self
            .server
            .send(self.authorized(self.server.post("api/chat"))?.json(&body))
            .await?;
        if answer.status == 400 && body.get("think").is_some() {
            let said: Value = answer.json().unwrap_or_default();
            if said["error"].as_str().is_some_and(|said| said.contains("think")) {
                self.knows_think.store(false, Ordering::Relaxed);
                body.as_object_mut().map(|body| body.remove("think"));
                answer = self
                    .server
                    .send(self.authorized(self.server.post("api/chat"))?.json(&body))
                    .await?;
            }
        }
        if answer.status == 404 {
            return Err(self.no_model());
        }
        let chat: Chat = answer.success()?.json()?;
        let tokens = chat.prompt_eval_count.unwrap_or(0) + chat.eval_count.unwrap_or(0);
        let full = usize::try_from(tokens).is_ok_and(|tokens| tokens >= self.context_tokens);
        let read = if full || !chat.done || chat.done_reason.as_deref() == Some("length") {
            Err(Error::CutOff)
        } else {
            llm::read(&chat.message.content, Shape::Json)
        };
        let spent = Spent {
            characters: None,
            input_tokens: chat.prompt_eval_count,
            output_tokens: chat.eval_count,
        };
        Ok(Reply::of_read(read, Some(self.model.clone()), spent))
    }

    fn no_model(&self) -> Error {
        Error::Misconfigured {
            reason: format!("the server has no model `{}`", self.model),
        }
    }
}

#[async_trait]
impl Engine for Ollama {
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
        let answer = self
            .server
            .send(self.authorized(self.server.get("api/tags"))?)
            .await?
            .success()?;
        let tags: Tags = answer.json()?;
        // `gemma3` means `gemma3:latest`.
        let named = |tag: &Tag| tag.name == self.model || tag.name.strip_suffix(":latest") == Some(&self.model);
        if tags.models.iter().any(named) {
            Ok(Pairs::Any)
        } else {
            Err(self.no_model())
        }
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        if request.texts.is_empty() {
            return Ok(Reply::default());
        }
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}
