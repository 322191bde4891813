//! The library: every article, its segments and its renditions, in one SQLite database in the reader's data folder.
//!
//! What is translated is committed the moment it arrives (the journal); a row exists only for a segment that has been
//! answered, so "waiting" is the absence of a row and nothing has to be cleaned up after a crash. The database may be
//! open in several processes at once (the window and a script): SQLite's write-ahead log and a busy time-out carry
//! that, and [`Claim`] keeps two processes from working on the same rendition.

mod claim;
mod migration;
mod outline;
mod page;
mod search;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

pub use claim::Claim;
pub use outline::Stretch;
pub use page::Page;
pub use search::{Hit, Hits, Occurrence, Occurrences};
pub use table::alternative::Alternative;
pub use table::article::{Added, ArticleSummary};
pub use table::change::{Change, ChangeKind, ChangeState};
pub use table::collection::{Collection, CollectionId};
pub use table::memory::{Kept, MemoryMatch, MemoryOrigin, Recalled, Recipe};
pub use table::rendition::RenditionSummary;
pub use table::term::GlossarySummary;
pub use table::verdict::{Marked, Verdict};

use crate::ErrorCode;
use crate::article::{ArticleId, RenditionId, SegmentId};

/// A failure of the library.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database was written by a newer version of Vis-à-vis.
    #[error("the library has format {found}, this version reads up to {supported}")]
    Newer {
        /// Format of the database.
        found: i64,
        /// Newest format this version reads.
        supported: i64,
    },
    /// No article has that number.
    #[error("there is no article {0}")]
    ArticleUnknown(ArticleId),
    /// No rendition has that number.
    #[error("there is no rendition {0}")]
    RenditionUnknown(RenditionId),
    /// No sentence of today has that number.
    #[error("there is no segment {}", .0.0)]
    SegmentUnknown(SegmentId),
    /// One side of the split would be empty.
    #[error("there is nothing to split off")]
    NothingToSplit(SegmentId),
    /// It is the last sentence of its paragraph.
    #[error("there is no next sentence in this paragraph")]
    NothingToJoin(SegmentId),
    /// No collection has that number.
    #[error("there is no collection {}", .0.0)]
    CollectionUnknown(CollectionId),
    /// A name that is white space, or taken.
    #[error("a collection needs a name of its own")]
    NameUnfit,
    /// An edit without a word in it.
    #[error("there is no text to keep")]
    NothingWritten(SegmentId),
    /// A verdict on a sentence that has no translation.
    #[error("there is no translation to judge")]
    NothingToJudge(SegmentId),
    /// Another process works on the rendition.
    #[error("another process is translating rendition {0}")]
    Claimed(RenditionId),
    /// A stored value has no meaning to us.
    #[error("the library holds a value that cannot be read: {0}")]
    Damaged(String),
    /// SQLite refused.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
    /// The data folder refused.
    #[error("{path}: {source}", path = .path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Newer { .. } => ErrorCode::LibraryNewer,
            Self::ArticleUnknown(_) => ErrorCode::ArticleUnknown,
            Self::RenditionUnknown(_) => ErrorCode::RenditionUnknown,
            Self::SegmentUnknown(_) => ErrorCode::SegmentUnknown,
            Self::NothingToSplit(_) | Self::NothingToJoin(_) => ErrorCode::SegmentUnchanged,
            Self::CollectionUnknown(_) => ErrorCode::CollectionUnknown,
            Self::NameUnfit => ErrorCode::CollectionName,
            Self::NothingWritten(_) => ErrorCode::EditEmpty,
            Self::NothingToJudge(_) => ErrorCode::VerdictEmpty,
            Self::Claimed(_) => ErrorCode::JobElsewhere,
            Self::Damaged(_) | Self::Database(_) | Self::Folder { .. } => ErrorCode::LibraryFailed,
        }
    }
}

/// The open library.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    connection: Mutex<Connection>,
}

impl Library {
    /// Opens the library in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// [`Error::Newer`] for a database from a newer version, which is left untouched.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|source| Error::Folder {
            path: folder.to_owned(),
            source,
        })?;
        let mut connection = Connection::open(folder.join("library.sqlite"))?;
        // Another process may hold the write lock for the length of one commit.
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits when power fails, and they were paid for.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migration::run(&mut connection)?;
        Ok(Self {
            folder: folder.to_owned(),
            connection: Mutex::new(connection),
        })
    }

    /// The folder it lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes the right to work on a rendition, across processes; it ends with the guard or with the process.
    ///
    /// # Errors
    /// [`Error::Claimed`] when somebody else has it.
    pub fn claim(&self, rendition: RenditionId) -> Result<Claim, Error> {
        Claim::take(&self.folder, rendition)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic while the lock was held rolled its transaction back; the connection itself is sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
