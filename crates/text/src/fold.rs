//! Folding: texts as a reader searches them. Case, diacritics, ligatures and typographer's marks make no difference:
//! "L'OEUVRE" finds « l’œuvre », "Noel" finds "Noël".
//!
//! # Incomplete support
//!
//! Letters that are no letter with a mark (ø, ł, ß) are folded by a short list, not by the rules of their languages.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizer;

/// A folded text that knows where each of its bytes came from.
#[derive(Debug, Clone)]
pub struct Folded {
    text: String,
    /// For each byte of `text`, the bytes of the source it was made of.
    sources: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a text.
    pub fn new(source: &str) -> Self {
        let normalizer = DecomposingNormalizer::new_nfkd();
        let (mut text, mut sources) = (String::with_capacity(source.len()), Vec::with_capacity(source.len()));
        let mut buffer = [0; 4];
        for (start, character) in source.char_indices() {
            let end = start + character.len_utf8();
            let mut push = |folded: &str| {
                text.push_str(folded);
                sources.resize(text.len(), start..end);
            };
            if character.is_ascii() {
                let lower = character.to_ascii_lowercase();
                push(if lower.is_ascii_whitespace() {
                    " "
                } else {
                    lower.encode_utf8(&mut buffer)
                });
                continue;
            }
            if let Some(plain) = plain(character) {
                push(plain);
                continue;
            }
            for part in normalizer.normalize(character.encode_utf8(&mut buffer)).chars() {
                if is_mark(part) {
                    continue;
                }
                if part.is_whitespace() {
                    push(" ");
                }
                for lower in part
                    .to_lowercase()
                    .filter(|lower| !lower.is_whitespace() && !is_mark(*lower))
                {
                    push(lower.encode_utf8(&mut [0; 4]));
                }
            }
            // A mark in the source belongs to the letter before it, whose place it widens.
            if is_mark(character)
                && let Some(last) = sources.last().cloned()
            {
                let made = sources.iter().rev().take_while(|source| **source == last).count();
                let from = sources.len() - made;
                for source in sources.iter_mut().skip(from) {
                    source.end = end;
                }
            }
        }
        Self { text, sources }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a folded needle stands in the source, in bytes, from left to right and without overlap.
    pub fn find(&self, needle: &Self) -> Vec<Range<usize>> {
        let needle = needle.text.trim();
        if needle.is_empty() {
            return Vec::new();
        }
        self.text
            .match_indices(needle)
            .filter_map(|(at, found)| {
                let first = self.sources.get(at)?;
                let last = self.sources.get(at + found.len() - 1)?;
                Some(first.start..last.end)
            })
            .collect()
    }
}

/// What a character is written as without its typography.
const fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        '’' | '‘' | '‚' | '‛' | 'ʼ' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '\u{2010}'..='\u{2015}' | '−' => "-",
        '…' => "...",
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

/// Combining marks of European scripts.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of `text` is found for `needle`.
    fn check(text: &str, needle: &str, expected: &[&str]) {
        let found = Folded::new(text).find(&Folded::new(needle));
        let found: Vec<_> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{needle} in {text}");
    }

    #[test]
    fn case_and_diacritics_make_no_difference() {
        check("L’ÉTÉ à Noël, l’été.", "ete", &["ÉTÉ", "été"]);
        check("Noe\u{308}l", "noël", &["Noe\u{308}l"]);
        check("Noël", "noe\u{308}", &["Noë"]);
    }

    #[test]
    fn ligatures_and_marks_are_found_as_they_are_typed() {
        check("« L’œuvre »", "l'oeuvre", &["L’œuvre"]);
        check("Œuf", "œ", &["Œ"]);
        check("dit-il – « non »…", "- \" non", &["– « non"]);
        check("18\u{202f}000 euros", "18 000", &["18\u{202f}000"]);
        check("un\nmot", "un mot", &["un\nmot"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        check("texte", "  ", &[]);
        check("", "a", &[]);
    }

    #[test]
    fn a_needle_inside_a_ligature_finds_the_whole_of_it() {
        check("cœur", "o", &["œ"]);
        check("aaa", "aa", &["aa"]);
    }

    proptest::proptest! {
        #[test]
        fn every_part_of_a_text_is_found_in_it(text in "\\PC{0,40}", from in 0usize..40, length in 1usize..8) {
            let part: String = text.chars().skip(from).take(length).collect();
            let needle = Folded::new(&part);
            let found = Folded::new(&text).find(&needle);
            proptest::prop_assert!(needle.text().trim().is_empty() || !found.is_empty(), "{part:?} in {text:?}");
            for range in found {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}
