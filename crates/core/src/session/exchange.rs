//! Files in and out: what a session does with aligned text.

use std::path::{Path, PathBuf};

use super::{Error, Session};
use crate::article::ArticleId;
use crate::export::{self, ExportFormat, Preview, Request, Tally};
use crate::import::Bitext;
use crate::library::Added;
use crate::settings::{self, ExportChoice};

impl Session {
    /// Where an export of an article would go: the reader's documents, under the article's title.
    pub fn suggested_export_path(&self, article: ArticleId, format: ExportFormat) -> Result<PathBuf, Error> {
        let title = self.library.summary(article)?.title;
        Ok(settings::documents_folder().join(export::file_name(&title, format)))
    }

    /// Writes an article to a file; its ending says the format.
    pub fn export(&self, request: &Request, path: &Path, overwrite: bool) -> Result<Tally, Error> {
        Ok(export::article_to_file(&self.library, request, path, overwrite)?)
    }

    /// Keeps what the reader chose at an export, for the next one.
    pub fn remember_export(&self, choice: ExportChoice) -> Result<(), Error> {
        self.change_settings(|settings| settings.export = choice)?;
        Ok(())
    }

    /// The first sentences as an export would write them.
    pub fn preview_export(&self, request: &Request, sentences: usize) -> Result<Vec<Preview>, Error> {
        Ok(export::preview(&self.library, request, sentences)?)
    }

    /// Takes a text with its translations into the library, cut as its file cuts it.
    pub fn add_bitext(&self, bitext: &Bitext) -> Result<Added, Error> {
        Ok(self.library.add_bitext(bitext)?)
    }
}
