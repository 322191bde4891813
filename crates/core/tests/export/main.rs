//! The contract every exporter keeps: what it writes is valid, and read back it is what went in.
//!
//! Modelled on the storage tests of translate-toolkit: one suite, and for each format one way to read its files, here
//! written from the format's own documentation and not with the code under test.

#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod contract;
mod read_back;
mod read_data;
mod read_markdown;
mod read_office;
mod read_xliff;
mod sample;
mod scopes;
mod tmx_tools;
mod tools;
