//! Translating: which sentences go together, whether what comes back belongs to them, and the job that sees it through.

mod batch;
pub mod job;
pub mod jobs;
mod proof;
mod retry;

pub use job::{Outcome, Progress};
pub use jobs::{Event, Jobs};
