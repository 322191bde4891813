//! Error codes: what crosses to a window or a script when something fails.
//!
//! A code names a thing a reader can act on; add one only when a host tells it differently. Its sentences, in every
//! language the interface speaks, stand in `messages.json` beside this file: the one table of messages.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What went wrong, as hosts and scripts see it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The code with this name.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

codes! {
    /// The text is empty or white space.
    ImportEmpty = "import-empty",
    /// The bytes are not text.
    ImportBinary = "import-binary",
    /// The text is longer than is taken.
    ImportTooLarge = "import-too-large",
    /// The bytes are text in no encoding we know.
    ImportUndecodable = "import-undecodable",
    /// The file could not be read.
    ImportUnreadable = "import-unreadable",
    /// The file holds no pair of sentences.
    ImportNotPairs = "import-not-pairs",
    /// The file breaks the rules of its format.
    ImportDamaged = "import-damaged",
    /// The language could not be told, and none was given.
    ImportLanguageUnknown = "import-language-unknown",
    /// The program is not installed.
    EngineNotInstalled = "engine-not-installed",
    /// The pair is not offered.
    EnginePairNotOffered = "engine-pair-not-offered",
    /// No engine at all can do the pair.
    EngineNone = "engine-none",
    /// No engine has that id.
    EngineUnknown = "engine-unknown",
    /// No connection.
    EngineUnreachable = "engine-unreachable",
    /// No answer in time.
    EngineTimedOut = "engine-timed-out",
    /// A key is needed.
    EngineKeyMissing = "engine-key-missing",
    /// The key was refused.
    EngineKeyRefused = "engine-key-refused",
    /// Too many requests for now.
    EngineRateLimited = "engine-rate-limited",
    /// The quota is used up.
    EngineQuotaExhausted = "engine-quota-exhausted",
    /// The server blocks us.
    EngineBanned = "engine-banned",
    /// The sentence is longer than the engine takes.
    EngineTooLong = "engine-too-long",
    /// The server has a fault of its own.
    EngineServerFault = "engine-server-fault",
    /// The server refused the request.
    EngineRefused = "engine-refused",
    /// The answer could not be read.
    EngineUnreadableReply = "engine-unreadable-reply",
    /// The engine's answer was cut off.
    EngineCutOff = "engine-cut-off",
    /// The engine declined to translate a sentence.
    EngineDeclined = "engine-declined",
    /// The server's certificate is not to be trusted.
    EngineUntrusted = "engine-untrusted",
    /// The program failed.
    EngineProgramFailed = "engine-program-failed",
    /// The settings of an engine cannot be used.
    EngineMisconfigured = "engine-misconfigured",
    /// The answer could not be proven to belong to its sentence.
    PairUnproven = "pair-unproven",
    /// The answer was empty.
    PairEmpty = "pair-empty",
    /// The answer was the sentence itself.
    PairEcho = "pair-echo",
    /// The answer speaks of the service, not of the sentence.
    PairNotice = "pair-notice",
    /// The answer holds markup, a model's own thoughts or parts of the question.
    PairMarkup = "pair-markup",
    /// The answer is far too short or too long to be the whole sentence and nothing else.
    PairLength = "pair-length",
    /// The reader cancelled.
    Cancelled = "cancelled",
    /// No article has that number.
    ArticleUnknown = "article-unknown",
    /// No rendition has that number.
    RenditionUnknown = "rendition-unknown",
    /// No sentence has that number any more.
    SegmentUnknown = "segment-unknown",
    /// The sentence cannot be split or joined there.
    SegmentUnchanged = "segment-unchanged",
    /// No collection has that number.
    CollectionUnknown = "collection-unknown",
    /// A collection's name is empty or taken.
    CollectionName = "collection-name",
    /// An edited sentence has no text.
    EditEmpty = "edit-empty",
    /// A sentence without a translation cannot be judged.
    VerdictEmpty = "verdict-empty",
    /// Another process is at work on this rendition.
    JobElsewhere = "job-elsewhere",
    /// The library was written by a newer version.
    LibraryNewer = "library-newer",
    /// The library could not be read or written.
    LibraryFailed = "library-failed",
    /// The settings file could not be read or written.
    SettingsFailed = "settings-failed",
    /// The file name of a glossary has an ending of no known format.
    GlossaryFormatUnknown = "glossary-format-unknown",
    /// The glossary could not be read.
    GlossaryUnreadable = "glossary-unreadable",
    /// The file holds no term of the languages wanted.
    GlossaryEmpty = "glossary-empty",
    /// The place where a key was to be kept refused.
    KeyNotKept = "key-not-kept",
    /// There is no keychain, or it is locked.
    KeychainUnavailable = "keychain-unavailable",
    /// Going on would pass the most that a job may send.
    JobCapReached = "job-cap-reached",
    /// The export's file name has an ending of no known format.
    ExportFormatUnknown = "export-format-unknown",
    /// The export could not be written.
    ExportFailed = "export-failed",
    /// A file of that name is there already.
    ExportExists = "export-exists",
    /// There is nothing to export.
    ExportEmpty = "export-empty",
    /// The words name no sentences.
    ExportScopeUnreadable = "export-scope-unreadable",
    /// The format holds one language beside the original.
    ExportOneLanguage = "export-one-language",
    /// The originals are in several languages.
    ExportOneOriginal = "export-one-original",
    /// No font here has a column's letters.
    ExportFontMissing = "export-font-missing",
    /// The file is no dictionary, or the installed one cannot be read.
    DictionaryUnreadable = "dictionary-unreadable",
    /// The dictionary could not be fetched.
    DictionaryUnreachable = "dictionary-unreachable",
    /// The dictionary that came is not the one that was announced.
    DictionaryChecksum = "dictionary-checksum",
    /// The system's clipboard refused.
    ClipboardFailed = "clipboard-failed",
}
