//! Whether a PDF shows what its data says: sound for every filing of ours, and each way to change
//! one is named for what it is.

use std::sync::LazyLock;

use chengbao::pdf::Anomaly;
use chengbao::render::Templates;
use chengbao::verify::{
    DataVerdict, FilingFault, FilingVerdict, PageDifference, PagesVerdict, filing,
};
use lopdf::{Document, Object, dictionary};

use crate::support::at_hand::{at_hand, with as with_templates};
use crate::support::edited::Edited;
use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, repository};

fn verified(pdf: &[u8]) -> FilingVerdict {
    filing(pdf, &at_hand()).unwrap()
}

fn built(source: impl AsRef<[u8]>) -> Vec<u8> {
    let run = Chengbao::new().file("甲.yaml", source).call("build 甲.yaml --formats pdf").run();
    run.done().bytes("output/甲.pdf")
}

#[track_caller]
fn assert_sound(pdf: &[u8]) {
    let verdict = verified(pdf);
    assert!(verdict.is_sound(), "{verdict}");
}

static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| built(FILING));

const TABLE: &str = "见下表：\n\n        | 项目 | 甲地 | 乙地 |\n        |---|---|---|\n        \
    | 及时率 | 99.10% | 98.20% |\n        | 时限 | 3.1小时 | 4.2小时 |";

#[test]
fn what_we_file_is_sound() {
    assert_sound(&PDF);
    for stem in FILINGS {
        let path = repository().join(format!("data/{stem}.yaml"));
        assert_sound(&built(std::fs::read(path).unwrap()));
    }
    let (gb18030, _, _) = encoding_rs::GB18030.encode(FILING);
    assert_sound(&built(gb18030));
    assert_sound(&built(with(&[("建成5G基站8900余座。", TABLE)])));
    assert_sound(&built(with(&[(
        "建成5G基站8900余座。",
        "网速为10⁻⁶、CO₂、é、[链](https://a.cn/)。",
    )])));
}

#[test]
fn a_head_of_han_and_digits_that_is_shown_again_is_the_table_s() {
    let rows: String =
        (1..60).map(|n| format!("\n        | 第{n}项 | 99.{n}% | 98.{n}% |")).collect();
    let table = format!("| 项目 | 2020年 | 2021年1月 |\n        |---|---|---|{rows}");
    assert_sound(&built(with(&[("建成5G基站8900余座。", &table)])));
}

#[test]
fn every_character_and_table_of_the_torture_is_found_on_its_page() {
    for name in ["tables.yaml", "torture.yaml"] {
        let path = repository().join("tests/filings");
        let chart = std::fs::read(path.join("图/障碍修复.svg")).unwrap();
        let source = std::fs::read(path.join(name)).unwrap();
        let call = Chengbao::new().file("甲.yaml", source).file("图/障碍修复.svg", chart);
        let run = call.call("build 甲.yaml --formats pdf --draft").run();
        let verdict = verified(&run.bytes("output/甲.pdf"));
        assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{name} {verdict}");
        assert_eq!((&verdict.data, verdict.draft), (&DataVerdict::Same, true), "{verdict}");
        assert_eq!(verdict.extras, [], "{name}");
    }
}

fn edited(pdf: &[u8], edit: impl FnOnce(&mut Vec<String>)) -> Vec<String> {
    Edited::new(pdf).edit(1, edit).said()
}

fn at(lines: &[String], wanted: impl Fn(&str) -> bool) -> usize {
    lines.iter().position(|line| wanted(line)).unwrap()
}

#[test]
fn what_was_done_to_a_page_is_told_with_it() {
    let insert = |text: &'static str| {
        move |lines: &mut Vec<String>| lines.extend(text.lines().map(str::to_owned))
    };
    let rectangle = "/Artifact <</Type /Layout>> BDC\n1 1 1 rg\n70 500 300 200 re\nf\nEMC";
    let black = "/Artifact <</Type /Layout>> BDC\n0 0 0 rg\n70 500 300 200 re\nf\nEMC";
    let said = edited(&PDF, insert(rectangle));
    assert_eq!(said, ["第1页：有不是黑色的文字或图形", "第1页：多了图形，不是表格的线"]);
    assert_eq!(edited(&PDF, insert(black)), ["第1页：多了图形，不是表格的线"]);
    let said = edited(&PDF, insert("q\n0 0 m\n9 9 l\nS\nQ"));
    assert!(said[0].contains("绘图指令 S"), "{said:?}");
    // Text marked as no text.
    let said = edited(&PDF, |lines| {
        let run = at(lines, |line| line.ends_with(" Tf"));
        let font = lines[run].split(' ').next().unwrap().to_owned();
        let text = "[<00010002>] TJ\nET\nEMC";
        lines.push(format!(
            "/Artifact <</Type /Pagination>> BDC\nBT\n{font} 16 Tf\n1 0 0 1 90 45 Tm\n{text}"
        ));
    });
    assert!(said.len() == 1 && said[0].starts_with("第1页：多了不属于报告的文字"), "{said:?}");
    // White text, text turned, a page without its number.
    let said = edited(&PDF, |lines| {
        let colour = at(lines, |line| line.ends_with(" rg"));
        lines[colour] = "1 1 1 rg".to_owned();
    });
    assert_eq!(said, ["第1页：有不是黑色的文字或图形"]);
    let said = edited(&PDF, |lines| {
        let matrix = at(lines, |line| line.ends_with(" Tm"));
        lines[matrix] = lines[matrix].replacen("1 0 0 1", "0 1 -1 0", 1);
    });
    assert!(said.iter().any(|s| s.contains("转了向")), "{said:?}");
    let said = edited(&PDF, |lines| {
        let number = lines.iter().rposition(|line| line.ends_with("TJ")).unwrap();
        lines.remove(number);
    });
    assert!(said.contains(&"第1页：页码不对，或者没有页码".to_owned()), "{said:?}");
}

/// Two lines of a page's operators change places.
fn swapped(lines: &mut [String], which: impl Fn(&str) -> bool, one: usize, other: usize) {
    let found: Vec<usize> = (0..lines.len()).filter(|n| which(&lines[*n])).collect();
    lines.swap(found[one], found[other]);
}

#[test]
fn another_text_is_shown_beside_the_filing_s() {
    let said = edited(&PDF, |lines| swapped(lines, |line| line.ends_with("TJ"), 3, 4));
    assert!(
        said[0].starts_with("第1页：页面上是“") && said[0].contains("”，数据里是“"),
        "{said:?}"
    );
}

#[test]
fn figures_that_only_change_places_are_told() {
    let pdf = built(with(&[("建成5G基站8900余座。", TABLE)]));
    assert_sound(&pdf);
    let cells = |lines: &[String]| -> Vec<usize> {
        let open = (0..lines.len()).filter(|n| lines[*n].starts_with("/TD"));
        open.map(|n| n + lines[n..].iter().position(|line| line.ends_with(" Tm")).unwrap())
            .collect()
    };
    // 99.10% and 98.20%; 99.10% and 3.1小时.
    for (one, other) in [(1, 2), (1, 4)] {
        let edited = Edited::new(&pdf);
        let page = 1
            + (1..=edited.contents.len())
                .position(|n| {
                    let stream = edited.document.get_object(edited.contents[n - 1]).unwrap();
                    String::from_utf8_lossy(&stream.as_stream().unwrap().content).contains("/TD")
                })
                .unwrap();
        let said = edited.edit(page, |lines| {
            let cells = cells(lines);
            lines.swap(cells[one], cells[other]);
        });
        let said = said.said();
        assert!(said.iter().all(|s| s.ends_with("不在它该在的位置")), "{said:?}");
        assert!(said[0].starts_with(&format!("第{page}页：")), "{said:?}");
    }
}

#[test]
fn an_actual_text_cannot_hide_what_is_drawn() {
    let pdf = built(with(&[("建成5G基站8900余座。", "不超过10⁻⁶。")]));
    let mut page = 0;
    let mut found = None;
    let mut edited = Edited::new(&pdf);
    for n in 1..=edited.contents.len() {
        let text = String::from_utf8_lossy(edited.text(n)).into_owned();
        if let Some(line) =
            text.lines().position(|line| line.contains("FEFF2076") || line.contains("feff2076"))
        {
            (page, found) = (n, Some(line));
            break;
        }
    }
    let line = found.unwrap();
    // Said ⁹ where a raised 6 is drawn.
    let said = edited.edit(page, |lines| {
        lines[line] = lines[line].replace("2076", "2079");
    });
    let said = said.said();
    assert!(said.contains(&format!("第{page}页：看到的是“6”，复制和朗读出来却是“⁹”")), "{said:?}");
}

/// A PDF one of whose attachments is another.
fn carrying(pdf: &[u8], was: &[u8], bytes: Vec<u8>) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    document.decompress();
    let size = bytes.len() as i64;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content == was
        {
            stream.set_content(bytes.clone());
            stream.dict.set("Params", dictionary! { "Size" => size });
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn data_that_was_exchanged_is_told() {
    let other = with(&[("99.10%", "99.01%")]);
    let verdict = verified(&carrying(&PDF, FILING.as_bytes(), other.into_bytes()));
    let said = verdict.to_string();
    assert!(
        said.contains("99.10%") && said.contains("数据里是“") && said.contains("99.01%"),
        "{said}"
    );
    assert!(matches!(verdict.data, DataVerdict::Differs(_)), "{said}");

    let json = chengbao::pdf::attachment(&PDF, "filing.json").unwrap();
    let text = String::from_utf8(json.clone()).unwrap();
    let changed = text.replacen("\"99.10\"", "\"99.90\"", 1);
    assert_ne!(text, changed);
    let verdict = verified(&carrying(&PDF, &json, changed.into_bytes()));
    assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{verdict}");
    let DataVerdict::Differs(difference) = &verdict.data else { panic!("{verdict}") };
    assert_eq!(difference.path, "indicators[1].value");
    let values = (difference.carried.as_deref(), difference.made.as_deref());
    assert_eq!(values, (Some("\"99.90\""), Some("\"99.10\"")));

    let verdict = verified(&carrying(&PDF, &json, b"[".to_vec()));
    assert_eq!(verdict.data, DataVerdict::Unreadable);
    let fault = filing(&carrying(&PDF, FILING.as_bytes(), b"a: 1".to_vec()), &at_hand());
    assert!(matches!(fault, Err(FilingFault::NoFiling(_))), "{fault:?}");
}

#[test]
fn drafts_errors_and_what_carries_nothing_are_told() {
    let source = with(&[("99.10%", "199.10%")]);
    let run = Chengbao::new().file("甲.yaml", source).call("build 甲.yaml --draft").run();
    let verdict = verified(&run.bytes("output/甲.pdf"));
    assert!(verdict.draft && !verdict.is_sound(), "{verdict}");
    assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{verdict}");
    let [error, ..] = &verdict.errors[..] else { panic!("{verdict}") };
    assert_eq!(error.line, Some(16), "{verdict}");

    let mut bare = Document::load_mem(&PDF).unwrap();
    for key in [&b"AF"[..], b"Names"] {
        bare.catalog_mut().unwrap().remove(key);
    }
    let mut without = Vec::new();
    bare.save_to(&mut without).unwrap();
    assert_eq!(filing(&without, &at_hand()), Err(FilingFault::Absent));
}

#[test]
fn waivers_are_the_filing_s() {
    let waived = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    assert_sound(&built(with(&[("≤4×10⁻⁶", "4*10ˉ6")]) + waived));
}

#[test]
fn a_template_of_one_s_own_is_asked_for() {
    let mut templates = Templates::default();
    templates.report.1 = templates.report.1.replace("声明", "本企业声明") + "\n";
    let run = Chengbao::new()
        .file("甲.yaml", FILING)
        .file("模板/report.md.tera", &templates.report.1)
        .call("build 甲.yaml --templates 模板")
        .run()
        .done();
    let pdf = run.bytes("output/甲.pdf");
    assert_eq!(verified(&pdf).pages, PagesVerdict::OwnTemplate);
    let verdict = filing(&pdf, &with_templates(&templates)).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
    // Who gives templates can check what was made without.
    assert!(filing(&PDF, &with_templates(&templates)).unwrap().is_sound());
}

const CHART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"220\">\
    <rect width=\"480\" height=\"220\" fill=\"#fff\"/><text x=\"90\" y=\"200\">上期</text></svg>";

#[test]
fn pictures_are_counted_and_may_cover_nothing() {
    let source = with(&[
        ("建成5G基站8900余座。", "见图1。\n\n        ![投诉量柱状图](图.svg \"图1 投诉量\")"),
        ("  日期: 2021年1月12日", "  日期: 2021年1月12日\n  印章: 图.svg"),
    ]);
    let run = Chengbao::new().file("甲.yaml", source).file("图.svg", CHART).call("build 甲.yaml");
    let pdf = run.run().done().bytes("output/甲.pdf");
    assert_sound(&pdf);
    let edited = |edit: fn(&mut Vec<String>)| {
        let mut edited = Edited::new(&pdf);
        let count = edited.contents.len();
        let page =
            (1..=count).find(|n| String::from_utf8_lossy(edited.text(*n)).contains(" Do")).unwrap();
        (page, edited.edit(page, edit).differences())
    };
    let (page, differences) = edited(|lines| {
        let place = at(lines, |line| line.ends_with(" cm"));
        lines[place] = "0.036 0 0 -0.036 100 760 cm".to_owned();
    });
    assert!(differences.contains(&PageDifference::Covered { page }), "{differences:?}");
    let (_, differences) = edited(|lines| {
        let draw = at(lines, |line| line.ends_with(" Do"));
        lines.insert(draw, lines[draw].clone());
    });
    let more = |d: &PageDifference| matches!(d, PageDifference::Pictures { shown: 3, data: 2, .. });
    assert!(differences.iter().any(more), "{differences:?}");
}

#[test]
fn what_lies_over_a_page_is_told() {
    let mut edited = Edited::new(&PDF);
    let page = *edited.document.get_pages().get(&1).unwrap();
    let note = edited.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
    });
    let dictionary = edited.document.get_dictionary_mut(page).unwrap();
    dictionary.set("Annots", vec![Object::Reference(note)]);
    dictionary.set("Rotate", 180);
    let odd = |what| PageDifference::Odd { page: 1, what };
    let expected = [odd(Anomaly::Annotation("FreeText".to_owned())), odd(Anomaly::PageBox)];
    assert_eq!(edited.differences(), expected);
}

#[test]
fn what_a_layer_hides_is_told() {
    let mut edited = Edited::new(&PDF);
    let layer = edited
        .document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
    let off = dictionary! { "OFF" => vec![layer.into()] };
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => off };
    edited.document.catalog_mut().unwrap().set("OCProperties", layers);
    let page = *edited.document.get_pages().get(&1).unwrap();
    let resources = edited.document.get_or_create_resources(page).unwrap();
    let resources = resources.as_dict_mut().unwrap();
    resources.set("Properties", dictionary! { "L" => layer });
    let edited = edited.edit(1, |lines| {
        lines.insert(0, "/OC /L BDC".to_owned());
        lines.push("EMC".to_owned());
    });
    assert_eq!(edited.said(), ["第1页：有放在图层里的内容，可以不显示"]);
}

#[test]
fn no_damage_is_a_crash() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    // Once as it is, once with every stream open to damage.
    let mut open = Document::load_mem(&PDF).unwrap();
    open.decompress();
    let mut plain = Vec::new();
    open.save_to(&mut plain).unwrap();
    for pdf in [&*PDF, &plain] {
        for _ in 0..250 {
            let mut damaged = pdf.clone();
            for _ in 0..=next(4) {
                let place = next(damaged.len());
                damaged[place] = next(256) as u8;
            }
            let _ = filing(&damaged, &at_hand());
        }
    }
}
