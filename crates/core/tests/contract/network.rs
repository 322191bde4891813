//! Certificates and proxies.

use tokio_util::sync::CancellationToken;
use visavis_contract_server::{Behaviour, ContractServer, Dialect};
use visavis_core::engine::{self, EngineConfig, Error, Request};
use visavis_core::{ErrorCode, Language};

use crate::subject::{Given, KEY, config};

static FRENCH: Language = Language::FRENCH;
static ENGLISH: Language = Language::ENGLISH;

async fn ask(config: &EngineConfig) -> Result<usize, Error> {
    let engine = engine::build(config, &Given(KEY))?;
    let texts = ["Le port dort encore."];
    let request = Request::new(&FRENCH, &ENGLISH, &texts);
    engine
        .translate(request, &CancellationToken::new())
        .await
        .map(|reply| reply.answers.len())
}

#[tokio::test]
async fn a_certificate_nobody_knows_is_refused_until_its_authority_is_named() {
    let (server, authority) = ContractServer::start_tls(Behaviour::of(Dialect::DeepL)).await;
    let mut config = config(Dialect::DeepL, &server.url());
    config.network.proxy = Some("none".to_owned());
    let error = ask(&config).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::EngineUntrusted, "{error}");
    assert!(
        server.requests().is_empty(),
        "something was sent to a server that is not to be trusted"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, &authority).unwrap();
    config.network.ca_file = Some(file);
    assert_eq!(ask(&config).await, Ok(1));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (server, authority) = ContractServer::start_tls(Behaviour::of(Dialect::DeepL)).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, &authority).unwrap();
    let mut config = config(Dialect::DeepL, &server.url().replace("localhost", "127.0.0.1"));
    config.network.proxy = Some("none".to_owned());
    config.network.ca_file = Some(file);
    let error = ask(&config).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::EngineUntrusted, "{error}");
}

#[tokio::test]
async fn a_proxy_is_gone_through_and_none_means_none() {
    // To a proxy a request by plain HTTP is the whole address; the server takes its path, so it can play the proxy.
    let proxy = ContractServer::start(Behaviour::of(Dialect::LibreTranslate)).await;
    let mut config = config(Dialect::LibreTranslate, "http://mt.example");
    config.network.proxy = Some(proxy.url());
    assert_eq!(ask(&config).await, Ok(1));
    assert_eq!(proxy.requests().len(), 1);
    for bad in ["ftp://gate.example", "http://me:secret@gate.example", "not an address"] {
        config.network.proxy = Some(bad.to_owned());
        let error = ask(&config).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::EngineMisconfigured, "{bad}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let server = ContractServer::start(Behaviour::of(Dialect::LibreTranslate)).await;
    let mut direct = crate::subject::config(Dialect::LibreTranslate, &server.url());
    direct.network.proxy = Some("none".to_owned());
    assert_eq!(ask(&direct).await, Ok(1));
    // A proxy that is not there is no connection, whatever the server.
    direct.network.proxy = Some("socks5://127.0.0.1:9".to_owned());
    assert_eq!(ask(&direct).await.unwrap_err().code(), ErrorCode::EngineUnreachable);
}

#[tokio::test]
async fn certificates_that_cannot_be_read_are_told() {
    let mut config = config(Dialect::DeepL, "https://mt.example");
    config.network.ca_file = Some("/nowhere/authority.pem".into());
    let error = ask(&config).await.unwrap_err();
    assert!(error.to_string().contains("/nowhere/authority.pem"), "{error}");
}
