//! The two templates, and what is wrong with one.

use serde::Serialize;
use tera::{Context, ErrorKind, EscapeFn, Kwargs, State, Tera};

use super::data::sha256;
use crate::finding::{Code, Finding};
use crate::numerals::chinese;
use crate::source::{Encoding, Source};

/// The report's template: Markdown.
pub const REPORT: &str = "report.md.tera";
/// The page's template: HTML.
pub(crate) const PAGE: &str = "page.html.tera";

/// What edited sentences look like on the program's own pages.
pub(crate) const EDITS_STYLE: &str = include_str!("../../templates/edits.css");
/// The style of the program's own pages beside the report: a comparison, a review sheet.
pub(crate) const SHEET_STYLE: &str = include_str!("../../templates/sheet.css");

/// The texts of the templates in use.
#[derive(Debug, Clone)]
pub struct Templates {
    /// Shown name and text of [`REPORT`].
    pub report: (String, String),
    /// Shown name and text of [`PAGE`].
    pub page: (String, String),
}

impl Default for Templates {
    /// The templates that come with the program.
    fn default() -> Self {
        let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        Self {
            report: own(REPORT, include_str!("../../templates/report.md.tera")),
            page: own(PAGE, include_str!("../../templates/page.html.tera")),
        }
    }
}

impl Templates {
    /// The SHA-256 of the report's template in hexadecimal; `None` for the program's own.
    #[must_use]
    pub fn hash(&self) -> Option<String> {
        let text = &self.report.1;
        let own = *text == Self::default().report.1;
        (!own).then(|| sha256(text.as_bytes()))
    }
}

impl Templates {
    /// That the report's template shows a picture of its own.
    pub(crate) fn picture_fault(&self, file: &str) -> TemplateFault {
        let (name, text) = &self.report;
        let what = format!("模板里有图片 {file}，模板自己的图片不能用");
        let finding = match text.find(file).filter(|_| !file.is_empty()) {
            Some(at) => Code::M03.at(at..at + file.len(), what),
            None => Code::M03.of_file(what),
        };
        let help = "从模板里删去它；报告要用的图片写在填报文件的正文里，图片文件放在填报文件旁边";
        let source = Source::new(name, text, Encoding::Utf8);
        TemplateFault { source, finding: finding.help(help) }
    }
}

/// A fault in a template: the template as a source, and the finding at its place.
#[derive(Debug)]
pub struct TemplateFault {
    /// The template's text under its name.
    pub source: Source,
    /// What is wrong.
    pub finding: Finding,
}

/// Fills a template with a view.
///
/// # Errors
/// A fault of the template: its syntax, or a field that does not exist.
pub(super) fn fill<V: Serialize>(
    (name, text): &(String, String),
    escape: EscapeFn,
    view: &V,
) -> Result<String, Box<TemplateFault>> {
    let fault = |error: &tera::Error, fields: &[String]| {
        Box::new(TemplateFault {
            source: Source::new(name, text, Encoding::Utf8),
            finding: explain(error, text, fields),
        })
    };
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    tera.autoescape_on(vec![".tera"]);
    tera.register_filter("chinese", |n: u64, _: Kwargs, _: &State| chinese(n));
    // Tera escapes by the name's ending; the shown name can be any.
    let known = "template.tera";
    tera.add_raw_template(known, text).map_err(|e| fault(&e, &[]))?;
    let context = Context::from_serialize(view).map_err(|e| fault(&e, &[]))?;
    tera.render(known, &context).map_err(|e| fault(&e, &field_names(view)))
}

/// Fills a page's template of the program's own, which a user cannot replace.
///
/// # Errors
/// A fault of the template.
pub(crate) fn fill_own<V: Serialize>(
    name: &str,
    text: &str,
    view: &V,
) -> Result<String, Box<TemplateFault>> {
    fill(&(name.to_owned(), text.to_owned()), super::escape::escape_to, view)
}

/// The paths of a view's fields: `company.name`, `groups[].indicators[].text` …
fn field_names<V: Serialize>(view: &V) -> Vec<String> {
    let mut names = Vec::new();
    if let Ok(value) = serde_json::to_value(view) {
        collect_names("", &value, &mut names);
    }
    names
}

fn collect_names(path: &str, value: &serde_json::Value, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect_names(&path, value, names);
            }
        }
        serde_json::Value::Array(items) => match items.first() {
            Some(first) => collect_names(&format!("{path}[]"), first, names),
            None => names.push(path.to_owned()),
        },
        _ => names.push(path.to_owned()),
    }
}

fn explain(error: &tera::Error, text: &str, fields: &[String]) -> Finding {
    let (message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), Some(report.span().range.clone()))
        }
        other => message_and_span(&other.to_string(), text),
    };
    let quoted = message.split('`').nth(1).unwrap_or_default().to_owned();
    let what = if message.contains("is not defined") || message.contains("undefined") {
        match quoted.as_str() {
            "" => "模板用了一个没有的字段".to_owned(),
            name => format!("模板里的字段“{name}”不存在"),
        }
    } else if message.starts_with("Unknown filter") {
        format!("模板里的过滤器“{quoted}”不存在")
    } else if message.starts_with("Unknown") {
        format!("模板用了不认识的“{quoted}”")
    } else if matches!(error.kind(), ErrorKind::SyntaxError(_)) {
        format!("模板写法有误（{message}）")
    } else {
        format!("模板不能成文（{message}）")
    };
    let help = if fields.is_empty() {
        "对照程序自带的模板改这一处；可用的过滤器另有 chinese（把 1 写成一）".to_owned()
    } else {
        format!("可以用的字段：{}", fields.join("、"))
    };
    match span {
        Some(span) => Code::M01.at(span, what).help(help),
        None => Code::M01.of_file(what).help(help),
    }
}

/// What Tera reports as text only (`error: Unknown filter …`, and below it `--> name:line:column`):
/// the message and its place.
fn message_and_span(report: &str, text: &str) -> (String, Option<std::ops::Range<usize>>) {
    let first = report.lines().next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let numbers = place.and_then(|place| {
        let mut parts = place.rsplit(':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        Some((line, column))
    });
    let start = numbers.and_then(|(line, column)| {
        let before: usize =
            text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let rest = text.get(before..)?;
        let into: usize = rest.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
        Some(before + into)
    });
    (message, start.map(|at| at..at + 1))
}
