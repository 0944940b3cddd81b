//! Made-up filings: the form of a blank, filled in as a desk does, gives every figure and nothing
//! else; and the form of a filled one changes nothing.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::support::Chengbao;
use crate::support::spreadsheet::{typed, without_origins};

const HEAD: &str = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  经营业务: [移动电话]\n\
                    报告期: 2020年下半年\n公司简介: |\n  甲。\n电信服务质量状况:\n  举措:\n    - 标题: 乙\n      \
                    内容: |\n        丙。\n主要服务指标完成情况:\n";
const TAIL: &str = "声明: 本报告内容客观、真实、准确。\n签署:\n  日期: 2021年1月12日\n";

/// An indicator: how it is written, and its figures.
#[derive(Debug, Clone)]
struct Made {
    shape: usize,
    hours: Vec<String>,
    rates: Vec<String>,
    comment: bool,
}

/// How a pair of a time and a rate may stand in a file; `%` are the figures.
const SHAPES: [&str; 5] = [
    "    障碍修复: { 平均: <, 及时率: > }",
    "    障碍修复:\n      平均: <\n      及时率: >",
    "    障碍修复平均时限: <\n    障碍修复及时率: >",
    "    障碍修复: { 平均: { 值: < }, 及时率: \">\" }",
    "    障碍修复平均时限: { 值: <, 备注: 不含 }\n    障碍修复及时率: { 城市: >, 农村: > }",
];
const GROUPS: [&str; 3] = ["固定电话", "移动电话", "宽带业务"];

fn yaml(all: &[Made], figure: impl Fn(&str) -> String) -> String {
    let mut out = HEAD.to_owned();
    for (made, group) in all.iter().zip(GROUPS) {
        let _ = writeln!(out, "  {group}:");
        let (mut hours, mut rates) = (made.hours.iter(), made.rates.iter());
        for c in SHAPES[made.shape].chars() {
            match c {
                '<' => out.push_str(&figure(hours.next().unwrap())),
                '>' => out.push_str(&figure(rates.next().unwrap())),
                c => out.push(c),
            }
        }
        out.push_str(if made.comment { "  # 说明\n" } else { "\n" });
    }
    out + TAIL
}

fn figures(all: &[Made]) -> Vec<String> {
    let marked = yaml(all, |figure| format!("\u{1}{figure}\u{1}"));
    marked.split('\u{1}').skip(1).step_by(2).map(str::to_owned).collect()
}

fn made() -> impl Strategy<Value = Made> {
    let hours = (1..30_u32, 0..=9999_u32, 0..=4_usize).prop_map(|(whole, rest, digits)| {
        let rest = format!("{rest:04}");
        let point = if digits == 0 { "" } else { "." };
        format!("{whole}{point}{}小时", &rest[..digits])
    });
    let rates = (90..100_u32, 0..=999_u32, 0..=3_usize).prop_map(|(whole, rest, digits)| {
        let rest = format!("{rest:03}");
        let point = if digits == 0 { "" } else { "." };
        format!("{whole}{point}{}%", &rest[..digits])
    });
    let hours = prop::collection::vec(hours, 2);
    let rates = prop::collection::vec(rates, 2);
    (0..SHAPES.len(), hours, rates, any::<bool>()).prop_map(|(shape, hours, rates, comment)| Made {
        shape,
        hours,
        rates,
        comment,
    })
}

#[test]
fn a_form_filled_in_gives_the_figures_and_nothing_else() {
    let cases = std::env::var("CHENGBAO_FILL_CASES").ok().and_then(|n| n.parse().ok());
    let config =
        Config { cases: cases.unwrap_or(24), failure_persistence: None, ..Config::default() };
    // The same cases each time, unless more are asked for.
    let mut runner = match cases {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    let input = (prop::collection::vec(made(), 1..=3), any::<bool>());
    let tried = runner.run(&input, |(all, with_units)| {
        let meant = yaml(&all, str::to_owned);
        let blank = yaml(&all, |figure| format!("【】{}", unit(figure)));
        let run = Chengbao::new().file("a.yaml", &blank).call("sheet a.yaml -o b.xlsx").run();
        prop_assert_eq!(run.status, 0, "{}\n{}", &run.stderr, &blank);
        let cells: Vec<(String, String)> = (4..)
            .zip(figures(&all))
            .map(|(row, figure)| {
                let text = figure.strip_suffix(unit(&figure)).filter(|_| !with_units);
                (format!("G{row}"), text.unwrap_or(&figure).to_owned())
            })
            .collect();
        let form = typed(&run.bytes("b.xlsx"), &cells);
        let run = run.then().file("c.xlsx", form).call("fill a.yaml c.xlsx").run();
        let now = run.text("a.yaml");
        let plain = without_origins(&now).replace("\"\"", "");
        prop_assert_eq!(unquoted(&plain), unquoted(&meant), "{}", run.stdout);
        prop_assert_eq!(run.status, 0, "{}", run.stdout);
        // What is there already changes nothing.
        let run = run.then().call("sheet a.yaml -o d.xlsx").run().done();
        let run = run.then().call("fill a.yaml d.xlsx c.xlsx").run();
        prop_assert_eq!((run.status, run.text("a.yaml")), (0, now), "{}", run.stdout);
        Ok(())
    });
    if let Err(why) = tried {
        panic!("{why}");
    }
}

fn unit(figure: &str) -> &str {
    figure.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// A value in quotation marks that needs none is written without.
fn unquoted(text: &str) -> String {
    text.replace('"', "")
}
