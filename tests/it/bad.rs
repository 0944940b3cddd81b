//! Every bad input has its file in `tests/bad`: what is reported, where, and that the same
//! file builds once it is mended.
//!
//! A file begins with what is expected of it:
//!
//! ```yaml
//! # expect: CODE LINE:COLUMN MESSAGE      each error, in order; `-` for the whole file
//! # mend: s~what is there~what is right~  only where it stands below these lines
//! ```
//!
//! A file without a mend becomes the small filing of `support::filing`.

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run, repository};

const FAMILIES: [&str; 11] = [
    "syntax", "key", "kind", "slip", "refused", "document", "hidden", "figure", "day", "prompt",
    "face",
];

#[test]
fn syntax() {
    check_family("syntax");
}

#[test]
fn keys_unknown_missing_and_double() {
    check_family("key");
}

#[test]
fn the_wrong_kind_of_value() {
    check_family("kind");
}

#[test]
fn slips_of_the_keyboard() {
    check_family("slip");
}

#[test]
fn anchors_aliases_tags_and_merge_keys() {
    check_family("refused");
}

#[test]
fn the_document_as_a_whole() {
    check_family("document");
}

#[test]
fn characters_that_nobody_sees() {
    check_family("hidden");
}

#[test]
fn figures() {
    check_family("figure");
}

#[test]
fn the_half_year_and_the_day() {
    check_family("day");
}

#[test]
fn prompts_that_were_not_answered() {
    check_family("prompt");
}

#[test]
fn characters_that_no_face_has() {
    check_family("face");
}

#[test]
fn every_file_is_of_a_family() {
    for name in names() {
        let family = name.split('-').next().unwrap();
        assert!(FAMILIES.contains(&family), "{name}");
    }
}

#[test]
fn an_empty_file() {
    let run = refused("");
    assert_eq!(said(&run), ["Y10 - 文件是空的，或只有注释"]);
}

#[test]
fn a_file_over_four_mebibytes() {
    let filler = "# 填充\n".repeat(4 * 1024 * 1024 / 9);
    refused_for(format!("{filler}{FILING}"), "Y12 - 文件超过 4 MiB，一份填报文件不会这么大");
    let filler = "# 填充\n".repeat((4 * 1024 * 1024 - FILING.len()) / 9);
    build(format!("{filler}{FILING}")).done();
}

#[test]
fn a_file_in_utf_16() {
    let message = "Y13 - 文件是 UTF-16 编码（记事本里叫 Unicode），不能读入";
    let units = || FILING.encode_utf16();
    let little: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
    refused_for(little, message);
    refused_for(big, message);
}

#[test]
fn a_file_that_is_no_text() {
    let zip =
        [b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xDF\xA4\xD2l".as_slice(), &[0xFF; 64]].concat();
    refused_for(zip, "Y13 - 这是压缩包，不是填报文件，不能读入");
    let message = "Y13 - 文件既不是 UTF-8 也不是 GB18030 编码的文本，不能读入";
    // Text in an encoding that GB18030 gives another meaning to.
    refused_for(b"\xAE\xF8\xB7~\xB3\xF8\xB4\xC1: 2020\n", message);
}

#[test]
fn a_file_with_bytes_cut_off() {
    let mut bytes = FILING.as_bytes().to_vec();
    let inside_a_character = FILING.find('企').unwrap() + 1;
    bytes.remove(inside_a_character);
    refused_for(bytes, "Y13 - 文件既不是 UTF-8 也不是 GB18030 编码的文本，不能读入");
}

#[test]
fn different_faults_are_told_in_one_pass_in_the_order_of_the_file() {
    let text = with(&[
        ("  集团: 中国移动", "\t集团: 移动"),
        ("报告期: 2020年下半年", "报告期：2020年度"),
        ("  举措:\n", "  概叙: 总体良好。\n  举措:\n"),
        ("及时率: 99.10%", "及时率: 99.10％"),
        ("≤4×10⁻⁶", "*a"),
        ("2021年1月12日\n", "2021年1月12日\n  日期: 2021年1月13日\n"),
    ]);
    let run = refused(&text);
    let codes: Vec<String> =
        run.errors().iter().map(|f| format!("{} {}", f.code, f.place)).collect();
    let expected = [
        "Y07 3:1",
        "Y04 3:6",
        "Y06 6:4",
        "Y18 6:5",
        "Y02 10:3",
        "Y17 17:30",
        "Y08 18:12",
        "Y05 23:3",
    ];
    assert_eq!(codes, expected, "{}", run.stderr);
    let places: Vec<(usize, usize)> = run.errors().iter().map(|f| f.position()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_line_that_cannot_be_read_does_not_hide_what_is_wrong_below() {
    let text = with(&[
        ("  省份: 山西省", "  省份: \"山西\"省"),
        ("2020年下半年", "2020年度"),
        ("99.10%", "99.1.0%"),
    ]);
    let run = refused(&text);
    let codes: Vec<String> = run.errors().into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["Y01", "Y18", "Y17"], "{}", run.stderr);
}

#[test]
fn the_nearest_known_key_is_named_or_else_all_of_them() {
    let near = refused(&with(&[("  集团", "  简秤: 山西移动\n  集团")]));
    assert!(near.stderr.contains("怎么改: 是不是“简称”？"), "{}", near.stderr);
    let far = refused(&with(&[("签署:", "印刷份数: 三份\n签署:")]));
    for key in ["企业", "报告期", "结语", "签署", "豁免"] {
        let listed = far.stderr.split("可以用的键：").nth(1).unwrap();
        assert!(listed.contains(key), "{key}\n{}", far.stderr);
    }
}

#[test]
fn a_double_key_shows_where_the_first_one_is() {
    let run = refused(&with(&[("签署:", "声明: 以上属实。\n签署:")]));
    let marked = |what: &str| run.stderr.lines().any(|l| l.ends_with(what));
    assert!(marked("──── 第一次在这里"), "{}", run.stderr);
    assert!(run.stderr.contains("19 │ 声明:") && run.stderr.contains("20 │ 声明:"));
}

#[test]
fn the_underline_stands_under_the_right_characters() {
    let cases = [
        (with(&[("99.10%", "９９.10%")]), "９９.10%"),
        (with(&[("报告期: ", "报告期：")]), "："),
        (with(&[("小时, 及", "小时，及")]), "，"),
        (with(&[("集团: 中国移动", "集团: 移动")]), "移动"),
        (with(&[("集团: 中国移动", "集团: &a 中国移动")]), "&a"),
        (with(&[("山西省", "山\u{3400}西\u{202E}省")]), "\u{FFFD}"),
        (with(&[("5G基站8900", "“①”—😀5G基站")]), "😀"),
    ];
    for (text, marked) in cases {
        let run = refused(&text);
        assert_eq!(underlined(&run.stderr), [marked], "{}", run.stderr);
    }
}

/// What stands over each underline, by the columns of a terminal.
fn underlined(shown: &str) -> Vec<String> {
    let lines: Vec<&str> = shown.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].contains('━'));
    let over = pairs.map(|pair| {
        let start = width(pair[1].split('━').next().unwrap());
        let end = width(pair[1].trim_end());
        let mut column = 0;
        let mut chars = String::new();
        for c in pair[0].chars() {
            if (start..end).contains(&column) {
                chars.push(c);
            }
            column += char_width(c);
        }
        assert!(column >= end, "{shown}");
        chars
    });
    over.collect()
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Columns in a terminal (UAX 11): Han, full-width forms, Chinese marks and pictures take two.
/// Ambiguous ones (“ ” — ①, the box's lines) take one, as most terminals have it.
fn char_width(c: char) -> usize {
    let wide = matches!(c, '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}');
    if wide { 2 } else { 1 }
}

fn check_family(family: &str) {
    let names: Vec<String> =
        names().into_iter().filter(|n| n.split('-').next() == Some(family)).collect();
    assert!(!names.is_empty());
    let faults: Vec<String> = names.iter().filter_map(|name| check(name).err()).collect();
    assert!(faults.is_empty(), "{} of {}\n\n{}", faults.len(), names.len(), faults.join("\n\n"));
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(repository().join("tests/bad")).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The file says what it expects, and builds once it is mended.
fn check(name: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(repository().join("tests/bad").join(name)).unwrap();
    let Case { expected, mends, header, body } = read_case(&text);
    let run = build(&text);
    if run.status != 1 || said(&run) != expected || !run.files("output").is_empty() {
        let said = said(&run).join("\n  ");
        let expected = expected.join("\n  ");
        return Err(format!("{name}: exit {}\n  {said}\nexpected\n  {expected}", run.status));
    }
    let mended = match mends.as_slice() {
        [] => format!("{header}{FILING}"),
        mends => mends.iter().try_fold(body.to_owned(), |body, (wrong, right)| {
            match body.matches(wrong.as_str()).count() {
                1 => Ok(body.replace(wrong.as_str(), right)),
                n => Err(format!("{name}: the mend fits in {n} places")),
            }
        })?,
    };
    let run = build(&mended);
    match run.status {
        0 => Ok(()),
        status => Err(format!("{name}, mended: exit {status}\n{}", run.stderr)),
    }
}

struct Case<'t> {
    expected: Vec<String>,
    mends: Vec<(String, String)>,
    header: &'t str,
    body: &'t str,
}

fn read_case(text: &str) -> Case<'_> {
    let is_header =
        |line: &str| ["# expect: ", "# mend: "].iter().any(|mark| line.starts_with(mark));
    let length = text.split_inclusive('\n').take_while(|l| is_header(l)).map(str::len).sum();
    let (header, body) = text.split_at(length);
    let after = |mark| header.lines().filter_map(move |l: &str| l.strip_prefix(mark));
    let mends = after("# mend: ").map(|mend| {
        let mut parts = mend.split('~').skip(1).map(unescape);
        (parts.next().unwrap(), parts.next().unwrap())
    });
    Case {
        expected: after("# expect: ").map(str::to_owned).collect(),
        mends: mends.collect(),
        header,
        body,
    }
}

/// `\n`, `\\` and `\u{…}` in a mend.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let escape = after.chars().next().unwrap();
        rest = &after[escape.len_utf8()..];
        match escape {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'u' => {
                let (hex, behind) = rest[1..].split_once('}').unwrap();
                out.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
                rest = behind;
            }
            other => out.push(other),
        }
    }
    out + rest
}

fn build(bytes: impl AsRef<[u8]>) -> Run {
    Chengbao::new().file("填报.yaml", bytes).call("build 填报.yaml").run()
}

#[track_caller]
fn refused(text: &str) -> Run {
    let run = build(text);
    assert_eq!(run.status, 1, "{}", run.stderr);
    run
}

#[track_caller]
fn refused_for(bytes: impl AsRef<[u8]>, message: &str) {
    let run = build(bytes);
    assert_eq!((run.status, said(&run)), (1, vec![message.to_owned()]));
}

fn said(run: &Run) -> Vec<String> {
    run.errors().iter().map(ToString::to_string).collect()
}
