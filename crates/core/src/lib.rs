//! What Vis-à-vis does without a window: import, engines, translation, the library, export.
//!
//! The desktop and the command line are equal hosts of this crate; neither adds anything but a face.

pub mod article;
mod code;
pub mod engine;
pub mod export;
pub mod secret;

pub use code::ErrorCode;
pub use visavis_text::Language;
