//! Microsoft Translator (Azure), `api-version=3.0`: `POST /translate`, `GET /languages`.
//!
//! Later versions are another service under the same name: they no longer tell which words belong together, so this one
//! is asked for by its number. Regional and multi-service resources want their region in a header.
//!
//! # Incomplete support
//!
//! Word alignment comes for pairs with English only, and not for every sentence. Custom categories, transliteration and
//! the dictionary are not used.
//!
//! # Errors
//!
//! Told by the six-digit code in the body: 401000 for a key or a region that do not fit, 403001 for an exhausted free
//! allowance, 429… for a pace too fast.

use std::ops::Range;
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
use super::{
    Answer, Billing, BodyLimit, Capabilities, Engine, EngineId, Error, Key, Link, Pace, PaceCost, Pairs, Reply,
    Request, Spent, unless_cancelled,
};

/// Microsoft Translator, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "microsoft",
    label: "Microsoft Translator",
    key: KeyNeed::Required,
    page: "https://learn.microsoft.com/azure/ai-services/translator/create-translator-resource",
    fields: &[
        Field {
            name: "region",
            input: Input::Text,
            required: false,
            example: "westeurope",
        },
        Field {
            name: "free_tier",
            input: Input::Flag,
            required: false,
            example: "false",
        },
        Field {
            name: "url",
            input: Input::Address,
            required: false,
            example: ADDRESS,
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Microsoft::new(setup)?)),
};

const ADDRESS: &str = "https://api.cognitive.microsofttranslator.com";

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The resource's region; none for a global one.
    region: Option<String>,
    /// Whether the resource is of the free tier (F0), which takes some 33,300 characters in any minute.
    #[serde(default)]
    free_tier: bool,
    /// Another address, for a regional or a private one.
    url: Option<String>,
}

/// A Translator resource.
#[derive(Debug)]
struct Microsoft {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    region: Option<String>,
    codes: Mutex<Option<Arc<Vec<String>>>>,
}

#[derive(Serialize)]
struct Question<'a> {
    #[serde(rename = "Text")]
    text: &'a str,
}

#[derive(Deserialize)]
struct Translated {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    text: String,
    alignment: Option<Alignment>,
}

#[derive(Deserialize)]
struct Alignment {
    #[serde(default)]
    proj: String,
}

#[derive(Deserialize)]
struct Languages {
    translation: serde_json::Map<String, Value>,
}

impl Microsoft {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(options.url.as_deref().unwrap_or(ADDRESS), &["translate", "languages"])?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 1_000,
            // 50,000 is the limit. A tenth of a free minute is little enough to be let in soon.
            characters_per_request: if options.free_tier { 3_300 } else { 10_000 },
            characters_per_text: if options.free_tier { 33_000 } else { 50_000 },
            body: Some(BodyLimit {
                bytes: 500_000,
                fixed: 2,
                per_text: 12,
                encoding: Encoding::Json,
            }),
            concurrent_requests: 4,
            pace: options.free_tier.then_some(Pace {
                window: Duration::from_mins(1),
                requests: None,
                characters: Some(33_000),
                cost: PaceCost::Request,
            }),
            alignment: true,
            billing: Billing::Characters,
            local: base.is_local(),
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            region: options.region.filter(|region| !region.trim().is_empty()),
            capabilities,
            codes: Mutex::default(),
        })
    }

    /// The languages there are. No key is needed, so one that is missing is told here.
    async fn ask_codes(&self) -> Result<Arc<Vec<String>>, Error> {
        self.key.required()?;
        let mut url = self.server.address("languages");
        url.query_pairs_mut()
            .append_pair("api-version", "3.0")
            .append_pair("scope", "translation");
        let answer = self
            .server
            .send(self.server.request(reqwest::Method::GET, url))
            .await?
            .success()?;
        let codes = Arc::new(
            answer
                .json::<Languages>()?
                .translation
                .into_iter()
                .map(|(code, _)| code)
                .collect(),
        );
        *self.codes.lock().await = Some(Arc::clone(&codes));
        Ok(codes)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let key = sensitive(self.key.required()?.expose())?;
        let known = self.codes.lock().await.clone();
        let codes = match known {
            Some(codes) => codes,
            None => self.ask_codes().await?,
        };
        let code = |language| best(language, codes.iter().map(String::as_str));
        let (Some(from), Some(to)) = (code(request.from), code(request.to)) else {
            return Err(not_offered(request.from, request.to));
        };
        let mut url = self.server.address("translate");
        url.query_pairs_mut()
            .append_pair("api-version", "3.0")
            .append_pair("from", from)
            .append_pair("to", to)
            .append_pair("textType", "plain")
            .append_pair("includeAlignment", "true");
        let questions: Vec<Question<'_>> = request.texts.iter().map(|text| Question { text }).collect();
        let mut asking = self.server.request(reqwest::Method::POST, url);
        asking = asking.header("Ocp-Apim-Subscription-Key", key).json(&questions);
        if let Some(region) = &self.region {
            asking = asking.header("Ocp-Apim-Subscription-Region", region.trim());
        }
        let answer = self.server.send(asking).await?;
        if let Some(error) = answer.error() {
            return Err(meaning(&answer, error));
        }
        let characters = answer
            .header("X-Metered-Usage")
            .and_then(|metered| metered.trim().parse().ok());
        let mut answers = Vec::new();
        for (index, translated) in answer.json::<Vec<Translated>>()?.into_iter().enumerate() {
            // One target was asked for.
            let [translation] =
                <[Translation; 1]>::try_from(translated.translations).map_err(|_| Error::UnreadableReply {
                    reason: "not one translation for one language".to_owned(),
                })?;
            let source = request.texts.get(index).copied().unwrap_or_default();
            let proj = translation
                .alignment
                .map(|alignment| alignment.proj)
                .unwrap_or_default();
            answers.push(Answer {
                alignment: links(&proj, source, &translation.text),
                ..Answer::from(translation.text)
            });
        }
        Ok(Reply {
            answers,
            spent: Spent {
                characters,
                ..Spent::default()
            },
            ..Reply::default()
        })
    }
}

/// What an error means, by the code in its body.
fn meaning(answer: &HttpAnswer, otherwise: Error) -> Error {
    let body: Value = answer.json().unwrap_or_default();
    match body["error"]["code"].as_u64() {
        Some(401_000..=401_999 | 403_000) => Error::KeyRefused,
        Some(403_001) => Error::QuotaExhausted,
        Some(400_050 | 400_077) => Error::TooLong,
        Some(429_000..=429_999) => Error::RateLimited {
            retry_after: answer.retry_after(),
        },
        _ => otherwise,
    }
}

/// Reads `0:2-0:4 4:7-6:9`: first and last character of each side, counted in UTF-16 units. What cannot be read says
/// nothing.
fn links(proj: &str, source: &str, target: &str) -> Vec<Link> {
    let one = |pair: &str| {
        let (left, right) = pair.split_once('-')?;
        Some(Link {
            source: bytes(left, source)?,
            target: bytes(right, target)?,
        })
    };
    proj.split_ascii_whitespace().filter_map(one).collect()
}

fn bytes(ends: &str, text: &str) -> Option<Range<usize>> {
    let (first, last) = ends.split_once(':')?;
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    let (mut units, mut start, mut end) = (0, None, None);
    for (at, character) in text.char_indices() {
        if units == first {
            start = Some(at);
        }
        units += character.len_utf16();
        if units == last + 1 {
            end = Some(at + character.len_utf8());
        }
    }
    let range = start?..end?;
    (!range.is_empty()).then_some(range)
}

#[async_trait]
impl Engine for Microsoft {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(proj: &str, source: &str, target: &str, expected: &[(&str, &str)]) {
        let found = links(proj, source, target);
        let found: Vec<_> = found
            .iter()
            .map(|link| (&source[link.source.clone()], &target[link.target.clone()]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn alignments_count_in_utf_16_and_are_kept_in_bytes() {
        check(
            "0:2-0:5 4:6-7:12",
            "L’é été",
            "The hé summer",
            &[("L’é", "The hé"), ("été", "summer")],
        );
        check("0:1-0:1 3:3-3:3", "😀 a", "😀 b", &[("😀", "😀"), ("a", "b")]);
        check("0:1-0:9 x 5:2-0:0 -", "ab", "cd", &[]);
    }
}
