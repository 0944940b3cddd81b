//! A filing as far as a document gives one: what was found, each with where it stood.

use std::collections::BTreeSet;

use super::piece::{Piece, Place, Remark};
use crate::document::Block;
use crate::filing::{Date, Period};

/// What was found of a filing.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) titles: Titles,
    /// Whether the report has 公司简介.
    pub(super) profile: Option<Texts>,
    /// 电信服务质量状况: one chapter without a title, or several, which are 分章.
    pub(super) chapters: Vec<Chapter>,
    pub(super) groups: Vec<Group>,
    pub(super) closing: Texts,
    pub(super) ending: Ending,
    pub(super) style: Style,
}

impl Draft {
    /// All narratives, in the order of the report.
    pub(super) fn narratives(&self) -> Vec<&Texts> {
        let mut all = vec![&self.head.lead];
        all.extend(&self.profile);
        for chapter in &self.chapters {
            all.push(&chapter.overview);
            chapter.initiatives.iter().for_each(|own| own.narratives(&mut all));
        }
        all.push(&self.closing);
        all.extend(self.ending.annexes.iter().map(|annex| &annex.body));
        all
    }
}

impl Initiative {
    fn narratives<'d>(&'d self, all: &mut Vec<&'d Texts>) {
        all.push(&self.body);
        self.initiatives.iter().for_each(|inner| inner.narratives(all));
    }
}

/// What stands before the first chapter.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) company: Option<Line>,
    pub(super) period: Option<Period>,
    /// The report's name where it is not the usual one.
    pub(super) title: Option<String>,
    pub(super) addressees: Vec<Line>,
    pub(super) lead: Texts,
}

/// Titles of chapters that are not the usual ones.
#[derive(Debug, Default)]
pub(super) struct Titles {
    pub(super) profile: Option<Line>,
    pub(super) quality: Option<Line>,
    pub(super) indicators: Option<Line>,
}

/// A text of one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) places: Vec<Place>,
    pub(super) remarks: Vec<Remark>,
}

/// A narrative.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) blocks: Vec<Block>,
    pub(super) places: Vec<Place>,
    pub(super) remarks: Vec<Remark>,
}

/// A chapter of initiatives.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    pub(super) title: Line,
    pub(super) overview: Texts,
    pub(super) initiatives: Vec<Initiative>,
}

/// One of 举措.
#[derive(Debug, Default)]
pub(super) struct Initiative {
    pub(super) title: Line,
    pub(super) body: Texts,
    pub(super) initiatives: Vec<Initiative>,
}

/// A group of indicators.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: Line,
    pub(super) indicators: Vec<Indicator>,
}

/// An indicator.
#[derive(Debug, Clone)]
pub(super) struct Indicator {
    pub(super) name: String,
    pub(super) figures: Vec<Figure>,
    pub(super) note: Option<String>,
    pub(super) places: Vec<Place>,
    pub(super) remarks: Vec<Remark>,
}

/// One of an indicator's figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its area and measure, as far as it has them: 城市, 平均.
    pub(super) labels: Vec<String>,
    /// As it was written.
    pub(super) value: String,
    /// What stands beside it, by its key: 上期, 环比, 分子.
    pub(super) beside: Vec<(&'static str, String)>,
}

impl Indicator {
    /// Its words in one line.
    pub(super) fn words(&self) -> String {
        let figure = |figure: &Figure| {
            let beside = figure.beside.iter().map(|(key, value)| format!("（{key}{value}）"));
            format!("{}{}{}", figure.labels.concat(), figure.value, beside.collect::<String>())
        };
        let figures: Vec<String> = self.figures.iter().map(figure).collect();
        let note = self.note.iter().map(|note| format!("（{note}）"));
        format!("{}：{}{}", self.name, figures.join("，"), note.collect::<String>())
    }
}

/// What stands behind the indicators.
#[derive(Debug, Default)]
pub(super) struct Ending {
    pub(super) declaration: Option<Line>,
    pub(super) annexes: Vec<Annex>,
    pub(super) units: Vec<Line>,
    pub(super) date: Option<(Date, Place)>,
    pub(super) contact: Option<Line>,
    pub(super) telephone: Option<Line>,
    pub(super) copied_to: Vec<Line>,
}

/// One of 附件.
#[derive(Debug, Default)]
pub(super) struct Annex {
    pub(super) title: Line,
    pub(super) body: Texts,
}

/// 版式, as the document has it.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub(super) run_in: bool,
    pub(super) tables: bool,
    pub(super) counts: bool,
}

/// What did not get into the draft.
#[derive(Debug, Default)]
pub(super) struct Rest {
    pub(super) left: Vec<Left>,
    pub(super) lost: Vec<Lost>,
}

/// Text that has no place in a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// Where it stood.
    pub(crate) place: Place,
    /// Its words, in lines.
    pub(crate) text: String,
}

/// What cannot be given on at all, or only in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    /// What it is, in Chinese: 页眉, 公式.
    pub(crate) kind: &'static str,
    /// Where it stood.
    pub(crate) place: Place,
    /// Its words, where it has some.
    pub(crate) text: String,
}

impl Rest {
    pub(super) fn extend(&mut self, other: Self) {
        self.left.extend(other.left);
        self.lost.extend(other.lost);
    }

    /// Puts all in the document's order.
    pub(super) fn keep_order(&mut self) {
        self.left.sort_by_key(|left| left.place.order());
        self.lost.sort_by_key(|lost| lost.place.order());
    }

    /// Leaves a piece over.
    pub(super) fn leave(&mut self, piece: &Piece) {
        let text = piece.all_text();
        let remarks = piece.remarks.iter().map(Remark::to_string);
        self.left.extend(remarks.map(|text| Left { place: piece.place, text }));
        if matches!(piece.block, Block::Picture(_)) {
            self.lost.push(Lost { kind: "图片", place: piece.place, text });
        } else if !text.trim().is_empty() {
            self.left.push(Left { place: piece.place, text });
        }
    }

    /// Leaves an indicator over.
    pub(super) fn leave_indicator(&mut self, own: &Indicator) {
        let place = own.places.first().copied();
        self.left.extend(place.map(|place| Left { place, text: own.words() }));
    }

    /// The groups that still have indicators; of the others the names are left over.
    pub(super) fn filled(&mut self, groups: Vec<Group>) -> Vec<Group> {
        let (kept, empty): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| !group.indicators.is_empty());
        for Group { name, .. } in empty {
            let place = name.places.first().copied().unwrap_or(Place::Document);
            self.left.push(Left { place, text: name.text });
        }
        kept
    }

    /// Says that words were put otherwise: 度 of 年度, a full stop behind a title.
    pub(super) fn reword(&mut self, place: Place, words: &str) {
        if !words.trim().is_empty() {
            let text = words.trim().to_owned();
            self.lost.push(Lost { kind: "字眼", place, text });
        }
    }
}

impl Line {
    /// A piece's text, or a part of it.
    pub(super) fn of(piece: &Piece, text: impl Into<String>) -> Self {
        let text = text.into().trim().to_owned();
        Self { text, places: vec![piece.place], remarks: piece.remarks.clone() }
    }
}

/// Names each once; one that comes again is said to be gone.
pub(super) fn each_once(lines: Vec<Line>, rest: &mut Rest) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let (once, again): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| seen.insert(line.text.clone()));
    for Line { text, places, .. } in again {
        let place = places.first().copied().unwrap_or(Place::Document);
        rest.lost.push(Lost { kind: "重复的名称", place, text });
    }
    once
}

impl Texts {
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds a piece as it stands.
    pub(super) fn push(&mut self, mut piece: Piece) {
        self.places.push(piece.place);
        self.remarks.append(&mut piece.remarks);
        self.blocks.push(piece.into_block());
    }

    /// The text of some pieces.
    pub(super) fn of(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut texts = Self::default();
        pieces.into_iter().for_each(|piece| texts.push(piece));
        texts
    }
}

/// A title without the mark that people put behind one; the mark is said to be gone.
pub(super) fn title(piece: &Piece, text: &str, rest: &mut Rest) -> Line {
    let stripped = text.trim().trim_end_matches(['。', '：', ':', '；', '．']);
    rest.reword(piece.place, &text.trim()[stripped.len()..]);
    Line::of(piece, stripped)
}
