//! A file made with styles: headings have levels, and numbers come from lists that begin anew
//! below each chapter.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Piece, Report};
use super::styles::*;
use super::{WordFile, extras};

pub(crate) fn file(report: &Report) -> WordFile {
    let mut package = Package::new(Dialect::Transitional);
    add_styles(&mut package, "Normal", &styles());
    add_lists(&mut package);
    add_settings(&mut package);
    let section = add_section(&mut package, None);
    let (first, second) = report.title();
    let title = styled("Title", &run("", &(first + &second)));
    let body = extras::body(report, &mut package, automatic);
    WordFile::plain(package.bytes(&(title + &body + &section)))
}

fn styles() -> [Style<'static>; 4] {
    const FIRST: &str = "<w:keepNext/><w:numPr><w:numId w:val='1'/></w:numPr>\
        <w:outlineLvl w:val='0'/>";
    const SECOND: &str = "<w:keepNext/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>\
        <w:outlineLvl w:val='1'/>";
    let style = |id, name, paragraph, run| Style { id, name, paragraph, run };
    [
        style("Title", "Title", CENTRED, face(TITLE_FACE, 44)),
        style("Heading1", "heading 1", FIRST, face(HEADING_FACE, 32)),
        style("Heading2", "heading 2", SECOND, face(INITIATIVE_FACE, 32)),
        style("BodyText", "Body Text", INDENTED, face(TEXT_FACE, 32)),
    ]
}

fn automatic(piece: &Piece) -> String {
    let text = run("", &piece.text);
    match piece.kind {
        Kind::Chapter => styled("Heading1", &text),
        Kind::Initiative if !piece.run_in.is_empty() => {
            let heading = run("<w:b/>", &piece.text) + &run("", &piece.run_in);
            let properties = format!("<w:pStyle w:val='BodyText'/>{}", numbered(RUN_IN, 0));
            paragraph(&properties, &heading)
        }
        Kind::Initiative | Kind::Group => styled("Heading2", &text),
        Kind::Signatory => paragraph(RIGHT, &text),
        Kind::Day => {
            let field = format!("<w:fldSimple w:instr=' CREATEDATE '>{text}</w:fldSimple>");
            paragraph(RIGHT, &field)
        }
        _ => styled("BodyText", &text),
    }
}
