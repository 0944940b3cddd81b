//! Office Open XML: a sheet's cells, and what it refers to.

use super::*;
use crate::package::tests::zip;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook that a test makes.
pub(super) struct Xlsx {
    /// Name, attributes and content of each sheet.
    sheets: Vec<(String, String, String)>,
    /// What stands in the workbook before and behind its sheets.
    properties: String,
    calculation: String,
    pub(super) parts: Vec<(String, Vec<u8>)>,
}

/// A workbook of one sheet with these rows.
pub(super) fn xlsx(rows: &str) -> Xlsx {
    Xlsx {
        sheets: Vec::new(),
        properties: String::new(),
        calculation: String::new(),
        parts: Vec::new(),
    }
    .sheet("表", "", &format!("<sheetData>{rows}</sheetData>"))
}

impl Xlsx {
    pub(super) fn sheet(mut self, name: &str, attributes: &str, content: &str) -> Self {
        self.sheets.push((name.to_owned(), attributes.to_owned(), content.to_owned()));
        self
    }

    /// With `xl/{kind}.xml`.
    fn part(mut self, kind: &str, root: &str, content: &str) -> Self {
        let xml = format!("<{root} xmlns=\"{MAIN}\">{content}</{root}>");
        self.parts.push((format!("xl/{kind}.xml"), xml.into_bytes()));
        self
    }

    fn strings(self, items: &str) -> Self {
        self.part("sharedStrings", "sst", items)
    }

    /// With a cell format for each code, the first without.
    fn formats(self, codes: &[&str]) -> Self {
        let (mut list, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
        for (id, code) in (164..).zip(codes) {
            let code = crate::xml::escape(code);
            list += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
            styles += &format!("<xf numFmtId=\"{id}\"/>");
        }
        let content = format!("<numFmts>{list}</numFmts><cellXfs>{styles}</cellXfs>");
        self.part("styles", "styleSheet", &content)
    }

    pub(super) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut parts = self.parts.clone();
        let relationship = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{target}"/>"#)
        };
        let rels = |content: &str| {
            format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{content}</Relationships>"#)
        };
        let (mut listed, mut of_book) = (String::new(), String::new());
        for (at, (name, attributes, content)) in self.sheets.iter().enumerate() {
            listed +=
                &format!(r#"<sheet name="{name}" sheetId="{at}" r:id="s{at}" {attributes}/>"#);
            of_book += &relationship(&format!("s{at}"), "worksheet", &format!("sheet{at}.xml"));
            let sheet = format!("<worksheet xmlns=\"{MAIN}\">{content}</worksheet>");
            parts.push((format!("xl/sheet{at}.xml"), sheet.into_bytes()));
        }
        for kind in ["styles", "sharedStrings"] {
            of_book += &relationship(kind, kind, &format!("{kind}.xml"));
        }
        let book = format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{KINDS}">{}<sheets>{listed}</sheets>{}</workbook>"#,
            self.properties, self.calculation
        );
        let root = rels(&relationship("b", "officeDocument", "xl/workbook.xml"));
        parts.push(("_rels/.rels".to_owned(), root.into_bytes()));
        parts.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), rels(&of_book).into_bytes()));
        parts
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        zip(&self.parts())
    }

    fn read(&self) -> Vec<Sheet> {
        read("表.xlsx", &self.bytes()).unwrap().sheets
    }

    fn lines(&self) -> Vec<String> {
        lines(&self.read()[0])
    }

    pub(super) fn refusal(&self) -> Refusal {
        read("表.xlsx", &self.bytes()).unwrap_err()
    }
}

#[test]
fn cells_are_read_by_their_kinds() {
    let rows = r#"
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
            <c r="C1" t="inlineStr"><is><t>直接</t></is></c></row>
        <row r="2"><c r="A2"><v>99.1</v></c><c r="B2" s="1"><v>0.991</v></c>
            <c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#REF!</v></c>
            <c r="E2" t="d"><v>2025-01-01</v></c><c r="F2" s="2"><v>45658</v></c></row>
        <row r="4"><c r="B4" t="str"><f>A1</f><v>文字</v></c><c r="C4"><f>A2*2</f><v>198.2</v></c>
            <c r="D4"><f>A2*3</f></c><c r="E4"><f>A2*3</f><v></v></c>
            <c r="F4" t="str"><f>""</f><v></v></c><c r="G4" t="str"><f>""</f></c><c r="H4" s="1"/></row>"#;
    let strings = "<si><t>指标</t></si><si><r><t>满</t></r><r><rPr/><t xml:space=\"preserve\"> 意</t></r>\
        <rPh sb=\"0\" eb=\"1\"><t>音</t></rPh></si>";
    let file = xlsx(rows).strings(strings).formats(&["0.00%", "yyyy\"年\"m\"月\""]);
    let read = [
        "A1 指标",
        "B1 满 意",
        "C1 直接",
        "A2 #99.1",
        "B2 #99.10%",
        "C2 TRUE",
        "D2 !#REF!",
        "E2 @2025-01-01",
        "F2 @2025年1月",
        "B4 =文字",
        "C4 =#198.2",
        "D4 ==?",
        "E4 ==?",
        "G4 ==?",
    ];
    assert_eq!(file.lines(), read);
}

#[test]
fn texts_that_look_like_numbers_stay_texts() {
    let rows = r#"<row><c t="inlineStr"><is><t>99.10%</t></is></c>
        <c t="inlineStr"><is><t>一_x000D_
二_x4E00_x</t></is></c></row>"#;
    assert_eq!(xlsx(rows).lines(), ["A1 99.10%", "B1 一\n二一x"]);
}

#[test]
fn places_go_on_where_nothing_is_said() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c>\
        <c><v>4</v></c></row><row><c><v>5</v></c></row>";
    assert_eq!(xlsx(rows).lines(), ["A1 #1", "B1 #2", "C5 #3", "D5 #4", "A6 #5"]);
}

#[test]
fn what_is_not_shown_is_marked() {
    let content = r#"<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="0"/></cols>
        <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>4</v></c></row>
        <row r="2" hidden="1"><c r="A2"><v>5</v></c></row>
        <row r="3"><c r="A3"><v>6</v></c><c r="E3"><v>7</v></c></row>
        <row r="4"><c r="A4"><v>8</v></c><c r="F4"><v>9</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="E3:F4"/></mergeCells>"#;
    let file = xlsx("").sheet("藏", "state=\"veryHidden\"", content);
    let sheets = file.read();
    assert_eq!((sheets[0].hidden, sheets[1].hidden), (false, true));
    let read = ["A1 #1", "B1 ~#2", "D1 ~#4", "A2 ~#5", "A3 #6", "E3 #7", "A4 ~#8", "F4 ~#9"];
    assert_eq!(lines(&sheets[1]), read);
    let merges: Vec<_> = sheets[1].merges.iter().map(|merge| (merge.first, merge.last)).collect();
    assert_eq!(merges, [((2, 0), (3, 0)), ((2, 4), (3, 5))]);
}

#[test]
fn formulas_that_no_spreadsheet_computed_have_no_value() {
    let mut file = xlsx("<row><c><f>1+1</f><v>0</v></c><c><v>3</v></c></row>");
    assert_eq!(file.lines(), ["A1 =#0", "B1 #3"]);
    file.calculation = "<calcPr fullCalcOnLoad=\"1\"/>".to_owned();
    assert_eq!(file.lines(), ["A1 ==?", "B1 #3"]);
}

#[test]
fn dates_of_old_macs_count_from_1904() {
    let mut file = xlsx("<row><c s=\"1\"><v>0</v></c></row>").formats(&["yyyy-mm-dd"]);
    file.properties = "<workbookPr date1904=\"true\"/>".to_owned();
    assert_eq!(file.lines(), ["A1 @1904-01-01"]);
}

#[test]
fn what_two_readers_could_see_differently_is_refused() {
    for (rows, said) in [
        ("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "两个内容"),
        ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "这样的位置"),
        ("<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>", "这样的位置"),
        ("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", "这样的位置"),
        ("<row r=\"4294967295\"><c><v>1</v></c></row>", "这样的位置"),
        ("<row r=\"0\"><c><v>1</v></c></row>", "这样的位置"),
        ("<row><c t=\"s\"><v>9</v></c></row>", "读不通"),
        ("<row><c t=\"s\"><v>-1</v></c></row>", "读不通"),
        ("<row><c><v>NaN</v></c></row>", "读不通"),
        ("<row><c><v>1,5</v></c></row>", "读不通"),
        ("<row><c><v>1e999</v></c></row>", "读不通"),
        ("<row><c t=\"x\"><v>1</v></c></row>", "读不通"),
        ("<row><c t=\"b\"><v>2</v></c></row>", "读不通"),
        ("<row><c s=\"7\"><v>1</v></c></row>", "格式"),
    ] {
        let refusal = xlsx(rows).strings("<si><t>一</t></si>").refusal();
        assert!(matches!(refusal, Refusal::Damaged { .. }), "{rows} {refusal}");
        assert!(refusal.to_string().contains(said), "{rows} {refusal}");
    }
    let overlap =
        "<sheetData/><mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"B2:C3\"/></mergeCells>";
    assert!(xlsx("").sheet("二", "", overlap).refusal().to_string().contains("重叠"));
    let beside = "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/>\
        <mergeCell ref=\"B3:C4\"/><mergeCell ref=\"C1:C2\"/></mergeCells>";
    assert_eq!(xlsx("").sheet("二", "", beside).read()[1].merges.len(), 3);
    assert!(xlsx("").sheet("表", "", "<sheetData/>").refusal().to_string().contains("两张表"));
    let mut twice = xlsx("<row><c><v>1</v></c></row>");
    twice.parts.push(("XL\\sheet0.xml".to_owned(), b"<worksheet/>".to_vec()));
    assert!(twice.refusal().to_string().contains("有两个"));
}

#[test]
fn document_types_are_refused() {
    let mut parts = xlsx("<row><c><v>1</v></c></row>").parts();
    let sheet = parts.iter_mut().find(|(name, _)| name == "xl/sheet0.xml").unwrap();
    sheet.1 = [b"<!DOCTYPE x [<!ENTITY a \"b\">]>".as_slice(), &sheet.1].concat();
    assert!(matches!(read("", &zip(&parts)), Err(Refusal::Dtd { .. })));
}

#[test]
fn other_packages_are_named() {
    let part = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let binary = format!(
        r#"<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="a" Type="{KINDS}/officeDocument" Target="xl/workbook.bin"/></Relationships>"#
    );
    for (parts, named) in [
        (vec![part("_rels/.rels", binary.as_bytes()), part("xl/workbook.bin", b"\x83")], ".xlsb"),
        (vec![part("Index/Document.iwa", b"")], "Numbers"),
        (vec![part("word/document.xml", b"")], "Word"),
        (vec![part("a.xlsx", b"")], "zip"),
        (vec![part("mimetype", b"application/vnd.oasis.opendocument.text")], ".odt"),
    ] {
        let refusal = read("表.xlsx", &zip(&parts)).unwrap_err().to_string();
        assert!(refusal.contains(named), "{refusal}");
    }
}

#[test]
fn a_workbook_without_a_cell_is_refused() {
    assert_eq!(xlsx("<row><c s=\"0\"/></row>").refusal(), Refusal::Empty);
}
