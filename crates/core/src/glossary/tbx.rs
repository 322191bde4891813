//! TBX-Basic, the exchange format of termbases (ISO 30042).
//!
//! <https://www.tbxinfo.net/tbx-dialects/>. Written as TBX v3 in DCA style; read in v3 (`conceptEntry`, `langSec`, `termSec`)
//! and in the older v2 (`termEntry`, `langSet`, `tig` or `ntig`).
//!
//! A concept may have several terms in a language. Each of the original's becomes an entry; what it is to become is the
//! first of the other language that is neither deprecated nor superseded.
//!
//! # Incomplete support
//!
//! Definitions, contexts, subject fields and grammar are passed over; of notes the concept's first is kept. DCT style
//! (data categories as elements) is read as far as its terms go.

use std::io::{self, Write};

use quick_xml::Reader;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesStart, Event};
use visavis_text::Language;

use super::{Entry, Error, Read};

/// What the file says about one concept.
#[derive(Default)]
struct Concept {
    /// Language of the section, term, and whether one should use it.
    terms: Vec<(Option<Language>, String, bool)>,
    note: Option<String>,
}

/// What text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Term,
    Note,
    Status,
    Other,
}

pub(super) fn read(text: &str, from: &Language, to: &Language) -> Result<Read, Error> {
    let mut reader = Reader::from_str(text);
    let mut read = Read {
        entries: Vec::new(),
        left_out: 0,
    };
    let mut concept: Option<Concept> = None;
    let mut language = None;
    let mut in_term = false;
    let mut field = Field::Other;
    let mut gathered = String::new();
    loop {
        let event = reader.read_event().map_err(|error| Error::Xml {
            byte: reader.error_position(),
            reason: error.to_string(),
        })?;
        match event {
            Event::Start(element) => {
                match element.local_name().as_ref() {
                    "conceptEntry" | "termEntry" => concept = Some(Concept::default()),
                    "langSec" | "langSet" => language = attribute(&element, "lang").and_then(|tag| tag.parse().ok()),
                    "termSec" | "tig" | "ntig" => in_term = true,
                    _ => {}
                }
                let named = field_of(&element, in_term);
                // Markup inside a term belongs to it.
                if named != Field::Other {
                    gathered.clear();
                    field = named;
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "term" | "termNote" | "administrativeStatus" | "note" => {
                    if let Some(concept) = &mut concept {
                        concept.take(field, &gathered, language.as_ref());
                    }
                    field = Field::Other;
                }
                "termSec" | "tig" | "ntig" => in_term = false,
                "langSec" | "langSet" => language = None,
                "conceptEntry" | "termEntry" => {
                    if let Some(concept) = concept.take() {
                        concept.finish(&mut read, from, to);
                    }
                }
                _ => {}
            },
            Event::Text(text) => gathered.push_str(&text),
            Event::CData(text) => gathered.push_str(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => gathered.push(character),
                _ => gathered.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Event::Eof => return Ok(read),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let attribute = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn field_of(element: &BytesStart<'_>, in_term: bool) -> Field {
    match element.local_name().as_ref() {
        "term" => Field::Term,
        "note" if !in_term => Field::Note,
        "administrativeStatus" => Field::Status,
        "termNote" if attribute(element, "type").as_deref() == Some("administrativeStatus") => Field::Status,
        _ => Field::Other,
    }
}

impl Concept {
    fn take(&mut self, field: Field, text: &str, language: Option<&Language>) {
        match field {
            Field::Term => self.terms.push((language.cloned(), text.to_owned(), true)),
            // It follows its term.
            Field::Status => {
                if let Some((_, _, usable)) = self.terms.last_mut() {
                    *usable = !text.contains("deprecated") && !text.contains("superseded");
                }
            }
            Field::Note => {
                self.note.get_or_insert_with(|| text.to_owned());
            }
            Field::Other => {}
        }
    }

    fn finish(self, read: &mut Read, from: &Language, to: &Language) {
        let of = |wanted: &Language| {
            let wanted = wanted.clone();
            self.terms
                .iter()
                .filter(move |(language, ..)| language.as_ref().is_some_and(|found| found.same_language(&wanted)))
        };
        let target = of(to).find(|(_, _, usable)| *usable);
        let mut entries = of(from)
            .filter_map(|(_, source, _)| Entry::new(source, &target?.1, self.note.as_deref()))
            .peekable();
        read.left_out += usize::from(entries.peek().is_none());
        read.entries.extend(entries);
    }
}

pub(super) fn write(out: &mut dyn Write, from: &Language, to: &Language, entries: &[Entry]) -> io::Result<()> {
    writeln!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="{from}" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc>
      <sourceDesc><p>Written by Vis-à-vis: {from} to {to}</p></sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>"#,
        from = from.primary(),
        to = to.primary()
    )?;
    for (number, entry) in (1..).zip(entries) {
        writeln!(out, "      <conceptEntry id=\"c{number}\">")?;
        if let Some(note) = &entry.note {
            writeln!(out, "        <note>{}</note>", partial_escape(note))?;
        }
        for (language, term) in [(from, &entry.source), (to, &entry.target)] {
            writeln!(
                out,
                "        <langSec xml:lang=\"{}\"><termSec><term>{}</term></termSec></langSec>",
                language.primary(),
                partial_escape(term)
            )?;
        }
        writeln!(out, "      </conceptEntry>")?;
    }
    writeln!(out, "    </body>\n  </text>\n</tbx>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, Option<&str>)], left_out: usize) {
        let read = read(text, &Language::FRENCH, &Language::ENGLISH).unwrap();
        let found: Vec<_> = read
            .entries
            .iter()
            .map(|entry| (entry.source.as_str(), entry.target.as_str(), entry.note.as_deref()))
            .collect();
        assert_eq!((found.as_slice(), read.left_out), (expected, left_out), "{text}");
    }

    #[test]
    fn version_3_with_synonyms_and_status() {
        check(
            r#"<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
            <text><body><conceptEntry id="c1"><descrip type="subjectField">water</descrip><note>of the ground</note>
            <langSec xml:lang="en"><termSec><term>ground water sheet</term>
              <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
              <termSec><term>water <hi>table</hi></term><note>used here</note></termSec></langSec>
            <langSec xml:lang="fr-FR"><termSec><term>nappe phréatique</term><termNote type="partOfSpeech">noun</termNote></termSec>
              <termSec><term>nappe d&#8217;eau</term></termSec></langSec>
            </conceptEntry></body></text></tbx>"#,
            &[
                ("nappe phréatique", "water table", Some("of the ground")),
                ("nappe d’eau", "water table", Some("of the ground")),
            ],
            0,
        );
    }

    #[test]
    fn version_2_and_concepts_without_a_pair() {
        check(
            r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en">
            <martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>
            <termEntry id="1"><langSet xml:lang="fr"><tig><term>R &amp; D</term></tig></langSet>
              <langSet xml:lang="en"><ntig><termGrp><term>R&amp;D</term></termGrp></ntig></langSet></termEntry>
            <termEntry id="2"><langSet xml:lang="fr"><tig><term>seul</term></tig></langSet></termEntry>
            </body></text></martif>"#,
            &[("R & D", "R&D", None)],
            1,
        );
    }

    #[test]
    fn what_is_no_xml_is_told_with_its_place() {
        let error = read("<tbx><text></tbx>", &Language::FRENCH, &Language::ENGLISH).unwrap_err();
        assert!(matches!(error, Error::Xml { byte: 1.., .. }), "{error}");
    }
}
