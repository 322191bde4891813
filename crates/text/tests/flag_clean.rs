//! Pairs of our own that are right: none may have a flag.

use visavis_text::Language;
use visavis_text::flag::{Pair, flags};

/// French and English by turns.
const PAIRS: &str = include_str!("fixtures/flag/clean.txt");

#[test]
fn right_translations_have_no_flag() {
    let lines: Vec<_> = PAIRS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(
        lines.len() >= 160 && lines.len().is_multiple_of(2),
        "{} lines",
        lines.len()
    );
    for pair in lines.chunks_exact(2) {
        let pair = Pair {
            source: pair[0],
            target: pair[1],
            from: &Language::FRENCH,
            to: &Language::ENGLISH,
        };
        assert_eq!(flags(&pair), [], "{} / {}", pair.source, pair.target);
    }
}
