//! Files in and out: what a session does with aligned text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use visavis_text::Language;

use super::{Error, Session};
use crate::article::{ArticleId, Origin, RenditionId, SegmentId};
use crate::compare::FlagRaiser;
use crate::export::{self, ExportFormat, Preview, Reading, Request, Scope, Tally};
use crate::import::Bitext;
use crate::library::{Added, Library};
use crate::settings::{self, ExportChoice};

impl Session {
    /// Where an export of an article would go: the reader's documents, under the article's title.
    pub fn suggested_export_path(&self, article: ArticleId, format: ExportFormat) -> Result<PathBuf, Error> {
        let title = self.library.summary(article)?.title;
        Ok(settings::documents_folder().join(export::file_name(&title, format)))
    }

    /// Writes an article to a file; its ending says the format.
    pub fn export(&self, request: &Request, path: &Path, overwrite: bool) -> Result<Tally, Error> {
        self.reading(request, |from| {
            Ok(export::article_to_file(from, request, path, overwrite)?)
        })
    }

    /// Keeps what the reader chose at an export, for the next one.
    pub fn remember_export(&self, choice: ExportChoice) -> Result<(), Error> {
        self.change_settings(|settings| settings.export = choice)?;
        Ok(())
    }

    /// The first sentences as an export would write them.
    pub fn preview_export(&self, request: &Request, sentences: usize) -> Result<Vec<Preview>, Error> {
        self.reading(request, |from| Ok(export::preview(from, request, sentences)?))
    }

    /// What there is to read for a request: with flags only where they decide or are told, since they cost time.
    fn reading<T>(&self, request: &Request, read: impl FnOnce(Reading<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let library: &Library = &self.library;
        if !request.options.details.flags && request.scope != Scope::Flagged {
            return read(library.into());
        }
        let reader = request.options.interface.clone().unwrap_or(Language::ENGLISH);
        let mut raisers: HashMap<RenditionId, FlagRaiser> = HashMap::new();
        for summary in export::renditions(library, request)? {
            let from = library.summary(summary.rendition.article)?.language;
            raisers.insert(summary.rendition.id, self.flag_raiser(&from, &summary.rendition)?);
        }
        let raise = |rendition: RenditionId, segment: SegmentId, source: &str, target: &str| -> Vec<String> {
            let Some(raiser) = raisers.get(&rendition) else {
                return Vec::new();
            };
            let flags = raiser.raise(segment, source, target);
            let standing = flags.iter().filter(|flag| !flag.dismissed);
            standing.map(|flag| flag.sentence(&reader)).collect()
        };
        read(Reading {
            library,
            flags: Some(&raise),
        })
    }

    /// Takes a text with its translations into the library, cut as its file cuts it. Its pairs are in the memory then,
    /// under the name of who made them: they are offered for sentences alike, and stand in no engine's place.
    pub fn add_bitext(&self, bitext: &Bitext) -> Result<Added, Error> {
        let added = self.library.add_bitext(bitext)?;
        let sources = bitext.sentences();
        for version in &bitext.versions {
            let name = match &version.origin {
                // The gist is no model for anybody.
                Origin::Engine { rough: true, .. } => continue,
                Origin::Engine { name, .. } | Origin::Human { name } => name,
            };
            let pairs = sources.iter().zip(&version.cells);
            let pairs = pairs.filter_map(|(source, cell)| Some((*source, cell.text()?)));
            self.library
                .remember_pairs(&bitext.draft.language, &version.language, name, pairs)?;
        }
        Ok(added)
    }
}
