//! What a reader copies: one column of an article as plain text.

use std::fmt::Write;

use crate::article::{ArticleId, Cell, RenditionId};
use crate::library;
use crate::session::{Error, Session};

impl Session {
    /// A column as plain text, the original or a rendition of the article: a paragraph a block, parted by empty lines. Also
    /// how many sentences have no text there; nothing stands in their place.
    pub fn column_text(&self, article: ArticleId, rendition: Option<RenditionId>) -> Result<(String, usize), Error> {
        let article = self.library.article(article)?;
        if let Some(id) = rendition
            && self.library.rendition(id)?.rendition.article != article.id
        {
            return Err(library::Error::RenditionUnknown(id).into());
        }
        let ids: Vec<_> = article.segments.iter().map(|segment| segment.id).collect();
        let cells = rendition.map(|id| self.library.cells(id, &ids)).transpose()?;
        let (mut text, mut missing, mut block) = (String::new(), 0, None);
        for (at, segment) in article.segments.iter().enumerate() {
            let sentence = match &cells {
                None => Some(article.text(segment)),
                Some(cells) => cells.get(at).and_then(Cell::text),
            };
            let Some(sentence) = sentence else {
                missing += 1;
                continue;
            };
            let gap = match block.replace(segment.block) {
                None => "",
                Some(before) if before == segment.block => " ",
                Some(_) => "\n\n",
            };
            // Writing to a string cannot fail.
            let _ = write!(text, "{gap}{sentence}");
        }
        Ok((text, missing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::article::{Block, Draft, Origin};

    #[test]
    fn a_column_is_copied_by_paragraphs_and_says_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: ["Il pleut. Elle lit.", "Fin."].map(Block::paragraph).into(),
        };
        let article = session.add(&draft).unwrap().article;
        let segments = session.library.article(article).unwrap().segments;
        let origin = Origin::Human { name: "A".to_owned() };
        let begun = session
            .library
            .begin_rendition(article, &Language::ENGLISH, &origin)
            .unwrap();
        let rendition = begun.rendition.id;
        let done = |text: &str| Cell::Done {
            text: text.to_owned(),
            provenance: None,
        };
        let cells = [(segments[1].id, done("She reads.")), (segments[2].id, done("The end."))];
        session.library.record(rendition, &cells).unwrap();
        assert_eq!(
            session.column_text(article, None).unwrap(),
            ("Il pleut. Elle lit.\n\nFin.".to_owned(), 0)
        );
        assert_eq!(
            session.column_text(article, Some(rendition)).unwrap(),
            ("She reads.\n\nThe end.".to_owned(), 1)
        );
        assert!(session.column_text(article, Some(RenditionId(99))).is_err());
    }
}
