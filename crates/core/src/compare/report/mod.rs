//! A comparison as a document: one self-contained HTML page, Markdown, or JSON.
//!
//! Each holds the same: who made what, the scores against the base, every sentence with its versions, their differences
//! and flags, and where the versions part most. Flags that the reader has waved away are left out, except of JSON, which
//! says so. Nothing is fetched from anywhere, and nothing of the texts is taken for markup.

mod html;
mod json;
mod markdown;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use visavis_text::Language;
use visavis_text::compare::{DiffOptions, HunkKind, in_right_order};

use super::{Comparison, Facing};
use crate::article::{ArticleId, Origin, Rendition, RenditionId};
use crate::export::{self, ExportFormat};
use crate::{Error, Session, settings};

/// How many sentences are told as the most divergent.
const MOST_DIVERGENT: usize = 10;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// A page to read and print, in one file.
    Html,
    /// Text to read and to paste.
    Markdown,
    /// Data for programs.
    Json,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Html, Self::Markdown, Self::Json];

    /// The ending of its files, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// The format a file's name asks for by its ending: html, htm, md, markdown or json, in either case.
    pub fn from_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A comparison as a document, in the words of the reader's language.
pub fn report(comparison: &Comparison, format: ReportFormat, reader: &Language) -> String {
    match format {
        ReportFormat::Html => html::page(comparison, reader),
        ReportFormat::Markdown => markdown::text(comparison, reader),
        ReportFormat::Json => json::data(comparison, reader),
    }
}

/// Which report to write.
#[derive(Debug, Clone, Copy)]
pub struct ReportOrder<'a> {
    /// The article.
    pub article: ArticleId,
    /// Its renditions to compare.
    pub renditions: &'a [RenditionId],
    /// Which of them the others are held against; the first where it is none of them.
    pub base: Option<RenditionId>,
    /// What does not count as a difference.
    pub options: DiffOptions,
    /// The format.
    pub format: ReportFormat,
    /// The language the report speaks: French, or English for all others.
    pub reader: &'a Language,
}

impl Session {
    /// Writes a comparison to a file, whole or not at all.
    ///
    /// # Errors
    /// Those of [`Session::compare`] and of [`export::to_file`].
    pub fn report_to_file(&self, order: &ReportOrder<'_>, path: &Path, overwrite: bool) -> Result<(), Error> {
        let comparison = self.compare(order.article, order.renditions, order.base, order.options)?;
        let document = report(&comparison, order.format, order.reader);
        export::to_file(path, overwrite, |out| Ok(out.write_all(document.as_bytes())?))?;
        Ok(())
    }

    /// Where a report on an article would go: the reader's documents, under the article's title.
    pub fn suggested_report_path(&self, article: ArticleId, format: ReportFormat) -> Result<PathBuf, Error> {
        let title = format!("{} comparison", self.library.summary(article)?.title);
        let name = PathBuf::from(export::file_name(&title, ExportFormat::Html));
        Ok(settings::documents_folder().join(name.with_extension(format.extension())))
    }
}

/// The words of the report itself.
struct Words {
    tag: &'static str,
    comparison: &'static str,
    original: &'static str,
    version: &'static str,
    base: &'static str,
    agreement: &'static str,
    sentences: &'static str,
    flags: &'static str,
    no_flags: &'static str,
    divergent: &'static str,
    along: &'static str,
    missing: &'static str,
    scores_note: &'static str,
    legend_changed: &'static str,
    legend_moved: &'static str,
}

impl Words {
    fn of(reader: &Language) -> &'static Self {
        if reader.same_language(&Language::FRENCH) {
            &Self::FRENCH
        } else {
            &Self::ENGLISH
        }
    }

    const ENGLISH: Self = Self {
        tag: "en",
        comparison: "Comparison",
        original: "Original",
        version: "Version",
        base: "base",
        agreement: "Agreement",
        sentences: "Sentences",
        flags: "To look at twice",
        no_flags: "Nothing.",
        divergent: "Where the versions part most",
        along: "Agreement along the article",
        missing: "[not translated]",
        scores_note: "Scores against the base, of sentences that both have. They tell how alike two versions are, not which is better.",
        legend_changed: "differs from the base",
        legend_moved: "stands elsewhere in the base",
    };

    const FRENCH: Self = Self {
        tag: "fr",
        comparison: "Comparaison",
        original: "Original",
        version: "Version",
        base: "base",
        agreement: "Accord",
        sentences: "Phrases",
        flags: "À relire",
        no_flags: "Rien.",
        divergent: "Là où les versions s’écartent le plus",
        along: "Accord au fil de l’article",
        missing: "[non traduit]",
        scores_note: "Scores par rapport à la base, sur les phrases que les deux ont. Ils disent à quel point deux versions se ressemblent, non laquelle est la meilleure.",
        legend_changed: "diffère de la base",
        legend_moved: "se trouve ailleurs dans la base",
    };
}

/// A rendition's name with the way its engine took.
fn name(rendition: &Rendition) -> String {
    match &rendition.origin {
        Origin::Engine {
            name,
            route: Some(route),
            ..
        } => format!("{name} ({route})"),
        origin => origin.name().to_owned(),
    }
}

/// A sentence's text in pieces, each with how it relates to the base; one equal piece where there is nothing to compare.
fn pieces(cell: &Facing) -> Vec<(HunkKind, &str)> {
    let text = cell.text.as_deref().unwrap_or_default();
    if cell.differences.is_empty() {
        return vec![(HunkKind::Equal, text)];
    }
    let ordered = in_right_order(&cell.differences);
    let pieces = ordered.into_iter().filter(|hunk| !hunk.right.is_empty());
    pieces
        .filter_map(|hunk| Some((hunk.kind, text.get(hunk.right.clone())?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::agreement::session_with;
    use super::*;

    /// Texts that hold what each format takes for markup.
    fn compared() -> (tempfile::TempDir, Comparison) {
        let (folder, session, article, ids) = session_with(&[
            [
                "The ferry left 11 times.",
                "He will not come.",
                "Anouk <laughs> & *sings* | \"so\".",
            ],
            ["The boat left 12 times.", "He will come.", ""],
        ]);
        let comparison = session.compare(article, &ids, None, DiffOptions::default()).unwrap();
        (folder, comparison)
    }

    #[test]
    fn json_holds_everything() {
        let (_folder, comparison) = compared();
        let data = report(&comparison, ReportFormat::Json, &Language::ENGLISH);
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(data["article"]["title"], "Le port");
        assert_eq!(data["renditions"][0]["base"], true);
        assert!(data["renditions"][1]["scores"]["chrf"].is_number());
        let first = &data["sentences"][0]["versions"];
        assert_eq!(first[0]["agreement"], serde_json::Value::Null);
        assert_eq!(first[1]["flags"][0]["reason"], "number-changed");
        assert_eq!(
            first[1]["flags"][0]["sentence"],
            "The original says 11, the translation 12."
        );
        let differences = first[1]["differences"].as_array().unwrap();
        let told = |index: usize| (differences[index]["base"].as_str(), differences[index]["here"].as_str());
        assert_eq!(told(0), (Some("ferry "), Some("boat ")));
        assert_eq!(data["sentences"][2]["versions"][1]["text"], serde_json::Value::Null);
        assert_eq!(data["mostDivergent"], serde_json::json!([1, 2]));
    }

    #[test]
    fn html_is_one_page_without_foreign_markup_or_network() {
        let (_folder, comparison) = compared();
        let page = report(&comparison, ReportFormat::Html, &Language::FRENCH);
        assert!(page.starts_with("<!doctype html>") && page.contains("lang=\"fr\""));
        assert!(page.contains("Anouk &lt;laughs&gt; &amp;") && !page.contains("<laughs>"));
        for way_out in ["http://", "https://", "src=", "<script", "url("] {
            assert!(!page.contains(way_out), "{way_out}");
        }
        assert!(page.contains("L’original dit 11, la traduction 12."));
        assert!(page.contains("[non traduit]"));
        assert!(page.contains("<mark class=\"changed\">boat </mark>"), "{page}");
    }

    #[test]
    fn markdown_keeps_its_tables_whole() {
        let (_folder, comparison) = compared();
        let text = report(&comparison, ReportFormat::Markdown, &Language::ENGLISH);
        assert!(text.starts_with("# Comparison: Le port\n"));
        assert!(text.contains("Anouk \\<laughs\\> & \\*sings\\* \\| \"so\"."), "{text}");
        assert!(text.contains("The **boat** left **12** times."), "{text}");
        let rows = text.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            let cells = row.replace("\\|", "").matches('|').count();
            assert!(cells == 6 || cells == 5, "{row}");
        }
    }

    #[test]
    fn the_ending_says_the_format() {
        for format in ReportFormat::ALL {
            let path = format!("a/b.{}", format.extension().to_uppercase());
            assert_eq!(ReportFormat::from_path(Path::new(&path)), Some(*format));
        }
        assert_eq!(ReportFormat::from_path(Path::new("report.docx")), None);
    }

    #[test]
    fn a_report_replaces_a_file_only_when_told_to() {
        let (folder, session, article, ids) = session_with(&[["a", "b", "c"], ["a", "b", "d"]]);
        let path = folder.path().join("report.md");
        let order = ReportOrder {
            article,
            renditions: &ids,
            base: None,
            options: DiffOptions::default(),
            format: ReportFormat::Markdown,
            reader: &Language::ENGLISH,
        };
        let write = |overwrite| session.report_to_file(&order, &path, overwrite);
        write(false).unwrap();
        assert!(write(false).is_err());
        write(true).unwrap();
    }
}
