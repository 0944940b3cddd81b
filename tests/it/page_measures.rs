//! The page's distances, computed from the pages' data, against GB/T 9704-2012 within 0.2 mm.

use chengbao::document::{Block, Inline};
use chengbao::typeset::{
    Geometry, Length, NumberPosition, Page, Pages, Setting, Tag, TextRun, typeset,
};

use crate::support::Chengbao;
use crate::support::faces::faces;
use crate::support::filing::FILING;

fn mm(length: Length) -> f64 {
    length.points() * 25.4 / 72.0
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 0.2, "{found:.2} mm, wanted {wanted} mm");
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

/// Two full pages of Han, a title before and a sign-off behind.
fn report() -> Pages {
    let blocks = [
        Block::Heading {
            level: 1, text: text("中国移动山西公司2020年下半年服务质量状况报告")
        },
        Block::Heading { level: 2, text: text("一、公司简介") },
        Block::Paragraph(text(&"服务质量".repeat(450))),
        sign_off(&["中国移动山西公司"], ""),
    ];
    typeset(&blocks, faces(), &Setting::default()).unwrap()
}

fn body(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.runs.iter().filter(|run| run.line.is_some())
}

/// A run's baseline before its face was raised so that its Han characters stand in the middle of
/// their boxes.
fn ground(run: &TextRun) -> Length {
    run.baseline + run.size * i64::from(faces().face(run.face).lift().unwrap()) / 1000
}

/// The top of a run's characters: 88/100 of the size above the baseline.
fn top(run: &TextRun) -> f64 {
    mm(ground(run) - run.size * 88 / 100)
}

#[test]
fn the_type_area_is_156_by_225_mm_at_28_and_37_mm() {
    let pages = report();
    let page = &pages.pages[1];
    let (first, last) = (body(page).next().unwrap(), body(page).last().unwrap());
    near(mm(first.glyphs[0].x), 28.0);
    near(top(first), 37.0);
    let glyph = first.glyphs.last().unwrap();
    near(mm(glyph.x + first.size) - 28.0, 156.0);
    near(mm(ground(last) + last.size * 12 / 100) - 37.0, 225.0);
}

#[test]
fn a_page_has_22_lines_of_28_characters_on_one_grid() {
    let pages = report();
    let page = &pages.pages[1];
    let lines: Vec<&TextRun> = body(page).collect();
    assert_eq!(lines.len(), 22);
    assert!(lines.iter().all(|line| line.glyphs.len() == 28));
    let pitch = Geometry::gbt_9704().pitch;
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(line.line, Some(n));
        assert_eq!(line.baseline, lines[0].baseline + pitch * n as i64);
    }
    // 一行 is a character and 7/8 of one; 3号 is 15.75 to 16 pt.
    near(mm(pitch), mm(lines[0].size) * 1.875);
    assert!((15.7..16.0).contains(&lines[0].size.points()));
}

#[test]
fn paragraphs_begin_two_characters_in_and_the_title_is_2号_and_centred() {
    let pages = report();
    let page = &pages.pages[0];
    let heading = body(page).next().unwrap();
    near(mm(heading.glyphs[0].x) - 28.0, 2.0 * 156.0 / 28.0);
    let title: Vec<&TextRun> = page
        .runs
        .iter()
        .filter(|run| run.element.is_some_and(|e| pages.tags[e] == Tag::Heading(1)))
        .collect();
    assert!(title.iter().all(|run| (run.size.points() - 22.0).abs() < 0.01));
    let lines: std::collections::BTreeSet<Length> = title.iter().map(|r| r.baseline).collect();
    assert_eq!(lines.len(), 2, "two lines, broken at a unit of sense");
    let last = title.last().unwrap();
    let (left, right) = (last.glyphs[0].x, last.glyphs.last().unwrap().x + last.size);
    near(mm(left) - 28.0, 28.0 + 156.0 - mm(right));
}

/// A page's number: the only runs that belong to no element.
fn number(page: &Page) -> &TextRun {
    page.runs.iter().find(|run| run.element.is_none()).unwrap()
}

#[test]
fn the_page_number_is_4号_7_mm_below_the_type_area_and_centred_where_asked_for() {
    let blocks = [Block::Paragraph(text(&"服务质量".repeat(400)))];
    let setting = Setting { numbers: NumberPosition::Centred, ..Setting::default() };
    let pages = typeset(&blocks, faces(), &setting).unwrap();
    for (n, page) in pages.pages.iter().enumerate() {
        let run = number(page);
        let said: String = run.glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(said, format!("— {} —", n + 1));
        assert!((run.size.points() - 14.0).abs() < 0.01);
        let face = faces().face(run.face);
        let units = face.metrics().units_per_em;
        let rule = face.ink(run.glyphs[0].id).unwrap();
        near(mm(run.baseline - run.size.scaled(rule.top, units)), 37.0 + 225.0 + 7.0);
        let last = run.glyphs.last().unwrap();
        let right = last.x + run.size.scaled(face.advance(last.id), units);
        near(mm(run.glyphs[0].x) - 28.0, 28.0 + 156.0 - mm(right));
    }
}

#[test]
fn page_numbers_stand_one_character_in_odd_right_even_left() {
    let pages = report();
    let (odd, even) = (number(&pages.pages[0]), number(&pages.pages[1]));
    near(mm(even.glyphs[0].x), 28.0 + mm(even.size));
    let face = faces().face(odd.face);
    let last = odd.glyphs.last().unwrap();
    // The dash is as long as a Han character, and all of it is ink.
    let dash = face.ink(last.id).unwrap();
    assert_eq!(dash.right - dash.left, i32::from(face.metrics().units_per_em));
    let advance = odd.size.scaled(face.advance(last.id), face.metrics().units_per_em);
    near(mm(last.x + advance), 28.0 + 156.0 - mm(odd.size));
}

#[test]
fn a_printed_web_page_has_its_numbers_where_the_pages_have_them() {
    let html = |style: &str| {
        let filing = FILING.to_owned() + style;
        let run = Chengbao::new().file("甲.yaml", &filing).call("build --formats html 甲.yaml");
        String::from_utf8(run.run().done().bytes("output/甲.html")).unwrap()
    };
    for (style, right, centred) in [
        ("", true, false),
        ("版式: { 页码: 外侧 }\n", true, false),
        ("版式: { 页码: 居中 }\n", false, true),
    ] {
        let page = html(style);
        assert_eq!(page.contains("@page :right { @bottom-right { content"), right, "{style}");
        assert_eq!(page.contains("@bottom-center { content"), centred, "{style}");
    }
}

#[test]
fn a_seal_has_room_above_the_page_number_wherever_the_text_ends() {
    for paragraphs in 1..=30 {
        let mut blocks = vec![Block::Paragraph(text("服务质量")); paragraphs];
        blocks.push(sign_off(&["中国移动山西公司"], ""));
        let pages = typeset(&blocks, faces(), &Setting::default()).unwrap();
        let seals: Vec<_> = pages.pages.iter().filter_map(|page| page.seal).collect();
        let [seal] = seals[..] else { panic!("{paragraphs}: {seals:?}") };
        let bottom = mm(seal.y + seal.height);
        assert!(bottom <= 37.0 + 225.0 + 1.6, "{paragraphs} paragraphs: {bottom:.1} mm");
    }
}

/// 黑体, 楷体 and 仿宋 stand on one grid: the middle of their ink is that of their line.
#[test]
fn headings_stand_in_the_middle_of_their_line_as_the_text_does() {
    let line = "国务院服务质量报告管理保障能力";
    let blocks = [
        Block::Heading { level: 2, text: text(line) },
        Block::Heading { level: 3, text: text(line) },
        Block::Paragraph(text(line)),
        Block::Paragraph(text("2020")),
    ];
    let pages = typeset(&blocks, faces(), &Setting::default()).unwrap();
    let geometry = Geometry::gbt_9704();
    let runs: Vec<&TextRun> = body(&pages.pages[0]).collect();
    for run in &runs[..3] {
        let face = faces().face(run.face);
        let per_em = face.metrics().units_per_em;
        let (mut sum, mut count) = (0.0, 0.0);
        for glyph in &run.glyphs {
            let [_, bottom, _, top] = chengbao::fonts::extent(&face.outline(glyph.id)).unwrap();
            let middle = i32::try_from((bottom + top) / 2 / chengbao::fonts::PARTS).unwrap();
            sum += mm(run.baseline - run.size.scaled(middle, per_em));
            count += 1.0;
        }
        let box_middle = geometry.baseline(run.line.unwrap()) - geometry.em * 38 / 100;
        near(sum / count, mm(box_middle));
    }
    // Letters and figures stand on the baseline of the Han characters beside them.
    let (han, figures) = (runs[2], runs[3]);
    assert_eq!(figures.baseline, han.baseline + geometry.pitch);
    assert_eq!(faces().face(figures.face).name(), "Tinos");
}

/// One blank line of the grid is below the title, whatever number of lines it takes.
#[test]
fn the_title_takes_whole_lines_and_one_blank_line_is_below_it() {
    for (title, lines) in [
        ("服务质量状况报告", 1),
        ("中国移动山西公司2020年下半年服务质量状况报告", 2),
        (
            "某某某某某某某某某某某某某某某某通信集团股份有限公司山西省分公司2020年下半年服务质量状况报告",
            3,
        ),
    ] {
        let heading = Block::Heading { level: 1, text: text(title) };
        let blocks = [heading, Block::Paragraph(text("正文。"))];
        let pages = typeset(&blocks, faces(), &Setting::default()).unwrap();
        assert_eq!(body(&pages.pages[0]).next().unwrap().line, Some(lines + 1), "{title}");
    }
}
