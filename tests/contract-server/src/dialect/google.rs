//! Google Cloud Translation, version 2: <https://cloud.google.com/translate/docs/reference/rest/v2/translate>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, only};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct Google;

const PATH: &str = "/language/translate/v2";

/// Bytes of a request, at most.
const BODY_BYTES: usize = 100_000;

fn error(status: u16, reason: &str) -> Said {
    let body = json!({ "error": {
        "code": status,
        "message": "Something is wrong.",
        "errors": [{ "message": "Something is wrong.", "domain": "global", "reason": reason }],
    }});
    Said::new(status, body)
}

fn key(incoming: &Incoming, behaviour: &Behaviour) -> Result<String, Said> {
    let key = incoming.header("x-goog-api-key");
    if key.is_empty() || !incoming.query.is_empty() {
        return Err(error(403, "forbidden"));
    }
    match &behaviour.key {
        Some(wanted) if wanted != key => Err(Google.bad_key().unwrap_or_else(|| error(400, "badRequest"))),
        _ => Ok(key.to_owned()),
    }
}

impl Speaker for Google {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if !incoming.is(&Method::GET, "/language/translate/v2/languages") {
            return None;
        }
        if let Err(refused) = key(incoming, behaviour) {
            return Some(refused);
        }
        let offered: Vec<Value> = behaviour
            .languages
            .iter()
            .map(|code| json!({ "language": code }))
            .collect();
        Some(Said::new(200, json!({ "data": { "languages": offered } })))
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, PATH) {
            return Err(self.failure(404));
        }
        let key = key(incoming, behaviour)?;
        let read = || {
            let fields = incoming.object()?;
            let texts = super::texts(fields.get("q")?)?;
            let string = |name: &str| fields.get(name).and_then(Value::as_str);
            let offered = |code: &str| behaviour.languages.iter().any(|known| known == code);
            // The default is `html`, and a client that leaves it at that gets entities.
            let fits = texts.len() <= 128
                && incoming.body.len() <= BODY_BYTES
                && only(&fields, &["q", "source", "target", "format"])
                && string("format") == Some("text")
                && offered(string("source")?)
                && offered(string("target")?);
            fits.then(|| {
                incoming.asked(
                    texts,
                    string("source").unwrap_or_default(),
                    string("target").unwrap_or_default(),
                    Some(key.clone()),
                )
            })
        };
        read().ok_or_else(|| self.failure(400))
    }

    fn answer(&self, _: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let translations: Vec<Value> = answers
            .iter()
            .map(|answer| json!({ "translatedText": answer.text }))
            .collect();
        Said::new(200, json!({ "data": { "translations": translations } }))
    }

    fn failure(&self, status: u16) -> Said {
        error(status, if status == 429 { "rateLimitExceeded" } else { "unknown" })
    }

    fn quota(&self) -> Option<Said> {
        Some(error(403, "dailyLimitExceeded"))
    }

    fn bad_key(&self) -> Option<Said> {
        let body = json!({ "error": {
            "code": 400,
            "message": "API key not valid.",
            "errors": [{ "message": "API key not valid.", "domain": "global", "reason": "badRequest" }],
            "status": "INVALID_ARGUMENT",
            "details": [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID" }],
        }});
        Some(Said::new(400, body))
    }
}
