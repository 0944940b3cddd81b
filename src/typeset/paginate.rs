//! Lines to pages: the grid of 22 lines, headings with what follows, no line alone.

use super::justify::SetLine;
use super::realise::{Element, Form};
use super::{Geometry, Length, Page, TextRun};

/// An element with its lines.
pub(super) struct SetElement<'e> {
    pub element: &'e Element,
    pub lines: Vec<SetLine>,
}

/// A line on its way to a page.
struct Row<'e> {
    element: usize,
    runs: &'e SetLine,
    /// Grid lines it takes before its own (blank ones), dropped at a page's top.
    before: usize,
    /// Whether the page may end after it.
    may_end: bool,
}

/// Fills pages.
pub(super) fn paginate(
    set: &[SetElement<'_>],
    geometry: &Geometry,
    mut number: impl FnMut(usize) -> (TextRun, Length),
) -> Vec<Page> {
    let mut pages: Vec<Page> = vec![Page::default()];
    let mut used = 0;
    let mut rest = set;
    let mut first = 0;
    // The title takes whole lines of the grid at the head of the first page.
    if let Some((title, others)) = set.split_first()
        && title.element.form == Form::Title
    {
        used = set_title(title, geometry, &mut pages[0]);
        rest = others;
        first = 1;
    }
    let rows = rows(rest, first);
    let mut at = 0;
    while at < rows.len() {
        let end = fill(&rows, at, geometry.lines - used);
        for (n, row) in rows[at..end].iter().enumerate() {
            if n > 0 || used > 0 {
                used += row.before;
            }
            if let Some(page) = pages.last_mut() {
                put(row.runs, Some(used), geometry.baseline(used), row.element, page);
            }
            used += 1;
        }
        at = end;
        if at < rows.len() {
            pages.push(Page::default());
            used = 0;
        }
    }
    for (n, page) in pages.iter_mut().enumerate() {
        let (mut run, width) = number(n + 1);
        run.baseline += geometry.top + geometry.height + geometry.number_gap;
        let x = geometry.left + (geometry.width - width) / 2;
        run.glyphs.iter_mut().for_each(|g| g.x += x);
        page.runs.push(run);
    }
    pages
}

/// Puts the title's lines and returns the grid lines taken, a blank one below included.
fn set_title(title: &SetElement<'_>, geometry: &Geometry, page: &mut Page) -> usize {
    let mut top = geometry.top;
    for runs in &title.lines {
        let baseline = top + Geometry::above_baseline(geometry.title_size);
        put(runs, None, baseline, 0, page);
        top += geometry.title_pitch;
    }
    let taken = top - geometry.top;
    let lines = (taken.0 + geometry.pitch.0 - 1) / geometry.pitch.0;
    usize::try_from(lines).unwrap_or(0) + 1
}

fn rows<'e>(set: &'e [SetElement<'e>], first: usize) -> Vec<Row<'e>> {
    let mut rows: Vec<Row<'e>> = Vec::new();
    for (n, element) in set.iter().enumerate() {
        let count = element.lines.len();
        for (at, runs) in element.lines.iter().enumerate() {
            let last = at + 1 == count;
            // Two lines of a paragraph at least stay together at its start and at its end.
            let inside = (at > 0 || count == 1) && at + 2 != count;
            let may_end = if last { !element.element.with_next } else { inside };
            let before = if at == 0 { element.element.before } else { 0 };
            rows.push(Row { element: first + n, runs, before, may_end });
        }
    }
    // What precedes 落款 gives it its last two lines.
    for n in 1..rows.len() {
        let joins = rows[n].before > 0 && rows[n].element != rows[n - 1].element;
        if joins && n >= 2 && rows[n - 2].element == rows[n - 1].element {
            rows[n - 2].may_end = false;
        }
    }
    rows
}

/// Where a page that begins with row `at` and has `room` lines ends.
fn fill(rows: &[Row<'_>], at: usize, room: usize) -> usize {
    let mut used = 0;
    let mut end = at;
    while end < rows.len() {
        let before = if end == at { 0 } else { rows[end].before };
        if used + before + 1 > room {
            break;
        }
        used += before + 1;
        end += 1;
    }
    if end == rows.len() {
        return end;
    }
    // Back to a place where a page may end; where there is none, the page is simply full.
    (at + 1..=end).rev().find(|e| rows[e - 1].may_end).unwrap_or(end).max(at + 1)
}

fn put(runs: &SetLine, line: Option<usize>, baseline: Length, element: usize, page: &mut Page) {
    for run in runs {
        let mut run = run.clone();
        run.baseline += baseline;
        run.element = Some(element);
        run.line = line;
        page.runs.push(run);
    }
}
