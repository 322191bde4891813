//! What the window may ask: each command is data in, one call of the core, data out. The list of them, with their
//! arguments, is in `contract.rs`.

pub(crate) mod article;
mod dialog;
pub(crate) mod engine;
pub(crate) mod export;
pub(crate) mod memory;
pub(crate) mod segment;
pub(crate) mod settings;
pub(crate) mod translate;
