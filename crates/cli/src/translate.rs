//! `visavis translate`: a text in, its pairs out. Going on where an earlier run stopped is the same command again.

use std::collections::HashMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use visavis_core::article::{ArticleId, Cell, Draft, RenditionId};
use visavis_core::engine::{Engine, EngineId};
use visavis_core::export::{ExportFormat, Request};
use visavis_core::spending::{self, Estimate};
use visavis_core::translate::{Event, Outcome};
use visavis_core::{Language, Session, import, messages};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Translate {
    /// File to translate (text or Markdown), or - for standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,

    /// Language of the text [default: told from the text]
    #[arg(long, value_name = "LANG")]
    from: Option<Language>,

    /// Language to translate into [default: the one in the settings, English at first]
    #[arg(long, value_name = "LANG")]
    to: Option<Language>,

    /// Engine to ask [default: the best at hand]
    #[arg(long, value_name = "ID")]
    engine: Option<String>,

    /// Ask again for what this engine has translated already, passing over the memory; old texts stay where that fails
    #[arg(long)]
    again: bool,

    /// File to write; its ending says the format, as in `visavis export` [default: pairs to the terminal]
    #[arg(short, long, value_name = "FILE.EXT")]
    output: Option<PathBuf>,
}

impl Translate {
    pub(crate) async fn run(self, session: &Session) -> Result<Ending, Failure> {
        // An ending we cannot write is better told before an hour of translating than after it.
        if let Some(path) = &self.output {
            ExportFormat::from_path(path)?;
        }
        let article = session.add(&read_input(&self.input, self.from)?)?.article;
        let from = session.library.summary(article)?.language;
        let to = if let Some(to) = self.to {
            to
        } else {
            let kept = session.settings().default_target;
            kept.parse()
                .map_err(|error| Failure::Usage(format!("default_target in the settings: {error}")))?
        };
        let engine = match self.engine {
            Some(id) => session.engine(&EngineId(id))?,
            None => session.best_engine(&from, &to).await?,
        };
        tell_costs(session, article, engine.as_ref(), &to).await?;
        let mut events = session.jobs.watch();
        let known = session.library.rendition_by(article, &engine.id().0, &to)?;
        let (mut begun, before) = if let Some(known) = known.filter(|_| self.again) {
            (session.translate_all_again(known.rendition.id)?, 0)
        } else {
            let begun = session.translate(article, engine, &to).await?;
            let done = begun.rendition.done;
            (begun, done)
        };
        let rendition = begun.rendition.rendition.id;
        let mut progress = Counter::new(before, begun.rendition.total);
        let outcome = loop {
            tokio::select! {
                // In this order: what was told before the end is counted before the end is taken note of.
                biased;
                event = events.recv() => match event {
                    Some(Event::Progress(news)) => progress.add(&news.cells),
                    Some(Event::Ended { outcome, .. }) => break outcome,
                    None => {}
                },
                // A job that ends without a word (a fault of ours) must not be waited for forever.
                ended = &mut begun.outcome => break ended.map_err(|error| Failure::Stream(io::Error::other(error)))?,
                signal = tokio::signal::ctrl_c() => {
                    signal.map_err(Failure::Stream)?;
                    session.jobs.cancel(rendition);
                }
            }
        };
        progress.end();
        let ending = match outcome.as_ref() {
            Ok(Outcome::Done) => Ending::Done,
            Ok(Outcome::Partly { .. } | Outcome::Kept(_)) => Ending::Partly,
            Ok(Outcome::Stopped(failure)) => {
                return Err(Failure::Job {
                    code: failure.code,
                    detail: failure.detail.clone(),
                });
            }
            Err(error) => {
                return Err(Failure::Job {
                    code: error.code(),
                    detail: Some(error.to_string()),
                });
            }
        };
        match &self.output {
            Some(path) => {
                session.export(&Request::whole(article, &[rendition]), path, true)?;
            }
            None => print_pairs(session, article, rendition).map_err(Failure::Stream)??,
        }
        Ok(ending)
    }
}

/// Says on standard error what is about to be sent to an engine that costs something.
pub(crate) async fn tell_costs(
    session: &Session,
    article: ArticleId,
    engine: &dyn Engine,
    to: &Language,
) -> Result<(), Failure> {
    if !spending::costs(engine.capabilities()) {
        return Ok(());
    }
    let estimate = session.estimate(article, engine.id(), to).await?;
    let price = match &estimate.price {
        Some((currency, least, most)) if most > least => format!(", {least:.3} to {most:.3} {currency}"),
        Some((currency, _, most)) => format!(", {most:.3} {currency}"),
        None => String::new(),
    };
    let (
        name,
        Estimate {
            characters, sentences, ..
        },
    ) = (engine.name(), &estimate);
    writeln!(
        io::stderr(),
        "visavis: {characters} characters in {sentences} sentences for {name}{price}"
    )
    .ok();
    Ok(())
}

/// Reads an article from a file, or from standard input for `-`.
pub(crate) fn read_input(input: &Path, language: Option<Language>) -> Result<Draft, Failure> {
    let options = import::Options {
        language,
        ..import::Options::default()
    };
    let draft = if input.as_os_str() == "-" {
        import::read_from(io::stdin().lock(), &options)
    } else {
        import::read_file(input, &options)
    };
    Ok(draft?)
}

fn print_pairs(session: &Session, article: ArticleId, rendition: RenditionId) -> io::Result<Result<(), Failure>> {
    let pages = session
        .library
        .summary(article)
        .and_then(|head| session.library.page(article, 0..head.blocks, &[rendition]));
    let page = match pages {
        Ok(page) => page,
        Err(error) => return Ok(Err(error.into())),
    };
    let mut out = io::stdout().lock();
    let width = page.segments.len().to_string().len();
    let mut block = None;
    for (index, (segment, cell)) in page.segments.iter().zip(page.cells.iter().flatten()).enumerate() {
        if block.is_some_and(|block| block != segment.block) {
            writeln!(out)?;
        }
        block = Some(segment.block);
        let text = page
            .block_of(segment)
            .and_then(|block| block.text.get(segment.range.clone()))
            .unwrap_or_default();
        writeln!(out, "{:>width$}  {text}", index + 1)?;
        match cell {
            Cell::Done { text, .. } | Cell::Edited { text, .. } => writeln!(out, "{:width$}  {text}", "")?,
            Cell::Failed(failure) => {
                writeln!(
                    out,
                    "{:width$}  [not translated: {}]",
                    "",
                    messages::english(failure.code).message
                )?;
            }
            Cell::Waiting => writeln!(out, "{:width$}  [not translated yet]", "")?,
        }
    }
    out.flush()?;
    Ok(Ok(()))
}

/// `7 of 16` on standard error, when that is a terminal.
struct Counter {
    shown: bool,
    total: usize,
    before: usize,
    arrived: HashMap<i64, bool>,
}

impl Counter {
    fn new(done: usize, total: usize) -> Self {
        Self {
            shown: io::stderr().is_terminal(),
            total,
            before: done,
            arrived: HashMap::new(),
        }
    }

    fn add(&mut self, cells: &[(visavis_core::article::SegmentId, Cell)]) {
        self.arrived
            .extend(cells.iter().map(|(segment, cell)| (segment.0, cell.text().is_some())));
        if self.shown {
            let done = self.before + self.arrived.values().filter(|has_text| **has_text).count();
            // A closed standard error is no reason to stop translating.
            write!(io::stderr(), "\r{done} of {} sentences", self.total).ok();
        }
    }

    fn end(&self) {
        if self.shown && !self.arrived.is_empty() {
            writeln!(io::stderr()).ok();
        }
    }
}
