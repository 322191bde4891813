//! Renditions: who made which version of which article, and where the work on it stands.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use visavis_text::Language;

use super::{from_word, language, spent, timestamp, word};
use crate::article::{ArticleId, Origin, Rendition, RenditionId, RenditionStatus};
use crate::engine::Spent;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE rendition (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    engine   TEXT,
    name     TEXT NOT NULL,
    route    TEXT,
    rough    INTEGER NOT NULL,
    begun    TEXT NOT NULL,
    status   TEXT NOT NULL
) STRICT;
CREATE INDEX rendition_article ON rendition (article);
";

const COLUMNS: &str = "id, article, language, engine, name, route, rough, begun, status";

/// A rendition with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenditionSummary {
    /// The rendition.
    pub rendition: Rendition,
    /// Whether it is the reader's own, put together from others.
    pub assembled: bool,
    /// Segments that have text.
    pub done: usize,
    /// Segments that failed.
    pub failed: usize,
    /// Segments of the article.
    pub total: usize,
    /// What it has cost, as the engine reported it; replies that were refused are in it.
    pub spent: Spent,
}

impl RenditionSummary {
    /// Segments not answered yet.
    pub fn waiting(&self) -> usize {
        self.total.saturating_sub(self.done + self.failed)
    }
}

impl Library {
    /// Begins a rendition without any text.
    pub fn begin_rendition(
        &self,
        article: ArticleId,
        language: &Language,
        origin: &Origin,
    ) -> Result<RenditionSummary, Error> {
        let (engine, name, route, rough) = match origin {
            Origin::Engine { id, name, route, rough } => (Some(id), name, route.as_ref(), *rough),
            Origin::Human { name } => (None, name, None, false),
        };
        let connection = self.connection();
        connection.execute(
            "INSERT INTO rendition (article, language, engine, name, route, rough, begun, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                article.0,
                language.to_string(),
                engine,
                name,
                route,
                rough,
                Timestamp::now().to_string(),
                word(RenditionStatus::Paused)?
            ],
        )?;
        read(&connection, RenditionId(connection.last_insert_rowid()))
    }

    /// One rendition with its counts.
    pub fn rendition(&self, id: RenditionId) -> Result<RenditionSummary, Error> {
        read(&self.connection(), id)
    }

    /// The newest rendition an engine began of an article in a language.
    pub fn rendition_by(
        &self,
        article: ArticleId,
        engine: &str,
        language: &Language,
    ) -> Result<Option<RenditionSummary>, Error> {
        let connection = self.connection();
        let id: Option<i64> = connection
            .query_row(
                "SELECT max(id) FROM rendition WHERE article = ?1 AND engine = ?2 AND language = ?3",
                params![article.0, engine, language.to_string()],
                |row| row.get(0),
            )
            .optional()?
            .flatten();
        id.map(|id| read(&connection, RenditionId(id))).transpose()
    }

    /// Every rendition whose job was running when its process was last seen: to be resumed after a crash.
    pub fn interrupted(&self) -> Result<Vec<RenditionSummary>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT id FROM rendition WHERE status = ?1 ORDER BY id")?;
        let ids = statement
            .query_map([word(RenditionStatus::Running)?], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().map(|id| read(&connection, RenditionId(id))).collect()
    }

    /// Notes where the work on a rendition stands.
    pub fn set_status(&self, id: RenditionId, status: RenditionStatus) -> Result<(), Error> {
        match self.connection().execute(
            "UPDATE rendition SET status = ?2 WHERE id = ?1",
            params![id.0, word(status)?],
        )? {
            0 => Err(Error::RenditionUnknown(id)),
            _ => Ok(()),
        }
    }

    /// Removes a rendition with all its text.
    pub fn remove_rendition(&self, id: RenditionId) -> Result<(), Error> {
        match self
            .connection()
            .execute("DELETE FROM rendition WHERE id = ?1", [id.0])?
        {
            0 => Err(Error::RenditionUnknown(id)),
            _ => Ok(()),
        }
    }
}

/// The renditions of an article, oldest first.
pub(super) fn of_article(connection: &Connection, article: ArticleId) -> Result<Vec<RenditionSummary>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM rendition WHERE article = ?1 ORDER BY id")?;
    let ids = statement
        .query_map([article.0], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    ids.into_iter().map(|id| read(connection, RenditionId(id))).collect()
}

fn read(connection: &Connection, id: RenditionId) -> Result<RenditionSummary, Error> {
    type Row = (
        i64,
        String,
        Option<String>,
        String,
        Option<String>,
        bool,
        String,
        String,
    );
    // What stands for sentences of today is all there is less what stands for retired ones, which are few: to count the
    // rows that are there from an index takes a tenth of the time it takes to look at the sentence of each.
    let row: Option<(Row, [usize; 5], bool)> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS},
                (SELECT count(*) FROM translation WHERE rendition = r.id),
                (SELECT count(*) FROM translation WHERE rendition = r.id AND text IS NULL),
                (SELECT count(*) FROM segment s JOIN translation t ON t.segment = s.id AND t.rendition = r.id
                 WHERE s.article = r.article AND s.retired),
                (SELECT count(*) FROM segment s JOIN translation t ON t.segment = s.id AND t.rendition = r.id
                 WHERE s.article = r.article AND s.retired AND t.text IS NULL),
                (SELECT count(*) FROM segment WHERE segment.article = r.article AND NOT retired),
                EXISTS (SELECT 1 FROM assembled WHERE rendition = r.id)
             FROM rendition r WHERE id = ?1"
        ))?
        .query_row([id.0], |row| {
            Ok((
                (
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    row.get(7)?,
                    row.get(8)?,
                ),
                [row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?],
                row.get(14)?,
            ))
        })
        .optional()?;
    let Some(((article, tag, engine, name, route, rough, begun, status), counts, assembled)) = row else {
        return Err(Error::RenditionUnknown(id));
    };
    let [rows, rows_failed, retired, retired_failed, total] = counts;
    let failed = rows_failed - retired_failed;
    let origin = match engine {
        Some(engine) => Origin::Engine {
            id: engine,
            name,
            route,
            rough,
        },
        None => Origin::Human { name },
    };
    let rendition = Rendition {
        id,
        article: ArticleId(article),
        language: language(&tag)?,
        origin,
        begun: timestamp(&begun)?,
        status: from_word(status)?,
    };
    Ok(RenditionSummary {
        rendition,
        assembled,
        done: rows - retired - failed,
        failed,
        total,
        spent: spent::read(connection, id)?,
    })
}
