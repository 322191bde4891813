//! The rules of one language: a lexicon a linguist can read and extend, compiled in from `data/segment/*.txt`.
//!
//! A file is a list of sections. A line in square brackets names the section; `#` starts a comment; every other line
//! holds entries parted by white space (`_` stands for a space inside an entry: `av._J.-C.`). The names of the
//! sections are those of [`Section`], and an unknown name is an error that the tests of this module report, so that a
//! typing mistake in a data file never ships.

use std::collections::{HashMap as StandardMap, HashSet as StandardSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, LazyLock};

use super::plain::{Trace, Traces};
use crate::Language;

/// The lexicon is ours and small, so its tables need no hash that withstands an attacker: this one (Fowler, Noll, Vo) is
/// several times faster on short words.
#[derive(Debug)]
struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type HashMap<K, V> = StandardMap<K, V, BuildHasherDefault<WordHasher>>;
type HashSet<K> = StandardSet<K, BuildHasherDefault<WordHasher>>;

/// What may follow an abbreviation's full stop when the stop also ends the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing: `M.`, `cf.` are always completed by what follows.
    Never,
    /// A word that opens sentences: `Inc.`, `éd.` end one before `Le`, not before a name or a number.
    Opener,
    /// Any capital but a numeral or a single letter: `vol.`, `sept.` end one before `Paris`, not before `II` or `2004`.
    NotNumber,
    /// Any capital: `etc.`, `av. J.-C.` are complete in themselves.
    Capital,
}

/// How surely a capitalised word is the first of a sentence and not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opening {
    /// Not known to open sentences.
    Unknown,
    /// Shared with names (`Le Goff`, `De Gaulle`): opens a sentence when the word after it has no capital.
    Shared,
    /// Opens sentences (`Mais`, `Dans`).
    Usual,
    /// Opens sentences even when the writer puts no capital (`il`, `elle`, `on`).
    Pronoun,
}

/// The sections of a data file, by the name that stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Never,
    BeforeOpener,
    UnlessNumber,
    BeforeCapital,
    Pronouns,
    Openers,
    SharedOpeners,
    LetterNouns,
    Unfinished,
    MarkedNames,
    Suffixes,
    Ordinals,
}

impl Section {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "abbreviations: never a boundary" => Self::Never,
            "abbreviations: boundary before an opener" => Self::BeforeOpener,
            "abbreviations: boundary unless a number follows" => Self::UnlessNumber,
            "abbreviations: boundary before a capital" => Self::BeforeCapital,
            "openers: even in lower case" => Self::Pronouns,
            "openers" => Self::Openers,
            "openers: unless a capital follows" => Self::SharedOpeners,
            "nouns completed by one letter" => Self::LetterNouns,
            "words that end no sentence" => Self::Unfinished,
            "names ending in a mark" => Self::MarkedNames,
            "suffixes of files and hosts" => Self::Suffixes,
            "words after an ordinal" => Self::Ordinals,
            _ => return None,
        })
    }
}

/// A fault in a data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum RulesError {
    /// A section that this program does not know.
    #[error("line {line}: unknown section [{name}]")]
    UnknownSection { line: usize, name: String },
    /// An entry before the first section.
    #[error("line {line}: an entry stands before the first section")]
    NoSection { line: usize },
}

/// The lexicon of one language.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Abbreviations without their last stop.
    abbreviations: HashMap<Box<str>, After>,
    /// Abbreviations of several words, under their last word, white space written as one space, with the last stop.
    phrases: HashMap<Box<str>, Vec<(Box<str>, After)>>,
    /// The traces of the last words of all abbreviations: a quick « not in the lists ».
    traces: Traces,
    openers: HashMap<Box<str>, Opening>,
    /// Ends of words that open sentences: `lement` for `Actuellement`.
    opener_ends: Vec<Box<str>>,
    letter_nouns: HashSet<Box<str>>,
    unfinished: HashSet<Box<str>>,
    marked_names: HashSet<Box<str>>,
    suffixes: HashSet<Box<str>>,
    /// Words after a number with a stop (`3. Oktober`); empty where ordinals are not written so.
    ordinals: HashSet<Box<str>>,
}

/// Words up to this many bytes are openers only by name, not by their ending.
const SHORTEST_ENDING: usize = 6;

/// The longest abbreviation or opener looked up, in bytes; longer words are never in the lexicon.
pub(super) const LONGEST_ENTRY: usize = 32;

impl Rules {
    /// The shipped rules for `language`, if there are any.
    pub(super) fn shipped(language: &Language) -> Option<Arc<Self>> {
        macro_rules! shipped {
            ($($tag:literal)*) => {
                match language.primary() {
                    $($tag => {
                        static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| {
                            Arc::new(Rules::parse_leniently(include_str!(concat!("../../data/segment/", $tag, ".txt"))))
                        });
                        Some(Arc::clone(&RULES))
                    })*
                    _ => None,
                }
            };
        }
        shipped!("fr" "en" "de" "es" "it" "pt" "nl")
    }

    /// Reads a data file; a faulty line is left out, since the tests have already refused it.
    fn parse_leniently(source: &str) -> Self {
        let mut rules = Self::default();
        let _ = rules.read(source);
        rules
    }

    /// Reads a data file to its end and reports its first fault.
    fn read(&mut self, source: &str) -> Result<(), RulesError> {
        let mut section = None;
        let mut fault = Ok(());
        for (index, line) in source.lines().enumerate() {
            let line_number = index + 1;
            let line = line.split_once('#').map_or(line, |(entries, _)| entries).trim();
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = Section::named(name);
                if section.is_none() && fault.is_ok() {
                    fault = Err(RulesError::UnknownSection {
                        line: line_number,
                        name: name.to_owned(),
                    });
                }
                continue;
            }
            for entry in line.split_whitespace() {
                match section {
                    Some(section) => self.add(section, &entry.replace('_', " ")),
                    None if fault.is_ok() => fault = Err(RulesError::NoSection { line: line_number }),
                    None => {}
                }
            }
        }
        fault
    }

    fn add(&mut self, section: Section, entry: &str) {
        match section {
            Section::Never => self.add_abbreviation(entry, After::Never),
            Section::BeforeOpener => self.add_abbreviation(entry, After::Opener),
            Section::UnlessNumber => self.add_abbreviation(entry, After::NotNumber),
            Section::BeforeCapital => self.add_abbreviation(entry, After::Capital),
            Section::Pronouns => self.add_opener(entry, Opening::Pronoun),
            Section::Openers => self.add_opener(entry, Opening::Usual),
            Section::SharedOpeners => self.add_opener(entry, Opening::Shared),
            Section::LetterNouns => drop(self.letter_nouns.insert(entry.into())),
            Section::Unfinished => drop(self.unfinished.insert(entry.into())),
            Section::MarkedNames => drop(self.marked_names.insert(entry.into())),
            Section::Suffixes => drop(self.suffixes.insert(entry.into())),
            Section::Ordinals => drop(self.ordinals.insert(entry.into())),
        }
    }

    /// Adds an abbreviation, of one word or several, with its last stop or without.
    pub(super) fn add_abbreviation(&mut self, entry: &str, after: After) {
        let words: Vec<&str> = entry.split_whitespace().collect();
        let Some(last) = words.last() else { return };
        let key = last.strip_suffix('.').unwrap_or(last);
        self.traces.insert(Trace::of(key));
        if words.len() == 1 {
            self.abbreviations.insert(key.into(), after);
        } else {
            let phrase: Box<str> = words.join(" ").into();
            let phrases = self.phrases.entry(key.into()).or_default();
            phrases.push((phrase.strip_suffix('.').unwrap_or(&phrase).into(), after));
        }
    }

    fn add_opener(&mut self, entry: &str, opening: Opening) {
        match entry.strip_prefix('*') {
            Some(end) => self.opener_ends.push(end.into()),
            None => drop(self.openers.insert(entry.into(), opening)),
        }
    }

    /// What may follow the abbreviation `word` (without its stop). A capital first letter, or all capitals, do not
    /// matter for words of several letters: `Art.` and `ART.` are `art.`, but `P.` is not `p.`. In all capitals a word
    /// may be an acronym as well (« 20 $ CA. »), so that an opener after it always ends the sentence.
    pub(super) fn abbreviation(&self, word: &str) -> Option<After> {
        if word.len() > LONGEST_ENTRY {
            return None;
        }
        if let Some(&after) = self.abbreviations.get(word) {
            return Some(after);
        }
        let mut letters = word.chars();
        if letters.next().is_some_and(char::is_uppercase) && letters.next().is_some() {
            let known = Lowered::of(word).and_then(|lowered| self.abbreviations.get(lowered.as_str()).copied());
            let capitals = !word.chars().any(char::is_lowercase);
            return known.map(|after| match after {
                After::Never if capitals => After::Opener,
                after => after,
            });
        }
        None
    }

    /// Whether a word with this trace may be an abbreviation; `false` is sure.
    #[inline]
    pub(super) fn may_shorten(&self, trace: Trace) -> bool {
        self.traces.may_hold(trace)
    }

    /// What may follow the abbreviation of several words that ends `text` (the stop left out), whose last word is `last`.
    pub(super) fn phrase(&self, text: &str, last: &str) -> Option<After> {
        let phrases = self.phrases.get(last)?;
        phrases
            .iter()
            .find(|(phrase, _)| ends_with_phrase(text, phrase))
            .map(|&(_, after)| after)
    }

    /// How surely `word` (an elision with its apostrophe: `L'`) opens sentences.
    pub(super) fn opening(&self, word: &str) -> Opening {
        let Some(lowered) = Lowered::of(word) else {
            return Opening::Unknown;
        };
        let word = lowered.as_str();
        if let Some(&opening) = self.openers.get(word) {
            return opening;
        }
        let ends_as_opener = || {
            self.opener_ends
                .iter()
                .any(|end| word.len() > end.len() + 1 && word.ends_with(&**end))
        };
        if word.len() > SHORTEST_ENDING && ends_as_opener() {
            Opening::Usual
        } else {
            Opening::Unknown
        }
    }

    /// Whether a single letter completes `noun`: `vitamine C`.
    pub(super) fn takes_a_letter(&self, noun: &str) -> bool {
        Self::holds(&self.letter_nouns, noun)
    }

    /// Whether `word` cannot be the last of a sentence (articles, prepositions): what follows goes on with it.
    pub(super) fn ends_no_sentence(&self, word: &str) -> bool {
        Self::holds(&self.unfinished, word)
    }

    /// Whether `name` is written with a mark after it: `Yahoo` for `Yahoo!`.
    pub(super) fn is_marked_name(&self, name: &str) -> bool {
        self.marked_names.contains(name)
    }

    /// Whether `word` is the end of a file name or a host: `com`, `txt`.
    pub(super) fn is_suffix(&self, word: &str) -> bool {
        Self::holds(&self.suffixes, word)
    }

    /// Whether the language writes ordinals with a stop.
    pub(super) fn writes_ordinals(&self) -> bool {
        !self.ordinals.is_empty()
    }

    /// Whether numbers with a stop are ordinals here, and `word` is what they count: `3. Oktober`.
    pub(super) fn follows_an_ordinal(&self, word: &str) -> bool {
        Self::holds(&self.ordinals, word)
    }

    fn holds(set: &HashSet<Box<str>>, word: &str) -> bool {
        !set.is_empty() && Lowered::of(word).is_some_and(|lowered| set.contains(lowered.as_str()))
    }

    /// Every abbreviation with its last stop, in alphabetical order: what the export to SRX writes.
    pub(super) fn abbreviations(&self) -> Vec<(String, After)> {
        let single = self
            .abbreviations
            .iter()
            .map(|(word, &after)| (format!("{word}."), after));
        let several = self
            .phrases
            .values()
            .flatten()
            .map(|(phrase, after)| (format!("{phrase}."), *after));
        let mut all: Vec<_> = single.chain(several).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// Every word that opens sentences, in lower case and alphabetical order.
    pub(super) fn openers(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.openers.keys().map(|word| &**word).collect();
        all.sort_unstable();
        all
    }
}

/// Whether `text` ends with `phrase` at the start of a word, any white space in `text` standing for a space.
pub(super) fn ends_with_phrase(text: &str, phrase: &str) -> bool {
    let mut before = text.chars().rev();
    for expected in phrase.chars().rev() {
        match before.next() {
            Some(c) if c == expected || (expected == ' ' && c.is_whitespace()) => {}
            Some('’') if expected == '\'' => {}
            _ => return false,
        }
    }
    before.next().is_none_or(|c| !c.is_alphanumeric())
}

/// A short word in lower case with straight apostrophes, kept on the stack.
struct Lowered {
    bytes: [u8; LONGEST_ENTRY],
    length: usize,
}

impl Lowered {
    /// `None` when the word is longer than any entry.
    fn of(word: &str) -> Option<Self> {
        let mut lowered = Self {
            bytes: [0; LONGEST_ENTRY],
            length: 0,
        };
        for c in word.chars() {
            let c = if c == '’' { '\'' } else { c };
            for small in c.to_lowercase() {
                let end = lowered.length + small.len_utf8();
                small.encode_utf8(lowered.bytes.get_mut(lowered.length..end)?);
                lowered.length = end;
            }
        }
        Some(lowered)
    }

    fn as_str(&self) -> &str {
        self.bytes
            .get(..self.length)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::LONGEST_ABBREVIATION;
    use super::*;

    const SHIPPED: [&str; 7] = ["fr", "en", "de", "es", "it", "pt", "nl"];

    #[test]
    fn every_shipped_file_is_without_fault() {
        for (tag, source) in SHIPPED.into_iter().zip([
            include_str!("../../data/segment/fr.txt"),
            include_str!("../../data/segment/en.txt"),
            include_str!("../../data/segment/de.txt"),
            include_str!("../../data/segment/es.txt"),
            include_str!("../../data/segment/it.txt"),
            include_str!("../../data/segment/pt.txt"),
            include_str!("../../data/segment/nl.txt"),
        ]) {
            let mut rules = Rules::default();
            assert_eq!(rules.read(source), Ok(()), "{tag}");
            assert!(rules.abbreviations.len() > 20, "{tag} has few abbreviations");
            for word in rules.abbreviations.keys().chain(rules.phrases.keys()) {
                let plain = word.chars().all(char::is_alphabetic);
                assert!(
                    !plain || word.len() <= LONGEST_ABBREVIATION,
                    "{tag}: {word} is too long"
                );
            }
            assert!(rules.openers.len() > 20, "{tag} has few openers");
            for word in rules.openers.keys().chain(&rules.letter_nouns).chain(&rules.unfinished) {
                assert_eq!(**word, *word.to_lowercase(), "{tag}: {word} is looked up in lower case");
                assert!(word.len() <= LONGEST_ENTRY, "{tag}: {word} is too long");
            }
        }
    }

    #[test]
    fn faults_are_named() {
        let read = |source| Rules::default().read(source);
        assert_eq!(
            read("[openers]\nil\n[closers]"),
            Err(RulesError::UnknownSection {
                line: 3,
                name: "closers".into()
            })
        );
        assert_eq!(read("# only\nil"), Err(RulesError::NoSection { line: 2 }));
    }

    #[test]
    fn capitals_do_not_hide_an_abbreviation_of_several_letters() {
        let rules = Rules::parse_leniently("[abbreviations: boundary before an opener]\nart. p.");
        assert_eq!(rules.abbreviation("Art"), Some(After::Opener));
        assert_eq!(rules.abbreviation("ART"), Some(After::Opener));
        assert_eq!(rules.abbreviation("P"), None);
    }

    #[test]
    fn a_phrase_is_found_whatever_its_spaces() {
        let rules = Rules::parse_leniently("[abbreviations: boundary before a capital]\nav._J.-C.");
        assert_eq!(rules.phrase("en 52 av.\u{a0}J.-C", "J.-C"), Some(After::Capital));
        assert_eq!(rules.phrase("en 52 brav. J.-C", "J.-C"), None);
    }
}
