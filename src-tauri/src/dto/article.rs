//! Articles, blocks and segments, as the window sees them.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use visavis_core::article as core;
use visavis_core::library::{Added, ArticleSummary as CoreSummary, Stretch};

use super::rendition::{Cell, RenditionSummary};
use super::settings::Layout;

/// An article as a list shows it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ArticleSummary {
    /// Its number.
    pub(crate) id: i64,
    /// Its title.
    pub(crate) title: String,
    /// Where it came from.
    pub(crate) source: Option<String>,
    /// Who wrote it.
    pub(crate) byline: Option<String>,
    /// When it was published, as the text says it.
    pub(crate) published: Option<String>,
    /// The language it is written in (BCP 47).
    pub(crate) language: String,
    /// When it entered the library.
    pub(crate) added: String,
    /// Number of blocks.
    pub(crate) blocks: usize,
    /// Number of segments.
    pub(crate) segments: usize,
    /// Number of words.
    pub(crate) words: usize,
    /// Number of Unicode characters.
    pub(crate) characters: usize,
    /// Its renditions, oldest first.
    pub(crate) renditions: Vec<RenditionSummary>,
}

impl From<CoreSummary> for ArticleSummary {
    fn from(summary: CoreSummary) -> Self {
        let CoreSummary {
            id,
            title,
            byline,
            source,
            published,
            language,
            added,
            words,
            characters,
            blocks,
            segments,
            renditions,
        } = summary;
        Self {
            id: id.0,
            title,
            source,
            byline,
            published,
            language: language.to_string(),
            added: added.to_string(),
            blocks,
            segments,
            words,
            characters,
            renditions: renditions.into_iter().map(Into::into).collect(),
        }
    }
}

/// An article opened for reading.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ArticleHead {
    /// What a list shows of it.
    pub(crate) summary: ArticleSummary,
    /// Every block without its text, very long ones in several: how long the page is.
    pub(crate) outline: Vec<BlockOutline>,
    /// Number of Unicode characters.
    pub(crate) characters: usize,
    /// How it was last looked at.
    pub(crate) view: ArticleView,
    /// Index in the outline of the block the reader was at.
    pub(crate) at: usize,
}

/// An article opened with the text that is seen first, so that a window that starts need not ask for it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct OpenedArticle {
    /// The article.
    pub(crate) head: ArticleHead,
    /// The blocks around the place the reader was at. Null while a job is at work on the article: what it did before
    /// anybody listened would never be heard of, and all of this must be read again then.
    pub(crate) page: Option<BlockPage>,
    /// The renditions whose cells that page has, in order.
    pub(crate) renditions: Vec<i64>,
}

/// A block without its text, or part of one too long to be read at once. Its index among them is how the window calls it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct BlockOutline {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Heading level or list depth.
    pub(crate) level: u8,
    /// Whether it goes on with the block of the one before it.
    pub(crate) continues: bool,
    /// Number of Unicode characters.
    pub(crate) characters: usize,
    /// Number of sentences.
    pub(crate) segments: usize,
}

impl From<Stretch> for BlockOutline {
    fn from(stretch: Stretch) -> Self {
        let Stretch {
            block: _,
            first,
            kind,
            level,
            characters,
            segments,
        } = stretch;
        Self {
            kind: kind.into(),
            level,
            continues: first > 0,
            characters,
            segments,
        }
    }
}

/// How an article was last looked at; the window's own words, kept by the core unread.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(default)]
pub(crate) struct ArticleView {
    /// Renditions shown, in order; empty before the reader has chosen.
    pub(crate) columns: Vec<i64>,
    /// The selected segment.
    pub(crate) segment: Option<i64>,
    /// The segment at the top of the page.
    pub(crate) top: Option<i64>,
    /// How far below the column heads that segment begins, in em of the page's text; negative where it begins above.
    pub(crate) below: f64,
    /// The rendition the others are held against; null before the reader has chosen one.
    pub(crate) base: Option<i64>,
    /// How its columns are laid out; null before the reader has chosen for this article.
    pub(crate) layout: Option<Layout>,
    /// Shares of the width, the original's first; empty when all are equal.
    pub(crate) widths: Vec<f64>,
}

/// What became of a text.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Imported {
    /// The article's number.
    pub(crate) article: i64,
    /// Whether the very same text was in the library before.
    pub(crate) already_there: bool,
    /// Units of a file of pairs that had no original, and so found no place.
    pub(crate) left_out: usize,
}

impl From<Added> for Imported {
    fn from(added: Added) -> Self {
        let Added {
            article,
            already_there,
            left_out,
        } = added;
        Self {
            article: article.0,
            already_there,
            left_out,
        }
    }
}

/// Some blocks of an article.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct BlockPage {
    /// Index of the first one.
    pub(crate) from: usize,
    /// The blocks, in order.
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph-level unit.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BlockDto"))]
pub(crate) struct Block {
    /// Its index in the outline, from 0.
    pub(crate) index: usize,
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Heading level or list depth.
    pub(crate) level: u8,
    /// Its sentences.
    pub(crate) segments: Vec<Segment>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BlockKind {
    /// The article's title.
    Title,
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// A quotation set apart.
    Quote,
    /// An item of a list.
    ListItem,
    /// The text under a picture.
    Caption,
    /// Text in which every character counts.
    Code,
    /// A break without text.
    Separator,
}

impl From<core::BlockKind> for BlockKind {
    fn from(kind: core::BlockKind) -> Self {
        match kind {
            core::BlockKind::Title => Self::Title,
            core::BlockKind::Heading => Self::Heading,
            core::BlockKind::Paragraph => Self::Paragraph,
            core::BlockKind::Quote => Self::Quote,
            core::BlockKind::ListItem => Self::ListItem,
            core::BlockKind::Caption => Self::Caption,
            core::BlockKind::Code => Self::Code,
            core::BlockKind::Separator => Self::Separator,
        }
    }
}

/// One sentence with what each rendition has for it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "SegmentDto"))]
pub(crate) struct Segment {
    /// Its number in the library.
    pub(crate) id: i64,
    /// Its number in the article, from 1.
    pub(crate) number: usize,
    /// The original's text.
    pub(crate) text: String,
    /// Inline markup of the original.
    pub(crate) marks: Vec<Mark>,
    /// One for each rendition asked for, in that order.
    pub(crate) cells: Vec<Cell>,
}

/// Inline markup, in UTF-16 code units from the segment's start.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "MarkDto"))]
pub(crate) struct Mark {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What it says.
    pub(crate) kind: MarkKind,
    /// Where a link points.
    pub(crate) url: Option<String>,
}

/// The inline markup there is.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MarkKind {
    /// Usually italic.
    Emphasis,
    /// Usually bold.
    Strong,
    /// A word of a computer.
    Code,
    /// A link.
    Link,
}

impl Mark {
    /// A mark over bytes of `text`, counted in UTF-16 code units for the window.
    pub(crate) fn new(text: &str, bytes: &Range<usize>, kind: &core::MarkKind) -> Self {
        let (kind, url) = match kind {
            core::MarkKind::Emphasis => (MarkKind::Emphasis, None),
            core::MarkKind::Strong => (MarkKind::Strong, None),
            core::MarkKind::Code => (MarkKind::Code, None),
            core::MarkKind::Link { url } => (MarkKind::Link, Some(url.clone())),
        };
        Self {
            start: utf16_offset(text, bytes.start),
            end: utf16_offset(text, bytes.end),
            kind,
            url,
        }
    }
}

/// The offset in UTF-16 code units of a byte offset; the one place where the two meet.
pub(crate) fn utf16_offset(text: &str, byte: usize) -> usize {
    text.char_indices()
        .take_while(|(at, _)| *at < byte)
        .map(|(_, c)| c.len_utf16())
        .sum()
}

/// The byte offset of an offset in UTF-16 code units; beyond the end, the end.
pub(crate) fn byte_offset(text: &str, utf16: usize) -> usize {
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if units >= utf16 {
            return byte;
        }
        units += c.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{byte_offset, utf16_offset};

    #[test]
    fn both_ways_of_counting_meet() {
        let text = "aé😀b";
        assert_eq!(
            [0, 1, 2, 4, 5, 9].map(|units| byte_offset(text, units)),
            [0, 1, 3, 7, 8, 8]
        );
    }

    #[test]
    fn offsets_count_utf16_units() {
        let text = "aé😀b";
        assert_eq!([0, 1, 3, 7, 8].map(|byte| utf16_offset(text, byte)), [0, 1, 2, 4, 5]);
    }
}
