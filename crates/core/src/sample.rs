//! The bundled article: French of our own with the traps of real articles, and our own English translation of it.

use visavis_text::segment::Segmenter;

use crate::article::{ArticleId, Cell, Origin, RenditionStatus};
use crate::library::{Added, Error, Library};
use crate::{Language, import};

const FRENCH: &str = include_str!("../sample/article.fr.md");
/// The sentences our translation was made of, in its order.
const SENTENCES: &str = include_str!("../sample/sentences.fr.txt");
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

fn add_reference(library: &Library, id: ArticleId) -> Result<(), Error> {
    let article = library.article(id)?;
    let found = article.segments.iter().map(|segment| article.text(segment));
    let english: Vec<&str> = lines(ENGLISH).collect();
    // Sentence by sentence, not by their number: two faults of segmentation can cancel out in a count.
    if !found.eq(lines(SENTENCES)) || english.len() != article.segments.len() {
        return Err(Error::Damaged(
            "the sample is not cut into the sentences its translation is of".to_owned(),
        ));
    }
    let origin = Origin::Human {
        name: "Reference translation".to_owned(),
    };
    let rendition = library.begin_rendition(id, &Language::ENGLISH, &origin)?.rendition.id;
    let cells: Vec<_> = article
        .segments
        .iter()
        .zip(english)
        .map(|(segment, line)| {
            let text = line.to_owned();
            (segment.id, Cell::Done { text, provenance: None })
        })
        .collect();
    library.record(rendition, &cells)?;
    library.set_status(rendition, RenditionStatus::Finished)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_fits_its_translation_and_is_added_once() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let added = add(&library).unwrap();
        assert!(add(&library).unwrap().already_there);
        let summary = library.summary(added.article).unwrap();
        let reference = &summary.renditions[0];
        assert_eq!((summary.renditions.len(), reference.done), (1, summary.segments));
    }
}
