//! Everything about one sentence, as the window sees it.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use visavis_core::inspect as core;
use visavis_core::library;

use super::article::utf16_offset;
use super::rendition::{Cell, Provenance, RenditionSummary};

/// One sentence in one rendition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Version {
    /// The rendition.
    pub(crate) rendition: i64,
    /// What it has for the sentence.
    pub(crate) cell: Cell,
    /// What the reader thinks of it.
    pub(crate) verdict: Option<Verdict>,
}

/// What the reader thinks of a translation.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// To be looked at again.
    Doubtful,
    /// Read and found right.
    Approved,
}

impl From<library::Verdict> for Verdict {
    fn from(verdict: library::Verdict) -> Self {
        match verdict {
            library::Verdict::Doubtful => Self::Doubtful,
            library::Verdict::Approved => Self::Approved,
        }
    }
}

impl From<Verdict> for library::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Doubtful => Self::Doubtful,
            Verdict::Approved => Self::Approved,
        }
    }
}

/// An engine's answer to the sentence that is in no rendition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Alternative {
    /// Its number.
    pub(crate) id: i64,
    /// The language it is in (BCP 47).
    pub(crate) language: String,
    /// The engine's id in the settings.
    pub(crate) engine: String,
    /// The answer.
    pub(crate) text: String,
    /// How it came to be.
    pub(crate) provenance: Provenance,
}

impl From<library::Alternative> for Alternative {
    fn from(alternative: library::Alternative) -> Self {
        let library::Alternative {
            id,
            language,
            engine,
            text,
            provenance,
        } = alternative;
        Self {
            id,
            language: language.to_string(),
            engine,
            text,
            provenance: provenance.into(),
        }
    }
}

/// What a change was of.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ChangeKind {
    /// The text of a sentence in a rendition.
    Text,
    /// The note on a sentence.
    Note,
    /// The verdict on a sentence in a rendition.
    Verdict,
}

/// Whether a change holds.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ChangeState {
    /// It holds.
    Done,
    /// It can be done again.
    Undone,
    /// Something else was done since it was undone.
    Dropped,
}

/// Something the reader did to a sentence by hand.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Change {
    /// Its number.
    pub(crate) id: i64,
    /// The sentence.
    pub(crate) segment: i64,
    /// The rendition; null for a note.
    pub(crate) rendition: Option<i64>,
    /// What it was of.
    pub(crate) kind: ChangeKind,
    /// The text, note or verdict before.
    pub(crate) before: Option<String>,
    /// The text, note or verdict after.
    pub(crate) after: Option<String>,
    /// When.
    pub(crate) at: String,
    /// Whether it holds.
    pub(crate) state: ChangeState,
}

impl From<library::Change> for Change {
    fn from(change: library::Change) -> Self {
        let library::Change {
            id,
            article: _,
            segment,
            rendition,
            kind,
            before,
            after,
            at,
            state,
        } = change;
        Self {
            id,
            segment: segment.0,
            rendition: rendition.map(|rendition| rendition.0),
            kind: match kind {
                library::ChangeKind::Text => ChangeKind::Text,
                library::ChangeKind::Note => ChangeKind::Note,
                library::ChangeKind::Verdict => ChangeKind::Verdict,
            },
            before,
            after,
            at: at.to_string(),
            state: match state {
                library::ChangeState::Done => ChangeState::Done,
                library::ChangeState::Undone => ChangeState::Undone,
                library::ChangeState::Dropped => ChangeState::Dropped,
            },
        }
    }
}

/// A sentence in a rendition as it stands after a change by hand.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Rewritten {
    /// The sentence.
    pub(crate) segment: i64,
    /// The rendition with its counts; null when none was touched.
    pub(crate) rendition: Option<RenditionSummary>,
    /// What the rendition has for the sentence now.
    pub(crate) cell: Option<Cell>,
    /// For undo and redo: what was undone or done again.
    pub(crate) change: Option<Change>,
}

/// A sentence the reader has marked or written a note on.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Marked {
    /// The sentence.
    pub(crate) segment: i64,
    /// The rendition the verdict is on; null for a note.
    pub(crate) rendition: Option<i64>,
    /// The verdict; null for a note.
    pub(crate) verdict: Option<Verdict>,
}

impl From<library::Marked> for Marked {
    fn from(marked: library::Marked) -> Self {
        let library::Marked { segment, verdict } = marked;
        Self {
            segment: segment.0,
            rendition: verdict.map(|(rendition, _)| rendition.0),
            verdict: verdict.map(|(_, verdict)| verdict.into()),
        }
    }
}

/// What is known about a sentence.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Inspection {
    /// The sentence.
    pub(crate) segment: i64,
    /// What every rendition of its article has for it.
    pub(crate) versions: Vec<Version>,
    /// Answers the reader asked other engines for.
    pub(crate) alternatives: Vec<Alternative>,
    /// The reader's note.
    pub(crate) note: Option<String>,
    /// What was done to it by hand, the latest first.
    pub(crate) history: Vec<Change>,
    /// Whether the last change of the article can be undone.
    pub(crate) undo: bool,
    /// Whether one can be done again.
    pub(crate) redo: bool,
}

impl From<core::Inspection> for Inspection {
    fn from(inspection: core::Inspection) -> Self {
        let core::Inspection {
            segment,
            versions,
            alternatives,
            note,
            history,
            can_undo: (undo, redo),
        } = inspection;
        let version = |version| {
            let core::Version {
                rendition,
                cell,
                verdict,
            } = version;
            Version {
                rendition: rendition.0,
                cell: cell.into(),
                verdict: verdict.map(Into::into),
            }
        };
        Self {
            segment: segment.0,
            versions: versions.into_iter().map(version).collect(),
            alternatives: alternatives.into_iter().map(Into::into).collect(),
            note,
            history: history.into_iter().map(Into::into).collect(),
            undo,
            redo,
        }
    }
}

/// How two pieces of text relate.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum HunkKind {
    /// The same on both sides.
    Equal,
    /// One thing in the base, another in its place here.
    Changed,
    /// In the base alone.
    OnlyLeft,
    /// Here alone.
    OnlyRight,
    /// The same on both sides, in different places.
    Moved,
}

/// Part of a text, in UTF-16 code units.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Span {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl Span {
    /// A range of bytes of `text`, counted in UTF-16 code units.
    pub(crate) fn new(text: &str, bytes: &Range<usize>) -> Self {
        Self {
            start: utf16_offset(text, bytes.start),
            end: utf16_offset(text, bytes.end),
        }
    }
}

/// A piece of the base, on the left, and what became of it on the right.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Hunk {
    /// How the two relate.
    pub(crate) kind: HunkKind,
    /// Where in the base; empty for what is on the right alone.
    pub(crate) left: Span,
    /// Where in the other text; empty for what is in the base alone.
    pub(crate) right: Span,
}

impl Hunk {
    /// A hunk of the core, counted in UTF-16 code units of the two texts it was made of.
    pub(crate) fn new(base: &str, other: &str, hunk: &core::Hunk) -> Self {
        let core::Hunk { kind, left, right } = hunk;
        Self {
            kind: match kind {
                core::HunkKind::Equal => HunkKind::Equal,
                core::HunkKind::Changed => HunkKind::Changed,
                core::HunkKind::OnlyLeft => HunkKind::OnlyLeft,
                core::HunkKind::OnlyRight => HunkKind::OnlyRight,
                core::HunkKind::Moved => HunkKind::Moved,
            },
            left: Span::new(base, left),
            right: Span::new(other, right),
        }
    }
}
