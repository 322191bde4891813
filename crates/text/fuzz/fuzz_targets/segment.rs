//! Any bytes that are text are cut without a panic, in order, and without losing a byte.
//!
//! The first byte chooses the language, the second how many of the first characters are the reader's exception.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use visavis_text::segment::Segmenter;

static SEGMENTERS: LazyLock<Vec<Segmenter>> = LazyLock::new(|| {
    let tags = ["fr", "en", "de", "es", "it", "pt", "nl", "ja"];
    tags.iter().map(|tag| Segmenter::new(&tag.parse().expect("a tag"))).collect()
});

fuzz_target!(|data: &[u8]| {
    let [language, exception, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let segmenter = &SEGMENTERS[usize::from(*language) % SEGMENTERS.len()];
    check(segmenter, text);
    let length = usize::from(*exception) % 16;
    if length > 0 {
        let exception: String = text.chars().take(length).collect();
        check(&segmenter.clone().with_exceptions([exception]), text);
    }
});

fn check(segmenter: &Segmenter, text: &str) {
    let mut end = 0;
    for range in segmenter.ranges(text) {
        let gap = &text[end..range.start];
        assert!(gap.trim().is_empty(), "lost {gap:?}");
        let sentence = &text[range.clone()];
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{sentence:?}");
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "lost {:?}", &text[end..]);
}
