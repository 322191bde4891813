//! Where each word of a text that was put together came from.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use visavis_text::compare::{DiffOptions, HunkKind, diff, in_right_order};

use crate::article::Provenance;

/// A stretch of a text and its origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its UTF-8 bytes.
    pub range: Range<usize>,
    /// Where it came from.
    pub origin: PieceOrigin,
}

/// Where words came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "most pieces are of renditions, and there are few of them"
)]
pub enum PieceOrigin {
    /// Another rendition.
    Rendition {
        /// Its number.
        rendition: i64,
        /// What it was called.
        name: String,
        /// How it came by the sentence.
        provenance: Option<Provenance>,
    },
    /// The reader's own words.
    Reader,
}

/// Appends a piece; neighbours of one origin become one.
fn push(pieces: &mut Vec<Piece>, range: Range<usize>, origin: &PieceOrigin) {
    if range.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.origin == *origin && last.range.end == range.start => last.range.end = range.end,
        _ => pieces.push(Piece {
            range,
            origin: origin.clone(),
        }),
    }
}

/// The pieces after `replaced` bytes of the text gave way to `length` bytes of `origin`.
pub(super) fn splice(pieces: &[Piece], replaced: &Range<usize>, length: usize, origin: &PieceOrigin) -> Vec<Piece> {
    let mut spliced = Vec::new();
    for piece in pieces {
        let end = piece.range.end.min(replaced.start);
        push(
            &mut spliced,
            piece.range.start..end.max(piece.range.start),
            &piece.origin,
        );
    }
    push(&mut spliced, replaced.start..replaced.start + length, origin);
    for piece in pieces {
        let start = piece.range.start.max(replaced.end);
        if start < piece.range.end {
            let shifted = |at: usize| at - replaced.end + replaced.start + length;
            push(&mut spliced, shifted(start)..shifted(piece.range.end), &piece.origin);
        }
    }
    spliced
}

/// The pieces of a text that the reader has changed since: words that stand keep their origin, new ones are the reader's.
pub(super) fn carry(pieces: &[Piece], before: &str, after: &str) -> Vec<Piece> {
    let hunks = diff(before, after, DiffOptions::default());
    let mut carried = Vec::new();
    for hunk in in_right_order(&hunks) {
        if !matches!(hunk.kind, HunkKind::Equal | HunkKind::Moved) {
            push(&mut carried, hunk.right.clone(), &PieceOrigin::Reader);
            continue;
        }
        for piece in pieces {
            let start = piece.range.start.max(hunk.left.start);
            let end = piece.range.end.min(hunk.left.end);
            if start < end {
                let shifted = |at: usize| at - hunk.left.start + hunk.right.start;
                push(&mut carried, shifted(start)..shifted(end), &piece.origin);
            }
        }
    }
    carried
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(name: &str) -> PieceOrigin {
        PieceOrigin::Rendition {
            rendition: 1,
            name: name.to_owned(),
            provenance: None,
        }
    }

    fn check(pieces: &[Piece], text: &str, expected: &[(&str, &str)]) {
        let told: Vec<_> = pieces
            .iter()
            .map(|piece| {
                let name = match &piece.origin {
                    PieceOrigin::Rendition { name, .. } => name.as_str(),
                    PieceOrigin::Reader => "reader",
                };
                (name, &text[piece.range.clone()])
            })
            .collect();
        assert_eq!(told, expected);
        assert_eq!(
            told.iter().map(|(_, words)| *words).collect::<String>(),
            text,
            "every byte has its origin"
        );
    }

    fn whole(text: &str, name: &str) -> Vec<Piece> {
        vec![Piece {
            range: 0..text.len(),
            origin: from(name),
        }]
    }

    #[test]
    fn a_part_that_is_replaced_has_its_new_origin() {
        let pieces = whole("the old clock", "A");
        let spliced = splice(&pieces, &(4..7), 7, &from("B"));
        check(
            &spliced,
            "the ancient clock",
            &[("A", "the "), ("B", "ancient"), ("A", " clock")],
        );
        let again = splice(&spliced, &(0..11), 3, &from("A"));
        check(&again, "our clock", &[("A", "our clock")]);
        check(&splice(&pieces, &(0..13), 2, &from("B")), "no", &[("B", "no")]);
        check(&splice(&[], &(0..0), 2, &from("B")), "no", &[("B", "no")]);
    }

    #[test]
    fn words_the_reader_left_alone_keep_their_origin() {
        let pieces = splice(&whole("the old clock", "A"), &(4..7), 7, &from("B"));
        let carried = carry(&pieces, "the ancient clock", "the ancient harbour clock");
        check(
            &carried,
            "the ancient harbour clock",
            &[
                ("A", "the "),
                ("B", "ancient"),
                ("A", " "),
                ("reader", "harbour "),
                ("A", "clock"),
            ],
        );
    }
}
