//! SRX 2.0, Segmentation Rules eXchange (LISA OSCAR, 2008): the rules of users who have their own.
//!
//! A file holds lists of rules, each a pair of regular expressions for the text before and after a place, and a map from
//! languages to lists. The first rule that fits a place decides whether it is a boundary.
//!
//! ```
//! use visavis_text::{Language, segment::{Segmenter, srx::SrxDocument}};
//!
//! let ours = SrxDocument::of(&Segmenter::new(&Language::FRENCH));
//! let read = SrxDocument::parse(&ours.to_xml()).expect("what was just written");
//! let (segmenter, warnings) = Segmenter::with_srx(&Language::FRENCH, &read);
//! assert!(warnings.is_empty());
//! assert_eq!(segmenter.ranges("M. Roche dort. Elle veille.").count(), 2);
//! ```
//!
//! # Incomplete support
//!
//! - Patterns run on a matcher without backtracking, so look-ahead, look-behind and back-references are refused: the
//!   rule is left out and reported as an [`SrxWarning`]. (Of the 3,093 patterns in one much used file, 12 are so.)
//! - A pattern for the text before a place sees at most [`REACH`] bytes of it.
//! - Classes like `\s` and `\b` follow Unicode, as the standard asks by naming ICU's expressions; Java's default does not.
//! - Inline formatting (`segmentsubflows`, `formathandle`) is kept out: blocks are plain text.

mod apply;
mod pattern;
mod read;
mod write;

pub(super) use apply::SrxRules;
pub use read::SrxError;

/// How far back, in bytes, the text before a place is looked at.
pub const REACH: usize = 160;

/// One SRX file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SrxDocument {
    /// Whether a language takes the rules of every entry of the map that fits it, or of the first one only.
    pub cascade: bool,
    /// The lists of rules, by name.
    pub lists: Vec<SrxList>,
    /// From languages to lists, in order.
    pub map: Vec<SrxMapping>,
}

/// A named list of rules (`languagerule`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SrxList {
    /// The name that the map uses.
    pub name: String,
    /// The rules; the first that fits a place decides.
    pub rules: Vec<SrxRule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SrxRule {
    /// Whether a place that fits is a boundary.
    pub breaks: bool,
    /// The regular expression for the text just before the place; empty fits any.
    pub before: String,
    /// The regular expression for the text just after the place; empty fits any.
    pub after: String,
}

/// One entry of the map (`languagemap`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SrxMapping {
    /// The regular expression for the whole language tag: `[Ff][Rr].*`.
    pub pattern: String,
    /// The name of the list.
    pub list: String,
}

/// A rule that was left out, since its pattern cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule} of the list « {list} » was left out: {reason}")]
pub struct SrxWarning {
    /// The name of the list; `map` for the map itself.
    pub list: String,
    /// The number of the rule in its list, from 1.
    pub rule: usize,
    /// What the matcher says about the pattern.
    pub reason: String,
}
