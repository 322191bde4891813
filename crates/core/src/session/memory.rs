//! What was translated before, and what a job is told besides the sentences.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use visavis_text::Language;
use visavis_text::compare::{DiffOptions, HunkKind, diff, in_right_order};
use visavis_text::term::Terms;

use super::{Begun, Error, Session};
use crate::article::{Cell, Origin, RenditionId, SegmentId};
use crate::engine::{Engine, EngineConfig, EngineId, GlossaryUse, Term};
use crate::glossary;
use crate::library::{MemoryMatch, Recipe};
use crate::spending;
use crate::translate::Wishes;

/// Matches that are less alike than this are not offered, in per cent.
pub const LEAST_LIKENESS: u8 = 75;

/// A pair of the memory whose original is like a sentence, and how the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The pair.
    pub found: MemoryMatch,
    /// Its original in pieces, each with whether the sentence has it in the same place. Typography is no difference.
    pub pieces: Vec<(String, bool)>,
}

impl Session {
    /// What the memory has that is like a sentence: at least 75 per cent.
    pub fn similar(&self, segment: SegmentId, to: &Language) -> Result<Vec<Similar>, Error> {
        let from = self.library.language_of(segment)?;
        let sentence = self.library.segment_text(segment)?;
        let found = self.library.similar(&from, to, &sentence, LEAST_LIKENESS)?;
        Ok(found
            .into_iter()
            .map(|found| Similar {
                pieces: pieces(&sentence, &found.source),
                found,
            })
            .collect())
    }

    /// Asks again for sentences of a rendition whatever the memory holds. A text that is there stays if the new request
    /// fails; what the reader has edited is not asked for.
    pub fn translate_again(&self, rendition: RenditionId, segments: &[SegmentId]) -> Result<Begun, Error> {
        let engine = match self.library.rendition(rendition)?.rendition.origin {
            Origin::Engine { id, .. } => self.engine(&EngineId(id))?,
            Origin::Human { name } => return Err(Error::EngineUnknown(EngineId(name))),
        };
        let cells = self.library.cells(rendition, segments)?;
        let (mut failed, mut anew) = (Vec::new(), Vec::new());
        for (segment, cell) in segments.iter().zip(cells) {
            match cell {
                Cell::Done { .. } => anew.push(*segment),
                Cell::Failed(_) | Cell::Waiting => failed.push(*segment),
                Cell::Edited { .. } => {}
            }
        }
        self.begin_with(engine, rendition, &failed, anew)
    }

    /// The same for all of a rendition.
    pub fn translate_all_again(&self, rendition: RenditionId) -> Result<Begun, Error> {
        let article = self
            .library
            .article(self.library.rendition(rendition)?.rendition.article)?;
        let segments: Vec<_> = article.segments.iter().map(|segment| segment.id).collect();
        self.translate_again(rendition, &segments)
    }

    /// What a job for a rendition is told.
    pub(super) fn wishes(&self, engine: &dyn Engine, from: &Language, to: &Language) -> Result<Wishes, Error> {
        let settings = self.settings();
        let capabilities = engine.capabilities();
        let entries = match capabilities.glossary {
            GlossaryUse::None => Vec::new(),
            GlossaryUse::InPrompt | GlossaryUse::Native => self.library.terms(from, to)?,
        };
        Ok(Wishes {
            recipe: self.recipe(engine, from, to, &glossary::prepared(&entries).into()),
            glossary: entries
                .into_iter()
                .map(|entry| Term {
                    source: entry.source,
                    target: entry.target,
                })
                .collect(),
            formality: settings.formality,
            context: settings.send_context,
            anew: Vec::new(),
            cap_characters: settings
                .spending
                .cap_characters
                .filter(|_| spending::costs(capabilities)),
        })
    }

    /// The recipe by which an engine translates; none for one that gives the gist only: its answers cost nothing, come in
    /// a moment, and get better when it is updated.
    fn recipe(&self, engine: &dyn Engine, from: &Language, to: &Language, terms: &Arc<Terms>) -> Option<Recipe> {
        if engine.capabilities().rough {
            return None;
        }
        let settings = self.settings();
        let config = settings.engines.iter().find(|config| config.id == *engine.id());
        Some(Recipe {
            from: from.clone(),
            to: to.clone(),
            engine: fingerprint(
                config,
                engine.id(),
                &format!("{:?} {}", settings.formality, settings.send_context),
            ),
            terms: Arc::clone(terms),
        })
    }
}

fn pieces(sentence: &str, found: &str) -> Vec<(String, bool)> {
    let options = DiffOptions {
        ignore_typography: true,
        ..DiffOptions::default()
    };
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for hunk in in_right_order(&diff(sentence, found, options)) {
        let same = hunk.kind == HunkKind::Equal;
        let text = found.get(hunk.right.clone()).unwrap_or_default();
        match pieces.last_mut() {
            Some((before, kind)) if *kind == same => before.push_str(text),
            _ if text.is_empty() => {}
            _ => pieces.push((text.to_owned(), same)),
        }
    }
    pieces
}

/// What of an engine's settings decides how it translates, as one word: its kind and what the kind wants to know. Not its
/// name, its key, the way to it or how hard it is pressed.
fn fingerprint(config: Option<&EngineConfig>, id: &EngineId, wishes: &str) -> String {
    let described = match config {
        Some(config) => {
            // In the order of the alphabet: the same settings give the same word, however they were written.
            let options: BTreeMap<_, _> = config.options.iter().collect();
            format!("{} {options:?}", config.kind)
        }
        None => id.0.clone(),
    };
    let digest = Sha256::digest(format!("{described} {wishes}"));
    digest
        .iter()
        .take(12)
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_says_what_the_sentence_does_not_have() {
        let check = |sentence: &str, found: &str, expected: &[(&str, bool)]| {
            let pieces = pieces(sentence, found);
            let pieces: Vec<_> = pieces.iter().map(|(text, same)| (text.as_str(), *same)).collect();
            assert_eq!(pieces, expected, "{sentence} | {found}");
        };
        check(
            "La nappe baisse.",
            "La nappe monte.",
            &[("La nappe ", true), ("monte", false), (".", true)],
        );
        check("La nappe baisse.", "La nappe baisse.", &[("La nappe baisse.", true)]);
        check("L’été !", "L'été !", &[("L'été !", true)]);
    }

    #[test]
    fn only_what_changes_a_translation_makes_another_fingerprint() {
        let id = EngineId("a".to_owned());
        let of = |config: &EngineConfig| fingerprint(Some(config), &id, "default true");
        let config = EngineConfig::new("a", "A", "libretranslate").with("url", "http://x");
        let mut renamed = config.clone();
        renamed.name = "B".to_owned();
        renamed.network.request_seconds = Some(5);
        renamed.key = crate::engine::KeySource::Keychain;
        assert_eq!(of(&config), of(&renamed));
        assert_ne!(of(&config), of(&config.clone().with("url", "http://y")));
        assert_ne!(of(&config), fingerprint(Some(&config), &id, "more true"));
    }
}
