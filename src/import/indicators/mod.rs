//! 主要服务指标完成情况: groups with their lines or tables, and what stands behind the last.

mod figures;
mod groups;
mod line;
mod row;
mod table;
mod transposed;

use std::collections::BTreeMap;

use super::draft::{Figure, Group, Indicator, Line, Lost, Rest, Texts, title};
use super::piece::{Piece, Place};
use crate::document::Block;
use crate::filing::is_area;
use crate::standard::Standard;

/// What a chapter of figures holds.
#[derive(Default)]
pub(super) struct Read {
    pub(super) groups: Vec<Group>,
    /// What comes behind the last figure.
    pub(super) behind: Vec<Piece>,
    pub(super) tables: usize,
    pub(super) lines: usize,
    pub(super) counts: bool,
    pub(super) rest: Rest,
}

/// The most bytes of a line of figures, where one is looked for.
const LONGEST_LINE: usize = 600;

/// Whether a piece has figures of the catalogue.
pub(super) fn has_figures(piece: &Piece, standard: &Standard) -> bool {
    let groups = || standard.groups().iter().map(|group| group.name.as_str());
    if matches!(piece.block, Block::Table { .. }) {
        return groups().any(|group| table::read(piece, Some(group), standard).is_some());
    }
    let text = piece.unnumbered();
    if text.len() > LONGEST_LINE || !text.contains(line::begins_value) {
        return false;
    }
    groups().any(|group| {
        let found = line::read_all(&text, group, standard);
        found.into_iter().flatten().any(|read| {
            let label = read.figures.first().and_then(|figure| figure.labels.last());
            standard.find(group, &read.name, label.map(String::as_str)).is_some()
        })
    })
}

/// Reads the pieces behind the chapter's heading.
pub(super) fn read(pieces: Vec<Piece>, standard: &Standard) -> Read {
    let mut reader = Reader {
        standard,
        read: Read::default(),
        heading: None,
        group: None,
        at: None,
        area: None,
        name: None,
        waiting: Vec::new(),
        places: BTreeMap::new(),
        names: BTreeMap::new(),
        remarked: None,
    };
    pieces.into_iter().for_each(|piece| reader.piece(piece));
    reader.finish()
}

struct Reader<'s> {
    standard: &'s Standard,
    read: Read,
    /// The heading of the group that is open, until it has figures.
    heading: Option<Piece>,
    /// The group that is open, as the catalogue is asked for it, and where its figures go.
    group: Option<String>,
    at: Option<usize>,
    /// The area whose figures follow: 城市 on a line of its own.
    area: Option<Area>,
    /// An indicator's name whose figures stand in lines of their own.
    name: Option<Named>,
    /// What stood between figures, until it is known whether more come.
    waiting: Vec<Piece>,
    /// Where each group is, by its name.
    places: BTreeMap<String, usize>,
    /// Where each indicator is in its group, by the group's place and its name.
    names: BTreeMap<(usize, String), usize>,
    /// The piece whose remarks stand above an indicator already: a table has many.
    remarked: Option<Place>,
}

/// An area on a line of its own, whose heading is kept until it has figures.
struct Area {
    name: String,
    heading: Option<Piece>,
}

/// An indicator in several lines: 装移机平均时限, then 城市：1.1天.
struct Named {
    pieces: Vec<Piece>,
    /// The lines as one.
    text: String,
}

impl Reader<'_> {
    fn piece(&mut self, piece: Piece) {
        let piece = match self.go_on(piece) {
            Some(piece) => piece,
            None => return,
        };
        if groups::is_heading(&piece, self.group.as_deref(), self.standard) {
            self.leave_heading();
            self.group = Some(groups::name(&piece.unnumbered(), self.standard));
            self.set_area(None);
            self.at = None;
            self.heading = Some(piece);
        } else if self.group.is_some() && groups::is_area_heading(&piece) {
            let name = groups::bare(&piece.unnumbered()).to_owned();
            self.set_area(Some(Area { name, heading: Some(piece) }));
        } else if matches!(piece.block, Block::Table { .. }) {
            self.table(piece);
        } else {
            self.line(piece);
        }
    }

    /// Adds a line to the indicator whose name stands above it; gives back one that is none of it.
    fn go_on(&mut self, piece: Piece) -> Option<Piece> {
        let Some(named) = &mut self.name else { return Some(piece) };
        let value = piece.unnumbered().replacen(['：', ':'], "", 1);
        let mark = if named.text.ends_with('：') { "" } else { "、" };
        let whole = format!("{}{mark}{}", named.text, value.trim_end_matches(['；', '，']));
        let group = self.group.as_deref().unwrap_or_default();
        if piece.is_text() && line::read(&whole, group, self.standard).is_some() {
            named.text = whole;
            named.pieces.push(piece);
            return None;
        }
        self.end_name();
        Some(piece)
    }

    fn end_name(&mut self) {
        let Some(Named { pieces, text }) = self.name.take() else { return };
        let group = self.group.clone().unwrap_or_default();
        match line::read(&text, &group, self.standard) {
            Some(found) => self.take(&pieces, vec![found]),
            None => self.waiting.extend(pieces),
        }
    }

    fn line(&mut self, piece: Piece) {
        let text = piece.unnumbered();
        if !piece.is_text() {
            return self.waiting.push(piece);
        }
        let Some(group) = self.group.clone() else {
            return match groups::only(&text, self.standard) {
                Some((group, found)) => {
                    let at = self.named(Line { text: group, ..Line::default() });
                    self.found();
                    self.add(at, &[piece], found);
                }
                None => self.waiting.push(piece),
            };
        };
        if let Some(found) = line::read_all(&text, &group, self.standard) {
            return self.take(&[piece], found);
        }
        let name = text.trim().trim_end_matches(['：', ':']);
        let measures = [None, Some("平均"), Some("及时率")];
        if measures.iter().any(|label| self.standard.find(&group, name, *label).is_some()) {
            self.name = Some(Named { text: format!("{name}："), pieces: vec![piece] });
        } else {
            self.waiting.push(piece);
        }
    }

    fn take(&mut self, pieces: &[Piece], found: Vec<line::Read>) {
        let at = self.open();
        self.found();
        for mut one in found {
            let has_area = |figure: &Figure| figure.labels.iter().any(|label| is_area(label));
            let area = self.area.as_ref().filter(|_| !one.figures.iter().any(has_area));
            let area = area.map(|area| area.name.clone());
            if let Some(label) = &area {
                let figures = one.figures.iter_mut();
                figures.for_each(|figure| figure.labels.insert(0, label.clone()));
            }
            let is_added = self.add(at, pieces, one);
            if let Some(used) = self.area.as_mut().filter(|_| is_added && area.is_some()) {
                used.heading = None;
            }
        }
    }

    fn table(&mut self, piece: Piece) {
        let Some(rows) = table::read(&piece, self.group.as_deref(), self.standard) else {
            return self.waiting.push(piece);
        };
        self.waiting.drain(..).for_each(|piece| self.read.rest.leave(&piece));
        self.read.tables += 1;
        let mut words = vec![table::head_words(&piece.block)];
        let pieces = [piece];
        for row in rows {
            let at = match row.group {
                Some(name) => {
                    // A group that has figures already is not named again.
                    words.extend(self.places.contains_key(&name).then(|| name.clone()));
                    self.named(Line { text: name, ..Line::default() })
                }
                None => self.open(),
            };
            self.add(at, &pieces, row.read);
        }
        let [piece] = pieces;
        let text = words.join(" ");
        self.read.rest.lost.push(Lost { kind: "表头", place: piece.place, text });
    }

    /// What waited stood between figures, and is none.
    fn found(&mut self) {
        self.read.lines += 1;
        self.waiting.drain(..).for_each(|piece| self.read.rest.leave(&piece));
    }

    /// The group that is open, made of its heading where it has no figure yet.
    fn open(&mut self) -> usize {
        if let Some(heading) = self.heading.take() {
            let mut name = title(&heading, &heading.unnumbered(), &mut self.read.rest);
            if let Some(group) = self.group.as_ref().filter(|group| **group != name.text) {
                let other = name.text.replacen(group.as_str(), "", 1);
                self.read.rest.reword(heading.place, &other);
                name.text.clone_from(group);
            }
            self.at = Some(self.named(name));
        }
        self.at.unwrap_or_default()
    }

    /// The group of a name.
    fn named(&mut self, name: Line) -> usize {
        if let Some(at) = self.places.get(&name.text).copied() {
            let again =
                |place: &Place| Lost {
                    kind: "重复的组名", place: *place, text: name.text.clone()
                };
            self.read.rest.lost.extend(name.places.iter().map(again));
            self.read.groups[at].name.remarks.extend(name.remarks);
            return at;
        }
        self.places.insert(name.text.clone(), self.read.groups.len());
        self.read.groups.push(Group { name, indicators: Vec::new() });
        self.read.groups.len() - 1
    }

    /// Adds an indicator, or an area's figures to one; one whose name is there already is left
    /// over. Whether it was added.
    fn add(&mut self, at: usize, pieces: &[Piece], found: line::Read) -> bool {
        let there = self.names.get(&(at, found.name.clone())).copied();
        let area = self.area.as_ref().map(|area| area.name.clone());
        if let (Some(own), Some(area)) = (there, area)
            && self.add_area((at, own), &area, pieces, &found)
        {
            return true;
        }
        let Some(group) = self.read.groups.get_mut(at).filter(|_| there.is_none()) else {
            pieces.iter().for_each(|piece| self.read.rest.leave(piece));
            return false;
        };
        let place = pieces.first().map_or(Place::Document, |piece| piece.place);
        found.reworded.iter().for_each(|words| self.read.rest.reword(place, words));
        self.read.counts |= found.counts;
        let is_first = self.remarked.replace(place) != Some(place);
        let remarks = pieces.iter().filter(|_| is_first).flat_map(|piece| piece.remarks.clone());
        self.names.insert((at, found.name.clone()), group.indicators.len());
        group.indicators.push(Indicator {
            name: found.name,
            figures: found.figures,
            note: found.note,
            places: pieces.iter().map(|piece| piece.place).collect(),
            remarks: remarks.collect(),
        });
        true
    }

    /// Adds an area's figures to the indicator of their name that has none of that area.
    fn add_area(
        &mut self,
        (group, own): (usize, usize),
        area: &str,
        pieces: &[Piece],
        found: &line::Read,
    ) -> bool {
        let group = self.read.groups.get_mut(group);
        let Some(own) = group.and_then(|group| group.indicators.get_mut(own)) else {
            return false;
        };
        let is_new = own.figures.iter().all(|figure| {
            figure.labels.first().is_some_and(|label| is_area(label) && label != area)
        });
        if is_new && found.note.is_none() {
            let place = pieces.first().map_or(Place::Document, |piece| piece.place);
            let text = found.name.clone();
            self.read.rest.lost.push(Lost { kind: "重复的指标名", place, text });
            found.reworded.iter().for_each(|words| self.read.rest.reword(place, words));
            own.figures.extend(found.figures.iter().cloned());
            own.places.extend(pieces.iter().map(|piece| piece.place));
            own.remarks.extend(pieces.iter().flat_map(|piece| piece.remarks.clone()));
        }
        is_new && found.note.is_none()
    }

    fn set_area(&mut self, area: Option<Area>) {
        let before = std::mem::replace(&mut self.area, area);
        if let Some(heading) = before.and_then(|area| area.heading) {
            self.read.rest.leave(&heading);
        }
    }

    /// A heading below which there was no figure.
    fn leave_heading(&mut self) {
        if let Some(heading) = self.heading.take() {
            self.read.rest.leave(&heading);
        }
    }

    fn finish(mut self) -> Read {
        self.end_name();
        self.leave_heading();
        self.set_area(None);
        let group = self.group.as_deref().unwrap_or_default();
        let is_prose = |piece: &Piece| groups::is_prose(piece, group, self.standard);
        let has_figures = !self.read.groups.is_empty();
        let first = self.waiting.iter().position(is_prose).filter(|_| has_figures);
        let behind = self.waiting.split_off(first.unwrap_or(self.waiting.len()));
        self.waiting.iter().for_each(|piece| self.read.rest.leave(piece));
        self.read.behind = behind;
        self.read
    }
}

impl Read {
    /// The text behind the figures.
    pub(super) fn closing(&mut self) -> Texts {
        Texts::of(std::mem::take(&mut self.behind))
    }
}
