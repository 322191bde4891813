//! Which sentences go into a file.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::{Unit, Verdict};

/// Which sentences go in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    Article,
    /// Those with these numbers, counted from 1. They keep their numbers in the file.
    Numbers(Vec<RangeInclusive<usize>>),
    /// Those that have a flag in one of the columns which the reader has not waved away.
    Flagged,
    /// Those that the reader approved in one of the columns.
    Approved,
    /// All sentences of all articles of the collection with this name, one article after the other, oldest first.
    Collection(String),
}

impl Scope {
    /// Whether a sentence goes in.
    pub(super) fn takes(&self, unit: &Unit<'_>) -> bool {
        match self {
            Self::Article | Self::Collection(_) => true,
            Self::Numbers(ranges) => ranges.iter().any(|range| range.contains(&unit.number)),
            Self::Flagged => unit.rendered.iter().any(|rendered| !rendered.flags.is_empty()),
            Self::Approved => {
                let approved = Some(Verdict::Approved);
                unit.rendered.iter().any(|rendered| rendered.verdict == approved)
            }
        }
    }

    /// Whether texts go in whole, with their breaks.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Article | Self::Collection(_))
    }
}

/// Words that name no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no scope: write `article`, `flagged`, `approved`, `collection:NAME`, or numbers of sentences (`3,7-12`)"
)]
pub struct ScopeUnreadable(pub String);

impl FromStr for Scope {
    type Err = ScopeUnreadable;

    /// `article`, `flagged`, `approved`, `collection:NAME`, or numbers from 1: `3`, `7-12`, `3,7-12`, `40-` to the end.
    fn from_str(words: &str) -> Result<Self, Self::Err> {
        match words {
            "article" => return Ok(Self::Article),
            "flagged" => return Ok(Self::Flagged),
            "approved" => return Ok(Self::Approved),
            _ => {}
        }
        if let Some(name) = words.strip_prefix("collection:") {
            let name = name.trim();
            return if name.is_empty() {
                Err(ScopeUnreadable(words.to_owned()))
            } else {
                Ok(Self::Collection(name.to_owned()))
            };
        }
        let unreadable = || ScopeUnreadable(words.to_owned());
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|number| *number > 0);
        let ranges = words.split(',').map(|part| {
            let range = match part.split_once(['-', '–']) {
                None => number(part).map(|only| only..=only),
                Some((from, "")) => number(from).map(|from| from..=usize::MAX),
                Some((from, to)) => number(from).zip(number(to)).map(|(from, to)| from..=to),
            };
            range.filter(|range| !range.is_empty()).ok_or_else(unreadable)
        });
        ranges.collect::<Result<_, _>>().map(Self::Numbers)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article => f.write_str("article"),
            Self::Flagged => f.write_str("flagged"),
            Self::Approved => f.write_str("approved"),
            Self::Collection(name) => write!(f, "collection:{name}"),
            Self::Numbers(ranges) => {
                for (index, range) in ranges.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    match (range.start(), range.end()) {
                        (from, to) if from == to => write!(f, "{from}")?,
                        (from, &usize::MAX) => write!(f, "{from}-")?,
                        (from, to) => write!(f, "{from}-{to}")?,
                    }
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_and_written() {
        for words in [
            "article",
            "flagged",
            "approved",
            "collection:À lire: 1",
            "3",
            "3,7-12",
            "1-2,40-",
        ] {
            assert_eq!(words.parse::<Scope>().unwrap().to_string(), words);
        }
        for words in ["", "0", "a", "7-3", "3,,4", "-4", "0-4", "collection:", "collection: "] {
            assert_eq!(words.parse::<Scope>(), Err(ScopeUnreadable(words.to_owned())));
        }
    }

    #[test]
    fn numbers_take_what_they_name() {
        let scope: Scope = "3, 7–9".parse().unwrap();
        let unit = |number| Unit {
            number,
            block: 0,
            kind: crate::article::BlockKind::Paragraph,
            level: 0,
            source: "",
            marks: Vec::new(),
            notes: Vec::new(),
            rendered: Vec::new(),
        };
        let taken: Vec<usize> = (1..12).filter(|number| scope.takes(&unit(*number))).collect();
        assert_eq!(taken, [3, 7, 8, 9]);
    }
}
