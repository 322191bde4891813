//! Flags: reasons to look twice at a translated sentence.
//!
//! Each kind has a file with one pure function over a sentence and its translation. A flag carries its reason as data
//! ([`Reason`], and the bytes it speaks of on either side); hosts put it in words. Precision comes before recall: a
//! reader who finds three idle flags stops looking, so that whatever is uncertain stays silent.
//!
//! What the functions know of languages stands in `data/flag`: a file for each language and one for the names of a pair
//! of languages. Where a language has no file, only the kinds that need none can speak.
//!
//! # Incomplete support
//!
//! Only French and English have data. A number spelled out is compared only with another one spelled out. Names are
//! compared in Latin letters alone.

mod acronym;
mod anchor;
mod bracket;
mod currency;
mod date;
mod echo;
mod glossary;
mod hedge;
mod length;
mod lexicon;
mod markup;
mod name;
mod negation;
mod number;
mod profanity;
mod prompt;
mod quantity;
mod quotation;
mod repetition;
mod side;
mod unit;
mod word;

use std::ops::Range;

pub(crate) use anchor::{Token, anchors, tokens};
pub use glossary::glossary_flags;

use crate::Language;
use side::Sides;

macro_rules! named {
    ($(#[$head:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $word:literal,)* }) => {
        $(#[$head])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $($(#[$doc])* $name,)*
        }

        impl $type {
            /// All of them, in the order in which flags are given.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word under which it is stored, sent and looked up.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What has this word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

named! {
    /// What a flag is about: what the reader can mute.
    FlagKind {
        /// The sentence is still in the language of the original.
        Echo = "echo",
        /// Words go round in a circle.
        Repetition = "repetition",
        /// Much too long, much too short, or broken off.
        Length = "length",
        /// A prompt, or a notice of the service, stands in the text.
        Prompt = "prompt",
        /// Markup or an entity stands in the text.
        Markup = "markup",
        /// A number is another one, or is missing or new.
        Number = "number",
        /// A date is another one, or is missing.
        Date = "date",
        /// A unit of measure is another one.
        Unit = "unit",
        /// A currency is another one, or is missing.
        Currency = "currency",
        /// A name is missing.
        Name = "name",
        /// An acronym is missing.
        Acronym = "acronym",
        /// What the original quotes is not quoted.
        Quotation = "quotation",
        /// One side denies, the other does not.
        Negation = "negation",
        /// Brackets or quotation marks are not closed, or not opened.
        Bracket = "bracket",
        /// What the original only reports is told as a fact.
        Hedge = "hedge",
        /// Coarse words are missing.
        Profanity = "profanity",
        /// A term is not translated as the glossary says.
        Glossary = "glossary",
    }
}

named! {
    /// Why a flag was raised. With the texts of [`Flag::source`] and [`Flag::target`] it makes a sentence.
    Reason {
        /// The translation repeats the original.
        Unchanged = "unchanged",
        /// The translation is mostly in the original's language.
        WrongLanguage = "wrong-language",
        /// A phrase stands several times in a row.
        Loop = "loop",
        /// The translation is far longer than the original allows for.
        TooLong = "too-long",
        /// The translation is far shorter than the original allows for.
        TooShort = "too-short",
        /// The translation stops where the original goes on.
        BrokenOff = "broken-off",
        /// Words that are addressed to a machine, or by it to its user.
        Notice = "notice",
        /// A tag or a placeholder.
        Tag = "tag",
        /// A character written as an entity.
        Entity = "entity",
        /// A number of the original is not in the translation, which has another one.
        NumberChanged = "number-changed",
        /// A number of the original is not in the translation.
        NumberLost = "number-lost",
        /// A number of the translation is not in the original.
        NumberNew = "number-new",
        /// A date differs.
        DateChanged = "date-changed",
        /// A date is missing.
        DateLost = "date-lost",
        /// A day of the week differs.
        WeekdayChanged = "weekday-changed",
        /// The same number has another unit.
        UnitChanged = "unit-changed",
        /// Money is of another currency.
        CurrencyChanged = "currency-changed",
        /// The currency is not told.
        CurrencyLost = "currency-lost",
        /// A name is missing.
        NameLost = "name-lost",
        /// An acronym is missing.
        AcronymLost = "acronym-lost",
        /// What is quoted in the original has no quotation marks.
        QuotationLost = "quotation-lost",
        /// The original denies, the translation does not.
        NegationLost = "negation-lost",
        /// The translation denies, the original does not.
        NegationNew = "negation-new",
        /// A bracket has no partner.
        BracketUnbalanced = "bracket-unbalanced",
        /// A quotation mark has no partner.
        QuoteUnbalanced = "quote-unbalanced",
        /// The reserve of the original is missing.
        HedgeLost = "hedge-lost",
        /// The coarse word of the original is missing.
        ProfanityLost = "profanity-lost",
        /// The glossary's word is missing.
        TermMissing = "term-missing",
    }
}

/// A reason to look twice at one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Flag {
    /// What it is about.
    pub kind: FlagKind,
    /// Why it was raised.
    pub reason: Reason,
    /// The UTF-8 bytes of the original that it speaks of, in order; may be empty.
    pub source: Vec<Range<usize>>,
    /// The UTF-8 bytes of the translation that it speaks of, in order; may be empty.
    pub target: Vec<Range<usize>>,
}

impl Flag {
    fn new(kind: FlagKind, reason: Reason) -> Self {
        Self {
            kind,
            reason,
            source: Vec::new(),
            target: Vec::new(),
        }
    }

    fn in_source(mut self, ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        self.source.extend(ranges);
        self
    }

    fn in_target(mut self, ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        self.target.extend(ranges);
        self
    }
}

/// A sentence and its translation.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The original sentence.
    pub source: &'a str,
    /// Its translation.
    pub target: &'a str,
    /// The language of the original.
    pub from: &'a Language,
    /// The language of the translation.
    pub to: &'a Language,
}

/// Every reason to look twice at a pair, in the order of [`FlagKind::ALL`]. A translation that is not there has none: that
/// it is missing is told otherwise.
///
/// When the sentence is still in the original's language, or is a service's notice, nothing else is said of it.
pub fn flags(pair: &Pair<'_>) -> Vec<Flag> {
    if pair.source.trim().is_empty() || pair.target.trim().is_empty() || pair.from.same_language(pair.to) {
        return Vec::new();
    }
    let sides = Sides::of(pair);
    if let Some(flag) = prompt::flag(&sides).or_else(|| echo::flag(&sides)) {
        return vec![flag];
    }
    let loops = repetition::flag(&sides);
    // What a loop does to the length is the loop's fault.
    let length = if loops.is_none() { length::flag(&sides) } else { None };
    let checks = [
        loops,
        length,
        markup::flag(&sides),
        number::flag(&sides),
        date::flag(&sides),
        unit::flag(&sides),
        currency::flag(&sides),
        name::flag(&sides),
        acronym::flag(&sides),
        quotation::flag(&sides),
        negation::flag(&sides),
        bracket::flag(&sides),
        hedge::flag(&sides),
        profanity::flag(&sides),
    ];
    checks.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reasons found in a French sentence and its English translation.
    pub(super) fn reasons(french: &str, english: &str) -> Vec<Reason> {
        let pair = Pair {
            source: french,
            target: english,
            from: &Language::FRENCH,
            to: &Language::ENGLISH,
        };
        let found = flags(&pair);
        for flag in &found {
            for (ranges, text) in [(&flag.source, french), (&flag.target, english)] {
                for range in ranges {
                    assert!(text.get(range.clone()).is_some(), "{flag:?} cuts a character of {text}");
                }
            }
        }
        found.into_iter().map(|flag| flag.reason).collect()
    }

    #[test]
    fn every_word_is_read_back() {
        for kind in FlagKind::ALL {
            assert_eq!(FlagKind::parse(kind.as_str()), Some(*kind));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.as_str()), Some(*reason));
        }
    }

    #[test]
    fn what_is_missing_or_in_one_language_has_no_flag() {
        assert_eq!(reasons("Il est 14 h 30.", " "), []);
        let french = &Language::FRENCH;
        let (source, target) = ("Il y a 3 chats.", "Il y a 4 chats.");
        assert_eq!(
            flags(&Pair {
                source,
                target,
                from: french,
                to: french
            }),
            []
        );
    }
}
