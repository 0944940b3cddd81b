//! How much there is in a Markdown text, found out without reading it into blocks: a text that is
//! nested or long beyond all bounds must not be read at all.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::emphasis::GUARD;
use super::readable::readable;

/// How deep lists and quotations may stand in one another. A quotation is two characters in; a
/// line must be left with some room.
pub const MAX_LEVELS: usize = 8;

/// How deep marks (`**`, `*`, links) may stand in one another.
pub const MAX_MARKS: usize = 8;

/// The measures of a Markdown text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// How deep lists and quotations stand in one another.
    pub levels: usize,
    /// How deep marks stand in one another.
    pub marks: usize,
    /// The cells of the largest table.
    pub cells: usize,
    /// How many pictures are shown.
    pub pictures: usize,
    /// How many paragraphs, items, cells and other pieces there are.
    pub pieces: usize,
    /// The characters of the longest paragraph, heading, cell or text of a picture.
    pub paragraph: usize,
}

/// Measures a Markdown text. Takes no more memory and no more stack for what is nested deeper.
#[must_use]
pub fn extent(markdown: &str) -> Extent {
    let readable = readable(markdown);
    let mut extent = Extent::default();
    let (mut levels, mut marks, mut cells) = (0_usize, 0_usize, 0);
    let (mut paragraph, mut is_code) = (0, false);
    for event in Parser::new_ext(&readable, Options::ENABLE_TABLES) {
        if let Event::Start(Tag::Image { title, .. }) = &event {
            extent.paragraph = extent.paragraph.max(title.chars().count());
        }
        extent.pieces += usize::from(matches!(event, Event::Start(_)));
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => levels += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                levels = levels.saturating_sub(1);
            }
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. }) => marks += 1,
            Event::Start(Tag::Image { .. }) => {
                marks += 1;
                extent.pictures += 1;
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image) => {
                marks = marks.saturating_sub(1);
            }
            Event::Start(Tag::Table(_)) => cells = 0,
            Event::Start(Tag::TableCell) => {
                cells += 1;
                paragraph = 0;
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::HtmlBlock) => {
                paragraph = 0;
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if !is_code => {
                paragraph += text.chars().filter(|c| *c != GUARD).count();
            }
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            _ => {}
        }
        extent.levels = extent.levels.max(levels);
        extent.marks = extent.marks.max(marks);
        extent.cells = extent.cells.max(cells);
        extent.paragraph = extent.paragraph.max(paragraph);
    }
    extent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_one_another_is_counted() {
        let of = |markdown: &str| {
            let found = extent(markdown);
            (found.levels, found.marks, found.cells, found.pictures)
        };
        assert_eq!(of("一段**重，*轻*，点**文字"), (0, 2, 0, 0));
        assert_eq!(of("> - 甲\n>   - 乙\n\n- 丙"), (3, 0, 0, 0));
        assert_eq!(of("|a|b|\n|-|-|\n|1|2|\n\n|a|\n|-|"), (0, 0, 4, 0));
        assert_eq!(of("![图](a.png) ![图](a.png)"), (0, 1, 0, 2));
        assert_eq!(of(&">".repeat(100_000)).0, 100_000);
        let paragraph = |markdown: &str| extent(markdown).paragraph;
        assert_eq!(paragraph("一段**重点**\n文字\n\n- 甲\n- 乙丙"), 6);
        assert_eq!(paragraph("|a|b|\n|-|-|\n|1|234|\n\n```\n很长的代码\n```"), 3);
        assert_eq!(paragraph("<b>\n\n![图](a.png \"图注两字\")"), 4);
    }
}
