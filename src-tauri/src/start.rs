//! How the program was called: `visavis-desktop [ARTICLE] [--sample] [--data-dir DIR]`.

use std::ffi::OsString;
use std::path::PathBuf;

use visavis_core::settings;

use crate::state::Opening;

/// What the command line says.
#[derive(Debug, Clone)]
pub struct Start {
    pub(crate) data_folder: PathBuf,
    pub(crate) opening: Opening,
}

/// A command line that says nothing we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage(pub String);

impl Start {
    /// Reads the arguments that follow the program's name.
    ///
    /// # Errors
    /// [`Usage`] with a sentence for the terminal.
    pub fn from_arguments(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Usage> {
        let mut opening = Opening::default();
        let mut data_folder = None;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--sample") => opening.sample = true,
                Some("--data-dir") => match arguments.next() {
                    Some(folder) => data_folder = Some(PathBuf::from(folder)),
                    None => return Err(Usage("--data-dir needs a folder".to_owned())),
                },
                Some(option) if option.starts_with("--") => return Err(Usage(format!("unknown option {option}"))),
                _ if opening.article.is_some() => return Err(Usage("one article at a time".to_owned())),
                _ => opening.article = Some(PathBuf::from(argument)),
            }
        }
        let data_folder = data_folder
            .or_else(settings::data_folder)
            .ok_or_else(|| Usage("no home folder to keep the library in; name one with --data-dir".to_owned()))?;
        Ok(Self { data_folder, opening })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &[&str]) -> Result<Start, Usage> {
        Start::from_arguments(arguments.iter().map(OsString::from))
    }

    #[test]
    fn an_article_and_a_folder_are_taken_in_any_order() {
        for arguments in [["--data-dir", "/tmp/d", "a.txt"], ["a.txt", "--data-dir", "/tmp/d"]] {
            let start = check(&arguments).unwrap();
            assert_eq!(start.data_folder, PathBuf::from("/tmp/d"));
            assert_eq!(start.opening.article, Some(PathBuf::from("a.txt")));
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for arguments in [&["--data-dir"][..], &["--colour"], &["a.txt", "b.txt"]] {
            assert!(check(arguments).is_err(), "{arguments:?} was taken");
        }
    }
}
