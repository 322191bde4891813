//! What an engine can do and how much at once, as data. The scheduler asks this, never which engine it is.

use std::time::Duration;

/// What an engine can do and how much at once.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// Texts in one request, at most; at least 1.
    pub texts_per_request: usize,
    /// Unicode characters in all texts of one request together, at most.
    pub characters_per_request: usize,
    /// Unicode characters in a single text, at most.
    pub characters_per_text: usize,
    /// UTF-8 bytes in a single text, at most, where that is what the engine counts.
    pub bytes_per_text: Option<usize>,
    /// Bytes of a request's body, at most.
    pub body: Option<BodyLimit>,
    /// Requests in flight at once, at most; at least 1.
    pub concurrent_requests: usize,
    /// How much it may be asked within a time.
    pub pace: Option<Pace>,
    /// What it does with the text around a batch.
    pub context: ContextUse,
    /// What it does with terms the reader wants.
    pub glossary: GlossaryUse,
    /// Whether it can be asked for a formal or an informal tone.
    pub formality: bool,
    /// Whether it tells, for some pairs, which words belong together.
    pub alignment: bool,
    /// Whether it tells what of its allowance is used up.
    pub usage: bool,
    /// What it counts to bill it.
    pub billing: Billing,
    /// Whether it gives the gist only, and the window should say so.
    pub rough: bool,
    /// Whether text stays on this machine.
    pub local: bool,
    /// Whether translating costs the reader nothing.
    pub free: bool,
}

impl Capabilities {
    /// A server that takes one short text at a time and can do nothing else: where a kind's own file begins.
    pub const PLAIN: Self = Self {
        texts_per_request: 1,
        characters_per_request: 5_000,
        characters_per_text: 5_000,
        bytes_per_text: None,
        body: None,
        concurrent_requests: 2,
        pace: None,
        context: ContextUse::None,
        glossary: GlossaryUse::None,
        formality: false,
        alignment: false,
        usage: false,
        billing: Billing::Nothing,
        rough: false,
        local: false,
        free: false,
    };

    /// Why a text cannot be asked for at all, however it is batched: what it measures and what is taken.
    pub fn refuses(&self, text: &str) -> Option<String> {
        let characters = text.chars().count();
        let most = self.characters_per_text.min(self.characters_per_request);
        if characters > most {
            return Some(format!("{characters} characters, at most {most}"));
        }
        if let Some(most) = self.bytes_per_text.filter(|most| text.len() > *most) {
            return Some(format!("{} bytes, at most {most}", text.len()));
        }
        let body = self.body.as_ref()?;
        let cost = body.fixed + body.cost(text);
        (cost > body.bytes).then(|| format!("{cost} bytes in a request, at most {}", body.bytes))
    }
}

/// A limit on the bytes of a request's body, and how to foresee them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLimit {
    /// Bytes of the encoded body, at most.
    pub bytes: usize,
    /// Bytes that every request has besides texts and context.
    pub fixed: usize,
    /// Bytes that every text has besides its own (quotation marks, a comma, a field's name).
    pub per_text: usize,
    /// How text is written in it.
    pub encoding: Encoding,
}

/// How text is written in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// In JSON: UTF-8, with quotation marks, backslashes and control characters escaped.
    Json,
    /// In JSON that stands as a text in other JSON: what is escaped is escaped twice.
    JsonInJson,
    /// As a field of a form or an address: everything but ASCII letters and digits is three bytes a byte.
    Form,
}

impl BodyLimit {
    /// Bytes that a text takes in a body.
    pub fn cost(&self, text: &str) -> usize {
        let byte = |byte: u8| match (self.encoding, byte) {
            (Encoding::Json, b'"' | b'\\' | b'\n' | b'\t') => 2,
            (Encoding::Json, 0..0x20) => 6,
            (Encoding::JsonInJson, b'"' | b'\\') => 4,
            (Encoding::JsonInJson, b'\n' | b'\t') => 3,
            (Encoding::JsonInJson, 0..0x20) => 7,
            (Encoding::Json | Encoding::JsonInJson, _) => 1,
            (Encoding::Form, byte) if byte.is_ascii_alphanumeric() || byte == b' ' => 1,
            (Encoding::Form, _) => 3,
        };
        self.per_text + text.bytes().map(byte).sum::<usize>()
    }
}

/// How much may be asked within a sliding window of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// The window.
    pub window: Duration,
    /// Requests in it, at most.
    pub requests: Option<u32>,
    /// Unicode characters in it, at most.
    pub characters: Option<usize>,
    /// What counts as a request.
    pub cost: PaceCost,
}

/// What counts as a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceCost {
    /// A request.
    Request,
    /// Every text in it.
    Text,
}

/// What an engine does with the text around a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextUse {
    /// Nothing: batches may end anywhere.
    None,
    /// It translates each text by itself and reads one passage along with all of them, so a batch is a passage.
    Passage {
        /// Characters of a passage that serve it.
        characters: usize,
    },
    /// It reads the texts of a request together, and the sentences before and after them if they are sent along.
    Neighbours {
        /// Characters before, and half as many after.
        characters: usize,
    },
}

/// What an engine does with terms the reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlossaryUse {
    /// Nothing.
    None,
    /// They are told along with the texts.
    InPrompt,
    /// It keeps glossaries of its own, and they are stored there.
    Native,
}

/// What an engine counts to bill it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Billing {
    /// Nothing, as far as we know.
    Nothing,
    /// Unicode characters of the originals.
    Characters,
    /// Tokens in and out.
    Tokens,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_cost(encoding: Encoding, text: &str, encoded: &str) {
        let limit = BodyLimit {
            bytes: 0,
            fixed: 0,
            per_text: 0,
            encoding,
        };
        assert_eq!(limit.cost(text), encoded.len(), "{text:?} as {encoding:?}");
    }

    #[test]
    fn the_bytes_of_a_body_are_foreseen() {
        for text in ["Été à 9 h", "« \"Oui\" \\ non »\n\u{1}", "😀"] {
            let json = serde_json::to_string(text).unwrap();
            let inner = &json[1..json.len() - 1];
            check_cost(Encoding::Json, text, inner);
            let twice = serde_json::to_string(inner).unwrap();
            check_cost(Encoding::JsonInJson, text, &twice[1..twice.len() - 1]);
        }
        check_cost(Encoding::Form, "Été à 9 h", "%C3%89t%C3%A9+%C3%A0+9+h");
    }

    #[test]
    fn a_text_that_never_fits_is_refused_with_its_measure() {
        let plain = Capabilities {
            characters_per_text: 10,
            ..Capabilities::PLAIN
        };
        assert_eq!(plain.refuses("dix lettre"), None);
        assert_eq!(
            plain.refuses("onze lettre").as_deref(),
            Some("11 characters, at most 10")
        );
        let bytes = Capabilities {
            bytes_per_text: Some(4),
            ..Capabilities::PLAIN
        };
        assert_eq!(bytes.refuses("été").as_deref(), Some("5 bytes, at most 4"));
        let body = BodyLimit {
            bytes: 20,
            fixed: 10,
            per_text: 3,
            encoding: Encoding::Json,
        };
        let body = Capabilities {
            body: Some(body),
            ..Capabilities::PLAIN
        };
        assert_eq!(body.refuses("sept 7!"), None);
        assert!(body.refuses("huit 8!!").is_some());
    }
}
