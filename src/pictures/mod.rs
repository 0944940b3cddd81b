//! Pictures of a filing: PNG, JPEG and SVG, from bytes to plain data that a page can take.
//!
//! What a file is, its content says, never its name. Nothing is read but the bytes handed in: a
//! picture that points at another file or at the network is refused.
//!
//! A raster picture without a stated physical size is taken at 96 dots to the inch, as an SVG's
//! `px` is, and as the word processor does that filings are written with today.

mod fault;
mod jpeg;
mod png;
mod raster;
mod svg;
mod vector;

pub use fault::{PictureFault, PictureKind};
pub use raster::{Colour, Jpeg, Orientation, Pixels, Raster, RasterData};
pub use svg::SvgFace;
pub use vector::{
    Cap, Clip, Element, Fill, Group, Join, Opacity, Point, Segment, Shape, Stroke, Vector,
};

/// A small picture for the tests of other rooms.
#[cfg(test)]
pub(crate) const TEST_JPEG: &[u8] = jpeg::tests::COLOUR;

/// The largest file that is looked at, in bytes: well above a telephone's largest photograph.
pub const MAX_BYTES: usize = 20_000_000;

/// The most pixels that a raster picture may have, known from its header before any is decoded.
pub const MAX_PIXELS: u64 = 40_000_000;

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Of pixels: PNG and JPEG.
    Raster(Raster),
    /// Of shapes: SVG.
    Vector(Vector),
}

impl Picture {
    /// How many pixels it has; none where it is made of shapes.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        match self {
            Self::Raster(raster) => u64::from(raster.width) * u64::from(raster.height),
            Self::Vector(_) => 0,
        }
    }

    /// The natural size, width and height as the picture is seen, in micrometres; at least 1.
    #[must_use]
    pub fn size_um(&self) -> (i64, i64) {
        match self {
            Self::Raster(raster) => raster.size_um,
            Self::Vector(vector) => vector.size_um,
        }
    }
}

/// Decodes a picture; `faces` are the only faces that the text of an SVG is drawn with, the
/// first wherever none is asked for by name.
///
/// # Errors
/// What is wrong with the picture, and what to do about it.
pub fn decode(bytes: &[u8], faces: &[SvgFace]) -> Result<Picture, PictureFault> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureFault::TooManyBytes { bytes: bytes.len() });
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::decode(bytes).map(Picture::Raster)
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg::decode(bytes).map(Picture::Raster)
    } else if svg::looks_like(bytes) {
        svg::decode(bytes, faces).map(Picture::Vector)
    } else {
        Err(PictureFault::Unknown { hint: known_other(bytes) })
    }
}

/// What a file is that no report takes, by its first bytes, for a message that helps.
fn known_other(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 12] = [
        (b"GIF8", "这是 GIF"),
        (b"BM", "这是 BMP"),
        (b"II*\0", "这是 TIFF"),
        (b"MM\0*", "这是 TIFF"),
        (b"%PDF", "这是 PDF"),
        (b"\x1F\x8B", "这像是压缩的 SVG（svgz）"),
        (b"\xD7\xCD\xC6\x9A", "这是 WMF"),
        (b"\x01\0\0\0", "这像是 EMF"),
        (b"PK\x03\x04", "这是压缩包或 Office 文档"),
        (b"\xFF\xFE", "这是 UTF-16 文本；SVG 请存为 UTF-8"),
        (b"\xFE\xFF", "这是 UTF-16 文本；SVG 请存为 UTF-8"),
        (b"", ""),
    ];
    if bytes.is_empty() {
        return "文件是空的";
    }
    match bytes.get(4..12) {
        Some(b"ftypheic" | b"ftypheix" | b"ftypmif1") => return "这是 HEIC",
        Some(b"ftypavif") => return "这是 AVIF",
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
            return "这是 WebP";
        }
        _ => {}
    }
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or("", |(_, hint)| hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_are_named() {
        let message = |bytes: &[u8]| decode(bytes, &[]).unwrap_err().to_string();
        assert!(message(b"GIF89a....").contains("GIF"));
        assert!(message(b"RIFF\0\0\0\0WEBPVP8 ").contains("WebP"));
        assert!(message(b"").contains("空"));
        assert!(message(b"\x00\x00\x00\x18ftypheic").contains("HEIC"));
        assert!(message(b"hello").contains("PNG"));
    }

    #[test]
    fn a_file_too_large_is_not_looked_at() {
        let bytes = vec![0; MAX_BYTES + 1];
        assert!(matches!(decode(&bytes, &[]), Err(PictureFault::TooManyBytes { .. })));
    }
}
