//! The right to work on one rendition, held by at most one process.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::Error;
use crate::article::RenditionId;

/// Held while a job works on a rendition. The operating system takes it back when the process ends, however it ends,
/// so a killed job never blocks its successor.
#[derive(Debug)]
pub struct Claim {
    _lock: File,
}

impl Claim {
    pub(super) fn take(folder: &Path, rendition: RenditionId) -> Result<Self, Error> {
        let folder = folder.join("claims");
        let path = folder.join(format!("rendition-{rendition}"));
        let failed = |source| Error::Folder {
            path: path.clone(),
            source,
        };
        fs::create_dir_all(&folder).map_err(failed)?;
        // The file stays when the claim ends: removing it would let two processes lock two files of one name.
        let file = File::create(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _lock: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Claimed(rendition)),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}
