//! When to ask again: the one place that decides.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::engine::{Error, Scope};

/// Attempts after the first at a request whose failure may pass.
const RETRIES: u32 = 4;
/// Milliseconds before the first retry; doubled for each further one.
const FIRST_WAIT_MS: u64 = 500;
/// The longest wait an engine may ask for; one that asks for more has closed for the day.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// One gate for all requests of a job: when the engine asks for a pause, all of them wait, not only the one refused.
#[derive(Debug, Default)]
pub(super) struct Gate {
    closed_until: Mutex<Option<Instant>>,
}

impl Gate {
    /// Waits until the gate is open.
    pub(super) async fn pass(&self, cancel: &CancellationToken) -> Result<(), Error> {
        loop {
            let until = *self
                .closed_until
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let Some(until) = until.filter(|until| *until > Instant::now()) else {
                return Ok(());
            };
            tokio::select! {
                () = cancel.cancelled() => return Err(Error::Cancelled),
                () = tokio::time::sleep_until(until) => {}
            }
        }
    }

    fn close_for(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut closed = self
            .closed_until
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if closed.is_none_or(|already| already < until) {
            *closed = Some(until);
        }
    }

    /// Closes the gate for as long as `error` calls for after `failures` failed attempts, or says that it is no use.
    pub(super) fn close_after(&self, error: &Error, failures: u32) -> bool {
        let Scope::Passing { retry_after } = error.scope() else {
            return false;
        };
        if failures > RETRIES || retry_after.is_some_and(|wait| wait > LONGEST_WAIT) {
            return false;
        }
        // The jitter spreads hosts that were refused in the same moment; the clock's small digits are enough for that.
        let jitter_percent = u64::from(jiff::Timestamp::now().subsec_nanosecond().unsigned_abs()) % 50;
        let backoff = FIRST_WAIT_MS << (failures - 1).min(10);
        let wait = Duration::from_millis(backoff + backoff * jitter_percent / 100);
        self.close_for(retry_after.map_or(wait, |asked| asked.max(Duration::from_millis(50))));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_asked_again_and_not_forever() {
        let gate = Gate::default();
        let passing = Error::ServerFault { status: 503 };
        assert!((1..=RETRIES).all(|failures| gate.close_after(&passing, failures)));
        assert!(!gate.close_after(&passing, RETRIES + 1));
        assert!(!gate.close_after(&Error::QuotaExhausted, 1));
        assert!(!gate.close_after(&Error::Refused { status: 400 }, 1));
    }

    #[test]
    fn a_pause_longer_than_a_reader_waits_is_no_pause() {
        let asked = |seconds| Error::RateLimited {
            retry_after: Some(Duration::from_secs(seconds)),
        };
        assert!(Gate::default().close_after(&asked(30), 1));
        assert!(!Gate::default().close_after(&asked(3600), 1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_closed_gate_holds_everyone_for_the_time_asked() {
        let gate = Gate::default();
        let begun = Instant::now();
        gate.close_after(
            &Error::RateLimited {
                retry_after: Some(Duration::from_secs(7)),
            },
            1,
        );
        gate.pass(&CancellationToken::new()).await.unwrap();
        assert_eq!(begun.elapsed().as_secs(), 7);
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_ends_at_once() {
        let gate = Gate::default();
        gate.close_after(
            &Error::RateLimited {
                retry_after: Some(Duration::from_secs(100)),
            },
            1,
        );
        let cancel = CancellationToken::new();
        cancel.cancel();
        assert_eq!(gate.pass(&cancel).await, Err(Error::Cancelled));
    }
}
