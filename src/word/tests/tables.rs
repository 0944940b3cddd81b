//! Tables and their merged cells.

use super::*;

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

#[test]
fn merged_cells_are_one() {
    let file = docx(&format!(
        r#"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}{}</w:tr></w:tbl>"#,
        cell(r#"<w:vMerge w:val="restart"/>"#, "指标"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "地区"),
        cell("<w:vMerge/>", ""),
        cell("", "京"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "沪"),
        cell("", "x"),
        cell(r#"<w:vMerge w:val="continue"/>"#, "藏"),
    ));
    let content = file.read();
    assert_eq!(
        lines(&content.blocks),
        ["‖ 0+1×2 指标 | 1+2×1 地区", "| 1+1×1 京 | 2+1×2 沪", "| 1+1×1 x"]
    );
    assert_eq!(losses(&content), [(LossKind::HiddenText, Some(6), "藏")]);
}

#[test]
fn a_merged_cell_without_a_first_one_is_a_cell() {
    let file = docx(&format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:vMerge/>", "a"),
        cell(r#"<w:hMerge w:val="restart"/>"#, "b") + &cell("<w:hMerge/>", "")
    ));
    assert_eq!(file.lines(), ["| 0+1×1 a | 1+2×1 b"]);
}

#[test]
fn tables_stand_in_cells_and_controls_around_rows_and_cells() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "内"));
    let file = docx(&format!(
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{inner}<w:p/></w:tc></w:sdtContent></w:sdt>{}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        cell("", "外")
    ));
    assert_eq!(file.lines(), ["| 0+1×1 | 0+1×1 内/ | 1+1×1 外"]);
}
