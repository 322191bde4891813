//! A server for tests that speaks the APIs of translation services as they are documented and nothing else.
//!
//! It refuses what the real ones refuse, and more: unknown fields, a `Content-Type` that is not the one documented, a
//! key in the wrong place, so that a client that works here asks by the book. It remembers what it was asked, and
//! misbehaves when told to.

mod behaviour;
mod dialect;
mod fault;
mod form;
mod tls;
mod translation;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use behaviour::{Behaviour, Fault, Rule, When};
pub use dialect::Dialect;
use dialect::{Incoming, Said};
pub use translation::{original, translate};

/// Bytes of a request that are read at most; the limits of the APIs are lower.
const REQUEST_BYTES: usize = 4 * 1024 * 1024;

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub struct ContractServer {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// One request for translation, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The texts, in order.
    pub texts: Vec<String>,
    /// Their numbers, where the API has some; else 1, 2, 3….
    pub ids: Vec<usize>,
    /// The language code of the texts.
    pub source: String,
    /// The language code wanted.
    pub target: String,
    /// The key that came with it.
    pub key: Option<String>,
    /// The `User-Agent` it came with.
    pub user_agent: String,
    /// The shape in which a language model is to answer; empty for lines.
    pub format: String,
    /// What came along to be read, as it came; empty for nothing.
    pub context: String,
    /// Characters or tokens that the reply says are billed.
    pub billed: u64,
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
    /// Requests that were not by the book.
    refused: usize,
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
        let shared = Shared::new(behaviour);
        let router = router(&shared);
        let task = tokio::spawn(async move {
            // Ends with the task only.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            scheme: "http",
            shared,
            task,
        })
    }

    /// Starts a server behind TLS, with a certificate for `localhost` that nobody knows. The second value is the
    /// certificate of the authority that signed it, as PEM.
    ///
    /// # Panics
    /// When no port or no certificate can be had.
    pub async fn start_tls(behaviour: Behaviour) -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port on this machine");
        let address = listener.local_addr().expect("a bound port has an address");
        let (acceptor, authority) = tls::acceptor();
        let shared = Shared::new(behaviour);
        let router = router(&shared);
        let task = tokio::spawn(async move {
            let _ = axum::serve(tls::Listener { listener, acceptor }, router).await;
        });
        let server = Self {
            address,
            scheme: "https",
            shared,
            task,
        };
        (server, authority)
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        match self.scheme {
            "https" => format!("https://localhost:{}", self.address.port()),
            _ => format!("http://{}", self.address),
        }
    }

    /// Requests for translation so far, in the order they came; refused ones included, those it could not read not.
    pub fn requests(&self) -> Vec<Asked> {
        self.shared.lock().asked.clone()
    }

    /// Requests so far that were not by the book: unknown addresses, fields, keys.
    pub fn refused(&self) -> usize {
        self.shared.lock().refused
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
    fn new(behaviour: Behaviour) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(Recorded {
                behaviour,
                asked: Vec::new(),
                refused: 0,
                counted: 0,
                at_once: 0,
                most_at_once: 0,
            }),
        })
    }

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

fn router(shared: &Arc<Shared>) -> Router {
    Router::new().fallback(answer).with_state(Arc::clone(shared))
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let behaviour = shared.lock().behaviour.clone();
    let speaker = behaviour.dialect.speaker();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, REQUEST_BYTES).await else {
        return speaker.failure(413).into_response();
    };
    let incoming = Incoming {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: form::read(parts.uri.query().unwrap_or_default()),
        headers: parts.headers,
        body,
    };
    if let Some(said) = speaker.other(&incoming, &behaviour) {
        return said.into_response();
    }
    let _in_work = InWork::begin(&shared);
    let mut asked = match speaker.read(&incoming, &behaviour) {
        Ok(asked) => asked,
        Err(said) => {
            shared.lock().refused += 1;
            return said.into_response();
        }
    };
    let too_much = over_limits(&shared, &behaviour, &asked).map(|status| speaker.failure(status));
    // Its place in the record is its number, from 1, for the rules that count.
    let reply = {
        let mut state = shared.lock();
        let number = state.asked.len() + 1;
        let reply = match too_much {
            Some(said) => fault::Reply::Plain(said),
            None => fault::reply(&behaviour, &asked, number),
        };
        asked.status = reply.status();
        asked.billed = reply.billed(behaviour.dialect);
        state.asked.push(asked);
        reply
    };
    tokio::time::sleep(behaviour.delay).await;
    reply.send().await
}

/// The status with which a request is refused that is by the book, but more than this server takes.
fn over_limits(shared: &Arc<Shared>, behaviour: &Behaviour, asked: &Asked) -> Option<u16> {
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

/// A reply's body from its parts, with the type that APIs send.
fn json_body(body: Body) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert("content-type", axum::http::HeaderValue::from_static("application/json"));
    response
}
