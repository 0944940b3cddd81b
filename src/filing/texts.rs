//! Every text of a filing with the key it stands at: the one list for whatever looks at texts.

use std::borrow::Cow;

use super::{
    Company, Filing, Indicator, IndicatorGroup, Initiative, OwnAnnex, Part, Signature, Style,
    Waiver,
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
    /// 公司简介
    Profile,
    /// 电信服务质量状况.概述
    Overview,
    /// 举措.标题
    InitiativeTitle(usize),
    /// 举措.内容
    InitiativeBody(usize),
    /// The name of a group of indicators
    GroupName,
    /// The name of an indicator
    IndicatorName,
    /// A measure or an area
    Label,
    /// A figure
    Figure,
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
            Self::Profile
            | Self::Overview
            | Self::InitiativeBody(_)
            | Self::AnnexBody(_)
            | Self::Closing => TextKind::Prose,
            Self::CompanyName
            | Self::ShortName
            | Self::Service(_)
            | Self::Title
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
            Self::Period | Self::Figure | Self::Date => TextKind::Value,
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
            Self::Title | Self::InitiativeTitle(_) | Self::AnnexTitle(_) => "标题",
            Self::Previous => "上期",
            Self::Annex => "附表",
            Self::Addressee(_) => "主送",
            Self::Profile => "公司简介",
            Self::Overview => "概述",
            Self::InitiativeBody(_) | Self::AnnexBody(_) => "内容",
            Self::GroupName => "指标组",
            Self::IndicatorName | Self::Label => "指标",
            Self::Figure => "数据",
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
            company: Company { name, short_name, group, province, services },
            period,
            has_period,
            title,
            previous,
            annex,
            addressees,
            profile,
            overview,
            initiatives,
            groups,
            closing,
            declaration,
            annexes,
            signature: Signature { units, date, seals, contact, telephone },
            copied_to,
            style: Style { initiative_titles: _, page_numbers: _ },
            waivers,
        } = self;
        let mut texts = Texts(Vec::new());
        texts.add(TextKey::CompanyName, [name]);
        texts.add(TextKey::ShortName, short_name);
        texts.add(TextKey::Group, [group]);
        texts.add(TextKey::Province, [province]);
        texts.add_each(TextKey::Service, services);
        texts.add_shown(TextKey::Period, has_period.then_some(period), ToString::to_string);
        texts.add(TextKey::Title, title);
        texts.add(TextKey::Previous, previous);
        texts.add_shown(TextKey::Annex, annex.as_ref(), |annex| annex.name().to_owned());
        texts.add_each(TextKey::Addressee, addressees);
        texts.add(TextKey::Profile, [profile]);
        texts.add(TextKey::Overview, overview);
        for (n, Initiative { title, body }) in initiatives.iter().enumerate() {
            texts.add(TextKey::InitiativeTitle(n), [title]);
            texts.add(TextKey::InitiativeBody(n), [body]);
        }
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
            for Part { label, figure, join: _ } in parts {
                self.add(TextKey::Label, label);
                self.add_shown(TextKey::Figure, Some(figure), |figure| figure.as_written.clone());
            }
            self.add(TextKey::Note(group, indicator), note);
        }
    }
}
