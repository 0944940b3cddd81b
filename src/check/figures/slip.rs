//! What is surely a slip in a figure by itself, for whoever puts one into a file.

use super::{counts, moved, possible};
use crate::finding::{Finding, Severity};
use crate::standard::PlacedFigure;

/// Why a figure cannot be meant, in Chinese; `last` is the last period's.
pub(crate) fn slip(figure: &PlacedFigure<'_>, last: Option<&PlacedFigure<'_>>) -> Option<String> {
    let against = counts::fault(figure).filter(|finding| finding.severity == Severity::Error);
    let said = |finding: Finding| finding.message;
    against.or_else(|| possible::fault(figure)).map(said).or_else(|| {
        let last = last?;
        let times = moved::times_apart(figure, last)?;
        Some(format!(
            "“{}”是 {}，上期是 {}，相差{times}倍",
            figure.name(),
            figure.written(),
            last.written()
        ))
    })
}
