//! Automatic numbers. What is expected of odd lists is what Word shows.

use super::*;

fn level(index: u8, format: &str, template: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{template}"/></w:lvl>"#
    )
}

fn list(id: u32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn num(id: u32, of: u32, overrides: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>"#)
}

fn item(list: u32, level: u8) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr></w:p>"#
    )
}

/// The numbers of paragraphs that stand in these lists at these levels.
fn numbers(numbering: &str, items: &[(u32, u8)]) -> String {
    let body: String = items.iter().map(|(list, level)| item(*list, *level)).collect();
    let lines = docx(&body).numbering(numbering).lines();
    lines.iter().map(|line| line.trim_end_matches('|')).collect::<Vec<_>>().join(" ")
}

fn chinese() -> String {
    level(0, "chineseCountingThousand", "%1、", "")
        + &level(1, "chineseCounting", "（%2）", "")
        + &level(2, "decimal", "%3.", "")
        + &level(3, "decimalEnclosedCircle", "%4", "")
}

#[test]
fn levels_count_and_begin_anew() {
    let numbering = list(0, &chinese()) + &num(1, 0, "");
    let items = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)];
    assert_eq!(numbers(&numbering, &items), "一、 （一） 1. 2. ① （二） 1. 二、 （一）");
}

#[test]
fn a_level_that_was_left_out_has_counted() {
    let numbering = list(0, &(level(0, "decimal", "%1", "") + &level(1, "decimal", "%1.%2", "")))
        + &num(1, 0, "");
    assert_eq!(numbers(&numbering, &[(1, 1), (1, 0), (1, 1)]), "1.1 2 2.1");
}

#[test]
fn a_level_begins_anew_only_after_those_that_it_names() {
    let levels = |restart: &str| {
        level(0, "decimal", "%1", "")
            + &level(1, "lowerLetter", "%1.%2", "")
            + &level(2, "upperRoman", "%1.%2.%3", restart)
    };
    let items = [(6, 0), (6, 1), (6, 2), (6, 2), (6, 1), (6, 2), (6, 0), (6, 2), (6, 1)];
    let numbering = list(0, &levels(r#"<w:lvlRestart w:val="1"/>"#)) + &num(6, 0, "");
    assert_eq!(numbers(&numbering, &items), "1 1.a 1.a.I 1.a.II 1.b 1.b.III 2 2.a.I 2.b");
    let numbering = list(0, &levels(r#"<w:lvlRestart w:val="0"/>"#)) + &num(6, 0, "");
    assert_eq!(numbers(&numbering, &items), "1 1.a 1.a.I 1.a.II 1.b 1.b.III 2 2.a.IV 2.b");
}

#[test]
fn lists_of_one_kind_count_on_and_begin_anew_once() {
    let start = |value: u32| {
        format!(r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride>"#)
    };
    let numbering = list(0, &level(0, "decimal", "%1", ""))
        + &num(1, 0, "")
        + &num(2, 0, &start(1))
        + &num(3, 0, "");
    let items = [(1, 0), (1, 0), (3, 0), (2, 0), (2, 0), (1, 0), (2, 0)];
    assert_eq!(numbers(&numbering, &items), "1 2 3 1 2 3 4");
    let other = list(0, &level(0, "decimal", "%1", ""))
        + &num(1, 0, "")
        + &num(
            2,
            0,
            &format!(
                r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#,
                level(0, "upperLetter", "%1)", "")
            ),
        );
    assert_eq!(numbers(&other, &[(1, 0), (2, 0), (1, 0)]), "1 B) 3");
}

#[test]
fn all_in_figures_and_nothing_of_bullets() {
    let numbering = list(
        0,
        &(level(0, "chineseCounting", "第%1章", "")
            + &level(1, "upperRoman", "%1.%2", "<w:isLgl/>")
            + &level(2, "bullet", "\u{F0B7}", "")
            + &level(3, "decimalZero", "%1.%3.%4", "")
            + &level(4, "none", "附件%5", "")
            + &level(5, "none", "", "")),
    ) + &num(1, 0, "");
    let items = [(1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 9), (7, 0)];
    assert_eq!(numbers(&numbering, &items), "第一章 1.1 • 一..01 附件   ");
}

#[test]
fn signs_of_bullets_are_those_of_their_face() {
    let bullet = |sign: &str, face: &str| {
        format!(
            r#"<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/><w:rPr><w:rFonts w:ascii="{face}"/></w:rPr></w:lvl>"#
        )
    };
    for (sign, face, shown) in
        [("\u{F0D8}", "Wingdings", "➢"), ("\u{F0B7}", "Symbol", "•"), ("o", "Courier New", "o")]
    {
        let numbering = list(0, &bullet(sign, face)) + &num(1, 0, "");
        let content = docx(&item(1, 0)).numbering(&numbering).read();
        let Block::Paragraph(paragraph) = &content.blocks[0] else { panic!("a table") };
        let number = paragraph.number.clone().unwrap();
        assert_eq!((number.text.as_str(), number.is_bullet, number.level), (shown, true, 0));
    }
}

#[test]
fn styles_number_their_paragraphs() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="7"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="h2a"><w:basedOn w:val="h2"/></w:style>
        <w:style w:type="paragraph" w:styleId="none"><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>"#;
    let bound = |index: u8, template: &str, style: &str| {
        format!(
            r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{template}"/></w:lvl>"#
        )
    };
    let numbering = list(0, &(bound(0, "%1", "h1") + &bound(1, "%1.%2", "h2"))) + &num(1, 0, "");
    let styled = |style: &str, more: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr></w:p>"#)
    };
    let off = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>"#;
    let body = styled("h1", "")
        + &styled("h2", "")
        + &styled("h2a", "")
        + &styled("h1", off)
        + &styled("none", "")
        + &styled("h1", "");
    let file = docx(&body).styles(styles).numbering(&numbering);
    assert_eq!(file.lines(), ["1|", "1.1|", "1.2|", "", "", "2|"]);
}

#[test]
fn a_list_may_have_its_levels_from_a_style() {
    let styles = r#"<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"#;
    let numbering = list(0, r#"<w:numStyleLink w:val="s"/>"#)
        + &list(
            1,
            &(r#"<w:styleLink w:val="s"/>"#.to_owned()
                + &level(0, "ideographTraditional", "%1、", "")),
        )
        + &num(1, 0, "")
        + &num(2, 1, "");
    let file = docx(&(item(1, 0) + &item(2, 0))).styles(styles).numbering(&numbering);
    assert_eq!(file.lines(), ["甲、|", "乙、|"]);
    let circle = list(0, r#"<w:numStyleLink w:val="s"/>"#) + &num(2, 0, "");
    assert_eq!(docx(&item(2, 0)).styles(styles).numbering(&circle).lines(), [""]);
}

#[test]
fn a_custom_format_may_be_one_of_two_choices() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="wps"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>{}"#,
        num(1, 0, "")
    );
    assert_eq!(numbers(&numbering, &[(1, 0), (1, 0)]), "001 002");
}

#[test]
fn text_boxes_count_apart() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", item(1, 0));
    let anchored = format!(
        r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r></w:p>"#
    );
    let numbering = list(0, &level(0, "decimal", "%1", "")) + &num(1, 0, "");
    let file = docx(&(item(1, 0) + &anchored + &item(1, 0))).numbering(&numbering);
    assert_eq!(file.lines(), ["1|", "2|", "1|", "3|"]);
}
