//! Picking: a sentence, or a part of one, is taken from a rendition into the reader's own.
//!
//! The reader's rendition is one by hand, the first of its language that was begun by a pick. What is taken is an edit of
//! that rendition like any other; where its words came from is kept beside it ([`Piece`]).

use std::ops::Range;

use visavis_text::compare::{DiffOptions, Hunk, HunkKind, diff, in_right_order};

use super::pieces::{Piece, PieceOrigin, carry, splice};
use crate::article::{Cell, Origin, RenditionId, RenditionStatus, SegmentId};
use crate::library::{self, RenditionSummary};
use crate::{Error, Session};

/// What a pick made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// The reader's rendition, as it stands now.
    pub rendition: RenditionSummary,
    /// What it has for the sentence now.
    pub cell: Cell,
    /// Where its words came from.
    pub pieces: Vec<Piece>,
}

impl Session {
    /// Takes a sentence of a rendition into the reader's own, or some bytes of it (`part`): then what faces them there
    /// gives way to them. `name` is what the reader's rendition is called if it has to be begun.
    ///
    /// # Errors
    /// [`library::Error::SegmentUnknown`] when the rendition has no text for the sentence.
    pub fn pick(
        &self,
        from: RenditionId,
        segment: SegmentId,
        part: Option<Range<usize>>,
        name: &str,
    ) -> Result<Picked, Error> {
        let source = self.library.rendition(from)?.rendition;
        let cell = self.library.cells(from, &[segment])?.pop().unwrap_or(Cell::Waiting);
        let Some(text) = cell.text().map(str::to_owned) else {
            return Err(library::Error::SegmentUnknown(segment).into());
        };
        let into = if let Some(id) = self.library.assembled(source.article, &source.language)? {
            id
        } else {
            let origin = Origin::Human { name: name.to_owned() };
            let begun = self
                .library
                .begin_rendition(source.article, &source.language, &origin)?;
            self.library.set_status(begun.rendition.id, RenditionStatus::Finished)?;
            self.library.mark_assembled(begun.rendition.id)?;
            begun.rendition.id
        };
        let before = self.library.cells(into, &[segment])?.pop().unwrap_or(Cell::Waiting);
        let origin = PieceOrigin::Rendition {
            rendition: from.0,
            name: source.origin.name().to_owned(),
            provenance: match cell {
                Cell::Done { provenance, .. } => provenance,
                _ => None,
            },
        };
        let (text, pieces) = match (before.text(), part) {
            (Some(old), Some(part)) if into != from => {
                let pieces = self.pieces(into, segment)?;
                let (left, right) = facing(old, &text, &part);
                let new = text.get(right).unwrap_or_default();
                let (head, tail) = (
                    old.get(..left.start).unwrap_or_default(),
                    old.get(left.end..).unwrap_or_default(),
                );
                (format!("{head}{new}{tail}"), splice(&pieces, &left, new.len(), &origin))
            }
            _ => {
                let piece = Piece {
                    range: 0..text.len(),
                    origin,
                };
                (text, vec![piece])
            }
        };
        // By hand, like any other edit: so that it can be undone.
        self.library.edit(into, segment, &text)?;
        let cell = self.library.cells(into, &[segment])?.pop().unwrap_or(Cell::Waiting);
        self.library.keep_pieces(into, segment, &text, &pieces)?;
        Ok(Picked {
            rendition: self.library.rendition(into)?,
            cell,
            pieces,
        })
    }

    /// Where the words of a sentence came from: its pieces as they were picked, with what the reader has changed since.
    /// Empty when nothing was picked into it.
    pub fn pieces(&self, rendition: RenditionId, segment: SegmentId) -> Result<Vec<Piece>, Error> {
        let cell = self
            .library
            .cells(rendition, &[segment])?
            .pop()
            .unwrap_or(Cell::Waiting);
        let Some(text) = cell.text() else {
            return Ok(Vec::new());
        };
        Ok(match self.library.kept_pieces(rendition, segment)? {
            Some((picked, pieces)) if picked == *text => pieces,
            Some((picked, pieces)) => carry(&pieces, &picked, text),
            None => Vec::new(),
        })
    }
}

/// What of `old` faces the bytes `part` of `new`, and the bytes of `new` to take for it: `part`, grown to whole differences
/// at its ends.
fn facing(old: &str, new: &str, part: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let hunks = diff(old, new, DiffOptions::default());
    let ordered = in_right_order(&hunks);
    let mut touched = ordered
        .iter()
        .filter(|hunk| hunk.right.start < part.end && part.start < hunk.right.end && !hunk.right.is_empty());
    let Some(first) = touched.next() else {
        return (0..old.len(), 0..new.len());
    };
    let last = touched.next_back().unwrap_or(first);
    let inside = |hunk: &Hunk, at: usize| hunk.left.start + (at - hunk.right.start);
    let (left_start, right_start) = match first.kind {
        HunkKind::Equal => {
            let at = part.start.max(first.right.start);
            (inside(first, at), at)
        }
        _ => (first.left.start, first.right.start),
    };
    let (left_end, right_end) = match last.kind {
        HunkKind::Equal => {
            let at = part.end.min(last.right.end);
            (inside(last, at), at)
        }
        _ => (last.left.end, last.right.end),
    };
    // A phrase that moved may face something behind what ends the part: then the whole sentence is taken.
    if left_start > left_end || !old.is_char_boundary(left_start) || !old.is_char_boundary(left_end) {
        return (0..old.len(), 0..new.len());
    }
    (left_start..left_end, right_start..right_end)
}

#[cfg(test)]
mod tests {
    use super::super::agreement::session_with;
    use super::*;

    fn names(picked: &Picked) -> Vec<(String, String)> {
        let text = picked.cell.text().unwrap();
        let named = picked.pieces.iter().map(|piece| {
            let name = match &piece.origin {
                PieceOrigin::Rendition { name, .. } => name.clone(),
                PieceOrigin::Reader => "reader".to_owned(),
            };
            (name, text[piece.range.clone()].to_owned())
        });
        named.collect()
    }

    #[test]
    fn sentences_and_parts_are_taken_with_their_origin() {
        let (_folder, session, article, ids) = session_with(&[
            ["The ferry left 12 times.", "He won't come.", "Anouk laughs."],
            ["The boat left 11 times.", "He will not come.", "Anouk is laughing."],
        ]);
        let segments = session.library.article(article).unwrap().segments;
        let first = segments[0].id;
        let picked = session.pick(ids[0], first, None, "My version").unwrap();
        assert_eq!(picked.cell.text(), Some("The ferry left 12 times."));
        let mine = picked.rendition.rendition.id;
        assert!(!ids.contains(&mine));

        let part = session.pick(ids[1], first, Some(14..16), "My version").unwrap();
        assert_eq!(
            part.rendition.rendition.id, mine,
            "there is one version of the reader's in a language"
        );
        assert_eq!(part.cell.text(), Some("The ferry left 11 times."));
        let told = names(&part);
        let told: Vec<_> = told.iter().map(|(name, words)| (name.as_str(), words.trim())).collect();
        assert_eq!(
            told,
            [
                ("Version 1", "The ferry left"),
                ("Version 2", "11"),
                ("Version 1", "times.")
            ]
        );

        let text = "The old ferry left 11 times.".to_owned();
        let edited = Cell::Edited { text, original: None };
        session.library.record(mine, &[(first, edited)]).unwrap();
        let origins: Vec<_> = session
            .pieces(mine, first)
            .unwrap()
            .into_iter()
            .map(|piece| piece.origin)
            .collect();
        assert!(
            origins.contains(&PieceOrigin::Reader),
            "what the reader wrote is the reader's"
        );

        let other = session.pick(ids[1], segments[2].id, None, "My version").unwrap();
        assert_eq!(other.cell.text(), Some("Anouk is laughing."));
        let again = session.pick(ids[0], segments[2].id, None, "My version").unwrap();
        assert_eq!(again.cell.text(), Some("Anouk laughs."));
        assert!(again.rendition.assembled && !session.library.rendition(ids[0]).unwrap().assembled);

        session.library.undo(article).unwrap();
        let cells = session.library.cells(mine, &[segments[2].id]).unwrap();
        assert_eq!(
            cells[0].text(),
            Some("Anouk is laughing."),
            "what was taken is taken back"
        );
    }

    #[test]
    fn what_is_not_there_cannot_be_taken() {
        let (_folder, session, article, ids) = session_with(&[["", "b", "c"]]);
        let first = session.library.article(article).unwrap().segments[0].id;
        assert!(session.pick(ids[0], first, None, "My version").is_err());
        assert_eq!(session.library.summary(article).unwrap().renditions.len(), 1);
    }

    #[test]
    fn what_faces_a_part_grows_to_whole_differences() {
        let (old, new) = ("a red house stands there", "a small blue house stands here");
        assert_eq!(facing(old, new, &(3..5)).0, 2..6);
        let (left, right) = facing(old, new, &(0..new.len()));
        assert_eq!((left, right), (0..old.len(), 0..new.len()));
    }
}
