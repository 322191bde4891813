//! What each rendition has cost, as the engine reported it: also for replies that were refused and sentences that were
//! asked again, which no translation shows any more.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::article::RenditionId;
use crate::engine::Spent;
use crate::library::Error;

pub(in crate::library) const CREATE: &str = "
CREATE TABLE spent (
    rendition     INTEGER PRIMARY KEY REFERENCES rendition(id) ON DELETE CASCADE,
    characters    INTEGER,
    input_tokens  INTEGER,
    output_tokens INTEGER
) STRICT;
";

/// Adds to what a rendition has cost. Where the engine never told, nothing is kept: not told is not nothing.
pub(super) fn add(transaction: &Transaction<'_>, rendition: RenditionId, spent: Spent) -> Result<(), Error> {
    if spent.is_unknown() {
        return Ok(());
    }
    let sum = read(transaction, rendition)?.and(spent);
    transaction.execute(
        "INSERT OR REPLACE INTO spent (rendition, characters, input_tokens, output_tokens) VALUES (?1, ?2, ?3, ?4)",
        params![rendition.0, sum.characters, sum.input_tokens, sum.output_tokens],
    )?;
    Ok(())
}

/// What a rendition has cost so far.
pub(super) fn read(connection: &Connection, rendition: RenditionId) -> Result<Spent, Error> {
    let found = connection
        .prepare_cached("SELECT characters, input_tokens, output_tokens FROM spent WHERE rendition = ?1")?
        .query_row([rendition.0], |row| {
            Ok(Spent {
                characters: row.get(0)?,
                input_tokens: row.get(1)?,
                output_tokens: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}
