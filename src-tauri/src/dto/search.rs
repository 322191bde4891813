//! What a search finds, as the window sees it.

use serde::Serialize;
use visavis_core::library;

use super::inspect::Span;

/// A passage that was found in the library.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Hit {
    /// The article.
    pub(crate) article: i64,
    /// The sentence.
    pub(crate) segment: i64,
    /// The rendition; null for the original.
    pub(crate) rendition: Option<i64>,
    /// The passage, or part of it.
    pub(crate) snippet: String,
    /// Whether something of the passage stands before the snippet.
    pub(crate) cut_before: bool,
    /// Whether something of it stands behind.
    pub(crate) cut_behind: bool,
    /// What of the snippet was searched for.
    pub(crate) found: Vec<Span>,
}

/// Part of what was found in the library.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Hits {
    /// How many passages were found in all.
    pub(crate) total: usize,
    /// Those asked for, the best first.
    pub(crate) hits: Vec<Hit>,
}

impl From<library::Hits> for Hits {
    fn from(hits: library::Hits) -> Self {
        let library::Hits { total, hits } = hits;
        let hit = |hit| {
            let library::Hit {
                article,
                segment,
                rendition,
                snippet,
                cut: (cut_before, cut_behind),
                found,
            } = hit;
            Hit {
                article: article.0,
                segment: segment.0,
                rendition: rendition.map(|rendition| rendition.0),
                found: found.iter().map(|bytes| Span::new(&snippet, bytes)).collect(),
                snippet,
                cut_before,
                cut_behind,
            }
        };
        Self {
            total,
            hits: hits.into_iter().map(hit).collect(),
        }
    }
}

/// One place in an article where a text stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Occurrence {
    /// The sentence.
    pub(crate) segment: i64,
    /// The rendition; null for the original.
    pub(crate) rendition: Option<i64>,
    /// The place in the sentence's text.
    pub(crate) at: Span,
}

/// Part of the places where a text stands in an article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Occurrences {
    /// How many there are in all.
    pub(crate) total: usize,
    /// The first one at the sentence the reader is in or after it, from 0.
    pub(crate) near: usize,
    /// Those asked for, in reading order.
    pub(crate) places: Vec<Occurrence>,
}

impl From<library::Occurrences> for Occurrences {
    fn from(occurrences: library::Occurrences) -> Self {
        let library::Occurrences { total, near, places } = occurrences;
        let place = |place| {
            let library::Occurrence {
                segment,
                rendition,
                utf16,
            } = place;
            Occurrence {
                segment: segment.0,
                rendition: rendition.map(|rendition| rendition.0),
                at: Span {
                    start: utf16.start,
                    end: utf16.end,
                },
            }
        };
        Self {
            total,
            near,
            places: places.into_iter().map(place).collect(),
        }
    }
}
