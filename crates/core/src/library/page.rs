//! Part of an article with its renditions: what a window shows at a time and an export reads at a time.

use std::ops::Range;

use super::{Error, Library, Stretch};
use crate::article::{ArticleId, Block, Cell, RenditionId, Segment, SegmentId};

/// Some blocks of an article, and what some renditions have for their segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Index of the first block, from 0.
    pub first_block: usize,
    /// Number of the first segment in the article, from 1.
    pub first_number: usize,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Their segments, in reading order.
    pub segments: Vec<Segment>,
    /// For each rendition asked for, one cell for each segment.
    pub cells: Vec<Vec<Cell>>,
}

impl Page {
    /// The block a segment of this page lies in.
    pub fn block_of(&self, segment: &Segment) -> Option<&Block> {
        self.blocks.get(segment.block.checked_sub(self.first_block)?)
    }
}

impl Library {
    /// Reads some stretches of an article (indices of [`Library::outline`]; what lies beyond the end is cut off) with the
    /// cells of `renditions`. The page has the blocks they lie in, and of their segments only those of the stretches.
    pub fn stretches(
        &self,
        article: ArticleId,
        stretches: Range<usize>,
        renditions: &[RenditionId],
    ) -> Result<(Vec<Stretch>, Page), Error> {
        let outline = self.outline(article)?.into_iter();
        let stretches: Vec<Stretch> = outline.skip(stretches.start).take(stretches.len()).collect();
        let (first_block, skipped) = stretches.first().map_or((0, 0), |first| (first.block, first.first));
        let end = stretches.last().map_or(0, |last| last.block + 1);
        let count = stretches.iter().map(|stretch| stretch.segments).sum();

        let first_number = self.segments_before(article, first_block)? + skipped + 1;
        let (blocks, segments) = self.blocks(article, first_block..end)?;
        let segments: Vec<Segment> = segments.into_iter().skip(skipped).take(count).collect();
        let cells = self.columns(&segments, renditions)?;
        let page = Page {
            first_block,
            first_number,
            blocks,
            segments,
            cells,
        };
        Ok((stretches, page))
    }

    /// Reads some blocks (indices from 0; what lies beyond the end is cut off) with the cells of `renditions`.
    pub fn page(&self, article: ArticleId, blocks: Range<usize>, renditions: &[RenditionId]) -> Result<Page, Error> {
        let first_block = blocks.start;
        let first_number = self.segments_before(article, first_block)? + 1;
        let (blocks, segments) = self.blocks(article, blocks)?;
        let cells = self.columns(&segments, renditions)?;
        Ok(Page {
            first_block,
            first_number,
            blocks,
            segments,
            cells,
        })
    }

    /// What some renditions have for some segments.
    fn columns(&self, segments: &[Segment], renditions: &[RenditionId]) -> Result<Vec<Vec<Cell>>, Error> {
        let ids: Vec<SegmentId> = segments.iter().map(|segment| segment.id).collect();
        renditions.iter().map(|id| self.cells(*id, &ids)).collect()
    }
}
