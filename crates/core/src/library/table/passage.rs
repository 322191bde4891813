//! Passages: every sentence of every article, and every translation of it, as they are searched. SQLite keeps them with
//! the texts by triggers, so that no write can forget them.
//!
//! The index is FTS5 with diacritics folded. It stands over `passage`, a table of its own, because sentences are stored as
//! places in their block and translations without a row number; that costs the length of the texts once more.
//!
//! To index a text takes longer than to store it, and most of what a commit writes. So new texts are only noted at first
//! (`passage_unindexed`), and indexed when a job has ended or something is looked for.

use rusqlite::{Connection, params};

use crate::article::{ArticleId, RenditionId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE passage (
    id        INTEGER PRIMARY KEY,
    segment   INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    rendition INTEGER REFERENCES rendition(id) ON DELETE CASCADE,
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX passage_place ON passage (segment, rendition);
CREATE INDEX passage_rendition ON passage (rendition);
CREATE VIRTUAL TABLE passage_words USING fts5 (
    text, content = 'passage', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
    INSERT INTO passage_words (passage_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER passage_changed AFTER UPDATE OF text ON passage WHEN old.text <> new.text BEGIN
    INSERT INTO passage_words (passage_words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO passage_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER segment_searched AFTER INSERT ON segment BEGIN
    INSERT INTO passage (segment, text)
    SELECT new.id, CAST(substr(CAST(b.text AS BLOB), new.start_byte + 1, new.end_byte - new.start_byte) AS TEXT)
    FROM block b WHERE b.article = new.article AND b.position = new.block;
END;
CREATE TRIGGER translation_searched AFTER INSERT ON translation WHEN new.text IS NOT NULL BEGIN
    INSERT INTO passage (segment, rendition, text) VALUES (new.segment, new.rendition, new.text);
END;
CREATE TRIGGER translation_searched_anew AFTER UPDATE OF text ON translation WHEN old.text IS NOT new.text BEGIN
    DELETE FROM passage WHERE segment = old.segment AND rendition = old.rendition AND new.text IS NULL;
    UPDATE passage SET text = new.text
    WHERE segment = new.segment AND rendition = new.rendition AND old.text IS NOT NULL AND new.text IS NOT NULL;
    INSERT INTO passage (segment, rendition, text)
    SELECT new.segment, new.rendition, new.text WHERE old.text IS NULL;
END;
CREATE TRIGGER translation_searched_no_more AFTER DELETE ON translation BEGIN
    DELETE FROM passage WHERE segment = old.segment AND rendition = old.rendition;
END;
INSERT INTO passage (segment, text)
SELECT s.id, CAST(substr(CAST(b.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT)
FROM segment s JOIN block b ON b.article = s.article AND b.position = s.block;
INSERT INTO passage (segment, rendition, text)
SELECT segment, rendition, text FROM translation WHERE text IS NOT NULL;
";

/// Texts indexed in one transaction.
const AT_A_TIME: i64 = 500;

/// New texts are noted, and indexed later. What is noted is not in the index.
pub(in crate::library) const LATER: &str = "
CREATE TABLE passage_unindexed (id INTEGER PRIMARY KEY) STRICT;
DROP TRIGGER passage_added;
DROP TRIGGER passage_removed;
DROP TRIGGER passage_changed;
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_unindexed (id) VALUES (new.id);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
    INSERT INTO passage_words (passage_words, rowid, text)
    SELECT 'delete', old.id, old.text WHERE NOT EXISTS (SELECT 1 FROM passage_unindexed WHERE id = old.id);
    DELETE FROM passage_unindexed WHERE id = old.id;
END;
CREATE TRIGGER passage_changed AFTER UPDATE OF text ON passage WHEN old.text <> new.text BEGIN
    INSERT INTO passage_words (passage_words, rowid, text)
    SELECT 'delete', old.id, old.text WHERE NOT EXISTS (SELECT 1 FROM passage_unindexed WHERE id = old.id);
    INSERT INTO passage_unindexed (id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM passage_unindexed WHERE id = new.id);
END;
";

/// A sentence, or a translation of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::library) struct Passage {
    /// The article it is in.
    pub(in crate::library) article: ArticleId,
    /// Its sentence.
    pub(in crate::library) segment: SegmentId,
    /// The rendition; none for the original.
    pub(in crate::library) rendition: Option<RenditionId>,
    /// Its whole text.
    pub(in crate::library) text: String,
}

impl Library {
    /// Indexes the texts that are new since the last time, so that a search need not: so many at a time, that others may
    /// have the library meanwhile.
    pub fn index(&self) -> Result<(), Error> {
        while self.index_some()? {}
        Ok(())
    }

    /// Whether there was anything to index.
    fn index_some(&self) -> Result<bool, Error> {
        let mut connection = self.connection();
        let noted = "SELECT max(id) FROM (SELECT id FROM passage_unindexed ORDER BY id LIMIT ?1)";
        let last = |connection: &Connection| -> rusqlite::Result<Option<i64>> {
            connection
                .prepare_cached(noted)?
                .query_row([AT_A_TIME], |row| row.get(0))
        };
        if last(&connection)?.is_none() {
            return Ok(false);
        }
        // Another process may have indexed them while this one waited.
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let last = last(&transaction)?;
        transaction.execute(
            "INSERT INTO passage_words (rowid, text)
             SELECT p.id, p.text FROM passage_unindexed u JOIN passage p ON p.id = u.id WHERE u.id <= ?1 ORDER BY p.id",
            [last],
        )?;
        transaction.execute("DELETE FROM passage_unindexed WHERE id <= ?1", [last])?;
        transaction.commit()?;
        Ok(true)
    }

    /// The passages that hold every word of an FTS5 expression, the best first.
    pub(in crate::library) fn passages_matching(
        &self,
        expression: &str,
        from: usize,
        count: usize,
    ) -> Result<Vec<Passage>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT s.article, p.segment, p.rendition, p.text
             FROM passage_words w JOIN passage p ON p.id = w.rowid JOIN segment s ON s.id = p.segment
             WHERE w.passage_words MATCH ?1 AND NOT s.retired
             ORDER BY bm25(passage_words), p.id LIMIT ?3 OFFSET ?2",
        )?;
        let rows = statement.query_map(params![expression, from, count], |row| {
            Ok(Passage {
                article: ArticleId(row.get(0)?),
                segment: SegmentId(row.get(1)?),
                rendition: row.get::<_, Option<i64>>(2)?.map(RenditionId),
                text: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many passages hold every word of an FTS5 expression.
    pub(in crate::library) fn count_matching(&self, expression: &str) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM passage_words w JOIN passage p ON p.id = w.rowid
                   JOIN segment s ON s.id = p.segment WHERE w.passage_words MATCH ?1 AND NOT s.retired";
        Ok(self
            .connection()
            .prepare_cached(sql)?
            .query_row([expression], |row| row.get(0))?)
    }

    /// Looks at each passage of an article in reading order, each original before its translations; `look` gets the
    /// segment, the rendition and the text.
    pub(in crate::library) fn each_passage(
        &self,
        article: ArticleId,
        mut look: impl FnMut(SegmentId, Option<RenditionId>, &str),
    ) -> Result<(), Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT p.segment, p.rendition, p.text FROM segment s JOIN passage p ON p.segment = s.id
             WHERE s.article = ?1 AND NOT s.retired ORDER BY s.block, s.start_byte, p.rendition",
        )?;
        let mut rows = statement.query([article.0])?;
        while let Some(row) = rows.next()? {
            let rendition: Option<i64> = row.get(1)?;
            let text = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            look(SegmentId(row.get(0)?), rendition.map(RenditionId), text);
        }
        Ok(())
    }
}
