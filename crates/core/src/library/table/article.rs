//! Articles and their blocks.

use std::ops::Range;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use visavis_text::Language;
use visavis_text::segment::Segmenter;

use super::{from_word, language, rendition, segment, timestamp, word};
use crate::article::{Article, ArticleId, Block, BlockKind, Draft, Mark};
use crate::library::{Error, Library, RenditionSummary};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE article (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL,
    byline      TEXT,
    source      TEXT,
    published   TEXT,
    language    TEXT NOT NULL,
    added       TEXT NOT NULL,
    words       INTEGER NOT NULL,
    characters  INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    opened      TEXT,
    view        TEXT
) STRICT;
CREATE TABLE block (
    article  INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    level    INTEGER NOT NULL,
    text     TEXT NOT NULL,
    marks    TEXT NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
";

/// The longest title made from a first sentence, in characters.
const TITLE_CHARACTERS: usize = 80;

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The article's number.
    pub article: ArticleId,
    /// Whether the very same text was in the library before; then nothing was added.
    pub already_there: bool,
    /// Units of a file of pairs that had no original, and so found no place.
    pub left_out: usize,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleSummary {
    /// Its number.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// When it was published, as the text says it.
    pub published: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// When it entered the library.
    pub added: Timestamp,
    /// Number of words, separated by white space.
    pub words: usize,
    /// Number of Unicode characters.
    pub characters: usize,
    /// Number of blocks.
    pub blocks: usize,
    /// Number of segments.
    pub segments: usize,
    /// Its renditions, oldest first.
    pub renditions: Vec<RenditionSummary>,
}

impl Library {
    /// Adds an article and finds its sentences. The same text (language, blocks) is kept once.
    pub fn add(&self, draft: &Draft, segmenter: &Segmenter) -> Result<Added, Error> {
        let fingerprint = fingerprint(draft);
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if let Some(article) = known(&transaction, &fingerprint)? {
            return Ok(Added {
                article,
                already_there: true,
                left_out: 0,
            });
        }
        let article = insert(&transaction, draft, &fingerprint)?;
        segment::insert(&transaction, article, draft, segmenter)?;
        transaction.commit()?;
        Ok(Added {
            article,
            already_there: false,
            left_out: 0,
        })
    }

    /// Every article, newest first.
    pub fn list(&self) -> Result<Vec<ArticleSummary>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT id FROM article ORDER BY added DESC, id DESC")?;
        let ids = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        ids.into_iter().map(|id| summary(&connection, ArticleId(id))).collect()
    }

    /// One article as a list shows it.
    pub fn summary(&self, id: ArticleId) -> Result<ArticleSummary, Error> {
        summary(&self.connection(), id)
    }

    /// One article, whole.
    pub fn article(&self, id: ArticleId) -> Result<Article, Error> {
        let connection = self.connection();
        let head = summary(&connection, id)?;
        let blocks = 0..head.blocks;
        Ok(Article {
            id,
            title: head.title,
            byline: head.byline,
            source: head.source,
            published: head.published,
            language: head.language,
            added: head.added,
            blocks: read_blocks(&connection, id, &blocks)?,
            segments: segment::read(&connection, id, &blocks)?,
        })
    }

    /// Some of an article's blocks (indices from 0; beyond the end is cut off), with their segments.
    pub fn blocks(
        &self,
        id: ArticleId,
        range: Range<usize>,
    ) -> Result<(Vec<Block>, Vec<crate::article::Segment>), Error> {
        let connection = self.connection();
        Ok((
            read_blocks(&connection, id, &range)?,
            segment::read(&connection, id, &range)?,
        ))
    }

    /// Notes that the reader has opened an article now.
    pub fn mark_opened(&self, id: ArticleId) -> Result<(), Error> {
        let now = Timestamp::now().to_string();
        match self
            .connection()
            .execute("UPDATE article SET opened = ?2 WHERE id = ?1", params![id.0, now])?
        {
            0 => Err(Error::ArticleUnknown(id)),
            _ => Ok(()),
        }
    }

    /// The article the reader opened last.
    pub fn last_opened(&self) -> Result<Option<ArticleId>, Error> {
        let sql = "SELECT id FROM article WHERE opened IS NOT NULL ORDER BY opened DESC LIMIT 1";
        Ok(self
            .connection()
            .query_row(sql, [], |row| row.get(0))
            .optional()?
            .map(ArticleId))
    }

    /// How many segments stand before a block.
    pub(in crate::library) fn segments_before(&self, id: ArticleId, block: usize) -> Result<usize, Error> {
        segment::count_before(&self.connection(), id, block)
    }

    /// Removes an article and everything that hangs on it.
    pub fn remove(&self, id: ArticleId) -> Result<(), Error> {
        match self.connection().execute("DELETE FROM article WHERE id = ?1", [id.0])? {
            0 => Err(Error::ArticleUnknown(id)),
            _ => Ok(()),
        }
    }

    /// How the article was last looked at: whatever [`Library::set_view`] was given.
    pub fn view(&self, id: ArticleId) -> Result<Option<String>, Error> {
        self.connection()
            .query_row("SELECT view FROM article WHERE id = ?1", [id.0], |row| row.get(0))
            .optional()?
            .ok_or(Error::ArticleUnknown(id))
    }

    /// Forgets how the article was looked at: the next look shows everything.
    pub(super) fn forget_view(&self, id: ArticleId) -> Result<(), Error> {
        self.connection()
            .execute("UPDATE article SET view = NULL WHERE id = ?1", [id.0])?;
        Ok(())
    }

    /// Keeps how the article is looked at, in the host's own words.
    pub fn set_view(&self, id: ArticleId, view: &str) -> Result<(), Error> {
        match self
            .connection()
            .execute("UPDATE article SET view = ?2 WHERE id = ?1", params![id.0, view])?
        {
            0 => Err(Error::ArticleUnknown(id)),
            _ => Ok(()),
        }
    }
}

/// The article with this fingerprint.
pub(super) fn known(transaction: &Transaction<'_>, fingerprint: &str) -> Result<Option<ArticleId>, Error> {
    let sql = "SELECT id FROM article WHERE fingerprint = ?1";
    let id: Option<i64> = transaction.query_row(sql, [fingerprint], |row| row.get(0)).optional()?;
    Ok(id.map(ArticleId))
}

/// Stores a draft's head and blocks.
pub(super) fn insert(transaction: &Transaction<'_>, draft: &Draft, fingerprint: &str) -> Result<ArticleId, Error> {
    let count = |of: fn(&str) -> usize| draft.blocks.iter().map(|block| of(&block.text)).sum::<usize>();
    transaction.execute(
        "INSERT INTO article (title, byline, source, published, language, added, words, characters, fingerprint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            title(draft),
            draft.byline,
            draft.source,
            draft.published,
            draft.language.to_string(),
            Timestamp::now().to_string(),
            count(|text| text.split_whitespace().count()),
            count(|text| text.chars().count()),
            fingerprint
        ],
    )?;
    let article = ArticleId(transaction.last_insert_rowid());
    insert_blocks(transaction, article, &draft.blocks)?;
    Ok(article)
}

fn summary(connection: &Connection, id: ArticleId) -> Result<ArticleSummary, Error> {
    let row = connection
        .query_row(
            "SELECT title, byline, source, published, language, added, words, characters,
                    (SELECT count(*) FROM block WHERE article = id),
                    (SELECT count(*) FROM segment WHERE segment.article = article.id AND NOT retired)
             FROM article WHERE id = ?1",
            [id.0],
            |row| {
                Ok((
                    ArticleSummary {
                        id,
                        title: row.get(0)?,
                        byline: row.get(1)?,
                        source: row.get(2)?,
                        published: row.get(3)?,
                        language: Language::FRENCH,
                        added: Timestamp::UNIX_EPOCH,
                        words: row.get(6)?,
                        characters: row.get(7)?,
                        blocks: row.get(8)?,
                        segments: row.get(9)?,
                        renditions: Vec::new(),
                    },
                    row.get::<_, String>(4)?,
                    row.get::<_, String>(5)?,
                ))
            },
        )
        .optional()?;
    let (head, tag, added) = row.ok_or(Error::ArticleUnknown(id))?;
    Ok(ArticleSummary {
        language: language(&tag)?,
        added: timestamp(&added)?,
        renditions: rendition::of_article(connection, id)?,
        ..head
    })
}

fn insert_blocks(transaction: &Transaction<'_>, article: ArticleId, blocks: &[Block]) -> Result<(), Error> {
    let mut insert = transaction
        .prepare("INSERT INTO block (article, position, kind, level, text, marks) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (position, block) in blocks.iter().enumerate() {
        let marks = serde_json::to_string(&block.marks).map_err(|e| Error::Damaged(e.to_string()))?;
        insert.execute(params![
            article.0,
            position,
            word(block.kind)?,
            block.level,
            block.text,
            marks
        ])?;
    }
    Ok(())
}

fn read_blocks(connection: &Connection, article: ArticleId, range: &Range<usize>) -> Result<Vec<Block>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, level, text, marks FROM block WHERE article = ?1 AND position >= ?2 AND position < ?3
         ORDER BY position",
    )?;
    let rows = statement.query_map(params![article.0, range.start, range.end], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, u8>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    rows.map(|row| {
        let (kind, level, text, marks) = row?;
        let kind: BlockKind = from_word(kind)?;
        let marks: Vec<Mark> =
            serde_json::from_str(&marks).map_err(|e| Error::Damaged(format!("marks of article {article}: {e}")))?;
        Ok(Block {
            kind,
            level,
            text,
            marks,
        })
    })
    .collect()
}

/// SHA-256 over language, kinds and texts: what must be equal for two texts to be the same article.
pub(super) fn fingerprint(draft: &Draft) -> String {
    let mut hash = Sha256::new();
    hash.update(draft.language.to_string());
    for block in &draft.blocks {
        // Lengths keep the parts apart: no two different articles give the same bytes.
        hash.update([0, block.kind as u8, block.level]);
        hash.update(block.text.len().to_le_bytes());
        hash.update(&block.text);
    }
    hex(&hash.finalize())
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// The draft's title, or the beginning of its text up to a word's end.
fn title(draft: &Draft) -> String {
    let of_block = || {
        draft
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Title)
            .map(|block| block.text.clone())
    };
    if let Some(title) = draft
        .title
        .clone()
        .or_else(of_block)
        .filter(|title| !title.trim().is_empty())
    {
        return title.trim().to_owned();
    }
    let text = draft
        .blocks
        .iter()
        .map(|block| block.text.trim())
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    if text.chars().count() <= TITLE_CHARACTERS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(TITLE_CHARACTERS).collect();
    let whole_words = cut.rfind(char::is_whitespace).map_or(cut.as_str(), |end| &cut[..end]);
    format!("{} …", whole_words.trim_end_matches([' ', ',', ';', ':']))
}
