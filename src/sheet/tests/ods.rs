//! OpenDocument: what cells show stands in the file.

use super::*;
use crate::package::tests::zip;

const SPACES: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" "#,
    r#"xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" "#,
    r#"xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" "#,
    r#"xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0""#,
);
const STYLES: &str = r#"
    <number:percentage-style style:name="N1"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
    <number:number-style style:name="N2"><number:number number:decimal-places="4" number:min-integer-digits="1"/></number:number-style>
    <style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>
    <style:style style:name="c2" style:family="table-cell" style:parent-style-name="c3"/>
    <style:style style:name="c3" style:family="table-cell" style:data-style-name="N2"/>
    <style:style style:name="t2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;

/// A spreadsheet with these tables.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

/// The cells of one table with these columns and rows.
fn table(content: &str) -> Vec<String> {
    let bytes = ods(&format!("<table:table table:name=\"表\">{content}</table:table>"));
    lines(&read("表.ods", &bytes).unwrap().sheets[0])
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn what_is_shown_is_taken() {
    let float = |value: &str, text: &str| {
        cell(&format!("office:value-type=\"float\" office:value=\"{value}\""), text)
    };
    let percentage = |value: &str, text: &str| {
        cell(&format!("office:value-type=\"percentage\" office:value=\"{value}\""), text)
    };
    let rows = row(&[
        percentage("0.991", "99.10%"),
        float("4.01", "4.0100"),
        float("99.104", "99.10"),
        float("0.30000000000000004", "0.3"),
        float("-1234.5", "-1,234.50"),
        float("1234.5", "￥1,234.50元"),
        float("0.000004", "4.00E-06"),
        float("0.5", ".50"),
        float("99.1", "99.10%"),
    ]);
    let read = [
        "A1 #99.10%",
        "B1 #4.0100",
        "C1 #99.10 ≈ 99.104",
        "D1 #0.3 ≈ 0.30000000000000004",
        "E1 #-1,234.50",
        "F1 #￥1,234.50元",
        "G1 #4.00E-06",
        "H1 #.50",
        "I1 #99.10%",
    ];
    assert_eq!(table(&rows), read);
    // What stands there is not what a program would show.
    for (value, text) in [
        ("0.5", "1/2"),
        ("12", "一十二"),
        ("123456", "123"),
        ("88", "99.10"),
        ("-5", "5"),
        ("5", "-5"),
        ("99", "99 至 100"),
    ] {
        let read = table(&row(&[float(value, text)]));
        assert_eq!(read, [format!("A1 #? ≈ {value}")], "{text}");
    }
    assert_eq!(table(&row(&[percentage("0.991", "0.99")])), ["A1 #? ≈ 0.991"]);
}

#[test]
fn numbers_without_a_text_are_shown_by_their_format() {
    let bare = |style: &str, kind: &str, value: &str| {
        format!("<table:table-cell {style} office:value-type=\"{kind}\" office:value=\"{value}\"/>")
    };
    let columns = "<table:table-column table:number-columns-repeated=\"2\"/>\
        <table:table-column table:default-cell-style-name=\"c2\"/>";
    let rows = row(&[
        bare("table:style-name=\"c1\"", "percentage", "0.991"),
        bare("", "float", "4.01"),
        bare("", "float", "4.01"),
    ]);
    let read = ["A1 #99.10%", "B1 #4.01", "C1 #4.0100"];
    assert_eq!(table(&format!("{columns}{rows}")), read);
}

#[test]
fn other_values_are_read() {
    let error =
        "table:formula=\"of:=1/0\" office:value-type=\"string\" calcext:value-type=\"error\"";
    let rows = row(&[
        cell("office:value-type=\"string\"", "多 <text:s text:c=\"2\"/><text:span>字</text:span>"),
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "TRUE"),
        cell("office:value-type=\"date\" office:date-value=\"2025-01-01\"", "2025年1月1日"),
        cell(error, "#DIV/0!"),
        "<table:table-cell table:formula=\"of:=A1\"/>".to_owned(),
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注</text:p>\
         </office:annotation><text:p>一</text:p><text:p>二</text:p></table:table-cell>"
            .to_owned(),
        cell("table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"", "TRUE"),
    ]);
    let read = [
        "A1 多   字",
        "B1 TRUE",
        "C1 @2025年1月1日",
        "D1 =!#DIV/0!",
        "E1 ==?",
        "F1 一\n二",
        "G1 =TRUE",
    ];
    assert_eq!(table(&rows), read);
}

#[test]
fn repetition_and_hiding_are_followed() {
    let tables = format!(
        "<table:table table:name=\"甲\"><table:table-columns><table:table-column/>\
         <table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"16383\"/>\
         </table:table-columns>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
         table:number-columns-repeated=\"2\"/></table:table-row>\
         <table:table-row-group><table:table-row table:visibility=\"filter\" \
         table:number-rows-repeated=\"2\">{x}</table:table-row></table:table-row-group>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"2\" \
         table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>合</text:p>\
         </table:table-cell><table:covered-table-cell office:value-type=\"string\"><text:p>盖</text:p>\
         </table:covered-table-cell>{x}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
         <table:table table:name=\"乙\" table:style-name=\"t2\"/>",
        x = cell("office:value-type=\"string\"", "文")
    );
    let sheets = read("", &ods(&tables)).unwrap().sheets;
    assert_eq!((sheets[0].hidden, sheets[1].hidden), (false, true));
    let read = ["A4 ~文", "A5 ~文", "A6 合", "B6 ~盖", "C6 ~文"];
    assert_eq!(lines(&sheets[0]), read);
    assert_eq!(sheets[0].merges[0].last, (6, 1));
}

#[test]
fn locked_files_are_refused() {
    let manifest = r#"<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
        <m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>"#;
    let bytes = zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml".to_owned(), manifest.as_bytes().to_vec()),
        ("content.xml".to_owned(), b"\x01\x02".to_vec()),
    ]);
    assert_eq!(read("", &bytes).unwrap_err(), Refusal::Encrypted);
}
