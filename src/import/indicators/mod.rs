//! 主要服务指标完成情况: groups with their lines or tables, and what stands behind the last.

mod line;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Group, Indicator, Line, Lost, Rest, Texts, title};
use super::piece::Piece;
use crate::document::Block;
use crate::standard::Standard;

/// The most characters of a group's name.
const LONGEST: usize = 20;

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
    /// Where each group is, by its name.
    places: BTreeMap<String, usize>,
    /// The names of indicators, with their group's place.
    names: BTreeSet<(usize, String)>,
}

/// A group that is open, and the heading that it has not used up yet.
#[derive(Default)]
struct Open {
    heading: Option<Piece>,
    /// Where its figures go, once it has some.
    at: Option<usize>,
}

/// Whether a piece has figures of the catalogue.
pub(super) fn has_figures(piece: &Piece, standard: &Standard) -> bool {
    let of_group = |group: &str| match &piece.block {
        Block::Table { .. } => table::read(piece, Some(group), standard).is_some(),
        _ => {
            let text = piece.unnumbered();
            let name = text.split(['：', ':']).next().unwrap_or_default().to_owned();
            line::read(&text, group, standard).is_some_and(|read| {
                let label = read.figures.first().and_then(|figure| figure.labels.last());
                standard.find(group, &name, label.map(String::as_str)).is_some()
            })
        }
    };
    standard.groups().iter().any(|group| of_group(&group.name))
}

/// Reads the pieces behind the chapter's heading.
pub(super) fn read(pieces: Vec<Piece>, standard: &Standard) -> Read {
    let mut read = Read::default();
    let mut open = Open::default();
    // What stood between figures, until it is known whether more come.
    let mut waiting: Vec<Piece> = Vec::new();
    for piece in pieces {
        if is_heading(&piece, standard) {
            read.leave(&mut open);
            open.heading = Some(piece);
            continue;
        }
        match read.take(piece, &mut open, standard) {
            None => {
                waiting.drain(..).for_each(|piece| read.rest.leave(&piece));
            }
            Some(piece) => {
                // A heading that figures do not follow is one of the text behind them.
                waiting.extend(open.heading.take());
                waiting.push(piece);
            }
        }
    }
    read.leave(&mut open);
    if read.groups.is_empty() {
        waiting.drain(..).for_each(|piece| read.rest.leave(&piece));
    }
    read.behind = waiting;
    read
}

/// Whether a piece opens a group: one of the catalogue's, or a short line with the number of one.
fn is_heading(piece: &Piece, standard: &Standard) -> bool {
    if !piece.is_text() {
        return false;
    }
    let text = piece.unnumbered();
    let name = text.trim().trim_end_matches(['：', ':']);
    let is_open = name.contains(['：', ':', '。', '，', '；']);
    let is_short = !name.is_empty() && name.chars().count() <= LONGEST && !is_open;
    let numbered = piece.mark().is_some() || piece.outline.is_some();
    standard.group(name).is_some() || (is_short && numbered && !ends_with_figure(name))
}

fn ends_with_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

impl Read {
    /// Takes a line or a table of figures; gives back what is none.
    fn take(&mut self, piece: Piece, open: &mut Open, standard: &Standard) -> Option<Piece> {
        let group = open.heading.as_ref().map(group_name);
        let group = group.or_else(|| Some(self.groups.get(open.at?)?.name.text.clone()));
        if matches!(piece.block, Block::Table { .. }) {
            return self.take_table(piece, open, group.as_deref(), standard);
        }
        let Some(group) = group.filter(|_| piece.is_text()) else { return Some(piece) };
        let Some(found) = line::read(&piece.unnumbered(), &group, standard) else {
            return Some(piece);
        };
        let at = self.open(open);
        self.lines += 1;
        self.add(at, &piece, found);
        None
    }

    fn take_table(
        &mut self,
        piece: Piece,
        open: &mut Open,
        group: Option<&str>,
        standard: &Standard,
    ) -> Option<Piece> {
        let Some(rows) = table::read(&piece, group, standard) else { return Some(piece) };
        self.tables += 1;
        let text = table::head_words(&piece.block);
        self.rest.lost.push(Lost { kind: "表头", place: piece.place, text });
        for row in rows {
            let at = match row.group {
                Some(name) => self.named(Line { text: name, ..Line::default() }),
                None => self.open(open),
            };
            self.add(at, &piece, row.read);
        }
        None
    }

    /// The group that is open, made of its heading where it has no figure yet.
    fn open(&mut self, open: &mut Open) -> usize {
        if let Some(heading) = open.heading.take() {
            let name = title(&heading, &heading.unnumbered(), &mut self.rest);
            open.at = Some(self.named(name));
        }
        open.at.unwrap_or_default()
    }

    /// The group of a name.
    fn named(&mut self, name: Line) -> usize {
        match self.places.get(&name.text).copied() {
            Some(at) => {
                let again = name.places.iter().map(|place| Lost {
                    kind: "重复的组名",
                    place: *place,
                    text: name.text.clone(),
                });
                self.rest.lost.extend(again);
                self.groups[at].name.remarks.extend(name.remarks);
                at
            }
            None => {
                self.places.insert(name.text.clone(), self.groups.len());
                self.groups.push(Group { name, indicators: Vec::new() });
                self.groups.len() - 1
            }
        }
    }

    /// Adds an indicator; one whose name is there already is left over.
    fn add(&mut self, at: usize, piece: &Piece, found: line::Read) {
        let Some(group) = self.groups.get_mut(at) else { return self.rest.leave(piece) };
        if !self.names.insert((at, found.name.clone())) {
            return self.rest.leave(piece);
        }
        found.reworded.iter().for_each(|words| self.rest.reword(piece.place, words));
        self.counts |= found.counts;
        group.indicators.push(Indicator {
            name: found.name,
            figures: found.figures,
            note: found.note,
            places: vec![piece.place],
            remarks: piece.remarks.clone(),
        });
    }

    /// A heading below which there was no figure.
    fn leave(&mut self, open: &mut Open) {
        if let Some(heading) = open.heading.take() {
            self.rest.leave(&heading);
        }
    }

    /// The text behind the figures.
    pub(super) fn closing(&mut self) -> Texts {
        Texts::of(std::mem::take(&mut self.behind))
    }
}

/// A heading's name for a group, as it is looked up.
fn group_name(heading: &Piece) -> String {
    heading.unnumbered().trim().trim_end_matches(['：', ':']).to_owned()
}
