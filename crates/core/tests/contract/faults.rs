//! What each status and each broken reply comes to, kind by kind.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When};
use visavis_core::engine::{Error, Request};
use visavis_core::{ErrorCode, Language};

use crate::subject::{KEY, engine};

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

/// How a request for one sentence fails with a server that behaves so.
async fn failure(behaviour: Behaviour) -> Error {
    let dialect = behaviour.dialect;
    let server = ContractServer::start(behaviour).await;
    let texts = ["Le port dort encore."];
    let request = Request::new(&FRENCH, &ENGLISH, &texts);
    match engine(dialect, &server)
        .translate(request, &CancellationToken::new())
        .await
    {
        Err(error) => error,
        Ok(reply) => reply
            .fault
            .unwrap_or_else(|| panic!("{}: {:?}", dialect.name(), reply.answers)),
    }
}

/// What a status means; most services mean the same.
fn expected(dialect: Dialect, status: u16) -> ErrorCode {
    match (dialect, status) {
        // Told apart by another request, which is refused alike: the server talks to nobody here.
        (Dialect::LibreTranslate, 403) => ErrorCode::EngineBanned,
        // Invalid pairs, too long texts and bad keys are one to MyMemory.
        (Dialect::MyMemory, 403) | (_, 400) => ErrorCode::EngineRefused,
        (Dialect::DeepL | Dialect::Anthropic, 529) | (_, 429) => ErrorCode::EngineRateLimited,
        (_, 401 | 403) => ErrorCode::EngineKeyRefused,
        (_, 413) => ErrorCode::EngineTooLong,
        (_, 456) => ErrorCode::EngineQuotaExhausted,
        _ => ErrorCode::EngineServerFault,
    }
}

#[tokio::test]
async fn statuses_mean_what_they_say() {
    for dialect in Dialect::ALL {
        for status in [400, 401, 403, 408, 413, 429, 456, 500, 502, 503, 504, 529] {
            let fault = Fault::Status {
                status,
                retry_after: Some("7".to_owned()),
            };
            let error = failure(Behaviour::of(dialect).with(When::Always, fault)).await;
            assert_eq!(
                error.code(),
                expected(dialect, status),
                "{} {status}: {error}",
                dialect.name()
            );
            if let Error::RateLimited { retry_after } | Error::ServerFault { retry_after, .. } = error {
                assert_eq!(retry_after, Some(Duration::from_secs(7)), "{} {status}", dialect.name());
            }
        }
    }
}

#[tokio::test]
async fn an_empty_allowance_is_told_in_each_service_s_way() {
    for dialect in Dialect::ALL {
        if matches!(dialect, Dialect::LibreTranslate | Dialect::Ollama | Dialect::Apy) {
            continue;
        }
        let error = failure(Behaviour::of(dialect).with(When::Always, Fault::Quota)).await;
        assert_eq!(error, Error::QuotaExhausted, "{}", dialect.name());
    }
}

#[tokio::test]
async fn a_wrong_key_is_told_in_each_service_s_way() {
    for dialect in Dialect::ALL {
        if matches!(dialect, Dialect::Ollama | Dialect::Apy | Dialect::MyMemory) {
            continue;
        }
        let error = failure(Behaviour {
            key: Some("k-another".to_owned()),
            ..Behaviour::of(dialect)
        })
        .await;
        assert_eq!(error, Error::KeyRefused, "{}", dialect.name());
    }
}

#[tokio::test]
async fn replies_that_are_none_are_told_by_what_is_wrong() {
    for dialect in Dialect::ALL {
        for (fault, code) in [
            (Fault::InvalidJson, ErrorCode::EngineUnreadableReply),
            (Fault::WebPage, ErrorCode::EngineUnreadableReply),
            (Fault::Cut, ErrorCode::EngineUnreachable),
            (
                Fault::Redirect("https://elsewhere.example/".to_owned()),
                ErrorCode::EngineRefused,
            ),
        ] {
            let error = failure(Behaviour::of(dialect).with(When::Always, fault.clone())).await;
            assert_eq!(error.code(), code, "{} {fault:?}: {error}", dialect.name());
        }
    }
}

#[tokio::test]
async fn models_that_stop_short_have_not_answered() {
    for dialect in [Dialect::OpenAi, Dialect::Ollama, Dialect::Anthropic] {
        for fault in [Fault::Truncate, Fault::Think] {
            let error = failure(Behaviour::of(dialect).with(When::Always, fault.clone())).await;
            assert_eq!(error, Error::CutOff, "{} {fault:?}", dialect.name());
        }
    }
}

#[tokio::test]
async fn a_reply_without_end_is_not_read_to_its_end() {
    for dialect in [Dialect::DeepL, Dialect::OpenAi] {
        let error = failure(Behaviour::of(dialect).with(When::Always, Fault::Huge)).await;
        assert_eq!(error.code(), ErrorCode::EngineUnreadableReply, "{}", dialect.name());
    }
}

#[tokio::test]
async fn a_slow_drip_ends_with_the_time_allowed() {
    let server =
        ContractServer::start(Behaviour::of(Dialect::DeepL).with(When::Always, Fault::Drip(Duration::from_secs(30))))
            .await;
    let mut config = crate::subject::config(Dialect::DeepL, &server.url());
    config.network.request_seconds = Some(1);
    let engine = visavis_core::engine::build(&config, &crate::subject::Given(KEY)).unwrap();
    let texts = ["Le port dort encore."];
    let request = Request::new(&FRENCH, &ENGLISH, &texts);
    let error = engine.translate(request, &CancellationToken::new()).await.unwrap_err();
    assert_eq!(error, Error::TimedOut { seconds: 1 });
}

#[tokio::test]
async fn a_cancelled_request_ends_at_once() {
    for dialect in Dialect::ALL {
        let server =
            ContractServer::start(Behaviour::of(dialect).with(When::Always, Fault::Delay(Duration::from_secs(30))))
                .await;
        let engine = engine(dialect, &server);
        let cancel = CancellationToken::new();
        let texts = ["Le port dort encore."];
        let request = Request::new(&FRENCH, &ENGLISH, &texts);
        let stop = async {
            while server.requests().is_empty() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            cancel.cancel();
        };
        let (outcome, ()) = tokio::join!(engine.translate(request, &cancel), stop);
        assert_eq!(outcome.unwrap_err(), Error::Cancelled, "{}", dialect.name());
    }
}
