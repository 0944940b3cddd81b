//! Sets a paragraph and reads its lines back from the pages' data.

use chengbao::document::{Block, Inline};
use chengbao::fonts::FaceSet;
use chengbao::typeset::{Geometry, Pages, Setting, TextRun, typeset};

/// A line as it stands on its page; lengths in thousandths of a point from the page's left.
#[derive(Debug)]
pub(crate) struct SetLine {
    /// Its text.
    pub(crate) text: String,
    /// Where its first glyph's ink may begin.
    pub(crate) left: i64,
    /// Where its last glyph ends, a blank half and spaces not counted.
    pub(crate) right: i64,
    /// The type area's right edge.
    pub(crate) edge: i64,
}

/// A paragraph alone in a report.
pub(crate) fn set(text: &str, faces: &FaceSet) -> Pages {
    let blocks = [Block::Paragraph(vec![Inline::Text(text.to_owned())])];
    typeset(&blocks, faces, &Setting::default()).unwrap()
}

/// The lines of a paragraph.
pub(crate) fn paragraph_lines(text: &str, faces: &FaceSet) -> Vec<SetLine> {
    let pages = set(text, faces);
    let mut lines = Vec::new();
    for page in &pages.pages {
        let mut at = None;
        for run in page.runs.iter().filter(|run| run.element.is_some()) {
            if run.line != at {
                at = run.line;
                lines.push(Vec::new());
            }
            lines.last_mut().unwrap().push(run);
        }
    }
    lines.iter().map(|runs| line(runs, faces)).collect()
}

fn line(runs: &[&TextRun], faces: &FaceSet) -> SetLine {
    let geometry = Geometry::gbt_9704();
    let glyphs = || runs.iter().flat_map(|run| run.glyphs.iter().map(move |g| (*run, g)));
    let text: String = glyphs().map(|(_, g)| g.text.as_str()).collect();
    let opens = |text: &str| text.starts_with(|c| "“‘（《【〔「『".contains(c));
    let closes = |text: &str| text.ends_with(|c| "”’）》】〕」』，。、；：！？".contains(c));
    let first = glyphs().next().unwrap();
    let half = geometry.em.0 / 2;
    let left = first.1.x.0 + if opens(&first.1.text) { half } else { 0 };
    let (run, last) = glyphs().rfind(|(_, g)| g.text.trim() != "").unwrap_or(first);
    let face = faces.face(run.face);
    let advance = run.size.scaled(face.advance(last.id), face.metrics().units_per_em);
    let width = if closes(&last.text) { advance.0 - half } else { advance.0 };
    let edge = (geometry.left + geometry.width).0;
    SetLine { text, left, right: last.x.0 + width, edge }
}
