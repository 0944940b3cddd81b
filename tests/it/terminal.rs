//! What moves a terminal's cursor, colours its text or turns it round: a finding where a filing
//! has it, and never said as it is, whoever wrote it and whichever command says it.

use lopdf::{Object, StringFormat, dictionary};

use crate::support::filing::{FILING, with};
use crate::support::signed::{PDF, updated};
use crate::support::{Chengbao, Run};

/// Signs that are commands to a terminal: colour, title, cursor, bell, an 8-bit command, and
/// marks that turn the order of reading.
const SIGNS: [&str; 9] = [
    "\u{1B}[31m",
    "\u{1B}]0;x\u{7}",
    "\u{1B}[2J",
    "\u{8}",
    "\u{9B}31m",
    "\u{202E}",
    "\u{2066}",
    "\u{200F}",
    "\u{2028}",
];

/// The same as YAML writes them in a quoted text.
fn escaped(sign: &str) -> String {
    sign.chars().map(|c| format!("\\u{:04X}", c as u32)).collect()
}

/// Nothing said has a character that is more than text.
#[track_caller]
fn is_text(run: &Run) {
    for said in [&run.stdout, &run.stderr] {
        let moving = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!said.contains(moving), "{said:?}");
    }
}

/// The filing with a sign in one of its places, one after the other, raw and as an escape; each
/// time the next sign, so that all are tried in two rounds or three.
fn filings(round: usize) -> Vec<String> {
    let places = [
        ("名称: 中国移动山西公司", "名称: \"中国移动{}山西公司\""),
        ("集团: 中国移动\n", "集团: \"中国移动{}\"\n"),
        ("[移动电话]", "[\"移动{}电话\"]"),
        ("报告期: 2020年下半年", "报告期: \"2020年{}下半年\""),
        ("建成5G基站", "建成{}5G基站"),
        ("  移动电话:\n", "  \"移动{}电话\":\n"),
        ("    计费差错率:", "    \"计费{}差错率\":"),
        ("≤4×10⁻⁶", "\"4{}次\""),
        ("声明: 本报告", "\"声{}明\": 1\n声明: 本报告"),
        ("声明: 本报告", "\"{}\": 1\n\"{}\": 2\n声明: 本报告"),
        ("日期: 2021年1月12日", "日期: \"2021年{}1月12日\""),
        ("日期: 2021年1月12日", "日期: 2021年1月12日\n  印章: \"章{}.png\""),
        ("公司简介: |", "上期: \"上{}期.yaml\"\n公司简介: |"),
        ("建成5G基站8900余座。", "![{}](图{}.png)"),
        ("签署:", "豁免:\n  - { 规则: \"F{}\", 位置: \"x{}\", 理由: \"y{}\" }\n签署:"),
        ("签署:", "# {}\n签署:"),
    ];
    let mut filings = Vec::new();
    for (n, (old, new)) in places.into_iter().enumerate() {
        let sign = SIGNS[(n + round) % SIGNS.len()];
        filings.push(with(&[(old, &new.replace("{}", sign))]));
        filings.push(with(&[(old, &new.replace("{}", &escaped(sign)))]));
    }
    filings
}

#[test]
fn of_a_filing_each_is_a_finding() {
    for round in [0, 5] {
        let hostile = filings(round);
        let files: Vec<String> = (0..hostile.len()).map(|n| format!("{n}.yaml")).collect();
        let desk = || hostile.iter().zip(&files).fold(Chengbao::new(), |c, (f, n)| c.file(n, f));
        let all = files.join(" ");
        for format in ["human", "json", "sarif"] {
            let run = desk().call(&format!("check --format {format} {all}")).run();
            is_text(&run);
            assert_eq!(run.status, 1, "{}", run.stderr);
            if format == "human" {
                // Where it stands only in what is no text of the filing's, it is reported all the same.
                let said = run.stdout.matches("看不见的字符").count();
                assert!(said >= hostile.len() - 2, "{said} of {}\n{}", hostile.len(), run.stdout);
            } else {
                serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap();
            }
        }
        is_text(&desk().call(&format!("build --draft --formats md {all}")).run());
        is_text(&desk().call(&format!("check --fix {all}")).run());
        is_text(&desk().call(&format!("fonts {all}")).run());
        is_text(&desk().call(&format!("compare {all}")).run());
        is_text(&desk().call("init --from 0.yaml").run());
    }
}

#[test]
fn of_a_template() {
    for sign in SIGNS {
        for template in [
            format!("{{{{ {sign} }}}}"),
            format!("{sign}{{{{ nothing }}}}"),
            format!("{{% include \"{sign}\" %}}"),
            format!("{{{{ title | f{sign} }}}}"),
            format!("{{{{ throw(message=\"{sign}\") }}}}"),
        ] {
            let run = Chengbao::new()
                .file("甲.yaml", FILING)
                .file("模板/report.md.tera", &template)
                .call("build 甲.yaml --templates 模板 --formats md")
                .run();
            assert_eq!(run.status, 2, "{template:?}: {}", run.stdout);
            is_text(&run);
        }
    }
}

#[test]
fn of_the_words_of_a_call() {
    for sign in SIGNS {
        for call in
            ["check", "build", "verify", "extract", "fonts", "sign", "init --from", "explain"]
        {
            let run = Chengbao::new().call(call).arg(&format!("甲{sign}.yaml")).run();
            assert_eq!(run.status, 2, "{call}");
            is_text(&run);
        }
        let run = Chengbao::new().call("compare 甲.yaml").arg(&format!("甲{sign}.yaml")).run();
        is_text(&run);
        let run = Chengbao::new().arg(sign).run();
        is_text(&run);
        let run = Chengbao::new().call("check").arg(&format!("--{sign}")).run();
        is_text(&run);
    }
}

#[test]
fn of_a_files_name() {
    // A name with controls is refused as such; one that turns the order of reading is shown.
    let name = "甲\n错误: 乙.yaml";
    let desk = Chengbao::new();
    // On Windows no file can have such a name.
    let desk = if cfg!(windows) { desk } else { desk.file(name, FILING) };
    let run = desk.call("check").arg(name).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("命令里有看不见的字符 U+000A"), "{}", run.stderr);
    let name = "甲\u{202E}lmay.yaml";
    let run = Chengbao::new().file(name, FILING).call("check").arg(name).run();
    is_text(&run);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("甲<U+202E>lmay.yaml"), "{}", run.stdout);
    for format in ["csv", "md", "html", "json", "human"] {
        let call = format!("compare 乙.yaml --format {format}");
        let other = with(&[("2020年下半年", "2021年上半年"), ("2021年1月12日", "2021年7月12日")]);
        let desk = Chengbao::new().file(name, FILING).file("乙.yaml", other);
        let run = desk.call(&call).arg(name).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(!run.stdout.contains('\u{202E}'), "{}", run.stdout);
    }
}

#[test]
fn of_a_pdf() {
    for sign in SIGNS {
        let text = |text: &str| {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Literal)
        };
        let hostile = updated(&PDF, |update| {
            let file = update.add(dictionary! {
                "Type" => "Filespec", "F" => text(&format!("a{sign}.exe")),
                "UF" => text(&format!("a{sign}.exe")),
            });
            let catalog = update.catalog();
            catalog.set("Lang", text(sign));
            catalog.set("OpenAction", dictionary! { "S" => "URI", "URI" => text(sign) });
            catalog.set(
                "Names",
                dictionary! {
                    "EmbeddedFiles" => dictionary! {
                        "Names" => vec![text(&format!("a{sign}.exe")), Object::Reference(file)],
                    },
                },
            );
            let info = update.add(dictionary! { "Title" => text(sign), "Author" => text(sign) });
            update.trailer().set("Info", Object::Reference(info));
        });
        for call in ["verify 甲.pdf", "verify --format json 甲.pdf", "extract 甲.pdf -o 乙.yaml"]
        {
            is_text(&Chengbao::new().file("甲.pdf", &hostile).call(call).run());
        }
        let run = Chengbao::new().file("甲.pdf", &hostile).file("乙.yaml", FILING);
        is_text(&run.call("compare 甲.pdf 乙.yaml").run());
    }
}
