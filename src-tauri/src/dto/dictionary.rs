//! The dictionary, as the window sees it.

use serde::Serialize;
use visavis_core::dictionary as core;

/// What is installed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Dictionary {
    /// Its title.
    pub(crate) title: String,
    /// Its edition, where it says one.
    pub(crate) edition: Option<String>,
    /// Under which terms it is given, in its own words.
    pub(crate) licence: String,
    /// Number of entries.
    pub(crate) entries: usize,
}

impl From<core::About> for Dictionary {
    fn from(about: core::About) -> Self {
        let core::About {
            title,
            edition,
            licence,
            entries,
        } = about;
        Self {
            title,
            edition,
            licence,
            entries,
        }
    }
}

/// One entry of the dictionary.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Entry {
    /// The headword.
    pub(crate) headword: String,
    /// How it is pronounced, in IPA.
    pub(crate) pronunciation: Option<String>,
    /// Word class and gender, in the dictionary's abbreviations.
    pub(crate) grammar: Option<String>,
    /// Its senses, each with its translations.
    pub(crate) senses: Vec<Vec<String>>,
}

impl From<core::Entry> for Entry {
    fn from(entry: core::Entry) -> Self {
        let core::Entry {
            headword,
            pronunciation,
            grammar,
            senses,
        } = entry;
        Self {
            headword,
            pronunciation,
            grammar,
            senses,
        }
    }
}
