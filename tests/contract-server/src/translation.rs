//! The translation this server makes: every ASCII letter moved along the alphabet, by as much as the pair says.
//!
//! It looks like text of the same length with the same numbers and signs, is never taken for an echo, tells which
//! sentence it came from, and comes back exactly.

/// What the server answers for a text.
pub fn translate(text: &str, source: &str, target: &str) -> String {
    turn(text, distance(source, target))
}

/// The text for which the server gave this answer.
pub fn original(answer: &str, source: &str, target: &str) -> String {
    turn(answer, 26 - distance(source, target))
}

/// Between 1 and 25, and never the same for a pair and its reverse.
fn distance(source: &str, target: &str) -> u8 {
    let sum = |code: &str, weight: u32| code.bytes().map(|byte| u32::from(byte) * weight).sum::<u32>();
    u8::try_from((sum(source, 3) + sum(target, 7)) % 25 + 1).unwrap_or(13)
}

fn turn(text: &str, distance: u8) -> String {
    let turned = |letter: char, first: u8| {
        u8::try_from(letter).map_or(letter, |letter| char::from((letter - first + distance) % 26 + first))
    };
    text.chars()
        .map(|letter| match letter {
            'a'..='z' => turned(letter, b'a'),
            'A'..='Z' => turned(letter, b'A'),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_tells_its_original() {
        for (source, target) in [("fr", "en"), ("en", "fr"), ("fr", "de"), ("zh-Hans", "pt-BR")] {
            for text in ["Le 14 juillet, à 9 h 30 !", "Zut… « été » ?", "…", ""] {
                let answer = translate(text, source, target);
                assert_eq!(original(&answer, source, target), text);
            }
            assert_ne!(translate("Oui", source, target), "Oui");
        }
        assert_ne!(translate("Oui", "fr", "en"), translate("Oui", "en", "fr"));
        assert_eq!(translate("À 9 h", "fr", "en").chars().count(), 5);
    }
}
