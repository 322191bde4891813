//! The formats there are, and the endings that ask for them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Error;

/// The formats there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// A page to read and print, in one file.
    Html,
    /// Markdown, as a table or one version below the other.
    Markdown,
    /// A document for Word and LibreOffice.
    Docx,
    /// A bilingual book: EPUB 3.
    Epub,
    /// Pages to print and to keep.
    Pdf,
    /// Translation memory: TMX 1.4b.
    Tmx,
    /// Translation in exchange: XLIFF 2.1.
    Xliff,
    /// A table for spreadsheets: RFC 4180.
    Csv,
    /// A workbook.
    Xlsx,
    /// A table for programs: one line a sentence, cells parted by tabs.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// Plain text files of the same number of lines, zipped: what trainers of translation models read.
    Moses,
    /// Notes for the flash-card program Anki.
    Anki,
}

impl ExportFormat {
    /// Every format there is, in the order a menu shows them: for reading, for translators, for data.
    pub const ALL: &'static [Self] = &[
        Self::Html,
        Self::Markdown,
        Self::Docx,
        Self::Epub,
        Self::Pdf,
        Self::Tmx,
        Self::Xliff,
        Self::Xlsx,
        Self::Csv,
        Self::Tsv,
        Self::Jsonl,
        Self::Moses,
        Self::Anki,
    ];

    /// The ending of its files, without the first point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Tmx => "tmx",
            Self::Xliff => "xlf",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Moses => "moses.zip",
            Self::Anki => "anki.txt",
        }
    }

    /// Other endings it goes by.
    const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Html => &["htm"],
            Self::Markdown => &["markdown"],
            Self::Xliff => &["xliff"],
            Self::Jsonl => &["ndjson"],
            Self::Anki => &["anki.tsv"],
            _ => &[],
        }
    }

    /// The format a file's name asks for, in either case of letters.
    ///
    /// # Errors
    ///
    /// [`Error::FormatUnknown`] when its ending is none of ours.
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
        let ends_in = |ending: &str| {
            name.as_deref()
                .and_then(|name| name.strip_suffix(ending)?.strip_suffix('.'))
                .is_some_and(|stem| !stem.is_empty())
        };
        // An ending of two parts says more than its last part alone: article.anki.tsv is no table.
        let all = || {
            Self::ALL.iter().copied().flat_map(|format| {
                let endings = std::iter::once(format.extension()).chain(format.aliases().iter().copied());
                endings.map(move |ending| (format, ending))
            })
        };
        all()
            .filter(|(_, ending)| ends_in(ending))
            .max_by_key(|(_, ending)| ending.len())
            .map(|(format, _)| format)
            .ok_or_else(|| Error::FormatUnknown { path: path.to_owned() })
    }

    /// Whether it holds pairs and nothing else: a sentence without a translation is left out of it.
    pub const fn is_of_pairs(self) -> bool {
        matches!(self, Self::Tmx | Self::Moses | Self::Anki)
    }

    /// Whether its files are made to be read by people, not taken in by programs.
    pub const fn is_for_reading(self) -> bool {
        matches!(
            self,
            Self::Html | Self::Markdown | Self::Docx | Self::Epub | Self::Pdf | Self::Anki
        )
    }

    /// Whether its files are text in UTF-8; the others are archives or binary.
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::Moses | Self::Docx | Self::Epub | Self::Pdf | Self::Xlsx)
    }

    /// Every ending, for messages: `.html, .md, …`.
    pub(super) fn endings() -> String {
        let endings = Self::ALL.iter().map(|format| format!(".{}", format.extension()));
        endings.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn check(path: &str, expected: Option<ExportFormat>) {
        let found = ExportFormat::from_path(Path::new(path));
        match expected {
            Some(format) => assert_eq!(found.unwrap(), format, "{path}"),
            None => assert_eq!(found.unwrap_err().code(), ErrorCode::ExportFormatUnknown, "{path}"),
        }
    }

    #[test]
    fn the_ending_names_the_format() {
        for format in ExportFormat::ALL {
            check(
                &format!("a.b/article.{}", format.extension().to_uppercase()),
                Some(*format),
            );
        }
        check("article.anki.tsv", Some(ExportFormat::Anki));
        check("anki.tsv", Some(ExportFormat::Tsv));
        check("a/article.xliff", Some(ExportFormat::Xliff));
        for path in [
            "article",
            "article.doc",
            ".tmx",
            "tmx",
            "a.tmx/b",
            "article.zip",
            "article.txt",
        ] {
            check(path, None);
        }
    }
}
