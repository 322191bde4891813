//! LibreTranslate and servers that speak its language (`POST /translate`, `GET /languages`, `GET /frontend/settings`).
//!
//! A batch of n texts counts as n requests against the server's rate limit, and each refusal for being too fast brings
//! a ban nearer, so batches and concurrency are small.
//!
//! # Incomplete support
//!
//! Alternatives, language detection and file translation are not used. The server may split a sentence again before it
//! translates it; what comes back is one text all the same.
//!
//! # Errors
//!
//! The server answers a missing key, too long a text, too large a batch and an unknown language alike with status 400,
//! and an invalid key and a ban alike with 403, told apart only by words in the language of its choice. They are told
//! apart here by what else is known: the limit and the languages it publishes, and one request for a full stop without
//! a key.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::capabilities::Encoding;
use super::codes::{best, not_offered};
use super::http::{Answer, Base, Server};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{
    BodyLimit, Capabilities, Engine, EngineId, Error, Key, Pace, PaceCost, Pair, Pairs, Reply, Request,
    unless_cancelled,
};
use crate::secret::Secret;

/// LibreTranslate, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "libretranslate",
    label: "LibreTranslate",
    key: KeyNeed::Optional,
    page: "https://docs.libretranslate.com",
    fields: &[Field {
        name: "url",
        input: Input::Address,
        required: true,
        example: "http://localhost:5000",
    }],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(LibreTranslate::new(setup)?)),
};

/// What there is to say about a LibreTranslate server.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Its address, with or without scheme, slash or `/translate`.
    url: String,
}

/// Time for one request; a server without graphics card takes seconds for each sentence.
const REQUEST_LIMIT: Duration = Duration::from_mins(2);

/// Paths people copy along with the address.
const ENDINGS: [&str; 3] = ["translate", "languages", "frontend/settings"];

/// Sent to find out what a refusal means; costs one character.
const PROBE: &str = ".";

/// A LibreTranslate server.
#[derive(Debug)]
struct LibreTranslate {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    offer: Mutex<Option<Arc<Offer>>>,
}

/// What a server says of itself.
#[derive(Debug, Default)]
struct Offer {
    /// Its languages; empty if it does not tell.
    languages: Vec<Offered>,
    /// Characters in one text, at most, where it sets a limit.
    char_limit: Option<usize>,
}

/// A language and what it can be translated into.
#[derive(Debug, Deserialize)]
struct Offered {
    code: String,
    #[serde(default)]
    targets: Vec<String>,
}

#[derive(Deserialize)]
struct FrontendSettings {
    /// -1 for none.
    #[serde(rename = "charLimit", default)]
    char_limit: Option<i64>,
}

#[derive(Serialize)]
struct Question<'a> {
    q: &'a [&'a str],
    source: &'a str,
    target: &'a str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

#[derive(Deserialize)]
struct Translated {
    #[serde(rename = "translatedText")]
    texts: OneOrMany,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<String>),
    One(String),
}

impl LibreTranslate {
    /// An engine for the server that the settings name.
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(&options.url, &ENDINGS)?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 10,
            characters_per_request: 5_000,
            // Of servers that set a limit, 2,000 and 5,000 are usual; a shorter one is read from the server.
            characters_per_text: 5_000,
            // The server sets none; what stands before it (nginx) takes a megabyte.
            body: Some(BodyLimit {
                bytes: 500_000,
                fixed: 200,
                per_text: 3,
                encoding: Encoding::Json,
            }),
            concurrent_requests: 2,
            // Servers do not publish their rate; when the reader knows it, each text counts.
            pace: Some(Pace {
                window: Duration::from_mins(1),
                requests: None,
                characters: None,
                cost: PaceCost::Text,
            }),
            local: base.is_local(),
            free: setup.key == Key::None,
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            capabilities,
            offer: Mutex::new(None),
        })
    }

    /// Asks the server what it offers.
    async fn ask_offer(&self) -> Result<Offer, Error> {
        let answer = self.server.send(self.server.get("languages")).await?;
        let languages = match answer.error() {
            None => answer.json()?,
            // A server that speaks only `/translate`.
            Some(Error::Refused { status: 404 | 405 }) => Vec::new(),
            Some(error) => return Err(error),
        };
        // For the website of the server, so not every server has it.
        let settings = match self.server.send(self.server.get("frontend/settings")).await {
            Ok(answer) if answer.error().is_none() => answer.json::<FrontendSettings>().ok(),
            Ok(_) | Err(_) => None,
        };
        let char_limit = settings
            .and_then(|settings| settings.char_limit)
            .and_then(|limit| usize::try_from(limit).ok())
            .filter(|limit| *limit > 0);
        Ok(Offer { languages, char_limit })
    }

    /// What the server offers, as last asked.
    async fn offer(&self) -> Result<Arc<Offer>, Error> {
        // Held while asking, so that concurrent batches ask once.
        let mut known = self.offer.lock().await;
        if let Some(offer) = known.as_ref() {
            return Ok(Arc::clone(offer));
        }
        let offer = Arc::new(self.ask_offer().await?);
        *known = Some(Arc::clone(&offer));
        Ok(offer)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let key = self.key.optional()?;
        let offer = self.offer().await?;
        let Some((source, target)) = offer.codes(request.from, request.to) else {
            return Err(not_offered(request.from, request.to));
        };
        if offer
            .char_limit
            .is_some_and(|limit| request.texts.iter().any(|text| text.chars().count() > limit))
        {
            return Err(Error::TooLong);
        }
        let answer = self.ask(request.texts, &source, &target, key).await?;
        match answer.error() {
            None => Ok(Reply::of_texts(match answer.json::<Translated>()?.texts {
                OneOrMany::Many(texts) => texts,
                OneOrMany::One(text) => vec![text],
            })),
            Some(error) => Err(self.explain(answer.status.as_u16(), error, &source, &target).await),
        }
    }

    async fn ask(&self, texts: &[&str], source: &str, target: &str, key: Option<&Secret>) -> Result<Answer, Error> {
        let question = Question {
            q: texts,
            source,
            target,
            format: "text",
            api_key: key.map(Secret::expose),
        };
        self.server.send(self.server.post("translate").json(&question)).await
    }

    /// Tells apart what the server answers alike, by asking for a full stop without a key.
    async fn explain(&self, status: u16, error: Error, source: &str, target: &str) -> Error {
        let probed = async || {
            let answer = self.ask(&[PROBE], source, target, None).await;
            answer.map_or(0, |answer| answer.status.as_u16())
        };
        match (status, &self.key) {
            (401, Key::None) => Error::KeyMissing,
            // So small a request in a language it offers is refused for nothing but the key.
            (400, Key::None) if probed().await == 400 => Error::KeyMissing,
            (403, Key::None) => Error::Banned,
            // A ban does not look at keys.
            (403, Key::Set(_)) if probed().await == 403 => Error::Banned,
            _ => error,
        }
    }
}

impl Offer {
    /// The server's codes for a pair it offers.
    fn codes(&self, from: &Language, to: &Language) -> Option<(String, String)> {
        if self.languages.is_empty() {
            return Some((from.primary().to_owned(), to.primary().to_owned()));
        }
        let sources = self.languages.iter().map(|language| language.code.as_str());
        let source = best(from, sources)?;
        let source = self.languages.iter().find(|language| language.code == source)?;
        let target = best(to, source.targets.iter().map(String::as_str))?;
        (target != source.code).then(|| (source.code.clone(), target.to_owned()))
    }
}

#[async_trait]
impl Engine for LibreTranslate {
    fn id(&self) -> &EngineId {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn limits(&self) -> Result<Capabilities, Error> {
        let mut limits = self.capabilities.clone();
        if let Some(most) = self.offer().await?.char_limit {
            limits.characters_per_text = limits.characters_per_text.min(most);
        }
        Ok(limits)
    }

    async fn pairs(&self) -> Result<Pairs, Error> {
        let offer = Arc::new(self.ask_offer().await?);
        *self.offer.lock().await = Some(Arc::clone(&offer));
        if offer.languages.is_empty() {
            return Ok(Pairs::Any);
        }
        let mut pairs = std::collections::BTreeSet::new();
        for source in &offer.languages {
            for target in source.targets.iter().filter(|target| **target != source.code) {
                // Codes that are no language tags cannot be asked for.
                if let (Ok(from), Ok(to)) = (source.code.parse(), target.parse()) {
                    pairs.insert(Pair { from, to });
                }
            }
        }
        Ok(Pairs::Listed(pairs))
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        // The server refuses an empty list, and there is nothing to ask for.
        if request.texts.is_empty() {
            return Ok(Reply::default());
        }
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}
