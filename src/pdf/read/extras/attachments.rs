//! Attachments: only ours, each once, and the same in both lists (ISO 32000-1 7.11.4, ISO 19005-3
//! 6.8), so that a reader's attachment is the one that was compared.

use std::collections::{BTreeMap, BTreeSet};

use super::{ForeignObject, Result, allow, entry, only, short};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::write::SEAL;

/// What a file specification of ours has.
const FILE: &[&str] = &["Type", "F", "UF", "Desc", "AFRelationship", "EF"];
/// More attachments than any report has.
const MAX_FILES: usize = 100;

/// Looks at the tree of names and the associated files; the objects of the attachments that may
/// be there.
pub(super) fn look(
    file: &PdfFile<'_>,
    catalog: &Map,
    own: &[&str],
    foreign: &mut BTreeSet<ForeignObject>,
) -> Result<BTreeSet<u32>> {
    let names = match entry(file, catalog, "Names")? {
        Some(names) => file.map(&names)?,
        None => Map::default(),
    };
    for (key, _) in names.entries() {
        // Reported by `objects`.
        if key != b"JavaScript" {
            allow(key, &["Dests", "EmbeddedFiles"], foreign);
        }
    }
    for (name, _) in named(file, &names, "Dests", foreign)? {
        allow(name.as_bytes(), &[SEAL], foreign);
    }
    let mut listed = BTreeMap::new();
    for (name, specification) in named(file, &names, "EmbeddedFiles", foreign)? {
        let number = specification.reference().ok_or(ReadFault::Damaged)?;
        if !own.contains(&name.as_str()) {
            foreign.insert(ForeignObject::Attachment(short(&name)));
        } else if !is_ours(file, &specification, &name, foreign)?
            || listed.insert(number, name).is_some()
        {
            foreign.insert(ForeignObject::Attachments);
        }
    }
    let associated = match entry(file, catalog, "AF")? {
        Some(associated) => file.list(&associated)?,
        None => Vec::new(),
    };
    let associated: BTreeSet<u32> = associated.iter().filter_map(Value::reference).collect();
    let numbers: BTreeSet<u32> = listed.keys().copied().collect();
    let called: BTreeSet<&String> = listed.values().collect();
    if associated != numbers || called.len() != numbers.len() {
        foreign.insert(ForeignObject::Attachments);
    }
    Ok(numbers)
}

/// The pairs of a tree of names that has no branches, as ours are.
fn named(
    file: &PdfFile<'_>,
    names: &Map,
    key: &str,
    foreign: &mut BTreeSet<ForeignObject>,
) -> Result<Vec<(String, Value)>> {
    let Some(tree) = entry(file, names, key)? else { return Ok(Vec::new()) };
    let tree = file.map(&tree)?;
    only(&tree, &["Names", "Limits"], foreign);
    let pairs = match entry(file, &tree, "Names")? {
        Some(pairs) => file.list(&pairs)?,
        None => Vec::new(),
    };
    if pairs.len() > 2 * MAX_FILES {
        return Err(ReadFault::Swollen);
    }
    let pair = |pair: &[Value]| match pair {
        [name, value] => Ok((string(name).ok_or(ReadFault::Damaged)?, value.clone())),
        _ => Err(ReadFault::Damaged),
    };
    pairs.chunks(2).map(pair).collect()
}

/// Whether a file specification goes by one name and has one file.
fn is_ours(
    file: &PdfFile<'_>,
    specification: &Value,
    name: &str,
    foreign: &mut BTreeSet<ForeignObject>,
) -> Result<bool> {
    let about = file.map(specification)?;
    only(&about, FILE, foreign);
    let mut called = ["F", "UF"].iter().map(|key| about.get(key).and_then(string));
    let files = file.map(about.get("EF").ok_or(ReadFault::Damaged)?)?;
    only(&files, &["F", "UF"], foreign);
    Ok(called.all(|called| called.as_deref() == Some(name)) && files.get("F") == files.get("UF"))
}

/// What an attachment is called.
pub(super) fn name(specification: &Map) -> String {
    let called = |key| specification.get(key).and_then(string);
    short(&called("UF").or_else(|| called("F")).unwrap_or_default())
}
