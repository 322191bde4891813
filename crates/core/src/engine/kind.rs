//! The kinds of engines there are, and what each wants to know.
//!
//! A kind describes itself: its name, its fields, whether it wants a key, how an engine is made of them. Settings, the
//! window's forms and the command line are made from the description, so a new kind is one file and one line here.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{Engine, EngineId, Error, Key, Limits, Network};

/// Every kind, in the order in which a reader is offered them.
pub const KINDS: &[&Kind] = &[
    &super::deepl::KIND,
    &super::google::KIND,
    &super::microsoft::KIND,
    &super::libretranslate::KIND,
    &super::openai::KIND,
    &super::anthropic::KIND,
    &super::ollama::KIND,
    &super::mymemory::KIND,
    &super::apertium::KIND,
    &super::apy::KIND,
    &super::custom::KIND,
];

/// What a kind wants to know, by the names of its fields.
pub type Options = serde_json::Map<String, serde_json::Value>;

/// A kind of engine.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the settings (`libretranslate`). Renaming one is a migration.
    pub name: &'static str,
    /// Its name for the reader; a proper name, the same in every language.
    pub label: &'static str,
    /// Whether it wants a key.
    pub key: KeyNeed,
    /// The page of its provider on which a reader gets a key or learns to set it up.
    pub page: &'static str,
    /// Its fields, in the order of a form.
    pub fields: &'static [Field],
    /// Whether options fit the fields; what is wrong is told by the fields' names.
    pub check: fn(&Options) -> Result<(), String>,
    /// Makes an engine. Nothing is asked of it yet.
    pub build: fn(Setup) -> Result<Arc<dyn Engine>, Error>,
}

/// Whether a kind wants a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyNeed {
    /// There is nothing to use one for.
    Never,
    /// Some servers want one.
    Optional,
    /// It does not work without.
    Required,
}

/// A field of a kind's settings.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the settings.
    pub name: &'static str,
    /// What is written there.
    pub input: Input,
    /// Whether it must be there.
    pub required: bool,
    /// What stands there when nothing is written, or an example.
    pub example: &'static str,
}

/// What is written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Text,
    /// Several lines, or a template.
    LongText,
    /// The address of a server.
    Address,
    /// A whole number.
    Number,
    /// A number with decimals.
    Decimal,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A table of names and values.
    Table,
}

/// What an engine is made of.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Its id in the settings.
    pub id: EngineId,
    /// Its name for the reader.
    pub name: String,
    /// Its key, already fetched.
    pub key: Key,
    /// The way to it.
    pub network: Network,
    /// What the reader knows of its limits.
    pub limits: Limits,
    /// What its kind wants to know.
    pub options: Options,
}

impl Setup {
    /// The options, as the kind's own type.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] when they do not fit.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(&self.options).map_err(|reason| Error::Misconfigured { reason })
    }
}

/// The kind of this name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name).copied()
}

/// Whether options fit a kind's own type; the type refuses fields it does not know.
pub(super) fn fits<T: DeserializeOwned>(options: &Options) -> Result<(), String> {
    read::<T>(options).map(|_| ())
}

fn read<T: DeserializeOwned>(options: &Options) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::Object(options.clone())).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_names_of_their_own_and_describe_every_field() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert!(
                KINDS[..index].iter().all(|other| other.name != kind.name),
                "{}",
                kind.name
            );
            assert!(kind.page.starts_with("https://"), "{}", kind.name);
            // A made-up field is refused with the list of those there are, which must be those described.
            let mut options = Options::new();
            for field in kind.fields.iter().filter(|field| field.required) {
                options.insert(field.name.to_owned(), "x".into());
            }
            options.insert("no_such_field".to_owned(), 1.into());
            let refused = (kind.check)(&options).unwrap_err();
            for field in kind.fields {
                assert!(
                    refused.contains(&format!("`{}`", field.name)),
                    "{}: {} is not among: {refused}",
                    kind.name,
                    field.name
                );
            }
        }
    }
}
