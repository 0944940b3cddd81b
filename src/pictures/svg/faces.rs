//! The faces that the text of an SVG is drawn with: those handed in, and no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use usvg::fontdb::{Database, ID, Source};
use usvg::{Font, FontFamily, FontResolver, Options};

use crate::pictures::PictureFault;

/// A face for the text of an SVG.
#[derive(Clone)]
pub struct SvgFace {
    /// The face's file.
    pub bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Its number in the file.
    pub index: u32,
    /// Families that it is drawn for besides its own name, in any case of letters: `SimHei`,
    /// `黑体`, and the general ones `serif`, `sans-serif`, `monospace`, `cursive`, `fantasy`.
    pub families: Vec<String>,
}

impl std::fmt::Debug for SvgFace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let length = (*self.bytes).as_ref().len();
        let mut shown = f.debug_struct("SvgFace");
        shown.field("bytes", &length).field("index", &self.index);
        shown.field("families", &self.families).finish()
    }
}

/// What the text asked of the faces.
#[derive(Debug, Default)]
pub(super) struct FaceDemand {
    /// Text was found and no face was there for it.
    none: AtomicBool,
}

impl FaceDemand {
    pub(super) fn check(&self) -> Result<(), PictureFault> {
        if self.none.load(Ordering::Relaxed) {
            return Err(PictureFault::SvgFeature { what: "文字，而没有可用的字体" });
        }
        Ok(())
    }
}

/// A face in the database, and what it is drawn for.
struct KnownFace {
    id: ID,
    families: Vec<String>,
    weight: u16,
}

/// Options with the faces and nothing else set.
pub(super) fn options<'a>(faces: &[SvgFace], used: &'a FaceDemand) -> Options<'a> {
    let mut database = Database::new();
    let known: Arc<[KnownFace]> =
        faces.iter().filter_map(|face| load(face, &mut database)).collect();
    let others: Vec<ID> = known.iter().map(|face| face.id).collect();
    Options {
        font_family: "sans-serif".to_owned(),
        fontdb: Arc::new(database),
        font_resolver: FontResolver {
            select_font: Box::new(move |font, _| {
                let id = select(font, &known);
                if id.is_none() {
                    used.none.store(true, Ordering::Relaxed);
                }
                id
            }),
            // The shaper asks again until a face has the character; what none has is found in
            // the laid-out text.
            select_fallback: Box::new(move |_, tried, _| {
                others.iter().copied().find(|id| !tried.contains(id))
            }),
        },
        ..Options::default()
    }
}

fn load(face: &SvgFace, database: &mut Database) -> Option<KnownFace> {
    let ids = database.load_font_source(Source::Binary(Arc::clone(&face.bytes)));
    let info = ids.iter().filter_map(|id| database.face(*id)).find(|info| info.index == face.index);
    let info = info?;
    let own = info.families.iter().map(|(name, _)| name);
    let families = face.families.iter().chain(own).map(|name| name.to_lowercase()).collect();
    Some(KnownFace { id: info.id, families, weight: info.weight.0 })
}

/// The first family that any face is drawn for, there the face of the nearest weight; the first
/// face of all otherwise.
fn select(font: &Font, known: &[KnownFace]) -> Option<ID> {
    let of = |family: &FontFamily| {
        let name = match family {
            FontFamily::Serif => "serif".to_owned(),
            FontFamily::SansSerif => "sans-serif".to_owned(),
            FontFamily::Cursive => "cursive".to_owned(),
            FontFamily::Fantasy => "fantasy".to_owned(),
            FontFamily::Monospace => "monospace".to_owned(),
            FontFamily::Named(name) => name.to_lowercase(),
        };
        let matching = known.iter().filter(|face| face.families.contains(&name));
        matching.min_by_key(|face| face.weight.abs_diff(font.weight()))
    };
    font.families().iter().find_map(of).or(known.first()).map(|face| face.id)
}
