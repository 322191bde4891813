//! Flags the reader has waved away.

use std::collections::HashSet;

use rusqlite::params;
use visavis_text::flag::Reason;

use crate::article::{RenditionId, SegmentId};
use crate::compare::Said;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE dismissed_flag (
    rendition INTEGER NOT NULL REFERENCES rendition(id) ON DELETE CASCADE,
    segment   INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
    reason    TEXT NOT NULL,
    source    TEXT NOT NULL,
    target    TEXT NOT NULL,
    PRIMARY KEY (rendition, segment, reason, source, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissed_flag_segment ON dismissed_flag (segment);
";

impl Library {
    /// Keeps that the reader has waved a flag away, or forgets it.
    pub fn dismiss_flag(
        &self,
        rendition: RenditionId,
        segment: SegmentId,
        reason: Reason,
        said: &Said,
        dismissed: bool,
    ) -> Result<(), Error> {
        let sql = if dismissed {
            "INSERT OR IGNORE INTO dismissed_flag (rendition, segment, reason, source, target)
             SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM rendition WHERE id = ?1)
                AND EXISTS (SELECT 1 FROM segment WHERE id = ?2)"
        } else {
            "DELETE FROM dismissed_flag
             WHERE rendition = ?1 AND segment = ?2 AND reason = ?3 AND source = ?4 AND target = ?5"
        };
        let row = params![rendition.0, segment.0, reason.as_str(), said.source, said.target];
        self.connection().execute(sql, row)?;
        Ok(())
    }

    /// What the reader has waved away in a rendition.
    pub fn dismissed_flags(&self, rendition: RenditionId) -> Result<HashSet<(SegmentId, Reason, Said)>, Error> {
        let connection = self.connection();
        let mut statement = connection
            .prepare_cached("SELECT segment, reason, source, target FROM dismissed_flag WHERE rendition = ?1")?;
        let mut rows = statement.query([rendition.0])?;
        let mut found = HashSet::new();
        while let Some(row) = rows.next()? {
            // A reason of a later version means nothing here, and does no harm.
            let reason: String = row.get(1)?;
            if let Some(reason) = Reason::parse(&reason) {
                let said = Said {
                    source: row.get(2)?,
                    target: row.get(3)?,
                };
                found.insert((SegmentId(row.get(0)?), reason, said));
            }
        }
        Ok(found)
    }
}
