//! `document.xml`: parts as paragraphs and tables, and the section's page.

use std::fmt::Write as _;

use super::page::Sheet;
use super::parts::{Indent, Paragraph, Part, Style, Table};
use super::pictures::Pictures;
use super::relationships::Relationships;
use super::styles::{self, ANCHOR};
use super::table;
use super::text::{Anchor, Runs};
use super::xml::{PROLOGUE, namespaces};
use crate::document::Align;

/// Writes the body.
pub(super) struct Body<'b, 'p> {
    pub(super) sheet: &'b Sheet,
    pub(super) pictures: &'b mut Pictures<'p>,
    runs: Runs<'b>,
    out: String,
}

/// What is at a paragraph's place beside what it says itself.
#[derive(Clone, Copy, Default)]
struct Place<'l> {
    /// In a frame, as this says.
    frame: Option<&'l str>,
    /// The size of a table's text, where it is smaller than the style's.
    size: Option<i64>,
    /// From line to line in twips, where that is not the style's.
    line: Option<i64>,
    /// Twips that it stands below what is above it.
    above: i64,
    /// The same below it.
    below: i64,
    in_cell: bool,
}

impl<'b, 'p> Body<'b, 'p> {
    pub(super) fn new(
        sheet: &'b Sheet,
        pictures: &'b mut Pictures<'p>,
        anchors: &[Anchor],
        relationships: &'b mut Relationships,
    ) -> Self {
        let out = format!("{PROLOGUE}<w:document {}><w:body>", namespaces());
        Self { sheet, pictures, runs: Runs::new(anchors, relationships), out }
    }

    /// The whole part; `margins` refers to headers and footers.
    pub(super) fn write(mut self, parts: &[Part], margins: &str) -> String {
        let mut is_below_table = false;
        for (n, part) in parts.iter().enumerate() {
            match part {
                Part::Paragraph(paragraph) if paragraph.style == Style::CopiedTo => {
                    self.imprint(paragraph);
                }
                Part::Paragraph(paragraph) => {
                    // What is beside a table keeps its distance.
                    let is_above_table = matches!(parts.get(n + 1), Some(Part::Table(_)));
                    let distance = |is_near| if is_near { self.sheet.table_size * 5 } else { 0 };
                    let (above, below) = (distance(is_below_table), distance(is_above_table));
                    self.paragraph(paragraph, Place { above, below, ..Place::default() });
                }
                Part::Table(table) => {
                    if is_below_table || table.before > 0 {
                        // Word makes one table of two that touch.
                        self.blank();
                    }
                    self.table(table);
                }
            }
            is_below_table = matches!(part, Part::Table(_));
        }
        if is_below_table {
            self.anchor();
        }
        self.section(margins);
        self.out.push_str("</w:body></w:document>");
        self.out
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: Place<'_>) {
        let style = paragraph.style;
        let _ = write!(self.out, r#"<w:p><w:pPr><w:pStyle w:val="{}"/>"#, styles::id(style));
        if paragraph.with_next {
            self.out.push_str("<w:keepNext/>");
        }
        self.out.push_str(place.frame.unwrap_or_default());
        self.spacing(paragraph, place);
        self.indent(style, paragraph.indent, place.in_cell);
        if let Some(align) = paragraph.align {
            let align = match align {
                Align::Auto => "both",
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            };
            let _ = write!(self.out, r#"<w:jc w:val="{align}"/>"#);
        }
        self.out.push_str("</w:pPr>");
        let pictures = &mut *self.pictures;
        let drawing = |shown: &_, relationships: &mut _| pictures.drawing(shown, relationships);
        self.runs.write(style, &paragraph.runs, place.size, drawing, &mut self.out);
        self.out.push_str("</w:p>");
    }

    /// `w:spacing`, where a paragraph has other than its style's.
    fn spacing(&mut self, paragraph: &Paragraph, place: Place<'_>) {
        let above = i64::from(paragraph.before) * self.sheet.pitch + place.above;
        let below = match paragraph.style {
            // Its lines are the grid's, and so is the blank one below.
            Style::Title => self.sheet.pitch,
            _ => place.below,
        };
        let line = place.line;
        if above == 0 && below == 0 && line.is_none() {
            return;
        }
        self.out.push_str("<w:spacing");
        for (name, value) in [("before", above), ("after", below)] {
            if value > 0 {
                let _ = write!(self.out, r#" w:{name}="{value}""#);
            }
        }
        if let Some(line) = line {
            let _ = write!(self.out, r#" w:line="{line}" w:lineRule="exact""#);
        }
        self.out.push_str("/>");
    }

    /// `w:ind`, where a paragraph's is not its style's. A cell's is in twips.
    fn indent(&mut self, style: Style, indent: Indent, in_cell: bool) {
        let usual = Indent { first: style.first(), ..Indent::default() };
        if indent == usual {
            return;
        }
        let sheet = self.sheet;
        let twips = |of: i64| if in_cell { of } else { sheet.characters(of) };
        self.out.push_str("<w:ind");
        for (name, value) in [("left", indent.left), ("right", indent.right)] {
            if value != 0 {
                let _ = write!(self.out, r#" w:{name}="{}""#, twips(value));
            }
        }
        match indent.first {
            0 if usual.first == 0 => {}
            first if first < 0 => {
                let _ = write!(self.out, r#" w:hanging="{}""#, twips(-first));
            }
            first => {
                let _ = write!(
                    self.out,
                    r#" w:firstLineChars="{first}" w:firstLine="{}""#,
                    twips(first)
                );
            }
        }
        self.out.push_str("/>");
    }

    fn table(&mut self, part: &Table) {
        let measured = table::measured(part, self.sheet);
        table::begin(&measured, &mut self.out);
        for (n, row) in measured.rows.iter().enumerate() {
            table::begin_row(n == 0, &mut self.out);
            let widths = &measured.columns;
            let whole = [widths.iter().sum()];
            let spans = part.is_grouped && row.len() == 1;
            let (widths, columns) =
                if spans { (whole.as_slice(), widths.len()) } else { (widths.as_slice(), 1) };
            for (cell, width) in row.iter().zip(widths) {
                table::begin_cell(*width, columns, &mut self.out);
                let (size, line) = (measured.size, measured.line());
                let place = Place { size, line, in_cell: true, ..Place::default() };
                self.paragraph(cell, place);
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    /// A blank line.
    fn blank(&mut self) {
        self.out.push_str("<w:p/>");
    }

    /// The 版记 at the foot of the page (GB/T 9704-2012 7.4): a frame, which stands where the
    /// paragraph behind it does.
    fn imprint(&mut self, paragraph: &Paragraph) {
        let frame = format!(
            r#"<w:framePr w:w="{}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>"#,
            self.sheet.width
        );
        self.paragraph(paragraph, Place { frame: Some(&frame), ..Place::default() });
        self.anchor();
    }

    /// A paragraph that takes no room: a document ends with one.
    fn anchor(&mut self) {
        let _ = write!(self.out, r#"<w:p><w:pPr><w:pStyle w:val="{ANCHOR}"/></w:pPr></w:p>"#);
    }

    fn section(&mut self, margins: &str) {
        let Sheet { paper, top, right, bottom, left, header, footer, pitch, .. } = *self.sheet;
        let _ = write!(
            self.out,
            r#"<w:sectPr>{margins}<w:pgSz w:w="{}" w:h="{}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="{footer}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{pitch}"/></w:sectPr>"#,
            paper.0, paper.1
        );
    }
}
