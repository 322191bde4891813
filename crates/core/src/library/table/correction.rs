//! Corrections: the reader's own boundaries, kept beside the article and laid over whatever the rules find.

use rusqlite::{Connection, OptionalExtension, params};
use visavis_text::segment::{Correction, Segmenter};

use super::segment;
use crate::article::{ArticleId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE correction (
    article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    block   INTEGER NOT NULL,
    at_byte INTEGER NOT NULL,
    begins  INTEGER NOT NULL,
    PRIMARY KEY (article, block, at_byte)
) STRICT, WITHOUT ROWID;
";

/// Where a segment lies.
struct Place {
    article: ArticleId,
    block: usize,
    start: usize,
}

impl Library {
    /// Splits a segment: a new sentence begins at `byte` of the segment, or after the white space there. Translations
    /// of both halves are waiting then; the old ones stay with the retired sentence and come back if it is joined.
    ///
    /// # Errors
    /// [`Error::NothingToSplit`] when one side would be empty.
    pub fn split(&self, id: SegmentId, byte: usize, segmenter: &Segmenter) -> Result<ArticleId, Error> {
        self.correct(id, segmenter, |connection, place| {
            let sql = "SELECT text FROM block WHERE article = ?1 AND position = ?2";
            let row = params![place.article.0, place.block];
            let text: String = connection.query_row(sql, row, |row| row.get(0))?;
            Correction::split(&text, place.start + byte).ok_or(Error::NothingToSplit(id))
        })
    }

    /// Joins a segment with the next one of its block. A person's texts are joined with a space; an engine is to be
    /// asked again.
    ///
    /// # Errors
    /// [`Error::NothingToJoin`] when it is the last of its block.
    pub fn join_with_next(&self, id: SegmentId, segmenter: &Segmenter) -> Result<ArticleId, Error> {
        self.correct(id, segmenter, |connection, place| {
            let sql = "SELECT min(start_byte) FROM segment
                       WHERE article = ?1 AND block = ?2 AND start_byte > ?3 AND NOT retired";
            let row = params![place.article.0, place.block, place.start];
            let next: Option<usize> = connection.query_row(sql, row, |row| row.get(0))?;
            next.map(Correction::join).ok_or(Error::NothingToJoin(id))
        })
    }

    fn correct(
        &self,
        id: SegmentId,
        segmenter: &Segmenter,
        correction: impl FnOnce(&Connection, &Place) -> Result<Correction, Error>,
    ) -> Result<ArticleId, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let place = transaction
            .query_row(
                "SELECT article, block, start_byte FROM segment WHERE id = ?1 AND NOT retired",
                [id.0],
                |row| {
                    Ok(Place {
                        article: ArticleId(row.get(0)?),
                        block: row.get(1)?,
                        start: row.get(2)?,
                    })
                },
            )
            .optional()?
            .ok_or(Error::SegmentUnknown(id))?;
        let correction = correction(&transaction, &place)?;
        transaction.execute(
            "INSERT INTO correction (article, block, at_byte, begins) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET begins = excluded.begins",
            params![place.article.0, place.block, correction.at, correction.begins],
        )?;
        segment::find_again(&transaction, place.article, segmenter)?;
        transaction.commit()?;
        Ok(place.article)
    }

    /// Finds an article's sentences again, as rules or exceptions have changed. Sentences that stay the same keep
    /// their numbers and translations.
    pub fn resegment(&self, id: ArticleId, segmenter: &Segmenter) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        segment::find_again(&transaction, id, segmenter)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The reader's corrections of one block.
pub(super) fn of_block(connection: &Connection, article: ArticleId, block: usize) -> Result<Vec<Correction>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT at_byte, begins FROM correction WHERE article = ?1 AND block = ?2")?;
    let rows = statement.query_map(params![article.0, block], |row| {
        Ok(Correction {
            at: row.get(0)?,
            begins: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
