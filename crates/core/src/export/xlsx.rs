//! XLSX: the table for spreadsheets, without the pitfalls of CSV.
//!
//! The columns are those of [`super::delimited`]: number, block, kind, original, then for each rendition its text and
//! state, and what the reader added where there is any. Texts are texts, whatever sign they begin with; what XML forbids
//! is written as the format has it (`_x0001_`). Rows are written out as they come.
//!
//! # Incomplete support
//!
//! Inline markup and provenance are left out. There is no place for a language but the column's name.
//!
//! # Errors
//!
//! [`Error::CellTooLong`] for a text of more characters than a cell holds; a sheet holds 1,048,575 sentences.

use std::io::{self, BufWriter, Seek as _, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::words::direction;
use super::{Error, Extras, Head, Unit, Verdict, Writer, kind_name};

/// Characters a cell holds, in UTF-16 code units.
const CELL_CHARACTERS: usize = 32_767;
/// Points from line to line in the standard font.
const LINE_POINTS: f64 = 15.0;
/// The highest row there can be, in points.
const HIGHEST_ROW_POINTS: f64 = 409.0;
/// Rows that have a height of their own, at most: the library keeps each in memory until the file is whole, and a workbook
/// of more is data, not a page to be printed.
const ROWS_WITH_HEIGHT: u32 = 20_000;

/// A workbook being written.
pub(super) struct Xlsx<W: Write> {
    out: W,
    workbook: Workbook,
    formats: Vec<Format>,
    plain: Format,
    /// For notes and flags, which are sentences.
    wrapped: Format,
    /// Widths of the columns, in digits of the standard font.
    widths: Vec<f64>,
    extras: Extras,
    row: u32,
}

impl<W: Write> Xlsx<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            workbook: Workbook::new(),
            formats: Vec::new(),
            plain: Format::new().set_align(FormatAlign::Top),
            wrapped: Format::new().set_align(FormatAlign::Top).set_text_wrap(),
            widths: Vec::new(),
            extras: Extras::default(),
            row: 0,
        }
    }
}

/// The row being written, cell by cell.
struct Row<'a> {
    sheet: &'a mut Worksheet,
    widths: &'a [f64],
    number: u32,
    column: u16,
    /// Lines of its highest cell.
    lines: f64,
}

impl Row<'_> {
    fn text(&mut self, text: &str, format: &Format) -> Result<(), Error> {
        let column = self.column;
        self.column += 1;
        if let Some(width) = self.widths.get(usize::from(column)) {
            self.lines = self.lines.max(lines(text, *width));
        }
        if !text.is_empty() {
            self.sheet
                .write_string_with_format(self.number, column, text, format)
                .map_err(failed)?;
        }
        Ok(())
    }

    fn number(&mut self, number: usize, format: &Format) -> Result<(), Error> {
        let column = self.column;
        self.column += 1;
        // Exact up to 2^53, and no article has as many sentences.
        #[expect(clippy::cast_precision_loss, reason = "a count of sentences")]
        let number = number as f64;
        self.sheet
            .write_number_with_format(self.number, column, number, format)
            .map_err(failed)?;
        Ok(())
    }

    /// Makes the row as high as its highest cell: LibreOffice does not do so itself when it prints a file.
    fn end(self) -> Result<(), Error> {
        if self.number >= ROWS_WITH_HEIGHT {
            return Ok(());
        }
        let height = (self.lines.max(1.0) * LINE_POINTS).min(HIGHEST_ROW_POINTS);
        self.sheet.set_row_height(self.number, height).map_err(failed)?;
        Ok(())
    }
}

/// Lines that a text takes in a cell, as far as that can be told without its font: rather one too many.
fn lines(text: &str, width: f64) -> f64 {
    let line = |line: &str| {
        // Signs of East Asia are two digits wide, other letters a little less than one on average; lines end at words.
        let digits = if line.is_ascii() {
            line.len()
        } else {
            line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
        };
        #[expect(clippy::cast_precision_loss, reason = "no cell holds 2^53 characters")]
        let digits = digits as f64;
        (digits * 1.08 / width).ceil().max(1.0)
    };
    text.split('\n').map(line).sum()
}

impl<W: Write> Writer for Xlsx<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        self.extras = head.extras;
        let languages = std::iter::once(&head.language).chain(head.columns.iter().map(|column| &column.language));
        self.formats = languages
            .map(|language| {
                let order = if direction(language) == "rtl" { 2 } else { 1 };
                Format::new()
                    .set_text_wrap()
                    .set_align(FormatAlign::Top)
                    .set_reading_direction(order)
            })
            .collect();
        let mut names: Vec<(String, f64)> = vec![
            ("number".to_owned(), 8.0),
            ("block".to_owned(), 7.0),
            ("kind".to_owned(), 11.0),
            (format!("original [{}]", head.language), 60.0),
        ];
        for column in &head.columns {
            let name = format!("{} [{}]", column.label, column.language);
            names.push((name.clone(), 60.0));
            names.push((format!("{name} state"), 9.0));
            if self.extras.verdicts {
                names.push((format!("{name} verdict"), 9.0));
            }
            if self.extras.flags {
                names.push((format!("{name} flags"), 24.0));
            }
        }
        if self.extras.notes {
            names.push(("notes".to_owned(), 30.0));
        }
        let bold = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00F1_EDE3));
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        for (index, (_, width)) in (0..).zip(&names) {
            sheet.set_column_width(index, *width).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0).map_err(failed)?;
        self.widths = names.iter().map(|(_, width)| *width).collect();
        // Bold is wider; a word of a narrow column's name has a line of its own.
        let widths: Vec<f64> = self.widths.iter().map(|width| width * 0.8).collect();
        let mut row = Row {
            sheet,
            widths: &widths,
            number: 0,
            column: 0,
            lines: 1.0,
        };
        names.iter().try_for_each(|(name, _)| row.text(name, &bold))?;
        row.end()
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        caught(|| self.row(unit))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let mut buffered = BufWriter::new(tempfile::tempfile()?);
        caught(|| {
            if self.row < ROWS_WITH_HEIGHT {
                // Begins the row after the last one, without anything in it: a last row that has a height of its own would
                // be written twice, which no reader takes.
                let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
                sheet.write_blank(self.row + 1, 0, &self.plain).map_err(failed)?;
                sheet.clear_cell(self.row + 1, 0);
            }
            self.workbook.save_to_writer(&mut buffered).map_err(failed)
        })?;
        let mut file = buffered.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.rewind()?;
        io::copy(&mut file, &mut self.out)?;
        Ok(self.out.flush()?)
    }
}

impl<W: Write> Xlsx<W> {
    fn row(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        let texts = std::iter::once(unit.source).chain(unit.rendered.iter().filter_map(|rendered| rendered.text));
        // Bytes are at least as many as code units.
        if texts.clone().any(|text| text.len() > CELL_CHARACTERS)
            && texts.clone().any(|text| text.encode_utf16().count() > CELL_CHARACTERS)
        {
            return Err(Error::CellTooLong {
                sentence: unit.number,
                limit: CELL_CHARACTERS,
            });
        }
        self.row += 1;
        let mut row = Row {
            sheet: self.workbook.worksheet_from_index(0).map_err(failed)?,
            widths: &self.widths,
            number: self.row,
            column: 0,
            lines: 1.0,
        };
        let (plain, extras) = (&self.plain, self.extras);
        row.number(unit.number, plain)?;
        row.number(unit.block + 1, plain)?;
        let kind = match unit.level {
            0 => kind_name(unit.kind).to_owned(),
            level => format!("{} {level}", kind_name(unit.kind)),
        };
        row.text(&kind, plain)?;
        row.text(unit.source, &self.formats[0])?;
        for (rendered, format) in unit.rendered.iter().zip(&self.formats[1..]) {
            row.text(rendered.text.unwrap_or_default(), format)?;
            row.text(&super::delimited::state(rendered), plain)?;
            if extras.verdicts {
                row.text(rendered.verdict.map_or("", Verdict::name), plain)?;
            }
            if extras.flags {
                row.text(&rendered.flags.join("\n"), &self.wrapped)?;
            }
        }
        if extras.notes {
            row.text(&unit.notes.join("\n"), &self.wrapped)?;
        }
        row.end()
    }
}

/// `rust_xlsxwriter` panics when the temporary file it keeps rows in cannot be written, as on a full disk: that is an
/// error like any other.
fn caught(write: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(write)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map_or("the rows could not be kept", String::as_str);
        Err(io::Error::other(said.to_owned()).into())
    })
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => error.into(),
        other => io::Error::other(other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_lines() {
        let check = |text: &str, expected: f64| assert!((lines(text, 60.0) - expected).abs() < 0.1, "{text}");
        check("", 1.0);
        check("une ligne", 1.0);
        check(&"mot ".repeat(30), 3.0);
        check("une\nligne\nde plus", 3.0);
        check(&"字".repeat(60), 3.0);
    }
}
