//! What the report's template sees. The names are part of the program's face: templates of users
//! depend on them.

use serde::Serialize;

use crate::document::{BLANK_DAY, Block, CONTACT, TELEPHONE, parse, to_markdown};
use crate::filing::{Filing, Half, Indicator, Signature, TitlePosition, joined};

/// Headings inside a narrative begin below the initiatives' (level 3).
const NARRATIVE_TOP: u8 = 4;

/// The annex that the program makes.
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
    /// Without the colon behind them.
    addressees: String,
    profile: String,
    overview: String,
    run_in: bool,
    initiatives: Vec<InitiativeView>,
    groups: Vec<GroupView>,
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
}

#[derive(Serialize)]
struct IndicatorView {
    name: String,
    /// The whole line behind the name: `平均0.0033小时，及时率100%`.
    text: String,
    parts: Vec<PartView>,
    note: String,
}

#[derive(Serialize)]
struct PartView {
    label: String,
    figure: String,
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

impl ReportView {
    pub(super) fn new(filing: &Filing, annex: Option<AnnexText<'_>>) -> Self {
        let run_in = filing.style.initiative_titles == TitlePosition::RunIn;
        let optional = |text: &Option<crate::source::Spanned<String>>| {
            text.as_ref().map(|t| t.value.clone()).unwrap_or_default()
        };
        let company = &filing.company;
        let annexes = annexes(filing, annex);
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
            addressees: joined(&filing.addressees),
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
            groups: filing
                .groups
                .iter()
                .map(|group| GroupView {
                    name: group.name.value.clone(),
                    indicators: group.indicators.iter().map(IndicatorView::new).collect(),
                })
                .collect(),
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
