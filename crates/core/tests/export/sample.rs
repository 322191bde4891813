//! Articles to export: an ordinary one, and the hostile ones.

use std::ops::Range;

use jiff::Timestamp;
use visavis_core::article::{BlockKind, MarkKind, Provenance};
use visavis_core::export::{
    Column, Error, Export, ExportFormat, Extras, Head, Options, Refusal, Rendered, Unit, Verdict, Writer,
};
use visavis_core::{ErrorCode, Language};

/// What stands for one rendition of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Version {
    Done(String),
    Edited(String),
    Failed(String),
    Waiting,
}

/// One sentence of an article to export.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) block: usize,
    pub(crate) kind: BlockKind,
    pub(crate) level: u8,
    pub(crate) source: String,
    pub(crate) marks: Vec<(Range<usize>, MarkKind)>,
    pub(crate) notes: Vec<String>,
    pub(crate) versions: Vec<Version>,
    /// The reader's verdict on the first version, and the reasons to look twice at it.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) flags: Vec<String>,
}

/// An article to export.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) head: Head,
    pub(crate) sentences: Vec<Sentence>,
}

pub(crate) fn moment() -> Timestamp {
    "2026-03-12T14:30:00Z".parse().unwrap()
}

pub(crate) fn column(label: &str, language: &str, machine: bool) -> Column {
    Column {
        label: label.to_owned(),
        language: language.parse().unwrap(),
        machine,
        rough: label.starts_with("Apertium"),
    }
}

impl Sample {
    /// An article without sentences.
    pub(crate) fn new(title: &str, columns: Vec<Column>) -> Self {
        Self {
            head: Head {
                title: title.to_owned(),
                byline: None,
                source: None,
                published: None,
                language: Language::FRENCH,
                columns,
                extras: Extras::default(),
                exported: moment(),
            },
            sentences: Vec::new(),
        }
    }

    /// The same article with the columns of one language.
    pub(crate) fn in_one_language(&self, language: &str) -> Self {
        let mut sample = self.clone();
        let keep: Vec<bool> = self
            .head
            .columns
            .iter()
            .map(|column| column.language.to_string() == language)
            .collect();
        let mut kept = keep.iter();
        sample.head.columns.retain(|_| *kept.next().unwrap());
        for sentence in &mut sample.sentences {
            let mut kept = keep.iter();
            sentence.versions.retain(|_| *kept.next().unwrap());
        }
        sample
    }

    /// One paragraph more, of one sentence.
    pub(crate) fn with(mut self, source: &str, versions: Vec<Version>) -> Self {
        let block = self.sentences.last().map_or(0, |last| last.block + 1);
        self.sentences.push(Sentence {
            block,
            kind: BlockKind::Paragraph,
            level: 0,
            source: source.to_owned(),
            marks: Vec::new(),
            notes: Vec::new(),
            versions,
            verdict: None,
            flags: Vec::new(),
        });
        self
    }

    /// The file, or why there is none.
    pub(crate) fn bytes(&self, format: ExportFormat, options: &Options) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut export = Export::new(format, options, &mut bytes);
        self.push_into(&mut export)?;
        drop(export);
        Ok(bytes)
    }

    /// The file as text, for formats that are.
    pub(crate) fn export(&self, format: ExportFormat, options: &Options) -> Result<String, Error> {
        Ok(String::from_utf8(self.bytes(format, options)?).unwrap())
    }

    /// Pushes the whole article into a writer, as the library's driver does.
    pub(crate) fn push_into(&self, export: &mut Export<'_>) -> Result<(), Error> {
        let provenance = Provenance {
            engine: "Apertium & fils".to_owned(),
            route: Some("fr → es → en".to_owned()),
            at: moment(),
            took_ms: 120,
            requests: 1,
            ..Provenance::default()
        };
        export.head(&self.head)?;
        for (index, sentence) in self.sentences.iter().enumerate() {
            let rendered =
                sentence
                    .versions
                    .iter()
                    .zip(&self.head.columns)
                    .enumerate()
                    .map(|(place, (version, column))| Rendered {
                        text: match version {
                            Version::Done(text) | Version::Edited(text) => Some(text),
                            Version::Failed(_) | Version::Waiting => None,
                        },
                        failure: match version {
                            Version::Failed(reason) => Some(Refusal {
                                code: ErrorCode::PairEmpty,
                                reason: reason.clone(),
                            }),
                            _ => None,
                        },
                        verdict: sentence.verdict.filter(|_| place == 0),
                        flags: sentence
                            .flags
                            .iter()
                            .filter(|_| place == 0)
                            .map(|flag| flag.as_str().into())
                            .collect(),
                        edited: matches!(version, Version::Edited(_)),
                        provenance: (column.machine && matches!(version, Version::Done(_))).then_some(&provenance),
                    });
            let unit = Unit {
                number: index + 1,
                block: sentence.block,
                kind: sentence.kind,
                level: sentence.level,
                source: &sentence.source,
                marks: sentence
                    .marks
                    .iter()
                    .map(|(range, kind)| (range.clone(), kind))
                    .collect(),
                notes: sentence.notes.iter().map(|note| note.as_str().into()).collect(),
                rendered: rendered.collect(),
            };
            export.unit(&unit)?;
        }
        export.finish()
    }
}

/// An article such as readers have, with every kind of block and every state.
pub(crate) fn ordinary() -> Sample {
    let done = |text: &str| Version::Done(text.to_owned());
    let columns = vec![
        column("Apertium, fr → es → en", "en", true),
        column("reference translation", "en", false),
        column("LibreTranslate", "de", true),
    ];
    let mut sample = Sample::new("La péniche reprend le large", columns)
        .with(
            "La péniche reprend le large",
            vec![
                done("The barge resumes the broad"),
                done("The barge sets sail again"),
                done("Das Boot legt wieder ab"),
            ],
        )
        .with(
            "La Colibri a quitté le port mardi, à 14 h 30.",
            vec![
                done("The Colibri has left the port Tuesday, to 14 h 30."),
                done("The Colibri left port on Tuesday at 2:30 p.m."),
                Version::Failed("the server did not answer within 30 seconds".to_owned()),
            ],
        )
        .with(
            "« Nous ferons avec ! »",
            vec![
                Version::Failed("the answer was empty".to_owned()),
                done("“We’ll make do!”"),
                Version::Waiting,
            ],
        )
        .with(
            "À suivre",
            vec![
                Version::Waiting,
                Version::Edited("To be continued".to_owned()),
                Version::Waiting,
            ],
        )
        .with(
            "Vannes, le 12 mars",
            vec![Version::Waiting, Version::Waiting, Version::Waiting],
        );
    let head = &mut sample.head;
    head.byline = Some("É. Marchais".to_owned());
    head.source = Some("L’Estuaire".to_owned());
    head.published = Some("2026-03-12".to_owned());
    let sentences = &mut sample.sentences;
    sentences[0].kind = BlockKind::Title;
    let link = MarkKind::Link {
        url: "https://example.org/?a=1&b=\"2\"".to_owned(),
    };
    sentences[1].marks = vec![(3..10, MarkKind::Emphasis), (13..28, link)];
    // The third sentence stands in the block of the second.
    for sentence in &mut sentences[2..] {
        sentence.block -= 1;
    }
    sentences[3].kind = BlockKind::Heading;
    sentences[3].level = 2;
    sentences[4].kind = BlockKind::ListItem;
    sentences[4].level = 1;
    sample
}

/// The ordinary article with everything a reader adds: notes, verdicts, and the reasons to look twice.
pub(crate) fn annotated() -> Sample {
    let mut sample = ordinary();
    sample.head.extras = Extras {
        notes: true,
        flags: true,
        verdicts: true,
    };
    let sentences = &mut sample.sentences;
    sentences[0].verdict = Some(Verdict::Approved);
    sentences[1].verdict = Some(Verdict::Doubtful);
    sentences[1].flags = vec![
        "a number is missing: 14".to_owned(),
        "“large” <may> be wrong".to_owned(),
    ];
    sentences[1].notes = vec!["the boat, not the bird".to_owned()];
    sentences[3].notes = vec!["ask É. M. & co.".to_owned()];
    sample
}

/// A book: ten thousand sentences, a hostile text in every hundredth, chapters, lists and quotations.
pub(crate) fn book() -> Sample {
    let columns = vec![
        column("Apertium, fr → es → en", "en", true),
        column("É. M.", "en", false),
    ];
    let mut sample = Sample::new("Un livre \"hostile\" & long", columns);
    for number in 0..10_000 {
        let hostile = HOSTILE[number / 100 % HOSTILE.len()];
        let source = match number % 100 {
            7 => hostile.to_owned(),
            _ => format!("La phrase numéro {number} du livre dit « rien »\u{a0}: elle est là."),
        };
        let versions = match number % 50 {
            0 => vec![Version::Waiting, Version::Edited(format!("Heading {number}"))],
            1 => vec![Version::Failed("no answer".to_owned()), Version::Waiting],
            7 => vec![Version::Done(hostile.to_owned()), Version::Done(hostile.to_owned())],
            _ => vec![
                Version::Done(format!("The number sentence {number} of the book says “nothing”.")),
                Version::Done(format!("Sentence {number} of the book says nothing: there it is.")),
            ],
        };
        sample = sample.with(&source, versions);
        let sentence = &mut sample.sentences[number];
        (sentence.kind, sentence.level) = match number % 50 {
            0 => (BlockKind::Heading, if number % 500 == 0 { 2 } else { 3 }),
            30..33 => (BlockKind::Quote, 0),
            40..45 => (BlockKind::ListItem, 1 + u8::from(number % 2 == 0)),
            45 => (BlockKind::Code, 0),
            _ => (BlockKind::Paragraph, 0),
        };
        // Four sentences a paragraph.
        sentence.block = number / 50 * 40
            + match number % 50 {
                0 => 0,
                paragraph @ 1..30 => 1 + paragraph / 4,
                single => single - 21,
            };
    }
    sample
}

/// Texts that have broken exporters.
pub(crate) const HOSTILE: &[&str] = &[
    "fin de section ]]> et <![CDATA[ début",
    "<script>alert(\"x\")</script> &amp; &lt;b&gt; &#0; </seg></span>",
    "<!-- commentaire --> <?xml version=\"1.0\"?>",
    "a\u{1}b\u{8}c\u{b}d\u{c}e\u{1f}f\u{7f}g\u{85}h\u{9f}i",
    "\u{1}",
    "a\u{fffe}b\u{ffff}c\u{1fffe}d\u{fdd0}e",
    "=cmd|' /C calc'!A0",
    "+33 1 23 45 67 89",
    "- Bonjour, dit-il.",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'=1+1",
    "''-1",
    "' apostrophe",
    "\"entre guillemets\"",
    "un \"mot\" et, une virgule; un point-virgule",
    "une\ttabulation",
    "\tau début",
    "une\nligne\r\nde plus\rencore",
    "un \\n qui n’est pas une ligne \\",
    "שלום עולם! \u{202e}retourné\u{202c} مرحبا بالعالم",
    "😀 👩‍👩‍👧‍👦 𝕏 𐍈 é e\u{301}",
    "n° 5\u{a0}: «\u{202f}ça\u{202f}»\u{202f}!\u{200b}\u{feff}",
    "\u{2028}ligne\u{2029}paragraphe",
    "  deux espaces  ",
    "\u{fffd}",
];

/// Every hostile text, as an original and as a translation.
pub(crate) fn hostile() -> Sample {
    let columns = vec![
        column("=Moteur \"<&>\"\tà\n\u{1}l’essai", "en", true),
        column("שם", "he", true),
    ];
    let mut sample = Sample::new("=titre \u{1}<&>\"' ]]>", columns);
    sample.head.byline = Some("A\u{1} <b>\"'&".to_owned());
    for (index, text) in HOSTILE.iter().enumerate() {
        let other = HOSTILE[(index + 7) % HOSTILE.len()];
        sample = sample.with(
            text,
            vec![Version::Done((*text).to_owned()), Version::Edited(other.to_owned())],
        );
    }
    sample.with(
        "fin",
        vec![Version::Failed("<raison> \"&\" =1\u{2}".to_owned()), Version::Waiting],
    )
}
