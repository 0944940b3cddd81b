//! One face: its bytes, what it covers, its measures, and shaping with it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use harfrust::{
    Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer,
    script,
};
use skrifa::charmap::{Charmap, MappingIndex};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{BoundingBox, GlyphMetrics};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use super::cut::Cuts;
use super::outline::{PARTS, Step, extent, outline};

/// A face's bytes, shared: compiled in, read or mapped.
pub type FaceBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A PDF's name has 127 bytes at most (ISO 32000-1 Annex C), with the tag of a subset before this one
/// and the name of an encoding behind it.
const MAX_NAME: usize = 127 - "ABCDEF+".len() - "-Identity-H".len();

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
    mapping: MappingIndex,
    shaper: ShaperData,
    features: Vec<Feature>,
    plan: ShapePlan,
    lift: OnceLock<Option<i32>>,
    pub(super) cuts: Cuts,
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
        let font = FontRef::from_index((*bytes).as_ref(), index).ok()?;
        let mapping = MappingIndex::new(&font);
        let shaper = ShaperData::new(&font);
        let features = features(!matches!(origin, Origin::User(_)));
        let plan = plan(&shaper, &font, &features);
        Some(Self {
            name: name.into(),
            origin,
            bytes,
            index,
            mapping,
            shaper,
            features,
            plan,
            lift: OnceLock::new(),
            cuts: Cuts::default(),
        })
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

    /// The tables. They borrow the bytes, so they are looked up each time; that is cheap.
    fn font(&self) -> Option<FontRef<'_>> {
        let (bytes, index) = self.data();
        FontRef::from_index(bytes, index).ok()
    }

    fn charmap(&self) -> Charmap<'_> {
        self.font().map(|font| self.mapping.charmap(&font)).unwrap_or_default()
    }

    /// Whether the face has a glyph for a character.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.charmap().map(c).is_some()
    }

    /// The name in the file that programs know the face by, such as `FandolFang-Regular`; of a very
    /// long one as much as a PDF's name has room for.
    #[must_use]
    pub fn postscript_name(&self) -> String {
        let font = self.font();
        let names = font.iter().flat_map(|f| f.localized_strings(StringId::POSTSCRIPT_NAME));
        let name = names
            .map(|n| (rank(n.language()), n.chars().filter(char::is_ascii_graphic).collect()))
            // A name in an encoding that is not Unicode's comes out empty.
            .filter(|(_, name): &(u8, String)| !name.is_empty())
            .min_by_key(|(rank, _)| *rank);
        let mut name = name.map_or_else(|| "Face".to_owned(), |(_, name)| name);
        name.truncate(MAX_NAME);
        name
    }

    /// Its weight, 400 for regular.
    #[must_use]
    pub fn weight(&self) -> u16 {
        // Whole numbers from 1 to 1000 in a static face.
        self.font().map_or(400, |font| font.attributes().weight.value() as u16)
    }

    /// The face's measures; 880 and −120 of 1000 where it says nothing, as CJK faces have it.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        let font = self.font();
        let head = font.as_ref().and_then(|f| f.head().ok());
        let os2 = font.as_ref().and_then(|f| f.os2().ok());
        let hhea = font.as_ref().and_then(|f| f.hhea().ok());
        // What is out of OpenType's range is read as the usual 1000, as HarfBuzz does.
        let units = head.as_ref().map(|h| h.units_per_em());
        let units_per_em = units.filter(|units| (16..=16384).contains(units)).unwrap_or(1000);
        let scaled = |v: i32| v * i32::from(units_per_em) / 1000;
        let typo = os2.as_ref().map(|t| (t.s_typo_ascender(), t.s_typo_descender()));
        let line = typo.or(hhea.map(|t| (t.ascender().to_i16(), t.descender().to_i16())));
        let cap = os2.and_then(|t| t.s_cap_height()).filter(|height| *height > 0);
        let edge = |v: Option<i16>| v.map_or(0, i32::from);
        let head = head.as_ref();
        Metrics {
            units_per_em,
            // Some faces have the descent without its minus.
            ascent: line.map_or(scaled(880), |(up, _)| i32::from(up).abs()),
            descent: line.map_or(scaled(-120), |(_, down)| -i32::from(down).abs()),
            cap_height: cap.map_or(scaled(730), i32::from),
            bounds: InkBox {
                left: edge(head.map(|h| h.x_min())),
                right: edge(head.map(|h| h.x_max())),
                bottom: edge(head.map(|h| h.y_min())),
                top: edge(head.map(|h| h.y_max())),
            },
        }
    }

    /// A glyph's advance as the face has it, without kerning.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        let advance = |font| measures(&font).advance_width(glyph.into());
        self.font().and_then(advance).map_or(0, |advance| advance as i32)
    }

    /// The lowest character that a glyph draws; empty where none does.
    #[must_use]
    pub fn character(&self, glyph: u16) -> String {
        let mine = |(_, id): &(u32, GlyphId)| id.to_u32() == u32::from(glyph);
        let found = self.charmap().mappings().filter(mine).map(|(c, _)| c).min();
        found.and_then(char::from_u32).map(String::from).unwrap_or_default()
    }

    /// A glyph's ink; `None` where it has none.
    #[must_use]
    pub fn ink(&self, glyph: u16) -> Option<InkBox> {
        let font = self.font()?;
        let measures = measures(&font);
        let ink = measures.bounds(glyph.into()).filter(|ink| *ink != BoundingBox::default())?;
        // TrueType outlines are moved to their bearing when they are drawn.
        let bearing = font.glyf().ok().and_then(|_| measures.left_side_bearing(glyph.into()));
        let moved = bearing.map_or(0.0, |bearing| bearing - ink.x_min);
        let [left, right, bottom, top] =
            [ink.x_min + moved, ink.x_max + moved, ink.y_min, ink.y_max].map(|v| v.round() as i32);
        Some(InkBox { left, right, bottom, top })
    }

    /// A glyph's outline; empty where it has none.
    #[must_use]
    pub fn outline(&self, glyph: u16) -> Vec<Step> {
        self.font().map(|font| outline(&font, glyph)).unwrap_or_default()
    }

    /// How far the face has to be raised, in thousandths of the size, for the ink of its Han
    /// characters to stand in the middle of their box: faces differ by a pixel or two of a screen,
    /// and a heading would not stand on the line of its page as the text does. `None` where the
    /// face has no Han characters.
    #[must_use]
    pub fn lift(&self) -> Option<i32> {
        *self.lift.get_or_init(|| {
            let per_em = i64::from(self.metrics().units_per_em.max(1)) * PARTS;
            let middles: Vec<i64> = MEASURED
                .chars()
                .filter_map(|c| self.charmap().map(c))
                .filter_map(|glyph| extent(&self.outline(u16::try_from(glyph.to_u32()).ok()?)))
                .map(|[_, bottom, _, top]| (bottom + top) * 500 / per_em)
                .collect();
            let count = i64::try_from(middles.len()).ok().filter(|count| *count > 0)?;
            let middle = middles.iter().sum::<i64>().div_euclid(count);
            // To a hundredth, so that faces of one hand stand on one baseline.
            let lift = (BOX_MIDDLE - middle + 5).div_euclid(10) * 10;
            i32::try_from(lift.clamp(-MOST_LIFT, MOST_LIFT)).ok()
        })
    }

    /// Shapes text of one face. Ligatures are off, since a character is a glyph on an official
    /// page; kerning is on, and of our own faces the narrow digits.
    #[must_use]
    pub fn shape(&self, text: &str) -> Vec<Glyph> {
        self.shaped(text, &self.features, &self.plan)
    }

    /// The same with digits as wide as their shapes ask, as versions before 0.5.0 had them.
    #[must_use]
    pub fn shape_wide(&self, text: &str) -> Vec<Glyph> {
        let Some(font) = self.font() else {
            return Vec::new();
        };
        let features = features(false);
        self.shaped(text, &features, &plan(&self.shaper, &font, &features))
    }

    fn shaped(&self, text: &str, features: &[Feature], plan: &ShapePlan) -> Vec<Glyph> {
        let Some(font) = self.font() else {
            return Vec::new();
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(DIRECTION);
        buffer.set_script(SCRIPT);
        if let Some(language) = language() {
            buffer.set_language(language);
        }
        let options = ShapeOptions::new().features(features).plan(Some(plan));
        let shaped = self.shaper.shaper(&font).build().shape(buffer, options);
        shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
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

/// Han characters whose ink says where a face's characters stand. They are few, since outlines are
/// dear, and were chosen so that their mean is that of many: of 34 from a report, to a thousandth, in
/// each of ten faces.
const MEASURED: &str = "圆务状告升投网力客户";

/// The middle of a character's box, in thousandths of its size above the baseline: the box
/// reaches from 120 below to 880 above.
const BOX_MIDDLE: i64 = 380;

/// The most that a face is raised or lowered: one that stands further off is made so on purpose.
const MOST_LIFT: i64 = 150;

const DIRECTION: Direction = Direction::LeftToRight;
const SCRIPT: Script = script::HAN;

fn language() -> Option<Language> {
    Language::new("zh-Hans")
}

/// What shaping leaves away, and the narrow digits where a face is ours: those of 宋体 and 小标宋
/// are else wider and paler than their Han characters (GB/T 9704-2012 7.5: 半角).
fn features(narrow: bool) -> Vec<Feature> {
    let off = [b"liga", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..));
    let narrow = narrow.then(|| Feature::new(Tag::new(b"hwid"), 1, ..));
    off.into_iter().chain(narrow).collect()
}

fn measures<'a>(font: &FontRef<'a>) -> GlyphMetrics<'a> {
    font.glyph_metrics(Size::unscaled(), LocationRef::default())
}

/// How a face shapes all text; a plan costs more than the shaping of a line.
fn plan(shaper: &ShaperData, font: &FontRef<'_>, features: &[Feature]) -> ShapePlan {
    let shaper = shaper.shaper(font).build();
    ShapePlan::new(&shaper, DIRECTION, Some(SCRIPT), language().as_ref(), features)
}

/// Which of the names in several languages is the better: the English one.
fn rank(language: Option<&str>) -> u8 {
    match language {
        Some("en-US") => 0,
        Some("en") => 1,
        None => 2,
        Some(_) => 3,
    }
}
