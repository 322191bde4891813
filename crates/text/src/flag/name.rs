//! Names that are missing.
//!
//! A name is a word with a capital letter where none is due. It is there when the translation has a word that is spelled
//! much like it, or the form that the list of names gives.

use similar::{Algorithm, capture_diff_slices, diff_ratio};

use super::side::Sides;
use super::word::{Word, skeleton};
use super::{Flag, FlagKind, Reason};

/// A shorter name is too easily a word like another.
const SHORTEST: usize = 4;
/// The most words of a quotation that is taken for a title.
const TITLE_WORDS: usize = 5;
/// After these a sentence may begin.
const BEGINNINGS: [char; 14] = ['.', '!', '?', '…', ':', '«', '"', '“', '—', '–', '•', ';', '(', '/'];
/// From here on two spellings count as one name: "Séville" and "Sevilla" have 0.71.
const ALIKE: f32 = 0.5;

pub(super) fn flag(sides: &Sides<'_>) -> Option<Flag> {
    let names = sides.names?;
    let source = &sides.source;
    let others: Vec<String> = sides
        .target
        .words
        .iter()
        .filter_map(|word| sides.target.text.get(word.range.clone()).map(skeleton))
        .collect();
    let run = others.concat();
    let lost = source.words.iter().enumerate().filter(|(index, word)| {
        let written = source.text.get(word.range.clone()).unwrap_or_default();
        let name = skeleton(written);
        is_name(source.text, &source.words, *index, written)
            && name.chars().count() >= SHORTEST
            && !source.lexicon.capitals.contains(word.lower.as_str())
            && !source.lexicon.months.contains_key(word.lower.as_str())
            && !names
                .of_name(&word.lower)
                .any(|form| is_there(form, &sides.target.words))
            && !others.iter().any(|other| alike(&name, other))
            && !run.contains(&name)
    });
    let lost: Vec<_> = lost.map(|(_, word)| word.range.clone()).collect();
    if lost.is_empty() {
        return None;
    }
    Some(Flag::new(FlagKind::Name, Reason::NameLost).in_source(lost))
}

fn is_there(form: &str, words: &[Word]) -> bool {
    words.iter().any(|word| {
        form.strip_suffix('*')
            .map_or(word.lower == form, |beginning| word.lower.starts_with(beginning))
    })
}

/// Whether the word has a capital that its place does not ask for.
fn is_name(text: &str, words: &[Word], index: usize, written: &str) -> bool {
    let Some(word) = words.get(index) else {
        return false;
    };
    let lower_case = written.chars().skip(1).all(char::is_lowercase);
    let before = text.get(..word.range.start).unwrap_or_default().trim_end();
    // A dash at the beginning opens a speech, however it is written.
    let opens = before.chars().all(|c| matches!(c, '-' | '—' | '–'));
    let begins = opens || before.ends_with(BEGINNINGS);
    word.capital && lower_case && !begins && !is_in_title(text, word)
}

/// Whether the word stands in a quotation of a few words: the title of a work, which may have been translated.
fn is_in_title(text: &str, word: &Word) -> bool {
    let before = text.get(..word.range.start).unwrap_or_default();
    let after = text.get(word.range.end..).unwrap_or_default();
    let opened = before
        .rfind(['«', '“'])
        .filter(|open| !before.get(*open..).unwrap_or_default().contains(['»', '”']));
    let Some((open, close)) = opened.zip(after.find(['»', '”'])) else {
        return false;
    };
    let inside = text.get(open..word.range.end + close).unwrap_or_default();
    inside
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
        <= TITLE_WORDS
}

/// Whether two spellings may be one name.
fn alike(name: &str, other: &str) -> bool {
    if name == other || other.contains(name) {
        return true;
    }
    let (one, two): (Vec<char>, Vec<char>) = (name.chars().collect(), other.chars().collect());
    if two.len() < 3 {
        return false;
    }
    let common = one.iter().zip(&two).take_while(|(one, two)| one == two).count();
    if common >= 3 {
        return true;
    }
    let operations = capture_diff_slices(Algorithm::Myers, &one, &two);
    diff_ratio(&operations, one.len(), two.len()) > ALIKE
}

#[cfg(test)]
mod tests {
    use super::super::tests::reasons;
    use super::*;

    #[test]
    fn a_missing_name_is_told_and_a_translated_one_is_not() {
        let check = |french: &str, english: &str, expected: &[Reason]| {
            assert_eq!(reasons(french, english), expected, "{french} / {english}");
        };
        check("Le maire, Mme Quéméner, rit.", "The mayor laughs.", &[Reason::NameLost]);
        check(
            "Hier, Gloaguen a parlé.",
            "Yesterday Martin spoke.",
            &[Reason::NameLost],
        );
        check("Hier, Gloaguen a parlé.", "Gloaguen spoke yesterday.", &[]);
        check("Il vit à Londres.", "He lives in London.", &[]);
        check("Il est allé à Séville.", "He went to Sevilla.", &[]);
        check(
            "Il relit « La Peste » ici.",
            "He is reading The Plague again here.",
            &[],
        );
        check("Les Allemands arrivent.", "The Germans are coming.", &[]);
    }
}
