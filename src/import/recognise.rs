//! From the pieces of a document to a draft of a filing.

use super::draft::{Draft, Group, Indicator, Line, Rest, Texts, title};
use super::mark::Kind;
use super::outline::{self, Chapters, Role};
use super::piece::Piece;
use super::{ending, furniture, head, indicators, initiatives, write};
use crate::document::{Block, Inline};
use crate::standard::Standard;

/// The chapters' usual titles.
const PROFILE: &str = "公司简介";
const QUALITY: &str = "电信服务质量状况";
const INDICATORS: &str = "主要服务指标完成情况";

/// What the pieces give, and what is left of them.
pub(super) fn recognise(pieces: Vec<Piece>, standard: &Standard) -> (Draft, Rest) {
    let (mut pieces, mut rest) = furniture::without(pieces);
    let end = pieces.split_off(ending::start(&pieces));
    let (ending, left) = ending::read(end);
    rest.extend(left);
    let Chapters { starts, kind } = outline::chapters(&pieces);
    let below = outline::level_below(&starts.iter().map(|n| &pieces[*n]).collect::<Vec<_>>());
    let mut chapters = Vec::new();
    for start in starts.into_iter().rev() {
        chapters.push(pieces.split_off(start));
    }
    chapters.reverse();
    let (head, left) = head::read(pieces, !chapters.is_empty());
    rest.extend(left);
    let mut draft = Draft { head, ending, ..Draft::default() };
    let mut reader = Reader { draft: &mut draft, rest, kind, below, run_in: 0, own_line: 0 };
    reader.chapters(chapters, standard);
    let Reader { mut rest, run_in, own_line, .. } = reader;
    draft.style.run_in = run_in > own_line;
    rest.keep_order();
    (draft, rest)
}

struct Reader<'d> {
    draft: &'d mut Draft,
    rest: Rest,
    /// How chapters are numbered.
    kind: Option<Kind>,
    /// The outline level of headings right below chapters' own.
    below: Option<u8>,
    run_in: usize,
    own_line: usize,
}

impl Reader<'_> {
    fn chapters(&mut self, chapters: Vec<Vec<Piece>>, standard: &Standard) {
        let titles: Vec<String> = chapters.iter().map(|pieces| pieces[0].unnumbered()).collect();
        let figures: Vec<bool> = chapters
            .iter()
            .map(|pieces| {
                pieces.iter().skip(1).any(|piece| indicators::has_figures(piece, standard))
            })
            .collect();
        let roles = outline::roles(&titles, &figures);
        let divided = roles.iter().filter(|role| **role == Role::Quality).count() > 1;
        for (mut pieces, role) in chapters.into_iter().zip(roles) {
            let heading = pieces.remove(0);
            match role {
                Role::Profile => {
                    self.draft.titles.profile = self.title(&heading, PROFILE);
                    self.draft.profile = Some(Texts::of(pieces));
                }
                Role::Quality => self.quality(&heading, pieces, divided),
                Role::Indicators => {
                    self.draft.titles.indicators = self.title(&heading, INDICATORS);
                    self.indicators(pieces, standard);
                }
                Role::Behind => self.behind(heading, pieces),
            }
        }
    }

    /// A chapter's title where it is not the usual one.
    fn title(&mut self, heading: &Piece, usual: &str) -> Option<Line> {
        let line = title(heading, &heading.unnumbered(), &mut self.rest);
        (line.text != usual || !line.remarks.is_empty()).then_some(line)
    }

    fn quality(&mut self, heading: &Piece, pieces: Vec<Piece>, divided: bool) {
        let line = match divided {
            true => title(heading, &heading.unnumbered(), &mut self.rest),
            false => {
                self.draft.titles.quality = self.title(heading, QUALITY);
                Line::default()
            }
        };
        let read = initiatives::read(line, pieces, self.kind, self.below);
        self.run_in += read.run_in;
        self.own_line += read.own_line;
        self.rest.extend(read.rest);
        self.draft.chapters.push(read.chapter);
    }

    /// A chapter behind the indicators: its title is a heading in 结语.
    fn behind(&mut self, heading: Piece, pieces: Vec<Piece>) {
        let text = title(&heading, &heading.unnumbered(), &mut self.rest).text;
        let mut piece = heading;
        piece.block = Block::Heading { level: 1, text: vec![Inline::Text(text)] };
        piece.number.clear();
        self.draft.closing.push(piece);
        pieces.into_iter().for_each(|piece| self.draft.closing.push(piece));
    }

    fn indicators(&mut self, pieces: Vec<Piece>, standard: &Standard) {
        let mut read = indicators::read(pieces, standard);
        self.draft.closing = read.closing();
        self.draft.style.tables = read.tables > 0 && read.lines == 0;
        self.rest.extend(read.rest);
        let groups = read.groups.into_iter().map(|group| self.holdable(group)).collect();
        let groups = self.rest.filled(groups);
        let figures =
            groups.iter().flat_map(|group| &group.indicators).flat_map(|own| &own.figures);
        self.draft.style.counts =
            figures.flat_map(|figure| &figure.beside).any(|(key, _)| *key == "分子");
        self.draft.groups = groups;
    }

    /// A group with those of its indicators that the file can hold.
    fn holdable(&mut self, group: Group) -> Group {
        let Group { name, indicators } = group;
        let (indicators, other): (Vec<Indicator>, Vec<Indicator>) =
            indicators.into_iter().partition(|own| write::can_stand(&own.figures));
        other.iter().for_each(|own| self.rest.leave_indicator(own));
        Group { name, indicators }
    }
}

/// Pieces that are items of lists, one behind the other, as one list.
pub(super) fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let last = out.last_mut().map(|last| &mut last.block);
        match (last, &piece.block) {
            (
                Some(Block::List { start: None, items }),
                Block::List { start: None, items: more },
            ) if more.len() == 1 => {
                items.extend(more.clone());
                if let Some(last) = out.last_mut() {
                    last.remarks.extend(piece.remarks);
                }
            }
            _ => out.push(piece),
        }
    }
    out
}
