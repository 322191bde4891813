//! Pure text science for Vis-à-vis: languages, segmentation and, later, alignment and comparison.
//!
//! Nothing here reads a file, a clock or the network: every function depends on its arguments alone. All offsets are
//! UTF-8 bytes.

mod language;
pub mod segment;

pub use language::{Language, LanguageError};
