//! The server as a program, for suites that are not written in Rust. It prints its address and runs until it is ended.
//!
//! `contract-server [--dialect NAME] [--port N] [--delay-ms N] [--fail-text WORDS=STATUS]… [--languages fr,en,…] [--key KEY]
//! [--answers TEXTS=ANSWERS] [--characters-per-text N] [--texts-per-request N]`

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use visavis_contract_server::{Behaviour, ContractServer, Dialect, Fault, When};

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program speaks to whoever started it"
)]
#[tokio::main]
async fn main() -> ExitCode {
    let (port, behaviour) = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("contract-server: {message}");
            return ExitCode::from(2);
        }
    };
    match ContractServer::start_on(port, behaviour).await {
        Ok(server) => {
            println!("{}", server.url());
            server.run().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("contract-server: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut words: impl Iterator<Item = String>) -> Result<(u16, Behaviour), String> {
    let mut behaviour = Behaviour::default();
    let mut port = 0;
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("{option} wants a value"))?;
        let number = || {
            value
                .parse::<usize>()
                .map_err(|_| format!("{option}: {value} is no number"))
        };
        match option.as_str() {
            "--port" => port = value.parse().map_err(|_| format!("{value} is no port"))?,
            "--dialect" => {
                let known = Dialect::ALL.into_iter().find(|dialect| dialect.name() == value);
                behaviour.dialect = known.ok_or_else(|| format!("{value} is no API it speaks"))?;
            }
            "--delay-ms" => {
                behaviour.delay = Duration::from_millis(value.parse().map_err(|_| format!("{value} is no number"))?);
            }
            "--fail-text" => {
                let (words, status) = value.rsplit_once('=').ok_or("--fail-text wants WORDS=STATUS")?;
                let status = status.parse().map_err(|_| format!("{status} is no status"))?;
                let fault = Fault::Status {
                    status,
                    retry_after: None,
                };
                behaviour = behaviour.with(When::TextContains(words.to_owned()), fault);
            }
            "--languages" => behaviour.languages = value.split(',').map(str::to_owned).collect(),
            "--key" => behaviour.key = Some(value),
            "--answers" => behaviour.answers = answers(&value)?,
            "--characters-per-text" => behaviour.characters_per_text = Some(number()?),
            "--texts-per-request" => behaviour.texts_per_request = Some(number()?),
            _ => return Err(format!("{option} is unknown")),
        }
    }
    Ok((port, behaviour))
}

/// Two files, line by line: texts, and what is answered for each. Empty lines are passed over.
fn answers(files: &str) -> Result<HashMap<String, String>, String> {
    let (texts, answers) = files.split_once('=').ok_or("--answers wants TEXTS=ANSWERS")?;
    let lines = |file: &str| -> Result<Vec<String>, String> {
        let read = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let lines = read.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(lines.map(str::to_owned).collect())
    };
    let (texts, answers) = (lines(texts)?, lines(answers)?);
    if texts.len() != answers.len() {
        return Err(format!("{} texts and {} answers", texts.len(), answers.len()));
    }
    Ok(texts.into_iter().zip(answers).collect())
}
