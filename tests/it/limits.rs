//! What is larger than any report: each limit with a file just over it and one just within.

use std::fmt::Write;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run};

/// What `check` says of a filing.
fn checked(filing: &str) -> Run {
    Chengbao::new().file("甲.yaml", filing).call("check 甲.yaml").run()
}

/// The codes of the errors that `check` says.
fn codes(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines();
    let code = |line: &str| Some(line.strip_prefix("错误[")?.split(']').next()?.to_owned());
    lines.filter_map(code).collect()
}

/// One over a limit is reported by a code, and without a word of what comes later; one within is not.
#[track_caller]
fn limit(over: &str, code: &str, words: &str, within: &str) {
    let run = checked(over);
    assert_eq!((run.status, codes(&run)), (1, vec![code.to_owned()]), "{}", cut(&run.stdout));
    assert!(run.stdout.contains(words), "{}", cut(&run.stdout));
    assert!(run.stdout.contains("怎么改"), "{}", cut(&run.stdout));
    assert!(run.stdout.len() < 10_000, "{}", run.stdout.len());
    let run = checked(within);
    assert!(!codes(&run).contains(&code.to_owned()), "{}", cut(&run.stdout));
}

fn cut(text: &str) -> String {
    text.chars().take(4000).collect()
}

/// The filing with another narrative.
fn narrative(markdown: &str) -> String {
    let mut lines = String::new();
    for line in markdown.lines() {
        writeln!(lines, "        {line}").unwrap();
    }
    with(&[("        建成5G基站8900余座。\n", &lines)])
}

#[test]
fn keys_and_items() {
    let services = |count: usize| {
        let services = vec!["移动电话"; count].join(", ");
        with(&[("[移动电话]", &format!("[{services}]"))])
    };
    limit(&services(2001), "Y21", "2000 项以上", &services(2000));
}

#[test]
fn figures() {
    let figures = |count: usize| {
        let mut groups = String::new();
        for n in 0..count {
            if n % 1000 == 0 {
                writeln!(groups, "  组{}:", n / 1000).unwrap();
            }
            writeln!(groups, "    指标{n}: 4次").unwrap();
        }
        with(&[("  客户投诉:", &format!("{groups}  客户投诉:"))])
    };
    // Four are the filing's own.
    limit(&figures(4997), "Y22", "指标数据超过 5000 个", &figures(100));
}

#[test]
fn a_line() {
    let declared = |count: usize| with(&[("客观、真实、准确", &"真".repeat(count - 6))]);
    limit(&declared(2001), "Y22", "“声明”有 2001 个字", &declared(2000));
}

#[test]
fn names_of_a_list() {
    let names = |key: &str, count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("第{n:04}号机关单位")).collect();
        format!("{FILING}{key}: [{}]\n", names.join(", "))
    };
    let addressees = |count| names("主送", count);
    limit(&addressees(201), "Y22", "“主送”各项一共有 2010 个字", &addressees(200));
    // It stands on one page.
    let copied_to = |count| names("抄送", count);
    limit(&copied_to(41), "Y22", "“抄送”各项一共有 410 个字", &copied_to(40));
}

#[test]
fn prose() {
    // Its pages are another limit, so what is within is far within.
    limit(&narrative(&"山西公司".repeat(260_000)), "Y22", "正文超过 100 万字", &narrative("山西"));
}

#[test]
fn a_paragraph() {
    let (over, within) = (narrative(&"山西公司".repeat(751)), narrative(&"山西公司".repeat(750)));
    limit(&over, "Y22", "有 3004 个字的一段", &within);
    // An item and a cell are paragraphs; what stands in several is not one.
    let item = narrative(&format!("- 甲\n- {}", "乙".repeat(3001)));
    limit(&item, "Y22", "有 3001 个字的一段", &narrative(&"- 山西公司\n".repeat(1000)));
    let cell = narrative(&format!("|甲|\n|---|\n|{}|\n", "乙".repeat(3001)));
    limit(&cell, "Y22", "有 3001 个字的一段", &narrative(&"山西公司\n\n".repeat(1000)));
}

#[test]
fn pieces() {
    let items = |count: usize| narrative(&"- 甲\n".repeat(count));
    limit(&items(100_001), "Y22", "超过 10 万个", &items(500));
}

#[test]
fn small_files_that_stopped_the_machine() {
    // Each took minutes or gigabytes; that it ends here is the test, the figures are counted by
    // .ci/bounds.py.
    for token in
        ["（以下简称“", "“", "的\u{202E}", "的 ", "截至2020年", "2020年，", "第一，", "(一)"]
    {
        let whole = narrative(&token.repeat(20_000));
        assert_eq!(checked(&whole).status, 1, "{token}");
        let each = 2900 / token.len();
        let paragraphs = narrative(&(token.repeat(each) + "\n\n").repeat(6));
        assert!(!codes(&checked(&paragraphs)).contains(&"Y22".to_owned()), "{token}");
    }
    let tabs = format!("{FILING}{}甲\n", "\t".repeat(60_000));
    assert_eq!(checked(&tabs).status, 1);
}

#[test]
fn quotations_and_lists_in_one_another() {
    let quoted = |levels: usize| narrative(&format!("{} 甲", "> ".repeat(levels)));
    limit(&quoted(9), "Y22", "超过 8 层", &quoted(8));
    let listed = |levels: usize| narrative(&format!("{}甲", "- ".repeat(levels)));
    limit(&listed(9), "Y22", "超过 8 层", &listed(8));
    assert_eq!(codes(&checked(&quoted(100_000))), ["Y22"]);
}

#[test]
fn marks_in_one_another() {
    let marked = |levels: usize| {
        let marks: String =
            (0..levels).map(|n| if n % 2 == 0 { "*甲 " } else { "**乙 " }).collect();
        let ends: String =
            (0..levels).rev().map(|n| if n % 2 == 0 { "丙* " } else { "丁** " }).collect();
        narrative(&format!("{marks}{ends}"))
    };
    // A mark within its own kind is a sign: none stands deep.
    assert!(codes(&checked(&marked(9))).is_empty());
    assert_eq!(codes(&checked(&marked(10_000))), ["Y22"]);
}

#[test]
fn cells_of_a_table() {
    let table =
        |rows: usize| narrative(&format!("| a | b |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(rows)));
    limit(&table(5000), "Y22", "10002 格", &table(400));
}

#[test]
fn pictures() {
    let shown = |count: usize| {
        let pictures = "![红](a.svg)\n\n".repeat(count);
        let filing = narrative(&pictures);
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
            <rect width='9' height='9'/></svg>";
        Chengbao::new().file("甲.yaml", filing).file("a.svg", svg).call("check 甲.yaml").run()
    };
    let run = shown(201);
    assert_eq!(codes(&run), ["Y22"], "{}", cut(&run.stdout));
    assert!(run.stdout.contains("图片超过 200 张"), "{}", cut(&run.stdout));
    let run = shown(200);
    assert_eq!(codes(&run), [""; 0], "{}", cut(&run.stdout));
}

#[test]
fn pages() {
    // Each paragraph is a line of twenty-two to a page.
    let run = checked(&narrative(&"山西。\n\n".repeat(22 * 2000)));
    assert_eq!(codes(&run), ["G06"], "{}", cut(&run.stdout));
    assert!(run.stdout.contains("超过 2000 页"), "{}", cut(&run.stdout));
}

#[test]
fn many_warnings_keep_no_report_from_being_made() {
    let text = narrative(&"建成基站约900余座。\n\n".repeat(1200));
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --formats md").run();
    assert_eq!(run.status, 0, "{}", cut(&run.stderr));
    assert!(
        run.stderr.contains("处警告") && !run.stderr.contains("处错误"),
        "{}",
        cut(&run.stderr)
    );
}

#[test]
fn findings() {
    let run = checked(&narrative(&"山\u{200B}西\n\n".repeat(1200)));
    let codes = codes(&run);
    assert!(codes.len() <= 1001 && codes[0] == "Y23", "{}", codes.len());
    assert!(codes[1..].iter().all(|code| code == "Y15"));
    assert!(run.stdout.contains("问题太多，只列出 1000 处"), "{}", cut(&run.stdout));
    let run = checked(&narrative(&"山\u{200B}西\n\n".repeat(300)));
    assert_eq!(self::codes(&run), vec!["Y15"; 300]);
}

#[test]
fn of_a_long_line_only_what_is_around_the_place_is_shown() {
    let long = "山西公司，".repeat(60_000);
    for filing in [
        with(&[("本报告内容", &format!("{long}\u{200B}{long}"))]),
        format!("{FILING}{}: 1\n", "键".repeat(400_000)),
        format!("{FILING}'{}\\': 1\n", "键".repeat(400_000)),
    ] {
        let run = checked(&filing);
        assert_eq!(run.status, 1);
        assert!(run.stdout.len() < 20_000, "{}", run.stdout.len());
        assert!(run.stdout.contains('…'), "{}", run.stdout);
        assert!(run.stdout.contains("╭▸ 甲.yaml:"), "{}", run.stdout);
    }
}
