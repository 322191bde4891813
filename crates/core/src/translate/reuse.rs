//! What a job need not ask: sentences that the memory has, and sentences that stand in the article more than once.
//!
//! Also what it must not lose: a sentence that the reader wants asked anew keeps its text when the new answer fails.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::batch::Sentence;
use super::job::Wishes;
use crate::article::{Cell, Failure, RenditionId, SegmentId};
use crate::engine::Spent;
use crate::library::{Error, Kept, Library, Recipe};

/// The sentences of one job, as far as the memory is concerned.
pub(super) struct Reuse<'a> {
    recipe: Option<&'a Recipe>,
    /// Asked whatever the memory holds; has a text that stays if that fails.
    anew: HashSet<SegmentId>,
    /// The sentences that are asked, as the engine gets them.
    sources: HashMap<SegmentId, String>,
    /// Sentences of the same text as one that is asked.
    same: HashMap<SegmentId, Vec<SegmentId>>,
    /// Why a sentence that was asked anew kept its old text.
    kept: Mutex<Option<Failure>>,
}

/// Sentences the memory has an answer for, with it, and those that must be asked.
type Parted = (Vec<(SegmentId, Cell)>, Vec<Sentence>);

impl<'a> Reuse<'a> {
    pub(super) fn new(wishes: &'a Wishes) -> Self {
        Self {
            recipe: wishes.recipe.as_ref(),
            anew: wishes.anew.iter().copied().collect(),
            sources: HashMap::new(),
            same: HashMap::new(),
            kept: Mutex::default(),
        }
    }

    /// Parts the sentences into those the memory has an answer for, with it, and those that must be asked, each text
    /// once.
    pub(super) fn part(&mut self, library: &Library, sentences: Vec<Sentence>) -> Result<Parted, Error> {
        let Some(recipe) = self.recipe else {
            self.sources
                .extend(sentences.iter().map(|sentence| (sentence.id, sentence.text.clone())));
            return Ok((Vec::new(), sentences));
        };
        let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let recalled = library.recall(recipe, &texts)?;
        let now = Timestamp::now();
        let (mut known, mut asked) = (Vec::new(), Vec::new());
        let mut first: HashMap<String, SegmentId> = HashMap::new();
        for (sentence, recalled) in sentences.into_iter().zip(recalled) {
            let anew = self.anew.contains(&sentence.id);
            match recalled.filter(|_| !anew) {
                Some(recalled) => known.push((
                    sentence.id,
                    Cell::Done {
                        text: recalled.target,
                        provenance: Some(recalled.provenance.reused(now)),
                    },
                )),
                None => match first.get(&sentence.text).copied() {
                    // Both asked anew, or neither: one that was wanted anew must not be answered by another's failure.
                    Some(leader) if self.anew.contains(&leader) == anew => {
                        self.same.entry(leader).or_default().push(sentence.id);
                    }
                    _ => {
                        first.insert(sentence.text.clone(), sentence.id);
                        self.sources.insert(sentence.id, sentence.text.clone());
                        asked.push(sentence);
                    }
                },
            }
        }
        Ok((known, asked))
    }

    /// Commits what was answered, for all sentences of the same text, and keeps it in the memory. Gives the cells that
    /// are to be told.
    pub(super) fn settle(
        &self,
        library: &Library,
        rendition: RenditionId,
        cells: Vec<(SegmentId, Cell)>,
        spent: Spent,
    ) -> Result<Vec<(SegmentId, Cell)>, Error> {
        let now = Timestamp::now();
        let mut all = Vec::with_capacity(cells.len());
        for (id, cell) in cells {
            for same in self.same.get(&id).into_iter().flatten() {
                all.push((
                    *same,
                    match &cell {
                        Cell::Done { text, provenance } => Cell::Done {
                            text: text.clone(),
                            provenance: provenance.clone().map(|provenance| provenance.reused(now)),
                        },
                        other => other.clone(),
                    },
                ));
            }
            all.push((id, cell));
        }
        all.retain(|(id, cell)| match cell {
            Cell::Failed(failure) if self.anew.contains(id) => {
                *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure.clone());
                false
            }
            _ => true,
        });
        let answers: Vec<Kept<'_>> = all
            .iter()
            .filter_map(|(id, cell)| match cell {
                Cell::Done {
                    text,
                    provenance: Some(provenance),
                } if provenance.reused.is_none() => Some(Kept {
                    source: self.sources.get(id)?,
                    target: text,
                    provenance,
                }),
                _ => None,
            })
            .collect();
        let answers = self.recipe.map(|recipe| (recipe, answers.as_slice()));
        library.record_and_remember(rendition, &all, answers, spent)?;
        Ok(all)
    }

    /// Why a sentence that was asked anew kept its old text, if one did.
    pub(super) fn kept(&self) -> Option<Failure> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
