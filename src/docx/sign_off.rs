//! Where 落款 stands (GB/T 9704-2012 7.3.5), by how wide its lines are.

use super::measure::width;
use super::parts::{Indent, Paragraph, Run, Style};
use crate::document::{Align, name_units};
use crate::typeset::{Length, UNSEALED_RIGHT, name_groups, sealed_middle, sealed_room};

/// A line of the type area: 28 characters.
const LINE: i64 = 2800;
/// A character: widths are in hundredths.
const EM: Length = Length(100);

/// 落款, each line with its width.
pub(super) struct SignOff {
    pub(super) units: Vec<Unit>,
    pub(super) date: (i64, Vec<Run>),
    pub(super) note: Option<Vec<Run>>,
}

/// A name that signs.
pub(super) struct Unit {
    /// How wide it is.
    pub(super) width: i64,
    /// How wide its units of sense are.
    pub(super) parts: Vec<i64>,
    pub(super) runs: Vec<Run>,
}

impl Unit {
    pub(super) fn new(name: &str, runs: Vec<Run>) -> Self {
        let parts = name_units(name).into_iter().map(width).collect();
        Self { width: width(name), parts, runs }
    }

    /// How wide a paragraph is in which Word breaks the name evenly, between its units of sense
    /// where the first line is the longest.
    fn room(&self, most: i64) -> i64 {
        let lines = (self.width + most - 1) / most;
        let even = (self.width / lines.max(1) + 100).min(most);
        let widths: Vec<Length> = self.parts.iter().map(|part| Length(*part)).collect();
        let groups = name_groups(&widths, Length(most)).unwrap_or_default();
        let mut rest = self.parts.iter();
        let mut lines = groups.into_iter().map(|count| rest.by_ref().take(count).sum::<i64>());
        match lines.next() {
            Some(first) if lines.all(|line| line <= first) => first,
            _ => even,
        }
    }
}

/// Its paragraphs, which stay on one page.
pub(super) fn paragraphs(sign_off: SignOff, sealed: bool) -> Vec<Paragraph> {
    let SignOff { units, date, note } = sign_off;
    let mut paragraphs =
        if sealed { sealed_lines(&units, date.0) } else { unsealed_lines(&units, date.0) };
    if let Some(first) = paragraphs.first_mut() {
        // A seal reaches above the name.
        first.before = 1;
    }
    let runs = units.into_iter().map(|unit| unit.runs).chain([date.1]);
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

/// With seals (7.3.5.1): where the page has them. A name that is too long for that goes on, in lines of
/// like length.
fn sealed_lines(units: &[Unit], date: i64) -> Vec<Paragraph> {
    let most = sealed_room(Length(date), EM).0;
    let rooms: Vec<i64> = units
        .iter()
        .map(|unit| if unit.width <= most { unit.width } else { unit.room(most) })
        .collect();
    let widest = rooms.iter().copied().max().unwrap_or_default();
    let middle = sealed_middle(Length(date), Length(widest), EM).0;
    let ending =
        |style, left, right| line(style, Indent { left, right, first: 0 }, Some(Align::Right));
    let unit = |(unit, room): (&Unit, &i64)| {
        let right = middle - room / 2;
        if unit.width <= most {
            return ending(Style::SignOffUnit, 0, right);
        }
        let indent = Indent { left: LINE - right - room, right, first: 0 };
        line(Style::SignOffUnit, indent, Some(Align::Centre))
    };
    let date = ending(Style::SignOffDate, 0, middle - date / 2);
    units.iter().zip(&rooms).map(unit).chain([date]).collect()
}

/// Without (7.3.5.2): one below the other, the longest two characters from the edge, and the date
/// begins two characters further right than they do; a date that is longer than they are ends two
/// characters from the edge itself.
fn unsealed_lines(units: &[Unit], date: i64) -> Vec<Paragraph> {
    let widest = units.iter().map(|unit| unit.width).max().unwrap_or_default();
    let room = if date > widest { date + 200 } else { widest };
    let left = (LINE - EM.0 * UNSEALED_RIGHT - room).max(0);
    let beginning =
        |style, left| line(style, Indent { left, right: 0, first: 0 }, Some(Align::Left));
    let units = units.iter().map(|_| beginning(Style::SignOffUnit, left));
    units.chain([beginning(Style::SignOffDate, left + 200)]).collect()
}

fn line(style: Style, indent: Indent, align: Option<Align>) -> Paragraph {
    Paragraph { style, runs: Vec::new(), indent, align, before: 0, with_next: false }
}
