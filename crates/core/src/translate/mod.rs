//! Translating: which sentences go together, whether what comes back belongs to them, and the job that sees it through.

mod batch;
mod gate;
pub mod job;
pub mod jobs;
mod part;
mod proof;
mod reuse;
mod surroundings;
pub mod trial;

pub(crate) use batch::on_one_line;
pub use job::{Outcome, Progress, Wishes};
pub use jobs::{Event, Jobs};
