//! What a spreadsheet shows where a value should be.

/// The fault that a text begins with: `#DIV/0!` and the like, or the `####` of a column that is
/// too narrow. YAML takes it for a comment.
pub(crate) fn sheet_fault(text: &str) -> Option<&str> {
    const FAULTS: [&str; 8] =
        ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"];
    let known = FAULTS.iter().find(|fault| text.starts_with(**fault)).map(|fault| fault.len());
    let signs = text.len() - text.trim_start_matches('#').len();
    text.get(..known.or((signs > 1).then_some(signs))?)
}
