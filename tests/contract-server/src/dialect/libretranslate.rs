//! `LibreTranslate`. Its words are of no use to a client, which the words of this one show.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, only};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct LibreTranslate;

impl Speaker for LibreTranslate {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if incoming.is(&Method::GET, "/languages") {
            let languages = &behaviour.languages;
            let offered: Vec<Value> = languages
                .iter()
                .map(|code| json!({ "code": code, "name": code, "targets": languages }))
                .collect();
            return Some(Said::new(200, offered.into()));
        }
        if !incoming.is(&Method::GET, "/frontend/settings") || !behaviour.publishes_settings {
            return None;
        }
        let limit = behaviour
            .characters_per_text
            .map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        Some(Said::new(
            200,
            json!({
                "apiKeys": behaviour.key.is_some(),
                "charLimit": limit,
                "frontendTimeout": 500,
                // The real one says so only where keys are required by origin.
                "keyRequired": false,
                "language": {
                    "source": { "code": "auto", "name": "Auto Detect" },
                    "target": { "code": "en", "name": "English" },
                },
                "suggestions": false,
                "supportedFilesFormat": [".txt"],
            }),
        ))
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/translate") {
            return Err(self.failure(404));
        }
        let read = || {
            let fields = incoming.object()?;
            let texts = match fields.get("q")? {
                Value::String(text) => vec![text.clone()],
                list => super::texts(list)?,
            };
            let string = |name: &str| fields.get(name).and_then(Value::as_str);
            let key = string("api_key").map(str::to_owned);
            let format = string("format").is_none_or(|format| matches!(format, "text" | "html"));
            let whole = format && only(&fields, &["q", "source", "target", "format", "api_key"]);
            let asked = incoming.asked(texts, string("source")?, string("target")?, key);
            (whole && asked.texts.iter().all(|text| !text.is_empty())).then_some(asked)
        };
        let asked = read().ok_or_else(|| self.failure(400))?;
        match (&behaviour.key, &asked.key) {
            (Some(_), None) => Err(self.failure(400)),
            (Some(wanted), Some(key)) if key != wanted => Err(self.failure(403)),
            _ => Ok(asked),
        }
    }

    fn answer(&self, _: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let texts: Vec<&str> = answers.iter().map(|answer| answer.text.as_str()).collect();
        Said::new(200, json!({ "translatedText": texts }))
    }

    fn failure(&self, status: u16) -> Said {
        Said::new(status, json!({ "error": "Hiba történt." }))
    }

    fn quota(&self) -> Option<Said> {
        None
    }

    fn bad_key(&self) -> Option<Said> {
        Some(self.failure(403))
    }
}
