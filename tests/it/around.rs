//! What stands around a report's text: 主送 below the title, several signatories and their seals, 附注,
//! the filer's own annexes, 抄送 at the foot of the last page.

use chengbao::document::{Block, Inline};
use chengbao::source_map::SourceMap;
use chengbao::typeset::{Area, Geometry, Length, Page, Pages, Setting, Tag, typeset};
use chengbao::verify::filing;
use lopdf::Document;

use crate::support::at_hand::{at_hand, with as with_templates};
use crate::support::faces::faces;
use crate::support::filing::with;
use crate::support::pdf_text::{pages, sequences};
use crate::support::pdf_tree::tree;
use crate::support::set::set_file;
use crate::support::{Chengbao, Run};

const SEAL: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"160\">\
    <circle cx=\"80\" cy=\"80\" r=\"76\" fill=\"none\" stroke=\"#d00\" stroke-width=\"6\"/></svg>";
const CHART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"150\">\
    <rect x=\"60\" y=\"60\" width=\"60\" height=\"80\" fill=\"#1f5fa8\"/></svg>";
const SIGNED: &str = "签署:\n  日期: 2021年1月12日\n";
/// A filing with all that may stand around its text.
const AROUND: [(&str, &str); 3] = [
    ("公司简介: |", "主送: [甲省通信管理局, 甲省工业和信息化厅：]\n公司简介: |"),
    (
        "签署:\n",
        "附件:\n  - 标题: 网络建设情况\n    内容: |\n      | 市 | 基站（座） |\n      | --- | --- |\n      \
         | 甲市 | 12 |\n\n      ![基站数量](图.svg \"图1 基站\")\n  - 标题: 客户服务公约\n    内容: |\n      \
         ###### 总则\n\n      用心服务。\n签署:\n",
    ),
    (
        SIGNED,
        "签署:\n  单位: [中国移动山西公司, 中移铁通山西公司]\n  日期: 2021年1月12日\n  \
         印章: [甲.svg, 乙.svg]\n  联系人: 张三\n  联系电话: 0351-8888888\n\
         抄送: [甲省消费者协会, 乙市消费者协会。]\n",
    ),
];

fn desk(filing: &str) -> Chengbao {
    let desk = Chengbao::new().file("甲.yaml", filing).file("图.svg", CHART);
    desk.file("甲.svg", SEAL).file("乙.svg", SEAL.replace("#d00", "#c11"))
}

/// A filing with all that may stand around its text, and its pictures beside it.
pub(crate) fn full() -> Chengbao {
    desk(&with(&AROUND))
}

fn around() -> Run {
    full().call("build 甲.yaml").run().done()
}

#[test]
fn the_text_has_it_in_its_place() {
    let markdown = around().text("output/甲.md");
    for part in [
        "服务质量状况报告\n\n**甲省通信管理局、甲省工业和信息化厅：**\n\n## 一、公司简介\n",
        "企业声明：本报告内容客观、真实、准确。\n\n附件：1.网络建设情况  \n2.客户服务公约\n\n\
         中国移动山西公司  \n中移铁通山西公司  \n2021年1月12日\n\n\
         （联系人：张三；联系电话：0351-8888888）\n\n## 附件1\n\n### 网络建设情况\n\n| 市 |",
        "\n\n## 附件2\n\n### 客户服务公约\n\n#### 总则\n\n用心服务。\n\n---\n\n\
         抄送：甲省消费者协会、乙市消费者协会。\n",
    ] {
        assert!(markdown.contains(part), "{part}\n\n{markdown}");
    }
}

#[test]
fn the_page_of_html_has_it() {
    let html = around().text("output/甲.html");
    for part in [
        "<p class=\"addressees\">甲省通信管理局、甲省工业和信息化厅：</p>",
        "<p class=\"annex-note\">附件：1.网络建设情况<br>2.客户服务公约</p>",
        "<div class=\"sign-off\"><p>中国移动山西公司</p><p>中移铁通山西公司</p><p>2021年1月12日</p></div>\n\
         <p>（联系人：张三；联系电话：0351-8888888）</p>",
        ">附件1</a>",
        ">客户服务公约</a>",
        "<footer class=\"imprint\"><p>抄送：甲省消费者协会、乙市消费者协会。</p></footer>",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn the_pdf_has_it_and_is_what_its_data_gives() {
    let pdf = around().bytes("output/甲.pdf");
    let verdict = filing(&pdf, &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
    assert_eq!(verdict.unit, "中国移动山西公司、中移铁通山西公司");
    let read = pages(&pdf);
    let begins = |text: &str| read.iter().position(|page| page.first().is_some_and(|t| t == text));
    let (first, second) = (begins("附件1").unwrap(), begins("附件2").unwrap());
    assert_eq!((first, second), (read.len() - 2, read.len() - 1));
    let last: String = read[second].concat();
    assert!(last.contains("抄送：甲省消费者协会、乙市消费者协会。"), "{last}");
    let document = Document::load_mem(&pdf).unwrap();
    let (tree, sequences) = (tree(&document), sequences(&document));
    let headings = tree.elements().filter(|element| element.level().is_some());
    let headings: Vec<String> = headings.map(|element| element.text(&sequences)).collect();
    let at = headings.iter().position(|text| text == "附件1").unwrap();
    let annexed = ["附件1", "网络建设情况", "附件2", "客户服务公约", "总则"];
    assert_eq!(headings[at..], annexed);
}

#[test]
fn the_data_has_it() {
    let run = around().then().call("extract output/甲.pdf --format json").run().done();
    let data: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let list = |key: &str| data[key].as_array().unwrap().len();
    assert_eq!(data["signatory"], "中国移动山西公司、中移铁通山西公司");
    let lists = ["addressees", "signatories", "annexes", "copied_to"].map(list);
    assert_eq!(lists, [2, 2, 2, 2]);
    assert_eq!([&data["contact"], &data["telephone"]], ["张三", "0351-8888888"]);
}

#[test]
fn one_of_each_needs_no_list_and_one_annex_no_number() {
    let filing = with(&[
        ("公司简介: |", "主送: 甲省通信管理局\n公司简介: |"),
        ("签署:\n", "附件: [{ 标题: 网络建设情况, 内容: 已建成。 }]\n签署:\n"),
        (SIGNED, "签署:\n  日期: 2021年1月12日\n  联系电话: 13900000000\n抄送: 甲省消费者协会\n"),
    ]);
    let run = desk(&filing).call("build 甲.yaml").run().done();
    let markdown = run.text("output/甲.md");
    for part in [
        "\n\n**甲省通信管理局：**\n\n",
        "\n\n附件：网络建设情况\n\n中国移动山西公司  \n2021年1月12日\n\n（联系电话：13900000000）\n\n\
         ## 附件\n\n### 网络建设情况\n\n已建成。\n\n---\n\n抄送：甲省消费者协会。\n",
    ] {
        assert!(markdown.contains(part), "{markdown}");
    }
    let verdict = chengbao::verify::filing(&run.bytes("output/甲.pdf"), &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn the_table_of_附表_comes_after_the_filer_s_own_annexes() {
    let mut own = AROUND.to_vec();
    own.push(("报告期: 2020年下半年", "报告期: 2020年下半年\n上期: 上期.yaml\n附表: 对比"));
    let last = with(&[("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月10日")]);
    let desk = desk(&with(&own)).file("上期.yaml", last);
    let run = desk.call("build 甲.yaml").run().done();
    let markdown = run.text("output/甲.md");
    let note = "附件：1.网络建设情况  \n2.客户服务公约  \n3.主要服务指标与上期对比表\n\n中国移动";
    assert!(markdown.contains(note), "{markdown}");
    assert!(markdown.contains("\n\n## 附件3\n\n### 主要服务指标与上期对比表\n\n"), "{markdown}");
    let verdict = filing(&run.bytes("output/甲.pdf"), &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn a_template_of_one_s_own_has_to_print_it() {
    let template = "# {{ title }}\n\n{{ signature.unit }}  \n{{ signature.date }}\n";
    let run = desk(&with(&AROUND))
        .file("模板/report.md.tera", template)
        .call("build 甲.yaml --templates 模板")
        .run();
    let said: Vec<String> = run.errors().iter().map(|said| said.message.clone()).collect();
    assert_eq!(
        said,
        [
            "自备的模板没有在标题下印主送",
            "自备的模板没有印全附件：填报文件里有 2 个，印出来的有 0 个",
            "自备的模板没有把几个签署单位分行印在落款里",
            "自备的模板没有在落款下印联系人和电话",
            "自备的模板没有在末尾印抄送",
        ]
    );
    let templates = chengbao::render::Templates::default();
    let own = templates.report.1.replace("企业声明：", "声明：");
    let run = desk(&with(&AROUND))
        .file("模板/report.md.tera", &own)
        .call("build 甲.yaml --templates 模板")
        .run()
        .done();
    let mut templates = chengbao::render::Templates::default();
    templates.report.1 = own;
    let verdict = filing(&run.bytes("output/甲.pdf"), &with_templates(&templates)).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn each_part_leads_back_to_the_file() {
    let desk = full();
    let (reading, report) = set_file(&desk.path().join("甲.yaml"));
    let filing = reading.filing.as_ref().unwrap();
    let (blocks, pages) = (&report.blocks, &report.pages);
    let source_map = SourceMap::of(filing, &reading.source, blocks, pages, faces());
    for (word, times) in [
        ("甲省通信管理局", 1),
        // In 附件说明, too.
        ("网络建设情况", 2),
        ("客户服务公约", 2),
        ("用心服务", 1),
        ("中移铁通山西公司", 1),
        ("张三", 1),
        ("0351-8888888", 1),
        ("乙市消费者协会", 1),
    ] {
        let at = reading.source.text().find(word).unwrap();
        let spots = source_map.spots_of(&(at..at + word.len()));
        assert_eq!(spots.len(), times, "{word}: {spots:?}");
    }
}

#[test]
fn a_draft_with_a_seal_too_few_is_still_made() {
    let filing = with(&AROUND).replace("[甲.svg, 乙.svg]", "甲.svg");
    let run = desk(&filing).call("build 甲.yaml --draft").run();
    let pdf = run.bytes("output/甲.pdf");
    let verdict = chengbao::verify::filing(&pdf, &at_hand()).unwrap();
    assert!(matches!(verdict.pages, chengbao::verify::PagesVerdict::Same { .. }), "{verdict}");
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn sign_off(units: &[&str], note: &str) -> Block {
    Block::SignOff {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        date: "2021年1月12日".into(),
        note: note.into(),
    }
}

/// Blocks set without seals.
fn unsealed(blocks: &[Block]) -> Pages {
    typeset(blocks, faces(), &Setting { unsealed: true, ..Setting::default() }).unwrap()
}

/// Blocks set with so many pictures of seals.
fn set(blocks: &[Block], seals: usize) -> Pages {
    let side = Length::from_micrometres(42_000);
    let files: Vec<String> = (0..seals).map(|n| format!("{n}.svg")).collect();
    let pictures = files.iter().map(|file| (file.clone(), (side, side))).collect();
    let setting = Setting { seals: files, pictures, ..Setting::default() };
    typeset(blocks, faces(), &setting).unwrap()
}

/// A page's lines of signatories and the day: each with its left and right edge and its baseline.
fn signatories(pages: &Pages, page: &Page) -> Vec<(Length, Length, Length)> {
    let of_sign_off = |element: usize| matches!(pages.tags[element], Tag::Signatory | Tag::SignOff);
    let runs: Vec<_> =
        page.runs.iter().filter(|run| run.element.is_some_and(of_sign_off)).collect();
    let lines = runs.chunk_by(|a, b| (a.element, a.line) == (b.element, b.line));
    let edges = lines.map(|runs| {
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        let right = last.glyphs[last.glyphs.len() - 1].x + last.size;
        (first.glyphs[0].x, right, first.baseline)
    });
    edges.collect()
}

fn seals(page: &Page) -> Vec<Area> {
    page.pictures.iter().map(|picture| picture.area).collect()
}

fn middle(seal: &Area) -> i64 {
    (seal.x + seal.width / 2).0
}

#[test]
fn signatories_with_seals_stand_side_by_side_where_they_fit() {
    let names = ["甲省通信公司", "乙省通信公司", "丙省通信公司"];
    for count in 2..=3 {
        let blocks = [Block::Paragraph(text("正文")), sign_off(&names[..count], "")];
        let pages = set(&blocks, count);
        let [page] = pages.pages.as_slice() else { panic!("one page") };
        let (lines, seals) = (signatories(&pages, page), seals(page));
        assert_eq!((lines.len(), seals.len()), (count + 1, count));
        for (seal, (left, right, baseline)) in seals.iter().zip(&lines) {
            assert_eq!(seal.y, seals[0].y, "one height");
            assert_eq!(*baseline, lines[0].2, "one line");
            assert!(
                (middle(seal) - (left.0 + right.0) / 2).abs() < 100,
                "centred on its signatory"
            );
            assert!(seal.y < *baseline && *baseline < seal.y + seal.height);
        }
        let (left, right, _) = lines[count];
        assert!((middle(&seals[count - 1]) - (left.0 + right.0) / 2).abs() < 1500, "on the day");
        assert_eq!(page.seal.unwrap(), seals[count - 1]);
    }
}

#[test]
fn seals_are_clear_of_one_another_and_of_the_margins() {
    let long = "某某通信集团甲省有限公司乙市分公司";
    let geometry = Geometry::gbt_9704();
    for count in 2..=9 {
        for length in [3, 8, 14, 17] {
            for before in [1, 15, 19, 21] {
                let name: String = long.chars().take(length).collect();
                let mut blocks = vec![Block::Paragraph(text("正文")); before];
                blocks.push(sign_off(&vec![name.as_str(); count], "（联系人：张三）"));
                let pages = set(&blocks, count);
                let said = format!("{count} of {length} behind {before}");
                let mut found = 0;
                for page in &pages.pages {
                    let seals = seals(page);
                    found += seals.len();
                    for (n, seal) in seals.iter().enumerate() {
                        let (right, bottom) = (seal.x + seal.width, seal.y + seal.height);
                        assert!(seal.x >= geometry.left && seal.y >= geometry.top, "{said}");
                        assert!(right <= geometry.left + geometry.width, "{said}");
                        // A millimetre and a half below, which the page's number is not near to.
                        let foot = geometry.top + geometry.height + Length::from_micrometres(1_500);
                        assert!(bottom <= foot, "{said}");
                        let touches = |other: &Area| {
                            other.x < right
                                && seal.x < other.x + other.width
                                && other.y < bottom
                                && seal.y < other.y + other.height
                        };
                        assert!(!seals[n + 1..].iter().any(touches), "{said}");
                    }
                }
                assert_eq!(found, count, "{said}");
            }
        }
    }
}

#[test]
fn signatories_without_seals_stand_below_one_another_and_the_day_further_right() {
    let geometry = Geometry::gbt_9704();
    let names = ["某某通信集团甲省有限公司", "乙省通信公司"];
    let pages = unsealed(&[Block::Paragraph(text("正文")), sign_off(&names, "")]);
    let page = &pages.pages[0];
    let [first, second, day] = signatories(&pages, page)[..] else { panic!("three lines") };
    let edge = geometry.left + geometry.width - geometry.em * 2;
    assert_eq!((first.1, first.0), (edge, second.0));
    assert_eq!(day.0, first.0 + geometry.em * 2);
    assert_eq!(second.2 - first.2, geometry.pitch);
    assert_eq!(day.2 - second.2, geometry.pitch);
    // The place for a seal that a signature may bring later.
    let place = page.seal.unwrap();
    assert!(place.x + place.width <= geometry.left + geometry.width);
}

#[test]
fn 附注_is_on_the_line_below_unless_a_seal_would_stand_on_it() {
    let lines = |note: &str| {
        let pages = set(&[Block::Paragraph(text("正文")), sign_off(&["甲省通信公司"], note)], 0);
        let page = &pages.pages[0];
        let line = |tag: Tag| {
            let of_tag = |element: usize| pages.tags[element] == tag;
            page.runs.iter().filter(|r| r.element.is_some_and(of_tag)).filter_map(|r| r.line).max()
        };
        (line(Tag::SignOff).unwrap(), line(Tag::Paragraph).unwrap())
    };
    let (day, note) = lines("（联系人：张三）");
    assert_eq!(note, day + 1);
    let (day, note) = lines("（联系人：张三；联系电话：0351-8888888、0351-6666666）");
    assert_eq!(note, day + 2);
}

#[test]
fn 抄送_stands_at_the_foot_of_the_last_page_or_of_a_further_one() {
    let geometry = Geometry::gbt_9704();
    let bottom = geometry.top + geometry.height;
    let copied = "甲省消费者协会、乙市消费者协会、丙市消费者协会、丁市消费者协会、戊市消费者协会";
    for paragraphs in 1..=24 {
        let mut blocks = vec![Block::Paragraph(text("正文")); paragraphs];
        blocks.push(Block::CopiedTo(text(&format!("抄送：{copied}。"))));
        let pages = set(&blocks, 0);
        let (last, others) = pages.pages.split_last().unwrap();
        assert!(others.iter().all(|page| page.rules.is_empty()));
        assert_eq!(others.len(), usize::from(paragraphs > 19), "{paragraphs}");
        let [upper, lower] = last.rules[..] else { panic!("two rules") };
        assert_eq!(lower.y + lower.height, bottom);
        assert_eq!((upper.x, upper.width), (geometry.left, geometry.width));
        let own = |run: &&chengbao::typeset::TextRun| run.line.is_none() && run.element.is_some();
        let lines: Vec<_> = last.runs.iter().filter(own).collect();
        let em = geometry.imprint_size;
        assert!(lines.iter().all(|run| run.size == em));
        assert_eq!(lines[0].glyphs[0].x, geometry.left + em);
        assert_eq!(lines[1].glyphs[0].x, geometry.left + em * 4, "behind the colon");
        let body = last.runs.iter().filter(|run| run.line.is_some()).map(|run| run.baseline).max();
        assert!(body.is_none_or(|lowest| lowest < upper.y), "{paragraphs}");
    }
}

#[test]
fn turned_lines_of_附件说明_stand_below_the_names_and_numbers_below_numbers() {
    let geometry = Geometry::gbt_9704();
    let name = "各市网络建设和客户服务情况汇总表".repeat(2);
    let note = vec![
        Inline::Text(format!("附件：1.{name}")),
        Inline::Break,
        Inline::Text(format!("2.{name}")),
    ];
    let pages = set(&[Block::Paragraph(text("正文")), Block::AnnexNote(note)], 0);
    let lines: Vec<_> = {
        let runs = pages.pages[0].runs.iter().filter(|run| run.line.is_some_and(|line| line > 0));
        runs.collect()
    };
    let lines: Vec<_> = lines.chunk_by(|one, next| one.line == next.line).collect();
    let glyph =
        |line: usize, n: usize| lines[line].iter().flat_map(|run| &run.glyphs).nth(n).unwrap().x;
    assert_eq!(lines.len(), 4);
    assert_eq!(glyph(0, 0), geometry.left + geometry.em * 2);
    assert_eq!(glyph(2, 0), geometry.left + geometry.em * 5);
    assert!((glyph(0, 3) - glyph(2, 0)).0.abs() < 500, "1. above 2.");
    assert!((glyph(1, 0) - glyph(0, 5)).0.abs() < 500 && glyph(1, 0) == glyph(3, 0));
}
