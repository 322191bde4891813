//! The LibreTranslate engine against a server of ours that speaks its API strictly and misbehaves when told to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use visavis_contract_server::{Behaviour, ContractServer, Fault, When, original, translate as expected};
use visavis_core::article::RenditionStatus;
use visavis_core::engine::{self, Engine, EngineConfig, EngineId, Error, Key, KeySource, KeyStore, Reply, Request};
use visavis_core::secret::Secret;
use visavis_core::{Language, Session};

const SECRET: &str = "k-0123-secret";

/// Gives every engine the same key.
struct Given(Key);

impl KeyStore for Given {
    fn key(&self, _: &EngineId, _: &KeySource) -> Result<Key, Error> {
        Ok(self.0.clone())
    }
}

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

fn engine(address: &str, key: Key) -> Arc<dyn Engine> {
    let config = EngineConfig::new("test", "Test", "libretranslate").with("url", address);
    engine::build(&config, &Given(key)).expect("an address")
}

fn key(key: &str) -> Key {
    Secret::new(key).map_or(Key::Missing, Key::Set)
}

async fn ask(engine: &Arc<dyn Engine>, texts: &[&str]) -> Result<Reply, Error> {
    let request = Request::new(&FRENCH, &ENGLISH, texts);
    engine.translate(request, &CancellationToken::new()).await
}

/// What two texts come to with a server that behaves so.
async fn outcome(behaviour: Behaviour) -> Result<Vec<String>, Error> {
    let server = ContractServer::start(behaviour).await;
    ask(&engine(&server.url(), Key::None), &["Un chat.", "Deux chiens ?"])
        .await
        .map(|reply| reply.texts().into_iter().map(str::to_owned).collect())
}

fn status(status: u16, retry_after: Option<&str>) -> Behaviour {
    let fault = Fault::Status {
        status,
        retry_after: retry_after.map(str::to_owned),
    };
    Behaviour::default().with(When::Always, fault)
}

#[tokio::test]
async fn a_batch_is_one_request_by_the_book() {
    let server = ContractServer::start(Behaviour {
        key: Some(SECRET.to_owned()),
        ..Behaviour::default()
    })
    .await;
    // However the address is written.
    for address in [
        server.url(),
        format!("{}/translate", server.url()),
        server.url().replace("http://", ""),
    ] {
        let reply = ask(&engine(&address, key(SECRET)), &["Un chat.", "« Deux » ?"])
            .await
            .expect("a reply");
        assert_eq!(
            reply.texts(),
            [expected("Un chat.", "fr", "en"), expected("« Deux » ?", "fr", "en")]
        );
        assert_eq!(original(&reply.answers[0].text, "fr", "en"), "Un chat.");
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].texts, ["Un chat.", "« Deux » ?"]);
    assert_eq!((requests[0].source.as_str(), requests[0].target.as_str()), ("fr", "en"));
    assert_eq!(requests[0].key.as_deref(), Some(SECRET));
    assert!(
        requests[0].user_agent.starts_with("vis-a-vis/"),
        "{}",
        requests[0].user_agent
    );
}

#[tokio::test]
async fn the_server_tells_its_pairs() {
    let languages = ["fr", "en", "zh-Hans", "pt-BR"].map(str::to_owned).to_vec();
    let server = ContractServer::start(Behaviour {
        languages,
        ..Behaviour::default()
    })
    .await;
    let engine = engine(&server.url(), Key::None);
    let pairs = engine.pairs().await.expect("pairs");
    let tag = |tag: &str| tag.parse::<Language>().expect("a tag");
    assert!(pairs.offers(&tag("fr-CA"), &tag("pt")));
    assert!(!pairs.offers(&tag("fr"), &tag("de")));
    assert!(!pairs.offers(&tag("fr"), &tag("fr")));
    // Asked by the code the server knows.
    let (from, to) = (tag("fr-CA"), tag("zh"));
    let request = Request::new(&from, &to, &["Oui."]);
    engine
        .translate(request, &CancellationToken::new())
        .await
        .expect("a reply");
    assert_eq!(
        (
            server.requests()[0].source.as_str(),
            server.requests()[0].target.as_str()
        ),
        ("fr", "zh-Hans")
    );
    let to = tag("de");
    let request = Request::new(&from, &to, &["Oui."]);
    let error = engine.translate(request, &CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error, Error::PairNotOffered { .. }), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn keys_are_told_apart_by_status_and_shape() {
    let behaviour = Behaviour {
        key: Some(SECRET.to_owned()),
        ..Behaviour::default()
    };
    let server = ContractServer::start(behaviour).await;
    let url = server.url();
    assert_eq!(
        ask(&engine(&url, Key::None), &["Oui."]).await.unwrap_err(),
        Error::KeyMissing
    );
    assert_eq!(
        ask(&engine(&url, Key::Missing), &["Oui."]).await.unwrap_err(),
        Error::KeyMissing
    );
    assert_eq!(
        ask(&engine(&url, key("wrong")), &["Oui."]).await.unwrap_err(),
        Error::KeyRefused
    );
    server.behave(status(403, None));
    assert_eq!(
        ask(&engine(&url, key(SECRET)), &["Oui."]).await.unwrap_err(),
        Error::Banned
    );
    assert_eq!(
        ask(&engine(&url, Key::None), &["Oui."]).await.unwrap_err(),
        Error::Banned
    );
}

#[tokio::test]
async fn limits_are_the_requests_fault() {
    let behaviour = Behaviour {
        texts_per_request: Some(1),
        ..Behaviour::default()
    };
    assert_eq!(outcome(behaviour).await.unwrap_err(), Error::Refused { status: 400 });
    let behaviour = Behaviour {
        characters_per_text: Some(10),
        ..Behaviour::default()
    };
    let server = ContractServer::start(behaviour).await;
    assert_eq!(
        ask(&engine(&server.url(), Key::None), &["Un très long texte."])
            .await
            .unwrap_err(),
        Error::TooLong
    );
    assert_eq!(server.requests(), [], "the limit is published: nothing need be asked");
    let behaviour = Behaviour {
        characters_per_text: Some(10),
        publishes_settings: false,
        ..Behaviour::default()
    };
    assert_eq!(outcome(behaviour).await.unwrap_err(), Error::Refused { status: 400 });
}

#[tokio::test]
async fn every_status_has_its_meaning() {
    let limited = |seconds: Option<u64>| Error::RateLimited {
        retry_after: seconds.map(Duration::from_secs),
    };
    for (behaviour, error) in [
        (status(401, None), Error::KeyMissing),
        (
            status(408, None),
            Error::ServerFault {
                status: 408,
                retry_after: None,
            },
        ),
        (status(413, None), Error::TooLong),
        (status(418, None), Error::Refused { status: 418 }),
        (status(429, None), limited(None)),
        (status(429, Some("7")), limited(Some(7))),
        (status(429, Some("Fri, 31 Dec 1999 23:59:59 GMT")), limited(Some(0))),
        (
            Behaviour {
                texts_before_slowdown: Some(1),
                ..Behaviour::default()
            },
            limited(None),
        ),
        (
            status(500, None),
            Error::ServerFault {
                status: 500,
                retry_after: None,
            },
        ),
        (
            status(502, None),
            Error::ServerFault {
                status: 502,
                retry_after: None,
            },
        ),
        (
            status(503, None),
            Error::ServerFault {
                status: 503,
                retry_after: None,
            },
        ),
        (
            status(504, None),
            Error::ServerFault {
                status: 504,
                retry_after: None,
            },
        ),
    ] {
        assert_eq!(outcome(behaviour).await.unwrap_err(), error);
    }
}

#[tokio::test]
async fn what_the_caller_must_judge_is_handed_on_as_it_came() {
    let (one, two) = (expected("Un chat.", "fr", "en"), expected("Deux chiens ?", "fr", "en"));
    for (fault, texts) in [
        (Fault::Drop, vec![one.clone()]),
        (Fault::Merge, vec![format!("{one} {two}")]),
        (
            Fault::Extra,
            vec![one.clone(), two.clone(), "Ceterum censeo.".to_owned()],
        ),
        (Fault::Reorder, vec![two.clone(), one.clone()]),
        (Fault::Empty, vec![String::new(), String::new()]),
        (Fault::Echo, vec!["Un chat.".to_owned(), "Deux chiens ?".to_owned()]),
        (
            Fault::Entities,
            vec![one.replacen('V', "&#86;", 1), two.replacen('E', "&#69;", 1)],
        ),
        (Fault::Emoji, vec!["🤖".to_owned(), "🤖".to_owned()]),
        (Fault::WrongContentType, vec![one, two]),
    ] {
        let name = format!("{fault:?}");
        assert_eq!(
            outcome(Behaviour::default().with(When::Always, fault)).await,
            Ok(texts),
            "{name}"
        );
    }
}

#[tokio::test]
async fn broken_answers_are_told_without_their_content() {
    for fault in [Fault::InvalidJson, Fault::WebPage, Fault::Huge] {
        let name = format!("{fault:?}");
        let error = outcome(Behaviour::default().with(When::Always, fault))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::UnreadableReply { .. }), "{name}: {error}");
    }
    let error = outcome(Behaviour::default().with(When::Always, Fault::Cut))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    assert!(!error.to_string().contains("half a sen"), "{error}");
}

#[tokio::test]
async fn no_server_is_told_by_host_alone() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = ask(
        &engine(&format!("http://{address}/secret-path"), key(SECRET)),
        &["Oui."],
    )
    .await
    .unwrap_err();
    let Error::Unreachable { host, reason } = &error else {
        panic!("{error}")
    };
    assert_eq!(*host, address.to_string());
    assert!(!reason.contains("secret"), "{reason}");
}

#[tokio::test]
async fn a_key_never_goes_to_another_host() {
    let other = ContractServer::start(Behaviour::default()).await;
    let behaviour = Behaviour::default().with(When::Always, Fault::Redirect(format!("{}/translate", other.url())));
    let server = ContractServer::start(behaviour).await;
    let error = ask(&engine(&server.url(), key(SECRET)), &["Oui."]).await.unwrap_err();
    assert_eq!(error, Error::Refused { status: 307 });
    assert_eq!(other.requests(), []);
    // To itself it may send us, but not for ever.
    server.behave(Behaviour::default().with(When::First(2), Fault::Redirect("/translate".to_owned())));
    assert!(ask(&engine(&server.url(), Key::None), &["Oui."]).await.is_ok());
    server.behave(Behaviour::default().with(When::Always, Fault::Redirect("/translate".to_owned())));
    assert_eq!(
        ask(&engine(&server.url(), Key::None), &["Oui."]).await.unwrap_err(),
        Error::Refused { status: 307 }
    );
}

#[tokio::test]
async fn cancelling_is_at_once() {
    let server = ContractServer::start(Behaviour {
        delay: Duration::from_mins(1),
        ..Behaviour::default()
    })
    .await;
    let engine = engine(&server.url(), Key::None);
    let cancel = CancellationToken::new();
    let request = Request::new(&FRENCH, &ENGLISH, &["Oui."]);
    let stop = async {
        while server.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        cancel.cancel();
        Instant::now()
    };
    let (result, at) = tokio::join!(engine.translate(request, &cancel), stop);
    assert_eq!(result.unwrap_err(), Error::Cancelled);
    assert!(at.elapsed() < Duration::from_millis(500), "{:?}", at.elapsed());
}

#[tokio::test]
async fn a_key_is_in_nothing_that_can_be_printed() {
    let engine = engine("https://mt.example/path-with-token", key(SECRET));
    let shown = format!("{engine:?}");
    assert!(!shown.contains(SECRET) && !shown.contains("path-with-token"), "{shown}");
}

#[tokio::test]
async fn an_empty_batch_asks_nothing() {
    let server = ContractServer::start(Behaviour::default()).await;
    let reply = ask(&engine(&server.url(), Key::None), &[]).await.expect("a reply");
    assert_eq!((reply.answers.len(), server.requests().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_was_translated_here_is_opened_again_without_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session::open(folder.path()).expect("a session");
    let server = ContractServer::start(Behaviour::default()).await;
    let config = EngineConfig::new("near", "Near", "libretranslate").with("url", server.url());
    session
        .change_settings(|settings| settings.engines.push(config))
        .expect("settings");
    let file = folder.path().join("article.txt");
    std::fs::write(&file, "Le chat dort. Le chien veille, et la nuit est longue.").expect("a file");

    let first = session.open_file(&file).await.expect("an article");
    let renditions = || session.library.summary(first.article).expect("the article").renditions;
    let translated = async {
        while !renditions()
            .iter()
            .any(|one| one.rendition.status == RenditionStatus::Finished)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), translated)
        .await
        .expect("a translation");

    // The engine is gone, and no other one is to take its place.
    drop(server);
    let again = session.open_file(&file).await.expect("the same article");
    assert_eq!(again.article, first.article);
    let names: Vec<String> = renditions()
        .iter()
        .map(|one| one.rendition.origin.name().to_owned())
        .collect();
    assert_eq!(names, ["Near"]);
}
