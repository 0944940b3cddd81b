//! Pages as printpdf's operations.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Codepoint, Color, FontMetrics, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};

use super::PdfFault;
use super::actual_text::{spans, thousandths};
use super::embed::{embed, font_id};
use super::marked_content::{Artifact, ContentItem, Owner, SequenceWriter, begin, name, text};
use super::pictures::{Placement, place, register};
use super::roles::Role;
use crate::fonts::{Outlines, Subset, Subsets};
use crate::pictures::Picture;
use crate::typeset::{
    A4, Area, DRAFT_GREY, DraftMark, Length, Pages, PlacedPicture, Surface, TextRun, paint,
};

/// Draws pages into a document that lopdf can go on with; for each page, what its sequences of
/// marked content hold.
pub(super) fn draw(
    pages: &Pages,
    subsets: &Subsets,
    pictures: &BTreeMap<String, Picture>,
    roles: &[Role],
) -> Result<(lopdf::Document, Vec<Vec<ContentItem>>), PdfFault> {
    let mut document = PdfDocument::new("");
    for (face, subset) in subsets {
        document.resources.fonts.map.insert(font_id(*face), PdfFont::new(parsed(subset)));
    }
    let named = named(pages, pictures);
    for (name, picture) in named.values() {
        register(&mut document, name, picture).map_err(PdfFault::Draw)?;
    }
    let (mut drawn, mut marks) = (Vec::new(), Vec::new());
    for page in &pages.pages {
        let marker = SequenceWriter::new(roles);
        let mut canvas = Canvas { subsets, pictures: &named, marker, ops: Vec::new() };
        paint(page, pages.draft.as_ref(), &mut canvas)?;
        let Canvas { marker, mut ops, .. } = canvas;
        marks.push(marker.finish(&mut ops));
        let [width, height] = [A4.width_mm, A4.height_mm].map(|side| Mm(side.into()));
        drawn.push(PdfPage::new(width, height, ops));
    }
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut document = document.with_pages(drawn).to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfFault::Draw(warning.msg.clone()));
    }
    embed(&mut document, subsets)?;
    Ok((document, marks))
}

type NamedPictures<'p> = BTreeMap<&'p str, (String, &'p Picture)>;

/// Pictures by file, each with its name in the PDF: numbered as they are met, so that a PDF made
/// again of what it carries, where files have other names, has the same.
fn named<'p>(pages: &'p Pages, pictures: &'p BTreeMap<String, Picture>) -> NamedPictures<'p> {
    let mut named = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.pictures) {
        let number = named.len();
        if let Some((file, picture)) = pictures.get_key_value(&placed.file) {
            named.entry(file.as_str()).or_insert_with(|| (format!("P{number}"), picture));
        }
    }
    named
}

/// A face for printpdf: what it says of itself, and the mark that its bytes begin with. printpdf
/// copies and reads what it is given several times over; `embed` puts the face in.
fn parsed(subset: &Subset) -> ParsedFont {
    let mark = match subset.face.outlines() {
        Outlines::TrueType => [0, 1, 0, 0],
        Outlines::Cff => *b"OTTO",
    };
    let metrics = FontMetrics { ascent: subset.ascent, descent: subset.descent };
    let mut font = ParsedFont::with_glyph_data(
        mark.to_vec(),
        0,
        Some(subset.name.clone()),
        BTreeMap::new(),
        subset.widths.clone(),
        subset.units_per_em,
        metrics,
    );
    let [x_min, y_min, x_max, y_max] = subset.bounds;
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: subset.units_per_em,
        x_min,
        y_min,
        x_max,
        y_max,
        caret_slope_rise: 1,
        caret_slope_run: 0,
        us_weight_class: subset.weight,
    };
    font
}

/// A page's operations as they are painted.
struct Canvas<'c> {
    subsets: &'c Subsets,
    pictures: &'c NamedPictures<'c>,
    marker: SequenceWriter<'c>,
    ops: Vec<Op>,
}

impl Surface for Canvas<'_> {
    type Fault = PdfFault;

    /// An artifact without text of its own, so that it is not taken for part of the report.
    fn draft_mark(&mut self, mark: &DraftMark) -> Result<(), PdfFault> {
        let ops = &mut self.ops;
        let properties = [("Type", name("Pagination")), ("Subtype", name("Watermark"))];
        ops.push(begin("Artifact", properties));
        ops.push(begin("Span", [("ActualText", text("")?)]));
        ops.extend([fill(f32::from(DRAFT_GREY) / 100.0), Op::StartTextSection]);
        for run in &mark.runs {
            if let Some(mut pen) = Pen::new(run, self.subsets, ops) {
                pen.draw(0..run.glyphs.len(), ops);
            }
        }
        ops.extend([Op::EndTextSection, Op::EndMarkedContent, Op::EndMarkedContent]);
        Ok(())
    }

    /// One text object, so that every sequence begins and ends in it.
    fn text(&mut self, runs: &[TextRun]) -> Result<(), PdfFault> {
        self.ops.extend([fill(0.0), Op::StartTextSection]);
        for run in runs {
            let holds = match run.element {
                Some(element) => Owner::Element(ContentItem { element, link: run.link }),
                None => Owner::Artifact(Artifact::Pagination),
            };
            self.run(run, holds)?;
        }
        self.marker.close(&mut self.ops);
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    /// Filled rectangles.
    fn rules(&mut self, rules: &[Area]) -> Result<(), PdfFault> {
        self.marker.shown(Owner::Artifact(Artifact::Layout), &mut self.ops)?;
        for rule in rules {
            let rectangle = Rect {
                x: Pt(points(rule.x)),
                y: Pt(from_bottom(rule.y + rule.height)),
                width: Pt(points(rule.width)),
                height: Pt(points(rule.height)),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            };
            self.ops.push(Op::DrawRectangle { rectangle });
        }
        Ok(())
    }

    fn picture(&mut self, _: usize, placed: &PlacedPicture) -> Result<(), PdfFault> {
        let Some((name, picture)) = self.pictures.get(placed.file.as_str()) else { return Ok(()) };
        let area = placed.area;
        let to = Placement {
            x: points(area.x),
            y: from_bottom(area.y + area.height),
            width: points(area.width),
            height: points(area.height),
        };
        let holds = Owner::Element(ContentItem { element: placed.element, link: None });
        self.marker.shown(holds, &mut self.ops)?;
        place(name, picture, to, &mut self.ops);
        Ok(())
    }
}

impl Canvas<'_> {
    fn run(&mut self, run: &TextRun, holds: Owner) -> Result<(), PdfFault> {
        let ops = &mut self.ops;
        let Some(mut pen) = Pen::new(run, self.subsets, ops) else { return Ok(()) };
        for span in spans(run, pen.subset) {
            match &span.actual {
                Some(actual) => self.marker.replaced(holds, actual, ops)?,
                None => self.marker.shown(holds, ops)?,
            }
            pen.draw(span.glyphs, ops);
        }
        Ok(())
    }
}

fn fill(grey: f32) -> Op {
    Op::SetFillColor { col: Color::Rgb(Rgb { r: grey, g: grey, b: grey, icc_profile: None }) }
}

/// Shows the glyphs of a run, each at its place.
struct Pen<'r> {
    run: &'r TextRun,
    subset: &'r Subset,
    /// Where the first glyph stands.
    start: Length,
    /// Where the viewer's pen is, in thousandths of the size: it moves by whole widths only.
    at: i64,
}

impl<'r> Pen<'r> {
    /// Begins a run; `None` where it has nothing to show.
    fn new(run: &'r TextRun, subsets: &'r Subsets, ops: &mut Vec<Op>) -> Option<Self> {
        let (subset, first) = (subsets.get(&run.face)?, run.glyphs.first()?);
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(font_id(run.face)),
            size: Pt(points(run.size)),
        });
        let origin = [1.0, 0.0, 0.0, 1.0, points(first.x), from_bottom(run.baseline)];
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(origin) });
        Some(Self { run, subset, start: first.x, at: 0 })
    }

    fn draw(&mut self, glyphs: Range<usize>, ops: &mut Vec<Op>) {
        let mut shown: Vec<Codepoint> = Vec::new();
        for glyph in &self.run.glyphs[glyphs] {
            let Some((id, text)) = self.subset.glyph(glyph.id) else { continue };
            let to = thousandths(glyph.x - self.start, self.run.size);
            move_pen(&mut shown, self.at - to, ops);
            self.at = to + i64::from(self.subset.width(id));
            shown.push(Codepoint::with_cid(id, 0.0, text.to_owned()));
        }
        if !shown.is_empty() {
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(shown)] });
        }
    }
}

/// Moves the pen back by so many thousandths: behind the last glyph, or on its own.
fn move_pen(shown: &mut [Codepoint], back: i64, ops: &mut Vec<Op>) {
    if back == 0 {
        return;
    }
    let back = back as f32;
    match shown.last_mut() {
        Some(last) => last.offset += back,
        None => ops.push(Op::ShowText { items: vec![TextItem::Offset(back)] }),
    }
}

fn points(length: Length) -> f32 {
    length.points() as f32
}

/// Points from the page's bottom, of a distance from its top.
fn from_bottom(length: Length) -> f32 {
    points(A4.height() - length)
}
