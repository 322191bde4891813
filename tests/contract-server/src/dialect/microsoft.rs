//! Microsoft Translator, version 3.0: <https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate>.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::{Given, Incoming, Said, Speaker, characters};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct Microsoft;

fn error(status: u16, code: u32) -> Said {
    Said::new(
        status,
        json!({ "error": { "code": code, "message": "Something is wrong." } }),
    )
}

impl Speaker for Microsoft {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if !incoming.is(&Method::GET, "/languages") {
            return None;
        }
        if incoming.parameter("api-version") != Some("3.0") || !incoming.has_only(&["api-version", "scope"]) {
            return Some(error(400, 400_021));
        }
        let offered: Map<String, Value> = behaviour
            .languages
            .iter()
            .map(|code| (code.clone(), json!({ "name": code, "nativeName": code, "dir": "ltr" })))
            .collect();
        Some(Said::new(200, json!({ "translation": offered })))
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/translate") {
            return Err(error(404, 404_000));
        }
        let key = incoming.header("ocp-apim-subscription-key").to_owned();
        if key.is_empty() || behaviour.key.as_ref().is_some_and(|wanted| *wanted != key) {
            return Err(error(401, 401_000));
        }
        let known = ["api-version", "from", "to", "textType", "includeAlignment"];
        if incoming.parameter("api-version") != Some("3.0") || !incoming.has_only(&known) {
            return Err(error(400, 400_021));
        }
        let read = || {
            let list = incoming.json()?;
            let texts: Option<Vec<String>> = list
                .as_array()?
                .iter()
                .map(|entry| {
                    let entry = entry.as_object().filter(|entry| entry.len() == 1)?;
                    entry
                        .get("Text")?
                        .as_str()
                        .filter(|text| !text.is_empty())
                        .map(str::to_owned)
                })
                .collect();
            let texts = texts.filter(|texts| !texts.is_empty() && texts.len() <= 1_000)?;
            let code = |name| {
                incoming
                    .parameter(name)
                    .filter(|code| behaviour.languages.iter().any(|known| known == code))
            };
            Some(incoming.asked(texts, code("from")?, code("to")?, Some(key.clone())))
        };
        let asked = read().ok_or_else(|| error(400, 400_000))?;
        if characters(&asked.texts) > 50_000 {
            return Err(error(400, 400_077));
        }
        Ok(asked)
    }

    fn answer(&self, asked: &Asked, answers: &[Given], _: bool, _: Option<&str>) -> Said {
        let translated: Vec<Value> = answers
            .iter()
            .enumerate()
            .map(|(index, answer)| {
                let last = |text: &str| text.encode_utf16().count().saturating_sub(1);
                let source = asked.texts.get(index).map_or(0, |text| last(text));
                let proj = format!("0:{source}-0:{}", last(&answer.text));
                json!({ "translations": [{ "text": answer.text, "to": asked.target, "alignment": { "proj": proj } }] })
            })
            .collect();
        Said {
            headers: vec![("x-metered-usage", characters(&asked.texts).to_string())],
            ..Said::new(200, translated.into())
        }
    }

    fn failure(&self, status: u16) -> Said {
        error(status, u32::from(status) * 1_000)
    }

    fn quota(&self) -> Option<Said> {
        Some(error(403, 403_001))
    }

    fn bad_key(&self) -> Option<Said> {
        Some(error(401, 401_000))
    }
}
