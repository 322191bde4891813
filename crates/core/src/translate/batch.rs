//! Which sentences are sent together.
//!
//! A batch keeps to the engine's limits and to reading order, and ends at a paragraph's end where it can, so that an
//! engine that reads across sentences sees whole paragraphs. The first batches are short: the reader should see the
//! first sentences at once, and a start-up cost is paid for a few sentences as it is for many.

use std::collections::VecDeque;

use crate::article::SegmentId;
use crate::engine::Capabilities;

/// One sentence to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its segment.
    pub id: SegmentId,
    /// Index of its block, from 0.
    pub block: usize,
    /// Its text on one line: runs of white space are one space. Never empty.
    pub text: String,
}

impl Sentence {
    /// A sentence as an engine gets it. A line break inside a sentence is layout, and engines that read line by line
    /// would take it for the end of the text.
    pub(super) fn new(id: SegmentId, block: usize, text: &str) -> Self {
        let text = if text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\t', '\u{b}', '\u{c}', '\u{85}']) {
            text.split_ascii_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace(['\u{2028}', '\u{2029}', '\u{85}'], " ")
        } else {
            text.to_owned()
        };
        Self { id, block, text }
    }

    fn characters(&self) -> usize {
        self.text.chars().count()
    }
}

/// Texts in the first batch; every next one may hold twice as many, up to the engine's limit.
const FIRST_BATCH_TEXTS: usize = 4;

/// Parts sentences, in order, into batches within the engine's limits. A sentence longer than a request stands alone
/// and is for the caller to refuse.
pub(super) fn plan(sentences: Vec<Sentence>, limits: &Capabilities) -> VecDeque<Vec<Sentence>> {
    let most = limits.texts_per_request.max(1);
    let mut size = FIRST_BATCH_TEXTS.min(most);
    let mut batches = VecDeque::new();
    let mut rest = VecDeque::from(sentences);
    while !rest.is_empty() {
        let count = fill(&rest, size, limits.characters_per_request);
        batches.push_back(rest.drain(..count).collect());
        size = (size * 2).min(most);
    }
    batches
}

/// How many of the next sentences go into one batch; at least one.
fn fill(rest: &VecDeque<Sentence>, most_texts: usize, most_characters: usize) -> usize {
    let mut characters = 0;
    let mut fits = 0;
    for sentence in rest.iter().take(most_texts) {
        characters += sentence.characters();
        if characters > most_characters && fits > 0 {
            break;
        }
        fits += 1;
    }
    if fits == rest.len() {
        return fits;
    }
    // Back to the end of a paragraph, unless that would halve the batch or more.
    let at_paragraph_end = |count: &usize| rest[*count - 1].block != rest[*count].block;
    (fits / 2 + 1..=fits).rev().find(at_paragraph_end).unwrap_or(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(texts: usize, characters: usize) -> Capabilities {
        Capabilities {
            texts_per_request: texts,
            characters_per_request: characters,
            characters_per_text: characters,
            concurrent_requests: 1,
            rough: false,
            local: true,
            free: true,
        }
    }

    /// Sentences of ten characters; `blocks` says how many each block has. The batches' lengths come out.
    fn check(blocks: &[usize], limits: &Capabilities, expected: &[usize]) {
        let mut sentences = Vec::new();
        for (block, count) in blocks.iter().enumerate() {
            for _ in 0..*count {
                let id = SegmentId(i64::try_from(sentences.len()).unwrap());
                sentences.push(Sentence::new(id, block, "dix lettre"));
            }
        }
        let planned = plan(sentences.clone(), limits);
        assert_eq!(planned.iter().map(Vec::len).collect::<Vec<_>>(), expected);
        assert_eq!(
            planned.into_iter().flatten().collect::<Vec<_>>(),
            sentences,
            "a sentence was lost or moved"
        );
    }

    #[test]
    fn batches_grow_from_a_short_first_one() {
        check(&[1; 40], &limits(16, 10_000), &[4, 8, 16, 12]);
    }

    #[test]
    fn a_batch_ends_with_its_paragraph_where_it_can() {
        check(&[3, 5, 10], &limits(50, 10_000), &[3, 5, 10]);
        check(&[7], &limits(4, 10_000), &[4, 3]);
    }

    #[test]
    fn characters_are_counted_together() {
        check(&[1; 6], &limits(50, 25), &[2, 2, 2]);
        check(&[1; 2], &limits(50, 5), &[1, 1]);
    }

    #[test]
    fn nothing_gives_nothing() {
        check(&[], &limits(50, 100), &[]);
    }

    #[test]
    fn a_sentence_is_sent_on_one_line() {
        assert_eq!(
            Sentence::new(SegmentId(1), 0, "Deux\n  lignes,\tun\r\nblanc.").text,
            "Deux lignes, un blanc."
        );
        let kept = "Une\u{a0}: deux\u{202f}!";
        assert_eq!(
            Sentence::new(SegmentId(1), 0, kept).text,
            kept,
            "no-break spaces belong to the text"
        );
    }
}
