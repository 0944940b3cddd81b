//! Tracked changes, taken and turned down.

use super::*;

fn both(file: &Docx) -> [String; 2] {
    [lines(&file.read().blocks).join(";"), lines(&file.rejected().blocks).join(";")]
}

#[test]
fn words_come_and_go() {
    let inserted = format!("<w:ins>{}</w:ins>", r("新"));
    let deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>";
    let moved = format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("从"), r("到"));
    let nested = "<w:ins><w:del><w:r><w:delText>昙花</w:delText></w:r></w:del></w:ins>";
    let file = docx(&format!("<w:p>{}{inserted}{deleted}{moved}{nested}</w:p>", r("文")));
    assert_eq!(both(&file), ["文新到", "文旧从"]);
}

#[test]
fn a_mark_that_goes_joins_two_paragraphs() {
    let paragraph = |mark: &str, style: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:rPr>{mark}</w:rPr></w:pPr>{}</w:p>"#,
            r(text)
        )
    };
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:name w:val="A"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="B"/></w:style>"#;
    let body = paragraph("<w:del/>", "a", "一") + &paragraph("<w:ins/>", "b", "二") + &p("三");
    let file = docx(&body).styles(styles);
    assert_eq!(both(&file), ["一二;三", "一;二三"]);
    // The properties are those of the mark that stays (17.13.5.15).
    assert!(matches!(&file.read().blocks[0], Block::Paragraph(it) if it.style == "B"));
    assert!(matches!(&file.rejected().blocks[0], Block::Paragraph(it) if it.style == "A"));
}

#[test]
fn a_paragraph_that_is_deleted_whole_is_not_there_and_does_not_count() {
    let gone = format!(
        r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{}</w:del></w:p>"#,
        r("x")
    );
    let item = |text: &str| {
        format!(r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#, r(text))
    };
    let list = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let file = docx(&(item("甲") + &gone + &item("乙"))).numbering(list);
    assert_eq!(both(&file), ["1.|甲;2.|乙", "1.|甲;2.|x;3.|乙"]);
}

#[test]
fn old_properties_come_back() {
    let old = r#"<w:p><w:pPr><w:jc w:val="center"/><w:pPrChange><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>字</w:t></w:r></w:p>"#;
    assert_eq!(both(&docx(old)), ["**字**", "字"]);
    let numbered = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/><w:ins/></w:numPr></w:pPr></w:p>"#;
    let list = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="x"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    assert_eq!(both(&docx(numbered).numbering(list)), ["x|", ""]);
}

#[test]
fn rows_and_cells_come_and_go() {
    let cell = |mark: &str, text: &str| format!("<w:tc><w:tcPr>{mark}</w:tcPr>{}</w:tc>", p(text));
    let row = |mark: &str, cells: &str| format!("<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>");
    let file = docx(&format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("<w:ins/>", &cell("", "新")),
        row("<w:del/>", &cell("", "旧")),
        row("", &(cell("<w:cellIns/>", "a") + &cell("<w:cellDel/>", "b") + &cell("", "c"))),
    ));
    assert_eq!(both(&file), ["| 0+1×1 新;| 0+1×1 a | 1+1×1 c", "| 0+1×1 旧;| 0+1×1 b | 1+1×1 c"]);
    let merged = docx(&format!(
        "<w:tbl>{}{}</w:tbl>",
        row("", &cell(r#"<w:cellMerge w:vMerge="rest"/>"#, "上")),
        row("", &cell(r#"<w:cellMerge w:vMerge="cont"/>"#, "下")),
    ));
    assert_eq!(both(&merged), ["| 0+1×2 上;| ", "| 0+1×1 上;| 0+1×1 下"]);
}

#[test]
fn a_table_whose_rows_all_go_goes_too() {
    let file = docx("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>");
    assert!(file.read().blocks.is_empty());
}
