//! Where a report keeps a place for a seal (ISO 32000-1 12.3.2.3).

use super::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::write::SEAL;

/// A page's sides are no longer (ISO 32000-1 annex C).
const LARGEST_PAGE: f64 = 14_400.0;

/// The page and rectangle that the report keeps for a seal; `None` where it has no 落款.
pub(in crate::pdf) fn seal_place(
    file: &PdfFile<'_>,
    catalog: &Map,
) -> Result<Option<(u32, [f64; 4])>, ReadFault> {
    let names = catalog.get("Names").map(|names| file.map(names)).transpose()?;
    let Some(tree) = names.and_then(|names| names.get("Dests").cloned()) else { return Ok(None) };
    let tree = file.map(&tree)?;
    let Some(pairs) = tree.get("Names") else { return Ok(None) };
    let pairs = file.list(pairs)?;
    let is_seal = |pair: &&[Value]| pair[0] == Value::Text(SEAL.as_bytes().to_vec());
    let Some(pair) = pairs.chunks_exact(2).find(is_seal) else { return Ok(None) };
    let destination = file.list(&pair[1])?;
    let [Value::Reference(page), _, rectangle @ ..] = &destination[..] else {
        return Err(ReadFault::Damaged);
    };
    Ok(Some((*page, numbers(rectangle).ok_or(ReadFault::Damaged)?)))
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
