//! Machine-translation engines: what one can do, what it is asked, what it answers, how it fails.
//!
//! An engine is asked for a batch of texts and answers with as many, in the same order or by number. It does not judge
//! whether the answer is right: `translate::proof` does that for all kinds alike. It retries nothing either: that is
//! `translate::job`'s work, which reads [`Error::scope`].
//!
//! A kind of engine is one file that ends in a `KIND`, and one line in [`kind::KINDS`].

mod anthropic;
pub mod apertium;
mod apy;
pub mod capabilities;
mod codes;
mod configured;
pub mod custom;
mod deepl;
pub mod error;
pub mod file;
mod google;
mod http;
pub mod key;
pub mod kind;
mod libretranslate;
mod llm;
mod microsoft;
mod mymemory;
pub mod network;
mod ollama;
mod openai;
pub mod reply;
pub mod request;

use std::fmt;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

pub use capabilities::{Billing, BodyLimit, Capabilities, ContextUse, GlossaryUse, Pace, PaceCost};
pub use configured::{EngineConfig, build, built_in};
pub use error::{Error, Scope};
pub use key::{Key, KeySource, KeyStore, Variables};
pub use kind::{Field, Input, KINDS, KeyNeed, Kind, Options, Setup};
pub use network::{Limits, Network};
pub use reply::{Answer, Link, Reply, Spent, Unit, Usage};
pub use request::{Context, Formality, Request, Term};

/// Name of a configured engine in the settings: lower-case letters, digits and hyphens, chosen by the reader or us.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EngineId(pub String);

impl fmt::Display for EngineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
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
pub enum Pairs {
    /// These.
    Listed(std::collections::BTreeSet<Pair>),
    /// Every one of the first languages into every one of the second, but none into itself.
    Between {
        /// Languages of originals.
        from: Vec<Language>,
        /// Languages of translations.
        to: Vec<Language>,
    },
    /// It does not say, and takes any: a language model, or a service of the reader's own.
    Any,
}

impl Pairs {
    /// Whether the pair is offered; regions are not compared where one side names none.
    pub fn offers(&self, from: &Language, to: &Language) -> bool {
        match self {
            Self::Listed(pairs) => pairs
                .iter()
                .any(|pair| pair.from.same_language(from) && pair.to.same_language(to)),
            Self::Between {
                from: sources,
                to: targets,
            } => {
                !from.same_language(to)
                    && sources.iter().any(|source| source.same_language(from))
                    && targets.iter().any(|target| target.same_language(to))
            }
            Self::Any => !from.same_language(to),
        }
    }

    /// How many languages can be translated from, and how many into; none where the engine does not say.
    pub fn counts(&self) -> Option<(usize, usize)> {
        match self {
            Self::Listed(pairs) => {
                let distinct = |side: fn(&Pair) -> &Language| {
                    pairs.iter().map(side).collect::<std::collections::BTreeSet<_>>().len()
                };
                Some((distinct(|pair| &pair.from), distinct(|pair| &pair.to)))
            }
            Self::Between { from, to } => Some((from.len(), to.len())),
            Self::Any => None,
        }
    }
}

/// A configured machine-translation service or program.
#[async_trait]
pub trait Engine: fmt::Debug + Send + Sync {
    /// Its id in the settings.
    fn id(&self) -> &EngineId;

    /// Its name for the reader.
    fn name(&self) -> &str;

    /// What it can do and how much at once, as far as is known without asking it.
    fn capabilities(&self) -> &Capabilities;

    /// The same, with the limits that this very server publishes; asked once before a job begins.
    async fn limits(&self) -> Result<Capabilities, Error> {
        Ok(self.capabilities().clone())
    }

    /// The language pairs it offers now. Also the way to find out whether it can be used at all.
    async fn pairs(&self) -> Result<Pairs, Error>;

    /// The way it would take for a pair, when it has a choice worth telling (`fr → es → en`).
    async fn route(&self, _from: &Language, _to: &Language) -> Result<Option<String>, Error> {
        Ok(None)
    }

    /// What of its allowance is used up now; none where it does not tell.
    async fn usage(&self) -> Result<Option<Usage>, Error> {
        Ok(None)
    }

    /// Translates one batch. Returns [`Error::Cancelled`] at once when `cancel` fires, leaving no process or
    /// connection behind.
    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error>;
}

/// Does `work` unless `cancel` fires first; dropping unfinished work ends its connections and processes.
async fn unless_cancelled<T>(
    cancel: &CancellationToken,
    work: impl Future<Output = Result<T, Error>> + Send,
) -> Result<T, Error> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(Error::Cancelled),
        result = work => result,
    }
}
