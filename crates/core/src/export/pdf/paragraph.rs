//! A paragraph as lines: breaking, fonts, and the order of runs that read from right to left.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_bidi::{BidiInfo, Level};

use super::font::{Cut, FontId, Fonts, Shaped};

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
    /// More text. Line ends are one sign; control characters are shown as their number.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        let start = self.text.len();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\r' if rest.peek() == Some(&'\n') => {}
                '\r' => self.text.push('\n'),
                '\t' => self.text.push(' '),
                '\n' => self.text.push('\n'),
                c if c.is_control() => self.text.push_str(&named(c)),
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

/// Characters that are never seen, and need no font.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
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

/// Breaks a paragraph into lines of at most `width` em.
pub(super) fn lines(paragraph: &Paragraph, width: f32, is_rtl: bool, fonts: &mut Fonts) -> Vec<Line> {
    let base = if is_rtl { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&paragraph.text, Some(base)).levels;
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut at = 0.0;
    let breaks: Vec<usize> = segmenter.segment_str(&paragraph.text).collect();
    for pair in breaks.windows(2) {
        let atom = pair[0]..pair[1];
        let text = &paragraph.text[atom.clone()];
        let visible = text.trim_end().len();
        let mut pieces = Vec::new();
        shape(paragraph, &levels, atom.start..atom.start + visible, fonts, &mut pieces);
        let seen = total(&pieces);
        if at + seen > width && at > 0.0 {
            lines.push(Vec::new());
            at = 0.0;
        }
        if seen > width {
            // A word longer than the line is parted wherever the line is full.
            for piece in pieces {
                at = push_parted(&mut lines, piece, at, width, fonts);
            }
        } else {
            at += seen;
            push(&mut lines, pieces);
        }
        let mut space = Vec::new();
        let end = atom.start + text.trim_end_matches('\n').len();
        shape(paragraph, &levels, atom.start + visible..end, fonts, &mut space);
        at += total(&space);
        push(&mut lines, space);
        if text.ends_with('\n') {
            lines.push(Vec::new());
            at = 0.0;
        }
    }
    if lines.len() > 1 && lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines.into_iter().map(ordered).collect()
}

fn push(lines: &mut [Vec<Piece>], pieces: Vec<Piece>) {
    if let Some(line) = lines.last_mut() {
        line.extend(pieces);
    }
}

fn total(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.shaped.width).sum()
}

/// Parts a piece over as many lines as it takes; answers how far the last one is filled.
fn push_parted(lines: &mut Vec<Vec<Piece>>, piece: Piece, mut at: f32, width: f32, fonts: &mut Fonts) -> f32 {
    let mut part = String::new();
    let mut parts = Vec::new();
    let mut filled = at;
    let cuts = icu_segmenter::GraphemeClusterSegmenter::new();
    let places: Vec<usize> = cuts.segment_str(&piece.shaped.text).collect();
    for pair in places.windows(2) {
        let cluster = &piece.shaped.text[pair[0]..pair[1]];
        let advance = fonts.shape(piece.font, cluster, piece.level % 2 == 1).width;
        if filled + advance > width && filled > 0.0 {
            parts.push(std::mem::take(&mut part));
            filled = 0.0;
        }
        filled += advance;
        part.push_str(cluster);
    }
    parts.push(part);
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            lines.push(Vec::new());
            at = 0.0;
        }
        let shaped = fonts.shape(piece.font, &part, piece.level % 2 == 1);
        at += shaped.width;
        push(lines, vec![Piece { shaped, ..piece }]);
    }
    at
}

/// Shapes a stretch, parted where look, direction or font change.
fn shape(paragraph: &Paragraph, levels: &[Level], range: Range<usize>, fonts: &mut Fonts, pieces: &mut Vec<Piece>) {
    let mut run: Option<(FontId, Look, u8, String)> = None;
    let end = |run: &mut Option<(FontId, Look, u8, String)>, fonts: &mut Fonts, pieces: &mut Vec<Piece>| {
        if let Some((font, look, level, text)) = run.take() {
            pieces.push(Piece {
                shaped: fonts.shape(font, &text, level % 2 == 1),
                font,
                look,
                level,
            });
        }
    };
    for (offset, c) in paragraph.text[range.clone()].char_indices() {
        let at = range.start + offset;
        let level = levels.get(at).map_or(0, |level| level.number());
        let look = paragraph
            .looks
            .iter()
            .find(|(range, _)| range.contains(&at))
            .map_or(Look::default(), |(_, look)| *look);
        if is_unseen(c) {
            continue;
        }
        let (font, shown) = match fonts.find(c, look.cut) {
            Some(font) => (font, c.to_string()),
            None => (0, named(c)),
        };
        match &mut run {
            Some((known, same, level_, text)) if (*known, *same, *level_) == (font, look, level) => {
                text.push_str(&shown);
            }
            _ => {
                end(&mut run, fonts, pieces);
                run = Some((font, look, level, shown));
            }
        }
    }
    end(&mut run, fonts, pieces);
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
