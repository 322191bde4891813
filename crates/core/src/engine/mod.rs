//! Machine-translation engines: what one can do, what it is asked, what it answers, how it fails.
//!
//! An engine is asked for a batch of texts and answers with as many, in the same order. It does not judge whether the
//! answer is right: `translate::proof` does that for all kinds alike. It retries nothing either: that is
//! `translate::job`'s work, which reads [`Error::scope`].

pub mod apertium;
mod configured;
pub mod error;
mod http;
pub mod libretranslate;

use std::collections::BTreeSet;
use std::fmt;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

pub use configured::{ApertiumConfig, EngineConfig, EngineKind, LibreTranslateConfig, build, built_in};
pub use error::{Error, Scope};

/// Name of a configured engine in the settings: lower-case letters, digits and hyphens, chosen by the reader or us.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EngineId(pub String);

impl fmt::Display for EngineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an engine can do and how much at once. The scheduler asks this, never which engine it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// Texts in one request, at most; at least 1.
    pub texts_per_request: usize,
    /// Unicode characters in all texts of one request together, at most.
    pub characters_per_request: usize,
    /// Unicode characters in a single text, at most.
    pub characters_per_text: usize,
    /// Requests in flight at once, at most; at least 1.
    pub concurrent_requests: usize,
    /// Whether it gives the gist only, and the window should say so.
    pub rough: bool,
    /// Whether text stays on this machine.
    pub local: bool,
    /// Whether translating costs the reader nothing.
    pub free: bool,
}

/// A language pair, original first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pair {
    /// Language of the original.
    pub from: Language,
    /// Language of the translation.
    pub to: Language,
}

/// The pairs an engine offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs(pub BTreeSet<Pair>);

impl Pairs {
    /// Whether the pair is offered; regions are not compared where one side names none.
    pub fn offers(&self, from: &Language, to: &Language) -> bool {
        self.0
            .iter()
            .any(|pair| pair.from.same_language(from) && pair.to.same_language(to))
    }
}

/// A batch of texts to translate.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Language of the texts.
    pub from: &'a Language,
    /// Language wanted.
    pub to: &'a Language,
    /// The texts, one sentence each; none is empty or holds a line break.
    pub texts: &'a [&'a str],
}

/// What came back for one batch: unproven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The texts as received, decoded but otherwise untouched, in the order received. Their number may be wrong.
    pub texts: Vec<String>,
    /// The model or the way taken, where the engine tells.
    pub route: Option<String>,
    /// Characters billed for each text, where the engine tells; as long as `texts`, or empty.
    pub billed_characters: Vec<u64>,
}

/// A configured machine-translation service or program.
#[async_trait]
pub trait Engine: Send + Sync {
    /// Its id in the settings.
    fn id(&self) -> &EngineId;

    /// Its name for the reader.
    fn name(&self) -> &str;

    /// What it can do and how much at once.
    fn capabilities(&self) -> &Capabilities;

    /// The language pairs it offers now. Also the way to find out whether it can be used at all.
    async fn pairs(&self) -> Result<Pairs, Error>;

    /// The way it would take for a pair, when it has a choice worth telling (`fr → es → en`).
    async fn route(&self, _from: &Language, _to: &Language) -> Result<Option<String>, Error> {
        Ok(None)
    }

    /// Translates one batch. Returns [`Error::Cancelled`] at once when `cancel` fires, leaving no process or
    /// connection behind.
    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error>;
}
