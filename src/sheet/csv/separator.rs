//! Which sign parts the values of a text.

use super::records::Records;
use crate::sheet::refusal::Refusal;

/// The signs, with what they are called.
const SIGNS: [(char, &str); 3] = [(',', "逗号"), ('\t', "制表符"), (';', "分号")];

/// How a sign parts a text.
struct Parting {
    sign: char,
    name: &'static str,
    /// How many records it parts.
    parted: usize,
    /// Whether all records that hold something have as many values.
    is_regular: bool,
}

/// The sign, and the text behind the line that says it, as `sep=;` does to Excel.
pub(super) fn find<'t>(name: &str, text: &'t str) -> Result<(char, &'t str), Refusal> {
    let line = text.lines().next().unwrap_or_default();
    if let Some(sign) = line.strip_prefix("sep=").and_then(|rest| rest.chars().next())
        && SIGNS.iter().any(|(known, _)| *known == sign)
        && line.len() == "sep=,".len()
    {
        return Ok((sign, text[line.len()..].trim_start_matches('\r').trim_start_matches('\n')));
    }
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return Ok(('\t', text));
    }
    guess(text).map(|sign| (sign, text))
}

/// The sign that parts all records alike; where none or several do, the one that parts at least
/// twice as many records as any other.
fn guess(text: &str) -> Result<char, Refusal> {
    let (mut partings, mut refusal) = (Vec::new(), None);
    for (sign, name) in SIGNS.into_iter().filter(|(sign, _)| text.contains(*sign)) {
        match parting(text, sign, name) {
            Ok(parting) => partings.extend((parting.parted > 0).then_some(parting)),
            Err(fault) => refusal = refusal.or(Some(fault)),
        }
    }
    let regular: Vec<_> = partings.iter().filter(|parting| parting.is_regular).collect();
    if let [only] = regular.as_slice() {
        return Ok(only.sign);
    }
    partings.sort_by_key(|parting| std::cmp::Reverse(parting.parted));
    match partings.as_slice() {
        // A single column, unless it is the quotation marks that no sign agrees with.
        [] => refusal.map_or(Ok(','), Err),
        [only] => Ok(only.sign),
        [most, next, ..] if most.parted >= 2 * next.parted => Ok(most.sign),
        [most, next, ..] => Err(Refusal::Separator { first: most.name, second: next.name }),
    }
}

fn parting(text: &str, sign: char, name: &'static str) -> Result<Parting, Refusal> {
    let (mut parted, mut widths) = (0, std::collections::BTreeSet::new());
    for record in Records::new(text, sign) {
        let record = record?;
        if record.iter().all(String::is_empty) {
            continue;
        }
        parted += usize::from(record.len() > 1);
        widths.insert(record.len());
    }
    Ok(Parting { sign, name, parted, is_regular: widths.len() == 1 && parted > 0 })
}
