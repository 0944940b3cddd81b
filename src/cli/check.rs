//! `chengbao check`: every finding at once, each at its line.

use std::path::Path;

use super::examine::Rules;
use super::usage::{CheckOptions, FindingFormat};
use super::{Outcome, faces, input, output};
use crate::diagnostic::{FileFindings, Finding, Summary, draw_all, has_errors, json};
use crate::fonts::FaceSet;
use crate::render::Templates;
use crate::report::{self, Formats, Making, Reading};

/// Checks every file; a bad one does not keep the others back.
pub(super) fn execute(options: &CheckOptions) -> Outcome {
    let rules = match Rules::load(&options.rules) {
        Ok(rules) => rules,
        Err(message) => return output::fail(&message),
    };
    let faces = match faces::load(&options.faces) {
        Ok(faces) => faces.set,
        Err(message) => return output::fail(&message),
    };
    let mut outcome = Outcome::Done;
    let mut readings = Vec::new();
    for file in &options.files {
        match input::file(file) {
            Ok(bytes) => readings.push(examine(file, &bytes, &rules, &faces)),
            Err(message) => outcome = output::fail(&message),
        }
    }
    if readings.iter().any(|reading| has_errors(&reading.findings)) {
        outcome = outcome.max(Outcome::Findings);
    }
    match options.format {
        FindingFormat::Human => readings.iter().for_each(show),
        FindingFormat::Json => output::say(&machine(&readings, json)),
    }
    outcome
}

/// What the rules find, and what only setting the page can show: a character that no face has, a
/// picture that cannot be used.
fn examine(file: &Path, bytes: &[u8], rules: &Rules, faces: &FaceSet) -> Reading {
    let mut reading = rules.examine(file, bytes);
    let pictures =
        reading.filing.as_ref().map(|filing| input::pictures(file, filing)).unwrap_or_default();
    let making = Making {
        formats: Formats { markdown: false, html: false, pdf: true },
        draft: true,
        templates: &Templates::default(),
        faces,
        pictures: &pictures,
    };
    // What keeps a page from being made is among the findings.
    let _ = report::make(&mut reading, &making);
    reading
}

fn machine(readings: &[Reading], write: fn(&[FileFindings<'_>]) -> String) -> String {
    let waived: Vec<Vec<(&Finding, &str)>> = readings
        .iter()
        .map(|r| r.waived.iter().map(|w| (&w.finding, w.reason.as_str())).collect())
        .collect();
    let files: Vec<FileFindings<'_>> = readings
        .iter()
        .zip(&waived)
        .map(|(r, waived)| FileFindings { source: &r.source, findings: &r.findings, waived })
        .collect();
    write(&files)
}

/// The findings, the waivers, and how many there are.
fn show(reading: &Reading) {
    let findings = draw_all(&reading.findings, &reading.source, output::style_of_stdout());
    output::say(findings.trim_end_matches('\n'));
    if !reading.findings.is_empty() {
        output::say("");
    }
    for waived in &reading.waived {
        let finding = &waived.finding;
        let at = finding.span.as_ref().map_or(1, |s| reading.source.position(s.start).line);
        output::say(&format!(
            "已豁免 {} 第{at}行 {}\n  理由：{}",
            finding.code, finding.message, waived.reason
        ));
    }
    output::say(&format!("{}：{}", reading.source.name(), count(&reading.findings)));
    if let Some(finding) = reading.findings.iter().find(|f| crate::check::rule(f.code).is_some()) {
        let place = report::place(reading, finding);
        output::say(&format!("看规则：chengbao explain {}", finding.code));
        if !place.is_empty() {
            output::say(&format!(
                "不必改的，可在文件里豁免：- {{ 规则: {}, 位置: {place}, 理由: … }}",
                finding.code
            ));
        }
    }
}

/// How many findings there are, in words.
pub(super) fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let summary = Summary::of(findings);
    let counts = [(summary.error, "处错误"), (summary.warning, "处警告"), (summary.info, "条提示")];
    let said: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if said.is_empty() { "没有发现问题".to_owned() } else { said.join("，") }
}
