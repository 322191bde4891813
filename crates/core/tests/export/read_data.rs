//! JSON Lines, pairs of plain text files and Anki's notes, read back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::Value;

use crate::read_back::Pair;

/// Reads lines of JSON by their schema.
pub(crate) fn jsonl(file: &str) -> Vec<Pair> {
    let mut lines = file.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let head = lines.next().unwrap();
    assert_eq!(head["type"], "article");
    let columns = head["columns"].as_array().unwrap().len();
    lines
        .map(|line| {
            assert_eq!(line["type"], "sentence");
            let renditions = line["renditions"].as_array().unwrap();
            assert_eq!(renditions.len(), columns);
            Pair {
                number: usize::try_from(line["number"].as_u64().unwrap()).unwrap(),
                source: line["source"].as_str().unwrap().to_owned(),
                texts: renditions
                    .iter()
                    .map(|rendition| {
                        let text = rendition.get("text").map(|text| text.as_str().unwrap().to_owned());
                        let is_there = matches!(rendition["state"].as_str().unwrap(), "done" | "edited");
                        assert_eq!(text.is_some(), is_there, "{rendition}");
                        text
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Reads an archive of pairs of files: column by column, in the order of the archive, as many as there are.
pub(crate) fn moses(file: &[u8], columns: usize) -> Vec<Pair> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut texts: Vec<(String, String)> = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        texts.push((name, text));
    }
    assert_eq!(texts.len(), columns * 2);
    let pairs = texts.chunks(2).enumerate().flat_map(|(column, pair)| {
        let [(source_name, source), (target_name, target)] = pair else {
            unreachable!()
        };
        let stem = |name: &str| name.rsplit_once('.').unwrap().0.to_owned();
        assert_eq!(stem(source_name), stem(target_name));
        let lines = |text: &str| text.split_terminator('\n').map(str::to_owned).collect::<Vec<_>>();
        let (source, target) = (lines(source), lines(target));
        assert_eq!(source.len(), target.len(), "{source_name} and {target_name}");
        (1..)
            .zip(source.into_iter().zip(target))
            .map(move |(number, (source, target))| {
                let mut texts = vec![None; columns];
                texts[column] = Some(target);
                Pair { number, source, texts }
            })
    });
    pairs.collect()
}

/// Reads Anki's notes: header lines, then fields parted by tabs, each HTML.
pub(crate) fn anki(file: &str, columns: usize) -> Vec<Pair> {
    let (head, notes): (Vec<&str>, Vec<&str>) = file.split_terminator('\n').partition(|line| line.starts_with('#'));
    let head: BTreeMap<&str, &str> = head.iter().map(|line| line[1..].split_once(':').unwrap()).collect();
    assert_eq!(
        (head["separator"], head["html"], head["guid column"]),
        ("tab", "true", "1")
    );
    let mut identities = std::collections::HashSet::new();
    (1..)
        .zip(notes)
        .map(|(number, note)| {
            let fields: Vec<&str> = note.split('\t').collect();
            assert_eq!(fields.len(), head["columns"].split('\t').count());
            assert!(identities.insert(fields[0].to_owned()), "two notes are {}", fields[0]);
            Pair {
                number,
                source: field(fields[1]).unwrap(),
                texts: fields[2..2 + columns].iter().map(|text| field(text)).collect(),
            }
        })
        .collect()
}

/// The text of a field, or none where it is empty.
fn field(html: &str) -> Option<String> {
    if html.is_empty() {
        return None;
    }
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find(['>', ';']).unwrap();
        match &rest[at..=end] {
            "<br>" => text.push('\n'),
            "&amp;" => text.push('&'),
            "&lt;" => text.push('<'),
            "&gt;" => text.push('>'),
            "&quot;" => text.push('"'),
            "&#123;" => text.push('{'),
            "&#9;" => text.push('\t'),
            tag => assert!(tag.starts_with('<'), "{tag}"),
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Some(text)
}
