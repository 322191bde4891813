//! `visavis segment`: one text, and a corpus line by line.

use serde_json::{Value, json};

use crate::support::visavis;

#[test]
fn a_corpus_comes_out_line_by_line() {
    let input = concat!(
        "{\"id\": \"a\", \"text\": \"Il dort. Elle lit.\", \"other\": [1]}\n",
        "\n",
        "{\"id\": 7, \"text\": \"\"}\n",
        "{\"id\": \"c\", \"text\": \"« Déjà ? » demanda-t-il.\"}"
    );
    let run = visavis(&["segment", "--jsonl"]).stdin(input).run();
    run.ended_with(0);
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            json!({"id": "a", "sentences": ["Il dort.", "Elle lit."]}),
            json!({"id": 7, "sentences": []}),
            json!({"id": "c", "sentences": ["« Déjà ? » demanda-t-il."]}),
        ]
    );
}

#[test]
fn a_broken_line_is_named_and_its_text_not_shown() {
    let run = visavis(&["segment", "--jsonl"])
        .stdin("{\"id\": 1, \"text\": \"Un.\"}\n{\"id\": 2, \"secret\": \"mot\"}\n")
        .run();
    run.ended_with(1);
    assert!(run.stderr.contains("line 2"), "{}", run.stderr);
    assert!(!run.stderr.contains("mot"), "{}", run.stderr);
    assert_eq!(
        run.stdout.lines().count(),
        1,
        "what was right before the fault is not lost"
    );
}

#[test]
fn one_text_comes_out_a_sentence_a_line_and_a_blank_line_between_blocks() {
    let text = "Il dort depuis hier soir dans la cabine. Elle lit.\nLe vent tombe enfin sur la baie de Lannion.\n";
    let run = visavis(&["segment", "--lang", "fr"]).stdin(text).run();
    run.ended_with(0);
    assert_eq!(
        run.stdout,
        "Il dort depuis hier soir dans la cabine.\nElle lit.\n\nLe vent tombe enfin sur la baie de Lannion.\n"
    );
}

#[test]
fn json_tells_blocks_and_language() {
    let run = visavis(&["segment", "--json"])
        .stdin("# Titre\n\nLe vent tombe. La mer est belle ce matin.\n")
        .run();
    run.ended_with(0);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["language"], "fr");
    assert_eq!(found["blocks"][0], json!({"kind": "title", "sentences": ["Titre"]}));
    assert_eq!(found["blocks"][1]["sentences"].as_array().unwrap().len(), 2);
}

#[test]
fn bad_input_is_an_error_that_says_what_to_do() {
    for (input, word) in [(&b""[..], "text"), (b"\x89PNG\r\n\x1a\n\0\0", "text")] {
        let run = visavis(&["segment", "-"]).stdin_bytes(input).run();
        run.ended_with(1);
        assert!(run.stderr.to_lowercase().contains(word), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
    visavis(&["segment", "--json", "--jsonl"]).stdin("").run().ended_with(2);
}

#[test]
fn a_readers_srx_file_takes_the_place_of_our_rules() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.srx");
    let exported = visavis(&["segment", "--print-srx", "--lang", "fr"]).run();
    exported.ended_with(0);
    std::fs::write(&file, &exported.stdout).unwrap();
    let input = "{\"id\": 1, \"text\": \"Il dort chez M. Roche. Elle lit.\"}\n";
    let arguments = ["segment", "--jsonl", "--srx", file.to_str().unwrap()];
    let run = visavis(&arguments).stdin(input).run();
    run.ended_with(0);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["sentences"], json!(["Il dort chez M. Roche.", "Elle lit."]));
    std::fs::write(&file, "<srx").unwrap();
    visavis(&arguments).stdin(input).run().ended_with(2);
}
