//! An article without its text: what a window needs to know how long the page is before it has read it.

use rusqlite::{OptionalExtension, params};

use super::table::from_word;
use super::{Error, Library};
use crate::article::{ArticleId, BlockKind, SegmentId};

/// One block, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockOutline {
    /// What it is.
    pub kind: BlockKind,
    /// Heading level or list depth.
    pub level: u8,
    /// Number of Unicode characters.
    pub characters: usize,
    /// Number of segments.
    pub segments: usize,
}

impl Library {
    /// Every block of an article, without its text, in reading order.
    pub fn outline(&self, article: ArticleId) -> Result<Vec<BlockOutline>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT kind, level, length(text),
                    (SELECT count(*) FROM segment s
                     WHERE s.article = block.article AND s.block = block.position AND NOT s.retired)
             FROM block WHERE article = ?1 ORDER BY position",
        )?;
        let rows = statement.query_map(params![article.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        rows.map(|row| {
            let (kind, level, characters, segments) = row?;
            Ok(BlockOutline {
                kind: from_word(kind)?,
                level,
                characters,
                segments,
            })
        })
        .collect()
    }

    /// Index of the block a sentence of today stands in, from 0.
    ///
    /// # Errors
    /// [`Error::SegmentUnknown`] when the sentence is gone, or was cut otherwise since.
    pub fn block_of(&self, segment: SegmentId) -> Result<usize, Error> {
        self.connection()
            .query_row(
                "SELECT block FROM segment WHERE id = ?1 AND NOT retired",
                [segment.0],
                |row| row.get(0),
            )
            .optional()?
            .ok_or(Error::SegmentUnknown(segment))
    }
}

#[cfg(test)]
mod tests {
    use visavis_text::Language;
    use visavis_text::segment::Segmenter;

    use super::*;
    use crate::article::{Block, Draft};

    #[test]
    fn an_outline_counts_what_the_blocks_hold() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let segmenter = Segmenter::new(&Language::FRENCH);
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: vec![
                Block::paragraph("Été. Puis l’hiver."),
                Block::paragraph("Rien d’autre."),
            ],
        };
        let article = library.add(&draft, &segmenter).unwrap().article;

        let outline = library.outline(article).unwrap();
        let counts: Vec<_> = outline.iter().map(|block| (block.characters, block.segments)).collect();
        assert_eq!(counts, [(18, 2), (13, 1)]);
        assert!(outline.iter().all(|block| block.kind == BlockKind::Paragraph));

        let (_, segments) = library.blocks(article, 0..2).unwrap();
        let blocks: Vec<_> = segments
            .iter()
            .map(|segment| library.block_of(segment.id).unwrap())
            .collect();
        assert_eq!(blocks, [0, 0, 1]);

        library.join_with_next(segments[0].id, &segmenter).unwrap();
        assert_eq!(library.outline(article).unwrap()[0].segments, 1);
        assert!(matches!(
            library.block_of(segments[1].id),
            Err(Error::SegmentUnknown(_))
        ));
    }
}
