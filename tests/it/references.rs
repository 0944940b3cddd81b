//! `${…}` in a text: a figure is written once, and printed wherever it is named.

use serde_json::Value;

use crate::support::filing::with;
use crate::support::returned::Returned;
use crate::support::{Chengbao, Run};

const ASKING: &str = "报告期: 2020年下半年\n上期: 上期.yaml";

/// The small filing, for the half-year before.
fn last() -> String {
    with(&[
        ("2020年下半年", "2020年上半年"),
        ("2021年1月12日", "2020年7月12日"),
        ("平均: 4.01小时, 及时率: 99.10%", "平均: 5.21小时, 及时率: 98.52%"),
    ])
}

/// The small filing with another text of its initiative.
fn saying(text: &str) -> String {
    with(&[("建成5G基站8900余座。", text), ("报告期: 2020年下半年", ASKING)])
}

fn run(filing: &str, call: &str) -> Run {
    Chengbao::new().file("a.yaml", filing).file("上期.yaml", last()).call(call).run()
}

/// What the initiative's text prints, in the report.
#[track_caller]
fn printed(text: &str) -> String {
    let run = run(&saying(text), "build a.yaml");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let markdown = run.text("output/a.md");
    let (_, rest) = markdown.split_once("做优网络质量\n\n").unwrap();
    rest.lines().next().unwrap().to_owned()
}

/// `LINE:COLUMN MESSAGE HELP` of each error.
fn errors(filing: &str) -> Vec<String> {
    let run = run(filing, "check --format json a.yaml");
    let said: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let findings = said["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    let line = |f: &Value| {
        let text = |key: &str| f[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {}:{} {}；{}",
            text("code"),
            f["line"],
            f["column"],
            text("message"),
            text("help")
        )
    };
    errors.map(line).collect()
}

#[test]
fn a_reference_prints_the_figure_as_it_is_written() {
    for (text, expected) in [
        ("及时率为${移动电话.障碍修复.及时率}。", "及时率为99.10%。"),
        ("及时率为${障碍修复.及时率}。", "及时率为99.10%。"),
        // As the standard calls it.
        ("时限为${障碍修复平均时限}。", "时限为4.01小时。"),
        ("时限为${移动业务.故障修复.平均时长}。", "时限为4.01小时。"),
        ("差错率${计费差错率}。", "差错率≤4×10⁻⁶。"),
        ("拨打${投诉受理热线}。", "拨打10086。"),
        // As a Chinese keyboard types it.
        ("为￥｛障碍修复．平均｝。", "为4.01小时。"),
        ("为**${障碍修复.平均}**。", "为**4.01小时**。"),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}

#[test]
fn the_last_figure_and_the_change_are_printed_in_the_standards_words() {
    for (text, expected) in [
        ("由${上期.障碍修复.及时率}提高到${障碍修复.及时率}。", "由98.52%提高到99.10%。"),
        ("及时率${障碍修复.及时率.变化}。", "及时率提高0.58个百分点。"),
        ("平均时限${移动电话.障碍修复.平均.变化}。", "平均时限缩短1.2小时。"),
        ("差错率${计费差错率.变化}。", "差错率持平。"),
        ("平均时限${障碍修复.平均.优劣}了。", "平均时限变好了。"),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}

#[test]
fn what_stands_beside_a_figure_does_where_there_is_no_last_filing() {
    let filing = with(&[
        ("建成5G基站8900余座。", "平均时限${障碍修复.平均.变化}。"),
        ("平均: 4.01小时", "平均: { 值: 4.01小时, 上期: 4.20小时 }"),
    ]);
    let run = run(&filing, "build --formats md a.yaml");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.text("output/a.md").contains("平均时限缩短0.19小时。"));
}

#[test]
fn titles_notes_and_tables_have_references_and_all_outputs_say_the_same() {
    let filing = with(&[
        ("标题: 做优网络质量", "标题: 修复及时率达${障碍修复.及时率}"),
        (
            "建成5G基站8900余座。",
            "| 指标 | 数据 |\n        | --- | --- |\n        | 修复 | ${障碍修复.平均} |",
        ),
        ("及时率: 99.10% }", "及时率: 99.10%, 备注: \"及时率为${障碍修复.及时率}\" }"),
    ]);
    let run = run(&filing, "build --formats md,html,pdf,docx a.yaml");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let markdown = run.text("output/a.md");
    for expected in ["修复及时率达99.10%", "| 修复 | 4.01小时 |", "及时率为99.10%"] {
        assert!(markdown.contains(expected), "{expected}\n{markdown}");
    }
    assert!(run.text("output/a.html").contains("修复及时率达99.10%"));
    let word = Returned::of(&run.bytes("output/a.docx"));
    assert!(word.texts().concat().contains("修复及时率达99.10%"));
}

#[test]
fn what_cannot_be_printed_is_one_error_at_its_place() {
    let ask = "写成 ${指标} 或 ${指标组.指标.平均}，名称照“主要服务指标完成情况”里的写";
    for (text, expected) in [
        (
            "为${障碍修复.及时律}。",
            "没有“障碍修复.及时律”这项指标，引用印不出来；是不是“${障碍修复.及时率}”？".to_owned(),
        ),
        ("为${用户申诉}。", format!("没有“用户申诉”这项指标，引用印不出来；{ask}")),
        (
            "为${障碍修复}。",
            "“障碍修复”指的不止一个数，不知道印哪一个；写明是哪一个：${障碍修复.平均}、${障碍修复.及时率}"
                .to_owned(),
        ),
        (
            "为${障碍修复.平均。",
            format!("“${{”后面没有“}}”，看不出引用的是哪一项指标；{ask}"),
        ),
    ] {
        let column = text.find("${").map_or(1, |at| text[..at].chars().count() + 9);
        assert_eq!(errors(&saying(text)), [format!("Y36 14:{column} {expected}")], "{text}");
    }
}

#[test]
fn a_reference_to_a_last_filing_that_is_missing_is_an_error() {
    let filing = with(&[("建成5G基站8900余座。", "由${上期.障碍修复.及时率}提高。")]);
    let expected = "Y36 13:10 “上期.障碍修复.及时率”要用上期的数，可是没有这家企业本期以前的报告；在“上期”写上一期的填报文件或 PDF，放在这份文件旁边；没有上期的，改写这句话";
    assert_eq!(errors(&filing), [expected]);
    let gone = with(&[
        ("建成5G基站8900余座。", "由${上期.投诉处理满意率}提高。"),
        ("投诉受理热线: 10086", "投诉受理热线: 10086, 投诉处理满意率: 99.10%"),
        ("报告期: 2020年下半年", ASKING),
    ]);
    let expected = "Y36 14:10 上期的报告里没有“上期.投诉处理满意率”的数，引用印不出来；核对上期有没有这项指标；上期没有的，改写这句话";
    assert_eq!(errors(&gone), [expected]);
}

#[test]
fn a_figure_that_is_still_blank_is_one_error_and_not_two() {
    let filing = with(&[
        ("建成5G基站8900余座。", "及时率为${障碍修复.及时率}。"),
        ("及时率: 99.10%", "及时率: \"\""),
    ]);
    let found = errors(&filing);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("Y17 16:"), "{found:?}");
    let run = run(&filing, "build --draft --formats md a.yaml");
    assert!(run.text("output/a.md").contains("及时率为〔未填〕。"), "{}", run.stderr);
}

/// Within braces YAML takes those of a reference for its own.
#[test]
fn a_reference_in_a_note_within_braces_is_put_in_quotation_marks() {
    let note = "及时率: 99.10%, 备注: 及时率为${障碍修复.及时率}，平均${障碍修复.平均} }";
    let filing = with(&[("及时率: 99.10% }", note)]);
    let found = errors(&filing);
    assert_eq!(found, ["Y01 16:42 写在花括号里的值，有“${…}”的要加引号；用英文双引号把整个值括住"]);
    let run = run(&filing, "check --fix a.yaml");
    let quoted = "备注: \"及时率为${障碍修复.及时率}，平均${障碍修复.平均}\" }";
    assert!(run.text("a.yaml").contains(quoted), "{}", run.text("a.yaml"));
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_reference_stands_in_texts_and_nowhere_else() {
    let filing = with(&[("名称: 中国移动山西公司", "名称: 中国移动${障碍修复.平均}公司")]);
    let found = errors(&filing);
    assert!(found[0].starts_with("Y36 2:11 “名称”里不能引用指标“障碍修复.平均”"), "{found:?}");
}

/// The rules of figures look where a figure is written, and not where it is only printed.
#[test]
fn a_fault_of_a_figure_is_told_where_it_is_written() {
    let filing = with(&[
        ("建成5G基站8900余座。", "及时率为${障碍修复.及时率}。"),
        ("及时率: 99.10%", "及时率: 101%"),
    ]);
    let found = errors(&filing);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("F01 16:"), "{found:?}");
}

#[test]
fn a_pdf_that_refers_to_the_last_filing_carries_it_and_verifies() {
    let filing = saying("及时率${障碍修复.及时率.变化}。");
    let program = Chengbao::new().file("a.yaml", &filing).file("上期.yaml", last());
    let run = program.call("build a.yaml").run();
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let pdf = run.bytes("output/a.pdf");
    let verified = Chengbao::new().file("a.pdf", &pdf).call("verify a.pdf").run();
    assert!(verified.stdout.contains("整份文件逐项相同"), "{}", verified.stdout);
    let extracted = Chengbao::new().file("a.pdf", &pdf).call("extract a.pdf").run();
    assert_eq!(extracted.stdout, filing);
}

#[test]
fn the_last_filing_is_the_carrier_s_own_and_an_earlier_one() {
    let filing = saying("及时率${障碍修复.及时率.变化}。");
    let with_last = |last: String| {
        let desk = Chengbao::new().file("a.yaml", &filing).file("上期.yaml", last);
        desk.call("build --formats md a.yaml").run()
    };
    assert_eq!(with_last(last()).status, 0);
    for other in [
        last().replace("山西省", "陕西省"),
        last().replace("2020年上半年", "2021年上半年").replace("2020年7月12日", "2021年7月12日"),
    ] {
        let run = with_last(other);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains("可是没有这家企业本期以前的报告"), "{}", run.stderr);
    }
}

#[test]
fn a_filing_that_is_too_large_stays_so_with_a_reference_to_the_last_one() {
    let long = format!("${{上期.障碍修复.及时率}}{}", "长".repeat(4000));
    let run = run(&saying(&long), "build --draft --formats md a.yaml");
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("Y22") && !run.stderr.contains("Y36"), "{}", run.stderr);
}

#[test]
fn blank_figures_side_by_side_have_no_further_error() {
    let filing = with(&[
        ("建成5G基站8900余座。", "为${障碍修复.及时率}${障碍修复.平均}。"),
        ("平均: 4.01小时, 及时率: 99.10%", "平均: \"\", 及时率: \"\""),
    ]);
    let found = errors(&filing);
    assert_eq!(found.len(), 2, "{found:?}");
}

/// What a reference printed in a draft is what the draft carries, and now what stands beside it.
#[test]
fn a_comparison_of_drafts_reads_what_references_print() {
    let filing = saying("及时率${障碍修复.及时率.变化}。");
    let made = run(&filing, "build --draft --formats pdf a.yaml");
    assert_eq!(made.status, 0, "{}", made.stderr);
    let draft = made.bytes("output/a.pdf");
    let compared = |last: String| {
        let desk = Chengbao::new().file("a.yaml", &filing).file("上期.yaml", last);
        desk.file("送审稿.pdf", &draft).call("compare 送审稿.pdf a.yaml").run().stdout
    };
    let same = compared(last());
    assert!(!same.contains("个百分点"), "{same}");
    let changed = compared(last().replace("98.52%", "98.50%"));
    assert!(changed.contains("0.58") && changed.contains("0.6"), "{changed}");
}

#[test]
fn rolling_forward_keeps_references() {
    let filing = with(&[("建成5G基站8900余座。", "及时率为${障碍修复.及时率}。")]);
    let program = Chengbao::new().file("上期.yaml", filing);
    let run = program.call("init --from 上期.yaml 本期.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.text("本期.yaml").contains("及时率为${障碍修复.及时率}。"));
}

#[test]
fn references_that_repeat_are_bounded() {
    let many = "${障碍修复.平均}".repeat(30_000);
    let filing = with(&[("建成5G基站8900余座。", &many)]);
    let found = errors(&filing);
    let told = found.iter().filter(|one| one.contains("引用超过 2000 处"));
    assert_eq!(told.count(), 1, "{found:?}");
}

const REPEATING: &str = "障碍修复平均时限为4.01小时，及时率为99.10%，上期及时率为99.10%。";

#[test]
fn a_number_that_repeats_a_figure_becomes_a_reference_where_that_is_asked_for() {
    let filing = with(&[("建成5G基站8900余座。", REPEATING)]);
    let offered = run(&filing, "check --fix a.yaml");
    let expected = "可以改成引用：chengbao check --fix --refer a.yaml";
    assert!(offered.stdout.contains(expected), "{}", offered.stdout);
    assert_eq!(offered.text("a.yaml"), filing);
    let listed = run(&filing, "check --refer a.yaml");
    assert!(listed.stdout.contains("写成 ${障碍修复.平均}，印出来一样"), "{}", listed.stdout);
    let fixed = run(&filing, "check --fix --refer a.yaml");
    assert_eq!(fixed.status, 0, "{}", fixed.stderr);
    let text = fixed.text("a.yaml");
    assert!(text.contains("障碍修复平均时限为${障碍修复.平均}，"), "{text}");
    assert!(text.contains("上期及时率为99.10%。"), "{text}");
    assert_eq!(before_and_after(&filing, &text), (true, true));
}

/// Whether two filings print the same, and the second has references.
fn before_and_after(before: &str, after: &str) -> (bool, bool) {
    let made = |filing: &str| run(filing, "build --formats md a.yaml").text("output/a.md");
    (made(before) == made(after), after.contains("${"))
}

/// What a merge makes of a Word file in which something was changed.
fn merged(filing: &str, change: impl FnOnce(Returned) -> Returned) -> Run {
    let made = run(filing, "build --draft --formats docx a.yaml");
    assert_eq!(made.status, 0, "{}", made.stderr);
    let word = change(Returned::of(&made.bytes("output/a.docx"))).bytes();
    let program = Chengbao::new().file("a.yaml", filing).file("上期.yaml", last());
    program.file("返回.docx", word).call("merge a.yaml 返回.docx").run()
}

#[test]
fn a_merge_keeps_references_whatever_is_changed_around_them() {
    let text =
        "公司修复及时率为${障碍修复.及时率}，比上期${障碍修复.及时率.变化}。\n\n        另一段话。";
    let filing = saying(text);
    for (old, new, expected) in [
        (
            "公司修复",
            "全公司修复",
            "全公司修复及时率为${障碍修复.及时率}，比上期${障碍修复.及时率.变化}。",
        ),
        (
            "，比上期",
            "，较上期",
            "公司修复及时率为${障碍修复.及时率}，较上期${障碍修复.及时率.变化}。",
        ),
        (
            "百分点。",
            "百分点，成绩明显。",
            "公司修复及时率为${障碍修复.及时率}，比上期${障碍修复.及时率.变化}，成绩明显。",
        ),
        ("另一段话", "又一段话", "又一段话。"),
    ] {
        let run = merged(&filing, |word| word.replace(old, new));
        assert_eq!(run.status, 0, "{new}: {}{}", run.stdout, run.stderr);
        let after = run.text("a.yaml");
        assert!(after.contains(expected), "{after}");
        assert_eq!(after.matches("${").count(), 2, "{after}");
    }
}

#[test]
fn a_merge_moves_references_with_their_paragraph() {
    let text = "第一段话。\n\n        及时率为${障碍修复.及时率}。\n\n        第三段话。";
    let run = merged(&saying(text), |word| word.move_after("及时率为99", "第三段"));
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let expected = "第一段话。\n\n        第三段话。\n\n        及时率为${障碍修复.及时率}。";
    assert!(run.text("a.yaml").contains(expected), "{}", run.text("a.yaml"));
}

/// The number in the text is the figure's: a change of it belongs there, and is not guessed.
#[test]
fn a_merge_tells_what_was_changed_in_a_reference() {
    let filing = saying("公司修复及时率为${障碍修复.及时率}。");
    let run = merged(&filing, |word| word.replace("及时率为99.10%。", "及时率为99.30%。"));
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.text("a.yaml"), filing);
    assert!(run.stdout.contains("99.30%"), "{}", run.stdout);
    // With the figure changed as well, the reference prints what Word has.
    let both = |word: Returned| {
        let word = word.replace("及时率为99.10%。", "及时率为99.30%。");
        word.replace("及时率99.10%", "及时率99.30%")
    };
    let run = merged(&filing, both);
    let expected = filing.replace("99.10%", "99.30%");
    assert_eq!(run.text("a.yaml"), expected, "{}", run.stdout);
}
