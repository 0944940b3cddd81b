//! Where figures came from, as the comments say that `fill` wrote.

use std::collections::BTreeMap;

use crate::compare::plain;
use crate::filing::Filing;
use crate::filing::origin::{Origin, origins};
use crate::source::{Source, comments};
use crate::standard::{PlacedFigure, Standard};

/// What a sheet says of where figures came from, by the group's name in the catalogue and the
/// figure's.
pub(super) type Origins = BTreeMap<(String, String), String>;

/// Where the figures of a filing came from, as far as it says so.
pub(super) fn read(filing: &Filing, source: &Source, standard: &Standard) -> Origins {
    let text = source.text();
    let mut lines: BTreeMap<usize, Vec<Origin>> = BTreeMap::new();
    for comment in comments(source) {
        let line = source.lines_of(&(comment.span.start..comment.span.start));
        let said = text.get(comment.span.start..line.end).and_then(origins);
        lines.extend(said.map(|(_, said)| (line.start, said)));
    }
    let mut found = Origins::new();
    for figure in standard.figures(filing) {
        let end = figure.span().end;
        let line = source.lines_of(&(end..end)).start;
        let label = figure.part.label_text().unwrap_or_default();
        let own = lines.get(&line).and_then(|all| match all.as_slice() {
            [only] if only.label.is_empty() => Some(only),
            several => several.iter().find(|origin| origin.label == label),
        });
        if let Some(origin) = own {
            let key = (figure.service.to_owned(), figure.name());
            found.insert(key, said(origin, &figure));
        }
    }
    found
}

/// Where a figure came from; and what it was then, where somebody changed it since.
fn said(origin: &Origin, figure: &PlacedFigure<'_>) -> String {
    let place = plain(&origin.place);
    if origin.figure == figure.written() {
        return format!("来自 {place}");
    }
    format!("来自 {place}，填入时是 {}，后来改过", plain(&origin.figure))
}
