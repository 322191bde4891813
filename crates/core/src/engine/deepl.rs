//! DeepL (`POST /v2/translate`, `GET /v2/languages`, `GET /v2/usage`, `/v2/glossaries`).
//!
//! Keys that end in `:fx` belong to the free service, which has a host of its own; the reader can name another host. One
//! text is one sentence, and DeepL is told not to cut it again. Each text is translated by itself; `context`, one for a
//! whole request and not billed, is the passage the texts stand in with what comes before and after, so a batch is a
//! passage.
//!
//! # Incomplete support
//!
//! Documents, XML and HTML, style rules and translation memories of the account are not used.
//!
//! # Errors
//!
//! 456 is an exhausted quota, 429 and 529 ask for a pause, 403 refuses the key (or what a key with restricted rights may
//! do).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::capabilities::Encoding;
use super::codes::{best, languages, not_offered};
use super::http::{Answer as HttpAnswer, Base, Server};
use super::kind::{Field, Input, KeyNeed, Kind, Setup, fits};
use super::{
    Answer, Billing, BodyLimit, Capabilities, Context, ContextUse, Engine, EngineId, Error, Formality, GlossaryUse,
    Key, Pairs, Reply, Request, Term, Unit, Usage, unless_cancelled,
};

/// DeepL, for the list of kinds.
pub(super) const KIND: Kind = Kind {
    name: "deepl",
    label: "DeepL",
    key: KeyNeed::Required,
    page: "https://developers.deepl.com/docs/getting-started/auth",
    fields: &[
        Field {
            name: "url",
            input: Input::Address,
            required: false,
            example: "https://api-free.deepl.com",
        },
        Field {
            name: "model",
            input: Input::Choice(&["quality_optimized", "prefer_quality_optimized", "latency_optimized"]),
            required: false,
            example: "prefer_quality_optimized",
        },
    ],
    check: fits::<Options>,
    build: |setup| Ok(Arc::new(DeepL::new(setup)?)),
};

/// Time for one request.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

/// Paths people copy along with the address.
const ENDINGS: [&str; 6] = ["v2/translate", "v2/usage", "v2/languages", "v3", "v2", "translate"];

/// A limit from which on DeepL means that there is none.
const NO_LIMIT: u64 = 1_000_000_000_000;

/// Beginning of the names of glossaries that we keep at DeepL; the rest is a fingerprint of what is in it.
const GLOSSARY_NAME: &str = "Vis-à-vis ";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Another host than the key's own.
    url: Option<String>,
    /// `model_type`.
    model: Option<Model>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "DeepL's names")]
enum Model {
    QualityOptimized,
    PreferQualityOptimized,
    LatencyOptimized,
}

/// A DeepL account.
#[derive(Debug)]
struct DeepL {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    server: Server,
    key: Key,
    model: Option<Model>,
    offer: Mutex<Option<Arc<Offer>>>,
    /// Ids of glossaries at DeepL by their names.
    glossaries: Mutex<HashMap<String, String>>,
}

#[derive(Debug, Clone)]
struct Offer {
    sources: Vec<String>,
    targets: Vec<String>,
}

#[derive(Deserialize)]
struct Offered {
    language: String,
}

#[derive(Serialize)]
struct Question<'a> {
    text: &'a [&'a str],
    source_lang: &'a str,
    target_lang: &'a str,
    split_sentences: &'static str,
    preserve_formatting: bool,
    show_billed_characters: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model_type: Option<Model>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formality: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    glossary_id: Option<String>,
}

#[derive(Deserialize)]
struct Translations {
    translations: Vec<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    text: String,
    billed_characters: Option<u64>,
    model_type_used: Option<String>,
}

#[derive(Deserialize)]
struct Counters {
    character_count: u64,
    character_limit: u64,
    api_key_character_count: Option<u64>,
    api_key_character_limit: Option<u64>,
    end_time: Option<String>,
}

#[derive(Deserialize)]
struct Glossaries {
    glossaries: Vec<Glossary>,
}

#[derive(Deserialize)]
struct Glossary {
    glossary_id: String,
    name: String,
}

impl DeepL {
    fn new(setup: Setup) -> Result<Self, Error> {
        let options: Options = setup.read()?;
        let free = matches!(&setup.key, Key::Set(key) if key.expose().ends_with(":fx"));
        let host = match options.url.as_deref().map(str::trim) {
            Some(url) if !url.is_empty() => url,
            _ if free => "https://api-free.deepl.com",
            _ => "https://api.deepl.com",
        };
        let base = Base::parse(host, &ENDINGS)?;
        let capabilities = setup.limits.apply(Capabilities {
            texts_per_request: 50,
            characters_per_request: 30_000,
            characters_per_text: 30_000,
            body: Some(BodyLimit {
                bytes: 128 * 1024,
                fixed: 400,
                per_text: 3,
                encoding: Encoding::Json,
            }),
            concurrent_requests: 4,
            context: ContextUse::Passage { characters: 2_000 },
            glossary: GlossaryUse::Native,
            formality: true,
            usage: true,
            billing: Billing::Characters,
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
            offer: Mutex::default(),
            glossaries: Mutex::default(),
        })
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<HttpAnswer, Error> {
        let key = self.key.required()?;
        let request = request.header(
            "Authorization",
            super::http::sensitive(&format!("DeepL-Auth-Key {}", key.expose()))?,
        );
        let answer = self.server.send(request).await?;
        match answer.status.as_u16() {
            529 => Err(Error::RateLimited {
                retry_after: answer.retry_after(),
            }),
            _ => answer.success(),
        }
    }

    async fn ask_offer(&self) -> Result<Arc<Offer>, Error> {
        let side = async |side: &str| {
            let mut url = self.server.address("v2/languages");
            url.query_pairs_mut().append_pair("type", side);
            let answer = self.send(self.server.request(reqwest::Method::GET, url)).await?;
            let offered: Vec<Offered> = answer.json()?;
            Ok(offered.into_iter().map(|offered| offered.language).collect::<Vec<_>>())
        };
        let (sources, targets) = (side("source").await?, side("target").await?);
        let offer = Arc::new(Offer { sources, targets });
        *self.offer.lock().await = Some(Arc::clone(&offer));
        Ok(offer)
    }

    async fn offer(&self) -> Result<Arc<Offer>, Error> {
        let known = self.offer.lock().await.clone();
        match known {
            Some(offer) => Ok(offer),
            None => self.ask_offer().await,
        }
    }

    /// The glossary at DeepL that holds these terms; made when there is none yet.
    async fn glossary(&self, terms: &[Term], source: &str, target: &str) -> Result<String, Error> {
        // Glossaries know languages without regions.
        let plain = |code: &str| code.split('-').next().unwrap_or(code).to_lowercase();
        let (source, target) = (plain(source), plain(target));
        let entries = tab_separated(terms);
        let mut fingerprint = Sha256::new();
        fingerprint.update(format!("{source}\n{target}\n{entries}"));
        let digest: [u8; 32] = fingerprint.finalize().into();
        let digest = digest
            .iter()
            .fold(0_u128, |number, byte| number << 4 | u128::from(byte & 15));
        let name = format!("{GLOSSARY_NAME}{digest:032x}");
        // Held while asking, so that concurrent batches make one glossary and not several.
        let mut known = self.glossaries.lock().await;
        if known.is_empty() {
            let kept: Glossaries = self.send(self.server.get("v2/glossaries")).await?.json()?;
            known.extend(kept.glossaries.into_iter().map(|kept| (kept.name, kept.glossary_id)));
        }
        if let Some(id) = known.get(&name) {
            return Ok(id.clone());
        }
        let new = serde_json::json!({
            "name": name,
            "source_lang": source,
            "target_lang": target,
            "entries": entries,
            "entries_format": "tsv",
        });
        let made: Glossary = self.send(self.server.post("v2/glossaries").json(&new)).await?.json()?;
        known.insert(made.name, made.glossary_id.clone());
        Ok(made.glossary_id)
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let offer = self.offer().await?;
        let refused = || not_offered(request.from, request.to);
        let source = best(request.from, offer.sources.iter().map(String::as_str)).ok_or_else(refused)?;
        let target = target_code(request.to, &offer.targets).ok_or_else(refused)?;
        let glossary_id = match request.glossary {
            [] => None,
            terms => Some(self.glossary(terms, source, target).await?),
        };
        let question = Question {
            text: request.texts,
            source_lang: source,
            target_lang: target,
            split_sentences: "0",
            preserve_formatting: true,
            show_billed_characters: true,
            context: passage(request.context, request.texts),
            model_type: self.model,
            // `prefer_…` does not fail for a language that knows no difference.
            formality: match request.formality {
                Formality::Default => None,
                Formality::More => Some("prefer_more"),
                Formality::Less => Some("prefer_less"),
            },
            glossary_id,
        };
        let answer = self.send(self.server.post("v2/translate").json(&question)).await?;
        let translations = answer.json::<Translations>()?.translations;
        Ok(Reply {
            route: translations.first().and_then(|first| first.model_type_used.clone()),
            answers: translations
                .into_iter()
                .map(|translation| Answer {
                    billed_characters: translation.billed_characters,
                    ..Answer::from(translation.text)
                })
                .collect(),
            ..Reply::default()
        })
    }
}

/// Entries as DeepL reads them: a term, a tab, its rendering. What holds a tab or a line break cannot be written so.
fn tab_separated(terms: &[Term]) -> String {
    let writable = |text: &str| !text.is_empty() && !text.contains(['\t', '\n', '\r']);
    let lines = terms
        .iter()
        .filter(|term| writable(&term.source) && writable(&term.target))
        .map(|term| format!("{}\t{}", term.source, term.target));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text that the sentences of a request stand in: one context for all of them.
fn passage(context: &Context, texts: &[&str]) -> Option<String> {
    if context.is_empty() {
        return None;
    }
    let around = context
        .title
        .iter()
        .chain(&context.summary)
        .chain(&context.before)
        .map(String::as_str);
    let whole: Vec<&str> = around
        .chain(texts.iter().copied())
        .chain(context.after.iter().map(String::as_str))
        .collect();
    Some(whole.join("\n"))
}

/// DeepL's code for a target. `en` and `pt` alone are not among them; the form with most speakers is taken then.
fn target_code<'a>(language: &Language, targets: &'a [String]) -> Option<&'a str> {
    let usual = match language.to_string().as_str() {
        "en" => "EN-US",
        "pt" => "PT-BR",
        "zh" => "ZH-HANS",
        _ => "",
    };
    let plain = targets
        .iter()
        .find(|code| code.parse().is_ok_and(|known: Language| known == *language));
    plain
        .or_else(|| targets.iter().find(|code| code.eq_ignore_ascii_case(usual)))
        .map(String::as_str)
        .or_else(|| best(language, targets.iter().map(String::as_str)))
}

#[async_trait]
impl Engine for DeepL {
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
        let offer = self.ask_offer().await?;
        Ok(Pairs::Between {
            from: languages(offer.sources.iter().map(String::as_str)),
            to: languages(offer.targets.iter().map(String::as_str)),
        })
    }

    async fn usage(&self) -> Result<Option<Usage>, Error> {
        let counters: Counters = self.send(self.server.get("v2/usage")).await?.json()?;
        let account = (counters.character_count, counters.character_limit);
        // A key may have a smaller allowance than its account; what is nearer to its end counts.
        let key = counters.api_key_character_count.zip(counters.api_key_character_limit);
        let left = |(used, limit): (u64, u64)| limit.saturating_sub(used);
        let (used, limit) = key.filter(|key| left(*key) < left(account)).unwrap_or(account);
        Ok(Some(Usage {
            unit: Unit::Characters,
            used,
            limit: Some(limit).filter(|limit| *limit < NO_LIMIT),
            renews: counters.end_time.and_then(|time| time.parse::<Timestamp>().ok()),
        }))
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

    fn check_target(language: &str, expected: &str) {
        let targets = ["DE", "EN-GB", "EN-US", "PT-BR", "PT-PT", "ZH-HANS", "ZH-HANT"].map(str::to_owned);
        let language: Language = language.parse().unwrap();
        assert_eq!(target_code(&language, &targets), Some(expected), "{language}");
    }

    #[test]
    fn targets_have_deepl_s_codes() {
        check_target("de", "DE");
        check_target("de-AT", "DE");
        check_target("en", "EN-US");
        check_target("en-GB", "EN-GB");
        check_target("pt", "PT-BR");
        check_target("pt-PT", "PT-PT");
        check_target("zh-Hant", "ZH-HANT");
    }

    #[test]
    fn a_context_is_the_passage_with_what_is_around_it() {
        let context = Context {
            title: Some("Titre".to_owned()),
            before: vec!["Avant.".to_owned()],
            after: vec!["Après.".to_owned()],
            ..Context::NONE
        };
        assert_eq!(
            passage(&context, &["Un.", "Deux."]).as_deref(),
            Some("Titre\nAvant.\nUn.\nDeux.\nAprès.")
        );
        assert_eq!(passage(&Context::NONE, &["Un."]), None);
    }

    #[test]
    fn terms_that_cannot_be_written_are_left_out() {
        let term = |source: &str, target: &str| Term {
            source: source.to_owned(),
            target: target.to_owned(),
        };
        assert_eq!(
            tab_separated(&[term("chat", "cat"), term("a\tb", "c"), term("un", "one")]),
            "chat\tcat\nun\tone"
        );
    }
}
