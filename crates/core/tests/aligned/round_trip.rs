//! What the library writes it reads again: the same pairs, marks and states, in one article and not in two.

use std::path::Path;

use visavis_core::article::{
    ArticleId, Block, BlockKind, Cell, Draft, Failure, Mark, MarkKind, Origin, Provenance, RenditionId, SegmentId,
};
use visavis_core::export::{ExportFormat, Options, Request, Scope, Verdict, article_to_file};
use visavis_core::import::{self, read_aligned};
use visavis_core::library::Library;
use visavis_core::{ErrorCode, Language};
use visavis_text::segment::Segmenter;

const ALIGNED: [ExportFormat; 5] = [
    ExportFormat::Tmx,
    ExportFormat::Xliff,
    ExportFormat::Jsonl,
    ExportFormat::Csv,
    ExportFormat::Tsv,
];

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library")).unwrap();
    (folder, library)
}

fn draft() -> Draft {
    let mut linked = Block::paragraph("Le bac, La Patiente, part. Il est vide. =cmd|'!A0 \t et \"tout\".");
    linked.marks = vec![
        Mark {
            range: 8..19,
            kind: MarkKind::Emphasis,
        },
        Mark {
            range: 27..30,
            kind: MarkKind::Link {
                url: "https://example.org/?a=1&b=2".to_owned(),
            },
        },
    ];
    let kinded = |kind, level, text: &str| Block {
        kind,
        level,
        ..Block::paragraph(text)
    };
    Draft {
        title: Some("Le bac".to_owned()),
        byline: Some("E. Martel".to_owned()),
        source: Some("L’Estuaire".to_owned()),
        published: Some("12 octobre".to_owned()),
        language: Language::FRENCH,
        blocks: vec![
            kinded(BlockKind::Title, 0, "Le bac"),
            linked,
            kinded(BlockKind::Heading, 2, "Un retard ?"),
            kinded(BlockKind::ListItem, 1, "— Elle retardait, madame."),
            kinded(BlockKind::Quote, 0, "Elle attendait ! Et voilà."),
        ],
    }
}

fn provenance() -> Provenance {
    Provenance {
        engine: "Apertium".to_owned(),
        route: Some("fr → es → en".to_owned()),
        at: "2026-03-12T14:30:00Z".parse().unwrap(),
        ..Provenance::default()
    }
}

/// An article with two translations: an engine's, with every state, and a person's, complete.
fn filled(library: &Library) -> (ArticleId, [RenditionId; 2]) {
    let article = library
        .add(&draft(), &Segmenter::new(&Language::FRENCH))
        .unwrap()
        .article;
    let engine = Origin::Engine {
        id: "apertium".to_owned(),
        name: "Apertium".to_owned(),
        route: Some("fr → es → en".to_owned()),
        rough: true,
    };
    let person = Origin::Human {
        name: "É. M.".to_owned(),
    };
    let ids = [engine, person].map(|origin| {
        library
            .begin_rendition(article, &Language::ENGLISH, &origin)
            .unwrap()
            .rendition
            .id
    });
    let segments = library.article(article).unwrap().segments;
    let done = |text: String, provenance| Cell::Done { text, provenance };
    let cells: Vec<_> = segments
        .iter()
        .enumerate()
        .map(|(index, segment)| {
            let cell = match index {
                2 => Cell::Failed(Failure {
                    code: ErrorCode::PairEmpty,
                    detail: None,
                }),
                3 => Cell::Waiting,
                4 => Cell::Edited {
                    text: "Late?\tYes".to_owned(),
                    original: None,
                },
                _ => done(format!("machine {index} ]]> & <b>"), Some(provenance())),
            };
            (segment.id, cell)
        })
        .collect();
    library.record(ids[0], &cells).unwrap();
    let cells: Vec<_> = segments
        .iter()
        .enumerate()
        .map(|(index, segment)| (segment.id, done(format!("=human \"{index}\""), None)))
        .collect();
    library.record(ids[1], &cells).unwrap();
    library
        .set_note(segments[1].id, "the boat & \"not\" the beer\nsecond line")
        .unwrap();
    // A note beside a sentence that no machine translated, and verdicts on both translations.
    library.set_note(segments[3].id, "ask É. M.").unwrap();
    for (rendition, index, verdict) in [
        (ids[0], 0, Verdict::Doubtful),
        (ids[1], 0, Verdict::Approved),
        (ids[1], 3, Verdict::Approved),
    ] {
        library
            .set_verdict(rendition, segments[index].id, Some(verdict))
            .unwrap();
    }
    (article, ids)
}

/// Everything that is to come back of an article with its renditions, in order.
#[derive(Debug, PartialEq)]
struct Seen {
    language: String,
    blocks: Vec<Block>,
    sentences: Vec<String>,
    notes: Vec<Option<String>>,
    versions: Vec<(String, String, Vec<Cell>)>,
    verdicts: Vec<Vec<Option<Verdict>>>,
}

fn seen(library: &Library, article: ArticleId) -> Seen {
    let whole = library.article(article).unwrap();
    let ids: Vec<_> = whole.segments.iter().map(|segment| segment.id).collect();
    let renditions = library.summary(article).unwrap().renditions;
    Seen {
        language: whole.language.to_string(),
        sentences: whole
            .segments
            .iter()
            .map(|segment| whole.text(segment).to_owned())
            .collect(),
        notes: ids.iter().map(|id| library.note(*id).unwrap()).collect(),
        verdicts: renditions
            .iter()
            .map(|summary| {
                let of = |id: &SegmentId| library.verdict(summary.rendition.id, *id).unwrap();
                ids.iter().map(of).collect()
            })
            .collect(),
        versions: renditions
            .iter()
            .map(|summary| {
                let name = match &summary.rendition.origin {
                    Origin::Engine { name, route, rough, .. } => format!("{name} {route:?} {rough}"),
                    Origin::Human { name } => name.clone(),
                };
                let cells = library.cells(summary.rendition.id, &ids).unwrap();
                (summary.rendition.language.to_string(), name, cells)
            })
            .collect(),
        blocks: whole.blocks,
    }
}

fn export(library: &Library, article: ArticleId, columns: &[RenditionId], path: &Path) {
    article_to_file(library, &Request::whole(article, columns), path, true).unwrap();
}

/// What a format does not hold is taken away from what went in.
fn without_what_is_lost(mut seen: Seen, format: ExportFormat) -> Seen {
    let is_table = matches!(format, ExportFormat::Csv | ExportFormat::Tsv);
    for (_, name, cells) in &mut seen.versions {
        if is_table && name.starts_with("Apertium") {
            // A table does not say whether a machine made it.
            "Apertium, fr → es → en".clone_into(name);
        }
        for cell in cells {
            match cell {
                Cell::Done { provenance, .. } if is_table => *provenance = None,
                Cell::Failed(_) if format == ExportFormat::Tmx => *cell = Cell::Waiting,
                _ => {}
            }
        }
    }
    if is_table {
        seen.blocks.iter_mut().for_each(|block| block.marks.clear());
    }
    seen
}

#[test]
fn an_article_comes_in_again_with_what_its_format_holds() {
    let (folder, library) = library();
    let (article, ids) = filled(&library);
    for format in ALIGNED {
        let path = folder.path().join(format!("article.{}", format.extension()));
        export(&library, article, &ids, &path);
        let (_other, empty) = self::library();
        let added = empty
            .add_bitext(&read_aligned(&path, &import::Options::default()).unwrap())
            .unwrap();
        assert!(!added.already_there);
        assert_eq!(
            seen(&empty, added.article),
            without_what_is_lost(seen(&library, article), format),
            "{format:?}"
        );
        let head = empty.summary(added.article).unwrap();
        if !matches!(format, ExportFormat::Csv | ExportFormat::Tsv) {
            assert_eq!(head.byline.as_deref(), Some("E. Martel"), "{format:?}");
            assert_eq!(head.source.as_deref(), Some("L’Estuaire"), "{format:?}");
            assert_eq!(head.published.as_deref(), Some("12 octobre"), "{format:?}");
        }
        assert_eq!(head.title, "Le bac");
    }
}

#[test]
fn a_file_of_an_article_in_the_library_adds_only_what_is_new() {
    let (folder, library) = library();
    let (article, ids) = filled(&library);
    for format in ALIGNED {
        let path = folder.path().join(format!("article.{}", format.extension()));
        export(&library, article, &ids[1..], &path);
        let bitext = read_aligned(&path, &import::Options::default()).unwrap();
        let again = library.add_bitext(&bitext).unwrap();
        assert_eq!((again.article, again.already_there), (article, true), "{format:?}");
    }
    let path = folder.path().join("article.tsv");
    export(&library, article, &ids[1..], &path);
    let changed = std::fs::read_to_string(&path)
        .unwrap()
        .replacen("=human \"0\"", "The ferry", 1);
    std::fs::write(&path, changed).unwrap();
    let added = library
        .add_bitext(&read_aligned(&path, &import::Options::default()).unwrap())
        .unwrap();
    assert_eq!((added.article, added.already_there), (article, false));
    assert_eq!(library.summary(article).unwrap().renditions.len(), 3);
}

#[test]
fn what_a_file_pairs_is_never_cut_again() {
    let (folder, library) = library();
    let path = folder.path().join("beads.tsv");
    let pairs = "Il vint. Il vit.\tHe came and saw.\nIl vainquit,\tHe conquered,\npuis rentra. Enfin !\tthen went home. At last!\n";
    std::fs::write(&path, pairs).unwrap();
    let options = import::Options {
        language: Some(Language::FRENCH),
        ..import::Options::default()
    };
    let mut bitext = read_aligned(&path, &options).unwrap();
    bitext.versions[0].language = Language::ENGLISH;
    let article = library.add_bitext(&bitext).unwrap().article;
    let before = seen(&library, article);
    assert_eq!(
        before.sentences,
        ["Il vint. Il vit.", "Il vainquit,", "puis rentra. Enfin !"]
    );
    let segmenter = Segmenter::new(&Language::FRENCH).with_exceptions(["vainquit."]);
    library.resegment(article, &segmenter).unwrap();
    assert_eq!(seen(&library, article), before);
    // The reader may still part a sentence, and join it again.
    let first = library.article(article).unwrap().segments[0].id;
    library.split(first, "Il vint.".len(), &segmenter).unwrap();
    assert_eq!(seen(&library, article).sentences[..2], ["Il vint.", "Il vit."]);
    let first = library.article(article).unwrap().segments[0].id;
    library.join_with_next(first, &segmenter).unwrap();
    assert_eq!(seen(&library, article), before);
}

#[test]
fn several_sentences_facing_one_come_back_so_in_every_format() {
    let (folder, library) = library();
    let path = folder.path().join("beads.tsv");
    let pairs = "fr\ten\nIl vint. Il vit.\tHe came and saw.\nIl vainquit,\tHe conquered,\npuis rentra. Enfin !\tthen went home. At last!\n";
    std::fs::write(&path, pairs).unwrap();
    let bitext = read_aligned(&path, &import::Options::default()).unwrap();
    let article = library.add_bitext(&bitext).unwrap().article;
    let rendition = library.summary(article).unwrap().renditions[0].rendition.id;
    let beads = |library: &Library, article| {
        let seen = seen(library, article);
        let texts = seen.versions[0].2.iter().map(|cell| cell.text().map(str::to_owned));
        (seen.sentences, texts.collect::<Vec<_>>())
    };
    for format in ALIGNED {
        let path = folder.path().join(format!("beads-out.{}", format.extension()));
        export(&library, article, &[rendition], &path);
        let (_other, empty) = self::library();
        let again = empty
            .add_bitext(&read_aligned(&path, &import::Options::default()).unwrap())
            .unwrap();
        assert_eq!(beads(&empty, again.article), beads(&library, article), "{format:?}");
    }
}

#[test]
fn the_same_text_cut_otherwise_is_another_article() {
    let (_folder, library) = library();
    let segmenter = Segmenter::new(&Language::FRENCH);
    let mut text = draft();
    text.blocks = vec![Block::paragraph("Il vint. Il vit.")];
    let plain = library.add(&text, &segmenter).unwrap().article;
    let bitext = |cut: Vec<std::ops::Range<usize>>| import::Bitext {
        draft: text.clone(),
        notes: vec![Vec::new(); cut.len()],
        cut: vec![cut],
        versions: Vec::new(),
        left_out: 0,
    };
    let whole = library.add_bitext(&bitext(vec![0..16])).unwrap();
    assert_ne!(whole.article, plain);
    assert_eq!(library.add_bitext(&bitext(vec![0..16])).unwrap().article, whole.article);
    assert_eq!(library.add_bitext(&bitext(vec![0..8, 9..16])).unwrap().article, plain);
    for wrong in [vec![], vec![0..8], vec![0..9, 9..16], vec![0..8, 4..16], vec![0..99]] {
        let error = library.add_bitext(&bitext(wrong)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::LibraryFailed);
    }
}

#[test]
fn a_part_of_an_article_keeps_its_numbers() {
    let (folder, library) = library();
    let (article, ids) = filled(&library);
    let path = folder.path().join("part.tsv");
    let request = Request {
        scope: "2,4-5".parse::<Scope>().unwrap(),
        options: Options::default(),
        ..Request::whole(article, &ids)
    };
    let tally = article_to_file(&library, &request, &path, false).unwrap();
    assert_eq!(tally.sentences, 3);
    let text = std::fs::read_to_string(&path).unwrap();
    let numbers: Vec<&str> = text
        .lines()
        .skip(1)
        .map(|line| line.split('\t').next().unwrap())
        .collect();
    assert_eq!(numbers, ["2", "4", "5"]);
}
