//! Files of pairs come in: those of other tools unit by unit, our own with everything their format holds.

#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod others;
mod round_trip;
