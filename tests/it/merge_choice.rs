//! `merge` with a choice: single changes of Word left out by their marks, and what both sides
//! changed taken as Word has it.

use serde_json::Value;

use crate::merge::{LONG, merged, sent, with};
use crate::support::returned::Returned;

/// What a look at a merge says, of one kind: its texts and marks.
fn marks(filing: &str, word: &[u8], kind: &str) -> Vec<(String, Option<String>)> {
    let run = merged(filing, word.to_vec(), "--dry-run --format json");
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let all = said[kind].as_array().unwrap();
    let text = |own: &Value| match kind {
        "changes" => format!("{}{}", own["before"], own["after"]),
        _ => format!("{}{}", own["file"], own["word"]),
    };
    all.iter().map(|own| (text(own), own["mark"].as_str().map(str::to_owned))).collect()
}

/// The mark of the one that says a text.
#[track_caller]
fn mark(filing: &str, word: &[u8], kind: &str, text: &str) -> String {
    let mut all = marks(filing, word, kind).into_iter().filter(|(said, _)| said.contains(text));
    let found = all.next().unwrap_or_else(|| panic!("{text}"));
    assert_eq!(all.next(), None, "{text}");
    found.1.unwrap()
}

/// Many changes of one Word file.
fn many() -> Returned {
    sent(LONG)
        .replace("用户遍布全省", "用户遍布三晋城乡")
        .replace("4.01小时", "3.95小时")
        .insert_after("三级服务机构", "公司每年公布服务承诺。")
        .remove("农村地区新增")
        .move_after("回访满意率提高", "套餐逐项核查")
        .insert_like("（二）", "下半年将继续改进", "（三）优化适老化服务")
        .insert_like("资费公示到位", "优化适老化服务", "营业厅配备老花镜。")
        .insert_after("投诉处理及时率", "投诉处理满意率：98.10%")
        .remove("计费差错率")
        .comment("公司简介", "王总", "再核实一下")
}

#[test]
fn each_change_is_left_out_alone_and_comes_later() {
    let word = many().bytes();
    let all = merged(LONG, word.clone(), "");
    let whole = all.text("a.yaml");
    let changes = marks(LONG, &word, "changes");
    assert!(changes.len() > 8, "{changes:?}");
    for (text, mark) in changes {
        let run = merged(LONG, word.clone(), &format!("--except {}", mark.unwrap()));
        assert_eq!(run.status, all.status, "{text}: {}{}", run.stdout, run.stderr);
        let part = run.text("a.yaml");
        assert_ne!(part, whole, "{text}");
        let told = |said: &str| said.lines().filter(|line| line.starts_with("  第")).count();
        assert_eq!(told(&run.stdout) + 1, told(&all.stdout), "{text}: {}", run.stdout);
        // Once it is wanted, it is all that is left to do.
        let later = merged(&part, word.clone(), "");
        assert_eq!(later.text("a.yaml"), whole, "{text}: {}", later.stdout);
    }
}

#[test]
fn a_change_that_is_left_out_is_none_though_the_word_file_lost_its_data() {
    let word = sent(LONG).replace("99.10%", "99.20%").replace("4.01小时", "3.95小时");
    let word = word.without_data().bytes();
    let mark = mark(LONG, &word, "changes", "99.10%");
    let run = merged(LONG, word, &format!("--except {mark}"));
    let stays = LONG.to_owned();
    assert_eq!((run.status, run.text("a.yaml")), (0, stays), "{}{}", run.stdout, run.stderr);
}

#[test]
fn what_both_sides_changed_is_as_word_has_it_where_that_is_asked_for() {
    let now = with(&[
        ("99.50%", "99.70%"),
        ("农村地区新增基站1200座", "农村地区新增基站1300座"),
        ("网络接通率**保持领先**", "网络接通率**持续领先**"),
    ]);
    let word = sent(LONG)
        .replace("99.50%", "99.60%")
        .remove("农村地区")
        .replace("网络接通率保持领先", "网络接通率稳居前列")
        .bytes();
    let none = merged(&now, word.clone(), "");
    assert_eq!((none.status, none.text("a.yaml").as_str()), (1, now.as_str()), "{}", none.stdout);
    let conflicts = ["99.60%", "（Word 里删去了）", "稳居前列"];
    let one = format!("--take-word {}", mark(&now, &word, "conflicts", "99.60%"));
    let run = merged(&now, word.clone(), &one);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.text("a.yaml"), now.replace("99.70%", "99.60%"));
    let all: Vec<String> = conflicts
        .iter()
        .map(|text| format!("--take-word {}", mark(&now, &word, "conflicts", text)))
        .collect();
    let run = merged(&now, word, &all.join(" "));
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let expected = now
        .replace("99.70%", "99.60%")
        .replace("\n\n        农村地区新增基站1300座。", "")
        .replace("**持续领先**", "**稳居前列**");
    assert_eq!(run.text("a.yaml"), expected);
}

#[test]
fn a_paragraph_that_is_gone_here_and_changed_there_comes_back_where_that_is_asked_for() {
    let now = with(&[("\n\n        农村地区新增基站1200座。", "")]);
    let word = sent(LONG).replace("新增基站1200座", "新增基站1250座").bytes();
    let mark = mark(&now, &word, "conflicts", "1250座");
    let run = merged(&now, word, &format!("--take-word {mark}"));
    let expected = with(&[("1200座", "1250座")]);
    assert_eq!((run.status, run.text("a.yaml")), (0, expected), "{}", run.stdout);
}

#[test]
fn a_mark_of_another_time_changes_nothing() {
    let word = sent(LONG).replace("99.10%", "99.20%").replace("4.01小时", "3.95小时").bytes();
    let one = mark(LONG, &word, "changes", "99.10%");
    let now = with(&[("99.10%", "99.15%")]);
    for options in [format!("--except {one}"), format!("--take-word {one}")] {
        let run = merged(&now, word.clone(), &options);
        assert_eq!((run.status, run.text("a.yaml")), (2, now.clone()), "{}", run.stdout);
        assert!(run.stderr.contains(&format!("没有编号 {one} 的修改")), "{}", run.stderr);
    }
    // People see them where they look before they do it.
    let look = merged(LONG, word.clone(), "--dry-run").stdout;
    assert!(look.contains(&format!("　编号 {one}\n")), "{look}");
    assert!(!merged(LONG, word, "").stdout.contains("编号"));
}

#[test]
fn what_was_shown_is_what_is_done() {
    let word = sent(LONG).replace("99.10%", "99.20%");
    let look = |word: &[u8]| {
        let said = merged(LONG, word.to_vec(), "--dry-run --format json").stdout;
        let said: Value = serde_json::from_str(&said).unwrap();
        format!("--look {}", said["look"].as_str().unwrap())
    };
    let seen = look(&word.bytes());
    // Meanwhile the boss changed one more word of the same file.
    let other = sent(LONG).replace("99.10%", "99.20%").replace("4.01小时", "3.95小时").bytes();
    let run = merged(LONG, other.clone(), &seen);
    assert_eq!((run.status, run.text("a.yaml").as_str()), (2, LONG), "{}", run.stdout);
    assert!(run.stderr.contains("和刚才看的不一样了"), "{}", run.stderr);
    assert_eq!(merged(LONG, other.clone(), &look(&other)).status, 0);
}

#[test]
fn what_has_lost_its_place_is_not_offered() {
    // The initiative is gone here; Word changed its text, and its title.
    let now = with(&[(
        "    - 标题: 规范收费行为\n      内容: |\n        套餐逐项核查，资费公示到位。\n",
        "",
    )]);
    let word = sent(LONG)
        .replace("套餐逐项核查", "套餐逐月核查")
        .replace("规范收费行为", "从严规范收费行为")
        .bytes();
    let all = marks(&now, &word, "conflicts");
    assert!(!all.is_empty() && all.iter().all(|(_, mark)| mark.is_none()), "{all:?}");
    // Word took an initiative out that has a paragraph now which Word never saw.
    let now = with(&[("资费公示到位。\n", "资费公示到位。\n\n        新写的一段。\n")]);
    let word = sent(LONG).remove("（二）规范收费行为").remove("套餐逐项核查").bytes();
    let all = marks(&now, &word, "conflicts");
    assert!(all.iter().all(|(text, mark)| mark.is_none() || !text.contains("规范收费")), "{all:?}");
}
