//! How engines fail, and what each failure means for the rest of the job.

use std::time::Duration;

use visavis_text::Language;

use crate::ErrorCode;

/// A failure of an engine. No variant ever carries article text or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The program this engine runs is not installed.
    #[error("the program `{program}` is not installed")]
    NotInstalled {
        /// Its name.
        program: String,
    },
    /// The engine does not offer the pair.
    #[error("it does not translate from {from} to {to}")]
    PairNotOffered {
        /// Language of the original.
        from: Language,
        /// Language wanted.
        to: Language,
    },
    /// No connection to the server could be made, or it broke.
    #[error("no connection to {host}: {reason}")]
    Unreachable {
        /// Host and port, without path, query or credentials.
        host: String,
        /// What the network said.
        reason: String,
    },
    /// No answer in time.
    #[error("no answer within {seconds} seconds")]
    TimedOut {
        /// How long was waited.
        seconds: u64,
    },
    /// A key is needed and none is set.
    #[error("it needs a key and none is set")]
    KeyMissing,
    /// The key was refused.
    #[error("it refused the key")]
    KeyRefused,
    /// Too many requests for now.
    #[error("too many requests for now")]
    RateLimited {
        /// How long the server asks us to wait.
        retry_after: Option<Duration>,
    },
    /// The paid or free allowance is used up.
    #[error("its quota is used up")]
    QuotaExhausted,
    /// The server no longer talks to us.
    #[error("it has blocked this machine")]
    Banned,
    /// The request is larger than the engine takes.
    #[error("the request is too long for it")]
    TooLong,
    /// The server has a fault of its own.
    #[error("it has a fault of its own (status {status})")]
    ServerFault {
        /// HTTP status.
        status: u16,
        /// How long the server asks us to wait.
        retry_after: Option<Duration>,
    },
    /// The server refused the request for another reason.
    #[error("it refused the request (status {status})")]
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// The answer ends before its end: the engine reached a limit of its own.
    #[error("its answer was cut off")]
    CutOff,
    /// The engine will not translate this (a model's refusal, a filter on contents).
    #[error("it declined to translate this")]
    Declined,
    /// The server's certificate is not to be trusted.
    #[error("the certificate of {host} is not to be trusted: {reason}")]
    Untrusted {
        /// Host and port.
        host: String,
        /// What is wrong with the certificate.
        reason: String,
    },
    /// The answer could not be read.
    #[error("its answer could not be read: {reason}")]
    UnreadableReply {
        /// What was wrong with it, without its content.
        reason: String,
    },
    /// The program ended with an error.
    #[error("`{program}` failed: {reason}")]
    ProgramFailed {
        /// Its name.
        program: String,
        /// What it printed last, without article text.
        reason: String,
    },
    /// What the settings say of this engine cannot be used.
    #[error("its settings cannot be used: {reason}")]
    Misconfigured {
        /// What is wrong with them, without a key.
        reason: String,
    },
    /// Going on would pass the most that a job may send.
    #[error("the job may send {characters} characters, and would send more")]
    CapReached {
        /// The most.
        characters: u64,
    },
    /// The reader cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// How far a failure reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It may pass: ask the same again after a while.
    Passing {
        /// How long the engine asks us to wait.
        retry_after: Option<Duration>,
    },
    /// It is this request's fault: smaller or other requests may pass.
    Request,
    /// Nothing will pass until the reader acts: stop the job.
    Engine,
    /// The reader stopped the job.
    Cancelled,
}

impl Error {
    /// How far the failure reaches.
    pub fn scope(&self) -> Scope {
        match self {
            Self::RateLimited { retry_after } | Self::ServerFault { retry_after, .. } => Scope::Passing {
                retry_after: *retry_after,
            },
            Self::Unreachable { .. } | Self::TimedOut { .. } => Scope::Passing { retry_after: None },
            Self::TooLong
            | Self::Refused { .. }
            | Self::UnreadableReply { .. }
            | Self::CutOff
            | Self::Declined
            | Self::ProgramFailed { .. } => Scope::Request,
            Self::NotInstalled { .. }
            | Self::PairNotOffered { .. }
            | Self::KeyMissing
            | Self::KeyRefused
            | Self::QuotaExhausted
            | Self::Misconfigured { .. }
            | Self::Untrusted { .. }
            | Self::CapReached { .. }
            | Self::Banned => Scope::Engine,
            Self::Cancelled => Scope::Cancelled,
        }
    }

    /// Whether the same request may well be answered otherwise the next time: the engine tried and stumbled.
    pub fn may_differ(&self) -> bool {
        matches!(
            self,
            Self::UnreadableReply { .. } | Self::CutOff | Self::ProgramFailed { .. }
        )
    }

    /// The code under which hosts tell it to the reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NotInstalled { .. } => ErrorCode::EngineNotInstalled,
            Self::PairNotOffered { .. } => ErrorCode::EnginePairNotOffered,
            Self::Unreachable { .. } => ErrorCode::EngineUnreachable,
            Self::TimedOut { .. } => ErrorCode::EngineTimedOut,
            Self::KeyMissing => ErrorCode::EngineKeyMissing,
            Self::KeyRefused => ErrorCode::EngineKeyRefused,
            Self::RateLimited { .. } => ErrorCode::EngineRateLimited,
            Self::QuotaExhausted => ErrorCode::EngineQuotaExhausted,
            Self::Banned => ErrorCode::EngineBanned,
            Self::TooLong => ErrorCode::EngineTooLong,
            Self::ServerFault { .. } => ErrorCode::EngineServerFault,
            Self::Refused { .. } => ErrorCode::EngineRefused,
            Self::UnreadableReply { .. } => ErrorCode::EngineUnreadableReply,
            Self::CutOff => ErrorCode::EngineCutOff,
            Self::Declined => ErrorCode::EngineDeclined,
            Self::Untrusted { .. } => ErrorCode::EngineUntrusted,
            Self::ProgramFailed { .. } => ErrorCode::EngineProgramFailed,
            Self::Misconfigured { .. } => ErrorCode::EngineMisconfigured,
            Self::CapReached { .. } => ErrorCode::JobCapReached,
            Self::Cancelled => ErrorCode::Cancelled,
        }
    }
}
