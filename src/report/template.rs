//! What a template of a user's own leaves out of the report.

use crate::document::{Block, parse};
use crate::filing::{Filing, Level, TextKey, TextKind};
use crate::finding::{Code, Finding};
use crate::typeset;

/// The first text of a part that templates older than the part do not know, if the report does
/// not print it: 导语, 章名, 分章, initiatives within initiatives. Of each part the first text
/// stands for all.
pub(super) fn missing_part(filing: &Filing, blocks: &[Block]) -> Option<Finding> {
    let printed: Vec<String> = typeset::texts(blocks).into_iter().map(|e| e.text).collect();
    let mut seen = Vec::new();
    filing.texts().into_iter().find_map(|text| {
        let part @ Part { name, field, .. } = part(text.key)?;
        if seen.contains(&part) {
            return None;
        }
        seen.push(part);
        let first = match text.key.kind() {
            TextKind::Prose => typeset::texts(&parse(&text.value.value)).into_iter().next()?.text,
            _ => text.value.value.clone(),
        };
        if printed.iter().any(|printed| printed.contains(&first)) {
            return None;
        }
        let message = format!("自备的模板没有印{name}");
        let help = format!("照程序自带的 report.md.tera，在模板里加上 {field} 的一段");
        Some(Code::M02.at(text.value.span.clone(), message).help(help))
    })
}

/// A part of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Part {
    name: &'static str,
    /// The template's field for it.
    field: &'static str,
    /// Of initiatives.
    level: Option<Level>,
    is_prose: bool,
}

fn part(key: TextKey<'_>) -> Option<Part> {
    let (name, field, level) = match key {
        TextKey::Lead => ("导语", "lead", None),
        TextKey::ChapterTitle(_) => ("章名", "chapters", None),
        TextKey::InitiativeTitle(number) | TextKey::InitiativeBody(number) => {
            let level = number.level();
            let is_new = number.chapter.is_some() || level != Level::First;
            is_new.then_some(("分章或下一层的举措", "chapters", Some(level)))?
        }
        _ => return None,
    };
    Some(Part { name, field, level, is_prose: key.kind() == TextKind::Prose })
}
