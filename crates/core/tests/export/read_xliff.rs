//! XLIFF 2.1, read back strictly: well-formed, and each element where the schemas have it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::read_back::Pair;

/// What each element may hold, from the schemas.
fn may_hold(parent: &str, child: &str) -> bool {
    let children: &[&str] = match parent {
        "" => &["xliff"],
        "xliff" => &["file"],
        "file" => &["mda:metadata", "group"],
        "group" => &["unit"],
        "unit" => &["mtc:matches", "mda:metadata", "notes", "originalData", "segment"],
        "mtc:matches" => &["mtc:match"],
        "mtc:match" => &["mda:metadata", "originalData", "source", "target"],
        "mda:metadata" => &["mda:metaGroup"],
        "mda:metaGroup" => &["mda:meta"],
        "notes" => &["note"],
        "originalData" => &["data"],
        "segment" => &["source", "target"],
        "source" | "target" | "pc" => &["pc", "cp"],
        "data" => &["cp"],
        _ => &[],
    };
    children.contains(&child)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).unwrap();
    attribute.map(|value| value.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
}

/// Reads the units.
pub(crate) fn pairs(file: &str, labels: &[&str]) -> Vec<Pair> {
    let mut reader = Reader::from_str(file);
    let mut path: Vec<String> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut column = 0;
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                let parent = path.last().map_or("", String::as_str);
                assert!(may_hold(parent, &name), "<{name}> in {path:?}");
                match name.as_str() {
                    "unit" => pairs.push(Pair {
                        number: attribute(&element, "id").unwrap()[1..].parse().unwrap(),
                        source: String::new(),
                        texts: vec![None; labels.len()],
                    }),
                    "mtc:match" => {
                        let origin = attribute(&element, "origin").unwrap();
                        column = 1 + labels
                            .iter()
                            .skip(1)
                            .position(|label| label.replace('\u{1}', "") == origin)
                            .unwrap();
                    }
                    "segment" => column = 0,
                    _ => {}
                }
                if name != "pc" {
                    text.clear();
                }
                path.push(name);
            }
            Event::Empty(element) => {
                assert_eq!(element.name().as_ref(), "cp");
                assert!(may_hold(path.last().unwrap(), "cp"));
                let hex = attribute(&element, "hex").unwrap();
                text.push(char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap());
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
                    ("source", Some("segment")) => pairs.last_mut().unwrap().source.clone_from(&text),
                    ("target", _) => pairs.last_mut().unwrap().texts[column] = Some(text.clone()),
                    _ => {}
                }
                if name != "pc" {
                    text.clear();
                }
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(path.is_empty());
    pairs
}
