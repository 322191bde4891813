//! A text in, its pairs out: through the command line, with the local engine and with a server of ours.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use visavis_contract_server::{Behaviour, ContractServer, Fault, When, original, translate};

use crate::support::{Run, visavis};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/core/sample/article.fr.md");
const SENTENCES: &str = include_str!("../../crates/core/sample/sentences.fr.txt");

fn sentences() -> Vec<&'static str> {
    SENTENCES.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// A library that knows the server as an engine.
pub(crate) fn library_with(server: &ContractServer) -> TempDir {
    let library = tempfile::tempdir().unwrap();
    let added = visavis(&["engines", "add", "contract", "--url", &server.url()])
        .library(library.path())
        .run();
    added.ended_with(0);
    library
}

/// The pairs of a TSV file: original, translation, state.
fn pairs(tsv: &Path) -> Vec<[String; 3]> {
    let text = fs::read_to_string(tsv).unwrap();
    let mut rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = rows.next().expect("a header");
    let place = |name: &str| {
        head.iter()
            .position(|cell| cell.contains(name))
            .unwrap_or_else(|| panic!("no {name} in {head:?}"))
    };
    let source = place("original");
    rows.map(|row| [row[source], row[source + 1], row[source + 2]].map(str::to_owned))
        .collect()
}

/// The program runs on a thread of its own, because the server answers it on ours.
async fn run_beside(call: crate::support::Call) -> Run {
    tokio::task::spawn_blocking(|| call.run()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_comes_out_sentence_for_sentence() {
    let server = ContractServer::start(Behaviour::default()).await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let out = library.path().join("out.tsv");
    let call = visavis(&["translate", SAMPLE, "--engine", "contract", "-o", out.to_str().unwrap()]);
    run_beside(call.library(library.path())).await.ended_with(0);
    let found = pairs(&out);
    assert_eq!(found.len(), sentences().len());
    for ([source, target, state], sentence) in found.iter().zip(sentences()) {
        assert_eq!(source, sentence);
        assert_eq!(
            &original(target, "fr", "en"),
            sentence,
            "the answer belongs to another sentence"
        );
        assert_eq!(state, "done");
    }
}

#[test]
fn the_sample_with_apertium_fails_nowhere() {
    let library = tempfile::tempdir().unwrap();
    let run = visavis(&["translate", SAMPLE, "--to", "en"])
        .library(library.path())
        .run();
    run.ended_with(0);
    assert!(!run.stdout.contains("[not translated"), "{}", run.stdout);
    for sentence in sentences() {
        assert!(run.stdout.contains(sentence), "{sentence} is not in\n{}", run.stdout);
    }
    assert!(run.stderr.is_empty(), "progress is for terminals: {}", run.stderr);
}

#[test]
fn the_founding_article_gives_sixteen_pairs() {
    // The article is not ours to pass on; it lies beside the gold data, where there is any.
    let Some(data) = std::env::var_os("VISAVIS_BENCH_DATA") else {
        return;
    };
    let article = Path::new(&data).join("../seed/article-fr.txt");
    let library = tempfile::tempdir().unwrap();
    let segmented = visavis(&["segment", article.to_str().unwrap(), "--json"]).run();
    segmented.ended_with(0);
    let segmented: Value = serde_json::from_str(&segmented.stdout).unwrap();
    let counts: Vec<usize> = segmented["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["sentences"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [1, 1, 2, 2, 1, 2, 1, 5, 1]);
    let tsv = library.path().join("out.tsv");
    let call = visavis(&["translate", article.to_str().unwrap(), "-o", tsv.to_str().unwrap()]);
    call.library(library.path()).run().ended_with(0);
    assert_eq!(pairs(&tsv).iter().filter(|[_, _, state]| state == "done").count(), 16);
    if let Some(schemas) = std::env::var_os("VISAVIS_SCHEMAS") {
        let tmx = library.path().join("out.tmx");
        let call = visavis(&["translate", article.to_str().unwrap(), "-o", tmx.to_str().unwrap()]);
        call.library(library.path()).run().ended_with(0);
        let dtd = Path::new(&schemas).join("tmx-1.4/tmx14.dtd");
        let validated = std::process::Command::new("xmllint")
            .args(["--noout", "--nonet", "--dtdvalid"])
            .args([&dtd, &tmx])
            .output()
            .expect("set-up installs xmllint");
        assert!(
            validated.status.success(),
            "{}",
            String::from_utf8_lossy(&validated.stderr)
        );
        assert_eq!(fs::read_to_string(&tmx).unwrap().matches("<tu ").count(), 16);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_that_cannot_be_had_is_shown_as_missing() {
    let fault = Fault::Status {
        status: 400,
        retry_after: None,
    };
    let server = ContractServer::start(Behaviour::default().with(When::TextContains("vent".to_owned()), fault)).await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let text = "Le port dort encore dans la brume. Le vent tombe enfin. Personne ne bouge sur le quai.";
    let call = visavis(&["translate", "-", "--from", "fr", "--engine", "contract"])
        .library(library.path())
        .stdin(text);
    let run = run_beside(call).await;
    run.ended_with(3);
    assert_eq!(run.stdout.matches("[not translated: ").count(), 1, "{}", run.stdout);
    for sentence in ["Le port dort encore dans la brume.", "Personne ne bouge sur le quai."] {
        assert!(run.stdout.contains(&translate(sentence, "fr", "en")), "{}", run.stdout);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_server_does_no_wrong_pair_is_shown() {
    let text = "Le port dort. La mer monte. Un chien aboie. Le phare tourne. Rien ne presse. Il est tard.";
    let faults = [
        Fault::Drop,
        Fault::Merge,
        Fault::Extra,
        Fault::Empty,
        Fault::Emoji,
        Fault::InvalidJson,
        Fault::WebPage,
        Fault::Status {
            status: 413,
            retry_after: None,
        },
        Fault::Status {
            status: 500,
            retry_after: None,
        },
    ];
    for fault in faults {
        // Faulty whenever more than one sentence is asked: asked alone, each is right.
        let server = ContractServer::start(Behaviour::default().with(When::Batch, fault.clone())).await;
        let library = tokio::task::block_in_place(|| library_with(&server));
        let out = library.path().join("out.tsv");
        let arguments = [
            "translate",
            "-",
            "--from",
            "fr",
            "--engine",
            "contract",
            "-o",
            out.to_str().unwrap(),
        ];
        run_beside(visavis(&arguments).library(library.path()).stdin(text))
            .await
            .ended_with(0);
        for [source, target, _] in pairs(&out) {
            assert_eq!(original(&target, "fr", "en"), source, "{fault:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_used_and_never_shown() {
    const KEY: &str = "k-4711-not-to-be-seen";
    let server = ContractServer::start(Behaviour {
        key: Some(KEY.to_owned()),
        ..Behaviour::default()
    })
    .await;
    let library = tempfile::tempdir().unwrap();
    let add = [
        "engines",
        "add",
        "contract",
        "--url",
        &server.url(),
        "--key-variable",
        "VISAVIS_TEST_KEY",
    ];
    run_beside(visavis(&add).library(library.path())).await.ended_with(0);
    let arguments = ["translate", "-", "--from", "fr", "--engine", "contract"];
    let call = || {
        visavis(&arguments)
            .library(library.path())
            .stdin("Le port dort encore.")
            .environment("VISAVIS_LOG", "trace")
    };
    let wrong = run_beside(call().environment("VISAVIS_TEST_KEY", "k-0815-wrong-one")).await;
    wrong.ended_with(1);
    let right = run_beside(call().environment("VISAVIS_TEST_KEY", KEY)).await;
    right.ended_with(0);
    assert!(
        right.stdout.contains(&translate("Le port dort encore.", "fr", "en")),
        "{}",
        right.stdout
    );
    for shown in [&wrong.stdout, &wrong.stderr, &right.stdout, &right.stderr] {
        assert!(
            !shown.contains(KEY) && !shown.contains("k-0815"),
            "a key was shown: {shown}"
        );
    }
    assert!(
        !right.stderr.contains("dort"),
        "article text was logged: {}",
        right.stderr
    );
    let settings = fs::read_to_string(library.path().join("settings.toml")).unwrap();
    assert!(
        settings.contains("VISAVIS_TEST_KEY") && !settings.contains(KEY),
        "{settings}"
    );
}

#[test]
fn what_cannot_be_done_is_said_with_an_exit_code() {
    let library = tempfile::tempdir().unwrap();
    let check = |arguments: &[&str], input: &str, code: i32, words: &str| {
        let run = visavis(arguments).library(library.path()).stdin(input).run();
        run.ended_with(code);
        assert!(run.stderr.contains(words), "{words} is not in: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{}", run.stdout);
    };
    check(&["translate"], "", 2, "INPUT");
    check(&["translate", "-", "--to", "12"], "", 2, "language tag");
    check(&["translate", "no-such-file.txt"], "", 1, "no-such-file.txt");
    check(&["translate", "-"], " \n", 1, "visavis: ");
    check(
        &["translate", "-", "--engine", "nobody"],
        "Il dort dans la cabine depuis hier soir.",
        1,
        "nobody",
    );
    check(&["translate", SAMPLE, "-o", "out.odt"], "", 1, "out.odt");
    check(&["library", "show", "77"], "", 1, "77");
    check(
        &["engines", "add", "No Good", "--url", "http://localhost"],
        "",
        1,
        "lower-case",
    );
}

#[test]
fn the_library_lists_shows_and_removes() {
    let library = tempfile::tempdir().unwrap();
    visavis(&["translate", SAMPLE])
        .library(library.path())
        .run()
        .ended_with(0);
    // The same text again is the same article, and the same rendition.
    visavis(&["translate", SAMPLE])
        .library(library.path())
        .run()
        .ended_with(0);
    let listed = visavis(&["library", "list", "--json"]).library(library.path()).run();
    listed.ended_with(0);
    let listed: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["segments"], sentences().len());
    assert_eq!(listed[0]["renditions"].as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["renditions"][0]["done"], sentences().len());
    let id = listed[0]["id"].to_string();
    let shown = visavis(&["library", "show", &id]).library(library.path()).run();
    shown.ended_with(0);
    assert!(sentences().iter().all(|sentence| shown.stdout.contains(sentence)));
    visavis(&["library", "remove", &id])
        .library(library.path())
        .run()
        .ended_with(0);
    let listed = visavis(&["library", "list"]).library(library.path()).run();
    assert_eq!(listed.stdout, "");
}

#[test]
fn engines_say_what_they_are() {
    let library = tempfile::tempdir().unwrap();
    let run = visavis(&["engines", "--json"]).library(library.path()).run();
    run.ended_with(0);
    let engines: Value = serde_json::from_str(&run.stdout).unwrap();
    let apertium = &engines[0];
    assert_eq!(
        (apertium["id"].as_str(), apertium["rough"].as_bool()),
        (Some("apertium"), Some(true))
    );
    assert_eq!(apertium["ready"], true, "set-up installs Apertium: {apertium}");
    assert_eq!(apertium["route"], "fr → es → en");
}
