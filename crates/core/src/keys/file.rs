//! A key in a file that only its owner may read.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::Builder;

use super::Error;
use crate::secret::Secret;

/// The most of a file that is taken for a key, in bytes.
const MOST: u64 = 16 * 1024;

/// The key in a file; none when there is no file, or nothing in it.
pub(super) fn read(path: &Path) -> Result<Option<Secret>, Error> {
    let failed = |reason: &dyn ToString| Error::File {
        path: path.to_owned(),
        reason: reason.to_string(),
    };
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    if !about.is_file() || about.len() > MOST {
        return Err(failed(&"this is no file with a key"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(Error::FileOpenToOthers { path: path.to_owned() });
        }
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    // The text is not told, whatever is wrong with it.
    let text = std::str::from_utf8(&bytes).map_err(|_| failed(&"this is no file with a key"))?;
    Ok(Secret::new(text))
}

/// Writes a key, whole or not at all.
pub(super) fn write(path: &Path, secret: &Secret) -> Result<(), Error> {
    let write = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        make_private(folder)?;
        // Private from its first byte on, also on systems where new files are not.
        let mut builder = Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o600));
        }
        let mut file = builder.tempfile_in(folder)?;
        writeln!(file, "{}", secret.expose())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| Error::File {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

/// Makes a folder that only its owner may enter; one that is there is left as it is.
fn make_private(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Removes a key's file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::File {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/mine");
        write(&path, &Secret::new("k-1").unwrap()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(read(&path), Err(Error::FileOpenToOthers { path }));
    }

    #[test]
    fn what_is_no_key_is_told_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let put = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        };
        put(b"k-secret\xff");
        let error = read(&path).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
        put(b" \n");
        assert_eq!(read(&path), Ok(None));
        put(b"k-1\n");
        assert_eq!(read(&path), Ok(Secret::new("k-1")));
        assert!(read(folder.path()).is_err());
    }
}
