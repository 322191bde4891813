//! What visibly moved from one sentence to another: evidence that answers are not in the order of the questions.
//!
//! Numbers, addresses and names mostly stay as they are in a translation. One that a single sentence has, and a single
//! answer, which is not that sentence's, has moved; no translation does that, while a reply in another order, or one in
//! which sentences were merged and others split, does.

use std::collections::BTreeMap;

/// Finds such a move. What is wrong is told by place, never by content. A translator who writes « 12 » as a word in one
/// sentence and « douze » in figures in another is suspected wrongly, which costs a second request.
pub(super) fn find(asked: &[&str], got: &[&str]) -> Option<String> {
    if asked.len() < 2 {
        return None;
    }
    // A name that begins one sentence and stands inside another is in both.
    let (sure, everywhere, got) = (places(asked, false), places(asked, true), places(got, true));
    sure.keys().find_map(|anchor| {
        let (Place::Single(from), Place::Single(to)) = (everywhere.get(anchor)?, got.get(anchor)?) else {
            return None;
        };
        (from != to).then(|| {
            format!(
                "something of sentence {} came back in sentence {} of the request",
                from + 1,
                to + 1
            )
        })
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Single(usize),
    Several,
}

/// Where each anchor stands: what is sure to stay, or every longer word.
fn places(texts: &[&str], every_word: bool) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        for anchor in anchors(text, every_word) {
            places
                .entry(anchor)
                .and_modify(|place| {
                    if *place != Place::Single(index) {
                        *place = Place::Several;
                    }
                })
                .or_insert(Place::Single(index));
        }
    }
    places
}

/// Numbers of two digits or more without what groups their digits, addresses, and names: words with a capital inside a
/// sentence.
fn anchors(text: &str, every_word: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut number = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let groups = matches!(character, '.' | ',' | '\u{a0}' | '\u{202f}' | '\'' | '’' | ' ');
        if character.is_ascii_digit() {
            number.push(character);
        } else if !(groups && !number.is_empty() && characters.peek().is_some_and(char::is_ascii_digit)) {
            if number.len() >= 2 {
                found.push(std::mem::take(&mut number));
            }
            number.clear();
        }
    }
    if number.len() >= 2 {
        found.push(number);
    }
    for (index, word) in text.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_address = word.contains("://") || word.contains('@');
        // The first word has a capital whatever it is; of letters, five at least, for short ones are often words.
        let is_word = word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
        let is_name = index > 0 && word.chars().next().is_some_and(char::is_uppercase);
        if is_address || (is_word && (is_name || every_word)) {
            found.push(word.to_lowercase());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &[&str], got: &[&str], moved: bool) {
        assert_eq!(find(asked, got).is_some(), moved, "{asked:?} → {got:?}");
    }

    #[test]
    fn answers_in_another_order_are_noticed() {
        let asked = ["Il est né en 1998.", "Elle a vu Marseille.", "Rien ne bouge."];
        check(
            &asked,
            &["He was born in 1998.", "She saw Marseille.", "Nothing moves."],
            false,
        );
        check(
            &asked,
            &["Nothing moves.", "She saw Marseille.", "He was born in 1998."],
            true,
        );
        check(
            &asked,
            &["She saw Marseille.", "Nothing moves.", "He was born then."],
            true,
        );
        check(
            &["Voir https://a.example", "Puis dormir."],
            &["Then sleep.", "See https://a.example"],
            true,
        );
    }

    #[test]
    fn what_a_translation_may_do_is_no_move() {
        // Numbers written otherwise, in words, or in a second place as well.
        check(
            &["Il a 1 250 euros.", "Rien."],
            &["He has 1,250 euros.", "Nothing."],
            false,
        );
        check(
            &["Il a 1\u{202f}250,50 euros.", "Rien."],
            &["He has 1,250.50 euros.", "Nothing."],
            false,
        );
        check(
            &["Il dit « Possible ».", "Les issues possibles."],
            &["He says it is possible.", "Possible outcomes."],
            false,
        );
        check(
            &["Deux sur dix.", "Il reste 3."],
            &["2 of 10.", "There are three left."],
            false,
        );
        check(
            &["Sarkozy parle.", "Il cite Sarkozy."],
            &["Sarkozy speaks.", "He quotes him."],
            false,
        );
        check(
            &["Nicolas Sarkozy parle.", "Il se tait."],
            &["Nicolas Sarkozy speaks.", "Sarkozy is silent."],
            false,
        );
        check(&["Un seul 1998."], &["1999."], false);
    }
}
