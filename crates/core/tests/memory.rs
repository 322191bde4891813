//! What is asked, what is remembered, what it costs: sessions against a server that speaks DeepL's API and counts.
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

use std::path::Path;

use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When, translate as expected};
use visavis_core::article::{ArticleId, Block, Cell, Draft, RenditionStatus, SegmentId};
use visavis_core::engine::{EngineConfig, EngineId, KeySource};
use visavis_core::glossary::Entry;
use visavis_core::library::{MemoryOrigin, RenditionSummary};
use visavis_core::secret::Secret;
use visavis_core::translate::Outcome;
use visavis_core::{ErrorCode, Language, Session};

const KEY: &str = "k-0123-secret:fx";

struct Desk {
    server: ContractServer,
    session: Session,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn new() -> Self {
        let server = ContractServer::start(Behaviour {
            key: Some(KEY.to_owned()),
            ..Behaviour::of(Dialect::DeepL)
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        let config = EngineConfig::new("deepl", "DeepL", "deepl")
            .with("url", server.url())
            .with_key(KeySource::Session);
        session.save_engine(config, Secret::new(KEY).as_ref()).unwrap();
        Self {
            server,
            session,
            _folder: folder,
        }
    }

    fn article(&self, sentences: &[&str]) -> ArticleId {
        let draft = Draft {
            title: None,
            byline: None,
            source: None,
            published: None,
            language: Language::FRENCH,
            blocks: sentences.iter().map(|sentence| Block::paragraph(*sentence)).collect(),
        };
        self.session.add(&draft).unwrap().article
    }

    async fn translate(&self, article: ArticleId) -> (RenditionSummary, Outcome) {
        let engine = self.session.engine(&EngineId("deepl".to_owned())).unwrap();
        let begun = self
            .session
            .translate(article, engine, &Language::ENGLISH)
            .await
            .unwrap();
        self.end(begun).await
    }

    async fn end(&self, begun: visavis_core::Begun) -> (RenditionSummary, Outcome) {
        let outcome = begun.outcome.await.unwrap();
        let id = begun.rendition.rendition.id;
        let outcome = outcome.as_ref().as_ref().unwrap().clone();
        (self.session.library.rendition(id).unwrap(), outcome)
    }

    fn cells(&self, rendition: &RenditionSummary) -> Vec<(SegmentId, Cell)> {
        let article = self.session.library.article(rendition.rendition.article).unwrap();
        let ids: Vec<_> = article.segments.iter().map(|segment| segment.id).collect();
        let cells = self.session.library.cells(rendition.rendition.id, &ids).unwrap();
        ids.into_iter().zip(cells).collect()
    }

    /// The texts the server was asked for since the last time, in order.
    fn asked_since(&self, before: usize) -> Vec<String> {
        self.server.asked_texts().split_off(before)
    }
}

fn in_english(text: &str) -> String {
    expected(text, "fr", "en")
}

fn characters(texts: &[&str]) -> u64 {
    texts.iter().map(|text| text.chars().count() as u64).sum()
}

#[tokio::test]
async fn a_sentence_is_paid_for_once_across_articles() {
    let desk = Desk::new().await;
    let shared = ["La nappe baisse.", "Personne ne sait pourquoi."];
    let (first, _) = desk.translate(desk.article(&[shared[0], shared[1], "Fin."])).await;
    assert_eq!(
        first.spent.characters,
        Some(characters(&[shared[0], shared[1], "Fin."]))
    );
    let before = desk.server.asked_texts().len();
    let (second, outcome) = desk
        .translate(desk.article(&["Un autre début.", shared[0], shared[1]]))
        .await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(desk.asked_since(before), ["Un autre début."]);
    assert_eq!(second.spent.characters, Some(characters(&["Un autre début."])));
    for (_, cell) in &desk.cells(&second)[1..] {
        let Cell::Done {
            text,
            provenance: Some(provenance),
        } = cell
        else {
            panic!("{cell:?}")
        };
        assert!(shared.iter().any(|sentence| *text == in_english(sentence)));
        let reused = provenance.reused.as_ref().expect("from the memory");
        assert_eq!(
            (provenance.engine.as_str(), provenance.billed_characters),
            ("DeepL", Some(0))
        );
        assert!(reused.billed_then.is_some_and(|billed| billed > 0) && provenance.at <= reused.at);
    }
}

#[tokio::test]
async fn a_sentence_that_stands_twice_is_asked_once() {
    let desk = Desk::new().await;
    let (rendition, outcome) = desk
        .translate(desk.article(&["Encore.", "Autre chose.", "Encore.", "Encore."]))
        .await;
    assert_eq!((outcome, rendition.done), (Outcome::Done, 4));
    let mut asked = desk.server.asked_texts();
    asked.sort();
    assert_eq!(asked, ["Autre chose.", "Encore."]);
    let reused = desk
        .cells(&rendition)
        .iter()
        .filter(
            |(_, cell)| matches!(cell, Cell::Done { provenance: Some(provenance), .. } if provenance.reused.is_some()),
        )
        .count();
    assert_eq!(reused, 2);
    assert_eq!(
        rendition.spent.characters,
        Some(characters(&["Encore.", "Autre chose."]))
    );
}

#[tokio::test]
async fn asked_anew_the_memory_is_passed_over_and_a_failure_costs_no_text() {
    let desk = Desk::new().await;
    let (rendition, _) = desk.translate(desk.article(&["La nappe baisse.", "Fin."])).await;
    let (segment, before) = desk.cells(&rendition).remove(0);
    let id = rendition.rendition.id;
    let again = |session: &Session| session.translate_again(id, &[segment]);
    desk.end(again(&desk.session).unwrap()).await;
    assert_eq!(
        desk.server.asked_texts(),
        ["La nappe baisse.", "Fin.", "La nappe baisse."]
    );
    let (_, anew) = desk.cells(&rendition).remove(0);
    assert_ne!(anew, before, "its provenance is new");
    desk.server.behave(Behaviour {
        key: Some(KEY.to_owned()),
        ..Behaviour::of(Dialect::DeepL).with(
            When::Always,
            Fault::Status {
                status: 400,
                retry_after: None,
            },
        )
    });
    let (rendition, outcome) = desk.end(again(&desk.session).unwrap()).await;
    let Outcome::Kept(failure) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(failure.code, ErrorCode::EngineRefused);
    assert_eq!(desk.cells(&rendition).remove(0).1, anew);
}

#[tokio::test]
async fn a_column_asked_anew_keeps_what_failed_and_what_the_reader_wrote() {
    let desk = Desk::new().await;
    let sentences = ["La nappe baisse.", "Personne ne sait.", "Un mot.", "Fin."];
    let (rendition, _) = desk.translate(desk.article(&sentences)).await;
    let id = rendition.rendition.id;
    let before = desk.cells(&rendition);
    desk.session.library.edit(id, before[2].0, "In my own words.").unwrap();
    let asked = desk.server.asked_texts().len();
    desk.server.behave(Behaviour {
        key: Some(KEY.to_owned()),
        ..Behaviour::of(Dialect::DeepL).with(
            When::TextContains("Personne".to_owned()),
            Fault::Status {
                status: 400,
                retry_after: None,
            },
        )
    });
    let (rendition, outcome) = desk.end(desk.session.translate_all_again(id).unwrap()).await;
    assert!(matches!(outcome, Outcome::Kept(_)), "{outcome:?}");
    assert_eq!((rendition.done, rendition.failed), (4, 0));
    let after = desk.cells(&rendition);
    assert_ne!(after[0].1, before[0].1, "asked anew");
    assert_eq!(after[1], before[1], "the new request failed: the old text stays");
    assert_eq!(after[2].1.text(), Some("In my own words."));
    assert_ne!(after[3].1, before[3].1, "asked anew");
    assert!(
        !desk.asked_since(asked).contains(&sentences[2].to_owned()),
        "an edit is not asked for"
    );
}

#[tokio::test]
async fn asked_anew_of_an_engine_that_is_not_there_every_text_stays() {
    let desk = Desk::new().await;
    let (rendition, _) = desk.translate(desk.article(&["La nappe baisse.", "Fin."])).await;
    let before = desk.cells(&rendition);
    desk.server.behave(Behaviour {
        key: Some("k-another:fx".to_owned()),
        ..Behaviour::of(Dialect::DeepL)
    });
    let begun = desk.session.translate_all_again(rendition.rendition.id).unwrap();
    let (rendition, outcome) = desk.end(begun).await;
    let Outcome::Stopped(failure) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(failure.code, ErrorCode::EngineKeyRefused);
    assert_eq!(desk.cells(&rendition), before);
    assert_eq!(
        rendition.rendition.status,
        RenditionStatus::Finished,
        "nothing is left waiting"
    );
}

#[tokio::test]
async fn a_new_term_makes_only_its_own_sentences_new() {
    let desk = Desk::new().await;
    let sentences = ["La nappe baisse.", "Fin de partie."];
    desk.translate(desk.article(&sentences)).await;
    let before = desk.server.asked_texts().len();
    let entry = Entry::new("nappe", "water table", None).unwrap();
    desk.session
        .keep_term(&Language::FRENCH, &Language::ENGLISH, entry)
        .unwrap();
    let (_, outcome) = desk.translate(desk.article(&[sentences[1], sentences[0]])).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(desk.asked_since(before), ["La nappe baisse."]);
}

#[tokio::test]
async fn a_job_never_sends_more_than_its_cap() {
    let desk = Desk::new().await;
    desk.session.set_cap(Some(70)).unwrap();
    let sentences: Vec<String> = (1..=9).map(|number| format!("Phrase numéro {number}.")).collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let (rendition, outcome) = desk.translate(desk.article(&sentences)).await;
    let Outcome::Stopped(failure) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(failure.code, ErrorCode::JobCapReached);
    let asked = desk.server.asked_texts();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    assert!(!asked.is_empty() && characters(&asked) <= 70, "{asked:?}");
    assert_eq!(rendition.done, asked.len());
}

#[tokio::test]
async fn what_it_will_cost_is_told_to_the_character() {
    let desk = Desk::new().await;
    let id = EngineId("deepl".to_owned());
    let sentences = ["La nappe baisse.", "Fin.", "Fin."];
    let article = desk.article(&sentences);
    let estimate = desk.session.estimate(article, &id, &Language::ENGLISH).await.unwrap();
    assert!(estimate.costs && estimate.usage.is_some());
    let counted = characters(&sentences[..2]);
    assert_eq!(
        (estimate.sentences, estimate.remembered, estimate.characters),
        (2, 1, counted)
    );
    let (currency, least, most) = estimate.price.unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a handful of characters")]
    let price = counted as f64 * 20.0 / 1e6;
    assert_eq!((currency.as_str(), least, most), ("EUR", price, price));
    let (rendition, _) = desk.translate(article).await;
    assert_eq!(rendition.spent.characters, Some(counted), "as estimated");
    let after = desk.session.estimate(article, &id, &Language::ENGLISH).await.unwrap();
    assert_eq!((after.sentences, after.characters), (0, 0));
}

#[tokio::test]
async fn what_is_alike_is_offered_with_its_difference() {
    let desk = Desk::new().await;
    desk.translate(desk.article(&["La nappe phréatique baisse encore."]))
        .await;
    let article = desk.article(&["La nappe phréatique monte encore."]);
    let segment = desk.session.library.article(article).unwrap().segments[0].id;
    let similar = desk.session.similar(segment, &Language::ENGLISH).unwrap();
    let [one] = similar.as_slice() else {
        panic!("{similar:?}")
    };
    assert!((75..100).contains(&one.found.likeness), "{}", one.found.likeness);
    assert_eq!(one.found.target, in_english("La nappe phréatique baisse encore."));
    assert!(matches!(one.found.origin, MemoryOrigin::Engine(_)));
    let differs: Vec<_> = one
        .pieces
        .iter()
        .filter(|(_, same)| !same)
        .map(|(text, _)| text.trim())
        .collect();
    assert_eq!(differs, ["baisse"]);
}

#[tokio::test]
async fn a_trial_says_what_works_or_exactly_what_does_not() {
    let desk = Desk::new().await;
    let id = EngineId("deepl".to_owned());
    let test = desk.session.test_engine(&id, &Language::ENGLISH).await.unwrap();
    assert_eq!(test.trial.text, in_english(&test.original));
    assert!(test.usage.is_some() && test.languages.is_some());
    let wrong = EngineConfig::new("deepl", "DeepL", "deepl")
        .with("url", desk.server.url())
        .with_key(KeySource::Session);
    desk.session
        .save_engine(wrong, Secret::new("k-wrong-secret").as_ref())
        .unwrap();
    let error = desk.session.test_engine(&id, &Language::ENGLISH).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::EngineKeyRefused);
    assert!(!error.to_string().contains("k-wrong-secret"), "{error}");
}

#[tokio::test]
async fn no_file_of_the_library_holds_the_key() {
    let desk = Desk::new().await;
    desk.translate(desk.article(&["La nappe baisse."])).await;
    check_files(desk.session.library.folder());
}

fn check_files(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            check_files(&path);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes());
            assert!(!found, "{} holds the key", path.display());
        }
    }
}
