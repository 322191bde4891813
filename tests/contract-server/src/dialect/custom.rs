//! A made-up service with numbered texts, for engines that the reader describes.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, only};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct Custom;

impl Speaker for Custom {
    fn other(&self, _: &Incoming, _: &Behaviour) -> Option<Said> {
        None
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/api/fr-en") {
            return Err(self.failure(404));
        }
        let key = incoming.header("x-key").to_owned();
        if behaviour.key.as_ref().is_some_and(|wanted| *wanted != key) {
            return Err(self.failure(403));
        }
        let read = || {
            let fields = incoming.object()?;
            let mut texts = Vec::new();
            let mut ids = Vec::new();
            for entry in fields.get("texts")?.as_array()? {
                ids.push(usize::try_from(entry["id"].as_u64()?).ok()?);
                texts.push(entry["text"].as_str().filter(|text| !text.is_empty())?.to_owned());
            }
            let mut asked = incoming.asked(texts, "fr", "en", Some(key.clone()));
            asked.ids = ids;
            let whole = only(&fields, &["texts"]) && asked.texts.len() <= 20 && !asked.texts.is_empty();
            whole.then_some(asked)
        };
        read().ok_or_else(|| self.failure(400))
    }

    fn answer(&self, _: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let list: Vec<Value> = answers
            .iter()
            .map(|answer| json!({ "id": answer.id, "out": answer.text }))
            .collect();
        Said::new(200, json!({ "ok": true, "result": list }))
    }

    fn failure(&self, status: u16) -> Said {
        Said::new(status, json!({ "ok": false, "problem": "unknown" }))
    }

    fn quota(&self) -> Option<Said> {
        // Some services answer so.
        Some(Said::new(200, json!({ "ok": false, "problem": "no credit" })))
    }

    fn bad_key(&self) -> Option<Said> {
        Some(self.failure(403))
    }
}
