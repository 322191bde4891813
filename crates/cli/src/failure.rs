//! Failures on their way to the terminal: what happened, what to do, and an exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use visavis_core::{ErrorCode, messages};
use visavis_text::compare::ScoreError;

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    /// The command line asks for something that cannot be.
    Usage(String),
    /// The core failed.
    Core(visavis_core::Error),
    /// A job stopped before its end.
    Job {
        /// Why.
        code: ErrorCode,
        /// Particulars.
        detail: Option<String>,
    },
    /// Two texts cannot be scored against each other.
    NotScored(ScoreError),
    /// Standard input or output failed.
    Stream(io::Error),
}

impl<E: Into<visavis_core::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Core(error.into())
    }
}

impl Failure {
    /// Says it on standard error.
    pub(crate) fn tell(self) -> ExitCode {
        let (code, detail) = match self {
            Self::Usage(sentence) => {
                tell(&format!("{sentence}\nSee: visavis --help"));
                return ExitCode::from(2);
            }
            Self::NotScored(error) => {
                tell(&error.to_string());
                return ExitCode::FAILURE;
            }
            // Whoever read our output has enough of it (`visavis … | head`).
            Self::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Self::Stream(error) => {
                tell(&error.to_string());
                return ExitCode::FAILURE;
            }
            Self::Core(error) => (error.code(), Some(error.to_string())),
            Self::Job { code, detail } => (code, detail),
        };
        let messages::Message { message, action } = messages::english(code);
        let detail = detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        tell(&format!("{message}{detail}\n{action}"));
        ExitCode::FAILURE
    }
}

fn tell(text: &str) {
    // With standard error closed there is nobody left to tell.
    writeln!(io::stderr(), "visavis: {text}").ok();
}
