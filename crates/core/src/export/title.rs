//! What an exported file is called.

use super::ExportFormat;

/// Characters of a title that go into a name.
const NAME_CHARACTERS: usize = 60;

/// A file name made of an article's title, with the ending of its format.
pub fn file_name(title: &str, format: ExportFormat) -> String {
    format!("{}.{}", slug(title), format.extension())
}

/// A text as part of a file name: letters and digits of any script, everything else a hyphen.
pub(super) fn slug(title: &str) -> String {
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.chars().count() + word.chars().count() >= NAME_CHARACTERS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(NAME_CHARACTERS));
    }
    if name.is_empty() {
        name.push_str("article");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &str) {
        assert_eq!(file_name(title, ExportFormat::Tmx), expected);
    }

    #[test]
    fn a_name_is_made_of_the_titles_words() {
        check(
            "Port-Lanvec réclame ses sept minutes",
            "Port-Lanvec-réclame-ses-sept-minutes.tmx",
        );
        check("« A/B » : où ?", "A-B-où.tmx");
        check("../../etc/passwd", "etc-passwd.tmx");
        check("…", "article.tmx");
    }

    #[test]
    fn a_long_title_is_cut_at_a_word() {
        let name = file_name(&"mot ".repeat(100), ExportFormat::Csv);
        assert!(
            name.ends_with("mot.csv") && name.chars().count() <= NAME_CHARACTERS + 4,
            "{name}"
        );
    }
}
