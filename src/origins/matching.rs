//! Texts of the filing found again among the report's elements.

use std::ops::Range;

use super::written::Written;
use crate::typeset::ElementText;

/// A part of an element's text, and the text of the filing that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of the element's text; of a picture, of what it shows.
    pub range: Range<usize>,
    /// The text's number.
    pub text: usize,
}

/// For each element what was found in it, in its order. Each text is looked for behind the one
/// before it; a template may have an order of its own, so after that from the top, where
/// nothing was found yet.
pub(super) fn found(written: &[Written], elements: &[ElementText]) -> Vec<Vec<Found>> {
    let mut search = Search { elements, found: vec![Vec::new(); elements.len()] };
    let mut at = (0, 0);
    for (number, text) in written.iter().enumerate() {
        if text.paragraph.text.is_empty() {
            continue;
        }
        let place = search.place(text, at).or_else(|| search.place(text, (0, 0)));
        let Some((element, range)) = place else { continue };
        if (element, range.start) >= at {
            at = (element, range.end);
        }
        search.found[element].push(Found { range, text: number });
    }
    search.found
}

struct Search<'s> {
    elements: &'s [ElementText],
    found: Vec<Vec<Found>>,
}

impl Search<'_> {
    /// Where a text stands from a place on: an element, and the bytes of it.
    fn place(
        &self,
        wanted: &Written,
        (first, offset): (usize, usize),
    ) -> Option<(usize, Range<usize>)> {
        (first..self.elements.len()).find_map(|n| {
            let from = if n == first { offset } else { 0 };
            let range = within(wanted, &self.elements[n], from)?;
            let taken = |f: &Found| f.range.start < range.end && range.start < f.range.end;
            (!self.found[n].iter().any(taken)).then_some((n, range))
        })
    }
}

fn within(wanted: &Written, element: &ElementText, from: usize) -> Option<Range<usize>> {
    let text = wanted.paragraph.text.as_str();
    if wanted.is_picture {
        return (element.alt.as_deref() == Some(text) && from == 0).then_some(0..text.len());
    }
    let start = match wanted.is_whole {
        true => element.text.strip_suffix(text)?.len(),
        false => from + element.text.get(from..)?.find(text)?,
    };
    (start >= from).then_some(start..start + text.len())
}
