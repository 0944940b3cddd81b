//! The annex that 附表 asks for: a filing's figures against the last filings', as blocks for the
//! report and as pictures (电信服务质量报告制度 asks for this comparison).

mod table;

use std::collections::BTreeMap;
use std::fmt;

use super::halves::{LEAST, half_years};
use super::rows::Row;
use super::trend::{self, Trends};
use super::value::{Incomparable, Value};
use super::{Comparison, Entry, compare};
use crate::document::{Block, Inline, Picture};
use crate::filing::{AnnexKind, Compared, Filing};
use crate::render::AnnexText;
use crate::standard::Standard;

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// Its text, table and pictures.
    pub blocks: Vec<Block>,
    /// The pictures as SVG, by the names that the blocks have for them.
    pub charts: BTreeMap<String, String>,
}

impl Annex {
    /// The text that the report takes in.
    #[must_use]
    pub fn text(&self) -> AnnexText<'_> {
        AnnexText { title: &self.title, blocks: &self.blocks }
    }
}

/// Why there is no annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnexFault {
    /// There is no filing to compare with.
    NoLast,
    /// A filing to compare with is another carrier's.
    OtherCarrier(String),
    /// A filing to compare with is not of an earlier half-year.
    NotEarlier(String),
    /// So many half-years make no trend.
    NoTrend(usize),
}

impl fmt::Display for AnnexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLast => f.write_str("没有上期的数据"),
            Self::OtherCarrier(name) => write!(f, "上期的文件是{name}的，不是这家企业的"),
            Self::NotEarlier(period) => write!(f, "上期的文件是{period}的，不在这一期之前"),
            Self::NoTrend(count) => {
                write!(f, "画趋势要有三期以上的数据，连同本期只有 {count} 期")
            }
        }
    }
}

/// A filing's figures against those of the last one, and of those before it. `name` begins the
/// pictures' names.
///
/// Only thresholds that were read in their source are shown: what is filed claims no other.
///
/// # Errors
/// There is nothing to compare with, or too little for a trend.
pub fn annex(
    (filing, kind): (&Filing, AnnexKind),
    last: Option<&Compared>,
    standard: &Standard,
    name: &str,
) -> Result<Annex, AnnexFault> {
    let lasts: Vec<&Filing> =
        last.ok_or(AnnexFault::NoLast)?.chain().into_iter().map(|last| &last.filing).collect();
    let mut next = filing.period.value;
    for last in &lasts {
        if !last.company.is_carrier_of(&filing.company) {
            return Err(AnnexFault::OtherCarrier(last.company.name.value.clone()));
        }
        if last.period.value >= next {
            return Err(AnnexFault::NotEarlier(last.period.value.to_string()));
        }
        next = last.period.value;
    }
    let count = lasts.len() + 1;
    if kind == AnnexKind::Trend && count < LEAST {
        return Err(AnnexFault::NoTrend(count));
    }
    let entry = |filing| Entry { file: "", filing, pdf: None, caveats: &[] };
    let entries: Vec<Entry<'_>> = lasts.into_iter().rev().chain([filing]).map(entry).collect();
    let mut comparison = compare(&entries, &standard.sourced());
    for group in &mut comparison.groups {
        group.rows.retain(is_figure);
    }
    comparison.groups.retain(|group| !group.rows.is_empty());
    let mut annex =
        Annex { title: title(kind, count).to_owned(), blocks: Vec::new(), charts: BTreeMap::new() };
    annex.blocks.push(paragraph(introduction(&comparison)));
    annex.blocks.extend(table::table(&comparison, &half_years(&comparison)));
    if kind == AnnexKind::Trend {
        annex.add_trends(&comparison, name);
    }
    Ok(annex)
}

fn title(kind: AnnexKind, count: usize) -> &'static str {
    match kind {
        AnnexKind::Trend => "主要服务指标各期对比和趋势",
        AnnexKind::Comparison if count < LEAST => "主要服务指标与上期对比表",
        AnnexKind::Comparison => "主要服务指标各期对比表",
    }
}

/// Whether a row has a quantity: a hotline has none.
fn is_figure(row: &Row) -> bool {
    row.cells.iter().flatten().any(|cell| cell.value != Value::Incomparable(Incomparable::Text))
}

fn introduction(comparison: &Comparison) -> String {
    let period = |n: usize| comparison.columns.get(n).map(|c| c.period.to_string());
    let count = comparison.columns.len();
    let (first, own) = (period(0), period(count.saturating_sub(1)));
    let (first, own) = (first.unwrap_or_default(), own.unwrap_or_default());
    let last = period(count.saturating_sub(2)).unwrap_or_default();
    let what = if count < LEAST {
        format!("本表对比本期（{own}）与上期（{last}）的服务质量指标")
    } else {
        format!("本表列出{first}至{own}（本期）的服务质量指标")
    };
    let against = if count < LEAST { "本期减去上期的差" } else { "本期与上期的差" };
    format!("{what}，数据照各期报告所填。“变化”是{against}，“评价”按这项指标高的好还是低的好来说。")
}

impl Annex {
    /// The trends of each group under a heading of their own.
    fn add_trends(&mut self, comparison: &Comparison, name: &str) {
        let trends = trend::trends(comparison);
        let text = vec![Inline::Text("各期趋势".to_owned())];
        self.blocks.push(Block::Heading { level: 4, text });
        self.blocks.push(paragraph(legend(&trends)));
        for (n, group) in trends.groups.iter().enumerate() {
            let strips: Vec<trend::Strip> = trend::strips(&group.panels);
            let count = strips.len();
            for (at, strip) in (1..).zip(strips) {
                let file = format!("{name}-附图{}.svg", self.charts.len() + 1);
                let alt = format!("趋势图{}幅。{}", strip.count, strip.text);
                let caption = format!("图{} {}", n + 1, group.name);
                let caption = if at == count { caption } else { String::new() };
                self.charts.insert(file.clone(), strip.svg);
                self.blocks.push(Block::Picture(Picture { file, alt, caption }));
            }
        }
    }
}

/// How the charts are to be read, and which figures have none.
fn legend(trends: &Trends) -> String {
    let mut legend = "两端标出的是首末两期的数据，“上”“下”是上半年、下半年。\
                      同组中单位和好坏方向相同的，纵轴刻度相同，不一定从零起。\
                      虚线是标准，没有数据的半年断开。"
        .to_owned();
    if !trends.without.is_empty() {
        let without = trends.without.join("、");
        legend.push_str(&format!("没有画的：{without}，可比的不到三期。"));
    }
    legend
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Inline::Text(text)])
}
