//! `visavis library`: what has been read and translated so far.

use std::io::{self, Write};
use std::ops::Range;

use clap::{Args, Subcommand};
use serde::Serialize;
use visavis_core::Session;
use visavis_core::article::{ArticleId, Origin};
use visavis_core::library::{ArticleSummary, Hit};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Library {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List the articles, newest first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show an article and its renditions
    Show {
        /// Its number
        id: i64,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Search originals and translations for every word of a text
    Search {
        /// The words; the last one may be only begun
        #[arg(required = true)]
        words: Vec<String>,
        /// Passages to print, at most
        #[arg(long, default_value_t = 20)]
        limit: usize,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove an article with its renditions
    Remove {
        /// Its number
        id: i64,
    },
}

#[derive(Serialize)]
struct ArticleRow {
    id: i64,
    title: String,
    source: Option<String>,
    language: String,
    added: String,
    blocks: usize,
    segments: usize,
    words: usize,
    renditions: Vec<RenditionRow>,
}

#[derive(Serialize)]
struct RenditionRow {
    id: i64,
    language: String,
    name: String,
    engine: Option<String>,
    route: Option<String>,
    done: usize,
    failed: usize,
    total: usize,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    article: &'a ArticleRow,
    text: Vec<Vec<&'a str>>,
}

impl Library {
    pub(crate) fn run(self, session: &Session) -> Result<Ending, Failure> {
        match self.action {
            Action::List { json } => {
                let rows: Vec<_> = session.library.list()?.into_iter().map(row).collect();
                print_list(&rows, json).map_err(Failure::Stream)?;
            }
            Action::Show { id, json } => {
                let id = ArticleId(id);
                let head = row(session.library.summary(id)?);
                let article = session.library.article(id)?;
                let mut text: Vec<Vec<&str>> = vec![Vec::new(); article.blocks.len()];
                for segment in &article.segments {
                    if let Some(block) = text.get_mut(segment.block) {
                        block.push(article.text(segment));
                    }
                }
                print_article(&Shown { article: &head, text }, json).map_err(Failure::Stream)?;
            }
            Action::Search { words, limit, json } => {
                let hits = session.library.search(&words.join(" "), 0, limit)?;
                let shown = hits.hits.into_iter().map(|hit| found(session, hit));
                let shown = Found {
                    total: hits.total,
                    passages: shown.collect::<Result<_, _>>()?,
                };
                print_found(&shown, json).map_err(Failure::Stream)?;
            }
            Action::Remove { id } => session.remove_article(ArticleId(id))?,
        }
        Ok(Ending::Done)
    }
}

#[derive(Serialize)]
struct Found {
    total: usize,
    passages: Vec<PassageRow>,
}

#[derive(Serialize)]
struct PassageRow {
    article: i64,
    title: String,
    segment: i64,
    /// Absent for the original.
    rendition: Option<i64>,
    language: String,
    text: String,
    /// What was searched for, in bytes of the text.
    found: Vec<Range<usize>>,
}

fn found(session: &Session, hit: Hit) -> Result<PassageRow, Failure> {
    let article = session.library.summary(hit.article)?;
    let language = match hit.rendition {
        None => article.language,
        Some(id) => session.library.rendition(id)?.rendition.language,
    };
    Ok(PassageRow {
        article: hit.article.0,
        title: article.title,
        segment: hit.segment.0,
        rendition: hit.rendition.map(|rendition| rendition.0),
        language: language.to_string(),
        text: hit.snippet,
        found: hit.found,
    })
}

fn print_found(shown: &Found, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, shown)?;
        return writeln!(out);
    }
    for passage in &shown.passages {
        let text = passage.text.replace(['\n', '\r'], " ");
        writeln!(
            out,
            "{:>4}  {} ({})  {text}",
            passage.article, passage.title, passage.language
        )?;
    }
    let left = shown.total - shown.passages.len();
    if left > 0 {
        writeln!(out, "      and {left} more")?;
    }
    Ok(())
}

fn row(summary: ArticleSummary) -> ArticleRow {
    let renditions = summary.renditions.into_iter().map(|summary| {
        let (name, engine, route) = match summary.rendition.origin {
            Origin::Engine { id, name, route, .. } => (name, Some(id), route),
            Origin::Human { name } => (name, None, None),
        };
        RenditionRow {
            id: summary.rendition.id.0,
            language: summary.rendition.language.to_string(),
            name,
            engine,
            route,
            done: summary.done,
            failed: summary.failed,
            total: summary.total,
        }
    });
    ArticleRow {
        id: summary.id.0,
        title: summary.title,
        source: summary.source,
        language: summary.language.to_string(),
        added: summary.added.to_string(),
        blocks: summary.blocks,
        segments: summary.segments,
        words: summary.words,
        renditions: renditions.collect(),
    }
}

fn print_list(rows: &[ArticleRow], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, rows)?;
        return writeln!(out);
    }
    print_rows(&mut out, rows)
}

fn print_rows(out: &mut impl Write, rows: &[ArticleRow]) -> io::Result<()> {
    for row in rows {
        writeln!(
            out,
            "{:>4}  {}  ({}, {} sentences)",
            row.id, row.title, row.language, row.segments
        )?;
        print_renditions(out, &row.renditions)?;
    }
    Ok(())
}

fn print_renditions(out: &mut impl Write, renditions: &[RenditionRow]) -> io::Result<()> {
    for row in renditions {
        let route = row.route.as_ref().map(|route| format!(", {route}")).unwrap_or_default();
        let failed = if row.failed > 0 {
            format!(", {} failed", row.failed)
        } else {
            String::new()
        };
        writeln!(
            out,
            "      {}: {}{route}, {} of {}{failed}",
            row.language, row.name, row.done, row.total
        )?;
    }
    Ok(())
}

fn print_article(shown: &Shown<'_>, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, shown)?;
        return writeln!(out);
    }
    print_rows(&mut out, std::slice::from_ref(shown.article))?;
    for block in &shown.text {
        writeln!(out)?;
        for sentence in block {
            writeln!(out, "{}", sentence.replace(['\n', '\r'], " "))?;
        }
    }
    Ok(())
}
