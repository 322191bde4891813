//! The reader's engines: added, changed, tried, ordered, written to files and read from them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use visavis_text::Language;

use super::{Error, Session};
use crate::engine::{self, Engine, EngineConfig, EngineId, KeySource, Pairs};
use crate::export;
use crate::secret::Secret;
use crate::settings::Preferred;
use crate::spending::Rate;
use crate::translate::trial::{self, Trial};

/// The largest file taken for an engine, in bytes.
const MOST_BYTES: u64 = 256 * 1024;

/// A sentence to try an engine with, in the languages most engines know.
static SAMPLES: [(&str, &str); 8] = [
    ("fr", "La mer est calme ce matin."),
    ("en", "The sea is calm this morning."),
    ("es", "El mar está tranquilo esta mañana."),
    ("de", "Das Meer ist heute Morgen ruhig."),
    ("it", "Il mare è calmo stamattina."),
    ("pt", "O mar está calmo esta manhã."),
    ("ca", "El mar està tranquil aquest matí."),
    ("nl", "De zee is kalm vanochtend."),
];

/// What a trial of an engine has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineTest {
    /// The sentence.
    pub original: String,
    /// Its language.
    pub from: Language,
    /// The language it was translated into.
    pub to: Language,
    /// What came back, proven, and how.
    pub trial: Trial,
    /// How many languages the engine translates from and into, where it says.
    pub languages: Option<(usize, usize)>,
    /// What of its allowance is used up, where it says.
    pub usage: Option<engine::Usage>,
}

/// An engine of the settings, or one that is built in, with all that is known of it without asking it.
pub struct KnownEngine {
    /// As it is set up.
    pub config: EngineConfig,
    /// The engine, or why it cannot be made.
    pub built: Result<Arc<dyn Engine>, Error>,
    /// Whether it comes with the program.
    pub built_in: bool,
    /// Whether its key is where the settings say.
    pub key_there: bool,
    /// The host text goes to, where the settings say.
    pub host: Option<String>,
    /// Currency and price, as far as is known.
    pub price: Option<(String, Rate)>,
}

impl Session {
    /// Every engine there is, in the order of preference, also those that cannot be made.
    pub fn known_engines(&self) -> Vec<KnownEngine> {
        let settings = self.settings();
        let own = settings.engines.iter().map(|config| KnownEngine {
            built: engine::build(config, self.keys()).map_err(|error| Error::Engine {
                name: config.name.clone(),
                error,
            }),
            built_in: false,
            key_there: self.keys().find(&config.id, &config.key).is_ok_and(|key| key.is_some()),
            host: config.options.get("url").and_then(Value::as_str).and_then(host),
            price: settings.spending.price(&config.id, &config.kind),
            config: config.clone(),
        });
        let built_in = engine::built_in();
        let built_in = built_in
            .into_iter()
            .filter(|engine| !settings.engines.iter().any(|config| config.id == *engine.id()))
            .map(|engine| KnownEngine {
                // The one that is built in is of the kind whose name it has.
                config: EngineConfig::new(&engine.id().0, engine.name(), &engine.id().0),
                built: Ok(engine),
                built_in: true,
                key_there: false,
                host: None,
                price: None,
            });
        let mut all: Vec<_> = own.chain(built_in).collect();
        all.sort_by_key(|known| settings.place(&known.config.id));
        all
    }

    /// Adds an engine, or changes the one of the same id. A key that is given is kept where the configuration says; one
    /// that is not is taken from where it was, when its place changes. When anything fails, nothing is changed.
    pub fn save_engine(&self, mut config: EngineConfig, key: Option<&Secret>) -> Result<EngineId, Error> {
        let settings = self.settings();
        if config.id.0.is_empty() {
            let taken = settings.engines.iter().map(|known| known.id.0.as_str());
            let built_in = engine::built_in();
            let taken: BTreeSet<&str> = taken
                .chain(built_in.iter().map(|engine| engine.id().0.as_str()))
                .collect();
            config.id = id_for(&config.name, &taken);
        }
        if config.key == KeySource::File(std::path::PathBuf::new()) {
            config.key = KeySource::File(self.keys().file_of(&config.id));
        }
        let before = settings.engines.iter().find(|known| known.id == config.id);
        let moved = match before {
            Some(before) if key.is_none() && before.key != config.key => self.keys().find(&before.id, &before.key)?,
            _ => None,
        };
        engine::build(&config, self.keys()).map_err(|error| Error::Engine {
            name: config.name.clone(),
            error,
        })?;
        let writable = !matches!(config.key, KeySource::None | KeySource::Variable(_));
        if let Some(secret) = key.or(moved.as_ref()).filter(|_| writable) {
            self.keys().keep(&config.id, &config.key, secret)?;
        }
        let (id, place) = (config.id.clone(), config.key.clone());
        self.add_engine(config)?;
        if let Some(before) = before.filter(|before| before.key != place) {
            // The engine is kept already; an old key that cannot be removed is no reason to say that it was not.
            if let Err(error) = self.keys().forget(&before.id, &before.key) {
                tracing::warn!(engine = %before.id, code = error.code().as_str(), "the old key was not removed");
            }
        }
        Ok(id)
    }

    /// Removes an engine with its key and everything the settings say of it. Its renditions stay.
    pub fn remove_engine(&self, id: &EngineId) -> Result<(), Error> {
        let settings = self.settings();
        let Some(config) = settings.engines.iter().find(|config| config.id == *id) else {
            return Err(Error::EngineUnknown(id.clone()));
        };
        self.change_settings(|settings| {
            settings.engines.retain(|config| config.id != *id);
            settings.engine_order.retain(|known| known != id);
            settings.preferred.retain(|preferred| preferred.engine != *id);
            settings.spending.prices.retain(|price| price.engine != *id);
        })?;
        Ok(self.keys().forget(id, &config.key)?)
    }

    /// Puts the engines into the order of preference; those not named come after, as they were.
    pub fn order_engines(&self, order: Vec<EngineId>) -> Result<(), Error> {
        self.change_settings(|settings| settings.engine_order = order)?;
        Ok(())
    }

    /// Chooses the engine that is offered first for a pair of languages, or lets the order decide again.
    pub fn prefer_engine(&self, from: &Language, to: &Language, engine: Option<EngineId>) -> Result<(), Error> {
        self.change_settings(|settings| {
            settings.preferred.retain(|known| !known.is_for(from, to));
            settings.preferred.extend(engine.map(|engine| Preferred {
                from: from.primary().to_owned(),
                to: to.primary().to_owned(),
                engine,
            }));
        })?;
        Ok(())
    }

    /// The engines at hand for a pair, the preferred one first; whether they offer it is not asked.
    pub fn engines_for(&self, from: &Language, to: &Language) -> Vec<Arc<dyn Engine>> {
        let settings = self.settings();
        let preferred = settings.preferred.iter().find(|known| known.is_for(from, to));
        let mut engines = self.engines();
        engines.sort_by_key(|engine| preferred.is_none_or(|preferred| preferred.engine != *engine.id()));
        engines
    }

    /// Translates one sentence, to see that an engine works: from French where it can, into the language wanted where it
    /// can.
    pub async fn test_engine(&self, id: &EngineId, to: &Language) -> Result<EngineTest, Error> {
        let engine = self.engine(id)?;
        let failed = |error| Error::Engine {
            name: engine.name().to_owned(),
            error,
        };
        let pairs = engine.pairs().await.map_err(failed)?;
        let (from, original, to) = sample(&pairs, to).ok_or_else(|| {
            failed(engine::Error::PairNotOffered {
                from: Language::FRENCH,
                to: to.clone(),
            })
        })?;
        let trial = match trial::translate(engine.as_ref(), &from, &to, original).await {
            Ok(trial) => trial,
            Err(trial::Error::Engine(error)) => return Err(failed(error)),
            Err(trial::Error::Unproven(failure)) => return Err(Error::Unproven(failure)),
        };
        Ok(EngineTest {
            original: original.to_owned(),
            languages: pairs.counts(),
            // An engine that translates works, whatever its accounting says.
            usage: engine.usage().await.ok().flatten(),
            from,
            to,
            trial,
        })
    }

    /// An engine as the text of a TOML file, without any secret: no key, no place of a key on this machine, no password of
    /// a proxy.
    ///
    /// # Errors
    /// [`engine::Error::Misconfigured`] when its settings hold the key itself, in a template or an address.
    pub fn export_engine(&self, id: &EngineId) -> Result<String, Error> {
        let settings = self.settings();
        let known = settings.engines.iter().find(|config| config.id == *id);
        let mut config = known.cloned().ok_or_else(|| Error::EngineUnknown(id.clone()))?;
        let secret = self.keys().find(id, &config.key).ok().flatten();
        if !matches!(config.key, KeySource::Variable(_)) {
            config.key = KeySource::None;
        }
        if config.network.proxy.as_ref().is_some_and(|proxy| proxy.contains('@')) {
            config.network.proxy = None;
        }
        let failed = |reason: String| Error::Engine {
            name: config.name.clone(),
            error: engine::Error::Misconfigured { reason },
        };
        let text = toml::to_string_pretty(&config).map_err(|error| failed(error.to_string()))?;
        if secret.is_some_and(|secret| text.contains(secret.expose())) {
            return Err(failed(
                "its settings hold its key; write {{ key }} in its place".to_owned(),
            ));
        }
        Ok(text)
    }

    /// Writes an engine to a file, without any secret.
    pub fn export_engine_to(&self, id: &EngineId, path: &Path, overwrite: bool) -> Result<(), Error> {
        let text = self.export_engine(id)?;
        export::to_file(path, overwrite, |out| Ok(out.write_all(text.as_bytes())?))?;
        Ok(())
    }

    /// Adds the engine that a text describes, under a new id where its own is taken.
    pub fn import_engine(&self, text: &str) -> Result<EngineId, Error> {
        let unreadable = |reason: String| Error::Engine {
            name: "toml".to_owned(),
            error: engine::Error::Misconfigured { reason },
        };
        // The parser's message shows the line; a key written there by mistake must not be repeated.
        let mut config: EngineConfig = toml::from_str(text).map_err(|error| unreadable(error.message().to_owned()))?;
        let settings = self.settings();
        let built_in = engine::built_in();
        let taken: BTreeSet<&str> = settings
            .engines
            .iter()
            .map(|known| known.id.0.as_str())
            .chain(built_in.iter().map(|engine| engine.id().0.as_str()))
            .collect();
        if taken.contains(config.id.0.as_str()) {
            config.id = id_for(&config.id.0, &taken);
        }
        self.save_engine(config, None)
    }

    /// Adds the engine that a file describes.
    pub fn import_engine_from(&self, path: &Path) -> Result<EngineId, Error> {
        let read = || -> std::io::Result<String> {
            if fs::metadata(path)?.len() > MOST_BYTES {
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
            fs::read_to_string(path)
        };
        let text = read().map_err(|reason| crate::import::Error::Unreadable {
            path: path.to_owned(),
            reason,
        })?;
        self.import_engine(&text)
    }
}

/// Host and port of an address, with or without its scheme.
fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    // A name or a password before the host is nobody's business.
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// A sentence and a pair that an engine offers: French first, and into `wanted` if it can be.
fn sample(pairs: &Pairs, wanted: &Language) -> Option<(Language, &'static str, Language)> {
    let samples = || {
        SAMPLES
            .iter()
            .filter_map(|(tag, text)| Some((tag.parse::<Language>().ok()?, *text)))
    };
    let into_wanted = samples()
        .find(|(from, _)| pairs.offers(from, wanted))
        .map(|(from, text)| (from, text, wanted.clone()));
    into_wanted.or_else(|| {
        samples().find_map(|(from, text)| {
            let (to, _) = samples().find(|(to, _)| pairs.offers(&from, to))?;
            Some((from, text, to))
        })
    })
}

/// An id for a new engine: its name in plain letters, numbered when that is taken.
fn id_for(name: &str, taken: &BTreeSet<&str>) -> EngineId {
    let mut plain = String::new();
    for character in visavis_text::plain_letters(name).chars() {
        if character.is_ascii_alphanumeric() {
            plain.push(character.to_ascii_lowercase());
        } else if !plain.ends_with('-') && !plain.is_empty() {
            plain.push('-');
        }
    }
    let plain = plain.get(..plain.len().min(50)).unwrap_or_default().trim_matches('-');
    let base = if plain.is_empty() { "engine" } else { plain };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut free = std::iter::once(base.to_owned()).chain(numbered);
    EngineId(free.find(|id| !taken.contains(id.as_str())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(folder.path()).unwrap();
        (folder, session)
    }

    fn server(id: &str, key: KeySource) -> EngineConfig {
        EngineConfig::new(id, "My server", "libretranslate")
            .with("url", "http://localhost:1")
            .with_key(key)
    }

    fn id(name: &str) -> EngineId {
        EngineId(name.to_owned())
    }

    #[test]
    fn ids_are_made_of_names() {
        let taken = BTreeSet::from(["home", "home-2"]);
        for (name, expected) in [
            ("LibreTranslate", "libretranslate"),
            ("Serveur d’Inès", "serveur-d-ines"),
            ("Home", "home-3"),
            ("家", "engine"),
        ] {
            assert_eq!(id_for(name, &taken).0, expected);
        }
    }

    #[test]
    fn a_key_is_kept_where_the_reader_said_and_nowhere_else() {
        let (folder, session) = session();
        let key = Secret::new("k-very-secret").unwrap();
        let file = KeySource::File(std::path::PathBuf::new());
        let saved = session.save_engine(server("", file), Some(&key)).unwrap();
        assert_eq!(saved.0, "my-server");
        let kept = folder.path().join("keys/my-server");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "k-very-secret\n");
        let settings = fs::read_to_string(folder.path().join("settings.toml")).unwrap();
        assert!(
            settings.contains("key_file") && !settings.contains("very-secret"),
            "{settings}"
        );
        let exported = session.export_engine(&saved).unwrap();
        assert!(!exported.contains("key") && !exported.contains("secret"), "{exported}");
        // Its place changes: the key goes along, and is in the old place no more.
        session
            .save_engine(server("my-server", KeySource::Session), None)
            .unwrap();
        assert!(!kept.exists());
        assert_eq!(session.keys().find(&saved, &KeySource::Session).unwrap(), Some(key));
        session.remove_engine(&saved).unwrap();
        assert_eq!(session.keys().find(&saved, &KeySource::Session).unwrap(), None);
    }

    #[test]
    fn an_engine_file_is_read_as_it_was_written() {
        let (folder, session) = session();
        let mut config = server("one", KeySource::Variable("MY_KEY".to_owned()));
        // A password in the address of a proxy would stand in the settings file.
        config.network.proxy = Some("socks5://me:password@localhost:9050".to_owned());
        assert!(session.save_engine(config.clone(), None).is_err());
        config.network.proxy = Some("socks5://localhost:9050".to_owned());
        session.save_engine(config, None).unwrap();
        let path = folder.path().join("one.toml");
        session.export_engine_to(&id("one"), &path, false).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("MY_KEY") && !text.contains("password"), "{text}");
        assert_eq!(session.import_engine_from(&path).unwrap().0, "one-2");
        let error = session
            .import_engine(
                "id = \"x\"\nname = \"X\"\nkind = \"libretranslate\"\nurl = \"http://x\"\nkey = \"k-secret\"\n",
            )
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::EngineMisconfigured);
        assert!(!error.to_string().contains("k-secret"), "{error}");
    }

    #[test]
    fn a_key_in_a_template_is_not_exported() {
        let (_folder, session) = session();
        let config = server("one", KeySource::Session).with("url", "http://localhost:1/k-secret");
        session
            .save_engine(config, Some(&Secret::new("k-secret").unwrap()))
            .unwrap();
        let error = session.export_engine(&id("one")).unwrap_err().to_string();
        assert!(error.contains("{{ key }}") && !error.contains("k-secret"), "{error}");
    }

    #[test]
    fn the_reader_s_order_and_choice_come_first() {
        let (_folder, session) = session();
        for name in ["one", "two"] {
            session.save_engine(server(name, KeySource::None), None).unwrap();
        }
        let order =
            |engines: Vec<Arc<dyn Engine>>| engines.iter().map(|engine| engine.id().0.clone()).collect::<Vec<_>>();
        assert_eq!(order(session.engines()), ["one", "two", "apertium"]);
        session.order_engines(vec![id("apertium"), id("two")]).unwrap();
        assert_eq!(order(session.engines()), ["apertium", "two", "one"]);
        let (french, english) = (Language::FRENCH, Language::ENGLISH);
        session
            .prefer_engine(&french, &"en-GB".parse().unwrap(), Some(id("one")))
            .unwrap();
        assert_eq!(
            order(session.engines_for(&french, &english)),
            ["one", "apertium", "two"]
        );
        assert_eq!(
            order(session.engines_for(&english, &french)),
            ["apertium", "two", "one"]
        );
        session.prefer_engine(&french, &english, None).unwrap();
        assert_eq!(
            order(session.engines_for(&french, &english)),
            ["apertium", "two", "one"]
        );
    }

    #[test]
    fn a_sentence_is_found_for_whatever_pairs_there_are() {
        let pair = |from: &str, to: &str| engine::Pair {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        };
        let found = |pairs: &[(&str, &str)], to: &str| {
            let pairs = Pairs::Listed(pairs.iter().map(|(from, to)| pair(from, to)).collect());
            sample(&pairs, &to.parse().unwrap()).map(|(from, _, to)| (from.to_string(), to.to_string()))
        };
        let some = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(found(&[("es", "en"), ("fr", "en")], "en"), some("fr", "en"));
        assert_eq!(found(&[("en", "es")], "de"), some("en", "es"));
        assert_eq!(found(&[("zh", "ja")], "en"), None);
        assert_eq!(
            sample(&Pairs::Any, &Language::FRENCH)
                .map(|(from, ..)| from.to_string())
                .as_deref(),
            Some("en")
        );
    }
}
