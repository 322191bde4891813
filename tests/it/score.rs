//! `visavis score`: figures for people and for scripts, and no figure where lines cannot be paired.

use std::fs;

use serde_json::Value;

use crate::support::visavis;

struct Files {
    _folder: tempfile::TempDir,
    hypothesis: String,
    reference: String,
}

fn files(hypothesis: &[u8], reference: &[u8]) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    Files {
        hypothesis: write("hypothesis.txt", hypothesis),
        reference: write("reference.txt", reference),
        _folder: folder,
    }
}

/// Expected figures: sacreBLEU 2.6.0, `corpus_score` with `CHRF(word_order=2)`, `BLEU()` and `TER()`.
#[test]
fn each_metric_gives_its_figure_and_signature() {
    let files = files(
        "Le chat dort sur le canapé.\nIl neige depuis hier.\n".as_bytes(),
        "Sur le canapé dort le chat.\nIl neige depuis hier.\n".as_bytes(),
    );
    for (metric, expected, settings) in [
        ("chrf", 74.360_676, "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|"),
        ("bleu", 47.772_140, "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|"),
        ("ter", 30.0, "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|"),
    ] {
        let run = visavis(&[
            "score",
            &files.hypothesis,
            &files.reference,
            "--metric",
            metric,
            "--json",
        ])
        .run();
        run.ended_with(0);
        let scored: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(scored["metric"], metric);
        let score = scored["score"].as_f64().unwrap();
        assert!((score - expected).abs() < 0.005, "{metric} is {score}");
        let signature = format!("{settings}version:visavis-{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(scored["signature"], signature);
    }
    let run = visavis(&["score", &files.hypothesis, &files.reference]).run();
    run.ended_with(0);
    assert!(run.stdout.starts_with("chrF2++|nrefs:1|"), "{}", run.stdout);
    assert!(run.stdout.ends_with(" = 74.36\n"), "{}", run.stdout);
}

#[test]
fn lines_without_a_partner_are_refused_and_nothing_is_printed() {
    let files = files(b"one\ntwo\n", b"one\n\ntwo\n");
    let run = visavis(&["score", &files.hypothesis, &files.reference, "--json"]).run();
    run.ended_with(1);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("2 sentences"), "{}", run.stderr);
    assert!(run.stderr.contains("3 references"), "{}", run.stderr);
}

#[test]
fn what_is_not_text_is_refused() {
    let files = files(b"caf\xe9\n", b"caf\n");
    let (hypothesis, reference) = (files.hypothesis.as_str(), files.reference.as_str());
    visavis(&["score", hypothesis, reference]).run().ended_with(1);
    visavis(&["score", "no-such-file", reference]).run().ended_with(1);
    visavis(&["score", "-", "-"]).stdin("").run().ended_with(2);
    let unknown = ["score", "-", reference, "--metric", "comet"];
    visavis(&unknown).stdin("").run().ended_with(2);
}
