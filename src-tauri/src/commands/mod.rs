//! What the window may ask: each command is data in, one call of the core, data out. The list of them, with their
//! arguments, is in `contract.rs`.

pub mod article;
pub mod engine;
pub mod export;
pub mod segment;
pub mod settings;
pub mod translate;
