//! The published filings put into our file word for word, faults and all: what a reader finds in
//! them the program finds too.
//!
//! The originals are not ours to publish, so the tests run only where somebody has them:
//! `CHENGBAO_FILINGS=FOLDER cargo test --test it transcribed:: -- --ignored`.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::Chengbao;

struct Head {
    stem: &'static str,
    company: &'static str,
    period: &'static str,
    date: &'static str,
}

const MOBILE: Head = Head {
    stem: "shanxi-mobile-2020h2",
    company: "  名称: 中国移动山西公司\n  简称: 山西移动\n  集团: 中国移动\n  省份: 山西省\n  经营业务: [移动电话, 因特网业务]\n",
    period: "2020年下半年",
    date: "2021年1月12日",
};

const UNICOM: Head = Head {
    stem: "shanxi-unicom-2020h1",
    company: "  名称: 中国联通山西省分公司\n  简称: 山西联通\n  集团: 中国联通\n  省份: 山西省\n  经营业务: [固定电话, 移动电话, 宽带业务, 租用电路]\n",
    period: "2020年上半年",
    date: "2020年7月10日",
};

#[test]
#[ignore = "wants the published filings in CHENGBAO_FILINGS"]
fn what_a_reader_finds_in_shanxi_mobile_is_found() {
    check(&MOBILE, MOBILE_FAULTS);
}

#[test]
#[ignore = "wants the published filings in CHENGBAO_FILINGS"]
fn what_a_reader_finds_in_shanxi_unicom_is_found() {
    check(&UNICOM, UNICOM_FAULTS);
}

/// A rule, and the words that it has to point at.
type Fault = (&'static str, &'static str);

const MOBILE_FAULTS: &[Fault] = &[
    ("N03", "最大、客户数量最多、品牌价值领先"),
    ("N01", "山西移动"),
    ("F10", "占比达到52%"),
    ("F10", "占比达到46%"),
    ("F10", "用户达到96%"),
    ("F10", "占比47%"),
    ("F11", "达到96%以上"),
    ("P02", "2020年"),
    ("N03", "领先"),
    ("P02", "截至12月底"),
    ("T03", "特殊群里"),
    ("S06", "将在"),
    ("T03", "创新的将"),
    ("T03", "附能"),
    ("T02", "、"),
    ("N01", "我公司"),
    ("P02", "2020年累计"),
    ("T04", "通讯"),
    ("T04", "用户"),
    ("T03", "有效的提升了"),
    ("F11", "约7.7万余"),
    ("F10", "数76262"),
    ("T01", "进 1"),
    ("F04", "移动电话"),
    ("F08", "≤4*10ˉ6"),
    ("F07", "85.72%"),
    ("T03", "做出"),
    ("S05", "PAGE"),
];

const UNICOM_FAULTS: &[Fault] = &[
    ("N03", "最大"),
    ("P02", "年底"),
    ("P02", "目前"),
    ("P02", "全年"),
    ("T03", "转的快"),
    ("T03", "用的好"),
    ("T05", "避免"),
    ("T05", "须"),
    ("T05", "不得"),
    ("T04", "用户"),
    ("T01", "."),
    ("F04", "固定电话"),
    ("F08", "≤10-4"),
    ("S01", "移动电话"),
    ("S01", "客户投诉"),
    ("N02", "10010-5"),
    ("F07", "88.14%"),
];

fn check(head: &Head, faults: &[Fault]) {
    let folder = std::env::var_os("CHENGBAO_FILINGS").expect("CHENGBAO_FILINGS names no folder");
    let file = PathBuf::from(folder).join(format!("{}.txt", head.stem));
    let yaml = transcribe(head, &std::fs::read_to_string(file).unwrap());
    let name = format!("{}.yaml", head.stem);
    let run = Chengbao::new().file(&name, &yaml).call("check --format json").arg(&name).run();
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings: Vec<(String, String, String)> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["code"].as_str().unwrap().to_owned(), pointed(&yaml, f), f.to_string()))
        .collect();
    for (code, words, _) in &findings {
        println!("{code} {words}");
    }
    let missed: Vec<&Fault> = faults
        .iter()
        .filter(|(code, words)| !findings.iter().any(|(c, w, _)| c == code && w.contains(words)))
        .collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
}

/// The words that a finding points at.
fn pointed(yaml: &str, finding: &Value) -> String {
    let number = |key: &str| finding[key].as_u64().unwrap() as usize;
    let line = yaml.lines().nth(number("line") - 1).unwrap();
    let (from, to) = (number("column") - 1, number("end_column") - 1);
    let one_line = number("line") == number("end_line");
    let end = if one_line { to } else { usize::MAX };
    line.chars().skip(from).take(end.saturating_sub(from)).collect()
}

/// Puts a report's text into our file as it is.
fn transcribe(head: &Head, text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let at = |start: &str| lines.iter().position(|l| l.starts_with(start)).unwrap();
    let (profile, quality, figures) = (at("一、"), at("二、"), at("三、"));
    let mut out = format!("企业:\n{}报告期: {}\n", head.company, head.period);
    block(&mut out, "", "公司简介", &lines[profile + 1..quality]);
    out.push_str("电信服务质量状况:\n");
    initiatives(&mut out, &lines[quality + 1..figures]);
    out.push_str("主要服务指标完成情况:\n");
    let closing = indicators(&mut out, &lines[figures + 1..]);
    let declaration = closing.iter().position(|l| l.starts_with("企业声明：")).unwrap();
    let mut rest: Vec<&str> = closing[..declaration].to_vec();
    rest.extend(&closing[declaration + 1..]);
    if !rest.is_empty() {
        block(&mut out, "", "结语", &rest);
    }
    let declared = closing[declaration].trim_start_matches("企业声明：");
    let _ = write!(out, "声明: {declared}\n签署:\n  日期: {}\n", head.date);
    out
}

fn block(out: &mut String, indent: &str, key: &str, paragraphs: &[&str]) {
    let _ = writeln!(out, "{indent}{key}: |");
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let gap = if n > 0 { "\n" } else { "" };
        let _ = writeln!(out, "{gap}{}  {paragraph}", indent.replace('-', " "));
    }
}

/// `（一）` at a line's start, in either width: what follows it.
fn numbered(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['（', '('])?;
    let (number, rest) = rest.split_once(['）', ')'])?;
    let is_number =
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c));
    is_number.then(|| rest.trim())
}

fn initiatives(out: &mut String, lines: &[&str]) {
    let first = lines.iter().position(|l| numbered(l).is_some()).unwrap();
    block(out, "  ", "概述", &lines[..first]);
    out.push_str("  举措:\n");
    let mut at = first;
    while at < lines.len() {
        let title = numbered(lines[at]).unwrap();
        let next =
            (at + 1..lines.len()).find(|n| numbered(lines[*n]).is_some()).unwrap_or(lines.len());
        let (title, run_in) = title.split_once('。').unwrap_or((title, ""));
        let mut body: Vec<&str> = lines[at + 1..next].to_vec();
        if !run_in.is_empty() {
            body.insert(0, run_in);
        }
        let _ = writeln!(out, "    - 标题: {title}");
        block(out, "      ", "内容", &body);
        at = next;
    }
}

/// The groups; gives back the lines behind them.
fn indicators<'t>(out: &mut String, lines: &[&'t str]) -> Vec<&'t str> {
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if let Some(group) = numbered(line) {
            let _ = writeln!(out, "  {group}:");
        } else if let Some((name, figure)) =
            line.split_once('：').filter(|(n, _)| n.chars().count() <= 12 && *n != "企业声明")
        {
            let _ = writeln!(out, "    {name}: {}", figures(figure.trim()));
        } else {
            break;
        }
        at += 1;
    }
    lines[at..].to_vec()
}

fn figures(text: &str) -> String {
    let (text, note) = match text.split_once('（') {
        Some((text, note)) => (text, Some(note.trim_end_matches('）'))),
        None => (text, None),
    };
    let parts: Vec<String> = text
        .split(['，', '、'])
        .map(|part| {
            let digit = part.find(|c: char| c.is_ascii_digit() || c == '≤').unwrap_or(0);
            match part.split_at(digit) {
                ("", figure) if note.is_some() => format!("值: {figure}"),
                ("", figure) => figure.to_owned(),
                (label, figure) => format!("{label}: {figure}"),
            }
        })
        .chain(note.map(|note| format!("备注: {note}")))
        .collect();
    match parts.as_slice() {
        [one] if !one.contains(": ") => one.clone(),
        parts => format!("{{ {} }}", parts.join(", ")),
    }
}
