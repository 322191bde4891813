//! Word links: which words of a rendition face which words of the original.

use std::ops::Range;

use visavis_text::flag::Pair;
use visavis_text::link::{WordLink, WordLinks};

use crate::article::{Cell, RenditionId, SegmentId};
use crate::library;
use crate::{Error, Session};

/// How many sentences around this one are learned from. The words of an article come back near where they stood, and
/// learning from all of a book would take longer than a hand takes to move.
const LEARNED_FROM: usize = 600;

/// A sentence with the words that face each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The original; empty where there is no translation.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// The words, in the order of the original.
    pub links: Vec<WordLink>,
}

impl Session {
    /// The words of a sentence that face each other, as far as that is certain enough to be shown.
    pub fn word_links(&self, rendition: RenditionId, segment: SegmentId) -> Result<Linked, Error> {
        let summary = self.library.rendition(rendition)?.rendition;
        let article = self.library.article(summary.article)?;
        let at = article.segments.iter().position(|known| known.id == segment);
        let at = at.ok_or(library::Error::SegmentUnknown(segment))?;
        let near: Range<usize> = at.saturating_sub(LEARNED_FROM / 2)..article.segments.len().min(at + LEARNED_FROM / 2);
        let segments = article.segments.get(near).unwrap_or_default();
        let ids: Vec<SegmentId> = segments.iter().map(|segment| segment.id).collect();
        let cells = self.library.cells(rendition, &ids)?;
        let pairs = segments.iter().zip(&cells).filter_map(|(segment, cell)| {
            let pair = Pair {
                source: article.text(segment),
                target: cell.text()?,
                from: &article.language,
                to: &summary.language,
            };
            Some((segment.id, pair))
        });
        let pairs: Vec<(SegmentId, Pair<'_>)> = pairs.collect();
        let others = pairs.iter().filter(|(id, _)| *id != segment).map(|(_, pair)| *pair);
        let learned = WordLinks::learn(others);
        let Some((_, here)) = pairs.iter().find(|(id, _)| *id == segment) else {
            return Ok(Linked {
                source: String::new(),
                target: String::new(),
                links: Vec::new(),
            });
        };
        let told = segments
            .iter()
            .zip(&cells)
            .find(|(known, _)| known.id == segment)
            .map(|(_, cell)| told_by_engine(cell, here))
            .unwrap_or_default();
        Ok(Linked {
            source: here.source.to_owned(),
            target: here.target.to_owned(),
            links: if told.is_empty() { learned.links(here) } else { told },
        })
    }
}

/// What the engine that made the translation said itself about which words belong together.
fn told_by_engine(cell: &Cell, pair: &Pair<'_>) -> Vec<WordLink> {
    let Cell::Done {
        provenance: Some(provenance),
        ..
    } = cell
    else {
        return Vec::new();
    };
    let links = provenance.alignment.iter().map(|link| WordLink {
        source: link.source.clone(),
        target: link.target.clone(),
    });
    links
        .filter(|link| pair.source.get(link.source.clone()).is_some() && pair.target.get(link.target.clone()).is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::agreement::session_with;

    #[test]
    fn words_of_a_sentence_face_each_other_and_those_of_a_missing_one_face_nothing() {
        let (_folder, session, article, ids) = session_with(&[["The ferry left 11 times.", "He will not come.", ""]]);
        let segments = session.library.article(article).unwrap().segments;
        let linked = session.word_links(ids[0], segments[0].id).unwrap();
        let told: Vec<_> = linked
            .links
            .iter()
            .map(|link| (&linked.source[link.source.clone()], &linked.target[link.target.clone()]))
            .collect();
        assert_eq!(told, [("11", "11")]);
        assert!(session.word_links(ids[0], segments[2].id).unwrap().links.is_empty());
        assert!(session.word_links(ids[0], crate::article::SegmentId(9999)).is_err());
    }
}
