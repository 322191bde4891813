//! What differs between two texts: words changed, missing, added or moved.
//!
//! Texts are cut into words and marks by Unicode Standard Annex #29, never inside a grapheme cluster, and French elisions
//! are cut behind their apostrophe, so that "l'homme" and "l'enfant" share an article. White space belongs to the word
//! before it and is compared with it. The longest common run of words is `similar`'s Myers; what it leaves unmatched on
//! both sides is then searched for phrases that stand elsewhere, because a translation often differs in the order of its
//! clauses alone.
//!
//! # Incomplete support
//!
//! Around a moved phrase, what is left of a gap is paired in order, first with first; nothing looks for the likeliest pair.
//! A single moved word is told as left out here and added there: a word is too little to know that it is the same one.
//! Thai, Lao, Khmer and Burmese are compared by Unicode's default rules, without a dictionary.

use std::collections::HashMap;
use std::ops::Range;

use icu_normalizer::ComposingNormalizer;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{GraphemeClusterSegmenter, WordSegmenter};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A moved phrase has at least this many words …
const FEWEST_MOVED_WORDS: usize = 2;
/// … and its words this many characters together, so that "de la" and "it is" do not count.
const FEWEST_MOVED_CHARACTERS: usize = 8;
/// How many places on the right are tried for a pair of words on the left. More frequent pairs say little, and trying
/// all their places would take the square of their number.
const MOST_PLACES: usize = 16;

/// What counts as no difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DiffOptions {
    /// "Été" is "été".
    pub ignore_case: bool,
    /// Marks are looked through as white space is.
    pub ignore_punctuation: bool,
    /// Other quotation marks, apostrophes, dashes, spaces, ligatures or compositions are the same: "« l’œuvre »" is
    /// "\"l'oeuvre\"".
    pub ignore_typography: bool,
}

impl DiffOptions {
    /// White space and marks between words that are both present or not are compared byte for byte only when nothing of
    /// the kind is ignored.
    const fn ignore_filler(self) -> bool {
        self.ignore_punctuation || self.ignore_typography
    }
}

/// How two pieces of text relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HunkKind {
    /// The same on both sides, in the same place; byte for byte, unless the options ignore a difference.
    Equal,
    /// One thing on the left, another in its place on the right.
    Changed,
    /// On the left alone.
    OnlyLeft,
    /// On the right alone.
    OnlyRight,
    /// The same on both sides, as for `Equal`, in different places.
    Moved,
}

/// A piece of the left text and what became of it in the right one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hunk {
    /// How the two relate.
    pub kind: HunkKind,
    /// UTF-8 bytes of the left text; empty, where it would be inserted, for `OnlyRight`.
    pub left: Range<usize>,
    /// UTF-8 bytes of the right text; empty, where it would be inserted, for `OnlyLeft`.
    pub right: Range<usize>,
}

/// The differences of two texts. In this order the left ranges cover the left text without gap or overlap; in the order
/// of [`in_right_order`] the right ranges cover the right text.
pub fn diff(left: &str, right: &str, options: DiffOptions) -> Vec<Hunk> {
    let (left, right) = (Side::of(left, options), Side::of(right, options));
    let (left_keys, right_keys) = keys(&left, &right);
    let mut hunks = Hunks {
        left: &left,
        right: &right,
        options,
        done: Vec::new(),
    };
    hunks.push_filler(0..left.position(0), 0..right.position(0), HunkKind::Equal);
    let runs = runs(&capture_diff_slices(Algorithm::Myers, &left_keys, &right_keys));
    let moves = Moves::find(&runs, (&left, &left_keys), (&right, &right_keys));
    for run in runs {
        match run {
            Run::Same { left, right, length } => hunks.push_same(left, right, length, HunkKind::Equal),
            Run::Gap { left, right } => hunks.push_gap(left, right, &moves),
        }
    }
    hunks.done
}

/// The same hunks by their place in the right text.
pub fn in_right_order(hunks: &[Hunk]) -> Vec<&Hunk> {
    let mut hunks: Vec<_> = hunks.iter().collect();
    hunks.sort_by_key(|hunk| (hunk.right.start, hunk.right.end));
    hunks
}

/// A word or a mark, and the white space behind it (with ignored marks).
struct Unit {
    start: usize,
    end: usize,
    /// Where the filler ends and the next unit starts.
    next: usize,
    key: String,
    /// Characters of a word, 0 for a mark.
    characters: usize,
}

/// One text, cut into units.
struct Side<'a> {
    text: &'a str,
    units: Vec<Unit>,
}

impl<'a> Side<'a> {
    fn of(text: &'a str, options: DiffOptions) -> Self {
        let mut units: Vec<Unit> = Vec::new();
        for range in pieces(text) {
            let Some(piece) = text.get(range.clone()) else {
                continue;
            };
            let key = key(piece, options);
            let is_filler = key.is_empty()
                || piece.chars().all(char::is_whitespace)
                || options.ignore_punctuation && piece.chars().all(is_punctuation);
            if is_filler {
                if let Some(last) = units.last_mut() {
                    last.next = range.end;
                }
                continue;
            }
            // Full stops in a row are one mark, as the ellipsis is.
            if let Some(last) = units.last_mut().filter(|last| last.next == range.start)
                && piece == "."
                && last.end == last.next
                && last.key.chars().all(|character| character == '.')
            {
                last.key.push('.');
                (last.end, last.next) = (range.end, range.end);
                continue;
            }
            let is_word = piece.contains(char::is_alphanumeric);
            units.push(Unit {
                start: range.start,
                end: range.end,
                next: range.end,
                key,
                characters: if is_word { piece.chars().count() } else { 0 },
            });
        }
        Self { text, units }
    }

    /// The byte where a unit starts, or the end of the text.
    fn position(&self, unit: usize) -> usize {
        self.units.get(unit).map_or(self.text.len(), |unit| unit.start)
    }

    fn bytes(&self, units: &Range<usize>) -> Range<usize> {
        self.position(units.start)..self.position(units.end)
    }
}

/// The ranges of words, marks and white space, which cover the text.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let words: Vec<_> = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default())
        .segment_str(text)
        .collect();
    let graphemes: Vec<_> = GraphemeClusterSegmenter::new().segment_str(text).collect();
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut words = words.into_iter().peekable();
    let mut after_space = false;
    for (start, end) in graphemes.iter().copied().zip(graphemes.iter().copied().skip(1)) {
        while words.next_if(|word| *word < start).is_some() {}
        // The narrow no-break space is a part of words for Unicode; before French marks it is a space like any other.
        let is_space = text
            .get(start..end)
            .is_some_and(|grapheme| grapheme.chars().all(char::is_whitespace));
        let joins = words.peek() != Some(&start) && is_space == after_space;
        match pieces.last_mut() {
            Some(last) if joins => last.end = end,
            _ => pieces.push(start..end),
        }
        after_space = is_space;
    }
    pieces
        .into_iter()
        .flat_map(|piece| {
            let cut = text
                .get(piece.clone())
                .and_then(elision)
                .map(|length| piece.start + length)
                .filter(|cut| graphemes.binary_search(cut).is_ok())
                .unwrap_or(piece.end);
            [piece.start..cut, cut..piece.end]
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// The length in bytes of an elided word with its apostrophe, at the beginning of a word.
fn elision(word: &str) -> Option<usize> {
    const ELIDED: [&str; 15] = [
        "l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    ];
    let (at, apostrophe) = word.char_indices().find(|(_, character)| is_apostrophe(*character))?;
    let elided = word.get(..at)?.to_lowercase();
    ELIDED.contains(&elided.as_str()).then_some(at + apostrophe.len_utf8())
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

/// Marks that structure a sentence; not signs that mean something, such as "%" or "€".
const fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '!' | '"' | '\'' | '(' | ')' | '*' | ',' | '-' | '.' | '/' | ':' | ';' | '?' | '[' | '\\' | ']' | '_' | '{' | '}'
            | '¡' | '¶' | '·' | '¿' | '«' | '»' | 'ʼ'
            | '\u{2010}'..='\u{2027}' | '\u{2032}'..='\u{205e}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '・'
            | '！' | '（' | '）' | '，' | '－' | '．' | '：' | '；' | '？' | '｡' | '､'
    )
}

/// What must be equal for two pieces to be the same.
fn key(piece: &str, options: DiffOptions) -> String {
    let mut key = piece.to_owned();
    if options.ignore_typography {
        let mut plain = String::with_capacity(key.len());
        for character in key.chars() {
            match character {
                '’' | '‘' | '‚' | '‛' | 'ʼ' | '′' | '´' | '`' | '‹' | '›' => plain.push('\''),
                '“' | '”' | '„' | '‟' | '«' | '»' | '″' => plain.push('"'),
                '\u{2010}'..='\u{2015}' | '−' => plain.push('-'),
                'œ' => plain.push_str("oe"),
                'Œ' => plain.push_str("OE"),
                'æ' => plain.push_str("ae"),
                'Æ' => plain.push_str("AE"),
                // Soft hyphen, zero-width space, word joiner, byte order mark.
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                other => plain.push(other),
            }
        }
        // Compositions, ligatures, the ellipsis, superscripts, full width.
        key = ComposingNormalizer::new_nfkc().normalize(&plain).into_owned();
    }
    if options.ignore_case {
        key = key.to_lowercase();
    }
    key
}

/// Numbers for the keys of both sides: the same for the same key.
fn keys(left: &Side<'_>, right: &Side<'_>) -> (Vec<usize>, Vec<usize>) {
    fn number<'a>(side: &'a Side<'_>, numbers: &mut HashMap<&'a str, usize>) -> Vec<usize> {
        side.units
            .iter()
            .map(|unit| {
                let next = numbers.len();
                *numbers.entry(unit.key.as_str()).or_insert(next)
            })
            .collect()
    }
    let mut numbers = HashMap::new();
    (number(left, &mut numbers), number(right, &mut numbers))
}

/// Units of both sides, in the order of both.
enum Run {
    Same { left: usize, right: usize, length: usize },
    Gap { left: Range<usize>, right: Range<usize> },
}

/// The operations as runs; gaps that touch are one.
fn runs(operations: &[DiffOp]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for operation in operations {
        let (_, old, new) = operation.as_tag_tuple();
        if let DiffOp::Equal { len, .. } = operation {
            runs.push(Run::Same {
                left: old.start,
                right: new.start,
                length: *len,
            });
        } else if let Some(Run::Gap { left, right }) = runs.last_mut() {
            left.end = left.end.max(old.end);
            right.end = right.end.max(new.end);
        } else {
            runs.push(Run::Gap { left: old, right: new });
        }
    }
    runs
}

/// Phrases that stand in a gap of the left and in another of the right: for each unit on one side its unit on the other.
struct Moves {
    of_left: Vec<Option<usize>>,
    of_right: Vec<Option<usize>>,
}

impl Moves {
    fn find(
        runs: &[Run],
        (left, left_keys): (&Side<'_>, &[usize]),
        (right, right_keys): (&Side<'_>, &[usize]),
    ) -> Self {
        let mut moves = Self {
            of_left: vec![None; left.units.len()],
            of_right: vec![None; right.units.len()],
        };
        // For each unit in a gap, the end of the gap.
        let mut left_ends = vec![0; left.units.len()];
        let mut right_ends = vec![0; right.units.len()];
        for run in runs {
            if let Run::Gap { left, right } = run {
                left_ends.get_mut(left.clone()).unwrap_or_default().fill(left.end);
                right_ends.get_mut(right.clone()).unwrap_or_default().fill(right.end);
            }
        }
        let mut places: HashMap<&[usize], Vec<usize>> = HashMap::new();
        for (at, pair) in right_keys.windows(2).enumerate() {
            if right_ends.get(at).is_some_and(|end| at + 1 < *end) {
                places.entry(pair).or_default().push(at);
            }
        }
        let same = |left: Option<usize>, right: Option<usize>| {
            let (Some(left), Some(right)) = (left, right) else {
                return false;
            };
            left_ends.get(left).is_some_and(|end| *end > left)
                && right_ends.get(right).is_some_and(|end| *end > right)
                && left_keys.get(left) == right_keys.get(right)
        };
        let mut phrases = Vec::new();
        for (from, pair) in left_keys.windows(2).enumerate() {
            let Some(places) = places
                .get(pair)
                .filter(|_| left_ends.get(from).is_some_and(|end| from + 1 < *end))
            else {
                continue;
            };
            for &to in places.iter().take(MOST_PLACES) {
                // Part of the phrase that begins one unit before.
                if same(from.checked_sub(1), to.checked_sub(1)) {
                    continue;
                }
                let length = (0..left.units.len() - from)
                    .take_while(|offset| same(Some(from + offset), Some(to + offset)))
                    .count();
                let units = left.units.get(from..from + length).unwrap_or_default();
                let words = units.iter().filter(|unit| unit.characters > 0).count();
                let characters: usize = units.iter().map(|unit| unit.characters).sum();
                if words >= FEWEST_MOVED_WORDS && characters >= FEWEST_MOVED_CHARACTERS {
                    phrases.push((characters, from, to, length));
                }
            }
        }
        // The longest first; then from the left, so that the result does not depend on chance.
        phrases.sort_by_key(|&(characters, from, to, _)| (std::cmp::Reverse(characters), from, to));
        for (_, from, to, length) in phrases {
            let (Some(of_left), Some(of_right)) = (
                moves.of_left.get_mut(from..from + length),
                moves.of_right.get_mut(to..to + length),
            ) else {
                continue;
            };
            if of_left.iter().chain(of_right.iter()).any(Option::is_some) {
                continue;
            }
            for (offset, (of_left, of_right)) in of_left.iter_mut().zip(of_right).enumerate() {
                *of_left = Some(to + offset);
                *of_right = Some(from + offset);
            }
        }
        moves
    }
}

/// Hunks as they are found, in the order of the left text.
struct Hunks<'a> {
    left: &'a Side<'a>,
    right: &'a Side<'a>,
    options: DiffOptions,
    done: Vec<Hunk>,
}

impl Hunks<'_> {
    /// Units that are the same on both sides.
    fn push_same(&mut self, left: usize, right: usize, length: usize, kind: HunkKind) {
        let (left_side, right_side) = (self.left, self.right);
        let left = left_side.units.iter().skip(left);
        let right = right_side.units.iter().skip(right);
        for (left, right) in left.zip(right).take(length) {
            self.push(kind, left.start..left.end, right.start..right.end);
            self.push_filler(left.end..left.next, right.end..right.next, kind);
        }
    }

    /// White space (with ignored marks) behind two units of a kind.
    fn push_filler(&mut self, left: Range<usize>, right: Range<usize>, kind: HunkKind) {
        let same =
            self.options.ignore_filler() || self.left.text.get(left.clone()) == self.right.text.get(right.clone());
        self.push(if same { kind } else { one_sided(&left, &right) }, left, right);
    }

    /// Units that are not in the same place on the other side.
    fn push_gap(&mut self, left: Range<usize>, right: Range<usize>, moves: &Moves) {
        let ends = (self.left.position(left.end), self.right.position(right.end));
        let mut alone = stretches(&right, &moves.of_right)
            .into_iter()
            .filter(|(_, from)| from.is_none())
            .map(|(units, _)| self.right.bytes(&units))
            .collect::<Vec<_>>()
            .into_iter();
        for (units, to) in stretches(&left, &moves.of_left) {
            if let Some(to) = to {
                self.push_same(units.start, to, units.len(), HunkKind::Moved);
            } else {
                let bytes = self.left.bytes(&units);
                let other = alone.next().unwrap_or(ends.1..ends.1);
                self.push(one_sided(&bytes, &other), bytes, other);
            }
        }
        for bytes in alone {
            self.push(HunkKind::OnlyRight, ends.0..ends.0, bytes);
        }
    }

    /// Lengthens the last hunk where both sides go on in the same way.
    fn push(&mut self, kind: HunkKind, left: Range<usize>, right: Range<usize>) {
        if left.is_empty() && right.is_empty() {
            return;
        }
        match self.done.last_mut() {
            Some(last) if last.kind == kind && last.left.end == left.start && last.right.end == right.start => {
                last.left.end = left.end;
                last.right.end = right.end;
            }
            _ => self.done.push(Hunk { kind, left, right }),
        }
    }
}

/// What a difference is called, by the sides that have something.
fn one_sided(left: &Range<usize>, right: &Range<usize>) -> HunkKind {
    if right.is_empty() {
        HunkKind::OnlyLeft
    } else if left.is_empty() {
        HunkKind::OnlyRight
    } else {
        HunkKind::Changed
    }
}

/// The units of a gap, cut where a moved phrase begins and ends; for a phrase, where it stands on the other side.
fn stretches(gap: &Range<usize>, moves: &[Option<usize>]) -> Vec<(Range<usize>, Option<usize>)> {
    let mut stretches: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    for (unit, to) in gap.clone().zip(moves.get(gap.clone()).unwrap_or_default()) {
        match stretches.last_mut() {
            Some((units, from)) if from.map(|from| from + units.len()) == *to => units.end = unit + 1,
            _ => stretches.push((unit..unit + 1, *to)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRICT: DiffOptions = DiffOptions {
        ignore_case: false,
        ignore_punctuation: false,
        ignore_typography: false,
    };

    /// Expectations in the notation of a proof-reader: {left|right} for what differs, ⟨…⟩ for what moved.
    #[track_caller]
    fn check(left: &str, right: &str, options: DiffOptions, expected: &str) {
        let mut told = String::new();
        for hunk in diff(left, right, options) {
            let (left, right) = (&left[hunk.left], &right[hunk.right]);
            match hunk.kind {
                HunkKind::Equal => told.push_str(left),
                HunkKind::Moved => told.extend(["⟨", left, "⟩"]),
                HunkKind::Changed | HunkKind::OnlyLeft | HunkKind::OnlyRight => {
                    told.extend(["{", left, "|", right, "}"]);
                }
            }
        }
        assert_eq!(told, expected);
    }

    #[test]
    fn words_are_equal_changed_or_on_one_side() {
        check("", "", STRICT, "");
        check("Il neige.", "Il neige.", STRICT, "Il neige.");
        check("Il neige.", "", STRICT, "{Il neige.|}");
        check("", " Il neige.", STRICT, "{| Il neige.}");
        check("The cat sleeps.", "The dog sleeps.", STRICT, "The {cat |dog }sleeps.");
        check(
            "The cat sleeps.",
            "The old cat sleeps.",
            STRICT,
            "The {|old }cat sleeps.",
        );
        check("one two", "one two three", STRICT, "one two{| three}");
        check("It ends.", "It ends!", STRICT, "It ends{.|!}");
    }

    #[test]
    fn white_space_is_compared_on_its_own() {
        check("a  b", "a b", STRICT, "a{  | }b");
        check(" a b", "a b\n", STRICT, "{ |}a b{|\n}");
        check("Où ?", "Où\u{202f}?", STRICT, "Où{ |\u{202f}}?");
    }

    #[test]
    fn french_elisions_are_words() {
        check("l'homme dort", "l'enfant dort", STRICT, "l'{homme |enfant }dort");
        check("Jusqu’ici", "Jusqu’alors", STRICT, "Jusqu’{ici|alors}");
        check("aujourd'hui", "aujourd'hier", STRICT, "{aujourd'hui|aujourd'hier}");
        check("don't", "didn't", STRICT, "{don't|didn't}");
    }

    #[test]
    fn graphemes_are_never_cut() {
        check("cafe\u{301} noir", "cafe noir", STRICT, "{cafe\u{301} |cafe }noir");
        check("👩‍👩‍👧 ici", "👩‍👩‍👦 ici", STRICT, "{👩‍👩‍👧 |👩‍👩‍👦 }ici");
        check("l'\u{301}a", "l'a", STRICT, "{l'\u{301}a|l'a}");
    }

    #[test]
    fn a_phrase_elsewhere_is_moved() {
        check(
            "Last summer, in a village by the sea, we met an old sailor who told stories.",
            "We met an old sailor who told stories in a village by the sea.",
            STRICT,
            "{Last summer, |We }⟨in a village by the sea⟩{, we |}met an old sailor who told stories{| }.",
        );
        check("of the a x of", "x of of the a", STRICT, "{|x of }of the a{ x of|}");
    }

    #[test]
    fn case_is_ignored_on_request() {
        let options = DiffOptions {
            ignore_case: true,
            ..STRICT
        };
        check("ÉTÉ rouge", "Été Rouge", options, "ÉTÉ rouge");
        check("ÉTÉ rouge", "Été Rouge", STRICT, "{ÉTÉ rouge|Été Rouge}");
        check("Été", "ete", options, "{Été|ete}");
    }

    #[test]
    fn punctuation_is_ignored_on_request() {
        let options = DiffOptions {
            ignore_punctuation: true,
            ..STRICT
        };
        check("« Oui », dit-il.", "Oui dit il", options, "« Oui », dit-il.");
        check("5 %", "5 €", options, "5 {%|€}");
    }

    #[test]
    fn typographic_variants_are_ignored_on_request() {
        let options = DiffOptions {
            ignore_typography: true,
            ..STRICT
        };
        check("« L’œuvre…\u{a0}»", "\"L'oeuvre...\"", options, "« L’œuvre…\u{a0}»");
        check("cafe\u{301} — ﬁn", "café – fin", options, "cafe\u{301} — ﬁn");
        check("co\u{ad}opération", "coopération", options, "co\u{ad}opération");
        check("Oui, non", "Oui ; non", options, "Oui{, |; }non");
    }
}
