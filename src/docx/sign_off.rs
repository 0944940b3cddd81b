//! Where 落款 stands (GB/T 9704-2012 7.3.5), by how wide its lines are.

use super::parts::{Indent, Paragraph, Run, Style};
use crate::document::Align;

/// A line of the type area: 28 characters.
const LINE: i64 = 2800;
/// What is kept free on the right: four characters where a seal is to stand, two otherwise.
const SEALED: i64 = 400;
const UNSEALED: i64 = 200;

/// 落款, each line with its width.
pub(super) struct SignOff {
    pub(super) units: Vec<(i64, Vec<Run>)>,
    pub(super) date: (i64, Vec<Run>),
    pub(super) note: Option<Vec<Run>>,
}

/// Its paragraphs, which stay on one page.
pub(super) fn paragraphs(sign_off: SignOff) -> Vec<Paragraph> {
    let SignOff { units, date, note } = sign_off;
    let mut paragraphs = match units.as_slice() {
        [(width, _)] => one(*width, date.0),
        _ => several(&units.iter().map(|(width, _)| *width).collect::<Vec<_>>(), date.0),
    };
    if let Some(first) = paragraphs.first_mut() {
        // A seal reaches above the name.
        first.before = 1;
    }
    let runs = units.into_iter().chain([date]).map(|(_, runs)| runs);
    for (paragraph, runs) in paragraphs.iter_mut().zip(runs) {
        paragraph.runs = runs;
    }
    if let Some(runs) = note {
        let first = Style::Note.first();
        let indent = Indent { first, ..Indent::default() };
        paragraphs.push(Paragraph { runs, ..line(Style::Note, indent, None) });
    }
    let last = paragraphs.len().saturating_sub(1);
    paragraphs[..last].iter_mut().for_each(|paragraph| paragraph.with_next = true);
    paragraphs
}

/// One who signs and seals (7.3.5.1): the date ends four characters from the edge and the name is
/// centred on it; where it would come near the edge, the name ends there and the date is centred.
fn one(unit: i64, date: i64) -> Vec<Paragraph> {
    let room = LINE - SEALED;
    // A name that is wider than the line has goes on, in lines of like length.
    let unit = if unit > room { (unit / (unit / room + 1) + 100).min(room) } else { unit };
    let half = (date - unit) / 2;
    // The name may come a character nearer than the date.
    let (of_unit, of_date) =
        if half < -100 { (SEALED, SEALED - half) } else { (SEALED + half, SEALED) };
    let narrow = if unit == room { LINE - of_unit - unit } else { 0 };
    let ending =
        |style, left, right| line(style, Indent { left, right, first: 0 }, Some(Align::Right));
    vec![ending(Style::SignOffUnit, narrow, of_unit), ending(Style::SignOffDate, 0, of_date)]
}

/// Several, without seals (7.3.5.2): one below the other, the longest two characters from the edge,
/// and the date begins two characters further right than they do.
fn several(units: &[i64], date: i64) -> Vec<Paragraph> {
    let widest = units.iter().copied().max().unwrap_or_default();
    let left = (LINE - UNSEALED - widest.max(date + 200)).max(0);
    let beginning =
        |style, left| line(style, Indent { left, right: 0, first: 0 }, Some(Align::Left));
    let units = units.iter().map(|_| beginning(Style::SignOffUnit, left));
    units.chain([beginning(Style::SignOffDate, left + 200)]).collect()
}

fn line(style: Style, indent: Indent, align: Option<Align>) -> Paragraph {
    Paragraph { style, runs: Vec::new(), indent, align, before: 0, with_next: false }
}
