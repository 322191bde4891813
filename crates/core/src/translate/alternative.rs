//! One sentence asked of any engine, beside whatever its renditions have: the answer is proven and kept, but it replaces
//! nothing until the reader takes it.

use jiff::Timestamp;
use visavis_text::Language;

use super::trial;
use crate::article::{Provenance, SegmentId};
use crate::engine::Engine;
use crate::session::{Error, Session};

impl Session {
    /// Asks an engine for one sentence, once, and keeps its answer as an alternative.
    ///
    /// # Errors
    /// [`Error::Engine`] when the engine fails, [`Error::Unproven`] when its answer cannot be this sentence's.
    pub async fn ask_alternative(&self, segment: SegmentId, engine: &dyn Engine, to: &Language) -> Result<(), Error> {
        let from = self.library.language_of(segment)?;
        let text = self.library.segment_text(segment)?;
        let answer = trial::translate(engine, &from, to, &text)
            .await
            .map_err(|error| match error {
                trial::Error::Engine(error) => Error::Engine {
                    name: engine.name().to_owned(),
                    error,
                },
                trial::Error::Unproven(failure) => Error::Unproven(failure),
            })?;
        let provenance = Provenance {
            engine: engine.name().to_owned(),
            route: answer.route,
            at: Timestamp::now(),
            took_ms: answer.took_ms,
            billed_characters: answer.spent.characters,
            requests: 1,
            input_tokens: answer.spent.input_tokens,
            output_tokens: answer.spent.output_tokens,
            ..Provenance::default()
        };
        Ok(self
            .library
            .keep_alternative(segment, to, &engine.id().0, &answer.text, &provenance)?)
    }
}
