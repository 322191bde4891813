//! `visavis import`: a text into the library; a file of pairs brings its translations with it.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use visavis_core::{Language, Session};

use crate::Ending;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Import {
    /// File to take in: text, Markdown, or pairs (tmx, xlf, jsonl, csv, tsv)
    #[arg(value_name = "FILE")]
    input: PathBuf,

    /// Language of the original [default: the one the file says, else told from the text]
    #[arg(long, value_name = "LANG")]
    from: Option<Language>,
}

impl Import {
    pub(crate) fn run(self, session: &Session) -> Result<Ending, Failure> {
        let added = session.import_file(&self.input, self.from)?;
        let summary = session.library.summary(added.article)?;
        let known = if added.already_there { ", already there" } else { "" };
        let mut out = io::stdout().lock();
        let mut tell = || -> io::Result<()> {
            writeln!(
                out,
                "{}  {}  ({}, {} sentences{known})",
                summary.id, summary.title, summary.language, summary.segments
            )?;
            for rendition in &summary.renditions {
                writeln!(
                    out,
                    "      {}: {} of {}",
                    rendition.rendition.language, rendition.done, rendition.total
                )?;
            }
            Ok(())
        };
        tell().map_err(Failure::Stream)?;
        if added.left_out > 0 {
            let units = if added.left_out == 1 { "unit" } else { "units" };
            writeln!(
                io::stderr(),
                "visavis: {} {units} without an original left out",
                added.left_out
            )
            .map_err(Failure::Stream)?;
            return Ok(Ending::Partly);
        }
        Ok(Ending::Done)
    }
}
