//! Engines, as the window sees them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use visavis_core::EngineTest as CoreTest;
use visavis_core::engine as core;
use visavis_core::spending::{self as money, Estimate as CoreEstimate};

use super::IpcError;

/// A configured engine.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact the window shows by itself")]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineSummary {
    /// Its id in the settings.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Whether it gives the gist only.
    pub(crate) rough: bool,
    /// Whether text stays on this machine.
    pub(crate) local: bool,
    /// Whether translating costs something: then the window asks first.
    pub(crate) costs: bool,
    /// Whether it comes with the program and cannot be removed.
    pub(crate) built_in: bool,
}

/// Whether an engine can do a pair now, and how.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EngineOffer {
    /// The engine.
    pub(crate) engine: EngineSummary,
    /// The way it would take.
    pub(crate) route: Option<String>,
    /// Why it cannot.
    pub(crate) error: Option<IpcError>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant,)* }
    };
}

words! {
    /// Whether a kind wants a key.
    KeyNeed {
        /// There is nothing to use one for.
        Never,
        /// Some servers want one.
        Optional,
        /// It does not work without.
        Required,
    }
}

words! {
    /// What is written in a field.
    FieldInput {
        /// One line.
        Text,
        /// Several lines, or a template.
        LongText,
        /// The address of a server.
        Address,
        /// A whole number.
        Number,
        /// A number with decimals.
        Decimal,
        /// Yes or no.
        Flag,
        /// One of some words.
        Choice,
        /// Names and values.
        Table,
    }
}

words! {
    /// Where a key is.
    KeyPlace {
        /// There is none.
        None,
        /// In the system's keychain.
        Keychain,
        /// In a file only its owner may read.
        File,
        /// In memory, until the program ends.
        Session,
        /// In an environment variable.
        Variable,
    }
}

words! {
    /// What an engine is sent besides the sentences.
    ContextSent {
        /// Nothing.
        None,
        /// The title and a passage around them.
        Passage,
        /// The title and the sentences next to them.
        Neighbours,
    }
}

words! {
    /// What an engine counts to bill it.
    Billing {
        /// Nothing, as far as we know.
        Nothing,
        /// Unicode characters of the originals.
        Characters,
        /// Tokens in and out.
        Tokens,
    }
}

words! {
    /// The tone of translations.
    Formality {
        /// As the engine sees fit.
        Default,
        /// Formal.
        More,
        /// Informal.
        Less,
    }
}

words! {
    /// What a quota counts.
    Unit {
        /// Unicode characters.
        Characters,
        /// Tokens.
        Tokens,
    }
}

impl From<core::Formality> for Formality {
    fn from(formality: core::Formality) -> Self {
        match formality {
            core::Formality::Default => Self::Default,
            core::Formality::More => Self::More,
            core::Formality::Less => Self::Less,
        }
    }
}

impl From<Formality> for core::Formality {
    fn from(formality: Formality) -> Self {
        match formality {
            Formality::Default => Self::Default,
            Formality::More => Self::More,
            Formality::Less => Self::Less,
        }
    }
}

/// A kind of engine, as a form for it is made.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EngineKind {
    /// Its name in the settings.
    name: &'static str,
    /// Its name for the reader, the same in every language.
    label: &'static str,
    /// Whether it wants a key.
    key: KeyNeed,
    /// Where a reader gets a key or learns to set it up.
    page: &'static str,
    /// Its fields, in the order of a form.
    fields: Vec<EngineField>,
}

/// A field of a kind's settings.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EngineField {
    /// Its name in the settings.
    name: &'static str,
    /// What is written there.
    input: FieldInput,
    /// The words to choose from.
    choices: &'static [&'static str],
    /// Whether it must be there.
    required: bool,
    /// What stands there when nothing is written, or an example.
    example: &'static str,
}

impl From<&core::Kind> for EngineKind {
    fn from(kind: &core::Kind) -> Self {
        Self {
            name: kind.name,
            label: kind.label,
            key: match kind.key {
                core::KeyNeed::Never => KeyNeed::Never,
                core::KeyNeed::Optional => KeyNeed::Optional,
                core::KeyNeed::Required => KeyNeed::Required,
            },
            page: kind.page,
            fields: kind.fields.iter().map(Into::into).collect(),
        }
    }
}

impl From<&core::Field> for EngineField {
    fn from(field: &core::Field) -> Self {
        let (input, choices): (_, &'static [&'static str]) = match field.input {
            core::Input::Text => (FieldInput::Text, &[]),
            core::Input::LongText => (FieldInput::LongText, &[]),
            core::Input::Address => (FieldInput::Address, &[]),
            core::Input::Number => (FieldInput::Number, &[]),
            core::Input::Decimal => (FieldInput::Decimal, &[]),
            core::Input::Flag => (FieldInput::Flag, &[]),
            core::Input::Choice(choices) => (FieldInput::Choice, choices),
            core::Input::Table => (FieldInput::Table, &[]),
        };
        Self {
            name: field.name,
            input,
            choices,
            required: field.required,
            example: field.example,
        }
    }
}

/// An engine as its card shows it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact the window shows by itself")]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineCard {
    /// Its id in the settings.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its kind's name in the settings.
    pub(crate) kind: String,
    /// Its kind's name for the reader.
    pub(crate) kind_label: String,
    /// What its kind wants to know, by the fields' names.
    #[cfg_attr(test, ts(type = "Record<string, unknown>"))]
    pub(crate) options: core::Options,
    /// Where its key is.
    pub(crate) key_place: KeyPlace,
    /// The variable or the file its key is in.
    pub(crate) key_name: Option<String>,
    /// Whether the key is there now.
    pub(crate) key_there: bool,
    /// The host text goes to; null where it stays here or the settings do not say.
    pub(crate) host: Option<String>,
    /// What is sent besides the sentences.
    pub(crate) context: ContextSent,
    /// Whether it gives the gist only.
    pub(crate) rough: bool,
    /// Whether text stays on this machine.
    pub(crate) local: bool,
    /// Whether translating costs something.
    pub(crate) costs: bool,
    /// What it counts to bill it.
    pub(crate) billing: Billing,
    /// What it costs, as far as is known.
    pub(crate) price: Option<Price>,
    /// Whether it comes with the program and cannot be removed.
    pub(crate) built_in: bool,
    /// Why it cannot be used as it is set up.
    pub(crate) error: Option<IpcError>,
}

impl EngineCard {
    /// An engine as it is set up.
    pub(crate) fn new(config: core::EngineConfig, capabilities: &core::Capabilities) -> Self {
        let (key_place, key_name) = match config.key {
            core::KeySource::None => (KeyPlace::None, None),
            core::KeySource::Keychain => (KeyPlace::Keychain, None),
            core::KeySource::File(path) => (KeyPlace::File, Some(path.display().to_string())),
            core::KeySource::Session => (KeyPlace::Session, None),
            core::KeySource::Variable(name) => (KeyPlace::Variable, Some(name)),
        };
        let label = core::kind::find(&config.kind).map(|kind| kind.label.to_owned());
        Self {
            id: config.id.0,
            name: config.name,
            kind_label: label.unwrap_or_else(|| config.kind.clone()),
            kind: config.kind,
            options: config.options,
            key_place,
            key_name,
            key_there: false,
            host: None,
            context: match capabilities.context {
                core::ContextUse::None => ContextSent::None,
                core::ContextUse::Passage { .. } => ContextSent::Passage,
                core::ContextUse::Neighbours { .. } => ContextSent::Neighbours,
            },
            rough: capabilities.rough,
            local: capabilities.local,
            costs: money::costs(capabilities),
            billing: match capabilities.billing {
                core::Billing::Nothing => Billing::Nothing,
                core::Billing::Characters => Billing::Characters,
                core::Billing::Tokens => Billing::Tokens,
            },
            price: None,
            built_in: false,
            error: None,
        }
    }

    /// The same with what is known of it besides its settings.
    pub(crate) fn with_state(
        self,
        built_in: bool,
        key_there: bool,
        host: Option<String>,
        error: Option<IpcError>,
    ) -> Self {
        Self {
            key_there,
            host,
            built_in,
            error,
            ..self
        }
    }

    /// The same with what it costs.
    pub(crate) fn with_price(self, price: Option<Price>) -> Self {
        Self { price, ..self }
    }
}

/// Everything the settings say about engines.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineRoom {
    /// The engines, in the order of preference.
    pub(crate) engines: Vec<EngineCard>,
    /// The kinds that can be added.
    pub(crate) kinds: Vec<EngineKind>,
    /// Whether a key can be kept in the system's keychain now.
    pub(crate) keychain: bool,
    /// First choices for pairs of languages.
    pub(crate) preferred: Vec<Preferred>,
    /// The tone wanted.
    pub(crate) formality: Formality,
    /// Whether the text around sentences is sent along to engines that read it.
    pub(crate) send_context: bool,
    /// Characters one job may send to an engine that costs something.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub(crate) cap_characters: Option<u64>,
    /// Pairs the translation memory holds.
    pub(crate) memory: usize,
}

/// The first choice for a pair of languages.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Preferred {
    /// Language of the original: a primary subtag.
    pub(crate) from: String,
    /// Language of the translation: a primary subtag.
    pub(crate) to: String,
    /// The engine's id.
    pub(crate) engine: String,
}

/// An engine to add or to change.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineDraft {
    /// Its id; null for a new one.
    pub(crate) id: Option<String>,
    /// Its name.
    pub(crate) name: String,
    /// Its kind's name in the settings.
    pub(crate) kind: String,
    /// What its kind wants to know, by the fields' names.
    #[cfg_attr(test, ts(type = "Record<string, unknown>"))]
    pub(crate) options: core::Options,
    /// Where its key is to be.
    pub(crate) key_place: KeyPlace,
    /// The variable, or a file of the reader's own.
    pub(crate) key_name: Option<String>,
    /// The key, if it is to be kept or replaced.
    pub(crate) key: Option<String>,
}

impl EngineDraft {
    /// Where the key is to be, in the core's words. A file without a name is one of ours.
    pub(crate) fn source(&self) -> core::KeySource {
        let name = self.key_name.clone().unwrap_or_default();
        match self.key_place {
            KeyPlace::None => core::KeySource::None,
            KeyPlace::Keychain => core::KeySource::Keychain,
            KeyPlace::File => core::KeySource::File(PathBuf::from(name)),
            KeyPlace::Session => core::KeySource::Session,
            KeyPlace::Variable => core::KeySource::Variable(name),
        }
    }
}

/// What of an engine's allowance is used up.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Usage {
    /// What is counted.
    unit: Unit,
    /// How many are used.
    #[cfg_attr(test, ts(type = "number"))]
    used: u64,
    /// How many there are; null for no limit.
    #[cfg_attr(test, ts(type = "number | null"))]
    limit: Option<u64>,
    /// When counting begins anew.
    renews: Option<String>,
}

impl From<core::Usage> for Usage {
    fn from(usage: core::Usage) -> Self {
        let core::Usage {
            unit,
            used,
            limit,
            renews,
        } = usage;
        Self {
            unit: match unit {
                core::Unit::Characters => Unit::Characters,
                core::Unit::Tokens => Unit::Tokens,
            },
            used,
            limit,
            renews: renews.map(|renews| renews.to_string()),
        }
    }
}

/// One sentence, translated to see that an engine works.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngineTest {
    /// The sentence.
    original: String,
    /// Its language.
    from: String,
    /// What came back.
    translation: String,
    /// The language it is in.
    to: String,
    /// Milliseconds it took.
    #[cfg_attr(test, ts(type = "number"))]
    milliseconds: u64,
    /// The model or the way taken.
    route: Option<String>,
    /// Languages it translates from, where it says.
    languages_from: Option<usize>,
    /// Languages it translates into, where it says.
    languages_into: Option<usize>,
    /// What of its allowance is used up, where it says.
    usage: Option<Usage>,
}

impl From<CoreTest> for EngineTest {
    fn from(test: CoreTest) -> Self {
        let CoreTest {
            original,
            from,
            to,
            trial,
            languages,
            usage,
        } = test;
        Self {
            original,
            from: from.to_string(),
            translation: trial.text,
            to: to.to_string(),
            milliseconds: trial.took_ms,
            route: trial.route,
            languages_from: languages.map(|(from, _)| from),
            languages_into: languages.map(|(_, into)| into),
            usage: usage.map(Into::into),
        }
    }
}

/// A price for a million of something. Of tokens, `least` is for those of requests and `most` for those of replies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Price {
    /// Currency (ISO 4217).
    pub(crate) currency: String,
    /// A million of what.
    pub(crate) per: Unit,
    /// The lowest price, or the price of tokens in.
    pub(crate) least: f64,
    /// The highest price, or the price of tokens out.
    pub(crate) most: f64,
}

impl From<(String, money::Rate)> for Price {
    fn from((currency, rate): (String, money::Rate)) -> Self {
        let (per, least, most) = match rate {
            money::Rate::Characters { least, most } => (Unit::Characters, least, most),
            money::Rate::Tokens { input, output } => (Unit::Tokens, input, output),
        };
        Self {
            currency,
            per,
            least,
            most,
        }
    }
}

impl Price {
    /// The price of an engine, in the core's words.
    pub(crate) fn of(self, engine: core::EngineId) -> money::Price {
        let Self {
            currency,
            per,
            least,
            most,
        } = self;
        money::Price {
            engine,
            currency,
            rate: match per {
                Unit::Characters => money::Rate::Characters { least, most },
                Unit::Tokens => money::Rate::Tokens {
                    input: least,
                    output: most,
                },
            },
        }
    }
}

/// What a translation will take.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Estimate {
    /// Whether it costs anything.
    costs: bool,
    /// Sentences that will be sent.
    sentences: usize,
    /// Sentences that the memory has.
    remembered: usize,
    /// Unicode characters that will be sent.
    #[cfg_attr(test, ts(type = "number"))]
    characters: u64,
    /// Tokens, estimated, where they are what is billed.
    tokens: Option<EstimatedTokens>,
    /// What of the engine's allowance is used up.
    usage: Option<Usage>,
    /// What it will cost, by the table of prices.
    price: Option<EstimatedPrice>,
    /// Characters after which the job stops.
    #[cfg_attr(test, ts(type = "number | null"))]
    cap_characters: Option<u64>,
}

/// Tokens of a job: at least and at most.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EstimatedTokens {
    /// Of the requests.
    #[cfg_attr(test, ts(type = "[number, number]"))]
    input: [u64; 2],
    /// Of the replies.
    #[cfg_attr(test, ts(type = "[number, number]"))]
    output: [u64; 2],
}

/// A price: at least and at most.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct EstimatedPrice {
    /// Currency (ISO 4217).
    currency: String,
    /// At least.
    least: f64,
    /// At most.
    most: f64,
}

impl From<CoreEstimate> for Estimate {
    fn from(estimate: CoreEstimate) -> Self {
        let CoreEstimate {
            costs,
            sentences,
            remembered,
            characters,
            tokens,
            usage,
            price,
            cap_characters,
        } = estimate;
        Self {
            costs,
            sentences,
            remembered,
            characters,
            tokens: tokens.map(|tokens| EstimatedTokens {
                input: [*tokens.input.start(), *tokens.input.end()],
                output: [*tokens.output.start(), *tokens.output.end()],
            }),
            usage: usage.map(Into::into),
            price: price.map(|(currency, least, most)| EstimatedPrice { currency, least, most }),
            cap_characters,
        }
    }
}
