//! A job from a draft to its cells, with an engine under test.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tempfile::TempDir;
use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When, original};
use visavis_core::article::{Block, Cell, Draft, Origin, RenditionId, SegmentId};
use visavis_core::engine::{Engine, Spent};
use visavis_core::translate::{Event, Outcome, Wishes};
use visavis_core::{Language, Session};

use crate::subject::engine;

/// A finished job.
pub(crate) struct Done {
    pub(crate) outcome: Outcome,
    /// Sentences with what became of them.
    pub(crate) pairs: Vec<(String, Cell)>,
    /// What was billed, as the job told it.
    pub(crate) spent: Spent,
    _library: TempDir,
}

/// Sentences that all differ, long enough that half of one is noticed, in paragraphs of four.
pub(crate) fn draft(sentences: usize) -> Draft {
    let mut blocks = Vec::new();
    let mut text = String::new();
    for number in 1..=sentences {
        write!(
            text,
            "Le bateau numéro {} quitte lentement le port dans la brume de ce long matin de novembre.",
            1_000 + number
        )
        .unwrap();
        if number % 4 == 0 || number == sentences {
            blocks.push(Block::paragraph(std::mem::take(&mut text)));
        } else {
            text.push(' ');
        }
    }
    Draft {
        title: None,
        byline: None,
        source: None,
        published: None,
        language: Language::FRENCH,
        blocks,
    }
}

/// Runs a whole job.
pub(crate) async fn run(engine: Arc<dyn Engine>, sentences: usize) -> Done {
    let library = tempfile::tempdir().unwrap();
    let session = Session::open(library.path()).unwrap();
    let article = session.add(&draft(sentences)).unwrap().article;
    let origin = Origin::Engine {
        id: engine.id().0.clone(),
        name: engine.name().to_owned(),
        route: None,
        rough: false,
    };
    let rendition = session
        .library
        .begin_rendition(article, &Language::ENGLISH, &origin)
        .unwrap()
        .rendition
        .id;
    let mut events = session.jobs.watch();
    session.jobs.start(engine, rendition, &[], Wishes::default()).unwrap();
    let mut spent = Spent::default();
    let outcome = loop {
        match events.recv().await.unwrap() {
            Event::Progress(progress) => spent = spent.and(progress.spent),
            Event::Ended { outcome, .. } => break outcome,
        }
    };
    let outcome = match outcome.as_ref() {
        Ok(outcome) => outcome.clone(),
        Err(error) => panic!("{error}"),
    };
    Done {
        outcome,
        pairs: pairs(&session, rendition),
        spent,
        _library: library,
    }
}

fn pairs(session: &Session, rendition: RenditionId) -> Vec<(String, Cell)> {
    let article = session.library.rendition(rendition).unwrap().rendition.article;
    let article = session.library.article(article).unwrap();
    let ids: Vec<SegmentId> = article.segments.iter().map(|segment| segment.id).collect();
    let cells = session.library.cells(rendition, &ids).unwrap();
    let texts = article.segments.iter().map(|segment| article.text(segment).to_owned());
    texts.zip(cells).collect()
}

impl Done {
    /// How many sentences have their own translation and how many failed. One that has another's is a wrong pair, and
    /// ends the test.
    pub(crate) fn counts(&self, name: &str) -> (usize, usize) {
        let (mut right, mut failed) = (0, 0);
        for (sentence, cell) in &self.pairs {
            match cell {
                Cell::Done { text, .. } => {
                    assert_eq!(original(text, "fr", "en"), *sentence, "{name}: a wrong pair");
                    right += 1;
                }
                Cell::Failed(_) => failed += 1,
                Cell::Waiting => {}
                Cell::Edited { .. } => panic!("{name}: nobody edited anything"),
            }
        }
        (right, failed)
    }
}

/// How often the server was asked for the sentence it was asked for most.
pub(crate) fn most_often_asked(server: &ContractServer) -> usize {
    let mut times: HashMap<String, usize> = HashMap::new();
    for text in server.asked_texts() {
        *times.entry(text).or_default() += 1;
    }
    times.into_values().max().unwrap_or(0)
}

/// Every fault that a reply of this API can have in its contents.
pub(crate) fn faults_of_contents(dialect: Dialect) -> Vec<Fault> {
    // A reply with a single text and no list cannot have one too many: whatever came is one text.
    let one_text = matches!(dialect, Dialect::Apy | Dialect::MyMemory);
    let mut faults = vec![
        Fault::Drop,
        Fault::Merge,
        Fault::Split,
        Fault::Pad,
        Fault::Extra,
        Fault::Reorder,
        Fault::Empty,
        Fault::Echo,
        Fault::EchoPrompt,
        Fault::Notice,
        Fault::Think,
        Fault::Truncate,
        Fault::Entities,
        Fault::Emoji,
        Fault::InvalidJson,
        Fault::WebPage,
        Fault::WrongCharset,
    ];
    faults.retain(|fault| !(one_text && matches!(fault, Fault::Split | Fault::Extra)));
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_with_a_fault_is_asked_for_in_parts() {
    for dialect in Dialect::ALL {
        for fault in faults_of_contents(dialect) {
            let name = format!("{} {fault:?}", dialect.name());
            let server = ContractServer::start(Behaviour::of(dialect).with(When::Batch, fault)).await;
            let done = run(engine(dialect, &server), 6).await;
            assert_eq!(done.counts(&name), (6, 0), "{name}");
            assert_eq!(done.outcome, Outcome::Done, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_stays_is_a_failure_and_never_a_pair() {
    for dialect in Dialect::ALL {
        for fault in faults_of_contents(dialect) {
            let name = format!("{} {fault:?}", dialect.name());
            // A single text cannot be merged, and in reverse order it is what it was.
            if matches!(fault, Fault::Merge | Fault::Pad | Fault::Reorder) {
                continue;
            }
            // Entities are how MyMemory writes, and are read back.
            if dialect == Dialect::MyMemory && matches!(fault, Fault::Entities) {
                continue;
            }
            let server = ContractServer::start(Behaviour::of(dialect).with(When::Always, fault)).await;
            let done = run(engine(dialect, &server), 3).await;
            assert_eq!(done.counts(&name).0, 0, "{name}: a faulty reply was taken");
            assert!(most_often_asked(&server) <= 16, "{name}: asked without end");
        }
    }
}
