//! Glossaries as tab-separated values: term, counterpart and, if there is one, a note; a row a term.
//!
//! The first row may name the columns by their languages (`fr`, `en`), in any order; a glossary written here has it.
//! Without it the first column is the original. Cells may be quoted, as spreadsheets do when they save.

use std::io::{self, Write};

use visavis_text::Language;

use super::{Entry, Read};

pub(super) fn read(text: &str, from: &Language, to: &Language) -> Read {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut read = Read {
        entries: Vec::new(),
        left_out: 0,
    };
    let (mut source, mut target, mut note) = (0, 1, 2);
    for (index, row) in rows.records().enumerate() {
        // The text is UTF-8 and rows may have any length: there is nothing else to fail on.
        let Ok(row) = row else {
            read.left_out += 1;
            continue;
        };
        if index == 0 {
            let column = |language: &Language| row.iter().position(|cell| names(cell, language));
            if let (Some(of_source), Some(of_target)) = (column(from), column(to)) {
                (source, target) = (of_source, of_target);
                // Other languages may stand between.
                note = row.iter().position(|cell| cell.trim() == "note").unwrap_or(usize::MAX);
                continue;
            }
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |at: usize| row.get(at).unwrap_or_default();
        match Entry::new(cell(source), cell(target), Some(cell(note))) {
            Some(entry) => read.entries.push(entry),
            None => read.left_out += 1,
        }
    }
    read
}

fn names(cell: &str, language: &Language) -> bool {
    cell.parse::<Language>()
        .is_ok_and(|named| named.same_language(language))
}

pub(super) fn write(out: &mut dyn Write, from: &Language, to: &Language, entries: &[Entry]) -> io::Result<()> {
    let mut rows = csv::WriterBuilder::new()
        .delimiter(b'\t')
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(out);
    rows.write_record([from.primary(), to.primary(), "note"])?;
    for entry in entries {
        rows.write_record([&entry.source, &entry.target, entry.note.as_deref().unwrap_or_default()])?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, Option<&str>)], left_out: usize) {
        let read = read(text, &Language::FRENCH, &Language::ENGLISH);
        let found: Vec<_> = read
            .entries
            .iter()
            .map(|entry| (entry.source.as_str(), entry.target.as_str(), entry.note.as_deref()))
            .collect();
        assert_eq!((found.as_slice(), read.left_out), (expected, left_out), "{text:?}");
    }

    #[test]
    fn the_first_row_may_name_the_columns() {
        check("source\tspring\n", &[("source", "spring", None)], 0);
        check("fr\ten\nsource\tspring\n", &[("source", "spring", None)], 0);
        check(
            "en-GB\tde\tFR\tnote\nspring\tQuelle\tsource\tof water\n",
            &[("source", "spring", Some("of water"))],
            0,
        );
        check(
            "source\tspring\tof water\r\n\r\nnappe\twater table",
            &[("source", "spring", Some("of water")), ("nappe", "water table", None)],
            0,
        );
    }

    #[test]
    fn rows_without_a_pair_are_counted() {
        check(
            "source\nnappe\twater table\n\tx\n",
            &[("nappe", "water table", None)],
            2,
        );
        check("\"say \"\"so\"\"\"\tx y\n", &[("say \"so\"", "x y", None)], 0);
        check("", &[], 0);
    }
}
