//! What a file in the strict form holds, object by object, for another reader to compare.

use std::collections::BTreeMap;

use super::super::objects::Value;
use super::{Form, ListedObject, StoredObject};

pub(super) fn listed(form: &Form<'_>) -> BTreeMap<u32, ListedObject> {
    let last = form.revisions.len();
    let object = |number: &u32| {
        let StoredObject { value, content, range } = form.object(*number, last)?;
        let mut text = Vec::new();
        spell(&value, &mut text);
        text.extend_from_slice(content.unwrap_or_default());
        Some((*number, ListedObject { at: range.map(|range| range.start), text }))
    };
    form.places.keys().filter_map(object).collect()
}

/// A value in a spelling that has one way for each: keys in their order, names and strings in
/// hexadecimal digits, and of a number with a point only that it is one.
fn spell(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Truth(truth) => out.extend_from_slice(truth.to_string().as_bytes()),
        Value::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Real(_) => out.push(b'.'),
        Value::Name(name) => digits(b'/', name, out),
        Value::Text(text) => digits(b'(', text, out),
        Value::Reference(number) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
        Value::List(items) => {
            out.push(b'[');
            items.iter().for_each(|item| spell(item, out));
            out.push(b']');
        }
        Value::Map(map) => {
            out.push(b'<');
            for (key, value) in map.entries() {
                digits(b'/', key, out);
                spell(value, out);
            }
            out.push(b'>');
        }
    }
    out.push(b' ');
}

fn digits(mark: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(mark);
    out.extend_from_slice(base16ct::lower::encode_string(bytes).as_bytes());
    out.push(b' ');
}
