//! Pictures on a page: pixels as a file inside the document, shapes as shapes.

use base64::Engine as _;
use sha2::{Digest, Sha256};

use super::{bounds, points, shapes};
use crate::decimal::Decimal;
use crate::pictures::{Colour, Orientation, Picture, Pixels, Raster, RasterData, Vector};
use crate::typeset::{Area, Length};

/// A picture made ready to be placed, since packing pixels takes its time.
#[derive(Debug, Clone)]
pub struct PreparedPicture {
    kind: Kind,
    /// A hash of what is seen.
    fingerprint: [u8; 32],
}

#[derive(Debug, Clone)]
enum Kind {
    /// A `data:` address of upright or turned pixels.
    Pixels {
        address: String,
        orientation: Orientation,
    },
    Shapes(Vector),
}

/// Makes a picture ready; `None` where its pixels cannot be packed.
#[must_use]
pub fn prepare(picture: &Picture) -> Option<PreparedPicture> {
    let (kind, fingerprint) = match picture {
        Picture::Raster(raster) => {
            let (address, orientation) = (address(raster)?, raster.orientation);
            let turned = orientation as u8;
            let fingerprint = Sha256::new().chain_update(&address).chain_update([turned]);
            (Kind::Pixels { address, orientation }, fingerprint)
        }
        Picture::Vector(vector) => {
            let seen = shapes::content(vector, "");
            (Kind::Shapes(vector.clone()), Sha256::new().chain_update(seen))
        }
    };
    Some(PreparedPicture { kind, fingerprint: fingerprint.finalize().into() })
}

impl PreparedPicture {
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// The picture in its place; what it names in the document begins with `name`.
    pub(super) fn at(&self, area: Area, name: &str) -> String {
        match &self.kind {
            Kind::Pixels { address, orientation } => {
                let attributes = match orientation {
                    Orientation::TopLeft => bounds(area),
                    turned => format!("width=\"1\" height=\"1\" {}", matrix(*turned, area)),
                };
                format!("<image {attributes} preserveAspectRatio=\"none\" href=\"{address}\"/>\n")
            }
            Kind::Shapes(vector) => format!(
                "<svg {} viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\">\n{}</svg>\n",
                bounds(area),
                vector.width,
                vector.height,
                shapes::content(vector, name)
            ),
        }
    }
}

/// The matrix that puts stored rows, a unit square, into a place and upright.
fn matrix(orientation: Orientation, area: Area) -> String {
    let Area { x, y, width: w, height: h } = area;
    let (right, bottom, none) = (x + w, y + h, Length::ZERO);
    let matrix = match orientation {
        Orientation::TopLeft => [w, none, none, h, x, y],
        Orientation::TopRight => [-w, none, none, h, right, y],
        Orientation::BottomRight => [-w, none, none, -h, right, bottom],
        Orientation::BottomLeft => [w, none, none, -h, x, bottom],
        Orientation::LeftTop => [none, h, w, none, x, y],
        Orientation::RightTop => [none, h, -w, none, right, y],
        Orientation::RightBottom => [none, -h, -w, none, right, bottom],
        Orientation::LeftBottom => [none, -h, w, none, x, bottom],
    };
    let numbers: Vec<Decimal<3>> = matrix.into_iter().map(points).collect();
    let numbers: Vec<String> = numbers.iter().map(Decimal::to_string).collect();
    format!("transform=\"matrix({})\"", numbers.join(" "))
}

/// Decoded pixels as a PNG, since a browser would take a file's own profile and turn its rows by
/// itself; a JPEG as the PDF has it.
fn address(raster: &Raster) -> Option<String> {
    let (kind, bytes) = match &raster.data {
        RasterData::Jpeg(jpeg) => ("jpeg", jpeg.bytes.to_vec()),
        RasterData::Pixels(pixels) => ("png", png(raster, pixels)?),
    };
    let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
    Some(format!("data:image/{kind};base64,{bytes}"))
}

fn png(raster: &Raster, pixels: &Pixels) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, raster.width, raster.height);
    encoder.set_color(match (raster.colour, &pixels.alpha) {
        (Colour::Grey, None) => png::ColorType::Grayscale,
        (Colour::Grey, Some(_)) => png::ColorType::GrayscaleAlpha,
        (Colour::Rgb, None) => png::ColorType::Rgb,
        (Colour::Rgb, Some(_)) => png::ColorType::Rgba,
    });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    match &pixels.alpha {
        None => writer.write_image_data(&pixels.colour).ok()?,
        Some(alpha) => {
            let colours = pixels.colour.chunks(raster.colour.components());
            let both = colours.zip(alpha.iter()).flat_map(|(c, a)| c.iter().chain([a]));
            writer.write_image_data(&both.copied().collect::<Vec<u8>>()).ok()?;
        }
    }
    writer.finish().ok()?;
    Some(file)
}
