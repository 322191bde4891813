//! The front matter of a Markdown file: the lines of YAML between two `---` before the text.
//!
//! Read as far as articles need it: `title`, `author`, `date`, `source` and `lang`, each a plain or quoted scalar, the
//! authors also a list.
//!
//! # Incomplete support
//!
//! No other YAML is understood, and other keys are dropped: they are about the text, not of it. What does not look
//! like front matter to the end is left to the text.

/// What the front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
}

/// The front matter of `text`, and what comes after it. Line ends are LF.
pub(super) fn split(text: &str) -> (FrontMatter, &str) {
    let none = (FrontMatter::default(), text);
    let Some(body) = text.strip_prefix("---\n") else {
        return none;
    };
    let mut entries: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut rest = body;
    while let Some((line, after)) = rest.split_once('\n').or((!rest.is_empty()).then_some((rest, ""))) {
        rest = after;
        if matches!(line.trim_end(), "---" | "...") {
            return if entries.is_empty() {
                none
            } else {
                (collect(&entries), rest)
            };
        }
        let trimmed = line.trim();
        let continues = line.starts_with([' ', '\t', '-']);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        match (continues, entries.last_mut(), key(line)) {
            (true, Some((_, values)), _) => values.push(trimmed),
            (false, _, Some((key, value))) => entries.push((key, vec![value])),
            _ => return none,
        }
    }
    none
}

/// The key and the value of a line `key: value`.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_value).then_some((key, value.trim()))
}

fn collect(entries: &[(&str, Vec<&str>)]) -> FrontMatter {
    let value = |names: &[&str]| {
        let (_, values) = entries
            .iter()
            .find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)))?;
        let words: Vec<String> = values
            .iter()
            .flat_map(|value| scalars(value))
            .filter(|value| !value.is_empty())
            .collect();
        let is_list = values
            .first()
            .is_some_and(|value| value.is_empty() || value.starts_with('['));
        (!words.is_empty()).then(|| words.join(if is_list { ", " } else { " " }))
    };
    FrontMatter {
        title: value(&["title", "titre"]),
        author: value(&["author", "authors", "byline", "auteur"]),
        date: value(&["date", "published"]),
        source: value(&["source", "publication", "url"]),
        language: value(&["lang", "language", "langue"]),
    }
}

/// The scalars in one value: itself, an item of a list, or the items of a list in brackets.
fn scalars(value: &str) -> Vec<String> {
    let value = value.strip_prefix("- ").unwrap_or(value).trim();
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => items.split(',').map(|item| unquoted(item.trim())).collect(),
        None if matches!(value, "|" | ">" | "|-" | ">-") => Vec::new(),
        None => vec![unquoted(value)],
    }
}

fn unquoted(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    if let Some(value) = inside('"') {
        value.replace("\\\"", "\"").replace("\\\\", "\\")
    } else if let Some(value) = inside('\'') {
        value.replace("''", "'")
    } else {
        value.split(" #").next().unwrap_or_default().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<[&str; 5]>, after: &str) {
        let (read, rest) = split(text);
        let shown = [read.title, read.author, read.date, read.source, read.language].map(Option::unwrap_or_default);
        assert_eq!(shown.each_ref().map(String::as_str), expected.unwrap_or_default());
        assert_eq!(rest, after);
    }

    #[test]
    fn what_articles_need_is_read() {
        check(
            "---\ntitle: \"La \\\"bibliothèque\\\"\"\nauthor: É. Marchais # elle\ndate: 2026-03-12\nsource: L’Estuaire\nlang: fr\ntags: [a, b]\n---\nTexte",
            Some(["La \"bibliothèque\"", "É. Marchais", "2026-03-12", "L’Estuaire", "fr"]),
            "Texte",
        );
        check(
            "---\nTitle: 'L''été'\nauthors:\n  - É. Marchais\n  - \"P. Le Goff\"\n\n# un commentaire\n...\n\nTexte",
            Some(["L'été", "É. Marchais, P. Le Goff", "", "", ""]),
            "\nTexte",
        );
        check(
            "---\ntitle: >\n  La bibliothèque\n  flottante\n---\n",
            Some(["La bibliothèque flottante", "", "", "", ""]),
            "",
        );
        check(
            "---\nauthors: [A. B., 'C. D.']\ntitle: Deux : un\n---",
            Some(["Deux : un", "A. B., C. D.", "", "", ""]),
            "",
        );
    }

    #[test]
    fn what_is_not_front_matter_is_text() {
        for text in [
            "---\n\nUn paragraphe.\n\n---\n",
            "---\nUn paragraphe : rien d’autre.\n---\n",
            "---\n---\n",
            "---\ntitle: sans fin\n",
            "Texte\n---\ntitle: trop tard\n---\n",
        ] {
            check(text, None, text);
        }
    }
}
