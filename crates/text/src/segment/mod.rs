//! Sentences: where one ends and the next begins.
//!
//! A block (one paragraph of text) goes in; the byte ranges of its sentences come out. Ranges never overlap, are in
//! order, are never empty, and what lies between, before and after them is white space only: ranges and gaps together
//! give the block back byte for byte.

mod boundary;
mod context;
mod correction;
mod mark;
mod nesting;
mod plain;
mod rules;
mod scan;

use std::ops::Range;
use std::sync::Arc;

pub use correction::{Correction, correct};

use crate::Language;
use boundary::{Place, Verdict};
use nesting::Nesting;
use rules::Rules;

/// Finds the sentences of one language. Cheap to make and to clone; share it freely between threads.
#[derive(Debug, Clone)]
pub struct Segmenter {
    language: Language,
    rules: Arc<Rules>,
    exceptions: Arc<[Box<str>]>,
}

impl Segmenter {
    /// A segmenter with the rules shipped for `language`.
    pub fn new(language: &Language) -> Self {
        Self {
            language: language.clone(),
            rules: Rules::shipped(language).unwrap_or_default(),
            exceptions: Arc::new([]),
        }
    }

    /// The language whose rules are applied.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The sentences of `block`, as byte ranges without surrounding white space. A block of white space has none.
    pub fn ranges<'a>(&'a self, block: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        Sentences {
            segmenter: self,
            text: block,
            at: 0,
            nesting: Nesting::default(),
        }
    }
}

struct Sentences<'a> {
    segmenter: &'a Segmenter,
    text: &'a str,
    at: usize,
    nesting: Nesting,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?;
        let start = self.text.len() - rest.trim_start().len();
        let mut from = start;
        let mut end = self.text.len();
        while let Some(hit) = scan::find(self.text.as_bytes(), from, scan::may_end_a_sentence) {
            let mut place = Place {
                rules: &self.segmenter.rules,
                exceptions: &self.segmenter.exceptions,
                text: self.text,
                start,
                nesting: &mut self.nesting,
            };
            match place.judge(hit) {
                Verdict::EndsAt(at) => {
                    end = at;
                    break;
                }
                Verdict::GoesOn(at) => from = at.max(hit + 1),
            }
        }
        self.at = end;
        let sentence = self.text.get(start..end)?.trim_end();
        (!sentence.is_empty()).then(|| start..start + sentence.len())
    }
}
