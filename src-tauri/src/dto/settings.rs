//! The reader's settings and what the window needs for its first paint.

use serde::{Deserialize, Serialize};
use visavis_core::settings as core;

use super::IpcError;
use super::article::{ArticleSummary, OpenedArticle};
use super::engine::EngineSummary;

/// What the window needs for its first paint.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Startup {
    /// Version of the program.
    pub(crate) version: String,
    /// Operating system, in Rust's words (`linux`, `macos`, `windows`).
    pub(crate) platform: String,
    /// Language of the system (BCP 47), English where it says none.
    pub(crate) system_language: String,
    /// Folder of library and settings.
    pub(crate) data_dir: String,
    /// The settings.
    pub(crate) settings: Settings,
    /// Every article, newest first.
    pub(crate) articles: Vec<ArticleSummary>,
    /// The engines at hand, in the order of preference.
    pub(crate) engines: Vec<EngineSummary>,
    /// The article to show first, if there is one.
    pub(crate) open: Option<OpenedArticle>,
    /// Why the article asked for at start could not be opened.
    pub(crate) open_error: Option<IpcError>,
}

macro_rules! mirrored {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant,)* }

        impl From<core::$name> for $name {
            fn from(value: core::$name) -> Self {
                match value { $(core::$name::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for core::$name {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)* }
            }
        }
    };
}

mirrored! {
    /// Colours.
    Theme {
        /// As the system says.
        System,
        /// Ink on paper.
        Light,
        /// Paper on ink.
        Dark,
        /// Brown ink on cream.
        Sepia,
    }
}

mirrored! {
    /// Layout of articles.
    Layout {
        /// A row for each paragraph.
        Pages,
        /// A row for each sentence.
        Rows,
        /// The translation under each sentence.
        Interlinear,
        /// As pages, with translations hidden until asked for.
        Reveal,
    }
}

mirrored! {
    /// Language of the interface.
    UiLanguage {
        /// As the system says.
        System,
        /// English.
        En,
        /// French.
        Fr,
    }
}

/// What the reader can set in the window. Engines are set by commands of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    /// Colours.
    pub(crate) theme: Theme,
    /// Language of the interface.
    pub(crate) ui_language: UiLanguage,
    /// Size of reading text, in per cent.
    pub(crate) text_size: u16,
    /// Layout of articles.
    pub(crate) layout: Layout,
    /// Whether the list of articles is shown.
    pub(crate) library_open: bool,
    /// Whether everything about the selected sentence is shown beside the page.
    pub(crate) inspector_open: bool,
    /// Language translated into (BCP 47).
    pub(crate) default_target: String,
    /// Texts after which no sentence ends; changed by `never_break_after` alone.
    pub(crate) never_break_after: Vec<Exception>,
}

/// A text after which no sentence ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Exception {
    /// The language it holds for: a primary subtag.
    pub(crate) language: String,
    /// The text, with its stop.
    pub(crate) text: String,
}

impl From<core::Exception> for Exception {
    fn from(exception: core::Exception) -> Self {
        let core::Exception { language, text } = exception;
        Self { language, text }
    }
}

impl From<Exception> for core::Exception {
    fn from(exception: Exception) -> Self {
        let Exception { language, text } = exception;
        Self { language, text }
    }
}

impl From<core::Settings> for Settings {
    fn from(settings: core::Settings) -> Self {
        let core::Settings {
            theme,
            ui_language,
            text_size,
            layout,
            library_open,
            inspector_open,
            default_target,
            never_break_after,
            export: _,
            muted_flags: _,
            engine_order: _,
            formality: _,
            send_context: _,
            preferred: _,
            spending: _,
            engines: _,
        } = settings;
        Self {
            theme: theme.into(),
            ui_language: ui_language.into(),
            text_size,
            layout: layout.into(),
            library_open,
            inspector_open,
            default_target,
            never_break_after: never_break_after.into_iter().map(Into::into).collect(),
        }
    }
}

impl Settings {
    /// Writes the window's settings over the reader's; engines and exceptions stay as they are.
    pub(crate) fn apply_to(self, settings: &mut core::Settings) {
        let Self {
            theme,
            ui_language,
            text_size,
            layout,
            library_open,
            inspector_open,
            default_target,
            never_break_after: _,
        } = self;
        settings.theme = theme.into();
        settings.ui_language = ui_language.into();
        settings.text_size = text_size;
        settings.layout = layout.into();
        settings.library_open = library_open;
        settings.inspector_open = inspector_open;
        settings.default_target = default_target;
    }
}
