//! Pure text science for Vis-à-vis: languages, segmentation, comparison and, later, alignment.
//!
//! Nothing here reads a file, a clock or the network: every function depends on its arguments alone. All offsets are
//! UTF-8 bytes.

pub mod compare;
mod language;
mod letters;
pub mod segment;
pub mod term;

pub use language::{Language, LanguageError};
pub use letters::plain_letters;
