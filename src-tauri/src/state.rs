//! What the window's commands share.

use std::path::PathBuf;
use std::sync::LazyLock;

use tokio::sync::OnceCell;
use visavis_core::Session;

use crate::clipboard::Clipboard;
use crate::dto::IpcError;

/// What to show first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    /// The file named on the command line.
    pub(crate) article: Option<PathBuf>,
    /// Whether the bundled article was asked for.
    pub(crate) sample: bool,
}

/// Built once, when the program starts.
pub(crate) struct AppState {
    /// The open library, or why it could not be opened: the window must be able to say so. Opened by whoever asks first,
    /// while the window is being made.
    session: LazyLock<Result<Session, IpcError>, OpenSession>,
    /// What to show first.
    pub(crate) opening: Opening,
    /// What became of it: done once, however often the window is loaded again.
    pub(crate) opened: OnceCell<Result<Option<i64>, IpcError>>,
    /// Where copies go.
    pub(crate) clipboard: Clipboard,
}

/// Opens the library.
type OpenSession = Box<dyn FnOnce() -> Result<Session, IpcError> + Send>;

impl AppState {
    /// Over the library of a folder.
    pub(crate) fn new(data_folder: PathBuf, opening: Opening) -> Self {
        let open: OpenSession = Box::new(move || Session::open(&data_folder).map_err(Into::into));
        Self {
            session: LazyLock::new(open),
            opening,
            opened: OnceCell::new(),
            clipboard: Clipboard::default(),
        }
    }

    /// The open library, or why it could not be opened.
    pub(crate) fn session(&self) -> Result<&Session, IpcError> {
        self.session.as_ref().map_err(Clone::clone)
    }
}
