//! Anthropic's messages: <https://docs.claude.com/en/api/messages>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, llm, only};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct Anthropic;

const FIELDS: [&str; 6] = ["model", "max_tokens", "system", "messages", "tools", "tool_choice"];

fn error(status: u16, kind: &str) -> Said {
    let body =
        json!({ "type": "error", "error": { "type": kind, "message": "Something is wrong." }, "request_id": "r-1" });
    Said::new(status, body)
}

fn key(incoming: &Incoming, behaviour: &Behaviour) -> Result<String, Said> {
    let key = incoming.header("x-api-key");
    let fits = !key.is_empty() && behaviour.key.as_deref().is_none_or(|wanted| wanted == key);
    if fits && incoming.header("anthropic-version") == "2023-06-01" {
        Ok(key.to_owned())
    } else {
        Err(error(401, "authentication_error"))
    }
}

impl Speaker for Anthropic {
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said> {
        if !incoming.is(&Method::GET, "/v1/models") {
            return None;
        }
        Some(match key(incoming, behaviour) {
            Ok(_) => Said::new(
                200,
                json!({ "data": [{ "type": "model", "id": "contract-1" }], "has_more": false }),
            ),
            Err(refused) => refused,
        })
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/v1/messages") {
            return Err(error(404, "not_found_error"));
        }
        let key = key(incoming, behaviour)?;
        let read = || {
            let fields = incoming.object()?;
            let [message] = fields.get("messages")?.as_array()?.as_slice() else {
                return None;
            };
            let asked = llm::read(
                incoming,
                fields.get("system")?.as_str()?,
                message["content"].as_str()?,
                Some(key.clone()),
            )?;
            let fits = only(&fields, &FIELDS)
                && fields.get("model").and_then(Value::as_str) == Some("contract-1")
                && message["role"] == "user"
                && fields
                    .get("max_tokens")
                    .and_then(Value::as_u64)
                    .is_some_and(|most| most > 0)
                && fields.get("tools")?[0]["input_schema"]["type"] == "object"
                && fields.get("tool_choice")?["name"] == fields.get("tools")?[0]["name"];
            fits.then_some(asked)
        };
        read().ok_or_else(|| error(400, "invalid_request_error"))
    }

    fn answer(&self, asked: &Asked, answers: &[Given], cut_off: bool, thoughts: Option<&str>) -> Said {
        let (input, output) = llm::tokens(asked, answers);
        let content = match thoughts {
            // A model that thinks aloud does not call the tool.
            Some(thoughts) => json!([{ "type": "text", "text": format!("{thoughts}{}", llm::object(answers)) }]),
            None => {
                json!([{ "type": "tool_use", "id": "t-1", "name": "give_translations", "input": llm::object(answers) }])
            }
        };
        let body = json!({
            "id": "m-1",
            "type": "message",
            "role": "assistant",
            "model": "contract-1",
            "content": content,
            "stop_reason": if cut_off { "max_tokens" } else { "tool_use" },
            "usage": { "input_tokens": input, "output_tokens": output },
        });
        Said::new(200, body)
    }

    fn failure(&self, status: u16) -> Said {
        error(
            status,
            match status {
                413 => "request_too_large",
                429 => "rate_limit_error",
                529 => "overloaded_error",
                500.. => "api_error",
                _ => "invalid_request_error",
            },
        )
    }

    fn quota(&self) -> Option<Said> {
        Some(error(400, "billing_error"))
    }

    fn bad_key(&self) -> Option<Said> {
        Some(error(401, "authentication_error"))
    }
}
