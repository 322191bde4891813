//! The TEI file in what FreeDict gives: the file itself, or a `tar` archive packed with xz or gzip.

use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::Error;

/// Bytes of a dictionary, unpacked, that are read at most: FreeDict's largest has some 60 MB.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// Kilobytes of memory an archive may ask for to be unpacked: xz itself asks for 65 MB at its strongest.
const MEMORY_KB: u32 = 128 * 1024;

/// The text of the TEI file in a source; the name says how it is packed.
pub(super) fn tei(name: &Path, source: impl Read) -> Result<String, Error> {
    let failed = |source| Error::File {
        path: name.to_owned(),
        source,
    };
    let named = name.to_string_lossy().to_lowercase();
    let ends = |ending: &str| named.ends_with(ending);
    if ends(".tar.xz") || ends(".txz") {
        entry(XzReader::new_mem_limit(source, true, MEMORY_KB), name)
    } else if ends(".tar.gz") || ends(".tgz") {
        entry(MultiGzDecoder::new(source), name)
    } else if ends(".tei") || ends(".xml") {
        whole(source).map_err(failed)
    } else {
        Err(Error::Unreadable {
            reason: "its name ends neither with .tei nor with .tar.xz or .tar.gz".to_owned(),
        })
    }
}

/// The first TEI file of an archive.
fn entry(archive: impl Read, name: &Path) -> Result<String, Error> {
    let failed = |source| Error::File {
        path: name.to_owned(),
        source,
    };
    let mut archive = tar::Archive::new(archive);
    for entry in archive.entries().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_tei = entry
            .path()
            .is_ok_and(|path| path.extension().is_some_and(|ending| ending == "tei"));
        if is_tei {
            return whole(entry).map_err(failed);
        }
    }
    Err(Error::Unreadable {
        reason: "the archive holds no .tei file".to_owned(),
    })
}

fn whole(source: impl Read) -> io::Result<String> {
    let mut text = String::new();
    source.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {} MB", MOST_BYTES / 1024 / 1024),
        ));
    }
    Ok(text)
}
