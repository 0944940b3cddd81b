//! One face: its bytes, what it covers, its measures, and shaping with it.

use std::path::PathBuf;
use std::sync::Arc;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, GlyphId, Language, Script, ShapeOptions, ShaperFont,
    Tag,
};

/// A face's bytes, shared: compiled in, read or mapped.
pub type FaceBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The number of the PostScript name in a face (OpenType `name`).
const POSTSCRIPT_NAME: u16 = 6;

/// Where a face is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    Program,
    /// The vendored file beside the program.
    Beside(PathBuf),
    /// A user's file, from a folder that was named or the system's.
    User(PathBuf),
}

/// A face.
pub struct Face {
    name: String,
    origin: Origin,
    bytes: FaceBytes,
    index: u32,
    font: harfrust::Font,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("name", &self.name).field("index", &self.index).finish()
    }
}

/// A shaped glyph. Measures are in the face's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in the face.
    pub id: u16,
    /// Byte offset of the text that it begins to stand for.
    pub cluster: usize,
    /// How far the pen moves.
    pub advance: i32,
    /// Where it is drawn from the pen.
    pub dx: i32,
    /// Where it is drawn from the baseline, upwards.
    pub dy: i32,
}

/// A glyph's ink, in the face's units from its origin, upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InkBox {
    /// Left edge.
    pub left: i32,
    /// Right edge.
    pub right: i32,
    /// Bottom edge.
    pub bottom: i32,
    /// Top edge.
    pub top: i32,
}

/// A face's measures, in its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metrics {
    /// Units to the em.
    pub units_per_em: u16,
    /// Above the baseline.
    pub ascent: i32,
    /// Below the baseline, negative.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// The box around every glyph.
    pub bounds: InkBox,
}

impl Face {
    /// Reads a face of a file; `None` where the bytes are no face.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        bytes: FaceBytes,
        index: u32,
        origin: Origin,
    ) -> Option<Self> {
        let font = harfrust::Font::new(Arc::clone(&bytes), index)?;
        Some(Self { name: name.into(), origin, bytes, index, font })
    }

    /// The name that messages show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The file's bytes and the face's number in it.
    #[must_use]
    pub fn data(&self) -> (&[u8], u32) {
        ((*self.bytes).as_ref(), self.index)
    }

    /// The same, shared.
    #[must_use]
    pub fn shared(&self) -> (FaceBytes, u32) {
        (Arc::clone(&self.bytes), self.index)
    }

    /// Whether the face has a glyph for a character.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The name in the file that programs know the face by, such as `FandolFang-Regular`.
    #[must_use]
    pub fn postscript_name(&self) -> String {
        let name = self.font.names().get(POSTSCRIPT_NAME.into());
        let name: String = name
            .and_then(|n| n.english_or_first())
            .map(|n| n.name().chars().filter(char::is_ascii_graphic).collect())
            .unwrap_or_default();
        if name.is_empty() { "Face".to_owned() } else { name }
    }

    /// Its weight, 400 for regular.
    #[must_use]
    pub fn weight(&self) -> u16 {
        // Whole numbers from 1 to 1000 in a static face.
        self.font.default_attributes().weight.value() as u16
    }

    /// The face's measures; 880 and −120 of 1000 where it says nothing, as CJK faces have it.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let m = self.font.metrics();
        let scaled = |v: i32| v * i32::from(m.units_per_em) / 1000;
        let line = m.typo_line.or(m.hhea_line);
        let cap = m.cap_height.map(|h| h.to_i32()).filter(|h| *h > 0);
        Metrics {
            units_per_em: m.units_per_em,
            ascent: line.map_or(scaled(880), |l| l.ascender.to_i32()),
            descent: line.map_or(scaled(-120), |l| l.descender.to_i32()),
            cap_height: cap.unwrap_or(scaled(730)),
            bounds: InkBox {
                left: m.bounds.x_min.to_i32(),
                right: m.bounds.x_max.to_i32(),
                bottom: m.bounds.y_min.to_i32(),
                top: m.bounds.y_max.to_i32(),
            },
        }
    }

    /// A glyph's advance as the face has it, without kerning.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        self.font.glyph_metrics().h_advance_exact(GlyphId::new(glyph.into())).to_i32()
    }

    /// The lowest character that a glyph draws; empty where none does.
    #[must_use]
    pub fn character(&self, glyph: u16) -> String {
        let mine = |(_, id): &(u32, GlyphId)| id.to_u32() == u32::from(glyph);
        let found = self.font.charmap().unicodes().filter(mine).map(|(c, _)| c).min();
        found.and_then(char::from_u32).map(String::from).unwrap_or_default()
    }

    /// A glyph's ink; `None` where it has none.
    #[must_use]
    pub fn ink(&self, glyph: u16) -> Option<InkBox> {
        let e = self.font.glyph_metrics().extents_exact(GlyphId::new(glyph.into()))?;
        let (left, top) = (e.x_bearing.to_i32(), e.y_bearing.to_i32());
        Some(InkBox { left, right: left + e.width.to_i32(), bottom: top - e.height.to_i32(), top })
    }

    /// Shapes text of one face. Ligatures are off, since a character is a glyph on an official
    /// page; kerning is on.
    #[must_use]
    pub fn shape(&self, text: &str) -> Vec<Glyph> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(Language::new("zh-Hans"));
        buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
        let off = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 0, ..);
        let features = [off(b"liga"), off(b"clig"), off(b"calt")];
        let options = ShapeOptions::new().features(&features);
        // A buffer with a direction and Unicode text cannot be refused.
        if harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options).is_err() {
            return Vec::new();
        }
        let positions = buffer.glyph_positions();
        buffer
            .glyph_infos()
            .iter()
            .zip(positions)
            .map(|(info, at)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                cluster: info.cluster as usize,
                advance: at.x_advance,
                dx: at.x_offset,
                dy: at.y_offset,
            })
            .collect()
    }
}
