//! Ollama's own API: <https://docs.ollama.com/api/chat>.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Given, Incoming, Said, Speaker, llm, only, refused_field};
use crate::Asked;
use crate::behaviour::Behaviour;

pub(super) struct Ollama;

impl Speaker for Ollama {
    fn other(&self, incoming: &Incoming, _: &Behaviour) -> Option<Said> {
        incoming.is(&Method::GET, "/api/tags").then(|| {
            Said::new(
                200,
                json!({ "models": [{ "name": "contract:latest", "model": "contract:latest" }] }),
            )
        })
    }

    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said> {
        if !incoming.is(&Method::POST, "/api/chat") {
            return Err(self.failure(404));
        }
        let fields = incoming.object().ok_or_else(|| self.failure(400))?;
        if let Some(field) = refused_field(&fields, behaviour) {
            return Err(Said::new(
                400,
                json!({ "error": format!("\"contract\" does not support {field}") }),
            ));
        }
        let read = || {
            let messages = fields.get("messages")?.as_array()?;
            let content = |role: &str| messages.iter().find(|message| message["role"] == role)?["content"].as_str();
            let mut asked = llm::read(incoming, content("system")?, content("user")?, None)?;
            "json".clone_into(&mut asked.format);
            let fits = only(&fields, &["model", "messages", "stream", "format", "options", "think"])
                && fields.get("model").and_then(Value::as_str) == Some("contract")
                && fields.get("stream") == Some(&Value::Bool(false))
                // Without it, the model would be cut to its default without a word.
                && fields.get("options")?["num_ctx"].as_u64()? >= 2_048
                && fields.get("format")?["type"] == "object";
            fits.then_some(asked)
        };
        read().ok_or_else(|| self.failure(400))
    }

    fn answer(&self, asked: &Asked, answers: &[Given], cut_off: bool, thoughts: Option<&str>) -> Said {
        let (input, output) = llm::tokens(asked, answers);
        let body = json!({
            "model": "contract",
            "created_at": "2026-01-01T00:00:00Z",
            "message": { "role": "assistant", "content": llm::write(asked, answers, thoughts) },
            "done": true,
            "done_reason": if cut_off { "length" } else { "stop" },
            "prompt_eval_count": input,
            "eval_count": output,
        });
        Said::new(200, body)
    }

    fn failure(&self, status: u16) -> Said {
        Said::new(status, json!({ "error": "something is wrong" }))
    }

    fn quota(&self) -> Option<Said> {
        None
    }

    fn bad_key(&self) -> Option<Said> {
        Some(self.failure(401))
    }
}
