//! Where something of the file is in the report: the page, and in a reader's words what of it.

use std::ops::Range;

use crate::compare::plain;
use crate::filing::{ChapterTitles, Filing};
use crate::numerals::chinese;
use crate::report::Reading;
use crate::source::{Below, Node, Spanned, Value};
use crate::source_map::SourceMap;

/// The most pages that are listed.
const MOST_PAGES: usize = 3;

/// Where something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Those that it is printed on, as they are numbered; none where it is on none, or no page was
    /// made.
    pub pages: Vec<usize>,
    /// What of the report it is.
    pub words: String,
    /// In the file, from 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// The places of a filing that was read.
pub(super) struct Places<'r> {
    reading: &'r Reading,
    filing: &'r Filing,
    /// Of the pages, where they were made.
    printed: Option<&'r SourceMap>,
}

/// A step on the way to a value.
#[derive(Debug, Clone, Copy)]
enum Step<'t> {
    Key(&'t str),
    /// An item of a list by its number, from 0, and its 标题.
    Item(usize, &'t str),
}

impl<'r> Places<'r> {
    pub(super) fn new(
        reading: &'r Reading,
        filing: &'r Filing,
        printed: Option<&'r SourceMap>,
    ) -> Self {
        Self { reading, filing, printed }
    }

    pub(super) fn of(&self, span: &Range<usize>) -> Place {
        let position = self.reading.source.position(span.start);
        let (steps, value) = self.reading.tree().map(|tree| way(tree, span)).unwrap_or_default();
        let mut pages = self.pages(span);
        if pages.is_empty() {
            // A key or a prompt is not printed, but what it is of.
            pages = value.map(|value| self.pages(&value)).unwrap_or_default();
        }
        let words = plain(&words(&steps, &self.filing.titles));
        Place { pages, words, line: position.line, column: position.column }
    }

    fn pages(&self, span: &Range<usize>) -> Vec<usize> {
        let spots = self.printed.map(|printed| printed.spots_of(span)).unwrap_or_default();
        let mut pages: Vec<usize> = spots.iter().map(|spot| spot.page + 1).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}

impl Place {
    /// The pages as a reader calls them; empty where there are none.
    pub(super) fn page_words(&self) -> String {
        let listed = self.pages.iter().take(MOST_PAGES).map(usize::to_string);
        let listed = listed.collect::<Vec<_>>().join("、");
        match self.pages.len() {
            0 => String::new(),
            count if count > MOST_PAGES => format!("第{listed}等{count}页"),
            _ => format!("第{listed}页"),
        }
    }

    /// The place in the file, for whoever edits it.
    pub(super) fn file_words(&self) -> String {
        format!("填报文件第{}行第{}字", self.line, self.column)
    }
}

/// The steps to the innermost value of a range, and where that value stands.
fn way<'t>(tree: &'t Node, span: &Range<usize>) -> (Vec<Step<'t>>, Option<Range<usize>>) {
    let (mut steps, mut node) = (Vec::new(), tree);
    while let Some(below) = node.below(span) {
        steps.push(match below {
            Below::Entry(entry) => Step::Key(&entry.key),
            Below::Item(n, item) => Step::Item(n, title_of(item)),
        });
        node = below.node();
    }
    let value = (!steps.is_empty()).then(|| node.span.clone());
    (steps, value)
}

fn title_of(item: &Node) -> &str {
    let Value::Map(entries) = &item.value else { return "" };
    let title = entries.iter().find(|entry| entry.key == "标题");
    match title.map(|title| &title.value.value) {
        Some(Value::Text(text)) => text.trim(),
        _ => "",
    }
}

fn words(steps: &[Step<'_>], titles: &ChapterTitles) -> String {
    use Step::{Item, Key};
    match steps {
        [] => WHOLE.to_owned(),
        [Key("企业"), Key(key @ ("名称" | "简称")), ..] => format!("企业{key}"),
        [Key("企业"), Key(key), ..] => (*key).to_owned(),
        [Key("标题"), ..] => "报告的标题".to_owned(),
        [Key("公司简介"), ..] => own(titles.profile.as_ref(), "公司简介").to_owned(),
        [Key("电信服务质量状况"), below @ ..] => {
            quality(own(titles.quality.as_ref(), "电信服务质量状况"), below)
        }
        [Key("主要服务指标完成情况"), below @ ..] => {
            figures(own(titles.indicators.as_ref(), "主要服务指标完成情况"), below)
        }
        [Key("附件"), Item(n, title), below @ ..] => {
            format!("附件{} {title}{}", n + 1, of_title(below))
        }
        [Key("签署"), Key(key), ..] => format!("落款的{key}"),
        [Key("签署")] => "落款".to_owned(),
        [Key("章名"), Key(key), ..] => format!("“{key}”这一章的标题"),
        [Key("豁免"), Item(n, _), ..] => format!("豁免的第{}条", n + 1),
        [Key(key), Item(n, _), ..] => format!("{key}的第{}项", n + 1),
        [Key(key), Key(below), ..] => format!("{key}的{below}"),
        [Key(key)] => (*key).to_owned(),
        [Item(n, _), ..] => format!("第{}项", n + 1),
    }
}

/// What is said of what is about no place of the file.
pub(super) const WHOLE: &str = "全文";

/// The title that a chapter has in the report.
fn own<'t>(title: Option<&'t Spanned<String>>, usual: &'t str) -> &'t str {
    title.map_or(usual, |title| title.value.as_str())
}

fn quality(chapter: &str, steps: &[Step<'_>]) -> String {
    use Step::{Item, Key};
    match steps {
        [Key("概述"), ..] => format!("{chapter}的概述"),
        [Key("举措"), item @ Item(..), below @ ..] => {
            format!("举措{}", initiative(*item, below, 0))
        }
        [Key("分章"), Item(n, title), below @ ..] => {
            let part = match *title {
                "" => format!("第{}个分章", n + 1),
                title => format!("“{title}”这一章"),
            };
            match below {
                [Key("举措"), item @ Item(..), below @ ..] => {
                    format!("{part}的举措{}", initiative(*item, below, 0))
                }
                [Key(key), ..] => format!("{part}的{key}"),
                _ => part,
            }
        }
        _ => chapter.to_owned(),
    }
}

/// An initiative by its numbers and its title, as they are printed: （一）2.加快建设.
fn initiative(item: Step<'_>, steps: &[Step<'_>], level: usize) -> String {
    let Step::Item(n, title) = item else { return String::new() };
    let number = match level {
        0 => format!("（{}）", chinese(n as u64 + 1)),
        1 => format!("{}.", n + 1),
        _ => format!("（{}）", n + 1),
    };
    match steps {
        [Step::Key("举措"), inner @ Step::Item(..), below @ ..] => {
            number + &initiative(*inner, below, level + 1)
        }
        _ => format!("{number}{title}{}", of_title(steps)),
    }
}

fn of_title(steps: &[Step<'_>]) -> &'static str {
    if matches!(steps, [Step::Key("标题"), ..]) { "的标题" } else { "" }
}

fn figures(chapter: &str, steps: &[Step<'_>]) -> String {
    let keys = steps.iter().filter_map(|step| match step {
        Step::Key("值") | Step::Item(..) => None,
        Step::Key(key) => Some(*key),
    });
    match keys.collect::<Vec<_>>().as_slice() {
        [] => chapter.to_owned(),
        [group] => format!("指标：{group}"),
        [group, of_it @ ..] => format!("指标：{group}·{}", of_it.join("·")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::read;

    #[test]
    fn a_place_is_said_as_it_is_printed() {
        let text = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  经营业务: [移动电话]\n\
            报告期: 2020年下半年\n公司简介: 甲。\n电信服务质量状况:\n  概述: 乙。\n  举措:\n    - 标题: 丙\n      \
            举措:\n        - { 标题: 丁, 内容: 戊。 }\n主要服务指标完成情况:\n  移动电话:\n    障碍修复: { 平均: { 值: 4.01小时, 备注: 己 } }\n\
            声明: 庚。\n签署: { 单位: [辛], 日期: 2021年1月12日 }\n附件:\n  - { 标题: 壬, 内容: 癸。 }\n";
        let reading = read("甲.yaml", text.as_bytes());
        let filing = reading.filing.as_ref().unwrap();
        let places = Places::new(&reading, filing, None);
        for (at, wanted) in [
            ("中国移动山西公司", "企业名称"),
            ("山西省", "省份"),
            ("2020年下半年", "报告期"),
            ("公司简介", "公司简介"),
            ("乙", "电信服务质量状况的概述"),
            ("丙", "举措（一）丙的标题"),
            ("丁", "举措（一）1.丁的标题"),
            ("戊", "举措（一）1.丁"),
            ("移动电话:\n", "指标：移动电话"),
            ("4.01小时", "指标：移动电话·障碍修复·平均"),
            ("庚", "声明"),
            ("2021年1月12日", "落款的日期"),
            ("癸", "附件1 壬"),
        ] {
            let start = text.find(at).unwrap();
            let place = places.of(&(start..start + at.trim_end_matches(":\n").len()));
            assert_eq!(place.words, wanted, "{at}");
        }
    }

    #[test]
    fn pages_are_said_as_far_as_a_reader_wants_them() {
        let said = |pages: &[usize]| {
            let words = String::new();
            Place { pages: pages.to_vec(), words, line: 1, column: 1 }.page_words()
        };
        assert_eq!(
            [said(&[]), said(&[3]), said(&[1, 3]), said(&[1, 2, 3, 5])],
            ["", "第3页", "第1、3页", "第1、2、3等4页"]
        );
    }
}
