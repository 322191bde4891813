//! The report as Markdown, with tables as GitHub and most editors read them. What differs from the base is bold, what
//! stands elsewhere there is in italics.

use std::fmt::Write as _;

use visavis_text::Language;
use visavis_text::compare::HunkKind;

use super::{MOST_DIVERGENT, Words, name, pieces};
use crate::compare::{Comparison, Facing, kind_name};

pub(super) fn text(comparison: &Comparison, reader: &Language) -> String {
    let words = Words::of(reader);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, comparison, words, reader);
    out
}

fn write(out: &mut String, comparison: &Comparison, words: &Words, reader: &Language) -> std::fmt::Result {
    writeln!(out, "# {}: {}\n", words.comparison, escaped(&comparison.title))?;
    writeln!(out, "| {} | {} | chrF++ | BLEU | TER |", words.version, words.sentences)?;
    writeln!(out, "|---|---:|---:|---:|---:|")?;
    let scored = comparison.renditions.iter().zip(&comparison.scores).enumerate();
    for (index, (summary, scores)) in scored {
        let label = escaped(&name(&summary.rendition));
        let label = if index == comparison.base {
            format!("{label} ({})", words.base)
        } else {
            label
        };
        write!(out, "| {label} | {} of {} |", summary.done, summary.total)?;
        match scores {
            Some([chrf, bleu, ter]) => writeln!(out, " {chrf:.1} | {bleu:.1} | {ter:.1} |")?,
            None => writeln!(out, " – | – | – |")?,
        }
    }
    writeln!(out, "\n{}\n", words.scores_note)?;

    writeln!(out, "## {}\n", words.flags)?;
    let mut any = false;
    for row in &comparison.rows {
        for (cell, summary) in row.cells.iter().zip(&comparison.renditions) {
            for raised in cell.flags.iter().filter(|raised| !raised.dismissed) {
                any = true;
                writeln!(
                    out,
                    "- {}, {}: **{}.** {}",
                    row.number,
                    escaped(summary.rendition.origin.name()),
                    kind_name(raised.flag.kind, reader),
                    escaped(&raised.sentence(reader))
                )?;
            }
        }
    }
    if !any {
        writeln!(out, "{}", words.no_flags)?;
    }

    writeln!(out, "\n## {}\n", words.divergent)?;
    for index in comparison.most_divergent().into_iter().take(MOST_DIVERGENT) {
        if let Some(row) = comparison.rows.get(index) {
            let agreement = row.agreement().unwrap_or_default();
            writeln!(out, "- {} ({agreement:.0}): {}", row.number, escaped(&row.source))?;
        }
    }

    writeln!(out, "\n## {}\n", words.sentences)?;
    write!(out, "|   | {} |", words.original)?;
    for summary in &comparison.renditions {
        write!(out, " {} |", escaped(summary.rendition.origin.name()))?;
    }
    writeln!(out, " {} |", words.agreement)?;
    writeln!(out, "|---:|---|{}---:|", "---|".repeat(comparison.renditions.len()))?;
    for row in &comparison.rows {
        write!(out, "| {} | {} |", row.number, escaped(&row.source))?;
        for cell in &row.cells {
            write!(out, " {} |", marked(cell, words))?;
        }
        match row.agreement() {
            Some(agreement) => writeln!(out, " {agreement:.0} |")?,
            None => writeln!(out, " – |")?,
        }
    }
    Ok(())
}

/// A sentence with its differences marked.
fn marked(cell: &Facing, words: &Words) -> String {
    if cell.text.is_none() {
        return escaped(words.missing);
    }
    let mut out = String::new();
    for (kind, text) in pieces(cell) {
        let mark = match kind {
            HunkKind::Equal | HunkKind::OnlyLeft => "",
            HunkKind::Changed | HunkKind::OnlyRight => "**",
            HunkKind::Moved => "*",
        };
        // Marks must touch the words they stress.
        let words = text.trim();
        let (start, end) = match text.find(words) {
            Some(start) if !words.is_empty() => (start, start + words.len()),
            _ => {
                out.push_str(&escaped(text));
                continue;
            }
        };
        let space = |range: std::ops::Range<usize>| escaped(text.get(range).unwrap_or_default());
        let (before, after) = (space(0..start), space(end..text.len()));
        out.extend([&before, mark, &escaped(words), mark, &after]);
    }
    out
}

/// Text that Markdown takes as it is, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}
