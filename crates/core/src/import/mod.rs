//! Articles in: bytes or pasted text become a [`Draft`], or a clear reason why not.
//!
//! One file per step: `encoding` makes text of bytes, `plain` and `markdown` make blocks of text, `language`
//! tells what it is written in; `aligned` reads files that bring their translations with them. What a text says is kept to the letter: only line ends and the white space around a
//! line are normalised, and nothing is ever replaced by U+FFFD.
//!
//! # Incomplete support
//!
//! HTML, EPUB and DOCX are not read yet: an HTML file is taken as plain text, the others are refused as binary.
//!
//! # Errors
//!
//! Every function here returns [`Error`], whose [`Error::code`] is what hosts show and scripts match.

mod aligned;
mod encoding;
mod front_matter;
mod language;
mod markdown;
mod plain;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use aligned::{
    Bitext, MAX_ALIGNED_BYTES, TmxUnit, TmxUnits, TmxVariant, Version, is_aligned, read_aligned, read_aligned_bytes,
};
pub use language::detect as detect_language;
use visavis_text::Language;

use crate::ErrorCode;
use crate::article::{Block, BlockKind, Draft};

/// The largest input taken, in bytes. Twenty megabytes hold some three million words.
pub const MAX_BYTES: usize = 20_000_000;

/// What is known about a text before it is read. The default is: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Its file name, with or without a path. The ending tells Markdown from plain text; without one the text itself
    /// is asked.
    pub name: Option<String>,
    /// The language it is in, when the reader said so. Nothing is detected then.
    pub language: Option<Language>,
    /// Where it comes from, for the reader's eye. The text's own front matter comes first; the file's name stands in
    /// when neither says it.
    pub source: Option<String>,
}

/// A text that cannot be taken. No variant carries any of the text.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing, or white space only.
    #[error("there is no text in it")]
    Empty,
    /// Not text.
    #[error("it is not text but {what}")]
    Binary {
        /// What it is instead, with its article: `a PDF file`, `binary data`.
        what: &'static str,
    },
    /// Larger than [`MAX_BYTES`].
    #[error("it is larger than {} MB", limit_bytes / 1_000_000)]
    TooLarge {
        /// The most that is taken, in bytes.
        limit_bytes: usize,
    },
    /// Text in no encoding we know, or damaged: some of it would have to be replaced.
    #[error("its characters cannot be read: it is damaged, or in an encoding that is not known here")]
    Undecodable,
    /// The file could not be read.
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// Standard input, or another stream, could not be read.
    #[error("it cannot be read: {0}")]
    Stream(io::Error),
    /// No original with a translation, in a file that should hold them.
    #[error("there are no pairs in it")]
    NotPairs,
    /// It breaks the rules of its format.
    #[error("it is no {format} file, or damaged: line {line} cannot be read")]
    Damaged {
        /// The format its name promises.
        format: &'static str,
        /// Where, counted from 1.
        line: usize,
    },
    /// The language could not be told, and none was given.
    #[error("its language cannot be told; say which it is")]
    LanguageUnknown,
}

impl Error {
    /// The code hosts and scripts know this failure by.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Empty => ErrorCode::ImportEmpty,
            Self::Binary { .. } => ErrorCode::ImportBinary,
            Self::TooLarge { .. } => ErrorCode::ImportTooLarge,
            Self::Undecodable => ErrorCode::ImportUndecodable,
            Self::Unreadable { .. } | Self::Stream(_) => ErrorCode::ImportUnreadable,
            Self::NotPairs => ErrorCode::ImportNotPairs,
            Self::Damaged { .. } => ErrorCode::ImportDamaged,
            Self::LanguageUnknown => ErrorCode::ImportLanguageUnknown,
        }
    }
}

/// Reads an article from the bytes of a file.
///
/// # Errors
///
/// All but [`Error::Unreadable`] and [`Error::Stream`].
pub fn read(bytes: &[u8], options: &Options) -> Result<Draft, Error> {
    parse(&encoding::decode(bytes)?, options)
}

/// Reads an article from text that is decoded already: what was pasted.
///
/// # Errors
///
/// As [`read`], but never [`Error::Undecodable`].
pub fn read_text(text: &str, options: &Options) -> Result<Draft, Error> {
    parse(encoding::check(text)?, options)
}

/// Reads an article from a file; its name stands for [`Options::name`] when that is not given. A file that is too
/// large is not read to its end.
///
/// # Errors
///
/// Any of [`Error`] but [`Error::Stream`].
pub fn read_file(path: &Path, options: &Options) -> Result<Draft, Error> {
    let unreadable = |reason| Error::Unreadable {
        path: path.to_owned(),
        reason,
    };
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    let bytes = read_bounded(file).map_err(unreadable)?;
    let named = Options {
        name: options
            .name
            .clone()
            .or_else(|| Some(path.file_name()?.to_string_lossy().into_owned())),
        ..options.clone()
    };
    read(&bytes, &named)
}

/// Reads an article from a stream to its end, or until there is too much of it.
///
/// # Errors
///
/// Any of [`Error`] but [`Error::Unreadable`].
pub fn read_from(stream: impl Read, options: &Options) -> Result<Draft, Error> {
    read(&read_bounded(stream).map_err(Error::Stream)?, options)
}

/// The bytes of a stream, one more than is taken at the most: enough for `encoding::decode` to refuse them.
fn read_bounded(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn parse(text: &str, options: &Options) -> Result<Draft, Error> {
    let mut draft = if is_markdown(text, options.name.as_deref()) {
        markdown::read(text)
    } else {
        Parsed {
            blocks: plain::blocks(text),
            ..Parsed::default()
        }
    };
    if draft.blocks.iter().all(|block| block.text.trim().is_empty()) {
        return Err(Error::Empty);
    }
    let language = match options.language.clone().or(draft.language) {
        Some(language) => language,
        None => language::detect_blocks(&draft.blocks).ok_or(Error::LanguageUnknown)?,
    };
    let title = draft
        .blocks
        .first()
        .filter(|block| block.kind == BlockKind::Title)
        .map(|block| block.text.clone());
    let source = draft
        .source
        .take()
        .or_else(|| options.source.clone())
        .or_else(|| options.name.as_deref().map(|name| file_name(name).to_owned()));
    Ok(Draft {
        title,
        byline: draft.byline,
        source,
        published: draft.published,
        language,
        blocks: draft.blocks,
    })
}

/// What a format tells about a text: its blocks, and what its front matter says.
#[derive(Debug, Default)]
struct Parsed {
    blocks: Vec<Block>,
    byline: Option<String>,
    source: Option<String>,
    published: Option<String>,
    language: Option<Language>,
}

/// The last part of a path as either system writes it.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Whether a text is Markdown: by the ending of its name, or, when there is none, by evidence in the text.
fn is_markdown(text: &str, name: Option<&str>) -> bool {
    let ending = name.and_then(|name| Path::new(file_name(name)).extension()?.to_str());
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => true,
        Some(_) => false,
        None => markdown::is_evident(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sentences long enough for their language to be beyond doubt.
    const FRENCH: &str =
        "Le conseil municipal a voté hier soir le budget de la ville. Les habitants l’attendaient depuis un an.";

    fn named(name: &str) -> Options {
        Options {
            name: Some(name.to_owned()),
            ..Options::default()
        }
    }

    fn check_code(bytes: &[u8], options: &Options, code: &str) {
        let error = read(bytes, options).unwrap_err();
        assert_eq!(error.code().as_str(), code, "{error}");
    }

    #[test]
    fn a_plain_text_becomes_a_draft() {
        let draft = read(FRENCH.as_bytes(), &named("articles/presse/budget.txt")).unwrap();
        assert_eq!(draft.language, Language::FRENCH);
        assert_eq!(draft.source.as_deref(), Some("budget.txt"));
        assert_eq!(draft.title, None);
        assert_eq!(draft.blocks, [Block::paragraph(FRENCH)]);
    }

    #[test]
    fn the_ending_decides_what_is_markdown_and_without_one_the_text() {
        let text = format!("# Le budget\n\n{FRENCH}");
        let kinds = |name: Option<&str>| {
            let options = Options {
                name: name.map(str::to_owned),
                ..Options::default()
            };
            let draft = read_text(&text, &options).unwrap();
            (draft.title, draft.blocks[0].kind)
        };
        let markdown = (Some("Le budget".to_owned()), BlockKind::Title);
        let plain = (Some("# Le budget".to_owned()), BlockKind::Title);
        assert_eq!(kinds(Some("a.md")), markdown);
        assert_eq!(kinds(Some("A.MARKDOWN")), markdown);
        assert_eq!(kinds(None), markdown);
        assert_eq!(kinds(Some("sans-fin")), markdown);
        assert_eq!(kinds(Some("a.txt")), plain);
    }

    #[test]
    fn what_the_reader_says_wins_over_what_is_detected() {
        let options = Options {
            language: Some("ca".parse().unwrap()),
            source: Some("pasted text".to_owned()),
            ..Options::default()
        };
        let draft = read_text("12", &options).unwrap();
        assert_eq!(draft.language.to_string(), "ca");
        assert_eq!(draft.source.as_deref(), Some("pasted text"));
    }

    #[test]
    fn what_cannot_be_taken_says_why() {
        let none = Options::default();
        check_code(b"", &none, "import-empty");
        check_code("\u{feff} \r\n\t\u{a0}\n".as_bytes(), &none, "import-empty");
        check_code(b"***\n\n---\n", &named("a.md"), "import-empty");
        check_code(b"%PDF-1.7\n", &none, "import-binary");
        check_code(b"12 345,60 (1) ***", &none, "import-language-unknown");
        check_code(&vec![b'a'; MAX_BYTES + 1], &none, "import-too-large");
        check_code(
            "Un été brisé \u{e9}".as_bytes().split_last().unwrap().1,
            &none,
            "import-undecodable",
        );
    }

    #[test]
    fn files_and_streams_are_read_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("budget.txt");
        std::fs::write(&path, FRENCH).unwrap();
        assert_eq!(
            read_file(&path, &Options::default()).unwrap().source.as_deref(),
            Some("budget.txt")
        );
        for missing in [folder.path().join("none.txt"), folder.path().to_owned()] {
            let error = read_file(&missing, &Options::default()).unwrap_err();
            assert_eq!(error.code(), ErrorCode::ImportUnreadable);
            assert!(error.to_string().contains(&*missing.to_string_lossy()), "{error}");
        }
        let endless = io::repeat(b'a');
        let error = read_from(endless, &Options::default()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ImportTooLarge);
    }

    /// The contract of the issue: the seed article has nine blocks. Its text is not ours to keep, so the test reads it
    /// where it lies: beside the folder that `VISAVIS_BENCH_DATA` names.
    #[test]
    fn the_seed_article_has_nine_blocks() {
        let Some(data) = std::env::var_os("VISAVIS_BENCH_DATA") else {
            return;
        };
        let seed = Path::new(&data).with_file_name("seed").join("article-fr.txt");
        if !seed.exists() {
            return;
        }
        let draft = read_file(&seed, &Options::default()).unwrap();
        assert_eq!(draft.language, Language::FRENCH);
        assert_eq!(draft.blocks.len(), 9);
        assert!(draft.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
    }
}
