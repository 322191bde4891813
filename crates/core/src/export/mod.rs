//! Aligned bilingual text out: one model for all formats, one file per format.
//!
//! The driver reads the library and pushes units in reading order into a [`Writer`], so that a format never holds the
//! whole article. A unit is one sentence with its renditions; what is missing is [`Rendered::text`]` = None` and is
//! never written as if it were there.

use std::io;

use jiff::Timestamp;
use visavis_text::Language;

use crate::article::{BlockKind, MarkKind, Provenance};

/// A failure to write.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk or pipe refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What stands at the head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The article's title.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// When it was published, as the text says it.
    pub published: Option<String>,
    /// The original's language.
    pub language: Language,
    /// The renditions that follow in each unit, in order.
    pub columns: Vec<Column>,
    /// When the export is made.
    pub exported: Timestamp,
}

/// One rendition's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Who made it, as a reader should see it (`Apertium, fr → es → en`, `reference translation`).
    pub label: String,
    /// Its language.
    pub language: Language,
    /// Whether a machine made it.
    pub machine: bool,
}

/// One sentence and its renditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Number of the sentence in the article, from 1.
    pub number: usize,
    /// Index of its block, from 0.
    pub block: usize,
    /// What its block is.
    pub kind: BlockKind,
    /// Heading level or list depth of its block.
    pub level: u8,
    /// The sentence, exactly as in the original.
    pub source: &'a str,
    /// Inline markup: byte ranges of `source`.
    pub marks: Vec<(std::ops::Range<usize>, &'a MarkKind)>,
    /// One for each of [`Head::columns`].
    pub rendered: Vec<Rendered<'a>>,
}

/// One sentence in one rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// The translation, when there is one.
    pub text: Option<&'a str>,
    /// Why there is none, in words, when it failed.
    pub failure: Option<String>,
    /// Whether the reader wrote or changed it.
    pub edited: bool,
    /// Where it came from.
    pub provenance: Option<&'a Provenance>,
}

/// A format being written. Calls come in the order `head`, `unit`…, `finish`.
pub trait Writer {
    /// Writes what stands before the first unit.
    fn head(&mut self, head: &Head) -> Result<(), Error>;

    /// Writes one unit. Units of one block come together, blocks in order.
    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error>;

    /// Writes what stands after the last unit. Nothing may be written after it.
    fn finish(&mut self) -> Result<(), Error>;
}
