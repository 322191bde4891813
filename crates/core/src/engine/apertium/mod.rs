//! Apertium, the rule-based translator, as a local program: it works offline, is fast, and gives the gist.
//!
//! The pairs are read from the program. A pair it lacks is reached over one language in between (`modes`). Each step is
//! one process for the whole batch, and each sentence carries a label that proves whose translation came out (`frame`).
//! Nothing it starts outlives the request (`process`).
//!
//! # Incomplete support
//!
//! Written for Apertium 3.8 and later (null-flush, raw format). The taggers of the pairs with Catalan do not forget all
//! of the sentence before, which colours the choice of a word now and then (41 of 200 sentences of Catalan into English
//! differed from what they were alone); those of French, Spanish and English do forget (none of 325). Sentences never
//! mix in either.
//!
//! # Errors
//!
//! A sentence whose answer is not proven to be its own is missing from the reply, so the reply is too short and the
//! caller asks for less at a time. Messages of the tools are not passed on, because they quote the article.

mod frame;
mod modes;
mod process;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use self::frame::Sent;
use self::modes::{Mode, Modes};
use self::process::Run;
use super::codes::not_offered;
use super::kind::{KeyNeed, Kind, fits};
use super::{Answer, Capabilities, Engine, EngineId, Error, Pairs, Reply, Request, unless_cancelled};

/// Apertium as a program, for the list of kinds.
pub const KIND: Kind = Kind {
    name: "apertium",
    label: "Apertium",
    key: KeyNeed::Never,
    page: "https://wiki.apertium.org/wiki/Installation",
    fields: &[],
    check: fits::<Options>,
    build: |setup| {
        let mut engine = Apertium::new(setup.id, setup.name, "apertium".into());
        engine.capabilities = setup.limits.apply(engine.capabilities);
        Ok(Arc::new(engine))
    },
};

/// What there is to say about the local Apertium: nothing.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {}

/// Id of the engine that is there without being configured.
pub const BUILT_IN_ID: &str = "apertium";

/// Sentences for one run of the pipeline. Measured from French over Spanish into English on two busy cores: a batch
/// costs half a second to start and 6 ms for each sentence, so 10 at a time make 16 sentences a second, 40 make 56, 997
/// make 109. With 50 the first are on screen within a second.
const TEXTS_PER_REQUEST: usize = 50;

/// Seconds a step may take before its first sentence.
const SECONDS_TO_START: u64 = 30;

/// Characters a second that a step is sure to do; it does some 30,000 on a slow machine.
const CHARACTERS_PER_SECOND: u64 = 500;

/// Seconds for the program to list its pairs.
const SECONDS_TO_LIST: u64 = 20;

/// Bytes the list of pairs may take.
const BYTES_OF_LIST: u64 = 1024 * 1024;

/// The Apertium installed on this machine.
#[derive(Debug)]
pub struct Apertium {
    id: EngineId,
    name: String,
    capabilities: Capabilities,
    program: PathBuf,
    modes: Mutex<Option<Arc<Modes>>>,
}

impl Apertium {
    /// The built-in engine, running `apertium` from the search path.
    pub fn built_in() -> Self {
        Self::new(
            EngineId(BUILT_IN_ID.to_owned()),
            "Apertium".to_owned(),
            PathBuf::from("apertium"),
        )
    }

    /// An engine running the given program.
    pub fn new(id: EngineId, name: String, program: PathBuf) -> Self {
        Self {
            id,
            name,
            capabilities: Capabilities {
                texts_per_request: TEXTS_PER_REQUEST,
                characters_per_request: 40_000,
                characters_per_text: 20_000,
                concurrent_requests: pipelines(),
                rough: true,
                local: true,
                free: true,
                ..Capabilities::PLAIN
            },
            program,
            modes: Mutex::new(None),
        }
    }

    /// Reads the installed directions from the program.
    async fn list(&self) -> Result<Arc<Modes>, Error> {
        let run = Run::start(&self.program, &[OsStr::new("-l")])?;
        let listing = run
            .exchange(b"", BYTES_OF_LIST, Duration::from_secs(SECONDS_TO_LIST))
            .await?;
        let modes = Arc::new(Modes::parse(&String::from_utf8_lossy(&listing)));
        *self.modes.lock().await = Some(Arc::clone(&modes));
        Ok(modes)
    }

    /// The installed directions as last read.
    async fn modes(&self) -> Result<Arc<Modes>, Error> {
        let known = self.modes.lock().await.clone();
        match known {
            Some(modes) => Ok(modes),
            None => self.list().await,
        }
    }

    async fn translate_uninterrupted(&self, request: &Request<'_>) -> Result<Reply, Error> {
        let modes = self.modes().await?;
        let way = way(&modes, request.from, request.to)?;
        // All steps are started at once: the later ones read their dictionaries while the first is at work.
        let runs = way.iter().map(|mode| self.start(mode)).collect::<Result<Vec<_>, _>>()?;
        let mut texts: Vec<Option<String>> = request.texts.iter().map(|text| Some((*text).to_owned())).collect();
        for run in runs {
            texts = step(run, &texts).await?;
        }
        Ok(Reply {
            // Labels tell which sentence an answer belongs to. What was lost on the way is missing here too.
            answers: texts
                .into_iter()
                .enumerate()
                .filter_map(|(index, text)| {
                    Some(Answer {
                        text: text?,
                        index: Some(index),
                        ..Answer::default()
                    })
                })
                .collect(),
            route: Some(modes::show(&way)),
            ..Reply::default()
        })
    }

    fn start(&self, mode: &Mode) -> Result<Run, Error> {
        Run::start(&self.program, &["-f", "none", "-z", "-u", &mode.name].map(OsStr::new))
    }
}

/// Runs at once: each is a pipeline of some twenty programs and keeps two cores busy, so that on two cores a second one
/// only made the first sentences wait (1.5 s for 0.8 s).
fn pipelines() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).clamp(1, 4))
}

fn way<'a>(modes: &'a Modes, from: &Language, to: &Language) -> Result<Vec<&'a Mode>, Error> {
    modes.way(from, to).ok_or_else(|| not_offered(from, to))
}

/// Sends a batch through one direction. Sentences already lost are not sent, and stay lost.
async fn step(run: Run, texts: &[Option<String>]) -> Result<Vec<Option<String>>, Error> {
    let sent: Vec<Option<Sent>> = texts.iter().map(|text| text.as_deref().map(Sent::new)).collect();
    let mut stream = String::new();
    for (number, sentence) in sent.iter().enumerate() {
        if let Some(sentence) = sentence {
            sentence.write(number, &mut stream);
        }
    }
    let bytes = stream.len() as u64;
    let limit = Duration::from_secs(SECONDS_TO_START + bytes / CHARACTERS_PER_SECOND);
    // A translation many times as long as its original is no translation.
    let output = run.exchange(stream.as_bytes(), bytes * 20 + 64 * 1024, limit).await?;
    Ok(frame::answers(&output, &sent))
}

#[async_trait]
impl Engine for Apertium {
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
        Ok(self.list().await?.pairs())
    }

    async fn route(&self, from: &Language, to: &Language) -> Result<Option<String>, Error> {
        let modes = self.modes().await?;
        let way = way(&modes, from, to)?;
        Ok(Some(modes::show(&way)))
    }

    async fn translate(&self, request: Request<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        // Dropping the unfinished work ends every process it started.
        unless_cancelled(cancel, self.translate_uninterrupted(&request)).await
    }
}
