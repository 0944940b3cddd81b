//! 电信服务质量状况: chapters of initiatives, and initiatives within initiatives.

use std::fmt;
use std::ops::Range;

use super::fields::{Fields, Reader, Want, unfilled};
use super::{Chapter, ChapterTitles, Initiative, LeftOut, MAX_INITIATIVE_LEVELS};
use crate::finding::Code;
use crate::numerals::chinese;
use crate::source::{Node, Parent, Spanned, Value};

/// Which of a filing's initiatives: how many stand before it on each level, and in which chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InitiativeNumber {
    /// The chapter among 分章, from 0; `None` where 电信服务质量状况 is one chapter.
    pub chapter: Option<usize>,
    /// The place on each level, from 0; what lies deeper than the initiative is `None`.
    places: [Option<usize>; MAX_INITIATIVE_LEVELS],
}

/// How an initiative is numbered on the page (GB/T 9704-2012 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// （一）
    First,
    /// 1.
    Second,
    /// （1）
    Third,
}

impl InitiativeNumber {
    fn first(chapter: Option<usize>, place: usize) -> Self {
        Self { chapter, places: [Some(place), None, None] }
    }

    /// One within this one, if there is a level for it.
    fn within(mut self, place: usize) -> Option<Self> {
        *self.places.iter_mut().find(|level| level.is_none())? = Some(place);
        Some(self)
    }

    /// Its level.
    #[must_use]
    pub fn level(self) -> Level {
        match self.places {
            [_, _, Some(_)] => Level::Third,
            [_, Some(_), None] => Level::Second,
            [_, None, None] => Level::First,
        }
    }

    /// What it is printed with: （一）, 1. or （1）.
    #[must_use]
    pub fn mark(self) -> String {
        let place = self.places.into_iter().flatten().last().map_or(0, |place| place + 1);
        match self.level() {
            Level::First => format!("（{}）", chinese(place as u64)),
            Level::Second => format!("{place}."),
            Level::Third => format!("（{place}）"),
        }
    }
}

impl Chapter {
    /// Its initiatives, each before those within it. `place` is the chapter's among all, from 0.
    #[must_use]
    pub fn numbered(&self, place: usize) -> Vec<(InitiativeNumber, &Initiative)> {
        let chapter = self.title.as_ref().map(|_| place);
        let mut all = Vec::new();
        for (n, initiative) in self.initiatives.iter().enumerate() {
            add(initiative, InitiativeNumber::first(chapter, n), &mut all);
        }
        all
    }
}

fn add<'f>(
    initiative: &'f Initiative,
    number: InitiativeNumber,
    all: &mut Vec<(InitiativeNumber, &'f Initiative)>,
) {
    all.push((number, initiative));
    for (n, inner) in initiative.initiatives.iter().enumerate() {
        // Reading goes no deeper than there are levels.
        let Some(number) = number.within(n) else { continue };
        add(inner, number, all);
    }
}

/// As the reviewer has it: `2`, `2.1`; in the first of 分章 `第1章2.1`.
impl fmt::Display for InitiativeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(chapter) = self.chapter {
            write!(f, "第{}章", chapter + 1)?;
        }
        for (n, place) in self.places.into_iter().flatten().enumerate() {
            write!(f, "{}{}", if n == 0 { "" } else { "." }, place + 1)?;
        }
        Ok(())
    }
}

/// A list of 举措, as messages show it.
const LIST: &str = "（下面每项写“- 标题: …”和“内容: |”）";

/// The chapters of 电信服务质量状况.
pub(super) fn read_quality(r: &mut Reader<'_>, node: &Node, span: Range<usize>) -> Vec<Chapter> {
    let fields = r.fields(node, Parent::Key("电信服务质量状况"), span);
    let Some(list) = fields.get("分章") else {
        let overview = r.optional_text(&fields, "概述");
        let list = r.required(&fields, "举措", LIST);
        let initiatives = list.map(|list| read_initiatives(r, list, node.key_span("举措"), 1));
        let initiatives = initiatives.unwrap_or_default();
        return vec![Chapter { title: None, overview, initiatives }];
    };
    let help = "整篇只有一章时写“举措”；分成几章时，概述和举措写在“分章”的各章里";
    for key in ["概述", "举措"] {
        if fields.get(key).is_some() {
            let message = format!("有了“分章”，“电信服务质量状况”下就不能再写“{key}”");
            r.report(Code::Y28.at(node.key_span(key), message).help(help));
        }
    }
    let items = r.items(list, "分章", "“- 标题: …”，下面写“举措:”");
    if items.is_empty() && list.value == Value::List(Vec::new()) {
        let none = Code::Y03.at(node.key_span("分章"), "“分章”一章也没有");
        r.report(none.help("每章写“- 标题: …”和“举措:”；不分章就删去这一行，直接写“举措”"));
    }
    items.iter().map(|item| read_chapter(r, item)).collect()
}

fn read_chapter(r: &mut Reader<'_>, item: &Node) -> Chapter {
    let start = item.span.start..item.span.start;
    let fields = r.fields(item, Parent::Items("分章"), start);
    let title = r.required_text(&fields, "标题", "强化作风建设");
    let overview = r.optional_text(&fields, "概述");
    // A chapter may be a text alone.
    let list = match fields.get("概述") {
        Some(_) => fields.get("举措"),
        None => r.required(&fields, "举措", LIST),
    };
    let initiatives = list.map(|list| read_initiatives(r, list, item.key_span("举措"), 1));
    Chapter {
        title: Some(title.unwrap_or_else(unfilled)),
        overview,
        initiatives: initiatives.unwrap_or_default(),
    }
}

/// A list of 举措 that stands on a level, from 1.
fn read_initiatives(
    r: &mut Reader<'_>,
    list: &Node,
    span: Range<usize>,
    level: usize,
) -> Vec<Initiative> {
    let items = r.items(list, "举措", LIST);
    if items.is_empty() && list.value == Value::List(Vec::new()) {
        let none = Code::Y03.at(span, "“举措”一项也没有");
        r.report(none.help("至少写一项：“- 标题: …”和“内容: |”"));
    }
    items.iter().map(|item| read_initiative(r, item, level)).collect()
}

fn read_initiative(r: &mut Reader<'_>, item: &Node, level: usize) -> Initiative {
    let start = item.span.start..item.span.start;
    let fields = r.fields(item, Parent::Items("举措"), start);
    let title = r.required_text(&fields, "标题", "做优做强网络质量");
    let inner = fields.get("举措");
    let body = match inner {
        Some(_) => r.optional_text(&fields, "内容"),
        None => {
            let body = r.required_text(&fields, "内容", "|");
            Some(body.unwrap_or_else(unfilled))
        }
    };
    let initiatives = match inner {
        Some(_) if level == MAX_INITIATIVE_LEVELS => {
            let message = "第三层的举措下不能再有“举措”：编号到（一）、1.、（1）为止";
            let help = "把这一层写进上一层的“内容”里";
            r.report(Code::Y02.at(item.key_span("举措"), message).help(help));
            Vec::new()
        }
        Some(list) => read_initiatives(r, list, item.key_span("举措"), level + 1),
        None => Vec::new(),
    };
    Initiative { title: title.unwrap_or_else(unfilled), body, initiatives }
}

/// 章名, held to the chapters that the report has.
pub(super) fn read_titles(
    r: &mut Reader<'_>,
    top: &Fields<'_>,
    span: Range<usize>,
    left_out: &LeftOut,
    is_divided: bool,
) -> ChapterTitles {
    let Some(node) = top.get("章名") else { return ChapterTitles::default() };
    let fields = r.fields(node, Parent::Key("章名"), span);
    let mut title = |key: &str, idle: Option<&str>| {
        let text = r.optional_text(&fields, key)?;
        if let Some(why) = idle {
            let message = format!("“章名”里的“{key}”用不上：{why}");
            r.report(Code::Y28.at(node.key_span(key), message).help("删去这一行"));
        }
        Some(text)
    };
    let unlisted = "版式的“不列”里有这一章";
    ChapterTitles {
        profile: title("公司简介", left_out.profile.then_some(unlisted)),
        quality: title(
            "电信服务质量状况",
            is_divided.then_some("已经分章，各章的标题写在“分章”里"),
        ),
        indicators: title(
            "主要服务指标完成情况",
            left_out.indicators.is_some().then_some(unlisted),
        ),
    }
}

/// The chapters that 不列 may name.
const MAY_BE_LEFT_OUT: [&str; 2] = ["公司简介", "主要服务指标完成情况"];

/// 不列 of 版式, held to what the file has.
pub(super) fn read_left_out(r: &mut Reader<'_>, style: &Fields<'_>, top: &Fields<'_>) -> LeftOut {
    let mut left_out = LeftOut::default();
    let Some(list) = style.get("不列") else { return left_out };
    for item in r.items(list, "不列", "[公司简介]") {
        let Some(name) = r.text_of(item, "不列", Want::Text) else { continue };
        if !r.one_of(&name, "不列", &MAY_BE_LEFT_OUT) {
            continue;
        }
        if top.get(&name.value).is_some() {
            let message = format!("“不列”里有“{0}”，文件里又写了“{0}”", name.value);
            let help =
                format!("要印出来就从“不列”里删去；不印就删去“{}”和它下面的内容", name.value);
            r.report(Code::Y28.at(name.span.clone(), message).help(help));
            continue;
        }
        match name.value.as_str() {
            "公司简介" => left_out.profile = true,
            _ => left_out.indicators = Some(name.span.clone()),
        }
    }
    left_out
}

/// A text that has to be there unless its chapter is left out.
pub(super) fn profile(
    r: &mut Reader<'_>,
    top: &Fields<'_>,
    left_out: &LeftOut,
) -> Option<Spanned<String>> {
    if left_out.profile {
        return None;
    }
    let text = r.required_text(top, "公司简介", "|");
    Some(text.unwrap_or_else(unfilled))
}
