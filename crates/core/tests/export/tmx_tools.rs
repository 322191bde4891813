//! TMX as other people's tools see it: xmllint with the standard's DTD, and translate-toolkit.
//!
//! Both are asked for by the environment, so that a developer without them can still run the suite; where they are asked
//! for, their absence is a failure. `VISAVIS_SCHEMAS` names the folder that holds `tmx-1.4/tmx14.dtd` (the DTD comes
//! without a licence to pass it on, so it is not in this repository), `VISAVIS_PYTHON` an interpreter that has
//! translate-toolkit.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use visavis_core::export::{ExportFormat, Options};

use crate::read_back::expected;
use crate::sample::{Sample, hostile, ordinary};

fn written(sample: &Sample) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".tmx").unwrap();
    let text = sample.export(ExportFormat::Tmx, &Options::default()).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn the_memory_is_valid_by_the_dtd_of_the_standard() {
    let Some(schemas) = std::env::var_os("VISAVIS_SCHEMAS") else {
        return;
    };
    let dtd = Path::new(&schemas).join("tmx-1.4").join("tmx14.dtd");
    assert!(
        dtd.exists(),
        "VISAVIS_SCHEMAS is set, but there is no {}",
        dtd.display()
    );
    for sample in [ordinary(), hostile(), crate::sample::annotated(), crate::sample::book()] {
        let file = written(&sample);
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--dtdvalid"])
            .arg(&dtd)
            .arg(file.path())
            .output()
            .expect("xmllint runs (Debian: libxml2-utils)");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Prints, for each unit, its id, its source and its targets as lines of JSON.
const READ: &str = r"
import json, sys
from translate.storage import tmx
from translate.misc.xml_helpers import getXMLlang
store = tmx.tmxfile.parsefile(sys.argv[1])
for unit in store.units:
    nodes = unit.getlanguageNodes()
    texts = [[getXMLlang(node), unit.getNodeText(node)] for node in nodes]
    print(json.dumps([unit.getid(), unit.source, unit.target, texts]))
";

#[test]
fn translate_toolkit_reads_the_same_pairs() {
    let Some(python) = std::env::var_os("VISAVIS_PYTHON") else {
        return;
    };
    for sample in [ordinary(), hostile()] {
        let file = written(&sample);
        let output = Command::new(&python)
            .args(["-c", READ])
            .arg(file.path())
            .output()
            .expect("the interpreter VISAVIS_PYTHON names runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut read: Vec<(usize, String, String)> = Vec::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let (id, source, target, texts): (String, String, String, Vec<(String, String)>) =
                serde_json::from_str(line).unwrap();
            let number = id.split('-').next().unwrap().parse().unwrap();
            assert_eq!(texts[0], ("fr".to_owned(), source.clone()));
            assert_eq!(texts[1].1, target);
            read.extend(
                texts
                    .into_iter()
                    .skip(1)
                    .map(|(_, text)| (number, source.clone(), text)),
            );
        }
        let mut wanted: Vec<(usize, String, String)> = Vec::new();
        for pair in expected(&sample, ExportFormat::Tmx) {
            wanted.extend(
                pair.texts
                    .into_iter()
                    .flatten()
                    .map(|text| (pair.number, allowed(&pair.source), allowed(&text))),
            );
        }
        read.sort();
        wanted.sort();
        assert_eq!(read, wanted);
    }
}

/// A text without what XML forbids: other tools do not know our property for it.
fn allowed(text: &str) -> String {
    let is_allowed =
        |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_allowed).collect()
}
