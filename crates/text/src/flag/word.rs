//! Words as flags see them, and phrases made of words.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizer;

/// How many words "…" of a phrase may stand for.
const LONGEST_GAP: usize = 6;

/// A run of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// In lower case, apostrophes straight.
    pub(super) lower: String,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether nothing but white space or a hyphen stands between it and the word before.
    pub(super) joined: bool,
    /// Whether a hyphen alone stands there.
    pub(super) hyphened: bool,
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// The words of a text. An elision keeps its apostrophe and stands alone ("l'", "homme"); a contraction with "n't" is one
/// word; a hyphen parts words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, character)) = characters.peek() {
            let letters_after = || text.get(at + character.len_utf8()..).unwrap_or_default();
            if character.is_alphanumeric() || is_combining(character) {
                end = at + character.len_utf8();
                characters.next();
            } else if is_apostrophe(character) && letters_after().starts_with(char::is_alphabetic) {
                end = at + character.len_utf8();
                characters.next();
                let so_far = text.get(start..at).unwrap_or_default();
                let mut after = letters_after().chars();
                let is_negated = so_far.ends_with(['n', 'N'])
                    && matches!(after.next(), Some('t' | 'T'))
                    && !after.next().is_some_and(char::is_alphabetic);
                if !is_negated {
                    break;
                }
            } else {
                break;
            }
        }
        let previous = words.last().map_or(0, |word| word.range.end);
        let between = text.get(previous..start).unwrap_or_default();
        words.push(Word {
            range: start..end,
            lower: text
                .get(start..end)
                .unwrap_or_default()
                .chars()
                .flat_map(char::to_lowercase)
                .map(|character| if is_apostrophe(character) { '\'' } else { character })
                .collect(),
            capital: first.is_uppercase(),
            joined: !words.is_empty()
                && between
                    .chars()
                    .all(|character| character.is_whitespace() || is_hyphen(character)),
            hyphened: !between.is_empty() && between.chars().all(is_hyphen),
        });
    }
    words
}

const fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Lower case without accents: what two spellings of one name have in common.
pub(super) fn skeleton(text: &str) -> String {
    DecomposingNormalizer::new_nfkd()
        .normalize(text)
        .chars()
        .filter(|character| !is_combining(*character))
        .flat_map(char::to_lowercase)
        .flat_map(|character| match character {
            'œ' => ['o', 'e'],
            'æ' => ['a', 'e'],
            'ß' => ['s', 's'],
            'ø' => ['o', '\0'],
            'ł' => ['l', '\0'],
            other => [other, '\0'],
        })
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// One place in a phrase.
#[derive(Debug)]
enum Place {
    /// This word.
    Word(String),
    /// A word that begins so.
    Begins(String),
    /// A word that ends so.
    Ends(String),
    /// This word, behind a hyphen.
    Hyphened(String),
    /// A few words, or none, but not these.
    Gap(Vec<String>),
}

impl Place {
    fn takes(&self, word: &Word) -> bool {
        match self {
            Self::Word(text) => *text == word.lower,
            Self::Begins(text) => word.lower.starts_with(text.as_str()),
            Self::Ends(text) => word.lower.ends_with(text.as_str()),
            Self::Hyphened(text) => word.hyphened && *text == word.lower,
            Self::Gap(_) => false,
        }
    }
}

/// A list of phrases to look for.
#[derive(Debug, Default)]
pub(super) struct Phrases(Vec<Vec<Place>>);

impl Phrases {
    /// Reads phrases as the data files write them.
    pub(super) fn read<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        Self(
            phrases
                .into_iter()
                .map(|phrase| {
                    let places = phrase.split_whitespace().map(|place| {
                        if let Some(but) = place.strip_prefix('…') {
                            let but = but.trim_start_matches('!').split('/');
                            Place::Gap(but.map(str::to_owned).collect())
                        } else if let Some(text) = place.strip_prefix('-') {
                            Place::Hyphened(text.to_owned())
                        } else if let Some(end) = place.strip_prefix('*') {
                            Place::Ends(end.to_owned())
                        } else if let Some(beginning) = place.strip_suffix('*') {
                            Place::Begins(beginning.to_owned())
                        } else {
                            Place::Word(place.to_owned())
                        }
                    });
                    places.collect()
                })
                .collect(),
        )
    }

    /// The bytes of the first place where one of the phrases stands.
    pub(super) fn find(&self, words: &[Word]) -> Option<Range<usize>> {
        self.find_words(words)
            .and_then(|found| Some(words.get(found.start)?.range.start..words.get(found.end - 1)?.range.end))
    }

    fn find_words(&self, words: &[Word]) -> Option<Range<usize>> {
        (0..words.len()).find_map(|start| {
            let rest = words.get(start..)?;
            let length = self.0.iter().find_map(|phrase| length_at(phrase, rest))?;
            Some(start..start + length)
        })
    }
}

/// How many words a phrase takes at the beginning of `words`.
fn length_at(phrase: &[Place], words: &[Word]) -> Option<usize> {
    match phrase {
        [] => Some(0),
        [Place::Gap(but), rest @ ..] => (0..=LONGEST_GAP.min(words.len()))
            .take_while(|gap| {
                gap.checked_sub(1)
                    .and_then(|last| words.get(last))
                    .is_none_or(|word| !but.contains(&word.lower))
            })
            .find_map(|gap| length_at(rest, words.get(gap..)?).map(|length| gap + length)),
        [place, rest @ ..] => {
            let (first, others) = words.split_first()?;
            if place.takes(first) {
                length_at(rest, others).map(|length| 1 + length)
            } else {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = words(text);
        let found: Vec<_> = found.iter().map(|word| word.lower.as_str()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn elisions_part_and_contractions_do_not() {
        check("Je n’ai qu'un « chat ».", &["je", "n'", "ai", "qu'", "un", "chat"]);
        check("It isn’t Nadal's dog.", &["it", "isn't", "nadal'", "s", "dog"]);
        check("quatre-vingt-dix", &["quatre", "vingt", "dix"]);
    }

    #[test]
    fn phrases_have_gaps_beginnings_and_ends() {
        let phrases = Phrases::read(["ne … pas", "*n't", "impossib*", "peut -être", "n' …!pas/plus que"]);
        let find = |text: &str| phrases.find(&words(text)).map(|range| text[range].to_owned());
        assert_eq!(
            find("Je ne le sais vraiment pas").as_deref(),
            Some("ne le sais vraiment pas")
        );
        assert_eq!(find("It isn’t here").as_deref(), Some("isn’t"));
        assert_eq!(find("C'est impossible").as_deref(), Some("impossible"));
        assert_eq!(find("Un pas, ne dis rien"), None);
        assert_eq!(find("Il peut être là"), None);
        assert_eq!(find("Il est peut-être là").as_deref(), Some("peut-être"));
        assert_eq!(
            find("Il n’aime vraiment que cela").as_deref(),
            Some("n’aime vraiment que")
        );
        assert_eq!(find("Il n’aime plus que cela"), None);
    }

    #[test]
    fn a_skeleton_has_no_accents() {
        assert_eq!(skeleton("Évêché-Œuvre"), "evecheoeuvre");
    }
}
