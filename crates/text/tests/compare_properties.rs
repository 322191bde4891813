//! What holds of every comparison: scores keep to their range, differences cover both texts and can be applied.

use icu_segmenter::GraphemeClusterSegmenter;
use proptest::prelude::*;
use visavis_text::compare::{DiffOptions, Hunk, HunkKind, Metric, ScoreError, diff, in_right_order};

const STRICT: DiffOptions = DiffOptions {
    ignore_case: false,
    ignore_punctuation: false,
    ignore_typography: false,
};

/// Text in which words recur, so that there is something to match and to move.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        " ",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\n",
        ".",
        "...",
        "…",
        ",",
        "!",
        "«",
        "»",
        "'",
        "’",
        "-",
        "—",
        "l'",
        "d’",
        "qu'",
        "le",
        "la",
        "mer",
        "maison",
        "village",
        "bateau",
        "Été",
        "été",
        "ete\u{301}",
        "\u{301}",
        "👩‍👩‍👧",
        "\u{200d}",
        "œuvre",
        "oeuvre",
        "10",
        "000",
        "&amp;",
        "日本",
        "\u{600}",
        "\u{ad}",
        "ﬁn",
    ]);
    prop_oneof![
        4 => prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// One text and another made from it by moving, taking out or doubling a part.
fn edited() -> impl Strategy<Value = (String, String)> {
    (
        prose(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..3_u8,
    )
        .prop_map(|(text, one, other, edit)| {
            let words: Vec<_> = text.split_inclusive(' ').collect();
            let (one, other) = (one.index(words.len() + 1), other.index(words.len() + 1));
            let (from, to) = (one.min(other), one.max(other));
            let (before, middle, after) = (&words[..from], &words[from..to], &words[to..]);
            let edited = match edit {
                0 => [before, after, middle].concat(),
                1 => [before, after].concat(),
                _ => [before, middle, middle, after].concat(),
            };
            (text.clone(), edited.concat())
        })
}

fn options() -> impl Strategy<Value = DiffOptions> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(ignore_case, ignore_punctuation, ignore_typography)| {
        DiffOptions {
            ignore_case,
            ignore_punctuation,
            ignore_typography,
        }
    })
}

fn check_cover<'a>(text: &str, ranges: impl Iterator<Item = &'a std::ops::Range<usize>>) {
    let graphemes: Vec<_> = GraphemeClusterSegmenter::new().segment_str(text).collect();
    let mut end = 0;
    for range in ranges {
        assert_eq!(range.start, end, "a gap or an overlap");
        assert!(
            text.is_empty() || graphemes.binary_search(&range.end).is_ok(),
            "a cut inside a grapheme at {}",
            range.end
        );
        end = range.end;
    }
    assert_eq!(end, text.len());
}

fn check_diff(left: &str, right: &str, options: DiffOptions) {
    let hunks = diff(left, right, options);
    check_cover(left, hunks.iter().map(|hunk| &hunk.left));
    let from_left = in_right_order(&hunks);
    check_cover(right, from_left.iter().map(|hunk| &hunk.right));
    for Hunk { kind, left, right } in &hunks {
        let sides = (left.is_empty(), right.is_empty());
        match kind {
            HunkKind::OnlyLeft => assert_eq!(sides, (false, true)),
            HunkKind::OnlyRight => assert_eq!(sides, (true, false)),
            HunkKind::Changed => assert_eq!(sides, (false, false)),
            HunkKind::Equal | HunkKind::Moved => assert_ne!(sides, (true, true)),
        }
    }
    if options == STRICT {
        let applied: String = from_left
            .iter()
            .map(|hunk| match hunk.kind {
                HunkKind::Equal | HunkKind::Moved => &left[hunk.left.clone()],
                HunkKind::Changed | HunkKind::OnlyRight => &right[hunk.right.clone()],
                HunkKind::OnlyLeft => "",
            })
            .collect();
        assert_eq!(applied, right);
    }
    assert_eq!(diff(left, right, options), hunks, "another result for the same texts");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_diff_covers_both_texts_and_can_be_applied(left in prose(), right in prose(), options in options()) {
        check_diff(&left, &right, options);
        check_diff(&left, &right, STRICT);
    }

    #[test]
    fn a_diff_of_an_edited_text_can_be_applied((left, right) in edited(), options in options()) {
        check_diff(&left, &right, options);
        check_diff(&left, &right, STRICT);
    }

    #[test]
    fn a_text_does_not_differ_from_itself(text in prose(), options in options()) {
        let hunks = diff(&text, &text, options);
        prop_assert!(hunks.iter().all(|hunk| hunk.kind == HunkKind::Equal && hunk.left == hunk.right));
        prop_assert!(hunks.len() <= 1);
    }

    #[test]
    fn scores_keep_to_their_range(hypothesis in prose(), reference in prose()) {
        for metric in [Metric::Chrf, Metric::Bleu] {
            for score in [metric.sentence(&hypothesis, &reference), metric.corpus(&[&hypothesis], &[&reference]).unwrap()] {
                prop_assert!((0.0..=100.0).contains(&score), "{} is {score}", metric.name());
            }
        }
        let score = Metric::Ter.sentence(&hypothesis, &reference);
        prop_assert!(score >= 0.0 && score.is_finite());
    }

    #[test]
    fn a_text_against_itself_is_perfect(text in prose()) {
        let has_words = text.split_whitespace().next().is_some();
        prop_assert!(Metric::Ter.sentence(&text, &text).abs() < f64::EPSILON);
        if has_words && !text.contains(|character| matches!(character, '\u{1c}'..='\u{1f}')) {
            prop_assert!((Metric::Chrf.sentence(&text, &text) - 100.0).abs() < 1e-9);
            prop_assert!((Metric::Bleu.sentence(&text, &text) - 100.0).abs() < 1e-9);
        }
    }

    /// An article of one sentence scores as the sentence does, where the two are defined alike.
    #[test]
    fn one_sentence_is_a_corpus(hypothesis in prose(), reference in prose()) {
        for metric in [Metric::Chrf, Metric::Ter] {
            prop_assert_eq!(metric.corpus(&[&hypothesis], &[&reference]), Ok(metric.sentence(&hypothesis, &reference)));
        }
    }
}

#[test]
fn sentences_without_a_partner_are_refused() {
    let refused = Metric::Chrf.corpus(&["one", "two"], &["one"]);
    let expected = ScoreError::CountsDiffer {
        hypotheses: 2,
        references: 1,
    };
    assert_eq!(refused, Err(expected));
    assert_eq!(Metric::Ter.corpus::<&str, &str>(&[], &[]), Err(ScoreError::NoSentence));
}

#[test]
fn signatures_tell_the_settings_and_the_program() {
    let version = env!("CARGO_PKG_VERSION");
    let chrf = format!("nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:visavis-{version}");
    let ter = format!("nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:visavis-{version}");
    assert_eq!(Metric::Chrf.corpus_signature(), chrf);
    assert_eq!(Metric::Ter.sentence_signature(), ter);
    assert!(
        Metric::Bleu
            .corpus_signature()
            .starts_with("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|")
    );
    assert!(
        Metric::Bleu
            .sentence_signature()
            .starts_with("nrefs:1|case:mixed|eff:yes|tok:13a|")
    );
}

/// Long texts take time in proportion to their length, near enough: this one is there to end at all.
#[test]
fn long_texts_are_compared() {
    let words = |step: usize| -> String {
        (0..5000).fold(String::new(), |text, index| text + &format!("w{} ", index * step % 997))
    };
    check_diff(&words(1), &words(7), STRICT);
    let (repeated, other) = ("a ".repeat(5000), "a b ".repeat(2500));
    check_diff(&repeated, &other, STRICT);
    for metric in Metric::ALL {
        assert!(metric.sentence(&words(1), &words(7)).is_finite());
        assert!(metric.sentence(&repeated, &other).is_finite());
        assert!(metric.sentence("a", &repeated).is_finite());
        assert!(metric.sentence(&repeated, "a").is_finite());
    }
}
