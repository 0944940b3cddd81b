//! A file in the strict form of the standard, which has other names for everything.

use super::hand::*;
use super::package::{Dialect, Package};
use super::report::{Kind, Report};
use super::styles::{add_section, add_settings, add_styles, headings, layout};
use super::{WordFile, extras};

const HEADER: &str = "服务质量管理办公室";
const NOTE: &str = "数据截至报告期末。";

pub(crate) fn file(report: &Report) -> WordFile {
    let mut package = Package::new(Dialect::Strict);
    add_styles(&mut package, "Normal", &headings());
    add_settings(&mut package);
    package.add("footnotes", "footnotes", &notes());
    let header = package.add("header", "hdr", &paragraph(RIGHT, &run("", HEADER)));
    let section = add_section(&mut package, Some(&header));
    let (first, second) = report.title();
    let title = styled("Title", &run("", &format!("{first}\n{second}")));
    let noted = report.of(Kind::Body).next();
    let body = extras::body(report, &mut package, |piece| {
        let content = match noted {
            Some(noted) if noted == piece => with_note(&piece.text),
            _ => run("", &piece.line()),
        };
        paragraph(&layout(piece), &content)
    });
    let bytes = package.bytes(&(title + &body + &section));
    WordFile { bytes, rejected: None, beside: vec![("页眉", HEADER), ("脚注", NOTE)] }
}

/// A text with a footnote behind its first sentence.
fn with_note(text: &str) -> String {
    let (first, rest) = text.split_at(text.find('。').unwrap());
    let mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>\
        <w:footnoteReference w:id='2'/></w:r>";
    run("", first) + mark + &run("", rest)
}

/// The two lines that part notes from text, and the note.
fn notes() -> String {
    let line = |id: usize, kind: &str| {
        let line = paragraph("", &format!("<w:r><w:{kind}/></w:r>"));
        format!("<w:footnote w:type='{kind}' w:id='{id}'>{line}</w:footnote>")
    };
    let mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>";
    let note = paragraph("", &(mark.to_owned() + &run("", NOTE)));
    line(0, "separator")
        + &line(1, "continuationSeparator")
        + &format!("<w:footnote w:id='2'>{note}</w:footnote>")
}
