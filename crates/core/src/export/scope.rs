//! Which sentences of an article go into a file.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Which sentences go in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    Article,
    /// Those with these numbers, counted from 1. They keep their numbers in the file.
    Numbers(Vec<RangeInclusive<usize>>),
}

impl Scope {
    /// Whether a sentence of this number goes in.
    pub fn takes(&self, number: usize) -> bool {
        match self {
            Self::Article => true,
            Self::Numbers(ranges) => ranges.iter().any(|range| range.contains(&number)),
        }
    }
}

/// Words that name no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no scope: write `article`, or numbers of sentences (`3,7-12`)")]
pub struct ScopeUnreadable(pub String);

impl FromStr for Scope {
    type Err = ScopeUnreadable;

    /// `article`, or numbers from 1: `3`, `7-12`, `3,7-12`, `40-` to the end.
    fn from_str(words: &str) -> Result<Self, Self::Err> {
        if words == "article" {
            return Ok(Self::Article);
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
        for words in ["article", "3", "3,7-12", "1-2,40-"] {
            assert_eq!(words.parse::<Scope>().unwrap().to_string(), words);
        }
        for words in ["", "0", "a", "7-3", "3,,4", "-4", "0-4"] {
            assert_eq!(words.parse::<Scope>(), Err(ScopeUnreadable(words.to_owned())));
        }
    }

    #[test]
    fn a_scope_takes_what_it_names() {
        let scope: Scope = "3, 7–9".parse().unwrap();
        let taken: Vec<usize> = (1..12).filter(|number| scope.takes(*number)).collect();
        assert_eq!(taken, [3, 7, 8, 9]);
    }
}
