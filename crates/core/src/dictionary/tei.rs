//! FreeDict's TEI (P5): a head that says what it is, and entries.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Entry, Error, Package};

/// Reads a dictionary. Elements we do not keep are passed over; an entry without a headword or a translation is left out.
pub(super) fn read(xml: &str) -> Result<Package, Error> {
    let unreadable = |reason: String| Error::Unreadable { reason };
    let mut reader = Reader::from_str(xml);
    let mut package = Package::default();
    let mut path: Vec<String> = Vec::new();
    let mut entry = Draft::default();
    let mut text = String::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| unreadable(format!("at byte {}: {error}", reader.error_position())))?;
        match event {
            Event::Start(element) => {
                path.push(AsRef::<str>::as_ref(&element.local_name()).to_owned());
                text.clear();
                match path.last().map(String::as_str) {
                    Some("entry") => entry = Draft::default(),
                    Some("sense") => entry.senses.push(Vec::new()),
                    _ => {}
                }
            }
            Event::End(_) => {
                let found = text.split_whitespace().collect::<Vec<_>>().join(" ");
                text.clear();
                take(&mut package, &mut entry, &path, found);
                if path.pop().as_deref() == Some("entry") {
                    package.entries.extend(std::mem::take(&mut entry).finish());
                }
            }
            Event::Text(part) => add(&mut package, &mut text, &path, &part),
            Event::CData(part) => add(&mut package, &mut text, &path, &part),
            Event::GeneralRef(name) => {
                let part = match name.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&name)
                        .unwrap_or_default()
                        .to_owned(),
                };
                add(&mut package, &mut text, &path, &part);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if package.entries.is_empty() {
        return Err(unreadable("it has no entry".to_owned()));
    }
    package.licence = package
        .licence
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    if package.licence.is_empty() {
        return Err(unreadable("it does not say under which licence it is given".to_owned()));
    }
    Ok(package)
}

/// Takes in a piece of text. The licence is kept whole, with a line for each of its paragraphs.
fn add(package: &mut Package, text: &mut String, path: &[String], part: &str) {
    if path.iter().any(|one| one == "availability") {
        package.licence.push_str(&part.replace(['\n', '\r', '\t'], " "));
    } else {
        text.push_str(part);
    }
}

/// Takes in the text of an element that ends, by its place.
fn take(package: &mut Package, entry: &mut Draft, path: &[String], text: String) {
    let inside = |name: &str| path.iter().any(|one| one == name);
    let here = path.last().map_or("", String::as_str);
    if inside("availability") && matches!(here, "p" | "licence" | "availability") {
        package.licence.push('\n');
    }
    if text.is_empty() {
        return;
    }
    if inside("entry") {
        match here {
            "orth" if entry.headword.is_empty() => entry.headword = text,
            "pron" if entry.pronunciation.is_none() => entry.pronunciation = Some(text),
            "pos" | "gen" if !inside("cit") => entry.grammar.push(text),
            "def" => entry.translations(text.split(';')),
            "quote" if inside("cit") => entry.translations([text.as_str()]),
            _ => {}
        }
    } else if inside("teiHeader") {
        match here {
            "title" if inside("titleStmt") && package.title.is_empty() => package.title = text,
            "edition" => package.edition = Some(text),
            _ => {}
        }
    }
}

/// An entry while it is read.
#[derive(Default)]
struct Draft {
    headword: String,
    pronunciation: Option<String>,
    grammar: Vec<String>,
    senses: Vec<Vec<String>>,
}

impl Draft {
    fn translations<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        if self.senses.is_empty() {
            self.senses.push(Vec::new());
        }
        if let Some(sense) = self.senses.last_mut() {
            let texts = texts.into_iter().map(str::trim).filter(|text| !text.is_empty());
            sense.extend(texts.map(str::to_owned));
        }
    }

    fn finish(self) -> Option<Entry> {
        let senses: Vec<_> = self.senses.into_iter().filter(|sense| !sense.is_empty()).collect();
        (!self.headword.is_empty() && !senses.is_empty()).then(|| Entry {
            headword: self.headword,
            pronunciation: self.pronunciation,
            grammar: (!self.grammar.is_empty()).then(|| self.grammar.join(", ")),
            senses,
        })
    }
}
