//! Scores of four systems on FLORES-200 dev (997 sentences), against figures of sacreBLEU.
//!
//! The data is not ours to ship: set `VISAVIS_BENCH_DATA` to a folder with `systems/flores-dev.en` and
//! `systems/flores-dev.<system>.en`, one sentence a line. Without it the test says so and checks nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the crate does no I/O; this test reads the data it is given"
)]

use std::path::Path;

use visavis_text::compare::Metric;

/// sacreBLEU 2.6.0, Python 3.11: `corpus_score(hypotheses, [references]).score` of `CHRF(word_order=2)`, `BLEU()`, `TER()`;
/// then the sum of `sentence_score` over all sentences of `CHRF(word_order=2)`, `BLEU(effective_order=True)`, `TER()`.
const FIGURES: [(&str, [f64; 3], [f64; 3]); 4] = [
    (
        "google",
        [70.021_294, 48.685_623, 37.200_535],
        [69_828.037_262, 46_661.933_322, 37_113.448_056],
    ),
    (
        "microsoft",
        [69.898_448, 49.762_337, 37.229_169],
        [69_659.130_790, 46_945.962_080, 37_245.706_082],
    ),
    (
        "bergamot-tiny",
        [66.285_035, 43.667_008, 42.574_210],
        [66_050.599_235, 41_324.112_327, 42_652.927_975],
    ),
    (
        "bergamot-base-memory",
        [66.878_953, 44.307_258, 42.073_113],
        [66_625.994_845, 41_989.802_428, 42_091.116_376],
    ),
];

#[test]
fn figures_are_those_of_sacrebleu() {
    let Ok(folder) = std::env::var("VISAVIS_BENCH_DATA") else {
        eprintln!("VISAVIS_BENCH_DATA is not set: nothing checked");
        return;
    };
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join("systems").join(name)).unwrap();
    let references = read("flores-dev.en");
    let references: Vec<_> = references.lines().collect();
    for (system, of_corpus, of_sentences) in FIGURES {
        let hypotheses = read(&format!("flores-dev.{system}.en"));
        let hypotheses: Vec<_> = hypotheses.lines().collect();
        for ((metric, of_corpus), of_sentences) in Metric::ALL.into_iter().zip(of_corpus).zip(of_sentences) {
            let score = metric.corpus(&hypotheses, &references).unwrap();
            let pairs = hypotheses.iter().zip(&references);
            let sum: f64 = pairs
                .map(|(hypothesis, reference)| metric.sentence(hypothesis, reference))
                .sum();
            let name = metric.name();
            assert!(
                (score - of_corpus).abs() < 1e-6,
                "{system}: {name} {score} is not {of_corpus}"
            );
            assert!(
                (sum - of_sentences).abs() < 1e-4,
                "{system}: sum of {name} {sum} is not {of_sentences}"
            );
        }
    }
}
