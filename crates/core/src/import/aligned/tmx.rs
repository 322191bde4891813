//! TMX in: our own files with all they hold, and any other tool's unit by unit.
//!
//! [`TmxUnits`] gives the units of a memory one after another; whoever wants pairs and no article takes it directly.
//!
//! # Incomplete support
//!
//! Codes of other formats inside a sentence (`bpt`, `ept`, `ph`, `it`, `ut`) are left out with what they hold.

use std::collections::HashMap;

use jiff::Timestamp;
use quick_xml::events::Event;
use visavis_text::Language;

use super::markup::{Content, Xml};
use super::{Column, Error, Place, Row, Table, Target, kind_of, language_of};
use crate::article::{Mark, MarkKind, Provenance};
use crate::export::Verdict;

/// One unit of a memory: the same text in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TmxUnit {
    /// Its name in the file.
    pub id: Option<String>,
    /// Its properties, by type, in order.
    pub properties: Vec<(String, String)>,
    /// Its notes.
    pub notes: Vec<String>,
    /// Its texts, in order. Those in no known language are left out.
    pub variants: Vec<TmxVariant>,
}

/// A unit's text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TmxVariant {
    /// The language.
    pub language: Language,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Its properties, by type, in order.
    pub properties: Vec<(String, String)>,
    /// The text, without codes.
    pub text: String,
    /// Its markup.
    pub marks: Vec<Mark>,
}

impl TmxUnit {
    /// The unit's texts in two languages, regions left aside: what a translation memory keeps. A unit with several texts
    /// in the second language gives a pair for each.
    pub fn pairs<'a>(&'a self, from: &Language, to: &'a Language) -> impl Iterator<Item = (&'a str, &'a str)> {
        let source = self
            .variants
            .iter()
            .find(|variant| variant.language.same_language(from));
        source.into_iter().flat_map(move |source| {
            let targets = self
                .variants
                .iter()
                .filter(|variant| variant.language.same_language(to));
            targets.map(|target| (source.text.as_str(), target.text.as_str()))
        })
    }
}

/// The units of a memory, in order; after an error there are no more.
pub struct TmxUnits<'a> {
    xml: Xml<'a>,
    head: Head,
    is_over: bool,
}

/// What a memory's header says.
#[derive(Debug, Default)]
struct Head {
    source: Option<String>,
    tool: Option<String>,
    properties: Vec<(String, String)>,
}

impl<'a> TmxUnits<'a> {
    /// The units of a memory that has been decoded.
    pub fn new(text: &'a str) -> Self {
        Self {
            xml: Xml::new(text, "TMX"),
            head: Head::default(),
            is_over: false,
        }
    }

    fn read(&mut self) -> Result<Option<TmxUnit>, Error> {
        let mut in_header = false;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "header" => {
                        in_header = true;
                        self.head.source = self.xml.attribute(&element, "srclang")?;
                        self.head.tool = self.xml.attribute(&element, "creationtool")?;
                    }
                    "prop" if in_header => {
                        let kind = self.xml.attribute(&element, "type")?.unwrap_or_default();
                        let value = text_of(&mut self.xml)?;
                        self.head.properties.push((kind, value));
                    }
                    "tu" => {
                        let id = self.xml.attribute(&element, "tuid")?;
                        return self.unit(id).map(Some);
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "header" => in_header = false,
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn unit(&mut self, id: Option<String>) -> Result<TmxUnit, Error> {
        let mut unit = TmxUnit {
            id,
            ..TmxUnit::default()
        };
        let mut variant: Option<(Option<Language>, TmxVariant)> = None;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "prop" => {
                        let kind = self.xml.attribute(&element, "type")?.unwrap_or_default();
                        let property = (kind, text_of(&mut self.xml)?);
                        match &mut variant {
                            Some((_, variant)) => variant.properties.push(property),
                            None => unit.properties.push(property),
                        }
                    }
                    "note" => {
                        let note = text_of(&mut self.xml)?;
                        if variant.is_none() {
                            unit.notes.push(note);
                        }
                    }
                    "tuv" => {
                        let tag = match self.xml.attribute(&element, "xml:lang")? {
                            Some(tag) => Some(tag),
                            // As TMX 1.1 has it.
                            None => self.xml.attribute(&element, "lang")?,
                        };
                        let created = self.xml.attribute(&element, "creationdate")?;
                        let empty = TmxVariant {
                            language: Language::FRENCH,
                            created: created.as_deref().and_then(moment),
                            properties: Vec::new(),
                            text: String::new(),
                            marks: Vec::new(),
                        };
                        variant = Some((tag.as_deref().and_then(language_of), empty));
                    }
                    "seg" => {
                        let links = variant.as_ref().map(|(_, variant)| links(&variant.properties));
                        let (text, marks) = segment(&mut self.xml, &links.unwrap_or_default())?;
                        if let Some((_, variant)) = &mut variant {
                            (variant.text, variant.marks) = (text, marks);
                            restore(variant);
                        }
                    }
                    _ => {}
                },
                Event::End(element) => match element.name().as_ref() {
                    "tuv" => {
                        if let Some((Some(language), known)) = variant.take() {
                            unit.variants.push(TmxVariant { language, ..known });
                        }
                    }
                    "tu" => return Ok(unit),
                    _ => {}
                },
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }
}

impl Iterator for TmxUnits<'_> {
    type Item = Result<TmxUnit, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let read = self.read().transpose();
        self.is_over = !matches!(read, Some(Ok(_)));
        read
    }
}

/// The text up to the end of the element that was just opened.
fn text_of(xml: &mut Xml<'_>) -> Result<String, Error> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => text.push(xml.character(&reference)?),
            Event::Eof => return Err(xml.damaged()),
            _ => {}
        }
    }
    Ok(text)
}

/// A `seg`: its text and marks.
fn segment(xml: &mut Xml<'_>, links: &HashMap<String, String>) -> Result<(String, Vec<Mark>), Error> {
    let mut content = Content::default();
    // How deep we are inside a code of another format.
    let mut code = 0;
    loop {
        match xml.next()? {
            Event::Start(element) => {
                let is_code = matches!(element.name().as_ref(), "bpt" | "ept" | "ph" | "it" | "ut" | "sub");
                code += usize::from(is_code || code > 0);
                if code == 0 {
                    let kind = xml.attribute(&element, "type")?;
                    content.open(match kind.as_deref() {
                        Some("italic") => Some(MarkKind::Emphasis),
                        Some("bold") => Some(MarkKind::Strong),
                        Some("code") => Some(MarkKind::Code),
                        Some("link") => {
                            let number = xml.attribute(&element, "x")?.unwrap_or_default();
                            links.get(&number).map(|url| MarkKind::Link { url: url.clone() })
                        }
                        _ => None,
                    });
                }
            }
            Event::End(_) if code > 0 => code -= 1,
            Event::End(element) if element.name().as_ref() == "seg" => return Ok(content.end()),
            Event::End(_) => content.close(),
            Event::Text(piece) if code == 0 => content.text.push_str(&piece.xml10_content()),
            Event::CData(piece) if code == 0 => content.text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = xml.character(&reference)?;
                if code == 0 {
                    content.text.push(c);
                }
            }
            Event::Eof => return Err(xml.damaged()),
            _ => {}
        }
    }
}

/// The addresses of links by number: `2 https://…`.
fn links(properties: &[(String, String)]) -> HashMap<String, String> {
    let links = properties.iter().filter(|(kind, _)| kind == "x-link");
    links
        .filter_map(|(_, value)| value.split_once(' '))
        .map(|(number, url)| (number.to_owned(), url.to_owned()))
        .collect()
}

/// Puts back what XML forbids: `U+0001@5`.
fn restore(variant: &mut TmxVariant) {
    let Some(list) = property(&variant.properties, "x-left-out") else {
        return;
    };
    let left_out = list.split(' ').filter_map(|entry| {
        let (code, at) = entry.strip_prefix("U+")?.split_once('@')?;
        let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
        Some((c, at.parse::<usize>().ok()?))
    });
    let left_out: Vec<(char, usize)> = left_out.collect();
    for (c, at) in left_out {
        let places = variant.text.char_indices().map(|(byte, _)| byte);
        let Some(byte) = places.chain([variant.text.len()]).nth(at) else {
            continue;
        };
        variant.text.insert(byte, c);
        for mark in &mut variant.marks {
            if mark.range.start >= byte {
                mark.range.start += c.len_utf8();
            }
            if mark.range.end > byte {
                mark.range.end += c.len_utf8();
            }
        }
    }
}

fn property<'a>(properties: &'a [(String, String)], kind: &str) -> Option<&'a str> {
    let found = properties.iter().find(|(known, _)| known == kind);
    found.map(|(_, value)| value.as_str())
}

/// `YYYYMMDDThhmmssZ`.
fn moment(date: &str) -> Option<Timestamp> {
    let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", date).ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(date).ok()
}

/// Reads a memory as an article.
pub(super) fn read(text: &str) -> Result<Table, Error> {
    let mut units = TmxUnits::new(text);
    let mut table = Table::default();
    let mut columns: Vec<Column> = Vec::new();
    // The last sentence's name: our files write one in several units when it has several texts in a language.
    let mut last: Option<String> = None;
    while let Some(unit) = units.next() {
        let unit = unit?;
        let language = if let Some(language) = &table.language {
            language.clone()
        } else {
            let said = units.head.source.as_deref().and_then(language_of);
            let first = unit.variants.first().map(|variant| variant.language.clone());
            let Some(language) = said.or(first) else { continue };
            table.language = Some(language.clone());
            language
        };
        // The very tag first: a memory may hold fr-FR beside fr-CA.
        let place = unit
            .variants
            .iter()
            .position(|variant| variant.language == language)
            .or_else(|| {
                let near = |variant: &TmxVariant| variant.language.same_language(&language);
                unit.variants.iter().position(near)
            });
        let Some(place) = place else {
            table.rows.push(Row::default());
            continue;
        };
        let is_ours = property(&unit.properties, "x-block").is_some();
        let name = unit
            .id
            .as_deref()
            .map(|id| id.split('-').next().unwrap_or(id).to_owned());
        let continues = is_ours && unit.id.as_deref().is_some_and(|id| id.contains('-')) && name == last;
        if !continues {
            table.rows.push(Row {
                block: block(&unit.properties),
                source: unit.variants[place].text.clone(),
                marks: unit.variants[place].marks.clone(),
                notes: unit.notes.clone(),
                targets: Vec::new(),
            });
        }
        last = name;
        let Some(row) = table.rows.last_mut() else { continue };
        let mut taken: Vec<usize> = Vec::new();
        for (_, variant) in unit.variants.iter().enumerate().filter(|(index, _)| *index != place) {
            let mut column = Column {
                label: property(&variant.properties, "x-rendition")
                    .unwrap_or_default()
                    .to_owned(),
                language: Some(variant.language.clone()),
                ..Column::default()
            };
            column.set_origin(property(&variant.properties, "x-origin").unwrap_or_default());
            let free = |(index, known): &(usize, &Column)| **known == column && !taken.contains(index);
            let index = if let Some((index, _)) = columns.iter().enumerate().find(free) {
                index
            } else {
                columns.push(column);
                columns.len() - 1
            };
            taken.push(index);
            row.targets.resize(row.targets.len().max(index + 1), Target::default());
            row.targets[index] = target(variant);
        }
    }
    let head = |kind: &str| property(&units.head.properties, kind).map(str::to_owned);
    table.title = head("x-title");
    table.byline = head("x-byline");
    table.source = head("x-source");
    table.published = head("x-published");
    for column in columns.iter_mut().filter(|column| column.label.is_empty()) {
        column.label = units.head.tool.clone().unwrap_or_default();
    }
    if columns.is_empty() {
        return Err(Error::NotPairs);
    }
    table.columns = columns;
    Ok(table)
}

fn block(properties: &[(String, String)]) -> Option<Place> {
    let number = property(properties, "x-block")?.parse().ok()?;
    let (kind, level) = kind_of(property(properties, "x-kind")?)?;
    Some(Place { number, kind, level })
}

fn target(variant: &TmxVariant) -> Target {
    let property = |kind: &str| property(&variant.properties, kind);
    let provenance = property("x-engine")
        .zip(variant.created)
        .map(|(engine, at)| Provenance {
            engine: engine.to_owned(),
            route: property("x-route").map(str::to_owned),
            at,
            ..Provenance::default()
        });
    Target {
        text: Some(variant.text.clone()),
        edited: property("x-state") == Some("edited"),
        failure: None,
        provenance,
        verdict: property("x-verdict").and_then(Verdict::parse),
    }
}
