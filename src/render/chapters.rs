//! The report's chapters as its template sees them: what each holds, numbered on all levels
//! (GB/T 9704-2012 7.3.3).

use std::collections::BTreeSet;

use serde::Serialize;

use super::indicators::GroupView;
use super::narrative::{NARRATIVE_TOP, narrative, optional};
use crate::document::{Block, parse, to_markdown};
use crate::filing::{self, Filing, Initiative, InitiativeNumber, Level, Style, TitlePosition};
use crate::source::Spanned;

/// A chapter of the report, not yet written.
pub(super) struct Chapter<'f> {
    pub(super) title: &'f str,
    content: Content<'f>,
}

enum Content<'f> {
    Profile(&'f Spanned<String>),
    /// 电信服务质量状况 or one of 分章, with its place among them.
    Quality(&'f filing::Chapter, usize),
    Indicators,
}

impl<'f> Chapter<'f> {
    /// Its initiatives, each before those within it.
    pub(super) fn initiatives(&self) -> Vec<(InitiativeNumber, &'f Initiative)> {
        match self.content {
            Content::Quality(chapter, place) => chapter.numbered(place),
            Content::Profile(_) | Content::Indicators => Vec::new(),
        }
    }
}

/// The chapters of a report, in order.
pub(super) fn chapters(filing: &Filing) -> Vec<Chapter<'_>> {
    fn own<'t>(title: &'t Option<Spanned<String>>, usual: &'t str) -> &'t str {
        title.as_ref().map_or(usual, |title| &title.value)
    }
    let titles = &filing.titles;
    let mut chapters = Vec::new();
    chapters.extend(filing.profile.as_ref().map(|text| Chapter {
        title: own(&titles.profile, "公司简介"),
        content: Content::Profile(text),
    }));
    let usual = own(&titles.quality, "电信服务质量状况");
    chapters.extend(filing.chapters.iter().enumerate().map(|(place, chapter)| Chapter {
        title: own(&chapter.title, usual),
        content: Content::Quality(chapter, place),
    }));
    if filing.left_out.indicators.is_none() {
        let title = own(&titles.indicators, "主要服务指标完成情况");
        chapters.push(Chapter { title, content: Content::Indicators });
    }
    chapters
}

/// The titles of initiatives within others, with their numbers, as they are printed.
pub(crate) fn inner_titles(filing: &Filing) -> BTreeSet<String> {
    let all = chapters(filing).into_iter().flat_map(|chapter| chapter.initiatives());
    let inner = all.filter(|(number, _)| number.level() != Level::First);
    inner.map(|(number, own)| format!("{}{}", number.mark(), own.title.value)).collect()
}

/// A chapter: a text, initiatives, groups of indicators; what it has not is empty.
#[derive(Serialize)]
pub(super) struct ChapterView {
    /// `profile`, `quality` or `indicators`.
    kind: &'static str,
    title: String,
    text: String,
    initiatives: Vec<InitiativeView>,
    groups: Vec<GroupView>,
}

/// An initiative; one that stands within another comes behind it in the same list.
#[derive(Serialize)]
struct InitiativeView {
    /// What makes it a heading: `###`, deeper the deeper it stands.
    marks: String,
    /// `（一）`, `1.`, `（1）`.
    number: String,
    title: String,
    body: String,
    /// Whether its text follows its title in the same paragraph.
    run_in: bool,
}

/// What each chapter holds, for templates that have the usual three.
#[derive(Serialize)]
pub(super) struct PartsView<'v> {
    profile: &'v str,
    overview: &'v str,
    run_in: bool,
    initiatives: Vec<&'v InitiativeView>,
    groups: Vec<&'v GroupView>,
}

impl<'v> PartsView<'v> {
    pub(super) fn of(chapters: &'v [ChapterView], style: Style) -> Self {
        let of_kind = |kind| chapters.iter().filter(move |chapter| chapter.kind == kind);
        let text = |kind| of_kind(kind).next().map_or("", |chapter| chapter.text.as_str());
        Self {
            profile: text("profile"),
            overview: text("quality"),
            run_in: style.initiative_titles == TitlePosition::RunIn,
            initiatives: of_kind("quality").flat_map(|chapter| &chapter.initiatives).collect(),
            groups: of_kind("indicators").flat_map(|chapter| &chapter.groups).collect(),
        }
    }
}

impl ChapterView {
    /// The chapters of a report, in order.
    pub(super) fn all(filing: &Filing) -> Vec<Self> {
        chapters(filing).iter().map(|chapter| Self::new(chapter, filing)).collect()
    }

    fn new(chapter: &Chapter<'_>, filing: &Filing) -> Self {
        let (kind, text) = match &chapter.content {
            Content::Profile(text) => ("profile", narrative(&text.value)),
            Content::Quality(chapter, _) => ("quality", narrative(&optional(&chapter.overview))),
            Content::Indicators => ("indicators", String::new()),
        };
        let groups =
            filing.groups.iter().filter(|_| matches!(chapter.content, Content::Indicators));
        let initiatives = chapter.initiatives().into_iter();
        let view = |(number, own)| InitiativeView::new(number, own, filing.style);
        Self {
            kind,
            title: chapter.title.to_owned(),
            text,
            initiatives: initiatives.map(view).collect(),
            groups: groups.map(|group| GroupView::new(group, filing.style)).collect(),
        }
    }
}

impl InitiativeView {
    fn new(number: InitiativeNumber, initiative: &Initiative, style: Style) -> Self {
        let level = number.level();
        let depth = match level {
            Level::First => 3,
            Level::Second => 4,
            Level::Third => 5,
        };
        // A title that others stand below is a heading of theirs, too.
        let run_in = style.initiative_titles == TitlePosition::RunIn
            && level == Level::First
            && initiative.initiatives.is_empty();
        let blocks = parse(&optional(&initiative.body));
        Self {
            marks: "#".repeat(depth.into()),
            number: number.mark(),
            title: initiative.title.value.clone(),
            body: body(&blocks, run_in, depth + 1),
            run_in,
        }
    }
}

/// A run-in title is followed by its text in the same paragraph, where the text begins with one.
fn body(blocks: &[Block], run_in: bool, top: u8) -> String {
    let body = to_markdown(blocks, top.max(NARRATIVE_TOP));
    let begins_with_text = matches!(blocks.first(), Some(Block::Paragraph(_)));
    if run_in && !begins_with_text { format!("\n\n{body}") } else { body }
}
