//! One job: everything a rendition still waits for, asked of its engine, proven, and committed as it arrives.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::batch::{self, Sentence};
use super::gate::{Attempts, Gate, Weight};
use super::part::Part;
use super::proof::{self, Proof};
use super::reuse::Reuse;
use super::surroundings::Surroundings;
use crate::ErrorCode;
use crate::article::{Cell, Failure, Provenance, RenditionId, RenditionStatus, SegmentId};
use crate::engine::{
    Answer, Capabilities, Context, ContextUse, Engine, Error as EngineError, Formality, GlossaryUse, Request, Scope,
    Spent, Term,
};
use crate::library::{Error as LibraryError, Library, Recipe};

/// Sentences refused one after the other, with none accepted between, after which the job stops: the engine is at
/// fault then, not the sentences, and the rest is not burnt.
const REFUSALS_IN_A_ROW: u32 = 5;

/// The same for sentences that were answered, but never with anything that could be their translation.
const UNPROVEN_IN_A_ROW: u32 = 12;

/// Requests made for one sentence, at most: a batch of 128 halved seven times, and as many failures that may pass.
pub const REQUESTS_PER_SENTENCE: u32 = 16;

/// What the reader wants of a job besides the translation.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// Terms to be rendered in one way.
    pub glossary: Vec<Term>,
    /// The tone.
    pub formality: Formality,
    /// Whether the text around a batch is sent along where the engine reads it.
    pub context: bool,
    /// By what the memory knows the engine's answers; without it nothing is taken from there or kept.
    pub recipe: Option<Recipe>,
    /// Sentences to be asked whatever the memory holds; the text they have stays if that fails.
    pub anew: Vec<SegmentId>,
    /// Characters that the job may send, retries included, before it stops.
    pub cap_characters: Option<u64>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            glossary: Vec::new(),
            formality: Formality::Default,
            context: true,
            recipe: None,
            anew: Vec::new(),
            cap_characters: None,
        }
    }
}

/// What arrived: committed already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The rendition it belongs to.
    pub rendition: RenditionId,
    /// The segments answered, with what they have now.
    pub cells: Vec<(SegmentId, Cell)>,
    /// What was billed since the last report, refused replies included.
    pub spent: Spent,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every segment has text.
    Done,
    /// Every segment was answered, some with a failure.
    Partly {
        /// How many failed.
        failed: usize,
    },
    /// Every segment has text, but one that was asked anew failed and kept the text it had.
    Kept(Failure),
    /// The job stopped before its end; what is missing is still waiting.
    Stopped(Failure),
}

/// Why a job stops early.
enum Stop {
    Engine(EngineError),
    Unproven(Failure),
    Library(LibraryError),
}

impl From<LibraryError> for Stop {
    fn from(error: LibraryError) -> Self {
        Self::Library(error)
    }
}

/// Asks `engine` for everything `rendition` waits for. Each answer is committed, then reported, in that order.
///
/// The caller holds the rendition's claim. When this returns, the rendition's status is stored: finished when nothing
/// waits any more, paused otherwise. Dropping the future stops the work; nothing committed is lost.
///
/// # Errors
/// Only those of the library: an engine's failure is an [`Outcome`].
pub(super) async fn run(
    library: &Library,
    (engine, gate): (&dyn Engine, &Gate),
    rendition: RenditionId,
    wishes: &Wishes,
    cancel: &CancellationToken,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Outcome, LibraryError> {
    library.set_status(rendition, RenditionStatus::Running)?;
    let head = library.rendition(rendition)?.rendition;
    let article = library.article(head.article)?;
    let mut wanted: HashSet<_> = library.waiting(rendition)?.into_iter().collect();
    wanted.extend(&wishes.anew);
    let texts: Vec<String> = article
        .segments
        .iter()
        .map(|segment| batch::on_one_line(article.text(segment)))
        .collect();
    let sentences = article
        .segments
        .iter()
        .zip(&texts)
        .enumerate()
        .filter(|(_, (segment, _))| wanted.contains(&segment.id))
        .map(|(place, (segment, text))| Sentence {
            id: segment.id,
            block: segment.block,
            place,
            text: text.clone(),
        })
        .collect();
    let mut job = Job {
        library,
        engine,
        limits: engine.capabilities().clone(),
        rendition,
        from: &article.language,
        to: &head.language,
        wishes,
        surroundings: Surroundings::new(&article, texts),
        cancel: cancel.child_token(),
        report,
        gate,
        reuse: Reuse::new(wishes),
        sent: AtomicU64::new(0),
        refusals: AtomicU32::new(0),
        unproven: AtomicU32::new(0),
        unreported: Mutex::default(),
        unsettled: Mutex::default(),
    };
    let stopped = job.all(sentences).await.err();
    job.report_rest()?;
    let summary = library.rendition(rendition)?;
    let finished = summary.waiting() == 0;
    library.set_status(
        rendition,
        if finished {
            RenditionStatus::Finished
        } else {
            RenditionStatus::Paused
        },
    )?;
    match stopped {
        Some(Stop::Library(error)) => Err(error),
        Some(Stop::Engine(error)) => Ok(Outcome::Stopped(failure(&error))),
        Some(Stop::Unproven(failure)) => Ok(Outcome::Stopped(failure)),
        None => Ok(match job.reuse.kept() {
            Some(failure) => Outcome::Kept(failure),
            None if summary.failed > 0 => Outcome::Partly { failed: summary.failed },
            None => Outcome::Done,
        }),
    }
}

struct Job<'a> {
    library: &'a Library,
    engine: &'a dyn Engine,
    limits: Capabilities,
    rendition: RenditionId,
    from: &'a Language,
    to: &'a Language,
    wishes: &'a Wishes,
    surroundings: Surroundings,
    /// Ends what is in flight: the job's own, ended with the caller's.
    cancel: CancellationToken,
    report: &'a (dyn Fn(Progress) + Sync),
    gate: &'a Gate,
    reuse: Reuse<'a>,
    /// Characters sent so far.
    sent: AtomicU64,
    refusals: AtomicU32,
    unproven: AtomicU32,
    /// Billed and not reported yet.
    unreported: Mutex<Spent>,
    /// Judged and not committed yet.
    unsettled: Mutex<Vec<(SegmentId, Cell)>>,
}

impl Job<'_> {
    /// Works through all sentences, several requests at a time, begun in reading order.
    async fn all(&mut self, sentences: Vec<Sentence>) -> Result<(), Stop> {
        let (known, sentences) = self.reuse.part(self.library, sentences)?;
        self.settle(known).await?;
        if sentences.is_empty() {
            return Ok(());
        }
        self.limits = self.ask_limits().await.map_err(Stop::Engine)?;
        if !self.wishes.context {
            self.limits.context = ContextUse::None;
        }
        let this = &*self;
        let limits = &this.limits;
        let mut fitting = Vec::new();
        let mut too_long = Vec::new();
        for sentence in sentences {
            match limits.refuses(&sentence.text) {
                None => fitting.push(sentence),
                Some(detail) => too_long.push((
                    sentence.id,
                    Cell::Failed(Failure {
                        code: ErrorCode::EngineTooLong,
                        detail: Some(detail),
                    }),
                )),
            }
        }
        this.settle(too_long).await?;
        let mut batches = batch::plan(fitting, limits);
        let mut running = FuturesUnordered::new();
        let (mut capped, mut stopped) = (None, None);
        // As many batches wait at the gate as are let in, so that a request leaves when another one's reply is there and
        // not when that reply is judged and stored. Where one is asked at a time, its reply is judged first.
        let at_once = limits.concurrent_requests.max(1);
        let at_hand = if at_once > 1 { 2 * at_once } else { 1 };
        loop {
            while running.len() < at_hand {
                let Some(batch) = batches.pop_front() else { break };
                running.push(this.batch(batch));
            }
            match running.next().await {
                // What was sent before the limit was met is paid for: its answers are waited for.
                Some(Err(Stop::Engine(error @ EngineError::CapReached { .. }))) => {
                    batches.clear();
                    capped = Some(error);
                }
                // Any other failure that stops the job ends all requests in flight; replies that are there are still judged
                // and kept, for they are paid.
                Some(Err(stop)) => {
                    batches.clear();
                    this.cancel.cancel();
                    stopped.get_or_insert(stop);
                }
                Some(Ok(())) => {}
                None => return stopped.or(capped.map(Stop::Engine)).map_or(Ok(()), Err),
            }
        }
    }

    /// The engine's limits as its server publishes them.
    async fn ask_limits(&self) -> Result<Capabilities, EngineError> {
        let mut attempts = Attempts::default();
        let weight = Weight {
            texts: 0,
            characters: 0,
        };
        loop {
            let place = self.gate.enter(None, weight, &self.cancel).await?;
            let asked = tokio::select! {
                biased;
                () = self.cancel.cancelled() => Err(EngineError::Cancelled),
                limits = self.engine.limits() => limits,
            };
            drop(place);
            match asked {
                Ok(limits) => return Ok(limits),
                Err(error) if self.gate.close_after(&error, &mut attempts) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Sees one batch through: asked whole, then in halves as long as the answer cannot be paired.
    async fn batch(&self, batch: Vec<Sentence>) -> Result<(), Stop> {
        // A stack, not recursion: the left half on top, so that sentences are still asked in reading order.
        let mut parts = vec![Part::new(batch)];
        while let Some(mut part) = parts.pop() {
            let answer = self.ask(&mut part).await;
            // A sentence is asked for twice before it fails by its reply: engines stumble. The last request there is for
            // it is its last chance.
            let alone = part.sentences.len() == 1;
            let last = (alone && part.requests > 1) || part.requests >= REQUESTS_PER_SENTENCE;
            match answer {
                Ok(Judged {
                    proof: Proof::Unpaired(failure),
                    ..
                }) if last => {
                    let sentences = part.sentences.len();
                    self.refuse(part, &failure).await?;
                    self.count_unproven(sentences, Some(failure))?;
                }
                Ok(Judged {
                    proof: Proof::Unpaired(_),
                    ..
                }) if alone => parts.push(part),
                Ok(Judged {
                    proof: Proof::Unpaired(_),
                    ..
                }) => parts.extend(part.halves()),
                Ok(Judged {
                    proof: Proof::Each(verdicts),
                    provenance,
                }) => {
                    let shares = part.shares();
                    let mut settled = Vec::new();
                    let mut again = Vec::new();
                    let (mut proven, mut unproven, mut reason) = (false, 0, None);
                    for ((sentence, verdict), spent) in part.sentences.into_iter().zip(verdicts).zip(shares) {
                        let cell = match verdict {
                            Ok(answer) => {
                                proven = true;
                                Cell::Done {
                                    text: answer.text,
                                    provenance: Some(Provenance {
                                        billed_characters: spent.characters,
                                        input_tokens: spent.input_tokens,
                                        output_tokens: spent.output_tokens,
                                        alignment: answer.alignment,
                                        ..provenance.clone()
                                    }),
                                }
                            }
                            Err(failure) if last => {
                                unproven += 1;
                                reason = Some(failure.clone());
                                Cell::Failed(failure)
                            }
                            Err(_) => {
                                again.push(Part {
                                    sentences: vec![sentence],
                                    requests: part.requests,
                                    spent,
                                });
                                continue;
                            }
                        };
                        settled.push((sentence.id, cell));
                    }
                    self.refusals.store(0, Ordering::Relaxed);
                    if proven {
                        self.unproven.store(0, Ordering::Relaxed);
                    }
                    self.settle(settled).await?;
                    self.count_unproven(unproven, reason)?;
                    parts.extend(again.into_iter().rev());
                }
                // A request that is refused, or that a server stumbles over, may hold one sentence that is to blame.
                Err(error) if blames_request(&error) && !alone && !last => parts.extend(part.halves()),
                Err(error) if error.may_differ() && !last => parts.push(part),
                Err(error) if blames_request(&error) => {
                    self.refuse(part, &failure(&error)).await?;
                    if self.refusals.fetch_add(1, Ordering::Relaxed) + 1 >= REFUSALS_IN_A_ROW {
                        return Err(Stop::Engine(error));
                    }
                }
                Err(error) => return Err(Stop::Engine(error)),
            }
        }
        Ok(())
    }

    /// One request, asked again while its failure may pass. Counts every request, and what it cost, in `part`.
    async fn ask(&self, part: &mut Part) -> Result<Judged, EngineError> {
        let texts: Vec<&str> = part.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let places = part.sentences.iter().map(|sentence| sentence.place);
        let context = match (places.clone().min(), places.max()) {
            (Some(first), Some(last)) => self.surroundings.of(first, last, self.limits.context),
            _ => Context::NONE,
        };
        let weight = Weight {
            texts: texts.len(),
            characters: texts.iter().map(|text| text.chars().count()).sum(),
        };
        let mut attempts = Attempts::default();
        loop {
            let place = self.gate.enter(self.limits.pace.as_ref(), weight, &self.cancel).await?;
            self.spend(weight.characters)?;
            let begun = Instant::now();
            part.requests += 1;
            let request = Request {
                from: self.from,
                to: self.to,
                texts: &texts,
                context: &context,
                glossary: match self.limits.glossary {
                    GlossaryUse::None => &[],
                    GlossaryUse::InPrompt | GlossaryUse::Native => &self.wishes.glossary,
                },
                formality: if self.limits.formality {
                    self.wishes.formality
                } else {
                    Formality::Default
                },
            };
            let replied = self.engine.translate(request, &self.cancel).await;
            drop(place);
            let took_ms = milliseconds(begun.elapsed());
            let error = match replied {
                Ok(reply) => {
                    let each = Spent {
                        characters: sum_of_each(&reply.answers),
                        ..Spent::default()
                    };
                    let whole = Spent {
                        characters: reply.spent.characters.or(each.characters),
                        ..reply.spent
                    };
                    part.spent = part.spent.and(whole);
                    self.note(whole);
                    if let Some(fault) = reply.fault {
                        let (rendition, code) = (self.rendition.0, fault.code().as_str());
                        tracing::warn!(rendition, sentences = texts.len(), code, "reply refused");
                        return Err(fault);
                    }
                    // The place is free: whoever waits for it goes first.
                    tokio::task::yield_now().await;
                    let provenance = Provenance {
                        engine: self.engine.name().to_owned(),
                        route: reply.route,
                        at: Timestamp::now(),
                        took_ms,
                        billed_characters: None,
                        requests: part.requests,
                        together: u32::try_from(texts.len()).ok(),
                        context: (!context.is_empty()).then_some(context),
                        input_tokens: None,
                        output_tokens: None,
                        alignment: Vec::new(),
                        reused: None,
                    };
                    let proof = self.judge(&texts, reply.answers).await;
                    let refused = match &proof {
                        Proof::Unpaired(failure) => Some(failure),
                        Proof::Each(verdicts) => verdicts.iter().find_map(|verdict| verdict.as_ref().err()),
                    };
                    if let Some(failure) = refused {
                        let (rendition, code) = (self.rendition.0, failure.code.as_str());
                        tracing::warn!(rendition, sentences = texts.len(), code, "reply refused");
                    }
                    return Ok(Judged { proof, provenance });
                }
                Err(error) => error,
            };
            // One more try for a batch whose sentences may be to blame; then it is cheaper to ask for less.
            let enough = texts.len() > 1 && blames_request(&error) && attempts.failed > 0;
            let again = self.gate.close_after(&error, &mut attempts);
            let (rendition, code) = (self.rendition.0, error.code().as_str());
            tracing::warn!(
                rendition,
                sentences = texts.len(),
                failures = attempts.failed,
                code,
                "request failed"
            );
            if enough || !again || part.requests >= REQUESTS_PER_SENTENCE {
                return Err(error);
            }
        }
    }

    /// Judges a reply on a thread of its own, so that several are judged at once.
    async fn judge(&self, texts: &[&str], answers: Vec<Answer>) -> Proof {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let from = self.from.clone();
        let judging = tokio::task::spawn_blocking(move || {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            proof::judge(&texts, &from, answers)
        });
        match judging.await {
            Ok(proof) => proof,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// Counts sentences that failed by their replies, and stops the job when too many did with none between that did not:
    /// an engine that answers everything with a notice would be asked, and paid, to the end.
    fn count_unproven(&self, sentences: usize, failure: Option<Failure>) -> Result<(), Stop> {
        let sentences = u32::try_from(sentences).unwrap_or(u32::MAX);
        let before = self.unproven.fetch_add(sentences, Ordering::Relaxed);
        match failure {
            Some(failure) if before.saturating_add(sentences) >= UNPROVEN_IN_A_ROW => Err(Stop::Unproven(failure)),
            _ => Ok(()),
        }
    }

    /// Notes that sentences were refused for good.
    async fn refuse(&self, part: Part, failure: &Failure) -> Result<(), Stop> {
        let failed = |sentence: Sentence| (sentence.id, Cell::Failed(failure.clone()));
        self.settle(part.sentences.into_iter().map(failed).collect()).await
    }

    /// Commits, then tells. Replies that are judged at the same time are one commit: each is a wait for the disk.
    async fn settle(&self, cells: Vec<(SegmentId, Cell)>) -> Result<(), Stop> {
        if cells.is_empty() {
            return Ok(());
        }
        self.unsettled().extend(cells);
        tokio::task::yield_now().await;
        self.settle_all()?;
        Ok(())
    }

    /// Commits and tells what is there; nothing, when another one's reply took it along.
    fn settle_all(&self) -> Result<(), LibraryError> {
        let cells = std::mem::take(&mut *self.unsettled());
        if cells.is_empty() {
            return Ok(());
        }
        let spent = std::mem::take(&mut *self.unreported());
        let cells = self.reuse.settle(self.library, self.rendition, cells, spent)?;
        (self.report)(Progress {
            rendition: self.rendition,
            cells,
            spent,
        });
        Ok(())
    }

    fn unsettled(&self) -> MutexGuard<'_, Vec<(SegmentId, Cell)>> {
        self.unsettled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts what is about to be sent, or says that it would be too much. Counted before it is sent, so that requests
    /// in flight at the same time cannot pass the limit together.
    fn spend(&self, characters: usize) -> Result<(), EngineError> {
        let Some(most) = self.wishes.cap_characters else {
            return Ok(());
        };
        let characters = characters as u64;
        if self.sent.fetch_add(characters, Ordering::Relaxed) + characters > most {
            return Err(EngineError::CapReached { characters: most });
        }
        Ok(())
    }

    /// Notes what a reply cost, to be told with the next report.
    fn note(&self, spent: Spent) {
        let mut unreported = self.unreported();
        *unreported = unreported.and(spent);
    }

    fn unreported(&self) -> MutexGuard<'_, Spent> {
        self.unreported.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the last replies cost, when no sentence came of them.
    fn report_rest(&self) -> Result<(), LibraryError> {
        let spent = std::mem::take(&mut *self.unreported());
        if spent.is_unknown() {
            return Ok(());
        }
        self.library.record_and_remember(self.rendition, &[], None, spent)?;
        (self.report)(Progress {
            rendition: self.rendition,
            cells: Vec::new(),
            spent,
        });
        Ok(())
    }
}

/// A reply, judged.
struct Judged {
    proof: Proof,
    provenance: Provenance,
}

/// Characters billed for all answers together, where the engine tells them for each.
fn sum_of_each(answers: &[Answer]) -> Option<u64> {
    answers
        .iter()
        .filter_map(|answer| answer.billed_characters)
        .reduce(|sum, more| sum + more)
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Whether asking for fewer sentences may help. A server that cannot be reached will not be reached by asking for less.
fn blames_request(error: &EngineError) -> bool {
    error.scope() == Scope::Request || matches!(error, EngineError::ServerFault { .. } | EngineError::TimedOut { .. })
}

fn failure(error: &EngineError) -> Failure {
    Failure {
        code: error.code(),
        detail: Some(error.to_string()),
    }
}
