//! Chat completions: <https://platform.openai.com/docs/api-reference/chat/create>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, llm, only, refused_field};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct OpenAi;

const FIELDS: [&str; 7] = [
    "model",
    "messages",
    "stream",
    "response_format",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
];

fn error(status: u16, code: &str, param: Option<&str>) -> Said {
    let message = param.map_or("Something is wrong.".to_owned(), |param| {
        format!("Unsupported parameter: '{param}'")
    });
    let body =
        json!({ "error": { "message": message, "type": "invalid_request_error", "param": param, "code": code } });
    Said::new(status, body)
}

fn key(incoming: &Incoming, behaviour: &Behaviour) -> Result<Option<String>, Said> {
    let key = incoming
        .header("authorization")
        .strip_prefix("Bearer ")
        .map(str::to_owned);
    match &behaviour.key {
        Some(wanted) if key.as_ref() != Some(wanted) => Err(error(401, "invalid_api_key", None)),
        _ => Ok(key),
    }
}

impl Speaker for OpenAi {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if !incoming.is(&Method::GET, "/v1/models") {
            return None;
        }
        Some(match key(incoming, behaviour) {
            Ok(_) => Said::new(
                200,
                json!({ "object": "list", "data": [{ "id": "contract-1", "object": "model" }] }),
            ),
            Err(refused) => refused,
        })
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/v1/chat/completions") {
            return Err(error(404, "not_found", None));
        }
        let key = key(incoming, behaviour)?;
        let bad = || error(400, "bad_request", None);
        let fields = incoming.object().ok_or_else(bad)?;
        if let Some(field) = refused_field(&fields, behaviour) {
            return Err(error(400, "unsupported_parameter", Some(field)));
        }
        let read = || {
            let messages = fields.get("messages")?.as_array()?;
            let content = |role: &str| {
                let message = messages.iter().find(|message| message["role"] == role)?;
                message["content"].as_str()
            };
            if content("system").is_some() && behaviour.refuses_fields.iter().any(|field| field == "system role") {
                return None;
            }
            let user = content("user")?;
            let mut asked = llm::read(incoming, content("system").unwrap_or(user), user, key.clone())?;
            if let Some(format) = fields.get("response_format") {
                format["type"].as_str()?.clone_into(&mut asked.format);
                if asked.format == "json_schema" && format["json_schema"]["strict"] != true {
                    return None;
                }
                let shape = format.get("schema").map(|schema| &schema["type"]);
                if asked.format == "json_object" && shape.is_some_and(|shape| shape != "object") {
                    return None;
                }
            }
            let fits = only(&fields, &FIELDS)
                && fields.get("model").and_then(Value::as_str) == Some("contract-1")
                && !(fields.contains_key("max_tokens") && fields.contains_key("max_completion_tokens"));
            fits.then_some(asked)
        };
        read().ok_or_else(|| {
            if behaviour.refuses_fields.iter().any(|field| field == "system role") {
                error(400, "bad_request", Some("system role"))
            } else {
                bad()
            }
        })
    }

    fn answer(&self, asked: &Asked, answers: &[Given], cut_off: bool, thoughts: Option<&str>) -> Said {
        let (input, output) = llm::tokens(asked, answers);
        let finish = if cut_off { "length" } else { "stop" };
        let body = json!({
            "id": "c-1",
            "object": "chat.completion",
            "model": "contract-1",
            "choices": [{
                "index": 0,
                "finish_reason": finish,
                "message": { "role": "assistant", "content": llm::write(asked, answers, thoughts), "refusal": null },
            }],
            "usage": { "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output },
        });
        Said::new(200, body)
    }

    fn failure(&self, status: u16) -> Said {
        error(status, "unknown", None)
    }

    fn quota(&self) -> Option<Said> {
        Some(error(429, "insufficient_quota", None))
    }

    fn bad_key(&self) -> Option<Said> {
        Some(error(401, "invalid_api_key", None))
    }
}
