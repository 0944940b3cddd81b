//! `sheet`: the form that goes round to the departments.

use crate::support::Chengbao;
use crate::support::docx::{part, parts};
use crate::support::filing::{FILING, with};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn texts(form: &[u8]) -> String {
    part(form, "xl/sharedStrings.xml")
}

#[test]
fn a_form_has_a_row_for_each_figure_with_what_is_known_of_it() {
    let last = with(&[("2020年下半年", "2020年上半年"), ("4.01小时", "4.20小时")]);
    let own = with(&[("报告期: 2020年下半年", "报告期: 2020年下半年\n上期: last.yaml")]);
    let run = Chengbao::new()
        .file("last.yaml", &last)
        .file("a.yaml", &own)
        .call("sheet a.yaml -o 指标.xlsx")
        .run()
        .done();
    assert_eq!(run.stdout, "指标.xlsx：4 项\n填好以后：chengbao fill a.yaml 指标.xlsx\n");
    let form = run.bytes("指标.xlsx");
    let texts = texts(&form);
    for text in [
        "中国移动山西公司2020年下半年服务指标填报表",
        "平均不超过24小时\n第三代移动通信服务规范（试行）2.5",
        "上期\n（2020年上半年）",
        "4.20小时",
        "4.01小时",
        "≤4×10⁻⁶",
        "移动电话.障碍修复.平均",
    ] {
        assert!(texts.contains(text), "no {text} in {texts}");
    }
    let sheet = part(&form, SHEET);
    for piece in [
        "<sheetProtection sheet=\"1\"",
        "orientation=\"landscape\"",
        "<col min=\"12\" max=\"12\" width=\"0\" hidden=\"1\"",
        "<dataValidation type=\"custom\"",
        "numberStoredAsText=\"1\"",
    ] {
        assert!(sheet.contains(piece), "no {piece} in {sheet}");
    }
    // No password, and the same bytes each time.
    assert!(!sheet.contains("password"));
    let again = run.then().call("sheet a.yaml -o again.xlsx").run().done();
    assert_eq!(again.bytes("again.xlsx"), form);
}

#[test]
fn what_is_there_already_stays() {
    let run = Chengbao::new().file("a.yaml", FILING).file("b.xlsx", "mine");
    let run = run.call("sheet a.yaml -o b.xlsx").run();
    assert_eq!((run.status, run.text("b.xlsx").as_str()), (2, "mine"), "{}", run.stderr);
    let run = run.then().call("sheet a.yaml -o b.xls").run();
    assert!(run.status == 2 && run.stderr.contains("要以 .xlsx 结尾"), "{}", run.stderr);
}

#[test]
fn a_form_of_a_blank_asks_in_the_unit_of_the_blank() {
    let own = with(&[("{ 平均: 4.01小时, 及时率: 99.10% }", "{ 平均: 【0.00】分钟, 及时率: }")]);
    let run = Chengbao::new().file("a.yaml", own).call("sheet a.yaml -o b.xlsx").run().done();
    let texts = texts(&run.bytes("b.xlsx"));
    assert!(texts.contains("<t>分钟</t>") && !texts.contains('【'), "{texts}");
}

#[test]
fn departments_get_a_file_each_and_groups_a_sheet() {
    let duties = "分工:\n  网络部: [移动电话]\n  客服部: [客户投诉, 移动电话.计费差错率]\n声明:";
    let own = with(&[("声明:", duties)]);
    let run = Chengbao::new()
        .file("a.yaml", &own)
        .call("sheet --by 部门 a.yaml -o 指标.xlsx")
        .run()
        .done();
    assert_eq!(run.files("."), ["a.yaml", "指标-客服部.xlsx", "指标-网络部.xlsx"]);
    let of_network = texts(&run.bytes("指标-网络部.xlsx"));
    assert!(of_network.contains("填报表（网络部）") && of_network.contains("障碍修复"));
    assert!(!of_network.contains("计费差错率") && !of_network.contains("10086"));
    let of_service = texts(&run.bytes("指标-客服部.xlsx"));
    assert!(of_service.contains("计费差错率") && of_service.contains("10086"));
    // It is never printed.
    let run = run.then().call("build --formats md a.yaml").run();
    assert_eq!(
        (run.status, run.text("output/a.md").contains("网络部")),
        (0, false),
        "{}",
        run.stderr
    );
    let run = run.then().call("sheet --by 组 a.yaml -o 组.xlsx").run().done();
    let book = part(&run.bytes("组.xlsx"), "xl/workbook.xml");
    assert!(book.contains("name=\"移动电话\"") && book.contains("name=\"客户投诉\""), "{book}");
    assert_eq!(parts(&run.bytes("组.xlsx")).keys().filter(|k| k.contains("sheet")).count(), 2);
}

#[test]
fn who_is_left_without_a_department_is_asked_in_a_file_of_its_own() {
    let own = with(&[("声明:", "分工:\n  网络部: 移动电话\n声明:")]);
    let run = Chengbao::new().file("a.yaml", &own).call("sheet --by 部门 a.yaml -o b.xlsx").run();
    assert_eq!(run.done().files("."), ["a.yaml", "b-未分工.xlsx", "b-网络部.xlsx"]);
    let run = Chengbao::new().file("a.yaml", FILING).call("sheet --by 部门 a.yaml -o b.xlsx").run();
    assert!(run.status == 2 && run.stderr.contains("没有写“分工”"), "{}", run.stderr);
}

#[test]
fn duties_name_what_the_filing_has_and_each_once() {
    let faults = |duties: &str| {
        let own = with(&[("声明:", &format!("分工:\n{duties}声明:"))]);
        let run = Chengbao::new().file("a.yaml", own).call("build --formats md a.yaml").run();
        run.errors().iter().map(|e| format!("{} {}", e.code, e.message)).collect::<Vec<_>>()
    };
    assert_eq!(faults("  网络部: [移动电活]\n"), ["Y04 “移动电活”不是这份文件里的组或指标"]);
    assert_eq!(
        faults("  网络部: [移动电话]\n  客服部: 移动电话\n"),
        ["Y05 “移动电话”已经分给了“网络部”，又分给“客服部”"]
    );
    assert_eq!(faults("  网络部:\n"), ["Y03 “网络部”没有写它填哪些组或指标"]);
    assert_eq!(faults("  网络部: [移动电话, 计费差错率]\n"), [""; 0]);
}

#[test]
fn a_report_gives_a_form_as_its_filing_does() {
    let run = Chengbao::new().file("a.yaml", FILING).call("build a.yaml --formats pdf,docx").run();
    let run = run.done().then().call("sheet a.yaml -o a.xlsx").run().done();
    let form = run.bytes("a.xlsx");
    let run = run.then().call("sheet output/a.pdf -o b.xlsx").run().done();
    assert_eq!(run.bytes("b.xlsx"), form);
    let run = run.then().call("sheet output/a.docx -o c.xlsx").run().done();
    assert_eq!(run.bytes("c.xlsx"), form);
}
