//! A text as it was pasted: a paragraph in each line, tables as lines with tabs.

use super::clean::clean;
use super::piece::{Piece, Place};
use crate::document::{Align, Block, Inline};

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().collect();
    let mut pieces = Vec::new();
    let mut n = 0;
    while n < lines.len() {
        let rows = table_rows(&lines[n..]);
        if rows >= 2 {
            pieces.push(Piece::block(Place::Line(n + 1), table(&lines[n..n + rows])));
            n += rows;
            continue;
        }
        let line = clean(lines[n]);
        let line = line.trim();
        if !line.is_empty() {
            let text = vec![Inline::Text(line.to_owned())];
            pieces.push(Piece::paragraph(Place::Line(n + 1), text));
        }
        n += 1;
    }
    pieces
}

/// How many lines from the first on are rows of one table.
fn table_rows(lines: &[&str]) -> usize {
    let cells = |line: &str| cells(line).len();
    let columns = lines.first().map_or(0, |line| cells(line));
    if columns < 2 {
        return 0;
    }
    lines.iter().take_while(|line| cells(line) == columns).count()
}

/// A row's cells; a tab before the first is an indent.
fn cells(line: &str) -> Vec<&str> {
    line.trim_start_matches(['\u{3000}', ' ']).split('\t').collect()
}

fn table(lines: &[&str]) -> Block {
    let row = |line: &&str| -> Vec<Vec<Inline>> {
        let cell = |cell: &str| vec![Inline::Text(clean(cell).trim().to_owned())];
        cells(line).into_iter().map(cell).collect()
    };
    let mut rows: Vec<Vec<Vec<Inline>>> = lines.iter().map(row).collect();
    let head = rows.remove(0);
    Block::Table { columns: vec![Align::Auto; head.len()], head, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_paragraph_and_tabs_make_a_table() {
        let text = "一、公司简介\n\n　　正文一段。\n指标\t数据\n及时率\t99.10%\n尾";
        let pieces = pieces(text);
        let texts: Vec<String> = pieces.iter().map(Piece::all_text).collect();
        assert_eq!(texts, ["一、公司简介", "正文一段。", "指标 | 数据\n及时率 | 99.10%", "尾"]);
        assert_eq!(pieces[1].place, Place::Line(3));
    }
}
