//! A paragraph as lines: breaking, hyphens, fonts, and the order of runs that read from right to left.

use std::ops::Range;

use hypher::Lang;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};
use unicode_bidi::{BidiInfo, Level};

use super::font::{Cut, FontId, Fonts, Shaped};

/// Room at the end of a line, in em, from which on a word is parted to fill it. Less is not seen at a ragged edge.
const HYPHENATION_ZONE: f32 = 3.0;

/// Letters of the shortest word that is parted.
const SHORTEST_PARTED: usize = 7;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) cut: Cut,
    /// What is missing stands in the colour of flags, in the interface's language.
    pub(super) missing: bool,
}

/// The text of a paragraph and how its parts look, in order and without gaps.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) looks: Vec<(Range<usize>, Look)>,
}

impl Paragraph {
    /// A text that looks the same throughout.
    pub(super) fn of(text: &str, cut: Cut) -> Self {
        let mut paragraph = Self::default();
        paragraph.push(text, Look { cut, missing: false });
        paragraph
    }

    /// More text. Line ends are one sign; control characters, and what Unicode says is no character, are shown as their
    /// number.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        let start = self.text.len();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\r' if rest.peek() == Some(&'\n') => {}
                '\t' => self.text.push(' '),
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.text.push('\n'),
                c if c.is_control() || is_noncharacter(c) => self.text.push_str(&named(c)),
                c => self.text.push(c),
            }
        }
        if self.text.len() > start {
            self.looks.push((start..self.text.len(), look));
        }
    }
}

fn named(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// The 66 code points that no text has (Unicode Standard, section 23.7). A font may list one and have nothing for it.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

/// Characters that are never seen, and need no font.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

/// Characters that are not seen themselves, but say how their neighbours join.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A piece of a line: one look, one font, one direction.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) shaped: Shaped,
    pub(super) font: FontId,
    pub(super) look: Look,
    level: u8,
}

/// A line, its pieces from left to right. Widths are in em.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) width: f32,
}

/// How many letters a column has, and how many of them no font could show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) all: usize,
    pub(super) unshown: usize,
}

/// What lines are broken for.
pub(super) struct Measure<'a> {
    /// Room for a line, in em.
    pub(super) width: f32,
    /// BCP 47: which words may be parted where, and which forms a font gives its letters.
    pub(super) language: &'a str,
    pub(super) is_rtl: bool,
}

/// Breaks a paragraph into lines.
pub(super) fn lines(
    paragraph: &Paragraph,
    measure: &Measure<'_>,
    fonts: &mut Fonts,
    letters: &mut Letters,
) -> Vec<Line> {
    let base = if measure.is_rtl { Level::rtl() } else { Level::ltr() };
    let mut breaker = Breaker {
        paragraph,
        levels: BidiInfo::new(&paragraph.text, Some(base)).levels,
        measure,
        hyphenation: hyphenation(measure.language),
        fonts,
        letters,
        lines: vec![Vec::new()],
        filled: 0.0,
    };
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(&paragraph.text).collect();
    for pair in breaks.windows(2) {
        breaker.add(pair[0]..pair[1]);
    }
    let mut lines = breaker.lines;
    if lines.len() > 1 && lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines.into_iter().map(ordered).collect()
}

/// The patterns for a language, where there are any.
fn hyphenation(language: &str) -> Option<Lang> {
    let primary = language.split('-').next()?.as_bytes();
    Lang::from_iso(primary.try_into().ok()?)
}

struct Breaker<'a> {
    paragraph: &'a Paragraph,
    levels: Vec<Level>,
    measure: &'a Measure<'a>,
    hyphenation: Option<Lang>,
    fonts: &'a mut Fonts,
    letters: &'a mut Letters,
    lines: Vec<Vec<Piece>>,
    /// How far the last line is filled, in em.
    filled: f32,
}

impl Breaker<'_> {
    /// Sets what stands between two places where a line may end, and the white space after it.
    fn add(&mut self, atom: Range<usize>) {
        let text = &self.paragraph.text[atom.clone()];
        let visible = atom.start + text.trim_end().len();
        let pieces = self.shape(atom.start..visible);
        let width = total(&pieces);
        // Behind a soft hyphen, a line that ends here shows it.
        let is_soft = text.ends_with('\u{ad}');
        let needed = if is_soft {
            width + self.hyphen_width(&pieces)
        } else {
            width
        };
        if self.filled + needed <= self.measure.width {
            self.push(pieces);
        } else {
            self.break_in(atom.start..visible, pieces, width);
        }
        let space = self.shape(visible..atom.start + text.trim_end_matches('\n').len());
        self.push(space);
        if text.ends_with('\n') {
            self.new_line();
        }
    }

    /// Sets what does not fit on the line: parted by a hyphen, on the next line, or, when it is longer than any line,
    /// parted wherever the line is full.
    fn break_in(&mut self, range: Range<usize>, pieces: Vec<Piece>, width: f32) {
        if let Some(place) = self.place_of_hyphen(&range) {
            let before = self.shape(range.start..place);
            self.push(before);
            self.push_hyphen();
            self.new_line();
            let rest = place..range.end;
            let pieces = self.shape(rest.clone());
            let width = total(&pieces);
            if width > self.measure.width {
                self.break_in(rest, pieces, width);
            } else {
                self.push(pieces);
            }
            return;
        }
        if self.filled > 0.0 {
            if self.ends_softly(range.start) {
                self.push_hyphen();
            }
            self.new_line();
        }
        if width > self.measure.width {
            for piece in pieces {
                self.push_parted(&piece);
            }
        } else {
            self.push(pieces);
        }
    }

    fn ends_softly(&self, place: usize) -> bool {
        self.paragraph.text[..place].ends_with('\u{ad}')
    }

    /// The last place in a word, as a byte of the paragraph, where it can be parted so that its beginning fits.
    fn place_of_hyphen(&mut self, range: &Range<usize>) -> Option<usize> {
        let language = self.hyphenation?;
        let room = self.measure.width - self.filled;
        if room < HYPHENATION_ZONE || self.levels.get(range.start)?.is_rtl() {
            return None;
        }
        let text = &self.paragraph.text[range.clone()];
        // The word among its elisions, quotation marks and points. Names are not parted.
        let word = text
            .split(|c: char| !c.is_alphabetic())
            .max_by_key(|word| word.len())
            .filter(|word| word.chars().count() >= SHORTEST_PARTED && !word.starts_with(char::is_uppercase))?;
        let start = range.start + text.find(word)?;
        let mut place = start;
        let mut fitting = None;
        let syllables: Vec<usize> = hypher::hyphenate(word, language).map(str::len).collect();
        for syllable in syllables.iter().take(syllables.len().saturating_sub(1)) {
            place += syllable;
            let before = self.shape(range.start..place);
            if total(&before) + self.hyphen_width(&before) > room {
                break;
            }
            fitting = Some(place);
        }
        fitting
    }

    fn hyphen_width(&mut self, after: &[Piece]) -> f32 {
        after
            .last()
            .map_or(0.0, |piece| self.fonts.hyphen(font_of_hyphen(piece)).width)
    }

    fn push_hyphen(&mut self) {
        let Some(last) = self.lines.last().and_then(|line| line.last()) else {
            return;
        };
        let font = font_of_hyphen(last);
        let (look, level) = (last.look, last.level);
        let shaped = self.fonts.hyphen(font);
        self.push(vec![Piece {
            shaped,
            font,
            look,
            level,
        }]);
    }

    fn push(&mut self, pieces: Vec<Piece>) {
        self.filled += total(&pieces);
        if let Some(line) = self.lines.last_mut() {
            line.extend(pieces);
        }
    }

    fn new_line(&mut self) {
        self.lines.push(Vec::new());
        self.filled = 0.0;
    }

    /// Parts a piece over as many lines as it takes, between what a reader sees as characters.
    fn push_parted(&mut self, piece: &Piece) {
        let is_rtl = piece.level % 2 == 1;
        let text = &piece.shaped.text;
        let places: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(text).collect();
        let mut part = String::new();
        let mut width = 0.0;
        for pair in places.windows(2) {
            let cluster = &text[pair[0]..pair[1]];
            let advance = self
                .fonts
                .shape(piece.font, cluster, is_rtl, self.measure.language)
                .width;
            if self.filled + width + advance > self.measure.width && self.filled + width > 0.0 {
                self.push_part(piece, &std::mem::take(&mut part));
                self.new_line();
                width = 0.0;
            }
            width += advance;
            part.push_str(cluster);
        }
        self.push_part(piece, &part);
    }

    fn push_part(&mut self, piece: &Piece, text: &str) {
        if text.is_empty() {
            return;
        }
        let shaped = self
            .fonts
            .shape(piece.font, text, piece.level % 2 == 1, self.measure.language);
        self.push(vec![Piece { shaped, ..*piece }]);
    }

    /// Shapes a stretch, parted where look, direction or font change.
    fn shape(&mut self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut run: Option<Run> = None;
        for (offset, c) in self.paragraph.text[range.clone()].char_indices() {
            if is_unseen(c) {
                continue;
            }
            if is_joiner(c) {
                if let Some(run) = &mut run {
                    run.text.push(c);
                }
                continue;
            }
            let at = range.start + offset;
            let level = self.levels.get(at).map_or(0, Level::number);
            let looks = &self.paragraph.looks;
            let look = looks
                .get(looks.partition_point(|(range, _)| range.end <= at))
                .map_or(Look::default(), |(_, look)| *look);
            let (font, shown) = self.shown(c, look);
            match &mut run {
                Some(run) if (run.font, run.look, run.level) == (font, look, level) => run.text.push_str(&shown),
                _ => {
                    pieces.extend(run.take().map(|run| self.end(run)));
                    run = Some(Run {
                        font,
                        look,
                        level,
                        text: shown,
                    });
                }
            }
        }
        pieces.extend(run.map(|run| self.end(run)));
        pieces
    }

    /// The font for a character, and what is shown of it: itself, or its number.
    fn shown(&mut self, c: char, look: Look) -> (FontId, String) {
        let is_letter = c.is_alphabetic();
        self.letters.all += usize::from(is_letter);
        if let Some(font) = self.fonts.find(c, look.cut) {
            return (font, c.to_string());
        }
        if c.is_whitespace() {
            return (0, " ".to_owned());
        }
        self.letters.unshown += usize::from(is_letter);
        (0, named(c))
    }

    fn end(&mut self, run: Run) -> Piece {
        let Run {
            font,
            look,
            level,
            text,
        } = run;
        Piece {
            shaped: self.fonts.shape(font, &text, level % 2 == 1, self.measure.language),
            font,
            look,
            level,
        }
    }
}

/// Every one of our own fonts has a hyphen; of others it is not known.
fn font_of_hyphen(piece: &Piece) -> FontId {
    if piece.font <= 2 { piece.font } else { 0 }
}

struct Run {
    font: FontId,
    look: Look,
    level: u8,
    text: String,
}

fn total(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.shaped.width).sum()
}

/// Joins what looks alike, takes the white space at the end away and puts the pieces in the order of the eye
/// (Unicode Standard Annex #9, rule L2).
fn ordered(mut pieces: Vec<Piece>) -> Line {
    while pieces.last().is_some_and(|last| last.shaped.text.trim().is_empty()) {
        pieces.pop();
    }
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if (last.font, last.look, last.level) == (piece.font, piece.look, piece.level) => {
                last.shaped.append(piece.shaped, last.level % 2 == 1);
            }
            _ => joined.push(piece),
        }
    }
    let highest = joined.iter().map(|piece| piece.level).max().unwrap_or_default();
    for level in (1..=highest).rev() {
        let mut start = 0;
        while start < joined.len() {
            let length = joined[start..].iter().take_while(|piece| piece.level >= level).count();
            joined[start..start + length].reverse();
            start += length.max(1);
        }
    }
    Line {
        width: total(&joined),
        pieces: joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the lines, none of which is wider than it may be.
    fn broken(text: &str, language: &str, width: f32) -> Vec<String> {
        let mut fonts = Fonts::new().unwrap();
        let measure = Measure {
            width,
            language,
            is_rtl: false,
        };
        let paragraph = Paragraph::of(text, Cut::Regular);
        let lines = lines(&paragraph, &measure, &mut fonts, &mut Letters::default());
        for line in &lines {
            assert!(line.width <= width, "{text}: a line of {} em", line.width);
        }
        let text_of = |line: &Line| line.pieces.iter().map(|piece| piece.shaped.text.as_str()).collect();
        lines.iter().map(text_of).collect()
    }

    #[test]
    fn french_words_are_parted_by_their_syllables() {
        // By the rules of the Imprimerie nationale: ex-tra-or-di-nai-re-ment.
        let beginnings = ["ex", "extra", "extraor", "extraordi", "extraordinai", "extraordinaire"];
        let mut parted = 0;
        for width in 6..14_u8 {
            let lines = broken("il est extraordinairement", "fr", f32::from(width));
            let beginning = lines.iter().find_map(|line| line.strip_suffix('\u{ad}'));
            if let Some(beginning) = beginning {
                let word = beginning.split(' ').next_back().unwrap();
                assert!(beginnings.contains(&word), "{word}");
                parted += 1;
            }
            let whole = lines.join(" ").replace("\u{ad} ", "");
            assert_eq!(whole, "il est extraordinairement");
        }
        assert!(parted > 2, "{parted}");
        // Names stay whole, and a language without patterns is not parted.
        for (text, language) in [("chez Extraordinairement", "fr"), ("chez extraordinairement", "xx")] {
            assert_eq!(broken(text, language, 11.0), text.split(' ').collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_soft_hyphen_is_seen_only_where_a_line_ends() {
        assert_eq!(broken("por\u{ad}te", "xx", 9.0), ["porte"]);
        assert_eq!(
            broken("portes-por\u{ad}teuses", "xx", 4.0),
            ["portes-", "por\u{ad}", "teuses"]
        );
    }

    #[test]
    fn what_is_longer_than_a_line_is_parted_and_line_ends_are_kept() {
        let lines = broken("aaaaaaaaaa", "xx", 2.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), "aaaaaaaaaa");
        assert_eq!(broken("un\ndeux\r\ntrois", "xx", 9.0), ["un", "deux", "trois"]);
    }

    #[test]
    fn what_no_font_has_is_shown_by_its_number_and_counted() {
        let mut fonts = Fonts::new().unwrap();
        let mut letters = Letters::default();
        let measure = Measure {
            width: 50.0,
            language: "fr",
            is_rtl: false,
        };
        // A cuneiform sign of a block no common font covers, and a private one, which is no letter.
        let paragraph = Paragraph::of("a\u{12480}\u{f8ff0}", Cut::Regular);
        let broken = lines(&paragraph, &measure, &mut fonts, &mut letters);
        assert_eq!(broken[0].pieces[0].shaped.text, "a[U+12480][U+F8FF0]");
        assert_eq!((letters.all, letters.unshown), (2, 1));
    }
}
