//! Every text of a filing with the key it stands at: the one list for whatever looks at texts.

use std::borrow::Cow;

use super::{
    Beside, Chapter, ChapterTitles, Company, Filing, Indicator, IndicatorGroup, Initiative,
    InitiativeNumber, Join, OwnAnnex, Part, Signature, Style, Waiver,
};
use crate::source::Spanned;

/// A text of a filing.
#[derive(Debug)]
pub struct Text<'f> {
    /// Where it stands.
    pub key: TextKey<'f>,
    /// What it says. A half-year, a day and a figure are as they print.
    pub value: Cow<'f, Spanned<String>>,
}

/// Where a text stands. Items of lists are counted from 0.
#[derive(Debug, Clone, Copy)]
pub enum TextKey<'f> {
    /// 企业.名称
    CompanyName,
    /// 企业.简称
    ShortName,
    /// 企业.集团
    Group,
    /// 企业.省份
    Province,
    /// One of 企业.经营业务
    Service(usize),
    /// 报告期
    Period,
    /// 标题
    Title,
    /// 上期
    Previous,
    /// 附表
    Annex,
    /// One of 主送
    Addressee(usize),
    /// 导语
    Lead,
    /// One of 章名, or 标题 of one of 分章
    ChapterTitle(ChapterPlace),
    /// 公司简介
    Profile,
    /// 概述 of 电信服务质量状况, or of one of 分章
    Overview(Option<usize>),
    /// 举措.标题
    InitiativeTitle(InitiativeNumber),
    /// 举措.内容
    InitiativeBody(InitiativeNumber),
    /// The name of a group of indicators
    GroupName,
    /// The name of an indicator
    IndicatorName,
    /// A measure or an area
    Label,
    /// A figure
    Figure,
    /// A rate's 分子
    Numerator,
    /// A rate's 分母
    Denominator,
    /// A figure's 上期
    LastFigure,
    /// A figure's 同比
    YearOnYear,
    /// A figure's 环比
    HalfOnHalf,
    /// An indicator's 备注
    Note(&'f IndicatorGroup, &'f Indicator),
    /// 结语
    Closing,
    /// 声明
    Declaration,
    /// One of 签署.单位
    Unit(usize),
    /// 签署.日期
    Date,
    /// One of 签署.印章
    Seal(usize),
    /// 签署.联系人
    Contact,
    /// 签署.联系电话
    Telephone,
    /// 附件.标题
    AnnexTitle(usize),
    /// 附件.内容
    AnnexBody(usize),
    /// One of 抄送
    CopiedTo(usize),
    /// 豁免.规则
    WaiverRule,
    /// 豁免.位置
    WaiverPlace,
    /// 豁免.理由
    WaiverReason,
}

/// Which chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChapterPlace {
    /// 公司简介
    Profile,
    /// 电信服务质量状况
    Quality,
    /// One of 分章
    Part(usize),
    /// 主要服务指标完成情况
    Indicators,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Paragraphs in Markdown.
    Prose,
    /// A heading, a sentence or a name that is printed as it stands.
    Line,
    /// A half-year, a day or a figure: printed in a form of its own.
    Value,
    /// A choice, a file's name or a waiver: read by the program, never printed.
    Setting,
}

impl TextKey<'_> {
    /// What kind of text stands there.
    #[must_use]
    pub fn kind(self) -> TextKind {
        match self {
            Self::Lead
            | Self::Profile
            | Self::Overview(_)
            | Self::InitiativeBody(_)
            | Self::AnnexBody(_)
            | Self::Closing => TextKind::Prose,
            Self::CompanyName
            | Self::ShortName
            | Self::Service(_)
            | Self::Title
            | Self::ChapterTitle(_)
            | Self::InitiativeTitle(_)
            | Self::GroupName
            | Self::IndicatorName
            | Self::Label
            | Self::Note(..)
            | Self::Declaration
            | Self::Addressee(_)
            | Self::Unit(_)
            | Self::Contact
            | Self::Telephone
            | Self::AnnexTitle(_)
            | Self::CopiedTo(_) => TextKind::Line,
            Self::Period
            | Self::Figure
            | Self::Numerator
            | Self::Denominator
            | Self::LastFigure
            | Self::YearOnYear
            | Self::HalfOnHalf
            | Self::Date => TextKind::Value,
            Self::Group
            | Self::Province
            | Self::Previous
            | Self::Annex
            | Self::Seal(_)
            | Self::WaiverRule
            | Self::WaiverPlace
            | Self::WaiverReason => TextKind::Setting,
        }
    }

    /// What messages call it: the file's key, where the filer did not choose the key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CompanyName => "名称",
            Self::ShortName => "简称",
            Self::Group => "集团",
            Self::Province => "省份",
            Self::Service(_) => "经营业务",
            Self::Period => "报告期",
            Self::Title
            | Self::ChapterTitle(_)
            | Self::InitiativeTitle(_)
            | Self::AnnexTitle(_) => "标题",
            Self::Lead => "导语",
            Self::Previous => "上期",
            Self::Annex => "附表",
            Self::Addressee(_) => "主送",
            Self::Profile => "公司简介",
            Self::Overview(_) => "概述",
            Self::InitiativeBody(_) | Self::AnnexBody(_) => "内容",
            Self::GroupName => "指标组",
            Self::IndicatorName | Self::Label => "指标",
            Self::Figure => "数据",
            Self::Numerator => "分子",
            Self::Denominator => "分母",
            Self::LastFigure => "上期",
            Self::YearOnYear => "同比",
            Self::HalfOnHalf => "环比",
            Self::Note(..) => "备注",
            Self::Closing => "结语",
            Self::Declaration => "声明",
            Self::Unit(_) => "单位",
            Self::Date => "日期",
            Self::Seal(_) => "印章",
            Self::Contact => "联系人",
            Self::Telephone => "联系电话",
            Self::CopiedTo(_) => "抄送",
            Self::WaiverRule => "规则",
            Self::WaiverPlace => "位置",
            Self::WaiverReason => "理由",
        }
    }
}

impl Filing {
    /// Every text, in the order of print. The structs are taken apart field by field: a new field
    /// does not compile until it is decided here whether it is a text.
    #[must_use]
    pub fn texts(&self) -> Vec<Text<'_>> {
        let Self {
            company: Company { name, short_name, group, provinces, services },
            period,
            has_period,
            title,
            previous,
            annex,
            addressees,
            lead,
            titles: ChapterTitles { profile: profile_title, quality, indicators },
            profile,
            chapters,
            groups,
            duties: _,
            closing,
            declaration,
            annexes,
            signature: Signature { units, date, sealing: _, seals, contact, telephone },
            copied_to,
            style: Style { initiative_titles: _, page_numbers: _, indicators: _, counts: _ },
            left_out: _,
            waivers,
        } = self;
        let mut texts = Texts(Vec::new());
        texts.add(TextKey::CompanyName, [name]);
        texts.add(TextKey::ShortName, short_name);
        texts.add(TextKey::Group, [group]);
        texts.add(TextKey::Province, provinces.named());
        texts.add_each(TextKey::Service, services);
        texts.add_shown(TextKey::Period, has_period.then_some(period), ToString::to_string);
        texts.add(TextKey::Title, title);
        texts.add(TextKey::Previous, previous);
        texts.add_shown(TextKey::Annex, annex.as_ref(), |annex| annex.name().to_owned());
        texts.add_each(TextKey::Addressee, addressees);
        texts.add(TextKey::Lead, lead);
        texts.add(TextKey::ChapterTitle(ChapterPlace::Profile), profile_title);
        texts.add(TextKey::Profile, profile);
        texts.add(TextKey::ChapterTitle(ChapterPlace::Quality), quality);
        for (n, chapter) in chapters.iter().enumerate() {
            let Chapter { title, overview, initiatives: _ } = chapter;
            texts.add(TextKey::ChapterTitle(ChapterPlace::Part(n)), title);
            texts.add(TextKey::Overview(title.as_ref().map(|_| n)), overview);
            for (number, Initiative { title, body, initiatives: _ }) in chapter.numbered(n) {
                texts.add(TextKey::InitiativeTitle(number), [title]);
                texts.add(TextKey::InitiativeBody(number), body);
            }
        }
        texts.add(TextKey::ChapterTitle(ChapterPlace::Indicators), indicators);
        groups.iter().for_each(|group| texts.add_group(group));
        texts.add(TextKey::Closing, closing);
        texts.add(TextKey::Declaration, [declaration]);
        texts.add_each(TextKey::Unit, units);
        texts.add_shown(TextKey::Date, date.as_ref(), ToString::to_string);
        texts.add_each(TextKey::Seal, seals);
        texts.add(TextKey::Contact, contact);
        texts.add(TextKey::Telephone, telephone);
        for (n, OwnAnnex { title, body }) in annexes.iter().enumerate() {
            texts.add(TextKey::AnnexTitle(n), [title]);
            texts.add(TextKey::AnnexBody(n), [body]);
        }
        texts.add_each(TextKey::CopiedTo, copied_to);
        for Waiver { rule, place, reason } in waivers {
            texts.add(TextKey::WaiverRule, [rule]);
            texts.add(TextKey::WaiverPlace, place);
            texts.add(TextKey::WaiverReason, reason);
        }
        texts.0
    }

    /// Every text in Markdown, in the order of print.
    pub fn narratives(&self) -> impl Iterator<Item = &Spanned<String>> {
        let prose = self.texts().into_iter().filter(|text| text.key.kind() == TextKind::Prose);
        prose.filter_map(|text| match text.value {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        })
    }
}

struct Texts<'f>(Vec<Text<'f>>);

impl<'f> Texts<'f> {
    fn add(&mut self, key: TextKey<'f>, texts: impl IntoIterator<Item = &'f Spanned<String>>) {
        let text = |text| Text { key, value: Cow::Borrowed(text) };
        self.0.extend(texts.into_iter().map(text));
    }

    /// The items of a list.
    fn add_each(&mut self, key: fn(usize) -> TextKey<'f>, texts: &'f [Spanned<String>]) {
        texts.iter().enumerate().for_each(|(n, text)| self.add(key(n), [text]));
    }

    fn add_shown<T>(
        &mut self,
        key: TextKey<'f>,
        value: Option<&Spanned<T>>,
        show: impl Fn(&T) -> String,
    ) {
        let text = |Spanned { value, span }: &Spanned<T>| {
            let value = Cow::Owned(Spanned { value: show(value), span: span.clone() });
            Text { key, value }
        };
        self.0.extend(value.map(text));
    }

    fn add_group(&mut self, group: &'f IndicatorGroup) {
        let IndicatorGroup { name, indicators } = group;
        self.add(TextKey::GroupName, [name]);
        for indicator in indicators {
            let Indicator { name, parts, note } = indicator;
            self.add(TextKey::IndicatorName, [name]);
            for Part { above, label, figure, beside, join } in parts {
                self.add(TextKey::Label, above.as_ref().filter(|_| *join != Join::Below));
                self.add(TextKey::Label, label);
                self.add_shown(TextKey::Figure, Some(figure), |figure| figure.as_written.clone());
                self.add_beside(beside);
            }
            self.add(TextKey::Note(group, indicator), note);
        }
    }

    fn add_beside(&mut self, beside: &Beside) {
        let Beside { numerator, denominator, last, year_on_year, half_on_half } = beside;
        for (key, figure) in [
            (TextKey::Numerator, numerator),
            (TextKey::Denominator, denominator),
            (TextKey::LastFigure, last),
        ] {
            self.add_shown(key, figure.as_ref(), |figure| figure.as_written.clone());
        }
        for (key, movement) in
            [(TextKey::YearOnYear, year_on_year), (TextKey::HalfOnHalf, half_on_half)]
        {
            self.add_shown(key, movement.as_ref(), |movement| movement.as_written.clone());
        }
    }
}
