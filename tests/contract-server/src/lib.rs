//! A server for tests that speaks `LibreTranslate`'s API as it is documented and nothing else.
//!
//! It refuses what the real one refuses, and more: unknown fields and a `Content-Type` other than JSON, so that a
//! client that works here asks by the book. It remembers what it was asked, and misbehaves when told to.

mod behaviour;
mod translation;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use behaviour::{Behaviour, Fault, Rule, When};
pub use translation::{original, translate};

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub struct ContractServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// One request for translation, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The texts, in order.
    pub texts: Vec<String>,
    /// The language code of the texts.
    pub source: String,
    /// The language code wanted.
    pub target: String,
    /// The key that came with it.
    pub key: Option<String>,
    /// The `User-Agent` it came with.
    pub user_agent: String,
    /// The status it was answered with.
    pub status: u16,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<Recorded>,
}

#[derive(Debug)]
struct Recorded {
    behaviour: Behaviour,
    asked: Vec<Asked>,
    /// Texts that counted against the rate.
    counted: usize,
    at_once: usize,
    most_at_once: usize,
}

impl ContractServer {
    /// Starts a server on a free port of this machine.
    ///
    /// # Panics
    /// When no port can be had.
    pub async fn start(behaviour: Behaviour) -> Self {
        Self::start_on(0, behaviour).await.expect("a free port on this machine")
    }

    /// Starts a server on a port of this machine; 0 takes a free one.
    pub async fn start_on(port: u16, behaviour: Behaviour) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            state: Mutex::new(Recorded {
                behaviour,
                asked: Vec::new(),
                counted: 0,
                at_once: 0,
                most_at_once: 0,
            }),
        });
        let router = Router::new()
            .route("/translate", post(answer_translate))
            .route("/languages", get(answer_languages))
            .route("/frontend/settings", get(answer_settings))
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // Ends with the task only.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, shared, task })
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests for translation so far, in the order they came; refused ones included, those it could not read not.
    pub fn requests(&self) -> Vec<Asked> {
        self.shared.lock().asked.clone()
    }

    /// Every text it was asked for, as often as it was.
    pub fn asked_texts(&self) -> Vec<String> {
        self.shared
            .lock()
            .asked
            .iter()
            .flat_map(|asked| asked.texts.clone())
            .collect()
    }

    /// Requests for translation that were in work at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.shared.lock().most_at_once
    }

    /// Behaves otherwise from now on.
    pub fn behave(&self, behaviour: Behaviour) {
        self.shared.lock().behaviour = behaviour;
    }

    /// Runs until the process ends.
    pub async fn run(mut self) {
        let _ = (&mut self.task).await;
    }
}

impl Drop for ContractServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Recorded> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a request as in work for as long as it lives: a client that goes away ends it too.
struct InWork(Arc<Shared>);

impl InWork {
    fn begin(shared: &Arc<Shared>) -> Self {
        let mut state = shared.lock();
        state.at_once += 1;
        state.most_at_once = state.most_at_once.max(state.at_once);
        Self(Arc::clone(shared))
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        self.0.lock().at_once -= 1;
    }
}

async fn answer_languages(State(shared): State<Arc<Shared>>) -> Response {
    let languages = shared.lock().behaviour.languages.clone();
    let offered: Vec<Value> = languages
        .iter()
        .map(|code| json!({ "code": code, "name": code, "targets": languages }))
        .collect();
    axum::Json(offered).into_response()
}

async fn answer_settings(State(shared): State<Arc<Shared>>) -> Response {
    let behaviour = shared.lock().behaviour.clone();
    if !behaviour.publishes_settings {
        return failure(404, None);
    }
    let limit = behaviour
        .characters_per_text
        .map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    axum::Json(json!({
        "apiKeys": behaviour.key.is_some(),
        "charLimit": limit,
        "frontendTimeout": 500,
        // The real one says so only where keys are required by origin.
        "keyRequired": false,
        "language": { "source": { "code": "auto", "name": "Auto Detect" }, "target": { "code": "en", "name": "English" } },
        "suggestions": false,
        "supportedFilesFormat": [".txt"],
    }))
    .into_response()
}

async fn answer_translate(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let _in_work = InWork::begin(&shared);
    let Some(mut asked) = read(&headers, &body) else {
        return failure(400, None);
    };
    let behaviour = shared.lock().behaviour.clone();
    let refused = refusal(&shared, &behaviour, &asked);
    // Its place in the record is its number, from 1, for the rules that count.
    let fault = {
        let mut state = shared.lock();
        let number = state.asked.len() + 1;
        let fault = fault(&behaviour, &asked, number);
        asked.status = match (refused, &fault) {
            (Some(status), _) => status,
            (None, Some(Fault::Status { status, .. })) => *status,
            (None, Some(Fault::Redirect(_))) => 307,
            _ => 200,
        };
        state.asked.push(asked.clone());
        fault
    };
    tokio::time::sleep(behaviour.delay).await;
    match refused {
        Some(status) => failure(status, None),
        None => answer(&asked, fault).await,
    }
}

/// The request, if it is as documented: JSON, known fields only, texts that are not empty.
fn read(headers: &HeaderMap, body: &Bytes) -> Option<Asked> {
    let text = |name: header::HeaderName| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    if text(header::CONTENT_TYPE).split(';').next()?.trim() != "application/json" {
        return None;
    }
    let mut fields: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let texts = match fields.remove("q")? {
        Value::String(text) => vec![text],
        Value::Array(texts) => texts
            .into_iter()
            .map(|text| {
                if let Value::String(text) = text {
                    Some(text)
                } else {
                    None
                }
            })
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let mut string = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (source, target) = (string("source")?, string("target")?);
    let (format, key) = (string("format"), string("api_key"));
    let known = format.as_deref().is_none_or(|format| matches!(format, "text" | "html"));
    let whole = fields.is_empty() && known && !texts.is_empty() && texts.iter().all(|text| !text.is_empty());
    whole.then(|| Asked {
        texts,
        source,
        target,
        key,
        user_agent: text(header::USER_AGENT).to_owned(),
        status: 0,
    })
}

/// The status with which the real server refuses such a request; all but the key's and the rate's are 400.
fn refusal(shared: &Arc<Shared>, behaviour: &Behaviour, asked: &Asked) -> Option<u16> {
    if let Some(wanted) = &behaviour.key {
        match &asked.key {
            None => return Some(400),
            Some(key) if key != wanted => return Some(403),
            Some(_) => {}
        }
    }
    let counted = {
        let mut state = shared.lock();
        state.counted += asked.texts.len();
        state.counted
    };
    if behaviour.texts_before_slowdown.is_some_and(|most| counted > most) {
        return Some(429);
    }
    let offered = |code: &String| behaviour.languages.contains(code);
    let too_long = |most: usize| asked.texts.iter().any(|text| text.chars().count() > most);
    let refused = !offered(&asked.source)
        || !offered(&asked.target)
        || behaviour.characters_per_text.is_some_and(too_long)
        || behaviour.texts_per_request.is_some_and(|most| asked.texts.len() > most);
    refused.then_some(400)
}

fn fault(behaviour: &Behaviour, asked: &Asked, number: usize) -> Option<Fault> {
    let applies = |when: &When| match when {
        When::Always => true,
        When::TextContains(words) => asked.texts.iter().any(|text| text.contains(words.as_str())),
        When::Batch => asked.texts.len() > 1,
        When::First(count) => number <= *count,
        When::Every(count) => *count > 0 && number.is_multiple_of(*count),
    };
    behaviour
        .rules
        .iter()
        .find(|rule| applies(&rule.when))
        .map(|rule| rule.fault.clone())
}

async fn answer(asked: &Asked, fault: Option<Fault>) -> Response {
    let mut texts: Vec<String> = asked
        .texts
        .iter()
        .map(|text| translate(text, &asked.source, &asked.target))
        .collect();
    match fault {
        Some(Fault::Status { status, retry_after }) => return failure(status, retry_after.as_deref()),
        Some(Fault::Redirect(to)) => return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        Some(Fault::Delay(time)) => tokio::time::sleep(time).await,
        Some(Fault::Drop) => {
            texts.pop();
        }
        Some(Fault::Merge) if texts.len() > 1 => {
            let second = texts.remove(1);
            texts[0] = format!("{} {second}", texts[0]);
        }
        // A single text cannot be merged with another.
        None | Some(Fault::Merge) => {}
        Some(Fault::Extra) => texts.push("Ceterum censeo.".to_owned()),
        Some(Fault::Reorder) => texts.reverse(),
        Some(Fault::Empty) => texts.iter_mut().for_each(String::clear),
        Some(Fault::Echo) => texts.clone_from(&asked.texts),
        Some(Fault::Entities) => {
            for text in &mut texts {
                *text = format!(
                    "{} &amp; &#39;&quot;",
                    text.replace('\'', "&#39;").replace('"', "&quot;")
                );
            }
        }
        Some(Fault::Emoji) => texts.fill("🤖".to_owned()),
        Some(Fault::Cut) => return cut(),
        Some(Fault::InvalidJson) => {
            return ([(header::CONTENT_TYPE, "application/json")], r#"{"translatedText": ["#).into_response();
        }
        Some(Fault::WebPage) => {
            return (
                [(header::CONTENT_TYPE, "text/html")],
                "<!doctype html><title>Sign in</title>",
            )
                .into_response();
        }
        Some(Fault::WrongContentType) => {
            let body = json!({ "translatedText": texts }).to_string();
            return ([(header::CONTENT_TYPE, "text/plain")], body).into_response();
        }
        Some(Fault::Huge) => return huge(),
    }
    axum::Json(json!({ "translatedText": texts })).into_response()
}

/// An error as the real server shapes it. Its words are of no use to a client, which this one's show.
fn failure(status: u16, retry_after: Option<&str>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(json!({ "error": "Hiba történt." }))).into_response();
    if let Some(value) = retry_after.and_then(|value| value.parse().ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// The beginning of an answer, and then the connection breaks.
fn cut() -> Response {
    let parts = [
        Ok(Bytes::from_static(br#"{"translatedText": ["half a sen"#)),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ];
    let body = Body::from_stream(futures_util::stream::iter(parts));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// 100 MB, made as they are sent.
fn huge() -> Response {
    let part = Bytes::from(vec![b' '; 1024 * 1024]);
    let parts = (0..100).map(move |_| Ok::<_, std::io::Error>(part.clone()));
    let body = Body::from_stream(futures_util::stream::iter(parts));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
