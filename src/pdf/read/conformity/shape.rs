//! What a value of ours looks like, as data: closed lists of keys, each with what may stand there.

use super::Result;
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, Value};

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// Anything: it is looked at elsewhere.
    Any,
    /// A number that is no less than nought.
    Count,
    /// A number, whole or not.
    Number,
    /// So many numbers.
    Numbers(usize),
    /// These numbers, within a hundredth.
    Near(&'static [f64]),
    /// This number.
    Integer(i64),
    /// True or false.
    Truth(bool),
    /// Any name.
    SomeName,
    /// One of these names.
    Name(&'static [&'static str]),
    /// Any text.
    SomeText,
    /// This text.
    Text(&'static str),
    /// Another object: what is looked at once must be the one that all are led to.
    Reference,
    /// Null.
    Null,
    /// A list of these, one after the other.
    List(&'static [Shape]),
    /// A dictionary, or a stream's, with these keys alone.
    Map(&'static [Key]),
    /// A dictionary of any keys, each with such a value.
    Each(&'static Shape),
}

/// A key of a dictionary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    name: &'static str,
    is_needed: bool,
    shape: Shape,
}

/// A key that is always there.
pub(super) const fn must(name: &'static str, shape: Shape) -> Key {
    Key { name, is_needed: true, shape }
}

/// A key that may be there.
pub(super) const fn may(name: &'static str, shape: Shape) -> Key {
    Key { name, is_needed: false, shape }
}

/// A stream that is packed by deflate or not at all.
pub(super) const FLATE: Key = may("Filter", Shape::Name(&["FlateDecode"]));
/// How long a stream is.
pub(super) const LENGTH: Key = must("Length", Shape::Count);

/// How far numbers may be off.
pub(super) const NEAR: f64 = 0.01;
/// How much of a key is reported.
const MAX_KEY: usize = 40;

/// The first key of a dictionary under which something else stands; `None` where all is as it
/// has to be.
pub(super) fn odd_key(file: &PdfFile<'_>, map: &Map, keys: &[Key]) -> Result<Option<String>> {
    for (name, _) in map.entries() {
        if !keys.iter().any(|key| key.name.as_bytes() == name) {
            let name = String::from_utf8_lossy(name);
            return Ok(Some(name.chars().filter(|c| !c.is_control()).take(MAX_KEY).collect()));
        }
    }
    for Key { name, is_needed, shape } in keys {
        let fits = match map.get(name) {
            None => !is_needed,
            Some(value) => fits(file, value, shape)?,
        };
        if !fits {
            return Ok(Some((*name).to_owned()));
        }
    }
    Ok(None)
}

/// Whether a value is what it has to be. The shapes are no deeper than they are written.
pub(super) fn fits(file: &PdfFile<'_>, value: &Value, shape: &Shape) -> Result<bool> {
    if let Shape::Any = shape {
        return Ok(true);
    }
    if let Shape::Reference = shape {
        return Ok(value.reference().is_some());
    }
    let value = file.resolved(value)?;
    Ok(match (shape, &value) {
        (Shape::Count, Value::Integer(n)) => *n >= 0,
        (Shape::Number, value) => value.number().is_some(),
        (Shape::Numbers(count), Value::List(items)) => {
            items.len() == *count && items.iter().all(|item| item.number().is_some())
        }
        (Shape::Near(wanted), Value::List(items)) => {
            let near = |(item, wanted): (&Value, &f64)| {
                item.number().is_some_and(|n| (n - wanted).abs() <= NEAR)
            };
            items.len() == wanted.len() && items.iter().zip(*wanted).all(near)
        }
        (Shape::Integer(wanted), Value::Integer(n)) => n == wanted,
        (Shape::Truth(wanted), Value::Truth(truth)) => truth == wanted,
        (Shape::SomeName, Value::Name(_)) | (Shape::SomeText, Value::Text(_)) => true,
        (Shape::Null, Value::Null) => true,
        (Shape::Name(wanted), Value::Name(name)) => {
            wanted.iter().any(|wanted| wanted.as_bytes() == name)
        }
        (Shape::Text(wanted), value) => string(value).as_deref() == Some(*wanted),
        (Shape::List(shapes), Value::List(items)) => {
            let mut fit = items.len() == shapes.len();
            for (item, shape) in items.iter().zip(*shapes) {
                fit = fit && fits(file, item, shape)?;
            }
            fit
        }
        (Shape::Map(keys), Value::Map(map)) => odd_key(file, map, keys)?.is_none(),
        (Shape::Each(shape), Value::Map(map)) => {
            let mut fit = true;
            for (_, value) in map.entries() {
                fit = fit && fits(file, value, shape)?;
            }
            fit
        }
        _ => false,
    })
}
