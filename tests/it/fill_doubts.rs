//! What a table says that nobody understands makes its figure another one: it is not taken. Each
//! table has a near miss that is.

use crate::support::Chengbao;
use crate::support::filing::with;
use crate::support::spreadsheet::{row, saved, sheet, t, xlsx};

/// The small filing without the figures of which the tables speak.
fn blank() -> String {
    with(&[
        ("{ 平均: 4.01小时, 及时率: 99.10% }", "{ 平均: 【0.00】小时, 及时率: 【00.00】% }"),
        (
            "  客户投诉: { 投诉受理热线: 10086 }",
            "  网络质量: { 通话中断率: 【】% }\n  客户投诉: { 投诉受理热线: 10086 }",
        ),
    ])
}

/// What became of the filing with a spreadsheet.
fn after(name: &str, bytes: impl AsRef<[u8]>) -> (String, String) {
    let desk = Chengbao::new().file("a.yaml", blank()).file(name, bytes);
    let run = desk.call(&format!("fill a.yaml {name}")).run();
    (run.text("a.yaml"), run.stdout + &run.stderr)
}

#[track_caller]
fn is_taken(name: &str, bytes: impl AsRef<[u8]>) {
    let (now, said) = after(name, bytes);
    assert_ne!(now, blank(), "{said}");
}

#[track_caller]
fn is_left(name: &str, bytes: impl AsRef<[u8]>) {
    let (now, said) = after(name, bytes);
    assert_eq!(now, blank(), "{said}");
}

#[test]
fn a_table_with_words_that_nobody_knows_is_not_taken() {
    for (sound, doubtful) in [
        // Of a city, of a part, of two areas.
        (
            "指标,数值\n障碍修复平均时限,4.01小时\n",
            "指标,地区,数值\n障碍修复平均时限,太原市,4.01小时\n",
        ),
        (
            "指标,分项,数值\n障碍修复,平均,4.01小时\n",
            "指标,分项,数值\n障碍修复平均时限,4G,4.01小时\n",
        ),
        ("障碍修复平均时限,4.01小时\n", "太原,障碍修复平均时限,4.01小时\n"),
        (
            "指标,障碍修复平均时限\n全省,4.01小时\n",
            ",障碍修复平均时限,障碍修复及时率\n太原,4.01小时,99.10%\n",
        ),
        (
            "序号,指标,数值\n1,障碍修复平均时限,4.01小时\n",
            "分公司,指标,数值\n太原,障碍修复平均时限,4.01小时\n",
        ),
        // In another unit.
        (
            "指标,单位,数值\n障碍修复及时率,%,99.10\n",
            "指标,单位,数值\n障碍修复及时率,万分比,99.10\n",
        ),
        // Of a plan, of a difference.
        ("指标,本期\n障碍修复平均时限,4.01小时\n", "指标,本期计划值\n障碍修复平均时限,4.01小时\n"),
        (
            "指标,2020年下半年\n障碍修复平均时限,4.01小时\n",
            "指标,2020年下半年预计\n障碍修复平均时限,4.01小时\n",
        ),
        (
            "指标,本期,\n,数值,增减\n障碍修复平均时限,4.01小时,\n",
            "指标,本期,\n,数值,增减\n障碍修复平均时限,,0.50小时\n",
        ),
        // Of another group, of another year.
        (
            "移动电话\n指标,数值\n障碍修复平均时限,4.01小时\n",
            "移动电话\n指标,数值\n固网业务\n指标,数值\n障碍修复平均时限,4.01小时\n",
        ),
        (
            "业务,指标,数值\n移动电话,障碍修复平均时限,4.01小时\n",
            "业务,指标,数值\n移动电话（太原）,障碍修复平均时限,4.01小时\n",
        ),
        (
            "2020年下半年服务指标\n指标,数值\n障碍修复平均时限,4.01小时\n",
            "2019年服务指标\n指标,数值\n障碍修复平均时限,4.01小时\n",
        ),
        (
            "附件1\n服务指标\n2020年7-12月\n指标,数值\n障碍修复平均时限,4.01小时\n",
            "附件1\n服务指标\n2020年1-6月\n指标,数值\n障碍修复平均时限,4.01小时\n",
        ),
        // A share of one, digits apart, counts in ten thousands.
        ("指标,单位,数值\n通话中断率,%,0.02%\n", "指标,单位,数值\n通话中断率,%,0.0002\n"),
        ("指标,数值\n障碍修复平均时限,4.5 小时\n", "指标,数值\n障碍修复平均时限,4 5小时\n"),
        (
            "指标,分子（件）,分母（件）\n障碍修复及时率,991,1000\n",
            "指标,分子（万件）,分母（件）\n障碍修复及时率,991,1000\n",
        ),
    ] {
        is_taken("甲.csv", sound);
        is_left("甲.csv", doubtful);
    }
}

#[test]
fn a_sheet_of_another_half_year_by_its_name_is_not_taken() {
    let book = |name: &str| {
        let rows = vec![row(&["指标", "数值"]), vec![t("障碍修复平均时限"), t("4.01小时")]];
        saved(&xlsx(&[sheet(name, rows)]))
    };
    for own in ["表1", "2020年下半年", "下半年", "2020年7-12月"] {
        is_taken("甲.xlsx", book(own));
    }
    for other in ["上半年", "2020上半年", "2020年1-6月", "2019年", "2021年下半年"] {
        is_left("甲.xlsx", book(other));
    }
}

/// A draft may have no half-year yet; its form is its carrier's all the same.
#[test]
fn a_form_of_a_draft_without_its_half_year_is_its_carrier_s() {
    let without = |text: &str| text.replace("报告期: 2020年下半年", "报告期: \"\"");
    let theirs = without(&with(&[("中国移动山西公司", "中国移动陕西公司"), ("山西省", "陕西省")]));
    let made = Chengbao::new().file("b.yaml", theirs).call("sheet b.yaml -o 表.xlsx").run();
    assert_eq!(made.status, 0, "{}", made.stderr);
    is_left("表.xlsx", made.bytes("表.xlsx"));
    let own = without(&with(&[("4.01小时", "3.99小时")]));
    let made = Chengbao::new().file("b.yaml", own).call("sheet b.yaml -o 表.xlsx").run();
    is_taken("表.xlsx", made.bytes("表.xlsx"));
}
