//! Flags of renditions: raised anew from the texts whenever they are asked for, so that they are never stale; only what
//! the reader has dismissed is kept.

use std::collections::HashSet;
use std::sync::Arc;

use visavis_text::Language;
use visavis_text::flag::{Flag, FlagKind, Pair, Reason, flags, glossary_flags};
use visavis_text::term::Terms;

use super::words;
use crate::article::{Article, ArticleId, Rendition, RenditionId, SegmentId};
use crate::library;
use crate::{Error, Session};

/// A flag on a sentence of a rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedFlag {
    /// The flag.
    pub flag: Flag,
    /// What it speaks of.
    pub said: Said,
    /// Whether the reader has looked at it and waved it away.
    pub dismissed: bool,
}

/// A sentence of a rendition that has flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flagged {
    /// The sentence.
    pub segment: SegmentId,
    /// Its number in the article, from 1.
    pub number: usize,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// Its flags; never empty.
    pub flags: Vec<RaisedFlag>,
}

/// The texts a flag speaks of: with its reason, what it is known by. A sentence that is translated again may raise another
/// flag of the same kind, which has not been dismissed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Said {
    /// Those of the original, joined by commas.
    pub source: String,
    /// Those of the translation; of a term that is missing, what the glossary says.
    pub target: String,
}

impl Said {
    fn of(flag: &Flag, source: &str, target: &str) -> Self {
        let texts = |ranges: &[std::ops::Range<usize>], text: &str| {
            let texts: Vec<_> = ranges.iter().filter_map(|range| text.get(range.clone())).collect();
            texts.join(", ")
        };
        Self {
            source: texts(&flag.source, source),
            target: texts(&flag.target, target),
        }
    }
}

/// Raises the flags of a rendition by what the reader has muted and waved away, and by the glossary of its languages.
pub(crate) struct FlagRaiser {
    muted: Vec<FlagKind>,
    dismissed: HashSet<(SegmentId, Reason, Said)>,
    terms: Arc<Terms>,
    from: Language,
    to: Language,
}

impl FlagRaiser {
    /// The flags of a sentence, those waved away among them and marked as such.
    pub(crate) fn raise(&self, segment: SegmentId, source: &str, target: &str) -> Vec<RaisedFlag> {
        let pair = Pair {
            source,
            target,
            from: &self.from,
            to: &self.to,
        };
        let own = flags(&pair).into_iter().map(|flag| {
            let said = Said::of(&flag, pair.source, pair.target);
            (flag, said)
        });
        let of_glossary = glossary_flags(&pair, &self.terms).into_iter().map(|(flag, term)| {
            let said = Said {
                // What should stand there: there is nothing there to speak of.
                target: term.target.clone(),
                ..Said::of(&flag, pair.source, pair.target)
            };
            (flag, said)
        });
        let all = own
            .chain(of_glossary)
            .filter(|(flag, _)| !self.muted.contains(&flag.kind));
        all.map(|(flag, said)| RaisedFlag {
            dismissed: self.dismissed.contains(&(segment, flag.reason, said.clone())),
            said,
            flag,
        })
        .collect()
    }
}

impl RaisedFlag {
    /// Its reason as a sentence.
    pub fn sentence(&self, reader: &Language) -> String {
        words::sentence(self.flag.reason, &self.said.source, &self.said.target, reader)
    }
}

impl Session {
    /// The flags of some renditions of an article, muted kinds left out: for each rendition the sentences that have any,
    /// in reading order. With `among`, only those sentences are looked at: a book takes seconds.
    pub fn flags(
        &self,
        article: ArticleId,
        renditions: &[RenditionId],
        among: Option<&HashSet<SegmentId>>,
    ) -> Result<Vec<Vec<Flagged>>, Error> {
        let whole = self.library.article(article)?;
        let wanted = |id: &SegmentId| among.is_none_or(|among| among.contains(id));
        let ids = whole.segments.iter().map(|segment| segment.id);
        let segments: Vec<SegmentId> = ids.filter(|id| wanted(id)).collect();
        renditions
            .iter()
            .map(|id| {
                let summary = self.library.rendition(*id)?;
                if summary.rendition.article != article {
                    return Err(library::Error::RenditionUnknown(*id).into());
                }
                let cells = self.library.cells(*id, &segments)?;
                let mut cells = cells.iter();
                let texts = whole.segments.iter().map(|segment| {
                    let cell = if wanted(&segment.id) { cells.next() } else { None };
                    Some(cell?.text()?.to_owned())
                });
                let texts: Vec<Option<String>> = texts.collect();
                let raised = self.flags_of(&whole, &summary.rendition, &texts)?;
                let told = whole.segments.iter().zip(texts).zip(raised).enumerate();
                let told = told.filter_map(|(index, ((segment, text), flags))| {
                    let target = text.filter(|_| !flags.is_empty())?;
                    Some(Flagged {
                        segment: segment.id,
                        number: index + 1,
                        source: whole.text(segment).to_owned(),
                        target,
                        flags,
                    })
                });
                Ok(told.collect())
            })
            .collect()
    }

    /// The flags of one rendition, a list for each segment of the article.
    pub(super) fn flags_of(
        &self,
        article: &Article,
        rendition: &Rendition,
        texts: &[Option<String>],
    ) -> Result<Vec<Vec<RaisedFlag>>, Error> {
        let raiser = self.flag_raiser(&article.language, rendition)?;
        let lists = article.segments.iter().zip(texts).map(|(segment, text)| {
            text.as_ref()
                .map(|target| raiser.raise(segment.id, article.text(segment), target))
                .unwrap_or_default()
        });
        Ok(lists.collect())
    }

    /// What raises the flags of a rendition, sentence by sentence. `from` is the original's language.
    pub(crate) fn flag_raiser(&self, from: &Language, rendition: &Rendition) -> Result<FlagRaiser, Error> {
        Ok(FlagRaiser {
            muted: self.muted_flags(),
            dismissed: self.library.dismissed_flags(rendition.id)?,
            terms: self.terms(from, &rendition.language)?,
            from: from.clone(),
            to: rendition.language.clone(),
        })
    }

    /// The kinds of flags the reader does not want to see.
    pub fn muted_flags(&self) -> Vec<FlagKind> {
        let settings = self.settings();
        settings
            .muted_flags
            .iter()
            .filter_map(|kind| FlagKind::parse(kind))
            .collect()
    }

    /// Mutes a kind of flags everywhere, or lets it speak again.
    pub fn mute_flags(&self, kind: FlagKind, muted: bool) -> Result<Vec<FlagKind>, Error> {
        self.change_settings(|settings| {
            settings.muted_flags.retain(|known| known != kind.as_str());
            if muted {
                settings.muted_flags.push(kind.as_str().to_owned());
            }
        })?;
        Ok(self.muted_flags())
    }

    /// Waves a flag away for good, or takes that back.
    pub fn dismiss_flag(
        &self,
        rendition: RenditionId,
        segment: SegmentId,
        reason: Reason,
        said: &Said,
        dismissed: bool,
    ) -> Result<(), Error> {
        Ok(self.library.dismiss_flag(rendition, segment, reason, said, dismissed)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::agreement::session_with;
    use super::*;

    #[test]
    fn a_dismissed_flag_is_kept_and_another_one_is_not_dismissed_with_it() {
        let texts = ["The ferry left 12 times.", "He will come.", "Anouk laughs."];
        let (folder, session, article, ids) = session_with(&[texts]);
        let raised = session.flags(article, &ids, None).unwrap().remove(0);
        let kinds: Vec<_> = raised.iter().map(|flagged| flagged.flags[0].flag.kind).collect();
        assert_eq!(kinds, [FlagKind::Number, FlagKind::Negation]);
        let (segment, flags) = (&raised[0].segment, &raised[0].flags);
        session
            .dismiss_flag(ids[0], *segment, flags[0].flag.reason, &flags[0].said, true)
            .unwrap();
        drop(session);

        let session = Session::open(folder.path()).unwrap();
        let again = session.flags(article, &ids, None).unwrap().remove(0);
        assert!(again[0].flags[0].dismissed && !again[1].flags[0].dismissed);
        let text = "The ferry left 13 times.".to_owned();
        let edited = crate::article::Cell::Edited { text, original: None };
        session.library.record(ids[0], &[(*segment, edited)]).unwrap();
        let anew = session.flags(article, &ids, None).unwrap().remove(0);
        assert!(!anew[0].flags[0].dismissed, "13 is another fault than 12");
        session
            .dismiss_flag(ids[0], *segment, flags[0].flag.reason, &flags[0].said, false)
            .unwrap();
        assert!(session.library.dismissed_flags(ids[0]).unwrap().is_empty());
    }

    #[test]
    fn of_some_sentences_only_their_own_flags_are_raised() {
        let texts = ["The ferry left 12 times.", "He will come.", "Anouk laughs."];
        let (_folder, session, article, ids) = session_with(&[texts]);
        let all = session.flags(article, &ids, None).unwrap().remove(0);
        for one in &all {
            let among = HashSet::from([one.segment]);
            let own = session.flags(article, &ids, Some(&among)).unwrap().remove(0);
            assert_eq!(own, std::slice::from_ref(one));
        }
        let none = session.flags(article, &ids, Some(&HashSet::new())).unwrap().remove(0);
        assert_eq!(none, []);
    }

    #[test]
    fn a_muted_kind_is_silent_until_it_is_not() {
        let texts = ["The ferry left 12 times.", "He will come.", "Anouk laughs."];
        let (_folder, session, article, ids) = session_with(&[texts]);
        assert_eq!(
            session.mute_flags(FlagKind::Negation, true).unwrap(),
            [FlagKind::Negation]
        );
        assert_eq!(session.flags(article, &ids, None).unwrap()[0].len(), 1);
        assert_eq!(session.mute_flags(FlagKind::Negation, false).unwrap(), []);
        assert_eq!(session.flags(article, &ids, None).unwrap()[0].len(), 2);
    }

    #[test]
    fn a_term_of_the_glossary_that_is_missing_is_told() {
        let texts = ["The ferry left 11 times.", "He will not come.", "Anouk laughs."];
        let (_folder, session, article, ids) = session_with(&[texts]);
        let entry = crate::glossary::Entry::new("bac", "boat", None).unwrap();
        session.keep_term(&Language::FRENCH, &Language::ENGLISH, entry).unwrap();
        let raised = session.flags(article, &ids, None).unwrap().remove(0);
        assert_eq!(
            raised[0].flags[0].sentence(&Language::ENGLISH),
            "The glossary says “boat” for “bac”."
        );
    }

    #[test]
    fn a_flag_says_its_reason() {
        let texts = ["The ferry left 12 times.", "He will not come.", "Anouk laughs."];
        let (_folder, session, article, ids) = session_with(&[texts]);
        let raised = session.flags(article, &ids, None).unwrap().remove(0);
        assert_eq!(
            raised[0].flags[0].sentence(&Language::ENGLISH),
            "The original says 11, the translation 12."
        );
    }
}
