//! The pictures on the pages: each what we make of its file, in the report's order, upright, in
//! its proportions and in a size to be seen.

use super::rows;
use super::sequences::{DrawnPicture, PageContent, drawn};
use super::structure::StructureMap;
use super::{Deviation, Deviations, Result};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::pdf::write::{DictItem, ExternalStream, Placement, matrix, object};
use crate::pictures::{Colour, Jpeg, Picture, Pixels, Raster, RasterData};

/// How far numbers may be off: they are written with five places.
const NEAR: f64 = 0.02;
/// A picture that is shrunk was too large for the page: one of its sides stays at least this, in
/// points.
const SHRUNK: f64 = 100.0;
/// Points to a micrometre.
const POINTS: f64 = 72.0 / 25_400.0;
/// How deep forms may be in one another.
const MAX_DEPTH: usize = 32;
/// The longest content of a form.
const MAX_FORM: usize = 16 * 1024 * 1024;
/// How a stream is packed.
const FILTER: &str = "Filter";

/// A picture of the report.
#[derive(Debug, Clone, Copy)]
pub struct ReportPicture<'p> {
    /// What its file shows.
    pub picture: &'p Picture,
    /// Whether it is a seal, which is made as large as its place.
    pub is_seal: bool,
}

/// Compares the pictures with those of the report.
pub(super) fn compare(
    file: &PdfFile<'_>,
    leaves: &[Leaf],
    (held, pages): (&StructureMap, &[PageContent]),
    expected: &[ReportPicture<'_>],
    found: &mut Deviations,
) -> Result<()> {
    let drawn = drawn(pages);
    let count: usize = drawn.values().map(Vec::len).sum();
    if held.figures.len() != expected.len() || count != expected.len() {
        found.add(Deviation::Picture { number: count.min(expected.len()) + 1 });
        return Ok(());
    }
    for ((figure, shown), number) in held.figures.iter().zip(expected).zip(1..) {
        let [place] = &figure.sequences[..] else {
            found.add(Deviation::Picture { number });
            continue;
        };
        let Some([picture]) = drawn.get(place).map(Vec::as_slice) else {
            found.add(Deviation::Picture { number });
            continue;
        };
        if !is_in_place(picture, &figure.area, shown) {
            found.add(Deviation::PicturePlace { number });
        }
        let page = leaves.get(place.0).ok_or(ReadFault::Damaged)?.page(file)?;
        if !is_of_file(file, &page, picture, shown.picture)? {
            found.add(Deviation::Picture { number });
        }
    }
    Ok(())
}

/// Whether a picture fills the place that the structure has for it as it should.
fn is_in_place(drawn: &DrawnPicture, area: &[f64; 4], shown: &ReportPicture<'_>) -> bool {
    let [left, bottom, right, top] = *area;
    let (width, height) = (right - left, top - bottom);
    let place =
        Placement { x: left as f32, y: bottom as f32, width: width as f32, height: height as f32 };
    // A form's matrix is of ten thousandths: what it makes of a form's sides is compared.
    let scale = match shown.picture {
        Picture::Raster(_) => [1.0, 1.0],
        Picture::Vector(vector) => {
            [vector.width, vector.height].map(|side| f64::from(side) / 100.0)
        }
    };
    let scales = [scale[0], scale[0], scale[1], scale[1], 1.0, 1.0];
    let wanted = matrix(shown.picture, place).map(f64::from);
    let upright = drawn.matrix.iter().zip(wanted).zip(scales);
    let mut upright = upright.map(|((found, wanted), scale)| (found - wanted).abs() * scale);
    let (natural_width, natural_height) = shown.picture.size_um();
    let natural = [natural_width, natural_height].map(|side| side as f64 * POINTS);
    let [wide, high] = natural;
    let in_proportion =
        (width * high - height * wide).abs() <= NEAR * (wide + high) + 0.001 * width * high;
    let larger = width > wide + NEAR || height > high + NEAR;
    let smaller = width < wide - NEAR || height < high - NEAR;
    let may_be_smaller = width.max(height) >= SHRUNK;
    let sized =
        if shown.is_seal { may_be_smaller } else { !larger && (!smaller || may_be_smaller) };
    upright.all(|off| off <= NEAR) && in_proportion && sized
}

/// Whether what is drawn is what is made of a picture's file.
fn is_of_file(
    file: &PdfFile<'_>,
    page: &Map,
    drawn: &DrawnPicture,
    picture: &Picture,
) -> Result<bool> {
    let resources = file.map(page.get("Resources").ok_or(ReadFault::Damaged)?)?;
    let objects = file.map(resources.get("XObject").ok_or(ReadFault::Damaged)?)?;
    let Some(found) = objects.named(&drawn.name).and_then(Value::reference) else {
        return Ok(false);
    };
    match picture {
        Picture::Raster(raster) => is_image(file, found, raster),
        Picture::Vector(_) => match object(picture) {
            Ok(form) => is_form(file, found, &form, 0),
            Err(_) => Ok(false),
        },
    }
}

fn is_image(file: &PdfFile<'_>, number: u32, raster: &Raster) -> Result<bool> {
    let (about, Some(packed)) = stream(file, number)? else { return Ok(false) };
    let space: &[u8] = match raster.colour {
        Colour::Grey => b"DeviceGray",
        Colour::Rgb => b"DeviceRGB",
    };
    if !is_sized(&about, raster) || about.name("ColorSpace") != Some(space) {
        return Ok(false);
    }
    match &raster.data {
        RasterData::Jpeg(Jpeg { bytes, plain_rgb }) => Ok(packed == &bytes[..]
            && about.name(FILTER) == Some(b"DCTDecode")
            && about.get("DecodeParms").is_some() == *plain_rgb
            && about.get("SMask").is_none()),
        RasterData::Pixels(Pixels { colour, alpha }) => {
            let mask = about.get("SMask").and_then(Value::reference);
            let same_mask = match (mask, alpha) {
                (None, None) => about.get("SMask").is_none(),
                (Some(mask), Some(alpha)) => {
                    let (about, Some(packed)) = stream(file, mask)? else { return Ok(false) };
                    is_sized(&about, raster) && are_samples(&about, packed, (raster, 1), alpha)
                }
                _ => false,
            };
            let components = raster.colour.components();
            Ok(same_mask && are_samples(&about, packed, (raster, components), colour))
        }
    }
}

fn is_sized(about: &Map, raster: &Raster) -> bool {
    about.integer("Width") == Some(raster.width.into())
        && about.integer("Height") == Some(raster.height.into())
}

/// Whether an image's bytes unpack to these samples.
fn are_samples(
    about: &Map,
    packed: &[u8],
    (raster, components): (&Raster, usize),
    wanted: &[u8],
) -> bool {
    let Ok(width) = usize::try_from(raster.width) else { return false };
    match (about.name(FILTER), about.get("DecodeParms")) {
        (None, None) => packed == wanted,
        (Some(b"FlateDecode"), None) => rows::plain_are(packed, wanted),
        (Some(b"FlateDecode"), Some(_)) => {
            rows::are(packed, width * components, components, wanted)
        }
        _ => false,
    }
}

/// Whether a form is one that we make, with all that is in it.
fn is_form(file: &PdfFile<'_>, number: u32, form: &ExternalStream, depth: usize) -> Result<bool> {
    if depth > MAX_DEPTH {
        return Ok(false);
    }
    let (mut about, Some(packed)) = stream(file, number)? else { return Ok(false) };
    let content = file.unpacked(&about, packed, MAX_FORM)?;
    ["Length", FILTER].iter().for_each(|key| about.remove(key.as_bytes()));
    let wanted = DictItem::Dict { map: form.dict.clone() };
    Ok(content == form.content && is_value(file, &Value::Map(about), &wanted, depth)?)
}

/// Whether a value is one that we make. What is made is no deeper than a picture's groups.
fn is_value(file: &PdfFile<'_>, found: &Value, wanted: &DictItem, depth: usize) -> Result<bool> {
    if let DictItem::Stream { stream } = wanted {
        return match found.reference() {
            Some(number) => is_form(file, number, stream, depth + 1),
            None => Ok(false),
        };
    }
    let found = file.resolved(found)?;
    Ok(match (&found, wanted) {
        (Value::Map(found), DictItem::Dict { map }) => {
            let mut same = found.entries().count() == map.len();
            for (key, wanted) in map {
                same = same
                    && match found.get(key) {
                        Some(found) => is_value(file, found, wanted, depth)?,
                        None => false,
                    };
            }
            same
        }
        (Value::List(found), DictItem::Array(items)) => {
            let mut same = found.len() == items.len();
            for (found, wanted) in found.iter().zip(items) {
                same = same && is_value(file, found, wanted, depth)?;
            }
            same
        }
        (Value::Name(found), DictItem::Name(wanted)) => found == wanted,
        (Value::Truth(found), DictItem::Bool(wanted)) => found == wanted,
        (found, DictItem::Int(wanted)) => found.number() == Some(*wanted as f64),
        (found, DictItem::Float(wanted) | DictItem::Real(wanted)) => {
            found.number().is_some_and(|n| (n - f64::from(*wanted)).abs() <= NEAR / 2.0)
        }
        (found, DictItem::String { data, .. }) => {
            string(found).map(String::into_bytes).as_ref() == Some(data)
        }
        _ => false,
    })
}

type PackedStream<'b> = (Map, Option<&'b [u8]>);

fn stream<'b>(file: &PdfFile<'b>, number: u32) -> Result<PackedStream<'b>> {
    match file.whole_object(number)? {
        (Value::Map(about), packed) => Ok((about, packed)),
        _ => Err(ReadFault::Damaged),
    }
}
