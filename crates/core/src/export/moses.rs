//! Plain text files in parallel, as trainers of translation models read them (the Moses format): line N of one faces
//! line N of the other. Zipped, as OPUS hands them out, so that the files of a pair cannot be parted.
//!
//! For one rendition the archive holds `article.fr-en.fr` and `article.fr-en.en`; for several, a pair for each, called by
//! its column. A pair has only the sentences that are translated in its column, so that its lines face one another.
//!
//! # Incomplete support
//!
//! A line is a sentence, so white space other than plain spaces is written as one space; numbers, kinds, states and
//! markup are left out.
//!
//! # Errors
//!
//! [`Error::Empty`] at the end, if no pair was written.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Seek as _, Write};

use super::container::{self, Container};
use super::title::slug;
use super::{Error, Head, Unit, Writer};

/// An archive being made.
pub(super) struct Moses<W: Write> {
    archive: Container<W>,
    pairs: Vec<Pair>,
}

/// The two files of one column, until they go into the archive.
struct Pair {
    names: [String; 2],
    files: [BufWriter<File>; 2],
    is_empty: bool,
}

impl<W: Write> Moses<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            archive: Container::new(out),
            pairs: Vec::new(),
        }
    }
}

impl<W: Write> Writer for Moses<W> {
    fn head(&mut self, head: &Head) -> Result<(), Error> {
        let mut taken = HashSet::new();
        for column in &head.columns {
            let stem = match head.columns.len() {
                1 => "article".to_owned(),
                _ => slug(&column.label),
            };
            let pair = |number: usize| {
                let number = if number == 1 {
                    String::new()
                } else {
                    format!("-{number}")
                };
                format!("{stem}{number}.{}-{}", head.language, column.language)
            };
            // As many names as there are pairs before it, and one more: one of them is free.
            let stem = (1..=self.pairs.len() + 1)
                .map(pair)
                .find(|stem| taken.insert(stem.clone()))
                .unwrap_or_default();
            self.pairs.push(Pair {
                names: [
                    format!("{stem}.{}", head.language),
                    format!("{stem}.{}", column.language),
                ],
                files: [
                    BufWriter::new(tempfile::tempfile()?),
                    BufWriter::new(tempfile::tempfile()?),
                ],
                is_empty: true,
            });
        }
        Ok(())
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Result<(), Error> {
        for (rendered, pair) in unit.rendered.iter().zip(&mut self.pairs) {
            if let Some(text) = rendered.text {
                pair.is_empty = false;
                write_line(&mut pair.files[0], unit.source)?;
                write_line(&mut pair.files[1], text)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.pairs.iter().all(|pair| pair.is_empty) {
            return Err(Error::Empty);
        }
        for Pair { names, files, .. } in self.pairs.drain(..).filter(|pair| !pair.is_empty) {
            let [name, other_name] = &names;
            let [file, other_file] = files;
            // To compress takes longer than all the rest: the two files of a pair are compressed at the same time.
            let (one, other) = std::thread::scope(|scope| {
                let other = scope.spawn(|| compressed(other_name, other_file));
                (compressed(name, file), other.join())
            });
            self.archive.add(one?)?;
            self.archive
                .add(other.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?)?;
        }
        self.archive.finish()
    }
}

/// A file as an archive of its own, to be taken over as it is.
fn compressed(name: &str, file: BufWriter<File>) -> Result<File, Error> {
    let mut file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.rewind()?;
    container::quickly(name, file)
}

/// One line: white space and what ends a line anywhere are spaces.
fn write_line(out: &mut impl Write, text: &str) -> Result<(), Error> {
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    let mut rest = text.trim_matches(is_space);
    if !is_one_line(rest) {
        while let Some(at) = rest.find(is_space) {
            let (word, from) = rest.split_at(at);
            let after = from.trim_start_matches(is_space);
            let space = &from[..from.len() - after.len()];
            out.write_all(word.as_bytes())?;
            out.write_all(if is_kept(space) { space.as_bytes() } else { b" " })?;
            rest = after;
        }
    }
    out.write_all(rest.as_bytes())?;
    Ok(out.write_all(b"\n")?)
}

/// Whether a text can be written as it is: its white space is single spaces, as in nearly every sentence.
fn is_one_line(text: &str) -> bool {
    let mut after_space = false;
    text.chars().all(|c| {
        let is_space = c.is_whitespace() || c.is_control();
        let stays = !is_space || (!after_space && is_kept(c.encode_utf8(&mut [0; 4])));
        after_space = is_space;
        stays
    })
}

/// No-break spaces are letters of French, not layout.
fn is_kept(space: &str) -> bool {
    matches!(space, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_line() {
        for (text, line) in [
            ("Il vint.", "Il vint."),
            (" a\t\tb\r\nc ", "a b c"),
            ("Où ?\u{a0}Là\u{202f}!", "Où ?\u{a0}Là\u{202f}!"),
            ("a\u{2028}b\u{85}c", "a b c"),
            ("\u{1}", ""),
            ("deux  espaces \u{a0}; trois", "deux espaces ; trois"),
        ] {
            let mut out = Vec::new();
            write_line(&mut out, text).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{line}\n"));
        }
    }
}
