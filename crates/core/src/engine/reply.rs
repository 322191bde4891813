//! What an engine answers.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Error;

/// What came back for one batch: unproven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The answers in the order received. Their number may be wrong.
    pub answers: Vec<Answer>,
    /// The model or the way taken, where the engine tells.
    pub route: Option<String>,
    /// What was billed for the request as a whole, where the engine tells.
    pub spent: Spent,
    /// Why this is no answer, when it was billed all the same.
    pub fault: Option<Error>,
}

impl Reply {
    /// A reply of texts that answer by their place.
    pub fn of_texts(texts: impl IntoIterator<Item = String>) -> Self {
        Self {
            answers: texts.into_iter().map(Answer::from).collect(),
            ..Self::default()
        }
    }

    /// What was received and billed, whether it could be read or not.
    pub fn of_read(read: Result<Vec<Answer>, Error>, route: Option<String>, spent: Spent) -> Self {
        let (answers, fault) = match read {
            Ok(answers) => (answers, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        Self {
            answers,
            route,
            spent,
            fault,
        }
    }

    /// The texts in the order received.
    pub fn texts(&self) -> Vec<&str> {
        self.answers.iter().map(|answer| answer.text.as_str()).collect()
    }
}

/// One answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The text as received, decoded but otherwise untouched.
    pub text: String,
    /// Which of the texts asked for it says it answers, from 0; none where engines answer by place. When one answer of
    /// a reply has it, all have.
    pub index: Option<usize>,
    /// Characters billed for it, where the engine tells that for each text.
    pub billed_characters: Option<u64>,
    /// Which words belong together, where the engine tells.
    pub alignment: Vec<Link>,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// Words that belong together, as the engine says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// UTF-8 bytes of the sentence as it was asked.
    pub source: Range<usize>,
    /// UTF-8 bytes of the translation.
    pub target: Range<usize>,
}

/// What was billed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// Unicode characters, as the engine counts them.
    pub characters: Option<u64>,
    /// Tokens of the requests.
    pub input_tokens: Option<u64>,
    /// Tokens of the replies, hidden reasoning included.
    pub output_tokens: Option<u64>,
}

impl Spent {
    /// Whether nothing was told.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// Both together; what one of them does not tell is taken from the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let sum = |one: Option<u64>, two: Option<u64>| match (one, two) {
            (Some(one), Some(two)) => Some(one + two),
            (known, None) | (None, known) => known,
        };
        Self {
            characters: sum(self.characters, other.characters),
            input_tokens: sum(self.input_tokens, other.input_tokens),
            output_tokens: sum(self.output_tokens, other.output_tokens),
        }
    }

    /// Parts in proportion to `weights` that add up to exactly the whole.
    pub fn shared(self, weights: &[usize]) -> Vec<Self> {
        let total: u128 = weights.iter().map(|weight| *weight as u128).sum::<u128>().max(1);
        let mut passed: u128 = 0;
        weights
            .iter()
            .map(|weight| {
                let before = passed;
                passed += *weight as u128;
                // The difference of two rounded running sums: what is rounded off here is given there.
                let part = |whole: Option<u64>| {
                    let upto = |sum: u128| u128::from(whole?).checked_mul(sum).map(|product| product / total);
                    u64::try_from(upto(passed)? - upto(before)?).ok()
                };
                Self {
                    characters: part(self.characters),
                    input_tokens: part(self.input_tokens),
                    output_tokens: part(self.output_tokens),
                }
            })
            .collect()
    }
}

/// What of an engine's allowance is used up. Counters of services lag behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// What is counted.
    pub unit: Unit,
    /// How many are used.
    pub used: u64,
    /// How many there are; none for no limit.
    pub limit: Option<u64>,
    /// When counting begins anew, where the engine tells.
    pub renews: Option<Timestamp>,
}

impl Usage {
    /// How many are left; none for no limit.
    pub fn left(&self) -> Option<u64> {
        self.limit.map(|limit| limit.saturating_sub(self.used))
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Unicode characters.
    Characters,
    /// Tokens.
    Tokens,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_whole() {
        let spent = Spent {
            characters: Some(100),
            input_tokens: Some(7),
            output_tokens: None,
        };
        for weights in [&[1, 1, 1][..], &[0, 5, 95], &[3], &[10, 20, 30, 40, 50]] {
            let parts = spent.shared(weights);
            let whole = parts.iter().fold(Spent::default(), |sum, part| sum.and(*part));
            assert_eq!(whole, spent, "{weights:?}");
        }
        assert_eq!(spent.shared(&[1, 3])[1].characters, Some(75));
    }
}
