//! Keys and texts are in no log and in no error.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;
use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When};
use visavis_core::Language;
use visavis_core::engine::Request;

use crate::subject::{KEY, config, engine};

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

const TEXT: &str = "Le cormoran dort encore.";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_log_and_no_error_holds_a_key_or_a_text() {
    let captured = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(captured.clone())
        .with_ansi(false)
        .finish();
    // For this thread, on which all of the test runs.
    let _guard = tracing::subscriber::set_default(subscriber);
    tracing::trace!("the log is captured");
    let mut shown = String::new();
    for dialect in Dialect::ALL {
        let faults = [
            None,
            Some(Fault::Status {
                status: 400,
                retry_after: None,
            }),
            Some(Fault::BadKey),
            Some(Fault::Quota),
            Some(Fault::Cut),
            Some(Fault::InvalidJson),
            Some(Fault::Redirect("http://127.0.0.1:9/".to_owned())),
        ];
        for fault in faults {
            let mut behaviour = Behaviour::of(dialect);
            if let Some(fault) = fault {
                behaviour = behaviour.with(When::Always, fault);
            }
            let server = ContractServer::start(behaviour).await;
            let engine = engine(dialect, &server);
            let request = Request::new(&FRENCH, &ENGLISH, std::slice::from_ref(&TEXT));
            if let Err(error) = engine.translate(request, &CancellationToken::new()).await {
                writeln!(shown, "{error} {error:?}").unwrap();
            }
        }
        let settings = config(dialect, "http://localhost");
        writeln!(shown, "{settings:?} {}", serde_json::to_string(&settings).unwrap()).unwrap();
    }
    let log = String::from_utf8(captured.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap();
    assert!(log.contains("the log is captured"), "nothing was captured");
    for (name, text) in [("an error", &shown), ("the log", &log)] {
        for secret in [KEY, "not-to-be-seen", "cormoran"] {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{name} shows {secret}");
        }
    }
}
