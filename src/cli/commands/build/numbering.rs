//! Which draft of a filing the next one is: by what stands in the output folder under its name.

use crate::cli::drafts;
use crate::cli::files::writing::Place;
use crate::cli::usage::BuildOptions;
use crate::draft::Draft;

/// The draft that is asked for, of the file that has this SHA-256; `None` where none is. A number
/// that the call says is taken. Otherwise the same file keeps its number, and another one gets
/// the next.
pub(super) fn draft(
    options: &BuildOptions,
    place: &Place,
    stem: &str,
    sha256: &str,
) -> Option<Draft> {
    let said = options.draft?;
    let number = said.unwrap_or_else(|| next(latest(place, stem), sha256));
    Some(Draft::new(Some(number), sha256))
}

/// The latest draft among the outputs that are there.
fn latest(place: &Place, stem: &str) -> Option<Draft> {
    let outputs = drafts::outputs(place.folder(), stem);
    outputs.filter_map(|output| drafts::numbered(&output)).max_by_key(|draft| draft.number)
}

fn next(latest: Option<Draft>, sha256: &str) -> u32 {
    let Some(Draft { number: Some(number), fingerprint }) = latest else { return 1 };
    let is_same = Draft::new(None, sha256).fingerprint == fingerprint;
    if is_same { number } else { number.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_file_keeps_its_number_and_another_gets_the_next() {
        let second = || Some(Draft::new(Some(2), "3f9a1c07aa"));
        assert_eq!(next(None, "3f9a1c07aa"), 1);
        assert_eq!(next(second(), "3f9a1c07aa"), 2);
        assert_eq!(next(second(), "0000000000"), 3);
    }
}
