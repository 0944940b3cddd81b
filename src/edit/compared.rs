//! Changes as a comparison of lines: what stands there, and what would.

use std::ops::Range;

use super::change::{Change, name};
use crate::source::Source;

/// How much of a line is shown on both sides of a change, in bytes.
const AROUND: usize = 48;

/// The changes of a file, each with the line as it is and as it would be.
#[must_use]
pub fn compare(changes: &[Change], source: &Source) -> String {
    let mut out = Vec::new();
    let mut rest = changes;
    while let Some(first) = rest.first() {
        let mut window = source.around(&first.span, AROUND);
        let near = |change: &Change, window: &Range<usize>| change.span.start <= window.end;
        let mut count = 1;
        while let Some(next) = rest.get(count).filter(|change| near(change, &window)) {
            window.end = source.around(&next.span, AROUND).end.max(window.end);
            count += 1;
        }
        let (these, others) = rest.split_at(count);
        // What is changed is shown whole.
        window.end = window.end.max(these.last().map_or(0, |change| change.span.end));
        out.push(one(these, &window, source));
        rest = others;
    }
    out.join("\n")
}

fn one(changes: &[Change], window: &Range<usize>, source: &Source) -> String {
    let text = source.text();
    let (before, after) = (&text[window.clone()], changed(changes, window, text));
    let line = source.lines_of(window);
    let mark = |cut: bool| if cut { "…" } else { "" };
    let (start, end) = (mark(line.start < window.start), mark(line.end > window.end));
    let lines = |sign: char, text: &str| {
        let shown = visible(&format!("{start}{}{end}", text.replace('\r', "")));
        shown.split('\n').map(|line| format!("  {sign} {line}")).collect::<Vec<_>>().join("\n")
    };
    let at = source.position(changes.first().map_or(window.start, |change| change.span.start));
    format!("  第{}行\n{}\n{}", at.line, lines('-', before), lines('+', &after))
}

/// A part of the text with its changes.
fn changed(changes: &[Change], window: &Range<usize>, text: &str) -> String {
    let mut out = String::new();
    let mut at = window.start;
    for change in changes {
        out.push_str(text.get(at..change.span.start).unwrap_or_default());
        out.push_str(&change.text);
        at = change.span.end;
    }
    out + text.get(at..window.end).unwrap_or_default()
}

/// A text with what only looks like spaces named.
fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        ' ' | '\n' => c.to_string(),
        c => name(c).map_or_else(|| c.to_string(), |name| format!("［{name}］")),
    };
    text.chars().map(shown).collect()
}
