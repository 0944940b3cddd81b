//! Blocks to Markdown again: how a narrative enters the report. What a filer typed is read and
//! written anew, so that an open fence, a stray tag or a heading of his own cannot reach beyond
//! his field.

use super::{Align, Block, Inline, Picture};

/// Writes blocks as Markdown that reads back as the same blocks. Headings are lowered so that
/// the highest is at `top`.
#[must_use]
pub fn to_markdown(blocks: &[Block], top: u8) -> String {
    let highest = blocks.iter().filter_map(heading_level).min().unwrap_or(top);
    let lowered = |level: u8| (level + top).saturating_sub(highest).clamp(1, 6);
    let parts: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, text } => heading(lowered(*level), text),
            Block::Annex { label, title } => annex(label, title, lowered),
            other => block_text(other),
        })
        .collect();
    parts.join("\n\n")
}

fn heading_level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        Block::Annex { .. } => Some(2),
        _ => None,
    }
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => heading(*level, text),
        Block::Annex { label, title } => annex(label, title, |level| level),
        Block::Paragraph(text) | Block::AnnexNote(text) => inlines(text),
        // The marks that they are recognised by.
        Block::Addressees(text) => format!("**{}**", inlines(text)),
        Block::CopiedTo(text) => format!("---\n\n{}", inlines(text)),
        Block::RunIn { title, text } => format!("**{}**{}", inlines(title), inlines(text)),
        Block::List { start, items } => list(*start, items),
        Block::Quote(blocks) => prefixed(&inner(blocks), "> ", "> "),
        Block::Code(text) => fenced(text),
        Block::Table { columns, head, rows } => table(columns, head, rows),
        Block::Picture(shown) => picture(shown),
        Block::Rule => "---".to_owned(),
        Block::SignOff { units, date, note } => sign_off(units, date, note),
    }
}

fn heading(level: u8, text: &[Inline]) -> String {
    format!("{} {}", "#".repeat(level.into()), inlines(text))
}

/// An annex's head as the two headings that it is recognised by.
fn annex(label: &[Inline], title: &[Inline], level: impl Fn(u8) -> u8) -> String {
    format!("{}\n\n{}", heading(level(2), label), heading(level(3), title))
}

fn sign_off(units: &[String], date: &str, note: &str) -> String {
    let mut out: String = units.iter().map(|unit| escape(unit) + "  \n").collect();
    out.push_str(&escape(date));
    if !note.is_empty() {
        out.push_str(&format!("\n\n{}", escape(note)));
    }
    out
}

fn inner(blocks: &[Block]) -> String {
    blocks.iter().map(block_text).collect::<Vec<_>>().join("\n\n")
}

fn list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let mut out = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let mark = match start {
            Some(first) => format!("{}. ", first + n as u64),
            None => "- ".to_owned(),
        };
        let indent = " ".repeat(mark.len());
        out.push(prefixed(&inner(item), &mark, &indent));
    }
    out.join("\n\n")
}

fn prefixed(text: &str, first: &str, others: &str) -> String {
    let line = |(n, line): (usize, &str)| {
        let mark = if n == 0 { first } else { others };
        if line.is_empty() { mark.trim_end().to_owned() } else { format!("{mark}{line}") }
    };
    if text.is_empty() {
        return first.trim_end().to_owned();
    }
    text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn table(columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<String> = cells.iter().map(|c| inlines(c).replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule: Vec<&str> = columns
        .iter()
        .map(|align| match align {
            Align::Auto => "---",
            Align::Left => ":--",
            Align::Centre => ":-:",
            Align::Right => "--:",
        })
        .collect();
    let mut lines = vec![row(head), format!("| {} |", rule.join(" | "))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&escape_at(text, out.is_empty())),
            Inline::Strong(inner) => out.push_str(&format!("**{}**", self::inlines(inner))),
            Inline::Emphasis(inner) => out.push_str(&format!("*{}*", self::inlines(inner))),
            Inline::Code(text) => out.push_str(&code(text)),
            Inline::Link { url, text } => {
                let url = url.replace(['<', '>', '\n'], "");
                out.push_str(&format!("[{}](<{url}>)", self::inlines(text)));
            }
            Inline::Picture(shown) => out.push_str(&picture(shown)),
            Inline::Break => out.push_str("  \n"),
        }
    }
    out
}

fn picture(picture: &Picture) -> String {
    let file = picture.file.replace(['<', '>', '\n'], "");
    let caption = picture.caption.replace('\\', "\\\\").replace('"', "\\\"");
    let caption = if caption.is_empty() { caption } else { format!(" \"{caption}\"") };
    format!("![{}](<{file}>{caption})", escape(&picture.alt))
}

/// Code between fences longer than any row of backticks in it: what is indented is a paragraph.
fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_row(text).max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

/// The longest row of backticks in a text.
fn longest_row(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn code(text: &str) -> String {
    let longest = longest_row(text);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text as Markdown that shows it as it is, wherever it is put.
#[must_use]
pub fn escape(text: &str) -> String {
    escape_at(text, true)
}

/// Text as Markdown that shows it as it is, behind other text.
pub(crate) fn escape_within(text: &str) -> String {
    escape_at(text, false)
}

fn escape_at(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits_only = at_start;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let starts = at_start && at == 0;
        let special = match c {
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation() || n == '\n'),
            '`' | '*' | '_' | '[' | ']' | '<' => true,
            '&' => next.is_some_and(|n| n.is_ascii_alphanumeric() || n == '#'),
            // At a heading's end it would close it, behind a blank.
            '#' => starts || text[..at].ends_with(' '),
            '>' | '+' | '-' | '=' | '~' | '|' => starts,
            '!' => next.is_none_or(|n| n == '['),
            '.' | ')' => digits_only && at > 0 && next.is_none_or(char::is_whitespace),
            _ => false,
        };
        digits_only &= c.is_ascii_digit();
        if special {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{parse, plain_text};

    #[test]
    fn escaped_text_reads_back_as_itself_wherever_it_stands() {
        let cases = [
            "a*b*c",
            "1. 甲",
            "12) 乙",
            "# 丙",
            "丙 #",
            "- 丁",
            "+ 戊",
            "> 己",
            "`庚`",
            "[辛](x)",
            "<b>壬</b>",
            "&lt;癸&amp;",
            "\\子",
            "丑\\*",
            "=====",
            "---",
            "~~~",
            "| 寅 |",
            "_卯_",
            "![辰](x)",
            "**“巳”**后",
            "C:\\n",
            "a\\",
        ];
        for text in cases {
            for before in ["", "前：", "**题**"] {
                let blocks = parse(&format!("{before}{}", escape_at(text, before.is_empty())));
                let [Block::Paragraph(inlines)] = blocks.as_slice() else {
                    panic!("{text}: {blocks:?}")
                };
                let shown = plain_text(inlines);
                assert_eq!(shown, format!("{}{text}", before.replace("**", "")), "{text}");
            }
        }
    }

    #[test]
    fn what_was_read_is_written_so_that_it_reads_the_same() {
        let markdown = "段落**重“点”**后，*轻*，`码`，[链](https://a.cn)，行尾  \n新行\n\n\
            - 甲\n- 乙\n\n  乙二\n\n3. 三\n4. 四\n\n> 引\n>\n> 文\n\n```\n码*一\n\n    码`二\n```\n\n\
            | 指标 | 值 |\n|:--|--:|\n| 甲\\|乙 | 1 |\n\n<div>\n**不是标记**\n</div>\n\n---\n\n\
            ![投诉量](图/a.png \"图1 “投诉”量\")\n\n尾";
        let blocks = parse(markdown);
        let written = to_markdown(&blocks, 4);
        assert_eq!(parse(&written), blocks, "{written}");
    }

    #[test]
    fn a_narrative_cannot_reach_beyond_its_field() {
        let written = to_markdown(&parse("# 大\n\n## 中\n\n```\n没关"), 4);
        assert_eq!(written, "#### 大\n\n##### 中\n\n```\n没关\n```");
    }
}
