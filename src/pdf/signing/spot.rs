//! Where a signature's field stands: where the report keeps a place for a seal, or unseen on the
//! last page.

use super::super::destinations::SEAL;
use super::super::reading::{Map, PdfFile, ReadFault, Value};
use super::SigningFault;

/// A page's sides are no longer (ISO 32000-1 annex C).
const LARGEST_PAGE: f64 = 14_400.0;
/// How deep the tree of pages is followed.
const MAX_DEPTH: usize = 32;

type Result<T> = std::result::Result<T, SigningFault>;

/// Where a field stands.
pub(super) struct Spot {
    /// The page's number among the objects.
    pub(super) page: u32,
    /// Left, bottom, right, top in points; nothing where nothing is seen.
    pub(super) rectangle: [f64; 4],
}

/// The page and rectangle that the report keeps for a seal.
pub(in crate::pdf) fn sealed_place(file: &PdfFile<'_>, catalog: &Map) -> Result<(u32, [f64; 4])> {
    let names = catalog.get("Names").map(|names| file.map(names)).transpose()?;
    let tree = names.and_then(|names| names.get("Dests").cloned());
    let tree = file.map(&tree.ok_or(SigningFault::NoSignOff)?)?;
    let pairs = file.list(tree.get("Names").ok_or(SigningFault::NoSignOff)?)?;
    let mut pairs = pairs.chunks_exact(2);
    let named = |pair: &&[Value]| pair[0] == Value::Text(SEAL.as_bytes().to_vec());
    let place = file.list(&pairs.find(named).ok_or(SigningFault::NoSignOff)?[1])?;
    let [Value::Reference(page), _, rectangle @ ..] = &place[..] else {
        return Err(ReadFault::Damaged.into());
    };
    Ok((*page, numbers(rectangle).ok_or(ReadFault::Damaged)?))
}

fn numbers(values: &[Value]) -> Option<[f64; 4]> {
    let number = |value: &Value| match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        _ => None,
    };
    let on_page = |number: &f64| number.abs() <= LARGEST_PAGE;
    let numbers: Option<Vec<f64>> = values.iter().map(|v| number(v).filter(on_page)).collect();
    numbers?.try_into().ok()
}

pub(super) fn last_page(file: &PdfFile<'_>, catalog: &Map) -> Result<u32> {
    let mut node = catalog.get("Pages").and_then(Value::reference).ok_or(ReadFault::Damaged)?;
    for _ in 0..MAX_DEPTH {
        let about = file.map(&Value::Reference(node))?;
        let Some(kids) = about.get("Kids") else { return Ok(node) };
        let last = file.list(kids)?.last().and_then(Value::reference);
        node = last.ok_or(ReadFault::Damaged)?;
    }
    Err(ReadFault::Damaged.into())
}
