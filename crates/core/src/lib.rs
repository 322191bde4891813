//! What Vis-à-vis does without a window: import, engines, translation, the library, export.
//!
//! The desktop and the command line are equal hosts of this crate; neither adds anything but a face.

pub mod article;
mod code;
pub mod compare;
mod copy;
pub mod dictionary;
pub mod engine;
pub mod export;
pub mod glossary;
pub mod import;
pub mod inspect;
pub mod keys;
pub mod library;
pub mod messages;
pub mod sample;
pub mod secret;
mod session;
pub mod settings;
pub mod spending;
pub mod translate;

pub use code::ErrorCode;
pub use session::{Begun, EngineTest, Error, KnownEngine, LEAST_LIKENESS, Session, Similar, TermsImported};
pub use visavis_text::Language;
