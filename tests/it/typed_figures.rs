//! Figures as a word processor's report has them are turned into the file's form, and what has
//! no number does not pass for a figure.

use chengbao::check::Against;
use chengbao::diagnostic::{Fixed, fix};
use chengbao::finding::{Finding, Severity};
use chengbao::report::{self, Reading};
use chengbao::source::{Encoding, Node, Source, Value, parse};
use chengbao::standard::Standard;

use crate::support::filing::with;
use crate::support::repository;

fn read(text: &str) -> Reading {
    let standard = Standard::newest();
    let mut reading = report::read("甲.yaml", text.as_bytes());
    report::check(&mut reading, Against { standard: &standard, compared: &[] });
    reading
}

/// What `check --fix` makes of a text.
fn fixed(text: &str) -> String {
    let look = |bytes: &[u8]| {
        let reading = read(std::str::from_utf8(bytes).unwrap());
        (reading.source, reading.findings)
    };
    let Fixed { bytes, .. } = fix(text.as_bytes(), look);
    String::from_utf8(bytes).unwrap()
}

fn errors(reading: &Reading) -> Vec<&Finding> {
    reading.findings.iter().filter(|f| f.severity == Severity::Error).collect()
}

/// An indicator of a file in braces: its braces, and what its report prints.
fn in_braces(text: &str) -> Vec<(String, String)> {
    let source = Source::new("甲.yaml", text, Encoding::Utf8);
    let parsed = parse(&source, &mut Default::default());
    let root = parsed.root.unwrap();
    let groups = child(&root, "主要服务指标完成情况");
    let indicators = entries(groups).iter().flat_map(|group| entries(&group.value));
    let braces = indicators.filter_map(|indicator| {
        let Value::Map(parts) = &indicator.value.value else { return None };
        let said = |value: &Node| match &value.value {
            Value::Text(text) => text.clone(),
            other => panic!("{}", other.kind()),
        };
        let areas = parts.iter().all(|part| ["城市", "农村", "备注"].contains(&part.key.as_str()));
        let figures = parts.iter().filter(|part| part.key != "备注").map(|part| {
            let label = if part.key == "值" { "" } else { &part.key };
            format!("{label}{}", said(&part.value))
        });
        let mut prose = figures.collect::<Vec<_>>().join(if areas { "、" } else { "，" });
        for note in parts.iter().filter(|part| part.key == "备注") {
            prose += &format!("（{}）", said(&note.value));
        }
        let start = indicator.value.span.start;
        let end = start + text[start..].find('}').unwrap() + 1;
        Some((text[start..end].to_owned(), prose))
    });
    braces.collect()
}

fn entries(node: &Node) -> &[chengbao::source::Entry] {
    let Value::Map(entries) = &node.value else { panic!("{}", node.value.kind()) };
    entries
}

fn child<'n>(node: &'n Node, key: &str) -> &'n Node {
    &entries(node).iter().find(|entry| entry.key == key).unwrap().value
}

#[test]
fn both_filings_typed_as_their_reports_print_them_are_turned_into_what_they_are() {
    let mut count = 0;
    for name in ["shanxi-mobile-2020h2", "shanxi-unicom-2020h1"] {
        let path = repository().join(format!("data/{name}.yaml"));
        let filing = std::fs::read_to_string(path).unwrap();
        let variants: [fn(&str) -> String; 4] = [
            str::to_owned,
            |prose| prose.replace('、', "，") + "。",
            |prose| prose.replace('，', ",").replace('（', "(").replace('）', ")"),
            |prose| {
                prose
                    .replace("城市", "城市为")
                    .replace("农村", "农村为")
                    .replace("及时率", "及时率达到")
            },
        ];
        for variant in variants {
            let mut typed = filing.clone();
            for (braces, prose) in in_braces(&filing) {
                let pairs = typed.matches(&format!(": {braces}\n")).count();
                typed =
                    typed.replace(&format!(": {braces}\n"), &format!(": {}\n", variant(&prose)));
                count += pairs;
            }
            let reading = read(&typed);
            assert!(
                errors(&reading).len() >= 3 && errors(&reading).iter().all(|f| f.code == "Y17")
            );
            assert!(fixed(&typed) == filing, "{}", fixed(&typed));
        }
    }
    assert!(count >= 30, "{count}");
}

/// What is reported of the small filing's 障碍修复 in another form.
fn of_repair(value: &str) -> Reading {
    read(&with(&[("{ 平均: 4.01小时, 及时率: 99.10% }", value)]))
}

#[test]
fn the_standard_holds_before_anything_is_mended() {
    for value in [
        "平均30.20小时，及时率99.10%",
        "平均：30.20小时 及时率：99.10%",
        "{ 平均: 达到30.20小时, 及时率: 99.10% }",
        "{ 平均: 3O.20小时, 及时率: 99.10% }",
        "{ 平均: 超过30.20小时, 及时率: 99.10% }",
        "{ 及时率: 99.10%, 平均: 30.20小时（不含预约） }",
    ] {
        let reading = of_repair(value);
        let codes: Vec<&str> = errors(&reading).iter().map(|f| f.code.id()).collect();
        assert!(codes.contains(&"Y17") && codes.contains(&"F02"), "{value} {codes:?}");
        assert_eq!(codes.len(), 2, "{value} {codes:?}");
    }
}

#[test]
fn what_is_mended_is_sound() {
    for (value, mended) in [
        ("平均4.01小时，及时率99.10%", "{ 平均: 4.01小时, 及时率: 99.10% }"),
        ("'平均4.01小时，及时率99.10%'", "{ 平均: 4.01小时, 及时率: 99.10% }"),
        ("{ 平均: 4.O1小时, 及时率: 99.l0% }", "{ 平均: 4.01小时, 及时率: 99.10% }"),
        ("{ 平均: \"达到4.01小时\", 及时率: 百分之九十九 }", "{ 平均: \"4.01小时\", 及时率: 99% }"),
        ("{ 平均: 4.01小时, 及时率: 超过99% }", "{ 平均: 4.01小时, 及时率: \">99%\" }"),
        ("{ 平均: 4.01小时, 及时率: \"超过99%\" }", "{ 平均: 4.01小时, 及时率: \">99%\" }"),
        (
            "{ 平均: 4.01小时, 及时率: 99.10%（不含预约，节假日除外） }",
            "{ 平均: 4.01小时, 及时率: 99.10%, 备注: \"不含预约，节假日除外\" }",
        ),
        ("{ 平均: 4.01小时, 及时率: 0.9910 }", "{ 平均: 4.01小时, 及时率: 99.10% }"),
        ("{ 平均: 4.01小时, 及时率: 99.10 }", "{ 平均: 4.01小时, 及时率: 99.10% }"),
    ] {
        let old = "{ 平均: 4.01小时, 及时率: 99.10% }";
        let text = fixed(&with(&[(old, value)]));
        assert_eq!(text, with(&[(old, mended)]));
        assert!(errors(&read(&text)).is_empty(), "{text}");
    }
}

#[test]
fn what_is_not_sure_is_not_mended() {
    for value in [
        "4.01小时，及时率99.10%",
        "{ 平均: 1-2小时, 及时率: 99.10% }",
        "{ 平均: 100、200小时, 及时率: 99.10% }",
        "{ 平均: 4.01小时（不含预约）, 及时率: 99.10% }",
        "{ 平均: 接近4.01小时, 及时率: 99.10% }",
        "{ 平均: 4.01小时, 及时率: 九成九 }",
        "{ 平均: 4.01小时，最长9小时, 及时率: 0.5 }",
        "城市4.01小时、城市5.02小时",
        "城镇4.01小时、郊县5.02小时",
    ] {
        let text = with(&[("{ 平均: 4.01小时, 及时率: 99.10% }", value)]);
        let reading = read(&text);
        assert!(!errors(&reading).is_empty(), "{value}");
        let figures = errors(&reading).into_iter().filter(|f| f.code == "Y17" || f.code == "F01");
        for finding in figures {
            assert!(finding.fix.is_empty(), "{value} {finding:?}");
        }
    }
}

#[test]
fn words_for_none_and_figures_of_every_form_stay_silent() {
    for value in [
        "{ 平均: 不适用, 及时率: 未发生 }",
        "{ 平均: 本期未发生, 及时率: 不涉及 }",
        "{ 平均: 约4.01小时, 及时率: 99.10% }",
        "{ 平均: 4.01个小时, 及时率: 99.10 % }",
        "{ 平均: ≤4.01小时, 及时率: ≥99% }",
        "{ 平均: 0.5工作日, 及时率: 99.10% }",
    ] {
        let reading = of_repair(value);
        let said: Vec<_> =
            reading.findings.iter().filter(|f| matches!(f.code.id(), "Y17" | "F01")).collect();
        assert!(said.is_empty(), "{value} {said:?}");
    }
    for hotline in ["10086", "10086、10080", "10086（24小时）", "10086转5"] {
        let reading = read(&with(&[("受理热线: 10086", &format!("受理热线: {hotline}"))]));
        assert!(reading.findings.iter().all(|f| f.code != "Y17"), "{hotline}");
    }
}

#[test]
fn a_figure_without_a_number_cannot_be_waived() {
    let text = with(&[("99.10% }", "TBD }")])
        + "豁免:\n  - { 规则: Y17, 位置: 移动电话.障碍修复, 理由: 稍后再填 }\n"
        + "  - { 规则: F01, 位置: 移动电话.障碍修复, 理由: 稍后再填 }\n";
    let reading = read(&text);
    assert!(reading.waived.is_empty());
    let codes: Vec<&str> = errors(&reading).iter().map(|f| f.code.id()).collect();
    assert!(codes.contains(&"Y17") && codes.contains(&"W01"), "{codes:?}");
}

/// One character over and over, as long as a file may be.
#[test]
fn long_values_take_no_longer_than_they_are() {
    for piece in
        ["城市", "平均1小时，", "O", "O.1", "（", "）", "百分之", "x", "——", "成", "99%以上"]
    {
        let value = piece.repeat(2_000_000 / piece.len());
        let reading = of_repair(&format!("{{ 平均: 4.01小时, 及时率: \"{value}\" }}"));
        assert!(!errors(&reading).is_empty(), "{piece}");
    }
}
