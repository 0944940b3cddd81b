//! `build --formats docx`: a Word file of the same text, which gives back its filing, and in a draft
//! has what was found as comments.

use std::collections::BTreeSet;

use roxmltree::Document;

use crate::support::docx::{changed, part, parts};
use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run, repository};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const ITEM: &str = "customXml/item1.xml";

fn built(text: impl AsRef<[u8]>) -> Vec<u8> {
    let call = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --formats docx");
    call.run().done().bytes("output/甲.docx")
}

fn extracted(docx: &[u8], options: &str) -> Run {
    Chengbao::new().file("乙.docx", docx).call(&format!("extract 乙.docx{options}")).run()
}

/// The words of a part's paragraphs.
fn paragraphs(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap();
    let paragraphs = document.descendants().filter(|node| node.has_tag_name((WORD, "p")));
    let words = |node: roxmltree::Node<'_, '_>| -> String {
        let texts = node.descendants().filter(|node| node.has_tag_name((WORD, "t")));
        texts.filter_map(|node| node.text().map(str::to_owned)).collect()
    };
    paragraphs.map(words).collect()
}

/// The words that each comment of a Word file stands at, and what it says.
fn comments(docx: &[u8]) -> Vec<(String, String)> {
    let (body, list) = (part(docx, "word/document.xml"), part(docx, "word/comments.xml"));
    let (body, list) = (Document::parse(&body).unwrap(), Document::parse(&list).unwrap());
    let id = |node: &roxmltree::Node<'_, '_>| node.attribute((WORD, "id")).unwrap().to_owned();
    let said = list.descendants().filter(|node| node.has_tag_name((WORD, "comment")));
    let texts = |node: roxmltree::Node<'_, '_>| -> String {
        node.descendants()
            .filter(|n| n.has_tag_name((WORD, "t")))
            .filter_map(|n| n.text())
            .collect()
    };
    let at = |wanted: &str| {
        let (mut words, mut is_open) = (String::new(), false);
        for node in body.descendants() {
            match node.tag_name().name() {
                "commentRangeStart" if id(&node) == wanted => is_open = true,
                "commentRangeEnd" if id(&node) == wanted => return words,
                "t" if is_open => words.push_str(node.text().unwrap_or_default()),
                _ => {}
            }
        }
        panic!("comment {wanted} stands nowhere")
    };
    said.map(|comment| (at(&id(&comment)), texts(comment))).collect()
}

#[test]
fn formats_takes_docx_and_makes_it_only_where_it_is_asked_for() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf"]);
    let run = run.then().call("build 甲.yaml --formats md,html,pdf,docx").run().done();
    assert_eq!(run.files("output"), ["甲.docx", "甲.html", "甲.md", "甲.pdf"]);
    assert!(run.stdout.contains("已生成 output/甲.docx"), "{}", run.stdout);
}

#[test]
fn a_report_comes_back_from_word_as_it_was() {
    for stem in FILINGS {
        let call = format!("build {stem}.yaml --formats md,docx -o .");
        let run = Chengbao::new().data(&format!("{stem}.yaml")).call(&call).run().done();
        let markdown = run.text(&format!("{stem}.md"));
        let call = format!("import {stem}.docx -o 新.yaml --report 清单.json");
        let run = run.then().call(&call).run().done();
        let report: serde_json::Value = serde_json::from_str(&run.text("清单.json")).unwrap();
        assert_eq!(
            (&report["left_over"], &report["lost"]),
            (&vec![(); 0].into(), &vec![(); 0].into())
        );
        let run = run.then().call("build 新.yaml --draft --formats md").run();
        assert_eq!(run.text("output/新.md"), markdown);
    }
}

#[test]
fn marks_of_a_draft_and_words_pointed_out_come_back_too() {
    let text = with(&[("建成5G基站8900余座。", "建成**5G基站**8900余座，差错10⁻⁶。")]);
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --draft --formats docx");
    let run = run.run().then().call("import output/甲.docx -o 乙.yaml --report 清单.json").run();
    assert!(
        run.text("乙.yaml").contains("建成**5G基站**8900余座，差错10⁻⁶。"),
        "{}",
        run.text("乙.yaml")
    );
    assert!(run.text("清单.json").contains("\"lost\": []"), "{}", run.text("清单.json"));
}

#[test]
fn the_filing_comes_back_byte_for_byte() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode(FILING);
    let crlf = format!("\u{FEFF}{}", FILING.replace('\n', "\r\n"));
    for source in [FILING.as_bytes(), &gb18030, crlf.as_bytes()] {
        let docx = built(source);
        let run = extracted(&docx, " -o 丙.yaml").done();
        assert_eq!(run.bytes("丙.yaml"), source);
    }
    let docx = built(FILING);
    let data = extracted(&docx, " --format json").done().stdout;
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["source"]["size"], FILING.len());
    let run = extracted(&docx, " --format last");
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (2, "错误: 乙.docx 没有附表，也就没有带上期的填报文件\n")
    );
}

#[test]
fn the_last_period_s_file_goes_with_an_annex_and_its_charts_are_shown() {
    let read = |stem: &str| {
        std::fs::read_to_string(repository().join(format!("tests/compare/{stem}.yaml"))).unwrap()
    };
    let asked = "报告期: 2023年下半年\n上期: [2023h1.yaml, 2022h2.yaml]\n附表: 趋势";
    let own = read("2023h2").replace("报告期: 2023年下半年", asked);
    let desk = Chengbao::new()
        .file("2023h2.yaml", own)
        .file("2023h1.yaml", read("2023h1"))
        .file("2022h2.yaml", read("2022h2"));
    let docx = desk.call("build 2023h2.yaml --formats docx").run().done();
    let docx = docx.bytes("output/2023h2.docx");
    assert!(extracted(&docx, " --format last").done().stdout == read("2023h1"));
    assert!(extracted(&docx, " --format last-2").done().stdout == read("2022h2"));
    let parts = parts(&docx);
    let count = |ending: &str| parts.keys().filter(|name| name.ends_with(ending)).count();
    assert!(count(".png") > 0 && count(".png") == count(".svg"), "{:?}", parts.keys());
    let body = part(&docx, "word/document.xml");
    assert_eq!(body.matches("asvg:svgBlip ").count(), count(".svg"));
    assert!(body.contains("<w:gridSpan w:val=\"7\"/>"), "{body}");
    assert!(body.contains("<w:tblHeader/>") && body.contains(" descr=\""), "{body}");
}

#[test]
fn another_program_may_move_the_data_and_not_change_it() {
    let docx = built(FILING);
    let moved = changed(&docx, |parts| {
        let item = String::from_utf8(parts.remove(ITEM).unwrap()).unwrap();
        // Blanks as a program that indents XML puts them.
        let item = item.replace("<file ", "\n  <file ").replace("</file>", "\n  </file>");
        parts.insert("customXml/item3.xml".to_owned(), item.into_bytes());
        let relationships = parts.get_mut("word/_rels/document.xml.rels").unwrap();
        let text = String::from_utf8(relationships.clone()).unwrap();
        *relationships = text.replace("item1.xml", "item3.xml").into_bytes();
    });
    assert_eq!(extracted(&moved, "").done().stdout, FILING);
    let refused = |change: &dyn Fn(String) -> String, said: &str| {
        let docx = changed(&docx, |parts| {
            let item = String::from_utf8(parts.remove(ITEM).unwrap()).unwrap();
            parts.insert(ITEM.to_owned(), change(item).into_bytes());
        });
        let run = extracted(&docx, "");
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(said), "{}", run.stderr);
    };
    let twice =
        |item: String| item.replace("</filing>", "<file name=\"filing.yaml\">YQ==</file></filing>");
    refused(&twice, "带的文件有两个同名");
    refused(&|item| item.replace("\">", "\">*"), "带的填报文件被改动过");
    refused(&|item| item.replace("?>\n", "?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>"), "DTD");
    refused(&|item| item.replace("urn:chengbao:filing", "urn:other"), "没有填报数据");
}

#[test]
fn a_draft_says_so_and_has_what_was_found_at_its_words() {
    let waived = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let text = with(&[
        ("99.10%", "199.10%"),
        ("≤4×10⁻⁶", "4*10ˉ6"),
        ("  经营业务: [移动电话]\n", "  经营业务: [移动电话]\n  简介: 无\n"),
    ]);
    let run = Chengbao::new().file("甲.yaml", text + waived);
    let docx = run.call("build 甲.yaml --draft --formats docx").run().bytes("output/甲.docx");
    let mark = paragraphs(&part(&docx, "word/header1.xml")).concat();
    let fingerprint = mark.strip_prefix("送审稿 第1稿 ").unwrap();
    assert!(fingerprint.len() == 8 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit()), "{mark}");
    let comments = comments(&docx);
    let at = |code: &str| {
        let found = comments.iter().find(|(_, said)| said.starts_with(code));
        found.unwrap_or_else(|| panic!("no {code}: {comments:?}")).clone()
    };
    let (words, said) = at("F01");
    assert_eq!(words, "199.10%");
    assert!(said.starts_with("F01（错误）："), "{said}");
    // What is in no printed text is the title's.
    assert_eq!(at("Y02").0, "中国移动山西公司2020年下半年服务质量状况报告");
    assert!(comments.iter().all(|(_, said)| !said.starts_with("F08")), "{comments:?}");
}

#[test]
fn a_final_report_has_neither_mark_nor_comments() {
    let text = with(&[("99.10%", "59.10%")]);
    let waived = "\n豁免:\n  - { 规则: F05, 位置: 障碍修复, 理由: 台风 }\n";
    let docx = built(text + waived);
    let parts = parts(&docx);
    let has = |start: &str| parts.keys().any(|name| name.starts_with(start));
    assert!(!has("word/header") && !has("word/comments"), "{:?}", parts.keys());
}

#[test]
fn the_same_filing_makes_the_same_bytes() {
    let build = |zone: &str| {
        let run = Chengbao::new().file("甲.yaml", FILING).env("TZ", zone).env("LANG", "C");
        run.call("build 甲.yaml --formats docx").run().done().bytes("output/甲.docx")
    };
    assert!(build("America/St_Johns") == build("Asia/Shanghai"));
}

#[test]
fn every_filing_can_be_written_and_every_part_is_referred_to() {
    let mut desk = Chengbao::new();
    let mut stems = Vec::new();
    for folder in ["data", "tests/filings"] {
        for entry in std::fs::read_dir(repository().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if let Some(stem) = name.strip_suffix(".yaml").filter(|stem| *stem != "template") {
                desk = desk.file(&name, std::fs::read(&path).unwrap());
                stems.push(stem.to_owned());
            }
        }
    }
    let picture = std::fs::read(repository().join("tests/filings/图/障碍修复.svg")).unwrap();
    let run = desk.file("图/障碍修复.svg", picture).call("build . --formats docx").run().done();
    assert_eq!(stems.len(), 5);
    for stem in stems {
        let docx = run.bytes(&format!("output/{stem}.docx"));
        let parts = parts(&docx);
        let mut referred = BTreeSet::from(["[Content_Types].xml".to_owned()]);
        for (name, bytes) in &parts {
            let is_xml = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
            let text = if is_xml { std::str::from_utf8(bytes).unwrap() } else { continue };
            let document = Document::parse(text).unwrap_or_else(|e| panic!("{stem} {name}: {e}"));
            let Some((folder, _)) = name.split_once("_rels/") else { continue };
            referred.insert(name.clone());
            for node in document.root_element().children() {
                if node.attribute("TargetMode").is_none() {
                    let target = node.attribute("Target").unwrap();
                    let path = format!("{folder}{target}").replace("word/../", "");
                    assert!(parts.contains_key(&path), "{stem}: no {path}");
                    referred.insert(path);
                }
            }
        }
        assert_eq!(parts.keys().cloned().collect::<BTreeSet<_>>(), referred, "{stem}");
    }
}

#[test]
fn the_page_is_that_of_an_official_document() {
    let docx = built(FILING.to_owned() + "版式: { 页码: 外侧 }\n");
    let body = part(&docx, "word/document.xml");
    assert!(body.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "{body}");
    assert!(body.contains(r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#), "{body}");
    assert!(part(&docx, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert_eq!(paragraphs(&part(&docx, "word/footer2.xml")), ["— 1 —"]);
    // The title, of two lines, and the blank one below stand on the body's lines.
    assert!(
        body.contains(r#"<w:pStyle w:val="Title"/><w:keepNext/><w:spacing w:after="579"/>"#),
        "{body}"
    );
    // Headings are what Word's navigation knows; the exponent is raised.
    assert!(body.contains(r#"<w:pStyle w:val="Heading1"/>"#), "{body}");
    let raised = r#"<w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">−6</w:t>"#;
    assert!(body.contains(raised), "{body}");
    let styles = part(&docx, "word/styles.xml");
    for face in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"] {
        assert!(styles.contains(face), "{face}");
    }
}

#[test]
fn a_word_file_without_a_filing_says_what_to_do() {
    let run = extracted(b"PK\x05\x06nothing", "");
    assert_eq!(run.status, 2);
    let docx = changed(&built(FILING), |parts| {
        let relationships = parts.get_mut("word/_rels/document.xml.rels").unwrap();
        let text = String::from_utf8(relationships.clone()).unwrap();
        *relationships = text.replace("/customXml\"", "/other\"").into_bytes();
    });
    let run = extracted(&docx, "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("chengbao import"), "{}", run.stderr);
}
