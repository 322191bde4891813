//! What holds for every text in every language: nothing is lost, nothing overlaps, nothing panics.

use proptest::prelude::*;
use visavis_text::Language;
use visavis_text::segment::Segmenter;

const TAGS: [&str; 8] = ["fr", "en", "de", "es", "it", "pt", "nl", "ja"];

fn segmenter(tag: &str) -> Segmenter {
    let language: Language = tag.parse().expect("a tag");
    Segmenter::new(&language)
}

/// Sentences and gaps give the block back, and gaps are white space.
#[track_caller]
fn check_lossless(segmenter: &Segmenter, block: &str) -> Vec<String> {
    let mut end = 0;
    let mut sentences = Vec::new();
    for range in segmenter.ranges(block) {
        assert!(
            block[end..range.start].trim().is_empty(),
            "lost {:?}",
            &block[end..range.start]
        );
        let sentence = &block[range.clone()];
        assert!(!sentence.is_empty(), "an empty sentence");
        assert_eq!(sentence.trim(), sentence, "white space around a sentence");
        sentences.push(sentence.to_owned());
        end = range.end;
    }
    assert!(block[end..].trim().is_empty(), "lost {:?}", &block[end..]);
    sentences
}

/// Text made of what rules look at, which arbitrary Unicode rarely holds.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" "),
        Just("\u{a0}"),
        Just("\u{202f}"),
        Just("\n"),
        Just("."),
        Just("..."),
        Just("…"),
        Just("!"),
        Just("?"),
        Just("«"),
        Just("»"),
        Just("“"),
        Just("”"),
        Just("\""),
        Just("("),
        Just(")"),
        Just("["),
        Just("]"),
        Just("—"),
        Just("-"),
        Just("M"),
        Just("etc"),
        Just("av. J.-C"),
        Just("p"),
        Just("Le"),
        Just("le"),
        Just("É"),
        Just("12"),
        Just("[1]"),
        Just("¹"),
        Just("😀"),
        Just("maison"),
        Just("Paris"),
        Just("en 1904"),
        Just("dit-il"),
        Just("et"),
        Just("--"),
        Just("\u{a0}»"),
        Just(". "),
        Just(" ! "),
        Just("? "),
        Just("l’"),
        Just("iPhone"),
        Just("1."),
        Just(","),
        Just(":"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn arbitrary_text_is_kept(tag in prop::sample::select(&TAGS[..]), block in any::<String>()) {
        check_lossless(&segmenter(tag), &block);
    }

    #[test]
    fn prose_is_kept(tag in prop::sample::select(&TAGS[..]), block in prose()) {
        check_lossless(&segmenter(tag), &block);
    }

    #[test]
    fn exceptions_only_join(tag in prop::sample::select(&TAGS[..]), block in prose(), exception in "[A-Za-z]{1,3}\\.") {
        let plain = check_lossless(&segmenter(tag), &block);
        let joined = check_lossless(&segmenter(tag).with_exceptions([exception]), &block);
        prop_assert!(joined.len() <= plain.len() + 1);
    }

    #[test]
    fn an_exception_that_never_occurs_changes_nothing(tag in prop::sample::select(&TAGS[..]), block in prose()) {
        // It also turns off the short way for the plain case, so that the two ways are compared.
        let plain = check_lossless(&segmenter(tag), &block);
        let slow = check_lossless(&segmenter(tag).with_exceptions(["ωωω."]), &block);
        prop_assert_eq!(plain, slow);
    }
}

#[test]
fn the_reader_teaches() {
    let teach =
        |block: &str, exception: &str| check_lossless(&segmenter("fr").with_exceptions([exception]), block).join(" ‖ ");
    assert_eq!(
        teach("Voir Enc. Diderot. Puis rien.", "Enc."),
        "Voir Enc. Diderot. ‖ Puis rien."
    );
    assert_eq!(
        teach("Vers 50 av.\u{a0}J.-C. César passe. Il vainc.", "av. J.-C."),
        "Vers 50 av.\u{a0}J.-C. César passe. ‖ Il vainc."
    );
    assert_eq!(
        teach("Il aime Hop! Paul aussi. Elle non.", "Hop!"),
        "Il aime Hop! Paul aussi. ‖ Elle non."
    );
    assert_eq!(teach("Il dort. Elle veille.", "ort."), "Il dort. ‖ Elle veille.");
    let japanese = segmenter("ja").with_exceptions(["猫だ。"]);
    assert_eq!(
        check_lossless(&japanese, "猫だ。犬だ。鳥だ。"),
        ["猫だ。犬だ。", "鳥だ。"]
    );
}

#[test]
fn other_languages_are_cut_by_unicode() {
    assert_eq!(
        check_lossless(&segmenter("ja"), " 猫がいる。 犬もいる。\n"),
        ["猫がいる。", "犬もいる。"]
    );
    assert_eq!(
        check_lossless(&segmenter("sv"), "Hon kom. Han gick."),
        ["Hon kom.", "Han gick."]
    );
    assert!(check_lossless(&segmenter("ja"), " \n ").is_empty());
}

#[test]
fn a_long_block_is_cut_as_its_parts() {
    let one = "M. Roche (c'est vrai) dort… « Oui ? » dit-il. Elle rit. ";
    let block = one.repeat(10_000);
    assert_eq!(check_lossless(&segmenter("fr"), &block).len(), 30_000);
    for hostile in [
        "(", ".", "\"", " . ", "– a ! ", "M. ", "« ", "... ", "\n", "1. A ", "[", "a.b", "😀 ",
    ] {
        check_lossless(&segmenter("fr"), &hostile.repeat(100_000));
    }
}

#[test]
fn what_a_fuzzer_broke_once_stays_mended() {
    // Brackets that open after the place in question, seen because an earlier question had read further.
    let brackets = "!!!R[!!)[[[\u{b}!![?!)[\u{8}!@\u{1}.\nzI!K\0!!!R[!!)[[[!\0n#\u{4}]'!\"Y ";
    for tag in TAGS {
        for start in 0..3 {
            check_lossless(&segmenter(tag), &brackets[start..]);
            check_lossless(&segmenter(tag).with_exceptions(["!"]), &brackets[start..]);
        }
    }
}
