//! How a check's findings are shown to people, and written in the formats for machines.

use crate::check::{Waived, rules};
use crate::cli::terminal::messages::Messages;
use crate::cli::terminal::{blanks, output};
use crate::diagnostic::{self, FileFindings, RuleText, Style, Summary, draw, draw_all};
use crate::finding::{Code, Finding, Severity};
use crate::report::{self, Reading};

/// A file's findings, its waivers, and how many there are.
pub(in crate::cli) fn show(reading: &Reading, offer_fix: bool, messages: &mut Messages) {
    let name = reading.source.name();
    let (shown, blanks) = blanks::summed(reading);
    let drawn = draw_all(shown, &reading.source, output::style_of_stdout());
    if !drawn.is_empty() {
        messages.print_styled(drawn.trim_end_matches('\n'));
        messages.print("");
    }
    if let Some(blanks) = blanks {
        messages.print(blanks);
        messages.print("");
    }
    for Waived { finding, reason } in waived(reading) {
        let place = match &finding.span {
            Some(span) => format!("第{}行", reading.source.position(span.start).line),
            None => "全文".to_owned(),
        };
        messages.print(format!("已豁免 {} {place} {}", finding.code, finding.message));
        messages.print(format!("  理由：{reason}"));
    }
    messages
        .print(format!("{name}：{}", with_waived(count(&reading.findings), reading.waived.len())));
    let mendable = reading.findings.iter().filter(|f| !f.fix.is_empty()).count();
    if mendable > 0 && offer_fix {
        messages.print(format!("其中 {mendable} 处可以自动改好：chengbao check --fix {name}"));
    }
    if let Some(finding) = reading.findings.iter().find(|f| f.code.is_waivable()) {
        let place = report::place(reading, finding);
        messages.print(format!("看规则：chengbao explain {}", finding.code));
        if !place.is_empty() {
            messages.print(format!(
                "不必改的，可在文件里豁免：- {{ 规则: {}, 位置: {place}, 理由: … }}",
                finding.code
            ));
        }
    }
}

/// Errors are shown, and what making the outputs found; what the rules only ask to look at is
/// summed up.
pub(in crate::cli) fn summarise(reading: &Reading, style: Style, messages: &mut Messages) {
    let of_rules = |code: Code| code.is_waivable() || code.family() == 'W';
    let is_summed = |f: &&Finding| f.severity != Severity::Error && of_rules(f.code);
    let (findings, blanks) = blanks::summed(reading);
    let (summed, shown): (Vec<&Finding>, Vec<&Finding>) = findings.into_iter().partition(is_summed);
    for finding in shown {
        messages.eprint_styled(format!("{}\n", draw(finding, &reading.source, style)));
    }
    if let Some(blanks) = blanks {
        messages.eprint(blanks + "\n");
    }
    if !summed.is_empty() {
        let name = reading.source.name();
        messages.eprint(format!("{name}：另有 {}；逐条看：chengbao check {name}", count(summed)));
    }
}

/// What several files have together.
#[derive(Debug, Default)]
pub(in crate::cli) struct Total {
    files: usize,
    found: Summary,
    waived: usize,
}

impl Total {
    pub(in crate::cli) fn add(&mut self, reading: &Reading) {
        let found = Summary::of(&reading.findings);
        self.files += 1;
        self.found.error += found.error;
        self.found.warning += found.warning;
        self.found.info += found.info;
        self.waived += reading.waived.len();
    }

    /// Whether no file was a filing.
    pub(in crate::cli) fn is_of_nothing(&self) -> bool {
        self.files == 0
    }

    /// Whether a file has errors.
    pub(in crate::cli) fn has_errors(&self) -> bool {
        self.found.error > 0
    }

    /// How much it is, in words.
    pub(in crate::cli) fn in_words(&self) -> String {
        format!("共 {} 份文件：{}", self.files, with_waived(counted(self.found), self.waived))
    }
}

/// How many findings there are, in words, and how many are waived.
fn with_waived(count: String, waived: usize) -> String {
    if waived == 0 { count } else { format!("{count}，已豁免 {waived} 处") }
}

/// How many findings there are, in words.
pub(in crate::cli) fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    counted(Summary::of(findings))
}

fn counted(summary: Summary) -> String {
    let counts = [(summary.error, "处错误"), (summary.warning, "处警告"), (summary.info, "条提示")];
    let said: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if said.is_empty() { "没有发现问题".to_owned() } else { said.join("，") }
}

/// What is waived, in the order of the file.
fn waived(reading: &Reading) -> Vec<&Waived> {
    let mut waived: Vec<&Waived> = reading.waived.iter().collect();
    waived.sort_by_key(|w| w.finding.span.as_ref().map(|span| (span.start, span.end)));
    waived
}

pub(in crate::cli) fn json(readings: &[Reading]) -> String {
    for_machines(readings, diagnostic::json)
}

pub(in crate::cli) fn sarif(readings: &[Reading], failures: &[String]) -> String {
    let rules = rule_texts(readings);
    for_machines(readings, |files| diagnostic::sarif(files, &rules, failures))
}

fn for_machines(readings: &[Reading], write: impl FnOnce(&[FileFindings<'_>]) -> String) -> String {
    let waived: Vec<Vec<(&Finding, &str)>> = readings
        .iter()
        .map(|r| waived(r).into_iter().map(|w| (&w.finding, w.reason.as_str())).collect())
        .collect();
    let files: Vec<FileFindings<'_>> = readings
        .iter()
        .zip(&waived)
        .map(|(r, waived)| FileFindings { source: &r.source, findings: &r.findings, waived })
        .collect();
    write(&files)
}

/// Every rule, and what else there are findings of.
fn rule_texts(readings: &[Reading]) -> Vec<RuleText> {
    let mut codes: Vec<Code> = rules().map(|rule| rule.code).collect();
    for finding in readings.iter().flat_map(|reading| &reading.findings) {
        if !codes.contains(&finding.code) {
            codes.push(finding.code);
        }
    }
    let text = |code: Code| RuleText {
        code: code.id().to_owned(),
        severity: code.severity(),
        title: code.title().to_owned(),
        page: code.page(),
    };
    codes.into_iter().map(text).collect()
}
