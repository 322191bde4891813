//! A job that is killed, and started again: nothing done is lost, nothing done is asked again.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use visavis_contract_server::{Behaviour, ContractServer, original};

use crate::support::{Call, visavis};
use crate::text_to_pairs::library_with;

const SENTENCES: usize = 120;

/// How often the job is killed; `VISAVIS_KILLS` says another number, and the article grows with it.
const KILLS: usize = 7;

fn article() -> String {
    sentences(SENTENCES)
}

/// Sentences that all differ, in paragraphs of four.
fn sentences(count: usize) -> String {
    let mut text = String::new();
    for number in 1..=count {
        write!(text, "Le bateau numéro {number} quitte le port ce matin.").unwrap();
        text.push(if number % 4 == 0 { '\n' } else { ' ' });
    }
    text
}

fn translate_in(library: &Path) -> Call {
    translate_text_in(library, &article())
}

fn translate_text_in(library: &Path, text: &str) -> Call {
    let arguments = ["translate", "-", "--from", "fr", "--engine", "contract"];
    visavis(&arguments).library(library).stdin(text)
}

/// Numbers without a pattern, the same for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

async fn wait_for_texts(server: &ContractServer, count: usize) {
    for _ in 0..2000 {
        if server.asked_texts().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the server was asked for {} texts only", server.asked_texts().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_job_goes_on_where_it_was() {
    let server = ContractServer::start(Behaviour {
        delay: Duration::from_millis(60),
        ..Behaviour::default()
    })
    .await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let kills: usize = std::env::var("VISAVIS_KILLS").map_or(KILLS, |kills| kills.parse().expect("a number"));
    let count = SENTENCES.max(kills * 60);
    let text = sentences(count);
    let call = || translate_text_in(library.path(), &text);
    let seed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let seed = u64::try_from(seed % u128::from(u64::MAX)).unwrap() | 1;
    let mut chance = Chance(seed);
    // Killed again and again, at other moments each time: before the first request, in the middle of one, while an
    // answer is being kept.
    for _ in 0..kills {
        let mut job = call().start();
        let asked = server.asked_texts().len();
        if chance.below(4) > 0 {
            wait_for_texts(&server, asked + 1).await;
        }
        tokio::time::sleep(Duration::from_micros(chance.below(150_000))).await;
        assert!(
            job.try_wait().unwrap().is_none(),
            "seed {seed}: the job is through too early"
        );
        job.kill().unwrap();
        job.wait().unwrap();
    }
    let run = tokio::task::block_in_place(|| call().run());
    run.ended_with(0);
    let lines: Vec<&str> = run
        .stdout
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines.len(), 2 * count);
    for pair in lines.chunks(2) {
        let source = pair[0].split_once("  ").unwrap().1;
        assert_eq!(original(pair[1], "fr", "en"), source);
    }
    // A request that was in flight when its process died may be asked once more; what was answered before may not.
    let mut times: HashMap<String, usize> = HashMap::new();
    for text in server.asked_texts() {
        *times.entry(text).or_default() += 1;
    }
    let requests = server.requests().len();
    let most_in_flight: usize = server
        .requests()
        .iter()
        .map(|request| request.texts.len())
        .max()
        .unwrap()
        * server.most_at_once();
    let again: usize = times.values().map(|times| times - 1).sum();
    assert!(
        again <= kills * most_in_flight,
        "seed {seed}: {again} sentences asked again in {requests} requests after {kills} kills"
    );
    assert_eq!(times.len(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_is_never_asked_again() {
    let server = ContractServer::start(Behaviour::default()).await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let call = || translate_in(library.path());
    tokio::task::block_in_place(|| call().run()).ended_with(0);
    let asked = server.asked_texts().len();
    assert_eq!(asked, SENTENCES);
    tokio::task::block_in_place(|| call().run()).ended_with(0);
    assert_eq!(
        server.asked_texts().len(),
        asked,
        "a finished job asked its engine again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_do_not_work_on_one_rendition() {
    let server = ContractServer::start(Behaviour {
        delay: Duration::from_millis(300),
        ..Behaviour::default()
    })
    .await;
    let library = tokio::task::block_in_place(|| library_with(&server));
    let call = || translate_in(library.path());
    let mut first = call().start();
    wait_for_texts(&server, 1).await;
    let second = tokio::task::block_in_place(|| call().run());
    second.ended_with(1);
    assert!(second.stderr.contains("another process"), "{}", second.stderr);
    first.kill().unwrap();
    first.wait().unwrap();
}
