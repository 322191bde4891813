//! XLIFF in: 2.x, and 1.2 as OmegaT, translate-toolkit and most others write it.
//!
//! A segment (2.x) or a `trans-unit` (1.2) is one unit; the segments of one 2.x unit are one paragraph. Our own files
//! give their candidates back as columns; those of other tools are only suggestions and stay out.
//!
//! # Incomplete support
//!
//! `sc`/`ec` pairs and the codes of 1.2 are left out. Of 1.2, `seg-source` is not looked at.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::markup::{Content, Xml};
use super::{Column, Error, Place, Row, Table, Target, kind_of, language_of};
use crate::ErrorCode;
use crate::article::{Mark, MarkKind, Provenance};
use crate::export::Verdict;

/// Metadata by type, in order.
type Metadata = Vec<(String, String)>;

/// What is open while a unit is read.
#[derive(Default)]
struct Unit {
    block: Option<Place>,
    metadata: Metadata,
    data: HashMap<String, String>,
    candidates: Vec<(Column, Target)>,
    notes: Vec<String>,
    segments: Vec<Segment>,
}

#[derive(Default)]
struct Segment {
    source: String,
    marks: Vec<Mark>,
    target: Option<String>,
    state: String,
    sub_state: String,
}

struct Reading<'a> {
    xml: Xml<'a>,
    table: Table,
    target_language: Option<visavis_text::Language>,
    file: Metadata,
    is_ours: bool,
    is_version_1: bool,
    block: Option<Place>,
    /// Blocks that this reader numbers itself, one for each unit of a file that has no groups of ours.
    units: usize,
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Table, Error> {
    let mut reading = Reading {
        xml: Xml::new(text, "XLIFF"),
        table: Table::default(),
        target_language: None,
        file: Metadata::new(),
        is_ours: false,
        is_version_1: false,
        block: None,
        units: 0,
    };
    reading.table.columns.push(Column::default());
    reading.document()?;
    let Reading {
        mut table,
        target_language,
        file,
        ..
    } = reading;
    let meta = |kind: &str| get(&file, kind).map(str::to_owned);
    table.title = meta("title");
    table.byline = meta("byline");
    table.source = meta("source");
    table.published = meta("published");
    let first = &mut table.columns[0];
    first.language.clone_from(&target_language);
    first.label = meta("rendition").unwrap_or_default();
    first.set_origin(&meta("origin").unwrap_or_default());
    for column in &mut table.columns[1..] {
        column.language.clone_from(&target_language);
    }
    // A file without a target language has not been translated, nor has one without a single target.
    let has_any = table
        .rows
        .iter()
        .any(|row| row.targets.iter().any(|target| target.text.is_some()));
    if target_language.is_none() || !has_any {
        if has_any {
            return Ok(table);
        }
        table.columns.clear();
    }
    Ok(table)
}

impl Reading<'_> {
    fn document(&mut self) -> Result<(), Error> {
        let mut is_xliff = false;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "xliff" => {
                        is_xliff = true;
                        let version = self.xml.attribute(&element, "version")?.unwrap_or_default();
                        self.is_version_1 = version.starts_with('1');
                        self.languages(&element, "srcLang", "trgLang")?;
                    }
                    "file" if self.is_version_1 => self.languages(&element, "source-language", "target-language")?,
                    "mda:metadata" => {
                        let metadata = self.metadata()?;
                        self.is_ours |= !metadata.is_empty();
                        self.file.extend(metadata);
                    }
                    "group" => {
                        let kind = self.xml.attribute(&element, "type")?.unwrap_or_default();
                        let id = self.xml.attribute(&element, "id")?.unwrap_or_default();
                        let number = id.strip_prefix('b').and_then(|number| number.parse().ok());
                        let kind = kind.strip_prefix("visavis:").and_then(kind_of);
                        self.block = kind
                            .zip(number)
                            .map(|((kind, level), number)| Place { number, kind, level });
                    }
                    "unit" => self.unit()?,
                    "trans-unit" => self.trans_unit()?,
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "group" => self.block = None,
                Event::Eof if is_xliff => return Ok(()),
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    fn languages(&mut self, element: &BytesStart<'_>, source: &str, target: &str) -> Result<(), Error> {
        if let Some(tag) = self.xml.attribute(element, source)? {
            self.table.language = self.table.language.take().or_else(|| language_of(&tag));
        }
        if let Some(tag) = self.xml.attribute(element, target)? {
            self.target_language = self.target_language.take().or_else(|| language_of(&tag));
        }
        Ok(())
    }

    /// The rest of a `mda:metadata`: what stands in our category.
    fn metadata(&mut self) -> Result<Metadata, Error> {
        let mut metadata = Metadata::new();
        let mut is_ours = false;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "mda:metaGroup" => {
                        is_ours = self.xml.attribute(&element, "category")?.as_deref() == Some("visavis");
                    }
                    "mda:meta" => {
                        let kind = self.xml.attribute(&element, "type")?.unwrap_or_default();
                        let (value, _) = self.content(&HashMap::new())?;
                        if is_ours {
                            metadata.push((kind, value));
                        }
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "mda:metadata" => return Ok(metadata),
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    fn unit(&mut self) -> Result<(), Error> {
        self.units += 1;
        let mut unit = Unit {
            block: self.block.or(Some(Place {
                number: self.units,
                kind: crate::article::BlockKind::Paragraph,
                level: 0,
            })),
            ..Unit::default()
        };
        let mut in_segment = false;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "mda:metadata" => unit.metadata = self.metadata()?,
                    "mtc:match" => {
                        let candidate = self.candidate(&element)?;
                        unit.candidates.extend(candidate.filter(|_| self.is_ours));
                    }
                    "data" => {
                        let id = self.xml.attribute(&element, "id")?.unwrap_or_default();
                        let (value, _) = self.content(&HashMap::new())?;
                        unit.data.insert(id, value);
                    }
                    "note" => unit.notes.push(self.content(&HashMap::new())?.0),
                    "segment" => {
                        in_segment = true;
                        unit.segments.push(Segment {
                            state: self.xml.attribute(&element, "state")?.unwrap_or_default(),
                            sub_state: self.xml.attribute(&element, "subState")?.unwrap_or_default(),
                            ..Segment::default()
                        });
                    }
                    "source" if in_segment => {
                        let (text, marks) = self.content(&unit.data)?;
                        if let Some(segment) = unit.segments.last_mut() {
                            (segment.source, segment.marks) = (text, marks);
                        }
                    }
                    "target" if in_segment => {
                        let (text, _) = self.content(&unit.data)?;
                        if let Some(segment) = unit.segments.last_mut() {
                            segment.target = Some(text);
                        }
                    }
                    _ => {}
                },
                Event::End(element) => match element.name().as_ref() {
                    "segment" => in_segment = false,
                    "unit" => {
                        self.add(unit);
                        return Ok(());
                    }
                    _ => {}
                },
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    /// The rest of a `mtc:match`: a column of ours, when it says whose it is.
    fn candidate(&mut self, element: &BytesStart<'_>) -> Result<Option<(Column, Target)>, Error> {
        let origin = self.xml.attribute(element, "origin")?;
        let mut metadata = Metadata::new();
        let mut text = None;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "mda:metadata" => metadata = self.metadata()?,
                    "source" => drop(self.content(&HashMap::new())?),
                    "target" => text = Some(self.content(&HashMap::new())?.0),
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "mtc:match" => break,
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
        let mut column = Column {
            label: origin.unwrap_or_default(),
            ..Column::default()
        };
        column.set_origin(get(&metadata, "origin").unwrap_or_default());
        let mut target = told(&metadata);
        target.text = text;
        target.edited = get(&metadata, "state") == Some("edited");
        target.verdict = get(&metadata, "verdict").and_then(Verdict::parse);
        Ok(target.text.is_some().then_some((column, target)))
    }

    fn trans_unit(&mut self) -> Result<(), Error> {
        let mut segment = Segment::default();
        // How deep we are inside alternatives, which are suggestions.
        let mut aside = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "alt-trans" => aside += 1,
                    "source" if aside == 0 => (segment.source, segment.marks) = self.content(&HashMap::new())?,
                    "target" if aside == 0 => {
                        segment.state = self.xml.attribute(&element, "state")?.unwrap_or_default();
                        segment.target = Some(self.content(&HashMap::new())?.0);
                    }
                    _ => {}
                },
                Event::End(element) => match element.name().as_ref() {
                    "alt-trans" => aside -= 1,
                    "trans-unit" => break,
                    _ => {}
                },
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
        // Tools copy the source into the target of what is still to be translated.
        if matches!(segment.state.as_str(), "new" | "needs-translation") || segment.target.as_deref() == Some("") {
            segment.target = None;
        }
        self.add(Unit {
            segments: vec![segment],
            ..Unit::default()
        });
        Ok(())
    }

    /// A sentence up to the end of its element.
    fn content(&mut self, data: &HashMap<String, String>) -> Result<(String, Vec<Mark>), Error> {
        let mut content = Content::default();
        let mut depth = 0_usize;
        // How deep we are inside a code whose content is no text.
        let mut code = 0_usize;
        loop {
            match self.xml.next()? {
                Event::Start(element) => {
                    let is_code = matches!(element.name().as_ref(), "bpt" | "ept" | "ph" | "it");
                    if is_code || code > 0 {
                        code += 1;
                        continue;
                    }
                    depth += 1;
                    if element.name().as_ref() == "cp" {
                        let hex = self.xml.attribute(&element, "hex")?.unwrap_or_default();
                        let c = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                        content.text.push(c.ok_or_else(|| self.xml.damaged())?);
                    }
                    let kind = self.mark(&element, data)?;
                    content.open(kind);
                }
                Event::End(_) if code > 0 => code -= 1,
                Event::End(_) if depth == 0 => return Ok(content.end()),
                Event::End(_) => {
                    depth -= 1;
                    content.close();
                }
                Event::Text(piece) if code == 0 => content.text.push_str(&piece.xml10_content()),
                Event::CData(piece) if code == 0 => content.text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    let c = self.xml.character(&reference)?;
                    if code == 0 {
                        content.text.push(c);
                    }
                }
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    fn mark(&self, element: &BytesStart<'_>, data: &HashMap<String, String>) -> Result<Option<MarkKind>, Error> {
        if element.name().as_ref() != "pc" {
            return Ok(None);
        }
        if self.xml.attribute(element, "type")?.as_deref() == Some("link") {
            let reference = self.xml.attribute(element, "dataRefStart")?.unwrap_or_default();
            return Ok(data.get(&reference).map(|url| MarkKind::Link { url: url.clone() }));
        }
        let kind = self.xml.attribute(element, "subType")?;
        Ok(match kind.as_deref() {
            Some("xlf:i") => Some(MarkKind::Emphasis),
            Some("xlf:b") => Some(MarkKind::Strong),
            Some("visavis:code") => Some(MarkKind::Code),
            _ => None,
        })
    }

    fn add(&mut self, unit: Unit) {
        let mut notes = unit.notes;
        for segment in unit.segments {
            let mut target = told(&unit.metadata);
            // An empty target, or one of a segment that is not begun, says nothing.
            target.text = segment
                .target
                .filter(|text| !(text.is_empty() && segment.state != "final"));
            target.edited = segment.sub_state.contains("edited");
            target.verdict = match (segment.state.as_str(), segment.sub_state.ends_with("doubtful")) {
                (_, true) => Some(Verdict::Doubtful),
                ("final", false) if self.is_ours => Some(Verdict::Approved),
                _ => None,
            };
            let mut targets = vec![target];
            for (column, candidate) in &unit.candidates {
                let known = self.table.columns.iter().skip(1).position(|known| known == column);
                let index = known.map_or_else(
                    || {
                        self.table.columns.push(column.clone());
                        self.table.columns.len() - 1
                    },
                    |known| known + 1,
                );
                targets.resize(targets.len().max(index + 1), Target::default());
                targets[index] = candidate.clone();
            }
            self.table.rows.push(Row {
                block: unit.block,
                source: segment.source,
                marks: segment.marks,
                // They are the unit's; its first segment has them.
                notes: std::mem::take(&mut notes),
                targets,
            });
        }
    }
}

fn get<'a>(metadata: &'a Metadata, kind: &str) -> Option<&'a str> {
    let found = metadata.iter().find(|(known, _)| known == kind);
    found.map(|(_, value)| value.as_str())
}

/// What metadata says of a translation.
fn told(metadata: &Metadata) -> Target {
    let at = get(metadata, "at").and_then(|at| at.parse().ok());
    Target {
        provenance: get(metadata, "engine").zip(at).map(|(engine, at)| Provenance {
            engine: engine.to_owned(),
            route: get(metadata, "route").map(str::to_owned),
            at,
            ..Provenance::default()
        }),
        failure: get(metadata, "failure").and_then(ErrorCode::parse),
        ..Target::default()
    }
}
