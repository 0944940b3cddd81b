//! Changes for the terminal, and as Markdown.

use super::drafts::{DraftComparison, DraftFile};
use super::entries::{Entry, Topic};
use super::words;
use crate::diagnostic::Style;
use crate::document::{Block, Inline, to_markdown};

/// What is gone and what is new, each with its colour; the words stand without it too.
const COLOURS: [(&str, &str); 2] = [("［去：", "33"), ("［加：", "34")];

/// Changes as text.
#[must_use]
pub(crate) fn human(comparison: &DraftComparison, style: Style) -> String {
    let mut out = format!("{}：{}\n", comparison.title, comparison.heading());
    for (which, file) in comparison.files() {
        out.push_str(&format!("  {}\n", of_file(which, file)));
    }
    out.push_str(&format!("{}\n", comparison.changes.summary()));
    for (topic, changes) in topics(comparison) {
        out.push_str(&format!("\n{}（{}）\n", topic.name(), changes.len()));
        for (number, entry) in changes {
            out.push_str(&format!("{number:>4}. {}\n", with_lines(entry)));
            for text in words::texts(entry) {
                out.push_str(&format!("      {text}\n"));
            }
        }
    }
    match style {
        Style::Plain => out,
        Style::Coloured => coloured(&out),
    }
}

/// Changes as Markdown.
#[must_use]
pub(crate) fn markdown(comparison: &DraftComparison) -> String {
    let inline = |text: &str| vec![Inline::Text(text.to_owned())];
    let heading = |level, text: &str| Block::Heading { level, text: inline(text) };
    let title = format!("{}：{}", comparison.title, comparison.heading());
    let files = comparison
        .files()
        .map(|(which, file)| vec![Block::Paragraph(inline(&of_file(which, file)))]);
    let mut blocks = vec![heading(1, &title), Block::List { start: None, items: files.to_vec() }];
    blocks.push(Block::Paragraph(inline(&format!("{}。", comparison.changes.summary()))));
    for (topic, changes) in topics(comparison) {
        blocks.push(heading(2, topic.name()));
        let start = changes.first().and_then(|(number, _)| u64::try_from(*number).ok());
        let item = |(_, entry): (usize, &Entry)| {
            let lines = std::iter::once(with_lines(entry)).chain(words::texts(entry));
            lines.map(|line| Block::Paragraph(inline(&line))).collect()
        };
        blocks.push(Block::List { start, items: changes.into_iter().map(item).collect() });
    }
    to_markdown(&blocks, 1) + "\n"
}

/// The topics that something changed in, with their changes.
pub(super) fn topics(comparison: &DraftComparison) -> Vec<(Topic, Vec<(usize, &Entry)>)> {
    let of = |topic| (topic, comparison.changes.of(topic).collect::<Vec<_>>());
    Topic::ALL.into_iter().map(of).filter(|(_, changes)| !changes.is_empty()).collect()
}

fn of_file(which: &str, file: &DraftFile) -> String {
    let draft = file.draft.as_ref().map(|draft| draft.mark());
    let notes = file.pdf.iter().flat_map(|pdf| &pdf.notes).cloned();
    let warnings = file.pdf.iter().flat_map(|pdf| &pdf.warnings).map(|text| format!("⚠ {text}"));
    let about: Vec<String> = draft.into_iter().chain(notes).chain(warnings).collect();
    match about.is_empty() {
        true => format!("{which}：文件 {}", file.name),
        false => format!("{which}：文件 {}，{}", file.name, about.join("，")),
    }
}

fn with_lines(entry: &Entry) -> String {
    match words::lines(entry) {
        lines if lines.is_empty() => words::head(entry),
        lines => format!("{}　{lines}", words::head(entry)),
    }
}

fn coloured(text: &str) -> String {
    let mut text = text.to_owned();
    for (mark, colour) in COLOURS {
        text = text.replace(mark, &format!("\u{1b}[{colour}m{mark}"));
    }
    text.replace('］', "］\u{1b}[0m")
}
