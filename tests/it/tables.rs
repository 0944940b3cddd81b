//! Tables on the page, from the pages' data: heads repeated, rows whole, figures in line.

use std::collections::{BTreeMap, BTreeSet};

use chengbao::document::parse;
use chengbao::typeset::{
    Geometry, Length, Page, Pages, Setting, Tag, TextRun, Unsettable, typeset,
};

use crate::support::faces::faces;

const ROW: &str = "| 障碍修复平均时长 | 3.76小时 | 优化派单流程，故障定位时间缩短，装维人员\
    到场更快，监测覆盖全部机房，抢修队伍全天值守，备品备件就近存放。 |\n";
const SHORT_ROW: &str = "| 网络接通率 | 12.4小时 | — |\n";

fn table(rows: usize) -> Pages {
    let mut markdown = "| 指标 | 本期 | 说明 |\n|---|---|---|\n".to_owned();
    for n in 0..rows {
        markdown.push_str(if n % 2 == 0 { ROW } else { SHORT_ROW });
    }
    typeset(&parse(&markdown), faces(), &Setting::default()).unwrap()
}

fn text(run: &TextRun) -> String {
    run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// The runs of each cell on a page, by row and column.
fn cells<'p>(pages: &'p Pages, page: &'p Page) -> BTreeMap<(usize, usize), Vec<&'p TextRun>> {
    let mut cells: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for run in &page.runs {
        if let Some(Tag::Cell { row, column, .. }) = run.element.map(|e| pages.tags[e]) {
            cells.entry((row, column)).or_default().push(run);
        }
    }
    cells
}

#[test]
fn every_page_of_a_table_begins_with_its_head() {
    let pages = table(60);
    assert!(pages.pages.len() > 2);
    for page in &pages.pages {
        let first: String = page.runs.iter().take(3).map(text).collect();
        assert_eq!(first, "指标本期说明");
    }
    // The head is the report's text once; again it is only for the eye.
    let heads = pages
        .pages
        .iter()
        .flat_map(|page| &page.runs)
        .filter(|run| run.element.is_some() && text(run) == "指标");
    assert_eq!(heads.count(), 1);
}

#[test]
fn a_row_is_whole_on_one_page() {
    let pages = table(60);
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for page in &pages.pages {
        let rows: BTreeSet<usize> = cells(&pages, page).keys().map(|(row, _)| *row).collect();
        assert!(rows.is_disjoint(&seen), "a row stands on two pages");
        seen.extend(rows);
    }
    assert_eq!(seen.len(), 61);
}

#[test]
fn figures_of_a_column_have_their_points_in_line() {
    let pages = table(6);
    let points: BTreeSet<Length> = cells(&pages, &pages.pages[0])
        .into_iter()
        .filter(|((row, column), _)| *row > 0 && *column == 1)
        .map(|(_, runs)| {
            let point = runs[0].glyphs.iter().find(|glyph| glyph.text == ".").unwrap();
            point.x
        })
        .collect();
    assert_eq!(points.len(), 1, "{points:?}");
}

#[test]
fn text_wraps_inside_its_cell_and_stays_in_the_type_area() {
    let pages = table(60);
    let geometry = Geometry::gbt_9704();
    let (right, bottom) = (geometry.left + geometry.width, geometry.top + geometry.height);
    for page in &pages.pages {
        let edges: BTreeSet<Length> = page
            .rules
            .iter()
            .filter(|rule| rule.height > rule.width)
            .map(|rule| rule.x + rule.width / 2)
            .collect();
        assert_eq!(edges.len(), 4);
        let edges: Vec<Length> = edges.into_iter().collect();
        for ((_, column), runs) in cells(&pages, page) {
            for run in runs {
                let last = run.glyphs.last().unwrap();
                assert!(run.glyphs[0].x + run.size / 2 >= edges[column]);
                assert!(last.x + run.size / 2 <= edges[column + 1], "{}", text(run));
                assert!(run.baseline <= bottom);
            }
        }
        assert!(page.rules.iter().all(|rule| rule.x + rule.width <= right + Length(500)));
        assert!(page.rules.iter().all(|rule| rule.y + rule.height <= bottom + Length(500)));
    }
}

#[test]
fn no_figure_is_torn_and_a_table_too_wide_is_refused() {
    let row = "| 长河市 | 1,234.5万户 | 12,345件 | 99.10% | 90.77% | 11.54小时 | ≤4×10⁻⁶ | 无 |\n";
    let markdown =
        format!("| 一 | 二 | 三 | 四 | 五 | 六 | 七 | 八 |\n{}|\n{row}", "|---".repeat(8));
    let pages = typeset(&parse(&markdown), faces(), &Setting::default()).unwrap();
    for ((row, _), runs) in cells(&pages, &pages.pages[0]) {
        // A raised exponent stands higher, but on no other line.
        let lines: BTreeSet<i64> = runs.iter().map(|run| run.baseline.0 / 9000).collect();
        assert!(
            row == 0 || lines.len() <= 2,
            "{}",
            runs.iter().map(|r| text(r)).collect::<String>()
        );
    }
    let many =
        format!("{}|\n{}|\n{}|\n", "| 栏".repeat(40), "|---".repeat(40), "| 99.10%".repeat(40));
    let refused = typeset(&parse(&many), faces(), &Setting::default());
    assert!(matches!(refused, Err(Unsettable::WideTable(_))));
}

#[test]
fn a_row_higher_than_a_page_goes_on_with_all_its_text() {
    let long = "这是一句把单元格撑得比一页还高的话。".repeat(120);
    let pages = typeset(
        &parse(&format!("| 一 | 二 |\n|---|---|\n| 甲 | {long} |\n")),
        faces(),
        &Setting::default(),
    )
    .unwrap();
    assert!(pages.pages.len() > 1);
    let set: String = pages
        .pages
        .iter()
        .flat_map(|page| cells(&pages, page))
        .filter(|(cell, _)| *cell == (1, 1))
        .flat_map(|(_, runs)| runs.into_iter().map(text).collect::<Vec<_>>())
        .collect();
    assert_eq!(set, long);
}
