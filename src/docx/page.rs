//! The page's measures as Word has them: twips, twentieths of a point (GB/T 9704-2012 5).
//!
//! Word knows no grid that fills the type area both ways. Lines of an exact height that ignore
//! the grid, and characters a little closer than their faces have them, hold 22 lines of 28.

use crate::typeset::{A4, Geometry, Length};

/// How many characters a line of the body has (GB/T 9704-2012 5.2.3).
const CHARACTERS: i64 = 28;
/// 3号, the size of the text, in half-points.
pub(super) const SIZE: i64 = 32;

/// The measures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub(super) paper: (i64, i64),
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) right: i64,
    pub(super) bottom: i64,
    /// The type area's width and height.
    pub(super) width: i64,
    pub(super) height: i64,
    /// From line to line.
    pub(super) pitch: i64,
    /// What is added to each character.
    pub(super) spacing: i64,
    /// From the page's lower edge to the line of the page number.
    pub(super) footer: i64,
    /// From the page's upper edge to the line of the draft's mark.
    pub(super) header: i64,
    pub(super) title_size: i64,
    pub(super) table_size: i64,
    pub(super) number_size: i64,
    pub(super) imprint_size: i64,
    pub(super) imprint_pitch: i64,
}

impl Sheet {
    /// The standard's page.
    pub(super) fn gbt_9704() -> Self {
        let geometry = Geometry::gbt_9704();
        let paper = (twips(A4.width()), twips(A4.height()));
        let (left, top) = (twips(geometry.left), twips(geometry.top));
        let (width, height) = (over(geometry.width), over(geometry.height));
        let bottom = paper.1 - top - height;
        let number = twips(geometry.number_size);
        // The rule beside the number is in the middle of its line, 7 mm below the type area.
        let below = twips(geometry.number_gap) + number / 2;
        Self {
            paper,
            left,
            top,
            right: paper.0 - left - width,
            bottom,
            width,
            height,
            pitch: height / geometry.lines as i64,
            // One less than would do: where nothing is left over, LibreOffice loses the mark that
            // a justified line ends with.
            spacing: (width - CHARACTERS * SIZE * 10).div_euclid(CHARACTERS) - 1,
            footer: bottom - below,
            header: top / 2,
            title_size: half_points(geometry.title_size),
            table_size: half_points(geometry.table_size),
            number_size: half_points(geometry.number_size),
            imprint_size: half_points(geometry.imprint_size),
            imprint_pitch: twips(geometry.imprint_pitch),
        }
    }

    /// Hundredths of a character of the body.
    pub(super) fn characters(&self, hundredths: i64) -> i64 {
        hundredths * (SIZE * 10 + self.spacing) / 100
    }
}

/// To the nearest twip.
pub(super) fn twips(length: Length) -> i64 {
    (length.0 + 25).div_euclid(50)
}

/// The next larger number of twips: a line that is a hair too short loses its last character.
fn over(length: Length) -> i64 {
    (length.0 + 49).div_euclid(50)
}

fn half_points(length: Length) -> i64 {
    length.0 / 500
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_22_lines_of_28_characters() {
        let sheet = Sheet::gbt_9704();
        assert_eq!(sheet.paper, (11906, 16838));
        assert_eq!((sheet.top, sheet.right), (2098, 1474));
        assert_eq!((sheet.bottom, sheet.left), (1984, 1587));
        assert_eq!((sheet.pitch, sheet.spacing), (579, -6));
        assert!(sheet.characters(2800) <= sheet.width && sheet.pitch * 22 <= sheet.height);
    }
}
