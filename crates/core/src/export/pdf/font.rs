//! Fonts and shaping: which font has a character, and the glyphs that a piece of text becomes.
//!
//! Literata is part of the program (Latin, Greek, Cyrillic). What it lacks is looked for in the fonts of this machine,
//! which are looked at only then; what no font has is shown as its number.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Permissions;
use rustybuzz::{Direction, Face, UnicodeBuffer};

const REGULAR: &[u8] = include_bytes!("../../../fonts/literata-regular.ttf");
const ITALIC: &[u8] = include_bytes!("../../../fonts/literata-italic.ttf");
const BOLD: &[u8] = include_bytes!("../../../fonts/literata-bold.ttf");

static SYSTEM: LazyLock<fontdb::Database> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    fonts
});

/// The cut of a typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Cut {
    #[default]
    Regular,
    Italic,
    Bold,
}

/// A font in use, by its place in [`Fonts`].
pub(super) type FontId = usize;

/// The fonts of one file.
pub(super) struct Fonts {
    loaded: Vec<Loaded>,
    /// Which font has a character, or that none has.
    known: HashMap<(char, Cut), Option<FontId>>,
    /// Words that were shaped already: texts repeat them.
    shaped: HashMap<Word, Shaped>,
}

/// A word as it was shaped: its font, whether it reads from right to left, its language.
type Word = (FontId, bool, String, String);

struct Loaded {
    data: Cow<'static, [u8]>,
    index: u32,
    /// Read once, for our own fonts.
    face: Option<Face<'static>>,
    font: Font,
}

/// Words kept, at the most: what a long book uses again and again.
const KEPT_WORDS: usize = 30_000;

/// A piece of text in one font, as glyphs. Advances are in em.
#[derive(Debug, Clone)]
pub(super) struct Shaped {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Width in em.
    pub(super) width: f32,
}

impl Fonts {
    /// Literata in its three cuts. None only if our own fonts could not be read, which a test forbids.
    pub(super) fn new() -> Option<Self> {
        let mut fonts = Self {
            loaded: Vec::new(),
            known: HashMap::new(),
            shaped: HashMap::new(),
        };
        for data in [REGULAR, ITALIC, BOLD] {
            fonts.loaded.push(Loaded {
                data: Cow::Borrowed(data),
                index: 0,
                face: Some(Face::from_slice(data, 0)?),
                font: Font::new(data.into(), 0)?,
            });
        }
        Some(fonts)
    }

    pub(super) fn font(&self, id: FontId) -> Font {
        self.loaded[id].font.clone()
    }

    /// The font for a character: the wanted cut, any font in use, any font of this machine.
    pub(super) fn find(&mut self, c: char, cut: Cut) -> Option<FontId> {
        if let Some(known) = self.known.get(&(c, cut)) {
            return *known;
        }
        let wanted = match cut {
            Cut::Regular => 0,
            Cut::Italic => 1,
            Cut::Bold => 2,
        };
        let has = |id: &FontId| self.face(*id, |face| face.glyph_index(c).is_some()) == Some(true);
        let found = std::iter::once(wanted)
            .chain(3..self.loaded.len())
            .find(has)
            .or_else(|| self.load(c));
        self.known.insert((c, cut), found);
        found
    }

    /// Looks for a character in the fonts of this machine.
    fn load(&mut self, c: char) -> Option<FontId> {
        // A plain upright one with serifs, if there is: bold and slanted ones of the same family have it too.
        let mut faces: Vec<_> = SYSTEM.faces().collect();
        faces.sort_by_key(|face| {
            let is_plain = face.style == fontdb::Style::Normal && face.weight == fontdb::Weight::NORMAL;
            let has_serifs = face.families.iter().any(|(name, _)| name.contains("Serif"));
            (!is_plain, face.monospaced, !has_serifs)
        });
        let (data, index) = faces.into_iter().find_map(|face| {
            SYSTEM.with_face_data(face.id, |data, index| {
                may_draw(&Face::from_slice(data, index)?, c).then(|| (data.to_vec(), index))
            })?
        })?;
        let font = Font::new(data.clone().into(), index)?;
        self.loaded.push(Loaded {
            data: Cow::Owned(data),
            index,
            face: None,
            font,
        });
        Some(self.loaded.len() - 1)
    }

    fn face<T>(&self, id: FontId, look: impl FnOnce(&Face<'_>) -> T) -> Option<T> {
        let loaded = &self.loaded[id];
        match &loaded.face {
            Some(face) => Some(look(face)),
            None => Some(look(&Face::from_slice(&loaded.data, loaded.index)?)),
        }
    }

    /// The glyphs of a text that one font has. The language (BCP 47) picks among the forms a font has for several.
    pub(super) fn shape(&mut self, id: FontId, text: &str, is_rtl: bool, language: &str) -> Shaped {
        let key = (id, is_rtl, language.to_owned(), text.to_owned());
        if let Some(known) = self.shaped.get(&key) {
            return known.clone();
        }
        let shaped = self
            .face(id, |face| shape(face, text, is_rtl, language))
            .unwrap_or_else(|| Shaped {
                text: text.to_owned(),
                glyphs: Vec::new(),
                width: 0.0,
            });
        if self.shaped.len() >= KEPT_WORDS {
            self.shaped.clear();
        }
        self.shaped.insert(key, shaped.clone());
        shaped
    }

    /// The hyphen at the end of a line. Its text is a soft hyphen, so that who copies the text gets the word whole.
    pub(super) fn hyphen(&mut self, id: FontId) -> Shaped {
        let mut shaped = self.shape(id, "-", false, "");
        "\u{ad}".clone_into(&mut shaped.text);
        for glyph in &mut shaped.glyphs {
            glyph.text_range = 0..shaped.text.len();
        }
        shaped
    }
}

/// Whether a font draws a character by a path (pictures, as in fonts of emoji, are not embedded), and its owner lets it
/// be embedded.
fn may_draw(face: &Face<'_>, c: char) -> bool {
    let tables = face.tables();
    let has_paths = tables.glyf.is_some() || tables.cff.is_some();
    let is_free = face.permissions() != Some(Permissions::Restricted);
    has_paths && is_free && face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
}

fn shape(face: &Face<'_>, text: &str, is_rtl: bool, language: &str) -> Shaped {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(if is_rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    if let Ok(language) = language.parse() {
        buffer.set_language(language);
    }
    buffer.guess_segment_properties();
    let output = rustybuzz::shape(face, &[], buffer);
    #[expect(clippy::cast_precision_loss, reason = "font units are small")]
    let em = |units: i32| units as f32 / face.units_per_em() as f32;
    let mut starts: Vec<usize> = output
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .chain([text.len()])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut shaped = Shaped {
        text: text.to_owned(),
        glyphs: Vec::new(),
        width: 0.0,
    };
    for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
        let start = info.cluster as usize;
        let end = starts.iter().copied().find(|end| *end > start).unwrap_or(text.len());
        shaped.width += em(position.x_advance);
        shaped.glyphs.push(KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            em(position.x_advance),
            em(position.x_offset),
            em(position.y_offset),
            em(position.y_advance),
            start..end,
            None,
        ));
    }
    shaped
}

impl Shaped {
    /// Puts what follows in reading order to the same run.
    pub(super) fn append(&mut self, next: Self, is_rtl: bool) {
        let before = self.text.len();
        self.text.push_str(&next.text);
        self.width += next.width;
        let mut glyphs = next.glyphs;
        for glyph in &mut glyphs {
            glyph.text_range = glyph.text_range.start + before..glyph.text_range.end + before;
        }
        // Glyphs stand from left to right, whatever way they are read.
        if is_rtl {
            glyphs.append(&mut self.glyphs);
            self.glyphs = glyphs;
        } else {
            self.glyphs.append(&mut glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_fonts_have_what_french_and_its_neighbours_are_written_with() {
        let mut fonts = Fonts::new().unwrap();
        let needed = "AZaz09 àâæçéèêëîïôœùûüÿÀÉŒ «»“”‘’…–—-\u{a0}\u{202f}→•·№°€ ßñąčšłő ΑΩαω АЯая";
        for cut in [Cut::Regular, Cut::Italic, Cut::Bold] {
            let wanted = cut as usize;
            for c in needed.chars() {
                assert_eq!(fonts.find(c, cut), Some(wanted), "{c:?} {cut:?}");
            }
        }
    }

    #[test]
    fn a_character_of_no_font_has_none() {
        let mut fonts = Fonts::new().unwrap();
        assert_eq!(fonts.find('\u{fffff}', Cut::Regular), None);
    }
}
