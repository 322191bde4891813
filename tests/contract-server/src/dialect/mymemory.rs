//! `MyMemory`: <https://mymemory.translated.net/doc/spec.php>.

use axum::http::Method;
use serde_json::json;

use super::{Given, Incoming, Said, Speaker};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct MyMemory;

const WARNING: &str = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.";

impl Speaker for MyMemory {
    fn other(&self, _: &Incoming, _: &Behaviour) -> Option<Said> {
        None
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::GET, "/get") {
            return Err(self.failure(404));
        }
        let read = || {
            let text = incoming
                .parameter("q")
                .filter(|text| !text.is_empty() && text.len() <= 500)?;
            let (source, target) = incoming.parameter("langpair")?.split_once('|')?;
            let offered = |code: &str| behaviour.languages.iter().any(|known| known == code);
            let fits = incoming.has_only(&["q", "langpair", "mt", "de", "key"]) && offered(source) && offered(target);
            let key = incoming.parameter("key").map(str::to_owned);
            fits.then(|| incoming.asked(vec![text.to_owned()], source, target, key))
        };
        let asked = read().ok_or_else(|| self.failure(403))?;
        match &behaviour.key {
            Some(wanted) if asked.key.as_ref() != Some(wanted) => Err(self.failure(403)),
            _ => Ok(asked),
        }
    }

    fn answer(&self, _: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let text = answers
            .iter()
            .map(|answer| answer.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let body = json!({
            "responseData": { "translatedText": text, "match": 0.85 },
            "quotaFinished": false,
            "responseDetails": "",
            "responseStatus": 200,
            "matches": [],
        });
        Said::new(200, body)
    }

    fn failure(&self, status: u16) -> Said {
        let body = json!({
            "responseData": { "translatedText": "SOMETHING IS WRONG" },
            "responseDetails": "SOMETHING IS WRONG",
            "responseStatus": status.to_string(),
        });
        Said::new(status, body)
    }

    fn quota(&self) -> Option<Said> {
        let body = json!({
            "responseData": { "translatedText": WARNING },
            "quotaFinished": null,
            "responseStatus": 200,
        });
        Some(Said::new(200, body))
    }

    fn bad_key(&self) -> Option<Said> {
        None
    }
}
