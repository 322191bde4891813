//! Everything about one sentence: what the inspector shows beside the page.

use crate::article::{Cell, RenditionId, SegmentId};
use crate::library::{Alternative, Change, Verdict};
use crate::session::{Error, Session};

pub use visavis_text::compare::{Hunk, HunkKind};

/// One sentence in one rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The rendition.
    pub rendition: RenditionId,
    /// What it has for the sentence.
    pub cell: Cell,
    /// What the reader thinks of it.
    pub verdict: Option<Verdict>,
}

/// What is known about a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The sentence.
    pub segment: SegmentId,
    /// What every rendition of its article has for it, oldest rendition first.
    pub versions: Vec<Version>,
    /// Answers the reader asked other engines for.
    pub alternatives: Vec<Alternative>,
    /// The reader's note.
    pub note: Option<String>,
    /// What was done to it by hand, the latest first.
    pub history: Vec<Change>,
    /// Whether the last change of the article can be undone, and whether one can be done again.
    pub can_undo: (bool, bool),
}

impl Session {
    /// What is known about a sentence.
    pub fn inspect(&self, segment: SegmentId) -> Result<Inspection, Error> {
        let article = self.library.article_of(segment)?;
        let mut versions = Vec::new();
        for summary in self.library.summary(article)?.renditions {
            let rendition = summary.rendition.id;
            for cell in self.library.cells(rendition, &[segment])? {
                versions.push(Version {
                    rendition,
                    cell,
                    verdict: self.library.verdict(rendition, segment)?,
                });
            }
        }
        Ok(Inspection {
            segment,
            versions,
            alternatives: self.library.alternatives(segment)?,
            note: self.library.note(segment)?,
            history: self.library.history(segment)?,
            can_undo: self.library.can_undo(article)?,
        })
    }
}

/// What differs between a base, on the left, and another version of the same sentence. Every difference counts, marks
/// and quotation marks too: the reader decides what matters.
pub fn differences(base: &str, other: &str) -> Vec<Hunk> {
    visavis_text::compare::diff(base, other, visavis_text::compare::DiffOptions::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind, Draft, Origin};

    #[tokio::test]
    async fn a_sentence_is_shown_in_every_rendition_also_where_it_waits() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: crate::Language::FRENCH,
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                ..Block::paragraph("Il pleut. Elle lit.")
            }],
        };
        let article = session.add(&draft).unwrap().article;
        let segment = session.library.article(article).unwrap().segments[1].id;
        let by = |name: &str| {
            let origin = Origin::Human { name: name.to_owned() };
            let begun = session
                .library
                .begin_rendition(article, &crate::Language::ENGLISH, &origin);
            begun.unwrap().rendition.id
        };
        let (first, second) = (by("A"), by("B"));
        let done = Cell::Done {
            text: "She reads.".to_owned(),
            provenance: None,
        };
        session.library.record(first, &[(segment, done.clone())]).unwrap();
        let versions = session.inspect(segment).unwrap().versions;
        let waiting = Cell::Waiting;
        assert_eq!(
            versions.iter().map(|v| (v.rendition, &v.cell)).collect::<Vec<_>>(),
            [(first, &done), (second, &waiting)]
        );
        assert!(session.inspect(SegmentId(99)).is_err());
    }

    #[test]
    fn a_number_that_changed_is_told_apart_from_what_stayed() {
        let hunks = differences("It paid 18,000 euros.", "It paid 80,000 euros.");
        let changed: Vec<_> = hunks.iter().filter(|hunk| hunk.kind != HunkKind::Equal).collect();
        assert_eq!(changed.len(), 1, "{hunks:?}");
        assert_eq!((changed[0].left.clone(), changed[0].right.clone()), (8..15, 8..15));
    }
}
