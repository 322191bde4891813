//! Documents, workbooks and books, read back from their archives.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::read_back::{Pair, rows};

/// The parts of an archive, by name.
pub(crate) fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// What happens in a document, with references resolved.
enum Step {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

fn steps(text: &str) -> Vec<Step> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let attributes = |element: &BytesStart<'_>| {
        let attributes = element.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap()
                .into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        attributes.collect::<Vec<_>>()
    };
    let mut steps = Vec::new();
    loop {
        steps.push(match reader.read_event().unwrap() {
            Event::Start(element) => Step::Open(element.name().as_ref().to_owned(), attributes(&element)),
            Event::End(element) => Step::Close(element.name().as_ref().to_owned()),
            Event::Text(piece) => Step::Text(piece.xml10_content().into_owned()),
            Event::GeneralRef(entity) => Step::Text(match entity.resolve_char_ref().unwrap() {
                Some(c) => c.to_string(),
                None => match &*entity.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                }
                .to_owned(),
            }),
            Event::Eof => return steps,
            Event::Decl(_) | Event::DocType(_) => continue,
            other => panic!("{other:?}"),
        });
    }
}

fn get<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// Reads the rows of the document's tables: number, original, versions.
pub(crate) fn docx(file: &[u8]) -> Vec<Pair> {
    let parts = parts(file);
    for part in [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/styles.xml",
        "word/numbering.xml",
        "docProps/core.xml",
    ] {
        steps(&parts[part]);
    }
    let mut rows: Vec<Vec<(bool, String)>> = Vec::new();
    let (mut in_cell, mut in_text, mut heads) = (false, false, 0);
    for step in steps(&parts["word/document.xml"]) {
        match step {
            Step::Open(name, attributes) => match name.as_str() {
                "w:tr" => rows.push(Vec::new()),
                "w:tblHeader" => heads += 1,
                "w:tc" => {
                    in_cell = true;
                    rows.last_mut().unwrap().push((true, String::new()));
                }
                "w:t" => in_text = true,
                "w:br" | "w:tab" if in_cell => {
                    let cell = rows.last_mut().unwrap().last_mut().unwrap();
                    cell.1.push(if name == "w:br" { '\n' } else { '\t' });
                }
                "w:rStyle" if get(&attributes, "w:val") == Some("Missing") => {
                    rows.last_mut().unwrap().last_mut().unwrap().0 = false;
                }
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "w:tc" => in_cell = false,
                "w:t" => in_text = false,
                _ => {}
            },
            Step::Text(text) if in_text && in_cell => rows.last_mut().unwrap().last_mut().unwrap().1.push_str(&text),
            Step::Text(_) => {}
        }
    }
    // Every table begins with the same head, and nothing else looks like one.
    let head = rows[0].clone();
    let before = rows.len();
    rows.retain(|row| *row != head);
    assert_eq!(before - rows.len(), heads);
    let pairs = rows.into_iter().map(|row| Pair {
        number: row[0].1.parse().unwrap(),
        source: row[1].1.clone(),
        texts: row[2..]
            .iter()
            .map(|(is_there, text)| is_there.then(|| text.clone()))
            .collect(),
    });
    pairs.collect()
}

/// Reads the rows of the workbook's sheet.
pub(crate) fn xlsx(file: &[u8]) -> Vec<Pair> {
    let parts = parts(file);
    // Which text a cell has is told by its number; texts that are shared stand in a part of their own.
    let mut shared: Vec<String> = Vec::new();
    for step in parts
        .get("xl/sharedStrings.xml")
        .map(|text| steps(text))
        .unwrap_or_default()
    {
        match step {
            Step::Open(name, _) if name == "si" => shared.push(String::new()),
            Step::Text(text) => {
                if let Some(last) = shared.last_mut() {
                    last.push_str(&text);
                }
            }
            _ => {}
        }
    }
    let mut cells: Vec<BTreeMap<usize, String>> = Vec::new();
    let (mut place, mut is_shared, mut value) = (0, false, String::new());
    for step in steps(&parts["xl/worksheets/sheet1.xml"]) {
        match step {
            Step::Open(name, attributes) => match name.as_str() {
                "row" => cells.push(BTreeMap::new()),
                "c" => {
                    let column = get(&attributes, "r")
                        .unwrap()
                        .trim_end_matches(|c: char| c.is_ascii_digit());
                    place = column
                        .bytes()
                        .fold(0, |place, letter| place * 26 + usize::from(letter - b'A') + 1)
                        - 1;
                    is_shared = get(&attributes, "t") == Some("s");
                    value.clear();
                }
                _ => {}
            },
            Step::Close(name) if name == "c" => {
                let text = if is_shared {
                    &shared[value.parse::<usize>().unwrap()]
                } else {
                    &value
                };
                cells.last_mut().unwrap().insert(place, unescaped(text));
            }
            Step::Close(_) => {}
            Step::Text(text) => value.push_str(&text),
        }
    }
    // A row of no cells is nothing (ECMA-376, 18.3.1.73); the writer ends with one.
    cells.retain(|row| !row.is_empty());
    let width = cells[0].len();
    rows(cells.into_iter().skip(1).map(|row| {
        (0..width)
            .map(|place| row.get(&place).cloned().unwrap_or_default())
            .collect()
    }))
}

/// `_x0001_` is U+0001 (ECMA-376, `ST_Xstring`).
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        if let Some(c) = code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            plain.push(c);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(rest);
    plain
}

/// Reads the sentences of a book by their ids, chapter by chapter.
pub(crate) fn epub(file: &[u8], columns: usize) -> Vec<Pair> {
    let parts = parts(file);
    for part in [
        "META-INF/container.xml",
        "EPUB/package.opf",
        "EPUB/nav.xhtml",
        "EPUB/title.xhtml",
    ] {
        steps(&parts[part]);
    }
    let mut pairs: BTreeMap<usize, Pair> = BTreeMap::new();
    for (_, chapter) in parts.iter().filter(|(name, _)| name.starts_with("EPUB/chapter-")) {
        // The sentence that is open: its number, its column (none for the original), its text, whether it is there.
        let mut open: Option<(usize, Option<usize>, String, bool)> = None;
        let mut depth = 0;
        for step in steps(chapter) {
            match step {
                Step::Open(_, _) if open.is_some() => depth += 1,
                Step::Open(name, attributes) if name == "span" => {
                    let Some(id) = get(&attributes, "id") else { continue };
                    let (number, column) = if let Some(number) = id.strip_prefix('s') {
                        (number, None)
                    } else {
                        let (number, column) = id[1..].split_once('-').unwrap();
                        (number, Some(column.parse::<usize>().unwrap() - 1))
                    };
                    let is_there = get(&attributes, "class") != Some("missing");
                    open = Some((number.parse().unwrap(), column, String::new(), is_there));
                    depth = 1;
                }
                Step::Close(_) if open.is_some() => {
                    depth -= 1;
                    if depth > 0 {
                        continue;
                    }
                    let (number, column, text, is_there) = open.take().unwrap();
                    let pair = pairs.entry(number).or_insert_with(|| Pair {
                        number,
                        source: String::new(),
                        texts: vec![None; columns],
                    });
                    match column {
                        None => pair.source = text,
                        Some(column) => pair.texts[column] = is_there.then_some(text),
                    }
                }
                Step::Text(piece) => {
                    if let Some((_, _, text, _)) = &mut open {
                        text.push_str(&piece);
                    }
                }
                _ => {}
            }
        }
    }
    pairs.into_values().collect()
}
