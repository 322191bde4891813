//! What a translation will cost, as far as that can be known before, and how much one job may send.
//!
//! Characters are counted, not estimated: services that bill by them count the originals' Unicode characters. Tokens are
//! estimated, as a range, because only the service's own tokenizer counts them. Prices are the reader's to keep: the table
//! starts with published ones ([`published`]) and is changed in the settings.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::engine::{Capabilities, EngineId, Usage};

/// Characters of European text in a token: at most, and at least.
const CHARACTERS_PER_TOKEN: (f64, f64) = (4.5, 2.5);
/// Tokens for the number of a sentence and the marks around it, on each side: at least, and at most.
const TOKENS_PER_SENTENCE: (u64, u64) = (5, 20);
/// Tokens for the instructions and the form of the answer in each request: at least, and at most.
const TOKENS_PER_REQUEST: (u64, u64) = (150, 600);
/// How much longer than its original a translation may be.
const LONGEST_TRANSLATION: f64 = 1.4;

/// What the reader spends at most, and what things cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spending {
    /// Characters that one job may send to an engine that is not free; none for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap_characters: Option<u64>,
    /// The reader's own prices.
    pub prices: Vec<Price>,
}

/// What an engine costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// The engine.
    pub engine: EngineId,
    /// Currency (ISO 4217).
    pub currency: String,
    /// For how much of what.
    #[serde(flatten)]
    pub rate: Rate,
}

/// A price for a million of something.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "per", rename_all = "kebab-case")]
pub enum Rate {
    /// A million characters of the originals.
    Characters {
        /// The lowest price.
        least: f64,
        /// The highest price.
        most: f64,
    },
    /// A million tokens.
    Tokens {
        /// Of the requests.
        input: f64,
        /// Of the replies.
        output: f64,
    },
}

impl Spending {
    /// What an engine costs, by the reader's own table or as its kind's provider publishes it.
    pub fn price(&self, engine: &EngineId, kind: &str) -> Option<(String, Rate)> {
        let own = self.prices.iter().find(|price| price.engine == *engine);
        own.map(|price| (price.currency.clone(), price.rate))
            .or_else(|| published(kind).map(|(currency, rate)| (currency.to_owned(), rate)))
    }
}

/// What providers ask for a million characters, as their price pages said in November 2026; plans and regions differ.
/// Language models cost what their operator says: there is no price for a kind.
pub fn published(kind: &str) -> Option<(&'static str, Rate)> {
    let characters = |currency, price| {
        let rate = Rate::Characters {
            least: price,
            most: price,
        };
        Some((currency, rate))
    };
    match kind {
        "deepl" => characters("EUR", 20.0),
        "google" => characters("USD", 20.0),
        "microsoft" => characters("USD", 10.0),
        _ => None,
    }
}

/// Tokens of a job, estimated: at least, and at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// Of the requests.
    pub input: RangeInclusive<u64>,
    /// Of the replies, without reasoning that is not shown.
    pub output: RangeInclusive<u64>,
}

/// What translating an article will take.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Whether it costs anything to ask this engine.
    pub costs: bool,
    /// Sentences that will be asked.
    pub sentences: usize,
    /// Sentences that the memory has.
    pub remembered: usize,
    /// Unicode characters of the sentences that will be asked.
    pub characters: u64,
    /// Tokens, where they are what is billed.
    pub tokens: Option<Tokens>,
    /// What is left of the engine's allowance, where it tells.
    pub usage: Option<Usage>,
    /// Currency, least and most; none where no price is known.
    pub price: Option<(String, f64, f64)>,
    /// Characters that the job may send before it stops.
    pub cap_characters: Option<u64>,
}

/// Estimates the tokens of a job.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an article has far fewer than 2^52 characters, and this is an estimate"
)]
pub fn tokens(sentences: usize, characters: u64, context_characters: usize, texts_per_request: usize) -> Tokens {
    let count = |characters: f64, per_token: f64| (characters / per_token).ceil() as u64;
    let sentences = sentences as u64;
    // First batches are short and paragraphs end where they end: there may be twice as many requests as the limit allows.
    let fewest = sentences.div_ceil(texts_per_request.max(1) as u64);
    let most = if sentences == 0 { 0 } else { fewest * 2 + 2 };
    let (thin, dense) = CHARACTERS_PER_TOKEN;
    let text = characters as f64;
    let context = count(context_characters as f64, dense);
    Tokens {
        input: count(text, thin) + sentences * TOKENS_PER_SENTENCE.0 + fewest * TOKENS_PER_REQUEST.0
            ..=count(text, dense) + sentences * TOKENS_PER_SENTENCE.1 + most * (TOKENS_PER_REQUEST.1 + context),
        output: count(text, thin) / 2 + sentences * TOKENS_PER_SENTENCE.0
            ..=count(text * LONGEST_TRANSLATION, dense) + sentences * TOKENS_PER_SENTENCE.1,
    }
}

/// The least and the most that so much costs.
#[expect(clippy::cast_precision_loss, reason = "prices have few digits")]
pub fn cost(rate: Rate, characters: u64, tokens: Option<&Tokens>) -> Option<(f64, f64)> {
    let million = |count: u64, price: f64| count as f64 * price / 1e6;
    match (rate, tokens) {
        (Rate::Characters { least, most }, _) => Some((million(characters, least), million(characters, most))),
        (Rate::Tokens { input, output }, Some(tokens)) => Some((
            million(*tokens.input.start(), input) + million(*tokens.output.start(), output),
            million(*tokens.input.end(), input) + million(*tokens.output.end(), output),
        )),
        (Rate::Tokens { .. }, None) => None,
    }
}

/// Whether asking an engine costs the reader anything.
pub fn costs(capabilities: &Capabilities) -> bool {
    !capabilities.free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> EngineId {
        EngineId(name.to_owned())
    }

    #[test]
    fn characters_are_priced_to_the_last() {
        let rate = Rate::Characters {
            least: 20.0,
            most: 25.0,
        };
        assert_eq!(cost(rate, 500_000, None), Some((10.0, 12.5)));
        assert_eq!(cost(rate, 0, None), Some((0.0, 0.0)));
    }

    #[test]
    fn tokens_are_a_range_that_holds_what_models_report() {
        // Ten sentences of a hundred characters: by every common tokenizer between 200 and 450 tokens of text.
        let tokens = tokens(10, 1000, 0, 10);
        assert!(
            *tokens.input.start() <= 450 && *tokens.input.end() >= 450 + 600,
            "{tokens:?}"
        );
        assert!(
            *tokens.output.start() <= 200 && *tokens.output.end() >= 450,
            "{tokens:?}"
        );
        let (least, most) = cost(
            Rate::Tokens {
                input: 1.0,
                output: 4.0,
            },
            1000,
            Some(&tokens),
        )
        .unwrap();
        assert!(0.0 < least && least < most && most < 0.01, "{least} {most}");
        assert_eq!(
            cost(
                Rate::Tokens {
                    input: 1.0,
                    output: 4.0
                },
                1000,
                None
            ),
            None
        );
        assert_eq!(
            super::tokens(0, 0, 0, 10),
            Tokens {
                input: 0..=0,
                output: 0..=0
            }
        );
    }

    #[test]
    fn the_reader_s_price_comes_before_the_published_one() {
        let mut spending = Spending::default();
        assert_eq!(spending.price(&id("a"), "deepl").unwrap().0, "EUR");
        assert_eq!(spending.price(&id("a"), "openai"), None);
        let rate = Rate::Tokens {
            input: 0.5,
            output: 1.5,
        };
        spending.prices.push(Price {
            engine: id("a"),
            currency: "CHF".to_owned(),
            rate,
        });
        assert_eq!(spending.price(&id("a"), "deepl"), Some(("CHF".to_owned(), rate)));
        assert!(spending.price(&id("b"), "deepl").is_some());
        let toml = toml::to_string(&spending).unwrap();
        assert_eq!(toml::from_str::<Spending>(&toml).unwrap(), spending, "{toml}");
    }
}
