//! The translation memory and glossaries, as the window sees them.

use serde::{Deserialize, Serialize};
use visavis_core::glossary::Entry;
use visavis_core::library::{GlossarySummary as CoreSummary, MemoryMatch as CoreMatch, MemoryOrigin as CoreOrigin};
use visavis_core::{Similar, TermsImported as CoreImported};

/// Where a pair of the memory comes from.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MemoryOrigin {
    /// An engine translated it.
    Engine,
    /// It came with an imported memory.
    Import,
    /// The reader wrote it.
    Reader,
}

/// A pair whose original is like a sentence.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct MemoryMatch {
    /// How alike the originals are, in per cent.
    likeness: u8,
    /// The original that was found, in pieces that are in the sentence as well or are not.
    source: Vec<MatchPiece>,
    /// Its translation.
    target: String,
    /// Where it comes from.
    origin: MemoryOrigin,
    /// The engine's name, or the imported file's.
    name: Option<String>,
    /// When it was kept.
    at: String,
}

/// A piece of an original.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct MatchPiece {
    /// The text.
    text: String,
    /// Whether the sentence has it in the same place.
    same: bool,
}

impl From<Similar> for MemoryMatch {
    fn from(similar: Similar) -> Self {
        let Similar { found, pieces } = similar;
        let CoreMatch {
            likeness,
            source: _,
            target,
            origin,
            at,
        } = found;
        let (kind, name) = match origin {
            CoreOrigin::Engine(provenance) => (MemoryOrigin::Engine, Some(provenance.engine)),
            CoreOrigin::Import(name) => (MemoryOrigin::Import, Some(name)),
            CoreOrigin::Reader => (MemoryOrigin::Reader, None),
        };
        Self {
            likeness,
            source: pieces
                .into_iter()
                .map(|(text, same)| MatchPiece { text, same })
                .collect(),
            target,
            origin: kind,
            name,
            at: at.to_string(),
        }
    }
}

/// A glossary as a list shows it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct GlossarySummary {
    /// Language of its terms: a primary subtag.
    from: String,
    /// Language of what they become: a primary subtag.
    to: String,
    /// How many terms it has.
    terms: usize,
}

impl From<CoreSummary> for GlossarySummary {
    fn from(summary: CoreSummary) -> Self {
        let CoreSummary { from, to, terms } = summary;
        Self {
            from: from.to_string(),
            to: to.to_string(),
            terms,
        }
    }
}

/// A term and what it is to become.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct GlossaryTerm {
    /// In the language of the original.
    pub(crate) source: String,
    /// In the language of the translation.
    pub(crate) target: String,
    /// What the reader wants to remember about it.
    pub(crate) note: Option<String>,
}

impl From<Entry> for GlossaryTerm {
    fn from(entry: Entry) -> Self {
        let Entry { source, target, note } = entry;
        Self { source, target, note }
    }
}

/// What became of an imported glossary.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct TermsImported {
    /// Terms in the file.
    pub(crate) read: usize,
    /// Of them, those that were not in the glossary.
    pub(crate) added: usize,
    /// Rows or concepts left out.
    pub(crate) left_out: usize,
}

impl From<CoreImported> for TermsImported {
    fn from(imported: CoreImported) -> Self {
        let CoreImported { read, new, left_out } = imported;
        Self {
            read,
            added: new,
            left_out,
        }
    }
}
