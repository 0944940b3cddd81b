//! What the report's template sees. The names are part of the program's face: templates of users
//! depend on them.

use serde::Serialize;

use super::chapters::{self, ChapterView, PartsView};
use super::narrative::{NARRATIVE_TOP, narrative, optional};
use crate::document::{BLANK_DAY, Block, to_markdown};
use crate::filing::{Filing, Half};

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
