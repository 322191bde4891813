//! Alternatives: answers to a sentence the reader asked another engine for. They change no rendition until the reader takes
//! one; kept, because they may have been paid for.

use rusqlite::params;
use visavis_text::Language;

use super::{from_json, language, to_json};
use crate::article::{Provenance, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE alternative (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    segment    INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    language   TEXT NOT NULL,
    engine     TEXT NOT NULL,
    text       TEXT NOT NULL,
    provenance TEXT NOT NULL,
    UNIQUE (segment, language, engine)
) STRICT;
";

/// One engine's answer to one sentence, in no rendition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its number.
    pub id: i64,
    /// The language it is in.
    pub language: Language,
    /// The engine's id in the settings.
    pub engine: String,
    /// The answer, proven.
    pub text: String,
    /// How it came to be.
    pub provenance: Provenance,
}

impl Library {
    /// Keeps an engine's latest answer to a sentence in place of its earlier one.
    pub fn keep_alternative(
        &self,
        segment: SegmentId,
        language: &Language,
        engine: &str,
        text: &str,
        provenance: &Provenance,
    ) -> Result<(), Error> {
        self.connection().execute(
            "INSERT INTO alternative (segment, language, engine, text, provenance) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET text = excluded.text, provenance = excluded.provenance",
            params![segment.0, language.to_string(), engine, text, to_json(provenance)?],
        )?;
        Ok(())
    }

    /// The answers to a sentence that are in no rendition, the oldest engine first.
    pub fn alternatives(&self, segment: SegmentId) -> Result<Vec<Alternative>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, language, engine, text, provenance FROM alternative WHERE segment = ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([segment.0], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get::<_, String>(4)?,
            ))
        })?;
        rows.map(|row| {
            let (id, tag, engine, text, provenance) = row?;
            Ok(Alternative {
                id,
                language: language(&tag)?,
                engine,
                text,
                provenance: from_json(&provenance)?,
            })
        })
        .collect()
    }

    /// Forgets an answer.
    pub fn forget_alternative(&self, id: i64) -> Result<(), Error> {
        self.connection()
            .execute("DELETE FROM alternative WHERE id = ?1", [id])?;
        Ok(())
    }
}
