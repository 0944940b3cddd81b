//! A draft as a filing's file: each key that has something, a 【…】 where only the filer knows, and
//! what found no place as comments at the end.

use std::collections::BTreeMap;

use super::draft::{Chapter, Draft, Figure, Indicator, Initiative, Left, Line, Texts};
use super::infer::Known;
use super::piece::Remark;
use crate::document::to_markdown;
use crate::filing::{GROUPS, is_area};
use crate::source::{scalar, scalar_in_flow};

/// Headings inside a narrative begin as high as they are typed in a filing.
const TOP: u8 = 1;

/// The file's text.
pub(super) fn write(draft: &Draft, known: &Known, left: &[Left], from: &str) -> File {
    let mut file = File::default();
    file.line(0, &format!("# 由 {} 导入。", one_line(from)));
    file.line(0, "# 凡有【】的地方都要填，连【】一起换掉；井号后面是说明，不会印出来。");
    file.line(0, "# 检查：chengbao check 文件名；出报告：chengbao build 文件名");
    file.company(draft, known);
    file.head(draft);
    file.narratives(draft);
    file.indicators(draft);
    file.ending(draft, known);
    file.style(draft);
    file.left_over(left);
    file
}

/// A filing's file.
#[derive(Default)]
pub(super) struct File {
    pub(super) text: String,
    /// The line of each indicator, from 0, with the places of its group and its own.
    pub(super) indicators: BTreeMap<usize, (usize, usize)>,
    /// The line of each group's name, from 0, with the group's place.
    pub(super) groups: BTreeMap<usize, usize>,
    lines: usize,
}

impl File {
    /// A line, so many levels in.
    fn line(&mut self, level: usize, text: &str) {
        self.text.push_str(&"  ".repeat(level));
        self.text.push_str(text);
        self.gap();
    }

    fn gap(&mut self) {
        self.text.push('\n');
        self.lines += 1;
    }

    fn remarks(&mut self, level: usize, remarks: &[Remark]) {
        for remark in remarks {
            self.line(level, &format!("# {}", one_line(&remark.to_string())));
        }
    }

    /// A key with a text of one line.
    fn entry(&mut self, level: usize, key: &str, value: &str) {
        self.line(level, &format!("{}: {}", scalar(key), scalar(value)));
    }

    fn prompt(&mut self, level: usize, key: &str, what: &str) {
        self.line(level, &format!("{key}: 【{what}】"));
    }

    /// The same for a narrative.
    fn text_prompt(&mut self, level: usize, key: &str, what: &str) {
        self.line(level, &format!("{key}: |"));
        self.line(level + 1, &format!("【{what}】"));
    }

    /// A key with one text, or a list of them.
    fn entries(&mut self, level: usize, key: &str, lines: &[Line]) {
        lines.iter().for_each(|line| self.remarks(level, &line.remarks));
        match lines {
            [] => {}
            [only] => self.entry(level, key, &only.text),
            several => {
                let names: Vec<String> =
                    several.iter().map(|line| scalar_in_flow(&line.text)).collect();
                self.line(level, &format!("{key}: [{}]", names.join(", ")));
            }
        }
    }

    fn narrative(&mut self, level: usize, key: &str, texts: &Texts) {
        self.remarks(level, &texts.remarks);
        self.line(level, &format!("{key}: |"));
        let markdown = to_markdown(&texts.blocks, TOP);
        for line in markdown.lines() {
            if line.is_empty() { self.gap() } else { self.line(level + 1, line) }
        }
    }

    fn company(&mut self, draft: &Draft, known: &Known) {
        self.line(0, "企业:");
        let remarks = draft.head.company.iter().flat_map(|company| &company.remarks);
        self.remarks(1, &remarks.cloned().collect::<Vec<_>>());
        match &known.company {
            Some(company) => self.entry(1, "名称", company),
            None => self.prompt(1, "名称", "企业名称"),
        }
        match &known.short {
            Some(short) => self.entry(1, "简称", short),
            None => self.prompt(1, "简称", "正文里用的简称"),
        }
        match &known.group {
            Some(group) => self.entry(1, "集团", group),
            None => self.prompt(1, "集团", &GROUPS.join("、")),
        }
        match known.provinces.as_slice() {
            [] => self.prompt(1, "省份", "省份，写全称"),
            [only] => self.entry(1, "省份", only),
            several => self.line(1, &format!("省份: [{}]", several.join(", "))),
        }
        match known.services.as_slice() {
            [] => self.line(1, "经营业务: [【取得许可的业务】]"),
            services => self.line(1, &format!("经营业务: [{}]", services.join(", "))),
        }
    }

    fn head(&mut self, draft: &Draft) {
        let head = &draft.head;
        self.gap();
        match head.period {
            Some(period) => self.entry(0, "报告期", &period.to_string()),
            None => self.prompt(0, "报告期", "哪一年的上半年或下半年"),
        }
        if let Some(title) = &head.title {
            self.entry(0, "标题", title);
        }
        if !head.addressees.is_empty() {
            self.gap();
            self.entries(0, "主送", &head.addressees);
        }
        if !head.lead.is_empty() {
            self.gap();
            self.narrative(0, "导语", &head.lead);
        }
        let titles = [
            ("公司简介", &draft.titles.profile),
            ("电信服务质量状况", &draft.titles.quality),
            ("主要服务指标完成情况", &draft.titles.indicators),
        ];
        if titles.iter().any(|(_, title)| title.is_some()) {
            self.gap();
            self.line(0, "章名:");
        }
        for (key, title) in titles.iter().filter_map(|(key, title)| Some((key, title.as_ref()?))) {
            self.remarks(1, &title.remarks);
            self.entry(1, key, &title.text);
        }
    }

    fn narratives(&mut self, draft: &Draft) {
        self.gap();
        match draft.profile.as_ref().filter(|texts| !texts.is_empty()) {
            Some(profile) => self.narrative(0, "公司简介", profile),
            None => {
                let what = "公司简介；报告里没有这一章的，删去这两行，在版式里写不列";
                self.text_prompt(0, "公司简介", what);
            }
        }
        self.gap();
        self.line(0, "电信服务质量状况:");
        match draft.chapters.as_slice() {
            [] => self.initiatives(1, &[]),
            [only] if only.title.text.is_empty() => {
                self.chapter(1, only);
                if only.initiatives.is_empty() {
                    self.initiatives(1, &[]);
                }
            }
            several => {
                self.line(1, "分章:");
                for chapter in several {
                    self.remarks(2, &chapter.title.remarks);
                    self.line(2, &format!("- 标题: {}", scalar(&chapter.title.text)));
                    self.chapter(3, chapter);
                }
            }
        }
    }

    fn chapter(&mut self, level: usize, chapter: &Chapter) {
        if !chapter.overview.is_empty() {
            self.narrative(level, "概述", &chapter.overview);
        }
        if !chapter.initiatives.is_empty() {
            self.initiatives(level, &chapter.initiatives);
        }
        if chapter.overview.is_empty() && chapter.initiatives.is_empty() {
            self.text_prompt(level, "概述", "正文");
        }
    }

    fn initiatives(&mut self, level: usize, initiatives: &[Initiative]) {
        self.line(level, "举措:");
        for own in initiatives {
            self.remarks(level + 1, &own.title.remarks);
            self.line(level + 1, &format!("- 标题: {}", scalar(&own.title.text)));
            if !own.body.is_empty() {
                self.narrative(level + 2, "内容", &own.body);
            } else if own.initiatives.is_empty() {
                self.text_prompt(level + 2, "内容", "正文");
            }
            if !own.initiatives.is_empty() {
                self.initiatives(level + 2, &own.initiatives);
            }
        }
        if initiatives.is_empty() {
            self.line(level + 1, "- 标题: 【举措标题】");
            self.text_prompt(level + 2, "内容", "正文");
        }
    }

    fn indicators(&mut self, draft: &Draft) {
        self.gap();
        self.line(0, "主要服务指标完成情况:");
        for (g, group) in draft.groups.iter().enumerate() {
            self.remarks(1, &group.name.remarks);
            self.groups.insert(self.lines, g);
            self.line(1, &format!("{}:", scalar(&group.name.text)));
            for (n, indicator) in group.indicators.iter().enumerate() {
                self.remarks(2, &indicator.remarks);
                self.indicators.insert(self.lines, (g, n));
                self.line(2, &entry(indicator));
            }
        }
        if draft.groups.is_empty() {
            self.line(1, "客户投诉:");
            self.prompt(2, "投诉处理及时率", "各组指标，如 99.10%");
        }
    }

    fn ending(&mut self, draft: &Draft, known: &Known) {
        let ending = &draft.ending;
        if !draft.closing.is_empty() {
            self.gap();
            self.narrative(0, "结语", &draft.closing);
        }
        if !ending.annexes.is_empty() {
            self.gap();
            self.line(0, "附件:");
        }
        for annex in &ending.annexes {
            self.remarks(1, &annex.title.remarks);
            match annex.title.text.as_str() {
                "" => self.line(1, "- 标题: 【附件标题】"),
                title => self.line(1, &format!("- 标题: {}", scalar(title))),
            }
            match annex.body.is_empty() {
                true => self.text_prompt(2, "内容", "附件正文"),
                false => self.narrative(2, "内容", &annex.body),
            }
        }
        self.gap();
        match &ending.declaration {
            Some(declaration) => {
                self.remarks(0, &declaration.remarks);
                self.entry(0, "声明", &declaration.text);
            }
            None => self.prompt(0, "声明", "本报告内容客观、真实、准确。"),
        }
        self.gap();
        self.line(0, "签署:");
        match ending.units.as_slice() {
            [only] if known.company.as_ref() == Some(&only.text) => self.remarks(1, &only.remarks),
            units => self.entries(1, "单位", units),
        }
        match &ending.date {
            Some((date, _)) => self.entry(1, "日期", &date.to_string()),
            None => self.prompt(1, "日期", "签署的日期"),
        }
        for (key, line) in [("联系人", &ending.contact), ("联系电话", &ending.telephone)] {
            line.iter().for_each(|line| self.entries(1, key, std::slice::from_ref(line)));
        }
        if !ending.copied_to.is_empty() {
            self.gap();
            self.entries(0, "抄送", &ending.copied_to);
        }
    }

    fn style(&mut self, draft: &Draft) {
        let style = &draft.style;
        let choices = [
            (style.run_in, "举措标题: 接排"),
            (style.tables, "指标: 表格"),
            (style.counts, "分子分母: 印出"),
        ];
        if choices.iter().any(|(is_chosen, _)| *is_chosen) {
            self.gap();
            self.line(0, "版式:");
        }
        choices.iter().filter(|(chosen, _)| *chosen).for_each(|(_, line)| self.line(1, line));
    }

    fn left_over(&mut self, left: &[Left]) {
        if left.is_empty() {
            return;
        }
        self.gap();
        self.line(0, "# ── 没有放进上面的内容 ──────────────────────────");
        self.line(0, "# 原文里有这些字，找不到它们的位置，照原来的次序放在这里。");
        self.line(0, "# 用得上的移到上面，用不上的删去。");
        for Left { place, text } in left {
            self.line(0, "#");
            self.line(0, &format!("# {place}："));
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                self.line(0, &format!("#   {}", one_line(line)));
            }
        }
    }
}

/// A text within a comment's line.
fn one_line(text: &str) -> String {
    super::clean::clean(text).trim().to_owned()
}

/// An indicator as the file's line for it.
pub(super) fn entry(indicator: &Indicator) -> String {
    format!("{}: {}", scalar(&indicator.name), value(indicator))
}

/// What stands behind an indicator's name.
fn value(indicator: &Indicator) -> String {
    let Indicator { figures, note, .. } = indicator;
    let note = note.as_ref().map(|note| format!("备注: {}", scalar_in_flow(note)));
    match figures.as_slice() {
        [only] if only.labels.is_empty() => {
            let beside = beside(only);
            if beside.is_empty() && note.is_none() {
                return scalar(&only.value);
            }
            let first = format!("值: {}", scalar_in_flow(&only.value));
            braces([vec![first], beside, note.into_iter().collect()].concat())
        }
        several => {
            let mut parts = labelled(several);
            parts.extend(note);
            braces(parts)
        }
    }
}

fn braces(parts: Vec<String>) -> String {
    format!("{{ {} }}", parts.join(", "))
}

fn beside(figure: &Figure) -> Vec<String> {
    figure.beside.iter().map(|(key, value)| format!("{key}: {}", scalar_in_flow(value))).collect()
}

/// Figures by their labels; what two labels are of stands below the first.
fn labelled(figures: &[Figure]) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = figures;
    while let Some(first) = rest.first() {
        let Some((label, inner)) = first.labels.split_first() else {
            rest = &rest[1..];
            continue;
        };
        if inner.is_empty() {
            parts.push(format!("{}: {}", scalar_in_flow(label), single(first)));
            rest = &rest[1..];
            continue;
        }
        let same = |figure: &&Figure| figure.labels.len() == 2 && figure.labels[0] == *label;
        let count = rest.iter().take_while(same).count();
        let below = rest[..count]
            .iter()
            .map(|figure| format!("{}: {}", scalar_in_flow(&figure.labels[1]), single(figure)));
        parts.push(format!("{}: {}", scalar_in_flow(label), braces(below.collect())));
        rest = &rest[count..];
    }
    parts
}

fn single(figure: &Figure) -> String {
    let beside = beside(figure);
    if beside.is_empty() {
        return scalar_in_flow(&figure.value);
    }
    braces([vec![format!("值: {}", scalar_in_flow(&figure.value))], beside].concat())
}

/// Whether figures can stand below their labels: one label each, or an area and a measure.
pub(super) fn can_stand(figures: &[Figure]) -> bool {
    figures.iter().all(|figure| match figure.labels.as_slice() {
        [] => figures.len() == 1,
        [_] => true,
        [one, other] => is_area(one) != is_area(other),
        _ => false,
    })
}
