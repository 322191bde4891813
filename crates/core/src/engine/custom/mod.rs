//! Any service that speaks JSON over HTTP, described by the reader: address, headers and body as templates, and where in
//! the reply the answers lie.
//!
//! Templates are Jinja's (`minijinja`): `{{ text }}` or `{{ texts }}`, `{{ source }}`, `{{ target }}`, `{{ key }}`,
//! `{{ context.before }}` and its kin, `{{ glossary }}`, `{{ formality }}`, with the filters `tojson` and `urlencode`. Where
//! answers lie is a JSON pointer (`/translation`) or a JSONPath (`$.data[*].translation`). Two worked examples are in
//! `examples/`.
//!
//! # Incomplete support
//!
//! Replies that are not JSON; services that answer later, at another address; tokens that have to be fetched first.
//!
//! # Errors
//!
//! Statuses mean what they usually do, unless the description says what an error looks like.

mod path;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use self::path::Path;
use self::template::Templates;
use super::capabilities::Encoding;
use super::http::{Answer as HttpAnswer, Base, Server};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{
    Answer, BodyLimit, Capabilities, ContextUse, Engine, EngineId, Error, GlossaryUse, Key, Pairs, Reply, Request,
    unless_cancelled,
};

/// Custom HTTP, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "custom",
    label: "Custom HTTP",
    key: KeyNeed::Optional,
    page: "https://docs.rs/minijinja/latest/minijinja/syntax/index.html",
    fields: &[
        field(
            "url",
            Input::Address,
            true,
            "https://mt.example/translate?to={{ target }}",
        ),
        field("method", Input::Choice(&["GET", "POST", "PUT"]), false, "POST"),
        field("headers", Input::Table, false, "Authorization = \"Bearer {{ key }}\""),
        field("body", Input::LongText, false, "{\"q\": {{ texts | tojson }}}"),
        field("answers", Input::Text, true, "$.translations[*].text"),
        field("ids", Input::Text, false, "$.translations[*].id"),
        field("first_id", Input::Number, false, "0"),
        field("batch", Input::Flag, false, "false"),
        field("texts_per_request", Input::Number, false, "20"),
        field("characters_per_request", Input::Number, false, "5000"),
        field("bytes_per_body", Input::Number, false, "100000"),
        field("concurrent_requests", Input::Number, false, "2"),
        field("languages", Input::Table, false, "en = \"EN-US\""),
        field("errors", Input::Table, false, "[{ status = 403, means = \"quota\" }]"),
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Custom::new(setup)?)),
};

const fn field(name: &'static str, input: Input, required: bool, example: &'static str) -> Field {
    Field {
        name,
        input,
        required,
        example,
    }
}

/// Descriptions to begin from: a name, and an engine file.
pub const EXAMPLES: [(&str, &str); 2] = [
    ("Lingva", include_str!("examples/lingva.toml")),
    ("ModernMT", include_str!("examples/modernmt.toml")),
];

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_mins(2);

/// Headers that hold a key, if anything.
const KEY_HEADERS: [&str; 6] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "api-key",
    "apikey",
    "token",
];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Template of the address.
    url: String,
    /// HTTP method; POST with a body, GET without, if not set.
    method: Option<String>,
    /// Templates of headers.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Template of the body.
    body: Option<String>,
    /// Where the answers lie.
    answers: String,
    /// Where their numbers lie, if they have some.
    ids: Option<String>,
    /// The number of the first sentence.
    #[serde(default)]
    first_id: usize,
    /// Whether several texts go into one request.
    #[serde(default)]
    batch: bool,
    /// Texts in one request, at most.
    texts_per_request: Option<usize>,
    /// Characters in one request, at most.
    characters_per_request: Option<usize>,
    /// Bytes of the body, at most.
    bytes_per_body: Option<usize>,
    /// Requests at once, at most.
    concurrent_requests: Option<usize>,
    /// The service's codes by our tags.
    #[serde(default)]
    languages: BTreeMap<String, String>,
    /// What errors look like; the first that fits decides.
    #[serde(default)]
    errors: Vec<Shape>,
}

/// What an error looks like, and what it means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    /// HTTP status; any if not set.
    status: Option<u16>,
    /// Where in the body something stands.
    at: Option<String>,
    /// What stands there; anything if not set.
    is: Option<Value>,
    /// What it means.
    means: Meaning,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Meaning {
    Quota,
    Key,
    TooFast,
    TooLong,
    Banned,
    Fault,
    Refused,
    Declined,
    CutOff,
}

/// A described service.
#[derive(Debug)]
struct Custom {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    base: Base,
    key: Key,
    method: Method,
    templates: Templates,
    answers: Path,
    ids: Option<Path>,
    first_id: usize,
    languages: BTreeMap<String, String>,
    errors: Vec<(Shape, Option<Path>)>,
}

impl Custom {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        for (name, value) in &options.headers {
            let lower = name.to_lowercase();
            let keeps_key = KEY_HEADERS.iter().any(|word| lower.contains(word));
            if keeps_key && !value.contains("{{") {
                return Err(refused(
                    "a header holds a key: keep the key apart and write {{ key }} in its place",
                ));
            }
        }
        let templates = Templates::new(&options.url, options.body.as_deref(), &options.headers)?;
        // The host is the same for every request, whatever the templates are filled with.
        let base = Base::parse(&templates.sample_url()?, &[])?;
        let method = match options.method.as_deref().map(str::to_uppercase).as_deref() {
            None if options.body.is_some() => Method::POST,
            None | Some("GET") => Method::GET,
            Some("POST") => Method::POST,
            Some("PUT") => Method::PUT,
            Some(_) => return Err(refused("its method is none of GET, POST, PUT")),
        };
        let path = |text: &String| {
            Path::parse(text).ok_or_else(|| refused("a place in the reply is neither a JSON pointer nor a JSONPath"))
        };
        let errors = options
            .errors
            .iter()
            .map(|shape| Ok((shape.clone(), shape.at.as_ref().map(path).transpose()?)))
            .collect::<Result<_, Error>>()?;
        let mentions = |word: &str| templates.mention(word);
        let characters = options.characters_per_request.unwrap_or(5_000).max(1);
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: match (options.batch, options.texts_per_request) {
                (true, texts) => texts.unwrap_or(20).max(1),
                (false, _) => 1,
            },
            characters_per_request: characters,
            characters_per_text: characters,
            body: options.bytes_per_body.map(|bytes| BodyLimit {
                // `tojson` writes apostrophes and angle brackets in six bytes each; of French they make a thirtieth.
                bytes: bytes - bytes / 6,
                // Names of fields and the key are in the template; what it is filled with is counted apart.
                fixed: options.body.as_ref().map_or(0, String::len) + 200,
                per_text: 40,
                encoding: Encoding::Json,
            }),
            concurrent_requests: options.concurrent_requests.unwrap_or(2).clamp(1, 64),
            context: if mentions("context") {
                ContextUse::Neighbours { characters: 600 }
            } else {
                ContextUse::None
            },
            glossary: if mentions("glossary") {
                GlossaryUse::InPrompt
            } else {
                GlossaryUse::None
            },
            formality: mentions("formality"),
            local: base.is_local(),
            free: setup.key == Key::None,
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base.clone(), &setup.network, REQUEST_LIMIT)?,
            base,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            capabilities,
            method,
            templates,
            answers: path(&options.answers)?,
            ids: options.ids.as_ref().map(path).transpose()?,
            first_id: options.first_id,
            languages: options.languages,
            errors,
        })
    }

    /// The service's code of a language: as described for the tag, else for the language in any form, else the tag.
    fn code(&self, language: &Language) -> String {
        let tag = language.to_string();
        let described = self
            .languages
            .get(&tag)
            .or_else(|| self.languages.get(language.primary()));
        described.cloned().unwrap_or(tag)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let key = self.key.optional()?;
        let codes = (self.code(request.from), self.code(request.to));
        let filled = self.templates.fill(request, (&codes.0, &codes.1), key)?;
        let url = self.base.same_host(&filled.url)?;
        let mut asking = self.server.request(self.method.clone(), url);
        for (name, value) in filled.headers {
            let name: HeaderName = name.parse().map_err(|_| refused("a header's name is none"))?;
            let mut value = HeaderValue::from_str(&value).map_err(|_| refused("a header's value is none"))?;
            // Any of them may hold the key.
            value.set_sensitive(true);
            asking = asking.header(name, value);
        }
        if let Some(body) = filled.body {
            asking = asking.body(body);
        }
        let answer = self.server.send(asking).await?;
        self.read(&answer)
    }

    fn read(&self, answer: &HttpAnswer) -> Result<Reply, Error> {
        let body: Result<Value, Error> = answer.json();
        if let Some(meaning) = self.errors.iter().find_map(|(shape, at)| {
            let status = shape.status.is_none_or(|status| answer.status == status);
            let there = match (at, &body) {
                (None, _) => true,
                (Some(at), Ok(body)) => at
                    .find(body)
                    .iter()
                    .any(|found| shape.is.as_ref().map_or(!found.is_null(), |wanted| same(found, wanted))),
                (Some(_), Err(_)) => false,
            };
            (status && there).then_some(shape.means)
        }) {
            return Err(error(meaning, answer));
        }
        if let Some(error) = answer.error() {
            return Err(error);
        }
        let body = body?;
        let texts = strings(self.answers.find(&body)).ok_or_else(|| unreadable("no text where the answers lie"))?;
        let Some(ids) = &self.ids else {
            return Ok(Reply::of_texts(texts));
        };
        let ids = ids.find(&body);
        if ids.len() != texts.len() {
            return Err(unreadable("not as many numbers as answers"));
        }
        let index = |id: &Value| {
            let number = id.as_u64().or_else(|| id.as_str()?.trim().parse().ok())?;
            usize::try_from(number).ok()?.checked_sub(self.first_id)
        };
        let answers = ids.into_iter().zip(texts).map(|(id, text)| {
            Ok(Answer {
                index: Some(index(id).ok_or_else(|| unreadable("a number that is none"))?),
                ..Answer::from(text)
            })
        });
        Ok(Reply {
            answers: answers.collect::<Result<_, Error>>()?,
            ..Reply::default()
        })
    }
}

/// All of them as texts; a single list is taken for what is in it.
fn strings(found: Vec<&Value>) -> Option<Vec<String>> {
    let found = match found.as_slice() {
        [Value::Array(list)] => list.iter().collect(),
        _ => found,
    };
    if found.is_empty() {
        return None;
    }
    found
        .into_iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// Whether two values are the same; a number and its digits are.
fn same(found: &Value, wanted: &Value) -> bool {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    found == wanted || plain(found) == plain(wanted)
}

fn error(meaning: Meaning, answer: &HttpAnswer) -> Error {
    let status = answer.status.as_u16();
    let retry_after = answer.retry_after();
    match meaning {
        Meaning::Quota => Error::QuotaExhausted,
        Meaning::Key => Error::KeyRefused,
        Meaning::TooFast => Error::RateLimited { retry_after },
        Meaning::TooLong => Error::TooLong,
        Meaning::Banned => Error::Banned,
        Meaning::Fault => Error::ServerFault { status, retry_after },
        Meaning::Refused => Error::Refused { status },
        Meaning::Declined => Error::Declined,
        Meaning::CutOff => Error::CutOff,
    }
}

fn refused(reason: &str) -> Error {
    Error::Misconfigured {
        reason: reason.to_owned(),
    }
}

fn unreadable(reason: &str) -> Error {
    Error::UnreadableReply {
        reason: reason.to_owned(),
    }
}

#[async_trait]
impl Engine for Custom {
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
        self.key.optional()?;
        Ok(Pairs::Any)
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
    use super::super::{EngineConfig, Variables, build, file};
    use super::*;

    fn check_refused(config: &EngineConfig, words: &str) {
        let error = build(config, &Variables).expect_err("cannot be built").to_string();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn the_worked_examples_can_be_built() {
        for (name, text) in EXAMPLES {
            let config = file::import(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            build(&config, &Variables).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn descriptions_that_cannot_work_are_told() {
        let described = || {
            EngineConfig::new("a", "A", "custom")
                .with("url", "https://mt.example/{{ target }}")
                .with("answers", "/text")
        };
        build(&described(), &Variables).unwrap();
        check_refused(&described().with("url", "https://{{ nothing"), "template");
        check_refused(
            &described().with("url", "https://mt.example/{{ nonsense }}"),
            "template",
        );
        check_refused(&described().with("url", "https://me:secret@mt.example"), "password");
        check_refused(&described().with("answers", "text"), "JSON pointer");
        check_refused(&described().with("method", "BREW"), "method");
        let literal_key = serde_json::json!({ "Authorization": "Bearer k-4711" });
        check_refused(&described().with("headers", literal_key), "{{ key }}");
    }
}
