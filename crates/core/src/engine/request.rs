//! What an engine is asked.

use serde::{Deserialize, Serialize};
use visavis_text::Language;

/// A batch of texts to translate.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Language of the texts.
    pub from: &'a Language,
    /// Language wanted.
    pub to: &'a Language,
    /// The texts, one sentence each; none is empty or holds a line break.
    pub texts: &'a [&'a str],
    /// What stands around them. Empty unless the engine's capabilities say that it reads it.
    pub context: &'a Context,
    /// Terms the reader wants rendered in one way. Empty unless the capabilities say that it takes them.
    pub glossary: &'a [Term],
    /// The tone wanted.
    pub formality: Formality,
}

static NOTHING_AROUND: Context = Context::NONE;

impl<'a> Request<'a> {
    /// A request for these texts and nothing else.
    pub fn new(from: &'a Language, to: &'a Language, texts: &'a [&'a str]) -> Self {
        Self {
            from,
            to,
            texts,
            context: &NOTHING_AROUND,
            glossary: &[],
            formality: Formality::Default,
        }
    }
}

/// What stands around a batch and is sent along to be read, not to be translated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// The article's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the article is about: its opening, when the batch stands further down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The sentences before, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// The sentences after, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
}

impl Context {
    /// Nothing around.
    pub const NONE: Self = Self {
        title: None,
        summary: None,
        before: Vec::new(),
        after: Vec::new(),
    };

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }
}

/// A term and the rendering the reader wants.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    /// The term in the original's language.
    pub source: String,
    /// Its rendering.
    pub target: String,
}

/// The tone of the translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Formality {
    /// As the engine sees fit.
    #[default]
    Default,
    /// Formal, where the language knows the difference.
    More,
    /// Informal, where the language knows the difference.
    Less,
}
