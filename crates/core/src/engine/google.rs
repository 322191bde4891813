//! Google Cloud Translation, version 2 ("Basic"): `POST /language/translate/v2`, `GET …/languages`, with an API key.
//!
//! The key travels in a header, never in the address. `format` is `text`: the service's own default, `html`, answers
//! with entities.
//!
//! # Incomplete support
//!
//! Version 3 wants a service account's signed token, not a key; it is not spoken here.
//!
//! # Errors
//!
//! An exhausted quota and a pace too fast are both 403 (and 429), a bad key is 400 or 403: the machine-readable
//! `reason` of the error tells them apart, never its words.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::capabilities::Encoding;
use super::codes::{best, languages, not_offered};
use super::http::{Answer as HttpAnswer, Base, Server, sensitive};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{Billing, BodyLimit, Capabilities, Engine, EngineId, Error, Key, Pairs, Reply, Request, unless_cancelled};

/// Google Cloud Translation, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "google",
    label: "Google Cloud Translation",
    key: KeyNeed::Required,
    page: "https://cloud.google.com/translate/docs/setup",
    fields: &[Field {
        name: "url",
        input: Input::Address,
        required: false,
        example: ADDRESS,
    }],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Google::new(setup)?)),
};

const ADDRESS: &str = "https://translation.googleapis.com/language/translate/v2";

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Another address, for a proxy of the reader's own.
    url: Option<String>,
}

/// Google's service with a key.
#[derive(Debug)]
struct Google {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    codes: Mutex<Option<Arc<Vec<String>>>>,
}

#[derive(Serialize)]
struct Question<'a> {
    q: &'a [&'a str],
    source: &'a str,
    target: &'a str,
    format: &'static str,
}

#[derive(Deserialize)]
struct Envelope<T> {
    data: T,
}

#[derive(Deserialize)]
struct Translations {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translation {
    translated_text: String,
    model: Option<String>,
}

#[derive(Deserialize)]
struct Languages {
    languages: Vec<Offered>,
}

#[derive(Deserialize)]
struct Offered {
    language: String,
}

impl Google {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(options.url.as_deref().unwrap_or(ADDRESS), &["languages"])?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 128,
            // What the documentation recommends; the limit is that of the body.
            characters_per_request: 5_000,
            characters_per_text: 5_000,
            body: Some(BodyLimit {
                bytes: 100_000,
                fixed: 100,
                per_text: 3,
                encoding: Encoding::Json,
            }),
            concurrent_requests: 4,
            billing: Billing::Characters,
            local: base.is_local(),
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            capabilities,
            codes: Mutex::default(),
        })
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<HttpAnswer, Error> {
        let key = sensitive(self.key.required()?.expose())?;
        let answer = self.server.send(request.header("X-Goog-Api-Key", key)).await?;
        match answer.error() {
            None => Ok(answer),
            Some(error) => Err(meaning(&answer, error)),
        }
    }

    async fn ask_codes(&self) -> Result<Arc<Vec<String>>, Error> {
        let answer = self.send(self.server.get("languages")).await?;
        let offered = answer.json::<Envelope<Languages>>()?.data.languages;
        let codes = Arc::new(offered.into_iter().map(|offered| offered.language).collect());
        *self.codes.lock().await = Some(Arc::clone(&codes));
        Ok(codes)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let known = self.codes.lock().await.clone();
        let codes = match known {
            Some(codes) => codes,
            None => self.ask_codes().await?,
        };
        let code = |language| best(language, codes.iter().map(String::as_str));
        let (Some(source), Some(target)) = (code(request.from), code(request.to)) else {
            return Err(not_offered(request.from, request.to));
        };
        let question = Question {
            q: request.texts,
            source,
            target,
            format: "text",
        };
        let answer = self.send(self.server.post("").json(&question)).await?;
        let translations = answer.json::<Envelope<Translations>>()?.data.translations;
        let route = translations.first().and_then(|first| first.model.clone());
        let texts = translations.into_iter().map(|translation| translation.translated_text);
        Ok(Reply {
            route,
            ..Reply::of_texts(texts)
        })
    }
}

/// What an error means, by its `reason`s and `status`.
fn meaning(answer: &HttpAnswer, otherwise: Error) -> Error {
    let body: Value = answer.json().unwrap_or_default();
    let listed = |list: &str| body["error"][list].as_array().cloned().unwrap_or_default();
    let reasons: Vec<String> = listed("errors")
        .iter()
        .chain(&listed("details"))
        .filter_map(|error| error["reason"].as_str().map(str::to_owned))
        .collect();
    let is = |words: &[&str]| reasons.iter().any(|reason| words.contains(&reason.as_str()));
    if is(&[
        "API_KEY_INVALID",
        "keyInvalid",
        "accessNotConfigured",
        "SERVICE_DISABLED",
    ]) {
        Error::KeyRefused
    } else if is(&["userRateLimitExceeded", "rateLimitExceeded", "RATE_LIMIT_EXCEEDED"]) {
        Error::RateLimited {
            retry_after: answer.retry_after(),
        }
    } else if is(&[
        "dailyLimitExceeded",
        "quotaExceeded",
        "limitExceeded",
        "billingNotEnabled",
        "BILLING_DISABLED",
    ]) {
        Error::QuotaExhausted
    } else {
        otherwise
    }
}

#[async_trait]
impl Engine for Google {
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
        let codes = self.ask_codes().await?;
        let known = languages(codes.iter().map(String::as_str));
        Ok(Pairs::Between {
            from: known.clone(),
            to: known,
        })
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        if request.texts.is_empty() {
            return Ok(Reply::default());
        }
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}
