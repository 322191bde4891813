//! Collections, as the window sees them.

use serde::Serialize;
use visavis_core::library;

/// Articles under a name.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Collection {
    /// Its number.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// Its articles, newest first.
    pub(crate) articles: Vec<i64>,
}

impl From<library::Collection> for Collection {
    fn from(collection: library::Collection) -> Self {
        let library::Collection { id, name, articles } = collection;
        Self {
            id: id.0,
            name,
            articles: articles.into_iter().map(|article| article.0).collect(),
        }
    }
}
