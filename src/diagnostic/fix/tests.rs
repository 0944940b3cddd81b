use super::*;
use crate::edit::describe;
use crate::finding::Code;
use crate::source::Encoding;

/// A look that finds what a function finds in the text.
fn fixed(text: &str, find: impl Fn(&str) -> Vec<Finding>) -> (String, Vec<String>) {
    let look = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).unwrap();
        (Source::new("a", text, Encoding::Utf8), find(text))
    };
    let fixed = fix(text.as_bytes(), look);
    let source = Source::new("a", text, Encoding::Utf8);
    let changes = fixed.changes.iter().map(|change| describe(change, &source)).collect();
    (String::from_utf8(fixed.bytes).unwrap(), changes)
}

fn each(text: &str, wrong: &str, right: &str) -> Vec<Finding> {
    let found = text.match_indices(wrong).map(|(at, _)| {
        let span = at..at + wrong.len();
        Code::T01.at(span.clone(), "x").fix(span, right)
    });
    found.collect()
}

#[test]
fn changes_are_named_in_the_file_as_it_was() {
    let find = |text: &str| [each(text, ",", "，"), each(text, "， ", "，")].concat();
    let (text, changes) = fixed("甲, 乙\n丙 , 丁,戊", find);
    assert_eq!(text, "甲，乙\n丙 ，丁，戊");
    let expected = [
        "第1行第2列：“,［空格］” → “，”",
        "第2行第3列：“,［空格］” → “，”",
        "第2行第6列：“,” → “，”",
    ];
    assert_eq!(changes, expected);
}

#[test]
fn of_two_that_overlap_the_first_is_taken_and_the_other_waits() {
    let find = |text: &str| [each(text, "乙丙", "丙"), each(text, "甲乙", "乙")].concat();
    assert_eq!(fixed("甲乙丙", find).0, "丙");
    let find = |text: &str| [each(text, "乙丙", "乙"), each(text, "甲乙", "甲")].concat();
    assert_eq!(fixed("甲乙丙", find).0, "甲丙");
}

#[test]
fn what_brings_a_new_fault_is_left_and_the_rest_is_fixed() {
    let find = |text: &str| {
        let mut findings = each(text, "-", "+");
        findings.extend(text.find("a+").map(|at| Code::Y01.at(at..at + 1, "x")));
        findings
    };
    let (text, changes) = fixed("b-c-\na-d-\n-", find);
    assert_eq!(text, "b+c+\na-d+\n+");
    assert_eq!(changes.len(), 4);
}

#[test]
fn what_a_syntax_error_hid_is_not_new() {
    let find = |text: &str| match text.find('-') {
        Some(at) => vec![Code::Y01.at(at..at + 1, "x").fix(at..at + 1, "")],
        None => vec![Code::Y03.at(0..1, "x")],
    };
    assert_eq!(fixed("a-b", find).0, "ab");
}

#[test]
fn a_fix_is_taken_whole_or_not_at_all() {
    let find = |text: &str| {
        let whole = (text.starts_with('（') && text.ends_with(')')).then(|| {
            let end = text.len() - 1;
            Code::T01.at(0..3, "x").fix(end..end + 1, "]").fix(0..3, "[")
        });
        each(text, "乙)", "乙]").into_iter().chain(whole).collect()
    };
    assert_eq!(fixed("（甲乙)", find).0, "[甲乙]");
}

#[test]
fn line_ends_stay_as_the_file_has_them() {
    let find = |text: &str| each(text, "甲", "乙\n丙");
    assert_eq!(fixed("甲\r\n", find).0, "乙\r\n丙\r\n");
    assert_eq!(fixed("甲\n", find).0, "乙\n丙\n");
}

#[test]
fn a_rule_that_mends_for_ever_is_stopped_and_a_place_outside_is_no_edit() {
    let (text, _) = fixed("甲", |text| each(text, "甲", "甲乙"));
    assert_eq!(text.chars().count(), 1 + MAX_ROUNDS);
    let outside = |_: &str| vec![Code::T01.at(0..1, "x").fix(1..9, "乙")];
    assert_eq!(fixed("甲", outside).0, "甲");
}

#[test]
fn what_is_left_of_a_long_file_is_said_and_mended_by_another_call() {
    // One fix a look, as where more is found than is listed.
    let first = |text: &str| each(text, "甲", "乙").into_iter().take(1).collect();
    let look = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).unwrap();
        (Source::new("a", text, Encoding::Utf8), first(text))
    };
    let call = |text: &str| {
        let fixed = fix(text.as_bytes(), look);
        (String::from_utf8(fixed.bytes).unwrap(), fixed.changes.len(), fixed.unfinished)
    };
    let long = "甲".repeat(3) + &" ".repeat(MAX_BYTES / 2 - 10);
    let (once, changes, unfinished) = call(&long);
    assert_eq!((changes, unfinished), (1, true));
    let (twice, _, unfinished) = call(&once);
    assert!(twice.starts_with("乙乙乙 ") && !unfinished, "{unfinished}");
    let (_, _, unfinished) = call(&"甲".repeat(3));
    assert!(!unfinished);
}

#[test]
fn what_was_changed_back_is_no_change() {
    let find = |text: &str| [each(text, "甲丙", "乙丙"), each(text, "乙丙", "甲丁")].concat();
    assert_eq!(fixed("甲丙", find), ("甲丁".into(), vec!["第1行第1列：“甲丙” → “甲丁”".into()]));
}

#[test]
fn what_is_not_seen_is_named() {
    let find = |text: &str| {
        [each(text, "\t\t", "  "), each(text, "\u{200B}", ""), each(text, "：甲", "： 甲")].concat()
    };
    let (_, changes) = fixed("\t\ta\u{200B}\n：甲", find);
    assert_eq!(changes[0], "第1行第1列：“［制表符×2］” → “［空格×2］”");
    assert_eq!(changes[1], "第1行第4列：删去“［U+200B］”");
    assert_eq!(changes[2], "第2行第1列：“：甲” → “：［空格］甲”");
    let (_, changes) = fixed("\"甲", |text| each(text, "\"", "“"));
    assert_eq!(changes, ["第1行第1列：“\"” → 「“」"]);
}
