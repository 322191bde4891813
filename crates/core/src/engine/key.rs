//! Where an engine's key is, and how it comes to the engine.
//!
//! The settings say where a key is, never what it is. Whoever holds keys answers for it as a [`KeyStore`]; the engine is
//! built with what was found.

use std::path::PathBuf;

use super::{EngineId, Error};
use crate::secret::Secret;

/// Where the settings say that a key is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum KeySource {
    /// There is none.
    #[default]
    None,
    /// In an environment variable of this name (`key_variable`).
    Variable(String),
    /// In a file that only its owner may read (`key_file`).
    File(PathBuf),
    /// In the system's keychain, under the engine's id (`key_in = "keychain"`).
    Keychain,
    /// In memory, until the program ends (`key_in = "session"`).
    Session,
}

/// The key an engine is built with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The engine wants none, as far as the reader knows.
    None,
    /// The reader says there is one, and it was not found.
    Missing,
    /// This one.
    Set(Secret),
}

impl Key {
    /// What a place that holds keys gave.
    pub fn found(secret: Option<Secret>) -> Self {
        secret.map_or(Self::Missing, Self::Set)
    }

    /// The key, for a service that cannot do without.
    ///
    /// # Errors
    /// [`Error::KeyMissing`]
    pub fn required(&self) -> Result<&Secret, Error> {
        match self {
            Self::Set(secret) => Ok(secret),
            Self::None | Self::Missing => Err(Error::KeyMissing),
        }
    }

    /// The key, for a service that may do without, unless the reader has named one.
    ///
    /// # Errors
    /// [`Error::KeyMissing`] when one was named and is not there.
    pub fn optional(&self) -> Result<Option<&Secret>, Error> {
        match self {
            Self::Set(secret) => Ok(Some(secret)),
            Self::None => Ok(None),
            Self::Missing => Err(Error::KeyMissing),
        }
    }
}

/// Holds keys.
pub trait KeyStore: Send + Sync {
    /// The key of an engine, from where its settings say it is.
    ///
    /// # Errors
    /// When the place refuses; a place that merely lacks the key gives [`Key::Missing`].
    fn key(&self, engine: &EngineId, source: &KeySource) -> Result<Key, Error>;
}

/// The environment's variables, and no other place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Variables;

impl KeyStore for Variables {
    fn key(&self, _: &EngineId, source: &KeySource) -> Result<Key, Error> {
        Ok(match source {
            KeySource::None => Key::None,
            KeySource::Variable(name) => Key::found(Secret::from_variable(name)),
            KeySource::File(_) | KeySource::Keychain | KeySource::Session => Key::Missing,
        })
    }
}
