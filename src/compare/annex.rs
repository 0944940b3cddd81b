//! The annex that 附表 asks for: a filing's figures against the last filing's, as blocks for the
//! report and as pictures (电信服务质量报告制度 asks for this comparison).

use std::collections::BTreeMap;
use std::fmt;

use super::chart::{self, Chart};
use super::rows::{Group, Row};
use super::value::{Incomparable, Value};
use super::{Comparison, Entry, blocks, compare, strip};
use crate::document::{Block, Inline, Picture};
use crate::filing::Filing;
use crate::render::AnnexText;
use crate::standard::Standard;

/// What the annex is called.
const TITLE: &str = "主要服务指标与上期对比表";
/// From one column of a chart to the next: three charts then stand side by side.
const COLUMN: i64 = 64_000;

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// Its text, tables and pictures.
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
    /// The filing to compare with is another carrier's.
    OtherCarrier(String),
    /// The filing to compare with is not of an earlier half-year.
    NotEarlier(String),
}

impl fmt::Display for AnnexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLast => f.write_str("没有上期的数据"),
            Self::OtherCarrier(name) => write!(f, "上期的文件是{name}的，不是这家企业的"),
            Self::NotEarlier(period) => write!(f, "上期的文件是{period}的，不在这一期之前"),
        }
    }
}

/// A filing's figures against the last one's. `name` begins the pictures' names.
///
/// Only thresholds that were read in their source are shown: what is filed claims no other.
///
/// # Errors
/// There is nothing to compare with.
pub fn annex(
    filing: &Filing,
    last: Option<&Filing>,
    standard: &Standard,
    name: &str,
) -> Result<Annex, AnnexFault> {
    let last = last.ok_or(AnnexFault::NoLast)?;
    if !last.company.is_carrier_of(&filing.company) {
        return Err(AnnexFault::OtherCarrier(last.company.name.value.clone()));
    }
    if last.period.value >= filing.period.value {
        return Err(AnnexFault::NotEarlier(last.period.value.to_string()));
    }
    let entry = |filing| Entry { file: "", filing, pdf: None, caveats: &[] };
    let mut comparison = compare(&[entry(last), entry(filing)], &standard.sourced());
    for (column, name) in comparison.columns.iter_mut().zip(["上期", "本期"]) {
        column.heading = name.to_owned();
    }
    for group in &mut comparison.groups {
        group.rows.retain(is_figure);
    }
    comparison.groups.retain(|group| !group.rows.is_empty());
    let mut writer = Writer { comparison: &comparison, name, charts: BTreeMap::new() };
    let blocks = writer.blocks();
    Ok(Annex { title: TITLE.to_owned(), blocks, charts: writer.charts })
}

/// Whether a row has a quantity: a hotline has none.
fn is_figure(row: &Row) -> bool {
    row.cells.iter().flatten().any(|cell| cell.value != Value::Incomparable(Incomparable::Text))
}

struct Writer<'c> {
    comparison: &'c Comparison,
    name: &'c str,
    charts: BTreeMap<String, String>,
}

impl Writer<'_> {
    fn blocks(&mut self) -> Vec<Block> {
        let mut whole = vec![paragraph(self.introduction())];
        let mut figures = 0;
        for (n, group) in self.comparison.groups.iter().enumerate() {
            let text = vec![Inline::Text(format!("表{} {}", n + 1, group.name))];
            whole.push(Block::Heading { level: 4, text });
            whole.push(blocks::table(self.comparison, group));
            let strips = self.strips(group, &mut figures);
            whole.extend(strips);
        }
        let notes: Vec<String> = self.notes();
        if !notes.is_empty() {
            whole.push(Block::Heading { level: 4, text: vec![Inline::Text("说明".to_owned())] });
            let item = |note: String| vec![paragraph(note)];
            whole
                .push(Block::List { start: Some(1), items: notes.into_iter().map(item).collect() });
        }
        whole
    }

    fn introduction(&self) -> String {
        let period = |n: usize| self.comparison.columns.get(n).map(|c| c.period.to_string());
        let (last, own) = (period(0).unwrap_or_default(), period(1).unwrap_or_default());
        let has_standard = self.comparison.rows().any(|(_, row)| !row.thresholds.is_empty());
        let standard = if has_standard {
            "“标准”是有关规范的限值，出处见表后说明。"
        } else {
            ""
        };
        format!(
            "本表对比本期（{own}）与上期（{last}）的服务质量指标。数据照两期报告所填；变化是本期减去上期的差，百分比是差占上期的比例，保留两位小数。{standard}"
        )
    }

    /// A group's charts in rows, the last with the group's caption.
    fn strips(&mut self, group: &Group, figures: &mut usize) -> Vec<Block> {
        let charts = group.rows.iter().filter_map(|row| chart::chart(self.comparison, row, COLUMN));
        let charts: Vec<Chart> = charts.collect();
        let beside = strip::beside(&charts);
        let rows: Vec<&[Chart]> = charts.chunks(beside).collect();
        let picture = |(n, charts): (usize, &&[Chart])| {
            let file = format!("{}-附图{}.svg", self.name, self.charts.len() + 1);
            self.charts.insert(file.clone(), strip::strip(charts, beside));
            let texts: Vec<String> =
                charts.iter().map(|chart| format!("{}：{}", chart.title, chart.text)).collect();
            let is_last = n + 1 == rows.len();
            let caption =
                if is_last { format!("图{} {}", *figures + 1, group.name) } else { String::new() };
            Block::Picture(Picture {
                file, alt: format!("折线图。{}", texts.concat()), caption
            })
        };
        let pictures: Vec<Block> = rows.iter().enumerate().map(picture).collect();
        *figures += usize::from(!pictures.is_empty());
        pictures
    }

    /// What a filing calls otherwise than the table, a line for each filing.
    fn renamed(&self) -> Vec<String> {
        let remarks = self.comparison.remarks();
        let of_column = |column: usize| {
            let names =
                remarks.iter().filter(|remark| remark.column == column).filter_map(|remark| {
                    let own = remark.figure.as_ref().unwrap_or(&remark.group);
                    Some(format!("{own}（写作“{}”）", remark.alias.as_ref()?))
                });
            let names: Vec<String> = names.collect();
            let heading = self.comparison.heading(column);
            (!names.is_empty()).then(|| format!("{heading}名称不同的：{}", names.join("、")))
        };
        (0..self.comparison.columns.len()).filter_map(of_column).collect()
    }

    /// What is missing in whom, what is not as it seems, and where the thresholds were read.
    fn notes(&self) -> Vec<String> {
        let mut notes = self.comparison.missing_lines();
        notes.extend(self.renamed());
        notes.extend(self.comparison.remark_lines(|remark| remark.alias.is_none()));
        let mut sources: Vec<&str> = Vec::new();
        for (_, row) in self.comparison.rows() {
            let source = row.thresholds.first().map(|threshold| threshold.source.as_str());
            sources.extend(source.filter(|source| !sources.contains(source)));
        }
        if !sources.is_empty() {
            notes.push(format!("标准的出处：{}", sources.join("；")));
        }
        let ended = |note: String| if note.ends_with('。') { note } else { note + "。" };
        notes.into_iter().map(ended).collect()
    }
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Inline::Text(text)])
}
