//! SRX 2.0 in and out: small files of our own always, the files in common use when `VISAVIS_SRX_FILES` names them
//! (paths parted by `:`), since their licences keep them out of this repository.
#![expect(
    clippy::disallowed_methods,
    reason = "the files in common use are read where the environment says"
)]

use visavis_text::Language;
use visavis_text::segment::Segmenter;
use visavis_text::segment::srx::{SrxDocument, SrxError};

const CASCADE: &str = include_str!("fixtures/segment/srx/cascade.srx");
const FIRST_ONLY: &str = include_str!("fixtures/segment/srx/first_only.srx");

fn cut(segmenter: &Segmenter, block: &str) -> Vec<String> {
    let mut end = 0;
    let sentences = segmenter
        .ranges(block)
        .map(|range| {
            assert!(
                block[end..range.start].trim().is_empty(),
                "lost {:?}",
                &block[end..range.start]
            );
            end = range.end;
            block[range].to_owned()
        })
        .collect();
    assert!(block[end..].trim().is_empty(), "lost {:?}", &block[end..]);
    sentences
}

#[track_caller]
fn check(xml: &str, tag: &str, block: &str, expected: &[&str]) {
    let language: Language = tag.parse().expect("a tag");
    let document = SrxDocument::parse(xml).expect("a fixture");
    assert_eq!(
        cut(&Segmenter::with_srx(&language, &document).0, block),
        expected,
        "{block}"
    );
}

#[test]
fn the_first_rule_that_fits_decides() {
    check(
        CASCADE,
        "fr",
        "M. Roche dort… Elle rit ! Au service R&D. on veille.",
        &["M. Roche dort…", "Elle rit !", "Au service R&D. on veille."],
    );
    check(
        CASCADE,
        "en",
        "M. Roche dort. Elle rit.",
        &["M.", "Roche dort.", "Elle rit."],
    );
    check(CASCADE, "fr", "  ", &[]);
}

#[test]
fn without_cascade_the_first_list_is_the_only_one() {
    check(
        FIRST_ONLY,
        "fr",
        "M. Roche dort. Elle rit.",
        &["M. Roche dort. Elle rit."],
    );
    check(FIRST_ONLY, "en", "Roche dort. Elle rit.", &["Roche dort.", "Elle rit."]);
}

#[test]
fn rules_that_cannot_run_are_reported() {
    let document = SrxDocument::parse(CASCADE).expect("a fixture");
    let (_, warnings) = Segmenter::with_srx(&Language::FRENCH, &document);
    let places: Vec<_> = warnings
        .iter()
        .map(|warning| (warning.list.as_str(), warning.rule))
        .collect();
    assert_eq!(places, [("Abbreviations", 3)]);
    assert!(
        warnings[0]
            .to_string()
            .starts_with("rule 3 of the list « Abbreviations » was left out: ")
    );
}

#[test]
fn what_is_no_srx_is_refused() {
    assert_eq!(SrxDocument::parse("<tmx/>"), Err(SrxError::NoRules));
    assert!(matches!(
        SrxDocument::parse("<srx><body></srx>"),
        Err(SrxError::Xml { .. })
    ));
}

#[test]
fn a_written_file_is_read_back_the_same() {
    for xml in [CASCADE, FIRST_ONLY] {
        let document = SrxDocument::parse(xml).expect("a fixture");
        assert_eq!(SrxDocument::parse(&document.to_xml()), Ok(document));
    }
}

#[test]
fn our_own_rules_go_out_as_srx() {
    for tag in ["fr", "en", "de", "es", "it", "pt", "nl", "ja"] {
        let language: Language = tag.parse().expect("a tag");
        let document = SrxDocument::of(&Segmenter::new(&language).with_exceptions(["Xyz."]));
        assert_eq!(SrxDocument::parse(&document.to_xml()), Ok(document.clone()), "{tag}");
        let (segmenter, warnings) = Segmenter::with_srx(&language, &document);
        assert_eq!(warnings, [], "{tag}");
        assert_eq!(
            cut(&segmenter, "Ana Xyz. Bo. Ana Bo."),
            ["Ana Xyz. Bo.", "Ana Bo."],
            "{tag}"
        );
    }
    let (segmenter, _) = Segmenter::with_srx(&Language::FRENCH, &SrxDocument::of(&Segmenter::new(&Language::FRENCH)));
    let block = "M. E. Roche dort. « Où ? » dit-elle. Des poires, etc. Rien en 44 av. J.-C. à Rome… Elle rit.";
    let expected = [
        "M. E. Roche dort.",
        "« Où ? » dit-elle.",
        "Des poires, etc.",
        "Rien en 44 av. J.-C. à Rome…",
        "Elle rit.",
    ];
    assert_eq!(cut(&segmenter, block), expected);
}

#[test]
fn files_in_common_use_are_read_run_and_written() {
    let Ok(files) = std::env::var("VISAVIS_SRX_FILES") else {
        return;
    };
    for file in files.split(':').filter(|file| !file.is_empty()) {
        let document = SrxDocument::parse(&std::fs::read_to_string(file).expect("a file")).expect("SRX");
        assert_eq!(SrxDocument::parse(&document.to_xml()).as_ref(), Ok(&document), "{file}");
        for tag in ["fr", "en", "de"] {
            let language: Language = tag.parse().expect("a tag");
            let (segmenter, warnings) = Segmenter::with_srx(&language, &document);
            assert_eq!(warnings, [], "{file} for {tag}");
            assert!(
                cut(&segmenter, "One is here. Two is there! Three?").len() >= 2,
                "{file} for {tag}"
            );
        }
    }
}
