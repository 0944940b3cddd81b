//! What the report's template sees. The names are part of the program's face: templates of users
//! depend on them.

use serde::Serialize;

use super::indicators::{self, IndicatorView};
use crate::document::{BLANK_DAY, Block, parse, to_markdown};
use crate::filing::{Filing, Half, IndicatorGroup, IndicatorLayout, Style, TitlePosition};

/// Headings inside a narrative begin below the initiatives' (level 3).
const NARRATIVE_TOP: u8 = 4;

/// What stands behind 落款.
#[derive(Debug, Clone, Copy)]
pub struct AnnexText<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its text.
    pub blocks: &'a [Block],
}

#[derive(Serialize)]
pub(super) struct ReportView {
    company: CompanyView,
    period: PeriodView,
    title: String,
    profile: String,
    overview: String,
    run_in: bool,
    initiatives: Vec<InitiativeView>,
    groups: Vec<GroupView>,
    closing: String,
    declaration: String,
    signature: SignatureView,
    /// What stands behind 落款.
    annex: Option<AnnexView>,
}

#[derive(Serialize)]
struct AnnexView {
    title: String,
    body: String,
}

#[derive(Serialize)]
struct CompanyView {
    name: String,
    short_name: String,
    group: String,
    province: String,
    services: Vec<String>,
}

#[derive(Serialize)]
struct PeriodView {
    label: String,
    year: u16,
    half: u8,
}

#[derive(Serialize)]
struct InitiativeView {
    title: String,
    body: String,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    indicators: Vec<IndicatorView>,
    /// The group as a table, Markdown; empty where each indicator is a line.
    table: String,
}

#[derive(Serialize)]
struct SignatureView {
    unit: String,
    date: String,
}

impl ReportView {
    pub(super) fn new(filing: &Filing, annex: Option<AnnexText<'_>>) -> Self {
        let run_in = filing.style.initiative_titles == TitlePosition::RunIn;
        let optional = |text: &Option<crate::source::Spanned<String>>| {
            text.as_ref().map(|t| t.value.clone()).unwrap_or_default()
        };
        let company = &filing.company;
        Self {
            company: CompanyView {
                name: company.name.value.clone(),
                short_name: optional(&company.short_name),
                group: company.group.value.clone(),
                province: company.province.value.clone(),
                services: company.services.iter().map(|s| s.value.clone()).collect(),
            },
            period: PeriodView {
                label: filing.period_label(),
                year: filing.period.value.year,
                half: if filing.period.value.half == Half::First { 1 } else { 2 },
            },
            title: filing.report_name().to_owned(),
            profile: narrative(&filing.profile.value),
            overview: narrative(&optional(&filing.overview)),
            run_in,
            initiatives: filing
                .initiatives
                .iter()
                .map(|initiative| InitiativeView {
                    title: initiative.title.value.clone(),
                    body: initiative_body(&initiative.body.value, run_in),
                })
                .collect(),
            groups: filing.groups.iter().map(|group| GroupView::new(group, filing.style)).collect(),
            closing: narrative(&optional(&filing.closing)),
            declaration: filing.declaration.value.clone(),
            signature: SignatureView {
                unit: filing.signatory().to_owned(),
                date: match &filing.signature.date {
                    Some(date) => date.value.to_string(),
                    None => BLANK_DAY.to_owned(),
                },
            },
            annex: annex.map(|annex| AnnexView {
                title: annex.title.to_owned(),
                body: to_markdown(annex.blocks, NARRATIVE_TOP),
            }),
        }
    }
}

impl GroupView {
    fn new(group: &IndicatorGroup, style: Style) -> Self {
        let indicators = group.indicators.iter();
        let table = match style.indicators {
            IndicatorLayout::Lines => String::new(),
            IndicatorLayout::Table => {
                to_markdown(&[indicators::table(group, style)], NARRATIVE_TOP)
            }
        };
        Self {
            name: group.name.value.clone(),
            indicators: indicators.map(|own| IndicatorView::new(own, style)).collect(),
            table,
        }
    }
}

/// A narrative as Markdown that stays within its field.
fn narrative(text: &str) -> String {
    to_markdown(&parse(text), NARRATIVE_TOP)
}

/// A run-in title is followed by its text in the same paragraph, where the text begins with one.
fn initiative_body(text: &str, run_in: bool) -> String {
    let blocks = parse(text);
    let body = to_markdown(&blocks, NARRATIVE_TOP);
    let begins_with_text = matches!(blocks.first(), Some(Block::Paragraph(_)));
    if run_in && !begins_with_text { format!("\n\n{body}") } else { body }
}
