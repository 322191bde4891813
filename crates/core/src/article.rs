//! The domain's nouns: article, block, segment, rendition. What every other room passes around.
//!
//! All offsets are UTF-8 bytes within their block's text. An article hangs together by one invariant: the segments of a
//! block, in order, never overlap, and what lies between them is white space only.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use visavis_text::Language;

use crate::engine::{Context, Link};

/// Number of an article in the library; never used again after the article is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub i64);

/// Number of a segment, unique in the library and kept for as long as its sentence does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SegmentId(pub i64);

/// Number of a rendition, unique in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RenditionId(pub i64);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for RenditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a paragraph-level unit of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The article's own title; at most one, and first.
    Title,
    /// A heading inside the article; its level is in [`Block::level`].
    Heading,
    /// Running text.
    Paragraph,
    /// A quotation set apart.
    Quote,
    /// One item of a list.
    ListItem,
    /// The text under a picture.
    Caption,
    /// Text in which every character counts; it has segments like any other block.
    Code,
    /// A break between parts, without text.
    Separator,
}

/// Inline markup over a part of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The bytes of the block's text it covers; on character boundaries and not empty.
    pub range: Range<usize>,
    /// What it says about them.
    pub kind: MarkKind,
}

/// The inline markup that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// Stressed, or the title of a work: usually italic.
    Emphasis,
    /// Important: usually bold.
    Strong,
    /// A word of a computer.
    Code,
    /// A link, kept as text: nothing is ever fetched from it.
    Link {
        /// Where it points, as written.
        url: String,
    },
}

/// A paragraph-level unit, as an importer reads it: plain text, and the markup beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Heading level (1 to 6) or depth of a list item (from 1); 0 for all others.
    pub level: u8,
    /// The text, without markup.
    pub text: String,
    /// Inline markup, ordered by start; may nest.
    pub marks: Vec<Mark>,
}

impl Block {
    /// A block of running text without markup.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self {
            kind: BlockKind::Paragraph,
            level: 0,
            text: text.into(),
            marks: Vec::new(),
        }
    }
}

/// An imported text before it has a place in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The title, when the text has one.
    pub title: Option<String>,
    /// Who wrote it, when known.
    pub byline: Option<String>,
    /// Where it came from (a file name, "pasted text", a publication), for the reader's eye only.
    pub source: Option<String>,
    /// When it was published, as the text says it.
    pub published: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// Its blocks in reading order; never empty.
    pub blocks: Vec<Block>,
}

/// A sentence's place: which block, and which bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its number in the library.
    pub id: SegmentId,
    /// Index of its block in the article, from 0.
    pub block: usize,
    /// Its bytes in the block's text.
    pub range: Range<usize>,
}

/// A whole article with its segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number in the library.
    pub id: ArticleId,
    /// Its title, or the beginning of its first sentence.
    pub title: String,
    /// Who wrote it, when known.
    pub byline: Option<String>,
    /// Where it came from, when known.
    pub source: Option<String>,
    /// When it was published, as the text says it.
    pub published: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// When it entered the library.
    pub added: Timestamp,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// All its segments in reading order.
    pub segments: Vec<Segment>,
}

impl Article {
    /// The text of one of this article's segments; empty if the segment is not of this article.
    pub fn text(&self, segment: &Segment) -> &str {
        self.blocks
            .get(segment.block)
            .and_then(|block| block.text.get(segment.range.clone()))
            .unwrap_or_default()
    }
}

/// Who made a rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An engine, by the id and name it had when the rendition was begun.
    Engine {
        /// The engine's id in the settings.
        id: String,
        /// The engine's name as the reader saw it.
        name: String,
        /// The way the engine took, where there are several (`fr → es → en`).
        route: Option<String>,
        /// Whether the engine is one that gives the gist only.
        rough: bool,
    },
    /// A person.
    Human {
        /// Who, as the column head should say ("reference translation", a translator's name).
        name: String,
    },
}

impl Origin {
    /// The name a reader knows it by.
    pub fn name(&self) -> &str {
        match self {
            Self::Engine { name, .. } | Self::Human { name } => name,
        }
    }
}

/// One full version of an article in another language, segment by segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Its number in the library.
    pub id: RenditionId,
    /// The article it renders.
    pub article: ArticleId,
    /// The language it is in.
    pub language: Language,
    /// Who made it.
    pub origin: Origin,
    /// When it was begun.
    pub begun: Timestamp,
    /// Where its job stands.
    pub status: RenditionStatus,
}

/// Where the work on a rendition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RenditionStatus {
    /// A job works on it, or did when the app was last seen alive.
    Running,
    /// Stopped by the reader, or by an error that stops the whole job; it can go on.
    Paused,
    /// Nothing is left to ask for: every segment is done, edited or failed.
    Finished,
}

/// The state of one segment in one rendition.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all cells of a rendition are of the large kind"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Not asked for yet, or not answered yet.
    Waiting,
    /// Translated, and proven to belong to its sentence.
    Done {
        /// The translation.
        text: String,
        /// Where it came from; absent for a human rendition.
        provenance: Option<Provenance>,
    },
    /// Asked for and not had. Never holds text.
    Failed(Failure),
    /// Written or changed by the reader.
    Edited {
        /// The reader's text.
        text: String,
        /// What stood there before, if anything did.
        original: Option<String>,
    },
}

impl Cell {
    /// The text to show, when there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Done { text, .. } | Self::Edited { text, .. } => Some(text),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// Why a segment has no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The reason; its sentence is in the table of messages.
    pub code: crate::ErrorCode,
    /// Particulars for the curious (a status, a count, a program's message); never article text, never a key.
    pub detail: Option<String>,
}

/// How one segment's translation came to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The engine's name.
    pub engine: String,
    /// The model or the way taken, as the engine told it.
    pub route: Option<String>,
    /// When it arrived.
    pub at: Timestamp,
    /// Milliseconds the request took in which it arrived.
    pub took_ms: u64,
    /// Characters billed for it, where the engine says; those of refused replies included.
    pub billed_characters: Option<u64>,
    /// How many requests it took, the first included.
    pub requests: u32,
    /// How many sentences were in the request in which it arrived; engines that read them together saw them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<u32>,
    /// What was sent along to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
    /// Its share of the tokens of the requests made for it, where the engine counts tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_tokens: Option<u64>,
    /// Its share of the tokens of the replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_tokens: Option<u64>,
    /// Which words belong together, where the engine tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignment: Vec<Link>,
    /// That it came from the memory: nothing was asked and nothing billed. Everything else is how it came to be then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reused: Option<Reused>,
}

/// That a translation came from the memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reused {
    /// When it was taken from there.
    pub at: Timestamp,
    /// Characters that were billed for it when the engine made it, where it told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billed_then: Option<u64>,
}

impl Provenance {
    /// The same for a sentence that is answered from the memory.
    #[must_use]
    pub fn reused(self, at: Timestamp) -> Self {
        let billed_then = match self.reused {
            Some(reused) => reused.billed_then,
            None => self.billed_characters,
        };
        Self {
            billed_characters: Some(0),
            input_tokens: self.input_tokens.map(|_| 0),
            output_tokens: self.output_tokens.map(|_| 0),
            reused: Some(Reused { at, billed_then }),
            ..self
        }
    }
}
