//! The lines and tables of a chapter of figures, one after the other.

use std::collections::BTreeMap;

use super::row::Rows;
use super::{Read, groups, line, table};
use crate::document::Block;
use crate::filing::is_area;
use crate::import::draft::{Figure, Group, Indicator, Left, Line, Lost, title};
use crate::import::piece::{Piece, Place};
use crate::standard::Standard;

/// The most characters of what a broken line goes on with.
const LONGEST_FRAGMENT: usize = 30;

pub(super) struct Reader<'s> {
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
    /// A line that may have been broken within its last figure.
    held: Option<Piece>,
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

impl<'s> Reader<'s> {
    pub(super) fn new(standard: &'s Standard) -> Self {
        Self {
            standard,
            read: Read::default(),
            heading: None,
            group: None,
            at: None,
            area: None,
            name: None,
            held: None,
            waiting: Vec::new(),
            places: BTreeMap::new(),
            names: BTreeMap::new(),
            remarked: None,
        }
    }

    pub(super) fn piece(&mut self, piece: Piece) {
        let piece = match self.join(piece) {
            Some(piece) => piece,
            None => return,
        };
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

    /// Joins a line to the one before it that ends within a figure; gives back one that is none of
    /// it. A figure that a fragment follows is not taken as it stands.
    fn join(&mut self, piece: Piece) -> Option<Piece> {
        let Some(held) = self.held.take() else { return Some(piece) };
        let group = self.group.clone().unwrap_or_default();
        let (text, more) = (held.unnumbered(), piece.text());
        let alone = line::read_all(&more, &group, self.standard);
        let is_heading = groups::is_heading(&piece, self.group.as_deref(), self.standard);
        let is_fragment = piece.is_text()
            && !is_heading
            && alone.is_none()
            && !more.contains(['：', ':', '。'])
            && more.chars().count() <= LONGEST_FRAGMENT;
        let whole = format!("{text}{more}");
        let joined = line::read_all(&whole, &group, self.standard).filter(|_| is_fragment);
        if let Some(found) = joined {
            self.take(&[held, piece], found);
            return None;
        }
        // 100 and 86 that make no sense together make none apart.
        if is_fragment && more.starts_with(line::goes_on_with) {
            [held, piece].iter().for_each(|piece| self.read.rest.leave(piece));
            return None;
        }
        self.release(held);
        Some(piece)
    }

    /// Takes a line that nothing goes on with.
    fn release(&mut self, held: Piece) {
        let group = self.group.clone().unwrap_or_default();
        match line::read_all(&held.unnumbered(), &group, self.standard) {
            Some(found) => self.take(&[held], found),
            None => self.waiting.push(held),
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
        let found = line::read_all(&text, &group, self.standard);
        let is_broken =
            found.as_ref().is_none_or(|found| line::may_go_on(found, &group, self.standard));
        if is_broken && line::names_indicator(&text, &group, self.standard) {
            self.held = Some(piece);
            return;
        }
        if let Some(found) = found {
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
        let Some(Rows { rows, others }) = table::read(&piece, self.group.as_deref(), self.standard)
        else {
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
        let left = others.into_iter().map(|text| Left { place: piece.place, text });
        self.read.rest.left.extend(left);
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

    pub(super) fn finish(mut self) -> Read {
        if let Some(held) = self.held.take() {
            self.release(held);
        }
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
