//! Headers, footers, notes, comments.

use super::*;
use crate::word::content::{MarginKind, NoteKind};

#[test]
fn headers_and_footers_are_read_once() {
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>"#;
    let footer =
        format!("<w:p>{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple></w:p>", r("第"), r("1"));
    let file = docx(&format!("<w:p><w:pPr>{section}</w:pPr></w:p>{section}"))
        .part("header1", "hdr", &p("页眉"))
        .part("footer1", "ftr", &footer);
    let margins = file.read().margins;
    let seen: Vec<_> = margins.iter().map(|it| (it.kind, lines(&it.blocks).join(";"))).collect();
    assert_eq!(
        seen,
        [(MarginKind::Header, "页眉".to_owned()), (MarginKind::Footer, "第1".to_owned())]
    );
}

#[test]
fn notes_come_in_the_order_of_their_references() {
    let note = |kind: &str, id: u32, more: &str, text: &str| {
        format!(
            r#"<w:{kind} w:id="{id}" {more}><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>"#,
            r(text)
        )
    };
    let reference = |kind: &str, id: u32| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let file = docx(&format!(
        "<w:p>{}{}{}{}{}</w:p>",
        r("文"),
        reference("endnote", 1),
        reference("footnote", 3),
        reference("footnote", 2),
        reference("footnote", 9)
    ))
    .part(
        "footnotes",
        "footnotes",
        &(note("footnote", 0, r#"w:type="separator""#, "线")
            + &note("footnote", 2, "", "二")
            + &note("footnote", 3, "", "三")
            + &note("footnote", 4, "", "四")),
    )
    .part("endnotes", "endnotes", &note("endnote", 1, "", "尾"));
    let content = file.read();
    assert_eq!(lines(&content.blocks), ["文[0][1][2]"]);
    let seen: Vec<_> =
        content.notes.iter().map(|it| (it.kind, lines(&it.blocks).join(";"))).collect();
    let expected =
        [(NoteKind::Endnote, "尾"), (NoteKind::Footnote, "三"), (NoteKind::Footnote, "二")];
    assert_eq!(seen, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn comments_know_their_words() {
    let start = |id: u32| format!(r#"<w:commentRangeStart w:id="{id}"/>"#);
    let end = |id: u32| format!(r#"<w:commentRangeEnd w:id="{id}"/>"#);
    let reference = |id: u32| format!(r#"<w:r><w:commentReference w:id="{id}"/></w:r>"#);
    let comment = |id: u32, text: &str| {
        format!(r#"<w:comment w:id="{id}" w:author="审阅人">{}{}</w:comment>"#, p(text), p("请改"))
    };
    let body = format!(
        "{}<w:p>{}{}</w:p><w:p>{}{}{}</w:p>{}<w:p>{}{}<w:del>{}</w:del>{}</w:p>",
        start(5),
        start(1),
        r("甲"),
        r("乙"),
        end(1),
        reference(1) + &reference(5),
        end(5),
        start(2) + &r("丙"),
        end(2),
        reference(2),
        reference(3),
    );
    let file = docx(&body).part(
        "comments",
        "comments",
        &(comment(1, "一") + &comment(2, "二") + &comment(3, "三") + &comment(5, "五")),
    );
    let content = file.read();
    assert_eq!(lines(&content.blocks), ["{0{1甲", "乙1}0}", "丙{22}"]);
    let texts: Vec<_> = content.comments.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["五\n请改", "一\n请改", "三\n请改"]);
    assert_eq!(content.comments[0].author, "审阅人");
    // The comment whose reference was deleted comes back with it.
    assert_eq!(lines(&file.rejected().blocks)[2], "{2丙2}{33}");
}
