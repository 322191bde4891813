//! Sentences: where one ends and the next begins.
//!
//! A block (one paragraph of text) goes in; the byte ranges of its sentences come out. Ranges never overlap, are in
//! order, are never empty, and what lies between, before and after them is white space only: ranges and gaps together
//! give the block back byte for byte.

use std::ops::Range;

use crate::Language;

/// Finds the sentences of one language. Cheap to make and to clone; share it freely between threads.
#[derive(Debug, Clone)]
pub struct Segmenter {
    language: Language,
}

impl Segmenter {
    /// A segmenter with the rules shipped for `language`.
    pub fn new(language: &Language) -> Self {
        Self {
            language: language.clone(),
        }
    }

    /// The language whose rules are applied.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The sentences of `block`, as byte ranges without surrounding white space. A block of white space has none.
    pub fn ranges<'a>(&'a self, block: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            from += block[from..].len() - block[from..].trim_start().len();
            if from >= block.len() {
                return None;
            }
            let start = from;
            from = end_of_sentence(block, start);
            Some(start..start + block[start..from].trim_end().len())
        })
    }
}

/// The offset just after the sentence that starts at `start`: a stop, its closers, then white space and no lower-case
/// letter.
fn end_of_sentence(block: &str, start: usize) -> usize {
    let mut rest = block[start..].char_indices().peekable();
    while let Some((_, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        while rest
            .peek()
            .is_some_and(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '’' | ')' | ']'))
        {
            rest.next();
        }
        let Some(&(gap, c)) = rest.peek() else { break };
        if !c.is_whitespace() {
            continue;
        }
        let after = block[start + gap..].trim_start();
        let next = after
            .chars()
            .find(|c| !matches!(c, '“' | '"' | '«' | '(' | '[' | ' ' | '\u{a0}' | '\u{202f}'));
        if next.is_some_and(|c| !c.is_lowercase()) && !after.starts_with('»') {
            return start + gap;
        }
    }
    block.len()
}
