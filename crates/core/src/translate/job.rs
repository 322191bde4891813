//! One job: everything a rendition still waits for, asked of its engine, proven, and committed as it arrives.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::batch::{self, Sentence};
use super::proof::{self, Proof};
use super::retry::Gate;
use crate::ErrorCode;
use crate::article::{Cell, Failure, Provenance, RenditionId, RenditionStatus, SegmentId};
use crate::engine::{Engine, Error as EngineError, Request, Scope};
use crate::library::{Error as LibraryError, Library};

/// Sentences refused one after the other, with none accepted between, after which the job stops: the engine is at
/// fault then, not the sentences, and the rest is not burnt.
const REFUSALS_IN_A_ROW: u32 = 5;

/// What arrived: committed already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The rendition it belongs to.
    pub rendition: RenditionId,
    /// The segments answered, with what they have now.
    pub cells: Vec<(SegmentId, Cell)>,
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
    /// The job stopped before its end; what is missing is still waiting.
    Stopped(Failure),
}

/// Why a job stops early.
enum Stop {
    Engine(EngineError),
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
pub async fn run(
    library: &Library,
    engine: &dyn Engine,
    rendition: RenditionId,
    cancel: &CancellationToken,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Outcome, LibraryError> {
    library.set_status(rendition, RenditionStatus::Running)?;
    let head = library.rendition(rendition)?.rendition;
    let article = library.article(head.article)?;
    let waiting: std::collections::HashSet<_> = library.waiting(rendition)?.into_iter().collect();
    let sentences = article
        .segments
        .iter()
        .filter(|segment| waiting.contains(&segment.id))
        .map(|segment| Sentence::new(segment.id, segment.block, article.text(segment)))
        .collect();
    let job = Job {
        library,
        engine,
        rendition,
        from: &article.language,
        to: &head.language,
        cancel,
        report,
        gate: Gate::default(),
        refusals: AtomicU32::new(0),
    };
    let stopped = job.all(sentences).await.err();
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
        None if summary.failed > 0 => Ok(Outcome::Partly { failed: summary.failed }),
        None => Ok(Outcome::Done),
    }
}

struct Job<'a> {
    library: &'a Library,
    engine: &'a dyn Engine,
    rendition: RenditionId,
    from: &'a Language,
    to: &'a Language,
    cancel: &'a CancellationToken,
    report: &'a (dyn Fn(Progress) + Sync),
    gate: Gate,
    refusals: AtomicU32,
}

impl Job<'_> {
    /// Works through all sentences, several requests at a time, begun in reading order.
    async fn all(&self, sentences: Vec<Sentence>) -> Result<(), Stop> {
        let limits = self.engine.capabilities();
        let (fitting, too_long): (Vec<_>, Vec<_>) = sentences
            .into_iter()
            .partition(|sentence| sentence.text.chars().count() <= limits.characters_per_text);
        let too_long: Vec<_> = too_long
            .into_iter()
            .map(|sentence| {
                let detail = format!(
                    "{} characters, at most {}",
                    sentence.text.chars().count(),
                    limits.characters_per_text
                );
                (
                    sentence.id,
                    Cell::Failed(Failure {
                        code: ErrorCode::EngineTooLong,
                        detail: Some(detail),
                    }),
                )
            })
            .collect();
        self.settle(too_long)?;
        let mut batches = batch::plan(fitting, limits);
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < limits.concurrent_requests.max(1) {
                let Some(batch) = batches.pop_front() else { break };
                running.push(self.batch(batch));
            }
            // The first failure that stops the job drops all requests in flight with this function's frame.
            match running.next().await {
                Some(result) => result?,
                None => return Ok(()),
            }
        }
    }

    /// Sees one batch through: asked whole, then in halves as long as the answer cannot be paired.
    async fn batch(&self, batch: Vec<Sentence>) -> Result<(), Stop> {
        // A stack, not recursion: the left half on top, so that sentences are still asked in reading order.
        let mut parts = vec![Part {
            sentences: batch,
            requests: 0,
        }];
        while let Some(mut part) = parts.pop() {
            let answer = self.ask(&mut part).await;
            let alone = part.sentences.len() == 1;
            match answer {
                Ok(Answer {
                    proof: Proof::Unpaired(failure),
                    ..
                }) if alone => self.refuse(part, &failure)?,
                Ok(Answer {
                    proof: Proof::Unpaired(_),
                    ..
                }) => parts.extend(part.halves()),
                Ok(Answer {
                    proof: Proof::Each(verdicts),
                    billed,
                    provenance,
                }) => {
                    let mut settled = Vec::new();
                    let mut again = Vec::new();
                    for (index, (sentence, verdict)) in part.sentences.into_iter().zip(verdicts).enumerate() {
                        let cell = match verdict {
                            Ok(text) => {
                                let billed_characters = billed.get(index).copied();
                                Cell::Done {
                                    text,
                                    provenance: Some(Provenance {
                                        billed_characters,
                                        ..provenance.clone()
                                    }),
                                }
                            }
                            Err(failure) if alone => Cell::Failed(failure),
                            Err(_) => {
                                again.push(Part {
                                    sentences: vec![sentence],
                                    requests: part.requests,
                                });
                                continue;
                            }
                        };
                        settled.push((sentence.id, cell));
                    }
                    self.refusals.store(0, Ordering::Relaxed);
                    self.settle(settled)?;
                    parts.extend(again.into_iter().rev());
                }
                // A request that is refused, or that a server stumbles over, may hold one sentence that is to blame.
                Err(error) if blames_request(&error) && !alone => parts.extend(part.halves()),
                Err(error) if blames_request(&error) => {
                    self.refuse(part, &failure(&error))?;
                    if self.refusals.fetch_add(1, Ordering::Relaxed) + 1 >= REFUSALS_IN_A_ROW {
                        return Err(Stop::Engine(error));
                    }
                }
                Err(error) => return Err(Stop::Engine(error)),
            }
        }
        Ok(())
    }

    /// One request, asked again while its failure may pass. Counts every request in `part`.
    async fn ask(&self, part: &mut Part) -> Result<Answer, EngineError> {
        let texts: Vec<&str> = part.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let mut failures = 0;
        loop {
            self.gate.pass(self.cancel).await?;
            if self.cancel.is_cancelled() {
                return Err(EngineError::Cancelled);
            }
            let begun = Instant::now();
            part.requests += 1;
            let request = Request {
                from: self.from,
                to: self.to,
                texts: &texts,
            };
            let error = match self.engine.translate(request, self.cancel).await {
                Ok(reply) => {
                    let provenance = Provenance {
                        engine: self.engine.name().to_owned(),
                        route: reply.route,
                        at: Timestamp::now(),
                        took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
                        billed_characters: None,
                        requests: part.requests,
                    };
                    return Ok(Answer {
                        proof: proof::judge(&texts, reply.texts),
                        billed: reply.billed_characters,
                        provenance,
                    });
                }
                Err(error) => error,
            };
            failures += 1;
            let (rendition, code) = (self.rendition.0, error.code().as_str());
            tracing::warn!(rendition, sentences = texts.len(), failures, code, "request failed");
            // One more try for a batch whose sentences may be to blame; then it is cheaper to ask for less.
            let enough = texts.len() > 1 && blames_request(&error) && failures > 1;
            if enough || !self.gate.close_after(&error, failures) {
                return Err(error);
            }
        }
    }

    /// Notes that sentences were refused for good.
    fn refuse(&self, part: Part, failure: &Failure) -> Result<(), Stop> {
        let failed = |sentence: Sentence| (sentence.id, Cell::Failed(failure.clone()));
        self.settle(part.sentences.into_iter().map(failed).collect())
    }

    /// Commits, then tells.
    fn settle(&self, cells: Vec<(SegmentId, Cell)>) -> Result<(), Stop> {
        if cells.is_empty() {
            return Ok(());
        }
        self.library.record(self.rendition, &cells)?;
        (self.report)(Progress {
            rendition: self.rendition,
            cells,
        });
        Ok(())
    }
}

/// Sentences asked for together, and the requests that were made for them so far.
struct Part {
    sentences: Vec<Sentence>,
    requests: u32,
}

impl Part {
    /// The right half, then the left one, as the stack wants them.
    fn halves(mut self) -> [Self; 2] {
        let right = self.sentences.split_off(self.sentences.len() / 2);
        [
            Self {
                sentences: right,
                requests: self.requests,
            },
            self,
        ]
    }
}

/// A reply, judged.
struct Answer {
    proof: Proof,
    /// Characters billed for each sentence, where the engine says.
    billed: Vec<u64>,
    provenance: Provenance,
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
