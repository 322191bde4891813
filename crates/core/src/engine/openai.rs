//! Chat completions as OpenAI defined them (`POST {base}/chat/completions`): OpenAI, Mistral, `OpenRouter`, `vLLM`, llama.cpp,
//! LM Studio and many others.
//!
//! Servers differ in what they take. The engine asks for what is best and steps down by itself when a server refuses a
//! field: structured output by schema, the same in the words of llama.cpp and its kin, then any JSON, then numbered lines;
//! `max_tokens`, then `max_completion_tokens`, then no limit; no temperature; instructions in the user's message. What was
//! found out is kept for the next request.
//!
//! # Incomplete support
//!
//! Streaming is not used: a sentence is proven or it is nothing. Reasoning that comes in fields of its own is ignored.
//!
//! # Errors
//!
//! `finish_reason: length` is a cut-off answer, `content_filter` or a refusal is a declined one, whatever text came with
//! them. 402 and the code `insufficient_quota` are an exhausted quota.

use std::sync::{Arc, Mutex, PoisonError};
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

/// OpenAI-compatible chat, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "openai",
    label: "OpenAI-compatible",
    key: KeyNeed::Optional,
    page: "https://platform.openai.com/docs/api-reference/chat",
    fields: &[
        Field {
            name: "url",
            input: Input::Address,
            required: true,
            example: "https://api.openai.com/v1",
        },
        Field {
            name: "model",
            input: Input::Text,
            required: true,
            example: "gpt-5-mini",
        },
        Field {
            name: "temperature",
            input: Input::Decimal,
            required: false,
            example: "0",
        },
        Field {
            name: "texts_per_request",
            input: Input::Number,
            required: false,
            example: "16",
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(OpenAi::new(setup)?)),
};

/// Time for one request; a model on the reader's own machine takes seconds for each sentence.
const REQUEST_LIMIT: Duration = Duration::from_mins(5);

/// Paths people copy along with the address.
const ENDINGS: [&str; 3] = ["chat/completions", "completions", "models"];

/// Tokens that an answer may have besides those of its sentences.
const SPARE_TOKENS: usize = 512;

/// Steps down from what is best, at most: each field once.
const STEPS: usize = 8;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The base address, with or without `/v1`, slash or full path.
    url: String,
    /// The model's name, as the server knows it.
    model: String,
    /// Sampling temperature; 0 if not set.
    temperature: Option<f64>,
    /// Sentences in one request.
    texts_per_request: Option<usize>,
}

/// A model behind a server.
#[derive(Debug)]
struct OpenAi {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    model: String,
    temperature: f64,
    manners: Mutex<Manners>,
}

/// What a server takes, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Manners {
    format: Format,
    limit: Limit,
    temperature: bool,
    system: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// `json_schema`, OpenAI's own.
    Schema,
    /// `json_object` with the schema beside it: llama.cpp, `llama-cpp-python`, Together, Fireworks.
    ObjectOfSchema,
    /// `json_object`, of whatever shape.
    Object,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    MaxTokens,
    MaxCompletionTokens,
    None,
}

#[derive(Deserialize)]
struct Completion {
    model: Option<String>,
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<TokenCount>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
}

#[derive(Deserialize)]
struct TokenCount {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

impl OpenAi {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(&options.url, &ENDINGS)?.or_path("/v1");
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: options.texts_per_request.unwrap_or(16).clamp(1, 100),
            characters_per_request: 4_000,
            characters_per_text: 4_000,
            body: Some(BodyLimit {
                bytes: 500_000,
                fixed: 4_000,
                per_text: 30,
                encoding: Encoding::JsonInJson,
            }),
            // A model on this machine has one set of cores.
            concurrent_requests: if base.is_local() { 1 } else { 4 },
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
            temperature: options.temperature.unwrap_or(0.0),
            capabilities,
            manners: Mutex::new(Manners {
                format: Format::Schema,
                limit: Limit::MaxTokens,
                temperature: true,
                system: true,
            }),
        })
    }

    fn manners(&self) -> Manners {
        *self.manners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, manners: Manners) {
        *self.manners.lock().unwrap_or_else(PoisonError::into_inner) = manners;
    }

    async fn send(&self, mut request: reqwest::RequestBuilder) -> Result<HttpAnswer, Error> {
        if let Some(key) = self.key.optional()? {
            request = request.header("Authorization", sensitive(&format!("Bearer {}", key.expose()))?);
        }
        self.server.send(request).await
    }

    fn body(&self, request: &Request<'_>, manners: Manners) -> Value {
        let shape = shape(manners);
        let prompt = llm::prompt(request, shape);
        let messages = if manners.system {
            json!([{ "role": "system", "content": prompt.system }, { "role": "user", "content": prompt.user }])
        } else {
            json!([{ "role": "user", "content": format!("{}\n\n{}", prompt.system, prompt.user) }])
        };
        let mut body = json!({ "model": self.model, "messages": messages, "stream": false });
        match manners.format {
            Format::Schema => {
                body["response_format"] = json!({
                    "type": "json_schema",
                    "json_schema": { "name": "translations", "strict": true, "schema": llm::strict_schema() },
                });
            }
            Format::ObjectOfSchema => {
                body["response_format"] = json!({ "type": "json_object", "schema": llm::strict_schema() });
            }
            Format::Object => body["response_format"] = json!({ "type": "json_object" }),
            Format::Text => {}
        }
        // A token is a character at least, in any tokeniser and language; JSON and numbers come on top.
        let characters: usize = request.texts.iter().map(|text| text.chars().count() + 30).sum();
        let tokens = SPARE_TOKENS + 2 * characters;
        match manners.limit {
            Limit::MaxTokens => body["max_tokens"] = tokens.into(),
            Limit::MaxCompletionTokens => body["max_completion_tokens"] = tokens.into(),
            Limit::None => {}
        }
        if manners.temperature {
            body["temperature"] = self.temperature.into();
        }
        body
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let mut manners = self.manners();
        let mut spent = Spent::default();
        for _ in 0..=STEPS {
            let body = self.body(request, manners);
            let answer = self.send(self.server.post("chat/completions").json(&body)).await?;
            if let Some(error) = answer.error() {
                let body: Value = answer.json().unwrap_or_default();
                if is_quota(&body) {
                    return Err(Error::QuotaExhausted);
                }
                let Some(lower) = step_down(answer.status.as_u16(), &body, manners) else {
                    return Err(error);
                };
                manners = lower;
                continue;
            }
            let completion: Completion = answer.json()?;
            // The server took it so, whatever became of the answer.
            self.keep(manners);
            if let Some(count) = &completion.usage {
                spent = spent.and(Spent {
                    characters: None,
                    input_tokens: count.prompt_tokens,
                    output_tokens: count.completion_tokens,
                });
            }
            let Some(choice) = completion.choices.into_iter().next() else {
                return Err(Error::UnreadableReply {
                    reason: "no choice".to_owned(),
                });
            };
            let content = choice.message.content.unwrap_or_default();
            let cut_off = choice.finish_reason.as_deref() == Some("length");
            // Hidden reasoning has used up the limit before a word was written.
            if cut_off && content.trim().is_empty() && manners.limit != Limit::None {
                manners.limit = Limit::None;
                continue;
            }
            let refused = choice.message.refusal.is_some_and(|refusal| !refusal.is_empty());
            let read = if cut_off {
                Err(Error::CutOff)
            } else if refused || choice.finish_reason.as_deref() == Some("content_filter") {
                Err(Error::Declined)
            } else {
                llm::read(&content, shape(manners))
            };
            let route = completion.model.or_else(|| Some(self.model.clone()));
            return Ok(Reply::of_read(read, route, spent));
        }
        Err(Error::Refused { status: 400 })
    }
}

fn shape(manners: Manners) -> Shape {
    match manners.format {
        Format::Schema | Format::ObjectOfSchema | Format::Object => Shape::Json,
        Format::Text => Shape::Lines,
    }
}

/// Whether an error says that the account is empty.
fn is_quota(body: &Value) -> bool {
    ["code", "type"]
        .iter()
        .any(|field| body["error"][field].as_str() == Some("insufficient_quota"))
}

/// The next lower manners, when a server refuses a field of ours. The field's name is looked for in `param`, and in the
/// message, because many servers have nothing else: names of fields are the same in every language.
fn step_down(status: u16, body: &Value, manners: Manners) -> Option<Manners> {
    // llama-cpp-python says 500 of a body whose fields it does not know.
    if !matches!(status, 400 | 404 | 415 | 422 | 500 | 501) {
        return None;
    }
    // The message may quote the article; it is looked at, and goes nowhere.
    let said = body.to_string();
    let names = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let lower_format = match manners.format {
        Format::Schema => Some(Format::ObjectOfSchema),
        Format::ObjectOfSchema => Some(Format::Object),
        Format::Object => Some(Format::Text),
        Format::Text => None,
    };
    if manners.limit == Limit::MaxTokens && names(&["max_tokens", "max_completion_tokens"]) {
        return Some(Manners {
            limit: Limit::MaxCompletionTokens,
            ..manners
        });
    }
    if manners.limit == Limit::MaxCompletionTokens && names(&["max_completion_tokens"]) {
        return Some(Manners {
            limit: Limit::None,
            ..manners
        });
    }
    if manners.temperature && names(&["temperature"]) {
        return Some(Manners {
            temperature: false,
            ..manners
        });
    }
    if names(&["response_format", "json_schema", "json_object", "structured"])
        && let Some(format) = lower_format
    {
        return Some(Manners { format, ..manners });
    }
    if manners.system
        && names(&[
            "system role",
            "role 'system'",
            "\"system\"",
            "'system'",
            "System role",
            "developer instruction",
        ])
    {
        return Some(Manners {
            system: false,
            ..manners
        });
    }
    // It does not say what it minds; the newest field is the likeliest.
    if !matches!(status, 404 | 500)
        && let Some(format) = lower_format
    {
        return Some(Manners { format, ..manners });
    }
    None
}

#[async_trait]
impl Engine for OpenAi {
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
        let answer = self.send(self.server.get("models")).await?;
        match answer.error() {
            // Not every server lists its models.
            None
            | Some(Error::Refused {
                status: 404 | 405 | 501,
            }) => Ok(Pairs::Any),
            Some(error) => Err(error),
        }
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        if request.texts.is_empty() {
            return Ok(Reply::default());
        }
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEST: Manners = Manners {
        format: Format::Schema,
        limit: Limit::MaxTokens,
        temperature: true,
        system: true,
    };

    fn check(status: u16, message: &str, expected: Option<Manners>) {
        let body = json!({ "error": { "message": message } });
        assert_eq!(step_down(status, &body, BEST), expected, "{status} {message}");
    }

    #[test]
    fn a_refused_field_is_left_out_next_time() {
        let limit = Manners {
            limit: Limit::MaxCompletionTokens,
            ..BEST
        };
        check(
            400,
            "Unsupported parameter: 'max_tokens' is not supported with this model.",
            Some(limit),
        );
        let temperature = Manners {
            temperature: false,
            ..BEST
        };
        check(
            400,
            "Unsupported value: 'temperature' does not support 0.",
            Some(temperature),
        );
        let format = Manners {
            format: Format::ObjectOfSchema,
            ..BEST
        };
        check(
            400,
            "'response_format.type' must be 'json_object' or 'text'",
            Some(format),
        );
        check(
            500,
            "1 validation error: {'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}",
            Some(format),
        );
        check(422, "Something is wrong.", Some(format));
        check(500, "Something is wrong.", None);
        check(404, "The model does not exist.", None);
        check(401, "response_format", None);
    }
}
