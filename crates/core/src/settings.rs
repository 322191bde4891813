//! The reader's settings: one TOML file in the data folder, shared by the window and the command line.
//!
//! It holds no secret: an engine's key stays where the reader put it and is only named here. An absent file means the
//! defaults; a file that cannot be read is an error, never quietly replaced.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::ErrorCode;
use visavis_text::Language;

use crate::engine::{EngineConfig, EngineId, Formality};
use crate::export::{self, Details, ExportFormat};
use crate::spending::Spending;

/// A failure to read or write the settings.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or its folder refused.
    #[error("{path}: {source}", path = .path.display())]
    File {
        /// The settings file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not what we write.
    #[error("{path}: {reason}", path = .path.display())]
    Unreadable {
        /// The settings file.
        path: PathBuf,
        /// What is wrong with it, with its line.
        reason: String,
    },
}

impl Error {
    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        ErrorCode::SettingsFailed
    }
}

/// Light, dark, sepia, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
    /// Brown ink on cream.
    Sepia,
}

/// How an article is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A row for each paragraph, its sentences running on.
    #[default]
    Pages,
    /// A row for each sentence.
    Rows,
    /// The translation under each sentence.
    Interlinear,
    /// As pages, with translations hidden until the reader asks.
    Reveal,
}

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UiLanguage {
    /// As the system says.
    #[default]
    System,
    /// English.
    En,
    /// French.
    Fr,
}

/// A text after which no sentence ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The language it holds for: a primary subtag (`fr`).
    pub language: String,
    /// The text, with its stop: `Bibl.`
    pub text: String,
}

/// What the reader chooses about exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoice {
    /// The format.
    pub format: ExportFormat,
    /// Side by side or one below the other.
    pub layout: export::Layout,
    /// What goes in beside text and state.
    pub details: Details,
    /// Whether CSV begins with a byte-order mark.
    pub byte_order_mark: bool,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            format: ExportFormat::Tmx,
            layout: export::Layout::default(),
            // Reasons to look twice are for those who check, not for those who read.
            details: Details {
                flags: false,
                ..Details::default()
            },
            byte_order_mark: false,
        }
    }
}

/// The engine that is offered first for a pair of languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferred {
    /// Language of the original: a primary subtag.
    pub from: String,
    /// Language of the translation: a primary subtag.
    pub to: String,
    /// The engine.
    pub engine: EngineId,
}

impl Preferred {
    /// Whether it is said of this pair, whatever the regions.
    pub fn is_for(&self, from: &Language, to: &Language) -> bool {
        self.from == from.primary() && self.to == to.primary()
    }
}

/// Everything the reader can set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Language of the interface.
    pub ui_language: UiLanguage,
    /// Size of reading text, in per cent of the standard one.
    pub text_size: u16,
    /// Layout of articles.
    pub layout: Layout,
    /// Whether the list of articles is shown.
    pub library_open: bool,
    /// Whether everything about the selected sentence is shown beside the page.
    pub inspector_open: bool,
    /// Language translated into when nothing else is said (BCP 47).
    pub default_target: String,
    /// Texts after which no sentence ends, as the reader has taught.
    pub never_break_after: Vec<Exception>,
    /// What the reader chose at the last export.
    pub export: ExportChoice,
    /// Kinds of flags that are not shown, by their words (`negation`).
    pub muted_flags: Vec<String>,
    /// The order in which engines are offered; those not named come after, as they stand in `engines`.
    pub engine_order: Vec<EngineId>,
    /// The tone of translations, where the engine can be asked for one.
    pub formality: Formality,
    /// Whether the text around sentences is sent along to engines that read it.
    pub send_context: bool,
    /// Engines that are offered first for a pair of languages.
    pub preferred: Vec<Preferred>,
    /// What is spent at most, and what things cost.
    pub spending: Spending,
    /// Engines the reader has added.
    pub engines: Vec<EngineConfig>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            ui_language: UiLanguage::default(),
            text_size: 100,
            layout: Layout::default(),
            library_open: true,
            inspector_open: false,
            default_target: "en".to_owned(),
            never_break_after: Vec::new(),
            export: ExportChoice::default(),
            muted_flags: Vec::new(),
            engine_order: Vec::new(),
            formality: Formality::Default,
            send_context: true,
            preferred: Vec::new(),
            spending: Spending::default(),
            engines: Vec::new(),
        }
    }
}

impl Settings {
    /// Where an engine stands in the order of preference.
    pub fn place(&self, engine: &EngineId) -> usize {
        let place = self.engine_order.iter().position(|known| known == engine);
        place.unwrap_or(usize::MAX)
    }

    /// Reads the settings kept in the data folder.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let path = file(folder);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| Error::Unreadable {
                path,
                reason: error.to_string(),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::File { path, source }),
        }
    }

    /// Whether settings were ever kept in the data folder.
    pub fn exist(folder: &Path) -> bool {
        file(folder).exists()
    }

    /// Writes the settings, whole or not at all.
    pub fn save(&self, folder: &Path) -> Result<(), Error> {
        let path = file(folder);
        let text = toml::to_string_pretty(self).map_err(|error| Error::Unreadable {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
            temporary.write_all(text.as_bytes())?;
            temporary.as_file().sync_all()?;
            temporary.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|source| Error::File {
            path: path.clone(),
            source,
        })
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.toml")
}

/// The folder in which this system keeps a program's data: `~/.local/share/vis-a-vis`,
/// `~/Library/Application Support/vis-a-vis` or `%APPDATA%\vis-a-vis`. None when the user has no home.
pub fn data_folder() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|base| base.data_dir().join("vis-a-vis"))
}

/// The folder in which the reader keeps documents; the home folder or the current one where there is none.
pub fn documents_folder() -> PathBuf {
    let user = directories::UserDirs::new();
    let folder = user
        .as_ref()
        .map(|user| user.document_dir().unwrap_or(user.home_dir()).to_owned());
    folder.unwrap_or_else(|| PathBuf::from("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap(), Settings::default());
    }

    #[test]
    fn what_is_saved_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            theme: Theme::Sepia,
            text_size: 120,
            layout: Layout::Rows,
            ..Settings::default()
        };
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap(), settings);
    }

    #[test]
    fn a_broken_file_is_told_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("settings.toml"), "theme = \"mauve\"\n").unwrap();
        let error = Settings::load(folder.path()).unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
        assert_eq!(
            fs::read_to_string(folder.path().join("settings.toml")).unwrap(),
            "theme = \"mauve\"\n"
        );
    }

    #[test]
    fn a_file_of_an_older_version_gets_defaults_for_what_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("settings.toml"), "theme = \"dark\"\n").unwrap();
        let settings = Settings::load(folder.path()).unwrap();
        assert_eq!((settings.theme, settings.text_size), (Theme::Dark, 100));
    }
}
