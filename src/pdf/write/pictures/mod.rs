//! Pictures as external objects of a page, under names that the caller gives.
//!
//! The drawing library's own picture type is passed over: it gives no word on interpolation and
//! packs rows unfiltered. Its external objects take a dictionary as it stands, and make streams
//! within one objects of their own, which is what a soft mask and a nested form have to be.

mod vector;

use std::collections::BTreeMap;
use std::io;

use printpdf::{
    CurTransMat, DictItem, ExternalStream, ExternalXObject, Op, PdfDocument, XObject, XObjectId,
    XObjectTransform,
};

use crate::pictures::{Colour, Jpeg, Orientation, Picture, Pixels, Raster, RasterData};

type Dict = BTreeMap<String, DictItem>;

/// A picture's place on a page, in points from the page's bottom left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::pdf) struct Placement {
    /// The left edge.
    pub(in crate::pdf) x: f32,
    /// The bottom edge.
    pub(in crate::pdf) y: f32,
    /// The width as seen.
    pub(in crate::pdf) width: f32,
    /// The height as seen.
    pub(in crate::pdf) height: f32,
}

/// Adds a picture to what the pages of a document may draw. The name must be another's than any
/// font's or picture's; pictures are written in the order of their names.
///
/// # Errors
/// What the encoder said.
pub(super) fn register(
    document: &mut PdfDocument,
    name: &str,
    picture: &Picture,
) -> Result<(), String> {
    let stream = object(picture)?;
    // Without a size of its own the library leaves placing to us.
    let object = ExternalXObject { stream, width: None, height: None, dpi: None };
    let object = XObject::External(object);
    document.resources.xobjects.map.insert(XObjectId(name.to_owned()), object);
    Ok(())
}

/// A picture as an external object.
///
/// # Errors
/// What the encoder said.
pub(in crate::pdf) fn object(picture: &Picture) -> Result<ExternalStream, String> {
    match picture {
        Picture::Raster(raster) => image(raster).map_err(|error| error.to_string()),
        Picture::Vector(vector) => Ok(vector::form(vector)),
    }
}

/// The matrix by which a picture's object fills a place.
pub(in crate::pdf) fn matrix(picture: &Picture, place: Placement) -> [f32; 6] {
    match picture {
        Picture::Raster(raster) => unit_square(raster.orientation, place),
        Picture::Vector(vector) => vector::matrix(vector, place),
    }
}

/// Draws a registered picture so that it fills a place.
pub(super) fn place(name: &str, picture: &Picture, place: Placement, ops: &mut Vec<Op>) {
    let matrix = matrix(picture, place);
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
    let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
    ops.push(Op::UseXobject { id: XObjectId(name.to_owned()), transform });
    ops.push(Op::RestoreGraphicsState);
}

/// The matrix that puts an image's unit square, its first row on top, into a place and upright.
fn unit_square(orientation: Orientation, place: Placement) -> [f32; 6] {
    let Placement { x, y, width: w, height: h } = place;
    match orientation {
        Orientation::TopLeft => [w, 0.0, 0.0, h, x, y],
        Orientation::TopRight => [-w, 0.0, 0.0, h, x + w, y],
        Orientation::BottomRight => [-w, 0.0, 0.0, -h, x + w, y + h],
        Orientation::BottomLeft => [w, 0.0, 0.0, -h, x, y + h],
        Orientation::LeftTop => [0.0, -h, -w, 0.0, x + w, y + h],
        Orientation::RightTop => [0.0, -h, w, 0.0, x, y + h],
        Orientation::RightBottom => [0.0, h, w, 0.0, x, y],
        Orientation::LeftBottom => [0.0, h, -w, 0.0, x + w, y],
    }
}

fn image(raster: &Raster) -> io::Result<ExternalStream> {
    let mut dict = image_dict(raster, raster.colour);
    match &raster.data {
        RasterData::Jpeg(jpeg) => Ok(jpeg_stream(jpeg, dict)),
        RasterData::Pixels(pixels) => {
            if let Some(alpha) = &pixels.alpha {
                let mut mask = image_dict(raster, Colour::Grey);
                let content = deflate(raster, Colour::Grey, alpha, &mut mask)?;
                let stream = ExternalStream { dict: mask, content, compress: false };
                dict.insert("SMask".to_owned(), DictItem::Stream { stream });
            }
            let Pixels { colour, .. } = pixels;
            let content = deflate(raster, raster.colour, colour, &mut dict)?;
            Ok(ExternalStream { dict, content, compress: false })
        }
    }
}

/// An image dictionary (ISO 32000-1 8.9.5) but for the filter.
fn image_dict(raster: &Raster, colour: Colour) -> Dict {
    let space = match colour {
        Colour::Grey => "DeviceGray",
        Colour::Rgb => "DeviceRGB",
    };
    dict([
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(raster.width.into())),
        ("Height", DictItem::Int(raster.height.into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
        // PDF/A allows no smoothing that differs by viewer (ISO 19005-3 6.2.8).
        ("Interpolate", DictItem::Bool(false)),
    ])
}

fn jpeg_stream(jpeg: &Jpeg, mut image: Dict) -> ExternalStream {
    image.insert("Filter".to_owned(), name("DCTDecode"));
    if jpeg.plain_rgb {
        let as_is = dict([("ColorTransform", DictItem::Int(0))]);
        image.insert("DecodeParms".to_owned(), DictItem::Dict { map: as_is });
    }
    ExternalStream { dict: image, content: jpeg.bytes.to_vec(), compress: false }
}

/// Packs rows as PNG does, which FlateDecode with PNG's predictors reads as it is (ISO 32000-1
/// 7.4.4.4): photographs and charts become a half to a tenth of what plain deflate makes of them.
fn deflate(raster: &Raster, colour: Colour, rows: &[u8], image: &mut Dict) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, raster.width, raster.height);
    encoder.set_color(match colour {
        Colour::Grey => png::ColorType::Grayscale,
        Colour::Rgb => png::ColorType::Rgb,
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rows)?;
    writer.finish()?;

    let predictor = dict([
        ("Predictor", DictItem::Int(15)),
        ("Colors", DictItem::Int(if colour == Colour::Rgb { 3 } else { 1 })),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Columns", DictItem::Int(raster.width.into())),
    ]);
    image.insert("Filter".to_owned(), name("FlateDecode"));
    image.insert("DecodeParms".to_owned(), DictItem::Dict { map: predictor });
    Ok(image_data(&file))
}

/// The data of a PNG's IDAT chunks, of a file that the encoder has just written.
fn image_data(file: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(file.len());
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((&[a, b, c, d, ref kind @ ..], body)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if kind == b"IDAT" {
            data.extend_from_slice(body.get(..length).unwrap_or_default());
        }
        // A checksum of four bytes follows.
        rest = body.get(length + 4..).unwrap_or_default();
    }
    data
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn dict<const N: usize>(entries: [(&str, DictItem); N]) -> Dict {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests;
