//! One suite over every kind of engine: each against a strict server of ours that speaks its API and misbehaves on
//! demand.

#![allow(
    clippy::unwrap_used,
    reason = "a test says what must hold; its unwrap is the assertion"
)]

mod by_the_book;
mod faults;
mod job;
mod network;
mod real_apy;
mod secrets;
mod subject;
mod thousand;
