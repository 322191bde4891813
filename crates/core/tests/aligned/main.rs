//! Files of pairs come in: those of other tools unit by unit, our own with everything their format holds.

#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]
#![expect(clippy::single_range_in_vec_init, reason = "a block with one sentence has one range")]

mod others;
mod round_trip;
