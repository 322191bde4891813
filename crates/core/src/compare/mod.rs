//! Renditions of one article held against each other: where they part, what deserves a second look, and the best of them
//! put together.
//!
//! Renditions stand on the same segments, so that a sentence of one faces the same sentence of every other. A version by
//! hand whose sentences are not ours would have to be aligned first, into beads of its own; that belongs in a module
//! beside this one, which would give this one's [`Comparison`] its rows.

mod agreement;
mod flags;
mod links;
pub mod pick;
mod pieces;
pub mod report;
mod words;

pub use agreement::{Comparison, Facing, Row};
pub(crate) use flags::FlagRaiser;
pub use flags::{Flagged, RaisedFlag, Said};
pub use links::Linked;
pub use pieces::{Piece, PieceOrigin};
pub use visavis_text::compare::{DiffOptions, HunkKind};
pub use visavis_text::flag::{FlagKind, Reason};
pub use words::{kind_name, sentence};
