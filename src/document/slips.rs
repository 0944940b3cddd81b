//! What a filer wrote that Markdown takes for something else: cells and signs that no reader would
//! see, bars that every reader would.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::figure::begins_with_figure;
use super::readable::Readable;
use super::rows::{Bars, Row, rows_of};

/// A slip in a Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupSlip {
    /// What went wrong.
    pub kind: SlipKind,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What fixes it for certain: pieces of the text, and what stands there instead. An end of
    /// line in that is one with the indentation of the line before.
    pub edits: Vec<(Range<usize>, String)>,
}

/// What is wrong with a piece of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// A row with more cells than the table's head: they are lost.
    LostCells {
        /// The cells of the row.
        cells: usize,
        /// The cells of the head.
        columns: usize,
    },
    /// Rows that make no table, as the line below the head is missing or none.
    NoTable,
    /// A row of a table with bars of full width.
    WideBars,
    /// A line below a table, without a blank one between: it becomes a row.
    JoinedLine,
    /// `>` before a figure: a quotation.
    QuoteSign,
    /// `-`, `+` or `*` before a figure: an item.
    ItemSign(char),
}

/// The slips of a text, in its order; one for each table.
#[must_use]
pub fn slips(markdown: &str) -> Vec<MarkupSlip> {
    // Every slip has one of these signs.
    if !markdown.contains(['|', '｜', '>', '-', '+', '*']) {
        return Vec::new();
    }
    let readable = Readable::of(markdown);
    let parser = Parser::new_ext(readable.text(), Options::ENABLE_TABLES);
    let mut finder = Finder { text: readable.text(), slips: Vec::new(), bars: Bars::default() };
    let mut table: Option<Table> = None;
    for (event, span) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Table(columns)) => {
                finder.end_bars();
                table = Some(Table { columns: columns.len(), slip: None });
            }
            Event::Start(Tag::TableRow) => {
                if let Some(table) = &mut table {
                    table.row(finder.text, span);
                }
            }
            Event::End(TagEnd::Table) => {
                finder.slips.extend(table.take().and_then(|table| table.slip));
            }
            Event::Start(tag) if table.is_none() => finder.start(&tag, span),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) | Event::Rule => finder.end_bars(),
            _ => {}
        }
    }
    finder.end_bars();
    let mut slips = finder.slips;
    slips.sort_by_key(|slip| slip.span.start);
    let back = |slip: MarkupSlip| MarkupSlip {
        span: readable.original(&slip.span),
        edits: slip.edits.iter().map(|(at, to)| (readable.original(at), to.clone())).collect(),
        ..slip
    };
    slips.into_iter().map(back).collect()
}

/// A table while its rows are read.
struct Table {
    columns: usize,
    slip: Option<MarkupSlip>,
}

impl Table {
    /// The first row that is wrong speaks for its table.
    fn row(&mut self, text: &str, span: Range<usize>) {
        if self.slip.is_some() {
            return;
        }
        let row = Row::of(text, span);
        let columns = self.columns;
        let cells = row.cells(text, &['|']);
        let with_wide = row.cells(text, &['|', '｜']);
        let mut slip = |kind, edits| {
            self.slip = Some(MarkupSlip { kind, span: row.span.clone(), edits });
        };
        if cells > columns {
            slip(SlipKind::LostCells { cells, columns }, Vec::new());
        } else if cells < columns && with_wide == columns {
            slip(SlipKind::WideBars, row.narrowed(text));
        } else if cells == 1 && columns > 1 && !row.has_bar(text) {
            let at = row.span.start;
            slip(SlipKind::JoinedLine, vec![(at..at, "\n".to_owned())]);
        }
    }
}

struct Finder<'t> {
    text: &'t str,
    slips: Vec<MarkupSlip>,
    /// Rows that make no table, so far.
    bars: Bars,
}

impl Finder<'_> {
    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                for part in rows_of(self.text, &span) {
                    if let Some(rows) = part {
                        self.bars.add(rows);
                    } else {
                        self.end_bars();
                    }
                }
            }
            // What is inside of emphasis is no block.
            Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } => {}
            Tag::Item => self.end_bars(),
            _ => {
                self.end_bars();
                self.sign(tag, span);
            }
        }
    }

    fn end_bars(&mut self) {
        let bars = std::mem::take(&mut self.bars);
        let table = bars.as_table(self.text);
        self.slips.extend(table.map(|(span, edit)| MarkupSlip {
            kind: SlipKind::NoTable,
            span,
            edits: edit.into_iter().collect(),
        }));
    }

    /// A sign before a figure, which Markdown takes for its own.
    fn sign(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        let block = self.text.get(span.clone()).unwrap_or_default().trim_end();
        let Some(sign) = block.chars().next() else { return };
        let own = block.get(sign.len_utf8()..).unwrap_or_default();
        let rest = own.trim_start_matches(' ');
        if !begins_with_figure(rest) {
            return;
        }
        let kind = match tag {
            Tag::BlockQuote(_) if sign == '>' => SlipKind::QuoteSign,
            Tag::List(None) if has_one_item(block) => SlipKind::ItemSign(sign),
            _ => return,
        };
        let signed = span.start..span.start + sign.len_utf8();
        // A quotation has more lines; a sign and its blank are fixed as one.
        let is_certain = kind == SlipKind::QuoteSign && !block.contains("\n>");
        let behind = span.start + block.len() - rest.len();
        let edits = is_certain.then(|| (span.start..behind, "\\>".to_owned()));
        self.slips.push(MarkupSlip { kind, span: signed, edits: edits.into_iter().collect() });
    }
}

/// Whether a list has one item: no further line of it begins with a bullet.
fn has_one_item(list: &str) -> bool {
    let bullet = |line: &str| line.trim_start().starts_with(['-', '+', '*']);
    !list.lines().skip(1).any(bullet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(markdown: &str) -> (Vec<SlipKind>, String) {
        let found = slips(markdown);
        let mut edits: Vec<_> = found.iter().flat_map(|slip| slip.edits.clone()).collect();
        edits.sort_by_key(|(at, _)| at.start);
        let mut text = markdown.to_owned();
        for (at, to) in edits.iter().rev() {
            text.replace_range(at.clone(), to);
        }
        (found.iter().map(|slip| slip.kind).collect(), text)
    }

    #[test]
    fn a_table_without_its_line_gets_one() {
        let whole = "| 地区 | 率 |\n| --- | --- |\n| 甲 | 1% |\n| 乙 | 2% |";
        for text in [
            "| 地区 | 率 |\n| 甲 | 1% |\n| 乙 | 2% |",
            "| 地区 | 率 |\n| —— | —— |\n| 甲 | 1% |\n| 乙 | 2% |",
            "| 地区 | 率 |\n| --- | --- | --- |\n| 甲 | 1% |\n| 乙 | 2% |",
            "| 地区 | 率 |\n\n| 甲 | 1% |\n\n| 乙 | 2% |",
            "｜ 地区 ｜ 率 ｜\n｜ 甲 ｜ 1% ｜\n｜ 乙 ｜ 2% ｜",
            "｜ 地区 ｜ 率 ｜\n｜ --- ｜ --- ｜\n｜ 甲 ｜ 1% ｜\n｜ 乙 ｜ 2% ｜",
        ] {
            assert_eq!(fixed(text), (vec![SlipKind::NoTable], whole.to_owned()), "{text}");
            assert_eq!(fixed(whole).0, []);
        }
        let (kinds, text) = fixed("如下：\n地区 | 率\n甲 | 1%\n\n公司");
        assert_eq!(kinds, [SlipKind::NoTable]);
        assert_eq!(text, "如下：\n\n地区 | 率\n| --- | --- |\n甲 | 1%\n\n公司");
        assert_eq!(fixed(&text).0, []);
        let (kinds, text) = fixed("| 地区 | 率 |\n| 甲 | 1% |\n公司继续改进。");
        assert_eq!(kinds, [SlipKind::NoTable]);
        assert_eq!(fixed(&text).0, [], "{text}");
    }

    #[test]
    fn rows_of_unlike_length_are_left_to_their_writer() {
        let text = "| 地区 | 率 |\n| 甲 | 1% | 2% |";
        assert_eq!(fixed(text), (vec![SlipKind::NoTable], text.to_owned()));
        let text = "| 地区 | 率 |";
        assert_eq!(fixed(text), (vec![SlipKind::NoTable], text.to_owned()));
    }

    #[test]
    fn what_a_table_loses_is_found_once() {
        let head = "| 地区 | 率 |\n| --- | --- |\n";
        let of = |rows: &str| fixed(&format!("{head}{rows}")).0;
        let lost = |cells| vec![SlipKind::LostCells { cells, columns: 2 }];
        assert_eq!(of("| 甲 | 1% | 2% |\n| 乙 | 1% | 2% |"), lost(3));
        assert_eq!(of("| 甲 | 1% |\n乙 | 2% | 3 | 4"), lost(4));
        assert_eq!(of("| 甲|乙 | 1% |"), lost(3));
        for row in ["| 甲 | 1% | |", "| 甲\\|乙 | 1% |", "| 甲 |", "甲 | 1%", "| 甲 | 1% |  "]
        {
            assert_eq!(of(row), [], "{row}");
        }
        let (kinds, text) = fixed(&format!("{head}| 甲 ｜ 1% |"));
        assert_eq!((kinds, text), (vec![SlipKind::WideBars], format!("{head}| 甲 | 1% |")));
        let (kinds, text) = fixed(&format!("{head}| 甲 | 1% |\n公司。"));
        let expected = format!("{head}| 甲 | 1% |\n\n公司。");
        assert_eq!((kinds, text), (vec![SlipKind::JoinedLine], expected));
    }

    #[test]
    fn a_sign_before_a_figure_is_found() {
        use SlipKind::{ItemSign, QuoteSign};
        for (text, kind, to) in [
            ("> 99%的申告当日办结。", QuoteSign, "\\>99%的申告当日办结。"),
            (">3.5小时的", QuoteSign, "\\>3.5小时的"),
            ("申告\n> 9成当日办结", QuoteSign, "申告\n\\>9成当日办结"),
            ("- 5.2%的降幅", ItemSign('-'), "- 5.2%的降幅"),
            ("甲\n\n+ 3.1个百分点", ItemSign('+'), "甲\n\n+ 3.1个百分点"),
            ("* 12万户为", ItemSign('*'), "* 12万户为"),
        ] {
            assert_eq!(fixed(text), (vec![kind], to.to_owned()), "{text}");
        }
    }

    #[test]
    fn real_quotations_and_lists_are_left_alone() {
        for text in [
            "> 用户至上，用心服务。",
            "> 2023年，公司获奖。",
            "> 5G网络覆盖",
            "> 12345热线的来信",
            "- 12件申告\n- 15件投诉",
            "- 新建基站300座",
            "- 2023年上半年",
            "-5.2%，+3.1%",
            "# 3座机房",
            "甲|乙两地，A｜B两面",
            "`| 甲 | 乙 |`",
            "```\n| 甲 | 乙 |\n| 丙 | 丁 |\n```",
        ] {
            assert_eq!(fixed(text), (Vec::new(), text.to_owned()), "{text}");
        }
    }
}
