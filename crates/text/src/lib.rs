//! Pure text science for Vis-à-vis: languages, segmentation, comparison, flags and, later, alignment.
//!
//! Nothing here reads a file, a clock or the network: every function depends on its arguments alone. All offsets are
//! UTF-8 bytes.

pub mod compare;
pub mod flag;
pub mod fold;
mod language;
mod letters;
pub mod link;
pub mod segment;
pub mod term;

pub use language::{Language, LanguageError};
pub use letters::plain_letters;
