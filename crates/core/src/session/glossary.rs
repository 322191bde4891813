//! The reader's glossaries.

use std::path::Path;
use std::sync::Arc;

use visavis_text::Language;
use visavis_text::term::Terms;

use super::{Error, Session};
use crate::glossary::{self, Entry};

/// What became of an imported glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermsImported {
    /// Terms in the file.
    pub read: usize,
    /// Of them, those that were not in the glossary.
    pub new: usize,
    /// Rows or concepts left out.
    pub left_out: usize,
}

impl Session {
    /// Takes the terms of a file into the glossary of a pair of languages.
    pub fn import_glossary(&self, path: &Path, from: &Language, to: &Language) -> Result<TermsImported, Error> {
        let read = glossary::read_file(path, from, to)?;
        let new = self.library.keep_terms(from, to, &read.entries)?;
        Ok(TermsImported {
            read: read.entries.len(),
            new,
            left_out: read.left_out,
        })
    }

    /// Writes the glossary of a pair of languages to a file; gives how many terms it has.
    pub fn export_glossary(
        &self,
        path: &Path,
        overwrite: bool,
        (from, to): (&Language, &Language),
    ) -> Result<usize, Error> {
        let entries = self.library.terms(from, to)?;
        if entries.is_empty() {
            return Err(glossary::Error::NoTerms {
                from: from.clone(),
                to: to.clone(),
            }
            .into());
        }
        glossary::write_file(path, overwrite, (from, to), &entries)?;
        Ok(entries.len())
    }

    /// Keeps one term, or changes what it becomes.
    pub fn keep_term(&self, from: &Language, to: &Language, entry: Entry) -> Result<(), Error> {
        self.library.keep_terms(from, to, &[entry])?;
        Ok(())
    }

    /// The glossary of a pair of languages, prepared for looking at translations.
    pub fn terms(&self, from: &Language, to: &Language) -> Result<Arc<Terms>, Error> {
        Ok(Arc::new(glossary::prepared(&self.library.terms(from, to)?)))
    }
}
