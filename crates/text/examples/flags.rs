//! Prints the flags of sentence pairs: one line of kinds, reasons and texts for each pair, empty when there is none.
//!
//! `cargo run -p visavis-text --example flags -- FRENCH ENGLISH` with files of one sentence a line.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the crate does no I/O; this example reads the files it is given"
)]

use std::process::ExitCode;

use visavis_text::Language;
use visavis_text::flag::{Pair, flags};

fn main() -> ExitCode {
    let files: Vec<_> = std::env::args()
        .skip(1)
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    let [french, english] = files.as_slice() else {
        println!("usage: flags FRENCH ENGLISH");
        return ExitCode::from(2);
    };
    for (source, target) in french.lines().zip(english.lines()) {
        let pair = Pair {
            source,
            target,
            from: &Language::FRENCH,
            to: &Language::ENGLISH,
        };
        let told = flags(&pair).into_iter().map(|flag| {
            let texts = flag.source.iter().filter_map(|range| source.get(range.clone()));
            let others = flag.target.iter().filter_map(|range| target.get(range.clone()));
            let texts: Vec<_> = texts.chain(["/"]).chain(others).collect();
            format!(
                "{}:{}:{}",
                flag.kind.as_str(),
                flag.reason.as_str(),
                texts.join(" ").replace(['\t', ';'], " ")
            )
        });
        println!("{}", told.collect::<Vec<_>>().join("\t"));
    }
    ExitCode::SUCCESS
}
