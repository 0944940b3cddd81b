//! `fill`: figures out of spreadsheets, into the filing that wants them.

use crate::support::Chengbao;
use crate::support::Run;
use crate::support::filing::with;
use crate::support::spreadsheet::{
    Made, Put, n, row, saved, sheet, t, typed, without_origins, xlsx,
};

/// The small filing without figures.
fn blank() -> String {
    with(&[
        ("{ 平均: 4.01小时, 及时率: 99.10% }", "{ 平均: 【0.00】小时, 及时率: 【00.00】% }"),
        ("≤4×10⁻⁶", "≤【4×10⁻⁶】"),
        ("投诉受理热线: 10086", "投诉受理热线: 【10086】"),
    ])
}

fn filled(yaml: &str, name: &str, sheet: impl AsRef<[u8]>) -> Run {
    let call = format!("fill a.yaml {name}");
    Chengbao::new().file("a.yaml", yaml).file(name, sheet).call(&call).run()
}

/// What is said of one cell in the row of the average time, with the unit of a head.
fn said(head: &str, cell: Put) -> String {
    let rows = vec![row(&["指标", head]), vec![t("障碍修复平均时限"), cell]];
    filled(&blank(), "b.xlsx", saved(&xlsx(&[sheet("表", rows)]))).stdout
}

#[test]
fn a_list_fills_the_blanks_and_says_where_from() {
    let list = "业务,指标名称,单位,数值\n移动电话,故障修复平均时长,小时,4.01\n,故障修复及时率,%,99.10\n\
                ,计费差错率,,≤4×10⁻⁶\n客户投诉,投诉受理热线,,10086\n";
    let run = filled(&blank(), "各部门.csv", list).done();
    assert!(
        run.stdout
            .contains("第16行 移动电话.障碍修复.平均：【0.00】小时 → 4.01小时　来自 各部门.csv D2")
    );
    let now = run.text("a.yaml");
    assert_eq!(without_origins(&now), with(&[]));
    assert!(now.contains(
        "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }  # 来自 平均：各部门.csv D2，填入 4.01小时；\
         及时率：各部门.csv D3，填入 99.10%\n"
    ));
    assert_eq!(run.text("a.yaml.bak"), blank());
    // Once more, nothing is to do.
    let again = run.then().call("fill a.yaml 各部门.csv").run().done();
    assert_eq!(again.stdout, "a.yaml：没有要填的数，另有 4 个和文件里一样\n");
    assert_eq!(again.text("a.yaml"), now);
}

#[test]
fn a_figure_that_is_left_out_stays_as_it_is() {
    let list = "指标,数值\n障碍修复平均时限,4.01小时\n障碍修复及时率,99.10%\n投诉受理热线,10086\n";
    let fill = |yaml: &str, except: &str| {
        let call = format!("fill --except {except} a.yaml b.csv");
        Chengbao::new().file("a.yaml", yaml).file("b.csv", list).call(&call).run()
    };
    let run = fill(&blank(), "移动电话.障碍修复.及时率");
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("填了 2 个数"), "{}", run.stdout);
    assert!(
        run.stdout.contains("还缺的 2 处：\n  第16行 移动电话.障碍修复.及时率"),
        "{}",
        run.stdout
    );
    let now = run.text("a.yaml");
    assert!(now.contains("{ 平均: 4.01小时, 及时率: 【00.00】% }  # 来自 平均："), "{now}");
    // One that stands there already is none of those that are missing.
    let other = with(&[("99.10%", "98.00%")]);
    let run = fill(&other, "移动电话.障碍修复.及时率").done();
    assert_eq!(run.text("a.yaml"), other);
    // Nor is anything filled in that was not shown: another figure stands in the spreadsheet now.
    let look = Chengbao::new().file("a.yaml", blank()).file("b.csv", list);
    let look = look.call("fill --dry-run --format json a.yaml b.csv").run();
    let look: serde_json::Value = serde_json::from_str(&look.stdout).unwrap();
    let call = format!("fill --look {} a.yaml b.csv", look["look"].as_str().unwrap());
    let other = list.replace("99.10%", "99.30%");
    let run = Chengbao::new().file("a.yaml", blank()).file("b.csv", other).call(&call).run();
    assert_eq!((run.status, run.text("a.yaml")), (2, blank()), "{}", run.stderr);
    let run = Chengbao::new().file("a.yaml", blank()).file("b.csv", list).call(&call).run();
    assert!(run.stdout.contains("填了 3 个数"), "{}", run.stdout);
    // What no spreadsheet has can't be left out: perhaps another was meant.
    let run = fill(&blank(), "移动电话.计费差错率");
    assert_eq!((run.status, run.text("a.yaml")), (2, blank()));
    assert!(run.stderr.contains("没有“移动电话.计费差错率”可填"), "{}", run.stderr);
}

#[test]
fn what_a_cell_shows_is_taken_to_the_digit() {
    for (head, cell, figure) in [
        ("数值（小时）", n(4.01, "0.0000"), "4.0100小时"),
        ("数值", n(4.1, "0.00\"小时\""), "4.10小时"),
        ("数值", t("４．０１小时"), "4.01小时"),
        ("数值", t("4.01 小时"), "4.01小时"),
        ("数值", t("4小时以内"), "≤4小时"),
        ("数值（h）", t("4.01"), "4.01小时"),
        ("数值", t("不适用"), "不适用"),
        ("数值（小时）", t("1,012.5"), "1012.5小时"),
    ] {
        let said = said(head, cell.clone());
        assert!(said.contains(&format!("【0.00】小时 → {figure}　")), "{cell:?}\n{said}");
    }
    let rate = |cell: Put| {
        let rows = vec![row(&["指标", "单位", "数值"]), vec![t("障碍修复及时率"), t("%"), cell]];
        filled(&blank(), "b.xlsx", xlsx(&[sheet("表", rows)])).stdout
    };
    for (cell, figure) in [
        (n(0.991, "0.00%"), "99.10%"),
        (n(99.1, "0.00"), "99.10%"),
        (t("99.10"), "99.10%"),
        (t("99.10％"), "99.10%"),
        (n(1.0, "0%"), "100%"),
    ] {
        let said = rate(cell.clone());
        assert!(said.contains(&format!("【00.00】% → {figure}　")), "{cell:?}\n{said}");
    }
}

#[test]
fn what_may_be_meant_otherwise_is_said_and_not_taken() {
    for (head, cell, why) in [
        ("数值", n(4.01, "General"), "没有写单位，填报文件里用“小时”"),
        ("数值", t("4.01分钟"), "单位是“分钟”，填报文件里用“小时”；没有替您换算"),
        ("数值（分钟）", t("4.01小时"), "单位有“小时”又有“分钟”，看不出是哪一个"),
        ("数值（小时）", n(4.016, "0.00"), "显示的是 4.02，存的是 4.016，显示时四舍五入了"),
        ("数值（小时）", n(4.01, "[红]0.00"), "数字格式"),
        ("数值（小时）", n(44000.0, "yyyy-m-d"), "成了日期或时间"),
        ("数值（小时）", Put::Truth(true), "填的是真假值"),
        ("数值（小时）", Put::Computed("=B9/0", "#DIV/0!"), "公式出错（#DIV/0!）"),
        ("数值（小时）", t("较好"), "不是数"),
        ("数值（小时）", t("3天4小时"), "一个数据里有好几个数"),
        ("数值（小时）", t("-4.01"), "不会是负数"),
    ] {
        let said = said(head, cell.clone());
        assert!(said.contains("没有要填的数") && said.contains(why), "{cell:?} {why}\n{said}");
        assert!(said.contains("b.xlsx“表”B2"), "{said}");
    }
    let rate = |unit: &str, cell: Put| {
        let rows = vec![row(&["指标", "单位", "数值"]), vec![t("障碍修复及时率"), t(unit), cell]];
        filled(&blank(), "b.xlsx", xlsx(&[sheet("表", rows)])).stdout
    };
    for unit in ["", "%"] {
        let said = rate(unit, n(0.991, "General"));
        assert!(said.contains("可能是 0.991%，也可能是 99.1%"), "{unit} {said}");
    }
    let said = rate("%", t("991"));
    assert!(said.contains("百分率不会超过 100%"), "{said}");
    let said = rate("%", t("小时"));
    assert!(said.contains("没有要填的数"), "{said}");
}

#[test]
fn a_formula_is_read_by_the_value_that_is_kept() {
    let said = said("数值（小时）", Put::Computed("=4+0.25", "4.25"));
    assert!(said.contains("→ 4.25小时"), "{said}");
    // A program that computes nothing leaves that to Excel.
    let rows = vec![
        row(&["指标", "数值（小时）"]),
        vec![t("障碍修复平均时限"), Put::Computed("=4+0.25", "0")],
    ];
    let run = filled(&blank(), "b.xlsx", xlsx(&[sheet("表", rows)]));
    assert!(run.status == 1 && run.stdout.contains("公式还没有算出数"), "{}", run.stdout);
}

#[test]
fn what_is_hidden_is_never_taken_silently() {
    let rows = || vec![row(&["指标", "数值"]), row(&["障碍修复平均时限", "4.01小时"])];
    let made = Made { hidden_rows: vec![1], ..sheet("表", rows()) };
    let run = filled(&blank(), "b.xlsx", xlsx(&[made]));
    assert!(run.status == 1 && run.stdout.contains("在隐藏的行、列或表里"), "{}", run.stdout);
    let made = Made { hidden: true, ..sheet("旧", rows()) };
    let run = filled(&blank(), "b.xlsx", xlsx(&[sheet("空", vec![row(&["见附件"])]), made]));
    assert!(run.status == 1 && run.stdout.contains("b.xlsx“旧”：是隐藏的工作表"), "{}", run.stdout);
}

#[test]
fn a_figure_that_is_there_twice_is_taken_where_both_agree() {
    let twice = |other: &str| {
        let list = format!("指标,数值\n障碍修复平均时限,4.01小时\n故障修复平均时长,{other}\n");
        filled(&blank(), "b.csv", list).stdout
    };
    let said = twice("4.01小时");
    assert!(said.contains("→ 4.01小时　来自 b.csv B2、b.csv B3"), "{said}");
    let said = twice("4.10小时");
    assert!(said.contains(
        "几处不一样、没有取的 1 处：\n  移动电话.障碍修复.平均：b.csv B2 是 4.01小时；b.csv B3 是 4.10小时"
    ));
}

#[test]
fn what_matches_nothing_and_what_is_missing_is_listed() {
    let list = "指标,数值\n障碍修复平均时限,4.01小时\n客户净推荐值,35\n";
    let duties = "分工:\n  客服部: 客户投诉\n声明:";
    let run = filled(&blank().replace("声明:", duties), "b.csv", list);
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains(
            "没有对上的 1 处：\n  b.csv B3 客户净推荐值 “35”：填报文件里没有这一项\n\
         还缺的 3 处：\n  第16行 移动电话.障碍修复.及时率\n  第17行 移动电话.计费差错率\n  \
         第18行 客户投诉.投诉受理热线（客服部）"
        ),
        "{}",
        run.stdout
    );
    // What the file has already is not missing.
    let run = filled(&with(&[]), "b.csv", "指标,数值\n障碍修复平均时限,4.01小时\n").done();
    assert!(run.stdout.contains("没有要填的数，另有 1 个"), "{}", run.stdout);
}

#[test]
fn what_a_department_remarks_is_told_and_not_taken() {
    let list = "指标,数值,备注\n障碍修复平均时限,4.01小时,迁改较多\n障碍修复及时率,99.10%,\n";
    let run = filled(&blank(), "b.csv", list);
    assert!(run.stdout.contains("b.csv C2"), "{}", run.stdout);
    assert!(run.stdout.contains("备注“迁改较多”没有取"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("没有取；").count(), 1, "{}", run.stdout);
}

#[test]
fn the_column_of_the_half_year_is_chosen_by_its_head() {
    for (heads, taken) in [
        (["2020年上半年", "2020年下半年"], "2.00小时"),
        (["2020年下半年", "2019年下半年"], "1.00小时"),
        (["上半年", "下半年"], "2.00小时"),
        (["本期", "上期"], "1.00小时"),
        (["上年同期", "完成值"], "2.00小时"),
        (["同比", "数值"], "2.00小时"),
    ] {
        let list = format!("指标,{}\n障碍修复平均时限,1.00小时,2.00小时\n", heads.join(","));
        let run = filled(&blank(), "b.csv", list);
        assert!(run.stdout.contains(&format!("→ {taken}　")), "{heads:?}\n{}", run.stdout);
    }
    // Two that may be meant.
    let list = "指标,数值,完成值\n障碍修复平均时限,1.00小时,2.00小时\n";
    let run = filled(&blank(), "b.csv", list);
    assert!(run.stdout.contains("几处不一样"), "{}", run.stdout);
    let run = filled(&blank(), "b.csv", "障碍修复平均时限,1.00小时,2.00小时\n");
    assert!(run.stdout.contains("看不出哪一个是本期的"), "{}", run.stdout);
    // None that is.
    let list = "指标,上期\n障碍修复平均时限,1.00小时\n";
    let run = filled(&blank(), "b.csv", list);
    assert!(run.stdout.contains("没有要填的数"), "{}", run.stdout);
}

#[test]
fn a_sheet_of_another_half_year_or_another_carrier_is_left_alone() {
    let titled = |title: &str| {
        let rows =
            vec![row(&[title]), row(&["指标", "数值"]), row(&["障碍修复平均时限", "4.01小时"])];
        filled(&blank(), "b.xlsx", xlsx(&[sheet("表", rows)])).stdout
    };
    let said = titled("2020年上半年服务指标");
    assert!(said.contains("b.xlsx“表”：表上写的是2020年上半年，不是2020年下半年"), "{said}");
    assert!(titled("2020年下半年服务指标").contains("→ 4.01小时"));
    assert!(titled("服务指标").contains("→ 4.01小时"));
    let other = with(&[("中国移动山西公司", "中国移动陕西公司")]);
    let run = Chengbao::new().file("a.yaml", other).call("sheet a.yaml -o b.xlsx").run().done();
    let run = run.then().file("a.yaml", with(&[])).call("fill a.yaml b.xlsx").run();
    assert!(run.status == 1 && run.stdout.contains("是中国移动陕西公司2020年下半年的填报表"));
}

#[test]
fn rates_are_computed_where_only_what_was_counted_is_given() {
    let counted = |value: &str, counts: &str| {
        let list = format!("指标,数值,分子,分母\n障碍修复及时率,{value},{counts}\n");
        filled(&blank(), "b.csv", list)
    };
    let run = counted("", "9964,10050");
    assert!(
        run.stdout
            .contains("【00.00】% → 99.14%（9964÷10050）　来自 b.csv C2÷D2，由分子、分母算出"),
        "{}",
        run.stdout
    );
    let now = without_origins(&run.text("a.yaml"));
    assert!(now.contains("及时率: { 值: 99.14%, 分子: 9964, 分母: 10050 } }"), "{now}");
    let run = counted("99.14%", "9964,10050");
    assert!(run.stdout.contains("→ 99.14%（9964÷10050）　来自 b.csv B2"), "{}", run.stdout);
    for (value, counts, why) in [
        ("99.64%", "9964,10050", "写的是 99.64%，9964÷10050 是 99.14%"),
        ("", "9964,", "只有分子，没有分母"),
        ("", ",9964", "只有分母，没有分子"),
        ("", "99.64,100", "不是整数"),
        ("", "9964,0", "算不出比率"),
        ("", "10050,9964", "分子比分母大"),
    ] {
        let said = counted(value, counts).stdout;
        assert!(said.contains("没有要填的数") && said.contains(why), "{why}\n{said}");
    }
}

#[test]
fn counts_go_where_their_keys_stand_already() {
    let sheet = "指标,分子,分母\n障碍修复及时率,9964,10050\n";
    for (before, after) in [
        (
            "及时率: { 值: 【00.00】%, 分子: 【】, 分母: } }",
            "及时率: { 值: 99.14%, 分子: 9964, 分母: 10050 } }",
        ),
        (
            "及时率: { 值: , 分母: , 分子: } }",
            "及时率: { 值: 99.14% , 分母: 10050 , 分子: 9964 } }",
        ),
    ] {
        let yaml = blank().replace("及时率: 【00.00】% }", before);
        let now = without_origins(&filled(&yaml, "b.csv", sheet).text("a.yaml"));
        assert!(now.contains(after), "{now}");
    }
    // With a place for one of them only, none is written.
    let yaml = blank().replace("及时率: 【00.00】% }", "及时率: { 值: 【】, 分子: } }");
    let run = filled(&yaml, "b.csv", sheet);
    assert!(run.stdout.contains("这一处的写法放不进去"), "{}", run.stdout);
    assert_eq!(run.text("a.yaml"), yaml);
}

#[test]
fn figures_that_slipped_by_a_row_are_seen() {
    let names = ["业务变更平均时限", "业务变更及时率", "障碍修复平均时限", "障碍修复及时率"];
    let own = with(&[(
        "    障碍修复: {",
        "    业务变更: { 平均: 【】小时, 及时率: 【】% }\n    障碍修复: {",
    )]);
    let list = |values: [&str; 4], units: [&str; 4]| {
        let rows = names.iter().zip(units).zip(values);
        let rows: String = rows.map(|((n, u), v)| format!("{n},{u},{v}\n")).collect();
        filled(&own, "b.csv", format!("指标,单位,数值\n{rows}")).stdout
    };
    let units = ["小时", "%", "小时", "%"];
    let said = list(["0.33", "99.90", "4.01", "99.10"], units);
    assert!(said.contains("填了 2 个数"), "{said}");
    let said = list(["", "0.33", "99.90", "4.01"], units);
    assert!(said.contains("错开了一行") && said.contains("没有要填的数"), "{said}");
    let said = list(["", "0.33小时", "99.90%", "4.01小时"], ["", "", "", ""]);
    assert!(said.contains("错开了一行") && said.contains("没有要填的数"), "{said}");
}

#[test]
fn a_figure_far_from_the_last_period_is_asked_about() {
    let own = blank().replace("报告期: 2020年下半年", "报告期: 2020年下半年\n上期: last.yaml");
    let last = with(&[("2020年下半年", "2020年上半年")]);
    let run = Chengbao::new().file("last.yaml", last).file("a.yaml", own);
    let run = run.file("b.csv", "指标,数值\n障碍修复平均时限,0.0401小时\n");
    let said = run.call("fill a.yaml b.csv").run().stdout;
    assert!(said.contains("上期是 4.01小时，相差100倍"), "{said}");
}

#[test]
fn our_own_form_is_known_by_its_keys_wherever_its_columns_are() {
    let run = Chengbao::new().file("a.yaml", blank()).call("sheet a.yaml -o b.xlsx").run().done();
    let form = run.bytes("b.xlsx");
    let cells = [("G4", "4.01"), ("G5", "99.10"), ("G6", "≤4×10⁻⁶"), ("G7", "10086")];
    let cells = cells.map(|(cell, text)| (cell.to_owned(), text.to_owned()));
    let run =
        run.then().file("c.xlsx", typed(&form, &cells)).call("fill a.yaml c.xlsx").run().done();
    assert_eq!(without_origins(&run.text("a.yaml")), with(&[]));
    // Saved as text, with columns moved and rows sorted.
    let mark = "chengbao-form/1|2020年下半年|中国移动山西公司";
    let moved = format!(
        ",{mark},,,\n本期数据,编号（勿改）,指标,分项,组\n99.10%,移动电话.障碍修复.及时率,障碍修复,及时率,移动电话\n\
         4.01小时,移动电话.障碍修复.平均,障碍修复,平均,移动电话\n"
    );
    let run = filled(&blank(), "b.csv", &moved);
    assert!(run.stdout.contains("填了 2 个数"), "{}", run.stdout);
    // Only some columns sorted.
    let torn = moved.replace("障碍修复.及时率", "计费差错率");
    let run = filled(&blank(), "b.csv", torn);
    assert!(run.stdout.contains("名称和隐藏的编号对不上"), "{}", run.stdout);
    assert!(run.stdout.contains("填了 1 个数"), "{}", run.stdout);
    let gone = moved.replace("移动电话.障碍修复.及时率", "移动电话.恢复通话.及时率");
    let run = filled(&blank(), "b.csv", gone);
    assert!(run.stdout.contains("填报文件里没有这一项了"), "{}", run.stdout);
}

#[test]
fn one_sheet_of_several_can_be_named() {
    let one = |name: &str, figure: &str| {
        sheet(name, vec![row(&["指标", "数值"]), row(&["障碍修复平均时限", figure])])
    };
    let book = xlsx(&[one("初稿", "4.10小时"), one("定稿", "4.01小时")]);
    let run = Chengbao::new().file("a.yaml", blank()).file("b.xlsx", &book);
    let run = run.call("fill --sheet 定稿 a.yaml b.xlsx").run();
    assert!(run.stdout.contains("→ 4.01小时　来自 b.xlsx“定稿”B2"), "{}", run.stdout);
    let run = run.then().file("a.yaml", blank()).call("fill --sheet 终稿 a.yaml b.xlsx").run();
    assert!(run.status == 1 && run.stdout.contains("没有叫“终稿”的工作表"), "{}", run.stdout);
}

#[test]
fn a_dry_run_shows_what_would_be_and_programs_read_it() {
    let list = "指标,数值\n障碍修复平均时限,4.01小时\n障碍修复及时率,九成\n";
    let run = Chengbao::new().file("a.yaml", blank()).file("b.csv", list);
    let run = run.call("fill --dry-run a.yaml b.csv").run();
    assert!(run.stdout.contains("会填 1 个数，没有写回文件") && run.stdout.contains("  + "));
    assert_eq!((run.status, run.text("a.yaml")), (1, blank()));
    let run = run.then().call("fill --dry-run --format json a.yaml b.csv").run();
    let said: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(said["schema"], "chengbao-fill/1");
    assert_eq!(said["filled"][0]["key"], "移动电话.障碍修复.平均");
    assert_eq!(said["filled"][0]["after"], "4.01小时");
    assert_eq!(said["filled"][0]["places"][0], "b.csv B2");
    assert_eq!(said["refused"][0]["place"], "b.csv B3");
    assert_eq!(said["missing"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_that_cannot_be_read_changes_nothing() {
    let run = Chengbao::new().file("a.yaml", blank()).file("b.xlsx", b"PK\x03\x04 no");
    let run = run.file("c.csv", "指标,数值\n障碍修复平均时限,4.01小时\n");
    let run = run.call("fill a.yaml c.csv b.xlsx").run();
    assert_eq!((run.status, run.text("a.yaml")), (2, blank()), "{}", run.stderr);
    let run = run.then().call("fill a.yaml none.xlsx").run();
    assert_eq!(run.status, 2);
    let run = run.then().file("d.yaml", "").call("fill d.yaml c.csv").run();
    assert!(run.status == 2 && run.stderr.contains("chengbao check"), "{}", run.stderr);
}

#[test]
fn the_review_sheet_says_where_a_figure_came_from() {
    let list = "指标,数值\n障碍修复平均时限,4.01小时\n障碍修复及时率,99.10%\n计费差错率,≤4×10⁻⁶\n\
                投诉受理热线,10086\n";
    let run = filled(&blank(), "网络部.csv", list).done();
    let now = run.text("a.yaml").replace("平均: 4.01小时", "平均: 4.02小时");
    let run =
        run.then().file("a.yaml", now).call("build --review --formats md a.yaml").run().done();
    let review = run.text("output/a.review.html");
    assert!(review.contains("来自 网络部.csv B3</small>"), "{review}");
    assert!(review.contains("后来改过：填入时是 4.01小时，来自 网络部.csv B2"), "{review}");
    // The next half-year's figures come from elsewhere.
    let run = run.then().call("init --from a.yaml next.yaml").run().done();
    assert!(!run.text("next.yaml").contains("来自 网络部"), "{}", run.text("next.yaml"));
}
