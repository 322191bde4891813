//! `visavis`: Vis-à-vis in a terminal. One file for each subcommand; each reads its arguments, calls the core, prints.
//!
//! Exit codes: 0 done, 1 failed, 2 usage, 3 partly done (some sentences have no translation).

mod compare;
mod engines;
mod failure;
mod library;
mod score;
mod segment;
mod translate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use visavis_core::{Session, settings};

use failure::Failure;

/// Read French beside its translation, sentence by sentence.
#[derive(Parser)]
#[command(name = "visavis", version, propagate_version = true)]
struct Arguments {
    /// Folder of library and settings [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Translate an article and print or export the pairs
    Translate(translate::Translate),
    /// Show where sentences begin and end
    Segment(segment::Segment),
    /// Score a translation against a reference
    Score(score::Score),
    /// Compare translations of an article: differences, agreement, what to look at twice
    Compare(compare::Compare),
    /// List, add or remove translation engines
    Engines(engines::Engines),
    /// List, show or remove articles
    Library(library::Library),
}

/// How a command ended, when it did not fail.
enum Ending {
    Done,
    Partly,
}

#[tokio::main]
async fn main() -> ExitCode {
    // Codes, counts and ids only: no layer logs article text or keys.
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("VISAVIS_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let data_folder = arguments.data_dir;
    let ended = match arguments.command {
        Command::Translate(command) => async { command.run(&open(data_folder)?).await }.await,
        Command::Segment(command) => command.run(),
        Command::Score(command) => command.run(),
        Command::Compare(command) => async { command.run(&open(data_folder)?).await }.await,
        Command::Engines(command) => async { command.run(&open(data_folder)?).await }.await,
        Command::Library(command) => open(data_folder).and_then(|session| command.run(&session)),
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Partly) => ExitCode::from(3),
        Err(failure) => failure.tell(),
    }
}

fn open(data_folder: Option<PathBuf>) -> Result<Session, Failure> {
    let folder = data_folder
        .or_else(settings::data_folder)
        .ok_or_else(|| Failure::Usage("no home folder to keep the library in; name one with --data-dir".to_owned()))?;
    Ok(Session::open(&folder)?)
}
