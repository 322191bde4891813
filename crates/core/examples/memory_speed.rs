//! How long it takes to find what is like a sentence among 100,000 pairs, and to recall 1,000 sentences.
//!
//! `cargo run --release -p visavis-core --example memory_speed`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints, and stops at what it did not expect"
)]

use std::time::Instant;

use visavis_core::Language;
use visavis_core::library::Library;

const PAIRS: usize = 100_000;
const WORDS: [&str; 24] = [
    "la",
    "source",
    "nappe",
    "village",
    "baisse",
    "depuis",
    "dix",
    "ans",
    "personne",
    "ne",
    "sait",
    "pourquoi",
    "le",
    "maire",
    "répond",
    "que",
    "les",
    "habitants",
    "attendent",
    "une",
    "carte",
    "oubliée",
    "dans",
    "archives",
];

/// A sentence of 8 to 28 words, the same for the same number.
fn sentence(number: usize) -> String {
    let mut state = number as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or_default()
    };
    let length = 8 + next() % 21;
    let words: Vec<&str> = (0..length).map(|_| WORDS[next() % WORDS.len()]).collect();
    format!("{} {number}.", words.join(" "))
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path()).unwrap();
    let (from, to) = (Language::FRENCH, Language::ENGLISH);
    let pairs: Vec<(String, String)> = (0..PAIRS)
        .map(|number| (sentence(number), format!("Sentence {number}.")))
        .collect();
    let begun = Instant::now();
    let added = library
        .remember_pairs(
            &from,
            &to,
            "speed.tmx",
            pairs.iter().map(|(source, target)| (source.as_str(), target.as_str())),
        )
        .unwrap();
    println!("{added} pairs kept in {:.1} s", begun.elapsed().as_secs_f64());
    let mut times: Vec<f64> = (0..50)
        .map(|number| {
            let wanted = sentence(number * 997).replace("baisse", "monte");
            let begun = Instant::now();
            let found = library.similar(&from, &to, &wanted, 75).unwrap();
            assert!(!found.is_empty(), "{wanted}");
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "similar sentences: median {:.0} ms, slowest {:.0} ms",
        times[25], times[49]
    );
}
