//! A file typed from top to bottom: every number by hand, every face chosen from the ribbon.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Piece, Report};
use super::styles::{add_section, add_settings, add_styles};
use super::{WordFile, extras};

pub(crate) fn file(report: &Report) -> WordFile {
    let mut package = Package::new(Dialect::Transitional);
    add_styles(&mut package, "Normal", &[]);
    add_settings(&mut package);
    let section = add_section(&mut package, None);
    let mut hand = Hand::new();
    let (first, second) = report.title();
    let title = hand.runs(&face(TITLE_FACE, 44), &format!("{first}\n{second}"));
    let title = paragraph(CENTRED, &title) + &paragraph("", "");
    let body = extras::body(report, &mut package, |piece| typed(piece, &mut hand));
    WordFile::plain(package.bytes(&(title + &body + &section)))
}

fn typed(piece: &Piece, hand: &mut Hand) -> String {
    let heading = format!("{}{}", piece.number, piece.text);
    let text = face(TEXT_FACE, 32);
    match piece.kind {
        Kind::Chapter => {
            let runs = hand.runs(&bold(HEADING_FACE, 32), &heading);
            paragraph(INDENTED, &hand.marked(&runs))
        }
        Kind::Initiative | Kind::Group => {
            let runs = hand.runs(&bold(INITIATIVE_FACE, 32), &heading);
            paragraph(INDENTED, &(hand.marked(&runs) + &hand.runs(&text, &piece.run_in)))
        }
        Kind::Signatory => paragraph(RIGHT, &hand.runs(&text, &heading)),
        Kind::Day => {
            let day = field(" CREATEDATE \\@ \"yyyy年M月d日\" ", &hand.runs(&text, &heading));
            paragraph(RIGHT, &day)
        }
        _ => paragraph(INDENTED, &hand.runs(&text, &heading)),
    }
}
