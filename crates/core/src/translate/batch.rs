//! Which sentences are sent together.
//!
//! A batch keeps to the engine's limits and to reading order. For an engine that reads across sentences, it is one
//! stretch of the article without gaps and ends at a paragraph's end where it can; for one that reads a single passage along with all texts of a request, it is whole
//! paragraphs and no longer than such a passage. The first batches are short where that costs little time: the reader should
//! see the first sentences at once, and a start-up cost is paid for a few sentences as it is for many.

use std::collections::VecDeque;

use crate::article::SegmentId;
use crate::engine::{Capabilities, ContextUse};

/// One sentence to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its segment.
    pub id: SegmentId,
    /// Index of its block, from 0.
    pub block: usize,
    /// Its place among the article's sentences, from 0.
    pub place: usize,
    /// Its text on one line: runs of white space are one space. Never empty.
    pub text: String,
}

impl Sentence {
    fn characters(&self) -> usize {
        self.text.chars().count()
    }
}

/// A sentence as an engine gets it. A line break inside a sentence is layout, and engines that read line by line would
/// take it for the end of the text.
pub(crate) fn on_one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\t', '\u{b}', '\u{c}', '\u{85}']) {
        text.split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(['\u{2028}', '\u{2029}', '\u{85}'], " ")
    } else {
        text.to_owned()
    }
}

/// Texts in the first batch of a start that grows; every next batch may hold twice as many, up to the engine's limit.
const FIRST_BATCH_TEXTS: usize = 4;

/// A short start may take this share of a job's rounds (requests made at once are one round) on top of them.
const ROUNDS_PER_ROUND_MORE: usize = 20;

/// How a plan begins.
#[derive(Debug, Clone, Copy)]
enum Start {
    /// With a few texts, then twice as many, and so on.
    Growing,
    /// With so many texts; then batches are full.
    With(usize),
}

/// Parts sentences, in order, into batches within the engine's limits. A sentence longer than a request stands alone
/// and is for the caller to refuse.
///
/// Full batches are the fewest, but then the first sentence comes as late as all of its batch. So the shortest start is
/// taken that hardly makes the job longer: a growing one, a few texts alone, or what would be left over for the last
/// batch. An engine that takes one request at a time computes by the word, and a request more costs it little.
pub(super) fn plan(sentences: Vec<Sentence>, limits: &Capabilities) -> VecDeque<Vec<Sentence>> {
    let full = lengths(&sentences, limits, Start::With(usize::MAX));
    let rounds = |lengths: &[usize]| lengths.len().div_ceil(limits.concurrent_requests.max(1));
    let most = rounds(&full) + rounds(&full) / ROUNDS_PER_ROUND_MORE;
    let left_over = full.last().copied().unwrap_or_default();
    let chosen = [Start::Growing, Start::With(FIRST_BATCH_TEXTS), Start::With(left_over)]
        .into_iter()
        .map(|start| lengths(&sentences, limits, start))
        .find(|lengths| limits.concurrent_requests <= 1 || rounds(lengths) <= most)
        .unwrap_or(full);
    let mut sentences = sentences.into_iter();
    chosen
        .into_iter()
        .map(|count| sentences.by_ref().take(count).collect())
        .collect()
}

/// How many sentences each batch of a plan has.
fn lengths(sentences: &[Sentence], limits: &Capabilities, start: Start) -> Vec<usize> {
    let most = limits.texts_per_request.max(1);
    let mut size = match start {
        Start::Growing => FIRST_BATCH_TEXTS,
        Start::With(texts) => texts,
    }
    .clamp(1, most);
    let mut lengths = Vec::new();
    let mut rest = sentences;
    while !rest.is_empty() {
        let count = fill(rest, size, limits);
        lengths.push(count);
        rest = &rest[count..];
        size = match start {
            Start::Growing => (size * 2).min(most),
            Start::With(_) => most,
        };
    }
    lengths
}

/// How many of the next sentences go into one batch; at least one.
fn fill(rest: &[Sentence], most_texts: usize, limits: &Capabilities) -> usize {
    let most_characters = match limits.context {
        ContextUse::Passage { characters } => characters.min(limits.characters_per_request),
        ContextUse::None | ContextUse::Neighbours { .. } => limits.characters_per_request,
    };
    let most_bytes = limits.body.as_ref().map_or(usize::MAX, |body| {
        body.bytes.saturating_sub(body.fixed + context_bytes(limits))
    });
    let (mut characters, mut bytes, mut fits) = (0, 0, 0);
    for sentence in rest.iter().take(most_texts) {
        characters += sentence.characters();
        bytes += limits.body.as_ref().map_or(0, |body| body.cost(&sentence.text));
        let too_much = characters > most_characters || bytes > most_bytes;
        let gap = limits.context != ContextUse::None && fits > 0 && sentence.place != rest[fits - 1].place + 1;
        if fits > 0 && (too_much || gap) {
            break;
        }
        fits += 1;
    }
    if fits == rest.len() {
        return fits;
    }
    let at_paragraph_end = |count: &usize| rest[*count - 1].block != rest[*count].block;
    // Back to the end of a paragraph, unless that would halve the batch or more. Where a batch is a passage, any end
    // will do; where texts mean nothing to each other, a full batch is a request saved.
    let least = match limits.context {
        ContextUse::None => fits,
        ContextUse::Passage { .. } => 1,
        ContextUse::Neighbours { .. } => fits / 2 + 1,
    };
    (least..=fits).rev().find(at_paragraph_end).unwrap_or(fits)
}

/// Bytes set aside in a body for what is sent along to be read: four for a character are enough for any text.
fn context_bytes(limits: &Capabilities) -> usize {
    match limits.context {
        ContextUse::None => 0,
        // Before, after, and the passage itself or the opening.
        ContextUse::Passage { characters } | ContextUse::Neighbours { characters } => characters * 2 * 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::BodyLimit;
    use crate::engine::capabilities::Encoding;

    fn limits(texts: usize, characters: usize) -> Capabilities {
        Capabilities {
            texts_per_request: texts,
            characters_per_request: characters,
            concurrent_requests: 1,
            ..Capabilities::PLAIN
        }
    }

    fn sentence(place: usize, block: usize) -> Sentence {
        Sentence {
            id: SegmentId(i64::try_from(place).unwrap()),
            block,
            place,
            text: "dix lettre".to_owned(),
        }
    }

    /// Sentences of ten characters; `blocks` says how many each block has. The batches' lengths come out.
    fn check(blocks: &[usize], limits: &Capabilities, expected: &[usize]) {
        let mut sentences = Vec::new();
        for (block, count) in blocks.iter().enumerate() {
            for _ in 0..*count {
                sentences.push(sentence(sentences.len(), block));
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

    fn at_once(requests: usize, limits: Capabilities) -> Capabilities {
        Capabilities {
            concurrent_requests: requests,
            ..limits
        }
    }

    #[test]
    fn batches_grow_where_one_is_asked_at_a_time() {
        check(&[1; 40], &limits(16, 10_000), &[4, 8, 16, 12]);
    }

    #[test]
    fn a_short_start_costs_no_round() {
        // Eight requests at once are room for three that grow.
        check(&[1; 40], &at_once(8, limits(16, 10_000)), &[4, 8, 16, 12]);
        // Three are needed, and there is room for one more.
        check(&[1; 48], &at_once(4, limits(16, 10_000)), &[4, 16, 16, 12]);
        // Four are needed and four are made: what is left over comes first.
        check(&[1; 55], &at_once(4, limits(16, 10_000)), &[7, 16, 16, 16]);
        check(&[1; 64], &at_once(4, limits(16, 10_000)), &[16; 4]);
    }

    #[test]
    fn a_short_start_may_cost_a_twentieth() {
        let mut expected = vec![4, 8];
        expected.extend([10; 38]);
        expected.push(8);
        check(&[1; 400], &at_once(2, limits(10, 10_000)), &expected);
    }

    #[test]
    fn a_batch_ends_with_its_paragraph_where_it_can() {
        let context = ContextUse::Neighbours { characters: 100 };
        let reads_on = |texts| Capabilities {
            context,
            ..limits(texts, 10_000)
        };
        check(&[3, 5, 10], &reads_on(50), &[3, 5, 10]);
        check(&[7], &reads_on(4), &[4, 3]);
        check(&[3, 5, 10], &limits(50, 10_000), &[4, 8, 6]);
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
    fn bytes_of_the_encoded_body_are_counted() {
        let body = BodyLimit {
            bytes: 100,
            fixed: 40,
            per_text: 10,
            encoding: Encoding::Json,
        };
        let limits = Capabilities {
            body: Some(body),
            ..limits(50, 10_000)
        };
        check(&[1; 7], &limits, &[3, 3, 1]);
    }

    #[test]
    fn a_passage_is_whole_paragraphs() {
        let limits = Capabilities {
            context: ContextUse::Passage { characters: 60 },
            ..limits(50, 10_000)
        };
        check(&[3, 2, 4, 9], &limits, &[3, 6, 6, 3]);
    }

    #[test]
    fn a_batch_with_context_has_no_gaps() {
        let sentences: Vec<_> = [0, 1, 4, 5, 6, 9]
            .into_iter()
            .map(|place| sentence(place, place / 3))
            .collect();
        let lengths = |context| {
            let limits = Capabilities {
                context,
                ..limits(4, 10_000)
            };
            plan(sentences.clone(), &limits)
                .iter()
                .map(Vec::len)
                .collect::<Vec<_>>()
        };
        assert_eq!(lengths(ContextUse::Neighbours { characters: 100 }), [2, 3, 1]);
        assert_eq!(lengths(ContextUse::None), [4, 2]);
    }

    #[test]
    fn a_sentence_is_sent_on_one_line() {
        assert_eq!(on_one_line("Deux\n  lignes,\tun\r\nblanc."), "Deux lignes, un blanc.");
        let kept = "Une\u{a0}: deux\u{202f}!";
        assert_eq!(on_one_line(kept), kept, "no-break spaces belong to the text");
    }
}
