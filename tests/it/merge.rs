//! `merge`: what was changed in a Word file comes back into the filing, and nothing else does.

use crate::support::filing::FILING;
use crate::support::html;
use crate::support::returned::Returned;
use crate::support::{Chengbao, Run, repository};

/// A filing with all that a boss may change.
pub(crate) const LONG: &str = "\
# 说明：照去年的写。
企业:
  名称: 中国移动山西公司
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话] # 只有一种
报告期: 2020年下半年
公司简介: |
  中国移动山西公司经营移动电话业务，用户遍布全省。

  公司设有省、市、县三级服务机构。
电信服务质量状况:
  概述: 山西移动坚持客户为本，持续改善服务。
  举措:
    # 网络部提供。
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座，网络接通率**保持领先**。

        农村地区新增基站1200座。
    - 标题: 规范收费行为
      内容: |
        套餐逐项核查，资费公示到位。
    - 标题: \"畅通投诉渠道：有诉必应\"
      内容: |
        投诉处理时限缩短。

        回访满意率提高。
主要服务指标完成情况:
  移动电话:
    障碍修复: { 平均: 4.01小时, 及时率: 99.10%, 备注: 不含自维线路 } # 网络部
    计费差错率: ≤4×10⁻⁶
  客户投诉:
    投诉受理热线: 10086
    投诉处理及时率: 99.50%
结语: |
  下半年将继续改进。
声明: 本报告内容客观、真实、准确。
签署:
  日期: 2021年1月12日
";

/// The Word file that is made of a filing.
pub(crate) fn sent(filing: &str) -> Returned {
    let run =
        Chengbao::new().file("a.yaml", filing).call("build --draft --formats docx a.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    Returned::of(&run.bytes("output/a.docx"))
}

pub(crate) fn merged(filing: &str, word: Vec<u8>, options: &str) -> Run {
    let call = format!("merge a.yaml 返回.docx {options}");
    Chengbao::new().file("a.yaml", filing).file("返回.docx", word).call(call.trim_end()).run()
}

/// The filing with what a Word file has otherwise; all of it has to be taken.
#[track_caller]
fn after(word: Returned) -> String {
    let run = merged(LONG, word.bytes(), "");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    run.text("a.yaml")
}

/// The long filing with some of its text replaced.
#[track_caller]
pub(crate) fn with(replacements: &[(&str, &str)]) -> String {
    let mut text = LONG.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    text
}

#[test]
fn a_word_file_that_was_not_changed_changes_nothing() {
    let run = merged(LONG, sent(LONG).bytes(), "");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.text("a.yaml"), LONG);
    assert!(run.stdout.contains("没有要改的"), "{}", run.stdout);
    assert_eq!(run.files(""), ["a.yaml", "返回.docx"]);
}

#[test]
fn words_figures_and_titles_are_changed_where_they_stand() {
    for word in [sent(LONG), sent(LONG).tracked()] {
        let word = word
            .replace("用户遍布全省", "用户遍布三晋城乡")
            .replace("网络接通率保持领先", "网络接通率继续领先")
            .replace("99.10%", "99.20%")
            .replace("4.01小时", "3.95小时")
            .replace("规范收费行为", "严格规范收费行为")
            .replace("有诉必应", "有诉速应")
            .replace("不含自维线路", "不含客户自维线路")
            .replace("真实、准确", "真实、准确、完整")
            .replace("1月12日", "1月14日")
            .replace("客户为本", "客户为先");
        let expected = with(&[
            ("用户遍布全省", "用户遍布三晋城乡"),
            ("**保持领先**", "**继续领先**"),
            ("99.10%", "99.20%"),
            ("4.01小时", "3.95小时"),
            ("规范收费行为", "严格规范收费行为"),
            ("有诉必应", "有诉速应"),
            ("不含自维线路", "不含客户自维线路"),
            ("真实、准确", "真实、准确、完整"),
            ("1月12日", "1月14日"),
            ("客户为本", "客户为先"),
        ]);
        assert_eq!(after(word), expected);
    }
}

#[test]
fn changes_that_are_turned_down_change_nothing() {
    let word = sent(LONG).tracked().replace("99.10%", "99.20%").remove("农村地区").bytes();
    let run = merged(LONG, word, "--tracked reject");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (0, LONG), "{}", run.stdout);
    assert!(run.stdout.contains("已全部拒绝"), "{}", run.stdout);
}

#[test]
fn paragraphs_are_added_removed_and_moved() {
    for word in [sent(LONG), sent(LONG).tracked()] {
        let word = word
            .insert_after("三级服务机构", "公司*每年*公布服务承诺。")
            .remove("农村地区新增")
            .move_after("回访满意率提高", "套餐逐项核查")
            .insert_after("下半年将继续改进", "欢迎社会各界监督。");
        let expected = with(&[
            (
                "  公司设有省、市、县三级服务机构。\n",
                "  公司设有省、市、县三级服务机构。\n\n  公司\\*每年\\*公布服务承诺。\n",
            ),
            ("\n\n        农村地区新增基站1200座。", ""),
            ("\n\n        回访满意率提高。", ""),
            ("资费公示到位。\n", "资费公示到位。\n\n        回访满意率提高。\n"),
            ("  下半年将继续改进。\n", "  下半年将继续改进。\n\n  欢迎社会各界监督。\n"),
        ]);
        assert_eq!(after(word), expected);
    }
}

#[test]
fn a_text_in_one_line_becomes_a_block_when_it_gets_a_paragraph() {
    let word = sent(LONG).insert_after("持续改善服务", "全年开展专项行动。");
    let expected = with(&[(
        "  概述: 山西移动坚持客户为本，持续改善服务。\n",
        "  概述: |\n    山西移动坚持客户为本，持续改善服务。\n\n    全年开展专项行动。\n",
    )]);
    assert_eq!(after(word), expected);
}

#[test]
fn initiatives_are_added_removed_and_moved() {
    for word in [sent(LONG), sent(LONG).tracked()] {
        let word = word.insert_like("（二）", "资费公示到位", "（三）优化适老化服务").insert_like(
            "资费公示到位",
            "优化适老化服务",
            "营业厅配备老花镜。",
        );
        let expected = with(&[(
            "        套餐逐项核查，资费公示到位。\n",
            "        套餐逐项核查，资费公示到位。\n    - 标题: 优化适老化服务\n      内容: |\n        \
             营业厅配备老花镜。\n",
        )]);
        assert_eq!(after(word), expected);
        let word = sent(LONG).remove("（二）规范收费行为").remove("套餐逐项核查");
        let expected = with(&[(
            "    - 标题: 规范收费行为\n      内容: |\n        套餐逐项核查，资费公示到位。\n",
            "",
        )]);
        assert_eq!(after(word), expected);
    }
    let word = sent(LONG)
        .move_after("农村地区新增", "回访满意率提高")
        .move_after("建成5G基站", "回访满意率提高")
        .move_after("（一）做优网络质量", "回访满意率提高");
    let first = "    # 网络部提供。\n    - 标题: 做优网络质量\n      内容: |\n        \
                 建成5G基站8900余座，网络接通率**保持领先**。\n\n        农村地区新增基站1200座。\n";
    let expected = with(&[
        (first, ""),
        ("        回访满意率提高。\n", &format!("        回访满意率提高。\n{first}")),
    ]);
    assert_eq!(after(word), expected);
}

#[test]
fn a_heading_that_goes_leaves_its_text_to_the_one_before() {
    let word = sent(LONG).remove("（二）规范收费行为");
    let expected = with(&[
        ("    - 标题: 规范收费行为\n      内容: |\n        套餐逐项核查，资费公示到位。\n", ""),
        ("基站1200座。\n", "基站1200座。\n\n        套餐逐项核查，资费公示到位。\n"),
    ]);
    assert_eq!(after(word), expected);
}

#[test]
fn lines_of_figures_are_added_and_removed() {
    let word =
        sent(LONG).insert_after("投诉处理及时率", "投诉处理满意率：98.10%").remove("计费差错率");
    let expected = with(&[
        ("    计费差错率: ≤4×10⁻⁶\n", ""),
        (
            "    投诉处理及时率: 99.50%\n",
            "    投诉处理及时率: 99.50%\n    投诉处理满意率: 98.10%\n",
        ),
    ]);
    assert_eq!(after(word), expected);
}

#[test]
fn comments_come_into_the_file_once_and_findings_do_not() {
    let word = sent(LONG).comment("规范收费行为", "李律师", "这个提法\n再斟酌").comment(
        "99.10%",
        "王总",
        "核对一下",
    );
    let expected = with(&[
        (
            "    - 标题: 规范收费行为\n",
            "    # 批注 李律师（（二）规范收费行为）：这个提法 再斟酌\n    - 标题: 规范收费行为\n",
        ),
        (
            "    障碍修复: {",
            "    # 批注 王总（障碍修复：平均4.01小时，及时率99.10%（不含自维线路））：核对一下\n    障碍修复: {",
        ),
    ]);
    let bytes = word.bytes();
    let run = merged(LONG, bytes.clone(), "");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected.clone()), "{}", run.stdout);
    let again = merged(&expected, bytes, "");
    assert_eq!((again.status, again.text("a.yaml")), (0, expected), "{}", again.stdout);
}

#[test]
fn the_filing_may_have_gone_on_since() {
    let now = with(&[
        ("农村地区新增基站1200座", "农村地区新增基站1300座"),
        ("  概述: 山西移动", "  概述: 2020年，山西移动"),
        (
            "    - 标题: 规范收费行为",
            "    - 标题: 携号转网\n      内容: 服务规范。\n    - 标题: 规范收费行为",
        ),
        ("10086", "10086 # 查过"),
    ]);
    let word = sent(LONG)
        .replace("建成5G基站8900", "建成5G基站9000")
        .replace("持续改善服务", "不断改善服务")
        .remove("套餐逐项核查")
        .replace("99.50%", "99.60%")
        .bytes();
    let run = merged(&now, word, "");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let mut expected = now.clone();
    for (old, new) in [
        ("建成5G基站8900", "建成5G基站9000"),
        ("持续改善服务", "不断改善服务"),
        ("        套餐逐项核查，资费公示到位。", "        【正文】"),
        ("99.50%", "99.60%"),
    ] {
        assert!(expected.contains(old), "{old}");
        expected = expected.replace(old, new);
    }
    assert_eq!(run.text("a.yaml"), expected);
    assert_eq!(run.text("a.yaml.bak"), now);
}

#[test]
fn what_both_sides_changed_is_not_guessed() {
    let now = with(&[("99.50%", "99.70%"), ("农村地区新增基站1200座", "农村地区新增基站1300座")]);
    let word =
        sent(LONG).replace("99.50%", "99.60%").remove("农村地区").replace("1月12日", "1月14日");
    let bytes = word.bytes();
    let run = merged(&now, bytes.clone(), "");
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    let expected = now.replace("1月12日", "1月14日");
    assert_eq!(run.text("a.yaml"), expected);
    for what in ["两边都改了、没有合并的 2 处", "99.70%", "99.60%", "（Word 里删去了）"]
    {
        assert!(run.stdout.contains(what), "{what}: {}", run.stdout);
    }
    let kept = merged(&now, bytes, "--conflicts");
    let text = kept.text("a.yaml");
    assert_eq!(kept.status, 1);
    assert!(
        text.contains("    # 冲突：Word 里是“投诉处理及时率：99.60%”，这里是“投诉处理及时率：99.70%”\n    投诉处理及时率"),
        "{text}"
    );
    assert!(text.contains("      # 冲突：Word 里是“（Word 里删去了）”"), "{text}");
}

#[test]
fn what_has_no_place_is_kept_as_a_comment_where_that_is_wanted() {
    let texts = sent(LONG).texts();
    let title = texts.iter().position(|text| text.contains("服务质量状况报告")).unwrap();
    let word = sent(LONG)
        .replace_in(title, "中国移动山西公司", "中国移动山西分公司")
        .insert_after("企业声明", "特此声明。")
        .bytes();
    let run = merged(LONG, word.clone(), "");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, LONG), "{}", run.stdout);
    let run = merged(LONG, word.clone(), "--conflicts");
    let text = run.text("a.yaml");
    assert_eq!(run.status, 1, "{}", run.stdout);
    for (comment, before) in [
        (
            "  # 没有合并（这个值印在几处，Word 里没有都改）：Word 里是“中国移动山西分公司",
            "  名称: ",
        ),
        ("# 没有合并（不知道放在哪里，请自己放进去）：Word 里是“特此声明。”", "声明: "),
    ] {
        let at = text.find(comment).unwrap_or_else(|| panic!("{comment}: {text}"));
        let next = text[at..].lines().nth(1).unwrap();
        assert!(next.starts_with(before), "{next}");
    }
    // Once is enough.
    assert_eq!(merged(&text, word, "--conflicts").text("a.yaml"), text);
}

#[test]
fn what_the_program_writes_is_left_and_said() {
    let word = sent(LONG).replace("企业声明", "公司声明").replace("三、主要", "四、主要").bytes();
    let run = merged(LONG, word, "");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, LONG), "{}", run.stdout);
    assert!(run.stdout.contains("这几个字由程序印出"), "{}", run.stdout);
}

#[test]
fn a_name_that_is_printed_twice_is_changed_in_both_places_or_not() {
    let both = sent(LONG);
    let texts = both.texts();
    let title = texts.iter().position(|text| text.contains("服务质量状况报告")).unwrap();
    let last = texts.iter().rposition(|text| text == "中国移动山西公司").unwrap();
    let once = sent(LONG).replace_in(title, "中国移动山西公司", "中国移动山西分公司").bytes();
    let run = merged(LONG, once, "");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, LONG), "{}", run.stdout);
    assert!(run.stdout.contains("印在几处"), "{}", run.stdout);
    let both = both.replace_in(title, "中国移动山西公司", "中国移动山西分公司").replace_in(
        last,
        "中国移动山西公司",
        "中国移动山西分公司",
    );
    let expected = with(&[("名称: 中国移动山西公司", "名称: 中国移动山西分公司")]);
    assert_eq!(after(both), expected);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let word = sent(LONG).replace("99.10%", "99.20%").bytes();
    let run = merged(LONG, word.clone(), "--dry-run");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (0, LONG));
    assert_eq!(run.files(""), ["a.yaml", "返回.docx"]);
    for what in ["会改 1 处", "［去：99.10%］［加：99.20%］", "移动电话.障碍修复"]
    {
        assert!(run.stdout.contains(what), "{what}: {}", run.stdout);
    }
    let json = merged(LONG, word, "--dry-run --format json");
    let told: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(told["changes"][0]["kind"], "edited", "{}", json.stdout);
    assert_eq!(told["changes"][0]["line"], 31, "{}", json.stdout);
}

#[test]
fn a_word_file_of_another_filing_is_refused() {
    let other =
        FILING.replace("2020年下半年", "2021年上半年").replace("2021年1月12日", "2021年7月12日");
    let word = sent(&other).bytes();
    let run = merged(LONG, word, "");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (2, LONG));
    assert!(
        run.stderr.contains("另一份填报文件") && run.stderr.contains("--force"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_word_file_that_lost_its_data_is_compared_with_the_filing() {
    let word = sent(LONG).replace("99.10%", "99.20%").without_data().bytes();
    let run = merged(LONG, word, "");
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.text("a.yaml"), with(&[("99.10%", "99.20%")]));
    assert!(run.stdout.contains("没有带底稿"), "{}", run.stdout);
}

#[test]
fn the_last_report_is_not_merged_into_this_one() {
    let last =
        LONG.replace("2020年下半年", "2020年上半年").replace("2021年1月12日", "2020年7月12日");
    let run = merged(LONG, sent(&last).without_data().bytes(), "");
    assert_eq!((run.status, run.text("a.yaml").as_str()), (2, LONG));
    assert!(run.stderr.contains("是2020年上半年的报告"), "{}", run.stderr);
    // A text that looks back is no title.
    let word = sent(LONG).insert_after("下半年将", "比2020年上半年有所提高。").without_data();
    assert_eq!(merged(LONG, word.bytes(), "").status, 0);
}

#[test]
fn the_bytes_around_a_change_stay_what_they_are() {
    let windows = LONG.replace('\n', "\r\n");
    let word =
        sent(LONG).replace("99.10%", "99.20%").insert_after("下半年将", "欢迎监督。").bytes();
    let run = merged(&windows, word, "");
    let expected = windows
        .replace("99.10%", "99.20%")
        .replace("继续改进。\r\n", "继续改进。\r\n\r\n  欢迎监督。\r\n");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

/// The twelve changes of a boss: what is typed into the Word file, and what the filing says then.
struct Boss {
    name: &'static str,
    words: [(&'static str, &'static str); 6],
    figure: (&'static str, &'static str),
    /// Like which paragraph a new initiative's looks, behind which, and what is typed.
    added: (&'static str, &'static str, &'static [&'static str]),
    removed: &'static str,
    /// What goes where.
    moved: (&'static str, &'static str),
    paragraph: (&'static str, &'static str),
    commented: &'static str,
}

const BOSSES: [Boss; 2] = [
    Boss {
        name: "shanxi-mobile-2020h2",
        words: [
            ("网络规模和客户数量均居全球首位", "网络规模与客户数量均居全球首位"),
            ("强化信息安全，营造健康网络环境", "强化信息安全，共建健康网络环境"),
            ("始终贯彻", "一贯坚持"),
            ("接连推出务实的服务举措", "接连推出更加务实的服务举措"),
            ("1月12日", "1月14日"),
            ("提升客户使用体验", "改善客户使用体验"),
        ],
        figure: ("90.77%", "90.79%"),
        added: (
            "（二）做实做细",
            "山西移动在网络治理中坚持",
            &["（九）优化适老化服务", "营业厅配备老花镜，热线一键接入人工。"],
        ),
        removed: "结合市场业务发展的需要",
        moved: ("围绕“广、深、厚”的覆盖目标", "按照国家提速降费的要求"),
        paragraph: ("在经营业绩保持良好的同时", "公司全年组织志愿服务活动。"),
        commented: "公司简介",
    },
    Boss {
        name: "shanxi-unicom-2020h1",
        words: [
            ("主导运营企业", "主要运营企业"),
            ("强化计收费规范管理", "加强计收费规范管理"),
            ("改善客户口碑", "赢得客户口碑"),
            ("全面推进与山西电信", "深入推进与山西电信"),
            ("7月10日", "7月13日"),
            ("不含客户自维线路", "不含客户自行维护的线路"),
        ],
        figure: ("88.14%", "88.41%"),
        added: (
            "（一）加快5G",
            "加快5G网络建设部署",
            &["（九）优化适老化服务。营业厅配备老花镜，热线一键接入人工。"],
        ),
        removed: "深入推进骚扰电话长效治理",
        moved: ("规范APP合法合规运营", "山西联通坚持“以人民为中心”"),
        paragraph: ("主导运营企业", "公司全年组织志愿服务活动。"),
        commented: "聚焦客户体验，打造差异化服务优势",
    },
];

/// Typed into the Word file, each of the twelve.
fn typed(boss: &Boss, word: Returned) -> Returned {
    let Boss { words, figure, added: (like, behind, texts), .. } = boss;
    let (after, text) = boss.paragraph;
    let mut word = word.insert_after(after, text).remove(boss.removed);
    word = word.move_after(boss.moved.0, boss.moved.1);
    let mut last = *behind;
    for (n, text) in texts.iter().enumerate() {
        let like = if n == 0 { like } else { after };
        word = word.insert_like(like, last, text);
        last = text;
    }
    for (old, new) in words.iter().chain([figure]) {
        word = word.replace(old, new);
    }
    word.comment(boss.commented, "王总", "这里再核实一下")
}

#[test]
fn twelve_changes_of_a_boss_are_in_the_filing_by_one_command_and_on_the_review_sheet() {
    for boss in &BOSSES {
        let name = format!("data/{}.yaml", boss.name);
        let filing = std::fs::read_to_string(repository().join(name)).unwrap();
        for tracked in [false, true] {
            let run = Chengbao::new().file("a.yaml", &filing);
            let run = run.call("build --draft --formats docx a.yaml").run().done();
            let draft = run.bytes("output/a.docx");
            let word = Returned::of(&draft);
            let word = typed(boss, if tracked { word.tracked() } else { word }).bytes();
            let run = Chengbao::new().file("a.yaml", &filing).file("返回.docx", word);
            let run = run.file("送审稿.docx", draft).call("merge a.yaml 返回.docx").run().done();
            let said: Vec<&str> = run.stdout.lines().filter(|l| l.starts_with("  第")).collect();
            assert_eq!(said.len(), 12, "{}", run.stdout);
            let text = run.text("a.yaml");
            let Boss { words, figure, added: (_, _, added), paragraph, removed, .. } = boss;
            for (_, new) in words.iter().chain([figure, paragraph]) {
                assert!(text.contains(new), "{new}: {text}");
            }
            assert!(text.contains("- 标题: 优化适老化服务\n"), "{text}");
            let last = added.last().unwrap().rsplit("优化适老化服务。").next().unwrap();
            assert!(text.contains(&format!("        {last}\n")), "{last}: {text}");
            assert!(!text.contains(removed) && text.contains("# 批注 王总"), "{text}");
            // What stays has its comments and its bytes.
            for line in filing.lines().filter(|line| line.trim_start().starts_with('#')) {
                assert!(text.lines().any(|own| own == line), "{line}");
            }
            let call = "build --draft --formats md --review --against 送审稿.docx a.yaml";
            let sheet = run.then().call(call).run().done();
            let sheet = html::read(&sheet.text("output/a.review.html")).report;
            let sheet: String = sheet.split_whitespace().collect();
            let (_, part) = sheet.split_once("三、与第1稿").unwrap();
            let (part, _) = part.split_once("四、指标").unwrap();
            assert!(part.contains("共12条"), "{part}");
        }
    }
}
