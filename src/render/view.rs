//! What the report's template sees. The names are part of the program's face: templates of users
//! depend on them.

use serde::Serialize;

use super::chapters::{self, ChapterView, PartsView};
use crate::document::{BLANK_DAY, Block, parse, to_markdown};
use crate::filing::{Filing, Half, Indicator};
use crate::source::Spanned;

/// Headings inside a narrative begin below the initiatives' (level 3).
pub(super) const NARRATIVE_TOP: u8 = 4;

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
    lead: String,
    chapters: Vec<ChapterView>,
    /// The same again, as templates written before there were `chapters` have it.
    #[serde(flatten)]
    parts: PartsView,
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
    /// 山西省, 山西省、陕西省 or 全国.
    province: String,
    provinces: Vec<String>,
    services: Vec<String>,
}

#[derive(Serialize)]
struct PeriodView {
    label: String,
    year: u16,
    half: u8,
}

#[derive(Clone, Serialize)]
pub(super) struct GroupView {
    name: String,
    indicators: Vec<IndicatorView>,
}

#[derive(Clone, Serialize)]
struct IndicatorView {
    name: String,
    /// The whole line behind the name: `平均0.0033小时，及时率100%`.
    text: String,
    parts: Vec<PartView>,
    note: String,
}

#[derive(Clone, Serialize)]
struct PartView {
    label: String,
    figure: String,
}

#[derive(Serialize)]
struct SignatureView {
    unit: String,
    date: String,
}

impl ReportView {
    pub(super) fn new(filing: &Filing, annex: Option<AnnexText<'_>>) -> Self {
        let company = &filing.company;
        let chapters = chapters::views(filing);
        Self {
            company: CompanyView {
                name: company.name.value.clone(),
                short_name: optional(&company.short_name),
                group: company.group.value.clone(),
                province: company.provinces.label(),
                provinces: company.provinces.named().iter().map(|p| p.value.clone()).collect(),
                services: company.services.iter().map(|s| s.value.clone()).collect(),
            },
            period: PeriodView {
                label: filing.period_label(),
                year: filing.period.value.year,
                half: if filing.period.value.half == Half::First { 1 } else { 2 },
            },
            title: filing.report_name().to_owned(),
            lead: narrative(&optional(&filing.lead)),
            parts: PartsView::of(&chapters, filing),
            chapters,
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
    pub(super) fn all(filing: &Filing) -> Vec<Self> {
        let groups = filing.groups.iter().map(|group| Self {
            name: group.name.value.clone(),
            indicators: group.indicators.iter().map(IndicatorView::new).collect(),
        });
        groups.collect()
    }
}

impl IndicatorView {
    fn new(indicator: &Indicator) -> Self {
        let mut text = String::new();
        for part in &indicator.parts {
            text.push_str(part.join.mark());
            text.push_str(part.label.as_ref().map_or("", |l| &l.value));
            text.push_str(&part.figure.value.as_written);
        }
        let note = indicator.note.as_ref().map(|n| n.value.clone()).unwrap_or_default();
        if !note.is_empty() {
            text.push_str(&format!("（{note}）"));
        }
        let parts = indicator.parts.iter().map(|part| PartView {
            label: part.label.as_ref().map(|l| l.value.clone()).unwrap_or_default(),
            figure: part.figure.value.as_written.clone(),
        });
        Self { name: indicator.name.value.clone(), text, parts: parts.collect(), note }
    }
}

/// A text that may be left out; empty where it is.
pub(super) fn optional(text: &Option<Spanned<String>>) -> String {
    text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
}

/// A narrative as Markdown that stays within its field.
pub(super) fn narrative(text: &str) -> String {
    to_markdown(&parse(text), NARRATIVE_TOP)
}
