//! What stands beside a figure (分子, 分母, 上期, 同比, 环比), figures by area and measure, and
//! indicators as tables: how they print, and that they are told of wherever figures are.

use serde_json::Value;

use crate::support::Chengbao;
use crate::support::filing::{FILING, with};

const REPAIR: &str = "障碍修复: { 平均: 4.01小时, 及时率: 99.10% }";
const BESIDE: &str = "障碍修复: { 平均: { 值: 4.01小时, 上期: 4.20小时, 同比: 持平, 环比: 下降4.5% }, 及时率: { 值: 99.64%, 分子: 9964, 分母: 10000 } }";
const INSTALL: &str = "装移机: { 城市: { 平均: 4天, 最长: 7天 }, 农村: { 平均: 6天, 最长: 9天 } }";

fn filing(indicators: &[&str], style: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("版式: {{ {style} }}\n") };
    with(&[(REPAIR, &indicators.join("\n    "))]) + &style
}

/// The lines of 主要服务指标 that a filing prints.
#[track_caller]
fn printed(text: &str) -> Vec<String> {
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml").run().done();
    let markdown = run.text("output/甲.md");
    let (_, rest) = markdown.split_once("## 三、主要服务指标完成情况\n").unwrap();
    let (lines, _) = rest.split_once("\n企业声明").unwrap();
    lines.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn what_stands_beside_a_figure_is_printed_behind_it() {
    let lines = |style: &str| printed(&filing(&[BESIDE], style))[1].clone();
    assert_eq!(
        lines(""),
        "障碍修复：平均4.01小时（上期4.20小时，同比持平，环比下降4.5%），及时率99.64%"
    );
    assert_eq!(
        lines("分子分母: 印出"),
        "障碍修复：平均4.01小时（上期4.20小时，同比持平，环比下降4.5%），\
         及时率99.64%（9964/10000）"
    );
    let one = "障碍修复平均时限: { 值: 4.01小时, 环比: -4.5%, 备注: 不含专线 }";
    assert_eq!(
        printed(&filing(&[one], ""))[1],
        "障碍修复平均时限：4.01小时（环比-4.5%；不含专线）"
    );
    let counted = "障碍修复及时率: { 值: 99.64%, 分子: 9964件, 分母: 10000件, 备注: 不含专线 }";
    assert_eq!(printed(&filing(&[counted], ""))[1], "障碍修复及时率：99.64%（不含专线）");
    assert_eq!(
        printed(&filing(&[counted], "分子分母: 印出"))[1],
        "障碍修复及时率：99.64%（9964件/10000件；不含专线）"
    );
}

#[test]
fn lines_of_their_own_say_the_same_as_braces() {
    let block = "障碍修复:
      平均:
        值: 4.01小时
        上期: 4.20小时
        同比: 持平
        环比: 下降4.5%
      及时率:
        值: 99.64%
        分子: 9964
        分母: 10000";
    assert_eq!(printed(&filing(&[block], "")), printed(&filing(&[BESIDE], "")));
    let single = "障碍修复平均时限:
      值: 4.01小时
      上期: 4.20小时";
    assert_eq!(printed(&filing(&[single], ""))[1], "障碍修复平均时限：4.01小时（上期4.20小时）");
    // Right before a key of the file, which 上期 is one of too.
    let last = "  客户投诉:
    投诉受理热线: 10086
    投诉处理满意率:
      值: 92.41%
      上期: 91.02%";
    let text = with(&[("  客户投诉: { 投诉受理热线: 10086 }", last)]);
    assert_eq!(printed(&text)[5], "投诉处理满意率：92.41%（上期91.02%）");
}

#[test]
fn figures_by_area_and_measure_print_the_upper_label_once() {
    let line = |text: &str| printed(&filing(&[REPAIR, text], ""))[2].clone();
    assert_eq!(line(INSTALL), "装移机：城市平均4天、最长7天，农村平均6天、最长9天");
    let by_measure = "装移机: { 平均: { 城市: 4天, 农村: 6天 }, 最长: { 城市: 7天, 农村: 9天 } }";
    assert_eq!(line(by_measure), "装移机：平均城市4天、农村6天，最长城市7天、农村9天");
    let mixed = "装移机: { 城市: 4天, 农村: { 平均: 6天, 最长: 9天 } }";
    assert_eq!(line(mixed), "装移机：城市4天，农村平均6天、最长9天");
    let beside = "装移机: { 城市: { 平均: { 值: 4天, 上期: 5天 }, 最长: 7天 }, 农村: 6天 }";
    assert_eq!(line(beside), "装移机：城市平均4天（上期5天）、最长7天，农村6天");
}

#[test]
fn a_group_as_a_table_has_the_columns_that_it_needs() {
    let table = |indicators: &[&str], style: &str| {
        printed(&filing(indicators, &format!("指标: 表格{style}")))
    };
    assert_eq!(
        table(&[REPAIR], ""),
        [
            "### （一）移动电话",
            "| 指标 | 数据 |",
            "| :-- | --- |",
            "| 障碍修复（平均） | 4.01小时 |",
            "| 障碍修复（及时率） | 99.10% |",
            "| 计费差错率 | ≤4×10⁻⁶ |",
            "### （二）客户投诉",
            "| 指标 | 数据 |",
            "| :-- | --- |",
            "| 投诉受理热线 | 10086 |",
        ]
    );
    let noted = "装移机: { 城市: { 平均: 4天 }, 备注: 按自然日计算 }";
    assert_eq!(
        table(&[BESIDE, noted], ", 分子分母: 印出")[1..7],
        [
            "| 指标 | 数据 | 分子 | 分母 | 上期 | 同比 | 环比 | 备注 |",
            "| :-- | --- | --- | --- | --- | :-: | :-: | :-- |",
            "| 障碍修复（平均） | 4.01小时 | — | — | 4.20小时 | 持平 | 下降4.5% |  |",
            "| 障碍修复（及时率） | 99.64% | 9964 | 10000 | — | — | — |  |",
            "| 装移机（城市平均） | 4天 | — | — | — | — | — | 按自然日计算 |",
            "| 计费差错率 | ≤4×10⁻⁶ | — | — | — | — | — |  |",
        ]
    );
    assert_eq!(table(&[BESIDE], "")[1], "| 指标 | 数据 | 上期 | 同比 | 环比 |");
}

#[test]
fn the_data_tells_labels_areas_and_what_stands_beside() {
    let text = filing(&[BESIDE, INSTALL], "");
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml").run().done();
    let run = run.then().call("extract output/甲.pdf --format json").run().done();
    let data: Value = serde_json::from_str(&run.stdout).unwrap();
    let indicators = data["indicators"].as_array().unwrap();
    let find = |label: &str| indicators.iter().find(|i| i["label"] == label).unwrap();
    let average = find("平均");
    assert_eq!(average["last"], "4.20小时");
    assert_eq!(
        (&average["year_on_year"], &average["half_on_half"]),
        (&"持平".into(), &"下降4.5%".into())
    );
    assert_eq!(average["numerator"], Value::Null);
    let timely = find("及时率");
    assert_eq!((&timely["numerator"], &timely["denominator"]), (&"9964".into(), &"10000".into()));
    let longest = find("农村最长");
    assert_eq!((&longest["area"], &longest["as_written"]), (&"农村".into(), &"9天".into()));
}

/// The catalogue knows 装移机 of 固定电话 by area and measure.
#[test]
fn limits_and_comparisons_see_each_area_and_measure() {
    let fixed = |install: &str| {
        with(&[
            ("经营业务: [移动电话]", "经营业务: [移动电话, 固定电话]"),
            ("  移动电话:\n", &format!("  固定电话:\n    {install}\n  移动电话:\n")),
        ])
    };
    let late = fixed(
        "障碍修复: { 城市: { 平均: 20小时, 最长: 49小时 }, 农村: { 平均: 30小时, 最长: 70小时 } }",
    );
    let run = Chengbao::new().file("甲.yaml", &late).call("check 甲.yaml").run();
    assert!(
        run.stdout.contains("“障碍修复的最长（城市）”是 49小时，达不到标准：最长不超过48小时"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("“障碍修复的最长（农村）”"), "{}", run.stdout);

    let by_area = fixed(INSTALL);
    let by_measure =
        fixed("装移机: { 平均: { 城市: 4天, 农村: 6天 }, 最长: { 城市: 8天, 农村: 9天 } }")
            .replace("2020年下半年", "2021年上半年")
            .replace("2021年1月12日", "2021年7月12日");
    let run = Chengbao::new()
        .file("甲.yaml", &by_area)
        .file("乙.yaml", &by_measure)
        .call("compare 甲.yaml 乙.yaml --format json")
        .run()
        .done();
    let compared: Value = serde_json::from_str(&run.stdout).unwrap();
    let group = compared["groups"].as_array().unwrap().iter().find(|g| g["name"] == "固定电话");
    let rows = group.unwrap()["indicators"].as_array().unwrap();
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let written = |n: usize| row["figures"][n]["as_written"].as_str().unwrap().to_owned();
            format!(
                "{} {} {} {}",
                row["name"].as_str().unwrap(),
                row["area"],
                written(0),
                written(1)
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "装移机平均时限（城镇） \"城镇\" 4天 4天",
            "装移机最长时限（城镇） \"城镇\" 7天 8天",
            "装移机平均时限（农村） \"农村\" 6天 6天",
            "装移机最长时限（农村） \"农村\" 9天 9天",
        ]
    );
}

#[test]
fn the_page_and_the_pdf_show_a_table_that_verifies() {
    let text = filing(&[BESIDE, INSTALL], "指标: 表格, 分子分母: 印出");
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --review").run().done();
    let html = run.text("output/甲.html");
    assert!(html.contains("装移机（城市平均）") && html.contains("<th"), "{html}");
    let review = run.text("output/甲.review.html");
    assert!(review.contains("<small class=\"quiet\">9964/10000</small>"));
    assert!(review.contains("上期4.20小时，同比持平，环比下降4.5%"));
    let run = run.then().call("verify output/甲.pdf").run();
    assert!(run.stdout.contains("整份文件逐项相同"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn rolled_forward_the_figure_is_the_last_one_and_the_rest_is_asked_for() {
    let last = with(&[
        (REPAIR, BESIDE),
        ("2020年下半年", "2020年上半年"),
        ("2021年1月12日", "2020年7月12日"),
    ]);
    let run =
        Chengbao::new().file("甲.yaml", last).call("init --from 甲.yaml 乙.yaml").run().done();
    let rolled = run.text("乙.yaml");
    let line = rolled.lines().find(|line| line.contains("障碍修复")).unwrap();
    assert!(
        line.starts_with(
            "    障碍修复: { 平均: { 值: 【】小时, 上期: 4.01小时, 同比: 【】, 环比: 【】 }, \
             及时率: { 值: 【】%, 分子: 【】, 分母: 【】 } }"
        ),
        "{line}"
    );
}

#[test]
fn filings_without_the_new_keys_print_as_before() {
    assert_eq!(
        printed(FILING),
        [
            "### （一）移动电话",
            "障碍修复：平均4.01小时，及时率99.10%",
            "计费差错率：≤4×10⁻⁶",
            "### （二）客户投诉",
            "投诉受理热线：10086",
        ]
    );
}
