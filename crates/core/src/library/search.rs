//! Search: words in the whole library, by the index; any text in one article, by looking at all of it.
//!
//! In both, case, diacritics, ligatures and typographer's marks make no difference, and originals and translations are
//! looked through alike.
//!
//! # Incomplete support
//!
//! The library is searched by whole words and by the beginning of the last one; what stands inside a word is found only in
//! an open article.

use std::collections::HashMap;
use std::ops::Range;

use visavis_text::fold::Folded;

use super::table::passage::Passage;
use super::{Error, Library};
use crate::article::{ArticleId, RenditionId, SegmentId};

/// Characters of a passage shown around what was found.
const SNIPPET_CHARACTERS: usize = 160;
/// Of these, characters before the first word found.
const BEFORE_CHARACTERS: usize = 50;

/// A passage that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The sentence.
    pub segment: SegmentId,
    /// The rendition; none for the original.
    pub rendition: Option<RenditionId>,
    /// The passage, or as much of it as a list shows: cut between words, without marks of omission.
    pub snippet: String,
    /// Whether something of the passage stands before and behind the snippet.
    pub cut: (bool, bool),
    /// The bytes of the snippet that were searched for.
    pub found: Vec<Range<usize>>,
}

/// Part of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// How many passages were found in all.
    pub total: usize,
    /// Those asked for, the best first.
    pub hits: Vec<Hit>,
}

/// One place in an article where a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The sentence.
    pub segment: SegmentId,
    /// The rendition; none for the original.
    pub rendition: Option<RenditionId>,
    /// The place, in UTF-16 code units of the passage: hosts mark it on screen.
    pub utf16: Range<usize>,
}

/// Part of the places where a text stands in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrences {
    /// How many there are in all.
    pub total: usize,
    /// The first place at the sentence the reader is in or after it, counted from 0; 0 where none follows.
    pub near: usize,
    /// Those asked for, in reading order; an original before its translations.
    pub places: Vec<Occurrence>,
}

impl Library {
    /// Searches all articles, originals and translations, for passages with every word of `query`; the last word may
    /// be only begun. Gives `count` hits from the hit `from` on, the best first.
    pub fn search(&self, query: &str, from: usize, count: usize) -> Result<Hits, Error> {
        let words = words(query);
        let Some(expression) = expression(&words) else {
            return Ok(Hits {
                total: 0,
                hits: Vec::new(),
            });
        };
        let needles: Vec<Folded> = words.iter().map(|word| Folded::new(word)).collect();
        self.index()?;
        let passages = self.passages_matching(&expression, from, count)?;
        Ok(Hits {
            total: self.count_matching(&expression)?,
            hits: passages.into_iter().map(|passage| hit(passage, &needles)).collect(),
        })
    }

    /// Every place in an article, in the original and in `renditions`, where `text` stands. Gives those of `page`, places
    /// counted from 0 in reading order. `here` is the sentence the reader is in.
    pub fn find(
        &self,
        article: ArticleId,
        text: &str,
        renditions: &[RenditionId],
        here: Option<SegmentId>,
        page: Range<usize>,
    ) -> Result<Occurrences, Error> {
        let needle = Folded::new(text);
        let mut walk = Walk {
            page,
            found: Occurrences {
                total: 0,
                near: 0,
                places: Vec::new(),
            },
            sentence: Vec::new(),
        };
        if needle.text().trim().is_empty() {
            return Ok(walk.found);
        }
        let columns: HashMap<_, _> = renditions.iter().copied().zip(1..).collect();
        let mut sentence = None;
        let mut near = None;
        self.each_passage(article, |segment, rendition, text| {
            let column = match rendition {
                None => 0,
                Some(rendition) => match columns.get(&rendition) {
                    Some(column) => *column,
                    None => return,
                },
            };
            if sentence.replace(segment) != Some(segment) {
                walk.settle();
                if here == Some(segment) {
                    near = Some(walk.found.total);
                }
            }
            for bytes in Folded::new(text).find(&needle) {
                let utf16 = utf16(text, bytes.start)..utf16(text, bytes.end);
                let place = Occurrence {
                    segment,
                    rendition,
                    utf16,
                };
                walk.sentence.push((column, place));
            }
        })?;
        walk.settle();
        walk.found.near = near.filter(|near| *near < walk.found.total).unwrap_or(0);
        Ok(walk.found)
    }
}

/// Places found so far, on the way through an article.
struct Walk {
    /// The places wanted.
    page: Range<usize>,
    found: Occurrences,
    /// Those of the sentence looked at, with the number of their column.
    sentence: Vec<(usize, Occurrence)>,
}

impl Walk {
    /// Counts the places of a sentence: within one, reading order is the order of the columns.
    fn settle(&mut self) {
        self.sentence
            .sort_by_key(|(column, place)| (*column, place.utf16.start));
        for (_, place) in self.sentence.drain(..) {
            if self.page.contains(&self.found.total) {
                self.found.places.push(place);
            }
            self.found.total += 1;
        }
    }
}

/// The words of a query, as the index cuts them: letters and digits.
fn words(query: &str) -> Vec<String> {
    query
        .split(|character: char| !character.is_alphanumeric() && !matches!(character, '\u{300}'..='\u{36f}'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The FTS5 expression that asks for every word, the last one perhaps only begun; none without a word. Each word is quoted,
/// so that nothing in it has a meaning for FTS5. The index does not know that œ is written oe; both are asked for.
fn expression(words: &[String]) -> Option<String> {
    let last = words.len().checked_sub(1)?;
    let term = |(at, word): (usize, &String)| {
        let star = if at == last { "*" } else { "" };
        let mut spellings = vec![word.clone()];
        for (one, other) in [("œ", "oe"), ("oe", "œ"), ("æ", "ae"), ("ae", "æ")] {
            let spelling = word.replace(one, other);
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        let quoted: Vec<String> = spellings
            .iter()
            .map(|spelling| format!("\"{spelling}\"{star}"))
            .collect();
        format!("({})", quoted.join(" OR "))
    };
    Some(words.iter().enumerate().map(term).collect::<Vec<_>>().join(" AND "))
}

/// A passage as a list shows it: what was found, with some words around the first of it.
fn hit(passage: Passage, needles: &[Folded]) -> Hit {
    let Passage {
        article,
        segment,
        rendition,
        text,
    } = passage;
    let folded = Folded::new(&text);
    let mut found: Vec<Range<usize>> = needles
        .iter()
        .flat_map(|needle| folded.find(needle))
        .filter(|range| begins_word(&text, range.start))
        .collect();
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, before| {
        let overlap = next.start < before.end;
        if overlap {
            before.end = before.end.max(next.end);
        }
        overlap
    });
    let shown = around(&text, found.first().map_or(0, |range| range.start));
    let inside = |range: Range<usize>| {
        (shown.start <= range.start && range.end <= shown.end)
            .then(|| range.start - shown.start..range.end - shown.start)
    };
    Hit {
        article,
        segment,
        rendition,
        cut: (shown.start > 0, shown.end < text.len()),
        found: found.into_iter().filter_map(inside).collect(),
        snippet: text.get(shown).unwrap_or_default().to_owned(),
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    !text
        .get(..at)
        .and_then(|before| before.chars().next_back())
        .is_some_and(char::is_alphanumeric)
}

/// The bytes of a text to show around a place, cut between words.
fn around(text: &str, place: usize) -> Range<usize> {
    if text.chars().count() <= SNIPPET_CHARACTERS {
        return 0..text.len();
    }
    let before = text.get(..place).unwrap_or_default();
    let start = match before.char_indices().rev().nth(BEFORE_CHARACTERS) {
        None => 0,
        Some((at, _)) => before
            .get(at..)
            .and_then(|rest| rest.find(char::is_whitespace))
            .map_or(place, |space| {
                let rest = before.get(at + space..).unwrap_or_default();
                at + space + (rest.len() - rest.trim_start().len())
            }),
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = match rest.char_indices().nth(SNIPPET_CHARACTERS) {
        None => text.len(),
        Some((at, _)) => {
            let whole = rest.get(..at).unwrap_or_default();
            start + whole.rfind(char::is_whitespace).unwrap_or(at)
        }
    };
    start..end
}

fn utf16(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or_default().chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::article::{Block, Cell, Draft, Origin};
    use visavis_text::segment::Segmenter;

    fn library(texts: &[&str]) -> (tempfile::TempDir, Library, Vec<ArticleId>) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let add = |text: &&str| {
            let draft = Draft {
                title: None,
                byline: None,
                source: None,
                published: None,
                language: Language::FRENCH,
                blocks: text.split('\n').map(Block::paragraph).collect(),
            };
            library.add(&draft, &Segmenter::new(&Language::FRENCH)).unwrap().article
        };
        let articles = texts.iter().map(add).collect();
        (folder, library, articles)
    }

    fn translate(library: &Library, article: ArticleId, texts: &[&str]) -> RenditionId {
        let origin = Origin::Human { name: "A".to_owned() };
        let rendition = library
            .begin_rendition(article, &Language::ENGLISH, &origin)
            .unwrap()
            .rendition
            .id;
        let segments = library.article(article).unwrap().segments;
        let cells: Vec<_> = segments
            .iter()
            .zip(texts)
            .map(|(segment, text)| {
                let text = (*text).to_owned();
                (segment.id, Cell::Done { text, provenance: None })
            })
            .collect();
        library.record(rendition, &cells).unwrap();
        rendition
    }

    /// What is found of each passage, between brackets.
    fn check(library: &Library, query: &str, expected: &[&str]) {
        let hits = library.search(query, 0, 50).unwrap();
        assert_eq!(hits.total, expected.len(), "{query}");
        let mut shown: Vec<String> = hits
            .hits
            .iter()
            .map(|hit| {
                let mut shown = hit.snippet.clone();
                for range in hit.found.iter().rev() {
                    shown.insert(range.end, ']');
                    shown.insert(range.start, '[');
                }
                shown
            })
            .collect();
        shown.sort();
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn originals_and_translations_are_found_with_diacritics_folded() {
        let (_folder, library, articles) = library(&["L’été fut long. Il neige."]);
        translate(&library, articles[0], &["The summer was long.", "It snows."]);
        check(&library, "ETE", &["L’[été] fut long."]);
        check(&library, "summ", &["The [summ]er was long."]);
        check(&library, "long", &["L’été fut [long].", "The summer was [long]."]);
        check(&library, "long summer", &["The [summer] was [long]."]);
        check(&library, "ummer", &[]);
    }

    #[test]
    fn ligatures_are_found_as_they_are_typed_and_the_other_way() {
        let (_folder, library, _) = library(&["Le cœur. Le coeur."]);
        for query in ["coeur", "cœur", "COEU"] {
            let hits = library.search(query, 0, 9).unwrap();
            assert_eq!(hits.total, 2, "{query}");
            assert!(hits.hits.iter().all(|hit| hit.found.len() == 1), "{query}");
        }
    }

    #[test]
    fn nothing_a_reader_types_is_a_query_language() {
        let (_folder, library, _) = library(&["Ou bien \"ceci\" AND cela*."]);
        check(&library, "\"ceci\" AND", &["Ou bien \"[ceci]\" [AND] cela*."]);
        for query in ["\"", "*", "NEAR(", "a:b OR", "-", "(", "text:", ""] {
            library.search(query, 0, 9).unwrap();
        }
    }

    #[test]
    fn the_index_follows_every_change_of_a_text() {
        let (_folder, library, articles) = library(&["Il neige.", "Il vente."]);
        let rendition = translate(&library, articles[0], &["It snows."]);
        let segment = library.article(articles[0]).unwrap().segments[0].id;
        // Changed before it was indexed, and after.
        library.edit(rendition, segment, "Snow is falling.").unwrap();
        library.index().unwrap();
        library.edit(rendition, segment, "Snow falls.").unwrap();
        check(&library, "snows", &[]);
        check(&library, "falls", &["Snow [falls]."]);
        library.undo(articles[0]).unwrap();
        check(&library, "falls", &[]);
        check(&library, "falling", &["Snow is [falling]."]);
        library.undo(articles[0]).unwrap();
        check(&library, "snows", &["It [snows]."]);
        library.remove_rendition(rendition).unwrap();
        check(&library, "snows", &[]);
        library.remove(articles[0]).unwrap();
        check(&library, "neige", &[]);
        // Removed before it was indexed.
        let unindexed = translate(&library, articles[1], &["It blows."]);
        library.remove_rendition(unindexed).unwrap();
        library.index().unwrap();
        let sql = "INSERT INTO passage_words (passage_words, rank) VALUES ('integrity-check', 1)";
        library
            .connection()
            .execute(sql, [])
            .expect("the index is what the texts are");
    }

    #[test]
    fn sentences_cut_anew_are_found_as_they_are_now() {
        let (_folder, library, articles) = library(&["Il neige. Il vente."]);
        let first = library.article(articles[0]).unwrap().segments[0].id;
        library
            .join_with_next(first, &Segmenter::new(&Language::FRENCH))
            .unwrap();
        check(&library, "neige", &["Il [neige]. Il vente."]);
    }

    #[test]
    fn a_long_passage_is_cut_between_words_around_what_was_found() {
        let text = format!("{} aiguille {}", "foin ".repeat(60).trim(), "paille ".repeat(60).trim());
        let (_folder, library, _) = library(&[&text]);
        let hits = library.search("aiguille", 0, 1).unwrap();
        let hit = &hits.hits[0];
        assert_eq!(hit.cut, (true, true));
        assert!(hit.snippet.chars().count() <= SNIPPET_CHARACTERS);
        assert!(
            hit.snippet.starts_with("foin ") && hit.snippet.ends_with(" paille"),
            "{}",
            hit.snippet
        );
        assert_eq!(&hit.snippet[hit.found[0].clone()], "aiguille");
    }

    #[test]
    fn in_an_article_any_text_is_found_in_reading_order_page_by_page() {
        let (_folder, library, articles) = library(&["Une île. Une ILE encore.\nAucune."]);
        let other = translate(&library, articles[0], &["An isle, an isle.", "Another isle.", "None."]);
        let hidden = translate(&library, articles[0], &["isle", "isle", "isle"]);
        let segments: Vec<_> = library
            .article(articles[0])
            .unwrap()
            .segments
            .iter()
            .map(|s| s.id)
            .collect();
        let find = |text, from, count| {
            library
                .find(articles[0], text, &[other], None, from..from + count)
                .unwrap()
        };
        let places: Vec<_> = find("il", 0, 9)
            .places
            .into_iter()
            .map(|p| (p.segment, p.rendition, p.utf16))
            .collect();
        assert_eq!(places, [(segments[0], None, 4..6), (segments[1], None, 4..6)]);
        let all = find("isle", 0, 9);
        assert_eq!((all.total, all.places.len()), (3, 3));
        assert_eq!(all.places[1].utf16, 12..16);
        assert_eq!(find("isle", 1, 1).places, all.places[1..2]);
        assert_eq!(find("une", 0, 9).total, 3);
        assert_eq!(find("  ", 0, 9).total, 0);
        let both = library.find(articles[0], "isle", &[hidden, other], Some(segments[1]), 0..99);
        let both = both.unwrap();
        assert_eq!((both.total, both.near), (6, 3));
    }
}
