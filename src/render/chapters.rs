//! The report's chapters as its template sees them: what each holds, numbered on all levels
//! (GB/T 9704-2012 7.3.3).

use serde::Serialize;

use super::indicators::GroupView;
use super::narrative::{NARRATIVE_TOP, narrative, optional};
use crate::document::{Block, parse, to_markdown};
use crate::filing::{Chapter, Filing, Initiative, InitiativeNumber, Level, TitlePosition};
use crate::numerals::chinese;
use crate::source::Spanned;

/// A chapter: a text, initiatives, groups of indicators; what it has not is empty.
#[derive(Default, Serialize)]
pub(super) struct ChapterView {
    /// `profile`, `quality` or `indicators`.
    kind: &'static str,
    pub(super) title: String,
    text: String,
    pub(super) initiatives: Vec<InitiativeView>,
    groups: Vec<GroupView>,
}

/// An initiative; one that stands within another comes behind it in the same list.
#[derive(Clone, Serialize)]
pub(super) struct InitiativeView {
    /// What makes it a heading: `###`, deeper the deeper it stands.
    marks: String,
    /// `（一）`, `1.`, `（1）`.
    pub(super) number: String,
    pub(super) title: String,
    body: String,
    /// Whether its text follows its title in the same paragraph.
    run_in: bool,
}

/// What each chapter holds, for templates that have the usual three.
#[derive(Serialize)]
pub(super) struct PartsView {
    profile: String,
    overview: String,
    run_in: bool,
    initiatives: Vec<InitiativeView>,
    groups: Vec<GroupView>,
}

impl PartsView {
    pub(super) fn of(chapters: &[ChapterView], filing: &Filing) -> Self {
        let of_kind = |kind| chapters.iter().filter(move |chapter| chapter.kind == kind);
        let text = |kind| of_kind(kind).next().map(|c| c.text.clone()).unwrap_or_default();
        Self {
            profile: text("profile"),
            overview: text("quality"),
            run_in: filing.style.initiative_titles == TitlePosition::RunIn,
            initiatives: of_kind("quality").flat_map(|c| c.initiatives.clone()).collect(),
            groups: of_kind("indicators").flat_map(|c| c.groups.clone()).collect(),
        }
    }
}

/// The chapters of a report, in order.
pub(super) fn views(filing: &Filing) -> Vec<ChapterView> {
    let own = |title: &Option<Spanned<String>>, usual: &str| match title {
        Some(title) => title.value.clone(),
        None => usual.to_owned(),
    };
    let mut chapters = Vec::new();
    if let Some(profile) = &filing.profile {
        let title = own(&filing.titles.profile, "公司简介");
        let text = narrative(&profile.value);
        chapters.push(ChapterView { kind: "profile", title, text, ..ChapterView::default() });
    }
    let run_in = filing.style.initiative_titles == TitlePosition::RunIn;
    for (n, Chapter { title, overview, initiatives }) in filing.chapters.iter().enumerate() {
        let mut list = List { run_in, initiatives: Vec::new() };
        let chapter = title.as_ref().map(|_| n);
        for (n, initiative) in initiatives.iter().enumerate() {
            list.add(initiative, InitiativeNumber::first(chapter, n));
        }
        let usual = own(&filing.titles.quality, "电信服务质量状况");
        chapters.push(ChapterView {
            kind: "quality",
            title: own(title, &usual),
            text: narrative(&optional(overview)),
            initiatives: list.initiatives,
            groups: Vec::new(),
        });
    }
    if filing.left_out.indicators.is_none() {
        let title = own(&filing.titles.indicators, "主要服务指标完成情况");
        let group = |group| GroupView::new(group, filing.style);
        let groups = filing.groups.iter().map(group).collect();
        chapters.push(ChapterView { kind: "indicators", title, groups, ..ChapterView::default() });
    }
    chapters
}

struct List {
    run_in: bool,
    initiatives: Vec<InitiativeView>,
}

impl List {
    fn add(&mut self, initiative: &Initiative, number: InitiativeNumber) {
        let level = number.level();
        let place = number.place() as u64 + 1;
        let (depth, number_text) = match level {
            Level::First => (3, format!("（{}）", chinese(place))),
            Level::Second => (4, format!("{place}.")),
            Level::Third => (5, format!("（{place}）")),
        };
        // A title that others stand below is a heading of theirs, too.
        let run_in = self.run_in && level == Level::First && initiative.initiatives.is_empty();
        let blocks = parse(&optional(&initiative.body));
        self.initiatives.push(InitiativeView {
            marks: "#".repeat(depth.into()),
            number: number_text,
            title: initiative.title.value.clone(),
            body: body(&blocks, run_in, depth + 1),
            run_in,
        });
        for (n, inner) in initiative.initiatives.iter().enumerate() {
            let Some(number) = number.within(n) else { continue };
            self.add(inner, number);
        }
    }
}

/// A run-in title is followed by its text in the same paragraph, where the text begins with one.
fn body(blocks: &[Block], run_in: bool, top: u8) -> String {
    let body = to_markdown(blocks, top.max(NARRATIVE_TOP));
    let begins_with_text = matches!(blocks.first(), Some(Block::Paragraph(_)));
    if run_in && !begins_with_text { format!("\n\n{body}") } else { body }
}
