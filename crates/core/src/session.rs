//! What a host holds while it runs: an open library, the reader's settings, the engines at hand and the jobs at work.
//!
//! The window and the command line do everything through it, so that neither knows more than the other.

mod engine_settings;
mod exchange;
mod glossary;
mod memory;
mod spending;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinHandle;
use visavis_text::Language;
use visavis_text::segment::Segmenter;

use crate::ErrorCode;
use crate::article::{ArticleId, Draft, Failure, Origin, RenditionId, RenditionStatus, SegmentId};
use crate::engine::{self, Engine, EngineConfig, EngineId, KeyStore};
use crate::library::{self, Added, Library, RenditionSummary};
use crate::settings::{self, Exception, Settings};
use crate::translate::{Jobs, Outcome};
use crate::{export, import, keys, sample};

pub use engine_settings::{EngineTest, KnownEngine};
pub use glossary::TermsImported;
pub use memory::{LEAST_LIKENESS, Similar};

/// Any failure a host can meet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A text could not be taken in.
    #[error(transparent)]
    Import(#[from] import::Error),
    /// The library failed.
    #[error(transparent)]
    Library(#[from] library::Error),
    /// The settings failed.
    #[error(transparent)]
    Settings(#[from] settings::Error),
    /// No engine has that id.
    #[error("there is no engine `{0}`")]
    EngineUnknown(EngineId),
    /// An engine failed.
    #[error("{name}: {error}")]
    Engine {
        /// The engine's name.
        name: String,
        /// How it failed.
        error: engine::Error,
    },
    /// No engine at hand can do the pair.
    #[error("no engine at hand translates from {from} to {to}")]
    NoEngine {
        /// Language of the original.
        from: Language,
        /// Language wanted.
        to: Language,
    },
    /// The dictionary failed.
    #[error(transparent)]
    Dictionary(#[from] crate::dictionary::Error),
    /// The export failed.
    #[error(transparent)]
    Export(#[from] export::Error),
    /// A glossary could not be read or written.
    #[error(transparent)]
    Glossary(#[from] crate::glossary::Error),
    /// A key could not be kept, read or forgotten.
    #[error(transparent)]
    Key(#[from] keys::Error),
    /// What an engine answered to a trial cannot be the translation.
    #[error("what it answered is no translation of the sentence{}", .0.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default())]
    Unproven(Failure),
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Import(error) => error.code(),
            Self::Library(error) => error.code(),
            Self::Settings(error) => error.code(),
            Self::EngineUnknown(_) => ErrorCode::EngineUnknown,
            Self::Engine { error, .. } => error.code(),
            Self::NoEngine { .. } => ErrorCode::EngineNone,
            Self::Dictionary(error) => error.code(),
            Self::Export(error) => error.code(),
            Self::Glossary(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Unproven(failure) => failure.code,
        }
    }
}

/// A rendition at work, and the handle that gives its outcome.
pub struct Begun {
    /// The rendition as it stood when the job began.
    pub rendition: RenditionSummary,
    /// Gives the outcome when the job ends.
    pub outcome: JoinHandle<Arc<Result<Outcome, library::Error>>>,
}

/// An open library with everything that works on it.
pub struct Session {
    /// The library.
    pub library: Arc<Library>,
    /// The jobs at work in this process.
    pub jobs: Jobs,
    settings: Mutex<Settings>,
    /// Where engines' keys are found.
    keys: keys::Keys,
    first_start: bool,
}

/// Whether an engine can do a pair now, and how.
pub struct Offer {
    /// The engine.
    pub engine: Arc<dyn Engine>,
    /// The way it would take, where there is a choice.
    pub route: Option<String>,
    /// Why it cannot.
    pub error: Option<Error>,
}

impl Session {
    /// Opens the library and the settings in a data folder.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let settings = Settings::load(folder)?;
        let library = Arc::new(Library::open(folder)?);
        let jobs = Jobs::new(Arc::clone(&library));
        let first_start = !Settings::exist(folder);
        Ok(Self {
            library,
            jobs,
            settings: Mutex::new(settings),
            keys: keys::Keys::new(folder),
            first_start,
        })
    }

    /// Where engines' keys are kept.
    pub fn keys(&self) -> &keys::Keys {
        &self.keys
    }

    /// Whether the reader has never kept any setting here: the welcome is for them.
    pub fn is_first_start(&self) -> bool {
        self.first_start
    }

    /// The settings as they are now.
    pub fn settings(&self) -> Settings {
        self.lock_settings().clone()
    }

    /// Changes the settings and keeps them. When they cannot be kept, they are not changed.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, Error> {
        let mut settings = self.lock_settings();
        let mut changed = settings.clone();
        change(&mut changed);
        changed.save(self.library.folder())?;
        *settings = changed.clone();
        Ok(changed)
    }

    fn lock_settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an engine, or replaces the one of the same id, after checking that it can be built.
    pub fn add_engine(&self, config: EngineConfig) -> Result<(), Error> {
        engine::build(&config, &self.keys).map_err(|error| Error::Engine {
            name: config.name.clone(),
            error,
        })?;
        self.change_settings(
            |settings| match settings.engines.iter_mut().find(|known| known.id == config.id) {
                Some(known) => *known = config,
                None => settings.engines.push(config),
            },
        )?;
        Ok(())
    }

    /// The engines at hand, in the order of preference: as the reader has put them, else the reader's own before those
    /// built in. An engine whose settings cannot be used is left out here and named by [`Session::misconfigured`].
    pub fn engines(&self) -> Vec<Arc<dyn Engine>> {
        self.engines_with(&self.keys)
    }

    /// The same without their keys, for saying what there is. The keychain is not asked, so nothing waits for a reader to
    /// unlock it; asked for a translation, those that need a key say that it is missing.
    pub fn engines_without_keys(&self) -> Vec<Arc<dyn Engine>> {
        self.engines_with(&keys::NoKeys)
    }

    fn engines_with(&self, keys: &dyn KeyStore) -> Vec<Arc<dyn Engine>> {
        let settings = self.settings();
        let own = settings.engines.iter();
        let mut engines: Vec<_> = own.filter_map(|config| engine::build(config, keys).ok()).collect();
        for built_in in engine::built_in() {
            if !settings.engines.iter().any(|config| config.id == *built_in.id()) {
                engines.push(built_in);
            }
        }
        engines.sort_by_key(|engine| settings.place(engine.id()));
        engines
    }

    /// The engines of the settings that cannot be used, each with the reason.
    pub fn misconfigured(&self) -> Vec<(EngineId, engine::Error)> {
        let settings = self.settings();
        settings
            .engines
            .iter()
            .filter_map(|config| Some((config.id.clone(), engine::build(config, &self.keys).err()?)))
            .collect()
    }

    /// The engine with this id.
    pub fn engine(&self, id: &EngineId) -> Result<Arc<dyn Engine>, Error> {
        let settings = self.settings();
        if let Some(config) = settings.engines.iter().find(|config| config.id == *id) {
            return engine::build(config, &self.keys).map_err(|error| Error::Engine {
                name: id.to_string(),
                error,
            });
        }
        let mut built_in = engine::built_in().into_iter();
        built_in
            .find(|engine| engine.id() == id)
            .ok_or_else(|| Error::EngineUnknown(id.clone()))
    }

    /// The best engine at hand for a pair: the first that offers it, fine ones before rough ones.
    ///
    /// # Errors
    /// [`Error::NoEngine`], or the first engine's own failure when none could even be asked.
    pub async fn best_engine(&self, from: &Language, to: &Language) -> Result<Arc<dyn Engine>, Error> {
        let mut engines = self.engines_for(from, to);
        let settings = self.settings();
        let chosen = |engine: &Arc<dyn Engine>| {
            let mut preferred = settings.preferred.iter();
            preferred.any(|known| known.engine == *engine.id() && known.is_for(from, to))
        };
        engines.sort_by_key(|engine| engine.capabilities().rough && !chosen(engine));
        let mut failure = None;
        for engine in engines {
            match engine.pairs().await {
                Ok(pairs) if pairs.offers(from, to) => return Ok(engine),
                Ok(_) => {}
                Err(error) => {
                    failure.get_or_insert(Error::Engine {
                        name: engine.name().to_owned(),
                        error,
                    });
                }
            }
        }
        Err(failure.unwrap_or_else(|| Error::NoEngine {
            from: from.clone(),
            to: to.clone(),
        }))
    }

    /// What each engine at hand says to a pair, in the order of preference.
    pub async fn offers(&self, from: &Language, to: &Language) -> Vec<Offer> {
        let mut offers = Vec::new();
        for engine in self.engines_for(from, to) {
            let answer = match engine.pairs().await {
                Ok(pairs) if pairs.offers(from, to) => engine.route(from, to).await,
                Ok(_) => Err(engine::Error::PairNotOffered {
                    from: from.clone(),
                    to: to.clone(),
                }),
                Err(error) => Err(error),
            };
            let name = engine.name().to_owned();
            offers.push(match answer {
                Ok(route) => Offer {
                    engine,
                    route,
                    error: None,
                },
                Err(error) => Offer {
                    engine,
                    route: None,
                    error: Some(Error::Engine { name, error }),
                },
            });
        }
        offers
    }

    /// Begins or goes on with an engine's rendition of an article: what it has is kept, what failed is asked again.
    pub async fn translate(&self, article: ArticleId, engine: Arc<dyn Engine>, to: &Language) -> Result<Begun, Error> {
        let from = self.library.summary(article)?.language;
        let engine_failed = |error| Error::Engine {
            name: engine.name().to_owned(),
            error,
        };
        if !engine.pairs().await.map_err(engine_failed)?.offers(&from, to) {
            return Err(engine_failed(engine::Error::PairNotOffered { from, to: to.clone() }));
        }
        let rendition = if let Some(known) = self.library.rendition_by(article, &engine.id().0, to)? {
            known
        } else {
            let origin = Origin::Engine {
                id: engine.id().0.clone(),
                name: engine.name().to_owned(),
                route: engine.route(&from, to).await.map_err(engine_failed)?,
                rough: engine.capabilities().rough,
            };
            self.library.begin_rendition(article, to, &origin)?
        };
        let failed = self.library.failed(rendition.rendition.id)?;
        self.begin(engine, rendition.rendition.id, &failed)
    }

    /// Goes on with a rendition that stopped.
    pub fn resume(&self, rendition: RenditionId) -> Result<Begun, Error> {
        self.retry(rendition, &[])
    }

    /// Asks again for some segments of a rendition, and for whatever it still waits for.
    pub fn retry(&self, rendition: RenditionId, segments: &[SegmentId]) -> Result<Begun, Error> {
        let engine = match self.library.rendition(rendition)?.rendition.origin {
            Origin::Engine { id, .. } => self.engine(&EngineId(id))?,
            // No engine made it, so none can go on with it.
            Origin::Human { name } => return Err(Error::EngineUnknown(EngineId(name))),
        };
        self.begin(engine, rendition, segments)
    }

    fn begin(&self, engine: Arc<dyn Engine>, rendition: RenditionId, again: &[SegmentId]) -> Result<Begun, Error> {
        self.begin_with(engine, rendition, again, Vec::new())
    }

    fn begin_with(
        &self,
        engine: Arc<dyn Engine>,
        rendition: RenditionId,
        again: &[SegmentId],
        anew: Vec<SegmentId>,
    ) -> Result<Begun, Error> {
        let head = self.library.rendition(rendition)?.rendition;
        let from = self.library.summary(head.article)?.language;
        let mut wishes = self.wishes(engine.as_ref(), &from, &head.language)?;
        wishes.anew = anew;
        let outcome = self.jobs.start(engine, rendition, again, wishes)?;
        Ok(Begun {
            rendition: self.library.rendition(rendition)?,
            outcome,
        })
    }

    /// What a first start shows: the bundled article. Keeps the settings, so that there is only one first start.
    pub async fn welcome(&self) -> Result<Added, Error> {
        let added = self.open_sample().await?;
        self.change_settings(|_| {})?;
        Ok(added)
    }

    /// The bundled article with its reference translation, and beside it what the best local engine makes of it, when
    /// there is one.
    pub async fn open_sample(&self) -> Result<Added, Error> {
        let added = sample::add(&self.library)?;
        self.translate_locally(added.article).await?;
        Ok(added)
    }

    /// Takes a file into the library and begins its translation with the best local engine, when there is one.
    pub async fn open_file(&self, path: &Path) -> Result<Added, Error> {
        let added = self.import_file(path, None)?;
        // What brings its translations with it needs no other unbidden.
        if !import::is_aligned(path) {
            self.translate_locally(added.article).await?;
        }
        Ok(added)
    }

    /// Only an engine that keeps the text on this machine and costs nothing is asked unbidden, and no other is even asked
    /// what it offers; without one the article stands alone.
    async fn translate_locally(&self, article: ArticleId) -> Result<(), Error> {
        let from = self.library.summary(article)?.language;
        let Ok(to) = self.settings().default_target.parse::<Language>() else {
            return Ok(());
        };
        if to.same_language(&from) {
            return Ok(());
        }
        let local = self.engines_without_keys().into_iter();
        for known in local.filter(|engine| engine.capabilities().local && engine.capabilities().free) {
            // Whoever has translated it offers the pair: asking what it offers can take longer than opening the article.
            if self.library.rendition_by(article, &known.id().0, &to)?.is_some() {
                return Ok(());
            }
            let engine = self.engine(known.id())?;
            if engine.pairs().await.is_ok_and(|pairs| pairs.offers(&from, &to)) {
                self.translate(article, engine, &to).await?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Removes an article with its renditions; jobs at work on them end.
    pub fn remove_article(&self, article: ArticleId) -> Result<(), Error> {
        for summary in self.library.summary(article)?.renditions {
            self.jobs.cancel(summary.rendition.id);
        }
        Ok(self.library.remove(article)?)
    }

    /// Removes a rendition; a job at work on it ends.
    pub fn remove_rendition(&self, rendition: RenditionId) -> Result<(), Error> {
        self.jobs.cancel(rendition);
        Ok(self.library.remove_rendition(rendition)?)
    }

    /// The segmenter of a language, with the reader's own exceptions.
    pub fn segmenter(&self, language: &Language) -> Segmenter {
        let settings = self.lock_settings();
        let own = settings
            .never_break_after
            .iter()
            .filter(|exception| exception.language == language.primary());
        Segmenter::new(language).with_exceptions(own.map(|exception| &exception.text))
    }

    /// Takes an article into the library and finds its sentences.
    pub fn add(&self, draft: &Draft) -> Result<Added, Error> {
        Ok(self.library.add(draft, &self.segmenter(&draft.language))?)
    }

    /// Splits a sentence at a byte of it.
    pub fn split(&self, segment: SegmentId, byte: usize) -> Result<(), Error> {
        let language = self.library.language_of(segment)?;
        self.library.split(segment, byte, &self.segmenter(&language))?;
        Ok(())
    }

    /// Joins a sentence with the next one.
    pub fn join_with_next(&self, segment: SegmentId) -> Result<(), Error> {
        let language = self.library.language_of(segment)?;
        self.library.join_with_next(segment, &self.segmenter(&language))?;
        Ok(())
    }

    /// Keeps or forgets an exception: no sentence of its language ends after this text. Every article of the language
    /// is cut again; sentences that stay the same keep their translations.
    pub fn never_break_after(&self, exception: Exception, keep: bool) -> Result<Settings, Error> {
        let language: Language = exception.language.parse().map_err(|_| import::Error::LanguageUnknown)?;
        let settings = self.change_settings(|settings| {
            settings.never_break_after.retain(|known| *known != exception);
            if keep {
                settings.never_break_after.push(exception);
            }
        })?;
        let segmenter = self.segmenter(&language);
        for article in self
            .library
            .list()?
            .into_iter()
            .filter(|article| article.language.same_language(&language))
        {
            self.library.resegment(article.id, &segmenter)?;
        }
        Ok(settings)
    }

    /// Takes a file into the library, its language told from the text unless given. A file of pairs (TMX, XLIFF, JSON
    /// Lines, CSV, TSV) brings its translations with it.
    pub fn import_file(&self, path: &Path, language: Option<Language>) -> Result<Added, Error> {
        let options = import::Options {
            language,
            ..import::Options::default()
        };
        if import::is_aligned(path) {
            return self.add_bitext(&import::read_aligned(path, &options)?);
        }
        self.add(&import::read_file(path, &options)?)
    }

    /// Goes on with every job that was cut off with its process. Gives the renditions that are at work now; one whose
    /// engine is gone, or that another process works on, is noted as paused or left alone.
    pub fn resume_interrupted(&self) -> Result<Vec<RenditionSummary>, Error> {
        let mut resumed = Vec::new();
        for summary in self.library.interrupted()? {
            let id = summary.rendition.id;
            match self.resume(id) {
                Ok(begun) => resumed.push(begun.rendition),
                Err(Error::Library(library::Error::Claimed(_))) => {}
                Err(_) => self.library.set_status(id, RenditionStatus::Paused)?,
            }
        }
        Ok(resumed)
    }
}
