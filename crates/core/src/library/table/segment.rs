//! Segments: the sentences of every block.
//!
//! A segment whose sentence has changed (split, joined, other rules) is retired, not deleted: its translations stay, and
//! when the same bytes become a sentence again, it comes back with them.

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use visavis_text::Language;
use visavis_text::segment::{Segmenter, correct};

use super::{correction, cut, language, note, translation};
use crate::article::{ArticleId, Draft, Segment, SegmentId};
use crate::library::{Error, Library};

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

/// Retired segments are few, and to be found without looking at the others.
pub(in crate::library) const INDEX_RETIRED: &str = "CREATE INDEX segment_retired ON segment (article) WHERE retired;";

/// Finds and stores the sentences of a draft's blocks.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    article: ArticleId,
    draft: &Draft,
    segmenter: &Segmenter,
) -> Result<(), Error> {
    let mut insert = transaction.prepare(INSERT)?;
    for (index, block) in draft.blocks.iter().enumerate() {
        for range in segmenter.ranges(&block.text) {
            insert.execute(params![article.0, index, range.start, range.end])?;
        }
    }
    Ok(())
}

/// Stores the sentences of a text that came in with its own boundaries.
pub(super) fn insert_cut(
    transaction: &Transaction<'_>,
    article: ArticleId,
    cut: &[Vec<Range<usize>>],
) -> Result<(), Error> {
    let mut insert = transaction.prepare(INSERT)?;
    for (index, sentences) in cut.iter().enumerate() {
        for range in sentences {
            insert.execute(params![article.0, index, range.start, range.end])?;
        }
    }
    Ok(())
}

const INSERT: &str = "INSERT INTO segment (article, block, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4)";

/// Finds the sentences of a stored article again. What is no sentence any more is retired, what has become one again
/// comes back, and what stays is not touched.
pub(super) fn find_again(
    transaction: &Transaction<'_>,
    article: ArticleId,
    segmenter: &Segmenter,
) -> Result<(), Error> {
    let mut blocks = transaction.prepare("SELECT position, text FROM block WHERE article = ?1 ORDER BY position")?;
    let blocks = blocks.query_map([article.0], |row| {
        Ok((row.get::<_, usize>(0)?, row.get::<_, String>(1)?))
    })?;
    let is_cut = cut::is_of(transaction, article)?;
    for row in blocks {
        let (index, text) = row?;
        let corrections = correction::of_block(transaction, article, index)?;
        // What came in with its own boundaries keeps them, whatever the rules say; the reader's word stands above both.
        let wanted = if is_cut {
            let starts = cut::of_block(transaction, article, index)?;
            correct(&text, starts.into_iter().map(|start| start..text.len()), &corrections)
        } else {
            correct(&text, segmenter.ranges(&text), &corrections)
        };
        let found = read(transaction, article, &(index..index + 1))?;
        if found.iter().map(|segment| &segment.range).eq(&wanted) {
            continue;
        }
        for gone in found.iter().filter(|segment| !wanted.contains(&segment.range)) {
            transaction.execute("UPDATE segment SET retired = 1 WHERE id = ?1", [gone.id.0])?;
        }
        for range in wanted
            .iter()
            .filter(|range| !found.iter().any(|segment| segment.range == **range))
        {
            let place = params![article.0, index, range.start, range.end];
            let revived = transaction.execute(
                "UPDATE segment SET retired = 0
                 WHERE article = ?1 AND block = ?2 AND start_byte = ?3 AND end_byte = ?4",
                place,
            )?;
            if revived == 0 {
                transaction.execute(INSERT, place)?;
                let id = SegmentId(transaction.last_insert_rowid());
                let parts: Vec<&Segment> = found
                    .iter()
                    .filter(|part| range.start <= part.range.start && part.range.end <= range.end)
                    .collect();
                // Sentences follow one another without gaps, so parts that reach both ends are all of it. Parts that do
                // not are the translation of something else.
                let whole = parts.first().is_some_and(|first| first.range.start == range.start)
                    && parts.last().is_some_and(|last| last.range.end == range.end);
                if whole {
                    let parts: Vec<SegmentId> = parts.iter().map(|part| part.id).collect();
                    translation::join(transaction, id, &parts)?;
                    note::join(transaction, id, &parts)?;
                }
            }
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

impl Library {
    /// The text of a segment.
    pub fn segment_text(&self, id: SegmentId) -> Result<String, Error> {
        let sql = "SELECT b.text, s.start_byte, s.end_byte FROM segment s
                   JOIN block b ON b.article = s.article AND b.position = s.block WHERE s.id = ?1 AND NOT s.retired";
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?..row.get(2)?));
        let found: Option<(String, Range<usize>)> = self.connection().query_row(sql, [id.0], row).optional()?;
        let (text, range) = found.ok_or(Error::SegmentUnknown(id))?;
        Ok(text.get(range).unwrap_or_default().to_owned())
    }

    /// The article a segment of today belongs to.
    pub fn article_of(&self, id: SegmentId) -> Result<ArticleId, Error> {
        let sql = "SELECT article FROM segment WHERE id = ?1 AND NOT retired";
        let found = self.connection().query_row(sql, [id.0], |row| row.get(0)).optional()?;
        Ok(ArticleId(found.ok_or(Error::SegmentUnknown(id))?))
    }

    /// The language of the article a segment belongs to.
    pub fn language_of(&self, id: SegmentId) -> Result<Language, Error> {
        let sql = "SELECT language FROM article WHERE id = (SELECT article FROM segment WHERE id = ?1)";
        let tag: Option<String> = self.connection().query_row(sql, [id.0], |row| row.get(0)).optional()?;
        language(&tag.ok_or(Error::SegmentUnknown(id))?)
    }
}
