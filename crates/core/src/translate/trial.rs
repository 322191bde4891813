//! One sentence, to see that an engine works: asked once, proven like any other, kept nowhere.

use std::time::Instant;

use tokio_util::sync::CancellationToken;
use visavis_text::Language;

use super::proof::{self, Proof};
use crate::article::Failure;
use crate::engine::{self, Engine, Request, Spent};

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The translation.
    pub text: String,
    /// The model or the way taken, where the engine tells.
    pub route: Option<String>,
    /// Milliseconds the request took.
    pub took_ms: u64,
    /// What was billed, where the engine tells.
    pub spent: Spent,
}

/// Why nothing usable came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The engine failed.
    Engine(engine::Error),
    /// What it answered cannot be the translation.
    Unproven(Failure),
}

/// Translates one sentence.
pub async fn translate(engine: &dyn Engine, from: &Language, to: &Language, text: &str) -> Result<Trial, Error> {
    let texts = [text];
    let begun = Instant::now();
    let request = Request::new(from, to, &texts);
    let reply = engine
        .translate(request, &CancellationToken::new())
        .await
        .map_err(Error::Engine)?;
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if let Some(fault) = reply.fault {
        return Err(Error::Engine(fault));
    }
    let each = reply
        .answers
        .iter()
        .filter_map(|answer| answer.billed_characters)
        .reduce(|sum, more| sum + more);
    let spent = Spent {
        characters: reply.spent.characters.or(each),
        ..reply.spent
    };
    let verdict = match proof::judge(&texts, from, reply.answers) {
        Proof::Each(mut verdicts) => verdicts.pop(),
        Proof::Unpaired(failure) => Some(Err(failure)),
    };
    match verdict {
        Some(Ok(answer)) => Ok(Trial {
            text: answer.text,
            route: reply.route,
            took_ms,
            spent,
        }),
        Some(Err(failure)) => Err(Error::Unproven(failure)),
        None => Err(Error::Unproven(Failure {
            code: crate::ErrorCode::PairEmpty,
            detail: None,
        })),
    }
}
