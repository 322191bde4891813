//! How far renditions agree, sentence by sentence and over the article.

use visavis_text::Language;
use visavis_text::compare::{ChrfCounts, DiffOptions, Hunk, Metric, diff};

use super::flags::RaisedFlag;
use crate::article::{ArticleId, RenditionId, SegmentId};
use crate::library::{self, RenditionSummary};
use crate::{Error, Session};

/// Some renditions of an article, held against one of them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The article.
    pub article: ArticleId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// The renditions, in the order they were asked for.
    pub renditions: Vec<RenditionSummary>,
    /// Which of them the others are held against: an index into `renditions`.
    pub base: usize,
    /// For each rendition, chrF++, BLEU and TER of its sentences against the base's, over those that both have; None for
    /// the base itself and where they share no sentence.
    pub scores: Vec<Option<[f64; 3]>>,
    /// Every sentence of the article, in reading order.
    pub rows: Vec<Row>,
}

/// One sentence in every rendition.
#[derive(Debug, Clone)]
pub struct Row {
    /// The sentence.
    pub segment: SegmentId,
    /// Its number in the article, from 1.
    pub number: usize,
    /// Index of its block in the article, from 0.
    pub block: usize,
    /// The original.
    pub source: String,
    /// What each rendition has for it.
    pub cells: Vec<Facing>,
}

/// One sentence in one rendition.
#[derive(Debug, Clone)]
pub struct Facing {
    /// Its text; None where there is none.
    pub text: Option<String>,
    /// chrF++ against the base's text, 0 to 100; None for the base, and where either has no text.
    pub agreement: Option<f64>,
    /// Differences, the base's text on the left; empty where there is nothing to compare.
    pub differences: Vec<Hunk>,
    /// Reasons to look twice at it, muted kinds left out.
    pub flags: Vec<RaisedFlag>,
}

impl Row {
    /// How far the renditions agree where they agree least; None where there is nothing to compare.
    pub fn agreement(&self) -> Option<f64> {
        self.cells.iter().filter_map(|cell| cell.agreement).reduce(f64::min)
    }
}

impl Comparison {
    /// The sentences in which the renditions do not say the same, the most divergent first: indices into `rows`.
    pub fn most_divergent(&self) -> Vec<usize> {
        let mut rows: Vec<(usize, f64)> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(index, row)| Some((index, row.agreement()?)))
            .filter(|(_, agreement)| *agreement < 100.0)
            .collect();
        rows.sort_by(|(_, one), (_, two)| one.total_cmp(two));
        rows.into_iter().map(|(index, _)| index).collect()
    }
}

impl Session {
    /// Holds renditions of an article against one of them (`base`, one of `renditions`; the first where it is not).
    ///
    /// # Errors
    /// Those of the library; a rendition of another article is unknown here.
    pub fn compare(
        &self,
        article: ArticleId,
        renditions: &[RenditionId],
        base: Option<RenditionId>,
        options: DiffOptions,
    ) -> Result<Comparison, Error> {
        let whole = self.library.article(article)?;
        let summaries = renditions
            .iter()
            .map(|id| {
                let summary = self.library.rendition(*id)?;
                if summary.rendition.article == article {
                    Ok(summary)
                } else {
                    Err(library::Error::RenditionUnknown(*id))
                }
            })
            .collect::<Result<Vec<_>, library::Error>>()?;
        let base = base
            .and_then(|base| renditions.iter().position(|id| *id == base))
            .unwrap_or(0);
        let segments: Vec<SegmentId> = whole.segments.iter().map(|segment| segment.id).collect();
        let mut columns = Vec::new();
        for summary in &summaries {
            let id = summary.rendition.id;
            let cells = self.library.cells(id, &segments)?;
            let texts: Vec<Option<String>> = cells.iter().map(|cell| cell.text().map(str::to_owned)).collect();
            let flags = self.flags_of(&whole, &summary.rendition, &texts)?;
            columns.push((texts, flags));
        }
        let base_texts = columns.get(base).map(|(texts, _)| texts.clone()).unwrap_or_default();
        let scores = columns.iter().enumerate().map(|(column, (texts, _))| {
            if column == base {
                return None;
            }
            let shared = texts
                .iter()
                .zip(&base_texts)
                .filter_map(|(one, two)| one.as_deref().zip(two.as_deref()));
            let (ours, theirs): (Vec<&str>, Vec<&str>) = shared.unzip();
            let score = |metric: Metric| metric.corpus(&ours, &theirs).ok();
            Some([score(Metric::Chrf)?, score(Metric::Bleu)?, score(Metric::Ter)?])
        });
        let scores = scores.collect();
        let mut columns: Vec<_> = columns
            .into_iter()
            .map(|(texts, flags)| texts.into_iter().zip(flags))
            .collect();
        let rows = whole.segments.iter().enumerate().map(|(index, segment)| Row {
            segment: segment.id,
            number: index + 1,
            block: segment.block,
            source: whole.text(segment).to_owned(),
            cells: columns
                .iter_mut()
                .enumerate()
                .map(|(column, cells)| {
                    let (text, flags) = cells.next().unwrap_or_default();
                    let other = base_texts.get(index).and_then(Option::as_deref);
                    let pair = text.as_deref().zip(other).filter(|_| column != base);
                    Facing {
                        agreement: pair.map(|(ours, base)| ChrfCounts::of(ours, base).score()),
                        differences: pair.map(|(ours, base)| diff(base, ours, options)).unwrap_or_default(),
                        text,
                        flags,
                    }
                })
                .collect(),
        });
        Ok(Comparison {
            article,
            rows: rows.collect(),
            title: whole.title.clone(),
            language: whole.language.clone(),
            renditions: summaries,
            base,
            scores,
        })
    }
}

#[cfg(test)]
pub(in crate::compare) use tests::session_with;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, RenditionStatus};
    use crate::article::{Cell, Draft, Origin};

    /// A session with an article of three sentences and renditions of it; an empty text is a sentence without one.
    pub(in crate::compare) fn session_with(
        versions: &[[&str; 3]],
    ) -> (tempfile::TempDir, Session, ArticleId, Vec<RenditionId>) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        let draft = Draft {
            title: Some("Le port".to_owned()),
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: vec![Block::paragraph(
                "Le bac est parti 11 fois. Il ne viendra pas. Anouk rit.",
            )],
        };
        let article = session.add(&draft).unwrap().article;
        let segments = session.library.article(article).unwrap().segments;
        let renditions = versions.iter().enumerate().map(|(index, texts)| {
            let origin = Origin::Human {
                name: format!("Version {}", index + 1),
            };
            let id = session
                .library
                .begin_rendition(article, &Language::ENGLISH, &origin)
                .unwrap()
                .rendition
                .id;
            let cells: Vec<_> = segments
                .iter()
                .zip(texts)
                .filter(|(_, text)| !text.is_empty())
                .map(|(segment, text)| {
                    let text = (*text).to_owned();
                    (segment.id, Cell::Done { text, provenance: None })
                })
                .collect();
            session.library.record(id, &cells).unwrap();
            session.library.set_status(id, RenditionStatus::Finished).unwrap();
            id
        });
        let renditions = renditions.collect();
        (folder, session, article, renditions)
    }

    #[test]
    fn sentences_are_held_against_the_base_and_what_is_missing_is_not() {
        let (_folder, session, article, ids) = session_with(&[
            ["The ferry left 11 times.", "He will not come.", "Anouk laughs."],
            ["The ferry left 12 times.", "He will not come.", ""],
        ]);
        let compared = session.compare(article, &ids, None, DiffOptions::default()).unwrap();
        let agreement: Vec<_> = compared.rows.iter().map(Row::agreement).collect();
        assert!(agreement[0].is_some_and(|value| value < 100.0));
        assert_eq!((agreement[1], agreement[2]), (Some(100.0), None));
        assert_eq!(compared.most_divergent(), [0]);
        assert_eq!(compared.scores[0], None);
        assert!(compared.scores[1].is_some());
        let other = session
            .compare(article, &ids, Some(ids[1]), DiffOptions::default())
            .unwrap();
        assert_eq!((other.base, other.scores[1]), (1, None));
    }

    #[test]
    fn a_rendition_of_another_article_is_refused() {
        let (_folder, session, article, ids) = session_with(&[["a", "b", "c"]]);
        let foreign = session.compare(ArticleId(article.0 + 1), &ids, None, DiffOptions::default());
        assert!(foreign.is_err());
        let unknown = session.compare(article, &[RenditionId(99)], None, DiffOptions::default());
        assert!(unknown.is_err());
    }
}
