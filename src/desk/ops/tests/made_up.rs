//! Made-up filings, written as desks write them: with comments, quotation marks, blocks and lists of
//! every style, and what is done to them, as numbers that are read for the file as it is then.

use proptest::prelude::*;

use super::super::*;
use crate::desk::path::{Path, Step, below};
use plain::Plain;

/// Choices, taken one after the other.
#[derive(Debug, Clone)]
pub(super) struct Dice(pub(super) Vec<u32>, usize);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.1 += 1;
        let own = self.0.get(self.1 % self.0.len().max(1)).copied().unwrap_or(0) as usize;
        (own / (1 + self.1 / self.0.len().max(1))) % sides.max(1)
    }

    fn is(&mut self) -> bool {
        self.roll(3) == 0
    }
}

pub(super) fn dice() -> impl Strategy<Value = Dice> {
    prop::collection::vec(0..10_000_u32, 90).prop_map(|numbers| Dice(numbers, 0))
}

const WORDS: [&str; 24] = [
    "网络",
    "服务“提升”",
    "甲: 乙",
    "5G",
    "99.10%",
    "投诉#1",
    "基站 1200座",
    "it's",
    "a\\b",
    "\"引\"",
    "【待填】",
    "（一）",
    "2020年12月底",
    "- 项",
    "# 记",
    "*重*",
    "，",
    "：",
    "。",
    "[链](x)",
    "| 表 |",
    "&和",
    "?",
    "～",
];

pub(super) fn words(dice: &mut Dice) -> String {
    (0..1 + dice.roll(4)).map(|_| WORDS[dice.roll(WORDS.len())]).collect()
}

fn paragraphs(dice: &mut Dice) -> String {
    let many = 1 + dice.roll(3);
    (0..many).map(|_| words(dice)).collect::<Vec<_>>().join(if dice.is() { "\n" } else { "\n\n" })
}

/// A filing's file.
pub(super) fn filing(dice: &mut Dice) -> String {
    let mut out = String::new();
    remark(dice, 0, &mut out);
    out.push_str("企业:\n");
    line(dice, 2, "名称", &mut out);
    line(dice, 2, "简称", &mut out);
    match dice.roll(3) {
        0 => out.push_str("  省份: 山西省\n"),
        1 => out.push_str("  省份: [山西省, \"陕西省\"] # 两省\n"),
        _ => out.push_str("  省份:\n    - 山西省 # 一\n    - '陕西省'\n"),
    }
    gap(dice, &mut out);
    out.push_str("报告期: 2020年下半年\n");
    gap(dice, &mut out);
    prose(dice, 0, "公司简介", &mut out);
    gap(dice, &mut out);
    out.push_str("电信服务质量状况:\n");
    if dice.is() {
        prose(dice, 2, "概述", &mut out);
    }
    out.push_str("  举措:\n");
    let dash = if dice.is() { 2 } else { 4 };
    initiatives(dice, dash, 0, &mut out);
    gap(dice, &mut out);
    out.push_str("主要服务指标完成情况:\n");
    for group in ["移动电话", "客户投诉"] {
        remark(dice, 2, &mut out);
        out.push_str(&format!("  {group}:\n"));
        for n in 0..1 + dice.roll(3) {
            remark(dice, 4, &mut out);
            out.push_str(&format!("    指标{n}: {}\n", figure(dice)));
        }
    }
    gap(dice, &mut out);
    line(dice, 0, "声明", &mut out);
    if dice.is() {
        out.push_str("签署: { 日期: 2021年1月12日, 单位: [甲, 乙] }\n");
    } else {
        out.push_str("签署:\n");
        line(dice, 2, "日期", &mut out);
    }
    remark(dice, 0, &mut out);
    if dice.roll(4) == 0 { out.replace('\n', "\r\n") } else { out }
}

fn figure(dice: &mut Dice) -> &'static str {
    [
        "99.10%",
        "{ 平均: 4.01小时, 及时率: 99.10% } # 核过",
        "{ 值: 99%, 分子: 99, 分母: 100, 备注: \"甲，乙\" }",
        "\"≤4×10⁻⁶\"",
        "\n      城市: 1天 # 甲\n      农村: 2天",
        "{ 城市: { 值: 1天, 环比: 下降4.5% }, 农村: 【0.00】天 }",
        "",
    ][dice.roll(7)]
}

fn gap(dice: &mut Dice, out: &mut String) {
    if !dice.is() {
        out.push('\n');
    }
    remark(dice, 0, out);
}

fn remark(dice: &mut Dice, column: usize, out: &mut String) {
    if dice.is() {
        let pad = " ".repeat(column);
        out.push_str(&format!("{pad}# 说明{}\n", dice.roll(90)));
    }
}

fn line(dice: &mut Dice, column: usize, key: &str, out: &mut String) {
    remark(dice, column, out);
    let pad = " ".repeat(column);
    let text = ["甲公司", "\"乙: 丙\"", "'丁''戊'", "己  # 行尾", "【写上】", ""][dice.roll(6)];
    out.push_str(&format!("{pad}{key}: {text}\n"));
}

fn prose(dice: &mut Dice, column: usize, key: &str, out: &mut String) {
    remark(dice, column, out);
    let (pad, deeper) = (" ".repeat(column), " ".repeat(column + 2 + dice.roll(2) * 2));
    let header = match dice.roll(6) {
        0 => return out.push_str(&format!("{pad}{key}: 一段话。 # 短\n")),
        1 => return out.push_str(&format!("{pad}{key}: \"一段\\n\\n两段\"\n")),
        2 => "|-",
        3 => "| # 段落",
        _ => "|",
    };
    out.push_str(&format!("{pad}{key}: {header}\n"));
    for (n, _) in (0..1 + dice.roll(3)).enumerate() {
        if n > 0 {
            out.push('\n');
        }
        out.push_str(&format!("{deeper}第{n}段，说的是一件事。\n"));
    }
}

fn initiatives(dice: &mut Dice, dash: usize, level: usize, out: &mut String) {
    let pad = " ".repeat(dash);
    for n in 0..1 + dice.roll(3) {
        if n > 0 && level == 0 && dice.roll(4) == 0 {
            out.push('\n');
        }
        remark(dice, dash, out);
        out.push_str(&format!("{pad}- 标题: 举措{n}{}\n", if dice.is() { " # 甲" } else { "" }));
        let is_deeper = level < 2 && dice.roll(4) == 0;
        if !is_deeper || dice.is() {
            prose(dice, dash + 2, "内容", out);
        }
        if is_deeper {
            out.push_str(&format!("{pad}  举措:\n"));
            initiatives(dice, dash + 4, level + 1, out);
        }
    }
}

/// All paths of a file to what is of some kind.
pub(super) fn paths(plain: &Plain, is_meant: &dyn Fn(&[Step], &Plain) -> bool) -> Vec<Path> {
    fn walk(
        at: &[Step],
        plain: &Plain,
        is_meant: &dyn Fn(&[Step], &Plain) -> bool,
        out: &mut Vec<Path>,
    ) {
        if is_meant(at, plain) {
            out.push(at.to_vec());
        }
        match plain {
            Plain::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    walk(&below(at, n), item, is_meant, out);
                }
            }
            Plain::Map(entries) => {
                for (key, value) in entries {
                    walk(&below(at, key.as_str()), value, is_meant, out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&[], plain, is_meant, &mut out);
    out
}

/// An op that a page may ask for, of a file as it is.
pub(super) fn op(dice: &mut Dice, plain: &Plain) -> Op {
    let is_key = |path: &[Step], name: &str| path.last() == Some(&Step::from(name));
    let one = |dice: &mut Dice, all: Vec<Path>| -> Path {
        let n = dice.roll(all.len());
        all.get(n).cloned().unwrap_or_else(|| vec!["公司简介".into()])
    };
    let indicators =
        |plain: &Plain| paths(plain, &|path, _| is_of_indicators(path) && path.len() == 3);
    let items = |plain: &Plain| {
        paths(
            plain,
            &|path, _| matches!(path, [.., Step::Key(key), Step::Item(_)] if key == "举措"),
        )
    };
    match dice.roll(16) {
        0..=2 => {
            let texts = paths(plain, &|path, value| {
                let is_text = matches!(value, Plain::Text(_) | Plain::Empty);
                is_text && required::is_prose(path)
            });
            let path = one(dice, texts);
            Op::Set { path, value: Some(paragraphs(dice)) }
        }
        3..=4 => {
            let texts = paths(plain, &|path, value| {
                let is_text = matches!(value, Plain::Text(_) | Plain::Empty);
                is_text && !required::is_prose(path) && matches!(path.last(), Some(Step::Key(_)))
            });
            let path = one(dice, texts);
            Op::Set { path, value: Some(words(dice)) }
        }
        5 => {
            let new: [&[&str]; 8] = [
                &["导语"],
                &["结语"],
                &["标题"],
                &["企业", "集团"],
                &["签署", "联系人"],
                &["章名", "公司简介"],
                &["电信服务质量状况", "概述"],
                &["版式", "页码"],
            ];
            let path = new[dice.roll(8)].iter().map(|key| Step::from(*key)).collect();
            let value = (!dice.is()).then(|| words(dice));
            Op::Set { path, value }
        }
        6 => {
            let path = [
                vec!["企业".into(), "省份".into()],
                vec!["抄送".into()],
                vec!["签署".into(), "单位".into()],
            ];
            let values = (0..dice.roll(4)).map(|n| format!("名{n}{}", words(dice))).collect();
            Op::Names { path: path[dice.roll(3)].clone(), values }
        }
        7 => Op::Figure { path: one(dice, indicators(plain)), value: words(dice) },
        8 => {
            let key = ["分子", "分母", "同比", "环比"][dice.roll(4)].to_owned();
            let value = (!dice.is()).then(|| words(dice));
            Op::Beside { path: one(dice, indicators(plain)), key, value }
        }
        9 => Op::Note {
            path: one(dice, indicators(plain)),
            value: (!dice.is()).then(|| words(dice)),
        },
        10 => {
            let labels: [&[&str]; 3] = [&["城市", "农村"], &["平均", "及时率"], &[]];
            let labels = labels[dice.roll(3)].iter().map(|label| (*label).to_owned()).collect();
            Op::Parts { path: one(dice, indicators(plain)), labels }
        }
        11 => {
            let lists = paths(plain, &|path, _| is_key(path, "举措"));
            let value = [("标题", words(dice)), ("内容", paragraphs(dice))];
            let value = value.map(|(key, text)| (key.to_owned(), text)).into_iter().collect();
            Op::Insert { path: one(dice, lists), index: dice.roll(4), value: op::New::Map(value) }
        }
        12 => {
            let group = paths(plain, &|path, _| is_of_indicators(path) && path.len() == 2);
            let value = op::New::Text(if dice.is() { String::new() } else { words(dice) });
            let key = format!("新指标{}", dice.roll(99));
            Op::Add { path: one(dice, group), key, value, index: Some(dice.roll(4)) }
        }
        13 => {
            let all = if dice.is() { indicators(plain) } else { items(plain) };
            Op::Remove { path: one(dice, all) }
        }
        14 => {
            let all = if dice.is() { indicators(plain) } else { items(plain) };
            Op::Move { path: one(dice, all), to: dice.roll(4), into: None }
        }
        _ => {
            let into = dice.is().then(|| below(&one(dice, items(plain)), "举措"));
            Op::Move { path: one(dice, items(plain)), to: dice.roll(3), into }
        }
    }
}
