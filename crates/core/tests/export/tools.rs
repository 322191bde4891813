//! Files as other people's tools see them: validators, and programs that open them.
//!
//! `VISAVIS_SCHEMAS` names the folder with the standard's schemas, which are not ours to pass on; `VISAVIS_PYTHON` an
//! interpreter with translate-toolkit. EPUBCheck, html-validate and LibreOffice are used where they are installed; with
//! `VISAVIS_CHECKERS` set, the first two have to be. LibreOffice is too large for every machine; where it is not, its
//! part is left out and says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use visavis_core::ErrorCode;
use visavis_core::export::{ExportFormat, Layout, Options};

use crate::read_back::expected;
use crate::sample::{Sample, Version, annotated, book, column, hostile};

/// A file on the disk, gone with its folder.
struct Written {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn written(sample: &Sample, format: ExportFormat, options: &Options) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("article.{}", format.extension()));
    std::fs::write(&path, sample.bytes(format, options).unwrap()).unwrap();
    Written { folder, path }
}

/// Runs a program if it is there. Where it has to be, its absence is a failure.
#[expect(clippy::print_stdout, reason = "a check that was left out says so")]
fn run(program: &str, arguments: &[&str], file: &Path, is_needed: bool) -> Option<Output> {
    match Command::new(program).args(arguments).arg(file).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_needed => {
            println!("{program} is not installed here: left out");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

fn checkers_are_needed() -> bool {
    std::env::var_os("VISAVIS_CHECKERS").is_some()
}

fn succeeded(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn in_one_language() -> Vec<Sample> {
    vec![
        annotated().in_one_language("en"),
        hostile().in_one_language("en"),
        hostile().in_one_language("he"),
        book(),
    ]
}

#[test]
fn xliff_is_valid_by_the_schemas_of_the_standard() {
    let Some(schemas) = std::env::var_os("VISAVIS_SCHEMAS") else {
        return;
    };
    let folder = Path::new(&schemas).join("xliff-2.1");
    let import = |namespace: &str, file: &str| {
        let place = folder.join(file);
        assert!(
            place.exists(),
            "VISAVIS_SCHEMAS is set, but there is no {}",
            place.display()
        );
        format!(
            "<xs:import namespace=\"urn:oasis:names:tc:xliff:{namespace}:2.0\" schemaLocation=\"{}\"/>",
            place.display()
        )
    };
    let all = tempfile::Builder::new().suffix(".xsd").tempfile().unwrap();
    let text = [
        import("document", "xliff_core_2.0.xsd"),
        import("matches", "matches.xsd"),
        import("metadata", "metadata.xsd"),
    ];
    std::fs::write(
        all.path(),
        format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{}</xs:schema>",
            text.concat()
        ),
    )
    .unwrap();
    for sample in in_one_language() {
        let file = written(&sample, ExportFormat::Xliff, &Options::default());
        let schema = all.path().to_str().unwrap();
        succeeded(&run("xmllint", &["--noout", "--nonet", "--schema", schema], &file.path, true).unwrap());
    }
}

/// Prints each unit's id, source and target as a line of JSON.
const READ: &str = r"
import json, sys
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(sys.argv[1])
for unit in store.units:
    print(json.dumps([unit.getid(), unit.source, unit.target]))
";

#[test]
fn translate_toolkit_reads_the_same_pairs_from_xliff() {
    let Some(python) = std::env::var_os("VISAVIS_PYTHON") else {
        return;
    };
    for sample in [annotated().in_one_language("en"), book()] {
        let file = written(&sample, ExportFormat::Xliff, &Options::default());
        let output = run(python.to_str().unwrap(), &["-c", READ], &file.path, true).unwrap();
        succeeded(&output);
        let text = String::from_utf8(output.stdout).unwrap();
        let read: Vec<(String, Option<String>)> = text
            .lines()
            .map(|line| {
                let (_, source, target): (String, String, Option<String>) = serde_json::from_str(line).unwrap();
                (source, target.filter(|target| !target.is_empty()))
            })
            .collect();
        // It shows codes (`cp`, `pc`) in its own notation; sentences with any are not compared.
        let wanted = expected(&sample, ExportFormat::Xliff);
        assert_eq!(read.len(), wanted.len());
        let mut compared = 0;
        for ((read, pair), sentence) in read.into_iter().zip(wanted).zip(&sample.sentences) {
            let is_plain =
                |text: &str| !text.contains(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
            let target = pair.texts[0].clone();
            if sentence.marks.is_empty() && is_plain(&pair.source) && target.as_deref().is_none_or(is_plain) {
                assert_eq!(read, (pair.source, target));
                compared += 1;
            }
        }
        assert!(compared * 10 > sample.sentences.len() * 7);
    }
}

#[test]
fn pythons_csv_reads_the_same_cells() {
    let Some(python) = std::env::var_os("VISAVIS_PYTHON") else {
        return;
    };
    let script = "import csv, json, sys\nfor row in csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''), strict=True): print(json.dumps(row))";
    for sample in [annotated(), hostile(), book()] {
        let options = Options {
            byte_order_mark: true,
            ..Options::default()
        };
        let file = written(&sample, ExportFormat::Csv, &options);
        let output = run(python.to_str().unwrap(), &["-c", script], &file.path, true).unwrap();
        succeeded(&output);
        let text = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<Vec<String>> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let width = rows[0].len();
        assert_eq!(rows.len(), sample.sentences.len() + 1);
        for (row, sentence) in rows[1..].iter().zip(&sample.sentences) {
            assert_eq!(row.len(), width);
            assert_eq!(visavis_core::export::unguarded(&row[3]), sentence.source);
        }
    }
}

#[test]
fn epubcheck_finds_nothing() {
    for sample in [annotated(), hostile(), book()] {
        let file = written(&sample, ExportFormat::Epub, &Options::default());
        // Debian's epubcheck is an archive of Java that only some kernels start by themselves.
        let check = ["-jar", "/usr/share/java/epubcheck.jar", "--failonwarnings"];
        let Some(output) = run("java", &check, &file.path, checkers_are_needed()) else {
            return;
        };
        succeeded(&output);
    }
}

#[test]
fn html_validate_finds_nothing() {
    // Beside the suite of the real window, whose packages set-up installs.
    let program = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/e2e/node_modules/.bin/html-validate"
    );
    for sample in [annotated(), hostile(), book()] {
        let file = written(&sample, ExportFormat::Html, &Options::default());
        let Some(output) = run(program, &["--preset", "recommended"], &file.path, checkers_are_needed()) else {
            return;
        };
        succeeded(&output);
    }
}

#[test]
fn qpdf_finds_nothing_and_text_can_be_selected() {
    for sample in [annotated(), hostile(), book()] {
        let file = written(&sample, ExportFormat::Pdf, &Options::default());
        let Some(output) = run("qpdf", &["--check"], &file.path, checkers_are_needed()) else {
            return;
        };
        succeeded(&output);
        // poppler's pdftotext reads what a reader would select; it comes with most desktops.
        let text = Command::new("pdftotext").arg("-raw").arg(&file.path).arg("-").output();
        if let Ok(text) = text {
            let text = String::from_utf8(text.stdout).unwrap();
            // A word that is parted at the end of a line has a soft hyphen there.
            let words: String = text.split_whitespace().collect::<String>().replace('\u{ad}', "");
            // What is overridden to run from right to left is read that way.
            let forward = sample
                .sentences
                .iter()
                .filter(|sentence| !sentence.source.contains('\u{202e}'));
            for sentence in forward {
                let is_latin = |c: char| c.is_ascii_alphanumeric() || "àâçéèêëîïôùûüœ".contains(c);
                for word in sentence.source.split(|c: char| !is_latin(c)) {
                    assert!(words.contains(word), "{word} is not in the text");
                }
            }
        }
    }
}

#[test]
fn a_pdf_is_tagged_in_its_languages_and_has_an_outline() {
    let file = written(&annotated(), ExportFormat::Pdf, &Options::default());
    let arguments = ["--qdf", "--object-streams=disable", "--no-original-object-ids"];
    let plain = file.folder.path().join("plain.pdf");
    let output = Command::new("qpdf").args(arguments).args([&file.path, &plain]).output();
    match output {
        Ok(output) => succeeded(&output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !checkers_are_needed() => return,
        Err(error) => panic!("qpdf: {error}"),
    }
    let bytes = std::fs::read(plain).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for wanted in [
        "/StructTreeRoot",
        "/Lang (fr)",
        "/Lang (en)",
        "/Lang (de)",
        "/S /H1",
        "/S /L\n",
        "/Outlines",
        "pdfuaid:part",
        "/ToUnicode",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_script_that_no_font_has_is_refused_and_not_shown_as_boxes() {
    // Early Dynastic cuneiform: in no font of a common system.
    let sample = ordinary_in("\u{12480}\u{12481}\u{12482}");
    let error = sample.bytes(ExportFormat::Pdf, &Options::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ExportFontMissing);
}

/// One sentence with this translation.
fn ordinary_in(translation: &str) -> Sample {
    let columns = vec![column("É. M.", "akk", false)];
    Sample::new("Le bac", columns).with("Le bac part.", vec![Version::Done(translation.to_owned())])
}

#[test]
fn libreoffice_opens_documents_and_workbooks() {
    let convert = |file: &Written, to: &str| -> Option<PathBuf> {
        let out = file.folder.path().join("out");
        // A profile of its own, so that two runs do not wait for one another.
        let profile = format!(
            "-env:UserInstallation=file://{}",
            file.folder.path().join("profile").display()
        );
        let arguments = [
            profile.as_str(),
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            out.to_str().unwrap(),
        ];
        let output = run("soffice", &arguments, &file.path, false)?;
        succeeded(&output);
        let ending = to.split(':').next().unwrap();
        Some(out.join("article").with_extension(ending))
    };
    for layout in [Layout::Table, Layout::Interleaved] {
        let options = Options {
            layout,
            ..Options::default()
        };
        let file = written(&hostile(), ExportFormat::Docx, &options);
        let Some(text) = convert(&file, "txt:Text (encoded):UTF8") else {
            return;
        };
        let text = std::fs::read_to_string(text).unwrap();
        for words in [
            "fin de section ]]>",
            "=cmd|' /C calc'!A0",
            "\"entre guillemets\"",
            "not translated",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
    }
    // Laid out, page by page: one table of so many rows takes it most of an hour.
    let file = written(&book(), ExportFormat::Docx, &Options::default());
    if let Some(pages) = convert(&file, "pdf") {
        let length = std::fs::metadata(pages).unwrap().len();
        assert!(length > 1_000_000, "a book of {length} bytes");
    }
    let file = written(&hostile(), ExportFormat::Xlsx, &Options::default());
    if let Some(table) = convert(&file, "csv:Text - txt - csv (StarCalc):44,34,76") {
        let table = std::fs::read_to_string(table).unwrap();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), hostile().sentences.len());
        assert_eq!(&rows[6][3], "=cmd|' /C calc'!A0", "a text is a text, not a formula");
    }
}
