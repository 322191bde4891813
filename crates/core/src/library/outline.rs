//! An article without its text: what a window needs to know how long the page is before it has read it.
//!
//! A block is shown and read whole, unless it is a book in one paragraph: one of more than [`WHOLE`] sentences is shown
//! and read in stretches, so that no page of it is larger than one of an ordinary article.

use std::ops::Range;

use rusqlite::{OptionalExtension, params};

use super::table::from_word;
use super::{Error, Library};
use crate::article::{ArticleId, BlockKind, SegmentId};

/// Sentences up to which a block is one stretch: paragraphs that authors write have fewer.
const WHOLE: usize = 36;
/// Sentences of a stretch of a longer block; the last one has what is left.
const PART: usize = 12;

/// A block, or part of one that is too long to be read at once, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Index of the block, from 0.
    pub block: usize,
    /// How many sentences of the block stand before it.
    pub first: usize,
    /// What the block is.
    pub kind: BlockKind,
    /// Heading level or list depth.
    pub level: u8,
    /// Number of Unicode characters; of a part of a block, about so many.
    pub characters: usize,
    /// Number of segments.
    pub segments: usize,
}

/// The stretches of a block of so many sentences, each as a range of them. There is at least one.
fn parts(segments: usize) -> impl ExactSizeIterator<Item = Range<usize>> {
    let part = if segments > WHOLE { PART } else { segments.max(1) };
    (0..segments.max(1))
        .step_by(part)
        .map(move |first| first..segments.min(first + part))
}

impl Library {
    /// Every stretch of an article, without its text, in reading order.
    pub fn outline(&self, article: ArticleId) -> Result<Vec<Stretch>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT kind, level, length(text),
                    (SELECT count(*) FROM segment s
                     WHERE s.article = block.article AND s.block = block.position AND NOT s.retired)
             FROM block WHERE article = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([article.0])?;
        let mut outline = Vec::new();
        let mut block = 0;
        while let Some(row) = rows.next()? {
            let (characters, segments): (usize, usize) = (row.get(2)?, row.get(3)?);
            let (kind, level) = (from_word(row.get(0)?)?, row.get(1)?);
            outline.extend(parts(segments).map(|part| Stretch {
                block,
                first: part.start,
                kind,
                level,
                characters: characters * part.len().max(1) / segments.max(1),
                segments: part.len(),
            }));
            block += 1;
        }
        Ok(outline)
    }

    /// Index of the stretch a sentence of today stands in, from 0.
    ///
    /// # Errors
    /// [`Error::SegmentUnknown`] when the sentence is gone, or was cut otherwise since.
    pub fn stretch_of(&self, segment: SegmentId) -> Result<usize, Error> {
        let place = self
            .connection()
            .query_row(
                "SELECT article, block,
                        (SELECT count(*) FROM segment e WHERE e.article = s.article AND e.block = s.block
                         AND NOT e.retired AND e.start_byte < s.start_byte)
                 FROM segment s WHERE id = ?1 AND NOT retired",
                [segment.0],
                |row| Ok((ArticleId(row.get(0)?), row.get::<_, usize>(1)?, row.get::<_, usize>(2)?)),
            )
            .optional()?;
        let (article, block, before) = place.ok_or(Error::SegmentUnknown(segment))?;
        let mut counts = self.segments_by_block(article, block + 1)?;
        let own = parts(counts.pop().unwrap_or(0))
            .take_while(|part| part.end <= before)
            .count();
        Ok(counts.into_iter().map(|count| parts(count).len()).sum::<usize>() + own)
    }

    /// How many segments each of an article's first blocks has.
    fn segments_by_block(&self, article: ArticleId, blocks: usize) -> Result<Vec<usize>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT (SELECT count(*) FROM segment s
                     WHERE s.article = block.article AND s.block = block.position AND NOT s.retired)
             FROM block WHERE article = ?1 ORDER BY position LIMIT ?2",
        )?;
        let blocks = i64::try_from(blocks).unwrap_or(i64::MAX);
        let counts = statement.query_map(params![article.0, blocks], |row| row.get(0))?;
        Ok(counts.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use visavis_text::Language;
    use visavis_text::segment::Segmenter;

    use super::*;
    use crate::article::{Block, Draft};

    fn add(library: &Library, blocks: Vec<Block>) -> ArticleId {
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks,
        };
        library.add(&draft, &Segmenter::new(&Language::FRENCH)).unwrap().article
    }

    #[test]
    fn an_outline_counts_what_the_blocks_hold() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let blocks = vec![
            Block::paragraph("Été. Puis l’hiver."),
            Block::paragraph("Rien d’autre."),
        ];
        let article = add(&library, blocks);

        let outline = library.outline(article).unwrap();
        let counts: Vec<_> = outline.iter().map(|block| (block.characters, block.segments)).collect();
        assert_eq!(counts, [(18, 2), (13, 1)]);
        assert!(outline.iter().all(|block| block.kind == BlockKind::Paragraph));

        let (_, segments) = library.blocks(article, 0..2).unwrap();
        let places: Vec<_> = segments
            .iter()
            .map(|segment| library.stretch_of(segment.id).unwrap())
            .collect();
        assert_eq!(places, [0, 0, 1]);

        library
            .join_with_next(segments[0].id, &Segmenter::new(&Language::FRENCH))
            .unwrap();
        assert_eq!(library.outline(article).unwrap()[0].segments, 1);
        assert!(matches!(
            library.stretch_of(segments[1].id),
            Err(Error::SegmentUnknown(_))
        ));
    }

    #[test]
    fn a_block_is_whole_unless_it_is_very_long() {
        let of = |segments| parts(segments).map(|part| (part.start, part.end)).collect::<Vec<_>>();
        // A separator has no sentence, and still its place.
        assert_eq!(of(0), [(0, 0)]);
        assert_eq!(of(1), [(0, 1)]);
        assert_eq!(of(WHOLE), [(0, WHOLE)]);
        assert_eq!(of(WHOLE + 1), [(0, 12), (12, 24), (24, 36), (36, 37)]);
    }

    #[test]
    fn a_book_in_one_paragraph_is_read_a_stretch_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let sentence = |number: usize| format!("Voici la phrase {number}.");
        let long: Vec<_> = (1..=100).map(sentence).collect();
        let blocks = vec![
            Block::paragraph("Avant."),
            Block::paragraph(long.join(" ")),
            Block::paragraph("Après."),
        ];
        let article = add(&library, blocks);

        let outline = library.outline(article).unwrap();
        assert_eq!(outline.len(), 1 + 9 + 1);
        assert_eq!(outline.iter().map(|stretch| stretch.segments).sum::<usize>(), 102);
        let firsts: Vec<_> = outline.iter().map(|stretch| (stretch.block, stretch.first)).collect();
        assert_eq!(firsts[..3], [(0, 0), (1, 0), (1, 12)]);
        assert_eq!(firsts[9..], [(1, 96), (2, 0)]);

        // All of them, however they are asked for, are the sentences of the article in order, each where it says it is.
        let (_, all) = library.blocks(article, 0..3).unwrap();
        for size in [1, 3, 40] {
            let mut read = Vec::new();
            for from in (0..outline.len()).step_by(size) {
                let (stretches, page) = library.stretches(article, from..from + size, &[]).unwrap();
                assert_eq!(page.first_number, read.len() + 1);
                assert_eq!(stretches, outline[from..outline.len().min(from + size)]);
                let counted: usize = stretches.iter().map(|stretch| stretch.segments).sum();
                assert_eq!(page.segments.len(), counted);
                read.extend(page.segments);
            }
            assert_eq!(read, all);
        }
        let last = all.last().unwrap().id;
        assert_eq!(library.stretch_of(all[12].id).unwrap(), 1);
        assert_eq!(library.stretch_of(all[13].id).unwrap(), 2);
        assert_eq!(library.stretch_of(last).unwrap(), 10);
        assert_eq!(library.stretches(article, 11..20, &[]).unwrap().0, []);
    }
}
