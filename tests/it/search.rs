//! `visavis library search`: words are found in originals and translations, whatever case or accents they were typed with.

use serde_json::Value;
use visavis_contract_server::{Behaviour, ContractServer, translate};

use crate::support::visavis;
use crate::text_to_pairs::library_with;

const TEXT: &str = "L’été fut long. Le cœur y était.";

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_originals_and_translations() {
    let server = ContractServer::start(Behaviour::default()).await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let call = visavis(&["translate", "-", "--engine", "contract"])
        .stdin(TEXT)
        .library(library.path());
    tokio::task::spawn_blocking(|| call.run()).await.unwrap().ended_with(0);
    let search = |words: &[&str]| -> Value {
        let arguments = [&["library", "search", "--json"], words].concat();
        let run = visavis(&arguments).library(library.path()).run();
        run.ended_with(0);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let summer = search(&["ETE"]);
    assert_eq!(summer["total"].as_u64(), Some(1), "{summer}");
    assert_eq!(summer["passages"][0]["language"], "fr");
    let translated = search(&[&translate("long", "fr", "en")]);
    assert_eq!(translated["total"].as_u64(), Some(1), "{translated}");
    assert_eq!(translated["passages"][0]["language"], "en");
    assert_eq!(
        search(&["coeur", "etait"])["passages"][0]["found"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(search(&["hiver"])["total"].as_u64(), Some(0));
    let plain = visavis(&["library", "search", "long"]).library(library.path()).run();
    plain.ended_with(0);
    assert!(plain.stdout.contains("L’été fut long."), "{}", plain.stdout);
    visavis(&["library", "search"])
        .library(library.path())
        .run()
        .ended_with(2);
}
