//! Apertium APy, Apertium as a server (`POST /translate`, `GET /listPairs`).
//!
//! One text is one request, as a form. Without `format=txt` the server would read and write HTML, and without
//! `markUnknown=no` it would put an asterisk before words that it does not know.
//!
//! # Incomplete support
//!
//! Only the server's own pairs are offered: the way over a third language is for the local program (`apertium`).
//!
//! # Errors
//!
//! A pair that is not installed is 400; 503 is a translation that took the server too long.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::capabilities::Encoding;
use super::codes::not_offered;
use super::http::{Base, Server};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{BodyLimit, Capabilities, Engine, EngineId, Error, Pair, Pairs, Reply, Request, unless_cancelled};

/// Apertium APy, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "apertium-apy",
    label: "Apertium APy",
    key: KeyNeed::Never,
    page: "https://wiki.apertium.org/wiki/Apertium-apy",
    fields: &[Field {
        name: "url",
        input: Input::Address,
        required: true,
        example: "http://localhost:2737",
    }],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(Apy::new(setup)?)),
};

/// Time for one request; the first one of a pair starts its programs.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

/// Paths people copy along with the address.
const ENDINGS: [&str; 2] = ["translate", "listPairs"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// The server's address.
    url: String,
}

/// An APy server.
#[derive(Debug)]
struct Apy {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    modes: Mutex<Option<Arc<Vec<Mode>>>>,
}

/// A direction, in the server's codes and in ours.
#[derive(Debug)]
struct Mode {
    codes: (String, String),
    pair: Pair,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<T> {
    response_data: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    source_language: String,
    target_language: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translated {
    translated_text: String,
}

impl Apy {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let base = Base::parse(&options.url, &ENDINGS)?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 1,
            characters_per_request: 5_000,
            characters_per_text: 5_000,
            body: Some(BodyLimit {
                bytes: 100_000,
                fixed: 60,
                per_text: 2,
                encoding: Encoding::Form,
            }),
            concurrent_requests: 4,
            rough: true,
            local: base.is_local(),
            free: true,
            ..Capabilities::PLAIN
        });
        Ok(Self {
            server: Server::new(base, &setup.network, REQUEST_LIMIT)?,
            id: setup.id,
            name: setup.name,
            capabilities,
            modes: Mutex::default(),
        })
    }

    async fn ask_modes(&self) -> Result<Arc<Vec<Mode>>, Error> {
        let answer = self.server.send(self.server.get("listPairs")).await?.success()?;
        let listed: Envelope<Vec<Listed>> = answer.json()?;
        let mode = |listed: Listed| {
            Some(Mode {
                pair: Pair {
                    from: language(&listed.source_language)?,
                    to: language(&listed.target_language)?,
                },
                codes: (listed.source_language, listed.target_language),
            })
        };
        let modes = Arc::new(listed.response_data.into_iter().filter_map(mode).collect());
        *self.modes.lock().await = Some(Arc::clone(&modes));
        Ok(modes)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let known = self.modes.lock().await.clone();
        let modes = match known {
            Some(modes) => modes,
            None => self.ask_modes().await?,
        };
        let (from, to) = (request.from, request.to);
        let same = |mode: &&Mode| mode.pair.from.same_language(from) && mode.pair.to.same_language(to);
        let exact = |mode: &&Mode| mode.pair.from == *from && mode.pair.to == *to;
        let mode = modes.iter().find(exact).or_else(|| modes.iter().find(same));
        let (source, target) = &mode.ok_or_else(|| not_offered(from, to))?.codes;
        let langpair = format!("{source}|{target}");
        let mut texts = Vec::new();
        // The scheduler sends one; whoever sends more waits for one after the other.
        for text in request.texts {
            let form = [
                ("langpair", langpair.as_str()),
                ("q", text),
                ("format", "txt"),
                ("markUnknown", "no"),
            ];
            let answer = self
                .server
                .send(self.server.post("translate").form(&form))
                .await?
                .success()?;
            let translated: Envelope<Translated> = answer.json()?;
            texts.push(translated.response_data.translated_text);
        }
        Ok(Reply {
            route: Some(format!("{source} → {target}")),
            ..Reply::of_texts(texts)
        })
    }
}

/// A language from a code of three letters, with or without a region (`eng`, `eng_US`).
fn language(code: &str) -> Option<Language> {
    let (primary, region) = code.split_once('_').unwrap_or((code, ""));
    // The codes of ISO 639-3 that have a shorter form, which BCP 47 wants; those of the pairs Apertium publishes.
    let short = match primary {
        "afr" => "af",
        "ara" => "ar",
        "arg" => "an",
        "ast" => "ast",
        "bel" => "be",
        "bre" => "br",
        "bul" => "bg",
        "cat" => "ca",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "eng" => "en",
        "epo" => "eo",
        "eus" => "eu",
        "fra" => "fr",
        "glg" => "gl",
        "hbs" => "sh",
        "hin" => "hi",
        "ind" => "id",
        "isl" => "is",
        "ita" => "it",
        "kaz" => "kk",
        "mkd" => "mk",
        "mlt" => "mt",
        "msa" => "ms",
        "nld" => "nl",
        "nno" => "nn",
        "nob" => "nb",
        "oci" => "oc",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "slv" => "sl",
        "spa" => "es",
        "srd" => "sc",
        "swe" => "sv",
        "tat" => "tt",
        "ukr" => "uk",
        "urd" => "ur",
        other => other,
    };
    // Variants (`cat_valencia`, `oci_aran`) are languages of their own where BCP 47 has them.
    let tag = if region.is_empty() {
        short.to_owned()
    } else {
        format!("{short}-{region}")
    };
    tag.parse().ok()
}

#[async_trait]
impl Engine for Apy {
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
        let modes = self.ask_modes().await?;
        Ok(Pairs::Listed(
            modes.iter().map(|mode| mode.pair.clone()).collect::<BTreeSet<_>>(),
        ))
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

    fn check(code: &str, tag: Option<&str>) {
        assert_eq!(
            language(code).map(|language| language.to_string()).as_deref(),
            tag,
            "{code}"
        );
    }

    #[test]
    fn codes_of_three_letters_are_languages() {
        check("fra", Some("fr"));
        check("eng_US", Some("en-US"));
        check("ast", Some("ast"));
        check("cat_valencia", Some("ca-valencia"));
        check("x!", None);
    }
}
