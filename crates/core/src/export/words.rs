//! What files for reading say of themselves, in the reader's language, and what languages are called in them.

use visavis_text::Language;

/// The direction a language is written in; a script in its tag decides before the language does.
pub(super) fn direction(language: &Language) -> &'static str {
    let tag = language.to_string();
    let script = tag.split('-').skip(1).find(|part| part.len() == 4);
    let is_rtl = match script {
        Some(script) => matches!(
            script,
            "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm" | "Rohg" | "Mand"
        ),
        None => matches!(
            language.primary(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ku" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
        ),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

/// What a language calls itself, or its tag.
pub(super) fn language_name(language: &Language) -> String {
    let name = match language.primary() {
        "ar" => "العربية",
        "ca" => "català",
        "cs" => "čeština",
        "de" => "Deutsch",
        "en" => "English",
        "eo" => "Esperanto",
        "es" => "español",
        "fa" => "فارسی",
        "fr" => "français",
        "he" => "עברית",
        "it" => "italiano",
        "ja" => "日本語",
        "nl" => "Nederlands",
        "pl" => "polski",
        "pt" => "português",
        "ru" => "русский",
        "tr" => "Türkçe",
        "uk" => "українська",
        "zh" => "中文",
        _ => return language.to_string(),
    };
    let tag = language.to_string();
    match tag.split_once('-') {
        Some((_, region)) => format!("{name} ({region})"),
        None => name.to_owned(),
    }
}

/// What a text says of itself.
pub(super) struct Words {
    is_french: bool,
    pub(super) original: &'static str,
    pub(super) machine: &'static str,
    pub(super) rough: &'static str,
    pub(super) not_translated: &'static str,
    pub(super) colon: &'static str,
    pub(super) not_yet: &'static str,
    pub(super) sentences: fn(usize) -> String,
    pub(super) untranslated: fn(usize) -> String,
    pub(super) made: &'static str,
    pub(super) part: &'static str,
    pub(super) contents: &'static str,
    pub(super) accessibility: &'static str,
    pub(super) approved: &'static str,
    pub(super) doubtful: &'static str,
}

impl Words {
    const ENGLISH: Self = Self {
        is_french: false,
        original: "Original",
        machine: "machine translation",
        rough: "rough machine translation",
        not_translated: "not translated",
        colon: ":",
        not_yet: "not translated yet",
        sentences: |n| format!("{n} {}", if n == 1 { "sentence" } else { "sentences" }),
        untranslated: |n| format!("{n} not translated"),
        made: "Made with Vis-à-vis on",
        part: "Part",
        contents: "Contents",
        accessibility: "Text only, with navigation by headings; every passage names its language.",
        approved: "approved",
        doubtful: "doubtful",
    };

    /// Typeset as French is: a no-break space before the colon.
    const FRENCH: Self = Self {
        is_french: true,
        original: "Original",
        machine: "traduction automatique",
        rough: "traduction automatique approximative",
        not_translated: "non traduite",
        colon: "\u{a0}:",
        not_yet: "pas encore traduite",
        sentences: |n| format!("{n} {}", if n < 2 { "phrase" } else { "phrases" }),
        untranslated: |n| format!("{n} {}", if n < 2 { "non traduite" } else { "non traduites" }),
        made: "Fait avec Vis-à-vis le",
        part: "Partie",
        contents: "Table des matières",
        accessibility: "Texte seul, avec navigation par les titres\u{a0}; la langue de chaque passage est indiquée.",
        approved: "approuvée",
        doubtful: "douteuse",
    };

    /// The words of a language: French where it is French, else English.
    pub(super) fn of(interface: Option<&Language>) -> &'static Self {
        let is_french = interface.is_some_and(|language| language.same_language(&Language::FRENCH));
        if is_french { &Self::FRENCH } else { &Self::ENGLISH }
    }

    /// The language they are in.
    pub(super) fn language(&self) -> Language {
        if self.is_french {
            Language::FRENCH
        } else {
            Language::ENGLISH
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_script_before_language() {
        let of = |tag: &str| direction(&tag.parse().unwrap());
        assert_eq!(
            ["fr", "ar", "he-IL", "az-Arab", "ku-Latn", "zh-Hant"].map(of),
            ["ltr", "rtl", "rtl", "rtl", "ltr", "ltr"]
        );
    }
}
