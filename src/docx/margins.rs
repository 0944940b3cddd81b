//! Headers and footers: the draft's mark above the text, the page number below it.

use super::page::Sheet;
use super::styles::{FOOTER, HEADER};
use super::xml::{PROLOGUE, escape, namespaces};

/// Where a page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Centre,
    /// One character in (GB/T 9704-2012 7.5).
    Left,
    Right,
}

/// A header with a draft's mark.
pub(super) fn header(mark: &str) -> String {
    let text = escape(mark);
    format!(
        r#"{PROLOGUE}<w:hdr {}><w:p><w:pPr><w:pStyle w:val="{HEADER}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:hdr>"#,
        namespaces()
    )
}

/// A footer with the page number between its rules, — 3 —.
pub(super) fn footer(side: Side, sheet: &Sheet) -> String {
    let one = sheet.number_size * 10;
    let place = match side {
        Side::Centre => String::new(),
        Side::Left => format!(r#"<w:ind w:left="{one}"/><w:jc w:val="left"/>"#),
        Side::Right => format!(r#"<w:ind w:right="{one}"/><w:jc w:val="right"/>"#),
    };
    let run = |content: &str| {
        format!(r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{content}</w:r>"#)
    };
    let mark = |kind: &str| run(&format!(r#"<w:fldChar w:fldCharType="{kind}"/>"#));
    let text = |text: &str| run(&format!(r#"<w:t xml:space="preserve">{text}</w:t>"#));
    let number = [
        text("— "),
        mark("begin"),
        run(r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#),
        mark("separate"),
        text("1"),
        mark("end"),
        text(" —"),
    ];
    format!(
        r#"{PROLOGUE}<w:ftr {}><w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{place}</w:pPr>{}</w:p></w:ftr>"#,
        namespaces(),
        number.concat()
    )
}
