//! Texts of the filing found again among the report's elements.

use std::ops::Range;

use super::printed::PrintedText;
use crate::typeset::ElementText;

/// A part of an element's text that is a text of the filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// Bytes of the element's text; of a picture, of its alternative text.
    pub(crate) range: Range<usize>,
    /// The index of the filing's text.
    pub(crate) text: usize,
}

/// The matches in each element. Each text is looked for behind the one before it; as a template
/// may have an order of its own, after that from the top, where nothing has matched yet.
pub(super) fn matches(texts: &[PrintedText<'_>], elements: &[ElementText]) -> Vec<Vec<Match>> {
    let mut search = Search { elements, matches: vec![Vec::new(); elements.len()] };
    let mut at = (0, 0);
    for (number, text) in texts.iter().enumerate() {
        if text.paragraph.text.is_empty() {
            continue;
        }
        let position = search.find(text, at).or_else(|| search.find(text, (0, 0)));
        let Some((element, range)) = position else { continue };
        if (element, range.start) >= at {
            at = (element, range.end);
        }
        search.matches[element].push(Match { range, text: number });
    }
    search.matches
}

struct Search<'s> {
    elements: &'s [ElementText],
    matches: Vec<Vec<Match>>,
}

impl Search<'_> {
    /// The first element from a position on that has a text, and the bytes of it.
    fn find(
        &self,
        wanted: &PrintedText<'_>,
        (first, offset): (usize, usize),
    ) -> Option<(usize, Range<usize>)> {
        (first..self.elements.len()).find_map(|n| {
            let from = if n == first { offset } else { 0 };
            let range = within(wanted, &self.elements[n], from)?;
            let taken = |m: &Match| m.range.start < range.end && range.start < m.range.end;
            (!self.matches[n].iter().any(taken)).then_some((n, range))
        })
    }
}

fn within(wanted: &PrintedText<'_>, element: &ElementText, from: usize) -> Option<Range<usize>> {
    let text = wanted.paragraph.text.as_str();
    if wanted.is_picture {
        return (element.alt.as_deref() == Some(text) && from == 0).then_some(0..text.len());
    }
    let start = if wanted.fills_element {
        element.text.strip_suffix(text)?.len()
    } else {
        from + element.text.get(from..)?.find(text)?
    };
    (start >= from).then_some(start..start + text.len())
}
