//! A word list of our own, installed from files and from a server that speaks as FreeDict's does.

use std::path::PathBuf;

use sha2::{Digest, Sha512};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/dictionary")
        .join(name)
}

fn session() -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(folder.path()).unwrap();
    (folder, session)
}

/// The headwords found for a word.
fn check(session: &Session, word: &str, headwords: &[&str]) {
    let entries = session.look_up(word).unwrap();
    let found: Vec<_> = entries.iter().map(|entry| entry.headword.as_str()).collect();
    assert_eq!(found, headwords, "{word}");
}

#[test]
fn a_dictionary_is_installed_from_the_file_and_from_its_archives() {
    for name in ["fra-eng.tei", "fra-eng.src.tar.xz", "fra-eng.src.tar.gz"] {
        let (_folder, session) = session();
        assert_eq!(session.dictionary().unwrap(), None);
        check(&session, "versé", &[]);
        let about = session.install_dictionary(&fixture(name)).unwrap();
        assert_eq!(session.dictionary().unwrap().as_ref(), Some(&about));
        assert_eq!((about.entries, about.edition.as_deref()), (4, Some("1.0")));
        assert_eq!(
            about.licence,
            "Written for Vis-à-vis.\nAvailable under the MIT licence & Apache 2.0."
        );
        check(&session, "versé", &["verser"]);
        session.remove_dictionary().unwrap();
        assert_eq!(session.dictionary().unwrap(), None);
        session.remove_dictionary().unwrap();
    }
}

#[test]
fn words_are_looked_up_as_they_stand_in_a_text() {
    let (_folder, session) = session();
    session.install_dictionary(&fixture("fra-eng.tei")).unwrap();
    check(&session, "Bibliothèques", &["bibliothèque"]);
    check(&session, "été", &["été", "être"]);
    check(&session, "d’été", &["été", "être"]);
    check(&session, "bibliotheque", &["bibliothèque"]);
    check(&session, "zythum", &[]);
    let entry = &session.look_up("bibliothèque").unwrap()[0];
    assert_eq!(entry.grammar.as_deref(), Some("n, f"));
    assert_eq!(entry.pronunciation.as_deref(), Some("biblijɔtɛk"));
    assert_eq!(
        entry.senses,
        [
            vec!["library".to_owned(), "bookcase".to_owned()],
            vec!["book collection".to_owned()]
        ]
    );
    assert_eq!(session.look_up("verser").unwrap()[0].senses[0], ["to pay", "to pour"]);
}

#[test]
fn what_is_no_dictionary_is_refused_and_the_installed_one_stays() {
    let (folder, session) = session();
    let about = session.install_dictionary(&fixture("fra-eng.tei")).unwrap();
    for (name, bytes) in [
        ("a.tei", &b"<TEI><text/></TEI>"[..]),
        ("b.tei", b"<TEI><entry>"),
        ("c.tei", b"\xff\xfe"),
        ("d.tar.xz", b"no archive"),
        ("e.tar.gz", b"no archive"),
        ("f.txt", b"text"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = session.install_dictionary(&path).unwrap_err();
        assert_eq!(error.code(), ErrorCode::DictionaryUnreadable, "{name}: {error}");
    }
    assert!(session.install_dictionary(&folder.path().join("gone.tei")).is_err());
    assert_eq!(session.dictionary().unwrap(), Some(about));
}

/// A server that answers each path with bytes, as long as the test runs; its address.
async fn serve(pages: Vec<(&'static str, Vec<u8>)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let found = pages.iter().find(|(known, _)| *known == path);
            let (status, body) = found.map_or(("404 Not Found", &[][..]), |(_, body)| ("200 OK", body.as_slice()));
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).await.ok();
            stream.write_all(body).await.ok();
        }
    });
    format!("http://{address}")
}

fn list(checksum: &str) -> Vec<u8> {
    format!(
        r#"[{{"name": "deu-fra", "releases": []}},
            {{"name": "fra-eng", "headwords": "4", "releases": [
                {{"URL": "/fra-eng.slob", "platform": "slob", "checksum": "00"}},
                {{"URL": "/fra-eng.src.tar.xz", "platform": "src", "checksum": "{checksum}", "version": "1.0"}}]}},
            {{"software": {{"tools": []}}}}]"#
    )
    .into_bytes()
}

#[tokio::test]
async fn it_is_fetched_checked_and_installed() {
    let archive = std::fs::read(fixture("fra-eng.src.tar.xz")).unwrap();
    let sum = Sha512::digest(&archive)
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let server = serve(vec![("/list.json", list(&sum)), ("/fra-eng.src.tar.xz", archive)]).await;
    let (_folder, session) = session();
    let about = session
        .download_dictionary(&format!("{server}/list.json"))
        .await
        .unwrap();
    assert_eq!(about.entries, 4);
    check(&session, "bibliothèque", &["bibliothèque"]);
}

#[tokio::test]
async fn what_came_otherwise_than_it_was_told_is_not_installed() {
    let archive = std::fs::read(fixture("fra-eng.src.tar.xz")).unwrap();
    let server = serve(vec![
        ("/list.json", list(&"0".repeat(128))),
        ("/fra-eng.src.tar.xz", archive),
        ("/empty.json", b"[]".to_vec()),
        ("/broken.json", b"<html>".to_vec()),
    ])
    .await;
    let (_folder, session) = session();
    let fetch = |page: &str| {
        let address = format!("{server}/{page}");
        let session = &session;
        async move { session.download_dictionary(&address).await.unwrap_err().code() }
    };
    assert_eq!(fetch("list.json").await, ErrorCode::DictionaryChecksum);
    for page in ["empty.json", "broken.json", "none.json"] {
        assert_eq!(fetch(page).await, ErrorCode::DictionaryUnreachable, "{page}");
    }
    assert_eq!(session.dictionary().unwrap(), None);
}
