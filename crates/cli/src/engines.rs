//! `visavis engines`: the engines at hand.

use std::io::{self, Write};

use clap::{Args, Subcommand};
use serde::Serialize;
use visavis_core::engine::{EngineConfig, EngineId, KeySource};
use visavis_core::{Language, Session};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Engines {
    /// Print JSON
    #[arg(long)]
    json: bool,

    /// Language pair to ask about
    #[arg(long, value_name = "LANG", default_value = "fr")]
    from: Language,

    /// Language pair to ask about
    #[arg(long, value_name = "LANG", default_value = "en")]
    to: Language,

    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// Add a LibreTranslate server, or change it
    Add {
        /// Id of your choice: lower-case letters, digits, hyphens
        id: String,
        /// Address of the server
        #[arg(long)]
        url: String,
        /// Name to show [default: the id]
        #[arg(long)]
        name: Option<String>,
        /// Environment variable that holds the key
        #[arg(long, value_name = "VARIABLE")]
        key_variable: Option<String>,
    },
    /// Remove an engine; its translations stay
    Remove {
        /// Its id
        id: String,
    },
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
            Some(Action::Add {
                id,
                url,
                name,
                key_variable,
            }) => {
                let name = name.unwrap_or_else(|| id.clone());
                let key = key_variable.map_or(KeySource::None, KeySource::Variable);
                session.add_engine(
                    EngineConfig::new(&id, &name, "libretranslate")
                        .with("url", url)
                        .with_key(key),
                )?;
                return Ok(Ending::Done);
            }
            Some(Action::Remove { id }) => {
                session.remove_engine(&EngineId(id))?;
                return Ok(Ending::Done);
            }
            None => {}
        }
        let mut rows = Vec::new();
        for offer in session.offers(&self.from, &self.to).await {
            let capabilities = offer.engine.capabilities();
            rows.push(Row {
                id: offer.engine.id().to_string(),
                name: offer.engine.name().to_owned(),
                rough: capabilities.rough,
                local: capabilities.local,
                free: capabilities.free,
                from: self.from.to_string(),
                to: self.to.to_string(),
                ready: offer.error.is_none(),
                route: offer.route,
                error: offer.error.map(|error| ErrorRow {
                    code: error.code().as_str(),
                    detail: error.to_string(),
                }),
            });
        }
        print(&rows, self.json).map_err(Failure::Stream)?;
        for (id, error) in session.misconfigured() {
            writeln!(io::stderr(), "visavis: engine {id} is left out: {error}").map_err(Failure::Stream)?;
        }
        Ok(Ending::Done)
    }
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
