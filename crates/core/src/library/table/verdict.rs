//! Verdicts: what the reader thinks of a sentence in a rendition. A verdict is on a text: when another text stands there,
//! it does not hold any more, and holds again when the text comes back.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::change::{self, ChangeKind};
use crate::article::{ArticleId, RenditionId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE verdict (
    rendition INTEGER NOT NULL REFERENCES rendition(id) ON DELETE CASCADE,
    segment   INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    verdict   TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (rendition, segment)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_segment ON verdict (segment);
";

/// What the reader thinks of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// To be looked at again.
    Doubtful,
    /// Read and found right.
    Approved,
}

impl Verdict {
    /// The name files know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Doubtful => "doubtful",
        }
    }

    /// The one with this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "approved" => Some(Self::Approved),
            "doubtful" => Some(Self::Doubtful),
            _ => None,
        }
    }
}

/// A sentence of an article the reader has marked or written a note on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The sentence.
    pub segment: SegmentId,
    /// The rendition and the verdict on it; none for a note.
    pub verdict: Option<(RenditionId, Verdict)>,
}

/// As it is kept for undoing.
#[derive(Serialize, Deserialize)]
struct Stored {
    verdict: Verdict,
    text: String,
}

impl Library {
    /// The reader's verdict on a sentence in a rendition, if it holds for what stands there now.
    pub fn verdict(&self, rendition: RenditionId, segment: SegmentId) -> Result<Option<Verdict>, Error> {
        let connection = self.connection();
        let sql = "SELECT v.verdict FROM verdict v
                   JOIN translation t ON t.rendition = v.rendition AND t.segment = v.segment AND t.text = v.text
                   WHERE v.rendition = ?1 AND v.segment = ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let found: Option<String> = statement
            .query_row([rendition.0, segment.0], |row| row.get(0))
            .optional()?;
        found.map(super::from_word).transpose()
    }

    /// Gives or takes back a verdict on what stands there now. Can be undone.
    ///
    /// # Errors
    /// [`Error::NothingToJudge`] where there is no text.
    pub fn set_verdict(
        &self,
        rendition: RenditionId,
        segment: SegmentId,
        verdict: Option<Verdict>,
    ) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let place = change::place(&transaction, segment, Some(rendition))?;
        let sql = "SELECT text FROM translation WHERE rendition = ?1 AND segment = ?2";
        let text: Option<Option<String>> = transaction
            .query_row(sql, [rendition.0, segment.0], |row| row.get(0))
            .optional()?;
        let text = text.flatten().ok_or(Error::NothingToJudge(segment))?;
        let after = verdict
            .map(|verdict| super::to_json(&Stored { verdict, text }))
            .transpose()?;
        change::make(&transaction, ChangeKind::Verdict, place, after.as_deref())?;
        transaction.commit()?;
        Ok(())
    }

    /// Every sentence of an article that has a note or a verdict that holds, in reading order.
    pub fn marked(&self, article: ArticleId) -> Result<Vec<Marked>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT s.id, v.rendition, v.verdict, s.block, s.start_byte
             FROM segment s JOIN verdict v ON v.segment = s.id
             JOIN translation t ON t.rendition = v.rendition AND t.segment = v.segment AND t.text = v.text
             WHERE s.article = ?1 AND NOT s.retired
             UNION ALL
             SELECT s.id, NULL, NULL, s.block, s.start_byte FROM segment s JOIN note n ON n.segment = s.id
             WHERE s.article = ?1 AND NOT s.retired
             ORDER BY 4, 5, 2",
        )?;
        let rows = statement.query_map([article.0], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, Option<i64>>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })?;
        rows.map(|row| {
            let (segment, rendition, verdict) = row?;
            let verdict = verdict.map(super::from_word).transpose()?;
            Ok(Marked {
                segment: SegmentId(segment),
                verdict: rendition.map(RenditionId).zip(verdict),
            })
        })
        .collect()
    }
}

pub(super) fn stored(
    connection: &Connection,
    rendition: RenditionId,
    segment: SegmentId,
) -> Result<Option<String>, Error> {
    let sql = "SELECT verdict, text FROM verdict WHERE rendition = ?1 AND segment = ?2";
    let found: Option<(String, String)> = connection
        .query_row(sql, [rendition.0, segment.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(verdict, text)| {
            let verdict = super::from_word(verdict)?;
            super::to_json(&Stored { verdict, text })
        })
        .transpose()
}

pub(super) fn store(
    connection: &Connection,
    rendition: RenditionId,
    segment: SegmentId,
    value: Option<&str>,
) -> Result<(), Error> {
    match value {
        Some(value) => {
            let Stored { verdict, text } = super::from_json(value)?;
            connection.execute(
                "INSERT INTO verdict (rendition, segment, verdict, text) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET verdict = excluded.verdict, text = excluded.text",
                params![rendition.0, segment.0, super::word(verdict)?, text],
            )?
        }
        None => connection.execute(
            "DELETE FROM verdict WHERE rendition = ?1 AND segment = ?2",
            [rendition.0, segment.0],
        )?,
    };
    Ok(())
}

/// Puts a verdict on a text that came in with it; what comes in from a file is not the reader's doing and not undone.
pub(super) fn bring(
    connection: &Connection,
    rendition: RenditionId,
    segment: SegmentId,
    verdict: Verdict,
    text: &str,
) -> Result<(), Error> {
    let text = text.to_owned();
    let value = super::to_json(&Stored { verdict, text })?;
    store(connection, rendition, segment, Some(&value))
}

/// The bare word of a stored verdict.
pub(super) fn word_of(value: &str) -> Result<String, Error> {
    super::word(super::from_json::<Stored>(value)?.verdict)
}
