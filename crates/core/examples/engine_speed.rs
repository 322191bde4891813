//! How fast a job is against a server with a fixed latency: `engine_speed KIND ADDRESS LATENCY_MS`. `scripts/bench-engines`
//! starts the server and calls this.
//!
//! The bound is what batch size and concurrency allow: as few requests as the sentences fit into, as many at once as the
//! engine takes, each as long as the latency.

#![allow(clippy::print_stdout, reason = "a program speaks to whoever started it")]

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use visavis_core::article::{Block, Draft, Origin};
use visavis_core::engine::{self, EngineConfig, EngineId, Key, KeySource, KeyStore};
use visavis_core::secret::Secret;
use visavis_core::translate::{Event, Outcome, Wishes};
use visavis_core::{Language, Session};

const SENTENCES: usize = 1_000;

/// A key for every engine; the server takes any.
struct AnyKey;

impl KeyStore for AnyKey {
    fn key(&self, _: &EngineId, _: &KeySource) -> Result<Key, engine::Error> {
        Ok(Key::found(Secret::new("bench")))
    }
}

fn draft() -> Result<(Draft, usize), std::fmt::Error> {
    let mut blocks = Vec::new();
    let mut longest = 0;
    for paragraph in 0..SENTENCES / 4 {
        let mut text = String::new();
        for number in 0..4 {
            let before = text.chars().count();
            let number = 1_000 + paragraph * 4 + number;
            write!(
                text,
                "Le bateau numéro {number} quitte le port dans la brume de ce matin de novembre. "
            )?;
            longest = longest.max(text.chars().count() - before);
        }
        blocks.push(Block::paragraph(text.trim_end()));
    }
    let draft = Draft {
        title: None,
        byline: None,
        source: None,
        published: None,
        language: Language::FRENCH,
        blocks,
    };
    Ok((draft, longest))
}

/// Seconds of processor time this process has used (Linux); none elsewhere.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets: utime and stime are the 12th and 13th, in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, address, latency] = arguments.as_slice() else {
        return Err("engine_speed KIND ADDRESS LATENCY_MS".into());
    };
    let latency = Duration::from_millis(latency.parse()?);
    let mut config = EngineConfig::new("bench", "Bench", kind);
    config = match kind.as_str() {
        "google" => config.with("url", format!("{address}/language/translate/v2")),
        "openai" | "anthropic" => config.with("url", address.as_str()).with("model", "contract-1"),
        "ollama" => config.with("url", address.as_str()).with("model", "contract"),
        _ => config.with("url", address.as_str()),
    };
    let engine = engine::build(&config, &AnyKey)?;
    let library = tempfile::tempdir()?;
    let session = Session::open(library.path())?;
    let (draft, longest) = draft()?;
    let article = session.add(&draft)?.article;
    let origin = Origin::Engine {
        id: "bench".to_owned(),
        name: "Bench".to_owned(),
        route: None,
        rough: false,
    };
    let rendition = session
        .library
        .begin_rendition(article, &Language::ENGLISH, &origin)?
        .rendition
        .id;
    // As a host does before it begins: whether the pair is offered.
    engine.pairs().await?;
    let limits = engine.limits().await?;
    let characters = match limits.context {
        engine::ContextUse::Passage { characters } => characters.min(limits.characters_per_request),
        engine::ContextUse::None | engine::ContextUse::Neighbours { .. } => limits.characters_per_request,
    };
    let texts = limits.texts_per_request.min(characters / longest).max(1);
    let rounds = SENTENCES.div_ceil(texts).div_ceil(limits.concurrent_requests);
    let bound = latency * u32::try_from(rounds)?;

    let mut events = session.jobs.watch();
    let (begun, processor) = (Instant::now(), processor_seconds());
    session.jobs.start(engine, rendition, &[], Wishes::default())?;
    let mut first = None;
    let outcome = loop {
        match events.recv().await.ok_or("the job ended without a word")? {
            Event::Progress(progress) if !progress.cells.is_empty() => {
                first.get_or_insert(begun.elapsed());
            }
            Event::Progress(_) => {}
            Event::Ended { outcome, .. } => break outcome,
        }
    };
    let took = begun.elapsed();
    let processor = processor_seconds().zip(processor).map(|(after, before)| after - before);
    if !matches!(outcome.as_ref(), Ok(Outcome::Done)) {
        return Err(format!("the job ended otherwise: {outcome:?}").into());
    }
    let milliseconds = processor.map_or("–".to_owned(), |seconds| format!("{seconds:.3}"));
    println!(
        "| {kind} | {texts} | {} | {:.2} | {:.2} | {:.3} | {} | {milliseconds} |",
        limits.concurrent_requests,
        bound.as_secs_f64(),
        took.as_secs_f64(),
        took.as_secs_f64() / bound.as_secs_f64(),
        first.unwrap_or_default().as_millis(),
    );
    Ok(())
}
