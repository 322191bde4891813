//! The report as data. Texts are given, not offsets: nobody has to know in what unit they would count.

use serde::Serialize;
use visavis_text::Language;
use visavis_text::compare::{HunkKind, Metric};

use crate::article::Origin;
use crate::compare::{Comparison, Facing, RaisedFlag};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    article: Article<'a>,
    renditions: Vec<Rendition<'a>>,
    signatures: Scores<String>,
    /// Numbers of sentences, the most divergent first.
    most_divergent: Vec<usize>,
    sentences: Vec<Sentence<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: i64,
    title: &'a str,
    language: String,
}

#[derive(Serialize)]
struct Rendition<'a> {
    id: i64,
    name: &'a str,
    engine: Option<&'a str>,
    route: Option<&'a str>,
    language: String,
    base: bool,
    scores: Option<Scores<f64>>,
}

#[derive(Serialize)]
struct Scores<T> {
    chrf: T,
    bleu: T,
    ter: T,
}

#[derive(Serialize)]
struct Sentence<'a> {
    number: usize,
    source: &'a str,
    agreement: Option<f64>,
    versions: Vec<Version<'a>>,
}

#[derive(Serialize)]
struct Version<'a> {
    text: Option<&'a str>,
    agreement: Option<f64>,
    differences: Vec<Difference<'a>>,
    flags: Vec<Flag<'a>>,
}

#[derive(Serialize)]
struct Difference<'a> {
    kind: &'static str,
    base: &'a str,
    here: &'a str,
}

#[derive(Serialize)]
struct Flag<'a> {
    kind: &'static str,
    reason: &'static str,
    sentence: String,
    source: &'a str,
    target: &'a str,
    dismissed: bool,
}

pub(super) fn data(comparison: &Comparison, reader: &Language) -> String {
    let renditions = comparison.renditions.iter().zip(&comparison.scores).enumerate();
    let renditions = renditions.map(|(index, (summary, scores))| {
        let (engine, route) = match &summary.rendition.origin {
            Origin::Engine { id, route, .. } => (Some(id.as_str()), route.as_deref()),
            Origin::Human { .. } => (None, None),
        };
        Rendition {
            id: summary.rendition.id.0,
            name: summary.rendition.origin.name(),
            engine,
            route,
            language: summary.rendition.language.to_string(),
            base: index == comparison.base,
            scores: scores.map(|[chrf, bleu, ter]| Scores { chrf, bleu, ter }),
        }
    });
    let divergent = comparison.most_divergent();
    let sentences = comparison.rows.iter().map(|row| Sentence {
        number: row.number,
        source: &row.source,
        agreement: row.agreement(),
        versions: row
            .cells
            .iter()
            .map(|cell| {
                let base = row.cells.get(comparison.base).and_then(|base| base.text.as_deref());
                version(cell, base.unwrap_or_default(), reader)
            })
            .collect(),
    });
    let report = Report {
        article: Article {
            id: comparison.article.0,
            title: &comparison.title,
            language: comparison.language.to_string(),
        },
        renditions: renditions.collect(),
        signatures: Scores {
            chrf: Metric::Chrf.corpus_signature(),
            bleu: Metric::Bleu.corpus_signature(),
            ter: Metric::Ter.corpus_signature(),
        },
        most_divergent: divergent
            .into_iter()
            .filter_map(|index| comparison.rows.get(index).map(|row| row.number))
            .collect(),
        sentences: sentences.collect(),
    };
    // Strings, numbers and lists only: there is nothing in it that could not be written.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn version<'a>(cell: &'a Facing, base: &'a str, reader: &Language) -> Version<'a> {
    let here = cell.text.as_deref().unwrap_or_default();
    let differences = cell.differences.iter().filter_map(|hunk| {
        let kind = match hunk.kind {
            HunkKind::Equal => return None,
            HunkKind::Changed => "changed",
            HunkKind::OnlyLeft => "only-base",
            HunkKind::OnlyRight => "only-here",
            HunkKind::Moved => "moved",
        };
        Some(Difference {
            kind,
            base: base.get(hunk.left.clone())?,
            here: here.get(hunk.right.clone())?,
        })
    });
    Version {
        text: cell.text.as_deref(),
        agreement: cell.agreement,
        differences: differences.collect(),
        flags: cell.flags.iter().map(|raised| flag(raised, reader)).collect(),
    }
}

fn flag<'a>(raised: &'a RaisedFlag, reader: &Language) -> Flag<'a> {
    Flag {
        kind: raised.flag.kind.as_str(),
        reason: raised.flag.reason.as_str(),
        sentence: raised.sentence(reader),
        source: &raised.said.source,
        target: &raised.said.target,
        dismissed: raised.dismissed,
    }
}
