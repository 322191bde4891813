//! `visavis compare`: renditions of one article held against each other, as a report.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use visavis_core::article::{ArticleId, RenditionId};
use visavis_core::compare::report::{ReportFormat, report};
use visavis_core::engine::EngineId;
use visavis_core::translate::{Event, Outcome};
use visavis_core::{Language, Session};
use visavis_text::compare::DiffOptions;

use crate::Ending;
use crate::failure::Failure;
use crate::translate::{read_input, tell_costs};

#[derive(Args)]
pub(crate) struct Compare {
    /// Article: its number in the library, or a file to take in
    #[arg(value_name = "ARTICLE|ID")]
    article: PathBuf,

    /// Engines to translate it with first, parted by commas; what they have done before is kept
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    engines: Vec<String>,

    /// Renditions to compare, by number, parted by commas [default: those of the engines, or all in the language]
    #[arg(long, value_name = "N,N", value_delimiter = ',')]
    renditions: Vec<i64>,

    /// Language of the translations [default: the one in the settings, English at first]
    #[arg(long, value_name = "LANG")]
    to: Option<Language>,

    /// Rendition the others are held against, by number [default: the first]
    #[arg(long, value_name = "N")]
    base: Option<i64>,

    /// No difference of capital letters
    #[arg(long)]
    ignore_case: bool,

    /// No difference of punctuation
    #[arg(long)]
    ignore_punctuation: bool,

    /// No difference of quotation marks, apostrophes, dashes, spaces, ligatures
    #[arg(long)]
    ignore_typography: bool,

    /// File to write; its ending says the format: html, md, json [default: Markdown to the terminal]
    #[arg(short, long, value_name = "FILE.EXT")]
    output: Option<PathBuf>,
}

impl Compare {
    pub(crate) async fn run(self, session: &Session) -> Result<Ending, Failure> {
        // An ending we cannot write is better told before an hour of translating than after it.
        let format = match &self.output {
            None => ReportFormat::Markdown,
            Some(path) => ReportFormat::from_path(path)
                .ok_or_else(|| Failure::Usage(format!("{} does not end in .html, .md or .json", path.display())))?,
        };
        let article = self.article(session)?;
        let to = if let Some(to) = &self.to {
            to.clone()
        } else {
            let kept = session.settings().default_target;
            kept.parse()
                .map_err(|error| Failure::Usage(format!("default_target in the settings: {error}")))?
        };
        let mut renditions: Vec<RenditionId> = self.renditions.iter().copied().map(RenditionId).collect();
        let mut ending = Ending::Done;
        for id in &self.engines {
            let (rendition, ended) = translate(session, article, id, &to).await?;
            if matches!(ended, Ending::Partly) {
                ending = Ending::Partly;
            }
            if !renditions.contains(&rendition) {
                renditions.push(rendition);
            }
        }
        if renditions.is_empty() {
            let all = session.library.summary(article)?.renditions.into_iter();
            let in_language = all.filter(|summary| summary.rendition.language.same_language(&to));
            renditions = in_language.map(|summary| summary.rendition.id).collect();
        }
        if renditions.len() < 2 {
            let sentence = "comparing takes two renditions: name engines with --engines, or numbers with --renditions";
            return Err(Failure::Usage(sentence.to_owned()));
        }
        let base = self.base.map(RenditionId);
        if base.is_some_and(|base| !renditions.contains(&base)) {
            return Err(Failure::Usage("--base is not among the renditions compared".to_owned()));
        }
        let options = DiffOptions {
            ignore_case: self.ignore_case,
            ignore_punctuation: self.ignore_punctuation,
            ignore_typography: self.ignore_typography,
        };
        let comparison = session.compare(article, &renditions, base, options)?;
        let document = report(&comparison, format, &Language::ENGLISH);
        match &self.output {
            Some(path) => visavis_core::export::to_file(path, true, |out| Ok(out.write_all(document.as_bytes())?))
                .map_err(visavis_core::Error::from)?,
            None => io::stdout()
                .lock()
                .write_all(document.as_bytes())
                .map_err(Failure::Stream)?,
        }
        Ok(ending)
    }

    /// The article by its number, or taken in from a file. A file that is called like a number is meant by `./12`.
    fn article(&self, session: &Session) -> Result<ArticleId, Failure> {
        if let Some(id) = self.article.to_str().and_then(|text| text.parse().ok()) {
            return Ok(session.library.summary(ArticleId(id))?.id);
        }
        Ok(session.add(&read_input(&self.article, None)?)?.article)
    }
}

/// Has an engine translate what it has not translated yet, and waits for it.
async fn translate(
    session: &Session,
    article: ArticleId,
    id: &str,
    to: &Language,
) -> Result<(RenditionId, Ending), Failure> {
    let engine = session.engine(&EngineId(id.to_owned()))?;
    tell_costs(session, article, engine.as_ref(), to).await?;
    let mut events = session.jobs.watch();
    let begun = session.translate(article, engine, to).await?;
    let rendition = begun.rendition.rendition.id;
    let mut ended = begun.outcome;
    let outcome = loop {
        tokio::select! {
            event = events.recv() => match event {
                Some(Event::Ended { rendition: which, outcome }) if which == rendition => break outcome,
                _ => {}
            },
            outcome = &mut ended => break outcome.map_err(|error| Failure::Stream(io::Error::other(error)))?,
            signal = tokio::signal::ctrl_c() => {
                signal.map_err(Failure::Stream)?;
                session.jobs.cancel(rendition);
            }
        }
    };
    match outcome.as_ref() {
        Ok(Outcome::Done) => Ok((rendition, Ending::Done)),
        Ok(Outcome::Partly { .. } | Outcome::Kept(_)) => Ok((rendition, Ending::Partly)),
        Ok(Outcome::Stopped(failure)) => Err(Failure::Job {
            code: failure.code,
            detail: failure.detail.clone(),
        }),
        Err(error) => Err(Failure::Job {
            code: error.code(),
            detail: Some(error.to_string()),
        }),
    }
}
