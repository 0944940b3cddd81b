//! How many characters of the two standards a face has.

use encoding_rs::GBK;

use super::Face;

/// How many hanzi GB 2312-80 has.
pub const GB2312: usize = 6763;

/// How many hanzi 《通用规范汉字表》 (2013) has.
pub const GENERAL: usize = 8105;

/// What a face covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Of the hanzi of GB 2312-80.
    pub gb2312: usize,
    /// Of the hanzi of 《通用规范汉字表》.
    pub general: usize,
}

impl Coverage {
    /// Counts a face's characters.
    #[must_use]
    pub fn of(face: &Face) -> Self {
        Self {
            gb2312: gb2312().filter(|c| face.has(*c)).count(),
            general: general().filter(|c| face.has(*c)).count(),
        }
    }
}

/// The hanzi of GB 2312-80: rows 16–87 of its code table.
fn gb2312() -> impl Iterator<Item = char> {
    let codes = (0xB0..=0xF7_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    codes.filter_map(|code| {
        let text = GBK.decode_without_bom_handling(&code).0;
        // The five empty places of row 55 decode to private use.
        text.chars().next().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
    })
}

fn general() -> impl Iterator<Item = char> {
    include_str!("../../fonts/hanzi-8105.txt").chars().filter(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_have_as_many_hanzi_as_they_say() {
        assert_eq!(gb2312().count(), GB2312);
        assert_eq!(general().count(), GENERAL);
    }
}
