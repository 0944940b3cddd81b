//! Rows between bars, of a table or of what was meant as one.

use std::ops::Range;

/// A range of the text, and what stands there instead.
pub(super) type Edit = (Range<usize>, String);

/// A line with bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The line without blanks at its ends, in bytes of the text.
    pub span: Range<usize>,
}

impl Row {
    pub(super) fn of(text: &str, span: Range<usize>) -> Self {
        let line = text.get(span.clone()).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let start = span.start + line.len() - line.trim_start().len();
        Self { span: start..start + line.trim().len() }
    }

    fn line<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or_default()
    }

    /// How many cells there are between such bars; empty ones at the end lose nothing.
    pub(super) fn cells(&self, text: &str, bars: &[char]) -> usize {
        let line = self.line(text);
        let cells = split(line.strip_prefix(bars).unwrap_or(line), bars);
        cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(1, |last| last + 1)
    }

    pub(super) fn has_bar(&self, text: &str) -> bool {
        self.line(text).contains(['|', '｜'])
    }

    /// Bars of full width made narrow.
    pub(super) fn narrowed(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let wide = self.line(text).match_indices('｜');
        let at = |(n, bar): (usize, &str)| self.span.start + n..self.span.start + n + bar.len();
        wide.map(|found| (at(found), "|".to_owned())).collect()
    }

    /// Whether it is what somebody writes below a head.
    fn is_rule(&self, text: &str) -> bool {
        let line = self.line(text);
        let drawn = |c: char| "|｜-—－─–:： 　=_".contains(c);
        line.chars().all(drawn) && line.contains(['-', '—', '－', '─', '–', '='])
    }
}

/// Cells between bars that are not escaped.
fn split<'l>(line: &'l str, bars: &[char]) -> Vec<&'l str> {
    let (mut cells, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, c) in line.char_indices() {
        if bars.contains(&c) && !is_escaped {
            cells.push(line.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells.push(line.get(start..).unwrap_or_default());
    cells
}

/// The lines of a paragraph: rows that stand one below the other, and nothing for other lines.
pub(super) fn rows_of(text: &str, span: &Range<usize>) -> Vec<Option<Rows>> {
    let paragraph = text.get(span.clone()).unwrap_or_default();
    let mut parts: Vec<Option<Rows>> = Vec::new();
    let mut start = span.start;
    let mut before = None;
    for line in paragraph.split_inclusive('\n') {
        let row = Row::of(text, start..start + line.len());
        start += line.len();
        let shape = Shape::of(row.line(text));
        let is_next = shape.is_some() && before == shape;
        match (shape, parts.last_mut()) {
            (Some(_), Some(Some(rows))) if is_next => rows.rows.push(row),
            (Some(shape), last) => {
                let is_joined = last.is_some();
                parts.push(Some(Rows { shape, rows: vec![row], is_joined, is_before_line: false }));
            }
            (None, last) => {
                if let Some(Some(rows)) = last {
                    rows.is_before_line = true;
                }
                parts.push(None);
            }
        }
        before = shape;
    }
    // One line between words is text: 甲|乙.
    let is_text = |rows: &Rows| rows.shape != Shape::Edged && rows.rows.len() < 2;
    for part in &mut parts {
        if part.as_ref().is_some_and(is_text) {
            *part = None;
        }
    }
    parts
}

/// How a line has its bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// At both its ends.
    Edged,
    /// So many within it.
    Inner(usize),
}

impl Shape {
    fn of(line: &str) -> Option<Self> {
        let bars = ['|', '｜'];
        let cells = split(line, &bars).len();
        let is_edged = line.starts_with(bars) && line.ends_with(bars);
        match cells {
            3.. if is_edged => Some(Self::Edged),
            2.. => Some(Self::Inner(cells)),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct Rows {
    shape: Shape,
    rows: Vec<Row>,
    /// Whether a line of text stands right above.
    is_joined: bool,
    /// Whether a line of text stands right below.
    is_before_line: bool,
}

/// Rows that make no table, of paragraphs that follow one another.
#[derive(Debug, Default)]
pub(super) struct Bars(Vec<Rows>);

impl Bars {
    pub(super) fn add(&mut self, rows: Rows) {
        self.0.push(rows);
    }

    /// The span of their head, and the table that they make where each row has as many cells as
    /// the first.
    pub(super) fn as_table(&self, text: &str) -> Option<(Range<usize>, Option<Edit>)> {
        let rows: Vec<&Row> = self.0.iter().flat_map(|part| &part.rows).collect();
        let (head, rest) = rows.split_first()?;
        let columns = head.cells(text, &['|', '｜']);
        let rule = rest.first().filter(|row| row.is_rule(text));
        let body = if rule.is_some() { rest.get(1..)? } else { rest };
        let fits = |row: &&Row| row.cells(text, &['|', '｜']) <= columns && !row.is_rule(text);
        let is_certain =
            columns > 1 && !head.is_rule(text) && !body.is_empty() && body.iter().all(fits);
        let table = if is_certain { self.table(text, columns, rule.copied()) } else { None };
        Some((head.span.clone(), table))
    }

    /// The rows as a table, in one piece: what stands between them goes.
    fn table(&self, text: &str, columns: usize, rule: Option<&Row>) -> Option<Edit> {
        let (first, last) = self.0.first().zip(self.0.last())?;
        let rows = self.0.iter().flat_map(|part| &part.rows);
        let own = rows.filter(|row| rule != Some(row)).map(|row| row.line(text).replace('｜', "|"));
        let mut lines: Vec<String> = own.collect();
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        // A line of text right above or below would be a part of it.
        let (above, below) = (first.is_joined, last.is_before_line);
        let end = last.rows.last()?.span.end;
        let table =
            [if above { "\n" } else { "" }, &lines.join("\n"), if below { "\n" } else { "" }];
        Some((first.rows.first()?.span.start..end, table.concat()))
    }
}
