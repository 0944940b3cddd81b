//! Whole lines of a file: paragraphs of a block of text, items of a list, taken out, put in and put
//! elsewhere.

use std::ops::Range;

use crate::differences::moved;
use crate::edit::Chunk;
use crate::finding::Edit;

/// A part of a sequence in its new order.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// One that is there, by its number.
    Kept(usize),
    /// Lines that are put in, with their indentation.
    New(String),
}

/// How the parts of a sequence stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'l> {
    /// What stands between two of them.
    pub(super) between: &'l str,
    /// Whether lines that begin with `#` are comments there, which stay where what they are in is
    /// taken out.
    pub(super) has_comments: bool,
    /// The chunks that are put in again elsewhere, their comments with them.
    pub(super) moved: &'l [usize],
}

/// Whether chunks follow each other, none in another's lines.
pub(super) fn are_apart(chunks: &[Chunk]) -> bool {
    chunks.windows(2).all(|pair| pair[0].end < pair[1].start)
}

/// The edits that bring chunks into a new order. `parts` has each kept one once; what is moved is
/// put in by its text and not among the kept.
pub(super) fn reorder(
    text: &str,
    chunks: &[Chunk],
    parts: &[Part],
    layout: Layout<'_>,
) -> Vec<Edit> {
    let kept: Vec<usize> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Kept(n) => Some(*n),
            Part::New(_) => None,
        })
        .collect();
    let is_kept = |n: &usize| kept.contains(n);
    let mut edits = Vec::new();
    let Some((first, last)) = chunks.first().zip(chunks.last()) else { return edits };
    if kept.is_empty() {
        let comments = (0..chunks.len()).flat_map(|n| comments(text, chunks, n, layout));
        let mut new: Vec<String> = comments.map(str::to_owned).collect();
        let texts: Vec<&str> = parts.iter().filter_map(new_text).collect();
        new.push(texts.join(layout.between));
        new.retain(|text| !text.is_empty());
        edits.push(Edit { span: first.start..last.end, text: new.join("\n") });
        return edits;
    }
    insertions(chunks, parts, layout, &mut edits);
    let mut n = 0;
    while n < chunks.len() {
        let end = (n..chunks.len()).find(|m| is_kept(m)).unwrap_or(chunks.len());
        if end > n {
            edits.extend(removal(text, (n..end, chunks), layout));
        }
        n = end.max(n) + 1;
    }
    edits
}

fn new_text(part: &Part) -> Option<&str> {
    match part {
        Part::New(text) => Some(text),
        Part::Kept(_) => None,
    }
}

fn insertions(chunks: &[Chunk], parts: &[Part], layout: Layout<'_>, edits: &mut Vec<Edit>) {
    let mut behind: Option<usize> = None;
    let mut before: Vec<&str> = Vec::new();
    for part in parts {
        match (part, behind) {
            (Part::Kept(n), None) => {
                let text: String =
                    before.drain(..).map(|text| format!("{text}{}", layout.between)).collect();
                if !text.is_empty() {
                    let at = chunks[*n].start;
                    edits.push(Edit { span: at..at, text });
                }
                behind = Some(*n);
            }
            (Part::Kept(n), Some(_)) => behind = Some(*n),
            (Part::New(text), Some(n)) => {
                let at = chunks[n].end;
                edits.push(Edit { span: at..at, text: format!("{}{text}", layout.between) });
            }
            (Part::New(text), None) => before.push(text),
        }
    }
}

/// Takes out chunks that follow each other: with the blank lines behind them, or, at the end of a
/// sequence, with those before.
fn removal(text: &str, (run, all): (Range<usize>, &[Chunk]), layout: Layout<'_>) -> Vec<Edit> {
    let comments = |n: usize| comments(text, all, n, layout);
    if run.end == all.len() {
        // Not into the blanks behind what stays, where something may be put in.
        let last_kept = run.start.checked_sub(1).map_or(0, |n| all[n].end);
        let start = text[..all[run.start].start].trim_end().len().max(last_kept);
        let span = start..all[run.end - 1].end;
        let kept: String = run.flat_map(comments).map(|line| format!("\n{line}")).collect();
        return vec![Edit { span, text: kept }];
    }
    let one = |n: usize| {
        let kept: String = comments(n).iter().map(|line| format!("{line}\n")).collect();
        Edit { span: all[n].start..next_line(text, all[n].end), text: kept }
    };
    run.map(one).collect()
}

/// The comments of a chunk that is taken out, which stay.
fn comments<'t>(text: &'t str, all: &[Chunk], n: usize, layout: Layout<'_>) -> Vec<&'t str> {
    if !layout.has_comments || layout.moved.contains(&n) {
        return Vec::new();
    }
    let lines = text.get(all[n].clone()).unwrap_or_default().lines();
    lines.filter(|line| is_comment(line, &all[n], text)).collect()
}

/// Whether a line of an item is a comment: text within a block stands further in than its key.
fn is_comment(line: &str, first: &Chunk, text: &str) -> bool {
    let column = |line: &str| line.len() - line.trim_start().len();
    let item = text[first.start..].lines().next().unwrap_or_default();
    line.trim_start().starts_with('#') && column(line) <= column(item) + 2
}

/// Where the next line begins that is not blank.
fn next_line(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let blank = rest.len() - rest.trim_start().len();
    let start = rest[..blank].rfind('\n').map_or(from, |at| from + at + 1);
    start.max(from)
}

/// The numbers of a sequence that keep their order, as many as there can be: what stays where it
/// is.
pub(super) fn rising(numbers: &[usize]) -> Vec<usize> {
    let kept = numbers.iter().zip(moved(numbers)).filter(|(_, moved)| !moved);
    kept.map(|(number, _)| *number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit;

    fn chunks(text: &str) -> Vec<Chunk> {
        let line = |name: &str| {
            let at = text.find(name).unwrap();
            at..at + name.len()
        };
        ["甲", "乙", "丙"].map(line).to_vec()
    }

    fn after(parts: &[Part]) -> String {
        let text = "a:\n甲\n\n乙\n\n丙\nb:\n";
        let layout = Layout { between: "\n\n", has_comments: false, moved: &[] };
        edit::apply(text, reorder(text, &chunks(text), parts, layout))
    }

    #[test]
    fn lines_are_put_in_taken_out_and_put_elsewhere() {
        let new = |text: &str| Part::New(text.to_owned());
        let kept = Part::Kept;
        assert_eq!(after(&[kept(0), kept(1), kept(2)]), "a:\n甲\n\n乙\n\n丙\nb:\n");
        assert_eq!(
            after(&[kept(0), new("子"), kept(1), kept(2)]),
            "a:\n甲\n\n子\n\n乙\n\n丙\nb:\n"
        );
        assert_eq!(
            after(&[new("子"), kept(0), kept(1), kept(2)]),
            "a:\n子\n\n甲\n\n乙\n\n丙\nb:\n"
        );
        assert_eq!(after(&[kept(1), kept(2), new("甲")]), "a:\n乙\n\n丙\n\n甲\nb:\n");
        assert_eq!(after(&[kept(0)]), "a:\n甲\nb:\n");
        assert_eq!(after(&[kept(0), new("子")]), "a:\n甲\n\n子\nb:\n");
        assert_eq!(after(&[kept(2)]), "a:\n丙\nb:\n");
        assert_eq!(after(&[new("子"), new("丑")]), "a:\n子\n\n丑\nb:\n");
    }
}
