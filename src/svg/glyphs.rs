//! The outlines of a page, each once.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use super::points;
use crate::fonts::{Face, FaceId, PARTS, Step};
use crate::typeset::Length;

type Key = (FaceId, Length, u16);

/// Outlines that were drawn before, to be kept for as long as their faces: there are no more than
/// a report has different glyphs, and the next version has nearly the same.
#[derive(Debug, Default)]
pub struct Outlines(Mutex<BTreeMap<Key, Arc<str>>>);

impl Outlines {
    /// A glyph's outline; empty for one without ink.
    fn path(&self, face: &Face, key: Key) -> Arc<str> {
        // An outline is put in whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, size, glyph) = key;
        Arc::clone(known.entry(key).or_insert_with(|| path(face, size, glyph).into()))
    }
}

/// The outlines that a page uses, by face, size and glyph: at its size an outline is in the
/// page's own units, and its places are those of the page's data.
pub(super) struct Glyphs<'g> {
    name: &'g str,
    outlines: &'g Outlines,
    paths: BTreeMap<Key, Arc<str>>,
}

impl<'g> Glyphs<'g> {
    pub(super) fn new(name: &'g str, outlines: &'g Outlines) -> Self {
        Self { name, outlines, paths: BTreeMap::new() }
    }

    /// The identifier of a glyph's outline; `None` where it has no ink.
    pub(super) fn id(
        &mut self,
        face: &Face,
        number: FaceId,
        size: Length,
        glyph: u16,
    ) -> Option<String> {
        let key = (number, size, glyph);
        let path = self.paths.entry(key).or_insert_with(|| self.outlines.path(face, key));
        (!path.is_empty()).then(|| self.identifier(number, size, glyph))
    }

    fn identifier(&self, face: FaceId, size: Length, glyph: u16) -> String {
        format!("{}-{}-{}-{glyph}", self.name, face.number(), size.0)
    }

    /// All of them, in an order that does not change.
    pub(super) fn definitions(&self) -> String {
        let mut out = String::new();
        for ((face, size, glyph), path) in self.paths.iter().filter(|(_, path)| !path.is_empty()) {
            let id = self.identifier(*face, *size, *glyph);
            // Writing to a string does not fail.
            let _ = writeln!(out, "<path id=\"{id}\" d=\"{path}\"/>");
        }
        out
    }
}

/// An outline in points, y down, from its origin.
fn path(face: &Face, size: Length, glyph: u16) -> String {
    let per_em = i64::from(face.metrics().units_per_em) * PARTS;
    let scaled = |v: i64| Length((v * size.0 * 2 + per_em).div_euclid(per_em * 2));
    let mut out = String::new();
    let mut add = |letter: char, places: &[[i64; 2]]| {
        out.push(letter);
        for (n, [x, y]) in places.iter().enumerate() {
            let gap = if n == 0 { "" } else { " " };
            let _ = write!(out, "{gap}{} {}", points(scaled(*x)), points(scaled(-*y)));
        }
    };
    for step in face.outline(glyph) {
        match step {
            Step::Move(p) => add('M', &[p]),
            Step::Line(p) => add('L', &[p]),
            Step::Quadratic(a, p) => add('Q', &[a, p]),
            Step::Cubic(a, b, p) => add('C', &[a, b, p]),
            Step::Close => add('Z', &[]),
        }
    }
    out
}
