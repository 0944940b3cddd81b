//! Where the reading of a page's content is: the graphics state, open sequences and text, and what
//! was found so far.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::font::Font;
use super::fonts::Fonts;
use super::limits::Limits;
use super::matrix::Matrix;
use super::reading_order::Structure;
use super::{Anomaly, Artifact, PageWords, Piece, ReadingPosition};
use crate::pdf::read::objects::PdfFile;

/// How many kinds of anomalies of one page are reported.
const MAX_ANOMALIES: usize = 100;

/// What may stand for glyphs, and whether some did.
pub(super) struct ActualText {
    pub(super) says: String,
    pub(super) used: bool,
}

/// Where text is.
pub(super) struct Text {
    pub(super) line: Matrix,
    pub(super) at: Matrix,
    /// How far the pen has gone from where it was put.
    pub(super) pen: f64,
    pub(super) piece: Option<Piece>,
}

impl Default for Text {
    fn default() -> Self {
        Self { line: Matrix::IDENTITY, at: Matrix::IDENTITY, pen: 0.0, piece: None }
    }
}

/// What text and shapes are filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Black,
    /// The light grey of a draft's mark.
    Pale,
    Other,
}

/// What `q` keeps.
#[derive(Clone)]
pub(super) struct State {
    pub(super) matrix: Matrix,
    pub(super) colour: Colour,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) leading: f64,
}

/// An open sequence of marked content.
#[derive(Default)]
pub(super) struct Sequence {
    pub(super) artifact: bool,
    pub(super) number: Option<i64>,
    pub(super) actual: bool,
}

/// Reads one page.
pub(super) struct Content<'c, 'b> {
    pub(super) file: &'c PdfFile<'b>,
    pub(super) structure: &'c Structure,
    page: u32,
    pub(super) limits: &'c mut Limits,
    pub(super) fonts: &'c mut Fonts,
    pub(super) shown: PageWords,
    pub(super) anomalies: BTreeSet<Anomaly>,
    pub(super) state: State,
    pub(super) kept: Vec<State>,
    pub(super) sequences: Vec<Sequence>,
    pub(super) actual: Option<ActualText>,
    pub(super) artifact: Option<Artifact>,
    pub(super) text: Text,
    pub(super) path: Vec<[f64; 4]>,
    /// How many forms it is in.
    pub(super) depth: usize,
}

impl<'c, 'b> Content<'c, 'b> {
    pub(super) fn new(
        file: &'c PdfFile<'b>,
        page: u32,
        structure: &'c Structure,
        limits: &'c mut Limits,
        fonts: &'c mut Fonts,
    ) -> Self {
        let state = State {
            matrix: Matrix::IDENTITY,
            colour: Colour::Black,
            font: None,
            size: 0.0,
            leading: 0.0,
        };
        Self {
            file,
            structure,
            page,
            limits,
            fonts,
            shown: PageWords::default(),
            anomalies: BTreeSet::new(),
            state,
            kept: Vec::new(),
            sequences: Vec::new(),
            actual: None,
            artifact: None,
            text: Text::default(),
            path: Vec::new(),
            depth: 0,
        }
    }

    pub(super) fn note(&mut self, anomaly: Anomaly) {
        if self.anomalies.len() < MAX_ANOMALIES {
            self.anomalies.insert(anomaly);
        }
    }

    pub(super) fn is_artifact(&self) -> bool {
        self.sequences.iter().any(|sequence| sequence.artifact)
    }

    /// Where the content stands in the reading order.
    pub(super) fn place(&self) -> Option<ReadingPosition> {
        let number = self.sequences.iter().rev().find_map(|sequence| sequence.number)?;
        self.structure.places.get(&(self.page, number)).copied()
    }
}
