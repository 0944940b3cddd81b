//! Tables of the report in HTML.

use super::html::{Writer, inlines};
use crate::document::{Align, Inline, RowKind, is_grouped, plain_text};
use crate::typeset::are_figures;

/// The most characters of a figure that is kept on one line.
const MAX_FIGURE: usize = 16;

impl Writer<'_> {
    pub(super) fn table(
        &mut self,
        columns: &[Align],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
    ) {
        self.tables += 1;
        let number = self.tables;
        // By its heading's id, not its text, which may be long and have many tables.
        let by = match self.heading.as_str() {
            "" => String::new(),
            heading => format!(" aria-labelledby=\"{heading} t{number}\""),
        };
        let grouped = is_grouped(head, rows);
        self.parts.grouped |= grouped;
        let of_table = if grouped { " class=\"grouped\"" } else { "" };
        self.line(&format!(
            "<section class=\"scroll\" tabindex=\"0\" id=\"t{number}\" aria-label=\"表格{number}\"{by}><table{of_table}>"
        ));
        let classes: Vec<&str> = (0..head.len())
            .map(|n| class(columns.get(n), rows.iter().map(|row| row.get(n))))
            .collect();
        self.line(&format!("<thead>{}</thead>", row(head, &classes, |_| Some("col"))));
        self.line("<tbody>");
        // A column that is alone names nothing.
        let names = if head.len() > 1 { Some("row") } else { None };
        for (n, cells) in rows.iter().enumerate() {
            let line = match RowKind::of(cells) {
                _ if !grouped => row(cells, &classes, |n| names.filter(|_| n == 0)),
                RowKind::Usual => row(cells, &classes, |n| (n == 0).then_some("row")),
                kind => self.spanning_row(n, kind, cells),
            };
            self.line(&line);
        }
        self.line("</tbody></table></section>");
    }

    /// A row of a table in groups that is one cell: each group is a body of its own.
    fn spanning_row(&mut self, n: usize, kind: RowKind, row: &[Vec<Inline>]) -> String {
        let (columns, name) =
            (row.len(), row.first().map(|cell| inlines(cell)).unwrap_or_default());
        if kind == RowKind::Note {
            return format!("<tr class=\"note\"><td colspan=\"{columns}\">{name}</td></tr>");
        }
        if n > 0 {
            self.line("</tbody>\n<tbody>");
        }
        format!("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns}\">{name}</th></tr>")
    }
}

/// How a column is set: as it is stated, or by its cells, as on the page.
fn class<'c>(
    stated: Option<&Align>,
    cells: impl Iterator<Item = Option<&'c Vec<Inline>>>,
) -> &'static str {
    match stated {
        Some(Align::Left) => "left",
        Some(Align::Centre) => "centre",
        Some(Align::Right) => "right",
        Some(Align::Auto) | None => {
            let texts: Vec<String> = cells.flatten().map(|cell| plain_text(cell)).collect();
            let are_short = texts.iter().all(|text| text.chars().count() <= MAX_FIGURE);
            if are_short && are_figures(texts.into_iter()) { "figure" } else { "" }
        }
    }
}

/// A row of a table; a cell heads what its scope says. An empty one heads nothing.
fn row(
    cells: &[Vec<Inline>],
    classes: &[&str],
    scope: impl Fn(usize) -> Option<&'static str>,
) -> String {
    let cells = cells.iter().enumerate().map(|(n, cell)| {
        let class = match classes.get(n) {
            None | Some(&"") => String::new(),
            Some(class) => format!(" class=\"{class}\""),
        };
        let text = inlines(cell);
        match scope(n).filter(|_| !text.is_empty()) {
            Some(scope) => format!("<th scope=\"{scope}\"{class}>{text}</th>"),
            None => format!("<td{class}>{text}</td>"),
        }
    });
    format!("<tr>{}</tr>", cells.collect::<String>())
}
