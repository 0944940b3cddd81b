//! A cell: what it holds (ISO/IEC 26300-3 19.385), and what it shows.

use super::shown::{Shown, compare};
use crate::package::xml::{Node, Space, attribute, is, name};
use crate::sheet::format::{Epoch, Format, shortest};
use crate::sheet::refusal::Refusal;
use crate::sheet::workbook::{Content, Number};

/// A cell that was read.
pub(super) struct Read {
    pub(super) is_computed: bool,
    /// Nothing where it holds nothing.
    pub(super) content: Option<Content>,
}

/// Reads a cell with this format.
pub(super) fn read(node: Node<'_>, format: &Format) -> Result<Read, Refusal> {
    let is_computed = attribute(node, Space::OdTable, "formula").is_some();
    let content = content(node, format)?;
    let content = match content {
        None if is_computed && attribute(node, Space::OdOffice, "value-type").is_none() => {
            Some(Content::NotComputed)
        }
        content => content,
    };
    Ok(Read { is_computed, content })
}

fn content(node: Node<'_>, format: &Format) -> Result<Option<Content>, Refusal> {
    let read = |name| attribute(node, Space::OdOffice, name);
    let shown = shown(node);
    // LibreOffice says it so; earlier ones wrote a number beside it.
    let is_error = attribute(node, Space::Other, "value-type") == Some("error")
        || is_error(&shown) && attribute(node, Space::OdTable, "formula").is_some();
    if is_error {
        return Ok(Some(Content::Error(shown)));
    }
    Ok(match read("value-type") {
        Some(kind @ ("float" | "percentage" | "currency")) => {
            let value = read("value").unwrap_or_default().trim();
            let value = value.parse().ok().filter(|value: &f64| value.is_finite());
            let value = value.ok_or_else(|| damaged(format!("“{shown}”那一格没有数值")))?;
            Some(number(value, kind, shown, format))
        }
        Some("boolean") => Some(Content::Truth(read("boolean-value") == Some("true"))),
        Some("date") => Some(Content::Date(or_value(shown, read("date-value")))),
        Some("time") => Some(Content::Date(or_value(shown, read("time-value")))),
        _ => Some(or_value(shown, read("string-value")))
            .filter(|text| !text.is_empty())
            .map(Content::Text),
    })
}

fn or_value(shown: String, value: Option<&str>) -> String {
    if shown.is_empty() { value.unwrap_or_default().to_owned() } else { shown }
}

/// A number, or the truth that one stands for where a formula gives it. Programs compute anew what it shows when they open the file; where what stands there
/// is not what they could show, it is not sure.
fn number(value: f64, kind: &str, shown: String, format: &Format) -> Content {
    match (shown.as_str(), value == 0.0) {
        ("", _) => return format.number(value, Epoch::Of1900),
        ("TRUE", false) => return Content::Truth(true),
        ("FALSE", true) => return Content::Truth(false),
        _ => {}
    }
    let (shown, exact) = match compare(&shown, value, kind == "percentage") {
        Some(Shown { is_exact }) => (Some(shown.trim().to_owned()), is_exact),
        None => (None, false),
    };
    Content::Number(Number {
        shown,
        format: format.code().to_owned(),
        value: shortest(value),
        exact,
    })
}

fn is_error(shown: &str) -> bool {
    shown.starts_with("Err:")
        || ["#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!"].contains(&shown)
}

/// The text that a cell shows: its paragraphs, but for a comment's.
fn shown(cell: Node<'_>) -> String {
    let mut text = String::new();
    let paragraphs = cell.children().filter(|node| is(*node, Space::OdText, "p"));
    for (index, node) in paragraphs.enumerate() {
        if index > 0 {
            text.push('\n');
        }
        words(node, &mut text);
    }
    text
}

fn words(node: Node<'_>, text: &mut String) {
    for node in node.children() {
        if let Some(words) = node.text().filter(|_| node.is_text()) {
            push_collapsed(words, text);
            continue;
        }
        match name(node) {
            (Space::OdText, "s") => {
                let count =
                    attribute(node, Space::OdText, "c").and_then(|count| count.parse().ok());
                // A longer run than a cell may have is refused with it.
                let most = crate::sheet::limits::CELL_TEXT + 1;
                text.extend(std::iter::repeat_n(' ', count.unwrap_or(1_usize).min(most)));
            }
            (Space::OdText, "tab") => text.push('\t'),
            (Space::OdText, "line-break") => text.push('\n'),
            (Space::OdText, "span" | "a") => words(node, text),
            // What a field shows is its text.
            (Space::OdText, _) if !is(node, Space::OdText, "note") => words(node, text),
            _ => {}
        }
    }
}

/// White space of the file is one blank (ISO/IEC 26300-3 6.1.2); more are elements.
fn push_collapsed(words: &str, text: &mut String) {
    for c in words.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if text.is_empty() || text.ends_with([' ', '\n']) => {}
            '\t' | '\n' | '\r' => text.push(' '),
            c => text.push(c),
        }
    }
}

fn damaged(reason: String) -> Refusal {
    Refusal::Damaged { reason }
}
