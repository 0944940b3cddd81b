//! A comparison for the terminal: tables in columns that stand right under wide characters too.

use unicode_width::UnicodeWidthStr;

use super::{Comparison, blocks};
use crate::diagnostic::Style;

/// Words that are coloured, with the colour of each; the words stand without it too.
const COLOURS: [(&str, &str); 6] = [
    ("变好", "34"),
    ("变差", "33"),
    ("最好", "34"),
    ("最差", "33"),
    ("未达标", "1;31"),
    ("⚠", "1;33"),
];

/// A comparison as text.
#[must_use]
pub fn human(comparison: &Comparison, style: Style) -> String {
    let mut out = format!("{}\n", comparison.title);
    lines(&mut out, "", comparison.filing_lines());
    lines(&mut out, &format!("\n{}\n", blocks::CAVEATS), comparison.caveat_lines());
    for group in &comparison.groups {
        out.push_str(&format!("\n{}\n", group.name));
        let (head, rows) = blocks::cells(comparison, group);
        table(&mut out, &head, &rows, comparison.columns.len());
    }
    lines(&mut out, "\n没有的\n", comparison.missing_lines());
    lines(&mut out, "\n说明\n", comparison.remark_lines(|_| true));
    let sources = comparison.source_lines();
    let head = format!("\n限值（{}年的规范）的出处\n", comparison.ruleset);
    lines(&mut out, &head, sources);
    match style {
        Style::Plain => out,
        Style::Coloured => coloured(&out),
    }
}

fn lines(out: &mut String, head: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        out.push_str(head);
    }
    for line in lines {
        out.push_str(&format!("  {line}\n"));
    }
}

/// Rows of texts in columns; the figures stand right, all else left.
fn table(out: &mut String, head: &[String], rows: &[Vec<String>], figures: usize) {
    let all = || std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    let width = |n: usize| all().filter_map(|row| row.get(n)).map(|text| text.width()).max();
    let widths: Vec<usize> = (0..head.len()).map(|n| width(n).unwrap_or(0)).collect();
    for row in all() {
        let mut line = String::from(" ");
        for (n, (text, width)) in row.iter().zip(&widths).enumerate() {
            let room = " ".repeat(width.saturating_sub(text.width()));
            line.push(' ');
            let is_figure = (1..=figures).contains(&n);
            let (left, right) = if is_figure { (&*room, &**text) } else { (&**text, &*room) };
            line.push_str(&format!("{left}{right} "));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn coloured(text: &str) -> String {
    let mut text = text.to_owned();
    for (word, colour) in COLOURS {
        text = text.replace(word, &format!("\u{1b}[{colour}m{word}\u{1b}[0m"));
    }
    text
}
