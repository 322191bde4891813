//! Edits: the reader's own text in place of a translation. They live in the table `translation`, beside what they replace:
//! the text that stood there and its provenance stay in the row, and come back with [`Library::restore`].

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::change::{self, ChangeKind, Place};
use super::{from_json, memory, to_json};
use crate::article::{RenditionId, SegmentId};
use crate::library::{Error, Library};

/// A row of `translation` as it is kept for undoing: nothing of it is lost.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Stored {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    edited: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provenance: Option<String>,
}

impl Library {
    /// Puts the reader's text in place of what a rendition has for a sentence. A translation is one line: line breaks
    /// become spaces. Writing what stood there before restores it. What was written is kept in the memory too. Can be undone.
    ///
    /// # Errors
    /// [`Error::NothingWritten`] for a text without a word.
    pub fn edit(&self, rendition: RenditionId, segment: SegmentId, text: &str) -> Result<(), Error> {
        let text = text
            .split(['\n', '\r'])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if text.is_empty() {
            return Err(Error::NothingWritten(segment));
        }
        self.rewrite(rendition, segment, |before| {
            let machine = if before.edited { &before.original } else { &before.text };
            if machine.as_ref() == Some(&text) {
                return Some(unedited(before));
            }
            Some(Stored {
                text: Some(text),
                edited: true,
                original: machine.clone(),
                failure: None,
                detail: None,
                provenance: before.provenance,
            })
        })
    }

    /// Takes the reader's text away: what it replaced stands there again, or the sentence waits again. Can be undone.
    pub fn restore(&self, rendition: RenditionId, segment: SegmentId) -> Result<(), Error> {
        self.rewrite(rendition, segment, |before| {
            if !before.edited {
                return Some(before).filter(|before| before.text.is_some() || before.failure.is_some());
            }
            before.original.is_some().then(|| unedited(before))
        })
    }

    fn rewrite(
        &self,
        rendition: RenditionId,
        segment: SegmentId,
        after: impl FnOnce(Stored) -> Option<Stored>,
    ) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let place: Place = change::place(&transaction, segment, Some(rendition))?;
        let before = read(&transaction, rendition, segment)?.unwrap_or_default();
        let after = after(before);
        if let Some(Stored {
            text: Some(text),
            edited: true,
            ..
        }) = &after
        {
            memory::remember_edit(&transaction, rendition, segment, text)?;
        }
        let after = after.map(|after| to_json(&after)).transpose()?;
        change::make(&transaction, ChangeKind::Text, place, after.as_deref())?;
        transaction.commit()?;
        Ok(())
    }
}

fn unedited(row: Stored) -> Stored {
    Stored {
        text: if row.edited { row.original } else { row.text },
        edited: false,
        original: None,
        ..row
    }
}

fn read(connection: &Connection, rendition: RenditionId, segment: SegmentId) -> Result<Option<Stored>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT text, edited, original, failure, detail, provenance FROM translation
         WHERE rendition = ?1 AND segment = ?2",
    )?;
    let row = statement.query_row([rendition.0, segment.0], |row| {
        Ok(Stored {
            text: row.get(0)?,
            edited: row.get(1)?,
            original: row.get(2)?,
            failure: row.get(3)?,
            detail: row.get(4)?,
            provenance: row.get(5)?,
        })
    });
    Ok(row.optional()?)
}

/// What a rendition has for a sentence, to be written back by [`store`].
pub(super) fn stored(
    connection: &Connection,
    rendition: RenditionId,
    segment: SegmentId,
) -> Result<Option<String>, Error> {
    read(connection, rendition, segment)?
        .map(|row| to_json(&row))
        .transpose()
}

/// Writes back what [`stored`] gave. An edit that is done again over an answer that came meanwhile keeps that answer.
pub(super) fn store(
    connection: &Connection,
    rendition: RenditionId,
    segment: SegmentId,
    value: Option<&str>,
) -> Result<(), Error> {
    let Some(value) = value else {
        connection.execute(
            "DELETE FROM translation WHERE rendition = ?1 AND segment = ?2",
            [rendition.0, segment.0],
        )?;
        return Ok(());
    };
    let mut row: Stored = from_json(value)?;
    if row.edited
        && row.original.is_none()
        && let Some(now) = read(connection, rendition, segment)?.filter(|now| !now.edited)
    {
        row.original = now.text;
        row.provenance = now.provenance;
    }
    connection.execute(
        "INSERT INTO translation (rendition, segment, text, edited, original, failure, detail, provenance)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT DO UPDATE SET text = excluded.text, edited = excluded.edited, original = excluded.original,
            failure = excluded.failure, detail = excluded.detail, provenance = excluded.provenance",
        params![
            rendition.0,
            segment.0,
            row.text,
            row.edited,
            row.original,
            row.failure,
            row.detail,
            row.provenance
        ],
    )?;
    Ok(())
}

/// The text in what [`stored`] gave.
pub(super) fn text_of(value: &str) -> Result<Option<String>, Error> {
    Ok(from_json::<Stored>(value)?.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Cell, Draft, Failure, Origin, Provenance};
    use crate::library::{ChangeKind, ChangeState, Verdict};
    use crate::{ErrorCode, Language};
    use visavis_text::segment::Segmenter;

    struct Desk {
        _folder: tempfile::TempDir,
        library: Library,
        article: crate::article::ArticleId,
        segments: Vec<SegmentId>,
        rendition: RenditionId,
    }

    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: vec![Block::paragraph("Il pleut. Elle lit.")],
        };
        let article = library.add(&draft, &Segmenter::new(&Language::FRENCH)).unwrap().article;
        let segments: Vec<_> = library
            .article(article)
            .unwrap()
            .segments
            .iter()
            .map(|s| s.id)
            .collect();
        let origin = Origin::Engine {
            id: "m".to_owned(),
            name: "M".to_owned(),
            route: None,
            rough: false,
        };
        let rendition = library
            .begin_rendition(article, &Language::ENGLISH, &origin)
            .unwrap()
            .rendition
            .id;
        library.record(rendition, &[(segments[0], machine())]).unwrap();
        Desk {
            _folder: folder,
            library,
            article,
            segments,
            rendition,
        }
    }

    fn machine() -> Cell {
        Cell::Done {
            text: "It cries.".to_owned(),
            provenance: Some(Provenance {
                engine: "M".to_owned(),
                route: None,
                at: "2026-01-02T03:04:05Z".parse().unwrap(),
                took_ms: 7,
                billed_characters: Some(9),
                requests: 1,
                ..Provenance::default()
            }),
        }
    }

    fn edited(text: &str, original: Option<&str>) -> Cell {
        Cell::Edited {
            text: text.to_owned(),
            original: original.map(str::to_owned),
        }
    }

    impl Desk {
        fn cell(&self, at: usize) -> Cell {
            self.library
                .cells(self.rendition, &[self.segments[at]])
                .unwrap()
                .remove(0)
        }

        fn edit(&self, at: usize, text: &str) {
            self.library.edit(self.rendition, self.segments[at], text).unwrap();
        }
    }

    #[test]
    fn an_edit_keeps_what_it_replaces_with_its_provenance() {
        let desk = desk();
        desk.edit(0, " It is\nraining. ");
        assert_eq!(desk.cell(0), edited("It is raining.", Some("It cries.")));
        desk.edit(0, "It rains.");
        assert_eq!(desk.cell(0), edited("It rains.", Some("It cries.")));
        desk.library.restore(desk.rendition, desk.segments[0]).unwrap();
        assert_eq!(desk.cell(0), machine());
    }

    #[test]
    fn writing_what_stood_there_is_no_edit() {
        let desk = desk();
        desk.edit(0, "It rains.");
        desk.edit(0, "It cries.");
        assert_eq!(desk.cell(0), machine());
        desk.edit(0, "It cries.");
        assert_eq!(desk.library.history(desk.segments[0]).unwrap().len(), 2);
    }

    #[test]
    fn a_text_without_a_word_is_refused_and_nothing_is_lost() {
        let desk = desk();
        let error = desk.library.edit(desk.rendition, desk.segments[0], " \n ").unwrap_err();
        assert_eq!(error.code(), ErrorCode::EditEmpty);
        assert_eq!(desk.cell(0), machine());
    }

    #[test]
    fn everything_is_undone_and_done_again_in_order_also_after_a_restart() {
        let desk = desk();
        let Desk {
            library,
            article,
            segments,
            rendition,
            ..
        } = &desk;
        desk.edit(0, "It rains.");
        desk.edit(1, "She reads.");
        library.set_note(segments[1], "present tense?").unwrap();
        library
            .set_verdict(*rendition, segments[0], Some(Verdict::Approved))
            .unwrap();
        let library = Library::open(library.folder()).unwrap();
        let kinds: Vec<_> = (0..4).map(|_| library.undo(*article).unwrap().unwrap().kind).collect();
        assert_eq!(
            kinds,
            [
                ChangeKind::Verdict,
                ChangeKind::Note,
                ChangeKind::Text,
                ChangeKind::Text
            ]
        );
        assert_eq!(library.undo(*article).unwrap(), None);
        assert_eq!((desk.cell(0), desk.cell(1)), (machine(), Cell::Waiting));
        assert_eq!(library.note(segments[1]).unwrap(), None);
        while library.redo(*article).unwrap().is_some() {}
        assert_eq!(desk.cell(0), edited("It rains.", Some("It cries.")));
        assert_eq!(desk.cell(1), edited("She reads.", None));
        assert_eq!(library.note(segments[1]).unwrap().as_deref(), Some("present tense?"));
        assert_eq!(
            library.verdict(*rendition, segments[0]).unwrap(),
            Some(Verdict::Approved)
        );
        assert_eq!(library.can_undo(*article).unwrap(), (true, false));
    }

    #[test]
    fn a_new_edit_after_an_undo_drops_what_was_undone() {
        let desk = desk();
        desk.edit(0, "It rains.");
        desk.library.undo(desk.article).unwrap();
        desk.edit(0, "Rain falls.");
        assert_eq!(desk.library.redo(desk.article).unwrap(), None);
        let states: Vec<_> = desk
            .library
            .history(desk.segments[0])
            .unwrap()
            .iter()
            .map(|change| change.state)
            .collect();
        assert_eq!(states, [ChangeState::Done, ChangeState::Dropped]);
    }

    #[test]
    fn undoing_gives_a_failure_back_as_a_failure() {
        let desk = desk();
        let failed = Cell::Failed(Failure {
            code: ErrorCode::EngineTimedOut,
            detail: Some("20 s".to_owned()),
        });
        desk.library
            .record(desk.rendition, &[(desk.segments[1], failed.clone())])
            .unwrap();
        desk.edit(1, "She reads.");
        desk.library.undo(desk.article).unwrap();
        assert_eq!(desk.cell(1), failed);
    }

    #[test]
    fn an_answer_that_came_while_an_edit_was_undone_is_kept_when_it_is_done_again() {
        let desk = desk();
        desk.edit(1, "She reads.");
        desk.library.undo(desk.article).unwrap();
        desk.library
            .record(desk.rendition, &[(desk.segments[1], machine())])
            .unwrap();
        desk.library.redo(desk.article).unwrap();
        assert_eq!(desk.cell(1), edited("She reads.", Some("It cries.")));
        desk.library.restore(desk.rendition, desk.segments[1]).unwrap();
        assert_eq!(desk.cell(1), machine());
    }

    #[test]
    fn a_verdict_holds_only_for_the_text_it_was_given_on() {
        let desk = desk();
        let verdict = |library: &Library| library.verdict(desk.rendition, desk.segments[0]).unwrap();
        let set = |verdict| {
            desk.library
                .set_verdict(desk.rendition, desk.segments[0], verdict)
                .unwrap();
        };
        set(Some(Verdict::Approved));
        desk.edit(0, "It rains.");
        assert_eq!(verdict(&desk.library), None);
        desk.library.undo(desk.article).unwrap();
        assert_eq!(verdict(&desk.library), Some(Verdict::Approved));
        assert_eq!(desk.library.marked(desk.article).unwrap().len(), 1);
        set(None);
        assert_eq!(verdict(&desk.library), None);
        let error = desk
            .library
            .set_verdict(desk.rendition, desk.segments[1], Some(Verdict::Doubtful))
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::VerdictEmpty);
    }

    #[test]
    fn a_note_goes_where_its_sentence_goes() {
        let desk = desk();
        let segmenter = Segmenter::new(&Language::FRENCH);
        for (segment, text) in desk.segments.iter().zip(["one", "two"]) {
            desk.library.set_note(*segment, text).unwrap();
        }
        desk.library.join_with_next(desk.segments[0], &segmenter).unwrap();
        let whole = desk.library.article(desk.article).unwrap().segments[0].id;
        assert_eq!(desk.library.note(whole).unwrap().as_deref(), Some("one\ntwo"));
        desk.library.set_note(whole, "  ").unwrap();
        assert_eq!(desk.library.note(whole).unwrap(), None);
        assert!(desk.library.set_note(desk.segments[0], "gone").is_err());
    }

    #[test]
    fn a_sentence_of_another_article_is_refused() {
        let desk = desk();
        let error = desk
            .library
            .edit(RenditionId(99), desk.segments[0], "It rains.")
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::RenditionUnknown);
    }
}
