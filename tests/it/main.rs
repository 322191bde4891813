//! Journeys: what a reader or a script does, from end to end, and the rules of the house.

#![allow(
    clippy::unwrap_used,
    reason = "a test says what must hold; its unwrap is the assertion"
)]

mod compare;
mod engines;
mod resume_job;
mod score;
mod search;
mod segment_corpus;
mod support;
mod text_to_pairs;
mod tidy;
