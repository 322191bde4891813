//! Collections. Each change answers with all of them as they are then.

use tauri::AppHandle;
use visavis_core::Session;
use visavis_core::article::ArticleId;
use visavis_core::library::CollectionId;

use crate::dto::IpcError;
use crate::dto::collection::Collection;

pub(crate) async fn list_collections(_: &AppHandle, session: &Session) -> Result<Vec<Collection>, IpcError> {
    Ok(session.library.collections()?.into_iter().map(Into::into).collect())
}

pub(crate) async fn add_collection(
    app: &AppHandle,
    session: &Session,
    name: String,
) -> Result<Vec<Collection>, IpcError> {
    session.library.add_collection(&name)?;
    list_collections(app, session).await
}

pub(crate) async fn rename_collection(
    app: &AppHandle,
    session: &Session,
    collection: i64,
    name: String,
) -> Result<Vec<Collection>, IpcError> {
    session.library.rename_collection(CollectionId(collection), &name)?;
    list_collections(app, session).await
}

pub(crate) async fn remove_collection(
    app: &AppHandle,
    session: &Session,
    collection: i64,
) -> Result<Vec<Collection>, IpcError> {
    session.library.remove_collection(CollectionId(collection))?;
    list_collections(app, session).await
}

/// Moves an article into a collection, or with null out of all.
pub(crate) async fn collect_article(
    app: &AppHandle,
    session: &Session,
    article: i64,
    collection: Option<i64>,
) -> Result<Vec<Collection>, IpcError> {
    session
        .library
        .collect(ArticleId(article), collection.map(CollectionId))?;
    list_collections(app, session).await
}
