//! T01: blanks at the edges of a text. They are not printed, so this only tells.

use std::ops::Range;

use super::is_space;
use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::prose::{Paragraph, ParagraphKind};
use crate::source::Source;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for paragraph in super::paragraphs(context) {
        if matches!(paragraph.kind, ParagraphKind::Cell | ParagraphKind::Caption) {
            continue;
        }
        let finding = |at, message, help| Code::T01.at(at, message).as_info().help(help);
        if let Some(at) = before(paragraph, context.source) {
            let help = "删去；首行缩进由程序排";
            findings.push(finding(at.clone(), "开头有空格", help).fix(at, ""));
        }
        if let Some(at) = after(paragraph, context.source) {
            findings.push(finding(at.clone(), "末尾有空格", "删去").fix(at, ""));
        }
    }
}

/// Blanks before the first character that were typed for the eye: plain spaces there are the
/// file's indentation, unless a quotation mark of the file stands before them.
fn before(paragraph: &Paragraph, source: &Source) -> Option<Range<usize>> {
    let first = paragraph.text.chars().next()?;
    let end = paragraph.editable(0..first.len_utf8(), source)?.start;
    let text = source.text().get(..end)?;
    let start = text.trim_end_matches(is_space).len();
    if text[..start].ends_with(['"', '\'']) {
        return (start < end).then_some(start..end);
    }
    let wide = text[start..].find(|c| c != ' ')?;
    Some(start + wide..end)
}

fn after(paragraph: &Paragraph, source: &Source) -> Option<Range<usize>> {
    let end = paragraph.text.trim_end_matches(is_space).len();
    let (at, _) = paragraph.text[..end].char_indices().next_back()?;
    let start = paragraph.editable(at..end, source)?.end;
    let text = source.text().get(start..)?;
    let blanks = text.len() - text.trim_start_matches(is_space).len();
    let quoted = text[blanks..].starts_with(['"', '\'']);
    let wide = text[..blanks].contains(|c| c != ' ');
    (blanks > 0 && (wide || quoted)).then_some(start..start + blanks)
}
