//! Which of an engine's own language codes means the language asked for.

use visavis_text::Language;

use super::Error;

/// The code that means exactly this language, or else the first that means the same in another form.
pub(super) fn best<'a>(language: &Language, codes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut other_form = None;
    for code in codes {
        match code.parse::<Language>() {
            Ok(known) if known == *language => return Some(code),
            Ok(known) if known.same_language(language) => other_form = other_form.or(Some(code)),
            Ok(_) | Err(_) => {}
        }
    }
    other_form
}

/// The error of a pair that is not offered.
pub(super) fn not_offered(from: &Language, to: &Language) -> Error {
    Error::PairNotOffered {
        from: from.clone(),
        to: to.clone(),
    }
}

/// The languages among an engine's codes; codes that are no language tags cannot be asked for.
pub(super) fn languages<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<Language> {
    codes.filter_map(|code| code.parse().ok()).collect()
}

/// The English name of a language with its tag (`French (fr)`), as language models know it; the tag alone where we do
/// not know the name.
pub(super) fn english_name(language: &Language) -> String {
    let name = match language.primary() {
        "ar" => "Arabic",
        "ca" => "Catalan",
        "cs" => "Czech",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "eo" => "Esperanto",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "he" => "Hebrew",
        "hu" => "Hungarian",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "la" => "Latin",
        "nb" | "no" => "Norwegian",
        "nl" => "Dutch",
        "oc" => "Occitan",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        _ => return language.to_string(),
    };
    format!("{name} ({language})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, codes: &[&str], expected: Option<&str>) {
        let language: Language = language.parse().unwrap();
        assert_eq!(best(&language, codes.iter().copied()), expected, "{language}");
    }

    #[test]
    fn the_exact_code_comes_before_another_form() {
        check("en", &["EN-GB", "EN-US"], Some("EN-GB"));
        check("en-US", &["EN-GB", "EN-US"], Some("EN-US"));
        check("pt", &["pt-BR", "pt"], Some("pt"));
        check("fr", &["fra", "de"], None);
        check("fr", &["zz!", "fr"], Some("fr"));
    }
}
