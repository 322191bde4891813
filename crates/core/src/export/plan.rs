//! What an export takes from where: one article, or those of a collection, and which rendition of each stands in which
//! column.

use jiff::Timestamp;

use super::{Column, Error, Extras, Head, Options, Scope};
use crate::article::{ArticleId, Origin, RenditionId, SegmentId};
use crate::library::{ArticleSummary, Library, RenditionSummary};

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The article. Of a collection, any of its articles.
    pub article: ArticleId,
    /// The renditions beside the original, in order. Of a collection, renditions of any of its articles: each stands for
    /// those of the same maker and language in the others.
    pub columns: Vec<RenditionId>,
    /// Which sentences.
    pub scope: Scope,
    /// How.
    pub options: Options,
}

impl Request {
    /// A whole article with these columns and nothing special about it.
    pub fn whole(article: ArticleId, columns: &[RenditionId]) -> Self {
        Self {
            article,
            columns: columns.to_vec(),
            scope: Scope::default(),
            options: Options::default(),
        }
    }
}

/// Raises the flags of a sentence in a rendition, in words; those waved away are not among them.
pub type RaiseFlags<'a> = dyn Fn(RenditionId, SegmentId, &str, &str) -> Vec<String> + 'a;

/// Where an export reads from.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Texts, notes and verdicts.
    pub library: &'a Library,
    /// Flags, where any are wanted.
    pub flags: Option<&'a RaiseFlags<'a>>,
}

impl<'a> From<&'a Library> for Reading<'a> {
    /// Without flags.
    fn from(library: &'a Library) -> Self {
        Self { library, flags: None }
    }
}

/// The articles of an export in order, and the head of its file.
pub(super) struct Plan {
    pub(super) head: Head,
    pub(super) parts: Vec<Part>,
}

/// An article of an export.
pub(super) struct Part {
    pub(super) summary: ArticleSummary,
    /// For each column of the file, its rendition; none where the article has none of that kind.
    pub(super) columns: Vec<Option<RenditionId>>,
}

/// Who made a rendition and in which language: what tells that two of different articles belong into one column.
type Maker = (String, String, bool);

impl Plan {
    /// # Errors
    /// [`Error::Library`] when the article or a rendition is not there, [`Error::Foreign`] when a rendition is of another
    /// article, [`Error::CollectionUnknown`], [`Error::SeveralOriginals`], [`Error::Empty`] for an empty collection.
    pub(super) fn of(library: &Library, request: &Request) -> Result<Self, Error> {
        let renditions = request
            .columns
            .iter()
            .map(|id| library.rendition(*id))
            .collect::<Result<Vec<_>, _>>()?;
        let articles = articles(library, request)?;
        let foreign = renditions
            .iter()
            .find(|summary| !articles.contains(&summary.rendition.article));
        if let Some(foreign) = foreign {
            return Err(Error::Foreign {
                rendition: foreign.rendition.id,
                article: request.article,
            });
        }
        let parts = articles
            .into_iter()
            .map(|article| {
                let summary = library.summary(article)?;
                let columns = columns_in(&summary, &renditions);
                Ok(Part { summary, columns })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(Self {
            head: head(&parts, renditions.iter().map(column).collect(), &request.scope)?,
            parts,
        })
    }
}

/// The articles in the order of the file.
fn articles(library: &Library, request: &Request) -> Result<Vec<ArticleId>, Error> {
    let Scope::Collection(name) = &request.scope else {
        return Ok(vec![request.article]);
    };
    let wanted = name.to_lowercase();
    let mut collection = library
        .collections()?
        .into_iter()
        .find(|collection| collection.name.to_lowercase() == wanted)
        .ok_or_else(|| Error::CollectionUnknown { name: name.clone() })?;
    // A collection shows the newest first; a book begins with the oldest.
    collection.articles.reverse();
    Ok(collection.articles)
}

/// The renditions that all articles of an export have, once for each maker and language: what its columns may be.
///
/// # Errors
/// [`Error::Library`], [`Error::CollectionUnknown`].
pub fn columns_of(library: &Library, request: &Request) -> Result<Vec<RenditionSummary>, Error> {
    let mut found: Vec<RenditionSummary> = Vec::new();
    for article in articles(library, request)? {
        let mut before: Vec<Maker> = found.iter().map(maker).collect();
        for summary in library.summary(article)?.renditions {
            // A second one of the same maker in one article is a column of its own.
            match before.iter().position(|known| *known == maker(&summary)) {
                Some(place) => {
                    before.remove(place);
                }
                None => found.push(summary),
            }
        }
    }
    Ok(found)
}

/// Every rendition that an export of this request reads.
///
/// # Errors
/// Those of [`super::write_article`] that come from the library.
pub fn renditions(library: &Library, request: &Request) -> Result<Vec<RenditionSummary>, Error> {
    let parts = Plan::of(library, request)?.parts;
    let ids = parts.iter().flat_map(|part| part.columns.iter().flatten());
    ids.map(|id| Ok(library.rendition(*id)?)).collect()
}

/// Which rendition of an article stands in which column: itself, or the next one of the same maker and language.
fn columns_in(article: &ArticleSummary, wanted: &[RenditionSummary]) -> Vec<Option<RenditionId>> {
    let mut free: Vec<&RenditionSummary> = article.renditions.iter().collect();
    free.retain(|summary| !wanted.iter().any(|one| one.rendition.id == summary.rendition.id));
    wanted
        .iter()
        .map(|one| {
            if one.rendition.article == article.id {
                return Some(one.rendition.id);
            }
            let place = free.iter().position(|summary| maker(summary) == maker(one))?;
            Some(free.remove(place).rendition.id)
        })
        .collect()
}

fn maker(summary: &RenditionSummary) -> Maker {
    let column = column(summary);
    (column.label, column.language.to_string(), column.machine)
}

fn head(parts: &[Part], columns: Vec<Column>, scope: &Scope) -> Result<Head, Error> {
    let first = &parts.first().ok_or(Error::Empty)?.summary;
    let mut languages: Vec<String> = parts.iter().map(|part| part.summary.language.to_string()).collect();
    languages.sort();
    languages.dedup();
    if languages.len() > 1 {
        return Err(Error::SeveralOriginals { languages });
    }
    let head = Head {
        title: first.title.clone(),
        byline: first.byline.clone(),
        source: first.source.clone(),
        published: first.published.clone(),
        language: first.language.clone(),
        columns,
        extras: Extras::default(),
        exported: Timestamp::now(),
    };
    Ok(match scope {
        Scope::Collection(name) => Head {
            title: name.clone(),
            byline: None,
            source: None,
            published: None,
            ..head
        },
        _ => head,
    })
}

/// A rendition's head as a reader should see it in a file.
fn column(summary: &RenditionSummary) -> Column {
    let language = summary.rendition.language.clone();
    match &summary.rendition.origin {
        Origin::Engine { name, route, rough, .. } => Column {
            label: route
                .as_ref()
                .map_or_else(|| name.clone(), |route| format!("{name}, {route}")),
            language,
            machine: true,
            rough: *rough,
        },
        Origin::Human { name } => Column {
            label: name.clone(),
            language,
            machine: false,
            rough: false,
        },
    }
}
