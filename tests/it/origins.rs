//! From page to file and back: what is clicked on a page leads to where it was written, and what
//! was found in the file is seen where it is printed.

use std::ops::Range;
use std::path::PathBuf;

use chengbao::report::{Reading, SetReport};
use chengbao::source_map::{SourceMap, Spot};

use crate::support::faces::faces;
use crate::support::set::set_file;
use crate::support::{FILINGS, repository};

struct Traced {
    reading: Reading,
    report: SetReport,
    source_map: SourceMap,
}

fn traced(path: PathBuf) -> Traced {
    let (reading, report) = set_file(&path);
    let filing = reading.filing.as_ref().unwrap();
    let (blocks, pages) = (&report.blocks, &report.pages);
    let source_map = SourceMap::of(filing, &reading.source, blocks, pages, faces());
    Traced { reading, report, source_map }
}

impl Traced {
    fn text(&self) -> &str {
        self.reading.source.text()
    }

    /// What the page shows in a place.
    fn shown(&self, spot: &Spot) -> String {
        let runs = self.report.pages.pages[spot.page].runs.iter();
        let (left, right) = (spot.area.x, spot.area.x + spot.area.width);
        let (top, bottom) = (spot.area.y, spot.area.y + spot.area.height);
        runs.filter(|run| run.element == Some(spot.element))
            .filter(|run| (top..bottom).contains(&run.baseline))
            .flat_map(|run| &run.glyphs)
            .filter(|glyph| (left..right).contains(&glyph.x))
            .map(|glyph| glyph.text.as_str())
            .collect()
    }

    fn seen(&self, span: &Range<usize>) -> String {
        self.source_map.spots_of(span).iter().map(|spot| self.shown(spot)).collect()
    }
}

#[test]
fn every_figure_is_seen_where_it_is_printed() {
    for stem in FILINGS {
        let traced = traced(repository().join(format!("data/{stem}.yaml")));
        let filing = traced.reading.filing.as_ref().unwrap();
        let parts = filing.groups.iter().flat_map(|g| &g.indicators).flat_map(|i| &i.parts);
        for part in parts {
            let written = &part.figure.value.as_written;
            assert_eq!(&traced.seen(&part.figure.span), written);
        }
    }
}

#[test]
fn every_line_of_a_page_leads_to_the_same_words_in_the_file() {
    for stem in FILINGS {
        let traced = traced(repository().join(format!("data/{stem}.yaml")));
        let spots = traced.source_map.spots();
        for spot in &spots {
            let shown = traced.shown(spot);
            let written = &traced.text()[spot.span.clone()];
            assert!(written.starts_with(shown.chars().next().unwrap()), "{shown}: {written}");
            assert!(written.ends_with(shown.chars().next_back().unwrap()), "{shown}: {written}");
        }
        let runs = traced.report.pages.pages.iter().flat_map(|page| &page.runs);
        let of_report = runs.filter(|run| run.element.is_some()).flat_map(|run| &run.glyphs);
        let shown: usize = spots.iter().map(|spot| traced.shown(spot).chars().count()).sum();
        // The rest is the template's: numbers, chapter headings, marks between measures.
        assert!(shown * 100 > of_report.count() * 93, "{shown}");
    }
}

#[test]
fn words_lists_tables_and_pictures_are_found_again() {
    let traced = traced(repository().join("tests/filings/tables.yaml"));
    for words in ["重点", "轻读", "建设5G基站8900余座", "乙之二", "引用的一段话", "网络接通率"]
    {
        let at = traced.text().find(words).unwrap();
        assert!(traced.seen(&(at..at + words.len())).ends_with(words), "{words}");
    }
    // The same cell in several rows: each is its own.
    let places: Vec<usize> = traced.text().match_indices("3.76小时").map(|(at, _)| at).collect();
    assert!(places.len() > 2);
    let mut seen: Vec<(usize, i64)> = Vec::new();
    for at in places {
        let spots = traced.source_map.spots_of(&(at..at + 4));
        assert_eq!(spots.len(), 1, "{at}");
        seen.push((spots[0].page, spots[0].area.y.0));
    }
    assert!(seen.is_sorted() && seen.windows(2).all(|w| w[0] != w[1]));
    let picture = traced.report.pages.pages.iter().flat_map(|page| &page.pictures).next().unwrap();
    let of_picture = |spot: &&Spot| spot.element == picture.element;
    let spots = traced.source_map.spots();
    let spot = spots.iter().find(of_picture).unwrap();
    assert_eq!(&traced.text()[spot.span.clone()], picture.alt);
}

#[test]
fn what_is_not_printed_is_nowhere() {
    let traced = traced(repository().join(format!("data/{}.yaml", FILINGS[0])));
    let at = traced.text().find("集团:").unwrap();
    assert!(traced.source_map.spots_of(&(at..at + 4)).is_empty());
}

/// In a table each cell is a text of the file's, an indicator's name in each of its rows.
#[test]
fn the_cells_of_a_table_lead_to_the_file() {
    let text = "企业:
  名称: 中国移动山西公司
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]
报告期: 2020年下半年
公司简介: |
  中国移动山西公司经营移动电话业务。
电信服务质量状况:
  举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。
主要服务指标完成情况:
  移动电话:
    障碍修复: { 平均: { 值: 4.01小时, 上期: 4.20小时, 环比: 下降4.5% }, 及时率: { 值: 99.64%, 分子: 9964, 分母: 10000 } }
    装移机: { 城市: { 平均: 4天, 最长: 7天 }, 农村: { 平均: 6天, 最长: 9天 }, 备注: 按自然日计算 }
    计费差错率: ≤4×10⁻⁶
  客户投诉: { 投诉受理热线: 10086 }
声明: 本报告内容客观、真实、准确。
签署:
  日期: 2021年1月12日
";
    let folder = tempfile::tempdir().unwrap();
    for (layout, counts) in [("表格", "印出"), ("表格", "不印"), ("分行", "印出"), ("分行", "不印")]
    {
        let path = folder.path().join("甲.yaml");
        let whole = format!("{text}版式: {{ 指标: {layout}, 分子分母: {counts} }}\n");
        std::fs::write(&path, &whole).unwrap();
        let traced = traced(path);
        let seen = |words: &str| {
            let at = whole.find(words).unwrap_or_else(|| panic!("{words}"));
            traced.seen(&(at..at + words.len()))
        };
        for words in
            ["4.01小时", "4.20小时", "下降4.5%", "99.64%", "7天", "9天", "≤4×10⁻⁶", "10086"]
        {
            assert_eq!(seen(words), words, "{layout} {counts}");
        }
        for words in ["9964", "10000"] {
            let printed = if counts == "印出" { words } else { "" };
            assert_eq!(seen(words), printed, "{layout} {counts}");
        }
        let times = |words: &str| seen(words).matches(words).count();
        let rows = if layout == "表格" { [2, 4, 2] } else { [1, 1, 1] };
        assert_eq!(["障碍修复", "装移机", "农村"].map(times), rows, "{layout}");
    }
}
