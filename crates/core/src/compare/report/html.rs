//! The report as one HTML page, to read and to print. No script, nothing from any network.

use std::fmt::Write as _;

use visavis_text::Language;
use visavis_text::compare::HunkKind;

use super::{MOST_DIVERGENT, Words, name, pieces};
use crate::compare::{Comparison, Facing, Row, kind_name};

const STYLE: &str = include_str!("report.css");

pub(super) fn page(comparison: &Comparison, reader: &Language) -> String {
    let words = Words::of(reader);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, comparison, words, reader);
    out
}

fn write(out: &mut String, comparison: &Comparison, words: &Words, reader: &Language) -> std::fmt::Result {
    let title = escaped(&comparison.title);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <p class=\"kicker\">{}</p>\n<h1 lang=\"{}\">{title}</h1>",
        words.tag, words.comparison, words.comparison, comparison.language
    )?;
    scores(out, comparison, words)?;
    writeln!(out, "<h2>{}</h2>", words.along)?;
    distribution(out, comparison, words)?;
    flags(out, comparison, words, reader)?;
    divergent(out, comparison, words)?;
    table(out, comparison, words)?;
    writeln!(out, "</body>\n</html>")
}

fn scores(out: &mut String, comparison: &Comparison, words: &Words) -> std::fmt::Result {
    writeln!(
        out,
        "<table class=\"scores\"><thead><tr><th>{}</th><th>{}</th><th>chrF++</th><th>BLEU</th><th>TER</th></tr></thead><tbody>",
        words.version, words.sentences
    )?;
    let scored = comparison.renditions.iter().zip(&comparison.scores).enumerate();
    for (index, (summary, scores)) in scored {
        let base = if index == comparison.base {
            format!(" <span class=\"base\">{}</span>", words.base)
        } else {
            String::new()
        };
        write!(
            out,
            "<tr><th scope=\"row\">{}{base}</th><td>{}/{}</td>",
            escaped(&name(&summary.rendition)),
            summary.done,
            summary.total
        )?;
        match scores {
            Some(figures) => figures
                .iter()
                .try_for_each(|figure| write!(out, "<td>{figure:.1}</td>"))?,
            None => write!(out, "<td>–</td><td>–</td><td>–</td>")?,
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table>\n<p class=\"note\">{}</p>", words.scores_note)
}

/// A bar for each sentence, as high as the versions agree; what cannot be compared leaves a gap.
fn distribution(out: &mut String, comparison: &Comparison, words: &Words) -> std::fmt::Result {
    let count = comparison.rows.len().max(1);
    write!(
        out,
        "<svg class=\"along\" viewBox=\"0 0 {count} 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        words.along
    )?;
    for (index, row) in comparison.rows.iter().enumerate() {
        if let Some(agreement) = row.agreement() {
            let top = 100.0 - agreement;
            write!(
                out,
                "<rect x=\"{index}.1\" y=\"{top:.1}\" width=\"0.8\" height=\"{agreement:.1}\"><title>{}: {agreement:.0}</title></rect>",
                row.number
            )?;
        }
    }
    writeln!(out, "</svg>")
}

fn flags(out: &mut String, comparison: &Comparison, words: &Words, reader: &Language) -> std::fmt::Result {
    writeln!(out, "<h2>{}</h2>", words.flags)?;
    let mut items = String::new();
    for row in &comparison.rows {
        for (cell, summary) in row.cells.iter().zip(&comparison.renditions) {
            for raised in cell.flags.iter().filter(|raised| !raised.dismissed) {
                writeln!(
                    items,
                    "<li><a href=\"#s{}\">{}</a> {}: <b>⚑ {}.</b> {}</li>",
                    row.number,
                    row.number,
                    escaped(summary.rendition.origin.name()),
                    escaped(kind_name(raised.flag.kind, reader)),
                    escaped(&raised.sentence(reader))
                )?;
            }
        }
    }
    if items.is_empty() {
        writeln!(out, "<p>{}</p>", words.no_flags)
    } else {
        writeln!(out, "<ul class=\"flags\">\n{items}</ul>")
    }
}

fn divergent(out: &mut String, comparison: &Comparison, words: &Words) -> std::fmt::Result {
    let rows = comparison.most_divergent();
    let rows: Vec<&Row> = rows.iter().filter_map(|index| comparison.rows.get(*index)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>{}</h2>\n<ol class=\"divergent\">", words.divergent)?;
    for row in rows.iter().take(MOST_DIVERGENT) {
        writeln!(
            out,
            "<li><a href=\"#s{}\">{}</a> <span class=\"score\">{:.0}</span> <span lang=\"{}\">{}</span></li>",
            row.number,
            row.number,
            row.agreement().unwrap_or_default(),
            comparison.language,
            escaped(&row.source)
        )?;
    }
    writeln!(out, "</ol>")
}

fn table(out: &mut String, comparison: &Comparison, words: &Words) -> std::fmt::Result {
    writeln!(
        out,
        "<h2>{}</h2>\n<p class=\"note\"><mark class=\"changed\">{}</mark> · <mark class=\"moved\">{}</mark></p>\n\
         <table class=\"sentences\"><thead><tr><th></th><th>{}</th>",
        words.sentences, words.legend_changed, words.legend_moved, words.original
    )?;
    for summary in &comparison.renditions {
        write!(out, "<th>{}</th>", escaped(summary.rendition.origin.name()))?;
    }
    writeln!(out, "<th>{}</th></tr></thead><tbody>", words.agreement)?;
    for row in &comparison.rows {
        write!(
            out,
            "<tr id=\"s{}\"><td class=\"number\">{}</td><td lang=\"{}\">{}</td>",
            row.number,
            row.number,
            comparison.language,
            escaped(&row.source)
        )?;
        for (cell, summary) in row.cells.iter().zip(&comparison.renditions) {
            write!(out, "<td lang=\"{}\">", summary.rendition.language)?;
            sentence(out, cell, words)?;
            write!(out, "</td>")?;
        }
        match row.agreement() {
            Some(agreement) => writeln!(out, "<td class=\"score\">{agreement:.0}</td></tr>")?,
            None => writeln!(out, "<td class=\"score\">–</td></tr>")?,
        }
    }
    writeln!(out, "</tbody></table>")
}

fn sentence(out: &mut String, cell: &Facing, words: &Words) -> std::fmt::Result {
    if cell.text.is_none() {
        return write!(
            out,
            "<span class=\"missing\" lang=\"{}\">{}</span>",
            words.tag, words.missing
        );
    }
    for (kind, text) in pieces(cell) {
        let text = escaped(text);
        match kind {
            HunkKind::Equal | HunkKind::OnlyLeft => write!(out, "{text}")?,
            HunkKind::Changed | HunkKind::OnlyRight => write!(out, "<mark class=\"changed\">{text}</mark>")?,
            HunkKind::Moved => write!(out, "<mark class=\"moved\">{text}</mark>")?,
        }
    }
    Ok(())
}

/// Text for HTML; control characters that it forbids become the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            control if control.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
