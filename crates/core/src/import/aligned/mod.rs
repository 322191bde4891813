//! Pairs in: files that hold an original beside its translations become a [`Bitext`].
//!
//! One file per format: TMX, XLIFF (2.x, and 1.2 as other tools write it), JSON Lines, and tables (CSV and TSV). What
//! Vis-à-vis wrote comes back with blocks, marks, states and provenance where the format holds them; what other tools
//! wrote comes in unit by unit, each unit a paragraph.
//!
//! **The file's boundaries are the sentences.** A unit is one segment, however many sentences it holds, and no segmenter
//! cuts it again: what the file pairs stays a pair, two sentences facing one included.
//!
//! # Incomplete support
//!
//! White space around a unit's text is taken away. A unit without an original is left out and counted
//! ([`Bitext::left_out`]). Flags are not read: they are found anew. Marks of translations are read as plain text.
//!
//! # Errors
//!
//! [`Error::NotPairs`] where a file of the right form holds no pair; [`Error::Damaged`], with the line, where it breaks
//! its format's rules; those of [`super::read`].

mod assemble;
mod delimited;
mod jsonl;
mod markup;
mod tmx;
mod xliff;

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use visavis_text::Language;

pub use tmx::{TmxUnit, TmxUnits, TmxVariant};

use super::{Error, Options, encoding};
use crate::article::{BlockKind, Cell, Draft, Mark, Origin, Provenance};
use crate::export::Verdict;

/// The largest file taken, in bytes: half a million pairs or so.
pub const MAX_ALIGNED_BYTES: usize = 300_000_000;

/// A text with its translations, cut as its file cuts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitext {
    /// The original.
    pub draft: Draft,
    /// For each block of it, its sentences: byte ranges in order.
    pub cut: Vec<Vec<Range<usize>>>,
    /// For each sentence, the notes that stand beside it.
    pub notes: Vec<Vec<String>>,
    /// The translations.
    pub versions: Vec<Version>,
    /// Units of the file that have no original, and so no place.
    pub left_out: usize,
}

impl Bitext {
    /// Its sentences in reading order.
    pub fn sentences(&self) -> Vec<&str> {
        let blocks = self.draft.blocks.iter().zip(&self.cut);
        let sentences = blocks.flat_map(|(block, cut)| cut.iter().map(|range| block.text.get(range.clone())));
        sentences.map(Option::unwrap_or_default).collect()
    }
}

/// One translation of a bitext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The language it is in.
    pub language: Language,
    /// Who made it, as far as the file says.
    pub origin: Origin,
    /// One for each sentence, in reading order.
    pub cells: Vec<Cell>,
    /// The reader's verdicts, one for each sentence.
    pub verdicts: Vec<Option<Verdict>>,
}

/// The formats that hold pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Tmx,
    Xliff,
    Jsonl,
    Csv,
    Tsv,
}

impl Format {
    fn of(name: &str) -> Option<Self> {
        match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tmx" => Some(Self::Tmx),
            "xlf" | "xliff" => Some(Self::Xliff),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            _ => None,
        }
    }
}

/// Whether a file's name says that it holds pairs.
pub fn is_aligned(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| Format::of(&name.to_string_lossy()).is_some())
}

/// Reads a file of pairs; its ending says the format. [`Options::language`] is the original's, for files that do not say
/// it.
///
/// # Errors
///
/// Any of [`Error`] but [`Error::Stream`].
pub fn read_aligned(path: &Path, options: &Options) -> Result<Bitext, Error> {
    let unreadable = |reason| Error::Unreadable {
        path: path.to_owned(),
        reason,
    };
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_ALIGNED_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let named = Options {
        name: options.name.clone().or(name),
        ..options.clone()
    };
    read_aligned_bytes(&bytes, &named)
}

/// Reads the bytes of a file of pairs; the ending of [`Options::name`] says the format.
///
/// # Errors
///
/// As [`read_aligned`], but never [`Error::Unreadable`].
pub fn read_aligned_bytes(bytes: &[u8], options: &Options) -> Result<Bitext, Error> {
    let name = options.name.as_deref().map(super::file_name).unwrap_or_default();
    let text = decode(bytes)?;
    let table = match Format::of(name).ok_or(Error::NotPairs)? {
        Format::Tmx => tmx::read(&text)?,
        Format::Xliff => xliff::read(&text)?,
        Format::Jsonl => jsonl::read(&text, options.language.as_ref())?,
        Format::Csv => delimited::read(&text, delimited::Dialect::Csv)?,
        Format::Tsv => delimited::read(&text, delimited::Dialect::Tsv)?,
    };
    assemble::bitext(table, name, options)
}

/// Pairs may hold characters that no article has, so less is refused here than where articles come in.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if bytes.len() > MAX_ALIGNED_BYTES {
        return Err(Error::TooLarge {
            limit_bytes: MAX_ALIGNED_BYTES,
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).into()),
        Err(_) => encoding::decode(bytes),
    }
}

/// What a file says, before it is made an article: columns, and rows that have a cell for each.
#[derive(Debug, Default)]
struct Table {
    title: Option<String>,
    byline: Option<String>,
    source: Option<String>,
    published: Option<String>,
    language: Option<Language>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// One translation's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Column {
    /// Who made it; empty where the file does not say.
    label: String,
    language: Option<Language>,
    machine: bool,
    rough: bool,
}

impl Column {
    /// Notes who made it, as files name it (`machine`, `machine-rough`, `human`).
    fn set_origin(&mut self, origin: &str) {
        self.machine = origin.starts_with("machine");
        self.rough = origin == "machine-rough";
    }
}

/// One unit of a file.
#[derive(Debug, Default)]
struct Row {
    /// Its block, where the file knows blocks: rows in a row that say the same are one.
    block: Option<Place>,
    source: String,
    marks: Vec<Mark>,
    notes: Vec<String>,
    /// One for each column, or fewer.
    targets: Vec<Target>,
}

/// A block as a file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    number: usize,
    kind: BlockKind,
    level: u8,
}

/// One unit in one column.
#[derive(Debug, Clone, Default)]
struct Target {
    text: Option<String>,
    edited: bool,
    failure: Option<crate::ErrorCode>,
    provenance: Option<Provenance>,
    verdict: Option<Verdict>,
}

/// A kind and level as files name them: `heading 2`, `list-item-1`, `paragraph`.
fn kind_of(name: &str) -> Option<(BlockKind, u8)> {
    let parted = name
        .rsplit_once([' ', '-'])
        .and_then(|(kind, level)| Some((kind, level.parse().ok()?)));
    let (kind, level) = parted.unwrap_or((name, 0));
    let kind = serde_json::from_value(serde_json::Value::String(kind.to_owned())).ok()?;
    Some((kind, level))
}

/// A language tag as tools write it: also `EN-US` and `en_us`.
fn language_of(tag: &str) -> Option<Language> {
    tag.trim().replace('_', "-").parse().ok()
}
