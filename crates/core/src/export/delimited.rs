//! CSV and TSV: one row a sentence under a row of names.
//!
//! Columns: `number` and `block` (both from 1), `kind` (with its level: `heading 2`), `original [fr]`, then for each
//! rendition its text under `label [en]` and its state under `label [en] state`. A state is `done`, `edited`, `waiting`
//! or `failed: ` and the reason; the text of the last two is empty. Columns of the same name are numbered: `label (2) [en]`.
//! Where an article has them, the reader's verdict stands under `label [en] verdict`, reasons to look twice under
//! `label [en] flags`, and the reader's notes under `notes` in the last column; several are parted by line ends.
//!
//! **CSV** is RFC 4180: UTF-8, CRLF, cells quoted where they must be. A spreadsheet takes a cell that begins with
//! `=`, `+`, `-`, `@` or their full-width forms, a tab or a line end for a formula, quoted or not, so such a cell is
//! written with an apostrophe before it (as OWASP advises for CSV injection). [`unguarded`] takes it away again; so that
//! nothing else loses one, a cell that begins with apostrophes and then one of these gets one more.
//!
//! **TSV** is for programs: UTF-8, LF, never quoted, and a line is always a sentence: in cells, tab, line feed, carriage
//! return and backslash are written `\t`, `\n`, `\r` and `\\` (as in PostgreSQL's COPY and Linear TSV).
//! [`unescaped`] reads them. Nothing guards against formulas: do not open it in a spreadsheet.
//!
//! # Incomplete support
//!
//! Inline markup and provenance are left out. The label of a column cannot be told from its language if it ends in one
//! in brackets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;

use super::{Error, Extras, Head, Rendered, Unit, Verdict, Writer, kind_name};

/// A table being written.
pub(super) struct Delimited<W: Write> {
    rows: csv::Writer<W>,
    dialect: Dialect,
    extras: Extras,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Csv { byte_order_mark: bool },
    Tsv,
}

impl<W: Write> Delimited<W> {
    pub(super) fn csv(out: W, byte_order_mark: bool) -> Self {
        let rows = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        Self {
            rows,
            dialect: Dialect::Csv { byte_order_mark },
            extras: Extras::default(),
        }
    }

    pub(super) fn tsv(out: W) -> Self {
        let rows = csv::WriterBuilder::new()
            .delimiter(b'\t')
            .quote_style(csv::QuoteStyle::Never)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        Self {
            rows,
            dialect: Dialect::Tsv,
            extras: Extras::default(),
        }
    }

    fn cell(&mut self, text: &str) -> Result<(), Error> {
        let cell = match self.dialect {
            Dialect::Csv { .. } => guarded(text),
            Dialect::Tsv => escaped(text),
        };
        Ok(self.rows.write_field(cell.as_bytes()).map_err(std::io::Error::from)?)
    }

    fn end_row(&mut self) -> Result<(), Error> {
        Ok(self.rows.write_record(None::<&[u8]>).map_err(std::io::Error::from)?)
    }
}

impl<W: Write> Writer for Delimited<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.extras = head.extras;
        if self.dialect == (Dialect::Csv { byte_order_mark: true }) {
            // The mark becomes the beginning of the first cell, which needs no quotes.
            self.rows.write_field("\u{feff}number").map_err(std::io::Error::from)?;
        } else {
            self.cell("number")?;
        }
        self.cell("block")?;
        self.cell("kind")?;
        self.cell(&format!("original [{}]", head.language))?;
        let mut seen: HashMap<(&str, String), usize> = HashMap::new();
        for column in &head.columns {
            let times = seen.entry((&column.label, column.language.to_string())).or_default();
            *times += 1;
            let name = match times {
                1 => format!("{} [{}]", column.label, column.language),
                times => format!("{} ({times}) [{}]", column.label, column.language),
            };
            self.cell(&name)?;
            self.cell(&format!("{name} state"))?;
            if self.extras.verdicts {
                self.cell(&format!("{name} verdict"))?;
            }
            if self.extras.flags {
                self.cell(&format!("{name} flags"))?;
            }
        }
        if self.extras.notes {
            self.cell("notes")?;
        }
        self.end_row()
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        self.cell(&unit.number.to_string())?;
        self.cell(&(unit.block + 1).to_string())?;
        match unit.level {
            0 => self.cell(kind_name(unit.kind))?,
            level => self.cell(&format!("{} {level}", kind_name(unit.kind)))?,
        }
        self.cell(unit.source)?;
        for rendered in &unit.rendered {
            self.cell(rendered.text.unwrap_or_default())?;
            self.cell(&state(rendered))?;
            if self.extras.verdicts {
                self.cell(rendered.verdict.map_or("", Verdict::name))?;
            }
            if self.extras.flags {
                self.cell(&rendered.flags.join("\n"))?;
            }
        }
        if self.extras.notes {
            self.cell(&unit.notes.join("\n"))?;
        }
        self.end_row()
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(self.rows.flush()?)
    }
}

/// The state of a cell: `done`, `edited`, `waiting`, or `failed: ` and the reason.
pub(super) fn state(rendered: &Rendered<'_>) -> Cow<'static, str> {
    match (rendered.text, &rendered.failure) {
        (None, Some(failure)) => format!("failed: {}", failure.reason).into(),
        _ => rendered.state().into(),
    }
}

/// Whether a spreadsheet would take a cell, apostrophes before it apart, for a formula.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// The text of a cell of a CSV file written here, without the apostrophe that guards it.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

fn escaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['\t', '\n', '\r', '\\']) {
        return cell.into();
    }
    let mut escaped = String::with_capacity(cell.len() + 8);
    for c in cell.chars() {
        match c {
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\\' => escaped.push_str("\\\\"),
            c => escaped.push(c),
        }
    }
    escaped.into()
}

/// The text of a cell of a TSV file written here. A backslash before another letter stands for itself.
pub fn unescaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\\') {
        return cell.into();
    }
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('t') => text.push('\t'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('\\') | None => text.push('\\'),
            Some(other) => text.extend(['\\', other]),
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_nothing_else_is() {
        for (cell, written) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("- Bonjour", "'- Bonjour"),
            ("@SUM(1)", "'@SUM(1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("— Bonjour", "— Bonjour"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
    }

    proptest::proptest! {
        #[test]
        fn cells_come_back(cell in "['=+\\-@\\t\\r\\n\\\\a-c]{0,8}") {
            let (guarded, escaped) = (guarded(&cell).into_owned(), escaped(&cell).into_owned());
            proptest::prop_assert_eq!(unguarded(&guarded), cell.as_str());
            proptest::prop_assert_eq!(unescaped(&escaped), cell.as_str());
            let is_one_cell = !escaped.contains(['\t', '\n', '\r']);
            proptest::prop_assert!(is_one_cell);
        }
    }
}
