//! The base for languages without rules of their own: Unicode Standard Annex #29, « Sentence Boundaries ».

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::iterators::SentenceBreakIterator;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use icu_segmenter::scaffold::Utf8;

/// The sentences of one block by the rules of Unicode alone.
pub(super) struct UnicodeSentences<'a> {
    text: &'a str,
    breaks: SentenceBreakIterator<'static, 'a, Utf8>,
    start: usize,
}

impl<'a> UnicodeSentences<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut breaks = SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(text);
        let start = breaks.next().unwrap_or(0);
        Self { text, breaks, start }
    }
}

impl Iterator for UnicodeSentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let end = self.breaks.next().filter(|&end| self.text.is_char_boundary(end))?;
        let start = std::mem::replace(&mut self.start, end);
        Some(start..end)
    }
}
