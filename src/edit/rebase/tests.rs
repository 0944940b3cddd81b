use super::*;
use crate::edit::{apply, narrowed};

fn edit(base: &str, old: &str, new: &str) -> Edit {
    let at = base.find(old).unwrap();
    Edit { span: at..at + old.len(), text: new.to_owned() }
}

/// What becomes of both sides' changes of a text; `None` where they meet.
fn both(base: &str, own: (&str, &str), now: &str) -> Option<String> {
    let edits = rebased(&[edit(base, own.0, own.1)], base, now).ok()?;
    Some(apply(now, edits))
}

#[test]
fn changes_that_are_apart_are_both_made() {
    let base = "甲: 一\n乙: |\n  二二二，三三三。\n\n  四。\n丙: 五\n";
    assert_eq!(
        both(base, ("甲: 一", "甲: 零"), &base.replace("丙: 五", "新: 行\n丙: 六")).unwrap(),
        "甲: 零\n乙: |\n  二二二，三三三。\n\n  四。\n新: 行\n丙: 六\n"
    );
    // Of one paragraph too.
    assert_eq!(
        both(base, ("二二二", "二"), &base.replace("三三三", "三"),).unwrap(),
        "甲: 一\n乙: |\n  二，三。\n\n  四。\n丙: 五\n"
    );
    // Whole lines beside each other.
    assert_eq!(
        both(base, ("丙: 五", "丙: 六"), &base.replace("丙: 五", "丁: 七\n丙: 五")).unwrap(),
        base.replace("丙: 五", "丁: 七\n丙: 六")
    );
}

#[test]
fn changes_of_one_place_are_told_with_both_places() {
    let base = "甲: 99.10%\n乙: 二\n";
    let now = "零: 零\n甲: 98.10%\n乙: 二\n";
    let overlap = rebased(&[edit(base, "99.10%", "97%")], base, now).unwrap_err();
    assert_eq!((&base[overlap.base], &now[overlap.now]), ("99.10%", "98.10%"));
    // Right at the end of what the other side changed, and where it put something in.
    assert_eq!(both(base, ("二", "三"), "甲: 99.10%\n乙: 二（注）\n"), None);
    assert_eq!(both(base, ("\n乙", "（一）\n乙"), "甲: 99.10%（二）\n乙: 二\n"), None);
    // Where the other side took it out.
    assert_eq!(both(base, ("二", "三"), "甲: 99.10%\n"), None);
}

#[test]
fn lines_that_both_sides_put_in_behind_one_line_are_told() {
    for end in ["\n", "\r\n"] {
        let base = format!("甲: 一{end}  乙: {end}  丙: 三{end}");
        let base = base.as_str();
        let at = base.find(end).unwrap();
        let own = [Edit { span: at..at, text: format!("{end}  丁: 四") }];
        let theirs = base.replace("  乙", &format!("  戊: 五{end}  乙"));
        assert!(rebased(&own, base, &theirs).is_err());
        let theirs = base.replace("  乙", &format!("  丁: 四{end}  乙"));
        assert_eq!(rebased(&own, base, &theirs), Ok(Vec::new()));
        let theirs = base.replace("  丙", &format!("  戊: 五{end}  丙"));
        let text = apply(&theirs, rebased(&own, base, &theirs).unwrap());
        assert_eq!(text, theirs.replace("  乙", &format!("  丁: 四{end}  乙")));
        // Behind a key that had nothing.
        let at = base.find(&format!(" {end}")).unwrap();
        let own = [Edit { span: at..at, text: " 己".to_owned() }];
        assert!(rebased(&own, base, &base.replace("乙: ", "乙: 庚 ")).is_err());
    }
}

#[test]
fn what_is_done_already_is_not_done_twice() {
    let base = "甲: 99.10%\n乙: 二\n";
    assert_eq!(both(base, ("99.10%", "98%"), "甲: 98%\n乙: 三\n").unwrap(), "甲: 98%\n乙: 三\n");
    assert_eq!(both(base, ("乙: 二\n", ""), "甲: 99.10%\n").unwrap(), "甲: 99.10%\n");
}

#[test]
fn an_edit_turned_round_takes_it_back() {
    let base = "一二三四五";
    let edits = [edit(base, "二", "贰贰"), edit(base, "四", ""), edit(base, "五", "伍")];
    let after = apply(base, edits.to_vec());
    assert_eq!(apply(&after, inverse(&edits, base)), base);
}

#[test]
fn an_edit_of_many_lines_is_as_small_as_what_it_changes() {
    let base = "头\n甲甲甲。\n\n乙乙乙。\n尾\n";
    let whole = edit(base, "甲甲甲。\n\n乙乙乙。", "甲甲。\n\n乙乙乙，丙。");
    let small = narrowed(&whole, base);
    assert_eq!(small.len(), 2);
    assert_eq!(apply(base, small), "头\n甲甲。\n\n乙乙乙，丙。\n尾\n");
}

#[test]
fn repetition_does_not_take_long() {
    let base = "甲\n".repeat(40_000);
    let now = "乙\n甲\n".repeat(20_000);
    let started = std::time::Instant::now();
    let edits = difference(&base, &now);
    assert_eq!(apply(&base, edits), now);
    let (base, now) = ("甲乙".repeat(100_000), "乙丙甲".repeat(70_000));
    assert_eq!(apply(&base, difference(&base, &now)), now);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
