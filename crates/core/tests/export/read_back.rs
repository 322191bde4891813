//! Files read back, each by what its format's documentation says.

use std::collections::BTreeMap;

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use visavis_core::export::{ExportFormat, unescaped, unguarded};

use crate::sample::{Sample, Version};

/// What a file says of one sentence: its number, the original, and the text of each column that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) number: usize,
    pub(crate) source: String,
    pub(crate) texts: Vec<Option<String>>,
}

/// What a file of this format must say of a sample.
pub(crate) fn expected(sample: &Sample, format: ExportFormat) -> Vec<Pair> {
    let shown = |text: &str| match format {
        // A page has one kind of line end, and shows what it may not hold as its number.
        ExportFormat::Html | ExportFormat::Markdown | ExportFormat::Epub => boxed(&one_line_end(text)),
        ExportFormat::Docx => numbered(&one_line_end(text)),
        ExportFormat::Anki => bracketed(&one_line_end(text)),
        ExportFormat::Moses => one_line(text),
        _ => text.to_owned(),
    };
    let pairs = sample.sentences.iter().enumerate().map(|(index, sentence)| Pair {
        number: index + 1,
        source: shown(&sentence.source),
        texts: sentence
            .versions
            .iter()
            .map(|version| match version {
                Version::Done(text) | Version::Edited(text) => Some(shown(text)),
                Version::Failed(_) | Version::Waiting => None,
            })
            .collect(),
    });
    let pairs = pairs.filter(|pair| !format.is_of_pairs() || pair.texts.iter().any(Option::is_some));
    match format {
        // They number nothing.
        ExportFormat::Anki => (1..).zip(pairs).map(|(number, pair)| Pair { number, ..pair }).collect(),
        // A pair of files for each column.
        ExportFormat::Moses => {
            let pairs: Vec<_> = pairs.collect();
            (0..sample.head.columns.len())
                .flat_map(|column| {
                    let lines = pairs.iter().filter(move |pair| pair.texts[column].is_some());
                    (1..).zip(lines).map(move |(number, pair)| Pair {
                        number,
                        source: pair.source.clone(),
                        texts: only(&pair.texts, column),
                    })
                })
                .collect()
        }
        _ => pairs.collect(),
    }
}

fn only(texts: &[Option<String>], column: usize) -> Vec<Option<String>> {
    let kept = texts.iter().enumerate();
    kept.map(|(index, text)| text.clone().filter(|_| index == column))
        .collect()
}

fn one_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What stands on one line of a plain text file: white space is one space, but no-break spaces stay.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    let is_kept = |c: char| matches!(c, '\u{a0}' | '\u{202f}');
    for c in text.trim_matches(is_space).chars() {
        if is_kept(c) || !is_space(c) {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

/// What XML forbids, as its number.
fn numbered(text: &str) -> String {
    let is_forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let shown = text.chars().map(|c| {
        if is_forbidden(c) {
            format!("U+{:04X}", u32::from(c))
        } else {
            c.to_string()
        }
    });
    shown.collect()
}

fn bracketed(text: &str) -> String {
    let shown = text.chars().map(|c| {
        if c.is_control() && c != '\t' && c != '\n' {
            format!("[U+{:04X}]", u32::from(c))
        } else {
            c.to_string()
        }
    });
    shown.collect()
}

fn boxed(text: &str) -> String {
    let is_boxed = |c: char| {
        (c.is_control() && c != '\t' && c != '\n')
            || matches!(c, '\u{fdd0}'..='\u{fdef}')
            || u32::from(c) & 0xfffe == 0xfffe
    };
    text.chars()
        .map(|c| {
            if is_boxed(c) {
                format!("U+{:04X}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// What a file says.
pub(crate) fn pairs(sample: &Sample, format: ExportFormat, file: &[u8]) -> Vec<Pair> {
    let labels: Vec<&str> = sample.head.columns.iter().map(|column| column.label.as_str()).collect();
    match format {
        // Pages are read by other people's tools: see `tools`.
        ExportFormat::Pdf => return expected(sample, format),
        ExportFormat::Moses => return crate::read_data::moses(file, labels.len()),
        ExportFormat::Docx => return crate::read_office::docx(file),
        ExportFormat::Xlsx => return crate::read_office::xlsx(file),
        ExportFormat::Epub => return crate::read_office::epub(file, labels.len()),
        _ => {}
    }
    let file = std::str::from_utf8(file).unwrap();
    match format {
        ExportFormat::Xliff => crate::read_xliff::pairs(file, &labels),
        ExportFormat::Jsonl => crate::read_data::jsonl(file),
        ExportFormat::Anki => crate::read_data::anki(file, labels.len()),
        ExportFormat::Markdown => crate::read_markdown::table(file),
        ExportFormat::Moses | ExportFormat::Docx | ExportFormat::Xlsx | ExportFormat::Epub | ExportFormat::Pdf => {
            unreachable!()
        }
        ExportFormat::Tmx => tmx(file, &labels),
        ExportFormat::Html => html(file, labels.len()),
        ExportFormat::Csv => {
            let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
            rows(
                reader
                    .records()
                    .map(|row| row.unwrap().iter().map(|cell| unguarded(cell).to_owned()).collect()),
            )
        }
        ExportFormat::Tsv => {
            let lines = file.split_terminator('\n').skip(1);
            rows(lines.map(|line| line.split('\t').map(|cell| unescaped(cell).into_owned()).collect()))
        }
    }
}

pub(crate) fn rows(rows: impl Iterator<Item = Vec<String>>) -> Vec<Pair> {
    let pairs = rows.map(|cells| {
        let versions = cells[4..].chunks_exact(2);
        Pair {
            number: cells[0].parse().unwrap(),
            source: cells[3].clone(),
            texts: versions
                .map(|version| matches!(version[1].as_str(), "done" | "edited").then(|| version[0].clone()))
                .collect(),
        }
    });
    pairs.collect()
}

/// A `tuv` as read: its language, its properties, its text.
#[derive(Debug, Default)]
struct Variant {
    properties: BTreeMap<String, String>,
    text: String,
}

/// Reads TMX strictly: well-formed, and each element where the DTD has it.
fn tmx(file: &str, labels: &[&str]) -> Vec<Pair> {
    // What each element may hold, from the DTD (of inline elements, ours are `hi` only).
    let may_hold = |parent: &str, child: &str| {
        let children: &[&str] = match parent {
            "" => &["tmx"],
            "tmx" => &["header", "body"],
            "header" => &["prop", "note"],
            "body" => &["tu"],
            "tu" => &["prop", "note", "tuv"],
            "tuv" => &["prop", "note", "seg"],
            "seg" | "hi" => &["hi"],
            _ => &[],
        };
        children.contains(&child)
    };
    let mut reader = Reader::from_str(file);
    let mut path: Vec<String> = Vec::new();
    let mut pairs: BTreeMap<usize, Pair> = BTreeMap::new();
    let (mut number, mut property) = (0, String::new());
    let mut variants: Vec<Variant> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                let name = name.as_str();
                assert!(
                    may_hold(path.last().map_or("", String::as_str), name),
                    "<{name}> in {path:?}"
                );
                let attribute = |name: &str| {
                    let attribute = element.try_get_attribute(name).unwrap();
                    attribute.map(|value| value.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
                };
                match name {
                    "tu" => {
                        let id = attribute("tuid").unwrap();
                        number = id.split('-').next().unwrap().parse().unwrap();
                        variants.clear();
                    }
                    "tuv" => {
                        attribute("xml:lang").unwrap();
                        variants.push(Variant::default());
                    }
                    "prop" => property = attribute("type").unwrap(),
                    _ => {}
                }
                path.push(name.to_owned());
                if name != "hi" {
                    text.clear();
                }
            }
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref().unwrap() {
                Some(c) => text.push(c),
                None => text.push(match &*entity.xml10_content() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    other => panic!("&{other};"),
                }),
            },
            Event::End(_) => {
                let name = path.pop().unwrap();
                match (name.as_str(), path.last().map(String::as_str)) {
                    ("prop", Some("tuv")) => {
                        let variant = variants.last_mut().unwrap();
                        variant.properties.insert(property.clone(), text.clone());
                    }
                    ("seg", _) => variants.last_mut().unwrap().text.clone_from(&text),
                    ("tu", _) => add(&mut pairs, number, &variants, labels),
                    _ => {}
                }
                if name != "hi" {
                    text.clear();
                }
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(path.is_empty());
    pairs.into_values().collect()
}

fn add(pairs: &mut BTreeMap<usize, Pair>, number: usize, variants: &[Variant], labels: &[&str]) {
    let (source, rendered) = variants.split_first().unwrap();
    assert!(!rendered.is_empty(), "unit {number} has no translation");
    let pair = pairs.entry(number).or_insert_with(|| Pair {
        number,
        source: restored(source),
        texts: vec![None; labels.len()],
    });
    assert_eq!(pair.source, restored(source));
    for variant in rendered {
        let label = &variant.properties["x-rendition"];
        // Characters XML forbids are left out of a label for good.
        let column = labels
            .iter()
            .position(|known| known.replace('\u{1}', "") == *label)
            .unwrap();
        assert_eq!(pair.texts[column], None);
        pair.texts[column] = Some(restored(variant));
    }
}

/// The text with what had to be left out of its `seg`.
fn restored(variant: &Variant) -> String {
    let mut text: Vec<char> = variant.text.chars().collect();
    for left_out in variant
        .properties
        .get("x-left-out")
        .iter()
        .flat_map(|list| list.split(' '))
    {
        let (code, at) = left_out.strip_prefix("U+").unwrap().split_once('@').unwrap();
        let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        text.insert(at.parse().unwrap(), c);
    }
    text.into_iter().collect()
}

/// Reads the sentences of a page: the `span`s of class `s`, row by row, the original's first.
fn html(file: &str, columns: usize) -> Vec<Pair> {
    let mut reader = Reader::from_str(file);
    // HTML's `meta` and `hr` have no end.
    reader.config_mut().check_end_names = false;
    let mut pairs: Vec<Pair> = Vec::new();
    // Cells of the row that is open: for each, its sentences and whether they are there.
    let mut cells: Vec<Vec<(bool, String)>> = Vec::new();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                let attribute = |name: &str| {
                    element.html_attributes().find_map(|attribute| {
                        let attribute = attribute.unwrap();
                        (attribute.key.as_ref() == name).then(|| attribute.value.into_owned())
                    })
                };
                let class = attribute("class").unwrap_or_default();
                let classes: Vec<&str> = class.split(' ').collect();
                if depth > 0 {
                    depth += 1;
                } else if name == "div" {
                    flush(&mut cells, &mut pairs, columns);
                } else if name == "span" && classes[0] == "s" {
                    depth = 1;
                    let is_there = !classes.contains(&"missing");
                    cells.last_mut().unwrap().push((is_there, String::new()));
                } else if matches!(
                    name.as_str(),
                    "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre"
                ) {
                    cells.push(Vec::new());
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(piece) if depth > 0 => push(&mut cells, &piece.html_content()),
            Event::GeneralRef(entity) if depth > 0 => push(
                &mut cells,
                match &*entity.html_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("&{other};"),
                },
            ),
            Event::Eof => break,
            _ => {}
        }
    }
    flush(&mut cells, &mut pairs, columns);
    pairs
}

fn push(cells: &mut [Vec<(bool, String)>], piece: &str) {
    cells.last_mut().unwrap().last_mut().unwrap().1.push_str(piece);
}

fn flush(cells: &mut Vec<Vec<(bool, String)>>, pairs: &mut Vec<Pair>, columns: usize) {
    cells.retain(|cell| !cell.is_empty());
    if let Some((source, versions)) = cells.split_first() {
        assert_eq!(versions.len(), columns);
        for (index, (_, source)) in source.iter().enumerate() {
            let texts = versions.iter().map(|cell| {
                let (is_there, text) = &cell[index];
                is_there.then(|| text.clone())
            });
            pairs.push(Pair {
                number: pairs.len() + 1,
                source: source.clone(),
                texts: texts.collect(),
            });
        }
    }
    cells.clear();
}
