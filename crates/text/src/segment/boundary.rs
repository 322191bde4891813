//! The decision: does the sentence end at this mark?
//!
//! The rules are those of French typography (see `docs/segmentation.md`, which names the source of each); what differs
//! between languages is in their lexicons.

use super::context::{Kind, Next, is_roman, omission, word_before};
use super::mark::{Mark, emoji_run, exclaims};
use super::nesting::Nesting;
use super::plain::{Trace, sure_verdict};
use super::rules::{After, LONGEST_ENTRY, Opening, Rules, ends_with_phrase};

/// How far back, in bytes, a dash that opens a remark is looked for.
const REMARK: usize = 400;
/// A line longer than this many bytes was wrapped by its editor: its end is no end of a sentence.
const SHORT_LINE: usize = 60;

/// What was found at a place that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The sentence ends at this byte.
    EndsAt(usize),
    /// The sentence goes on; look again from this byte.
    GoesOn(usize),
}

/// One block being read, and the sentence that starts at `start`.
#[derive(Debug)]
pub(super) struct Place<'a, 'n> {
    pub(super) rules: &'a Rules,
    pub(super) exceptions: &'a [Box<str>],
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) nesting: &'n mut Nesting,
    pub(super) said: FirstSaid,
}

/// The first letter or digit of a sentence, looked for once and not again in what was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FirstSaid {
    at: Option<usize>,
    read: usize,
}

impl FirstSaid {
    /// The first letter or digit of `text` from the byte `start` on, when it lies before the byte `before`.
    fn before(&mut self, text: &str, start: usize, before: usize) -> Option<usize> {
        if self.at.is_none() {
            let from = self.read.max(start);
            let unread = text.get(from..before).unwrap_or_default();
            self.at = unread.find(char::is_alphanumeric).map(|within| from + within);
            self.read = from.max(before);
        }
        self.at.filter(|&at| at < before)
    }
}

impl Place<'_, '_> {
    /// Judges the byte `hit`, one of those that [`super::scan::may_end_a_sentence`] finds.
    #[inline]
    pub(super) fn judge(&mut self, hit: usize) -> Verdict {
        if self.exceptions.is_empty() {
            match sure_verdict(self.rules, self.text, self.start, hit) {
                Some(Verdict::EndsAt(end)) => {
                    self.nesting.advance(self.text, end);
                    if !self.nesting.has_open_brackets() {
                        return Verdict::EndsAt(end);
                    }
                }
                Some(goes_on) => return goes_on,
                None => {}
            }
        }
        self.judge_in_context(hit)
    }

    /// The full reading of the mark at `hit`.
    pub(super) fn judge_in_context(&mut self, hit: usize) -> Verdict {
        let at = (hit.saturating_sub(3)..=hit)
            .rev()
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(hit);
        let Some(c) = self.text.get(at..).and_then(|text| text.chars().next()) else {
            return Verdict::GoesOn(hit + 1);
        };
        match c {
            '\n' => self.judge_line(at),
            '.' | '…' => self.judge_mark(at),
            c if exclaims(c) => self.judge_mark(at),
            _ => match emoji_run(self.text.get(at..).unwrap_or_default()) {
                0 => Verdict::GoesOn(at + c.len_utf8()),
                length => self.judge_emoji(at, at + length),
            },
        }
    }

    fn judge_mark(&mut self, at: usize) -> Verdict {
        let sentence = self.text.get(self.start..at).unwrap_or_default();
        let mark = Mark::read(self.text, at, sentence, self.nesting);
        let before = self.text.get(self.start..mark.stops_end).unwrap_or_default();
        if self
            .exceptions
            .iter()
            .any(|exception| ends_with_phrase(before, exception))
        {
            return Verdict::GoesOn(mark.stops_end);
        }
        let next = Next::read(self.text, mark.end);
        if next.kind == Kind::Nothing {
            // What is left is the end of this sentence, or lines that are judged at their newline.
            return Verdict::GoesOn(mark.end);
        }
        let glued = self
            .text
            .get(mark.end..)
            .is_some_and(|rest| !rest.starts_with(char::is_whitespace));
        if glued {
            return if self.ends_without_space(&mark, &next) {
                Verdict::EndsAt(mark.end)
            } else {
                Verdict::GoesOn(mark.end)
            };
        }
        if let Some(item) = self.item_number(&mark, &next) {
            return Verdict::EndsAt(item);
        }
        let ends = self.ends(&mark, &next) && !self.inside_dashes(&mark, &next) && {
            self.nesting.advance(self.text, mark.end);
            match self.said.before(self.text, self.start, mark.end) {
                Some(said) => !self.nesting.inside_a_remark(self.text, said, mark.end),
                None => true,
            }
        };
        if ends {
            Verdict::EndsAt(mark.end)
        } else {
            Verdict::GoesOn(mark.end)
        }
    }

    /// Whether a mark with white space after it ends the sentence.
    fn ends(&mut self, mark: &Mark, next: &Next<'_>) -> bool {
        if next.kind == Kind::Continuing || self.nothing_said_before(mark) {
            return false;
        }
        if mark.exclaims {
            self.exclamation_ends(mark, next)
        } else if mark.ellipsis {
            self.ellipsis_ends(mark, next)
        } else {
            self.full_stop_ends(mark, next)
        }
    }

    /// `!` and `?`: the sentence goes on when no capital follows (« Oh ! quel dommage », « Où ? » dit-il).
    fn exclamation_ends(&self, mark: &Mark, next: &Next<'_>) -> bool {
        match next.kind {
            Kind::Lower => {
                let small_opener = !mark.closed && !next.dash && !next.quote;
                next.is_camel_case()
                    || next.list_mark
                    || small_opener && next.opening(self.rules) == Opening::Pronoun && self.writer_shuns_capitals()
            }
            Kind::Upper | Kind::Digit | Kind::Other => {
                let word = word_before(self.text, self.start, mark.at);
                // « (!) » and « (?) » are remarks of one mark.
                let before = self.text.get(..mark.at).unwrap_or_default();
                let remark = word.is_empty() && mark.closed && before.ends_with('(');
                let name = !mark.closed && self.rules.is_marked_name(word);
                !(remark || name) || next.opening(self.rules) > Opening::Unknown
            }
            Kind::Nothing | Kind::Continuing => false,
        }
    }

    /// An ellipsis ends a sentence before a capital, unless it stands for words left out or the word before it waits for
    /// the one after it (« C'est... Paul »).
    fn ellipsis_ends(&self, mark: &Mark, next: &Next<'_>) -> bool {
        match next.kind {
            Kind::Upper => {
                if next.dash || next.quote || next.opening(self.rules) > Opening::Unknown {
                    return true;
                }
                let before = self.text.get(self.start..mark.at).unwrap_or_default().trim_end();
                let word = last_word(before);
                let letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
                !(letter || self.rules.ends_no_sentence(word) || before.ends_with(','))
            }
            Kind::Lower => {
                next.is_camel_case() || self.writer_shuns_capitals() && next.opening(self.rules) == Opening::Pronoun
            }
            Kind::Other => true,
            Kind::Nothing | Kind::Continuing | Kind::Digit => false,
        }
    }

    /// A single full stop: the abbreviations, the initials and the numbers.
    fn full_stop_ends(&mut self, mark: &Mark, next: &Next<'_>) -> bool {
        if mark.stopped_again || mark.footnote {
            return matches!(next.kind, Kind::Upper | Kind::Digit | Kind::Other)
                || !mark.closed && self.lower_case_start(next, Some(true));
        }
        let word = word_before(self.text, self.start, mark.at);
        if let Some(after) = self.abbreviation(word, mark.at) {
            return self.abbreviation_ends(after, mark, next);
        }
        if is_initials(word) {
            return self.initials_end(word, mark, next);
        }
        if is_dotted_letters(word) {
            return self.abbreviation_ends(After::Opener, mark, next);
        }
        if self.is_list_number(word, mark.at) && !mark.closed {
            return false;
        }
        match next.kind {
            Kind::Lower if mark.closed => next.is_camel_case(),
            Kind::Lower => self.lower_case_start(next, is_whole(word)),
            Kind::Upper => !(self.is_ordinal(word, next)),
            Kind::Digit | Kind::Other => true,
            Kind::Nothing | Kind::Continuing => false,
        }
    }

    fn abbreviation(&self, word: &str, stop: usize) -> Option<After> {
        if word.is_empty() || word.len() > LONGEST_ENTRY {
            return None;
        }
        let (joined, last) = match word.rsplit_once('.') {
            // « p.ex. », « av.J.-C. »: written without their space.
            Some((first, last)) if first.chars().count() <= 3 => (Some(last), last),
            _ => (None, word),
        };
        if !self.rules.may_shorten(Trace::of(word)) && (word == last || !self.rules.may_shorten(Trace::of(last))) {
            return None;
        }
        let text = self.text.get(self.start..stop).unwrap_or_default();
        self.rules
            .phrase(text, word)
            .or_else(|| {
                if word == last {
                    None
                } else {
                    self.rules.phrase(text, last)
                }
            })
            .or_else(|| self.rules.abbreviation(word))
            .or_else(|| {
                joined
                    .filter(|last| last.len() > 1)
                    .and_then(|last| self.rules.abbreviation(last))
            })
    }

    fn abbreviation_ends(&self, after: After, mark: &Mark, next: &Next<'_>) -> bool {
        if next.kind == Kind::Lower {
            return next.is_camel_case() && after == After::Capital;
        }
        if next.kind != Kind::Upper || next.bracket && !mark.closed {
            // « etc. » closes what it ends even before a number.
            return after == After::Capital && next.kind == Kind::Digit && next.dash;
        }
        let opening = next.opening(self.rules);
        match after {
            After::Never => mark.closed && opening >= Opening::Usual,
            After::Opener => opening > Opening::Unknown,
            After::NotNumber => !next.is_number() || opening >= Opening::Usual,
            After::Capital => true,
        }
    }

    /// `E. Philippe`, `J.-L. Mélenchon`, `U.S. Army` against « vitamine C. Elle », « des U.S.A. Il ».
    fn initials_end(&mut self, word: &str, mark: &Mark, next: &Next<'_>) -> bool {
        if next.kind != Kind::Upper {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            return next.kind == Kind::Digit && letters == 1 && self.noun_takes_letter(mark.at - word.len());
        }
        if self.is_list_number(word, mark.at) {
            return false;
        }
        let opening = next.opening(self.rules);
        let one = word.chars().count() == 1;
        if one && self.noun_takes_letter(mark.at - word.len()) {
            return true;
        }
        if opening >= Opening::Usual {
            // « J. Petit », « Y. Ma »: a short opener before another mark of a name.
            return !(one && next.rest.starts_with([',', ')', '.']));
        }
        if !one && !word.contains('-') && self.rules.opening(next.word) == Opening::Shared {
            // An acronym, not a first name: « des U.S.A. Le Président ».
            return true;
        }
        opening == Opening::Shared || mark.closed && self.rules.opening(next.word) == Opening::Shared
    }

    fn noun_takes_letter(&self, letter_at: usize) -> bool {
        let before = self.text.get(self.start..letter_at).unwrap_or_default();
        if !before.ends_with(char::is_whitespace) {
            return false;
        }
        let before = before.trim_end();
        let word = last_word(before);
        // « la droite qui relie A à B. Mesurez »: two letters that name points or things.
        let pair = self.rules.ends_no_sentence(word) && {
            let first = last_word(before[..before.len() - word.len()].trim_end());
            first.chars().count() == 1 && first.chars().all(char::is_uppercase)
        };
        pair || self.rules.takes_a_letter(word)
    }

    /// Whether the number or letter `word` before the stop at `stop` is the first thing of the sentence: « 1. Le pain ».
    fn is_list_number(&mut self, word: &str, stop: usize) -> bool {
        is_item_label(word) && self.said.before(self.text, self.start, stop - word.len()).is_none()
    }

    /// In « 1. Le pain 2. Le vin », the place before `2.` when the sentence started with `1.`
    fn item_number(&self, mark: &Mark, next: &Next<'_>) -> Option<usize> {
        if next.kind != Kind::Upper || mark.exclaims || mark.ellipsis || mark.closed {
            return None;
        }
        let word = word_before(self.text, self.start, mark.at);
        let number: u32 = word.parse().ok().filter(|_| word.len() <= 2)?;
        let sentence = self.text.get(self.start..)?;
        let digits = sentence.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let first: u32 = sentence
            .get(..digits)?
            .parse()
            .ok()
            .filter(|_| sentence[digits..].starts_with('.'))?;
        let at = mark.at - word.len();
        let before = self.text.get(self.start..at)?;
        let parted = before.ends_with(char::is_whitespace) && !before.trim_end().ends_with(['.', ',']);
        (number == first + 1 && parted && before.len() > 4).then(|| before.trim_end().len() + self.start)
    }

    /// « am 3. Oktober »: only languages whose lexicon says so write ordinals with a stop.
    fn is_ordinal(&self, word: &str, next: &Next<'_>) -> bool {
        (word.bytes().all(|byte| byte.is_ascii_digit()) || is_roman(word))
            && word.len() <= 5
            && !word.is_empty()
            && self.rules.follows_an_ordinal(next.word)
    }

    /// A sentence that starts in lower case: `iPhone`, a writer without capitals, or, after a whole word, anything but
    /// a reply's dash.
    fn lower_case_start(&self, next: &Next<'_>, whole_word: Option<bool>) -> bool {
        if next.kind != Kind::Lower {
            return false;
        }
        next.is_camel_case()
            || next.list_mark
            || next.opening(self.rules) == Opening::Pronoun
            || match whole_word {
                Some(true) => !next.dash || next.hyphen,
                Some(false) => false,
                None => !next.dash && !next.quote && self.writer_shuns_capitals(),
            }
    }

    /// Whether this sentence itself starts in lower case.
    fn writer_shuns_capitals(&self) -> bool {
        let sentence = self.text.get(self.start..).unwrap_or_default();
        let first = Next::read(sentence, 0);
        first.kind == Kind::Lower
            && !first.is_camel_case()
            && omission(sentence).is_none()
            && !sentence.starts_with('…')
    }

    /// Whether the sentence is still empty: « ... Et puis », « […] Le roi ».
    fn nothing_said_before(&mut self, mark: &Mark) -> bool {
        self.said.before(self.text, self.start, mark.at).is_none()
            && !self
                .text
                .get(mark.at..mark.end)
                .is_some_and(|mark| mark.contains(['!', '?']))
    }

    /// « Cette idée – quelle idée ! – Paul l'avait eue »: the dash after the mark closes a remark, it opens no sentence.
    fn inside_dashes(&self, mark: &Mark, next: &Next<'_>) -> bool {
        if !next.dash || next.quote || !mark.exclaims && !mark.ellipsis {
            return false;
        }
        let after = self.text.get(mark.end..).unwrap_or_default().trim_start();
        let Some(dash @ ('–' | '—')) = after.chars().next() else {
            return false;
        };
        let mut from = self.start.max(mark.at.saturating_sub(REMARK));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = self.text.get(from..mark.at).unwrap_or_default();
        let mut said = from > self.start;
        let mut dashes = 0_usize;
        let mut previous = ' ';
        let mut announced = false;
        for c in before.chars() {
            dashes += usize::from(c == dash && said && previous.is_whitespace() && !announced);
            said |= c.is_alphanumeric();
            previous = c;
            if !c.is_whitespace() {
                // A dash after a colon or a stop opens a reply, not a remark.
                announced = matches!(c, ':' | '.' | '!' | '?' | '…' | '»' | '”');
            }
        }
        dashes % 2 == 1
    }

    /// A missing space after the mark: « la fin.Le début », never « Soloviev.Live », `index.html` or « ne...pas ».
    fn ends_without_space(&mut self, mark: &Mark, next: &Next<'_>) -> bool {
        if next.kind != Kind::Upper || self.nothing_said_before(mark) {
            return false;
        }
        let opening = next.opening(self.rules);
        let direct = self
            .text
            .get(mark.end..)
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if !direct {
            // « Oui.« Non » », « fin.(Rires) »: an opening mark without its space.
            return mark.closed || next.quote && opening > Opening::Unknown;
        }
        if mark.closed || mark.footnote {
            return mark.closed && (mark.exclaims || opening > Opening::Unknown);
        }
        let capitalised = next
            .word
            .chars()
            .nth(1)
            .is_none_or(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
        let parted = next.rest.starts_with(char::is_whitespace) || next.word.ends_with(['\'', '’']);
        let word = word_before(self.text, self.start, mark.at);
        if !capitalised || !parted || next.rest.is_empty() {
            return false;
        }
        if mark.exclaims || mark.ellipsis {
            return !self.rules.is_marked_name(word) && word.chars().count() != 1;
        }
        if self.abbreviation(word, mark.at).is_some()
            || self.rules.is_suffix(next.word)
            || word.contains(['.', '/', '@'])
        {
            return false;
        }
        let plain = word.chars().count() > 1 && word.chars().all(|c| c.is_lowercase() || matches!(c, '-'));
        let number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let name = word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
        plain && !self.rules.is_suffix(word) || opening > Opening::Unknown && (name || number)
    }

    /// The end of a line inside the block: a blank line, an item of a list or a heading parts sentences; the end of a
    /// line that an editor wrapped does not.
    fn judge_line(&mut self, at: usize) -> Verdict {
        let before = self.text.get(self.start..at).unwrap_or_default();
        let after = self.text.get(at + 1..).unwrap_or_default();
        let goes_on = Verdict::GoesOn(at + 1);
        if after.trim_start().is_empty() {
            return goes_on;
        }
        if after.trim_start_matches([' ', '\t', '\r', '\u{a0}']).starts_with('\n') {
            return Verdict::EndsAt(at);
        }
        if self
            .exceptions
            .iter()
            .any(|exception| ends_with_phrase(before.trim_end(), exception))
        {
            return goes_on;
        }
        let line = after.trim_start();
        let next = Next::read(line, 0);
        let labelled = is_item_label(next.word)
            && next.rest.starts_with(['.', ')', '°'])
            && !before.trim_end().ends_with(|c: char| {
                matches!(c, '.') || c.is_alphabetic() && next.rest.starts_with('.') && next.kind != Kind::Digit
            });
        let item = line.starts_with(['•', '‣', '◦', '▪', '—', '–', '*', '#']) || line.starts_with("- ") || labelled;
        if item {
            return Verdict::EndsAt(at);
        }
        let length = before
            .rfind('\n')
            .map_or(before.len(), |newline| before.len() - newline);
        let unfinished = before.trim_end().ends_with([',', ';', '-', '–', '—', '(', '«', '“'])
            || self.rules.ends_no_sentence(last_word(before.trim_end()))
            || before.trim_end().ends_with('.') && !next.quote && next.kind != Kind::Digit;
        let starts = matches!(next.kind, Kind::Upper | Kind::Digit | Kind::Other);
        if starts && !unfinished && length <= SHORT_LINE {
            Verdict::EndsAt(at)
        } else {
            goes_on
        }
    }

    /// Emoji in the place of a full stop: « Trop bien 😀 Je viens ».
    fn judge_emoji(&mut self, at: usize, end: usize) -> Verdict {
        let next = Next::read(self.text, end);
        let spaced = self
            .text
            .get(end..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let said = self.said.before(self.text, self.start, at).is_some();
        let ends = spaced && said && next.kind == Kind::Upper && next.opening(self.rules) > Opening::Unknown;
        if ends {
            Verdict::EndsAt(end)
        } else {
            Verdict::GoesOn(end)
        }
    }
}

/// The last word of `text`, the part after an apostrophe or a hyphen included.
fn last_word(text: &str) -> &str {
    let length: usize = text
        .chars()
        .rev()
        .take_while(|&c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
        .map(char::len_utf8)
        .take(LONGEST_ENTRY)
        .sum();
    text.get(text.len() - length..).unwrap_or_default()
}

/// The labels of list items: `1`, `12`, `3.2.1`, `a`, `B`, `IV`.
fn is_item_label(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 9
        && (is_roman(word)
            || word.split('.').all(|part| {
                !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
                    || part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
            }))
}

/// Whether `word` (its last stop left out) is one capital, or capitals with stops or hyphens: `E`, `J.-L`, `U.S.A`.
fn is_initials(word: &str) -> bool {
    let mut capitals = 0_usize;
    let mut run = 0_usize;
    for c in word.chars() {
        match c {
            '.' | '-' => run = 0,
            c if c.is_uppercase() => {
                capitals += 1;
                run += 1;
                if run > 1 {
                    return false;
                }
            }
            _ => return false,
        }
    }
    capitals > 0
}

/// Whether `word` (its last stop left out) is letters parted by stops, small ones among them: `p.j`, `a.s.b.l`,
/// `G.m.b.H`. No list holds them all.
fn is_dotted_letters(word: &str) -> bool {
    let letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    word.contains('.') && word.split('.').all(letter) && word.chars().any(char::is_lowercase)
}

/// Whether `word` before a stop is a whole word and no unlisted abbreviation: French shortens before a vowel (LRT,
/// « Abréviations »), so that an unlisted one of two letters ends in a consonant. `None` when the word does not tell; a single letter is an
/// initial.
fn is_whole(word: &str) -> Option<bool> {
    let length = word.chars().count();
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return match length {
            0 | 4 => Some(true),
            _ => None,
        };
    }
    match length {
        1 => Some(false),
        2 if !word.ends_with(is_vowel) => None,
        _ => Some(true),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ê' | 'à' | 'ù' | 'û' | 'î' | 'ï' | 'ô'
    )
}
