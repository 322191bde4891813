//! `visavis engines`: the engines at hand; added, tested, removed, written to files and read from them.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use visavis_core::engine::{EngineConfig, EngineId, Field, Input, KINDS, KeyNeed, KeySource, Unit, kind};
use visavis_core::secret::Secret;
use visavis_core::{EngineTest, Language, Session};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Engines {
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,

    /// Language pair to ask about
    #[arg(long, value_name = "LANG", default_value = "fr")]
    from: Language,

    /// Language pair to ask about
    #[arg(long, value_name = "LANG", default_value = "en", global = true)]
    to: Language,

    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// List the kinds of engines that can be added, and what each wants to know
    Kinds,
    /// Add an engine, or change it
    Add(Add),
    /// Translate one sentence with an engine, to see that it works
    Test {
        /// Its id
        id: String,
    },
    /// Remove an engine with its key; its translations stay
    Remove {
        /// Its id
        id: String,
    },
    /// Write an engine as TOML, without its key
    Export {
        /// Its id
        id: String,
        /// File to write [default: the terminal]
        #[arg(short, long, value_name = "FILE.toml")]
        output: Option<PathBuf>,
    },
    /// Add the engine of a TOML file
    Import {
        /// The file
        file: PathBuf,
    },
}

#[derive(Args)]
struct Add {
    /// Id of your choice: lower-case letters, digits, hyphens
    id: String,
    /// Its kind (see: visavis engines kinds)
    #[arg(long, default_value = "libretranslate")]
    kind: String,
    /// Address of the server: short for --set url=…
    #[arg(long)]
    url: Option<String>,
    /// What its kind wants to know
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,
    /// Name to show [default: the id]
    #[arg(long)]
    name: Option<String>,
    /// Environment variable that holds the key
    #[arg(long, value_name = "VARIABLE", conflicts_with_all = ["key_file", "key_in"])]
    key_variable: Option<String>,
    /// File that holds the key, readable by you alone
    #[arg(long, value_name = "FILE", conflicts_with = "key_in")]
    key_file: Option<PathBuf>,
    /// Read the key from standard input and keep it there
    #[arg(long, value_name = "PLACE")]
    key_in: Option<KeyIn>,
}

/// Where a key read from standard input is kept.
#[derive(Clone, Copy, ValueEnum)]
enum KeyIn {
    /// The system's keychain
    Keychain,
    /// A file in the data folder, readable by you alone
    File,
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("a field, an equals sign and a value")?;
    Ok((field.trim().to_owned(), value.to_owned()))
}

#[expect(clippy::struct_excessive_bools, reason = "each is a fact a script may ask for")]
#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    rough: bool,
    local: bool,
    free: bool,
    from: String,
    to: String,
    ready: bool,
    route: Option<String>,
    error: Option<ErrorRow>,
}

#[derive(Serialize)]
struct ErrorRow {
    code: &'static str,
    detail: String,
}

impl Engines {
    pub(crate) async fn run(self, session: &Session) -> Result<Ending, Failure> {
        match self.action {
            None => list(session, &self.from, &self.to, self.json).await?,
            Some(Action::Kinds) => kinds().map_err(Failure::Stream)?,
            Some(Action::Add(add)) => add.run(session)?,
            Some(Action::Test { id }) => {
                let test = session.test_engine(&EngineId(id), &self.to).await?;
                tell(&test, self.json).map_err(Failure::Stream)?;
            }
            Some(Action::Remove { id }) => session.remove_engine(&EngineId(id))?,
            Some(Action::Export { id, output: None }) => {
                let text = session.export_engine(&EngineId(id))?;
                io::stdout()
                    .lock()
                    .write_all(text.as_bytes())
                    .map_err(Failure::Stream)?;
            }
            Some(Action::Export { id, output: Some(path) }) => session.export_engine_to(&EngineId(id), &path, false)?,
            Some(Action::Import { file }) => {
                let id = session.import_engine_from(&file)?;
                writeln!(io::stdout(), "{id}").map_err(Failure::Stream)?;
            }
        }
        Ok(Ending::Done)
    }
}

impl Add {
    fn run(self, session: &Session) -> Result<(), Failure> {
        let known = kind::find(&self.kind).ok_or_else(|| {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
            Failure::Usage(format!(
                "there is no kind `{}`; there are: {}",
                self.kind,
                names.join(", ")
            ))
        })?;
        let name = self.name.as_deref().unwrap_or(&self.id);
        let mut config = EngineConfig::new(&self.id, name, &self.kind);
        let url = self.url.map(|url| ("url".to_owned(), url));
        for (name, value) in url.into_iter().chain(self.settings) {
            let field = known.fields.iter().find(|field| field.name == name);
            config = config.with(&name, value_of(field, &value)?);
        }
        let mut key = None;
        config.key = match (self.key_variable, self.key_file, self.key_in) {
            (Some(variable), ..) => KeySource::Variable(variable),
            (_, Some(file), _) => KeySource::File(file),
            (.., Some(place)) => {
                let mut text = String::new();
                io::stdin().lock().read_to_string(&mut text).map_err(Failure::Stream)?;
                key = Secret::new(&text);
                if key.is_none() {
                    return Err(Failure::Usage("standard input holds no key".to_owned()));
                }
                match place {
                    KeyIn::Keychain => KeySource::Keychain,
                    KeyIn::File => KeySource::File(PathBuf::new()),
                }
            }
            _ => KeySource::None,
        };
        (known.check)(&config.options).map_err(Failure::Usage)?;
        session.save_engine(config, key.as_ref())?;
        Ok(())
    }
}

/// What was written for a field, as the settings hold it. A field that is not known is for the kind to refuse.
fn value_of(field: Option<&Field>, text: &str) -> Result<serde_json::Value, Failure> {
    let wrong = |what: &str| {
        let name = field.map(|field| field.name).unwrap_or_default();
        Failure::Usage(format!("{name} is {what}"))
    };
    Ok(match field.map(|field| field.input) {
        Some(Input::Number) => text.parse::<u64>().map_err(|_| wrong("a whole number"))?.into(),
        Some(Input::Decimal) => text.parse::<f64>().map_err(|_| wrong("a number"))?.into(),
        Some(Input::Flag) => text.parse::<bool>().map_err(|_| wrong("true or false"))?.into(),
        Some(Input::Table) => serde_json::from_str(text).map_err(|_| wrong("a table, written as JSON"))?,
        _ => text.into(),
    })
}

async fn list(session: &Session, from: &Language, to: &Language, json: bool) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for offer in session.offers(from, to).await {
        let capabilities = offer.engine.capabilities();
        rows.push(Row {
            id: offer.engine.id().to_string(),
            name: offer.engine.name().to_owned(),
            rough: capabilities.rough,
            local: capabilities.local,
            free: capabilities.free,
            from: from.to_string(),
            to: to.to_string(),
            ready: offer.error.is_none(),
            route: offer.route,
            error: offer.error.map(|error| ErrorRow {
                code: error.code().as_str(),
                detail: error.to_string(),
            }),
        });
    }
    print(&rows, json).map_err(Failure::Stream)?;
    for (id, error) in session.misconfigured() {
        writeln!(io::stderr(), "visavis: engine {id} is left out: {error}").map_err(Failure::Stream)?;
    }
    Ok(())
}

fn print(rows: &[Row], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, rows)?;
        return writeln!(out);
    }
    for row in rows {
        let place = if row.local {
            "on this computer"
        } else {
            "over the network"
        };
        let rough = if row.rough { ", rough: the gist only" } else { "" };
        let state = match (&row.error, &row.route) {
            (Some(error), _) => error.detail.clone(),
            (None, Some(route)) => route.clone(),
            (None, None) => format!("{} → {}", row.from, row.to),
        };
        writeln!(out, "{:<16} {} ({place}{rough}): {state}", row.id, row.name)?;
    }
    Ok(())
}

fn kinds() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for kind in KINDS {
        let key = match kind.key {
            KeyNeed::Never => "no key",
            KeyNeed::Optional => "a key where the server wants one",
            KeyNeed::Required => "a key",
        };
        writeln!(out, "{:<16} {} ({key}; {})", kind.name, kind.label, kind.page)?;
        for field in kind.fields {
            let need = if field.required { "" } else { " (optional)" };
            let what = match field.input {
                Input::Choice(choices) => choices.join(" | "),
                Input::LongText | Input::Table => String::new(),
                _ => field.example.to_owned(),
            };
            writeln!(out, "  --set {}={what}{need}", field.name)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct TestRow<'a> {
    from: String,
    to: String,
    original: &'a str,
    translation: &'a str,
    milliseconds: u64,
    route: Option<&'a str>,
    languages_from: Option<usize>,
    languages_into: Option<usize>,
    used: Option<u64>,
    limit: Option<u64>,
}

fn tell(test: &EngineTest, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let row = TestRow {
            from: test.from.to_string(),
            to: test.to.to_string(),
            original: &test.original,
            translation: &test.trial.text,
            milliseconds: test.trial.took_ms,
            route: test.trial.route.as_deref(),
            languages_from: test.languages.map(|(from, _)| from),
            languages_into: test.languages.map(|(_, into)| into),
            used: test.usage.as_ref().map(|usage| usage.used),
            limit: test.usage.as_ref().and_then(|usage| usage.limit),
        };
        serde_json::to_writer_pretty(&mut out, &row)?;
        return writeln!(out);
    }
    writeln!(out, "{}  {}", test.from, test.original)?;
    writeln!(out, "{}  {}", test.to, test.trial.text)?;
    write!(out, "{} ms", test.trial.took_ms)?;
    if let Some((from, into)) = test.languages {
        write!(out, ", {from} languages into {into}")?;
    }
    if let Some(route) = &test.trial.route {
        write!(out, ", {route}")?;
    }
    if let Some(usage) = &test.usage {
        let unit = match usage.unit {
            Unit::Characters => "characters",
            Unit::Tokens => "tokens",
        };
        match usage.limit {
            Some(limit) => write!(out, ", {} of {limit} {unit} used", usage.used)?,
            None => write!(out, ", {} {unit} used, no limit", usage.used)?,
        }
    }
    writeln!(out)
}
