//! The bundled article: French of our own with the traps of real articles, and our own English translation of it.

use visavis_text::segment::Segmenter;

use crate::article::{ArticleId, Cell, Origin, RenditionStatus, SegmentId};
use crate::library::{Added, Error, Library};
use crate::{Language, import};

const FRENCH: &str = include_str!("../sample/article.fr.md");
const ENGLISH: &str = include_str!("../sample/reference.en.txt");

/// Puts the sample into the library, with the reference translation as a human rendition. Nothing is added twice.
///
/// # Errors
/// Those of the library; [`Error::Damaged`] if our translation does not fit our own article, which a test forbids.
pub fn add(library: &Library) -> Result<Added, Error> {
    let options = import::Options {
        name: Some("article.fr.md".to_owned()),
        language: Some(Language::FRENCH),
        source: Some("Vis-à-vis".to_owned()),
    };
    let draft = import::read(FRENCH.as_bytes(), &options).map_err(|error| Error::Damaged(error.to_string()))?;
    let added = library.add(&draft, &Segmenter::new(&draft.language))?;
    if !added.already_there {
        add_reference(library, added.article)?;
    }
    Ok(added)
}

fn add_reference(library: &Library, article: ArticleId) -> Result<(), Error> {
    let segments: Vec<SegmentId> = library
        .article(article)?
        .segments
        .iter()
        .map(|segment| segment.id)
        .collect();
    let lines: Vec<&str> = ENGLISH.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() != segments.len() {
        return Err(Error::Damaged(format!(
            "the sample has {} sentences, its translation {}",
            segments.len(),
            lines.len()
        )));
    }
    let origin = Origin::Human {
        name: "Reference translation".to_owned(),
    };
    let rendition = library
        .begin_rendition(article, &Language::ENGLISH, &origin)?
        .rendition
        .id;
    let cells: Vec<_> = segments
        .into_iter()
        .zip(lines)
        .map(|(segment, line)| {
            (
                segment,
                Cell::Done {
                    text: line.to_owned(),
                    provenance: None,
                },
            )
        })
        .collect();
    library.record(rendition, &cells)?;
    library.set_status(rendition, RenditionStatus::Finished)
}
