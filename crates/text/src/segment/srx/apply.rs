//! Cutting text by the rules of an SRX file.

use std::ops::Range;

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::pattern::{compile, translated};
use super::{REACH, SrxDocument, SrxRule, SrxWarning};
use crate::Language;

/// The rules of one language, ready to run.
#[derive(Debug, Clone)]
pub(in super::super) struct SrxRules {
    breaks: Vec<Break>,
    /// For each rule that forbids a boundary, the text before, as one set: all are asked at once.
    forbids_before: RegexSet,
    forbids: Vec<Forbid>,
}

/// A rule that makes a boundary.
#[derive(Debug, Clone)]
struct Break {
    order: usize,
    before: Regex,
    after: Regex,
}

/// A rule that forbids one.
#[derive(Debug, Clone)]
struct Forbid {
    order: usize,
    after: Regex,
}

impl SrxRules {
    /// The rules of `document` for `language`, and what had to be left out.
    pub(in super::super) fn new(document: &SrxDocument, language: &Language) -> (Self, Vec<SrxWarning>) {
        let mut warnings = Vec::new();
        let mut breaks = Vec::new();
        let mut forbids = Vec::new();
        let mut forbids_before = Vec::new();
        for (order, (rule, list, number)) in document.rules_for(language, &mut warnings).into_iter().enumerate() {
            let before = format!("(?:{})", translated(&rule.before));
            // The text after a place is matched at that place and nowhere else.
            let after = compile(&format!(r"\A(?:{})", translated(&rule.after)));
            match (compile(&before), after) {
                (Ok(before), Ok(after)) if rule.breaks => breaks.push(Break { order, before, after }),
                (Ok(_), Ok(after)) => {
                    forbids_before.push(format!(r"{before}\z"));
                    forbids.push(Forbid { order, after });
                }
                (Err(error), _) | (_, Err(error)) => {
                    warnings.push(SrxWarning {
                        list: list.to_owned(),
                        rule: number,
                        reason: error.to_string(),
                    });
                }
            }
        }
        let set = RegexSetBuilder::new(&forbids_before)
            .size_limit(usize::MAX)
            .dfa_size_limit(64 << 20)
            .build();
        let forbids_before = set.unwrap_or_else(|error| {
            warnings.push(SrxWarning {
                list: String::new(),
                rule: 0,
                reason: error.to_string(),
            });
            forbids.clear();
            RegexSet::empty()
        });
        (
            Self {
                breaks,
                forbids_before,
                forbids,
            },
            warnings,
        )
    }

    /// The pieces between the boundaries of `text`, white space included.
    pub(in super::super) fn pieces(&self, text: &str) -> impl Iterator<Item = Range<usize>> + use<> {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for rule in &self.breaks {
            let ends = rule.before.find_iter(text).map(|found| found.end());
            places.extend(
                ends.filter(|&at| rule.after.is_match(&text[at..]))
                    .map(|at| (at, rule.order)),
            );
        }
        places.sort_unstable();
        places.dedup_by_key(|place| place.0);
        let mut boundaries: Vec<usize> = places
            .into_iter()
            .filter(|&(at, order)| !self.forbids(text, at, order))
            .map(|(at, _)| at)
            .collect();
        boundaries.push(text.len());
        let mut start = 0;
        boundaries
            .into_iter()
            .map(move |end| std::mem::replace(&mut start, end)..end)
    }

    /// Whether a rule before the one at `order` forbids a boundary at the byte `at`.
    fn forbids(&self, text: &str, at: usize, order: usize) -> bool {
        let mut from = at.saturating_sub(REACH);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        // Marks like \b at the start of the window see the character before it.
        self.forbids_before.matches_at(&text[..at], from).iter().any(|index| {
            self.forbids
                .get(index)
                .is_some_and(|rule| rule.order < order && rule.after.is_match(&text[at..]))
        })
    }
}

impl SrxDocument {
    /// The rules that the map gives to `language`, each with the name of its list and its number there.
    fn rules_for(&self, language: &Language, warnings: &mut Vec<SrxWarning>) -> Vec<(&SrxRule, &str, usize)> {
        let tag = language.to_string();
        let mut rules = Vec::new();
        for (index, mapping) in self.map.iter().enumerate() {
            let fits = match compile(&format!(r"\A(?:{})\z", translated(&mapping.pattern))) {
                Ok(pattern) => pattern.is_match(&tag),
                Err(error) => {
                    warnings.push(SrxWarning {
                        list: "map".to_owned(),
                        rule: index + 1,
                        reason: error.to_string(),
                    });
                    false
                }
            };
            if fits {
                let lists = self.lists.iter().filter(|list| list.name == mapping.list);
                for list in lists {
                    let numbered = list.rules.iter().enumerate();
                    rules.extend(numbered.map(|(number, rule)| (rule, list.name.as_str(), number + 1)));
                }
                if !self.cascade {
                    break;
                }
            }
        }
        rules
    }
}
