//! Collections: articles the reader has put together under a name. An article is in one collection or in none.

use rusqlite::{Connection, OptionalExtension, params};

use crate::article::ArticleId;
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE collection (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE collected (
    article    INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    collection INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX collected_collection ON collected (collection);
";

/// Number of a collection; never used again after it is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CollectionId(pub i64);

/// Articles under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// Its number.
    pub id: CollectionId,
    /// Its name.
    pub name: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleId>,
}

impl Library {
    /// Every collection, in the order in which they were made.
    pub fn collections(&self) -> Result<Vec<Collection>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT id, name FROM collection ORDER BY id")?;
        let heads = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(i64, String)>, _>>()?;
        let mut articles = connection.prepare_cached(
            "SELECT c.article FROM collected c JOIN article a ON a.id = c.article
             WHERE c.collection = ?1 ORDER BY a.added DESC, a.id DESC",
        )?;
        heads
            .into_iter()
            .map(|(id, name)| {
                let ids = articles.query_map([id], |row| Ok(ArticleId(row.get(0)?)))?;
                Ok(Collection {
                    id: CollectionId(id),
                    name,
                    articles: ids.collect::<Result<_, _>>()?,
                })
            })
            .collect()
    }

    /// Makes an empty collection.
    ///
    /// # Errors
    /// [`Error::NameUnfit`] for a name that is white space or taken, whatever its case.
    pub fn add_collection(&self, name: &str) -> Result<CollectionId, Error> {
        let connection = self.connection();
        let name = fit(&connection, name, None)?;
        connection.execute("INSERT INTO collection (name) VALUES (?1)", [name])?;
        Ok(CollectionId(connection.last_insert_rowid()))
    }

    /// Gives a collection another name, under the same conditions.
    pub fn rename_collection(&self, id: CollectionId, name: &str) -> Result<(), Error> {
        let connection = self.connection();
        let name = fit(&connection, name, Some(id))?;
        found(
            connection.execute("UPDATE collection SET name = ?2 WHERE id = ?1", params![id.0, name])?,
            id,
        )
    }

    /// Removes a collection; its articles stay in the library.
    pub fn remove_collection(&self, id: CollectionId) -> Result<(), Error> {
        found(
            self.connection()
                .execute("DELETE FROM collection WHERE id = ?1", [id.0])?,
            id,
        )
    }

    /// Moves an article into a collection, or out of all.
    pub fn collect(&self, article: ArticleId, collection: Option<CollectionId>) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let there = |sql, id: i64| transaction.query_row(sql, [id], |row| row.get::<_, i64>(0)).optional();
        if there("SELECT 1 FROM article WHERE id = ?1", article.0)?.is_none() {
            return Err(Error::ArticleUnknown(article));
        }
        transaction.execute("DELETE FROM collected WHERE article = ?1", [article.0])?;
        if let Some(id) = collection {
            if there("SELECT 1 FROM collection WHERE id = ?1", id.0)?.is_none() {
                return Err(Error::CollectionUnknown(id));
            }
            transaction.execute(
                "INSERT INTO collected (article, collection) VALUES (?1, ?2)",
                params![article.0, id.0],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The name without white space around it, if no other collection has it.
fn fit<'a>(connection: &Connection, name: &'a str, own: Option<CollectionId>) -> Result<&'a str, Error> {
    let name = name.trim();
    let sql = "SELECT id FROM collection WHERE name = ?1 AND id <> ?2";
    let taken: Option<i64> = connection
        .query_row(sql, params![name, own.map_or(0, |id| id.0)], |row| row.get(0))
        .optional()?;
    if name.is_empty() || taken.is_some() {
        return Err(Error::NameUnfit);
    }
    Ok(name)
}

fn found(changed: usize, id: CollectionId) -> Result<(), Error> {
    match changed {
        0 => Err(Error::CollectionUnknown(id)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Draft};
    use crate::{ErrorCode, Language};
    use visavis_text::segment::Segmenter;

    fn library() -> (tempfile::TempDir, Library, [ArticleId; 2]) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let articles = ["Un.", "Deux."].map(|text| {
            let draft = Draft {
                title: None,
                byline: None,
                source: None,
                published: None,
                language: Language::FRENCH,
                blocks: vec![Block::paragraph(text)],
            };
            library.add(&draft, &Segmenter::new(&Language::FRENCH)).unwrap().article
        });
        (folder, library, articles)
    }

    /// What the library's collections hold.
    fn check(library: &Library, expected: &[(&str, &[ArticleId])]) {
        let found = library.collections().unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.name.as_str(), one.articles.as_slice()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_article_is_in_one_collection_at_a_time() {
        let (_folder, library, [one, two]) = library();
        let thesis = library.add_collection(" Thesis ").unwrap();
        let print = library.add_collection("To print").unwrap();
        for article in [one, two] {
            library.collect(article, Some(thesis)).unwrap();
        }
        library.collect(one, Some(print)).unwrap();
        check(&library, &[("Thesis", &[two]), ("To print", &[one])]);
        library.collect(one, None).unwrap();
        check(&library, &[("Thesis", &[two]), ("To print", &[])]);
    }

    #[test]
    fn removing_a_collection_keeps_its_articles_and_the_other_way_round() {
        let (_folder, library, [one, two]) = library();
        let thesis = library.add_collection("Thesis").unwrap();
        library.collect(one, Some(thesis)).unwrap();
        library.collect(two, Some(thesis)).unwrap();
        library.remove(two).unwrap();
        check(&library, &[("Thesis", &[one])]);
        library.remove_collection(thesis).unwrap();
        check(&library, &[]);
        assert_eq!(library.list().unwrap().len(), 1);
    }

    #[test]
    fn a_name_is_neither_empty_nor_taken() {
        let (_folder, library, [one, _]) = library();
        let thesis = library.add_collection("Thesis").unwrap();
        let print = library.add_collection("To print").unwrap();
        for name in ["", "  ", "thesis"] {
            assert_eq!(
                library.add_collection(name).unwrap_err().code(),
                ErrorCode::CollectionName
            );
            assert!(library.rename_collection(print, name).is_err(), "{name:?} was taken");
        }
        library.rename_collection(thesis, "THESIS").unwrap();
        check(&library, &[("THESIS", &[]), ("To print", &[])]);
        let unknown = library.collect(one, Some(CollectionId(99))).unwrap_err();
        assert_eq!(unknown.code(), ErrorCode::CollectionUnknown);
    }
}
