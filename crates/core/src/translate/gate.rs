//! When to ask, and when to ask again: the one place that decides.
//!
//! All requests to an engine pass one gate, whichever job they are for. It lets in as many at once as the engine takes,
//! and as many within a time; when the engine asks for a pause, everybody waits, not only the one refused.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::engine::{Error, Pace, PaceCost, Scope};

/// Attempts after the first at a request whose failure may pass.
const RETRIES: u32 = 4;
/// The same for a request that was merely too early: the engine has done nothing for it yet.
const RETRIES_WHEN_TOO_FAST: u32 = 8;
/// Milliseconds before the first retry; doubled for each further one.
const FIRST_WAIT_MS: u64 = 500;
/// The longest wait of our own accord.
const LONGEST_BACKOFF_MS: u64 = 30_000;
/// The longest wait an engine may ask for; one that asks for more has closed for the day.
const LONGEST_WAIT: Duration = Duration::from_mins(2);

/// The gate of one engine.
#[derive(Debug)]
pub(super) struct Gate {
    places: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    closed_until: Option<Instant>,
    /// What was let in lately: when, how many requests, how many characters.
    lately: VecDeque<(Instant, u32, usize)>,
}

/// What a request weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    pub(super) texts: usize,
    pub(super) characters: usize,
}

/// Failed attempts at one request.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attempts {
    /// All of them.
    pub(super) failed: u32,
    /// Those that were merely too early.
    too_fast: u32,
}

impl Gate {
    /// A gate for so many requests at once.
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once.max(1))),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place, for the end of a pause, and for the pace to allow the request. The place is free again when
    /// what is returned is dropped.
    pub(super) async fn enter(
        &self,
        pace: Option<&Pace>,
        weight: Weight,
        cancel: &CancellationToken,
    ) -> Result<OwnedSemaphorePermit, Error> {
        let wait = async {
            // The gate is never closed for good.
            let permit = Arc::clone(&self.places).acquire_owned().await;
            let permit = permit.map_err(|_| Error::Cancelled)?;
            while let Some(until) = self.not_before(pace, weight) {
                tokio::time::sleep_until(until).await;
            }
            Ok(permit)
        };
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Cancelled),
            permit = wait => permit,
        }
    }

    /// When to look again; none if the request may go now, which is then counted.
    fn not_before(&self, pace: Option<&Pace>, weight: Weight) -> Option<Instant> {
        let now = Instant::now();
        let mut state = self.state();
        if let Some(until) = state.closed_until.filter(|until| *until > now) {
            return Some(until);
        }
        let pace = pace?;
        let requests = match pace.cost {
            PaceCost::Request => 1,
            PaceCost::Text => u32::try_from(weight.texts).unwrap_or(u32::MAX),
        };
        while state.lately.front().is_some_and(|(at, ..)| *at + pace.window <= now) {
            state.lately.pop_front();
        }
        let (mut asked, mut characters) = (requests, weight.characters);
        for (_, requests, more) in &state.lately {
            asked = asked.saturating_add(*requests);
            characters = characters.saturating_add(*more);
        }
        let too_much =
            pace.requests.is_some_and(|most| asked > most) || pace.characters.is_some_and(|most| characters > most);
        match state.lately.front() {
            // The oldest leaves the window first. What is too much even by itself is let in alone.
            Some((oldest, ..)) if too_much => Some(*oldest + pace.window),
            _ => {
                state.lately.push_back((now, requests, weight.characters));
                None
            }
        }
    }

    fn close_for(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let closed = &mut self.state().closed_until;
        if closed.is_none_or(|already| already < until) {
            *closed = Some(until);
        }
    }

    /// Counts a failed attempt and closes the gate for as long as it calls for, or says that it is no use.
    pub(super) fn close_after(&self, error: &Error, attempts: &mut Attempts) -> bool {
        attempts.failed += 1;
        let Scope::Passing { retry_after } = error.scope() else {
            return false;
        };
        let too_fast = matches!(error, Error::RateLimited { .. });
        if too_fast {
            attempts.too_fast += 1;
        }
        if attempts.too_fast > RETRIES_WHEN_TOO_FAST
            || attempts.failed - attempts.too_fast > RETRIES
            || retry_after.is_some_and(|wait| wait > LONGEST_WAIT)
        {
            return false;
        }
        // The jitter spreads hosts that were refused in the same moment; the clock's small digits are enough for that.
        let jitter_percent = u64::from(jiff::Timestamp::now().subsec_nanosecond().unsigned_abs()) % 50;
        let backoff = (FIRST_WAIT_MS << (attempts.failed - 1).min(10)).min(LONGEST_BACKOFF_MS);
        let wait = Duration::from_millis(backoff + backoff * jitter_percent / 100);
        self.close_for(retry_after.map_or(wait, |asked| asked.max(Duration::from_millis(50))));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Weight = Weight {
        texts: 1,
        characters: 10,
    };

    fn rate_limited(seconds: u64) -> Error {
        Error::RateLimited {
            retry_after: Some(Duration::from_secs(seconds)),
        }
    }

    #[test]
    fn only_what_may_pass_is_asked_again_and_not_forever() {
        let passing = Error::ServerFault {
            status: 503,
            retry_after: None,
        };
        let (gate, mut attempts) = (Gate::new(1), Attempts::default());
        assert!((1..=RETRIES).all(|_| gate.close_after(&passing, &mut attempts)));
        assert!(!gate.close_after(&passing, &mut attempts));
        assert!(!gate.close_after(&Error::QuotaExhausted, &mut Attempts::default()));
        assert!(!gate.close_after(&Error::Refused { status: 400 }, &mut Attempts::default()));
    }

    #[test]
    fn being_too_fast_has_a_budget_of_its_own() {
        let (gate, mut attempts) = (Gate::new(1), Attempts::default());
        assert!((1..=RETRIES_WHEN_TOO_FAST).all(|_| gate.close_after(&rate_limited(1), &mut attempts)));
        assert!(gate.close_after(&Error::TimedOut { seconds: 1 }, &mut attempts));
        assert!(!gate.close_after(&rate_limited(1), &mut attempts));
    }

    #[test]
    fn a_pause_longer_than_a_reader_waits_is_no_pause() {
        assert!(Gate::new(1).close_after(&rate_limited(30), &mut Attempts::default()));
        assert!(!Gate::new(1).close_after(&rate_limited(3600), &mut Attempts::default()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_closed_gate_holds_everyone_for_the_time_asked() {
        for error in [
            rate_limited(7),
            Error::ServerFault {
                status: 503,
                retry_after: Some(Duration::from_secs(7)),
            },
        ] {
            let gate = Gate::new(2);
            let begun = Instant::now();
            gate.close_after(&error, &mut Attempts::default());
            let cancel = CancellationToken::new();
            let (one, two) = tokio::join!(gate.enter(None, ONE, &cancel), gate.enter(None, ONE, &cancel));
            assert!(one.is_ok() && two.is_ok());
            assert_eq!(begun.elapsed().as_secs(), 7);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_ends_at_once() {
        let gate = Gate::new(1);
        gate.close_after(&rate_limited(100), &mut Attempts::default());
        let cancel = CancellationToken::new();
        cancel.cancel();
        assert_eq!(gate.enter(None, ONE, &cancel).await.unwrap_err(), Error::Cancelled);
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_are_let_in_than_there_are_places() {
        let (gate, cancel) = (Gate::new(1), CancellationToken::new());
        let place = gate.enter(None, ONE, &cancel).await.unwrap();
        let second = tokio::time::timeout(Duration::from_secs(5), gate.enter(None, ONE, &cancel)).await;
        assert!(second.is_err(), "two at once");
        drop(place);
        assert!(gate.enter(None, ONE, &cancel).await.is_ok());
    }

    /// Lets in six requests one after the other; the seconds at which each was let in come out.
    async fn check_pace(pace: Pace, weight: Weight, expected: [u64; 6]) {
        let (gate, cancel) = (Gate::new(1), CancellationToken::new());
        let begun = Instant::now();
        let mut seconds = Vec::new();
        for _ in expected {
            drop(gate.enter(Some(&pace), weight, &cancel).await.unwrap());
            seconds.push(begun.elapsed().as_secs());
        }
        assert_eq!(seconds, expected, "{pace:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn the_pace_is_kept() {
        let pace = Pace {
            window: Duration::from_mins(1),
            requests: Some(2),
            characters: None,
            cost: PaceCost::Request,
        };
        check_pace(pace.clone(), ONE, [0, 0, 60, 60, 120, 120]).await;
        let by_text = Pace {
            cost: PaceCost::Text,
            requests: Some(5),
            ..pace.clone()
        };
        check_pace(by_text, Weight { texts: 4, ..ONE }, [0, 60, 120, 180, 240, 300]).await;
        let by_character = Pace {
            requests: None,
            characters: Some(30),
            ..pace.clone()
        };
        check_pace(by_character, ONE, [0, 0, 0, 60, 60, 60]).await;
        // What never fits is not held for ever.
        check_pace(
            pace,
            Weight {
                texts: 9,
                characters: 99,
            },
            [0, 0, 60, 60, 120, 120],
        )
        .await;
    }
}
