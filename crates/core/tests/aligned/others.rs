//! Files by other tools, as those tools write them.

use std::path::{Path, PathBuf};

use visavis_core::article::{MarkKind, Origin};
use visavis_core::import::{Bitext, Options, TmxUnits, read_aligned, read_aligned_bytes};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/aligned")
        .join(name)
}

fn read(name: &str) -> Bitext {
    read_aligned(&fixture(name), &Options::default()).unwrap()
}

/// The sentences of a bitext, each with the text of its first translation.
fn check(bitext: &Bitext, expected: &[(&str, Option<&str>)]) {
    let blocks = bitext.draft.blocks.iter().zip(&bitext.cut);
    let sentences = blocks.flat_map(|(block, cut)| cut.iter().map(|range| &block.text[range.clone()]));
    let texts = bitext.versions[0].cells.iter().map(|cell| cell.text());
    assert_eq!(sentences.zip(texts).collect::<Vec<_>>(), expected);
}

fn languages(bitext: &Bitext) -> (String, Vec<String>) {
    let versions = bitext.versions.iter().map(|version| version.language.to_string());
    (bitext.draft.language.to_string(), versions.collect())
}

#[test]
fn a_memory_of_omegat() {
    let bitext = read("omegat.tmx");
    assert_eq!(languages(&bitext), ("fr-FR".to_owned(), vec!["en-GB".to_owned()]));
    check(
        &bitext,
        &[
            ("Le bac part à 14 h 30.", Some("The ferry leaves at 2:30 p.m.")),
            (
                "Il lit La Patiente & s’endort.",
                Some("He reads La Patiente & falls asleep."),
            ),
            // Two sentences facing one stay one pair.
            ("Au large ! Vite !", Some("Out to sea, quick!")),
        ],
    );
    let name = |bitext: &Bitext| match &bitext.versions[0].origin {
        Origin::Human { name } => name.clone(),
        Origin::Engine { name, .. } => format!("engine {name}"),
    };
    assert_eq!(name(&bitext), "OmegaT");
    assert_eq!(bitext.notes[2], ["un cri"]);
}

#[test]
fn a_memory_of_translate_toolkit() {
    let bitext = read("toolkit.tmx");
    check(
        &bitext,
        &[
            ("Le phare tourne.", Some("The lighthouse turns.")),
            ("Personne ne bouge.", Some("Nobody moves.")),
        ],
    );
}

#[test]
fn a_memory_gives_its_pairs_one_by_one() {
    let text = std::fs::read_to_string(fixture("omegat.tmx")).unwrap();
    let units: Vec<_> = TmxUnits::new(&text).collect::<Result<_, _>>().unwrap();
    let (french, english) = ("fr".parse().unwrap(), "en".parse().unwrap());
    let pairs: Vec<_> = units.iter().flat_map(|unit| unit.pairs(&french, &english)).collect();
    assert_eq!(pairs.len(), 3);
    assert_eq!(pairs[2], ("Au large ! Vite !", "Out to sea, quick!"));
    let german = "de".parse().unwrap();
    assert_eq!(units.iter().flat_map(|unit| unit.pairs(&french, &german)).count(), 0);
}

#[test]
fn xliff_of_version_1() {
    let bitext = read("toolkit-1.2.xlf");
    assert_eq!(languages(&bitext), ("fr".to_owned(), vec!["en".to_owned()]));
    // A target that is new is the original again, and an alternative is a suggestion: neither is a translation.
    check(
        &bitext,
        &[
            ("Le phare tourne.", Some("The lighthouse turns.")),
            ("Personne ne bouge.", None),
            ("La mer monte.", None),
        ],
    );
}

#[test]
fn xliff_of_version_2() {
    let bitext = read("other-2.0.xlf");
    check(
        &bitext,
        &[
            ("Le phare tourne.", Some("The lighthouse turns.")),
            ("La mer monte.", None),
            ("Fin.", Some("The end.")),
        ],
    );
    assert_eq!(bitext.draft.blocks.len(), 2, "the segments of a unit are one paragraph");
    assert_eq!(bitext.draft.blocks[0].marks[0].kind, MarkKind::Strong);
    assert_eq!(bitext.versions.len(), 1, "a suggestion is no translation");
}

#[test]
fn a_table_of_an_aligner() {
    let bitext = read("aligner.tsv");
    assert_eq!(languages(&bitext), ("fr".to_owned(), vec!["en".to_owned()]));
    check(
        &bitext,
        &[
            (
                "Le bac part à 14 h 30. Il est presque vide.",
                Some("The ferry leaves at half past two, almost empty."),
            ),
            (
                "Personne ne bouge sur le quai du port.",
                Some("Nobody on the quay moves."),
            ),
            (
                "La mer monte lentement jusqu’aux maisons.",
                Some("The sea slowly rises to the houses."),
            ),
            (
                "Le phare tourne toujours dans la nuit.",
                Some("The lighthouse still turns in the night."),
            ),
            ("Elle attendait.", None),
        ],
    );
}

#[test]
fn tables_with_names() {
    check(
        &read("toolkit.csv"),
        &[
            (
                "Le phare tourne toute la nuit, dit-il.",
                Some("The lighthouse turns all night, he said."),
            ),
            (
                "« Deux \"mots\" », répondit la dame.",
                Some("“Two \"words\",” the lady replied."),
            ),
        ],
    );
    let bitext = read("spreadsheet.csv");
    assert_eq!(languages(&bitext), ("fr".to_owned(), vec!["en".to_owned()]));
    check(
        &bitext,
        &[
            ("Le phare tourne.", Some("The lighthouse turns.")),
            ("La mer, elle, monte.", Some("The sea rises.")),
        ],
    );
}

#[test]
fn a_data_set_of_json_lines() {
    let expected = [
        ("Le phare tourne.", Some("The lighthouse turns.")),
        ("La mer monte.", Some("The sea rises.")),
    ];
    check(&read("dataset.jsonl"), &expected);
    let turned = read_aligned(
        &fixture("dataset.jsonl"),
        &Options {
            language: Some("en".parse().unwrap()),
            ..Options::default()
        },
    )
    .unwrap();
    assert_eq!(languages(&turned), ("en".to_owned(), vec!["fr".to_owned()]));
}

fn check_refused(name: &str, bytes: &[u8], code: &str, words: &str) {
    let options = Options {
        name: Some(name.to_owned()),
        ..Options::default()
    };
    let error = read_aligned_bytes(bytes, &options).unwrap_err();
    assert_eq!(
        (error.code().as_str(), error.to_string().as_str()),
        (code, words),
        "{name}"
    );
}

#[test]
fn what_holds_no_pairs_says_so_and_where_it_is_damaged() {
    let none = "there are no pairs in it";
    check_refused(
        "a.tsv",
        "Un article, pas un tableau.\nEncore.".as_bytes(),
        "import-not-pairs",
        none,
    );
    check_refused("a.csv", b"", "import-not-pairs", none);
    check_refused("a.jsonl", b"{\"text\": \"Un.\"}\n", "import-not-pairs", none);
    check_refused(
        "a.tmx",
        b"<tmx><header srclang=\"fr\"/><body/></tmx>",
        "import-not-pairs",
        none,
    );
    check_refused(
        "a.tmx",
        b"<tmx>\n<body>\n<tu><tuv xml:lang=\"fr\"><seg>Un</tuv>",
        "import-damaged",
        "it is no TMX file, or damaged: line 3 cannot be read",
    );
    check_refused(
        "a.xlf",
        b"just text",
        "import-damaged",
        "it is no XLIFF file, or damaged: line 1 cannot be read",
    );
    check_refused(
        "a.jsonl",
        b"{\"fr\": \"Un.\", \"en\": \"One.\"}\n{\"fr\": ",
        "import-damaged",
        "it is no JSON file, or damaged: line 2 cannot be read",
    );
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><tmx><header srclang=\"fr\"/><body><tu><tuv \
                xml:lang=\"fr\"><seg>&b;</seg></tuv><tuv xml:lang=\"en\"><seg>x</seg></tuv></tu></body></tmx>";
    check_refused(
        "a.tmx",
        bomb.as_bytes(),
        "import-damaged",
        "it is no TMX file, or damaged: line 1 cannot be read",
    );
}
