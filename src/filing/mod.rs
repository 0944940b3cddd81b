//! The typed model of a filing: what a carrier reports of itself, of its half-year and of its
//! figures, each with its place in the file.

mod areas;
mod beside;
mod chapters;
mod columns;
mod compared;
mod counted;
mod duties;
mod fields;
mod figure;
mod half_width;
mod indicators;
mod labels;
mod lookalikes;
mod movement;
mod numerals;
pub(crate) mod origin;
mod period;
mod provinces;
mod read;
mod references;
mod sign_off;
mod texts;
mod typed;
mod unit;
mod value;
mod want;
mod worded;

pub use areas::is_area;
pub use beside::Beside;
pub use chapters::{InitiativeNumber, Level};
pub use columns::{Column, columns};
pub use compared::{Compared, MAX_LASTS, last_filing};
pub use duties::Duty;
pub(crate) use fields::UNFILLED;
pub use fields::is_unfilled;
pub(crate) use figure::lowered;
pub use figure::{Amount, Figure, FigureFault, Qualifier, parse_figure};
pub(crate) use half_width::{half_width, narrow};
pub use indicators::{Indicator, IndicatorGroup, Join, Part};
pub use movement::{Movement, MovementChange, Step, StepUnit, Trend};
pub use period::{Date, Half, Period};
pub use provinces::{NATIONWIDE, Provinces};
pub use read::{is_filing, read};
pub use texts::{ChapterPlace, Text, TextKey, TextKind};
#[cfg(test)]
pub(crate) use typed::is_measure;
pub use unit::{
    Dimension, UnitKind, dimension, from_base, in_base, in_kind, in_working_days, unit_kind,
};
pub(crate) use unit::{leading_unit, multiple};
pub use value::is_contact;
pub(crate) use want::{REVISE, is_open, is_open_figure};
pub(crate) use worded::plain_figure;

use std::ops::Range;

use crate::source::Spanned;

/// A half-yearly 服务质量状况报告 as its carrier described it.
#[derive(Debug, Clone)]
pub struct Filing {
    /// 企业.
    pub company: Company,
    /// 报告期; in a draft that has none yet, a half-year that no report is of.
    pub period: Spanned<Period>,
    /// Whether 报告期 was given.
    pub has_period: bool,
    /// 标题, where it is not the usual one.
    pub title: Option<Spanned<String>>,
    /// 上期: the last filings' file names, the newest first.
    pub previous: Vec<Spanned<String>>,
    /// 附表: what is annexed to the report.
    pub annex: Option<Spanned<AnnexKind>>,
    /// 主送: whom it is for.
    pub addressees: Vec<Spanned<String>>,
    /// 导语, Markdown: what stands before the first chapter.
    pub lead: Option<Spanned<String>>,
    /// 章名: chapters' titles where they are not the usual ones.
    pub titles: ChapterTitles,
    /// 公司简介, Markdown; `None` where 版式.不列 leaves it out.
    pub profile: Option<Spanned<String>>,
    /// 电信服务质量状况: one chapter, or those of 分章.
    pub chapters: Vec<Chapter>,
    /// 主要服务指标完成情况.
    pub groups: Vec<IndicatorGroup>,
    /// 分工: who fills in what; for the desk alone.
    pub duties: Vec<Duty>,
    /// 结语, Markdown.
    pub closing: Option<Spanned<String>>,
    /// 声明.
    pub declaration: Spanned<String>,
    /// 附件 of the filer's own.
    pub annexes: Vec<OwnAnnex>,
    /// 签署.
    pub signature: Signature,
    /// 抄送: who gets a copy.
    pub copied_to: Vec<Spanned<String>>,
    /// 版式.
    pub style: Style,
    /// 不列 of 版式.
    pub left_out: LeftOut,
    /// 豁免.
    pub waivers: Vec<Waiver>,
}

impl Filing {
    /// The report's name as printed: 标题, or the usual one.
    #[must_use]
    pub fn report_name(&self) -> &str {
        self.title.as_ref().map_or("服务质量状况报告", |t| &t.value)
    }

    /// The day of the report: that of its signature; of a draft without one, the last of its
    /// half-year.
    #[must_use]
    pub fn day(&self) -> Date {
        let date = self.signature.date.as_ref().map(|date| date.value);
        date.unwrap_or_else(|| self.period.value.last_day())
    }

    /// The half-year as printed.
    #[must_use]
    pub fn period_label(&self) -> String {
        if self.has_period { self.period.value.to_string() } else { fields::UNFILLED.to_owned() }
    }

    /// Who signs: 签署.单位, or the company by its name.
    #[must_use]
    pub fn signatories(&self) -> &[Spanned<String>] {
        match self.signature.units.as_slice() {
            [] => std::slice::from_ref(&self.company.name),
            units => units,
        }
    }

    /// Who signs, in one line.
    #[must_use]
    pub fn signatory(&self) -> String {
        joined(self.signatories())
    }

    /// The seals that are printed: one for each signatory at most, in their order.
    #[must_use]
    pub fn seals(&self) -> &[Spanned<String>] {
        let seals = &self.signature.seals;
        &seals[..seals.len().min(self.signatories().len())]
    }
}

/// Names as one line has them: 甲、乙.
#[must_use]
pub fn joined(names: &[Spanned<String>]) -> String {
    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join("、")
}

/// One of the 附件: a title and its text.
#[derive(Debug, Clone)]
pub struct OwnAnnex {
    /// 标题, without number.
    pub title: Spanned<String>,
    /// 内容, Markdown.
    pub body: Spanned<String>,
}

/// 附表: what is annexed to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnexKind {
    /// 对比: the figures against the last filings'.
    Comparison,
    /// 趋势: the same, with what they make of charts.
    Trend,
}

impl AnnexKind {
    /// What 附表 may be.
    pub const NAMES: [&str; 2] = ["对比", "趋势"];

    /// As the file has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comparison => "对比",
            Self::Trend => "趋势",
        }
    }
}

/// 企业: who files.
#[derive(Debug, Clone)]
pub struct Company {
    /// 名称, as in the title.
    pub name: Spanned<String>,
    /// 简称.
    pub short_name: Option<Spanned<String>>,
    /// 集团, one of [`GROUPS`].
    pub group: Spanned<String>,
    /// 省份.
    pub provinces: Provinces,
    /// 经营业务.
    pub services: Vec<Spanned<String>>,
}

impl Company {
    /// Whether two companies are one carrier, by whatever names: of one group and the same
    /// provinces, and of one name where the group is none of the known.
    #[must_use]
    pub fn is_carrier_of(&self, other: &Self) -> bool {
        self.group.value == other.group.value
            && self.provinces.are_those_of(&other.provinces)
            && (self.group.value != OTHER_GROUP || self.name.value == other.name.value)
    }

    /// What it is called in little room: 简称, or its name.
    #[must_use]
    pub fn short(&self) -> &str {
        self.short_name.as_ref().map_or(&self.name.value, |short| &short.value)
    }
}

/// The 集团 of a carrier of no known group.
const OTHER_GROUP: &str = "其他";

/// What 集团 may be.
pub const GROUPS: [&str; 5] = ["中国电信", "中国移动", "中国联通", "中国广电", OTHER_GROUP];

/// 章名: the title of each chapter that has one of its own.
#[derive(Debug, Clone, Default)]
pub struct ChapterTitles {
    /// Of 公司简介.
    pub profile: Option<Spanned<String>>,
    /// Of 电信服务质量状况.
    pub quality: Option<Spanned<String>>,
    /// Of 主要服务指标完成情况.
    pub indicators: Option<Spanned<String>>,
}

/// A chapter of initiatives: 电信服务质量状况 as a whole, or one of its 分章.
#[derive(Debug, Clone, Default)]
pub struct Chapter {
    /// 标题 of one of 分章; `None` for 电信服务质量状况 as a whole.
    pub title: Option<Spanned<String>>,
    /// 概述, Markdown.
    pub overview: Option<Spanned<String>>,
    /// 举措.
    pub initiatives: Vec<Initiative>,
}

/// One of the 举措: a title with its text, or with 举措 of its own, or both.
#[derive(Debug, Clone)]
pub struct Initiative {
    /// 标题, without number.
    pub title: Spanned<String>,
    /// 内容, Markdown.
    pub body: Option<Spanned<String>>,
    /// 举措 within it; no deeper than [`MAX_INITIATIVE_LEVELS`].
    pub initiatives: Vec<Initiative>,
}

/// How deep 举措 may stand within each other: （一）, 1. and （1） (GB/T 9704-2012 7.3.3).
pub const MAX_INITIATIVE_LEVELS: usize = 3;

/// 签署: who signs, and when.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// 单位: one, or several.
    pub units: Vec<Spanned<String>>,
    /// 日期; a draft may have none yet.
    pub date: Option<Spanned<Date>>,
    /// 盖章.
    pub sealing: Sealing,
    /// 印章: a picture's file name for each of the signatories, in their order.
    pub seals: Vec<Spanned<String>>,
    /// 联系人.
    pub contact: Option<Spanned<String>>,
    /// 联系电话.
    pub telephone: Option<Spanned<String>>,
}

/// 盖章: whether the report gets seals, on paper or as pictures; where the sign-off stands hangs on
/// it (GB/T 9704-2012 7.3.5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sealing {
    /// 是.
    #[default]
    Sealed,
    /// 否.
    Unsealed,
}

/// 版式: how the page is to look where there is a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// 举措标题.
    pub initiative_titles: TitlePosition,
    /// 页码.
    pub page_numbers: NumberPosition,
    /// 指标.
    pub indicators: IndicatorLayout,
    /// 分子分母: whether the counts of rates are printed.
    pub counts: bool,
}

/// 不列: chapters that a report has not, as its filer decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// 公司简介.
    pub profile: bool,
    /// Where 主要服务指标完成情况 is named.
    pub indicators: Option<Range<usize>>,
}

/// 指标: how a group's indicators are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IndicatorLayout {
    /// 分行: a line for each.
    #[default]
    Lines,
    /// 表格: a table for each group.
    Table,
}

/// 页码: where page numbers stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberPosition {
    /// 居中: in the middle.
    Centred,
    /// 外侧: odd pages right, even pages left (GB/T 9704-2012 7.5).
    #[default]
    Outer,
}

/// 举措标题: where an initiative's title stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TitlePosition {
    /// 独行: on a line of its own.
    #[default]
    OwnLine,
    /// 接排: the text follows in the same paragraph.
    RunIn,
}

/// 豁免: a finding that the filer answers for.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// 规则: the finding's code.
    pub rule: Spanned<String>,
    /// 位置: the key path it is for.
    pub place: Option<Spanned<String>>,
    /// 理由.
    pub reason: Option<Spanned<String>>,
}
