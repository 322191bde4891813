//! The French-English dictionary: an optional package of data that the reader installs from a file, or has fetched from
//! FreeDict after being asked. It is not part of the program and has a licence of its own, which is kept and shown.
//!
//! A package is read whole, checked, and written to `dictionary.sqlite` in the data folder in one step: an earlier
//! dictionary stays until the new one is complete.
//!
//! # Incomplete support
//!
//! One dictionary at a time, from French into English. Of an entry its headword, pronunciation, word class, gender and
//! translations are kept; examples, notes and cross-references are not.

mod archive;
mod download;
mod forms;
mod tei;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use visavis_text::fold::Folded;

pub use download::FREEDICT;

use crate::ErrorCode;
use crate::session::Session;

/// Entries given for one word, at most.
const MOST_ENTRIES: usize = 8;

/// A failure of the dictionary.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be read, or the dictionary not written.
    #[error("{path}: {source}", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no dictionary we can read.
    #[error("not a FreeDict dictionary: {reason}")]
    Unreadable {
        /// What is wrong with it.
        reason: String,
    },
    /// The installed dictionary could not be read or written.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
    /// FreeDict could not be reached, or answered with an error.
    #[error("FreeDict: {reason}")]
    Unreachable {
        /// What went wrong.
        reason: String,
    },
    /// What came is not what FreeDict says it is.
    #[error("what came has not the checksum FreeDict gives")]
    Checksum,
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::File { .. } | Self::Unreadable { .. } | Self::Database(_) => ErrorCode::DictionaryUnreadable,
            Self::Unreachable { .. } => ErrorCode::DictionaryUnreachable,
            Self::Checksum => ErrorCode::DictionaryChecksum,
        }
    }
}

/// What is installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Its edition, where it says one.
    pub edition: Option<String>,
    /// Under which terms it is given, in its own words.
    pub licence: String,
    /// Number of entries.
    pub entries: usize,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The headword.
    pub headword: String,
    /// How it is pronounced, in IPA.
    pub pronunciation: Option<String>,
    /// Word class and gender, in the dictionary's abbreviations (`n, f`).
    pub grammar: Option<String>,
    /// Its senses, each with its translations.
    pub senses: Vec<Vec<String>>,
}

/// A dictionary as it is read, before it is installed.
#[derive(Debug, Default)]
struct Package {
    title: String,
    edition: Option<String>,
    licence: String,
    entries: Vec<Entry>,
}

impl Session {
    /// Installs a dictionary from a file: FreeDict's TEI, plain or in the archive FreeDict gives (`.tar.xz`, `.tar.gz`).
    pub fn install_dictionary(&self, path: &Path) -> Result<About, Error> {
        let failed = |source| Error::File {
            path: path.to_owned(),
            source,
        };
        let file = std::fs::File::open(path).map_err(failed)?;
        let tei = archive::tei(path, file)?;
        install(self.library.folder(), &tei::read(&tei)?)
    }

    /// Fetches the dictionary from FreeDict and installs it. The only thing here that uses the network: to be called
    /// when the reader has said yes, and never otherwise. `list` is the address of FreeDict's list, [`FREEDICT`].
    pub async fn download_dictionary(&self, list: &str) -> Result<About, Error> {
        let (name, bytes) = download::fetch(list).await?;
        let tei = archive::tei(Path::new(&name), std::io::Cursor::new(bytes))?;
        install(self.library.folder(), &tei::read(&tei)?)
    }

    /// What is installed; none where nothing is.
    pub fn dictionary(&self) -> Result<Option<About>, Error> {
        let Some(connection) = open(self.library.folder())? else {
            return Ok(None);
        };
        let json: String = connection.query_row("SELECT about FROM about", [], |row| row.get(0))?;
        Ok(Some(parse(&json)?))
    }

    /// The entries for a word as it stands in a text: inflected, elided, capitalised. The likeliest headword first;
    /// nothing where no dictionary is installed.
    pub fn look_up(&self, word: &str) -> Result<Vec<Entry>, Error> {
        let Some(connection) = open(self.library.folder())? else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::new();
        let mut exact = connection.prepare("SELECT entry FROM entry WHERE headword = ?1 ORDER BY id")?;
        for form in forms::forms(word) {
            for json in exact.query_map([form], |row| row.get::<_, String>(0))? {
                let entry: Entry = parse(&json?)?;
                if entries.len() < MOST_ENTRIES && !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        if entries.is_empty() {
            // Typed without its accents, or spelled with others.
            let mut folded = connection.prepare("SELECT entry FROM entry WHERE folded = ?1 ORDER BY id LIMIT ?2")?;
            let key = Folded::new(word.trim()).text().to_owned();
            for json in folded.query_map(params![key, MOST_ENTRIES], |row| row.get::<_, String>(0))? {
                entries.push(parse(&json?)?);
            }
        }
        Ok(entries)
    }

    /// Removes the installed dictionary.
    pub fn remove_dictionary(&self) -> Result<(), Error> {
        let path = file(self.library.folder());
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::File { path, source }),
            _ => Ok(()),
        }
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("dictionary.sqlite")
}

fn open(folder: &Path) -> Result<Option<Connection>, Error> {
    let path = file(folder);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?))
}

fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Unreadable {
        reason: error.to_string(),
    })
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Unreadable {
        reason: error.to_string(),
    })
}

/// Writes a package beside the installed one, then puts it in its place.
fn install(folder: &Path, package: &Package) -> Result<About, Error> {
    let about = About {
        title: package.title.clone(),
        edition: package.edition.clone(),
        licence: package.licence.clone(),
        entries: package.entries.len(),
    };
    let failed = |source| Error::File {
        path: file(folder),
        source,
    };
    let temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let mut connection = Connection::open(temporary.path())?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "CREATE TABLE about (about TEXT NOT NULL) STRICT;
         CREATE TABLE entry (
            id INTEGER PRIMARY KEY, headword TEXT NOT NULL, folded TEXT NOT NULL, entry TEXT NOT NULL
         ) STRICT;
         CREATE INDEX entry_headword ON entry (headword);
         CREATE INDEX entry_folded ON entry (folded);",
    )?;
    transaction.execute("INSERT INTO about (about) VALUES (?1)", [json(&about)?])?;
    {
        let mut insert = transaction.prepare("INSERT INTO entry (headword, folded, entry) VALUES (?1, ?2, ?3)")?;
        for entry in &package.entries {
            let key = forms::key(&entry.headword);
            let plain = Folded::new(&entry.headword);
            insert.execute(params![key, plain.text(), json(entry)?])?;
        }
    }
    transaction.commit()?;
    let whole: Option<String> = connection
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .optional()?;
    drop(connection);
    if whole.as_deref() != Some("ok") {
        return Err(Error::Unreadable {
            reason: "it could not be written whole".to_owned(),
        });
    }
    temporary.persist(file(folder)).map_err(|error| failed(error.error))?;
    Ok(about)
}

#[cfg(test)]
mod tests;
