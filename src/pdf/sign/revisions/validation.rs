//! What validation needs later, added to a signed file (ETSI EN 319 142-1 5.4.2): certificates,
//! revocation lists and answers, and nothing else.

use std::collections::BTreeSet;

use super::change::Change;
use super::judge::{Judge, Part};
use crate::pdf::read::objects::{Map, Value, unpacked};
use crate::pdf::read::strict::StoredObject;

/// The largest certificate, list or answer.
const MAX_DER: usize = 8 * 1024 * 1024;
/// What the store lists, and by what name it does so for one signature.
const LISTS: [(&str, &str); 3] = [("Certs", "Cert"), ("CRLs", "CRL"), ("OCSPs", "OCSP")];

/// What came is none that is known.
pub(super) fn unknown() -> Change {
    Change::Other("核验用的资料（DSS）".to_owned())
}

/// Judges the store, which the revision has.
pub(super) fn judge(judge: &mut Judge<'_, '_>, number: u32, was_there: bool) -> Part {
    let (old, new) = if was_there {
        (map(judge.before(number)), map(judge.now(number)).filter(|_| judge.take(number)))
    } else {
        (Some(Map::default()), map(judge.take_new(number)))
    };
    let (Some(old), Some(new)) = (old, new) else { return Err(unknown()) };
    let known = new.entries().all(|(key, value)| match key {
        b"Type" => *value == Value::name("DSS"),
        b"VRI" => true,
        key => LISTS.iter().any(|(list, _)| list.as_bytes() == key),
    });
    let mut listed = BTreeSet::new();
    for (key, _) in LISTS {
        let (old, new) = (references(&old, key)?, references(&new, key)?);
        // What was there is as it was, and what comes is new.
        if !new.starts_with(&old) {
            return Err(unknown());
        }
        for number in new.iter().skip(old.len()) {
            if !listed.contains(number) {
                new_der(judge, *number)?;
            }
            listed.insert(*number);
        }
        listed.extend(old);
    }
    if !known || listed.is_empty() {
        return Err(unknown());
    }
    of_signatures(judge, &new, &listed)
}

fn map(found: Option<StoredObject<'_>>) -> Option<Map> {
    match found? {
        StoredObject { value: Value::Map(map), content: None, .. } => Some(map),
        _ => None,
    }
}

/// What a key lists: references, and no other thing.
fn references(about: &Map, key: &str) -> Result<Vec<u32>, Change> {
    let numbers = match about.get(key) {
        None => Some(Vec::new()),
        Some(Value::List(items)) => items.iter().map(Value::reference).collect(),
        Some(_) => None,
    };
    numbers.ok_or_else(unknown)
}

/// A new stream, which is one whole value of DER.
fn new_der(judge: &mut Judge<'_, '_>, number: u32) -> Part {
    let found = judge.take_new(number).ok_or_else(unknown)?;
    let (Value::Map(about), Some(packed)) = (&found.value, found.content) else {
        return Err(unknown());
    };
    let plain = about.entries().all(|(key, _)| matches!(key, b"Length" | b"Filter"));
    let der = unpacked(about, packed, MAX_DER).map_err(|_| unknown())?;
    if plain && is_whole(&der) { Ok(()) } else { Err(unknown()) }
}

/// Whether bytes are a sequence and nothing else (X.690 8.1.3).
fn is_whole(der: &[u8]) -> bool {
    let [0x30, first, rest @ ..] = der else { return false };
    match *first {
        length @ ..=0x7F => rest.len() == usize::from(length),
        count @ 0x81..=0x84 => {
            let count = usize::from(count - 0x80);
            let Some((length, content)) = rest.split_at_checked(count) else { return false };
            let length = length.iter().fold(0, |n, byte| (n << 8) | usize::from(*byte));
            content.len() == length
        }
        _ => false,
    }
}

/// What the store has for each signature, by the digest of that signature.
fn of_signatures(judge: &mut Judge<'_, '_>, store: &Map, listed: &BTreeSet<u32>) -> Part {
    let signatures = match store.get("VRI") {
        None => return Ok(()),
        Some(Value::Map(signatures)) => signatures,
        Some(_) => return Err(unknown()),
    };
    for (key, value) in signatures.entries() {
        let is_digest = key.len() == 40 && key.iter().all(u8::is_ascii_hexdigit);
        let about = match value {
            Value::Map(about) => Some(about.clone()),
            Value::Reference(number) => {
                let before = judge.before(*number);
                let known = if before.is_some() { before } else { judge.take_new(*number) };
                map(known).filter(|about| Some(about) == map(judge.now(*number)).as_ref())
            }
            _ => None,
        };
        let about = about.filter(|_| is_digest).ok_or_else(unknown)?;
        let known = about.entries().all(|(key, value)| match key {
            b"Type" => *value == Value::name("VRI"),
            b"TU" => matches!(value, Value::Text(_)),
            key => LISTS.iter().any(|(_, list)| list.as_bytes() == key),
        });
        for (_, key) in LISTS {
            if !references(&about, key)?.iter().all(|number| listed.contains(number)) {
                return Err(unknown());
            }
        }
        if !known {
            return Err(unknown());
        }
    }
    Ok(())
}
