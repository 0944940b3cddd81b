//! A review sheet as one HTML file that needs nothing else and prints on A4.

mod figures;
mod prose;

use serde::Serialize;

use super::findings::ReviewFinding;
use super::place::{Place, WHOLE};
use super::{Last, Review};
use crate::changes::{DraftComparison, html_part};
use crate::draft::Draft;
use crate::finding::Severity;
use crate::render::{EDITS_STYLE, SHEET_STYLE, TemplateFault, fill_own};
use figures::{FiguresView, figures};
use prose::{ProseView, prose};

const TEMPLATE: &str = include_str!("../../templates/review.html.tera");

/// Who signs, in the order in which a filing goes over their desks.
const SIGNERS: [&str; 5] = ["填报", "复核", "法律审核", "部门负责人", "签发"];

#[derive(Serialize)]
struct View<'r> {
    style: &'static str,
    title: &'r str,
    /// Which draft it is; empty where it is none.
    draft: String,
    /// What the sheet is for, in short: which draft, else the file's fingerprint. No words of the
    /// filing, as it stands in the style.
    which: String,
    facts: Vec<Fact>,
    /// The files that the sheet was made of, by their hashes.
    hashes: Vec<Hash>,
    /// Whether pages were made, which findings could be on.
    paged: bool,
    counts: Counts,
    rules: usize,
    findings: Vec<GroupView<'r>>,
    waivers: Vec<FindingView<'r>>,
    figures: FiguresView<'r>,
    compared: bool,
    alone: String,
    prose: ProseView<'r>,
    /// What changed since an earlier draft; empty where there is none.
    since: SinceView,
    edits_style: &'static str,
    signers: [&'static str; 5],
}

/// A line of the sheet's head.
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    text: String,
}

/// A file by its SHA-256, in hexadecimal.
#[derive(Serialize)]
struct Hash {
    name: &'static str,
    file: String,
    hash: String,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
    waived: usize,
}

#[derive(Serialize)]
struct GroupView<'r> {
    label: &'static str,
    class: &'static str,
    count: usize,
    findings: Vec<FindingView<'r>>,
}

#[derive(Serialize)]
struct FindingView<'r> {
    code: &'static str,
    about: &'static str,
    severity: &'static str,
    /// 第3页; empty where it is on none.
    page: String,
    words: &'r str,
    /// Where in the file; empty for the whole.
    line: String,
    message: &'r str,
    related: String,
    help: &'r str,
    reason: &'r str,
}

/// A review sheet as a page.
///
/// # Errors
/// A fault of the page's template, which is the program's own.
pub(crate) fn html(review: &Review) -> Result<String, Box<TemplateFault>> {
    let standing = |severity| review.findings.iter().filter(move |f| f.severity == severity);
    let count = |severity| standing(severity).count();
    let view = View {
        style: SHEET_STYLE,
        title: &review.title,
        draft: review.draft.as_ref().map(Draft::mark).unwrap_or_default(),
        which: which(review),
        facts: facts(review),
        hashes: hashes(review),
        paged: review.pages.is_some(),
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
            waived: review.waivers.len(),
        },
        rules: review.rules,
        findings: groups(&review.findings),
        waivers: review.waivers.iter().map(finding_view).collect(),
        figures: figures(&review.figures, &review.origins),
        compared: matches!(review.last, Last::Filing { .. }),
        alone: alone(&review.last),
        prose: prose(&review.prose),
        since: since(review.since.as_ref())?,
        edits_style: EDITS_STYLE,
        signers: SIGNERS,
    };
    fill_own("review.html.tera", TEMPLATE, &view)
}

/// What changed since an earlier draft, as part of the page.
#[derive(Serialize, Default)]
struct SinceView {
    heading: String,
    summary: String,
    changes: String,
}

fn since(since: Option<&DraftComparison>) -> Result<SinceView, Box<TemplateFault>> {
    let Some(since) = since else { return Ok(SinceView::default()) };
    let changes = html_part(since)?;
    Ok(SinceView { heading: since.heading(), summary: since.changes.summary(), changes })
}

/// Which draft it is; else the file's fingerprint.
fn which(review: &Review) -> String {
    let fingerprint = || format!("填报文件 {}", Draft::new(None, &review.file.sha256).fingerprint);
    review.draft.as_ref().map_or_else(fingerprint, Draft::mark)
}

/// What was reviewed, by what, and against what.
fn facts(review: &Review) -> Vec<Fact> {
    let fact = |name, text: String| Fact { name, text };
    let standard = &review.figures;
    let mut facts = vec![
        fact("报告", review.title.clone()),
        fact("稿别", review.draft.as_ref().map_or("正式稿".to_owned(), Draft::mark)),
        fact("报告期", review.period.to_string()),
        fact("填报文件", review.file.name.clone()),
        fact("PDF", review.pages.map_or("这次没有生成".to_owned(), |pages| format!("{pages}页"))),
        fact("规范", format!("{}年的规范（{}）", standard.ruleset, standard.norm)),
    ];
    facts.push(match &review.last {
        Last::Filing { file: last, period } => fact("上期", format!("{}（{period}）", last.name)),
        Last::Unnamed | Last::Unfit(_) => fact("上期", "没有比较".to_owned()),
    });
    facts.extend(review.since.as_ref().map(|since| {
        let draft = &since.before;
        let mark = draft.draft.as_ref().map(|draft| format!("（{}）", draft.mark()));
        fact("前一稿", format!("{}{}", draft.name, mark.unwrap_or_default()))
    }));
    facts.extend(review.template.as_ref().map(|_| fact("模板", "自备".to_owned())));
    facts.push(fact("程序", format!("呈报 {}", env!("CARGO_PKG_VERSION"))));
    facts
}

/// The files that the sheet was made of.
fn hashes(review: &Review) -> Vec<Hash> {
    let hash =
        |name, file: &str, hash: &str| Hash { name, file: file.to_owned(), hash: hash.to_owned() };
    let mut hashes = vec![hash("填报文件", &review.file.name, &review.file.sha256)];
    if let Last::Filing { file, .. } = &review.last {
        hashes.push(hash("上期", &hashed(&file.name), &file.sha256));
    }
    let since = review.since.as_ref().map(|since| &since.before);
    hashes.extend(since.map(|before| hash("前一稿", &hashed(&before.name), &before.sha256)));
    hashes.extend(review.template.as_ref().map(|template| hash("模板", "", template)));
    hashes
}

/// What of a file the digest is of: of a report what it carries.
fn hashed(name: &str) -> String {
    let is_filing = name.ends_with(".yaml") || name.ends_with(".yml");
    if is_filing { name.to_owned() } else { format!("{name} 里带着的填报文件") }
}

/// Why nothing was compared with; empty where something was.
fn alone(last: &Last) -> String {
    match last {
        Last::Filing { .. } => String::new(),
        Last::Unnamed => {
            "填报文件没有写上期，也没有另外给出同一家企业更早一期的报告，所以没有与上期比较。"
                .to_owned()
        }
        Last::Unfit(name) => format!(
            "上期写的是“{name}”，但它读不出来，或不是同一家企业更早一期的报告，所以没有与上期比较。"
        ),
    }
}

fn groups(findings: &[ReviewFinding]) -> Vec<GroupView<'_>> {
    let classes =
        [(Severity::Error, "error"), (Severity::Warning, "caution"), (Severity::Info, "note")];
    let group = |(severity, class): (Severity, &'static str)| {
        let of_weight = findings.iter().filter(|finding| finding.severity == severity);
        let findings: Vec<FindingView<'_>> = of_weight.map(finding_view).collect();
        GroupView { label: severity.label(), class, count: findings.len(), findings }
    };
    classes.into_iter().map(group).filter(|group| group.count > 0).collect()
}

fn finding_view(finding: &ReviewFinding) -> FindingView<'_> {
    let place = finding.place.as_ref();
    FindingView {
        code: finding.code,
        about: finding.about,
        severity: finding.severity.label(),
        page: place.map(Place::page_words).unwrap_or_default(),
        words: place.map_or(WHOLE, |place| &place.words),
        line: place.map(Place::file_words).unwrap_or_default(),
        message: &finding.message,
        related: finding.related.as_ref().map(related).unwrap_or_default(),
        help: finding.help.as_deref().unwrap_or_default(),
        reason: finding.reason.as_deref().unwrap_or_default(),
    }
}

fn related((place, what): &(Place, String)) -> String {
    let (page, line) = (place.page_words(), place.line);
    format!("另见{page}{}，填报文件第{line}行：{what}", place.words)
}
