//! What the window may ask: each command is data in, one call of the core, data out. The list of them, with their
//! arguments, is in `contract.rs`.

pub(crate) mod article;
pub(crate) mod clipboard;
pub(crate) mod collection;
pub(crate) mod compare;
mod dialog;
pub(crate) mod dictionary;
pub(crate) mod edit;
pub(crate) mod engine;
pub(crate) mod export;
pub(crate) mod inspect;
pub(crate) mod memory;
pub(crate) mod search;
pub(crate) mod segment;
pub(crate) mod settings;
pub(crate) mod translate;
