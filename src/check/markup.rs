//! The marks of Markdown: tables that are none or lose cells, signs that are taken for marks.

use std::ops::Range;

use super::{Context, Rule};
use crate::document::{MarkupSlip, SlipKind, slips};
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::source::{Source, Spanned};

pub(super) const RULES: [Rule; 2] =
    [Rule { code: Code::B01, check: tables }, Rule { code: Code::B02, check: signs }];

fn tables(context: &Context<'_>, findings: &mut Findings) {
    findings.extend(found(context, |kind| !is_sign(kind)));
}

fn signs(context: &Context<'_>, findings: &mut Findings) {
    findings.extend(found(context, is_sign));
}

fn is_sign(kind: SlipKind) -> bool {
    matches!(kind, SlipKind::QuoteSign | SlipKind::ItemSign(_))
}

/// The slips of such kinds in all narratives.
fn found(context: &Context<'_>, wanted: fn(SlipKind) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in context.filing.narratives() {
        let slips: Vec<MarkupSlip> =
            slips(&text.value).into_iter().filter(|slip| wanted(slip.kind)).collect();
        if slips.is_empty() {
            continue;
        }
        let written = Paragraph::of_line(text, context.source);
        findings.extend(slips.iter().map(|slip| finding(slip, &written, text, context.source)));
    }
    findings
}

fn finding(
    slip: &MarkupSlip,
    written: &Paragraph,
    text: &Spanned<String>,
    source: &Source,
) -> Finding {
    let span = written.span(slip.span.clone());
    let sign = |c: char, becomes: &str| format!("段首的“{c}”会成为{becomes}的标记，印不出来");
    let (what, help) = match slip.kind {
        SlipKind::LostCells { cells, columns } => (
            format!("这一行有 {cells} 格，表头只有 {columns} 格，多出来的格印不出来"),
            "补上表头的格，或删去多余的“|”；格里的竖线写成“\\|”".to_owned(),
        ),
        SlipKind::NoTable => (
            "这几行不成表格，竖线会照样印出来".to_owned(),
            "表头下面要有一行“| --- | --- |”，格数与表头相同；各行之间不空行，不是表格就删去竖线"
                .to_owned(),
        ),
        SlipKind::WideBars => {
            ("这一行的格用全角的“｜”隔开，会连成一格".to_owned(), "改成半角的“|”".to_owned())
        }
        SlipKind::JoinedLine => {
            ("这一行紧接在表格下面，会成为表格里的一行".to_owned(), "在它前面空一行".to_owned())
        }
        SlipKind::QuoteSign => (
            sign('>', "引用"),
            "是大于号就写成“\\>”，或写成“超过”；真是引用就从文字写起".to_owned(),
        ),
        SlipKind::ItemSign(c) => (
            sign(c, "列表"),
            format!("是数的正负号或注释号就删去“{c}”后面的空格；列表只有一项的，删去“{c}”"),
        ),
    };
    let is_grave =
        matches!(slip.kind, SlipKind::LostCells { .. } | SlipKind::NoTable | SlipKind::WideBars);
    let finding = if is_sign(slip.kind) {
        Code::B02.at(span, what)
    } else if is_grave {
        Code::B01.at(span, what)
    } else {
        Code::B01.at(span, what).as_warning()
    };
    let mut finding = finding.help(help);
    for (at, to) in edits(slip, written, text, source).unwrap_or_default() {
        finding = finding.fix(at, to);
    }
    finding
}

/// The slip's edits in the file; `None` where the file does not have the text as it is read, line
/// by line.
fn edits(
    slip: &MarkupSlip,
    written: &Paragraph,
    text: &Spanned<String>,
    source: &Source,
) -> Option<Vec<(Range<usize>, String)>> {
    // Only a block has its lines and backslashes as they are read.
    let before = source.text().get(..text.span.start)?.trim_end();
    before.trim_end_matches(['-', '+']).strip_suffix('|')?;
    let edit = |(range, to): &(Range<usize>, String)| {
        let span = place(range, written);
        if !to.contains('\n') {
            return Some((span, to.clone()));
        }
        let start = source.text().get(..span.start)?.rfind('\n').map_or(0, |n| n + 1);
        let indent = source.text().get(start..span.start)?;
        // Behind an item's bullet the next lines stand further in.
        let is_blank = indent.bytes().all(|byte| byte == b' ');
        let lines = to.split('\n').map(|line| match line {
            "" => String::new(),
            line => format!("{indent}{line}"),
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        is_blank.then_some(match to.as_str() {
            "\n" => (start..start, lines),
            _ => (start..span.end, lines),
        })
    };
    slip.edits.iter().map(edit).collect()
}

/// Where the file has a piece of the text; of nothing the place before what follows, where it
/// begins a line, else the place behind what is before.
fn place(range: &Range<usize>, written: &Paragraph) -> Range<usize> {
    let begins_line = range.start == 0 || written.text[..range.start].ends_with(['\n', ' ']);
    if !range.is_empty() || begins_line {
        return written.span(range.clone());
    }
    let before = written.text[..range.start].char_indices().next_back();
    let end = before.map_or(0, |(at, _)| written.span(at..range.start).end);
    end..end
}
