//! Engines from the command line: added with a key from standard input, tried, written to a file, read from it, removed.

use std::fs;

use serde_json::Value;
use visavis_contract_server::{Behaviour, ContractServer, Dialect};

use crate::support::{Call, Run, visavis};

const KEY: &str = "k-4711-not-to-be-seen";

/// The server answers on this test's runtime, which must not be held up by a program that waits for it.
async fn run(call: Call) -> Run {
    tokio::task::spawn_blocking(|| call.run()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_goes_out_and_in_again_without_its_key() {
    let server = ContractServer::start(Behaviour {
        key: Some(KEY.to_owned()),
        ..Behaviour::of(Dialect::DeepL)
    })
    .await;
    let library = tempfile::tempdir().unwrap();
    let call = |arguments: &[&str]| visavis(arguments).library(library.path());
    let add = [
        "engines",
        "add",
        "mine",
        "--kind",
        "deepl",
        "--url",
        &server.url(),
        "--key-in",
        "file",
    ];
    run(call(&add).stdin(KEY)).await.ended_with(0);

    let test = run(call(&["engines", "test", "mine", "--json"])).await;
    test.ended_with(0);
    let row: Value = serde_json::from_str(&test.stdout).unwrap();
    assert_eq!(
        row["translation"].as_str(),
        Some(visavis_contract_server::translate(row["original"].as_str().unwrap(), "fr", "en").as_str())
    );
    assert!(row["limit"].as_u64().is_some_and(|limit| limit > 0), "{row}");

    let file = library.path().join("mine.toml");
    let path = file.to_str().unwrap();
    run(call(&["engines", "export", "mine", "-o", path]))
        .await
        .ended_with(0);
    run(call(&["engines", "export", "mine", "-o", path]))
        .await
        .ended_with(1);
    let written = fs::read_to_string(&file).unwrap();
    assert!(
        written.contains(&server.url()) && !written.contains("key") && !written.contains("4711"),
        "{written}"
    );

    let import = run(call(&["engines", "import", path])).await;
    import.ended_with(0);
    assert_eq!(import.stdout, "mine-2\n");
    let keyless = run(call(&["engines", "test", "mine-2"])).await;
    keyless.ended_with(1);
    assert!(keyless.stderr.contains("needs a key"), "{}", keyless.stderr);

    run(call(&["engines", "remove", "mine"])).await.ended_with(0);
    assert!(!library.path().join("keys/mine").exists(), "its key went with it");
    let gone = run(call(&["engines", "test", "mine"])).await;
    gone.ended_with(1);
}

#[test]
fn what_a_kind_wants_to_know_is_listed_and_checked() {
    let library = tempfile::tempdir().unwrap();
    let kinds = visavis(&["engines", "kinds"]).library(library.path()).run();
    kinds.ended_with(0);
    for kind in [
        "deepl",
        "google",
        "microsoft",
        "libretranslate",
        "openai",
        "anthropic",
        "ollama",
        "custom",
    ] {
        assert!(kinds.stdout.lines().any(|line| line.starts_with(kind)), "{kind}");
    }
    let check = |arguments: &[&str], words: &str| {
        let run = visavis(arguments).library(library.path()).run();
        run.ended_with(2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    };
    check(
        &["engines", "add", "a", "--kind", "oracle"],
        "there is no kind `oracle`",
    );
    check(
        &["engines", "add", "a", "--kind", "openai", "--url", "http://x"],
        "model",
    );
    check(
        &[
            "engines",
            "add",
            "a",
            "--kind",
            "openai",
            "--set",
            "url=http://x",
            "--set",
            "model=m",
            "--set",
            "temperature=warm",
        ],
        "temperature is a number",
    );
    check(
        &["engines", "add", "a", "--url", "http://x", "--key-in", "file"],
        "holds no key",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_is_asked_for_once_and_again_when_that_is_wanted() {
    let server = ContractServer::start(Behaviour::default()).await;
    let library = tempfile::tempdir().unwrap();
    let call = |arguments: &[&str]| visavis(arguments).library(library.path());
    run(call(&["engines", "add", "contract", "--url", &server.url()]))
        .await
        .ended_with(0);
    let translate = ["translate", "-", "--from", "fr", "--engine", "contract"];
    for text in ["La mer monte.", "Le vent tourne.\n\nLa mer monte.", "La mer monte."] {
        run(call(&translate).stdin(text)).await.ended_with(0);
    }
    assert_eq!(server.asked_texts(), ["La mer monte.", "Le vent tourne."]);
    let again = [&translate[..], &["--again"]].concat();
    let run = run(call(&again).stdin("La mer monte.")).await;
    run.ended_with(0);
    assert_eq!(
        server.asked_texts(),
        ["La mer monte.", "Le vent tourne.", "La mer monte."]
    );
    assert!(
        run.stdout
            .contains(&visavis_contract_server::translate("La mer monte.", "fr", "en")),
        "{}",
        run.stdout
    );
}
