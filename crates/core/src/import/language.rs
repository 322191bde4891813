//! Which language a text is in, among those the app offers.
//!
//! lingua with seven languages compiled in; each model is loaded when it is first needed, so that an article whose
//! language the reader gives costs nothing.
//!
//! # Incomplete support
//!
//! A text in a language that is not among the seven but near to one (Catalan, Danish) may be taken for it: the reader
//! can say which it is. One in another script is told as unknown.

use std::sync::LazyLock;

use lingua::{LanguageDetector, LanguageDetectorBuilder};
use visavis_text::Language;

use crate::article::{Block, BlockKind};

/// Characters looked at. More change nothing but the time it takes.
const SAMPLE_CHARACTERS: usize = 4_000;

/// How sure the detector must be, from 0 to 1, where all languages together make 1.
const LEAST_CONFIDENCE: f64 = 0.6;

/// Fewer letters than this are no evidence.
const LEAST_LETTERS: usize = 6;

static DETECTOR: LazyLock<LanguageDetector> = LazyLock::new(|| LanguageDetectorBuilder::from_all_languages().build());

/// The language `text` is written in, when it can be told. Looks at the first few thousand characters only.
pub fn detect(text: &str) -> Option<Language> {
    let sample: String = text.chars().take(SAMPLE_CHARACTERS).collect();
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
        return None;
    }
    let (language, confidence) = DETECTOR.compute_language_confidence_values(sample).into_iter().next()?;
    if confidence < LEAST_CONFIDENCE {
        return None;
    }
    language.iso_code_639_1().to_string().parse().ok()
}

/// The language of an article's running text; code is left aside.
pub(super) fn detect_blocks(blocks: &[Block]) -> Option<Language> {
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| block.kind != BlockKind::Code) {
        sample.push_str(&block.text);
        sample.push('\n');
        // Bytes are at least as many as characters; a little too much is cut by `detect`.
        if sample.len() > SAMPLE_CHARACTERS * 4 {
            break;
        }
    }
    detect(&sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Option<&str>) {
        let detected = detect(text).map(|language| language.to_string());
        assert_eq!(detected.as_deref(), language, "{text}");
    }

    #[test]
    fn the_languages_we_offer_are_told_apart() {
        check(
            "Le maire a inauguré hier la nouvelle bibliothèque de la ville.",
            Some("fr"),
        );
        check("Yesterday the mayor opened the new library of the town.", Some("en"));
        check(
            "Der Bürgermeister hat gestern die neue Bücherei der Stadt eröffnet.",
            Some("de"),
        );
        check("El alcalde inauguró ayer la nueva biblioteca de la ciudad.", Some("es"));
        check(
            "Il sindaco ha inaugurato ieri la nuova biblioteca della città.",
            Some("it"),
        );
        check("O prefeito inaugurou ontem a nova biblioteca da cidade.", Some("pt"));
        check(
            "De burgemeester heeft gisteren de nieuwe bibliotheek van de stad geopend.",
            Some("nl"),
        );
    }

    #[test]
    fn what_is_no_evidence_is_not_guessed_from() {
        for text in [
            "",
            "12 345,60 €",
            "OK",
            "北京今天天气很好",
            "Привет, мир",
            "*** --- ***",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn code_does_not_count() {
        let code = Block {
            kind: BlockKind::Code,
            ..Block::paragraph("for item in list: if item is not None: print(item)".repeat(20))
        };
        let prose = Block::paragraph("Voici comment on écrit cette boucle.");
        assert_eq!(detect_blocks(&[code, prose]), Some(Language::FRENCH));
    }
}
