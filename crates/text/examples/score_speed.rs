//! Scores one translation with every metric, for `scripts/bench-score`: `score_speed HYPOTHESIS REFERENCE` prints, for each
//! metric, its name, the score, and the sentences scored in a second (best of five runs). With `--sentences METRIC` first
//! it prints the score of each sentence instead; with `--diff` first, how long the differences of the two files as
//! whole texts take (best of five runs, milliseconds), and how many pieces there are.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the crate does no I/O and has no clock; this program measures it"
)]

use std::error::Error;
use std::time::Instant;

use visavis_text::compare::{DiffOptions, Metric, diff};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<_> = std::env::args().skip(1).collect();
    let mut of_sentences = None;
    let of_differences = arguments.first().is_some_and(|first| first == "--diff");
    if of_differences {
        arguments.remove(0);
    }
    if arguments.first().is_some_and(|first| first == "--sentences") {
        let name = arguments.drain(..2).next_back();
        of_sentences = Metric::ALL
            .into_iter()
            .find(|metric| Some(metric.name()) == name.as_deref());
    }
    let [hypotheses, references] = arguments.as_slice() else {
        return Err("usage: score_speed [--sentences METRIC | --diff] HYPOTHESIS REFERENCE".into());
    };
    let (hypotheses, references) = (
        std::fs::read_to_string(hypotheses)?,
        std::fs::read_to_string(references)?,
    );
    if of_differences {
        let mut best = f64::INFINITY;
        let mut hunks = 0;
        for _ in 0..5 {
            let start = Instant::now();
            hunks = diff(&hypotheses, &references, DiffOptions::default()).len();
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{:.1} ms\t{hunks} pieces", best * 1000.0);
        return Ok(());
    }
    let (hypotheses, references): (Vec<_>, Vec<_>) = (hypotheses.lines().collect(), references.lines().collect());
    if let Some(metric) = of_sentences {
        for (hypothesis, reference) in hypotheses.iter().zip(&references) {
            println!("{}", metric.sentence(hypothesis, reference));
        }
        return Ok(());
    }
    for metric in Metric::ALL {
        let mut best = f64::INFINITY;
        let mut score = 0.0;
        for _ in 0..5 {
            let start = Instant::now();
            score = metric.corpus(&hypotheses, &references)?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        let sentences = f64::from(u32::try_from(references.len())?);
        println!("{}\t{score}\t{:.0}", metric.name(), sentences / best);
    }
    Ok(())
}
