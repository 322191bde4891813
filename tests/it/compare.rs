//! `visavis compare`: an article translated by two engines in one go, and held side by side as a report.

use std::fs;

use serde_json::Value;
use visavis_contract_server::{Behaviour, ContractServer};

use crate::support::visavis;
use crate::text_to_pairs::library_with;

const ARTICLE: &str = "Le bac est parti 11 fois. Il ne viendra pas demain.";

#[tokio::test(flavor = "multi_thread")]
async fn two_engines_are_compared_in_one_go() {
    let (one, two) = (
        ContractServer::start(Behaviour::default()).await,
        ContractServer::start(Behaviour::default()).await,
    );
    tokio::task::block_in_place(|| {
        let library = library_with(&one);
        let folder = library.path();
        visavis(&["engines", "add", "second", "--url", &two.url()])
            .library(folder)
            .run()
            .ended_with(0);
        let article = folder.join("article.txt");
        fs::write(&article, ARTICLE).unwrap();
        let report = folder.join("report.json");
        let call = [
            "compare",
            article.to_str().unwrap(),
            "--to",
            "en",
            "--engines",
            "contract,second",
            "-o",
        ];
        let call: Vec<&str> = call.into_iter().chain([report.to_str().unwrap()]).collect();
        visavis(&call).library(folder).run().ended_with(0);

        let data: Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
        let engines: Vec<_> = data["renditions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["engine"].as_str())
            .collect();
        assert_eq!(engines, [Some("contract"), Some("second")]);
        let sentences = data["sentences"].as_array().unwrap();
        assert_eq!(sentences.len(), 2);
        for sentence in sentences {
            // Both servers give the same answer.
            assert_eq!(sentence["agreement"], 100.0);
            assert!(sentence["versions"][1]["text"].is_string());
        }
        let scores = &data["renditions"][1]["scores"];
        assert_eq!(
            (&scores["chrf"], &scores["ter"]),
            (&Value::from(100.0), &Value::from(0.0))
        );

        // By numbers, from the library, and to the terminal.
        let id = data["article"]["id"].to_string();
        let numbers = data["renditions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].to_string());
        let numbers = numbers.collect::<Vec<_>>().join(",");
        let run = visavis(&["compare", &id, "--renditions", &numbers])
            .library(folder)
            .run();
        run.ended_with(0);
        assert!(run.stdout.starts_with("# Comparison:"), "{}", run.stdout);
        let page = folder.join("report.html");
        let call = ["compare", &id, "--to", "en", "-o", page.to_str().unwrap()];
        visavis(&call).library(folder).run().ended_with(0);
        assert!(fs::read_to_string(&page).unwrap().starts_with("<!doctype html>"));
    });
}

#[test]
fn what_cannot_be_compared_is_told_before_any_work() {
    let library = tempfile::tempdir().unwrap();
    let article = library.path().join("article.txt");
    fs::write(&article, ARTICLE).unwrap();
    let article = article.to_str().unwrap();
    let run = visavis(&["compare", article, "-o", "report.docx"])
        .library(library.path())
        .run();
    run.ended_with(2);
    assert!(run.stderr.contains(".html, .md or .json"), "{}", run.stderr);
    let run = visavis(&["compare", article]).library(library.path()).run();
    run.ended_with(2);
    assert!(run.stderr.contains("two renditions"), "{}", run.stderr);
    visavis(&["compare", "4711"])
        .library(library.path())
        .run()
        .ended_with(1);
}
