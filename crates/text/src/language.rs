//! Language identifiers (BCP 47), as every room of the house passes them.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::{LanguageIdentifier, langid};

/// A language, as a BCP 47 tag in canonical case (`fr`, `pt-BR`, `zh-Hant`).
///
/// Only language, script, region and variants are kept; extensions are refused, since no engine takes them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Language(LanguageIdentifier);

/// A tag that is not well-formed BCP 47.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{tag}` is not a language tag (BCP 47), such as fr or pt-BR")]
pub struct LanguageError {
    /// The tag as it was given.
    pub tag: String,
}

impl Language {
    /// French.
    pub const FRENCH: Self = Self(langid!("fr"));
    /// English.
    pub const ENGLISH: Self = Self(langid!("en"));

    /// The primary language subtag: `pt` for `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.language.as_str()
    }

    /// Whether both are the same language, whatever their script or region: `pt-BR` and `pt-PT` are.
    pub fn same_language(&self, other: &Self) -> bool {
        self.0.language == other.0.language
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let refused = || LanguageError { tag: tag.to_owned() };
        let id: LanguageIdentifier = tag.trim().parse().map_err(|_| refused())?;
        if id.language.is_unknown() {
            Err(refused())
        } else {
            Ok(Self(id))
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.0)
    }
}

impl Ord for Language {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, canonical: &str) {
        let language: Language = tag.parse().unwrap();
        assert_eq!(language.to_string(), canonical);
    }

    #[test]
    fn tags_take_canonical_case() {
        check("FR", "fr");
        check("pt-br", "pt-BR");
        check("zh-hant-tw", "zh-Hant-TW");
        check(" en ", "en");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "f", "français", "und", "fr_FR_", "12"] {
            assert!(tag.parse::<Language>().is_err(), "{tag} was taken");
        }
    }

    #[test]
    fn regions_do_not_part_a_language() {
        let (brazil, portugal): (Language, Language) = ("pt-BR".parse().unwrap(), "pt-PT".parse().unwrap());
        assert!(brazil.same_language(&portugal));
        assert_ne!(brazil, portugal);
    }
}
