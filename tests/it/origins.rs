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
