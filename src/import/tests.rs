//! Nothing is lost: each letter and figure of a document is in the file, in its comments, or among
//! what is said to be lost.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::piece::Piece;
use super::{Imported, Options, import, mark, word, word_table};
use crate::filing;
use crate::finding::{Code, Findings, Severity};
use crate::numerals::is_numeral;
use crate::source::{self, Encoding, Source};
use crate::word::{self as word_file, Tracked};

/// The name of a report that a file does not give.
const USUAL_NAME: &str = "服务质量状况报告";

const OPTIONS: Options<'_> = Options { name: "报告", stem: "报告", tracked: Tracked::Accept };

/// Letters, figures and Chinese characters, and how often each stands.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// What the program writes itself in another form: numbers of headings, 声明's word, the year.
fn written_anew(lines: &[String]) -> String {
    let mut all = String::new();
    for line in lines {
        let line = line.trim();
        all.push_str(&line[..mark::mark(line).map_or(0, |(_, end)| end)]);
        for label in [USUAL_NAME, "企业声明", "附件", "抄送", "联系人", "联系电话"] {
            if line.contains(label) {
                all.push_str(label);
            }
        }
        if line.starts_with("附件") {
            all.extend(line.chars().filter(char::is_ascii_digit));
        }
        // 二〇二一年 and 01月 are written in plain figures.
        let is_day = line.contains('年') && line.chars().count() < 60;
        all.extend(
            line.chars()
                .filter(|c| is_day && (c.is_numeric() || is_numeral(*c) || "○〇".contains(*c))),
        );
    }
    all
}

/// Characters of some lines that are nowhere in what was made of them.
fn lost_of(lines: &[String], imported: &Imported) -> Vec<(char, usize)> {
    let lost = imported.lost.iter().map(|lost| lost.text.as_str());
    let kept = lost.fold(imported.yaml.clone() + &written_anew(lines), |all, text| all + text);
    let kept = counted(&kept);
    let wanted = counted(&lines.concat());
    let missing = |(c, n): (char, usize)| {
        let there = kept.get(&c).copied().unwrap_or_default();
        (there < n).then(|| (c, n - there))
    };
    wanted.into_iter().filter_map(missing).collect()
}

#[track_caller]
fn assert_conserved(text: &str) {
    // Of nothing nothing is made.
    let Ok(imported) = import(text.as_bytes(), &OPTIONS) else { return };
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert_eq!(lost_of(&lines, &imported), [], "{text}\n──\n{}", imported.yaml);
}

/// What is wrong with the file that was made of a text, but for what is to be filled in.
fn faults(text: &str) -> Vec<String> {
    let Ok(imported) = import(text.as_bytes(), &OPTIONS) else { return Vec::new() };
    let source = Source::new("甲.yaml", imported.yaml, Encoding::Utf8);
    let mut findings = Findings::new();
    let parsed = source::parse(&source, &mut findings);
    filing::read(&parsed, source.plain(), &mut findings);
    let (found, _) = findings.into_parts();
    let wrong = found.into_iter().filter(|finding| finding.severity == Severity::Error);
    let wrong = wrong.filter(|finding| finding.code != Code::Y19);
    wrong.map(|finding| format!("{} {}", finding.code.id(), finding.message)).collect()
}

/// Lines that reports have, and lines that they should not have.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "中国移动山西公司2020年下半年",
        "服务质量状况报告",
        "关于中国联通山西省分公司2020年度上半年服务质量情况的报告",
        "山西省通信管理局：",
        "一、公司简介",
        "二、电信服务质量状况",
        "二、强化作风建设",
        "三、主要服务指标完成情况",
        "四、下一步打算",
        "（一）做优网络质量",
        "（二）规范收费。公司逐项核查套餐，差错已经整改。",
        "（一）移动电话",
        "(二) 客户投诉",
        "1.网络提速",
        "（1）乡镇",
        "1、开通基站1200座；",
        "业务变更：平均0.0033小时，及时率100%",
        "障碍修复：平均时间为4.01小时（上期4.20小时，环比下降4.5%）、及时率99.99%",
        "计费差错率：≤4*10ˉ6 ",
        "投诉处理及时率：85.72%（不含重复投诉）",
        "装移机平均时限：城市0.84天、农村1.04天（不含客户自维线路）。",
        "投诉受理热线：10086",
        "投诉处理及时率：1",
        "00%",
        "投诉处理平均时限：4.96小时（不含",
        "客户自维）",
        "客 户 投 诉",
        "注：1.以上为本期数据。",
        "联系人：王某　联系电话：0351-1",
        "①网络",
        "二,服务质量状况",
        "a)业务变更：平均1小时",
        "城市",
        "2.农村",
        "农村：98%",
        "装移机平均时限",
        "障碍修复：",
        "平均4.01小时，及时率99%",
        "移动电话（含4G、5G）",
        "表1 宽带业务服务指标",
        "· 计费差错率为4×10^(-6)",
        "投诉处理平均时限：1,012.5小时；投诉处理满意率为９６％",
        "序号\t业务\t指标名称\t单位\t标准值\t完成值\n1\t移动电话\t业务变更及时率\t%\t98\t99.9\n2\t客户投诉\t投诉处理满意率\t%\t90\t96%",
        "声明",
        "本报告内容客观、真实。",
        "日  期：2021.1.12",
        "单位名称（盖章）：某某公司",
        "第一部分 概况",
        "壹、服务质量情况",
        "1.1 网络",
        "（三）网络：建成基站。均已开通。",
        "目录",
        "一、公司简介………1",
        "一、\t指标完成情况",
        "- 3 -",
        "及时率：99%，98%",
        "指标\t数据\n移动电话障碍修复平均时限\t4.01小时",
        "公司在省内经营移动电话业务（以下简称山西移动）。",
        "2021年，公司将改善网络质量。",
        "企业声明：本报告内容客观、真实、准确。",
        "我公司郑重声明：属实",
        "附件：1.新开基站",
        "附件1",
        "中国移动通信集团山西有限公司（盖章）",
        "二〇二一年一月十二日",
        "2021年01月12日",
        "（联系人：王某；联系电话：0351-1234567）",
        "抄送：山西省消费者协会。",
        "抄送:省消协",
        "单位\t某某公司\n日期\t2021年1月12日",
        "区域\t装移机平均时限\n城市\t1.1天\n农村\t1.9天",
        "PAGE",
        "12",
        "# 井号",
        "- 短横",
        "\"引号\": {括号}",
        "",
    ]);
    let any = "[一-十。：，；、（）a-z0-9 ${}\\[\\]|*_<>&#:-]{0,12}";
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any.prop_map(|text| text)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_text_is_lost(lines in prop::collection::vec(line(), 0..30)) {
        assert_conserved(&lines.join("\n"));
    }

    #[test]
    fn a_file_that_was_imported_can_be_read(lines in prop::collection::vec(line(), 0..30)) {
        let text = lines.join("\n");
        prop_assert_eq!(faults(&text), Vec::<String>::new(), "{}", import(text.as_bytes(), &OPTIONS).unwrap().yaml);
    }
}

/// A group's name that is a key of the file's own would end the chapter.
#[test]
fn a_group_that_is_called_like_a_chapter_is_left_over() {
    let table = "序号\t业务\t指标名称\t完成值\n1\t移动电话\t业务变更及时率\t99.9%";
    let text = format!("第一部分 概况\n{table}\n一、公司简介\n[:0\n");
    let text = text.as_str();
    assert_eq!(faults(text), Vec::<String>::new());
    let yaml = import(text.as_bytes(), &OPTIONS).unwrap().yaml;
    assert!(yaml.contains("业务变更及时率: 99.9%"), "{yaml}");
    let (_, left) = yaml.split_once("没有放进上面的内容").unwrap();
    assert!(left.contains("公司简介") && left.contains("["), "{left}");
}

/// All words of a Word file, a line each.
fn words(blocks: &[word_file::Block]) -> Vec<String> {
    blocks.iter().map(word_table::block_words).collect()
}

#[track_caller]
fn assert_word_conserved(name: &str, bytes: &[u8]) -> bool {
    let Ok(content) = word_file::read(bytes, Tracked::Accept) else { return false };
    let mut lines = words(&content.blocks);
    let notes: Vec<_> = content.notes.iter().flat_map(|note| words(&note.blocks)).collect();
    let given = word::pieces(content.clone(), "报告");
    let shown: String = given.pieces.iter().map(Piece::all_text).collect();
    lines.extend(notes);
    let imported = import(bytes, &OPTIONS).unwrap_or_default();
    assert_eq!(lost_of(&lines, &imported), [], "{name}\n{shown}");
    true
}

/// Every Word file of a folder.
#[test]
#[ignore = "wants a folder of Word files: CHENGBAO_WORD_FILES"]
fn nothing_of_any_word_file_is_lost() {
    let folder = std::env::var_os("CHENGBAO_WORD_FILES").expect("CHENGBAO_WORD_FILES is not set");
    let mut folders = vec![std::path::PathBuf::from(folder)];
    let (mut read, mut refused) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|e| ["docx", "dotx", "docm"].iter().any(|d| e == *d))
            {
                let bytes = std::fs::read(&path).unwrap();
                let whole = assert_word_conserved(&path.display().to_string(), &bytes);
                if whole { read += 1 } else { refused += 1 }
            }
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 0);
}
