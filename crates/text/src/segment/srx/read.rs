//! Reading SRX.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{SrxDocument, SrxList, SrxMapping, SrxRule};

/// Why a text is no SRX file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SrxError {
    /// The XML is not well-formed.
    #[error("not well-formed XML at byte {byte}: {reason}")]
    Xml {
        /// Where, in bytes from the start of the text.
        byte: u64,
        /// What the XML reader says.
        reason: String,
    },
    /// The root element is not `srx`, or holds no list of rules.
    #[error("not an SRX file: it holds no list of rules")]
    NoRules,
}

impl SrxDocument {
    /// Reads an SRX file (2.0, and 1.0 as far as it has the same elements). Unknown elements are passed over.
    ///
    /// # Errors
    ///
    /// [`SrxError`] when the text is not XML or holds no list of rules. Patterns are not looked at here: those that
    /// cannot be run are reported where they are used.
    pub fn parse(xml: &str) -> Result<Self, SrxError> {
        let mut reader = Reader::from_str(xml);
        let mut document = Self {
            cascade: true,
            ..Self::default()
        };
        let mut field = Field::None;
        loop {
            let event = reader.read_event().map_err(|error| SrxError::Xml {
                byte: reader.error_position(),
                reason: error.to_string(),
            })?;
            match event {
                Event::Start(element) => field = document.open(&element),
                Event::Empty(element) => {
                    document.open(&element);
                    field = Field::None;
                }
                Event::End(_) => field = Field::None,
                Event::Text(text) => document.add(field, &text),
                Event::CData(text) => document.add(field, &text),
                Event::GeneralRef(name) => {
                    let text = match name.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => quick_xml::escape::resolve_predefined_entity(&name)
                            .unwrap_or_default()
                            .to_owned(),
                    };
                    document.add(field, &text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if document.lists.is_empty() {
            Err(SrxError::NoRules)
        } else {
            Ok(document)
        }
    }

    /// Takes in the start of an element; the field that its text belongs to.
    fn open(&mut self, element: &BytesStart<'_>) -> Field {
        let attribute = |name: &str| {
            element
                .attributes()
                .flatten()
                .find(|attribute| attribute.key.local_name().as_ref() == name)
                .and_then(|attribute| {
                    attribute
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .ok()
                        .map(std::borrow::Cow::into_owned)
                })
        };
        match element.local_name().as_ref() {
            "header" => self.cascade = attribute("cascade").is_none_or(|value| value == "yes" || value == "true"),
            "languagerule" => self.lists.push(SrxList {
                name: attribute("languagerulename").unwrap_or_default(),
                rules: Vec::new(),
            }),
            "rule" => {
                let breaks = attribute("break").is_none_or(|value| value != "no");
                if let Some(list) = self.lists.last_mut() {
                    list.rules.push(SrxRule {
                        breaks,
                        ..SrxRule::default()
                    });
                }
            }
            "languagemap" => self.map.push(SrxMapping {
                pattern: attribute("languagepattern").unwrap_or_default(),
                list: attribute("languagerulename").unwrap_or_default(),
            }),
            "beforebreak" => return Field::Before,
            "afterbreak" => return Field::After,
            _ => {}
        }
        Field::None
    }

    fn add(&mut self, field: Field, text: &str) {
        let Some(rule) = self.lists.last_mut().and_then(|list| list.rules.last_mut()) else {
            return;
        };
        match field {
            Field::Before => rule.before.push_str(text),
            Field::After => rule.after.push_str(text),
            Field::None => {}
        }
    }
}

/// What a text inside a rule belongs to.
#[derive(Debug, Clone, Copy)]
enum Field {
    None,
    Before,
    After,
}
