//! Which sentences are sent together.
//!
//! A batch keeps to the engine's limits and to reading order. For an engine that reads across sentences, it is one
//! stretch of the article without gaps and ends at a paragraph's end where it can; for one that reads a single passage along with all texts of a request, it is whole
//! paragraphs and no longer than such a passage. The first batches are short: the reader should see the first sentences
//! at once, and a start-up cost is paid for a few sentences as it is for many.

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
        let count = fill(rest.make_contiguous(), size, limits);
        batches.push_back(rest.drain(..count).collect());
        size = (size * 2).min(most);
    }
    batches
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

    #[test]
    fn batches_grow_from_a_short_first_one() {
        check(&[1; 40], &limits(16, 10_000), &[4, 8, 16, 12]);
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
