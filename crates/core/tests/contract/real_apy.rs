//! A real Apertium APy, as Debian packages it, started for the test.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use visavis_core::Language;
use visavis_core::engine::{self, EngineConfig, Request, Variables};

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn a_real_server_answers_sentence_by_sentence() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let _server = Running(
        Command::new("apertium-apy")
            .args([
                "--port",
                &port.to_string(),
                "--num-processes",
                "1",
                "/usr/share/apertium",
            ])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("set-up installs apertium-apy"),
    );
    let config = EngineConfig::new("apy", "APy", "apertium-apy").with("url", format!("http://127.0.0.1:{port}"));
    let engine = engine::build(&config, &Variables).unwrap();
    let (from, to): (Language, Language) = ("fr".parse().unwrap(), "es".parse().unwrap());
    let mut pairs = engine.pairs().await;
    for _ in 0..200 {
        if pairs.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        pairs = engine.pairs().await;
    }
    let pairs = pairs.expect("a list of pairs");
    assert!(pairs.offers(&from, &to), "{pairs:?}");
    assert!(!pairs.offers(&to, &to));
    for (text, words) in [
        ("Le chat noir dort sur la table.", "gato"),
        ("Une phrase & une autre <ici> : « oui » !", "frase"),
    ] {
        let texts = [text];
        let reply = engine
            .translate(Request::new(&from, &to, &texts), &CancellationToken::new())
            .await
            .unwrap();
        let answer = &reply.answers[0].text;
        assert!(answer.contains(words), "{text} → {answer}");
        assert!(!answer.contains('*') && !answer.contains("&amp;"), "{answer}");
    }
    // What the server does not have is told as such, before anything is sent.
    let to: Language = "de".parse().unwrap();
    let error = engine
        .translate(Request::new(&from, &to, &["Oui."]), &CancellationToken::new())
        .await
        .unwrap_err();
    assert_eq!(error.code(), visavis_core::ErrorCode::EnginePairNotOffered);
}
