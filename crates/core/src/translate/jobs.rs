//! The jobs at work in this process: begun, watched, cancelled.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::gate::Gate;
use super::job::{self, Outcome, Progress, Wishes};
use crate::article::{Cell, RenditionId, RenditionStatus, SegmentId};
use crate::engine::{Engine, EngineId, Spent};
use crate::library::{Error, Library};

/// What a watcher is told.
#[derive(Debug, Clone)]
pub enum Event {
    /// Cells were committed.
    Progress(Progress),
    /// A job ended.
    Ended {
        /// Its rendition.
        rendition: RenditionId,
        /// How, or what the library said.
        outcome: Arc<Result<Outcome, Error>>,
    },
}

/// The jobs at work. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Jobs {
    library: Arc<Library>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    running: HashMap<RenditionId, CancellationToken>,
    /// One for each engine and what it takes at once, shared by all jobs.
    gates: HashMap<(EngineId, usize), Arc<Gate>>,
    watchers: Vec<UnboundedSender<Event>>,
}

impl Jobs {
    /// No job yet.
    pub fn new(library: Arc<Library>) -> Self {
        Self {
            library,
            state: Arc::default(),
        }
    }

    /// Everything that happens from now on, in order, until the receiver is dropped.
    pub fn watch(&self) -> UnboundedReceiver<Event> {
        let (sender, receiver) = unbounded_channel();
        self.state().watchers.push(sender);
        receiver
    }

    /// Begins work on what a rendition waits for, and returns at once; the handle gives the outcome. The segments in
    /// `again` are forgotten first, unless the reader has edited them. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// [`Error::Claimed`] when a job, here or in another process, is at work on it already.
    pub fn start(
        &self,
        engine: Arc<dyn Engine>,
        rendition: RenditionId,
        again: &[SegmentId],
        wishes: Wishes,
    ) -> Result<JoinHandle<Arc<Result<Outcome, Error>>>, Error> {
        let claim = self.library.claim(rendition)?;
        let forgotten: Vec<_> = again.iter().map(|segment| (*segment, Cell::Waiting)).collect();
        self.library.record(rendition, &forgotten)?;
        self.library.set_status(rendition, RenditionStatus::Running)?;
        self.tell(&Event::Progress(Progress {
            rendition,
            cells: forgotten,
            spent: Spent::default(),
        }));
        let cancel = CancellationToken::new();
        self.state().running.insert(rendition, cancel.clone());
        let jobs = self.clone();
        let gate = self.gate(engine.as_ref());
        Ok(tokio::spawn(async move {
            let report = |progress| jobs.tell(&Event::Progress(progress));
            let engine = (engine.as_ref(), gate.as_ref());
            let outcome = job::run(&jobs.library, engine, rendition, &wishes, &cancel, &report).await;
            let outcome = Arc::new(outcome);
            jobs.state().running.remove(&rendition);
            drop(claim);
            jobs.tell(&Event::Ended {
                rendition,
                outcome: Arc::clone(&outcome),
            });
            let library = Arc::clone(&jobs.library);
            // What is not indexed now is indexed by the next search, which also tells what went wrong.
            tokio::task::spawn_blocking(move || library.index().ok());
            outcome
        }))
    }

    /// Stops a job; what it has committed stays. Says whether there was one.
    pub fn cancel(&self, rendition: RenditionId) -> bool {
        self.state()
            .running
            .get(&rendition)
            .map(CancellationToken::cancel)
            .is_some()
    }

    /// Whether a job of this process is at work on the rendition.
    pub fn is_running(&self, rendition: RenditionId) -> bool {
        self.state().running.contains_key(&rendition)
    }

    fn gate(&self, engine: &dyn Engine) -> Arc<Gate> {
        let at_once = engine.capabilities().concurrent_requests;
        let key = (engine.id().clone(), at_once);
        let mut state = self.state();
        Arc::clone(state.gates.entry(key).or_insert_with(|| Arc::new(Gate::new(at_once))))
    }

    fn tell(&self, event: &Event) {
        self.state()
            .watchers
            .retain(|watcher| watcher.send(event.clone()).is_ok());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
