//! Segments: the sentences of every block.
//!
//! A segment whose sentence has changed (split, joined, other rules) is retired, not deleted: its translations stay, and
//! when the same bytes become a sentence again, it comes back with them.

use std::ops::Range;

use rusqlite::{Connection, Transaction, params};
use visavis_text::segment::Segmenter;

use crate::article::{ArticleId, Draft, Segment, SegmentId};
use crate::library::Error;

pub(in crate::library) const CREATE: &str = "
CREATE TABLE segment (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article    INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    block      INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    retired    INTEGER NOT NULL DEFAULT 0,
    CHECK (start_byte < end_byte),
    UNIQUE (article, block, start_byte, end_byte)
) STRICT;
";

/// Finds and stores the sentences of a draft's blocks.
pub(super) fn insert(transaction: &Transaction<'_>, article: ArticleId, draft: &Draft) -> Result<(), Error> {
    let segmenter = Segmenter::new(&draft.language);
    let mut insert =
        transaction.prepare("INSERT INTO segment (article, block, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4)")?;
    for (index, block) in draft.blocks.iter().enumerate() {
        for range in segmenter.ranges(&block.text) {
            insert.execute(params![article.0, index, range.start, range.end])?;
        }
    }
    Ok(())
}

/// The segments of some of an article's blocks, in reading order.
pub(super) fn read(connection: &Connection, article: ArticleId, blocks: &Range<usize>) -> Result<Vec<Segment>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, block, start_byte, end_byte FROM segment WHERE article = ?1 AND block >= ?2 AND block < ?3 AND NOT retired
         ORDER BY block, start_byte",
    )?;
    let rows = statement.query_map(params![article.0, blocks.start, blocks.end], |row| {
        Ok(Segment {
            id: SegmentId(row.get(0)?),
            block: row.get(1)?,
            range: row.get(2)?..row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many segments of an article stand before a block.
pub(super) fn count_before(connection: &Connection, article: ArticleId, block: usize) -> Result<usize, Error> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM segment WHERE article = ?1 AND block < ?2 AND NOT retired")?;
    Ok(statement.query_row(params![article.0, block], |row| row.get(0))?)
}
