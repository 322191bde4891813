//! Sentences: where one ends and the next begins.
//!
//! A block (one paragraph of text) goes in; the byte ranges of its sentences come out. Ranges never overlap, are in
//! order, are never empty, and what lies between, before and after them is white space only: ranges and gaps together
//! give the block back byte for byte.
//!
//! ```
//! use visavis_text::{Language, segment::Segmenter};
//!
//! let segmenter = Segmenter::new(&Language::FRENCH).with_exceptions(["Bibl."]);
//! let block = "« Pourquoi ? » demanda M. Roche. On l'envoya à la Bibl. Mazarine.";
//! let sentences: Vec<&str> = segmenter.ranges(block).map(|range| &block[range]).collect();
//! assert_eq!(sentences, ["« Pourquoi ? » demanda M. Roche.", "On l'envoya à la Bibl. Mazarine."]);
//! ```
//!
//! French is the first language; English, German, Spanish, Italian, Portuguese and Dutch share its rules with lexicons
//! of their own (`data/segment`). Any other language is cut by Unicode Standard Annex #29.
//!
//! # Incomplete support
//!
//! The line and paragraph separators U+2028 and U+2029 are white space here and part nothing. Sentences that lack any
//! final mark are parted only at line ends.

mod boundary;
mod context;
mod correction;
mod mark;
mod nesting;
mod plain;
mod rules;
mod scan;
pub mod srx;
mod unicode;

use std::ops::Range;
use std::sync::Arc;

pub use correction::{Correction, correct};

use crate::Language;
use boundary::{FirstSaid, Place, Verdict};
use nesting::Nesting;
use rules::{Rules, ends_with_phrase};
use srx::{SrxDocument, SrxRules, SrxWarning};
use unicode::UnicodeSentences;

/// Finds the sentences of one language. Cheap to make and to clone; share it freely between threads.
#[derive(Debug, Clone)]
pub struct Segmenter {
    language: Language,
    method: Method,
    /// What the reader told never to break after, white space written as one space.
    exceptions: Arc<[Box<str>]>,
}

/// How the boundaries are found.
#[derive(Debug, Clone)]
enum Method {
    /// By our rules with the lexicon of the language.
    Lexicon(Arc<Rules>),
    /// By Unicode Standard Annex #29.
    Unicode,
    /// By the rules of an SRX file.
    Srx(Arc<SrxRules>),
}

impl Segmenter {
    /// A segmenter with the rules shipped for `language`; without any, by the rules of Unicode.
    pub fn new(language: &Language) -> Self {
        let method = Rules::shipped(language).map_or(Method::Unicode, Method::Lexicon);
        Self {
            language: language.clone(),
            method,
            exceptions: Arc::new([]),
        }
    }

    /// A segmenter by the rules that `document` gives to `language`, and the rules that could not be used. Compiling
    /// the patterns of a large file takes some tenths of a second: keep the segmenter, and clone it.
    pub fn with_srx(language: &Language, document: &SrxDocument) -> (Self, Vec<SrxWarning>) {
        let (rules, warnings) = SrxRules::new(document, language);
        let method = Method::Srx(Arc::new(rules));
        (
            Self {
                language: language.clone(),
                method,
                exceptions: Arc::new([]),
            },
            warnings,
        )
    }

    /// The same segmenter with the reader's list of « never break after … »: each exception is the text before the
    /// place, with its stop (`Bibl.`, `av. J.-C.`, `Yahoo!`). It counts where a word starts; white space of any kind
    /// stands for a space. Replaces earlier exceptions; empty ones are left out.
    #[must_use]
    pub fn with_exceptions<I>(mut self, exceptions: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.exceptions = exceptions
            .into_iter()
            .map(|exception| exception.as_ref().split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|exception| !exception.is_empty())
            .map(String::into_boxed_str)
            .collect();
        self
    }

    /// The reader's exceptions, in the order given.
    pub fn exceptions(&self) -> impl Iterator<Item = &str> {
        self.exceptions.iter().map(|exception| &**exception)
    }

    /// The language whose rules are applied.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The sentences of `block`, as byte ranges without surrounding white space. A block of white space has none.
    pub fn ranges<'a>(&'a self, block: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        match &self.method {
            Method::Lexicon(rules) => Sentences::ByLexicon(ByLexicon {
                rules,
                exceptions: &self.exceptions,
                text: block,
                at: 0,
                nesting: Nesting::default(),
            }),
            Method::Unicode => Sentences::Joined(self.joined(block, Box::new(UnicodeSentences::new(block)))),
            Method::Srx(rules) => Sentences::Joined(self.joined(block, Box::new(rules.pieces(block)))),
        }
    }

    fn joined<'a>(&'a self, text: &'a str, pieces: Box<dyn Iterator<Item = Range<usize>> + 'a>) -> Joined<'a> {
        Joined {
            exceptions: &self.exceptions,
            text,
            pieces,
        }
    }
}

/// The sentences of one block, by whichever method.
enum Sentences<'a> {
    ByLexicon(ByLexicon<'a>),
    Joined(Joined<'a>),
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        match self {
            Self::ByLexicon(sentences) => sentences.next(),
            Self::Joined(sentences) => sentences.next(),
        }
    }
}

/// The sentences of one block by our rules.
struct ByLexicon<'a> {
    rules: &'a Rules,
    exceptions: &'a [Box<str>],
    text: &'a str,
    at: usize,
    nesting: Nesting,
}

impl Iterator for ByLexicon<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.text.len() - self.text.get(self.at..)?.trim_start().len();
        let mut from = start;
        let mut end = self.text.len();
        let mut place = Place {
            rules: self.rules,
            exceptions: self.exceptions,
            text: self.text,
            start,
            nesting: &mut self.nesting,
            said: FirstSaid::default(),
        };
        while let Some(hit) = scan::find(self.text.as_bytes(), from, scan::may_end_a_sentence) {
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

/// Adjoining pieces of a block made into sentences: trimmed, the empty ones dropped, and those joined that an exception
/// parts.
struct Joined<'a> {
    exceptions: &'a [Box<str>],
    text: &'a str,
    pieces: Box<dyn Iterator<Item = Range<usize>> + 'a>,
}

impl Iterator for Joined<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let mut start = None;
        loop {
            let Some(piece) = self.pieces.next() else {
                let start = start?;
                return trimmed(self.text, start..self.text.len());
            };
            let start = *start.get_or_insert(piece.start);
            let Some(sentence) = trimmed(self.text, start..piece.end) else {
                continue;
            };
            let said = self.text.get(sentence.clone()).unwrap_or_default();
            if !self
                .exceptions
                .iter()
                .any(|exception| ends_with_phrase(said, exception))
            {
                return Some(sentence);
            }
        }
    }
}

/// `range` of `text` without the white space around it; `None` when nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = text.get(range.clone())?;
    let start = range.start + piece.len() - piece.trim_start().len();
    let length = piece.trim().len();
    (length > 0).then(|| start..start + length)
}
