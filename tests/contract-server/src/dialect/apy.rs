//! Apertium `APy`: <https://wiki.apertium.org/wiki/Apertium-apy>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker};
use crate::Asked;
use crate::behaviour::Behaviour;
use crate::form;

pub(super) struct Apy;

/// Codes of three letters, as the real one has them.
const CODES: [(&str, &str); 5] = [
    ("fra", "fr"),
    ("eng", "en"),
    ("spa", "es"),
    ("deu", "de"),
    ("ita", "it"),
];

impl Speaker for Apy {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if !incoming.is(&Method::GET, "/listPairs") {
            return None;
        }
        let known: Vec<&str> = CODES
            .iter()
            .filter(|(_, short)| behaviour.languages.iter().any(|code| code == short))
            .map(|(long, _)| *long)
            .collect();
        let mut pairs: Vec<Value> = Vec::new();
        for source in &known {
            for target in known.iter().filter(|target| *target != source) {
                pairs.push(json!({ "sourceLanguage": source, "targetLanguage": target }));
            }
        }
        Some(Said::new(
            200,
            json!({ "responseData": pairs, "responseDetails": null, "responseStatus": 200 }),
        ))
    }

    fn read(&self, incoming: &Incoming, _: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/translate") {
            return Err(self.failure(404));
        }
        let read = || {
            if incoming.header("content-type") != "application/x-www-form-urlencoded" {
                return None;
            }
            let fields = form::read(std::str::from_utf8(&incoming.body).ok()?);
            let one = |name: &str| {
                let mut found = fields.iter().filter(|(known, _)| known == name);
                let value = found.next()?.1.as_str();
                found.next().is_none().then_some(value)
            };
            let (source, target) = one("langpair")?.split_once('|')?;
            let short = |code: &str| CODES.iter().find(|(long, _)| *long == code).map(|(_, short)| *short);
            // What a client that knows the server's defaults sends.
            let fits = one("format") == Some("txt") && one("markUnknown") == Some("no") && fields.len() == 4;
            let text = one("q").filter(|text| !text.is_empty())?;
            fits.then_some(incoming.asked(vec![text.to_owned()], short(source)?, short(target)?, None))
        };
        read().ok_or_else(|| self.failure(400))
    }

    fn answer(&self, _: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let texts: Vec<&str> = answers.iter().map(|answer| answer.text.as_str()).collect();
        let body = match texts.as_slice() {
            [] => json!({ "responseData": {}, "responseStatus": 200 }),
            texts => json!({ "responseData": { "translatedText": texts.join(" ") }, "responseStatus": 200 }),
        };
        Said::new(200, body)
    }

    fn failure(&self, status: u16) -> Said {
        Said::new(
            status,
            json!({ "status": "error", "code": status, "message": "Bad", "explanation": "Something" }),
        )
    }

    fn quota(&self) -> Option<Said> {
        None
    }

    fn bad_key(&self) -> Option<Said> {
        None
    }
}
