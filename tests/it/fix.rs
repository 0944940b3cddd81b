//! `check --fix`: what is certain is fixed in the file, and nothing else in it is touched.

use std::collections::BTreeMap;

use chengbao::check::Against;
use chengbao::diagnostic::{self, Fixed};
use chengbao::finding::{Finding, Severity};
use chengbao::report;
use chengbao::source::{Source, decode};
use chengbao::standard::Standard;
use encoding_rs::GB18030;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run, repository};

// ── As a user sees it ────────────────────────────────────────────────────────

const SLIPS: [(&str, &str); 4] = [
    ("报告期: 2020", "# 谁也不改这一行：，\u{3000}\n报告期：2020"),
    ("  集团: 中国移动", "\t集团:中国移动 # 总部"),
    ("小时, 及时率: 99.10%", "小时，及时率：９９.10％"),
    ("≤4×10⁻⁶", "<=4*10ˉ6"),
];

fn fix(bytes: impl AsRef<[u8]>) -> Run {
    Chengbao::new().file("甲.yaml", bytes).call("check --fix 甲.yaml").run()
}

#[test]
fn slips_are_mended_and_each_is_named() {
    let run = fix(with(&SLIPS)).done();
    let comment = "# 谁也不改这一行：，\u{3000}\n报告期: 2020";
    let mended =
        with(&[("报告期: 2020", comment), ("  集团: 中国移动", "  集团: 中国移动 # 总部")]);
    assert_eq!(run.text("甲.yaml"), mended);
    let expected = "\
甲.yaml：改了 6 处，原来的留在 甲.yaml.bak
  第3行第1列：“［制表符］” → “［空格×2］”
  第3行第5列：加上“［空格］”
  第7行第4列：“：” → “:［空格］”
  第17行第23列：“，” → “,［空格］”
  第17行第27列：“：９９.10％” → “:［空格］99.10%”
  第18行第12列：“<=4*10ˉ6” → “≤4×10⁻⁶”

甲.yaml：没有发现问题
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn a_sound_file_is_not_touched() {
    let run = fix(FILING).done();
    assert_eq!(run.stdout, "甲.yaml：没有发现问题\n");
    assert_eq!(run.files(""), ["甲.yaml"]);
    // Nothing to fix, though there is something to find.
    let wrong = with(&[("99.10%", "99.1.0%")]);
    let run = fix(&wrong);
    assert_eq!((run.status, run.text("甲.yaml")), (1, wrong));
}

#[test]
fn what_needs_judgement_stays_and_is_reported() {
    let cases = [
        with(&[("5G基站", "5G\t基站")]),
        with(&[("99.10%", "1，234次")]),
        with(&[("5G基站", "5G\u{7}基站")]),
        with(&[("99.10%", "3天4小时")]),
        // A “|” was forgotten: what looks like a key is text.
        with(&[("内容: |", "内容:"), ("建成5G", "一是：建成5G")]),
    ];
    for text in cases {
        let run = fix(&text);
        assert_eq!((run.status, run.text("甲.yaml")), (1, text), "{}", run.stdout);
    }
}

#[test]
fn a_list_of_businesses_keeps_what_belongs_to_an_item() {
    let list = |items: &str| with(&[("[移动电话]", items)]);
    let run = fix(list("[增值业务（信息服务、呼叫中心）、移动电话]"));
    assert_eq!(run.text("甲.yaml"), list("[增值业务（信息服务、呼叫中心）, 移动电话]"));
}

#[test]
fn what_is_waived_is_not_mended() {
    let waiver = "豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let text = with(&[("≤4×10⁻⁶", "≤4*10ˉ6")]) + waiver;
    let run = fix(&text).done();
    assert_eq!(run.text("甲.yaml"), text);
    assert!(run.stdout.contains("已豁免 F08 第17行"), "{}", run.stdout);
}

#[test]
fn encoding_mark_and_line_ends_are_kept() {
    let (wrong, right) = (with(&SLIPS[1..]), with(&[("中国移动\n", "中国移动 # 总部\n")]));
    let windows = |text: &str| text.replace('\n', "\r\n");
    let gb18030 = |text: &str| GB18030.encode(text).0.into_owned();
    let marked = |text: &str| format!("\u{FEFF}{text}").into_bytes();
    let saved =
        |text: &str| [marked(text), marked(&windows(text)), gb18030(text), gb18030(&windows(text))];
    for (wrong, right) in saved(&wrong).into_iter().zip(saved(&right)) {
        let run = fix(wrong).done();
        assert!(run.bytes("甲.yaml") == right, "{}", run.stdout);
        assert!(run.stdout.contains("第17行第12列：“<=4*10ˉ6” → “≤4×10⁻⁶”"), "{}", run.stdout);
    }
}

#[test]
fn the_formats_for_machines_tell_what_remains() {
    let text = with(&[("报告期: ", "报告期："), ("99.10%", "99.1.0%")]);
    for format in ["json", "sarif"] {
        let run = Chengbao::new()
            .file("甲.yaml", &text)
            .call("check --fix 甲.yaml --format")
            .arg(format)
            .run();
        assert_eq!((run.status, run.text("甲.yaml")), (1, with(&[("99.10%", "99.1.0%")])));
        assert_eq!(
            run.stderr,
            "甲.yaml：改了 1 处，原来的留在 甲.yaml.bak\n  第6行第4列：“：” → “:［空格］”\n"
        );
        let said: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let count = said["findings"].as_array().or(said["runs"][0]["results"].as_array());
        assert_eq!(count.unwrap().len(), 1, "{}", run.stdout);
    }
}

#[test]
fn of_several_files_each_is_mended() {
    let wrong = with(&[("报告期: ", "报告期：")]);
    let run = Chengbao::new()
        .file("甲.yaml", &wrong)
        .file("乙.yaml", FILING)
        .file("丙.yaml", &wrong)
        .call("check --fix 甲.yaml 无.yaml 乙.yaml 丙.yaml")
        .run();
    assert_eq!(run.status, 2);
    for name in ["甲.yaml", "乙.yaml", "丙.yaml"] {
        assert_eq!(run.text(name), FILING);
    }
}

#[test]
fn the_file_as_it_was_is_kept_beside_it() {
    let wrong = with(&[("报告期: ", "报告期：")]);
    let run = fix(&wrong).done();
    assert_eq!((run.text("甲.yaml.bak"), run.text("甲.yaml")), (wrong.clone(), FILING.to_owned()));
    // What was kept before stays; the same is kept once.
    let other = with(&[("集团: ", "集团：")]);
    let run = run.then().file("甲.yaml", &other).call("check --fix 甲.yaml").run().done();
    assert_eq!((run.text("甲.yaml.bak"), run.text("甲.yaml.bak2")), (wrong.clone(), other));
    let run = run.then().file("甲.yaml", &wrong).call("check --fix 甲.yaml").run().done();
    assert_eq!(run.files(""), ["甲.yaml", "甲.yaml.bak", "甲.yaml.bak2"]);
    // It is no filing among others.
    let run = run.then().call("check .").run().done();
    assert!(!run.stdout.contains("bak"), "{}", run.stdout);
}

#[test]
fn a_dry_run_only_shows() {
    let wrong = with(&[("报告期: ", "报告期："), ("  集团", "\t集团")]);
    let run = Chengbao::new().file("甲.yaml", &wrong).call("check --fix --dry-run 甲.yaml").run();
    assert_eq!(
        (run.status, run.text("甲.yaml"), run.files("")),
        (1, wrong, vec!["甲.yaml".into()])
    );
    let expected = "\
甲.yaml：会改 2 处，没有写回文件
  第3行
  - ［制表符］集团: 中国移动
  +   集团: 中国移动
  第6行
  - 报告期：2020年下半年
  + 报告期: 2020年下半年

甲.yaml：现在有 2 处错误
";
    assert_eq!(run.stdout, expected);
    let run = Chengbao::new().file("甲.yaml", FILING).call("check --fix --dry-run 甲.yaml").run();
    assert!(run.done().stdout.starts_with("甲.yaml：没有可以自动改好的\n"));
    assert_eq!(
        Chengbao::new().file("甲.yaml", FILING).call("check --dry-run 甲.yaml").run().status,
        2
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("甲.yaml");
        std::fs::write(&path, with(&SLIPS)).unwrap();
        let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        mode(0o640);
        let call = || Chengbao::new().call("check --fix").arg(path.to_str().unwrap()).run();
        call().done();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        // Nor is a file written that may not be.
        std::fs::write(&path, with(&SLIPS)).unwrap();
        mode(0o440);
        let run = call();
        assert_eq!((run.status, std::fs::read_to_string(&path).unwrap()), (2, with(&SLIPS)));
        assert!(run.stderr.contains("这个文件是只读的"), "{}", run.stderr);
        assert!(run.stdout.contains("错误[Y06]"), "{}", run.stdout);
    }

    #[test]
    fn the_target_of_a_symbolic_link_is_written() {
        let run = Chengbao::new()
            .file("真/甲.yaml", with(&[("报告期: ", "报告期：")]))
            .link("乙.yaml", "真/甲.yaml")
            .call("check --fix 乙.yaml")
            .run()
            .done();
        assert_eq!(run.text("真/甲.yaml"), FILING);
        assert_eq!(run.files("真"), ["甲.yaml"]);
        let again = run.then().file("真/甲.yaml", with(&SLIPS)).call("check --fix 乙.yaml");
        assert!(again.run().done().text("乙.yaml").contains("99.10%"));
    }
}

// ── For any file ─────────────────────────────────────────────────────────────

/// What reading alone finds.
fn read(bytes: &[u8]) -> (Source, Vec<Finding>) {
    let reading = report::read("甲.yaml", bytes);
    (reading.source, reading.findings)
}

/// What reading and the rules find.
fn look(bytes: &[u8]) -> (Source, Vec<Finding>) {
    let mut reading = report::read("甲.yaml", bytes);
    let standard = Standard::newest();
    report::check(&mut reading, Against { standard: &standard, compared: &[] });
    (reading.source, reading.findings)
}

/// The faults of reading by code, and how many.
fn faults(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut faults = BTreeMap::new();
    for finding in findings {
        if finding.severity == Severity::Error && finding.code.family() == 'Y' {
            *faults.entry(finding.code.id()).or_default() += 1;
        }
    }
    faults
}

/// Whether there is a fault more; what a syntax error hid does not count.
fn is_worse(before: &[Finding], after: &[Finding]) -> bool {
    let (before, after) = (faults(before), faults(after));
    let syntax = |faults: &BTreeMap<&str, usize>| faults.get("Y01").copied().unwrap_or(0);
    syntax(&after) >= syntax(&before)
        && after.iter().any(|(code, n)| *n > before.get(code).copied().unwrap_or(0))
}

/// What is wrong with how a file is fixed.
fn fault_of(bytes: &[u8], look: fn(&[u8]) -> (Source, Vec<Finding>)) -> Option<String> {
    let (source, before) = look(bytes);
    let Fixed { bytes: mended, changes, .. } = diagnostic::fix(bytes, look);
    let (after_source, after) = look(&mended);
    let mut text = source.text().to_owned();
    for change in changes.iter().rev() {
        text.replace_range(change.span.clone(), &change.text);
    }
    if text != after_source.text() {
        return Some("something else was changed than what is named".to_owned());
    }
    if source.encoding() != after_source.encoding()
        || bytes.starts_with(b"\xEF\xBB\xBF") != mended.starts_with(b"\xEF\xBB\xBF")
        || (changes.is_empty() && mended != bytes)
    {
        return Some("the encoding is another".to_owned());
    }
    if is_worse(&before, &after) {
        return Some(format!("{:?} became {:?}", faults(&before), faults(&after)));
    }
    let again = diagnostic::fix(&mended, look);
    if !again.changes.is_empty() {
        return Some(format!("mended again: {:?}", again.changes));
    }
    // What was left would do harm.
    let left = after.iter().filter(|f| !f.fix.is_empty());
    let harmless = left.filter(|finding| {
        let mut text = after_source.text().to_owned();
        let mut edits = finding.fix.clone();
        edits.sort_by_key(|edit| edit.span.start);
        edits.iter().rev().for_each(|e| text.replace_range(e.span.clone(), &e.text));
        let changed = text != after_source.text();
        let (_, found) = look(text.as_bytes());
        let count = |findings: &[Finding]| faults(findings).values().sum::<usize>();
        changed && count(&found) < count(&after) && !is_worse(&after, &found)
    });
    let harmless: Vec<&Finding> = harmless.collect();
    (!harmless.is_empty()).then(|| format!("left: {harmless:?}"))
}

/// What slips into a file, or is pasted into it.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(vec![
            "", "：", "，", "、", "\t", "\t\t", " ", "\u{3000}", "\u{200B}", "\u{FEFF}", "\u{202E}",
            "\u{200D}", "\u{7}", "４", "％", "<=", "*10ˉ6", "-标题：", ":", ",", "-", "\n", "\r\n",
            "|", "\"", "{", "}", "[", "]", "#", "（", "）", "。", ",\u{200B}", "：\t", ":\u{FEFF}",
        ]).prop_map(str::to_owned),
        1 => ".{0,3}",
    ]
}

#[derive(Debug, Clone)]
struct Slip {
    place: Index,
    taken: usize,
    piece: String,
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let slip = (any::<Index>(), 0..3_usize, piece());
    let slip = slip.prop_map(|(place, taken, piece)| Slip { place, taken, piece });
    proptest::collection::vec(slip, 1..7)
}

/// A text with slips, and some half-width marks as the full-width ones that a desk types.
fn slipped(text: &str, slips: &[Slip], widened: &[Index]) -> String {
    let mut chars: Vec<String> = text.chars().map(String::from).collect();
    let marks: Vec<usize> =
        (0..chars.len()).filter(|n| matches!(chars[*n].as_str(), ":" | "," | "%")).collect();
    for mark in widened {
        let at = marks[mark.index(marks.len())];
        let wide = match chars[at].as_str() {
            ":" => "：",
            "," => "，",
            _ => "％",
        };
        chars[at] = wide.to_owned();
    }
    for slip in slips {
        let at = slip.place.index(chars.len());
        let end = (at + slip.taken).min(chars.len());
        chars.splice(at..end, [slip.piece.clone()]);
    }
    chars.concat()
}

fn saved(text: &str, way: u8) -> Vec<u8> {
    let windows = |text: &str| text.replace("\r\n", "\n").replace('\n', "\r\n");
    match way {
        0 => format!("\u{FEFF}{text}").into_bytes(),
        1 => windows(text).into_bytes(),
        2 => GB18030.encode(text).0.into_owned(),
        3 => GB18030.encode(&windows(text)).0.into_owned(),
        _ => text.as_bytes().to_vec(),
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn widened() -> impl Strategy<Value = Vec<Index>> {
    proptest::collection::vec(any::<Index>(), 0..4)
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_small_filing(slips in slips(), widened in widened(), way in 0..8_u8) {
        let bytes = saved(&slipped(FILING, &slips, &widened), way);
        prop_assert_eq!(fault_of(&bytes, look), None, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn a_whole_filing(slips in slips(), widened in widened(), way in 0..8_u8, which in 0..2_usize) {
        let path = repository().join("data").join(format!("{}.yaml", FILINGS[which]));
        let text = std::fs::read_to_string(path).unwrap();
        let bytes = saved(&slipped(&text, &slips, &widened), way);
        prop_assert_eq!(fault_of(&bytes, look), None);
    }
}

/// The files that the rules and the reading are tested with have every fault there is.
#[test]
fn every_bad_file() {
    let mut faults = Vec::new();
    for folder in ["tests/bad", "tests/rules", "tests/filings", "data"] {
        for entry in std::fs::read_dir(repository().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "yaml") {
                let bytes = std::fs::read(&path).unwrap();
                decode("甲.yaml", &bytes).unwrap();
                faults.extend(
                    fault_of(&bytes, look).map(|fault| format!("{}: {fault}", path.display())),
                );
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_slip_put_in_anywhere() {
    let pieces = ["：", "\t", "\u{200B}", "、"];
    let places = FILING.char_indices().map(|(at, _)| at);
    let mut faults = Vec::new();
    for (at, piece) in places.flat_map(|at| pieces.map(|piece| (at, piece))) {
        let text = format!("{}{piece}{}", &FILING[..at], &FILING[at..]);
        faults.extend(fault_of(text.as_bytes(), read).map(|f| format!("{piece:?} at {at}: {f}")));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
