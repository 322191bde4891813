//! `DeepL`'s API, version 2: <https://developers.deepl.com/docs>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, only};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct DeepL;

/// Bytes of a request's body, at most.
const BODY_BYTES: usize = 128 * 1024;

const FIELDS: [&str; 10] = [
    "text",
    "source_lang",
    "target_lang",
    "context",
    "split_sentences",
    "preserve_formatting",
    "formality",
    "glossary_id",
    "model_type",
    "show_billed_characters",
];

impl DeepL {
    fn key(incoming: &Incoming, behaviour: &Behaviour) -> Result<String, Said> {
        let key = incoming.header("authorization").strip_prefix("DeepL-Auth-Key ");
        match key {
            Some(key) if behaviour.key.as_deref().is_none_or(|wanted| wanted == key) => Ok(key.to_owned()),
            _ => Err(Self.failure(403)),
        }
    }
}

impl Speaker for DeepL {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        let path = incoming.path.as_str();
        if !matches!(path, "/v2/languages" | "/v2/usage" | "/v2/glossaries") {
            return None;
        }
        if let Err(refused) = Self::key(incoming, behaviour) {
            return Some(refused);
        }
        let upper = |code: &String| code.to_uppercase();
        match (incoming.method.as_str(), path, incoming.parameter("type")) {
            ("GET", "/v2/languages", Some("source")) => {
                let offered: Vec<Value> = behaviour
                    .languages
                    .iter()
                    .map(|code| json!({ "language": upper(code), "name": code }))
                    .collect();
                Some(Said::new(200, offered.into()))
            }
            ("GET", "/v2/languages", Some("target")) => {
                let mut codes: Vec<String> = behaviour
                    .languages
                    .iter()
                    .map(upper)
                    .filter(|code| code != "EN")
                    .collect();
                codes.extend(["EN-GB", "EN-US"].map(str::to_owned));
                let offered: Vec<Value> = codes
                    .iter()
                    .map(|code| json!({ "language": code, "name": code, "supports_formality": true }))
                    .collect();
                Some(Said::new(200, offered.into()))
            }
            ("GET", "/v2/usage", None) => Some(Said::new(
                200,
                json!({ "character_count": 180_118, "character_limit": 1_250_000 }),
            )),
            ("GET", "/v2/glossaries", None) => Some(Said::new(200, json!({ "glossaries": [] }))),
            ("POST", "/v2/glossaries", None) => {
                let new = incoming.object()?;
                let string = |name: &str| new.get(name).and_then(Value::as_str);
                let entries = string("entries")?;
                let fits = only(
                    &new,
                    &["name", "source_lang", "target_lang", "entries", "entries_format"],
                ) && string("entries_format") == Some("tsv")
                    && string("source_lang")?.chars().all(char::is_lowercase)
                    && entries.lines().all(|line| line.split('\t').count() == 2);
                Some(if fits {
                    let made = json!({ "glossary_id": "g-1", "name": string("name")?, "ready": true, "entry_count": entries.lines().count() });
                    Said::new(201, made)
                } else {
                    self.failure(400)
                })
            }
            _ => Some(self.failure(400)),
        }
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/v2/translate") {
            return Err(self.failure(404));
        }
        let key = Self::key(incoming, behaviour)?;
        if incoming.body.len() > BODY_BYTES {
            return Err(self.failure(413));
        }
        let read = || {
            let fields = incoming.object()?;
            let texts = super::texts(fields.get("text")?)?;
            let string = |name: &str| fields.get(name).and_then(Value::as_str);
            let (source, target) = (string("source_lang")?, string("target_lang")?);
            let offered = |code: &str| {
                let plain = code.split('-').next().unwrap_or(code).to_lowercase();
                code == code.to_uppercase() && behaviour.languages.contains(&plain)
            };
            let fits = texts.len() <= 50
                && only(&fields, &FIELDS)
                && offered(source)
                && !source.contains('-')
                && offered(target)
                && string("split_sentences").is_none_or(|split| matches!(split, "0" | "1" | "nonewlines"))
                && string("glossary_id").is_none_or(|id| id == "g-1");
            let mut asked = incoming.asked(texts, &source.to_lowercase(), &plain(target), Some(key.clone()));
            string("context").unwrap_or_default().clone_into(&mut asked.context);
            fits.then_some(asked)
        };
        read().ok_or_else(|| self.failure(400))
    }

    fn answer(&self, asked: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let translations: Vec<Value> = answers
            .iter()
            .enumerate()
            .map(|(index, answer)| {
                let billed = asked.texts.get(index).map_or(0, |text| text.chars().count());
                json!({ "detected_source_language": "FR", "text": answer.text, "billed_characters": billed })
            })
            .collect();
        Said::new(200, json!({ "translations": translations }))
    }

    fn failure(&self, status: u16) -> Said {
        Said::new(status, json!({ "message": "Something is wrong." }))
    }

    fn quota(&self) -> Option<Said> {
        Some(Said::new(456, json!({ "message": "Quota Exceeded" })))
    }

    fn bad_key(&self) -> Option<Said> {
        Some(self.failure(403))
    }
}

fn plain(code: &str) -> String {
    code.split('-').next().unwrap_or(code).to_lowercase()
}
