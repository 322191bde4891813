//! A part of a batch: what was asked for together, how often, and at what price.

use super::batch::Sentence;
use crate::engine::Spent;

/// Sentences asked for together, and the requests that were made for them so far.
pub(super) struct Part {
    pub(super) sentences: Vec<Sentence>,
    pub(super) requests: u32,
    /// What those requests cost, as far as it was for these sentences.
    pub(super) spent: Spent,
}

impl Part {
    /// Sentences that nothing was asked for yet.
    pub(super) fn new(sentences: Vec<Sentence>) -> Self {
        Self {
            sentences,
            requests: 0,
            spent: Spent::default(),
        }
    }

    /// The right half, then the left one, as the stack wants them.
    pub(super) fn halves(mut self) -> [Self; 2] {
        let middle = self.sentences.len() / 2;
        let shares = self.shares();
        let sum = |shares: &[Spent]| shares.iter().fold(Spent::default(), |sum, share| sum.and(*share));
        let right = self.sentences.split_off(middle);
        [
            Self {
                sentences: right,
                requests: self.requests,
                spent: sum(&shares[middle..]),
            },
            Self {
                spent: sum(&shares[..middle]),
                ..self
            },
        ]
    }

    /// What was spent, in proportion to the sentences' lengths.
    pub(super) fn shares(&self) -> Vec<Spent> {
        let lengths: Vec<usize> = self
            .sentences
            .iter()
            .map(|sentence| sentence.text.chars().count().max(1))
            .collect();
        self.spent.shared(&lengths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::SegmentId;

    #[test]
    fn halves_keep_the_order_and_share_the_price() {
        let sentence = |number: usize| Sentence {
            id: SegmentId(i64::try_from(number).unwrap()),
            block: 0,
            place: number,
            text: "a".repeat(number + 1),
        };
        let mut part = Part::new((0..5).map(sentence).collect());
        part.requests = 3;
        part.spent.characters = Some(17);
        let [right, left] = part.halves();
        let places = |part: &Part| part.sentences.iter().map(|sentence| sentence.place).collect::<Vec<_>>();
        assert_eq!((places(&left), places(&right)), (vec![0, 1], vec![2, 3, 4]));
        assert_eq!((left.requests, right.requests), (3, 3));
        assert_eq!(left.spent.and(right.spent).characters, Some(17));
    }
}
