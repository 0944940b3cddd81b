//! Both filings of `data/`, blanked, and filled from spreadsheets in three layouts by the names that
//! desks use: every figure is as it was, to the digit. Other makers' files are tried in `.ci/run`.

use crate::support::spreadsheet::{Made, Put, n, row, sheet, t, without_origins, xlsx};
use crate::support::{Chengbao, repository};

/// A figure: the group, and the name with its area or measure as desks have them.
type Figure = (&'static str, &'static str, &'static str, &'static str);

const MOBILE: [Figure; 18] = [
    ("移动业务", "业务变更", "平均", "0.0033小时"),
    ("移动业务", "业务变更", "及时率", "100%"),
    ("移动业务", "复话", "平均", "0.0036小时"),
    ("移动业务", "复话", "及时率", "100%"),
    ("移动业务", "故障修复", "平均", "4.01小时"),
    ("移动业务", "故障修复", "及时率", "99.99%"),
    ("移动业务", "计费差错率", "", "≤4×10⁻⁶"),
    ("宽带", "装机入网平均时长", "", "9.66小时"),
    ("宽带", "装机入网及时率", "", "99.64%"),
    ("宽带", "障碍修复平均时限", "", "3.76小时"),
    ("宽带", "障碍修复及时率", "", "99.27%"),
    ("网络质量", "接通率", "", "99.96%"),
    ("网络质量", "掉话率", "", "0.02%"),
    ("网络质量", "无线信道拥塞率", "", "0.01%"),
    ("客户投诉", "投诉受理热线", "", "10086"),
    ("客户投诉", "投诉处理平均时限", "", "25.57小时"),
    ("客户投诉", "投诉处理满意率", "", "90.77%"),
    ("客户投诉", "投诉处理及时率", "", "85.72%"),
];
const UNICOM: [Figure; 24] = [
    ("固话", "装移机平均时限", "城镇", "0.84天"),
    ("固话", "装移机平均时限", "农村", "1.04天"),
    ("固话", "装移机及时率", "城镇", "100%"),
    ("固话", "装移机及时率", "农村", "100%"),
    ("固话", "故障修复平均时限", "城镇", "7.41小时"),
    ("固话", "故障修复平均时限", "农村", "9.21小时"),
    ("固话", "故障修复及时率", "城镇", "100%"),
    ("固话", "故障修复及时率", "农村", "100%"),
    ("固话", "计费差错率", "", "≤10⁻⁴"),
    ("移动业务", "业务变更平均时限", "", "0.33小时"),
    ("移动业务", "业务变更及时率", "", "100%"),
    ("移动业务", "复话平均时限", "", "0.41小时"),
    ("移动业务", "复话及时率", "", "100%"),
    ("移动业务", "障碍修复平均时限", "", "1.90小时"),
    ("移动业务", "障碍修复及时率", "", "100%"),
    ("宽带", "装移机平均时限", "", "0.85天"),
    ("宽带", "装移机及时率", "", "100%"),
    ("宽带", "障碍修复平均时限", "", "4.96小时"),
    ("宽带", "障碍修复及时率", "", "100%"),
    ("专线", "电路开通平均时限", "", "2.25天"),
    ("专线", "障碍修复平均时限", "", "2.41小时"),
    ("客户投诉", "受理投诉电话", "", "10010-5"),
    ("客户投诉", "投诉处理平均时限", "", "11.54小时"),
    ("客户投诉", "投诉处理满意率", "", "88.14%"),
];

fn unit(figure: &str) -> &'static str {
    let units = ["%", "小时", "天"];
    units.into_iter().find(|unit| figure.ends_with(unit)).unwrap_or("")
}

/// A figure as a number that its format shows, where it is one.
fn put(figure: &str) -> Put {
    let unit = unit(figure);
    let digits = figure.strip_suffix(unit).unwrap_or(figure);
    let Ok(value) = digits.parse::<f64>() else { return t(figure) };
    let format = match (unit, digits.split_once('.').map_or(0, |(_, digits)| digits.len())) {
        ("%", 0) => "0%",
        ("%", _) => "0.00%",
        ("小时", 4) => "0.0000\"小时\"",
        ("小时", _) => "0.00\"小时\"",
        ("天", _) => "0.00\"天\"",
        _ => "0",
    };
    n(if unit == "%" { value / 100.0 } else { value }, format)
}

/// A filing with its figures blanked.
fn blanked(text: &str, figures: &[Figure]) -> String {
    let at = text.find("主要服务指标完成情况:").unwrap();
    let (mut out, mut rest) = (text[..at].to_owned(), &text[at..]);
    for (.., figure) in figures {
        let at = rest.find(&format!(": {figure}")).unwrap_or_else(|| panic!("no {figure}")) + 2;
        out.push_str(&rest[..at]);
        out.push_str(&format!("【】{}", unit(figure)));
        rest = &rest[at + figure.len()..];
    }
    out + rest
}

#[track_caller]
fn fills(stem: &str, figures: &[Figure], sheets: &[Made]) {
    let text = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml"))).unwrap();
    let run = Chengbao::new().file("a.yaml", blanked(&text, figures)).file("b.xlsx", xlsx(sheets));
    let run = run.call("fill a.yaml b.xlsx").run().done();
    assert_eq!(without_origins(&run.text("a.yaml")), text, "{}", run.stdout);
}

#[test]
fn a_list_of_all_figures_fills_a_blank() {
    let list = |figures: &[Figure]| {
        let mut rows = vec![
            vec![t("主要服务指标统计表")],
            row(&["序号", "业务类别", "指标名称", "分项", "完成值", "备注"]),
        ];
        let mut last = "";
        for (number, (group, name, label, figure)) in (1..).zip(figures) {
            let group = if *group == last { "" } else { group };
            last = if group.is_empty() { last } else { group };
            let number = n(f64::from(number), "General");
            rows.push(vec![number, t(group), t(name), t(label), put(figure), t("")]);
        }
        vec![sheet("汇总", rows)]
    };
    fills("shanxi-mobile-2020h2", &MOBILE, &list(&MOBILE));
    fills("shanxi-unicom-2020h1", &UNICOM, &list(&UNICOM));
}

#[test]
fn a_matrix_of_areas_or_measures_fills_a_blank() {
    let matrix = |figures: &[Figure], labels: [&str; 2]| {
        let mut rows = vec![
            vec![
                t("业务"),
                t("指标"),
                Put::Wide("本期".into(), 2),
                t(""),
                Put::Wide("上期".into(), 2),
            ],
            row(&["", "", labels[0], labels[1], labels[0], labels[1]]),
        ];
        let mut last = ("", "");
        for (group, name, label, figure) in figures {
            if last != (*group, *name) {
                rows.push(vec![t(group), t(name), t(""), t(""), t("1.23"), t("")]);
                last = (group, name);
            }
            let own = rows.last_mut().unwrap();
            match labels.iter().position(|own| own == label) {
                Some(at) => own[2 + at] = put(figure),
                None => own[2] = Put::Wide((*figure).to_owned(), 2),
            }
        }
        vec![sheet("矩阵", rows)]
    };
    fills("shanxi-mobile-2020h2", &MOBILE, &matrix(&MOBILE, ["平均", "及时率"]));
    fills("shanxi-unicom-2020h1", &UNICOM, &matrix(&UNICOM, ["城镇", "农村"]));
}

#[test]
fn a_sheet_for_each_group_fills_a_blank() {
    let sheets = |figures: &[Figure]| {
        let mut all: Vec<Made> = Vec::new();
        for (group, name, label, figure) in figures {
            if all.last().is_none_or(|last| last.name != *group) {
                all.push(sheet(group, vec![row(&["项目", "数值"])]));
            }
            let name =
                if label.is_empty() { (*name).to_owned() } else { format!("{name}（{label}）") };
            all.last_mut().unwrap().rows.push(vec![t(&name), put(figure)]);
        }
        all
    };
    fills("shanxi-mobile-2020h2", &MOBILE, &sheets(&MOBILE));
    fills("shanxi-unicom-2020h1", &UNICOM, &sheets(&UNICOM));
}
