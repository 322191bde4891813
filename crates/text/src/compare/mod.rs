//! Comparing translations: scores against a reference, and differences between two texts.
//!
//! A score is a pure function of text. Each metric first counts ([`ChrfCounts`], [`BleuCounts`], [`TerCounts`]), sentence
//! by sentence, and scores counts: those of one sentence, or the sum of those of an article. [`Metric`] is the choice
//! among them. All scores are on sacreBLEU's scale of 0 to 100; TER, which counts edits, can pass 100 and is better when
//! smaller.

mod bleu;
mod chrf;
mod diff;
mod likeness;
mod ngram;
mod ter;
mod tokenize_13a;

use thiserror::Error;

pub use bleu::BleuCounts;
pub use chrf::ChrfCounts;
pub use diff::{DiffOptions, Hunk, HunkKind, diff, in_right_order};
pub use likeness::{Likeness, likeness, plain_form};
pub use ter::TerCounts;

/// How a translation is scored against a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// chrF++ ([`ChrfCounts`]): 0 to 100, higher is better.
    Chrf,
    /// BLEU ([`BleuCounts`]): 0 to 100, higher is better.
    Bleu,
    /// Translation edit rate ([`TerCounts`]): edits for each 100 words of the reference, lower is better.
    Ter,
}

/// Why texts cannot be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ScoreError {
    /// Sentences cannot be paired: nothing is padded and nothing cut off.
    #[error("{hypotheses} sentences cannot be scored against {references} references: each needs its own")]
    CountsDiffer {
        /// Sentences to score.
        hypotheses: usize,
        /// Sentences to score them against.
        references: usize,
    },
    /// No sentence at all has no score.
    #[error("there is no sentence to score")]
    NoSentence,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 3] = [Self::Chrf, Self::Bleu, Self::Ter];

    /// The metric's name as sacreBLEU prints it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chrf => "chrF2++",
            Self::Bleu => "BLEU",
            Self::Ter => "TER",
        }
    }

    /// The score of one sentence against its reference.
    pub fn sentence(self, hypothesis: &str, reference: &str) -> f64 {
        match self {
            Self::Chrf => ChrfCounts::of(hypothesis, reference).score(),
            Self::Bleu => BleuCounts::of(hypothesis, reference).sentence_score(),
            Self::Ter => TerCounts::of(hypothesis, reference).score(),
        }
    }

    /// The score of an article or a corpus: from the sum of its sentences' counts, not the mean of their scores.
    pub fn corpus<H: AsRef<str>, R: AsRef<str>>(self, hypotheses: &[H], references: &[R]) -> Result<f64, ScoreError> {
        if hypotheses.len() != references.len() {
            return Err(ScoreError::CountsDiffer {
                hypotheses: hypotheses.len(),
                references: references.len(),
            });
        }
        if hypotheses.is_empty() {
            return Err(ScoreError::NoSentence);
        }
        let pairs = hypotheses
            .iter()
            .map(AsRef::as_ref)
            .zip(references.iter().map(AsRef::as_ref));
        Ok(match self {
            Self::Chrf => {
                let mut sum = ChrfCounts::default();
                pairs.for_each(|(hypothesis, reference)| sum += &ChrfCounts::of(hypothesis, reference));
                sum.score()
            }
            Self::Bleu => {
                let mut sum = BleuCounts::default();
                pairs.for_each(|(hypothesis, reference)| sum += &BleuCounts::of(hypothesis, reference));
                sum.corpus_score()
            }
            Self::Ter => {
                let mut sum = TerCounts::default();
                pairs.for_each(|(hypothesis, reference)| sum += &TerCounts::of(hypothesis, reference));
                sum.score()
            }
        })
    }

    /// How [`Metric::corpus`] came to its score, in the notation of sacreBLEU (Post 2018). The version is ours, because
    /// the program is.
    pub fn corpus_signature(self) -> String {
        signature(match self {
            Self::Chrf => "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no",
            Self::Bleu => "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp",
            Self::Ter => "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no",
        })
    }

    /// How [`Metric::sentence`] came to its score: BLEU of a sentence uses its effective order.
    pub fn sentence_signature(self) -> String {
        match self {
            Self::Bleu => signature("nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp"),
            Self::Chrf | Self::Ter => self.corpus_signature(),
        }
    }
}

fn signature(settings: &str) -> String {
    format!("{settings}|version:visavis-{}", env!("CARGO_PKG_VERSION"))
}
