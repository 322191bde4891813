//! Changes: what the reader did by hand to the sentences of an article, in order, so that all of it can be undone and done
//! again, also after a restart.
//!
//! A change holds what stood there before and after it. Undoing writes back what stood before; a new change drops those
//! that were undone. A change of a sentence that is cut otherwise by now is passed over and comes back with its sentence.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::{edit, from_word, note, timestamp, verdict, word};
use crate::article::{ArticleId, RenditionId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE change (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    article   INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    segment   INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    rendition INTEGER REFERENCES rendition(id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    before    TEXT,
    after     TEXT,
    at        TEXT NOT NULL,
    state     TEXT NOT NULL
) STRICT;
CREATE INDEX change_article ON change (article, id);
CREATE INDEX change_segment ON change (segment, id);
";

/// What a change was of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The text of a sentence in a rendition.
    Text,
    /// The note on a sentence.
    Note,
    /// The reader's verdict on a sentence in a rendition.
    Verdict,
}

/// Whether a change holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeState {
    /// It holds.
    Done,
    /// It was undone and can be done again.
    Undone,
    /// It was undone, and something else was done since.
    Dropped,
}

/// One change, as the history tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub id: i64,
    /// The article it was made in.
    pub article: ArticleId,
    /// The sentence it was made to.
    pub segment: SegmentId,
    /// The rendition; none for a note.
    pub rendition: Option<RenditionId>,
    /// What it was of.
    pub kind: ChangeKind,
    /// The text, note or verdict before it, where there was one.
    pub before: Option<String>,
    /// The text, note or verdict after it, where there was one.
    pub after: Option<String>,
    /// When it was made.
    pub at: Timestamp,
    /// Whether it holds.
    pub state: ChangeState,
}

/// Where a change is made: a sentence, or a sentence in a rendition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) article: ArticleId,
    pub(super) segment: SegmentId,
    pub(super) rendition: Option<RenditionId>,
}

impl Library {
    /// Undoes the article's last change that holds, and tells which; none when there is nothing to undo.
    pub fn undo(&self, article: ArticleId) -> Result<Option<Change>, Error> {
        let last = "state = 'done' ORDER BY c.id DESC";
        self.step(article, last, ChangeState::Undone)
    }

    /// Does again what was undone last, and tells what; none when nothing was, or something else was done since.
    pub fn redo(&self, article: ArticleId) -> Result<Option<Change>, Error> {
        let first = "state = 'undone' ORDER BY c.id";
        self.step(article, first, ChangeState::Done)
    }

    fn step(&self, article: ArticleId, which: &str, to: ChangeState) -> Result<Option<Change>, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM change c JOIN segment s ON s.id = c.segment
             WHERE c.article = ?1 AND NOT s.retired AND {which} LIMIT 1"
        );
        let found = transaction.query_row(&sql, [article.0], raw).optional()?;
        let Some(found) = found else { return Ok(None) };
        let (value, place) = (
            if to == ChangeState::Undone {
                &found.before
            } else {
                &found.after
            },
            Place {
                article,
                segment: SegmentId(found.segment),
                rendition: found.rendition.map(RenditionId),
            },
        );
        put(&transaction, from_word(found.kind.clone())?, place, value.as_deref())?;
        transaction.execute(
            "UPDATE change SET state = ?2 WHERE id = ?1",
            params![found.id, word(to)?],
        )?;
        transaction.commit()?;
        let change = told(found)?;
        Ok(Some(Change { state: to, ..change }))
    }

    /// Whether something can be undone, and something done again.
    pub fn can_undo(&self, article: ArticleId) -> Result<(bool, bool), Error> {
        let sql = "SELECT
                count(*) FILTER (WHERE state = 'done') > 0, count(*) FILTER (WHERE state = 'undone') > 0
             FROM change c JOIN segment s ON s.id = c.segment WHERE c.article = ?1 AND NOT s.retired";
        let both = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.connection().query_row(sql, [article.0], both)?)
    }

    /// Everything that was done by hand to a sentence, the latest first.
    pub fn history(&self, segment: SegmentId) -> Result<Vec<Change>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM change c WHERE c.segment = ?1 ORDER BY c.id DESC"
        ))?;
        let rows = statement.query_map([segment.0], raw)?;
        rows.map(|row| told(row?)).collect()
    }
}

/// Makes a change and keeps it, in the caller's transaction. Tells whether anything changed.
pub(super) fn make(
    transaction: &Transaction<'_>,
    kind: ChangeKind,
    place: Place,
    after: Option<&str>,
) -> Result<bool, Error> {
    let before = get(transaction, kind, place)?;
    if before.as_deref() == after {
        return Ok(false);
    }
    let article = place.article.0;
    transaction.execute(
        "UPDATE change SET state = 'dropped' WHERE article = ?1 AND state = 'undone'",
        [article],
    )?;
    put(transaction, kind, place, after)?;
    transaction.execute(
        "INSERT INTO change (article, segment, rendition, kind, before, after, at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'done')",
        params![
            article,
            place.segment.0,
            place.rendition.map(|rendition| rendition.0),
            word(kind)?,
            before,
            after,
            Timestamp::now().to_string()
        ],
    )?;
    Ok(true)
}

/// The place of a sentence of today, in a rendition of the same article.
pub(super) fn place(
    connection: &Connection,
    segment: SegmentId,
    rendition: Option<RenditionId>,
) -> Result<Place, Error> {
    let sql = "SELECT article FROM segment WHERE id = ?1 AND NOT retired";
    let article: Option<i64> = connection.query_row(sql, [segment.0], |row| row.get(0)).optional()?;
    let article = article.ok_or(Error::SegmentUnknown(segment))?;
    if let Some(rendition) = rendition {
        let sql = "SELECT 1 FROM rendition WHERE id = ?1 AND article = ?2";
        let found: Option<i64> = connection
            .query_row(sql, [rendition.0, article], |row| row.get(0))
            .optional()?;
        found.ok_or(Error::RenditionUnknown(rendition))?;
    }
    Ok(Place {
        article: ArticleId(article),
        segment,
        rendition,
    })
}

fn get(connection: &Connection, kind: ChangeKind, place: Place) -> Result<Option<String>, Error> {
    match (kind, place.rendition) {
        (ChangeKind::Note, _) => note::get(connection, place.segment),
        (ChangeKind::Text, Some(rendition)) => edit::stored(connection, rendition, place.segment),
        (ChangeKind::Verdict, Some(rendition)) => verdict::stored(connection, rendition, place.segment),
        (_, None) => Err(Error::Damaged("a change of no rendition".to_owned())),
    }
}

fn put(connection: &Connection, kind: ChangeKind, place: Place, value: Option<&str>) -> Result<(), Error> {
    match (kind, place.rendition) {
        (ChangeKind::Note, _) => note::put(connection, place.segment, value),
        (ChangeKind::Text, Some(rendition)) => edit::store(connection, rendition, place.segment, value),
        (ChangeKind::Verdict, Some(rendition)) => verdict::store(connection, rendition, place.segment, value),
        (_, None) => Err(Error::Damaged("a change of no rendition".to_owned())),
    }
}

const COLUMNS: &str = "c.id, c.article, c.segment, c.rendition, c.kind, c.before, c.after, c.at, c.state";

struct Raw {
    id: i64,
    article: i64,
    segment: i64,
    rendition: Option<i64>,
    kind: String,
    before: Option<String>,
    after: Option<String>,
    at: String,
    state: String,
}

fn raw(row: &Row<'_>) -> Result<Raw, rusqlite::Error> {
    Ok(Raw {
        id: row.get(0)?,
        article: row.get(1)?,
        segment: row.get(2)?,
        rendition: row.get(3)?,
        kind: row.get(4)?,
        before: row.get(5)?,
        after: row.get(6)?,
        at: row.get(7)?,
        state: row.get(8)?,
    })
}

/// The change as a reader understands it: texts and words instead of what is stored for undoing.
fn told(raw: Raw) -> Result<Change, Error> {
    let kind = from_word(raw.kind)?;
    let words = |value: Option<String>| match (kind, value) {
        (ChangeKind::Note, value) => Ok(value),
        (_, None) => Ok(None),
        (ChangeKind::Text, Some(value)) => edit::text_of(&value),
        (ChangeKind::Verdict, Some(value)) => verdict::word_of(&value).map(Some),
    };
    Ok(Change {
        id: raw.id,
        article: ArticleId(raw.article),
        segment: SegmentId(raw.segment),
        rendition: raw.rendition.map(RenditionId),
        kind,
        before: words(raw.before)?,
        after: words(raw.after)?,
        at: timestamp(&raw.at)?,
        state: from_word(raw.state)?,
    })
}
