//! What stands around a batch: the sentences before and after, the title, the opening.

use crate::article::{Article, BlockKind};
use crate::engine::{Context, ContextUse};

/// Characters of the opening that say what an article is about.
const OPENING_CHARACTERS: usize = 300;

/// The whole article, as far as context is taken from it.
pub(super) struct Surroundings {
    title: Option<String>,
    opening: Option<String>,
    /// Sentences that make up the opening.
    opening_ends: usize,
    /// All sentences on one line each, in reading order.
    sentences: Vec<String>,
}

impl Surroundings {
    /// Those of an article whose sentences are given, each on one line.
    pub(super) fn new(article: &Article, sentences: Vec<String>) -> Self {
        let mut opening = String::new();
        let mut opening_ends = 0;
        for (index, (sentence, segment)) in sentences.iter().zip(&article.segments).enumerate() {
            let running = article
                .blocks
                .get(segment.block)
                .is_some_and(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote));
            if !running {
                continue;
            }
            if !opening.is_empty() {
                if opening.chars().count() + sentence.chars().count() > OPENING_CHARACTERS {
                    break;
                }
                opening.push(' ');
            }
            opening.push_str(sentence);
            opening_ends = index + 1;
        }
        let title = article
            .blocks
            .first()
            .filter(|block| block.kind == BlockKind::Title)
            .map(|_| article.title.clone());
        Self {
            title,
            opening: (!opening.is_empty()).then_some(opening),
            opening_ends,
            sentences,
        }
    }

    /// What to send along with the sentences from the index `first` to the index `last`, for an engine that makes this
    /// use of it.
    pub(super) fn of(&self, first: usize, last: usize, context: ContextUse) -> Context {
        let most = match context {
            ContextUse::None => return Context::NONE,
            ContextUse::Passage { characters } => characters / 2,
            ContextUse::Neighbours { characters } => characters,
        };
        let before = self.sentences.get(..first).unwrap_or_default();
        let after = self.sentences.get(last + 1..).unwrap_or_default();
        let before: Vec<String> = {
            let mut taken = near(before.iter().rev(), most);
            taken.reverse();
            taken
        };
        // The opening is worth telling once the sentences before do not reach back to it.
        let further_down = first >= self.opening_ends + before.len();
        Context {
            title: self.title.clone().filter(|_| first > 0),
            summary: self.opening.clone().filter(|_| further_down),
            before,
            after: near(after.iter(), most / 2),
        }
    }
}

/// The next sentences, whole ones only, up to so many characters.
fn near<'a>(sentences: impl Iterator<Item = &'a String>, most: usize) -> Vec<String> {
    let mut characters = 0;
    sentences
        .take_while(|sentence| {
            characters += sentence.chars().count();
            characters <= most
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(count: usize) -> Surroundings {
        Surroundings {
            title: Some("Titre".to_owned()),
            opening: Some("s0 s1".to_owned()),
            opening_ends: 2,
            sentences: (0..count).map(|number| format!("phrase n{number:02}")).collect(),
        }
    }

    fn check(first: usize, last: usize, before: &[&str], after: &[&str], summary: bool) {
        let context = surroundings(12).of(first, last, ContextUse::Neighbours { characters: 20 });
        assert_eq!(context.before, before, "before {first}");
        assert_eq!(context.after, after, "after {last}");
        assert_eq!(context.summary.is_some(), summary, "summary at {first}");
        assert_eq!(context.title.is_some(), first > 0);
    }

    #[test]
    fn a_batch_is_sent_with_its_neighbours() {
        check(0, 3, &[], &["phrase n04"], false);
        check(3, 3, &["phrase n01", "phrase n02"], &["phrase n04"], false);
        check(6, 11, &["phrase n04", "phrase n05"], &[], true);
    }

    #[test]
    fn engines_that_read_none_are_sent_none() {
        assert!(surroundings(9).of(4, 5, ContextUse::None).is_empty());
    }
}
