//! Small documents, each with one trait, and what is read of them.

mod drawings;
mod hostile;
mod notes;
mod numbers;
mod refusals;
mod tables;
mod text;
mod tracked;

use super::content::{Block, Content, Inline, LossKind, Position};
use super::view::Tracked;
use super::{Refusal, read};
use crate::package::tests::{stored, zip};

/// The namespaces of all parts.
const SPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" "#,
    r#"xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" "#,
    r#"xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" "#,
    r#"xmlns:future="http://example.com/future" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
);
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file that a test makes.
struct Docx {
    parts: Vec<(String, Vec<u8>)>,
    relationships: String,
}

/// A file whose body holds this.
fn docx(body: &str) -> Docx {
    let document = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let root = format!(
        r#"<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="a" Type="{KINDS}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    Docx {
        parts: vec![
            ("_rels/.rels".to_owned(), root.into_bytes()),
            ("word/document.xml".to_owned(), document.into_bytes()),
        ],
        relationships: String::new(),
    }
}

impl Docx {
    /// With `word/{kind}.xml`, whose root is `root`.
    fn part(self, kind: &str, root: &str, content: &str) -> Self {
        let xml = format!("<w:{root} {SPACES}>{content}</w:{root}>");
        self.file(kind, kind, &format!("{kind}.xml"), xml.as_bytes())
    }

    fn styles(self, content: &str) -> Self {
        self.part("styles", "styles", content)
    }

    fn numbering(self, content: &str) -> Self {
        self.part("numbering", "numbering", content)
    }

    /// With a file in `word/` and a relationship to it.
    fn file(mut self, id: &str, kind: &str, name: &str, bytes: &[u8]) -> Self {
        self.relationships +=
            &format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{name}"/>"#);
        self.parts.push((format!("word/{name}"), bytes.to_vec()));
        self
    }

    fn link(mut self, id: &str, address: &str) -> Self {
        self.relationships += &format!(
            r#"<Relationship Id="{id}" Type="{KINDS}/image" Target="{address}" TargetMode="External"/>"#
        );
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let rels = format!(
            r#"<Relationships xmlns="{RELATIONSHIPS}">{}</Relationships>"#,
            self.relationships
        );
        let mut parts = self.parts.clone();
        parts.push(("word/_rels/document.xml.rels".to_owned(), rels.into_bytes()));
        zip(&parts)
    }

    fn read(&self) -> Content {
        read(&self.bytes(), Tracked::Accept).unwrap()
    }

    fn rejected(&self) -> Content {
        read(&self.bytes(), Tracked::Reject).unwrap()
    }

    fn refusal(&self) -> Refusal {
        read(&self.bytes(), Tracked::Accept).unwrap_err()
    }

    /// What the body shows.
    fn lines(&self) -> Vec<String> {
        lines(&self.read().blocks)
    }
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// Blocks as lines: a number with a bar, `^{}` and `_{}` for what stands above and below, `**` for
/// bold, `⏎ → ⤓` for ends of lines, tabs and ends of pages, `<0 alt>` for pictures, `[0]` for notes,
/// `{0` and `0}` for comments; of cells `column+columns×rows`.
fn lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let number = paragraph.number.as_ref().map(|number| format!("{}|", number.text));
                let text: String = paragraph.content.iter().map(inline).collect();
                lines.push(number.unwrap_or_default() + &text);
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells = row.cells.iter().map(|cell| {
                        let text = self::lines(&cell.blocks).join("/");
                        format!("{}+{}×{} {text}", cell.column, cell.columns, cell.rows)
                    });
                    let mark = if row.is_heading { "‖" } else { "|" };
                    lines.push(format!("{mark} {}", cells.collect::<Vec<_>>().join(" | ")));
                }
            }
        }
    }
    lines
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => {
            let bold = if text.is_bold { "**" } else { "" };
            let words = format!("{bold}{}{bold}", text.text);
            match text.position {
                Position::Line => words,
                Position::Superscript => format!("^{{{words}}}"),
                Position::Subscript => format!("_{{{words}}}"),
            }
        }
        Inline::Break => "⏎".to_owned(),
        Inline::Tab => "→".to_owned(),
        Inline::PageBreak => "⤓".to_owned(),
        Inline::Picture(shown) => format!("<{} {}>", shown.picture, shown.alternative),
        Inline::Note(index) => format!("[{index}]"),
        Inline::CommentStart(index) => format!("{{{index}"),
        Inline::CommentEnd(index) => format!("{index}}}"),
    }
}

/// The losses of a file: kind, paragraph and words.
fn losses(content: &Content) -> Vec<(LossKind, Option<usize>, &str)> {
    content.losses.iter().map(|loss| (loss.kind, loss.paragraph, loss.text.as_str())).collect()
}
