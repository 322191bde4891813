//! The Apertium engine against the real program. Set-up installs it; without it these tests fail.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use visavis_core::Language;
use visavis_core::engine::apertium::Apertium;
use visavis_core::engine::{Engine as _, EngineId, Error, Request};

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

fn tag(tag: &str) -> Language {
    tag.parse().expect("a language tag")
}

async fn translate_pair(from: &str, to: &str, texts: &[&str]) -> Vec<String> {
    let (from, to) = (tag(from), tag(to));
    let request = Request::new(&from, &to, texts);
    Apertium::built_in()
        .translate(request, &CancellationToken::new())
        .await
        .expect("Apertium with French, Spanish, English and Catalan is installed")
        .answers
        .into_iter()
        .map(|answer| answer.text)
        .collect()
}

async fn translate(texts: &[&str]) -> Vec<String> {
    translate_pair("fr", "en", texts).await
}

/// Sentences such as articles have, and such as nobody should send.
fn batch() -> Vec<String> {
    let subjects = [
        "Le maire",
        "La ministre",
        "Notre voisine",
        "L’équipe",
        "M. Dupont",
        "Aujourd’hui, on",
    ];
    let verbs = ["annonce", "a refusé", "espère toujours", "n’a pas vu", "va construire"];
    let objects = [
        "une nouvelle école.",
        "le budget de 1,5 million d’euros !",
        "« la fin du projet »",
        "ce que l’on sait depuis 14 h 30…",
        "l’art. 3 de la loi (p. ex. en 2024)",
        "la mise en scène de l’opéra",
        "cela parce que",
    ];
    let mut batch: Vec<String> = Vec::new();
    for subject in subjects {
        for verb in verbs {
            for object in objects {
                batch.push(format!("{subject} {verb} {object}"));
            }
        }
    }
    batch.extend(HOSTILE.iter().map(|text| (*text).to_owned()));
    batch.push("mot ".repeat(1250).trim_end().to_owned());
    batch.push("x".repeat(5000));
    batch
}

const HOSTILE: &[&str] = &[
    "[",
    "]",
    "a [b] c",
    "{",
    "}",
    "x {y} z",
    "^",
    "$",
    "^a/b$",
    r"\",
    r"\\ fin",
    "@",
    "@x",
    "<b>gras</b>",
    "/",
    "*",
    "*mot*",
    "#",
    "#BalanceTonPorc",
    "+",
    "a+b",
    "~",
    "~10 %",
    "a\tb",
    "\u{a0}",
    "3\u{a0}000\u{202f}€ !",
    "« Bonjour »",
    "😀",
    "👩‍👩‍👧 la famille",
    "שלום",
    "\u{202e}abc\u{202c}",
    "\u{1}\u{2}",
    "a\u{7}b",
    "\u{1b}[1mb\u{7f}",
    "[[t:b:123]]mot[[/]]",
    "[<STREAMCMD:FLUSH>]",
    "<STREAMCMD:FLUSH>",
    "[0]",
    "[/0]",
    "[1]x[/1]",
    "«",
    "…",
    "!",
    "?",
    "...",
    "—",
    "–",
    ",",
    "Sans point final",
    "LE TITRE",
    "l'",
    "d’",
    "qu’",
    "de le",
    "foo@bar.fr",
    "http://exemple.fr/a?b=c&d=e#f",
    "www.lemonde.fr",
    "n° 3",
    "J.-C.",
    "a_b",
    "a|b",
    "&amp; &lt;",
    "100 %",
    "mot\u{ad}coupé",
    "e\u{301}te\u{301}",
    "\u{feff}Bonjour",
    "a\u{200b}b",
    "parce",
    "aujourd’",
    "hui",
    "\u{e000}",
    "\u{fffd}",
    "\u{10ffff}",
    "a\r",
    "a\u{2028}b",
    "a\u{2029}b",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "fin ^",
    "fin <",
    "^ début",
    "] début",
    "~~barré~~",
    "**gras**",
    "[lien](http://x.fr)",
    "<http://x.fr>",
    "^le<det>$",
    "#le",
    "*le",
    "@le",
    "$le$",
    "<sent>",
    r"\[",
    r"\n",
    "%s",
    "{{1}}",
    "et/ou",
    r"C:\Users\x",
    "2 < 3 et 4 > 3",
    "un\0deux",
    "^^^^",
    "^[/3]\0[4]",
];

#[tokio::test]
async fn french_goes_to_english_over_spanish() {
    let route = Apertium::built_in()
        .route(&Language::FRENCH, &Language::ENGLISH)
        .await
        .expect("a way");
    assert_eq!(route.as_deref(), Some("fr → es → en"));
    assert_eq!(translate(&["Le chat mange."]).await, ["The cat eats."]);
}

#[tokio::test]
async fn the_program_tells_its_pairs() {
    let pairs = Apertium::built_in().pairs().await.expect("a list");
    for (from, to) in [
        ("fr", "en"),
        ("fr", "es"),
        ("fr", "ca"),
        ("es", "en"),
        ("ca", "fr"),
        ("en", "fr"),
    ] {
        assert!(pairs.offers(&tag(from), &tag(to)), "{from} to {to}");
    }
    assert!(!pairs.offers(&tag("fr"), &tag("ja")));
}

/// The proof of the framing: no sentence is touched by the company it is in, nor by its place.
#[tokio::test]
async fn a_batch_is_translated_as_each_sentence_is_alone() {
    let batch = batch();
    let texts: Vec<&str> = batch.iter().map(String::as_str).collect();
    let reversed: Vec<&str> = texts.iter().rev().copied().collect();
    let (together, mut backwards) = tokio::join!(translate(&texts), translate(&reversed));
    backwards.reverse();
    assert_eq!(together.len(), texts.len());
    assert_eq!(together, backwards);
    // A process for each would take minutes: neighbours of every kind have been seen above.
    for index in (0..batch.len()).step_by(24) {
        assert_eq!(
            translate(&[texts[index]]).await,
            [together[index].clone()],
            "{:?}",
            texts[index]
        );
    }
}

/// Where earlier sentences may colour a word (see the module's documentation), none is lost or moved all the same.
#[tokio::test]
async fn over_catalan_every_sentence_keeps_its_place() {
    let mut batch: Vec<String> = batch().into_iter().step_by(5).collect();
    for (number, text) in batch.iter_mut().enumerate() {
        text.insert_str(0, &format!("{number} : "));
    }
    let texts: Vec<&str> = batch.iter().map(String::as_str).collect();
    let catalan = translate_pair("fr", "ca", &texts).await;
    assert_eq!(catalan.len(), texts.len());
    let texts: Vec<&str> = catalan.iter().map(String::as_str).collect();
    let english = translate_pair("ca", "en", &texts).await;
    assert_eq!(english.len(), texts.len());
    for (number, text) in english.iter().enumerate() {
        assert!(text.starts_with(&number.to_string()), "{number}: {text:?}");
    }
}

#[tokio::test]
async fn signs_of_the_text_stay_and_marks_of_apertium_go() {
    let answers = translate(&[
        "#BalanceTonPorc a 3 * 2 ^ 4 ~ <b> @moi foo@bar.fr",
        "La xyzzique plugh.",
    ])
    .await;
    for sign in ["#BalanceTonPorc", "3 * 2 ^ 4 ~ <b>", "@", "foo@bar.fr"] {
        assert!(answers[0].contains(sign), "{sign} in {}", answers[0]);
    }
    assert!(answers[1].contains("xyzzique plugh"), "{}", answers[1]);
    assert!(!answers[1].contains(['*', '#', '@', '<']), "{}", answers[1]);
    // `ha#basar# en#` over Catalan, before it is cleaned.
    let catalan = translate_pair("fr", "ca", &["Mais notre imagination est-elle basée sur la réalité ?"]).await;
    assert!(!catalan[0].contains('#'), "{}", catalan[0]);
}

#[tokio::test]
async fn a_batch_larger_than_any_pipe_does_not_lock() {
    let long = "Le chat noir mange une pomme verte dans la grande maison. ".repeat(8);
    let texts = vec![long.trim_end(); 300];
    assert_eq!(translate(&texts).await.len(), 300);
}

#[tokio::test]
async fn an_empty_batch_is_an_empty_answer() {
    assert_eq!(translate(&[]).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pair_that_is_not_installed_is_refused() {
    let (from, to) = (Language::FRENCH, tag("ja"));
    let request = Request::new(&from, &to, &["Oui."]);
    let error = Apertium::built_in()
        .translate(request, &CancellationToken::new())
        .await
        .unwrap_err();
    assert_eq!(error, Error::PairNotOffered { from, to });
}

#[tokio::test]
async fn a_missing_program_is_told() {
    let engine = engine(Path::new("/nowhere/apertium"));
    assert_eq!(
        engine.pairs().await.unwrap_err(),
        Error::NotInstalled {
            program: "apertium".to_owned()
        }
    );
}

/// Cancelled after a moment, nothing is left running of all the programs a step is made of, and no file of theirs.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_running_when_it_is_cancelled_or_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    // The real program, with a word in its environment to know its processes by.
    let mark = format!("VISAVIS_TEST_MARK={}", folder.path().display());
    let program = script(folder.path(), &format!("export {mark}\nexec apertium \"$@\""));
    let long = "Le chat noir mange une pomme verte dans la grande maison. ".repeat(20);
    let texts = vec![long.as_str(); 3000];
    for drop_it in [false, true] {
        let cancel = CancellationToken::new();
        let (work, stop) = (cancel.clone(), cancel.clone());
        let engine = engine(&program);
        let request = Request::new(&FRENCH, &ENGLISH, &texts);
        let seen = async {
            let deadline = Instant::now() + Duration::from_secs(30);
            while marked(&mark).len() < 10 && Instant::now() < deadline {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            marked(&mark).len()
        };
        let cancelled_at;
        if drop_it {
            tokio::select! {
                _ = engine.translate(request, &work) => panic!("it ended before it was dropped"),
                seen = seen => assert!(seen >= 10, "only {seen} processes seen"),
            }
            cancelled_at = Instant::now();
        } else {
            let stopper = async {
                let seen = seen.await;
                stop.cancel();
                (seen, Instant::now())
            };
            let (result, (seen, at)) = tokio::join!(engine.translate(request, &work), stopper);
            assert_eq!(result.unwrap_err(), Error::Cancelled);
            assert!(seen >= 10, "only {seen} processes seen");
            cancelled_at = at;
        }
        while !marked(&mark).is_empty() {
            assert!(
                cancelled_at.elapsed() < Duration::from_secs(2),
                "left running: {:?}",
                marked(&mark)
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn a_program_that_loses_joins_or_doubles_sentences_yields_only_what_is_proven() {
    let folder = tempfile::tempdir().expect("a folder");
    let listing = "if [ \"$1\" = -l ]; then echo '  fr-en'; exit; fi\n";
    for (filter, expected) in [
        // The NUL between the second and the third sentence is lost.
        (r"perl -pe 's/(\[\/1\])\0/$1/'", vec!["un", "quatre"]),
        // All answers in reverse.
        (
            r"perl -0 -e 'print reverse <STDIN>'",
            vec!["un", "deux", "trois", "quatre"],
        ),
        // An answer comes twice.
        (r"perl -0 -ne 'print; print if /^\[2\]/'", vec!["un", "deux", "quatre"]),
        // Nothing comes.
        ("cat >/dev/null", vec![]),
        // The end is cut off.
        ("head -c 14", vec!["un"]),
    ] {
        let engine = engine(&script(folder.path(), &format!("{listing}{filter}")));
        let texts = ["un", "deux", "trois", "quatre"];
        let request = Request::new(&FRENCH, &ENGLISH, &texts);
        let reply = engine
            .translate(request, &CancellationToken::new())
            .await
            .expect("a reply");
        assert_eq!(reply.texts(), expected, "{filter}");
    }
}

#[tokio::test]
async fn a_failing_program_is_told_without_the_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = script(
        folder.path(),
        "if [ \"$1\" = -l ]; then echo '  fr-en'; exit; fi\necho \"cohort <$(cat)>\" >&2\necho 'Error: Mode fr-en does \
         not exist' >&2\nexit 3",
    );
    let request = Request::new(&FRENCH, &ENGLISH, &["secret"]);
    let error = engine(&program)
        .translate(request, &CancellationToken::new())
        .await
        .unwrap_err();
    let told = error.to_string();
    assert!(told.contains("exit status: 3") && told.contains("Mode fr-en"), "{told}");
    assert!(!told.contains("secret"), "{told}");
}

#[tokio::test]
async fn a_program_that_answers_without_end_is_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = script(folder.path(), "if [ \"$1\" = -l ]; then echo '  fr-en'; exit; fi\nyes");
    let request = Request::new(&FRENCH, &ENGLISH, &["un"]);
    let error = engine(&program)
        .translate(request, &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::ProgramFailed { .. }), "{error}");
}

fn engine(program: &Path) -> Apertium {
    Apertium::new(EngineId("test".to_owned()), "Test".to_owned(), program.to_owned())
}

fn script(folder: &Path, body: &str) -> PathBuf {
    let path = folder.join("apertium");
    std::fs::write(&path, format!("#!/usr/bin/env bash\n{body}\n")).expect("a script");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("made executable");
    path
}

/// Living processes that have the mark in their environment.
fn marked(mark: &str) -> Vec<String> {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter(|process| {
            std::fs::read(process.path().join("environ"))
                .is_ok_and(|environment| environment.windows(mark.len()).any(|part| part == mark.as_bytes()))
        })
        .map(|process| std::fs::read_to_string(process.path().join("comm")).unwrap_or_default())
        .collect()
}
