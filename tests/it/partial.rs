//! Openings of published filings of other forms, put into our file: nothing is bent, nothing lost.
//!
//! The originals are not ours to publish, so the tests run only where somebody has them:
//! `CHENGBAO_FILINGS=FOLDER cargo test --test it partial:: -- --ignored`.

use std::path::PathBuf;

use crate::support::Chengbao;

/// A text of `partial/` without the lines that say where it is from.
fn original(stem: &str) -> String {
    let folder = std::env::var_os("CHENGBAO_FILINGS").expect("CHENGBAO_FILINGS names no folder");
    let path = PathBuf::from(folder).join("partial").join(format!("{stem}.txt"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(2).collect::<Vec<_>>().join("\n")
}

/// What stands between two marks, ends of line inside it taken out.
#[track_caller]
fn between(text: &str, from: &str, to: &str) -> String {
    let start = text.find(from).unwrap_or_else(|| panic!("{from}")) + from.len();
    let end = if to.is_empty() { text.len() } else { start + text[start..].find(to).expect(to) };
    text[start..end].replace('\n', "").trim().to_owned()
}

/// A text as a block of a file: a quarter's blanks before each paragraph.
fn block(text: &str, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let paragraphs: Vec<String> =
        text.split('\u{1}').map(|p| format!("{pad}{}", p.trim())).collect();
    format!("|\n{}\n", paragraphs.join("\n\n"))
}

/// The report's words, without headings' numbers and blanks.
fn words(file: &str) -> String {
    let run =
        Chengbao::new().file("甲.yaml", file).call("build 甲.yaml --draft --formats md").run();
    assert!(run.status < 2 && !run.stderr.contains("[Y"), "{}", run.stderr);
    let text = run.text("output/甲.md");
    let (_, text) = text.split_once('\n').unwrap();
    bare(text.split("企业声明").next().unwrap())
}

/// Without blanks and what is Markdown; brackets as the program prints them.
fn bare(text: &str) -> String {
    let text = text.replace('(', "（").replace(')', "）");
    text.chars().filter(|c| !c.is_whitespace() && !"#\\".contains(*c)).collect()
}

const REST: &str = "声明: 本报告内容客观、真实、准确。\n签署:\n  日期: 2019年7月10日\n";

#[test]
#[ignore = "wants the published filings in CHENGBAO_FILINGS"]
fn shandong_telecom_2019_is_a_lead_and_chapters_of_initiatives() {
    let text = original("shandong-telecom-2019h1");
    let lead = between(&text, "", "2019年上半年,我公司");
    let overview =
        format!("2019年上半年,我公司{}", between(&text, "2019年上半年,我公司", "一、强化"));
    let first = between(&text, "(一)持续提升服务能力", "(二)全面提高");
    let second = between(&text, "(二)全面提高服务水平", "");
    let file = format!(
        "企业:\n  名称: 中国电信山东分公司\n  集团: 中国电信\n  省份: 山东省\n  经营业务: [移动电话]\n\
         报告期: 2019年上半年\n导语: {lead}电信服务质量状况:\n  分章:\n    - 标题: 强化作风建设\n      举措:\n        \
         - 标题: 持续提升服务能力\n          内容: {first}        - 标题: 全面提高服务水平\n          内容: {second}\
         版式: {{ 不列: [公司简介, 主要服务指标完成情况] }}\n{REST}",
        lead = block(&format!("{lead}\u{1}{overview}"), 2),
        first = block(&first, 12),
        second = block(&second, 12),
    );
    assert_eq!(words(&file), bare(&text));
}

#[test]
#[ignore = "wants the published filings in CHENGBAO_FILINGS"]
fn shandong_telecom_2010_has_the_period_in_a_chapters_title() {
    let text = original("shandong-telecom-2010h1");
    let lead = between(&text, "", "一、公司简介");
    let profile = between(&text, "一、公司简介", "二、2010年");
    let body = between(&text, "促进信息化与工业化融合", "");
    let file = format!(
        "企业:\n  名称: 中国电信山东分公司\n  集团: 中国电信\n  省份: 山东省\n  经营业务: [移动电话]\n\
         报告期: 2010年上半年\n导语: {lead}公司简介: {profile}章名:\n  电信服务质量状况: 2010年上半年服务质量状况\n\
         电信服务质量状况:\n  举措:\n    - 标题: 积极推进信息化建设,促进信息化与工业化融合\n      内容: {body}\
         版式: {{ 不列: [主要服务指标完成情况] }}\n{rest}",
        lead = block(&lead, 2),
        profile = block(&profile, 2),
        body = block(&body, 8),
        rest = REST.replace("2019", "2010"),
    );
    assert_eq!(words(&file), bare(&text));
}

/// Its sentences of figures become indicators: 为 has no place, 不超过 and 以上 are signs.
#[test]
#[ignore = "wants the published filings in CHENGBAO_FILINGS"]
fn tietong_2002_is_of_the_whole_country_and_has_the_longest_beside_the_average() {
    let text = original("tietong-2002h1");
    let (before, figures) = text.split_once("公布如下:").unwrap();
    let lead = before.replace('\n', "\u{1}").replace("(…)", "");
    let file = format!(
        "企业:\n  名称: 铁通公司\n  集团: 其他\n  省份: 全国\n  经营业务: [固定电话]\n\
         报告期: 2002年上半年\n标题: 服务质量公告\n导语: {lead}\
         电信服务质量状况:\n  举措:\n    - 标题: 客户服务电话\n      内容: 开通了统一的客户服务电话。\n\
         主要服务指标完成情况:\n  固定电话服务:\n    \
         装机: {{ 平均时间: 4.6个工作日, 最长: ≤11.4日 }}\n    \
         移机: {{ 平均时间: 3.4个工作日, 最长: ≤6.9日 }}\n    \
         装移机及时率: ≥98%\n    \
         障碍修复: {{ 平均时间: 13.12小时, 最长: ≤29.8小时 }}\n\
         版式: {{ 不列: [公司简介] }}\n{rest}",
        lead = block(&format!("{lead}公布如下："), 2),
        rest = REST.replace("2019年7月10日", "2002年7月25日"),
    );
    let words = words(&file);
    assert!(words.starts_with(&bare(&lead.replace('\u{1}', ""))), "{words}");
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = figures.split(|c| !is_part(c)).filter(|number| number.contains('.'));
    for number in numbers.filter(|number| !number.ends_with('.')) {
        assert!(words.contains(number), "{number}: {words}");
    }
}
