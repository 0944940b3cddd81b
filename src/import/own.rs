//! A report that this program made, as Markdown or HTML: its blocks are pieces already.

use super::clean::clean;
use super::inlines::trimmed;
use super::piece::{Piece, Place};
use crate::document::{Block, Inline};

/// The pieces of a report's blocks.
pub(super) fn pieces(blocks: Vec<Block>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        let place = Place::Paragraph(n + 1);
        let line =
            |text: &str| Piece::paragraph(place, vec![Inline::Text(clean(text).into_owned())]);
        match block {
            Block::Heading { level, text } => {
                let mut piece = Piece::block(place, Block::Heading { level, text });
                piece.outline = Some(level.saturating_sub(1));
                pieces.push(piece);
            }
            Block::RunIn { title, text } => {
                pieces.push(Piece::paragraph(place, [vec![Inline::Strong(title)], text].concat()));
            }
            Block::Addressees(text) | Block::CopiedTo(text) => {
                pieces.push(Piece::paragraph(place, text));
            }
            Block::AnnexNote(text) => {
                let lines = text.split(|inline| *inline == Inline::Break);
                pieces.extend(lines.map(|line| Piece::paragraph(place, trimmed(line.to_vec()))));
            }
            Block::Annex { label, title } => {
                pieces.extend([label, title].map(|text| Piece::paragraph(place, text)));
            }
            Block::SignOff { units, date, note } => {
                pieces.extend(units.iter().map(|unit| line(unit)));
                pieces.push(line(&date));
                pieces.extend(Some(note).filter(|note| !note.is_empty()).map(|note| line(&note)));
            }
            other => {
                let mut piece = Piece::block(place, other);
                piece.is_body = true;
                pieces.push(piece);
            }
        }
    }
    pieces
}
