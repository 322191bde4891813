//! Fonts and shaping: which font has a character, and the glyphs that a piece of text becomes.
//!
//! Literata is part of the program (Latin, Greek, Cyrillic). What it lacks is looked for in the fonts of this machine,
//! which are looked at only then; what no font has is shown as its number.

use std::sync::{Arc, LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    /// What was looked for in vain.
    nowhere: std::collections::HashSet<char>,
}

struct Loaded {
    data: Arc<Vec<u8>>,
    index: u32,
    font: Font,
}

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
            nowhere: std::collections::HashSet::new(),
        };
        for data in [REGULAR, ITALIC, BOLD] {
            fonts.load(Arc::new(data.to_vec()), 0)?;
        }
        Some(fonts)
    }

    fn load(&mut self, data: Arc<Vec<u8>>, index: u32) -> Option<FontId> {
        let font = Font::new(Arc::clone(&data).into(), index)?;
        Face::from_slice(&data, index)?;
        self.loaded.push(Loaded { data, index, font });
        Some(self.loaded.len() - 1)
    }

    pub(super) fn font(&self, id: FontId) -> Font {
        self.loaded[id].font.clone()
    }

    /// The font for a character: the wanted cut, any font in use, any font of this machine.
    pub(super) fn find(&mut self, c: char, cut: Cut) -> Option<FontId> {
        let wanted = match cut {
            Cut::Regular => 0,
            Cut::Italic => 1,
            Cut::Bold => 2,
        };
        if self.has(wanted, c) {
            return Some(wanted);
        }
        if self.nowhere.contains(&c) {
            return None;
        }
        if let Some(known) = (3..self.loaded.len()).find(|id| self.has(*id, c)) {
            return Some(known);
        }
        // A plain upright one, if there is: bold and slanted ones of the same family have the character too.
        let mut faces: Vec<_> = SYSTEM.faces().collect();
        faces.sort_by_key(|face| {
            let is_plain = face.style == fontdb::Style::Normal && face.weight == fontdb::Weight::NORMAL;
            (!is_plain, face.monospaced)
        });
        let found = faces.into_iter().find_map(|face| {
            SYSTEM.with_face_data(face.id, |data, index| {
                let has = Face::from_slice(data, index)?.glyph_index(c).is_some();
                has.then(|| (Arc::new(data.to_vec()), index))
            })?
        });
        let loaded = found.and_then(|(data, index)| self.load(data, index));
        if loaded.is_none() {
            self.nowhere.insert(c);
        }
        loaded
    }

    fn has(&self, id: FontId, c: char) -> bool {
        let Loaded { data, index, .. } = &self.loaded[id];
        Face::from_slice(data, *index).is_some_and(|face| face.glyph_index(c).is_some())
    }

    /// The glyphs of a text that one font has.
    pub(super) fn shape(&self, id: FontId, text: &str, is_rtl: bool) -> Shaped {
        let Loaded { data, index, .. } = &self.loaded[id];
        let mut shaped = Shaped {
            text: text.to_owned(),
            glyphs: Vec::new(),
            width: 0.0,
        };
        let Some(face) = Face::from_slice(data, *index) else {
            return shaped;
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if is_rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        buffer.guess_segment_properties();
        let output = rustybuzz::shape(&face, &[], buffer);
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
}
