//! Aligned text out of the command line and in again.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use visavis_contract_server::{Behaviour, ContractServer};

use crate::support::visavis;
use crate::text_to_pairs::library_with;

const ARTICLE: &str = "# Le bac\n\nLe bac part à midi. *La Patiente* est vide.\n\n- Personne ne bouge sur le quai.\n";
const ENDINGS: [&str; 13] = [
    "html",
    "md",
    "docx",
    "epub",
    "pdf",
    "tmx",
    "xlf",
    "xlsx",
    "csv",
    "tsv",
    "jsonl",
    "moses.zip",
    "anki.txt",
];

/// The library's articles, as JSON.
fn articles(library: &Path) -> Vec<Value> {
    let run = visavis(&["library", "list", "--json"]).library(library).run();
    run.ended_with(0);
    serde_json::from_str::<Value>(&run.stdout)
        .unwrap()
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ending_is_written_by_export_and_by_translate() {
    let server = ContractServer::start(Behaviour::default()).await;
    tokio::task::spawn_blocking(move || {
        let library = library_with(&server);
        let out = tempfile::tempdir().unwrap();
        for ending in ENDINGS {
            let path = out.path().join(format!("translated.{ending}"));
            let path = path.to_str().unwrap();
            let arguments = [
                "translate",
                "-",
                "--from",
                "fr",
                "--to",
                "en",
                "--engine",
                "contract",
                "-o",
                path,
            ];
            visavis(&arguments)
                .stdin(ARTICLE)
                .library(library.path())
                .run()
                .ended_with(0);
            assert!(fs::metadata(path).unwrap().len() > 100, "{ending}");
        }
        let id = articles(library.path())[0]["id"].to_string();
        for ending in ENDINGS {
            let path = out.path().join(format!("exported.{ending}"));
            let run = visavis(&["export", &id, "-o", path.to_str().unwrap()])
                .library(library.path())
                .run();
            run.ended_with(0);
            assert!(run.stderr.starts_with("4 pairs written to "), "{}", run.stderr);
            let (exported, translated) = (
                fs::read(&path).unwrap(),
                out.path().join(format!("translated.{ending}")),
            );
            if ending == "tsv" {
                assert_eq!(exported, fs::read(translated).unwrap());
            }
        }
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn pairs_come_in_again_and_are_not_asked_for_anew() {
    let server = ContractServer::start(Behaviour::default()).await;
    tokio::task::spawn_blocking(move || {
        let library = library_with(&server);
        let out = tempfile::tempdir().unwrap();
        let tsv = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
        let first = tsv("first.tsv");
        let arguments = [
            "translate",
            "-",
            "--from",
            "fr",
            "--to",
            "en",
            "--engine",
            "contract",
            "-o",
            &first,
        ];
        visavis(&arguments)
            .stdin(ARTICLE)
            .library(library.path())
            .run()
            .ended_with(0);
        let id = articles(library.path())[0]["id"].to_string();
        for ending in ["tmx", "xlf", "jsonl", "csv", "tsv"] {
            let path = tsv(&format!("article.{ending}"));
            visavis(&["export", &id, "-o", &path])
                .library(library.path())
                .run()
                .ended_with(0);
            let other = tempfile::tempdir().unwrap();
            let run = visavis(&["import", &path]).library(other.path()).run();
            run.ended_with(0);
            assert!(run.stdout.contains("en: 4 of 4"), "{ending}: {}", run.stdout);
            let known = &articles(other.path())[0];
            assert_eq!(
                (known["segments"].as_u64(), known["language"].as_str()),
                (Some(4), Some("fr"))
            );
            let again = tsv(&format!("again-{ending}.tsv"));
            let number = known["id"].to_string();
            visavis(&["export", &number, "-o", &again])
                .library(other.path())
                .run()
                .ended_with(0);
            assert_eq!(
                fs::read_to_string(again).unwrap(),
                fs::read_to_string(&first).unwrap(),
                "{ending}"
            );
            // Into the library it came from, it brings nothing new.
            let run = visavis(&["import", &path]).library(library.path()).run();
            run.ended_with(0);
            assert!(run.stdout.contains("already there"), "{ending}: {}", run.stdout);
        }
        assert_eq!(articles(library.path()).len(), 1);
    })
    .await
    .unwrap();
}

#[test]
fn what_is_chosen_is_what_is_written() {
    let library = tempfile::tempdir().unwrap();
    let pairs = library.path().join("pairs.csv");
    fs::write(&pairs, "fr,en,de\nUn.,One.,Eins.\nDeux.,Two.,\nTrois.,Three.,Drei.\n").unwrap();
    visavis(&["import", pairs.to_str().unwrap()])
        .library(library.path())
        .run()
        .ended_with(0);
    let id = articles(library.path())[0]["id"].to_string();
    let out = library.path().join("out.tsv");
    let out = out.to_str().unwrap();
    let export = |more: &[&str]| {
        let arguments = [&["export", &id, "-o", out], more].concat();
        visavis(&arguments).library(library.path()).run()
    };
    let sources = || -> Vec<String> {
        let text = fs::read_to_string(out).unwrap();
        let rows = text.lines().skip(1);
        rows.map(|row| row.split('\t').nth(3).unwrap().to_owned()).collect()
    };
    export(&["--columns", "de", "--scope", "1,3-"]).ended_with(0);
    assert_eq!(sources(), ["Un.", "Trois."]);
    let head = fs::read_to_string(out).unwrap();
    assert!(head.contains("[de]") && !head.contains("[en]"), "{head}");

    // A file of that name is not replaced unasked; nobody is at a terminal here to be asked.
    let refused = export(&[]);
    refused.ended_with(1);
    assert!(
        refused.stderr.contains("already a file of this name"),
        "{}",
        refused.stderr
    );
    assert_eq!(sources(), ["Un.", "Trois."]);
    export(&["--force"]).ended_with(0);
    assert_eq!(sources(), ["Un.", "Deux.", "Trois."]);

    export(&["--force", "--columns", "it"]).ended_with(2);
    export(&["--force", "--scope", "none"]).ended_with(2);
    let several = visavis(&["export", &id, "-o", library.path().join("a.xlf").to_str().unwrap()])
        .library(library.path())
        .run();
    several.ended_with(1);
    assert!(several.stderr.contains("one language only"), "{}", several.stderr);
}

/// A limit on the size of files refuses as a full disk does, in the middle of writing.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_the_old_file_whole_and_nothing_beside_it() {
    let library = tempfile::tempdir().unwrap();
    let pairs = library.path().join("pairs.tsv");
    // Words that no archive makes small.
    let word = |seed: u64| {
        format!(
            "{:x}",
            seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(31)
                .wrapping_mul(seed | 1)
        )
    };
    let words = |seed: u64| format!("{} {} {}", word(seed), word(seed + 1), word(seed + 2));
    let mut rows = "fr\ten\n".to_owned();
    for row in 0..2_000 {
        writeln!(
            rows,
            "Une phrase {}.\tA sentence {}.",
            words(row * 6),
            words(row * 6 + 3)
        )
        .unwrap();
    }
    fs::write(&pairs, rows).unwrap();
    visavis(&["import", pairs.to_str().unwrap()])
        .library(library.path())
        .run()
        .ended_with(0);
    let id = articles(library.path())[0]["id"].to_string();
    let out = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        let path = out.path().join(format!("article.{ending}"));
        fs::write(&path, "old").unwrap();
        // SIGXFSZ is ignored, so that the write itself fails, as on a full disk.
        let run = std::process::Command::new("bash")
            .args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$@\"", "bash"])
            .arg(crate::support::program())
            .args(["export", &id, "--force", "-o"])
            .arg(&path)
            .arg("--data-dir")
            .arg(library.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{ending}: {told}");
        assert!(told.contains(&format!("article.{ending}")), "{ending}: {told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old", "{ending}");
        fs::remove_file(&path).unwrap();
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0, "{ending}");
    }
}
