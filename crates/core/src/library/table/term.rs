//! Terms of the reader's glossaries: one glossary for each pair of languages, whatever their regions.

use rusqlite::{OptionalExtension, params};
use visavis_text::Language;

use super::language;
use crate::glossary::Entry;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE term (
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source          TEXT NOT NULL,
    target          TEXT NOT NULL,
    note            TEXT,
    PRIMARY KEY (source_language, target_language, source)
) STRICT, WITHOUT ROWID;
";

/// A glossary as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossarySummary {
    /// Language of its terms.
    pub from: Language,
    /// Language of what they become.
    pub to: Language,
    /// How many terms it has.
    pub terms: usize,
}

impl Library {
    /// The glossaries that have terms, by their languages.
    pub fn glossaries(&self) -> Result<Vec<GlossarySummary>, Error> {
        let connection = self.connection();
        let mut statement = connection
            .prepare("SELECT source_language, target_language, count(*) FROM term GROUP BY 1, 2 ORDER BY 1, 2")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?))
        })?;
        rows.map(|row| {
            let (from, to, terms) = row?;
            Ok(GlossarySummary {
                from: language(&from)?,
                to: language(&to)?,
                terms,
            })
        })
        .collect()
    }

    /// The terms of a pair of languages, in the order of the alphabet's bytes.
    pub fn terms(&self, from: &Language, to: &Language) -> Result<Vec<Entry>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT source, target, note FROM term WHERE source_language = ?1 AND target_language = ?2 ORDER BY source",
        )?;
        let rows = statement.query_map([from.primary(), to.primary()], |row| {
            Ok(Entry {
                source: row.get(0)?,
                target: row.get(1)?,
                note: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps terms; one that is there already gets its new counterpart. Gives how many are new.
    pub fn keep_terms(&self, from: &Language, to: &Language, entries: &[Entry]) -> Result<usize, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut new = 0;
        for entry in entries {
            let key = params![from.primary(), to.primary(), entry.source];
            let known = transaction
                .prepare_cached(
                    "SELECT 1 FROM term WHERE source_language = ?1 AND target_language = ?2 AND source = ?3",
                )?
                .query_row(key, |_| Ok(()))
                .optional()?;
            new += usize::from(known.is_none());
            transaction
                .prepare_cached(
                    "INSERT INTO term (source_language, target_language, source, target, note)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO UPDATE SET target = excluded.target, note = excluded.note",
                )?
                .execute(params![
                    from.primary(),
                    to.primary(),
                    entry.source,
                    entry.target,
                    entry.note
                ])?;
        }
        transaction.commit()?;
        Ok(new)
    }

    /// Removes a term, if it is there.
    pub fn remove_term(&self, from: &Language, to: &Language, source: &str) -> Result<(), Error> {
        self.connection().execute(
            "DELETE FROM term WHERE source_language = ?1 AND target_language = ?2 AND source = ?3",
            params![from.primary(), to.primary(), source],
        )?;
        Ok(())
    }

    /// Removes every term of a pair of languages.
    pub fn remove_glossary(&self, from: &Language, to: &Language) -> Result<(), Error> {
        self.connection().execute(
            "DELETE FROM term WHERE source_language = ?1 AND target_language = ?2",
            [from.primary(), to.primary()],
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(source: &str, target: &str) -> Entry {
        Entry::new(source, target, None).unwrap()
    }

    #[test]
    fn a_pair_of_languages_has_one_glossary() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let (french, english) = (Language::FRENCH, Language::ENGLISH);
        let british: Language = "en-GB".parse().unwrap();
        assert_eq!(
            library
                .keep_terms(&french, &english, &[entry("nappe", "sheet")])
                .unwrap(),
            1
        );
        let again = [entry("nappe", "water table"), entry("source", "spring")];
        assert_eq!(library.keep_terms(&french, &british, &again).unwrap(), 1);
        assert_eq!(library.terms(&french, &english).unwrap(), again);
        assert_eq!(library.terms(&english, &french).unwrap(), []);
        let summary = library.glossaries().unwrap();
        assert_eq!((summary.len(), summary[0].terms), (1, 2));
        library.remove_term(&french, &english, "nappe").unwrap();
        assert_eq!(library.terms(&french, &english).unwrap(), again[1..]);
        library.remove_glossary(&french, &english).unwrap();
        assert_eq!(library.glossaries().unwrap(), []);
    }
}
