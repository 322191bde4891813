//! Letters without their accents.

use icu_normalizer::DecomposingNormalizer;

/// A text without accents and ligatures, for names that machines read: "Œil d’été" is `OEil d’ete`.
pub fn plain_letters(text: &str) -> String {
    let apart = DecomposingNormalizer::new_nfkd().normalize(text);
    let mut plain = String::with_capacity(text.len());
    for character in apart.chars() {
        match character {
            '\u{300}'..='\u{36f}' => {}
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("OE"),
            'æ' => plain.push_str("ae"),
            'Æ' => plain.push_str("AE"),
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'Ø' => plain.push('O'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_letters_stay() {
        for (text, plain) in [
            ("Œuvre d’été", "OEuvre d’ete"),
            ("Łódź", "Lodz"),
            ("ﬁn", "fin"),
            ("家", "家"),
        ] {
            assert_eq!(plain_letters(text), plain);
        }
    }
}
