//! What the server is told to be: its language, its offer, and when it misbehaves in which way.

use std::collections::HashMap;
use std::time::Duration;

use crate::dialect::Dialect;

/// How a server behaves. The default is a flawless `LibreTranslate`.
#[derive(Debug, Clone)]
pub struct Behaviour {
    /// Whose API it speaks.
    pub dialect: Dialect,
    /// Codes of the languages it offers, each into each other.
    pub languages: Vec<String>,
    /// The key it wants, if it wants one.
    pub key: Option<String>,
    /// Unicode characters in one text, at most; published as `charLimit`.
    pub characters_per_text: Option<usize>,
    /// Texts in one request, at most; not published anywhere, as with the real one.
    pub texts_per_request: Option<usize>,
    /// Texts in all before it answers 429 to everything: a batch of n costs n.
    pub texts_before_slowdown: Option<usize>,
    /// Whether it has `/frontend/settings`.
    pub publishes_settings: bool,
    /// Fields of the request it refuses to know, as servers for language models do with newer ones.
    pub refuses_fields: Vec<String>,
    /// What it answers for these texts, instead of what it makes of others.
    pub answers: HashMap<String, String>,
    /// Time before each answer to a request for translation.
    pub delay: Duration,
    /// Faults; the first rule that applies to a request decides.
    pub rules: Vec<Rule>,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            dialect: Dialect::LibreTranslate,
            languages: ["fr", "en", "es", "de", "it"].map(str::to_owned).to_vec(),
            key: None,
            characters_per_text: None,
            texts_per_request: None,
            texts_before_slowdown: None,
            publishes_settings: true,
            refuses_fields: Vec::new(),
            answers: HashMap::new(),
            delay: Duration::ZERO,
            rules: Vec::new(),
        }
    }
}

impl Behaviour {
    /// A flawless server of another API.
    pub fn of(dialect: Dialect) -> Self {
        Self {
            dialect,
            ..Self::default()
        }
    }

    /// The same with one more rule.
    #[must_use]
    pub fn with(mut self, when: When, fault: Fault) -> Self {
        self.rules.push(Rule { when, fault });
        self
    }
}

/// A fault and its occasion.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The occasion.
    pub when: When,
    /// The fault.
    pub fault: Fault,
}

/// When a rule applies to a request for translation.
#[derive(Debug, Clone)]
pub enum When {
    /// To every one.
    Always,
    /// When one of its texts contains these words.
    TextContains(String),
    /// When it has more than one text.
    Batch,
    /// To the first so many requests.
    First(usize),
    /// To every so-manieth request: the 3rd, 6th, 9th… for 3.
    Every(usize),
    /// To this one of every so many requests: the 7th, 17th, 27th… for 7 of 10.
    Nth(usize, usize),
}

/// A way to misbehave.
#[derive(Debug, Clone)]
pub enum Fault {
    /// An HTTP status, with the server's usual error shape.
    Status {
        /// The status.
        status: u16,
        /// `Retry-After`, if it is to be sent.
        retry_after: Option<String>,
    },
    /// The allowance is used up, told in the way of this API.
    Quota,
    /// The key is refused, told in the way of this API.
    BadKey,
    /// The last text is left out.
    Drop,
    /// The first two texts come as one.
    Merge,
    /// The first text comes as two.
    Split,
    /// The first two texts come as one, and the number is made up with an empty one at the end.
    Pad,
    /// A text more than was asked for.
    Extra,
    /// The texts in reverse order; where answers are numbered, under each other's numbers.
    Reorder,
    /// Every text is empty.
    Empty,
    /// Every text is the original.
    Echo,
    /// Every text repeats the original before the translation.
    EchoPrompt,
    /// Every text is a notice that the allowance is used up.
    Notice,
    /// A model's thoughts come first, and do not end.
    Think,
    /// Every text ends after its first characters; where an API can say that an answer was cut off, it says so.
    Truncate,
    /// Every text has HTML entities for its apostrophes and quotation marks, and some.
    Entities,
    /// Every text is an emoji, as from a server that takes us for a robot.
    Emoji,
    /// The answer, after so much longer.
    Delay(Duration),
    /// The answer comes byte by byte and takes so long.
    Drip(Duration),
    /// The connection breaks in the middle of the answer.
    Cut,
    /// The answer is no JSON.
    InvalidJson,
    /// The answer is a web page with status 200.
    WebPage,
    /// The right answer with a wrong `Content-Type`.
    WrongContentType,
    /// The right answer in ISO 8859-1.
    WrongCharset,
    /// An answer of 100 MB.
    Huge,
    /// A redirect with status 307.
    Redirect(String),
}
