//! The page's measures (GB/T 9704-2012 5 and 6).

use super::Length;

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// The width in millimetres.
    pub width_mm: u16,
    /// The height in millimetres.
    pub height_mm: u16,
}

/// What every page is set on (GB/T 9704-2012 5.2.1). Who writes or reads pages takes it from here.
pub const A4: Paper = Paper { width_mm: 210, height_mm: 297 };

impl Paper {
    /// The width.
    #[must_use]
    pub const fn width(self) -> Length {
        Length::from_micrometres(self.width_mm as i64 * 1000)
    }

    /// The height.
    #[must_use]
    pub const fn height(self) -> Length {
        Length::from_micrometres(self.height_mm as i64 * 1000)
    }
}

/// Measures of type area and grid. Lengths from the page's top left corner.
#[derive(Debug, Clone, Copy)]
pub struct Geometry {
    /// 订口: the type area's left edge, 28 mm.
    pub left: Length,
    /// 天头: the type area's top edge, 37 mm.
    pub top: Length,
    /// The type area's width, 156 mm.
    pub width: Length,
    /// The type area's height, 225 mm.
    pub height: Length,
    /// 一字: one Han character of the body, 3号.
    pub em: Length,
    /// 一行: from line to line, a Han character and 7/8 of one.
    pub pitch: Length,
    /// Lines on a page.
    pub lines: usize,
    /// Size of the title, 2号.
    pub title_size: Length,
    /// Size of text in tables and captions, 小四号.
    pub table_size: Length,
    /// From line to line in a table's cell.
    pub table_pitch: Length,
    /// Size of page numbers, 4号.
    pub number_size: Length,
    /// Size of the 版记, 4号.
    pub imprint_size: Length,
    /// From line to line in the 版记.
    pub imprint_pitch: Length,
    /// How thick the rules of the 版记 are, 0.35 mm.
    pub imprint_rule: Length,
    /// From the type area's lower edge to the rule beside the page number, 7 mm.
    pub number_gap: Length,
    /// Size of the line that says which draft it is, 小五号.
    pub draft_size: Length,
    /// From its baseline to the type area's upper edge, 10 mm.
    pub draft_gap: Length,
}

/// Where the baseline lies in a Han character's box: 88/100 from its top, as CJK faces have it.
const BASELINE: (i64, i64) = (88, 100);

impl Geometry {
    /// The standard's page. 28 characters fill 156 mm at 5.571 mm each (3号); then 22 lines of
    /// one character and 21 gaps of 7/8 make 225 mm, so the grid fills the type area both ways.
    #[must_use]
    pub fn gbt_9704() -> Self {
        let width = Length::from_micrometres(156_000);
        let em = Length(width.0 / 28);
        Self {
            left: Length::from_micrometres(28_000),
            top: Length::from_micrometres(37_000),
            width: em * 28,
            height: Length::from_micrometres(225_000),
            em,
            pitch: em * 15 / 8,
            lines: 22,
            title_size: Length::from_points(22),
            table_size: Length::from_points(12),
            table_pitch: Length::from_points(18),
            number_size: Length::from_points(14),
            imprint_size: Length::from_points(14),
            imprint_pitch: Length::from_points(14) * 15 / 8,
            imprint_rule: Length::from_micrometres(350),
            number_gap: Length::from_micrometres(7_000),
            draft_size: Length::from_points(9),
            draft_gap: Length::from_micrometres(10_000),
        }
    }

    /// The baseline of a line of the grid, from 0, from the page's top.
    #[must_use]
    pub fn baseline(&self, line: usize) -> Length {
        self.top + self.pitch * line as i64 + Self::above_baseline(self.em)
    }

    /// The part of a character's box above the baseline.
    #[must_use]
    pub fn above_baseline(size: Length) -> Length {
        size * BASELINE.0 / BASELINE.1
    }
}
