//! Corrections: the reader's own boundaries, kept beside the article and laid over whatever the rules find.

use rusqlite::{Connection, OptionalExtension, params};
use visavis_text::segment::{Correction, Segmenter};

use super::segment;
use crate::article::{ArticleId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE correction (
    article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    block   INTEGER NOT NULL,
    at_byte INTEGER NOT NULL,
    begins  INTEGER NOT NULL,
    PRIMARY KEY (article, block, at_byte)
) STRICT, WITHOUT ROWID;
";

/// Where a segment lies.
struct Place {
    article: ArticleId,
    block: usize,
    start: usize,
}

impl Library {
    /// Splits a segment: a new sentence begins at `byte` of the segment, or after the white space there. Translations
    /// of both halves are waiting then; the old ones stay with the retired sentence and come back if it is joined.
    ///
    /// # Errors
    /// [`Error::NothingToSplit`] when one side would be empty.
    pub fn split(&self, id: SegmentId, byte: usize, segmenter: &Segmenter) -> Result<ArticleId, Error> {
        self.correct(id, segmenter, |connection, place| {
            let sql = "SELECT text FROM block WHERE article = ?1 AND position = ?2";
            let row = params![place.article.0, place.block];
            let text: String = connection.query_row(sql, row, |row| row.get(0))?;
            Correction::split(&text, place.start + byte).ok_or(Error::NothingToSplit(id))
        })
    }

    /// Joins a segment with the next one of its block. A person's texts are joined with a space; an engine is to be
    /// asked again.
    ///
    /// # Errors
    /// [`Error::NothingToJoin`] when it is the last of its block.
    pub fn join_with_next(&self, id: SegmentId, segmenter: &Segmenter) -> Result<ArticleId, Error> {
        self.correct(id, segmenter, |connection, place| {
            let sql = "SELECT min(start_byte) FROM segment
                       WHERE article = ?1 AND block = ?2 AND start_byte > ?3 AND NOT retired";
            let row = params![place.article.0, place.block, place.start];
            let next: Option<usize> = connection.query_row(sql, row, |row| row.get(0))?;
            next.map(Correction::join).ok_or(Error::NothingToJoin(id))
        })
    }

    fn correct(
        &self,
        id: SegmentId,
        segmenter: &Segmenter,
        correction: impl FnOnce(&Connection, &Place) -> Result<Correction, Error>,
    ) -> Result<ArticleId, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let place = transaction
            .query_row(
                "SELECT article, block, start_byte FROM segment WHERE id = ?1 AND NOT retired",
                [id.0],
                |row| {
                    Ok(Place {
                        article: ArticleId(row.get(0)?),
                        block: row.get(1)?,
                        start: row.get(2)?,
                    })
                },
            )
            .optional()?
            .ok_or(Error::SegmentUnknown(id))?;
        let correction = correction(&transaction, &place)?;
        transaction.execute(
            "INSERT INTO correction (article, block, at_byte, begins) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET begins = excluded.begins",
            params![place.article.0, place.block, correction.at, correction.begins],
        )?;
        segment::find_again(&transaction, place.article, segmenter)?;
        transaction.commit()?;
        Ok(place.article)
    }

    /// Finds an article's sentences again, as rules or exceptions have changed. Sentences that stay the same keep
    /// their numbers and translations.
    pub fn resegment(&self, id: ArticleId, segmenter: &Segmenter) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        segment::find_again(&transaction, id, segmenter)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The reader's corrections of one block.
pub(super) fn of_block(connection: &Connection, article: ArticleId, block: usize) -> Result<Vec<Correction>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT at_byte, begins FROM correction WHERE article = ?1 AND block = ?2")?;
    let rows = statement.query_map(params![article.0, block], |row| {
        Ok(Correction {
            at: row.get(0)?,
            begins: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use visavis_text::Language;

    use super::*;
    use crate::article::{Block, Cell, Draft, Origin, RenditionId};

    /// A library with one paragraph and a person's translation of each of its sentences.
    fn translated(text: &str, segmenter: &Segmenter) -> (tempfile::TempDir, Library, ArticleId, RenditionId) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: vec![Block::paragraph(text)],
        };
        let article = library.add(&draft, segmenter).unwrap().article;
        let person = Origin::Human {
            name: "A person".to_owned(),
        };
        let rendition = library
            .begin_rendition(article, &Language::ENGLISH, &person)
            .unwrap()
            .rendition
            .id;
        let whole = library.article(article).unwrap();
        let cells: Vec<_> = whole
            .segments
            .iter()
            .map(|segment| {
                let text = format!("<{}>", whole.text(segment));
                (segment.id, Cell::Done { text, provenance: None })
            })
            .collect();
        library.record(rendition, &cells).unwrap();
        (folder, library, article, rendition)
    }

    /// The sentences, each with what the person's rendition has for it.
    fn check(library: &Library, article: ArticleId, rendition: RenditionId, expected: &[(&str, Option<&str>)]) {
        let whole = library.article(article).unwrap();
        let ids: Vec<_> = whole.segments.iter().map(|segment| segment.id).collect();
        let cells = library.cells(rendition, &ids).unwrap();
        let found: Vec<_> = whole
            .segments
            .iter()
            .zip(&cells)
            .map(|(segment, cell)| (whole.text(segment), cell.text()))
            .collect();
        assert_eq!(found, expected);
    }

    fn ids(library: &Library, article: ArticleId) -> Vec<SegmentId> {
        library
            .article(article)
            .unwrap()
            .segments
            .iter()
            .map(|segment| segment.id)
            .collect()
    }

    #[test]
    fn joined_sentences_keep_a_persons_words_and_part_again_with_them() {
        let segmenter = Segmenter::new(&Language::FRENCH);
        let (_folder, library, article, rendition) = translated("Il vint. Il vit. Il vainquit.", &segmenter);
        let before = ids(&library, article);
        library.join_with_next(before[0], &segmenter).unwrap();
        let joined = [
            ("Il vint. Il vit.", Some("<Il vint.> <Il vit.>")),
            ("Il vainquit.", Some("<Il vainquit.>")),
        ];
        check(&library, article, rendition, &joined);
        let whole = ids(&library, article)[0];
        library.split(whole, "Il vint. ".len(), &segmenter).unwrap();
        assert_eq!(ids(&library, article), before, "the old sentences come back themselves");
        let parted = ["Il vint.", "Il vit.", "Il vainquit."];
        let texts = parted.map(|text| format!("<{text}>"));
        let expected: Vec<_> = parted
            .into_iter()
            .zip(texts.iter().map(|text| Some(text.as_str())))
            .collect();
        check(&library, article, rendition, &expected);
    }

    #[test]
    fn a_split_sentence_has_no_translation_until_it_is_joined() {
        let segmenter = Segmenter::new(&Language::FRENCH);
        let (_folder, library, article, rendition) = translated("Il vint, il vit. Il vainquit.", &segmenter);
        library
            .split(ids(&library, article)[0], "Il vint,".len(), &segmenter)
            .unwrap();
        let parted = [
            ("Il vint,", None),
            ("il vit.", None),
            ("Il vainquit.", Some("<Il vainquit.>")),
        ];
        check(&library, article, rendition, &parted);
        library.join_with_next(ids(&library, article)[0], &segmenter).unwrap();
        let whole = [
            ("Il vint, il vit.", Some("<Il vint, il vit.>")),
            ("Il vainquit.", Some("<Il vainquit.>")),
        ];
        check(&library, article, rendition, &whole);
    }

    #[test]
    fn a_sentence_that_holds_more_than_whole_sentences_gets_no_text() {
        // Cut after every stop, then by rules of which one joins two sentences and the beginning of a third.
        let plain = Segmenter::new(&Language::FRENCH);
        let text = "Il vint. Il vit. Il vainquit, puis rentra.";
        let (_folder, library, article, rendition) = translated(text, &plain);
        let third = ids(&library, article)[2];
        // The reader's boundaries of a later day: none before the third sentence's start, one inside it.
        let connection = library.connection();
        let inside = text.find("puis").unwrap();
        for (at, begins) in [(9, false), (17, false), (inside, true)] {
            connection
                .execute(
                    "INSERT INTO correction (article, block, at_byte, begins) VALUES (?1, 0, ?2, ?3)",
                    params![article.0, at, begins],
                )
                .unwrap();
        }
        drop(connection);
        library.resegment(article, &plain).unwrap();
        assert!(!ids(&library, article).contains(&third));
        let expected = [("Il vint. Il vit. Il vainquit,", None), ("puis rentra.", None)];
        check(&library, article, rendition, &expected);
    }

    #[test]
    fn sentences_that_stay_keep_their_numbers() {
        let segmenter = Segmenter::new(&Language::FRENCH);
        let text = "On lut la Bibl. Elle dormait. Il partit.";
        let (_folder, library, article, rendition) = translated(text, &segmenter);
        let before = ids(&library, article);
        library
            .resegment(article, &segmenter.clone().with_exceptions(["Bibl."]))
            .unwrap();
        let after = ids(&library, article);
        assert_eq!(after.last(), before.last());
        check(
            &library,
            article,
            rendition,
            &[
                (
                    "On lut la Bibl. Elle dormait.",
                    Some("<On lut la Bibl.> <Elle dormait.>"),
                ),
                ("Il partit.", Some("<Il partit.>")),
            ],
        );
    }
}
