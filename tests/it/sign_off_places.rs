//! Where 落款 stands, in eight cases against GB/T 9704-2012 7.3.5.1 (with seals) and 7.3.5.2
//! (without), within 0.2 mm.

use chengbao::document::{Block, Inline};
use chengbao::typeset::{Length, Page, Setting, Tag, TextRun, typeset};

use crate::support::Chengbao;
use crate::support::faces::faces;
use crate::support::filing::{FILING, with};

/// A character of the body, 5.571 mm.
const EM: f64 = 156.0 / 28.0;
/// The type area's right edge.
const RIGHT: f64 = 28.0 + 156.0;

const SHORT: &str = "山西移动";
const LONG: &str = "某某通信集团甲省公司";
const LONGER: &str = "中国移动通信集团山西有限公司";
const TWO_LINES: &str = "中国联合网络通信有限公司山西省分公司";
const LONGEST: &str = "中国某某某某某某卫星通信集团某某某某自治区有限责任公司";

fn mm(length: Length) -> f64 {
    length.points() * 25.4 / 72.0
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 0.2, "{found:.2} mm, wanted {wanted:.2} mm");
}

/// A line of 落款: what it says and where it stands, in millimetres from the page's left edge.
#[derive(Debug)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
}

impl Line {
    fn of(runs: &[&TextRun]) -> Self {
        let glyphs = || runs.iter().flat_map(|run| run.glyphs.iter().map(move |g| (run, g)));
        let end = |(run, glyph): (&&TextRun, &chengbao::typeset::PlacedGlyph)| {
            let face = faces().face(run.face);
            let advance = run.size.scaled(face.advance(glyph.id), face.metrics().units_per_em);
            mm(glyph.x + advance)
        };
        Self {
            text: glyphs().map(|(_, glyph)| glyph.text.as_str()).collect(),
            left: mm(glyphs().next().unwrap().1.x),
            right: end(glyphs().last().unwrap()),
            baseline: mm(runs[0].baseline),
        }
    }

    fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

/// 落款's lines below one another, the day last, and its page.
fn set(units: &[&str], sealed: bool) -> (Vec<Line>, Page) {
    let blocks = [
        Block::Paragraph(vec![Inline::Text("企业声明：本报告内容客观、真实、准确。".into())]),
        Block::SignOff {
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            date: "2021年1月12日".into(),
            note: String::new(),
        },
    ];
    let setting = Setting { unsealed: !sealed, ..Setting::default() };
    let mut pages = typeset(&blocks, faces(), &setting).unwrap();
    let tags = &pages.tags;
    let is_sign_off = |run: &&TextRun| {
        run.element.is_some_and(|e| matches!(tags[e], Tag::SignOff | Tag::Signatory))
    };
    let page = &pages.pages[0];
    let runs: Vec<&TextRun> = page.runs.iter().filter(is_sign_off).collect();
    let lines = runs.chunk_by(|a, b| a.line == b.line).map(Line::of).collect();
    (lines, pages.pages.remove(0))
}

/// The day ends four characters from the edge, and names are centred on it, under the seal; where
/// the longest name would come nearer the edge than two, both are a trifle further left.
fn assert_sealed(units: &[&str], texts: &[&str]) {
    let (lines, page) = set(units, true);
    let (date, names) = lines.split_last().unwrap();
    assert_eq!(names.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), texts);
    let longest = names.iter().map(|line| line.right - line.left).fold(0.0, f64::max);
    let of_date = (date.right - date.left) / 2.0 + 4.0 * EM;
    near(RIGHT - date.middle(), of_date.max(longest / 2.0 + 2.06 * EM));
    assert!(RIGHT - date.right <= 4.5 * EM, "{date:?}");
    for name in names {
        near(name.middle(), date.middle());
    }
    let seal = page.seal.unwrap();
    near(mm(seal.width), 42.0);
    near(mm(seal.x + seal.width / 2), date.middle());
    // Name and day are under it, a little below its middle.
    let (top, middle) = (mm(seal.y), mm(seal.y + seal.height / 2));
    let name = names.last().unwrap().baseline;
    assert!(top < name - EM && date.baseline < top + 42.0, "{seal:?}");
    assert!((name - EM + date.baseline) / 2.0 > middle, "{seal:?}");
}

/// The longest name ends two characters from the edge, all names begin below one another, and the
/// day two characters further right; a day that is longer than they are ends there itself.
fn assert_unsealed(units: &[&str], texts: &[&str]) {
    let (lines, _) = set(units, false);
    let (date, names) = lines.split_last().unwrap();
    assert_eq!(names.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), texts);
    let right = names.iter().map(|line| line.right).fold(0.0, f64::max);
    let is_longer = date.right - date.left > right - names[0].left;
    near(RIGHT - if is_longer { date.right } else { right }, 2.0 * EM);
    for name in names {
        near(date.left - name.left, 2.0 * EM);
    }
}

#[test]
fn with_a_seal_a_short_name() {
    assert_sealed(&[SHORT], &[SHORT]);
}

#[test]
fn with_a_seal_a_long_name_on_one_line() {
    assert_sealed(&[LONG], &[LONG]);
    let twelve = "中国联合网络通信有限公司";
    assert_sealed(&[twelve], &[twelve]);
}

#[test]
fn with_a_seal_a_long_name_on_two_lines() {
    assert_sealed(&[TWO_LINES], &["中国联合网络通信有限公司", "山西省分公司"]);
    assert_sealed(&[LONGER], &["中国移动通信集团", "山西有限公司"]);
}

#[test]
fn with_seals_several_names() {
    // One below the other where the line has no room for them.
    let other = "中国移动通信集团乙省有限公司";
    let lines = ["中国移动通信集团", "乙省有限公司", "中国联合网络通信有限公司", "山西省分公司"];
    assert_sealed(&[other, TWO_LINES], &lines);
    // Side by side where it has: the last above the day, each under its seal.
    let (lines, page) = set(&["某某通信甲省公司", "某某通信乙省公司"], true);
    let [names, date] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(names.text, "某某通信甲省公司某某通信乙省公司");
    near(RIGHT - date.right, 4.0 * EM);
    near(names.right - 4.0 * EM, date.middle());
    near(mm(page.seal.unwrap().x) + 21.0, date.middle());
}

#[test]
fn without_a_seal_a_name_that_is_shorter_than_the_day() {
    assert_unsealed(&[SHORT], &[SHORT]);
    let (lines, _) = set(&[SHORT], false);
    near(RIGHT - lines[1].right, 2.0 * EM);
}

#[test]
fn without_a_seal_a_long_name_on_one_line() {
    assert_unsealed(&[LONGER], &[LONGER]);
    let (lines, _) = set(&[LONGER], false);
    near(RIGHT - lines[0].right, 2.0 * EM);
}

#[test]
fn without_a_seal_a_long_name_on_two_lines() {
    let lines = ["中国某某某某某某卫星通信集团", "某某某某自治区有限责任公司"];
    assert_unsealed(&[LONGEST], &lines);
}

#[test]
fn without_seals_several_names() {
    assert_unsealed(&[SHORT, LONGER, LONG], &[SHORT, LONGER, LONG]);
}

/// 签署.盖章 decides for the page, the web page and the Word file alike.
#[test]
fn the_filing_says_whether_it_is_sealed() {
    let outputs = |filing: &str| {
        let call = "build 甲.yaml --formats html,pdf,docx";
        let run = Chengbao::new().file("甲.yaml", filing).call(call).run().done();
        let html = String::from_utf8(run.bytes("output/甲.html")).unwrap();
        (html, run.bytes("output/甲.pdf"), run.bytes("output/甲.docx"))
    };
    let day = "  日期: 2021年1月12日";
    let sealed = outputs(FILING);
    assert!(sealed.0.contains("<div class=\"sign-off\">"));
    let unsealed = outputs(&with(&[(day, &format!("  盖章: 否\n{day}"))]));
    assert!(unsealed.0.contains("<div class=\"sign-off unsealed\">"));
    assert!(sealed.1 != unsealed.1 && sealed.2 != unsealed.2);
    let wrong = with(&[(day, &format!("  盖章: 不\n{day}"))]);
    let run = Chengbao::new().file("甲.yaml", &wrong).call("check 甲.yaml").run();
    assert!(run.stdout.contains("“盖章”不能是“不”"), "{}", run.stdout);
}
