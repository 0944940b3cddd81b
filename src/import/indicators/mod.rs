//! 主要服务指标完成情况: groups with their lines or tables, and what stands behind the last.

mod figures;
mod groups;
mod heads;
mod line;
mod reader;
mod row;
mod table;
mod transposed;

pub(crate) use figures::figure as figure_text;
pub(crate) use groups::name as group_name;
pub(crate) use heads::{Head, head};
pub(crate) use line::{begins_value, both as area_and_measure, last_brackets};
pub(crate) use row::NOTHING;

use super::draft::{Group, Indicator, Rest, Texts};
use super::piece::Piece;
use super::write;
use crate::document::Block;
use crate::standard::Standard;
use reader::Reader;

/// What a chapter of figures holds.
#[derive(Default)]
pub(super) struct Read {
    pub(super) groups: Vec<Group>,
    /// What comes behind the last figure.
    pub(super) behind: Vec<Piece>,
    pub(super) tables: usize,
    pub(super) lines: usize,
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

/// The indicator that a line of a group is.
pub(super) fn one(text: &str, group: &str, standard: &Standard) -> Option<Indicator> {
    let found = line::read_all(text, group, standard)?;
    let [line::Read { name, figures, note, .. }] = found.as_slice() else { return None };
    let (name, figures, note) = (name.clone(), figures.clone(), note.clone());
    let own = Indicator { name, figures, note, places: Vec::new(), remarks: Vec::new() };
    Some(own).filter(|own| write::can_stand(&own.figures))
}

/// Reads the pieces behind the chapter's heading.
pub(super) fn read(pieces: Vec<Piece>, standard: &Standard) -> Read {
    let mut reader = Reader::new(standard);
    for piece in pieces {
        expanded(piece, standard).into_iter().for_each(|piece| reader.piece(piece));
    }
    reader.finish()
}

/// The items of a list that has figures, each a piece; any other piece as it is.
fn expanded(piece: Piece, standard: &Standard) -> Vec<Piece> {
    let Block::List { items, .. } = &piece.block else { return vec![piece] };
    let lines = items.iter().flatten().map(|block| Piece::block(piece.place, block.clone()));
    let mut lines: Vec<Piece> = lines.collect();
    if !lines.iter().any(|line| has_figures(line, standard)) {
        return vec![piece];
    }
    if let Some(first) = lines.first_mut() {
        first.remarks.clone_from(&piece.remarks);
    }
    lines
}

impl Read {
    /// The text behind the figures.
    pub(super) fn closing(&mut self) -> Texts {
        Texts::of(std::mem::take(&mut self.behind))
    }
}
