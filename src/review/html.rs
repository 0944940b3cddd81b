//! A review sheet as one HTML file that needs nothing else and prints on A4.

mod figures;
mod prose;

use serde::Serialize;

use super::findings::ReviewFinding;
use super::{FileName, Last, Review};
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
    /// The beginning of the file's hash, for the foot of each page. Only hexadecimal digits, as it
    /// stands in the style.
    hash: &'r str,
    facts: Vec<Fact>,
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
    place: String,
    keys: &'r str,
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
        hash: review.file.sha256.get(..16).unwrap_or_default(),
        facts: facts(review),
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

/// What was reviewed, by what, and against what.
fn facts(review: &Review) -> Vec<Fact> {
    let fact = |name, text: String| Fact { name, text, hash: String::new() };
    let file = |name, text: String, file: &FileName| Fact { name, text, hash: file.sha256.clone() };
    let standard = &review.figures;
    let mut facts = vec![
        fact("报告", review.title.clone()),
        fact("报告期", review.period.to_string()),
        file("填报文件", review.file.name.clone(), &review.file),
        fact("稿别", review.draft.as_ref().map_or("正式稿".to_owned(), Draft::mark)),
        fact("PDF", review.pages.map_or("这次没有生成".to_owned(), |pages| format!("{pages}页"))),
        fact("规范", format!("{}年的规范（{}）", standard.ruleset, standard.norm)),
    ];
    facts.push(match &review.last {
        Last::Filing { file: last, period } => {
            file("上期", format!("{}（{period}）", last.name), last)
        }
        Last::Unnamed | Last::Unfit(_) => fact("上期", "没有比较".to_owned()),
    });
    facts.extend(review.since.as_ref().map(|since| {
        let draft = &since.before;
        let mark = draft.draft.as_ref().map(|draft| format!("（{}）", draft.mark()));
        let text = format!("{}{}", draft.name, mark.unwrap_or_default());
        Fact { name: "前一稿", text, hash: draft.sha256.clone() }
    }));
    if let Some(hash) = &review.template {
        facts.push(Fact { name: "模板", text: "自备".to_owned(), hash: hash.clone() });
    }
    facts.push(fact("程序", format!("呈报 {}", env!("CARGO_PKG_VERSION"))));
    facts
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
    let place = match &finding.spot {
        Some(spot) => format!("第{}行第{}字", spot.line, spot.column),
        None => "全文".to_owned(),
    };
    let related = finding.related.as_ref();
    FindingView {
        code: finding.code,
        about: finding.about,
        severity: finding.severity.label(),
        place,
        keys: finding.spot.as_ref().map_or("", |spot| &spot.keys),
        message: &finding.message,
        related: related.map(|(line, what)| format!("另见第{line}行：{what}")).unwrap_or_default(),
        help: finding.help.as_deref().unwrap_or_default(),
        reason: finding.reason.as_deref().unwrap_or_default(),
    }
}
