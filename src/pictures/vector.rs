//! Pictures of shapes, in whole numbers: the same shapes everywhere, and exact to write.
//!
//! A length is in the picture's own units, of which its longer side has [`Vector::SIDE`]; x goes
//! to the right and y down from the top left corner. On a page the unit is under a micrometre.

/// A picture of shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    /// Its width, in its own units; what lies beyond is not seen.
    pub width: i32,
    /// Its height, in its own units.
    pub height: i32,
    /// The natural size in micrometres.
    pub size_um: (i64, i64),
    /// What is drawn, from the bottom up.
    pub content: Vec<Element>,
}

impl Vector {
    /// How many units the longer side has.
    pub const SIDE: i32 = 1_000_000;
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A shape.
    Shape(Shape),
    /// Elements that are clipped or blended as one.
    Group(Group),
}

/// Elements that are clipped or blended as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How much it hides what is below it, as a whole.
    pub opacity: Opacity,
    /// It is seen only where it is inside all of these.
    pub clips: Vec<Clip>,
    /// What is drawn, from the bottom up.
    pub content: Vec<Element>,
}

/// The inside of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// The path.
    pub path: Vec<Segment>,
    /// Whether the inside is decided by even and odd crossings; by winding otherwise.
    pub even_odd: bool,
}

/// A path, filled and then stroked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The path.
    pub path: Vec<Segment>,
    /// How its inside is painted.
    pub fill: Option<Fill>,
    /// How its line is painted.
    pub stroke: Option<Stroke>,
}

/// How much something hides what is below it, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opacity(pub u16);

impl Opacity {
    /// Nothing is seen through it.
    pub const OPAQUE: Self = Self(1000);

    /// One behind the other.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = (u32::from(self.0) * u32::from(other.0) + 500) / 1000;
        Self(u16::try_from(product).unwrap_or(1000))
    }
}

/// How an inside is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Red, green and blue, sRGB.
    pub rgb: [u8; 3],
    /// How much it hides.
    pub opacity: Opacity,
    /// Whether the inside is decided by even and odd crossings; by winding otherwise.
    pub even_odd: bool,
}

/// How a line is painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// Red, green and blue, sRGB.
    pub rgb: [u8; 3],
    /// How much it hides.
    pub opacity: Opacity,
    /// The line's width, in the picture's units.
    pub width: i32,
    /// What its ends look like.
    pub cap: Cap,
    /// What its corners look like.
    pub join: Join,
    /// How far a mitred corner may reach, in thousandths of the width.
    pub miter_limit: i32,
    /// Lengths of dashes and gaps in turn, in the picture's units; none for a whole line.
    pub dashes: Vec<i32>,
    /// How far into the dashes the line begins.
    pub dash_offset: i32,
}

/// What a line's ends look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Cut off at the end.
    Butt,
    /// Round.
    Round,
    /// Square, half a width beyond the end.
    Square,
}

/// What a line's corners look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Pointed.
    Miter,
    /// Round.
    Round,
    /// Cut off.
    Bevel,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// To a place, with the pen up.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve by two control points.
    Curve(Point, Point, Point),
    /// Back to where the pen was put down.
    Close,
}

/// A place, in the picture's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// From the left edge.
    pub x: i32,
    /// From the top edge.
    pub y: i32,
}
