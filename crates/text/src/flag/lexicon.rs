//! What flags know of a language, read from `data/flag`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::word::Phrases;
use crate::Language;

/// A language's words, as far as flags need them. Everything is in lower case.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Whether there is a file for the language at all.
    pub(super) known: bool,
    /// Cardinals below a hundred, by value.
    pub(super) numbers: FxHashMap<&'static str, f64>,
    /// Words for a hundred.
    pub(super) hundreds: FxHashMap<&'static str, f64>,
    /// Thousand, million …
    pub(super) scales: FxHashMap<&'static str, f64>,
    /// Words that may be numbers.
    pub(super) loose_numbers: FxHashMap<&'static str, f64>,
    /// "and" within a number.
    pub(super) joining: FxHashSet<&'static str>,
    /// Months whose names mean nothing else, by number from 1.
    pub(super) months: FxHashMap<&'static str, f64>,
    /// Names that may be a month's.
    pub(super) loose_months: FxHashMap<&'static str, f64>,
    /// Days of the week, Monday being 1.
    pub(super) weekdays: FxHashMap<&'static str, f64>,
    /// Forms of units, the longest first, with the unit's name.
    pub(super) units: Vec<(&'static str, &'static str)>,
    /// Forms of currencies, the longest first, with the currency's name.
    pub(super) currencies: Vec<(&'static str, &'static str)>,
    /// What denies beyond doubt.
    pub(super) negation: Phrases,
    /// What takes that back.
    pub(super) negation_undone: Phrases,
    /// What may stand for a denial.
    pub(super) negation_trace: Phrases,
    /// What tells that something is only reported, or uncertain.
    pub(super) hedges: Phrases,
    /// What takes that back.
    pub(super) hedges_undone: Phrases,
    /// What may stand for such a reserve.
    pub(super) hedges_trace: Phrases,
    /// Coarse words.
    pub(super) profanity: Phrases,
    /// What may stand for them.
    pub(super) profanity_trace: Phrases,
    /// Words with a capital letter that are no names.
    pub(super) capitals: FxHashSet<&'static str>,
    /// Words of grammar.
    pub(super) function_words: FxHashSet<&'static str>,
}

/// What names and acronyms are called in another language.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<(&'static str, Vec<&'static str>)>,
    acronyms: FxHashMap<&'static str, Vec<&'static str>>,
}

impl Names {
    /// The forms a name may take in the other language; each may end with "*".
    pub(super) fn of_name(&self, lower: &str) -> impl Iterator<Item = &'static str> {
        let entries = self.names.iter().filter(move |(name, _)| {
            name.strip_suffix('*')
                .map_or(*name == lower, |beginning| lower.starts_with(beginning))
        });
        entries
            .flat_map(|(_, forms)| forms.iter().copied())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The forms an acronym may take.
    pub(super) fn of_acronym(&self, lower: &str) -> &[&'static str] {
        self.acronyms.get(lower).map_or(&[], Vec::as_slice)
    }
}

/// The lexicon of a language; an empty one when we have none.
pub(super) fn lexicon(language: &Language) -> &'static Lexicon {
    static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| read(include_str!("../../data/flag/fr.txt")));
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| read(include_str!("../../data/flag/en.txt")));
    static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
    match language.primary() {
        "fr" => &FRENCH,
        "en" => &ENGLISH,
        _ => &NONE,
    }
}

/// The names that differ between two languages; None when we have no list, so that a name may hide behind any word.
pub(super) fn names(from: &Language, to: &Language) -> Option<&'static Names> {
    static FRENCH_ENGLISH: LazyLock<Names> = LazyLock::new(|| {
        let file = File::read(include_str!("../../data/flag/fr-en.txt"));
        Names {
            names: file.entries("names").collect(),
            acronyms: file.entries("acronyms").collect(),
        }
    });
    match (from.primary(), to.primary()) {
        ("fr", "en") => Some(&FRENCH_ENGLISH),
        _ => None,
    }
}

fn read(text: &'static str) -> Lexicon {
    let file = File::read(text);
    Lexicon {
        known: true,
        numbers: file.values("numbers"),
        hundreds: file.values("hundreds"),
        scales: file.values("scales"),
        loose_numbers: file.values("loose-numbers"),
        joining: file.words("joining").collect(),
        months: file.values("months"),
        loose_months: file.values("loose-months"),
        weekdays: file.values("weekdays"),
        units: file.forms("units"),
        currencies: file.forms("currencies"),
        negation: Phrases::read(file.words("negation")),
        negation_undone: Phrases::read(file.words("negation-undone")),
        negation_trace: Phrases::read(file.words("negation-trace")),
        hedges: Phrases::read(file.words("hedges")),
        hedges_undone: Phrases::read(file.words("hedges-undone")),
        hedges_trace: Phrases::read(file.words("hedges-trace")),
        profanity: Phrases::read(file.words("profanity")),
        profanity_trace: Phrases::read(file.words("profanity-trace")),
        capitals: file.words("capitals").collect(),
        function_words: file.words("function-words").collect(),
    }
}

/// A data file: lines of sections.
struct File(FxHashMap<&'static str, Vec<&'static str>>);

impl File {
    fn read(text: &'static str) -> Self {
        let mut sections: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
            } else {
                sections.entry(section).or_default().push(line);
            }
        }
        Self(sections)
    }

    fn words(&self, section: &str) -> impl Iterator<Item = &'static str> {
        self.0.get(section).into_iter().flatten().copied()
    }

    fn entries(&self, section: &str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
        self.words(section)
            .filter_map(|line| line.split_once('='))
            .map(|(name, forms)| (name.trim(), forms.split(',').map(str::trim).collect()))
    }

    fn values(&self, section: &str) -> FxHashMap<&'static str, f64> {
        self.entries(section)
            .filter_map(|(name, forms)| Some((name, forms.first()?.parse().ok()?)))
            .collect()
    }

    fn forms(&self, section: &str) -> Vec<(&'static str, &'static str)> {
        let mut forms: Vec<_> = self
            .entries(section)
            .flat_map(|(name, forms)| forms.into_iter().map(move |form| (form, name)))
            .collect();
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_understood() {
        let lists = [
            "joining",
            "negation",
            "negation-undone",
            "negation-trace",
            "hedges",
            "hedges-undone",
        ];
        let lists = lists.into_iter().chain([
            "hedges-trace",
            "profanity",
            "profanity-trace",
            "capitals",
            "function-words",
        ]);
        let lists: Vec<_> = lists.collect();
        let tables = ["units", "currencies", "names", "acronyms"];
        let values = [
            "numbers",
            "hundreds",
            "scales",
            "loose-numbers",
            "months",
            "loose-months",
            "weekdays",
        ];
        for text in [
            include_str!("../../data/flag/fr.txt"),
            include_str!("../../data/flag/en.txt"),
            include_str!("../../data/flag/fr-en.txt"),
        ] {
            let file = File::read(text);
            for (section, lines) in &file.0 {
                for line in lines {
                    assert_eq!(*line, line.to_lowercase(), "[{section}] is in lower case");
                }
                if values.contains(section) {
                    assert_eq!(
                        file.values(section).len(),
                        lines.len(),
                        "[{section}] has a line without a number"
                    );
                } else if tables.contains(section) {
                    assert_eq!(
                        file.entries(section).count(),
                        lines.len(),
                        "[{section}] has a line without forms"
                    );
                } else {
                    assert!(lists.contains(section), "[{section}] is no section");
                    assert!(lines.iter().all(|line| !line.contains('=')), "[{section}] is a list");
                }
            }
        }
    }
}
