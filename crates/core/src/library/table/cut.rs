//! Cuts: the boundaries that came in with a text, for articles that no segmenter has cut.
//!
//! A file of pairs says where its sentences end, and its translations are of those and no others. So its boundaries are
//! kept here and stand in the segmenter's place for good; only the reader's corrections stand above them.

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::{article, note, segment, verdict};
use crate::article::{ArticleId, Cell, RenditionStatus, SegmentId};
use crate::import::{Bitext, Version};
use crate::library::{Added, Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE cut (
    article    INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    block      INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    PRIMARY KEY (article, block, start_byte)
) STRICT, WITHOUT ROWID;
";

impl Library {
    /// Adds a text with its translations, verdicts and notes, cut as its file cuts it. Where the very text is in the library, cut the same
    /// way, the translations are added to it; one that is there already is not added again.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the boundaries are not the text's.
    pub fn add_bitext(&self, bitext: &Bitext) -> Result<Added, Error> {
        if !is_of_its_text(bitext) {
            return Err(Error::Damaged("boundaries of another text".to_owned()));
        }
        let (article, is_new) = self.place(bitext)?;
        let ids: Vec<SegmentId> = self
            .blocks(article, 0..bitext.cut.len())?
            .1
            .iter()
            .map(|segment| segment.id)
            .collect();
        let mut added = 0;
        for version in &bitext.versions {
            if is_new || !self.has_version(article, version, &ids)? {
                self.add_version(article, version, &ids)?;
                added += 1;
            }
        }
        self.bring_notes(bitext, &ids)?;
        if !is_new && added > 0 {
            // So that the next look at it shows what came.
            self.forget_view(article)?;
        }
        Ok(Added {
            article,
            already_there: !is_new && added == 0,
            left_out: bitext.left_out,
        })
    }

    /// The article of this text and cut, made when there is none.
    fn place(&self, bitext: &Bitext) -> Result<(ArticleId, bool), Error> {
        let plain = article::fingerprint(&bitext.draft);
        let own = fingerprint(&plain, &bitext.cut);
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut taken = false;
        for known in [&plain, &own] {
            let Some(id) = article::known(&transaction, known)? else {
                continue;
            };
            taken |= known == &plain;
            let segments = segment::read(&transaction, id, &(0..bitext.cut.len()))?;
            let wanted = bitext.cut.iter().enumerate();
            let wanted = wanted.flat_map(|(block, ranges)| ranges.iter().map(move |range| (block, range)));
            if segments
                .iter()
                .map(|segment| (segment.block, &segment.range))
                .eq(wanted)
            {
                return Ok((id, false));
            }
        }
        // The reader may have cut both again by hand; then the file's text is a third one.
        let mut name = if taken { own } else { plain };
        while article::known(&transaction, &name)?.is_some() {
            name.push('+');
        }
        let id = article::insert(&transaction, &bitext.draft, &name)?;
        segment::insert_cut(&transaction, id, &bitext.cut)?;
        insert(&transaction, id, &bitext.cut)?;
        transaction.commit()?;
        Ok((id, true))
    }

    /// Whether an article has this translation, whoever made it.
    fn has_version(&self, article: ArticleId, version: &Version, ids: &[SegmentId]) -> Result<bool, Error> {
        for known in self.summary(article)?.renditions {
            if known.rendition.language == version.language {
                let cells = self.cells(known.rendition.id, ids)?;
                if cells.iter().map(said).eq(version.cells.iter().map(said)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn add_version(&self, article: ArticleId, version: &Version, ids: &[SegmentId]) -> Result<(), Error> {
        let rendition = self
            .begin_rendition(article, &version.language, &version.origin)?
            .rendition
            .id;
        let there = ids.iter().copied().zip(version.cells.iter().cloned());
        let cells: Vec<_> = there.filter(|(_, cell)| *cell != Cell::Waiting).collect();
        self.record(rendition, &cells)?;
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for ((segment, cell), verdict) in ids.iter().zip(&version.cells).zip(&version.verdicts) {
            if let Some((verdict, text)) = verdict.zip(cell.text()) {
                verdict::bring(&transaction, rendition, *segment, verdict, text)?;
            }
        }
        transaction.commit()?;
        drop(connection);
        self.set_status(rendition, RenditionStatus::Finished)
    }

    /// Keeps the notes of a file beside sentences that have none; what the reader wrote stands above them.
    fn bring_notes(&self, bitext: &Bitext, ids: &[SegmentId]) -> Result<(), Error> {
        let noted = ids.iter().zip(&bitext.notes).filter(|(_, notes)| !notes.is_empty());
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (segment, notes) in noted {
            let text = notes.join("\n");
            if !text.trim().is_empty() && note::get(&transaction, *segment)?.is_none() {
                note::put(&transaction, *segment, Some(text.trim()))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

/// What a cell says, without where it came from.
fn said(cell: &Cell) -> (Option<&str>, bool, Option<crate::ErrorCode>) {
    let failure = match cell {
        Cell::Failed(failure) => Some(failure.code),
        _ => None,
    };
    (cell.text(), matches!(cell, Cell::Edited { .. }), failure)
}

/// Whether the boundaries keep the segments' invariant: in order, on characters, not empty, white space between them;
/// and every translation has a cell for each.
fn is_of_its_text(bitext: &Bitext) -> bool {
    let blocks = &bitext.draft.blocks;
    let sentences: usize = bitext.cut.iter().map(Vec::len).sum();
    blocks.len() == bitext.cut.len()
        && bitext.versions.iter().all(|version| version.cells.len() == sentences)
        && blocks.iter().zip(&bitext.cut).all(|(block, ranges)| {
            let mut at = 0;
            let is_blank = |range: Range<usize>| block.text.get(range).is_some_and(|gap| gap.trim().is_empty());
            ranges.iter().all(|range| {
                let follows = is_blank(at..range.start);
                at = range.end;
                let text = block.text.get(range.clone()).unwrap_or_default();
                follows && !text.is_empty() && text.trim() == text
            }) && is_blank(at..block.text.len())
        })
}

fn insert(transaction: &Transaction<'_>, article: ArticleId, cut: &[Vec<Range<usize>>]) -> Result<(), Error> {
    let mut insert = transaction.prepare("INSERT INTO cut (article, block, start_byte) VALUES (?1, ?2, ?3)")?;
    for (block, ranges) in cut.iter().enumerate() {
        for range in ranges {
            insert.execute(params![article.0, block, range.start])?;
        }
    }
    Ok(())
}

/// Whether an article came in with its own boundaries.
pub(super) fn is_of(connection: &Connection, article: ArticleId) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM cut WHERE article = ?1 LIMIT 1")?;
    let found: Option<i64> = statement.query_row([article.0], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// Where the sentences of a block began when it came in.
pub(super) fn of_block(connection: &Connection, article: ArticleId, block: usize) -> Result<Vec<usize>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT start_byte FROM cut WHERE article = ?1 AND block = ?2 ORDER BY start_byte")?;
    let rows = statement.query_map(params![article.0, block], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What tells this cut of a text from others of the same text.
fn fingerprint(plain: &str, cut: &[Vec<Range<usize>>]) -> String {
    let mut hash = Sha256::new();
    hash.update(plain);
    for ranges in cut {
        hash.update(ranges.len().to_le_bytes());
        for range in ranges {
            hash.update(range.start.to_le_bytes());
        }
    }
    article::hex(&hash.finalize())
}
