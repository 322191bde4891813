//! The system's keychain: Secret Service on Linux and the BSDs, Keychain on macOS, Credential Manager on Windows.

use keyring::Entry;

use super::Error;
use crate::secret::Secret;

/// The name under which the keychain lists our keys.
const SERVICE: &str = "vis-a-vis";

/// A place of the system's that keeps secrets under names.
pub trait Keychain: Send + Sync {
    /// Whether a secret could be kept now; if not, why.
    fn state(&self) -> Result<(), Error>;
    /// The secret under a name; none when there is none.
    fn get(&self, name: &str) -> Result<Option<Secret>, Error>;
    /// Keeps a secret under a name, in place of an earlier one.
    fn set(&self, name: &str, secret: &Secret) -> Result<(), Error>;
    /// Forgets what is under a name, if anything is.
    fn remove(&self, name: &str) -> Result<(), Error>;
}

/// The keychain of the system we run on.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeychain;

impl Keychain for SystemKeychain {
    fn state(&self) -> Result<(), Error> {
        match self.get("probe") {
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, Error> {
        match entry(name)?.get_password() {
            Ok(password) => Ok(Secret::new(&password)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), Error> {
        entry(name)?
            .set_password(secret.expose())
            .map_err(|error| unavailable(&error))
    }

    fn remove(&self, name: &str) -> Result<(), Error> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

fn entry(name: &str) -> Result<Entry, Error> {
    Entry::new(SERVICE, name).map_err(|error| unavailable(&error))
}

/// In words of ours: some of the library's errors carry the secret they could not read.
fn unavailable(error: &keyring::Error) -> Error {
    let reason = match error {
        keyring::Error::NoDefaultStore => "this system runs none",
        keyring::Error::NoStorageAccess(_) => "it is locked, or access was denied",
        keyring::Error::TooLong(..) => "the key is too long for it",
        keyring::Error::BadEncoding(_) => "what it holds is no text",
        keyring::Error::Ambiguous(_) => "it holds several keys of this name",
        _ => "it refused",
    };
    Error::KeychainUnavailable {
        reason: reason.to_owned(),
    }
}
