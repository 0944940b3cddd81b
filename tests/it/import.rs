//! `import` of pasted text and of our own Markdown, HTML and PDF: what becomes of it, and what is
//! said.

use std::path::PathBuf;

use crate::support::filing::FILING;
use crate::support::{Chengbao, FILINGS, Run, repository};

/// A report as somebody would paste it.
const PASTED: &str = "\
中国移动山西公司2020年下半年
服务质量状况报告

一、公司简介
中国移动山西公司（以下简称山西移动）在省内经营移动电话业务。

二、电信服务质量状况
2020年下半年，山西移动持续改善服务。
（一）做优网络质量
建成5G基站8900余座。
（二）规范收费
套餐逐项核查。

三、主要服务指标完成情况
（一）移动电话
业务变更：平均0.25小时，及时率100%
计费差错率：≤4*10ˉ6
（二）客户投诉
投诉受理热线：10086
投诉处理平均时限：城市10.50小时、农村12.00小时（不含重复投诉）
2021年，山西移动将继续改进。
企业声明：本报告内容客观、真实、准确。
中国移动通信集团山西有限公司
二〇二一年一月十二日
PAGE
";

fn imported(text: &str) -> Run {
    Chengbao::new().file("报告.txt", text).call("import 报告.txt --report 清单.json").run()
}

#[test]
fn a_pasted_report_becomes_a_filing_with_its_figures_and_what_is_left_over() {
    let run = imported(PASTED);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let expected = "\
# 由 报告.txt 导入。
# 凡有【】的地方都要填，连【】一起换掉；井号后面是说明，不会印出来。
# 检查：chengbao check 文件名；出报告：chengbao build 文件名
企业:
  名称: 中国移动山西公司
  简称: 山西移动
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]

报告期: 2020年下半年

公司简介: |
  中国移动山西公司（以下简称山西移动）在省内经营移动电话业务。

电信服务质量状况:
  概述: |
    2020年下半年，山西移动持续改善服务。
  举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。
    - 标题: 规范收费
      内容: |
        套餐逐项核查。

主要服务指标完成情况:
  移动电话:
    业务变更: { 平均: 0.25小时, 及时率: 100% }
    计费差错率: ≤4*10ˉ6
  客户投诉:
    投诉受理热线: 10086
    投诉处理平均时限: { 城市: 10.50小时, 农村: 12.00小时, 备注: 不含重复投诉 }

结语: |
  2021年，山西移动将继续改进。

声明: 本报告内容客观、真实、准确。

签署:
  单位: 中国移动通信集团山西有限公司
  日期: 2021年1月12日

# ── 没有放进上面的内容 ──────────────────────────
# 原文里有这些字，找不到它们的位置，照原来的次序放在这里。
# 用得上的移到上面，用不上的删去。
#
# 第25行：
#   PAGE
";
    assert_eq!(run.text("报告.yaml"), expected);
    assert!(run.stdout.contains("没有找到位置、放在文件末尾注释里的：1 处"), "{}", run.stdout);
    let report: serde_json::Value = serde_json::from_str(&run.text("清单.json")).unwrap();
    assert_eq!(report["left_over"][0]["place"], "第25行");
    assert_eq!(report["left_over"][0]["text"], "PAGE");
    let key = |place: &str| {
        let placed = report["placed"].as_array().unwrap().iter();
        let found =
            placed.filter(|one| one["place"] == place).map(|one| one["key"].as_str().unwrap());
        found.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(key("第12行"), "电信服务质量状况.举措2.内容");
    assert_eq!(key("第17行"), "移动电话.计费差错率");
}

#[test]
fn an_imported_report_is_checked_and_drafted_at_once() {
    let run = Chengbao::new().file("报告.txt", PASTED).call("import 报告.txt").run();
    let yaml = run.text("报告.yaml");
    let run = Chengbao::new().file("甲.yaml", &yaml).call("check 甲.yaml").run();
    assert!(!run.stdout.contains("[Y"), "{}", run.stdout);
    assert!(run.stdout.contains("[F08]"), "{}", run.stdout);
    let run = Chengbao::new().file("甲.yaml", &yaml).call("build --draft 甲.yaml").run();
    assert!(run.text("output/甲.md").contains("业务变更：平均0.25小时，及时率100%"));
}

#[test]
fn what_a_report_does_not_say_is_left_to_fill_in() {
    let run = imported("服务质量状况报告\n一、公司简介\n公司经营电信业务。\n");
    let yaml = run.text("报告.yaml");
    for open in ["名称: 【", "集团: 【", "省份: 【", "报告期: 【", "日期: 【", "声明: 【"]
    {
        assert!(yaml.contains(open), "{open}\n{yaml}");
    }
    assert!(run.stdout.contains("处【】"), "{}", run.stdout);
    let check = Chengbao::new().file("甲.yaml", &yaml).call("check 甲.yaml").run();
    let other = check.stdout.lines().filter(|l| l.contains("错误[Y") && !l.contains("还没有填写"));
    assert_eq!(other.collect::<Vec<_>>(), [""; 0], "{yaml}");
}

/// The filings of the repository and of the tests, all forms among them.
fn filings() -> Vec<PathBuf> {
    let data = FILINGS.map(|stem| repository().join(format!("data/{stem}.yaml")));
    let forms = ["forms", "torture"].map(|s| repository().join(format!("tests/filings/{s}.yaml")));
    data.into_iter().chain(forms).collect()
}

#[test]
fn our_own_markdown_and_html_give_the_same_report_again() {
    for path in filings() {
        let yaml = std::fs::read_to_string(&path).unwrap();
        let call = "build 甲.yaml --draft --formats md,html";
        let built = Chengbao::new().file("甲.yaml", &yaml).call(call).run();
        let markdown = built.text("output/甲.md");
        for ending in ["md", "html"] {
            let report = built.text(&format!("output/甲.{ending}"));
            let name = format!("报告.{ending}");
            let run = Chengbao::new().file(&name, &report).call(&format!("import {name}")).run();
            assert_eq!(run.status, 0, "{} {ending}: {}", path.display(), run.stdout);
            let again = run.text("报告.yaml");
            let rebuilt = Chengbao::new()
                .file("乙.yaml", &again)
                .call("build 乙.yaml --draft --formats md")
                .run();
            assert_eq!(rebuilt.text("output/乙.md"), markdown, "{} {ending}", path.display());
        }
    }
}

#[test]
fn a_paragraph_of_our_own_report_is_no_heading() {
    let yaml = FILING.replace(
        "        建成5G基站8900余座。\n",
        "        （一）要点\n\n        二、下一步打算\n\n        公司简介\n\n        目录\n\n        企业声明：见后。\n",
    );
    let built =
        Chengbao::new().file("甲.yaml", yaml).call("build 甲.yaml --draft --formats md").run();
    let markdown = built.text("output/甲.md");
    let run = Chengbao::new().file("报告.md", &markdown).call("import 报告.md").run();
    let again = run.text("报告.yaml");
    let rebuilt =
        Chengbao::new().file("乙.yaml", &again).call("build 乙.yaml --draft --formats md").run();
    assert_eq!(rebuilt.text("output/乙.md"), markdown, "{again}");
}

#[test]
fn a_pdf_of_ours_gives_its_file_back() {
    let yaml = FILING;
    let built = Chengbao::new().file("甲.yaml", yaml).call("build 甲.yaml --formats pdf").run();
    let pdf = built.bytes("output/甲.pdf");
    let run = Chengbao::new().file("报告.pdf", &pdf).call("import 报告.pdf -o 乙.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.text("乙.yaml"), yaml);
}

#[test]
fn what_is_there_already_stays() {
    let run = Chengbao::new()
        .file("报告.txt", PASTED)
        .file("报告.yaml", "旧的")
        .call("import 报告.txt")
        .run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("报告.yaml 已经有了"), "{}", run.stderr);
    assert_eq!(run.text("报告.yaml"), "旧的");
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let cases: [(&str, &[u8], &str); 5] = [
        ("报告.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", "另存为 .docx"),
        ("报告.docx", b"PK\x03\x04\0\0\0\0", "损坏"),
        ("报告.html", "<!DOCTYPE html><p>别的网页</p>".as_bytes(), "复制到 Word 里存成 .docx"),
        ("报告.pdf", b"%PDF-1.4\n%%EOF", "用它的 Word 文件"),
        ("填报.yaml", "企业:\n  名称: 甲\n报告期: 2020年下半年\n".as_bytes(), "已经是填报文件"),
    ];
    for (name, bytes, words) in cases {
        let run =
            Chengbao::new().file(name, bytes).call(&format!("import {name} -o 乙.yaml")).run();
        assert_eq!(run.status, 2, "{name}");
        assert!(run.stderr.contains(words), "{name}: {}", run.stderr);
        assert!(!run.path().join("乙.yaml").exists(), "{name}");
    }
}

/// The small report with its last chapter's lines replaced.
fn with_figures(lines: &str) -> String {
    let (before, rest) = PASTED.split_once("（一）移动电话").unwrap();
    let (_, after) = rest.split_once("2021年，山西移动").unwrap();
    format!("{before}{lines}\n2021年，山西移动{after}")
}

/// What stands below a key of the filing, up to the next key of its level.
fn below(yaml: &str, key: &str) -> String {
    let (_, rest) = yaml.split_once(&format!("{key}:\n")).unwrap_or_else(|| panic!("{yaml}"));
    let lines = rest.lines().take_while(|line| line.starts_with(' '));
    lines.map(|line| line.trim_start().to_owned() + "\n").collect()
}

#[test]
fn figures_are_read_however_lines_are_broken() {
    let lines = "\
（一）移动电话（含4G、5G）
以下为本期数据。
· 业务变更平均时限为0.25小时，及时率为99.9％；
障碍修复：
平均4.01小时、及时率99%
计费差错率：4×10^(-6)
表1 宽带业务服务指标
装移机平均时限
城市：1.1天
农村：1.9天
1.城市
障碍修复平均时限：5.6小时
2.农村
障碍修复平均时限：7.8小时
（三）客户投诉
投诉受理热线：10086；网站：www.10086.cn
投诉处理平均时限：1,012.5小时
投诉处理满意率：不适用
投诉处理及时率：99.10%，环比上升0.3个百分点";
    let run = imported(&with_figures(lines));
    let yaml = run.text("报告.yaml");
    let expected = "\
移动电话:
业务变更平均时限: 0.25小时
业务变更及时率: 99.9%
障碍修复: { 平均: 4.01小时, 及时率: 99% }
计费差错率: 4×10⁻⁶
宽带业务:
装移机平均时限: { 城市: 1.1天, 农村: 1.9天 }
障碍修复平均时限: { 城市: 5.6小时, 农村: 7.8小时 }
客户投诉:
投诉处理平均时限: 1012.5小时
投诉处理满意率: 不适用
投诉处理及时率: { 值: 99.10%, 环比: 上升0.3个百分点 }
";
    assert_eq!(below(&yaml, "主要服务指标完成情况"), expected, "{yaml}");
    // What could not be read is no conclusion.
    assert!(yaml.contains("#   投诉受理热线：10086；网站：www.10086.cn\n"), "{yaml}");
    assert!(yaml.contains("#   以下为本期数据。\n"), "{yaml}");
    assert!(yaml.contains("结语: |\n  2021年，山西移动将继续改进。\n"), "{yaml}");
}

#[test]
fn what_is_no_figure_is_left_over_and_does_not_move_to_another_group() {
    let lines = "（一）移动电话\n业务变更：平均0.25小时，及时率100%\n（二）客户投诉\n\
        投诉情况较好\n投诉处理满意率：96%\n投诉处理及时率：较高";
    let yaml = imported(&with_figures(lines)).text("报告.yaml");
    let expected =
        "移动电话:\n业务变更: { 平均: 0.25小时, 及时率: 100% }\n客户投诉:\n投诉处理满意率: 96%\n";
    assert_eq!(below(&yaml, "主要服务指标完成情况"), expected);
    for line in ["投诉情况较好", "投诉处理及时率：较高"] {
        assert!(yaml.contains(&format!("#   {line}\n")), "{yaml}");
    }
}

#[test]
fn a_figure_that_a_line_broke_is_joined_or_left_over_whole() {
    let lines = "（一）移动电话\n业务变更：平均0.25小时，及时率1\n00%\n计费差错率：≤4×10\n⁻⁶\n\
        障碍修复平均时限：4.96小时（不含\n客户自维线路）\n（二）客户投诉\n投诉受理热线：100\n86";
    let yaml = imported(&with_figures(lines)).text("报告.yaml");
    let expected = "\
移动电话:
业务变更: { 平均: 0.25小时, 及时率: 100% }
计费差错率: ≤4×10⁻⁶
障碍修复平均时限: { 值: 4.96小时, 备注: 不含客户自维线路 }
客户投诉:
投诉受理热线: 10086
";
    assert_eq!(below(&yaml, "主要服务指标完成情况"), expected, "{yaml}");
}

#[test]
fn lists_notes_and_spaced_words_are_seen_through() {
    let lines = "（一）移 动 电 话\n①业务变更：平均0.25小时，及时率100%\n１．恢复通话：平均0.40小时，及时率99.8%\n\
        （二）客户投诉\n投诉受理热线　：　10086\n投诉处理满意率：98.14%（上期：97%）\n注：1.以上为本期数据。";
    let text = with_figures(lines).replace("企业声明：", "企 业 声 明：");
    let text = text.replace(
        "二〇二一年一月十二日",
        "二〇二一年一月十二日\n联系人：王某　联系电话：0351-1234567",
    );
    let yaml = imported(&text).text("报告.yaml");
    let expected = "\
移动电话:
业务变更: { 平均: 0.25小时, 及时率: 100% }
恢复通话: { 平均: 0.40小时, 及时率: 99.8% }
客户投诉:
投诉受理热线: 10086
投诉处理满意率: { 值: 98.14%, 上期: 97% }
";
    assert_eq!(below(&yaml, "主要服务指标完成情况"), expected, "{yaml}");
    assert!(yaml.contains("#   注：1.以上为本期数据。\n"), "{yaml}");
    assert!(yaml.contains("声明: 本报告内容客观、真实、准确。\n"), "{yaml}");
    assert!(yaml.contains("  联系人: 王某\n  联系电话: 0351-1234567\n"), "{yaml}");
}

#[test]
fn what_the_file_could_not_be_read_with_is_left_over() {
    let lines = "（一）移动电话\n业务变更：平均0.25小时，及时率100%\n\
        投诉处理满意率：98.14%，同比↑1.14\n（二）客户投诉\n投诉处理及时率：99%，环比改善";
    let yaml = imported(&with_figures(lines)).text("报告.yaml");
    let check = Chengbao::new().file("甲.yaml", &yaml).call("check 甲.yaml").run();
    let wrong = check.stdout.lines().filter(|l| l.contains("错误[Y") && !l.contains("还没有填写"));
    assert_eq!(wrong.collect::<Vec<_>>(), [""; 0], "{yaml}");
    for figure in ["98.14%", "99%"] {
        assert!(yaml.contains(figure), "{yaml}");
    }
}

/// Chapters and initiatives of the small report numbered otherwise.
fn numbered(chapter: [&str; 3], initiative: [&str; 2]) -> String {
    let mut text = PASTED.replace("PAGE\n", "");
    for (old, new) in ["一、", "二、", "三、"].iter().zip(chapter) {
        text = text.replacen(old, new, 1);
    }
    let (before, after) = text.split_once("主要服务指标").unwrap();
    let mut before = before.to_owned();
    for (old, new) in ["（一）", "（二）"].iter().zip(initiative) {
        before = before.replacen(old, new, 1);
    }
    format!("{before}主要服务指标{after}")
}

#[test]
fn chapters_are_found_by_any_number_or_by_their_names() {
    let expected = imported(&PASTED.replace("PAGE\n", "")).text("报告.yaml");
    let cases = [
        (["第一部分 ", "第二部分 ", "第三部分 "], ["一、", "二、"]),
        (["壹、", "贰、", "叁、"], ["（一）", "（二）"]),
        (["Ⅰ、", "Ⅱ、", "Ⅲ、"], ["（一）", "（二）"]),
        (["一、\t", "二、\t", "三、\t"], ["（一）\t", "（二）\t"]),
        (["1、", "2、", "3、"], ["（1）", "（2）"]),
        (["", "", ""], ["（一）", "（二）"]),
    ];
    for (chapter, initiative) in cases {
        let run = imported(&numbered(chapter, initiative));
        assert_eq!(run.text("报告.yaml"), expected, "{chapter:?}");
        assert_eq!(run.status, 0, "{}", run.stdout);
    }
}

#[test]
fn a_table_of_contents_and_page_numbers_are_no_text() {
    let contents = "目  录\n一、公司简介………1\n二、电信服务质量状况………2\n一、公司简介";
    let text = PASTED.replace("PAGE\n", "- 3 -\n").replacen("一、公司简介", contents, 1);
    let run = imported(&text);
    let yaml = run.text("报告.yaml");
    let before = |yaml: &str| yaml.split("# ── 没有").next().unwrap().to_owned();
    assert_eq!(before(&yaml), before(&imported(PASTED).text("报告.yaml")));
    let report: serde_json::Value = serde_json::from_str(&run.text("清单.json")).unwrap();
    let lost = report["lost"].as_array().unwrap();
    assert_eq!(lost.iter().filter(|one| one["kind"] == "目录").count(), 3, "{report}");
    assert_eq!(report["left_over"][0]["text"], "- 3 -");
}

#[test]
fn titles_and_sign_offs_of_other_forms_are_taken_apart() {
    let cases = [
        (
            "中国移动山西公司2020年下半年\n服务质量状况报告",
            "关于中国移动山西公司2020年下半年\n服务质量状况报告",
        ),
        (
            "中国移动山西公司2020年下半年\n服务质量状况报告",
            "服务质量状况报告\n（2020年下半年）\n中国移动山西公司",
        ),
        ("企业声明：本报告", "声  明\n本报告"),
        ("企业声明：本报告", "四、企业声明\n本报告"),
        ("二〇二一年一月十二日", "日  期：2021-01-12"),
        ("中国移动通信集团山西有限公司\n", "单位名称（盖章）：中国移动通信集团山西有限公司\n"),
    ];
    let expected = imported(PASTED).text("报告.yaml");
    let (expected, _) = expected.split_once("# ── 没有").unwrap();
    for (old, new) in cases {
        let yaml = imported(&PASTED.replace(old, new)).text("报告.yaml");
        assert!(yaml.starts_with(expected), "{new}\n{yaml}");
    }
}

#[test]
fn a_wrong_file_is_told() {
    let run = imported("今天开会\n下午交材料\n");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("没有认出报告的标题"), "{}", run.stderr);
    assert!(run.text("报告.yaml").contains("#   下午交材料\n"));
}
