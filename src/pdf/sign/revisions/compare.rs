//! Dictionaries before and after an update.

use std::collections::BTreeSet;

use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};

/// The keys by which two dictionaries differ.
pub(super) fn differing(before: &Map, now: &Map) -> BTreeSet<String> {
    let keys = before.entries().chain(now.entries()).map(|(key, _)| key);
    let readable = keys.map(|key| String::from_utf8_lossy(key).into_owned());
    readable.filter(|key| before.get(key) != now.get(key)).collect()
}

/// What a key lists; a single item is a list of one.
pub(super) fn list(file: &PdfFile<'_>, about: &Map, key: &str) -> Result<Vec<Value>, ReadFault> {
    match about.get(key) {
        None => Ok(Vec::new()),
        Some(value) => match file.resolved(value)? {
            Value::List(items) => Ok(items),
            _ => Ok(vec![value.clone()]),
        },
    }
}

/// Whether a catalog's extensions (ISO 32000-2 7.12) are what they were, with further ones.
pub(super) fn are_extensions(old: &Map, new: &Map) -> bool {
    let empty = Map::default();
    let (old, new) = match (old.get("Extensions"), new.get("Extensions")) {
        (None, Some(Value::Map(new))) => (&empty, new),
        (Some(Value::Map(old)), Some(Value::Map(new))) => (old, new),
        _ => return false,
    };
    // One developer's further extension stands in a list behind those that were there.
    let kept = old.entries().all(|(key, value)| match (value, new.named(key)) {
        (Value::List(old), Some(Value::List(new))) => new.starts_with(old),
        (old, new) => new == Some(old),
    });
    kept && new.entries().all(|(_, value)| match value {
        Value::List(items) => items.iter().all(is_extension),
        value => is_extension(value),
    })
}

fn is_extension(value: &Value) -> bool {
    let Value::Map(about) = value else { return false };
    let kind = about.get("Type").is_none_or(|kind| *kind == Value::name("DeveloperExtensions"));
    kind && about.entries().all(|(key, value)| match key {
        b"Type" | b"BaseVersion" => matches!(value, Value::Name(_)),
        b"ExtensionLevel" => matches!(value, Value::Integer(_)),
        b"URL" | b"ExtensionRevision" => matches!(value, Value::Text(_)),
        _ => false,
    })
}
