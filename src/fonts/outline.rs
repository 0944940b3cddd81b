//! A glyph's outline as plain data.

use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A step of an outline. Places are in 1/64 of the face's units, x to the right and y upwards
/// from the glyph's origin: no outline of a face is finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To a place, with the pen up.
    Move([i64; 2]),
    /// A straight line.
    Line([i64; 2]),
    /// A quadratic curve by its control point, as TrueType has them.
    Quadratic([i64; 2], [i64; 2]),
    /// A cubic curve by its control points, as CFF has them.
    Cubic([i64; 2], [i64; 2], [i64; 2]),
    /// Back to where the pen was put down.
    Close,
}

impl Step {
    /// The places that it names, controls included.
    fn places(&self) -> impl Iterator<Item = [i64; 2]> {
        let places = match *self {
            Self::Move(to) | Self::Line(to) => [Some(to), None, None],
            Self::Quadratic(control, to) => [Some(control), Some(to), None],
            Self::Cubic(one, other, to) => [Some(one), Some(other), Some(to)],
            Self::Close => [None; 3],
        };
        places.into_iter().flatten()
    }
}

/// Left, bottom, right and top of what an outline's places span; `None` where it has none.
#[must_use]
pub fn extent(steps: &[Step]) -> Option<[i64; 4]> {
    let mut places = steps.iter().flat_map(Step::places);
    let [x, y] = places.next()?;
    Some(places.fold([x, y, x, y], |[left, bottom, right, top], [x, y]| {
        [left.min(x), bottom.min(y), right.max(x), top.max(y)]
    }))
}

/// The SHA-256 of an outline: two that draw the same have the same.
#[must_use]
pub fn outline_digest(steps: &[Step]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for step in steps {
        hash.update([match step {
            Step::Move(_) => 0,
            Step::Line(_) => 1,
            Step::Quadratic(..) => 2,
            Step::Cubic(..) => 3,
            Step::Close => 4,
        }]);
        step.places().flatten().for_each(|part| hash.update(part.to_be_bytes()));
    }
    hash.finalize().into()
}

/// Parts of a unit.
pub const PARTS: i64 = 64;

pub(super) fn outline(font: &FontRef<'_>, glyph: u16) -> Vec<Step> {
    let mut pen = Pen::default();
    let found = font.outline_glyphs().get(GlyphId::new(glyph.into()));
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let drawn = found.map(|glyph| glyph.draw(settings, &mut pen));
    // What could not be drawn to its end is not drawn at all, as in a PDF.
    if let Some(Ok(_)) = drawn { pen.steps } else { Vec::new() }
}

#[derive(Default)]
pub(super) struct Pen {
    pub(super) steps: Vec<Step>,
}

fn place(x: f32, y: f32) -> [i64; 2] {
    // A product with a power of two is exact; what is left of a part is rounded the same way on
    // every machine.
    [x, y].map(|v| (v * PARTS as f32).round() as i64)
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Move(place(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Line(place(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.steps.push(Step::Quadratic(place(cx, cy), place(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.steps.push(Step::Cubic(place(ax, ay), place(bx, by), place(x, y)));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
