//! What is seen of a signature: the seal's picture over 落款 (ISO 32000-1 12.5.5).

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::SigningFault;
use super::spot::Spot;
use super::update::Update;
use crate::pdf::read::objects::{Map, Value};
use crate::pdf::write::{DictItem, ExternalStream, Placement, matrix, object};
use crate::pictures::Picture;
use crate::typeset::{Area, Length};

/// The picture's rectangle in the place that the report keeps: upright and in its proportions.
pub(super) fn spot((page, place): (u32, [f64; 4]), picture: &Picture) -> Spot {
    let thousandths = |points: f64| Length((points * 1000.0).round() as i64);
    let [left, bottom, right, top] = place.map(thousandths);
    let (width, height) = picture.size_um();
    let sides = (Length::from_micrometres(width), Length::from_micrometres(height));
    let area = Area { x: left, y: bottom, width: right - left, height: top - bottom };
    let area = area.fitted(sides);
    let corners = [area.x, area.y, area.x + area.width, area.y + area.height];
    Spot { page, rectangle: corners.map(|length| length.0 as f64 / 1000.0) }
}

/// The form that shows the picture in a rectangle. Its white lets see what is below, as the ink
/// of a seal does.
///
/// # Errors
/// The picture cannot be written.
pub(super) fn look(
    update: &mut Update<'_, '_>,
    picture: &Picture,
    [left, bottom, right, top]: [f64; 4],
) -> Result<Value, SigningFault> {
    let (width, height) = (right - left, top - bottom);
    let stream = object(picture).map_err(SigningFault::Picture)?;
    let shown = add(update, &stream)?;
    let to = Placement { x: 0.0, y: 0.0, width: width as f32, height: height as f32 };
    let numbers = matrix(picture, to).map(|n| n.to_string()).join(" ");
    let content = format!("q /G gs {numbers} cm /P Do Q");
    let ink = Value::map([("BM", Value::name("Multiply"))]);
    let resources = Value::map([
        ("XObject", Value::map([("P", shown)])),
        ("ExtGState", Value::map([("G", ink)])),
    ]);
    let bounds = [0.0, 0.0, width, height].map(Value::Real);
    let about = Map::from([
        ("Type", Value::name("XObject")),
        ("Subtype", Value::name("Form")),
        ("BBox", Value::List(bounds.into())),
        ("Resources", resources),
    ]);
    Ok(update.add_stream(about, content.as_bytes()))
}

/// Adds a stream of the drawing library's, and the streams in it.
fn add(update: &mut Update<'_, '_>, stream: &ExternalStream) -> Result<Value, SigningFault> {
    let mut about = Map::default();
    for (key, item) in &stream.dict {
        about.set(key, value(update, item)?);
    }
    if !stream.compress {
        return Ok(update.add_stream(about, &stream.content));
    }
    about.set("Filter", Value::name("FlateDecode"));
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    let packed = packed.map_err(|error| SigningFault::Picture(error.to_string()))?;
    Ok(update.add_stream(about, &packed))
}

fn value(update: &mut Update<'_, '_>, item: &DictItem) -> Result<Value, SigningFault> {
    Ok(match item {
        DictItem::Array(items) => {
            let items: Result<_, _> = items.iter().map(|item| value(update, item)).collect();
            Value::List(items?)
        }
        DictItem::String { data, .. } | DictItem::Bytes(data) => Value::Text(data.clone()),
        DictItem::Bool(truth) => Value::Truth(*truth),
        DictItem::Float(number) | DictItem::Real(number) => Value::Real(f64::from(*number)),
        DictItem::Int(number) => Value::Integer(*number),
        DictItem::Name(name) => Value::Name(name.clone()),
        DictItem::Ref { obj, .. } => Value::Reference(*obj),
        DictItem::Dict { map } => {
            let mut about = Map::default();
            for (key, item) in map {
                about.set(key, value(update, item)?);
            }
            Value::Map(about)
        }
        DictItem::Stream { stream } => add(update, stream)?,
        DictItem::Null => Value::Null,
    })
}
