//! What holds for every format.

use std::collections::BTreeSet;

use serde_json::Value;
use visavis_core::ErrorCode;
use visavis_core::export::{Details, Export, ExportFormat, JSONL_SCHEMA, Layout, Options, to_file};

use crate::read_back::{expected, pairs};
use crate::sample::{Sample, Version, annotated, book, column, hostile, ordinary};

fn check(sample: &Sample) {
    for format in ExportFormat::ALL.iter().copied() {
        if format == ExportFormat::Xliff && has_several_languages(sample) {
            let error = sample.bytes(format, &Options::default()).unwrap_err();
            assert_eq!(error.code(), ErrorCode::ExportOneLanguage);
            for language in languages(sample) {
                check_one(&sample.in_one_language(&language), format);
            }
        } else {
            check_one(sample, format);
        }
    }
}

fn check_one(sample: &Sample, format: ExportFormat) {
    let file = sample.bytes(format, &Options::default()).unwrap();
    assert_eq!(
        pairs(sample, format, &file),
        expected(sample, format),
        "{format:?}\n{}",
        String::from_utf8_lossy(&file)
    );
}

fn languages(sample: &Sample) -> Vec<String> {
    let languages = sample.head.columns.iter().map(|column| column.language.to_string());
    languages.collect::<BTreeSet<_>>().into_iter().collect()
}

fn has_several_languages(sample: &Sample) -> bool {
    languages(sample).len() > 1
}

#[test]
fn an_article_comes_back() {
    check(&ordinary());
}

#[test]
fn hostile_texts_come_back() {
    check(&hostile());
}

#[test]
fn each_hostile_text_comes_back_alone() {
    for text in crate::sample::HOSTILE {
        let done = vec![Version::Done((*text).to_owned())];
        check(&Sample::new(text, vec![column("Apertium", "en", true)]).with(text, done));
    }
}

#[test]
fn a_book_with_hostile_sentences_comes_back() {
    check(&book());
}

#[test]
fn what_the_reader_added_comes_out_unless_it_is_left_out() {
    let sample = annotated().in_one_language("en");
    let bare = Options {
        details: Details {
            provenance: false,
            notes: false,
            flags: false,
        },
        ..Options::default()
    };
    for format in [ExportFormat::Tmx, ExportFormat::Xliff, ExportFormat::Jsonl] {
        let whole = sample.export(format, &Options::default()).unwrap();
        let without = sample.export(format, &bare).unwrap();
        for particular in ["not the bird", "a number is missing: 14"] {
            assert!(whole.contains(particular), "{format:?}: {particular}");
            assert!(!without.contains(particular), "{format:?}: {particular}");
        }
        assert!(
            whole.contains("Apertium &") && !without.contains("Apertium &"),
            "{format:?}"
        );
        assert!(whole.contains("doubtful") && without.contains("doubtful"), "{format:?}");
    }
    for format in [ExportFormat::Csv, ExportFormat::Tsv] {
        let table = sample.export(format, &Options::default()).unwrap();
        let head = table.lines().next().unwrap();
        for name in ["[en] verdict", "[en] flags", "notes"] {
            assert!(head.contains(name), "{head}");
        }
        assert!(table.contains("not the bird") && table.contains("doubtful"), "{table}");
    }
}

#[test]
fn lines_of_json_keep_the_schema_that_is_shipped() {
    let schema: Value = serde_json::from_str(JSONL_SCHEMA).unwrap();
    let known = |part: &str| schema["$defs"][part]["properties"].as_object().unwrap();
    for sample in [ordinary(), hostile(), annotated()] {
        let file = sample.export(ExportFormat::Jsonl, &Options::default()).unwrap();
        for line in file.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let part = line["type"].as_str().unwrap();
            for key in line.as_object().unwrap().keys() {
                assert!(known(part).contains_key(key), "{key} is not in the schema of {part}");
            }
            for key in schema["$defs"][part]["required"].as_array().unwrap() {
                assert!(line.get(key.as_str().unwrap()).is_some(), "{key} is missing in {line}");
            }
        }
    }
}

#[test]
fn several_renditions_in_one_language_come_back() {
    let labels = ["Apertium", "DeepL", "É. M.", "LibreTranslate"];
    let columns = labels
        .iter()
        .map(|label| column(label, "en", *label != "É. M."))
        .collect();
    let done = |texts: [&str; 4]| {
        let version = |text: &str| {
            if text.is_empty() {
                Version::Waiting
            } else {
                Version::Done(text.to_owned())
            }
        };
        texts.into_iter().map(version).collect()
    };
    let sample = Sample::new("Titre", columns)
        .with("Un.", done(["One.", "One.", "A one.", "Uno."]))
        .with("Deux.", done(["", "Two.", "", "Both."]))
        .with("Trois.", done(["", "", "", "Three."]));
    check(&sample);
    let tmx = sample.export(ExportFormat::Tmx, &Options::default()).unwrap();
    let ids: Vec<&str> = tmx
        .split("tuid=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(ids, ["1", "1-2", "1-3", "1-4", "2", "2-2", "3"]);
}

#[test]
fn an_article_without_renditions_is_no_memory_but_a_page_and_a_table() {
    let sample = Sample::new("Titre", Vec::new()).with("Un.", Vec::new());
    for format in ExportFormat::ALL.iter().copied() {
        match sample.bytes(format, &Options::default()) {
            Ok(file) => assert_eq!(pairs(&sample, format, &file), expected(&sample, format)),
            Err(error) => assert_eq!((format.is_of_pairs(), error.code()), (true, ErrorCode::ExportEmpty)),
        }
    }
}

#[test]
fn an_article_without_sentences_is_refused() {
    for format in ExportFormat::ALL.iter().copied() {
        let error = Sample::new("Titre", Vec::new())
            .bytes(format, &Options::default())
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::ExportEmpty);
    }
}

#[test]
fn the_tally_counts_what_is_missing() {
    let mut export = Export::new(ExportFormat::Tmx, &Options::default(), std::io::sink());
    ordinary().push_into(&mut export).unwrap();
    let tally = export.tally();
    assert_eq!((tally.sentences, tally.without_any), (5, 1));
    assert_eq!(tally.translated, [2, 4, 1]);
}

#[test]
fn what_the_disk_refuses_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in ExportFormat::ALL.iter().copied() {
        let mut export = Export::new(format, &Options::default(), Full);
        let told = ordinary().in_one_language("en").push_into(&mut export);
        assert_eq!(told.unwrap_err().code(), ErrorCode::ExportFailed, "{format:?}");
    }
}

#[test]
fn a_file_is_made_of_an_export() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("article.tmx");
    let sample = ordinary();
    let format = ExportFormat::from_path(&path).unwrap();
    let text = sample.export(format, &Options::default()).unwrap();
    to_file(&path, false, |out| Ok(out.write_all(text.as_bytes())?)).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn the_ordinary_article_as_tmx() {
    let memory = ordinary().export(ExportFormat::Tmx, &Options::default()).unwrap();
    insta::assert_snapshot!("ordinary.tmx", memory.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn the_ordinary_article_as_csv() {
    let with_mark = Options {
        byte_order_mark: true,
        ..Options::default()
    };
    let file = ordinary().export(ExportFormat::Csv, &with_mark).unwrap();
    assert!(file.starts_with("\u{feff}number,block,"));
    assert_eq!(file.matches("\r\n").count(), file.matches('\n').count());
    insta::assert_snapshot!(
        "ordinary.csv",
        file.trim_start_matches('\u{feff}').replace("\r\n", "\n")
    );
}

#[test]
fn the_ordinary_article_as_tsv() {
    insta::assert_snapshot!(
        "ordinary.tsv",
        ordinary().export(ExportFormat::Tsv, &Options::default()).unwrap()
    );
}

#[test]
fn the_ordinary_article_as_html() {
    let page = ordinary().export(ExportFormat::Html, &Options::default()).unwrap();
    let (_, body) = page.split_once("<body>").unwrap();
    insta::assert_snapshot!("ordinary.html", body);
}

#[test]
fn a_page_asks_for_nothing_from_any_network() {
    let page = hostile().export(ExportFormat::Html, &Options::default()).unwrap();
    assert!(page.contains("default-src 'none'"));
    for reference in ["src=", "url(", "@import", "<link", "<script", "<img", "<iframe"] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn a_page_speaks_french_where_it_is_asked_to() {
    let options = Options {
        interface: Some("fr-CA".parse().unwrap()),
        ..Options::default()
    };
    let page = ordinary().export(ExportFormat::Html, &options).unwrap();
    assert!(page.contains("non traduite\u{a0}: the answer was empty"));
    assert!(page.contains("5 phrases"));
}

#[test]
fn the_annotated_article_as_xliff() {
    let sample = annotated().in_one_language("en");
    insta::assert_snapshot!(
        "annotated.xlf",
        sample.export(ExportFormat::Xliff, &Options::default()).unwrap()
    );
}

#[test]
fn the_annotated_article_as_lines_of_json() {
    insta::assert_snapshot!(
        "annotated.jsonl",
        annotated().export(ExportFormat::Jsonl, &Options::default()).unwrap()
    );
}

#[test]
fn the_ordinary_article_for_anki() {
    insta::assert_snapshot!(
        "ordinary.anki.txt",
        ordinary().export(ExportFormat::Anki, &Options::default()).unwrap()
    );
}

#[test]
fn the_annotated_article_as_markdown() {
    for (layout, name) in [(Layout::Table, "table.md"), (Layout::Interleaved, "interleaved.md")] {
        let options = Options {
            layout,
            ..Options::default()
        };
        insta::assert_snapshot!(name, annotated().export(ExportFormat::Markdown, &options).unwrap());
    }
}

#[test]
fn interleaved_markdown_has_a_line_for_each_sentence_and_its_translations() {
    let options = Options {
        layout: Layout::Interleaved,
        ..Options::default()
    };
    let file = hostile().export(ExportFormat::Markdown, &options).unwrap();
    let blocks = hostile().sentences.len();
    let quoted = file.lines().filter(|line| line.starts_with("> ")).count();
    // In each of two columns, the label's line and the sentence's.
    assert_eq!(quoted, blocks * 4);
}
