//! The reader's own renditions, put together from others, and where their words came from.

use rusqlite::{OptionalExtension, params};
use visavis_text::Language;

use crate::article::{ArticleId, RenditionId, SegmentId};
use crate::compare::Piece;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE assembled (
    rendition INTEGER PRIMARY KEY REFERENCES rendition(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE picked (
    rendition INTEGER NOT NULL REFERENCES rendition(id) ON DELETE CASCADE,
    segment   INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    text      TEXT NOT NULL,
    pieces    TEXT NOT NULL,
    PRIMARY KEY (rendition, segment)
) STRICT, WITHOUT ROWID;
CREATE INDEX picked_segment ON picked (segment);
";

impl Library {
    /// The reader's own rendition of an article in a language, when picking has begun one.
    pub fn assembled(&self, article: ArticleId, language: &Language) -> Result<Option<RenditionId>, Error> {
        let sql = "SELECT min(r.id) FROM rendition r JOIN assembled a ON a.rendition = r.id
                   WHERE r.article = ?1 AND r.language = ?2";
        let id: Option<i64> = self
            .connection()
            .query_row(sql, params![article.0, language.to_string()], |row| row.get(0))?;
        Ok(id.map(RenditionId))
    }

    /// Notes that a rendition is put together from others.
    pub fn mark_assembled(&self, rendition: RenditionId) -> Result<(), Error> {
        let sql = "INSERT OR IGNORE INTO assembled (rendition) VALUES (?1)";
        self.connection().execute(sql, [rendition.0])?;
        Ok(())
    }

    /// Keeps where the words of a picked text came from.
    pub fn keep_pieces(&self, id: RenditionId, segment: SegmentId, text: &str, pieces: &[Piece]) -> Result<(), Error> {
        let json = serde_json::to_string(pieces).map_err(|error| Error::Damaged(error.to_string()))?;
        self.connection().execute(
            "INSERT OR REPLACE INTO picked (rendition, segment, text, pieces) VALUES (?1, ?2, ?3, ?4)",
            params![id.0, segment.0, text, json],
        )?;
        Ok(())
    }

    /// The text as it was picked last, and where its words came from.
    pub fn kept_pieces(&self, id: RenditionId, segment: SegmentId) -> Result<Option<(String, Vec<Piece>)>, Error> {
        let row: Option<(String, String)> = self
            .connection()
            .query_row(
                "SELECT text, pieces FROM picked WHERE rendition = ?1 AND segment = ?2",
                params![id.0, segment.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        row.map(|(text, json)| {
            let pieces = serde_json::from_str(&json).map_err(|error| Error::Damaged(format!("pieces: {error}")))?;
            Ok((text, pieces))
        })
        .transpose()
    }
}
