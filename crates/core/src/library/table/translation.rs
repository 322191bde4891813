//! The journal: what each rendition has for each segment. No row means the segment is still waiting.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, Transaction, params, params_from_iter};

use super::{memory, spent, to_json};
use crate::ErrorCode;
use crate::article::{Cell, Failure, RenditionId, SegmentId};
use crate::engine::Spent;
use crate::library::{Error, Kept, Library, Recipe};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE translation (
    rendition  INTEGER NOT NULL REFERENCES rendition(id) ON DELETE CASCADE,
    segment    INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    text       TEXT,
    edited     INTEGER NOT NULL DEFAULT 0,
    original   TEXT,
    failure    TEXT,
    detail     TEXT,
    provenance TEXT,
    PRIMARY KEY (rendition, segment),
    CHECK ((text IS NULL) = (failure IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX translation_segment ON translation (segment);
";

/// The rows of a rendition, and those that failed, are counted whenever it is listed: without reading their texts.
pub(in crate::library) const INDEX_RENDITION: &str = "
CREATE INDEX translation_rendition ON translation (rendition);
CREATE INDEX translation_failed ON translation (rendition) WHERE text IS NULL;
";

impl Library {
    /// Commits cells in one transaction; after it returns they are on disk. [`Cell::Waiting`] takes a row away.
    ///
    /// A cell the reader has edited meanwhile is left as it is. What the reader wrote is kept in the memory as well.
    pub fn record(&self, rendition: RenditionId, cells: &[(SegmentId, Cell)]) -> Result<(), Error> {
        self.record_and_remember(rendition, cells, None, Spent::default())
    }

    /// The same, and in the same transaction keeps an engine's answers in the memory and adds what they cost.
    pub fn record_and_remember(
        &self,
        rendition: RenditionId,
        cells: &[(SegmentId, Cell)],
        answers: Option<(&Recipe, &[Kept<'_>])>,
        spent: Spent,
    ) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // The rendition may have been removed while its job was running; that is not the database's fault.
        let there: Option<i64> = transaction
            .query_row("SELECT 1 FROM rendition WHERE id = ?1", [rendition.0], |row| row.get(0))
            .optional()?;
        if there.is_none() {
            return Err(Error::RenditionUnknown(rendition));
        }
        {
            let mut put = transaction.prepare_cached(
                "INSERT INTO translation (rendition, segment, text, edited, original, failure, detail, provenance)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT DO UPDATE SET text = excluded.text, edited = excluded.edited,
                    original = excluded.original, failure = excluded.failure, detail = excluded.detail,
                    provenance = excluded.provenance
                 WHERE excluded.edited OR NOT translation.edited",
            )?;
            let mut clear = transaction
                .prepare_cached("DELETE FROM translation WHERE rendition = ?1 AND segment = ?2 AND NOT edited")?;
            for (segment, cell) in cells {
                let row = (rendition.0, segment.0);
                match cell {
                    Cell::Waiting => clear.execute(row)?,
                    Cell::Done { text, provenance } => {
                        let provenance = provenance.as_ref().map(to_json).transpose()?;
                        put.execute(params![
                            row.0,
                            row.1,
                            text,
                            false,
                            None::<&str>,
                            None::<&str>,
                            None::<&str>,
                            provenance
                        ])?
                    }
                    Cell::Failed(Failure { code, detail }) => put.execute(params![
                        row.0,
                        row.1,
                        None::<&str>,
                        false,
                        None::<&str>,
                        code.as_str(),
                        detail,
                        None::<&str>
                    ])?,
                    Cell::Edited { text, original } => {
                        memory::remember_edit(&transaction, rendition, *segment, text)?;
                        put.execute(params![
                            row.0,
                            row.1,
                            text,
                            true,
                            original,
                            None::<&str>,
                            None::<&str>,
                            None::<&str>
                        ])?
                    }
                };
            }
        }
        if let Some((recipe, answers)) = answers {
            memory::remember(&transaction, recipe, answers)?;
        }
        spent::add(&transaction, rendition, spent)?;
        transaction.commit()?;
        Ok(())
    }

    /// What a rendition has for each of `segments`, in their order.
    pub fn cells(&self, rendition: RenditionId, segments: &[SegmentId]) -> Result<Vec<Cell>, Error> {
        let connection = self.connection();
        let mut found = HashMap::new();
        // SQLite takes 32,766 parameters; pages are far smaller, but a whole book may be asked for at once.
        for part in segments.chunks(1000) {
            let marks = vec!["?"; part.len()].join(",");
            let mut statement = connection.prepare_cached(&format!(
                "SELECT segment, text, edited, original, failure, detail, provenance FROM translation
                 WHERE rendition = {} AND segment IN ({marks})",
                rendition.0
            ))?;
            let mut rows = statement.query(params_from_iter(part.iter().map(|segment| segment.0)))?;
            while let Some(row) = rows.next()? {
                found.insert(SegmentId(row.get(0)?), cell(row)?);
            }
        }
        Ok(segments
            .iter()
            .map(|segment| found.remove(segment).unwrap_or(Cell::Waiting))
            .collect())
    }

    /// The segments of its article a rendition has no answer for, in reading order.
    pub fn waiting(&self, rendition: RenditionId) -> Result<Vec<SegmentId>, Error> {
        self.segments_where(rendition, "t.segment IS NULL")
    }

    /// The segments that failed in a rendition, in reading order.
    pub fn failed(&self, rendition: RenditionId) -> Result<Vec<SegmentId>, Error> {
        self.segments_where(rendition, "t.failure IS NOT NULL")
    }

    fn segments_where(&self, rendition: RenditionId, condition: &str) -> Result<Vec<SegmentId>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare(&format!(
            "SELECT s.id FROM rendition r JOIN segment s ON s.article = r.article
             LEFT JOIN translation t ON t.rendition = r.id AND t.segment = s.id
             WHERE r.id = ?1 AND NOT s.retired AND {condition} ORDER BY s.block, s.start_byte"
        ))?;
        let ids = statement.query_map([rendition.0], |row| Ok(SegmentId(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

/// Gives a sentence that was joined of `parts` what people wrote for them: where a rendition by hand, or the reader's
/// own edits, have text for every part, the sentence has all of it. Engines are asked again.
pub(super) fn join(transaction: &Transaction<'_>, whole: SegmentId, parts: &[SegmentId]) -> Result<(), Error> {
    if parts.len() < 2 {
        return Ok(());
    }
    let marks = vec!["?"; parts.len()].join(",");
    let mut by_hand = transaction.prepare(&format!(
        "SELECT t.rendition, max(t.edited), group_concat(t.text, ' ' ORDER BY s.start_byte)
         FROM translation t JOIN segment s ON s.id = t.segment JOIN rendition r ON r.id = t.rendition
         WHERE t.segment IN ({marks})
         GROUP BY t.rendition HAVING count(t.text) = {} AND (r.engine IS NULL OR max(t.edited))",
        parts.len()
    ))?;
    let mut rows = by_hand.query(params_from_iter(parts.iter().map(|part| part.0)))?;
    while let Some(row) = rows.next()? {
        let (rendition, edited, text): (i64, bool, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        transaction.execute(
            "INSERT INTO translation (rendition, segment, text, edited) VALUES (?1, ?2, ?3, ?4)",
            params![rendition, whole.0, text, edited],
        )?;
    }
    Ok(())
}

fn cell(row: &Row<'_>) -> Result<Cell, Error> {
    let text: Option<String> = row.get(1)?;
    let Some(text) = text else {
        let code: String = row.get(4)?;
        let code = ErrorCode::parse(&code).ok_or(Error::Damaged(code))?;
        return Ok(Cell::Failed(Failure {
            code,
            detail: row.get(5)?,
        }));
    };
    if row.get(2)? {
        return Ok(Cell::Edited {
            text,
            original: row.get(3)?,
        });
    }
    let provenance: Option<String> = row.get(6)?;
    let provenance = provenance
        .map(|json| serde_json::from_str(&json).map_err(|e| Error::Damaged(format!("provenance: {e}"))))
        .transpose()?;
    Ok(Cell::Done { text, provenance })
}
