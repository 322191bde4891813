//! Word links against sentences of our own that were linked by hand: nine in ten of those made must be right.

use std::collections::HashSet;

use visavis_text::Language;
use visavis_text::flag::Pair;
use visavis_text::link::WordLinks;

/// French, English and links by turns; links are `word=word`, parted by semicolons, in lower case.
const GOLD: &str = include_str!("fixtures/link/gold.txt");

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

#[test]
fn nine_links_in_ten_are_right() {
    let lines: Vec<_> = GOLD
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let sentences: Vec<_> = lines.chunks_exact(3).collect();
    assert!(sentences.len() >= 60);
    let pair = |index: usize| Pair {
        source: sentences[index][0],
        target: sentences[index][1],
        from: &FRENCH,
        to: &ENGLISH,
    };
    let (mut made, mut right, mut by_hand) = (0, 0, 0);
    let mut wrong = Vec::new();
    for index in 0..sentences.len() {
        // A sentence does not teach itself.
        let learned = WordLinks::learn((0..sentences.len()).filter(|other| *other != index).map(pair));
        let gold: HashSet<&str> = sentences[index][2].split("; ").collect();
        by_hand += gold.len();
        for link in learned.links(&pair(index)) {
            let (source, target) = (&sentences[index][0][link.source], &sentences[index][1][link.target]);
            let told = format!("{source}={target}").to_lowercase();
            made += 1;
            if gold.contains(told.as_str()) {
                right += 1;
            } else {
                wrong.push(told);
            }
        }
    }
    let precision = f64::from(right) / f64::from(made);
    assert!(made >= 100, "only {made} links of {by_hand} by hand");
    assert!(
        precision >= 0.9,
        "{right} of {made} links are right ({precision:.3}); wrong: {wrong:?}"
    );
}
