//! A pair made ready: what several flags look at, found once.

use super::Pair;
use super::lexicon::{Lexicon, Names, lexicon, names};
use super::quantity::{Quantity, quantities};
use super::word::{Word, words};

/// One side of a pair.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) words: Vec<Word>,
    pub(super) quantities: Vec<Quantity>,
}

impl<'a> Side<'a> {
    fn of(text: &'a str, lexicon: &'static Lexicon) -> Self {
        let words = words(text);
        let quantities = quantities(text, &words, lexicon);
        Self {
            text,
            lexicon,
            words,
            quantities,
        }
    }
}

/// Both sides of a pair.
pub(super) struct Sides<'a> {
    pub(super) source: Side<'a>,
    pub(super) target: Side<'a>,
    /// What is known about names between the two languages.
    pub(super) names: Option<&'static Names>,
}

impl<'a> Sides<'a> {
    pub(super) fn of(pair: &Pair<'a>) -> Self {
        Self {
            source: Side::of(pair.source, lexicon(pair.from)),
            target: Side::of(pair.target, lexicon(pair.to)),
            names: names(pair.from, pair.to),
        }
    }

    /// Whether both languages have data: where not, what looks lost may only be unknown.
    pub(super) fn both_known(&self) -> bool {
        self.source.lexicon.known && self.target.lexicon.known
    }
}
