//! MyMemory, a translation memory open to all with machine translation behind it (`GET /get`).
//!
//! 5,000 characters a day without anything, 50,000 with an e-mail address to be reached at. A text may have 500 bytes of
//! UTF-8.
//!
//! # Incomplete support
//!
//! Matches of the memory besides the best one, and contributions to it, are not used.
//!
//! # Errors
//!
//! The status of the reply stands in its body (`responseStatus`, as a number or as text), and what went wrong comes as
//! the translation. Apostrophes and quotation marks come as HTML entities and are read as such where the sentence has no
//! `&` of its own.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use quick_xml::escape::unescape_with;
use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::http::{Base, Server};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{Billing, Capabilities, Engine, EngineId, Error, Key, Pairs, Reply, Request, unless_cancelled};

/// MyMemory, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "mymemory",
    label: "MyMemory",
    key: KeyNeed::Optional,
    page: "https://mymemory.translated.net/doc/spec.php",
    fields: &[
        Field {
            name: "email",
            input: Input::Text,
            required: false,
            example: "you@example.org",
        },
        Field {
            name: "url",
            input: Input::Address,
            required: false,
            example: ADDRESS,
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(MyMemory::new(setup)?)),
};

const ADDRESS: &str = "https://api.mymemory.translated.net";

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_secs(30);

/// With what a notice begins that stands where a translation should.
const NOTICE: &str = "MYMEMORY WARNING";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// An e-mail address for a larger allowance; it is sent with every request.
    email: Option<String>,
    /// Another address.
    url: Option<String>,
}

/// The service.
#[derive(Debug)]
struct MyMemory {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    email: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Got {
    response_data: Option<Translated>,
    response_status: Value,
    #[serde(default)]
    quota_finished: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translated {
    translated_text: Option<String>,
}

impl MyMemory {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(options.url.as_deref().unwrap_or(ADDRESS), &["get"])?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 1,
            characters_per_request: 500,
            characters_per_text: 500,
            bytes_per_text: Some(500),
            concurrent_requests: 2,
            billing: Billing::Characters,
            local: base.is_local(),
            free: true,
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            key: setup.key,
            email: options.email.filter(|email| !email.trim().is_empty()),
            capabilities,
        })
    }

    async fn one(&self, text: &str, langpair: &str) -> Result<String, Error> {
        let mut url = self.server.address("get");
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("q", text)
                .append_pair("langpair", langpair)
                .append_pair("mt", "1");
            if let Some(email) = &self.email {
                query.append_pair("de", email.trim());
            }
            if let Some(key) = self.key.optional()? {
                query.append_pair("key", key.expose());
            }
        }
        let answer = self.server.send(self.server.request(reqwest::Method::GET, url)).await?;
        let got: Got = match answer.error() {
            None => answer.json()?,
            // Its own refusals have a body that says more than the status does.
            Some(error) => answer.json().map_err(|_| error)?,
        };
        let status = match &got.response_status {
            Value::String(status) => status.trim().parse().unwrap_or(0),
            status => status
                .as_u64()
                .and_then(|status| u16::try_from(status).ok())
                .unwrap_or(0),
        };
        let text_back = got
            .response_data
            .and_then(|data| data.translated_text)
            .unwrap_or_default();
        if got.quota_finished == Some(true) || text_back.starts_with(NOTICE) {
            return Err(Error::QuotaExhausted);
        }
        // Invalid pairs, too long texts and keys that are none are one status, told apart by words only.
        if status == 403 {
            return Err(Error::Refused { status: 403 });
        }
        if let Some(error) = super::http::meaning(status, answer.retry_after()) {
            return Err(error);
        }
        if text.contains('&') || !text_back.contains('&') {
            return Ok(text_back);
        }
        // What is no entity stays as it came.
        let unescaped =
            unescape_with(&text_back, quick_xml::escape::resolve_html5_entity).map(std::borrow::Cow::into_owned);
        Ok(unescaped.unwrap_or(text_back))
    }
}

#[async_trait]
impl Engine for MyMemory {
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
        // It has no list, and asking for a translation would cost some of the day's allowance.
        self.key.optional()?;
        Ok(Pairs::Any)
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        let langpair = format!("{}|{}", request.from, request.to);
        let work = async {
            let mut texts = Vec::new();
            // The scheduler sends one; whoever sends more waits for one after the other.
            for text in request.texts {
                texts.push(self.one(text, &langpair).await?);
            }
            Ok(Reply::of_texts(texts))
        };
        unless_cancelled(cancel, work).await
    }
}
