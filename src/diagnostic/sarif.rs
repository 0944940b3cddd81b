//! Findings for code review tools and editors: SARIF 2.1.0.

use std::ops::Range;

use serde::Serialize;

use super::FileFindings;
use crate::finding::{Edit, Finding, Severity};
use crate::percent;
use crate::source::Source;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A code as the readers of its findings see it described.
#[derive(Debug, Clone)]
pub struct RuleText {
    /// The code that findings carry.
    pub code: String,
    /// How much its findings weigh at most.
    pub severity: Severity,
    /// What it is about, in a few words.
    pub title: String,
    /// What it finds and why, as Markdown.
    pub page: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'f> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'f>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'f> {
    tool: Tool<'f>,
    language: &'static str,
    column_kind: &'static str,
    invocations: [Invocation<'f>; 1],
    results: Vec<Outcome<'f>>,
}

#[derive(Serialize)]
struct Tool<'f> {
    driver: Driver<'f>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'f> {
    name: &'static str,
    full_name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'f> {
    id: &'f str,
    short_description: Message<'f>,
    full_description: Message<'f>,
    help: Message<'f>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'f> {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'f str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'f> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification<'f>>,
}

#[derive(Serialize)]
struct Notification<'f> {
    level: &'static str,
    message: Message<'f>,
}

/// SARIF's `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'f> {
    rule_id: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'f>,
    locations: [Location<'f>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'f>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    // Present in each result, since it is in some (SARIF 3.27.23).
    suppressions: Vec<Suppression<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'f> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Content>,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

#[derive(Serialize)]
struct Suppression<'f> {
    kind: &'static str,
    status: &'static str,
    justification: &'f str,
}

/// Writes the findings of some files as one run of SARIF. `rules` are those that findings may be
/// of, `failures` what kept files from being read.
#[must_use]
pub fn sarif(files: &[FileFindings<'_>], rules: &[RuleText], failures: &[String]) -> String {
    let results = files.iter().flat_map(|file| {
        let standing = file.findings.iter().map(|finding| result(finding, file, rules, None));
        let waived = file.waived.iter().map(|(f, reason)| result(f, file, rules, Some(reason)));
        standing.chain(waived).collect::<Vec<_>>()
    });
    let notification =
        |failure: &String| Notification { level: "error", message: plain(failure.clone()) };
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "chengbao",
                full_name: "呈报 chengbao",
                semantic_version: env!("CARGO_PKG_VERSION"),
                language: "zh-CN",
                rules: rules.iter().map(descriptor).collect(),
            },
        },
        language: "zh-CN",
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: failures.is_empty(),
            tool_execution_notifications: failures.iter().map(notification).collect(),
        }],
        results: results.collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Strings and numbers: nothing here can fail to serialise.
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn descriptor(rule: &RuleText) -> Descriptor<'_> {
    Descriptor {
        id: &rule.code,
        short_description: plain(rule.title.clone()),
        full_description: plain(rule.title.clone()),
        help: Message { text: rule.page.clone(), markdown: Some(&rule.page) },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn result<'f>(
    finding: &'f Finding,
    file: &FileFindings<'f>,
    rules: &[RuleText],
    reason: Option<&'f str>,
) -> Outcome<'f> {
    let source = file.source;
    let help = finding.help.as_ref().map(|help| format!("\n怎么改：{help}")).unwrap_or_default();
    let related = finding.related.iter().map(|(span, what)| Location {
        physical_location: physical(source, Some(span)),
        message: Some(plain(what.clone())),
    });
    Outcome {
        rule_id: finding.code.id(),
        rule_index: rules.iter().position(|rule| rule.code == finding.code.id()),
        level: level(finding.severity),
        message: plain(format!("{}{help}", finding.message)),
        locations: [Location {
            physical_location: physical(source, finding.span.as_ref()),
            message: None,
        }],
        related_locations: related.collect(),
        fixes: fix(finding, source).into_iter().collect(),
        suppressions: reason
            .map(|justification| Suppression {
                kind: "inSource",
                status: "accepted",
                justification,
            })
            .into_iter()
            .collect(),
    }
}

fn fix(finding: &Finding, source: &Source) -> Option<Fix> {
    let replacement = |edit: &Edit| Replacement {
        deleted_region: region(source, &edit.span),
        inserted_content: (!edit.text.is_empty()).then(|| Content { text: edit.text.clone() }),
    };
    (!finding.fix.is_empty()).then(|| Fix {
        artifact_changes: [ArtifactChange {
            artifact_location: Artifact { uri: uri(source.name()) },
            replacements: finding.fix.iter().map(replacement).collect(),
        }],
    })
}

fn plain<'f>(text: String) -> Message<'f> {
    Message { text, markdown: None }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn physical(source: &Source, span: Option<&Range<usize>>) -> Physical {
    Physical {
        artifact_location: Artifact { uri: uri(source.name()) },
        region: span.map(|span| region(source, span)),
    }
}

fn region(source: &Source, span: &Range<usize>) -> Region {
    let (start, end) = (source.position(span.start), source.position(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// A path as a URI: relative as it was given, `file:` where it begins at a root.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let slashed = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let slashed = slashed.trim_start_matches("./");
    let escaped = percent::encode(slashed, percent::PATH);
    match slashed {
        _ if slashed.starts_with("//") => format!("file:{escaped}"),
        _ if slashed.starts_with('/') => format!("file://{escaped}"),
        _ if cfg!(windows) && drive => format!("file:///{}", escaped.replacen("%3A", ":", 1)),
        _ => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        let cases = [
            ("甲 乙.yaml", "%E7%94%B2%20%E4%B9%99.yaml"),
            ("./a.yaml", "a.yaml"),
            ("../a#1.yaml", "../a%231.yaml"),
            ("报告:终.yaml", "%E6%8A%A5%E5%91%8A%3A%E7%BB%88.yaml"),
            ("/tmp/100%/a.yaml", "file:///tmp/100%25/a.yaml"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }
}
