//! Files that are made to cost much. Their memory and time are measured elsewhere; here they end.

use super::*;
use crate::package;

#[test]
fn too_much_is_refused() {
    let deep = "<w:sdt><w:sdtContent>".repeat(200) + &"</w:sdtContent></w:sdt>".repeat(200);
    assert!(matches!(docx(&deep).refusal(), Refusal::TooDeep { .. }));
    let nodes = "<w:p/>".repeat(package::NODES as usize);
    assert!(matches!(docx(&nodes).refusal(), Refusal::TooBig { .. }));
    let blanks = " ".repeat(package::XML_PART);
    assert!(matches!(docx(&blanks).refusal(), Refusal::TooBig { .. }));
    let attributes: String = (0..300).map(|index| format!(" a{index}=\"\"")).collect();
    assert!(matches!(docx(&format!("<w:p{attributes}/>")).refusal(), Refusal::TooBig { .. }));
    let spaces: String = (0..200).map(|index| format!(" xmlns:n{index}=\"u\"")).collect();
    assert!(matches!(docx(&format!("<w:p{spaces}/>")).refusal(), Refusal::TooBig { .. }));
    let parts: Vec<_> = (0..5000).map(|index| (format!("a{index}"), Vec::new())).collect();
    let many = read(&zip(&parts), Tracked::Accept);
    assert!(matches!(many, Err(Refusal::TooBig { .. })));
}

#[test]
fn what_repeats_itself_is_refused_before_it_fills_the_memory() {
    let name = "名".repeat(2000);
    let styles =
        format!(r#"<w:style w:type="paragraph" w:styleId="s"><w:name w:val="{name}"/></w:style>"#);
    let body = r#"<w:p><w:pPr><w:pStyle w:val="s"/></w:pPr></w:p>"#.repeat(20_000);
    assert!(matches!(docx(&body).styles(&styles).refusal(), Refusal::TooBig { .. }));
}

#[test]
fn circles_of_styles_end() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="a"><w:name w:val="A"/><w:basedOn w:val="b"/></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>"#;
    assert_eq!(docx(body).styles(styles).lines(), [""]);
}

#[test]
fn the_deepest_document_needs_no_more_than_a_small_stack() {
    let tables = "<w:tbl><w:tr><w:tc>".repeat(64) + &p("底") + &"</w:tc></w:tr></w:tbl>".repeat(64);
    let formula = "<m:d><m:e>".repeat(95) + "<m:r><m:t>x</m:t></m:r>" + &"</m:e></m:d>".repeat(95);
    let file = docx(&format!("{tables}<w:p><m:oMath>{formula}</m:oMath></w:p>"));
    let bytes = file.bytes();
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let read = small.spawn(move || read(&bytes, Tracked::Accept).map(|it| it.blocks.len()));
    assert_eq!(read.unwrap().join().unwrap(), Ok(2));
}

#[test]
fn spans_that_reach_far_stay_within_bounds() {
    let cell = r#"<w:tc><w:tcPr><w:gridSpan w:val="18446744073709551615"/></w:tcPr><w:p/></w:tc>"#;
    let wide = r#"<w:tc><w:tcPr><w:gridSpan w:val="4294967295"/></w:tcPr><w:p/></w:tc>"#;
    let file = docx(&format!("<w:tbl><w:tr>{wide}{cell}{wide}</w:tr></w:tbl>"));
    assert_eq!(file.lines(), ["| 0+1024×1  | 1024+1024×1  | 1024+1024×1 "]);
}

#[test]
fn any_byte_may_be_changed() {
    let body = format!(
        "{}<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        p("文"),
        p("格")
    );
    let document = docx(&body).parts[1].1.clone();
    for at in (0..document.len()).rev().take(150) {
        for byte in [b'<', b'>', b'"', b'0', 0xFF] {
            let mut file = docx("");
            file.parts[1].1 = document.clone();
            file.parts[1].1[at] = byte;
            let _ = read(&file.bytes(), Tracked::Accept);
        }
    }
}
