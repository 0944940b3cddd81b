//! The report's Markdown as one HTML file that needs nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::escape::{escape, escape_to};
use super::templates::{TemplateFault, Templates, fill};
use crate::document::{Block, Inline, Picture, name_units, plain_text, title_units};

/// What ends a heading whose text follows in the same paragraph.
const RUN_IN_MARK: &str = "。";

/// What trends without a caption are called.
const TRENDS: &str = "趋势图";
/// What tables in groups look like, and trends.
const GROUPED_STYLE: &str = include_str!("../../templates/grouped.css");

/// What the page's template sees beside the text.
#[derive(Debug, Clone)]
pub(crate) struct Page<'p> {
    /// Who files.
    pub company: &'p str,
    /// The day of signature, ISO 8601.
    pub date: String,
    /// The filing's data as JSON.
    pub data: &'p str,
    /// Of a 送审稿 the line that says which one it is.
    pub draft: Option<String>,
    /// What the report is, in a sentence for those who have only its address.
    pub description: String,
    /// The address of the PDF beside it, where one is made with it.
    pub pdf: Option<String>,
    /// Whether nobody seals the report, so that 落款 stands otherwise.
    pub unsealed: bool,
    /// Whether page numbers stand in the middle where the page is printed.
    pub centred_numbers: bool,
    /// Titles of initiatives within others, as they are printed: the contents have them too.
    pub inner_titles: BTreeSet<String>,
    /// The pictures' addresses by file.
    pub pictures: &'p BTreeMap<String, String>,
    /// Those that are trends, by file: wide, they scroll on a narrow screen.
    pub trends: &'p BTreeMap<String, String>,
}

#[derive(Serialize)]
struct PageView<'p> {
    title: String,
    company: &'p str,
    date: &'p str,
    draft: bool,
    /// Which draft it is; empty where it is none.
    draft_mark: &'p str,
    description: &'p str,
    /// Empty where there is none.
    pdf: &'p str,
    contents: Vec<Section>,
    parts: Parts,
    /// What tables in groups look like; empty where there are none.
    table_style: &'static str,
    /// The whole report: the two that follow, for templates that put nothing between them.
    body: &'p str,
    /// The report as far as its title; empty where it has none.
    opening: &'p str,
    /// What follows the title.
    text: &'p str,
    data: String,
}

/// Which parts the text has that not every report has: what they look like stands in the page
/// only then.
#[derive(Serialize, Default)]
pub(super) struct Parts {
    addressees: bool,
    /// Several.
    annexes: bool,
    imprint: bool,
    /// A sign-off without seals.
    unsealed: bool,
    /// Page numbers in the middle.
    centred_numbers: bool,
    /// A table in groups.
    pub(super) grouped: bool,
}

#[derive(Serialize)]
struct Section {
    id: String,
    text: String,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    text: String,
    /// Initiatives within one.
    items: Vec<Item>,
}

/// The items so many levels below, of the last of each; fewer where there are none.
/// Units that no line parts.
fn spans(units: &[&str]) -> String {
    units.iter().map(|unit| format!("<span>{}</span>", escape(unit))).collect()
}

fn last_items(items: &mut Vec<Item>, levels: u8) -> &mut Vec<Item> {
    match (items.len().checked_sub(1), levels) {
        (Some(last), 1..) => last_items(&mut items[last].items, levels - 1),
        _ => items,
    }
}

/// The report as HTML.
///
/// # Errors
/// A fault of the page's template.
pub(crate) fn html(
    blocks: &[Block],
    page: &Page<'_>,
    templates: &Templates,
) -> Result<String, Box<TemplateFault>> {
    let mut writer = Writer::new(page);
    writer.blocks(blocks);
    let body = writer.out.trim_end();
    let (opening, text) = body.split_at(writer.opening.min(body.len()));
    let view = PageView {
        title: writer.title,
        company: page.company,
        date: &page.date,
        draft: page.draft.is_some(),
        draft_mark: page.draft.as_deref().unwrap_or_default(),
        description: &page.description,
        pdf: page.pdf.as_deref().unwrap_or_default(),
        contents: writer.contents,
        table_style: if writer.parts.grouped { GROUPED_STYLE } else { "" },
        parts: writer.parts,
        body,
        opening: opening.trim_end(),
        text,
        // Inside <script> only "<" can end the data (HTML 4.12.1.3).
        data: page.data.replace('<', "\\u003c"),
    };
    fill(&templates.page, escape_to, &view)
}

pub(super) struct Writer<'p> {
    page: &'p Page<'p>,
    out: String,
    title: String,
    /// How much of `out` is written when the title is.
    opening: usize,
    /// The id of the last heading.
    pub(super) heading: String,
    contents: Vec<Section>,
    pub(super) parts: Parts,
    /// Headings below those of the contents so far.
    deeper: usize,
    /// Tables so far: each is a region of its own for screen readers, called by its heading.
    pub(super) tables: usize,
}

impl<'p> Writer<'p> {
    fn new(page: &'p Page<'p>) -> Self {
        let (out, title, heading) = (String::new(), String::new(), String::new());
        let contents = Vec::new();
        let centred_numbers = page.centred_numbers;
        let parts = Parts { centred_numbers, ..Parts::default() };
        Self { page, out, title, opening: 0, heading, contents, parts, deeper: 0, tables: 0 }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level: 1, text } => self.title(text),
            Block::Heading { level, text } => {
                let id = self.id(*level, text);
                self.line(&format!("<h{level} id=\"{id}\">{}</h{level}>", inlines(text)));
            }
            Block::Paragraph(text) => self.line(&format!("<p>{}</p>", inlines(text))),
            Block::RunIn { title, text } => {
                let id = self.id(3, title);
                let (head, rest) = (inlines(title), inlines(text));
                // Where both are pasted as paragraphs, as into Word, none begins with a mark.
                let behind = rest.strip_prefix(RUN_IN_MARK).filter(|behind| !behind.is_empty());
                let mark = if behind.is_some() { RUN_IN_MARK } else { "" };
                let rest = behind.unwrap_or(&rest);
                self.line(&format!(
                    "<div class=\"run-in-block\"><h3 class=\"run-in\" id=\"{id}\">{head}{mark}</h3><p>{rest}</p></div>"
                ));
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => {
                self.line("<blockquote>");
                self.blocks(blocks);
                self.line("</blockquote>");
            }
            Block::Code(text) => self.line(&format!("<pre>{}</pre>", escape(text))),
            Block::Table { columns, head, rows } => self.table(columns, head, rows),
            Block::Picture(picture) => self.picture(picture),
            Block::Addressees(text) => {
                self.parts.addressees = true;
                self.line(&format!("<p class=\"addressees\">{}</p>", inlines(text)));
            }
            Block::AnnexNote(text) => {
                self.parts.annexes |= text.contains(&Inline::Break);
                self.line(&format!("<p class=\"annex-note\">{}</p>", inlines(text)));
            }
            Block::Annex { label, title } => {
                for (level, class, text) in [(2, "annex", label), (3, "annex-title", title)] {
                    let id = self.id(level, text);
                    let text = inlines(text);
                    self.line(&format!(
                        "<h{level} class=\"{class}\" id=\"{id}\">{text}</h{level}>"
                    ));
                }
            }
            Block::Rule => self.line("<hr>"),
            Block::SignOff { units, date, note } => self.sign_off(units, date, note),
            Block::CopiedTo(text) => {
                self.parts.imprint = true;
                self.line(&format!("<footer class=\"imprint\"><p>{}</p></footer>", inlines(text)));
            }
        }
    }

    fn sign_off(&mut self, units: &[String], date: &str, note: &str) {
        let names = units.iter().map(|name| match name_units(name).as_slice() {
            units @ [_, _, ..] => spans(units),
            _ => escape(name),
        });
        let lines: String =
            names.chain([escape(date)]).map(|line| format!("<p>{line}</p>")).collect();
        self.parts.unsealed = self.page.unsealed;
        let class = if self.page.unsealed { "sign-off unsealed" } else { "sign-off" };
        self.line(&format!("<div class=\"{class}\">{lines}</div>"));
        if !note.is_empty() {
            self.line(&format!("<p>{}</p>", escape(note)));
        }
    }

    pub(super) fn line(&mut self, html: &str) {
        self.out.push_str(html);
        self.out.push('\n');
    }

    fn title(&mut self, text: &[Inline]) {
        self.title = plain_text(text);
        let units = spans(&title_units(&self.title));
        self.line(&format!("<h1>{units}</h1>"));
        if self.opening == 0 {
            self.opening = self.out.len();
        }
    }

    /// An id by place (`s2-3`), and the heading's line in the contents.
    fn id(&mut self, level: u8, text: &[Inline]) -> String {
        self.heading = self.listed(level, text);
        self.heading.clone()
    }

    fn listed(&mut self, level: u8, text: &[Inline]) -> String {
        let text = plain_text(text);
        if level == 2 || self.contents.is_empty() {
            let id = format!("s{}", self.contents.len() + 1);
            self.contents.push(Section { id: id.clone(), text, items: Vec::new() });
            return id;
        }
        let section = self.contents.len();
        // A section was pushed above if there was none.
        let Some(last) = self.contents.last_mut() else { return String::new() };
        let id = format!("s{section}-{}", last.items.len() + 1);
        if level == 3 {
            last.items.push(Item { id: id.clone(), text, items: Vec::new() });
            return id;
        }
        self.deeper += 1;
        let id = format!("h{}", self.deeper);
        if self.page.inner_titles.contains(&text) {
            let items = last_items(&mut last.items, level - 3);
            items.push(Item { id: id.clone(), text, items: Vec::new() });
        }
        id
    }

    fn picture(&mut self, picture: &Picture) {
        let alt = escape(&picture.alt);
        let shown = match self.page.pictures.get(&picture.file) {
            Some(address) => format!("<img src=\"{}\" alt=\"{alt}\">", escape(address)),
            None => alt,
        };
        let caption = match picture.caption.as_str() {
            "" => String::new(),
            text => format!("<figcaption>{}</figcaption>", escape(text)),
        };
        if self.page.trends.contains_key(&picture.file) {
            let name = if picture.caption.is_empty() { TRENDS } else { picture.caption.as_str() };
            let name = escape(name);
            self.line(&format!(
                "<figure class=\"trends\"><section class=\"scroll\" tabindex=\"0\" aria-label=\"{name}\">{shown}</section>{caption}</figure>"
            ));
            return;
        }
        self.line(&format!("<figure>{shown}{caption}</figure>"));
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let (open, close) = match start {
            Some(1) => ("<ol class=\"text\">".to_owned(), "</ol>"),
            Some(n) => (format!("<ol class=\"text\" start=\"{n}\">"), "</ol>"),
            None => ("<ul>".to_owned(), "</ul>"),
        };
        self.line(&open);
        for item in items {
            self.line("<li>");
            self.blocks(item);
            self.line("</li>");
        }
        self.line(close);
    }
}

pub(super) fn inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Strong(inner) => {
                out.push_str(&format!("<strong>{}</strong>", self::inlines(inner)));
            }
            Inline::Emphasis(inner) => out.push_str(&format!("<em>{}</em>", self::inlines(inner))),
            Inline::Code(text) => out.push_str(&format!("<code>{}</code>", escape(text))),
            Inline::Link { url, text } => {
                out.push_str(&format!("<a href=\"{}\">{}</a>", escape(url), self::inlines(text)));
            }
            Inline::Picture(picture) => out.push_str(&escape(&picture.alt)),
            Inline::Break => out.push_str("<br>"),
        }
    }
    out
}
