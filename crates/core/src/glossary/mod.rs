//! Glossaries: what a term is to become in another language, in and out of files.
//!
//! One glossary for each pair of languages. Engines that take glossaries get it with the request, language models in
//! their instructions; whether a term was honoured is told by [`visavis_text::term`], whoever translated.
//!
//! Files: tab-separated values (`.tsv`, `.txt`) and TBX-Basic (`.tbx`, `.xml`), each read and written.

mod tbx;
mod tsv;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use visavis_text::Language;
use visavis_text::term::{Term, Terms};

use crate::{ErrorCode, export};

/// The largest file taken, in bytes: some hundred thousand terms.
const MAX_BYTES: u64 = 20_000_000;
/// The longest side of a term, in characters. What is longer is no term but a text.
const MAX_CHARACTERS: usize = 200;

/// A term and what it is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// In the language of the original; on one line, never empty.
    pub source: String,
    /// In the language of the translation; on one line, never empty.
    pub target: String,
    /// What the reader wants to remember about it.
    pub note: Option<String>,
}

impl Entry {
    /// An entry on one line; none when a side is empty, longer than 200 characters, or holds no letter or digit.
    pub fn new(source: &str, target: &str, note: Option<&str>) -> Option<Self> {
        let plain = |text: &str| {
            let line = one_line(text);
            let fits = line.chars().count() <= MAX_CHARACTERS && line.chars().any(char::is_alphanumeric);
            fits.then_some(line)
        };
        Some(Self {
            source: plain(source)?,
            target: plain(target)?,
            note: note.map(one_line).filter(|note| !note.is_empty()),
        })
    }
}

/// Text on one line, without what XML cannot hold: control characters, U+FFFE and U+FFFF.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| {
        c.is_ascii_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The formats of glossaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlossaryFormat {
    /// Tab-separated values.
    Tsv,
    /// TBX-Basic.
    Tbx,
}

impl GlossaryFormat {
    /// The format that a file's ending says.
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "tsv" | "txt" | "tab" => Ok(Self::Tsv),
            "tbx" | "xml" => Ok(Self::Tbx),
            _ => Err(Error::FormatUnknown { path: path.to_owned() }),
        }
    }
}

/// A failure to read or write a glossary.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file's ending says no format we know.
    #[error("{}: glossaries are files that end in .tsv or .tbx", path.display())]
    FormatUnknown {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// It is larger than is taken, or not UTF-8 text.
    #[error("it is {what}")]
    NotText {
        /// What it is.
        what: &'static str,
    },
    /// It is no well-formed XML.
    #[error("not well-formed XML at byte {byte}: {reason}")]
    Xml {
        /// Where, in bytes from its start.
        byte: u64,
        /// What the XML reader said.
        reason: String,
    },
    /// There is no term of these languages in it.
    #[error("it has no term from {from} to {to}")]
    NoTerms {
        /// Language of the terms wanted.
        from: Language,
        /// Language of what they become.
        to: Language,
    },
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] export::Error),
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::FormatUnknown { .. } => ErrorCode::GlossaryFormatUnknown,
            Self::Unreadable { .. } | Self::NotText { .. } | Self::Xml { .. } => ErrorCode::GlossaryUnreadable,
            Self::NoTerms { .. } => ErrorCode::GlossaryEmpty,
            Self::Write(error) => error.code(),
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its entries of the languages asked for; never empty.
    pub entries: Vec<Entry>,
    /// Rows or concepts that were left out: no counterpart in the language wanted, or no term at all.
    pub left_out: usize,
}

/// Reads the terms of a pair of languages from a file.
pub fn read_file(path: &Path, from: &Language, to: &Language) -> Result<Read, Error> {
    let format = GlossaryFormat::from_path(path)?;
    let unreadable = |reason| Error::Unreadable {
        path: path.to_owned(),
        reason,
    };
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_BYTES {
        return Err(Error::NotText {
            what: "too large for a glossary",
        });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| Error::NotText { what: "not UTF-8 text" })?;
    read(&text, format, from, to)
}

/// Reads the terms of a pair of languages from a text.
pub fn read(text: &str, format: GlossaryFormat, from: &Language, to: &Language) -> Result<Read, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = match format {
        GlossaryFormat::Tsv => tsv::read(text, from, to),
        GlossaryFormat::Tbx => tbx::read(text, from, to)?,
    };
    if read.entries.is_empty() {
        return Err(Error::NoTerms {
            from: from.clone(),
            to: to.clone(),
        });
    }
    Ok(read)
}

/// Writes a glossary to a file; its ending says the format.
pub fn write_file(
    path: &Path,
    overwrite: bool,
    (from, to): (&Language, &Language),
    entries: &[Entry],
) -> Result<(), Error> {
    let format = GlossaryFormat::from_path(path)?;
    Ok(export::to_file(path, overwrite, |out| {
        Ok(write(out, format, (from, to), entries)?)
    })?)
}

/// Writes a glossary.
pub fn write(
    out: &mut dyn Write,
    format: GlossaryFormat,
    (from, to): (&Language, &Language),
    entries: &[Entry],
) -> io::Result<()> {
    match format {
        GlossaryFormat::Tsv => tsv::write(out, from, to, entries),
        GlossaryFormat::Tbx => tbx::write(out, from, to, entries),
    }
}

/// The terms, prepared for looking at translations.
pub fn prepared(entries: &[Entry]) -> Terms {
    Terms::new(entries.iter().map(|entry| Term {
        source: entry.source.clone(),
        target: entry.target.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in proptest::collection::vec((".{1,20}", ".{1,20}", ".{0,10}"), 1..8)) {
            let entries: Vec<_> = rows.iter().filter_map(|(source, target, note)| Entry::new(source, target, Some(note))).collect();
            prop_assume!(!entries.is_empty());
            for format in [GlossaryFormat::Tsv, GlossaryFormat::Tbx] {
                let mut out = Vec::new();
                write(&mut out, format, (&Language::FRENCH, &Language::ENGLISH), &entries).unwrap();
                let text = String::from_utf8(out).unwrap();
                let read = read(&text, format, &Language::FRENCH, &Language::ENGLISH).unwrap();
                prop_assert_eq!(&read.entries, &entries, "{}", text);
                prop_assert_eq!(read.left_out, 0);
            }
        }
    }

    #[test]
    fn a_side_without_a_word_is_no_term() {
        for (source, target) in [("", "a"), ("a", " \t"), ("…", "a"), (&"a".repeat(201), "a")] {
            assert_eq!(Entry::new(source, target, None), None, "{source}");
        }
        let entry = Entry::new(" nappe\n phréatique ", "water\ttable", Some(" ")).unwrap();
        assert_eq!(
            (entry.source.as_str(), entry.target.as_str(), entry.note),
            ("nappe phréatique", "water table", None)
        );
    }
}
