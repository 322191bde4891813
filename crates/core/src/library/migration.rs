//! The database's format, step by step.

use rusqlite::Connection;

use super::{Error, table};

/// Each step brings the format from its index to the next. Steps are never changed once released, only added.
const STEPS: &[&[&str]] = &[
    &[
        table::article::CREATE,
        table::segment::CREATE,
        table::correction::CREATE,
        table::rendition::CREATE,
        table::translation::CREATE,
    ],
    &[table::memory::CREATE, table::term::CREATE],
    &[table::spent::CREATE],
    &[table::cut::CREATE],
    &[table::dismissed_flag::CREATE, table::picked::CREATE],
    &[
        table::note::CREATE,
        table::verdict::CREATE,
        table::alternative::CREATE,
        table::change::CREATE,
        table::collection::CREATE,
        table::passage::CREATE,
    ],
    &[table::segment::INDEX_RETIRED, table::translation::INDEX_RENDITION],
    &[table::passage::LATER],
];

/// Brings the database to the newest format, or refuses one from the future.
pub(super) fn run(connection: &mut Connection) -> Result<(), Error> {
    let supported = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    // IMMEDIATE: when two processes start at once, the second waits here and then finds the work done.
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = transaction.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))?;
    if found > supported {
        return Err(Error::Newer { found, supported });
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        for sql in *step {
            transaction.execute_batch(sql)?;
        }
    }
    transaction.pragma_update(None, "user_version", supported)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Library;
    use super::*;

    #[test]
    fn a_library_from_the_future_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        drop(Library::open(folder.path()).unwrap());
        let connection = Connection::open(folder.path().join("library.sqlite")).unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        let error = Library::open(folder.path()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the library has format 999, this version reads up to {}", STEPS.len())
        );
        let version: i64 = connection
            .query_row("SELECT user_version FROM pragma_user_version", [], |r| r.get(0))
            .unwrap();
        assert_eq!(version, 999, "a refused library must not be written to");
    }

    #[test]
    fn opening_twice_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(Library::open(folder.path()).unwrap());
        Library::open(folder.path()).unwrap();
    }
}
