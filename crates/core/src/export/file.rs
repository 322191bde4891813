//! A file put in its place whole, or not at all.
//!
//! It is written beside its place under another name, brought to the disk, and renamed. Until then the file that stood
//! there is untouched, and a failure leaves nothing behind.
//!
//! What is not a regular file (`/dev/stdout`, a pipe) cannot be replaced by a rename and is written to directly.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::Error;

/// Makes the file `path` of what `write` writes. Answers what `write` answers.
///
/// A link is followed: the file it points at is replaced, not the link.
///
/// # Errors
///
/// [`Error::Exists`] if there is a file of that name and `overwrite` is not set, also when it came there while ours was
/// being written; [`Error::FolderMissing`] if there is no folder for it; [`Error::File`] if the disk refuses; whatever
/// `write` answers.
pub fn to_file<T>(
    path: &Path,
    overwrite: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<T, Error> {
    let failed = |reason| Error::File {
        path: path.to_owned(),
        reason,
    };
    let there = fs::metadata(path).ok();
    match &there {
        Some(there) if there.is_dir() => return Err(failed(std::io::ErrorKind::IsADirectory.into())),
        Some(there) if !there.is_file() => {
            let device = OpenOptions::new().write(true).open(path).map_err(failed)?;
            let (written, _) = buffered(device, path, write)?;
            return Ok(written);
        }
        Some(_) if !overwrite => return Err(Error::Exists { path: path.to_owned() }),
        _ => {}
    }
    let place = if there.is_some() {
        path.canonicalize().map_err(failed)?
    } else {
        path.to_owned()
    };
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(Error::FolderMissing {
            path: path.to_owned(),
            folder,
        });
    }
    let temporary = beside(&folder).map_err(failed)?;
    if let Some(there) = there {
        temporary
            .as_file()
            .set_permissions(there.permissions())
            .map_err(failed)?;
    }
    let (written, temporary) = buffered(temporary, path, write)?;
    temporary.as_file().sync_all().map_err(failed)?;
    let placed = if overwrite {
        temporary.persist(&place)
    } else {
        temporary.persist_noclobber(&place)
    };
    match placed {
        Ok(_) => Ok(written),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { path: path.to_owned() })
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// What `write` answered, and the file again, with everything in it. What the disk refuses names the file.
fn buffered<F: Write, T>(
    file: F,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<(T, F), Error> {
    let failed = |reason| Error::File {
        path: path.to_owned(),
        reason,
    };
    let mut out = BufWriter::with_capacity(64 * 1024, file);
    let written = write(&mut out).map_err(|error| match error {
        Error::Io(reason) => failed(reason),
        other => other,
    })?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    Ok((written, file))
}

/// A new file in `folder`, with the permissions any new file of this user gets; temporary files are private otherwise.
fn beside(folder: &Path) -> std::io::Result<NamedTempFile<File>> {
    let mut builder = Builder::new();
    builder.prefix(".visavis-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn write_text(path: &Path, overwrite: bool, text: &str) -> Result<(), Error> {
        to_file(path, overwrite, |out| Ok(out.write_all(text.as_bytes())?))
    }

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_written_and_replaced_only_when_it_may_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tmx");
        write_text(&path, false, "one").unwrap();
        let error = write_text(&path, false, "two").unwrap_err();
        assert_eq!(error.code(), ErrorCode::ExportExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write_text(&path, true, "three").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert_eq!(entries(folder.path()), 1);
    }

    #[test]
    fn a_file_that_comes_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tmx");
        let error = to_file(&path, false, |out| {
            fs::write(&path, "theirs").unwrap();
            Ok(out.write_all(b"ours")?)
        })
        .unwrap_err();
        assert_eq!(error.code(), ErrorCode::ExportExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    }

    #[test]
    fn a_failure_leaves_the_old_file_whole_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tmx");
        fs::write(&path, "old").unwrap();
        let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
        let error = to_file(&path, true, |out| {
            out.write_all(b"half")?;
            Err::<(), _>(Error::Io(full()))
        })
        .unwrap_err();
        assert_eq!(error.code(), ErrorCode::ExportFailed);
        assert!(error.to_string().contains("a.tmx"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(entries(folder.path()), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none").join("a.tmx");
        let error = write_text(&path, false, "").unwrap_err();
        assert!(matches!(&error, Error::FolderMissing { folder, .. } if folder.ends_with("none")));
        assert_eq!(error.code(), ErrorCode::ExportFailed);
        assert_eq!(
            write_text(folder.path(), true, "").unwrap_err().code(),
            ErrorCode::ExportFailed
        );
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_those_of_any_other_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (ordinary, ours) = (folder.path().join("ordinary"), folder.path().join("ours"));
        fs::write(&ordinary, "").unwrap();
        write_text(&ours, false, "").unwrap();
        assert_eq!(mode(&ours), mode(&ordinary));
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&ours, &link).unwrap();
        write_text(&link, true, "new").unwrap();
        assert_eq!(fs::read_to_string(&ours).unwrap(), "new");
        assert_eq!(mode(&ours), 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        write_text(Path::new("/dev/null"), false, "away").unwrap();
    }
}
