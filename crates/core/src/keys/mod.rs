//! The reader's keys: kept where the reader said, given to the engine that needs them, and to nobody else.
//!
//! Four places. The system's **keychain** (Secret Service, macOS Keychain, Windows Credential Manager) is the first choice.
//! Where none runs, or it is locked, the reader chooses: a **file** that only its owner may read, an **environment
//! variable** that somebody else sets, or **this session**: our memory, until the program ends. The settings file names
//! the place and never holds the key; neither does the database, a log, an error's text or an exported engine.
//!
//! # Incomplete support
//!
//! On Windows a key file's rights are those of its folder, which is the user's own: there is no check that others cannot
//! read it.

mod file;
mod keychain;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use keychain::{Keychain, SystemKeychain};

use crate::ErrorCode;
use crate::engine::{self, EngineId, Key, KeySource, KeyStore};
use crate::secret::Secret;

/// A key that could not be kept, read or forgotten. No variant carries a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no keychain, or it is locked.
    #[error("the keychain cannot be used: {reason}")]
    KeychainUnavailable {
        /// What the system said.
        reason: String,
    },
    /// A key's file cannot be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Others than its owner may read a key's file.
    #[error("{}: others may read this file; run: chmod 600 on it", path.display())]
    FileOpenToOthers {
        /// The file.
        path: PathBuf,
    },
    /// We cannot set the variables of the reader's environment.
    #[error("the environment variable {0} is set by you, not by this program")]
    VariableIsYours(String),
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::KeychainUnavailable { .. } => ErrorCode::KeychainUnavailable,
            Self::File { .. } | Self::FileOpenToOthers { .. } | Self::VariableIsYours(_) => ErrorCode::KeyNotKept,
        }
    }
}

/// Every place where a key can be.
pub struct Keys {
    keychain: Box<dyn Keychain>,
    folder: PathBuf,
    /// Keys of this session (`true`), and those the keychain gave (`false`), which is asked once for each.
    held: Mutex<HashMap<(EngineId, bool), Secret>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Keys {
    /// The system's places, with key files of ours in a folder within the data folder.
    pub fn new(data_folder: &Path) -> Self {
        Self::with_keychain(data_folder, Box::new(SystemKeychain))
    }

    /// The same with another keychain.
    pub fn with_keychain(data_folder: &Path, keychain: Box<dyn Keychain>) -> Self {
        Self {
            keychain,
            folder: data_folder.join("keys"),
            held: Mutex::default(),
        }
    }

    /// Whether a key can be kept in the system's keychain now; if not, why.
    pub fn keychain_state(&self) -> Result<(), Error> {
        self.keychain.state()
    }

    /// Where the key file of an engine is when the reader names none.
    pub fn file_of(&self, engine: &EngineId) -> PathBuf {
        self.folder.join(&engine.0)
    }

    /// Keeps a key where the source says; an earlier one there is replaced.
    pub fn keep(&self, engine: &EngineId, source: &KeySource, secret: &Secret) -> Result<(), Error> {
        match source {
            KeySource::None => Ok(()),
            KeySource::Variable(name) => Err(Error::VariableIsYours(name.clone())),
            KeySource::File(path) => file::write(path, secret),
            KeySource::Keychain => {
                self.keychain.set(&engine.0, secret)?;
                self.held().insert((engine.clone(), false), secret.clone());
                Ok(())
            }
            KeySource::Session => {
                self.held().insert((engine.clone(), true), secret.clone());
                Ok(())
            }
        }
    }

    /// Forgets the key of an engine where the source says. A variable, and a file outside our folder, are the reader's
    /// own and stay.
    pub fn forget(&self, engine: &EngineId, source: &KeySource) -> Result<(), Error> {
        match source {
            KeySource::Keychain => {
                self.held().remove(&(engine.clone(), false));
                self.keychain.remove(&engine.0)
            }
            KeySource::Session => {
                self.held().remove(&(engine.clone(), true));
                Ok(())
            }
            KeySource::File(path) if path.starts_with(&self.folder) => file::remove(path),
            KeySource::File(_) | KeySource::None | KeySource::Variable(_) => Ok(()),
        }
    }

    /// The key, where the source says; none if it is not there.
    pub fn find(&self, engine: &EngineId, source: &KeySource) -> Result<Option<Secret>, Error> {
        match source {
            KeySource::None => Ok(None),
            KeySource::Variable(name) => Ok(Secret::from_variable(name)),
            KeySource::File(path) => file::read(path),
            KeySource::Session => Ok(self.held().get(&(engine.clone(), true)).cloned()),
            KeySource::Keychain => {
                let held = self.held().get(&(engine.clone(), false)).cloned();
                if held.is_some() {
                    return Ok(held);
                }
                let found = self.keychain.get(&engine.0)?;
                if let Some(secret) = &found {
                    self.held().insert((engine.clone(), false), secret.clone());
                }
                Ok(found)
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<(EngineId, bool), Secret>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyStore for Keys {
    fn key(&self, engine: &EngineId, source: &KeySource) -> Result<Key, engine::Error> {
        if *source == KeySource::None {
            return Ok(Key::None);
        }
        match self.find(engine, source) {
            Ok(found) => Ok(Key::found(found)),
            // Told when the engine is used, as a key that is not there: a locked keychain must not hide the engine.
            Err(Error::KeychainUnavailable { .. }) => Ok(Key::Missing),
            Err(error @ (Error::File { .. } | Error::FileOpenToOthers { .. } | Error::VariableIsYours(_))) => {
                Err(engine::Error::Misconfigured {
                    reason: error.to_string(),
                })
            }
        }
    }
}

/// A place without keys: for describing engines, not for asking them.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeys;

impl KeyStore for NoKeys {
    fn key(&self, _: &EngineId, source: &KeySource) -> Result<Key, engine::Error> {
        Ok(if *source == KeySource::None {
            Key::None
        } else {
            Key::Missing
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A keychain in memory, or one that is locked.
    #[derive(Default)]
    struct Chain {
        locked: bool,
        asked: std::sync::Arc<Mutex<u32>>,
        kept: Mutex<HashMap<String, Secret>>,
    }

    impl Keychain for Chain {
        fn state(&self) -> Result<(), Error> {
            if self.locked {
                Err(Error::KeychainUnavailable {
                    reason: "locked".to_owned(),
                })
            } else {
                Ok(())
            }
        }
        fn get(&self, name: &str) -> Result<Option<Secret>, Error> {
            self.state()?;
            *self.asked.lock().unwrap() += 1;
            Ok(self.kept.lock().unwrap().get(name).cloned())
        }
        fn set(&self, name: &str, secret: &Secret) -> Result<(), Error> {
            self.state()?;
            self.kept.lock().unwrap().insert(name.to_owned(), secret.clone());
            Ok(())
        }
        fn remove(&self, name: &str) -> Result<(), Error> {
            self.state()?;
            self.kept.lock().unwrap().remove(name);
            Ok(())
        }
    }

    fn id(name: &str) -> EngineId {
        EngineId(name.to_owned())
    }

    fn secret(key: &str) -> Secret {
        Secret::new(key).unwrap()
    }

    fn check_round_trip(keys: &Keys, source: &KeySource) {
        let (one, other) = (id("one"), id("other"));
        assert_eq!(keys.find(&one, source).unwrap(), None, "{source:?}");
        keys.keep(&one, source, &secret("k-1")).unwrap();
        keys.keep(&one, source, &secret("k-2")).unwrap();
        assert_eq!(keys.find(&one, source).unwrap(), Some(secret("k-2")), "{source:?}");
        assert_eq!(keys.key(&one, source), Ok(Key::Set(secret("k-2"))));
        if !matches!(source, KeySource::File(_)) {
            assert_eq!(keys.find(&other, source).unwrap(), None, "{source:?}");
        }
        keys.forget(&one, source).unwrap();
        assert_eq!(keys.find(&one, source).unwrap(), None, "{source:?}");
        assert_eq!(keys.key(&one, source), Ok(Key::Missing));
    }

    #[test]
    fn a_key_is_kept_found_and_forgotten_in_every_place() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::with_keychain(folder.path(), Box::<Chain>::default());
        check_round_trip(&keys, &KeySource::Keychain);
        check_round_trip(&keys, &KeySource::Session);
        check_round_trip(&keys, &KeySource::File(keys.file_of(&id("one"))));
        assert_eq!(keys.key(&id("one"), &KeySource::None), Ok(Key::None));
    }

    #[test]
    fn the_keychain_is_asked_once_for_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let chain = Chain::default();
        chain.set("one", &secret("k-1")).unwrap();
        let asked = std::sync::Arc::clone(&chain.asked);
        let keys = Keys::with_keychain(folder.path(), Box::new(chain));
        for _ in 0..3 {
            assert_eq!(
                keys.find(&id("one"), &KeySource::Keychain).unwrap(),
                Some(secret("k-1"))
            );
        }
        assert_eq!(*asked.lock().unwrap(), 1);
    }

    #[test]
    fn a_locked_keychain_is_told_when_a_key_is_to_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let chain = Chain {
            locked: true,
            ..Chain::default()
        };
        let keys = Keys::with_keychain(folder.path(), Box::new(chain));
        let error = keys.keep(&id("one"), &KeySource::Keychain, &secret("k-1")).unwrap_err();
        assert_eq!(error.code(), ErrorCode::KeychainUnavailable);
        assert_eq!(keys.key(&id("one"), &KeySource::Keychain), Ok(Key::Missing));
    }

    #[test]
    fn a_variable_is_read_and_never_set() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::with_keychain(folder.path(), Box::<Chain>::default());
        let path = KeySource::Variable("PATH".to_owned());
        assert!(keys.find(&id("one"), &path).unwrap().is_some());
        assert!(keys.keep(&id("one"), &path, &secret("k")).is_err());
        keys.forget(&id("one"), &path).unwrap();
        assert!(keys.find(&id("one"), &path).unwrap().is_some());
    }

    #[test]
    fn nothing_printed_holds_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::with_keychain(folder.path(), Box::<Chain>::default());
        keys.keep(&id("one"), &KeySource::Session, &secret("k-secret-1"))
            .unwrap();
        assert!(!format!("{keys:?} {:?}", keys.find(&id("one"), &KeySource::Session)).contains("k-secret-1"));
    }
}
