//! The APIs the server speaks, one file each, as their providers document them.

mod anthropic;
mod apy;
mod custom;
mod deepl;
mod google;
mod libretranslate;
mod llm;
mod microsoft;
mod mymemory;
mod ollama;
mod openai;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};

use crate::Asked;
use crate::behaviour::Behaviour;

/// Whose API a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `LibreTranslate`.
    LibreTranslate,
    /// `DeepL`, version 2.
    DeepL,
    /// Google Cloud Translation, version 2.
    Google,
    /// Microsoft Translator, version 3.0.
    Microsoft,
    /// Chat completions as `OpenAI` defined them.
    OpenAi,
    /// Ollama's own API.
    Ollama,
    /// Anthropic's messages.
    Anthropic,
    /// Apertium `APy`.
    Apy,
    /// `MyMemory`.
    MyMemory,
    /// A made-up service with numbered texts.
    Custom,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::LibreTranslate,
        Self::DeepL,
        Self::Google,
        Self::Microsoft,
        Self::OpenAi,
        Self::Ollama,
        Self::Anthropic,
        Self::Apy,
        Self::MyMemory,
        Self::Custom,
    ];

    /// Its name in an engine's settings, and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::LibreTranslate => "libretranslate",
            Self::DeepL => "deepl",
            Self::Google => "google",
            Self::Microsoft => "microsoft",
            Self::OpenAi => "openai",
            Self::Ollama => "ollama",
            Self::Anthropic => "anthropic",
            Self::Apy => "apertium-apy",
            Self::MyMemory => "mymemory",
            Self::Custom => "custom",
        }
    }

    pub(crate) fn speaker(self) -> &'static dyn Speaker {
        match self {
            Self::LibreTranslate => &libretranslate::LibreTranslate,
            Self::DeepL => &deepl::DeepL,
            Self::Google => &google::Google,
            Self::Microsoft => &microsoft::Microsoft,
            Self::OpenAi => &openai::OpenAi,
            Self::Ollama => &ollama::Ollama,
            Self::Anthropic => &anthropic::Anthropic,
            Self::Apy => &apy::Apy,
            Self::MyMemory => &mymemory::MyMemory,
            Self::Custom => &custom::Custom,
        }
    }
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A text that is answered, under the number it was asked with.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) id: usize,
    pub(crate) text: String,
}

/// A reply before it is sent.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Value,
}

impl Said {
    pub(crate) fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }
}

/// One API.
pub(crate) trait Speaker: Sync {
    /// Answers what is no request for translation: languages, usage, glossaries.
    fn other(&self, incoming: &Incoming, behaviour: &Behaviour) -> Option<Said>;

    /// The request, if it is as documented; otherwise the reply that the real one would give.
    fn read(&self, incoming: &Incoming, behaviour: &Behaviour) -> Result<Asked, Said>;

    /// The reply with these answers. `cut_off` says that the model reached its limit, `thoughts` come before the answer;
    /// both only for APIs that know such things.
    fn answer(&self, asked: &Asked, answers: &[Given], cut_off: bool, thoughts: Option<&str>) -> Said;

    /// An error in this API's shape.
    fn failure(&self, status: u16) -> Said;

    /// An exhausted allowance, where there is such a thing.
    fn quota(&self) -> Option<Said>;

    /// A refused key, where there is such a thing.
    fn bad_key(&self) -> Option<Said>;
}

impl Incoming {
    /// A header's text; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    pub(crate) fn is(&self, method: &Method, path: &str) -> bool {
        self.method == *method && self.path == path
    }

    /// A parameter of the address that is there once.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let mut found = self.query.iter().filter(|(known, _)| known == name);
        let (_, value) = found.next()?;
        found.next().is_none().then_some(value)
    }

    /// Whether the address has these parameters and no other.
    pub(crate) fn has_only(&self, names: &[&str]) -> bool {
        self.query.iter().all(|(name, _)| names.contains(&name.as_str()))
    }

    /// The body as an object of JSON, when it is declared as such.
    pub(crate) fn object(&self) -> Option<Map<String, Value>> {
        match self.json()? {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The body as JSON, when it is declared as such.
    pub(crate) fn json(&self) -> Option<Value> {
        let declared = self.header("content-type").split(';').next()?.trim() == "application/json";
        declared.then(|| serde_json::from_slice(&self.body).ok()).flatten()
    }

    /// What is asked, with what every API has.
    pub(crate) fn asked(&self, texts: Vec<String>, source: &str, target: &str, key: Option<String>) -> Asked {
        Asked {
            ids: (1..=texts.len()).collect(),
            texts,
            source: source.to_owned(),
            target: target.to_owned(),
            key,
            user_agent: self.header(header::USER_AGENT.as_str()).to_owned(),
            format: String::new(),
            context: String::new(),
            billed: 0,
            status: 0,
        }
    }
}

/// The texts of a JSON array; none if anything else is in it or a text is empty.
pub(crate) fn texts(value: &Value) -> Option<Vec<String>> {
    let texts: Option<Vec<String>> = value
        .as_array()?
        .iter()
        .map(|text| text.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
        .collect();
    texts.filter(|texts| !texts.is_empty())
}

/// Whether an object has these fields and no other.
pub(crate) fn only(object: &Map<String, Value>, names: &[&str]) -> bool {
    object.keys().all(|name| names.contains(&name.as_str()))
}

/// The first refused field that is in a body.
pub(crate) fn refused_field<'a>(object: &Map<String, Value>, behaviour: &'a Behaviour) -> Option<&'a str> {
    let named = |field: &&String| {
        object.contains_key(field.as_str())
            || object
                .get("response_format")
                .is_some_and(|format| format["type"] == field.as_str() || format.get(field.as_str()).is_some())
    };
    behaviour.refuses_fields.iter().find(named).map(String::as_str)
}

/// Unicode characters of all texts.
pub(crate) fn characters(texts: &[String]) -> u64 {
    texts.iter().map(|text| text.chars().count() as u64).sum()
}

impl Said {
    pub(crate) fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(self.body)).into_response();
        for (name, value) in self.headers {
            if let Ok(value) = value.parse() {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
