//! Segments JSON Lines with one of the segmenters compared, or times it.
use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Instant;

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};
use visavis_text::{Language, segment::{Segmenter, srx::SrxDocument}};

type Run = Box<dyn Fn(&str) -> Vec<(usize, usize)>>;

/// The segmenter called `name`; `srx:FILE` runs the `srx` crate on the rules of FILE,
/// `visavis-srx:FILE` our own reader, `visavis-export` our rules after their export to SRX.
fn segmenter(name: &str) -> Result<Run, Box<dyn Error>> {
    let language: Language = "fr".parse()?;
    Ok(match name.split_once(':').unwrap_or((name, "")) {
        ("visavis", _) => {
            let ours = Segmenter::new(&language);
            Box::new(move |text| ours.ranges(text).map(|range| (range.start, range.end)).collect())
        }
        ("icu4x", _) => {
            let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
            Box::new(move |text| pairs(icu.segment_str(text)))
        }
        ("sentencex", _) => Box::new(|text| {
            let mut at = 0;
            let mut found = Vec::new();
            for sentence in sentencex::segment("fr", text) {
                found.push((at, at + sentence.len()));
                at += sentence.len();
            }
            found
        }),
        ("visavis-srx", file) => {
            let document = SrxDocument::parse(&std::fs::read_to_string(file)?)?;
            let (ours, _) = Segmenter::with_srx(&language, &document);
            Box::new(move |text| ours.ranges(text).map(|range| (range.start, range.end)).collect())
        }
        ("visavis-export", _) => {
            let document = SrxDocument::of(&Segmenter::new(&language));
            let (ours, _) = Segmenter::with_srx(&language, &document);
            Box::new(move |text| ours.ranges(text).map(|range| (range.start, range.end)).collect())
        }
        ("srx", file) => {
            let rules: srx::SRX = std::fs::read_to_string(file)?.parse()?;
            let rules = rules.language_rules("fr");
            Box::new(move |text| rules.split_ranges(text).into_iter().map(|range| (range.start, range.end)).collect())
        }
        _ => return Err(format!("no segmenter is called {name}").into()),
    })
}

fn pairs(breaks: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let breaks: Vec<usize> = breaks.collect();
    breaks.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["segment", name] => segment(name),
        ["time", file, names @ ..] => time(file, names),
        _ => Err("usage: segment-peers segment NAME <in.jsonl >out.jsonl | time FILE NAME...".into()),
    }
}

/// Reads lines with "id" and "text", writes lines with "id" and "sentences".
fn segment(name: &str) -> Result<(), Box<dyn Error>> {
    let run = segmenter(name)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let item: serde_json::Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().ok_or("a line has no text")?;
        let sentences: Vec<&str> = run(text).iter().map(|&(start, end)| text[start..end].trim()).collect();
        writeln!(out, "{}", serde_json::json!({ "id": item["id"], "sentences": sentences }))?;
    }
    Ok(())
}

/// Prints the median characters a second of each segmenter over the lines of FILE, taken in turn, five times each.
fn time(file: &str, names: &[&str]) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let characters = lines.iter().map(|line| line.chars().count()).sum::<usize>();
    let runs: Vec<Run> = names.iter().map(|name| segmenter(name)).collect::<Result<_, _>>()?;
    let mut seconds = vec![Vec::new(); names.len()];
    let mut sentences = vec![0; names.len()];
    for _ in 0..5 {
        for (index, run) in runs.iter().enumerate() {
            let start = Instant::now();
            sentences[index] = lines.iter().map(|line| std::hint::black_box(run(line)).len()).sum::<usize>();
            seconds[index].push(start.elapsed().as_secs_f64());
        }
    }
    for (index, name) in names.iter().enumerate() {
        seconds[index].sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "a count of characters is far below 2^53")]
        let speed = characters as f64 / seconds[index][2];
        println!("{}\t{speed:.0}\t{}", name.split(':').next().unwrap_or(name), sentences[index]);
    }
    Ok(())
}
