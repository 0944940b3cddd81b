//! `merge` into filings that are written otherwise: what a narrative or a list can't take stays
//! where it is and is told; nothing is lost.

use crate::support::filing::with;
use crate::support::returned::Returned;
use crate::support::{Chengbao, Run};

fn sent(filing: &str) -> Returned {
    let run = Chengbao::new().file("a.yaml", filing).call("build --draft --formats docx a.yaml");
    Returned::of(&run.run().bytes("output/a.docx"))
}

fn merged(filing: &str, word: Returned) -> Run {
    let run = Chengbao::new().file("a.yaml", filing).file("b.docx", word.bytes());
    run.call("merge a.yaml b.docx").run()
}

const NESTED: &str = "\
\x20 举措:
    - 标题: 做优网络质量
      举措:
        - 标题: 城区提速
          内容: 城区全部提速。
          举措:
            - 标题: 小区改造
              内容: 小区改造三百个。
        - 标题: 乡村覆盖
          内容: 乡村覆盖全部行政村。
";

const INITIATIVES: &str =
    "  举措:\n    - 标题: 做优网络质量\n      内容: |\n        建成5G基站8900余座。\n";

#[test]
fn an_initiative_whose_inner_ones_stay_is_not_taken_out() {
    let filing = with(&[(INITIATIVES, NESTED)]).replace("          内容: 城区全部提速。\n", "");
    let run = merged(&filing, sent(&filing).remove("做优网络质量").remove("1.城区提速"));
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
    assert!(run.stdout.contains("下面还有小举措"), "{}", run.stdout);
    // With all that is within it, it goes.
    let gone = sent(&filing).remove("1.城区提速").remove("小区改造").remove("小区改造三百个");
    let run = merged(&filing, gone);
    let expected = filing.replace(
        "        - 标题: 城区提速\n          举措:\n            - 标题: 小区改造\n              \
         内容: 小区改造三百个。\n",
        "",
    );
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn what_a_folded_text_cannot_take_stays_where_it_is() {
    let filing = with(&[
        ("公司简介: |\n", "公司简介: >\n"),
        ("  举措:\n", "  概述: |\n    服务持续改善。\n\n    投诉明显减少。\n  举措:\n"),
    ]);
    let word = sent(&filing).move_after("投诉明显减少", "经营移动电话业务");
    let run = merged(&filing, word);
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
    assert!(run.stdout.contains("请改用“|”"), "{}", run.stdout);
    // Words are changed there all the same.
    let word = sent(&filing).replace("经营移动电话", "主营移动电话");
    let run = merged(&filing, word.insert_after("主营移动电话", "用户遍布全省。"));
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert_eq!(run.text("a.yaml"), filing.replace("公司经营移动", "公司主营移动"));
    assert!(run.stdout.contains("用户遍布全省"), "{}", run.stdout);
}

#[test]
fn an_initiative_in_brackets_is_not_taken_out_and_not_said_to_be() {
    let list = "  举措: [{标题: 做优网络质量, 内容: 建成5G基站8900余座。}, {标题: 规范收费, 内容: 逐项核查。}]\n";
    let filing = with(&[(INITIATIVES, list)]);
    let run = merged(&filing, sent(&filing).remove("规范收费").remove("逐项核查"));
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
    assert!(!run.stdout.contains("删举措"), "{}", run.stdout);
    let word = sent(&filing).insert_after("逐项核查", "（三）适老化服务");
    let run = merged(&filing, word);
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
    assert!(run.stdout.contains("适老化服务"), "{}", run.stdout);
}

#[test]
fn a_paragraph_put_in_where_the_last_is_taken_out_stays() {
    // Blanks at the line's end are the filer's.
    let filing = with(&[(
        "        建成5G基站8900余座。\n",
        "        建成5G基站8900余座。  \n\n        光缆达到三万公里。\n",
    )]);
    let word = sent(&filing)
        .remove("光缆达到三万公里")
        .insert_after("建成5G基站", "全省城区连续覆盖网络。");
    let run = merged(&filing, word);
    let expected = filing.replace("光缆达到三万公里。", "全省城区连续覆盖网络。");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn quoted_and_bare_texts_of_one_line_become_blocks() {
    for (old, new) in [
        ("内容: 建成5G基站8900余座。", "建成5G基站9000余座。"),
        ("内容: \"建成5G基站8900余座：全省。\"", "建成5G基站9000余座：全省。"),
        ("内容: '建成5G基站8900余座 #1。'", "建成5G基站9000余座 #1。"),
    ] {
        let list = format!("  举措:\n    - 标题: 做优网络质量\n      {old}\n");
        let filing = with(&[(INITIATIVES, &list)]);
        let word =
            sent(&filing).replace("8900", "9000").insert_after("建成5G", "光缆达到三万公里。");
        let run = merged(&filing, word);
        let block = format!("内容: |\n        {new}\n\n        光缆达到三万公里。");
        assert_eq!(
            (run.status, run.text("a.yaml")),
            (0, filing.replace(old, &block)),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn a_bare_value_gets_quotation_marks_where_it_needs_them() {
    let filing = with(&[("标题: 做优网络质量", "标题: 做优网络质量 # 网络部")]);
    let run = merged(&filing, sent(&filing).replace("做优网络质量", "网络质量: 做优 #1"));
    let expected = filing.replace("做优网络质量 #", "\"网络质量: 做优 #1\" #");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn cells_items_and_headings_within_a_text_are_changed_where_they_stand() {
    let filing = with(&[(
        "        建成5G基站8900余座。\n",
        "        建成5G基站8900余座：\n\n        - 城区**6000座**\n        - 农村2900座\n\n        \
         | 市 | 座数 |\n        | --- | --- |\n        | 太原 | 1200 |\n        | 大同 | 800 |\n\n        \
         > 引用《规范》。\n",
    )]);
    let word = sent(&filing)
        .replace("6000座", "6100座")
        .replace("农村2900", "农村2800")
        .replace("大同", "大同市")
        .replace("1200", "1210")
        .replace("引用", "引自");
    let run = merged(&filing, word);
    let expected = filing
        .replace("**6000座**", "**6100座**")
        .replace("农村2900", "农村2800")
        .replace("大同", "大同市")
        .replace("1200", "1210")
        .replace("引用", "引自");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn our_own_word_file_is_imported_with_what_was_changed_in_it() {
    let filing = with(&[("集团: 中国移动", "集团: 中国移动 # 总部")]);
    let word = sent(&filing).replace("99.10%", "99.20%").bytes();
    let run = Chengbao::new().file("返回.docx", word).call("import 返回.docx").run().done();
    assert_eq!(run.text("返回.yaml"), filing.replace("99.10%", "99.20%"), "{}", run.stdout);
    assert!(run.stdout.contains("改过的 1 处"), "{}", run.stdout);
}

const TWO: &str = "\
\x20 举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。

        农村新增基站1200座。
    - 标题: 规范收费行为
      内容: |
        套餐逐项核查，资费公示到位。
    - 标题: 畅通投诉渠道
      内容: |
        投诉逐件回访。
";

#[test]
fn what_the_filing_has_no_more_and_word_changed_is_a_conflict() {
    let filing = with(&[(INITIATIVES, TWO)]);
    let now = filing.replace("\n\n        农村新增基站1200座。", "");
    let word = sent(&filing).replace("1200", "1300");
    let run = merged(&now, word);
    assert_eq!((run.status, run.text("a.yaml")), (1, now.clone()), "{}", run.stdout);
    assert!(run.stdout.contains("（文件里删去了）"), "{}", run.stdout);
    // What Word left as it was is no conflict, and what was put behind it has no place.
    assert_eq!(merged(&now, sent(&filing)).status, 0);
    let item = "    - 标题: 规范收费行为\n      内容: |\n        套餐逐项核查，资费公示到位。\n";
    let now = filing.replace(item, "");
    let run = merged(&now, sent(&filing).insert_after("套餐逐项核查", "公示栏全部更新。"));
    assert_eq!((run.status, run.text("a.yaml")), (1, now), "{}", run.stdout);
}

#[test]
fn an_initiative_whose_text_the_filing_changed_is_not_taken_out() {
    let filing = with(&[(INITIATIVES, TWO)]);
    let changed = filing.replace("套餐逐项核查", "套餐全部核查");
    let added = filing.replace("资费公示到位。\n", "资费公示到位。\n\n        热线答复一致。\n");
    for now in [changed, added] {
        let word = sent(&filing).remove("（二）规范收费行为").remove("套餐逐项核查");
        let run = merged(&now, word);
        assert!(
            run.text("a.yaml").contains("    - 标题: 规范收费行为\n"),
            "{}",
            run.text("a.yaml")
        );
        assert_eq!(run.status, 1, "{}", run.stdout);
    }
}

#[test]
fn initiatives_that_both_sides_moved_otherwise_are_a_conflict() {
    let filing = with(&[(INITIATIVES, TWO)]);
    let item = "    - 标题: 规范收费行为\n      内容: |\n        套餐逐项核查，资费公示到位。\n";
    let now = filing.replace(item, "").replace("  举措:\n", &format!("  举措:\n{item}"));
    let word = sent(&filing)
        .move_after("套餐逐项核查", "投诉逐件回访")
        .move_after("（二）规范收费行为", "投诉逐件回访");
    let run = merged(&now, word);
    assert_eq!((run.status, run.text("a.yaml")), (1, now), "{}", run.stdout);
    assert!(run.stdout.contains("两边都移动了"), "{}", run.stdout);
}

#[test]
fn an_initiative_goes_to_a_chapter_only_where_there_is_a_list() {
    let chapters = "  分章:\n    - 标题: 服务质量状况\n      举措:\n        - 标题: 做优网络质量\n          \
                    内容: |\n            建成5G基站8900余座。\n        - 标题: 规范收费行为\n          \
                    内容: |\n            套餐逐项核查。\n    - 标题: 强化作风建设\n      概述: |\n        \
                    投诉逐件回访，限时办结。\n";
    let filing = with(&[(INITIATIVES, chapters)]);
    let word = sent(&filing)
        .move_after("套餐逐项核查", "投诉逐件回访")
        .move_after("（二）规范收费行为", "投诉逐件回访");
    let run = merged(&filing, word);
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
}

#[test]
fn comments_escapes_and_bars_in_a_value_stay_what_they_are() {
    let list = "  概述: 服务持续改善。 # 法务看过\n  举措:\n    - 标题: 做优网络质量\n      \
                内容: \"建成5G基站8900余座\\u3002\"\n";
    let filing = with(&[(INITIATIVES, list)]);
    let word = sent(&filing)
        .insert_after("服务持续改善", "投诉明显减少。")
        .replace("余座。", "余座。再上台阶。");
    let run = merged(&filing, word);
    let expected = filing
        .replace(
            "概述: 服务持续改善。 # 法务看过",
            "概述: | # 法务看过\n    服务持续改善。\n\n    投诉明显减少。",
        )
        .replace("\"建成5G基站8900余座\\u3002\"", "\"建成5G基站8900余座。再上台阶。\"");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
    let table = "        | 项目 | 扩容（座） |\n        | --- | --- |\n        | 太原 | 12 |\n";
    let filing = with(&[("        建成5G基站8900余座。\n", table)]);
    let run = merged(&filing, sent(&filing).replace("扩容（座）", "扩容|新建"));
    let expected = filing.replace("扩容（座）", "扩容\\|新建");
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn the_half_year_is_not_changed_in_word() {
    let filing = with(&[(INITIATIVES, TWO)]);
    let run = merged(&filing, sent(&filing).replace("2020年下半年", "2021年上半年"));
    assert_eq!((run.status, run.text("a.yaml").as_str()), (1, filing.as_str()), "{}", run.stdout);
}

#[test]
fn new_run_in_initiatives_are_put_in_once() {
    let filing = with(&[(INITIATIVES, TWO)]) + "版式:\n  举措标题: 接排\n";
    let word = sent(&filing).insert_after("（二）规范收费", "（三）优化适老化服务。").bytes();
    let first = Chengbao::new().file("a.yaml", &filing).file("b.docx", &word);
    let first = first.call("merge a.yaml b.docx").run().text("a.yaml");
    assert!(first.contains("- 标题: 优化适老化服务\n"), "{first}");
    let again = Chengbao::new().file("a.yaml", &first).file("b.docx", &word);
    assert_eq!(again.call("merge a.yaml b.docx").run().text("a.yaml"), first);
}

#[test]
fn what_no_filing_can_hold_is_refused_and_said() {
    let filing = with(&[(INITIATIVES, TWO)]);
    let run = merged(&filing, sent(&filing).insert_after("投诉逐件回访", &"长".repeat(4000)));
    assert_eq!((run.status, run.text("a.yaml")), (2, filing), "{}", run.stderr);
    assert!(
        run.stderr.contains("读不通了（改后第") && run.stderr.contains("没有改动它"),
        "{}",
        run.stderr
    );
}
