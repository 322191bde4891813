//! What the readers of TMX and XLIFF share: attributes, text, and where a file is wrong.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Error;
use crate::article::{Mark, MarkKind};

/// A reader of XML that tells the line where something is wrong.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    format: &'static str,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        // One event for an element, whichever way it is closed.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, text, format }
    }

    pub(super) fn next(&mut self) -> Result<Event<'a>, Error> {
        self.reader.read_event().map_err(|_| self.damaged())
    }

    /// The failure at the place that was read last.
    pub(super) fn damaged(&self) -> Error {
        let place = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        Error::Damaged {
            format: self.format,
            line: 1 + self.text.bytes().take(place).filter(|byte| *byte == b'\n').count(),
        }
    }

    pub(super) fn attribute(&self, element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Error> {
        let attribute = element.try_get_attribute(name).map_err(|_| self.damaged())?;
        let value = attribute.map(|value| {
            value
                .normalized_value(XmlVersion::Implicit1_0)
                .map(std::borrow::Cow::into_owned)
        });
        value.transpose().map_err(|_| self.damaged())
    }

    /// The character a reference stands for. No entities but XML's own: what a DTD may define is not read.
    pub(super) fn character(&self, reference: &BytesRef<'_>) -> Result<char, Error> {
        if let Some(c) = reference.resolve_char_ref().map_err(|_| self.damaged())? {
            return Ok(c);
        }
        match &*reference.xml10_content() {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(self.damaged()),
        }
    }
}

/// A sentence being read: its text, and the marks that are open.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    open: Vec<(usize, Option<MarkKind>)>,
}

impl Content {
    pub(super) fn open(&mut self, kind: Option<MarkKind>) {
        self.open.push((self.text.len(), kind));
    }

    pub(super) fn close(&mut self) {
        if let Some((start, Some(kind))) = self.open.pop()
            && start < self.text.len()
        {
            self.marks.push(Mark {
                range: start..self.text.len(),
                kind,
            });
        }
    }

    /// The sentence, its marks in order.
    pub(super) fn end(mut self) -> (String, Vec<Mark>) {
        while !self.open.is_empty() {
            self.close();
        }
        self.marks
            .sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        (self.text, self.marks)
    }
}
