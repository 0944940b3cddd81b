//! What the report's template sees. The names are part of the program's face: templates of users
//! depend on them.

use serde::Serialize;

use super::chapters::{ChapterView, PartsView};
use super::narrative::{NARRATIVE_TOP, narrative, optional};
use crate::document::{BLANK_DAY, Block, CONTACT, TELEPHONE, to_markdown};
use crate::filing::{Filing, Half, Signature, joined};

/// The annex that the program makes.
#[derive(Debug, Clone, Copy)]
pub struct AnnexText<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its text.
    pub blocks: &'a [Block],
}

#[derive(Serialize)]
pub(super) struct ReportView<'v> {
    company: CompanyView,
    period: PeriodView,
    title: String,
    /// Without the colon behind them.
    addressees: String,
    lead: String,
    chapters: &'v [ChapterView],
    /// The same again, as templates written before there were `chapters` have it.
    #[serde(flatten)]
    parts: PartsView<'v>,
    closing: String,
    declaration: String,
    signature: SignatureView,
    /// The one of 附表.
    annex: Option<AnnexView>,
    /// What stands behind 落款: the filer's own, and that of 附表.
    annexes: Vec<AnnexView>,
    /// Without 抄送： before them and the full stop behind.
    copied_to: String,
}

#[derive(Serialize, Clone)]
struct AnnexView {
    /// 附件, numbered where there are several.
    label: String,
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
    /// All in one line.
    unit: String,
    units: Vec<String>,
    date: String,
    /// 附注 with its brackets.
    note: String,
}

impl<'v> ReportView<'v> {
    pub(super) fn new(
        filing: &Filing,
        chapters: &'v [ChapterView],
        annex: Option<AnnexText<'_>>,
    ) -> Self {
        let company = &filing.company;
        let annexes = annexes(filing, annex);
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
            addressees: joined(&filing.addressees),
            lead: narrative(&optional(&filing.lead)),
            parts: PartsView::of(chapters, filing.style),
            chapters,
            closing: narrative(&optional(&filing.closing)),
            declaration: filing.declaration.value.clone(),
            signature: SignatureView {
                unit: filing.signatory(),
                units: filing.signatories().iter().map(|unit| unit.value.clone()).collect(),
                date: match &filing.signature.date {
                    Some(date) => date.value.to_string(),
                    None => BLANK_DAY.to_owned(),
                },
                note: note(&filing.signature),
            },
            annex: annexes.last().filter(|_| annex.is_some()).cloned(),
            annexes,
            copied_to: joined(&filing.copied_to),
        }
    }
}
/// The filer's annexes, then that of 附表.
fn annexes(filing: &Filing, annex: Option<AnnexText<'_>>) -> Vec<AnnexView> {
    let own = filing.annexes.iter();
    let mut texts: Vec<(String, String)> =
        own.map(|annex| (annex.title.value.clone(), narrative(&annex.body.value))).collect();
    texts.extend(
        annex.map(|annex| (annex.title.to_owned(), to_markdown(annex.blocks, NARRATIVE_TOP))),
    );
    let are_several = texts.len() > 1;
    let view = |((title, body), number): ((String, String), usize)| {
        let label = if are_several { format!("附件{number}") } else { "附件".to_owned() };
        AnnexView { label, title, body }
    };
    texts.into_iter().zip(1..).map(view).collect()
}

/// 附注: whom to ask (GB/T 9704-2012 7.3.6); empty where nobody is named.
fn note(signature: &Signature) -> String {
    let contact = signature.contact.as_ref().map(|name| format!("{CONTACT}{}", name.value));
    let telephone = signature.telephone.as_ref().map(|call| format!("{TELEPHONE}{}", call.value));
    let said: Vec<String> = contact.into_iter().chain(telephone).collect();
    if said.is_empty() { String::new() } else { format!("（{}）", said.join("；")) }
}
