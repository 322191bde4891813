//! The translation memory: what was translated before, in any article, and what other programs' memories brought.
//!
//! An engine's answer is kept under a [`Recipe`]: everything besides the sentence that decides how it is translated. The
//! same sentence asked by the same recipe again is answered from here, and nobody is paid for it. Pairs without a recipe,
//! from an imported memory or by the reader's own hand, are never put into an engine's column; they are offered, like
//! all others, when a sentence is [`similar`](Library::similar) to theirs.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use visavis_text::Language;
use visavis_text::compare::{Likeness, plain_form};
use visavis_text::term::Terms;

use super::{language, timestamp};
use crate::article::{Provenance, RenditionId, SegmentId};
use crate::library::{Error, Library};

pub(in crate::library) const CREATE: &str = "
CREATE TABLE memory (
    id              INTEGER PRIMARY KEY,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    -- engine, import or reader
    origin          TEXT NOT NULL,
    -- An engine's recipe, the name of an imported memory, or nothing.
    recipe          TEXT NOT NULL,
    source          TEXT NOT NULL,
    target          TEXT NOT NULL,
    -- Of the source's plain form, as likeness counts.
    characters      INTEGER NOT NULL,
    provenance      TEXT,
    at              TEXT NOT NULL,
    UNIQUE (source, origin, recipe, source_language, target_language)
) STRICT;
CREATE INDEX memory_length ON memory (characters);
";

/// How many matches are offered at most.
const MOST_MATCHES: usize = 5;

/// Everything besides the sentence that decides how an engine translates it.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// Language of the original.
    pub from: Language,
    /// Language of the translation.
    pub to: Language,
    /// The engine's settings and the context it gets, as one word.
    pub engine: String,
    /// The terms that go to the engine along with the sentences they stand in.
    pub terms: Arc<Terms>,
}

impl Recipe {
    /// The recipe for one sentence, as one word: of the glossary, only the terms that stand in the sentence count, so
    /// that a new term does not make every other sentence be paid for again.
    fn key(&self, source: &str) -> String {
        let found = self.terms.found_in(source);
        if found.is_empty() {
            return self.engine.clone();
        }
        let mut terms: Vec<_> = found.iter().map(|(term, _)| (&term.source, &term.target)).collect();
        terms.sort();
        let mut digest = Sha256::new();
        for (source, target) in terms {
            // Neither side can hold a line end.
            digest.update(format!("{source}\n{target}\n"));
        }
        let digest = digest.finalize();
        digest
            .iter()
            .take(8)
            .fold(format!("{}+", self.engine), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

/// An answer to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// The sentence as the engine got it.
    pub source: &'a str,
    /// What it answered, proven.
    pub target: &'a str,
    /// How it came to be.
    pub provenance: &'a Provenance,
}

/// An answer that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    /// The translation.
    pub target: String,
    /// How it came to be, then.
    pub provenance: Provenance,
}

/// Where a pair of the memory comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemoryOrigin {
    /// An engine translated it.
    Engine(Box<Provenance>),
    /// It came with an imported memory of this name.
    Import(String),
    /// The reader wrote it.
    Reader,
}

/// A pair whose original is like the sentence asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryMatch {
    /// How alike the originals are, in per cent ([`visavis_text::compare::Likeness`]).
    pub likeness: u8,
    /// The original that was found.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// Where it comes from.
    pub origin: MemoryOrigin,
    /// When it was kept.
    pub at: Timestamp,
}

impl Library {
    /// What the memory holds for each of `sources` by this recipe, in their order.
    pub fn recall(&self, recipe: &Recipe, sources: &[&str]) -> Result<Vec<Option<Recalled>>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT target, provenance FROM memory
             WHERE source = ?1 AND origin = 'engine' AND recipe = ?2 AND source_language = ?3 AND target_language = ?4",
        )?;
        let (from, to) = (recipe.from.to_string(), recipe.to.to_string());
        sources
            .iter()
            .map(|source| {
                let row: Option<(String, Option<String>)> = statement
                    .query_row(params![source, recipe.key(source), from, to], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })
                    .optional()?;
                row.map(|(target, json)| {
                    Ok(Recalled {
                        target,
                        provenance: provenance(json)?,
                    })
                })
                .transpose()
            })
            .collect()
    }

    /// Takes in pairs that another program kept, under the name of their file. A pair with an empty side, and one whose
    /// sides are the same, is none. Gives how many the memory did not hold before.
    pub fn remember_pairs<'a>(
        &self,
        from: &Language,
        to: &Language,
        name: &str,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<usize, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let count = |transaction: &Transaction<'_>| {
            transaction.query_row("SELECT count(*) FROM memory", [], |row| row.get::<_, usize>(0))
        };
        let before = count(&transaction)?;
        {
            let mut put = Put::new(&transaction, from, to)?;
            let now = Timestamp::now().to_string();
            for (source, target) in pairs {
                let (source, target) = (source.trim(), target.trim());
                if !source.is_empty() && !target.is_empty() && source != target {
                    put.one("import", name, (source, target), None, &now)?;
                }
            }
        }
        let added = count(&transaction)? - before;
        transaction.commit()?;
        Ok(added)
    }

    /// The pairs whose originals are like a sentence by `at_least` per cent or more, the most alike first, newer before
    /// older; of the same translation only the first. At most five.
    pub fn similar(
        &self,
        from: &Language,
        to: &Language,
        sentence: &str,
        at_least: u8,
    ) -> Result<Vec<MemoryMatch>, Error> {
        let wanted = Likeness::to(sentence);
        let lengths = wanted.lengths(at_least);
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, source, source_language, target_language FROM memory WHERE characters BETWEEN ?1 AND ?2",
        )?;
        let mut rows = statement.query(params![lengths.start(), lengths.end()])?;
        let mut found: Vec<(u8, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            // As they stand in the page: a copy of each would cost more than the comparison.
            let source = text(row, 1)?;
            let Some(likeness) = wanted.of(&plain_form(source), at_least) else {
                continue;
            };
            let same = |column, wanted: &Language| -> Result<bool, Error> {
                Ok(language(text(row, column)?)?.same_language(wanted))
            };
            if same(2, from)? && same(3, to)? {
                found.push((likeness, row.get(0)?));
            }
        }
        found.sort_by_key(|(likeness, id)| (Reverse(*likeness), Reverse(*id)));
        let mut matches: Vec<MemoryMatch> = Vec::new();
        for (likeness, id) in found {
            let one = read(&connection, id, likeness)?;
            if !matches.iter().any(|other| other.target == one.target) {
                matches.push(one);
            }
            if matches.len() == MOST_MATCHES {
                break;
            }
        }
        Ok(matches)
    }

    /// How many pairs the memory holds.
    pub fn memory_size(&self) -> Result<usize, Error> {
        let connection = self.connection();
        Ok(connection.query_row("SELECT count(*) FROM memory", [], |row| row.get(0))?)
    }

    /// Forgets every pair. Translations in articles stay.
    pub fn forget_memory(&self) -> Result<(), Error> {
        self.connection().execute("DELETE FROM memory", [])?;
        Ok(())
    }
}

/// Keeps an engine's answers: in the transaction in which they are committed, so that what is paid for is remembered.
pub(super) fn remember(transaction: &Transaction<'_>, recipe: &Recipe, answers: &[Kept<'_>]) -> Result<(), Error> {
    let mut put = Put::new(transaction, &recipe.from, &recipe.to)?;
    for answer in answers {
        let json = serde_json::to_string(answer.provenance).map_err(|error| Error::Damaged(error.to_string()))?;
        put.one(
            "engine",
            &recipe.key(answer.source),
            (answer.source, answer.target),
            Some(&json),
            &answer.provenance.at.to_string(),
        )?;
    }
    Ok(())
}

/// Keeps what the reader wrote for a sentence of a rendition.
pub(super) fn remember_edit(
    transaction: &Transaction<'_>,
    rendition: RenditionId,
    segment: SegmentId,
    text: &str,
) -> Result<(), Error> {
    let sql = "SELECT substr(CAST(b.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte), a.language, r.language
               FROM segment s JOIN article a ON a.id = s.article JOIN rendition r ON r.id = ?1
               JOIN block b ON b.article = s.article AND b.position = s.block WHERE s.id = ?2";
    let row: Option<(Vec<u8>, String, String)> = transaction
        .query_row(sql, [rendition.0, segment.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((source, from, to)) = row else { return Ok(()) };
    let source = String::from_utf8(source).map_err(|_| Error::Damaged("a segment cuts a character".to_owned()))?;
    let (from, to) = (language(&from)?, language(&to)?);
    if text.trim().is_empty() {
        return Ok(());
    }
    Put::new(transaction, &from, &to)?.one("reader", "", (&source, text), None, &Timestamp::now().to_string())
}

/// Writes pairs of one pair of languages.
struct Put<'a> {
    statement: rusqlite::CachedStatement<'a>,
    from: String,
    to: String,
}

impl<'a> Put<'a> {
    fn new(connection: &'a Connection, from: &Language, to: &Language) -> Result<Self, Error> {
        let statement = connection.prepare_cached(
            "INSERT INTO memory
                (source_language, target_language, origin, recipe, source, target, characters, provenance, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET target = excluded.target, provenance = excluded.provenance, at = excluded.at",
        )?;
        Ok(Self {
            statement,
            from: from.to_string(),
            to: to.to_string(),
        })
    }

    fn one(
        &mut self,
        origin: &str,
        recipe: &str,
        (source, target): (&str, &str),
        provenance: Option<&str>,
        at: &str,
    ) -> Result<(), Error> {
        let characters = plain_form(source).chars().count();
        self.statement.execute(params![
            self.from, self.to, origin, recipe, source, target, characters, provenance, at
        ])?;
        Ok(())
    }
}

/// A text as it stands in the row.
fn text<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a str, Error> {
    let value = row.get_ref(column)?;
    value.as_str().map_err(|error| Error::Damaged(error.to_string()))
}

fn read(connection: &Connection, id: i64, likeness: u8) -> Result<MemoryMatch, Error> {
    type Row = (String, String, String, String, Option<String>, String);
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    };
    let sql = "SELECT source, target, origin, recipe, provenance, at FROM memory WHERE id = ?1";
    let (source, target, origin, recipe, json, at) = connection.prepare_cached(sql)?.query_row([id], row)?;
    let origin = match origin.as_str() {
        "engine" => MemoryOrigin::Engine(Box::new(provenance(json)?)),
        "import" => MemoryOrigin::Import(recipe),
        "reader" => MemoryOrigin::Reader,
        _ => return Err(Error::Damaged(format!("memory of {origin}"))),
    };
    Ok(MemoryMatch {
        likeness,
        source,
        target,
        origin,
        at: timestamp(&at)?,
    })
}

fn provenance(json: Option<String>) -> Result<Provenance, Error> {
    serde_json::from_str(&json.unwrap_or_default()).map_err(|error| Error::Damaged(format!("provenance: {error}")))
}

#[cfg(test)]
mod tests {
    use visavis_text::term::Term;

    use super::*;
    use crate::article::{Block, Cell, Draft, Origin};
    use visavis_text::segment::Segmenter;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        (folder, library)
    }

    fn recipe(engine: &str, terms: &[(&str, &str)]) -> Recipe {
        let terms = terms.iter().map(|(source, target)| Term {
            source: (*source).to_owned(),
            target: (*target).to_owned(),
        });
        Recipe {
            from: Language::FRENCH,
            to: Language::ENGLISH,
            engine: engine.to_owned(),
            terms: Arc::new(Terms::new(terms)),
        }
    }

    fn provenance() -> Provenance {
        serde_json::from_str(
            r#"{"engine":"E","route":null,"at":"2026-11-25T10:00:00Z","took_ms":3,"billed_characters":5,"requests":1}"#,
        )
        .unwrap()
    }

    fn keep(library: &Library, recipe: &Recipe, source: &str, target: &str) {
        let mut connection = library.connection();
        let transaction = connection.transaction().unwrap();
        let provenance = provenance();
        remember(
            &transaction,
            recipe,
            &[Kept {
                source,
                target,
                provenance: &provenance,
            }],
        )
        .unwrap();
        transaction.commit().unwrap();
    }

    fn recalled(library: &Library, recipe: &Recipe, source: &str) -> Option<String> {
        library
            .recall(recipe, &[source])
            .unwrap()
            .remove(0)
            .map(|kept| kept.target)
    }

    #[test]
    fn an_answer_is_recalled_by_the_same_recipe_only() {
        let (_folder, library) = library();
        keep(&library, &recipe("a", &[]), "La nappe baisse.", "The table falls.");
        assert_eq!(
            recalled(&library, &recipe("a", &[]), "La nappe baisse.").as_deref(),
            Some("The table falls.")
        );
        assert_eq!(recalled(&library, &recipe("b", &[]), "La nappe baisse."), None);
        assert_eq!(recalled(&library, &recipe("a", &[]), "La nappe baisse !"), None);
        let german = Recipe {
            to: "de".parse().unwrap(),
            ..recipe("a", &[])
        };
        assert_eq!(recalled(&library, &german, "La nappe baisse."), None);
        keep(
            &library,
            &recipe("a", &[]),
            "La nappe baisse.",
            "The water table falls.",
        );
        assert_eq!(
            recalled(&library, &recipe("a", &[]), "La nappe baisse.").as_deref(),
            Some("The water table falls.")
        );
        assert_eq!(library.memory_size().unwrap(), 1);
    }

    #[test]
    fn only_terms_of_the_sentence_make_another_recipe() {
        let (_folder, library) = library();
        keep(&library, &recipe("a", &[]), "La nappe baisse.", "The sheet falls.");
        let other = recipe("a", &[("source", "spring")]);
        assert!(recalled(&library, &other, "La nappe baisse.").is_some());
        let own = recipe("a", &[("nappe", "water table")]);
        assert_eq!(recalled(&library, &own, "La nappe baisse."), None);
        keep(&library, &own, "La nappe baisse.", "The water table falls.");
        assert_eq!(
            recalled(&library, &own, "La nappe baisse.").as_deref(),
            Some("The water table falls.")
        );
        assert_eq!(
            recalled(&library, &other, "La nappe baisse.").as_deref(),
            Some("The sheet falls.")
        );
    }

    #[test]
    fn what_another_program_kept_is_offered_and_never_recalled() {
        let (_folder, library) = library();
        let (french, english) = (Language::FRENCH, Language::ENGLISH);
        let pairs = [
            ("La nappe baisse.", "The table falls."),
            ("Même.", "Même."),
            ("", "x"),
            ("La nappe baisse.", "The sheet falls."),
        ];
        assert_eq!(library.remember_pairs(&french, &english, "old.tmx", pairs).unwrap(), 1);
        assert_eq!(library.remember_pairs(&french, &english, "old.tmx", pairs).unwrap(), 0);
        assert_eq!(recalled(&library, &recipe("a", &[]), "La nappe baisse."), None);
        let found = library
            .similar(&french, &"en-GB".parse().unwrap(), "La nappe baisse.", 75)
            .unwrap();
        assert_eq!(
            (found.len(), found[0].likeness, found[0].target.as_str()),
            (1, 100, "The sheet falls.")
        );
        assert_eq!(found[0].origin, MemoryOrigin::Import("old.tmx".to_owned()));
        assert_eq!(library.similar(&english, &french, "La nappe baisse.", 75).unwrap(), []);
    }

    #[test]
    fn the_most_alike_comes_first_and_a_translation_once() {
        let (_folder, library) = library();
        keep(
            &library,
            &recipe("a", &[]),
            "La nappe baisse encore.",
            "The table falls again.",
        );
        keep(
            &library,
            &recipe("b", &[]),
            "La nappe baisse encore.",
            "The table falls again.",
        );
        keep(&library, &recipe("a", &[]), "La nappe a baissé.", "The table fell.");
        keep(
            &library,
            &recipe("a", &[]),
            "Il pleut sur la ville.",
            "It rains on the town.",
        );
        let found = library
            .similar(&Language::FRENCH, &Language::ENGLISH, "La nappe baisse.", 60)
            .unwrap();
        let found: Vec<_> = found.iter().map(|one| (one.likeness, one.target.as_str())).collect();
        assert_eq!(found, [(83, "The table fell."), (69, "The table falls again.")]);
        library.forget_memory().unwrap();
        assert_eq!(library.memory_size().unwrap(), 0);
    }

    #[test]
    fn what_the_reader_wrote_is_remembered() {
        let (_folder, library) = library();
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: vec![Block::paragraph("Été. La nappe baisse.")],
        };
        let article = library.add(&draft, &Segmenter::new(&Language::FRENCH)).unwrap().article;
        let origin = Origin::Human { name: "me".to_owned() };
        let rendition = library
            .begin_rendition(article, &Language::ENGLISH, &origin)
            .unwrap()
            .rendition
            .id;
        let segment = library.waiting(rendition).unwrap()[1];
        let cell = Cell::Edited {
            text: "The water table falls.".to_owned(),
            original: None,
        };
        library.record(rendition, &[(segment, cell)]).unwrap();
        let found = library
            .similar(&Language::FRENCH, &Language::ENGLISH, "La nappe baisse.", 75)
            .unwrap();
        assert_eq!(
            (found[0].source.as_str(), found[0].target.as_str()),
            ("La nappe baisse.", "The water table falls.")
        );
        assert_eq!(found[0].origin, MemoryOrigin::Reader);
    }
}
