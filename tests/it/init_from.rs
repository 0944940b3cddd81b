//! `chengbao init --from` as a desk uses it: last half-year's filing rolled forward.

use encoding_rs::GB18030;
use serde_json::Value;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run};

const REVISE: &str = "【请按本期情况修订】";

/// The errors of a file, as the check tells them.
#[track_caller]
fn errors(run: Run, file: &str) -> Vec<String> {
    let run = run.then().call("check --format json").arg(file).run();
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let errors = said["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error");
    errors
        .map(|f| format!("{} {}:{} {}", f["code"], f["line"], f["column"], f["message"]))
        .collect()
}

/// A rolled file with each prompt answered by the value that its comment tells.
fn undone(rolled: &str, old: &str) -> String {
    let period = old.lines().find(|line| line.starts_with("报告期")).unwrap();
    let has_last = old.contains("\n上期: ");
    let (mut out, mut waivers) = (String::new(), false);
    for line in rolled.split_inclusive('\n') {
        let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        let body = line.trim_end_matches(['\n', '\r']);
        if body.starts_with("# 上期的豁免") {
            waivers = true;
            continue;
        }
        waivers &= body.trim_start().starts_with('#');
        let body = body.strip_prefix("# ").filter(|_| waivers).unwrap_or(body);
        if body.trim() == REVISE || (body.starts_with("上期: ") && !has_last) {
            continue;
        }
        let restored = match body.split_once("  # 上期：") {
            _ if body.starts_with("报告期") => period.trim_end().to_owned(),
            Some((line, message)) => restored(line, message),
            None => body.to_owned(),
        };
        out.push_str(&(restored + ending));
    }
    out
}

/// `{ 平均: 【】小时 }` with what `平均4.01小时` tells.
fn restored(line: &str, message: &str) -> String {
    let mut line = line.to_owned();
    for value in message.split('，') {
        let value = value.trim_start_matches(|c: char| {
            !c.is_ascii_digit() && !['≤', '≥', '<', '>', '约'].contains(&c)
        });
        let open = line.find('【').unwrap();
        let start = line[..open].rfind(' ').unwrap() + 1;
        let end = line[open..].find([',', ' ']).map_or(line.len(), |n| open + n);
        line.replace_range(start..end, value);
    }
    line
}

#[test]
fn a_rolled_filing_that_is_answered_by_the_old_values_is_the_old_one() {
    for (stem, next) in FILINGS.iter().zip(["shanxi-mobile-2021h1", "shanxi-unicom-2020h2"]) {
        let name = format!("{stem}.yaml");
        let run = Chengbao::new().data(&name).call(&format!("init --from {name}")).run().done();
        let (old, new) = (run.text(&name), run.text(&format!("{next}.yaml")));
        assert_eq!(undone(&new, &old), old);
        assert!(new.contains(&format!("\n上期: {name}\n")), "{new}");
        assert_eq!(run.files("").len(), 2);
    }
}

#[test]
fn everything_that_is_to_be_done_in_a_rolled_file_is_said() {
    let run = Chengbao::new().data("shanxi-mobile-2020h2.yaml");
    let run = run.call("init --from shanxi-mobile-2020h2.yaml").run().done();
    assert!(run.stdout.contains("填 17 个数据和签署日期，修订 9 段文字"), "{}", run.stdout);
    let said = errors(run, "shanxi-mobile-2021h1.yaml");
    assert_eq!(said.len(), 17 + 1 + 9, "{said:#?}");
    assert!(said.iter().all(|error| error.starts_with("\"Y19\"")), "{said:#?}");
    let of = |words: &str| said.iter().filter(|error| error.contains(words)).count();
    assert_eq!((of("内容”还没有"), of("公司简介”"), of("概述”"), of("结语”")), (6, 1, 1, 1));
}

#[test]
fn a_half_year_later_the_desk_fills_it_in_and_builds() {
    let last = with(&[("报告期: 2020年下半年\n", "报告期: 2020年下半年\n上期: 更早.yaml\n")]);
    let run = Chengbao::new().file("甲2020h2.yaml", last).call("init --from 甲2020h2.yaml").run();
    let text = run.done().text("甲2021h1.yaml");
    assert_eq!(
        text,
        with(&[
            ("报告期: 2020年下半年\n", "报告期: 2021年上半年\n上期: 甲2020h2.yaml\n"),
            ("  中国移动山西公司经营", "  【请按本期情况修订】\n  中国移动山西公司经营"),
            ("        建成5G", "        【请按本期情况修订】\n        建成5G"),
            (
                "{ 平均: 4.01小时, 及时率: 99.10% }",
                "{ 平均: 【】小时, 及时率: 【】% }  # 上期：平均4.01小时，及时率99.10%",
            ),
            ("计费差错率: ≤4×10⁻⁶", "计费差错率: ≤【】  # 上期：≤4×10⁻⁶"),
            ("日期: 2021年1月12日", "日期: 【】  # 上期：2021年1月12日"),
        ])
    );
    let filled = text
        .replace(&format!("  {REVISE}\n"), "")
        .replace(&format!("      {REVISE}\n"), "")
        .replace("8900", "9700")
        .replace("平均: 【】小时, 及时率: 【】%", "平均: 3.90小时, 及时率: 99.20%")
        .replace("≤【】", "≤3×10⁻⁶")
        .replace("日期: 【】", "日期: 2021年7月9日");
    let last = with(&[]);
    let run = Chengbao::new().file("甲2020h2.yaml", last).file("甲2021h1.yaml", filled);
    let run = run.call("build 甲2021h1.yaml").run().done();
    assert_eq!(run.findings(), [], "{}", run.stderr);
}

#[test]
fn the_comments_of_the_last_roll_give_way_to_the_next() {
    let old = with(&[
        ("99.10% }", "99.10% }  # 口径同集团  # 上期：平均9.99小时，及时率9.99%"),
        ("≤4×10⁻⁶", "≤4×10⁻⁶  # 上期：≤9×10⁻⁶"),
        ("2021年1月12日", "2021年1月12日  # 上期：2020年7月9日"),
    ]);
    let run = Chengbao::new().file("甲.yaml", &old).call("init --from 甲.yaml 乙.yaml").run();
    let new = run.done().text("乙.yaml");
    assert!(!new.contains("9.99") && !new.contains("2020年7月9日"), "{new}");
    for kept in ["# 口径同集团  # 上期：平均4.01小时，及时率99.10%\n", "≤【】  # 上期：≤4×10⁻⁶\n"]
    {
        assert!(new.contains(kept), "{new}");
    }
    assert!(new.contains("日期: 【】  # 上期：2021年1月12日\n"), "{new}");
}

#[test]
fn hotlines_and_notes_stay_and_long_units_are_known_for_prompts() {
    let old = with(&[(
        "{ 投诉受理热线: 10086 }",
        "\n    投诉受理热线: 10010-5\n    监督热线: 10015\n    百万用户申诉率: 3.5人次/百万用户\n    \
         投诉处理: { 平均: 约4小时, 备注: 含 4.0小时 以内的 }\n    说明: 不适用",
    )]);
    let run = Chengbao::new().file("甲.yaml", &old).call("init --from 甲.yaml 乙.yaml").run();
    let new = run.done().text("乙.yaml");
    for line in [
        "    投诉受理热线: 10010-5",
        "    监督热线: 10015",
        "    百万用户申诉率: 【以人次/百万用户计】  # 上期：3.5人次/百万用户",
        "    投诉处理: { 平均: 约【】小时, 备注: 含 4.0小时 以内的 }  # 上期：约4小时",
        "    说明: 【】  # 上期：不适用",
    ] {
        assert!(new.lines().any(|l| l == line), "{line}\n{new}");
    }
}

#[test]
fn waivers_have_to_be_answered_for_anew() {
    let waivers = "\
豁免:
  # 去年说过
  - { 规则: F01, 位置: 移动电话.障碍修复, 理由: 甲 }
  - 规则: F08
    理由: 乙
";
    let old = with(&[("签署:", &format!("{waivers}\n签署:"))]);
    let run = Chengbao::new().file("甲.yaml", &old).call("init --from 甲.yaml 乙.yaml").run();
    let run = run.done();
    let expected = "\
# 上期的豁免：本期还要的，去掉行首的井号和一个空格，理由照本期情况写。
# 豁免:
  # 去年说过
#   - { 规则: F01, 位置: 移动电话.障碍修复, 理由: 甲 }
#   - 规则: F08
#     理由: 乙

签署:
";
    assert!(run.text("乙.yaml").contains(expected), "{}", run.text("乙.yaml"));
    assert_eq!(undone(&run.text("乙.yaml"), &old), old);
    assert!(run.stderr.contains("上期的 2 条豁免已变成注释"), "{}", run.stderr);
}

#[test]
fn every_way_to_write_a_filing_can_be_rolled() {
    let quoted = [
        ("|\n  中国移动山西公司经营移动电话业务。", "\"中国移动山西公司：经营移动电话业务。\""),
        ("|\n        建成5G", ">-  # 折行\n\n          建成5G"),
        (
            "{ 平均: 4.01小时, 及时率: 99.10% }",
            "\n      平均: '4.01小时'  # 甲\n      及时率: 99.10%",
        ),
        (
            "{ 投诉受理热线: 10086 }",
            "{ 投诉受理热线: 10086, 投诉处理平均时限: 4小时, 投诉处理: { 及时率: 99.1%, 最长: \">4小时\" } }",
        ),
        ("客观、真实、准确。\n", "客观、真实、准确。\n结语:\n  下半年继续。\n"),
        ("日期: 2021年1月12日", "日期: \"2021年1月12日\""),
    ];
    let run = Chengbao::new().file("甲.yaml", with(&quoted)).call("init --from 甲.yaml 乙.yaml");
    let new = run.run().done().text("乙.yaml");
    for piece in [
        "公司简介: \"【请按本期情况修订】\n\n  中国移动山西公司：经营",
        ">-  # 折行\n\n          【请按本期情况修订】\n\n          建成5G",
        "      平均: 【】小时  # 甲  # 上期：4.01小时\n      及时率: 【】%  # 上期：99.10%\n",
        "投诉处理平均时限: 【】小时, 投诉处理: { 及时率: 【】%, 最长: \">【】小时\" } }  \
         # 上期：投诉处理平均时限4小时，投诉处理及时率99.1%，投诉处理最长>4小时\n",
        "结语:\n  【请按本期情况修订】\n\n  下半年继续。\n",
        "日期: 【】  # 上期：2021年1月12日\n",
    ] {
        assert!(new.contains(piece), "{piece}\n{new}");
    }
}

#[test]
fn a_layout_that_is_not_known_is_refused() {
    let old = "{ 企业: { 名称: 甲公司, 集团: 其他, 省份: 山西省, 经营业务: [移动电话] }, 报告期: \
               2020年下半年, 公司简介: 甲公司。, 电信服务质量状况: { 举措: [ { 标题: 甲, 内容: 乙。 } ] }, \
               主要服务指标完成情况: { 客户投诉: { 投诉受理热线: 10086 } }, 声明: 本报告内容客观、真实、准确。, \
               签署: { 日期: 2021年1月12日 } }\n";
    let run = Chengbao::new().file("甲.yaml", old).call("init --from 甲.yaml 乙.yaml").run();
    assert_eq!((run.status, run.files("").len()), (2, 1), "{}", run.stderr);
    assert!(run.stderr.contains("这份文件的排法少见"), "{}", run.stderr);
}

#[test]
fn line_ends_and_encodings_of_windows_are_kept_or_become_utf8() {
    let crlf = FILING.replace('\n', "\r\n");
    let plain = rolled(FILING.as_bytes());
    let expected = plain.replace('\n', "\r\n");
    assert_eq!(rolled(crlf.as_bytes()), expected);
    assert_eq!(undone(&expected, &crlf), crlf);
    assert_eq!(rolled(format!("\u{FEFF}{crlf}").as_bytes()), format!("\u{FEFF}{expected}"));
    assert_eq!(rolled(&GB18030.encode(&crlf).0), expected);
}

fn rolled(bytes: &[u8]) -> String {
    let run = Chengbao::new().file("甲.yaml", bytes).call("init --from 甲.yaml 乙.yaml").run();
    run.done().text("乙.yaml")
}

#[test]
fn a_new_file_elsewhere_says_where_the_last_one_has_to_be() {
    let run = Chengbao::new().file("去年/#1 甲.yaml", FILING);
    let run = run.call("init --from").arg("去年/#1 甲.yaml").arg("乙.yaml").run().done();
    assert!(
        run.text("乙.yaml").contains("\n上期: \"去年/#1 甲.yaml\"\n"),
        "{}",
        run.text("乙.yaml")
    );
    assert_eq!(run.stderr, "");
    let run = Chengbao::new().file("甲.yaml", FILING);
    let run = run.call("init --from 甲.yaml 今年/乙.yaml").run().done();
    let message = "\n上期: 甲.yaml  # 请把这份文件放到本文件旁边，才能比较两期数据\n";
    assert!(run.text("今年/乙.yaml").contains(message), "{}", run.text("今年/乙.yaml"));
    assert!(run.stderr.contains("甲.yaml 不在新文件的文件夹里"), "{}", run.stderr);
}

#[test]
fn the_new_name_follows_the_old_one() {
    for (old, new) in [
        ("山西移动2020年下半年.yaml", "山西移动2021年上半年.yaml"),
        ("报送/山西2020H2.yml", "报送/山西2021H1.yaml"),
        ("填报.yaml", "山西移动2021年上半年.yaml"),
    ] {
        let run = Chengbao::new().file(old, FILING).call(&format!("init --from {old}")).run();
        assert!(run.done().text(new).contains("报告期: 2021年上半年"));
    }
}

#[test]
fn a_half_year_can_be_left_out_but_not_gone_back_to() {
    let call = |period: &str| {
        let call = format!("init --from 甲.yaml --period {period} 乙.yaml");
        Chengbao::new().file("甲.yaml", FILING).call(&call).run()
    };
    assert!(call("2021下").done().text("乙.yaml").contains("报告期: 2021年下半年"));
    for period in ["2020下", "2019h1"] {
        let run = call(period);
        assert_eq!((run.status, run.files("").len()), (2, 1));
        assert!(run.stderr.contains("上期的文件是 2020年下半年 的"), "{}", run.stderr);
    }
}

#[test]
fn a_filing_with_errors_is_not_rolled() {
    let bad = with(&[("99.10%", "99.1.0%"), ("≤4×10⁻⁶", "≤【】")]);
    let run = Chengbao::new().file("甲.yaml", bad).call("init --from 甲.yaml").run();
    assert_eq!((run.status, run.files("")), (1, vec!["甲.yaml".to_owned()]));
    assert!(run.stderr.starts_with("甲.yaml：有 2 处错误，不能从它滚到下一期"), "{}", run.stderr);
    assert!(run.stderr.contains("chengbao check 甲.yaml"), "{}", run.stderr);
}

/// The beginning of what Word writes.
const WORD: &[u8] = b"PK\x03\x04\x14\0\0\0[Content_Types].xml\0word/document.xml";

#[test]
fn a_word_file_is_called_what_it_is() {
    let is_filing = "这是 Word 文档（或 WPS 文字），不是填报文件";
    for (call, status, words) in [
        ("check 上期.docx", 1, [is_filing, "chengbao import"]),
        ("build 上期.docx", 1, [is_filing, "chengbao import"]),
        // These read Word files, but not half of one.
        ("init --from 上期.docx", 2, ["文件不完整或已损坏", "重新取得"]),
        ("check 甲.yaml --against 上期.docx", 2, ["文件不完整或已损坏", "重新取得"]),
        ("compare 甲.yaml 上期.docx", 2, ["文件不完整或已损坏", "重新取得"]),
    ] {
        let run = Chengbao::new().file("上期.docx", WORD).file("甲.yaml", FILING).call(call).run();
        let said = format!("{}{}", run.stdout, run.stderr);
        assert_eq!(run.status, status, "{call}\n{said}");
        assert!(words.iter().all(|word| said.contains(word)), "{call}\n{said}");
    }
}

/// The beginning of what Excel writes.
const SHEET: &[u8] = b"PK\x03\x04\x14\0\0\0[Content_Types].xml\0xl/workbook.xml";

#[test]
fn a_spreadsheet_is_called_what_it_is() {
    let run = Chengbao::new().file("上期.xlsx", SHEET).call("init --from 上期.xlsx").run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("这是 Excel 表格（或 WPS 表格），不是填报文件"), "{}", run.stderr);
}

#[test]
fn a_report_of_ours_is_rolled_from_its_pdf() {
    let run =
        Chengbao::new().file("甲.yaml", FILING).call("build --formats pdf -o . 甲.yaml").run();
    let run = run.done().then().call("init --from 甲.pdf 乙.yaml").run().done();
    let text = run.text("乙.yaml");
    assert!(text.contains("上期: 甲.pdf") && text.contains("报告期: 2021年上半年"), "{text}");
}

/// Texts that nobody revised: only the marks were taken out, and new figures put in.
#[test]
fn what_was_rolled_and_not_revised_is_found() {
    let old = with(&[(
        "建成5G基站8900余座。",
        "截至2020年12月底，惠及客户72.45万人次，处理申告2150件。",
    )]);
    assert_ne!(old, FILING);
    let run = Chengbao::new().file("甲.yaml", old).call("init --from 甲.yaml 乙.yaml").run().done();
    let lines = run.text("乙.yaml");
    let lines = lines.lines().filter(|line| !line.trim_start().starts_with("【请按本期"));
    let lines = lines.map(|line| line.replace("【】%", "99.20%").replace("【】", "3.21"));
    let lines = lines.map(|line| match line.trim_start().starts_with("日期:") {
        true => "  日期: 2021年7月10日".to_owned(),
        false => line,
    });
    let revised: String = lines.map(|line| line + "\n").collect();
    let run = Chengbao::new()
        .file("甲.yaml", with(&[("建成5G基站8900余座。", "处理申告2150件。")]))
        .file("乙.yaml", revised.replace("截至2020年12月底，惠及客户72.45万人次，", ""))
        .call("check 乙.yaml")
        .run();
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("[C04]") && said.contains("“2150件”"), "{said}");
}

/// A list of last filings goes on: the newest in front, seven at most.
#[test]
fn the_list_of_last_filings_goes_on() {
    let rolled = |lasts: &str| {
        let last =
            with(&[("报告期: 2020年下半年\n", &format!("报告期: 2020年下半年\n上期: {lasts}\n"))]);
        let run = Chengbao::new().file("甲.yaml", last).call("init --from 甲.yaml 乙.yaml").run();
        let text = run.done().text("乙.yaml");
        let (_, behind) = text.split_once("上期: ").unwrap();
        behind.split_once("公司简介:").unwrap().0.trim_end().to_owned()
    };
    let names = |from: usize, to: usize| -> Vec<String> {
        (from..=to).map(|n| format!("{n}.yaml")).collect()
    };
    assert_eq!(rolled("[1.yaml, 2.yaml]"), "[甲.yaml, 1.yaml, 2.yaml]");
    let full = |names: Vec<String>| format!("[{}]", names.join(", "));
    assert_eq!(rolled(&full(names(1, 7))), format!("[甲.yaml, {}]", names(1, 6).join(", ")));
    let block =
        |names: &[String]| names.iter().map(|name| format!("\n  - {name}")).collect::<String>();
    let own = |names: Vec<String>| block(&[&["甲.yaml".to_owned()][..], &names].concat());
    assert_eq!(rolled(&block(&names(1, 2))), own(names(1, 2)));
    assert_eq!(rolled(&block(&names(1, 7))), own(names(1, 6)));
}

/// Names of the list are ways from the last one's folder.
#[test]
fn the_list_of_a_filing_in_another_folder_leads_there() {
    let last =
        with(&[("报告期: 2020年下半年\n", "报告期: 2020年下半年\n上期: [1.yaml, 更早/2.yaml]\n")]);
    let run =
        Chengbao::new().file("去年/甲.yaml", last).call("init --from 去年/甲.yaml 乙.yaml").run();
    let text = run.done().text("乙.yaml");
    assert!(text.contains("\n上期: [去年/甲.yaml, 去年/1.yaml, 去年/更早/2.yaml]\n"), "{text}");
}
