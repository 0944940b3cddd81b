//! 落款: who signs, the day, the seals over both, and 附注 below (GB/T 9704-2012 7.3.5 and 7.3.6).

use super::breaking::{Line, Measure, break_lines};
use super::elements::StyledText;
use super::justify::{SetLine, indented, natural_line, natural_width, shifted, single_line, whole};
use super::shape::{Cluster, Shaper};
use super::spacing::{Joint, joints};
use super::title::name_groups;
use super::{Area, Geometry, Length, PlacedPicture};
use crate::document::name_units;

/// A seal's diameter, 42 mm (国发〔1999〕25号: enterprises' seals).
const SEAL_DIAMETER: Length = Length::from_micrometres(42_000);
/// 落款 stands a little below the seal's middle (GB/T 9704-2012 7.3.5.1).
const SEAL_LIFT: Length = Length::from_points(4);
/// Seals neither cross nor touch.
const SEAL_GAP: Length = Length::from_micrometres(2_000);
/// How far a seal may reach below the type area, where nothing is seen of it: the page's number stands
/// 7 mm below (GB/T 9704-2012 7.5).
pub(super) const SEAL_BELOW: Length = Length::from_micrometres(1_500);
/// How many characters of the line are free behind the day where a seal stands on it, and behind
/// a name where none does (GB/T 9704-2012 7.3.5.1 and 7.3.5.2).
const SEALED_RIGHT: i64 = 4;
pub(crate) const UNSEALED_RIGHT: i64 = 2;
/// How far from the edge the common middle of a day and a name so wide is where they are sealed (加盖印章的
/// 落款, GB/T 9704-2012 7.3.5.1): the day ends four characters from the edge, and the name above is
/// centred on it; both are a trifle further left where the name would come near the edge.
pub(crate) fn sealed_middle(date: Length, widest: Length, em: Length) -> Length {
    (em * SEALED_RIGHT + date / 2).max(name_right(em) + widest / 2)
}

/// How wide a line of a name may be that is sealed with a day: for it the day gives half a character
/// at most. A longer name goes on in a further line.
pub(crate) fn sealed_room(date: Length, em: Length) -> Length {
    date + (em * SEALED_RIGHT + em / 2 - name_right(em)) * 2
}

/// What is free at least behind a name that is sealed: a little more than behind one that is not, so
/// that neither is taken for the other or for a full line.
fn name_right(em: Length) -> Length {
    em * UNSEALED_RIGHT + em / 16
}

/// Signatories side by side at most.
const MOST_BESIDE: usize = 3;

/// 落款 to be set.
pub(super) struct SignOff<'s> {
    pub units: &'s [StyledText],
    pub date: &'s StyledText,
    pub note: Option<&'s StyledText>,
    /// Whether the signatories have seals.
    pub sealed: bool,
}

/// 落款 as it is set.
#[derive(Debug)]
pub(super) struct SetSignOff {
    /// From the top; all but the last go on with the next.
    pub rows: Vec<SignatoryRow>,
    /// 附注.
    pub note: Vec<SetLine>,
    /// Blank lines before it.
    pub before_note: usize,
}

/// Signatories side by side; the day with the last.
#[derive(Debug)]
pub(super) struct SignatoryRow {
    pub lines: Vec<SetLine>,
    /// Where seals stand or would stand, from the first line's top.
    pub seals: Vec<Area>,
    /// The seals that there are.
    pub pictures: Vec<PlacedPicture>,
    /// Where one stands or would stand over the last signatory and the day.
    pub place: Option<Area>,
    /// Blank lines before it, and before it at a page's top.
    pub before: usize,
    pub at_top: usize,
}

impl SignatoryRow {
    fn new(lines: Vec<SetLine>, seals: Vec<Area>) -> Self {
        Self { lines, seals, pictures: Vec::new(), place: None, before: 0, at_top: 0 }
    }
}

/// A signatory's or the day's lines with their widths.
type Lines = Vec<(SetLine, Length)>;

/// Sets 落款 as it is sealed, or as it is not.
pub(super) fn sign_off(
    sign_off: &SignOff<'_>,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> SetSignOff {
    let SignOff { units, date, note, sealed } = *sign_off;
    let date = single_line(std::slice::from_ref(date), geometry.em, shaper);
    let room = match sealed {
        true => sealed_room(date.1, geometry.em),
        false => geometry.width - geometry.em * UNSEALED_RIGHT * 2,
    };
    let units: Vec<Lines> =
        units.iter().map(|unit| unit_lines(unit, room, shaper, geometry)).collect();
    let setter = Setter { units, date, geometry };
    let rows = if sealed { setter.sealed() } else { setter.unsealed() };
    let note = note.map(std::slice::from_ref);
    let note = note.map(|note| indented(note, geometry.em * 2, shaper, geometry));
    let note = note.unwrap_or_default();
    let before_note = rows.last().map_or(0, |row| lines_before(&note, row, geometry));
    SetSignOff { rows, note, before_note }
}

/// Blank lines between 落款 and its 附注: none, unless a seal would stand on it.
fn lines_before(note: &[SetLine], row: &SignatoryRow, geometry: &Geometry) -> usize {
    let last = note.iter().flatten().flat_map(|run| &run.glyphs).map(|glyph| glyph.x).max();
    let right = last.unwrap_or_default() + geometry.em;
    let places = row.seals.iter().chain(&row.place);
    let under = places.filter(|place| place.x < right).map(|place| place.y + place.height).max();
    under.map_or(0, |bottom| lines_of(bottom, geometry).saturating_sub(row.lines.len()))
}

/// How many lines of the grid a height takes.
fn lines_of(height: Length, geometry: &Geometry) -> usize {
    let pitch = geometry.pitch.0;
    usize::try_from((height.0 + pitch - 1).div_euclid(pitch)).unwrap_or(0)
}

struct Setter<'g> {
    units: Vec<Lines>,
    date: (SetLine, Length),
    geometry: &'g Geometry,
}

impl Setter<'_> {
    /// The place of name's and day's common middle.
    fn middle(&self, widest: Length) -> Length {
        let Geometry { left, width, em, .. } = *self.geometry;
        left + width - sealed_middle(self.date.1, widest, em)
    }

    /// How wide a signatory's widest line is.
    fn widest(unit: &Lines) -> Length {
        unit.iter().map(|(_, width)| *width).max().unwrap_or_default()
    }

    fn sealed(&self) -> Vec<SignatoryRow> {
        match self.units.as_slice() {
            [_] => self.one_a_row(),
            _ => self.side_by_side().unwrap_or_else(|| self.one_a_row()),
        }
    }

    /// One signatory below the other, all on one middle, each under its seal.
    fn one_a_row(&self) -> Vec<SignatoryRow> {
        let widest = self.units.iter().map(Self::widest).max();
        let middle = self.middle(widest.unwrap_or_default());
        let count = self.units.len();
        let row = |(n, unit): (usize, &Lines)| {
            let date = (n + 1 == count).then_some(&self.date);
            let lines: Vec<SetLine> =
                unit.iter().chain(date).map(|line| centred(line, middle)).collect();
            let seal = seal_area(middle, lines.len(), self.geometry);
            SignatoryRow::new(lines, vec![seal])
        };
        self.spread(self.units.iter().enumerate().map(row).collect())
    }

    /// As many signatories side by side as there may be, their columns below one another, the last
    /// above the day; `None` where they do not fit the line.
    fn side_by_side(&self) -> Option<Vec<SignatoryRow>> {
        let names: Vec<&(SetLine, Length)> = self
            .units
            .iter()
            .map(|unit| unit.first().filter(|_| unit.len() == 1))
            .collect::<Option<_>>()?;
        let most = names.len().min(MOST_BESIDE);
        let least = if names.len() > MOST_BESIDE { 2 } else { most };
        let middles = |beside: &usize| Some((*beside, self.middles(&names, *beside)?));
        let (beside, middles) = (least..=most).rev().find_map(|n| middles(&n))?;
        let rows: Vec<&[&(SetLine, Length)]> = names.chunks(beside).collect();
        let count = rows.len();
        let row = |(n, names): (usize, &&[&(SetLine, Length)])| {
            let is_last = n + 1 == count;
            let middles = || middles.iter().skip(beside - names.len());
            let name =
                names.iter().zip(middles()).flat_map(|(name, middle)| centred(name, *middle));
            let mut lines: Vec<SetLine> = vec![name.collect()];
            lines
                .extend(middles().next_back().filter(|_| is_last).map(|m| centred(&self.date, *m)));
            let seal = |middle: &Length| seal_area(*middle, lines.len(), self.geometry);
            let seals = middles().map(seal).collect();
            SignatoryRow::new(lines, seals)
        };
        Some(self.spread(rows.iter().enumerate().map(row).collect()))
    }

    /// The middles of columns, from the left; `None` where they do not fit the line.
    fn middles(&self, names: &[&(SetLine, Length)], beside: usize) -> Option<Vec<Length>> {
        let Geometry { left, width, em, .. } = *self.geometry;
        let halves = |column: usize| {
            let of_row = move |row: &[&(SetLine, Length)]| {
                let at = (column + row.len()).checked_sub(beside)?;
                row.get(at).map(|(_, width)| *width / 2)
            };
            let widest = names.chunks(beside).filter_map(of_row).max().unwrap_or_default();
            widest.max(SEAL_DIAMETER / 2)
        };
        let last = beside - 1;
        let half_of_last = halves(last).max(self.date.1 / 2);
        let step = |column: usize| {
            let apart = halves(column) + halves(column + 1) + em;
            apart.max(SEAL_DIAMETER + SEAL_GAP)
        };
        let steps: Length = (0..last).map(step).sum();
        let leftmost = left + halves(0) + steps;
        if leftmost + half_of_last > left + width {
            return None;
        }
        let widest = self.units.last().map(Self::widest);
        let mut middle = self.middle(widest.unwrap_or_default()).max(leftmost);
        let mut middles = vec![middle];
        for column in (0..last).rev() {
            middle -= step(column);
            middles.push(middle);
        }
        middles.reverse();
        Some(middles)
    }

    /// 不加盖印章的落款 (GB/T 9704-2012 7.3.5.2): the names below one another, the longest two
    /// characters from the edge; the day begins two characters further right than they do, and
    /// where it is longer than they are, it is the day that ends two characters from the edge.
    fn unsealed(&self) -> Vec<SignatoryRow> {
        let Geometry { left, width, em, .. } = *self.geometry;
        let right = left + width - em * UNSEALED_RIGHT;
        let widest = self.units.iter().flatten().map(|(_, width)| *width).max();
        let widest = widest.unwrap_or_default();
        let (date, date_width) = &self.date;
        let room = if *date_width > widest { *date_width + em * 2 } else { widest };
        let x = right - room;
        let mut rows: Vec<SignatoryRow> = Vec::new();
        for unit in &self.units {
            let lines = unit.iter().map(|(line, _)| shifted(line.clone(), x)).collect();
            rows.push(SignatoryRow::new(lines, Vec::new()));
        }
        let unit = self.units.last().into_iter().flatten().map(|(_, width)| *width).max();
        if let Some(last) = rows.last_mut() {
            last.lines.push(shifted(date.clone(), x + em * 2));
            let end = (x + unit.unwrap_or_default()).max(x + em * 2 + *date_width);
            let place = seal_area((x + end) / 2, last.lines.len(), self.geometry);
            last.place = Some(place);
        }
        if let Some(first) = rows.first_mut() {
            first.before = 1;
        }
        rows
    }

    /// Rows so far from one another and from the text above that their seals are clear.
    fn spread(&self, mut rows: Vec<SignatoryRow>) -> Vec<SignatoryRow> {
        let Geometry { pitch, em, .. } = *self.geometry;
        let is_one = self.units.len() == 1;
        // What is free above the first line's top, by what stands there.
        let mut free = pitch - em;
        let mut least = 1;
        for row in &mut rows {
            let top = row.seals.iter().map(|seal| seal.y).min().unwrap_or_default();
            let missing = |free: Length| lines_of(-top - free, self.geometry);
            row.before = missing(free).max(least);
            row.at_top = if is_one { 0 } else { missing(Length::ZERO) };
            let bottom = row.seals.iter().map(|seal| seal.y + seal.height).max();
            let end = pitch * row.lines.len() as i64;
            free = end - bottom.unwrap_or(end) - SEAL_GAP;
            least = 0;
        }
        if let Some(last) = rows.last_mut() {
            last.place = last.seals.last().copied();
        }
        rows
    }
}

fn centred((line, width): &(SetLine, Length), middle: Length) -> SetLine {
    shifted(line.clone(), middle - *width / 2)
}

/// A signatory, on one line; on several of like length where one has not the room.
fn unit_lines(
    unit: &StyledText,
    room: Length,
    shaper: &mut Shaper<'_>,
    geometry: &Geometry,
) -> Lines {
    let em = geometry.em;
    let clusters = shaper.shape(std::slice::from_ref(unit), em);
    let between = joints(&clusters, em);
    let width = natural_width(&clusters, &between, whole(&clusters));
    if width <= room {
        return vec![natural_line(&clusters, &between)];
    }
    let lines = by_sense(&unit.text, &clusters, room);
    let lines = lines.unwrap_or_else(|| evenly(&clusters, &between, (width, room), em));
    lines
        .iter()
        .map(|line| natural_line(&clusters[line.start..line.end], &between[line.start..line.end]))
        .collect()
}

/// A name's lines, broken between its units of sense (中国移动通信集团, 山西有限公司); `None` where it has
/// none that would do.
fn by_sense(name: &str, clusters: &[Cluster], room: Length) -> Option<Vec<Line>> {
    let mut at = 0;
    let part = |unit: &str| {
        let (start, mut left) = (at, unit.chars().count());
        while let Some(cluster) = clusters.get(at).filter(|_| left > 0) {
            left = left.saturating_sub(cluster.text.chars().count());
            at += 1;
        }
        Line { start, end: at }
    };
    let parts: Vec<Line> = name_units(name).into_iter().map(part).collect();
    let width = |part: &Line| clusters[part.start..part.end].iter().map(|c| c.advance).sum();
    let widths: Vec<Length> = parts.iter().map(width).collect();
    let mut parts = parts.into_iter();
    let line = |count: usize| {
        let group: Vec<Line> = parts.by_ref().take(count).collect();
        let (first, last) = (group.first()?, group.last()?);
        (first.start < last.end).then_some(Line { start: first.start, end: last.end })
    };
    name_groups(&widths, room)?.into_iter().map(line).collect()
}

/// Lines of like length: the narrowest that need no line more.
fn evenly(
    clusters: &[Cluster],
    between: &[Joint],
    (width, room): (Length, Length),
    em: Length,
) -> Vec<Line> {
    let count = usize::try_from((width.0 + room.0 - 1) / room.0.max(1)).unwrap_or(1).max(1);
    let broken = |room| break_lines(clusters, between, Measure { first: room, rest: room, em });
    let step = em / 4;
    let mut measure = (width / i64::try_from(count).unwrap_or(1)).min(room);
    while measure + step <= room && broken(measure).len() > count {
        measure += step;
    }
    broken(measure)
}

/// Where a seal stands: upright over name and date, its middle over theirs. It stands higher where
/// its top keeps within a line of the text above all the same, so that it does not reach below the
/// last line, for which there would have to be a blank one at a page's end.
fn seal_area(middle: Length, lines: usize, geometry: &Geometry) -> Area {
    let Geometry { pitch, em, .. } = *geometry;
    let (height, radius) = (pitch * (lines as i64 - 1) + em, SEAL_DIAMETER / 2);
    let within_lines = height + SEAL_BELOW - radius;
    let highest = radius - (pitch * 2 - em);
    let usual = height / 2 - SEAL_LIFT;
    let centre = if within_lines >= highest { usual.min(within_lines) } else { usual };
    Area { x: middle - radius, y: centre - radius, width: SEAL_DIAMETER, height: SEAL_DIAMETER }
}
