//! ZIP archives, as several formats are: made beside the output, then copied into it.
//!
//! A ZIP archive that is written straight into a pipe has its sizes after its contents, which the readers of EPUB and of
//! office files do not all take. So it is made in a temporary file, which may be any size, and copied when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Seek as _, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Error;

/// An archive being made.
pub(super) struct Container<W: Write> {
    out: W,
    /// None until something is written.
    zip: Option<ZipWriter<BufWriter<File>>>,
}

impl<W: Write> Container<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, zip: None }
    }

    fn zip(&mut self) -> Result<&mut ZipWriter<BufWriter<File>>, Error> {
        if self.zip.is_none() {
            self.zip = Some(ZipWriter::new(BufWriter::new(tempfile::tempfile()?)));
        }
        self.zip.as_mut().ok_or_else(|| io::Error::other("no archive").into())
    }

    /// Begins a part; what was begun before is ended.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.start(name, CompressionMethod::Deflated)
    }

    /// A part that is not compressed.
    pub(super) fn stored(&mut self, name: &str, content: &str) -> Result<(), Error> {
        self.start(name, CompressionMethod::Stored)?;
        self.write(content)
    }

    /// A whole part.
    pub(super) fn part(&mut self, name: &str, content: &str) -> Result<(), Error> {
        self.begin(name)?;
        self.write(content)
    }

    fn start(&mut self, name: &str, method: CompressionMethod) -> Result<(), Error> {
        let options = options().compression_method(method);
        Ok(self.zip()?.start_file(name, options).map_err(io::Error::from)?)
    }

    /// Adds to the part that was begun last.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.zip()?.write_all(text.as_bytes())?)
    }

    /// Takes over the parts of another archive as they are.
    pub(super) fn add(&mut self, archive: File) -> Result<(), Error> {
        let mut archive = ZipArchive::new(archive).map_err(io::Error::from)?;
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(io::Error::from)?;
            self.zip()?.raw_copy_file(part).map_err(io::Error::from)?;
        }
        Ok(())
    }

    /// Ends the archive and writes it out.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        if let Some(zip) = self.zip.take() {
            let made = zip.finish().map_err(io::Error::from)?;
            let mut file = made.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.rewind()?;
            io::copy(&mut file, &mut self.out)?;
        }
        Ok(self.out.flush()?)
    }
}

/// An archive of one part, compressed quickly rather than well.
pub(super) fn quickly(name: &str, mut content: impl io::Read) -> Result<File, Error> {
    let mut zip = ZipWriter::new(BufWriter::new(tempfile::tempfile()?));
    let options = options().compression_level(Some(1));
    zip.start_file(name, options).map_err(io::Error::from)?;
    io::copy(&mut content, &mut zip)?;
    let made = zip.finish().map_err(io::Error::from)?;
    Ok(made.into_inner().map_err(io::IntoInnerError::into_error)?)
}

/// No time of day: the same article gives the same archive.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().last_modified_time(DateTime::default())
}
