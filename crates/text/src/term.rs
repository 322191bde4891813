//! Terms of a glossary in a sentence and its translation: which of them occur, and which were not honoured.
//!
//! A term of the original is found as whole words, in the singular or the plural, the longest first: where "Conseil
//! d'État" stands, "État" alone is not asked about. It is honoured when the translation has its counterpart somewhere,
//! in any inflection: words that share a beginning and differ in an ending of three letters at most are taken for the
//! same. Typography is no difference, and case is none unless the term itself has a capital letter: "Orange" is the
//! company, "orange" the fruit or the company.
//!
//! # Incomplete support
//!
//! Inflection is told from endings alone: "yeux" is not known for the plural of "œil", nor "went" for a form of "go", so
//! a term can be reported although it was honoured. In languages written without spaces a term is found wherever its
//! characters are.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::compare::plain_form;

/// The longest ending in which two forms of a word of the translation may differ, in characters.
const LONGEST_ENDING: usize = 3;
/// What two forms of a word of the translation share at least, in characters.
const SHORTEST_STEM: usize = 3;

/// A term and what it is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In the language of the original.
    pub source: String,
    /// In the language of the translation.
    pub target: String,
}

/// A term that stands in the original and whose counterpart does not stand in the translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotHonoured<'a> {
    /// The term.
    pub term: &'a Term,
    /// Where it stands first, in bytes of the original.
    pub at: Range<usize>,
}

/// The terms of a language pair, prepared for looking at many sentences.
#[derive(Debug, Default)]
pub struct Terms {
    prepared: Vec<Prepared>,
    /// Terms by the first letter of their first word.
    by_first: FxHashMap<char, Vec<usize>>,
    /// Terms written without spaces between words.
    without_spaces: Vec<usize>,
}

#[derive(Debug)]
struct Prepared {
    term: Term,
    source: Vec<Word>,
    target: Vec<Word>,
    case_counts: bool,
}

/// A word as it is compared, and its bytes in the text.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    lower: String,
    range: Range<usize>,
}

impl Terms {
    /// Prepares terms; one without a word on either side is left out.
    pub fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let mut all = Self::default();
        for term in terms {
            let (source, target) = (words(&term.source), words(&term.target));
            let Some(first) = source.first().and_then(|word| word.lower.chars().next()) else {
                continue;
            };
            if target.is_empty() {
                continue;
            }
            let at = all.prepared.len();
            if is_without_spaces(&term.source) {
                all.without_spaces.push(at);
            } else {
                all.by_first.entry(first).or_default().push(at);
            }
            all.prepared.push(Prepared {
                case_counts: term.source.chars().any(char::is_uppercase),
                term,
                source,
                target,
            });
        }
        all
    }

    /// Whether there is no term at all.
    pub fn is_empty(&self) -> bool {
        self.prepared.is_empty()
    }

    /// The terms that occur in a sentence, each once, in the order of their first places.
    pub fn found_in<'a>(&'a self, source: &str) -> Vec<(&'a Term, Range<usize>)> {
        self.places(source)
            .into_iter()
            .filter_map(|(index, range)| Some((&self.prepared.get(index)?.term, range)))
            .collect()
    }

    /// The terms that occur in a sentence and are not honoured in its translation.
    pub fn not_honoured<'a>(&'a self, source: &str, translation: &str) -> Vec<NotHonoured<'a>> {
        let places = self.places(source);
        if places.is_empty() {
            return Vec::new();
        }
        let found = words(translation);
        let plain = plain_form(translation).to_lowercase();
        places
            .into_iter()
            .filter_map(|(index, at)| {
                let prepared = self.prepared.get(index)?;
                let honoured = if is_without_spaces(&prepared.term.target) {
                    plain.contains(&plain_form(&prepared.term.target).to_lowercase())
                } else {
                    has_forms_of(&found, &prepared.target)
                };
                (!honoured).then_some(NotHonoured {
                    term: &prepared.term,
                    at,
                })
            })
            .collect()
    }

    /// The first place of each term that occurs, without those that only stand inside a longer one.
    fn places(&self, source: &str) -> Vec<(usize, Range<usize>)> {
        if self.prepared.is_empty() {
            return Vec::new();
        }
        let words = words(source);
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let Some(first) = word.lower.chars().next() else {
                continue;
            };
            for &index in self.by_first.get(&first).map_or(&[][..], Vec::as_slice) {
                let Some(prepared) = self.prepared.get(index) else {
                    continue;
                };
                let Some(run) = words.get(at..at + prepared.source.len()) else {
                    continue;
                };
                let same = |(found, wanted): (&Word, &Word)| prepared.is_source_word(found, wanted);
                if run.iter().zip(&prepared.source).all(same)
                    && let Some(last) = run.last()
                {
                    places.push((index, word.range.start..last.range.end));
                }
            }
        }
        for &index in &self.without_spaces {
            if let Some(prepared) = self.prepared.get(index)
                && let Some(start) = source.find(prepared.term.source.trim())
            {
                places.push((index, start..start + prepared.term.source.trim().len()));
            }
        }
        // The longest first: what lies inside one that is taken is no occurrence of its own.
        places.sort_by_key(|(index, range)| (std::cmp::Reverse(range.len()), range.start, *index));
        let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
        for (index, range) in places {
            let inside = taken.iter().any(|(other, outer)| {
                *other != index && outer.len() > range.len() && outer.start <= range.start && range.end <= outer.end
            });
            if !inside {
                taken.push((index, range));
            }
        }
        taken.sort_by_key(|(index, range)| (range.start, *index));
        let mut seen = Vec::new();
        taken.retain(|(index, _)| {
            let new = !seen.contains(index);
            seen.push(*index);
            new
        });
        taken
    }
}

impl Prepared {
    fn is_source_word(&self, found: &Word, wanted: &Word) -> bool {
        if self.case_counts {
            is_form_of_source(&found.text, &wanted.text)
                // A headline in capitals says nothing about case.
                || found.text == wanted.text.to_uppercase()
        } else {
            is_form_of_source(&found.lower, &wanted.lower)
        }
    }
}

/// Whether two words are the same, or singular and plural of the same. Only the commonest endings: a word too many found
/// is a flag too many.
fn is_form_of_source(found: &str, wanted: &str) -> bool {
    let plural = |one: &str, other: &str| {
        ["s", "x", "es"]
            .iter()
            .any(|ending| other.strip_suffix(ending) == Some(one))
            || one
                .strip_suffix("al")
                .is_some_and(|stem| other.strip_suffix("aux") == Some(stem))
            || one
                .strip_suffix('y')
                .is_some_and(|stem| other.strip_suffix("ies") == Some(stem))
    };
    found == wanted || plural(wanted, found) || plural(found, wanted)
}

/// Whether the words of a term stand side by side in a text, each in some form.
fn has_forms_of(found: &[Word], wanted: &[Word]) -> bool {
    found.windows(wanted.len()).any(|run| {
        run.iter()
            .zip(wanted)
            .all(|(found, wanted)| is_form_of_target(&found.lower, &wanted.lower))
    })
}

fn is_form_of_target(found: &str, wanted: &str) -> bool {
    if found == wanted {
        return true;
    }
    let shared = found
        .chars()
        .zip(wanted.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let endings = [found.chars().count() - shared, wanted.chars().count() - shared];
    shared >= SHORTEST_STEM
        && endings
            .iter()
            .all(|ending| *ending <= LONGEST_ENDING && *ending <= shared)
}

/// The words of a text: letters, marks and digits that stand together.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, character) in ends {
        // Combining marks are no letters of their own, but they do not end a word either.
        let inside = character.is_alphanumeric() || (start.is_some() && ('\u{300}'..='\u{36f}').contains(&character));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let plain = plain_form(text.get(from..at).unwrap_or_default());
                words.push(Word {
                    lower: plain.to_lowercase(),
                    text: plain,
                    range: from..at,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a term is written in a script that puts no spaces between words.
fn is_without_spaces(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(pairs: &[(&str, &str)]) -> Terms {
        Terms::new(pairs.iter().map(|(source, target)| Term {
            source: (*source).to_owned(),
            target: (*target).to_owned(),
        }))
    }

    /// What of the glossary is not honoured, and the words it stands for in the original.
    fn check(glossary: &[(&str, &str)], source: &str, translation: &str, expected: &[(&str, &str)]) {
        let terms = terms(glossary);
        let found: Vec<_> = terms
            .not_honoured(source, translation)
            .into_iter()
            .map(|flag| (&source[flag.at], flag.term.target.as_str()))
            .collect();
        assert_eq!(found, expected, "{source} → {translation}");
    }

    #[test]
    fn a_term_is_asked_about_where_it_stands_as_a_word() {
        let glossary = [("nappe phréatique", "water table")];
        let source = "La nappe phréatique baisse.";
        check(&glossary, source, "The water table is falling.", &[]);
        check(
            &glossary,
            source,
            "The groundwater is falling.",
            &[("nappe phréatique", "water table")],
        );
        check(&glossary, "La nappe est propre.", "The cloth is clean.", &[]);
        check(
            &[("mer", "sea")],
            "La mère arrive, amer.",
            "The mother comes, bitter.",
            &[],
        );
    }

    #[test]
    fn plural_and_inflection_are_the_same_term() {
        let glossary = [("nappe phréatique", "water table")];
        check(
            &glossary,
            "Les nappes phréatiques baissent.",
            "Water tables are falling.",
            &[],
        );
        check(
            &[("canal", "channel")],
            "Les canaux du sud.",
            "The southern channels.",
            &[],
        );
        check(
            &[("canal", "channel")],
            "Les canaux du sud.",
            "The southern ditches.",
            &[("canaux", "channel")],
        );
        check(
            &[("traduire", "translate")],
            "Il faut traduire.",
            "It needs translating.",
            &[],
        );
        check(&[("ville", "city")], "Deux villes.", "Two cities.", &[]);
    }

    #[test]
    fn the_longer_term_covers_the_shorter() {
        let glossary = [("État", "state"), ("Conseil d'État", "Council of State")];
        check(
            &glossary,
            "Le Conseil d’État a jugé.",
            "The Conseil d’État ruled.",
            &[("Conseil d’État", "Council of State")],
        );
        check(
            &glossary,
            "L’État et le Conseil d’État.",
            "The state and the Council of State.",
            &[],
        );
        check(
            &glossary,
            "L’État et le Conseil d’État.",
            "The nation and the Council.",
            &[("État", "state"), ("Conseil d’État", "Council of State")],
        );
    }

    #[test]
    fn a_capital_in_the_term_counts() {
        check(&[("Orange", "Orange")], "Une orange mûre.", "A ripe fruit.", &[]);
        check(
            &[("Orange", "Orange")],
            "Chez Orange, on attend.",
            "At the company, they wait.",
            &[("Orange", "Orange")],
        );
        check(
            &[("Orange", "Orange")],
            "ORANGE ATTEND",
            "THE COMPANY WAITS",
            &[("ORANGE", "Orange")],
        );
        check(
            &[("orange", "orange")],
            "Orange amère.",
            "Bitter fruit.",
            &[("Orange", "orange")],
        );
    }

    #[test]
    fn scripts_without_spaces_are_searched_by_character() {
        check(&[("nappe", "地下水位")], "La nappe baisse.", "地下水位が下がる。", &[]);
        check(
            &[("nappe", "地下水位")],
            "La nappe baisse.",
            "水が下がる。",
            &[("nappe", "地下水位")],
        );
        check(
            &[("地下水", "eaux souterraines")],
            "地下水が下がる。",
            "L'eau baisse.",
            &[("地下水", "eaux souterraines")],
        );
    }

    #[test]
    fn a_term_is_told_once_and_an_empty_one_never() {
        check(
            &[("eau", "water")],
            "De l’eau, encore de l’eau.",
            "Again and again.",
            &[("eau", "water")],
        );
        check(&[("", "x"), ("…", "y"), ("eau", " ")], "De l’eau… oui.", "Yes.", &[]);
        assert!(terms(&[("", "x")]).is_empty());
    }

    proptest! {
        #[test]
        fn a_translation_that_has_the_term_is_never_flagged(
            before in "[a-z ]{0,20}", source in "[a-zé]{1,8}( [a-z]{1,8})?", target in "[a-z]{1,8}( [a-z]{1,8})?"
        ) {
            let all = terms(&[(&source, &target)]);
            let text = format!("{before} {source}.");
            prop_assert!(!all.found_in(&text).is_empty());
            let translation = format!("x {target} y");
            prop_assert!(all.not_honoured(&text, &translation).is_empty());
            for flag in all.not_honoured(&text, "1 2 3") {
                prop_assert!(text.get(flag.at).is_some());
            }
        }
    }
}
