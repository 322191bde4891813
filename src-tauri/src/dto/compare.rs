//! Comparisons, flags and picks, as the window sees them.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use visavis_core::compare::{self as core, HunkKind, pick, report};

use super::article::utf16_offset;
use super::rendition::{Cell, Provenance, RenditionSummary};

/// A stretch of a text, in UTF-16 code units.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct TextRange {
    /// Where it starts.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl TextRange {
    fn of(text: &str, bytes: &Range<usize>) -> Self {
        Self {
            start: utf16_offset(text, bytes.start),
            end: utf16_offset(text, bytes.end),
        }
    }
}

/// What to compare.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompareRequest {
    /// The article.
    pub(crate) article: i64,
    /// Its renditions to compare.
    pub(crate) renditions: Vec<i64>,
    /// Which of them the others are held against.
    pub(crate) base: i64,
    /// No difference of capital letters.
    pub(crate) ignore_case: bool,
    /// No difference of punctuation.
    pub(crate) ignore_punctuation: bool,
    /// No difference of quotation marks, apostrophes, dashes, spaces, ligatures.
    pub(crate) ignore_typography: bool,
}

/// Renditions held against one of them.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Comparison {
    /// The rendition that the others are held against.
    pub(crate) base: i64,
    /// The renditions, in the order asked for.
    pub(crate) renditions: Vec<ComparedRendition>,
    /// Every sentence, in reading order.
    pub(crate) sentences: Vec<ComparedSentence>,
    /// Sentences in which the renditions do not say the same, the most divergent first.
    pub(crate) most_divergent: Vec<i64>,
}

/// A rendition's scores against the base.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ComparedRendition {
    /// The rendition.
    pub(crate) rendition: i64,
    /// Scores over the sentences that both have; null for the base.
    pub(crate) scores: Option<Scores>,
}

/// Scores of a whole rendition.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Scores {
    /// chrF++, 0 to 100.
    pub(crate) chrf: f64,
    /// BLEU, 0 to 100.
    pub(crate) bleu: f64,
    /// Edits for each hundred words.
    pub(crate) ter: f64,
}

/// A sentence in every rendition compared.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ComparedSentence {
    /// The sentence.
    pub(crate) segment: i64,
    /// Its number in the article, from 1.
    pub(crate) number: usize,
    /// How far the renditions agree where they agree least, 0 to 100; null where nothing can be compared.
    pub(crate) agreement: Option<f64>,
    /// One for each rendition, in their order.
    pub(crate) cells: Vec<ComparedCell>,
}

/// A sentence in one rendition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ComparedCell {
    /// chrF++ against the base; null for the base itself, and where either has no text.
    pub(crate) agreement: Option<f64>,
    /// What differs from the base.
    pub(crate) differences: Vec<Difference>,
}

/// How a stretch differs.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DifferenceKind {
    /// One thing in the base, another here.
    Changed,
    /// In the base alone.
    OnlyBase,
    /// Here alone.
    OnlyHere,
    /// The same words in another place.
    Moved,
}

/// A difference, in UTF-16 code units of both texts.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Difference {
    /// How it differs.
    pub(crate) kind: DifferenceKind,
    /// In the base's text.
    pub(crate) base: TextRange,
    /// In this text.
    pub(crate) here: TextRange,
}

impl From<core::Comparison> for Comparison {
    fn from(comparison: core::Comparison) -> Self {
        let most_divergent = comparison.most_divergent();
        let core::Comparison {
            article: _,
            title: _,
            language: _,
            renditions,
            base,
            scores,
            rows,
        } = comparison;
        let id = |index: usize| renditions.get(index).map_or(0, |summary| summary.rendition.id.0);
        let sentences: Vec<ComparedSentence> = rows.into_iter().map(|row| sentence(row, base)).collect();
        let scored = scores.into_iter().enumerate().map(|(index, scores)| ComparedRendition {
            rendition: id(index),
            scores: scores.map(|[chrf, bleu, ter]| Scores { chrf, bleu, ter }),
        });
        Self {
            base: id(base),
            renditions: scored.collect(),
            most_divergent: most_divergent
                .into_iter()
                .filter_map(|index| sentences.get(index).map(|sentence| sentence.segment))
                .collect(),
            sentences,
        }
    }
}

fn sentence(row: core::Row, base: usize) -> ComparedSentence {
    let agreement = row.agreement();
    let core::Row {
        segment,
        number,
        block: _,
        source: _,
        cells,
    } = row;
    let base = cells.get(base).and_then(|cell| cell.text.clone()).unwrap_or_default();
    let cells = cells.into_iter().map(|cell| {
        let here = cell.text.unwrap_or_default();
        let differences = cell.differences.iter().filter_map(|hunk| {
            Some(Difference {
                kind: match hunk.kind {
                    HunkKind::Equal => return None,
                    HunkKind::Changed => DifferenceKind::Changed,
                    HunkKind::OnlyLeft => DifferenceKind::OnlyBase,
                    HunkKind::OnlyRight => DifferenceKind::OnlyHere,
                    HunkKind::Moved => DifferenceKind::Moved,
                },
                base: TextRange::of(&base, &hunk.left),
                here: TextRange::of(&here, &hunk.right),
            })
        });
        ComparedCell {
            agreement: cell.agreement,
            differences: differences.collect(),
        }
    });
    ComparedSentence {
        segment: segment.0,
        number,
        agreement,
        cells: cells.collect(),
    }
}

/// The flags of some renditions.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Flags {
    /// Kinds that the reader has muted; their flags are left out.
    #[cfg_attr(test, ts(type = "FlagKind[]"))]
    pub(crate) muted: Vec<&'static str>,
    /// In the order asked for.
    pub(crate) renditions: Vec<RenditionFlags>,
}

/// The flags of one rendition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct RenditionFlags {
    /// The rendition.
    pub(crate) rendition: i64,
    /// Its flags, in reading order.
    pub(crate) flags: Vec<Flag>,
}

/// A reason to look twice at a sentence.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FlagDto"))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Flag {
    /// The sentence.
    pub(crate) segment: i64,
    /// Its number in the article, from 1.
    pub(crate) number: usize,
    /// What it is about.
    #[cfg_attr(test, ts(type = "FlagKind"))]
    pub(crate) kind: &'static str,
    /// Why it was raised.
    #[cfg_attr(test, ts(type = "FlagReason"))]
    pub(crate) reason: &'static str,
    /// The words of the original that it speaks of.
    pub(crate) source: Vec<TextRange>,
    /// The words of the translation.
    pub(crate) target: Vec<TextRange>,
    /// Those of the original, as text.
    pub(crate) source_text: String,
    /// Those of the translation, as text.
    pub(crate) target_text: String,
    /// Whether the reader has waved it away.
    pub(crate) dismissed: bool,
}

/// The flags of a sentence.
pub(crate) fn flags_of(flagged: core::Flagged) -> impl Iterator<Item = Flag> {
    let core::Flagged {
        segment,
        number,
        source,
        target,
        flags,
    } = flagged;
    flags.into_iter().map(move |raised| {
        let core::RaisedFlag { flag, said, dismissed } = raised;
        let ranges =
            |text: &str, ranges: &[Range<usize>]| ranges.iter().map(|range| TextRange::of(text, range)).collect();
        Flag {
            segment: segment.0,
            number,
            kind: flag.kind.as_str(),
            reason: flag.reason.as_str(),
            source: ranges(&source, &flag.source),
            target: ranges(&target, &flag.target),
            source_text: said.source,
            target_text: said.target,
            dismissed,
        }
    })
}

/// A flag to wave away, or to take back.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dismissal {
    /// The rendition.
    pub(crate) rendition: i64,
    /// The sentence.
    pub(crate) segment: i64,
    /// Why it was raised.
    #[cfg_attr(test, ts(type = "FlagReason"))]
    pub(crate) reason: String,
    /// The words of the original that it speaks of.
    pub(crate) source_text: String,
    /// The words of the translation.
    pub(crate) target_text: String,
    /// Whether it is waved away.
    pub(crate) dismissed: bool,
}

/// What to take into the reader's own rendition.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct PickRequest {
    /// The rendition to take from.
    pub(crate) rendition: i64,
    /// The sentence.
    pub(crate) segment: i64,
    /// The part of its text; null for all of it.
    pub(crate) part: Option<TextRange>,
    /// What the reader's rendition is called, if it has to be begun.
    pub(crate) name: String,
}

/// What a pick made.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Picked {
    /// The reader's rendition as it stands now.
    pub(crate) rendition: RenditionSummary,
    /// What it has for the sentence now.
    pub(crate) cell: Cell,
    /// Where its words came from.
    pub(crate) pieces: Vec<Piece>,
}

impl From<pick::Picked> for Picked {
    fn from(picked: pick::Picked) -> Self {
        let pick::Picked {
            rendition,
            cell,
            pieces,
        } = picked;
        let text = cell.text().unwrap_or_default().to_owned();
        Self {
            rendition: rendition.into(),
            cell: cell.into(),
            pieces: pieces_of(&text, pieces),
        }
    }
}

/// Words of a text that was put together, and where they came from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PieceDto"))]
pub(crate) struct Piece {
    /// The words.
    pub(crate) range: TextRange,
    /// The rendition they were taken from; null for the reader's own words.
    pub(crate) rendition: Option<i64>,
    /// What it was called.
    pub(crate) name: Option<String>,
    /// How it came by the sentence.
    pub(crate) provenance: Option<Provenance>,
}

/// The pieces of a text.
pub(crate) fn pieces_of(text: &str, pieces: Vec<core::Piece>) -> Vec<Piece> {
    let pieces = pieces.into_iter().map(|piece| {
        let core::Piece { range, origin } = piece;
        let range = TextRange::of(text, &range);
        match origin {
            core::PieceOrigin::Rendition {
                rendition,
                name,
                provenance,
            } => Piece {
                range,
                rendition: Some(rendition),
                name: Some(name),
                provenance: provenance.map(Into::into),
            },
            core::PieceOrigin::Reader => Piece {
                range,
                rendition: None,
                name: None,
                provenance: None,
            },
        }
    });
    pieces.collect()
}

/// The formats of a report.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReportFormat {
    /// A page to read and print.
    Html,
    /// Text to read and paste.
    Markdown,
    /// Data for programs.
    Json,
}

impl From<ReportFormat> for report::ReportFormat {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Html => Self::Html,
            ReportFormat::Markdown => Self::Markdown,
            ReportFormat::Json => Self::Json,
        }
    }
}

/// A report to write.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct ReportRequest {
    /// The article.
    pub(crate) article: i64,
    /// Its renditions to compare.
    pub(crate) renditions: Vec<i64>,
    /// Which of them the others are held against.
    pub(crate) base: i64,
    /// The format.
    pub(crate) format: ReportFormat,
    /// The language of the window (BCP 47).
    pub(crate) language: String,
    /// Where to write it.
    pub(crate) path: String,
    /// Whether a file of that name gives way.
    pub(crate) overwrite: bool,
}

/// Two words that face each other.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct WordLink {
    /// In the original.
    pub(crate) source: TextRange,
    /// In the rendition.
    pub(crate) target: TextRange,
}

/// The words of a sentence that face each other.
pub(crate) fn links_of(linked: &core::Linked) -> Vec<WordLink> {
    let core::Linked { source, target, links } = linked;
    let links = links.iter().map(|link| WordLink {
        source: TextRange::of(source, &link.source),
        target: TextRange::of(target, &link.target),
    });
    links.collect()
}
