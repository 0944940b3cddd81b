//! Pictures of pixels.

use std::sync::Arc;

use super::{MAX_PIXELS, PictureFault, PictureKind};

/// A picture of pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Pixels to a row, as stored.
    pub width: u32,
    /// Rows, as stored.
    pub height: u32,
    /// What a pixel's colour is made of; taken as sRGB whatever profile the file names.
    pub colour: Colour,
    /// How the stored rows are to be turned to be seen upright.
    pub orientation: Orientation,
    /// The natural size as seen, after turning, in micrometres.
    pub size_um: (i64, i64),
    /// The pixels.
    pub data: RasterData,
}

/// What a pixel's colour is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// One component.
    Grey,
    /// Three components.
    Rgb,
}

impl Colour {
    /// Bytes to a pixel.
    #[must_use]
    pub fn components(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
        }
    }
}

/// Pixels, decoded or as the file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RasterData {
    /// Decoded.
    Pixels(Pixels),
    /// A JPEG stream, which a PDF takes as it is.
    Jpeg(Jpeg),
}

/// Decoded pixels, 8 bits to a component, row by row from the top without gaps.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// The colour, not multiplied by the alpha.
    pub colour: Arc<[u8]>,
    /// One byte to a pixel, 255 where it hides what is below; `None` where all of it does.
    pub alpha: Option<Arc<[u8]>>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let alpha = self.alpha.as_ref().map(|alpha| alpha.len());
        f.debug_struct("Pixels").field("colour", &self.colour.len()).field("alpha", &alpha).finish()
    }
}

/// A JPEG stream without what says nothing about the picture: no camera, place or thumbnail.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// The stream, from its first marker to its last.
    pub bytes: Arc<[u8]>,
    /// Whether three components are red, green and blue and the stream doesn't say so itself: a
    /// reader of a PDF would otherwise take them for luma and chroma.
    pub plain_rgb: bool,
}

impl std::fmt::Debug for Jpeg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rgb = self.plain_rgb;
        f.debug_struct("Jpeg").field("bytes", &self.bytes.len()).field("plain_rgb", &rgb).finish()
    }
}

/// How stored rows are turned to be seen upright; the names say where the first stored row and
/// the first stored column are seen (Exif 2.32 4.6.4, Orientation 1 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    TopLeft,
    /// 2: mirrored left to right.
    TopRight,
    /// 3: turned by 180°.
    BottomRight,
    /// 4: mirrored top to bottom.
    BottomLeft,
    /// 5: rows and columns exchanged.
    LeftTop,
    /// 6: turned by 90° clockwise.
    RightTop,
    /// 7: rows and columns exchanged about the other diagonal.
    RightBottom,
    /// 8: turned by 90° counter-clockwise.
    LeftBottom,
}

impl Orientation {
    /// From the number of Exif; anything but 1 to 8 is as stored.
    #[must_use]
    pub fn from_exif(number: u16) -> Self {
        match number {
            2 => Self::TopRight,
            3 => Self::BottomRight,
            4 => Self::BottomLeft,
            5 => Self::LeftTop,
            6 => Self::RightTop,
            7 => Self::RightBottom,
            8 => Self::LeftBottom,
            _ => Self::TopLeft,
        }
    }

    /// Whether a stored row is seen as a column.
    #[must_use]
    pub fn exchanges_sides(self) -> bool {
        matches!(self, Self::LeftTop | Self::RightTop | Self::RightBottom | Self::LeftBottom)
    }
}

/// Micrometres to a CSS pixel, of which 96 make an inch.
pub(super) const PX_TO_UM: f64 = 25_400.0 / 96.0;

/// What is believed of a stated density, in dots to the metre: 25 to 2540 to the inch. Beyond
/// are placeholders such as 1 to the inch.
const BELIEVED_PER_METRE: std::ops::RangeInclusive<u32> = 1000..=100_000;

/// The natural size in micrometres from dots to the metre across and down, or from 96 to the inch.
pub(super) fn size_um(width: u32, height: u32, per_metre: Option<(u32, u32)>) -> (i64, i64) {
    let believed =
        per_metre.filter(|(x, y)| BELIEVED_PER_METRE.contains(x) && BELIEVED_PER_METRE.contains(y));
    let side = |pixels: u32, density: Option<u32>| {
        let (per, dots) = density.map_or((25_400, 96), |d| (1_000_000, i64::from(d)));
        ((i64::from(pixels) * per + dots / 2) / dots).max(1)
    };
    (side(width, believed.map(|d| d.0)), side(height, believed.map(|d| d.1)))
}

/// Refuses a picture without pixels or with too many, from what its header says.
pub(super) fn check_pixels(kind: PictureKind, width: u32, height: u32) -> Result<(), PictureFault> {
    if width == 0 || height == 0 {
        return Err(PictureFault::Broken { kind, reason: "尺寸为零".to_owned() });
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooManyPixels { width, height });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_size_is_by_density_or_96_to_the_inch() {
        assert_eq!(size_um(96, 192, None), (25400, 50800));
        assert_eq!(size_um(300, 600, Some((11811, 11811))), (25400, 50800));
        // A placeholder is not believed.
        assert_eq!(size_um(96, 96, Some((1, 1))), size_um(96, 96, None));
    }
}
