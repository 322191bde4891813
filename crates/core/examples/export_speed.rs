//! Pairs a second that each format writes, for `scripts/bench-export`; and, with a folder, the files themselves.
//!
//!     export_speed PAIRS.jsonl ENDING COUNT [FOLDER]
//!
//! The pairs are lines of `["source", "target"]`, repeated until there are COUNT. Prints the ending, the pairs a second
//! (best of five runs), the bytes written and the most memory in KiB that the process had.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use visavis_core::Language;
use visavis_core::article::{BlockKind, Provenance};
use visavis_core::export::{Column, Error, Export, ExportFormat, Extras, Head, Options, Rendered, Unit, Writer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, pairs, ending, count, rest @ ..] = arguments.as_slice() else {
        return Err("usage: export_speed PAIRS.jsonl ENDING COUNT [FOLDER]".into());
    };
    let format = ExportFormat::from_path(Path::new(&format!("article.{ending}")))?;
    let count: usize = count.parse()?;
    let text = std::fs::read_to_string(pairs)?;
    let pairs: Vec<(String, String)> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let provenance = Provenance {
        engine: "Apertium".to_owned(),
        route: Some("fr → es → en".to_owned()),
        at: "2026-03-12T14:30:00Z".parse()?,
        took_ms: 120,
        requests: 1,
        ..Provenance::default()
    };
    if let [folder, ..] = rest {
        let file = std::fs::File::create(Path::new(folder).join(format!("article.{ending}")))?;
        write(format, &pairs, count, &provenance, io::BufWriter::new(file))?;
        return Ok(());
    }
    let mut best = f64::INFINITY;
    let mut bytes = 0;
    for _ in 0..5 {
        let mut counter = Counter(0);
        let begun = Instant::now();
        write(
            format,
            &pairs,
            count,
            &provenance,
            io::BufWriter::with_capacity(64 * 1024, &mut counter),
        )?;
        best = best.min(begun.elapsed().as_secs_f64());
        bytes = counter.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of pairs")]
    let speed = count as f64 / best;
    writeln!(
        io::stdout(),
        "{ending}\t{speed:.0}\t{bytes}\t{}",
        most_memory().unwrap_or_default()
    )?;
    Ok(())
}

/// Counts what is written, and copies it nowhere: the disk is not measured.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(
    format: ExportFormat,
    pairs: &[(String, String)],
    count: usize,
    provenance: &Provenance,
    out: impl Write,
) -> Result<(), Error> {
    let mut export = Export::new(format, &Options::default(), out);
    export.head(&Head {
        title: "Mesure".to_owned(),
        byline: None,
        source: None,
        published: None,
        language: Language::FRENCH,
        columns: vec![Column {
            label: "Apertium, fr → es → en".to_owned(),
            language: Language::ENGLISH,
            machine: true,
            rough: true,
        }],
        extras: Extras::default(),
        exported: provenance.at,
    })?;
    for (index, (source, target)) in pairs.iter().cycle().take(count).enumerate() {
        export.unit(&Unit {
            number: index + 1,
            // Four sentences a paragraph.
            block: index / 4,
            kind: BlockKind::Paragraph,
            level: 0,
            source,
            marks: Vec::new(),
            notes: Vec::new(),
            rendered: vec![Rendered {
                text: Some(target),
                failure: None,
                edited: false,
                verdict: None,
                flags: Vec::new(),
                provenance: Some(provenance),
            }],
        })?;
    }
    export.finish()
}

/// The most memory this process had, in KiB, where the system says it.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
