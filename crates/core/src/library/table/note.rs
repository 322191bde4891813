//! Notes: what the reader wrote about a sentence, one for each.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params, params_from_iter};

use super::change::{self, ChangeKind};
use crate::article::SegmentId;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE note (
    segment INTEGER PRIMARY KEY REFERENCES segment(id) ON DELETE CASCADE,
    text    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
";

impl Library {
    /// The reader's note on a sentence.
    pub fn note(&self, segment: SegmentId) -> Result<Option<String>, Error> {
        get(&self.connection(), segment)
    }

    /// Keeps a note on a sentence in place of the one before; white space alone takes the note away. Can be undone.
    pub fn set_note(&self, segment: SegmentId, text: &str) -> Result<(), Error> {
        let text = text.trim();
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let place = change::place(&transaction, segment, None)?;
        change::make(
            &transaction,
            ChangeKind::Note,
            place,
            Some(text).filter(|text| !text.is_empty()),
        )?;
        transaction.commit()?;
        Ok(())
    }
}

pub(super) fn get(connection: &Connection, segment: SegmentId) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached("SELECT text FROM note WHERE segment = ?1")?;
    Ok(statement.query_row([segment.0], |row| row.get(0)).optional()?)
}

pub(super) fn put(connection: &Connection, segment: SegmentId, text: Option<&str>) -> Result<(), Error> {
    match text {
        Some(text) => connection.execute(
            "INSERT INTO note (segment, text, at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at",
            params![segment.0, text, Timestamp::now().to_string()],
        )?,
        None => connection.execute("DELETE FROM note WHERE segment = ?1", [segment.0])?,
    };
    Ok(())
}

/// Gives a sentence that was joined of `parts` their notes, one line after the other.
pub(super) fn join(transaction: &Transaction<'_>, whole: SegmentId, parts: &[SegmentId]) -> Result<(), Error> {
    let marks = vec!["?"; parts.len()].join(",");
    let sql = format!(
        "SELECT group_concat(n.text, char(10) ORDER BY s.start_byte)
         FROM note n JOIN segment s ON s.id = n.segment WHERE n.segment IN ({marks})"
    );
    let ids = params_from_iter(parts.iter().map(|part| part.0));
    let text: Option<String> = transaction.query_row(&sql, ids, |row| row.get(0))?;
    match text {
        Some(text) => put(transaction, whole, Some(&text)),
        None => Ok(()),
    }
}
