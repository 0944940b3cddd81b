//! How a check's findings are said: to people, and in the formats for machines.

use super::told::Told;
use super::{blanks, output};
use crate::check::{Waived, rules};
use crate::diagnostic::{self, FileFindings, RuleText, Style, Summary, draw, draw_all};
use crate::finding::{Code, Finding, Severity};
use crate::report::{self, Reading};

/// A file's findings, its waivers, and how many there are.
pub(super) fn show(reading: &Reading, offer_fix: bool, told: &mut Told) {
    let name = reading.source.name();
    let (shown, blanks) = blanks::summed(reading);
    let drawn = draw_all(shown, &reading.source, output::style_of_stdout());
    if !drawn.is_empty() {
        told.say_drawn(drawn.trim_end_matches('\n'));
        told.say("");
    }
    if let Some(blanks) = blanks {
        told.say(blanks);
        told.say("");
    }
    for Waived { finding, reason } in waived(reading) {
        let place = match &finding.span {
            Some(span) => format!("第{}行", reading.source.position(span.start).line),
            None => "全文".to_owned(),
        };
        told.say(format!("已豁免 {} {place} {}", finding.code, finding.message));
        told.say(format!("  理由：{reason}"));
    }
    told.say(format!("{name}：{}", with_waived(count(&reading.findings), reading.waived.len())));
    let mendable = reading.findings.iter().filter(|f| !f.fix.is_empty()).count();
    if mendable > 0 && offer_fix {
        told.say(format!("其中 {mendable} 处可以自动改好：chengbao check --fix {name}"));
    }
    if let Some(finding) = reading.findings.iter().find(|f| f.code.is_waivable()) {
        let place = report::place(reading, finding);
        told.say(format!("看规则：chengbao explain {}", finding.code));
        if !place.is_empty() {
            told.say(format!(
                "不必改的，可在文件里豁免：- {{ 规则: {}, 位置: {place}, 理由: … }}",
                finding.code
            ));
        }
    }
}

/// What stops a build is shown, and what making the outputs has to say; what the rules only ask
/// to look at is summed up.
pub(super) fn tell(reading: &Reading, style: Style, told: &mut Told) {
    let of_rules = |code: Code| code.is_waivable() || code.family() == 'W';
    let is_summed = |f: &&Finding| f.severity != Severity::Error && of_rules(f.code);
    let (findings, blanks) = blanks::summed(reading);
    let (summed, shown): (Vec<&Finding>, Vec<&Finding>) = findings.into_iter().partition(is_summed);
    for finding in shown {
        told.tell_drawn(format!("{}\n", draw(finding, &reading.source, style)));
    }
    if let Some(blanks) = blanks {
        told.tell(blanks + "\n");
    }
    if !summed.is_empty() {
        let name = reading.source.name();
        told.tell(format!("{name}：另有 {}；逐条看：chengbao check {name}", count(summed)));
    }
}

/// What several files have together.
#[derive(Debug, Default)]
pub(super) struct Total {
    files: usize,
    found: Summary,
    waived: usize,
}

impl Total {
    /// One more file.
    pub(super) fn add(&mut self, reading: &Reading) {
        let found = Summary::of(&reading.findings);
        self.files += 1;
        self.found.error += found.error;
        self.found.warning += found.warning;
        self.found.info += found.info;
        self.waived += reading.waived.len();
    }

    /// Whether no file was a filing.
    pub(super) fn is_of_nothing(&self) -> bool {
        self.files == 0
    }

    /// Whether a file has errors.
    pub(super) fn has_errors(&self) -> bool {
        self.found.error > 0
    }

    /// How much it is, in words.
    pub(super) fn in_words(&self) -> String {
        format!("共 {} 份文件：{}", self.files, with_waived(counted(self.found), self.waived))
    }
}

/// How many findings there are, in words, and how many are waived.
fn with_waived(count: String, waived: usize) -> String {
    if waived == 0 { count } else { format!("{count}，已豁免 {waived} 处") }
}

/// How many findings there are, in words.
pub(super) fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
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

pub(super) fn json(readings: &[Reading]) -> String {
    for_machines(readings, diagnostic::json)
}

pub(super) fn sarif(readings: &[Reading], failures: &[String]) -> String {
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
