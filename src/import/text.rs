//! A text as it was pasted: a paragraph in each line, tables as lines with tabs. What was copied
//! out of a PDF has lines of one length, which are joined again.

use std::collections::BTreeSet;

use super::clean::{clean, set_solid};
use super::mark::{Kind, mark};
use super::piece::{Piece, Place};
use crate::document::{Align, Block, Inline};

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut pieces = Vec::new();
    let width = wrapped_at(&lines);
    let mut n = 0;
    while n < lines.len() {
        let place = Place::Line(n + 1);
        let rows = table_rows(&lines[n..]);
        if rows >= 2 {
            pieces.push(Piece::block(place, table(&lines[n..n + rows])));
            n += rows;
            continue;
        }
        let (paragraph, taken) = paragraph(&lines[n..], width);
        let texts = run_on(&paragraph).into_iter().filter(|text| !text.is_empty());
        let piece = |text: &str| Piece::paragraph(place, vec![Inline::Text(text.to_owned())]);
        pieces.extend(texts.map(piece));
        n += taken;
    }
    pieces
}

/// What may be a line of a table of contents that a tab parts from its page: no row of a table.
fn may_be_of_contents(line: &str) -> bool {
    let Some((title, page)) = line.trim().rsplit_once('\t') else { return false };
    let is_page = (1..=3).contains(&page.len()) && page.bytes().all(|b| b.is_ascii_digit());
    is_page && mark(title.trim()).is_some_and(|(_, end)| end < title.trim().len())
}

/// How wide a text's lines are that was broken where a page ended: many lines of one width, in
/// which no sentence ends.
fn wrapped_at(lines: &[&str]) -> Option<usize> {
    let widest = lines.iter().map(|line| width(line)).max()?;
    let full = lines.iter().filter(|line| width(line) + 4 >= widest);
    let broken = full.filter(|line| !ends_sentence(line)).count();
    // A page's lines hold 28 characters or more.
    let is_page = (50..=110).contains(&widest);
    (is_page && broken >= 3).then_some(widest)
}

/// How many half-width columns a line takes.
fn width(line: &str) -> usize {
    line.trim_end().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['。', '！', '？', '：', '；', ':'])
}

/// The paragraph that lines begin with, and how many of them it takes.
fn paragraph(lines: &[&str], wrapped: Option<usize>) -> (String, usize) {
    let mut text = String::new();
    for (n, line) in lines.iter().enumerate() {
        text.push_str(set_solid(clean(line).trim()).as_ref());
        let is_full = wrapped.is_some_and(|widest| width(line) + 4 >= widest);
        let goes_on = lines.get(n + 1).is_some_and(|next| {
            let indented = next.starts_with(['\u{3000}', ' ', '\t']);
            !next.trim().is_empty() && !indented && mark(next.trim()).is_none()
        });
        if !is_full || !goes_on || line.contains('\t') {
            return (text, n + 1);
        }
    }
    (text, lines.len())
}

/// The fewest characters of a line that several paragraphs may have run into.
const RUN_ON: usize = 150;

/// The most characters of a heading in such a line.
const LONGEST_HEADING: usize = 45;

/// A long line cut where headings begin in it and where they end, at blanks: what a web page
/// gives when it is copied. Only numbers that count on are taken for headings'.
fn run_on(line: &str) -> Vec<&str> {
    if line.chars().count() < RUN_ON {
        return vec![line];
    }
    let (mut chapter, mut first) = (0, 0);
    let mut cuts = BTreeSet::new();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let is_start = before.is_whitespace() || before == '。';
        before = c;
        let found = if is_start { mark(&line[at..]) } else { None };
        let Some((mark, length)) = found else { continue };
        let counts_on = match mark.kind {
            Kind::Chapter if mark.number == chapter + 1 => {
                (chapter, first) = (mark.number, 0);
                true
            }
            Kind::First if mark.number == first + 1 => {
                first = mark.number;
                true
            }
            _ => false,
        };
        if counts_on {
            cuts.insert(at);
            let behind = line[at + length..].char_indices().take(LONGEST_HEADING);
            let end = behind.skip(1).find(|(_, c)| c.is_whitespace());
            cuts.extend(end.map(|(end, _)| at + length + end));
        }
    }
    if chapter < 2 && first < 2 {
        return vec![line];
    }
    let mut texts = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().chain([line.len()]) {
        texts.push(line[start..cut].trim());
        start = cut;
    }
    texts
}

/// How many lines from the first on are rows of one table.
fn table_rows(lines: &[&str]) -> usize {
    let columns = lines.first().map_or(0, |line| cells(line).len());
    if columns < 2 {
        return 0;
    }
    let is_row = |line: &&&str| cells(line).len() == columns && !may_be_of_contents(line);
    lines.iter().take_while(is_row).count()
}

/// A row's cells. A tab before the first is an indent, and one behind a number parts the number
/// from its text, as automatic numbers are pasted.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_start_matches(['\u{3000}', ' ', '\t']);
    let number = mark(line).map_or(0, |(_, end)| end);
    if line[number..].trim_start_matches(' ').starts_with('\t') && line.matches('\t').count() == 1 {
        return vec![line];
    }
    line.split('\t').collect()
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
    use crate::import::furniture;

    fn texts(text: &str) -> Vec<String> {
        let (kept, _) = furniture::without(pieces(text));
        kept.iter().map(Piece::all_text).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_and_tabs_make_a_table() {
        let text = "一、公司简介\n\n　　正文一段。\n指标\t数据\n及时率\t99.10%\n尾";
        assert_eq!(
            texts(text),
            ["一、公司简介", "正文一段。", "指标 | 数据\n及时率 | 99.10%", "尾"]
        );
        assert_eq!(pieces(text)[1].place, Place::Line(3));
        assert_eq!(texts("甲\r乙\r\n丙"), ["甲", "乙", "丙"]);
    }

    #[test]
    fn a_tab_behind_a_number_is_no_column() {
        assert_eq!(texts("一、\t公司简介\n二、\t服务质量"), ["一、 公司简介", "二、 服务质量"]);
        assert_eq!(texts("一、公司简介\t1\n二、服务质量\t3\n一、公司简介"), ["一、公司简介"]);
    }

    #[test]
    fn a_page_that_ran_into_one_line_is_cut_at_its_headings() {
        let body = "网络质量持续改善，服务水平稳步提升。".repeat(4);
        let text = format!(
            "现将情况通告如下: {body} 一、公司简介 {body} 二、服务质量状况 (一)提速 {body} (二)降费 {body}"
        );
        let expected = [
            &format!("现将情况通告如下: {body}"),
            "一、公司简介",
            &body,
            "二、服务质量状况",
            "(一)提速",
            &body,
            "(二)降费",
            &body,
        ];
        assert_eq!(texts(&text), expected);
        let prose = format!("{body}其中（一）网络、（二）服务等方面 {body}");
        assert_eq!(texts(&prose).len(), 1);
    }

    #[test]
    fn lines_that_a_page_broke_are_joined() {
        let half = "网络质量持续改善服务水平稳步提升客户满意度不断提高上半年";
        let text = format!("{half}\n{half}\n{half}\n末行。\n　　另一段。\n（一）短\n");
        let joined = format!("{half}{half}{half}末行。");
        assert_eq!(texts(&text), [joined, "另一段。".to_owned(), "（一）短".to_owned()]);
    }
}
