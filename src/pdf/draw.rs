//! Pages as printpdf's operations.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Codepoint, Color, FontId, FontMetrics, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};

use super::PdfFault;
use super::cut::{Cut, Cuts};
use super::embed::embed;
use super::marks::{Artifact, Holds, Mark, Marker, begin, name, text};
use super::pictures::{Place, place, register};
use super::roles::Role;
use crate::fonts::{FaceId, Outlines};
use crate::pictures::Picture;
use crate::typeset::{Area, DraftMark, Length, Page, Pages, TextRun};

/// The grey of 送审稿 under the text: to be seen, and read through.
const DRAFT_GREY: f32 = 0.88;

/// Draws pages into a document that lopdf can go on with, and tells for each page what its
/// sequences of marked content hold.
pub(super) fn draw(
    pages: &Pages,
    cuts: &Cuts,
    pictures: &BTreeMap<String, Picture>,
    roles: &[Role],
) -> Result<(lopdf::Document, Vec<Vec<Mark>>), PdfFault> {
    let mut document = PdfDocument::new("");
    for (face, cut) in cuts {
        document.resources.fonts.map.insert(font_id(*face), PdfFont::new(parsed(cut)));
    }
    let named = named(pages, pictures);
    for (name, picture) in named.values() {
        register(&mut document, name, picture).map_err(PdfFault::Draw)?;
    }
    let height = pages.height;
    let (mut drawn, mut marks) = (Vec::new(), Vec::new());
    for page in &pages.pages {
        let mut ops = Vec::new();
        if let Some(mark) = &pages.draft {
            draft_mark(mark, height, cuts, &mut ops)?;
        }
        let mut marker = Marker::new(roles);
        draw_text(page, height, cuts, &mut marker, &mut ops)?;
        draw_pictures(page, &named, height, &mut marker, &mut ops)?;
        marks.push(marker.finish(&mut ops));
        drawn.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut document = document.with_pages(drawn).to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfFault::Draw(warning.msg.clone()));
    }
    embed(&mut document, cuts)?;
    Ok((document, marks))
}

/// Pictures by file, each with its name in the PDF: numbered as they are met, so that a PDF made
/// again of what it carries, where files have other names, has the same.
fn named<'p>(
    pages: &'p Pages,
    pictures: &'p BTreeMap<String, Picture>,
) -> BTreeMap<&'p str, (String, &'p Picture)> {
    let mut named = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.pictures) {
        let number = named.len();
        if let Some((file, picture)) = pictures.get_key_value(&placed.file) {
            named.entry(file.as_str()).or_insert_with(|| (format!("P{number}"), picture));
        }
    }
    named
}

/// The name of a face in the file.
pub(super) fn font_id(face: FaceId) -> FontId {
    FontId(format!("F{}", face.number()))
}

/// A face for printpdf: what it says of itself, and the mark that its bytes begin with. printpdf
/// copies and reads what it is given several times over; `embed` puts the face in.
fn parsed(cut: &Cut) -> ParsedFont {
    let mark = match cut.face.outlines() {
        Outlines::TrueType => [0, 1, 0, 0],
        Outlines::Cff => *b"OTTO",
    };
    let metrics = FontMetrics { ascent: cut.ascent, descent: cut.descent };
    let mut font = ParsedFont::with_glyph_data(
        mark.to_vec(),
        0,
        Some(cut.name.clone()),
        BTreeMap::new(),
        cut.widths.clone(),
        cut.units_per_em,
        metrics,
    );
    let [x_min, y_min, x_max, y_max] = cut.bounds;
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: cut.units_per_em,
        x_min,
        y_min,
        x_max,
        y_max,
        caret_slope_rise: 1,
        caret_slope_run: 0,
        us_weight_class: cut.weight,
    };
    font
}

/// The text of a page is one text object, so that every sequence begins and ends in it.
fn draw_text(
    page: &Page,
    height: Length,
    cuts: &Cuts,
    marker: &mut Marker<'_>,
    ops: &mut Vec<Op>,
) -> Result<(), PdfFault> {
    ops.extend([fill(0.0), Op::StartTextSection]);
    for run in &page.runs {
        let holds = match run.element {
            Some(element) => Holds::Part(Mark { element, link: run.link }),
            None => Holds::Artifact(Artifact::Pagination),
        };
        draw_run(run, holds, height, cuts, marker, ops)?;
    }
    marker.close(ops);
    ops.push(Op::EndTextSection);
    if !page.rules.is_empty() {
        marker.shown(Holds::Artifact(Artifact::Layout), ops)?;
        draw_rules(&page.rules, height, ops);
    }
    Ok(())
}

/// Pictures come last: a seal stands over the text it seals.
fn draw_pictures(
    page: &Page,
    named: &BTreeMap<&str, (String, &Picture)>,
    height: Length,
    marker: &mut Marker<'_>,
    ops: &mut Vec<Op>,
) -> Result<(), PdfFault> {
    for placed in &page.pictures {
        let Some((name, picture)) = named.get(placed.file.as_str()) else { continue };
        let area = placed.area;
        let to = Place {
            x: points(area.x),
            y: points(height - area.y - area.height),
            width: points(area.width),
            height: points(area.height),
        };
        marker.shown(Holds::Part(Mark { element: placed.element, link: None }), ops)?;
        place(name, picture, to, ops);
    }
    Ok(())
}

/// Lines of tables: filled rectangles.
fn draw_rules(rules: &[Area], height: Length, ops: &mut Vec<Op>) {
    for rule in rules {
        let rectangle = Rect {
            x: Pt(points(rule.x)),
            y: Pt(points(height - rule.y - rule.height)),
            width: Pt(points(rule.width)),
            height: Pt(points(rule.height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        ops.push(Op::DrawRectangle { rectangle });
    }
}

fn fill(grey: f32) -> Op {
    Op::SetFillColor { col: Color::Rgb(Rgb { r: grey, g: grey, b: grey, icc_profile: None }) }
}

/// 送审稿 under the text, along a diagonal; an artifact without text of its own, so that it is
/// seen and not taken for part of the report.
fn draft_mark(
    mark: &DraftMark,
    height: Length,
    cuts: &Cuts,
    ops: &mut Vec<Op>,
) -> Result<(), PdfFault> {
    let properties = [("Type", name("Pagination")), ("Subtype", name("Watermark"))];
    ops.push(begin("Artifact", properties));
    ops.push(begin("Span", [("ActualText", text("")?)]));
    ops.extend([fill(DRAFT_GREY), Op::StartTextSection]);
    for run in &mark.runs {
        if let Some(mut pen) = Pen::new(run, height, cuts, ops) {
            pen.draw(0..run.glyphs.len(), ops);
        }
    }
    ops.extend([Op::EndTextSection, Op::EndMarkedContent, Op::EndMarkedContent]);
    Ok(())
}

fn draw_run(
    run: &TextRun,
    holds: Holds,
    height: Length,
    cuts: &Cuts,
    marker: &mut Marker<'_>,
    ops: &mut Vec<Op>,
) -> Result<(), PdfFault> {
    let Some(mut pen) = Pen::new(run, height, cuts, ops) else { return Ok(()) };
    for span in spans(run, pen.cut) {
        match &span.actual {
            Some(actual) => marker.told(holds, actual, ops)?,
            None => marker.shown(holds, ops)?,
        }
        pen.draw(span.glyphs, ops);
    }
    Ok(())
}

/// Shows the glyphs of a run, each at its place.
struct Pen<'r> {
    run: &'r TextRun,
    cut: &'r Cut,
    /// Where the first glyph stands.
    start: Length,
    /// Where the viewer's pen is, in thousandths of the size: it moves by whole widths only.
    at: i64,
}

impl<'r> Pen<'r> {
    /// Begins a run; `None` where it has nothing to show.
    fn new(run: &'r TextRun, height: Length, cuts: &'r Cuts, ops: &mut Vec<Op>) -> Option<Self> {
        let (cut, first) = (cuts.get(&run.face)?, run.glyphs.first()?);
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(font_id(run.face)),
            size: Pt(points(run.size)),
        });
        let place = [1.0, 0.0, 0.0, 1.0, points(first.x), points(height - run.baseline)];
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(place) });
        Some(Self { run, cut, start: first.x, at: 0 })
    }

    fn draw(&mut self, glyphs: Range<usize>, ops: &mut Vec<Op>) {
        let mut shown: Vec<Codepoint> = Vec::new();
        for glyph in &self.run.glyphs[glyphs] {
            let Some((id, text)) = self.cut.glyph(glyph.id) else { continue };
            let place = thousandths(glyph.x - self.start, self.run.size);
            move_pen(&mut shown, self.at - place, ops);
            self.at = place + i64::from(self.cut.width(id));
            shown.push(Codepoint::with_cid(id, 0.0, text.to_owned()));
        }
        if !shown.is_empty() {
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(shown)] });
        }
    }
}

/// Glyphs of a run that are told as they are, or by an ActualText.
struct Span {
    glyphs: Range<usize>,
    actual: Option<String>,
}

/// A gap of more than this part of the size is taken for a space by who takes the text out.
const SEEN_AS_SPACE: i64 = 80;

/// Where a glyph's box lies over the one before it by more than this part of the size, as a
/// squeezed mark's does, Poppler begins another word and often another line.
const SEEN_AS_OVERLAP: i64 = 80;

/// An ActualText (ISO 32000-1 14.9.4) where glyphs are drawn in other characters' place, over a
/// gap that stands in the layout only (between Han and Latin, in a line stretched wide), and over
/// marks whose blank half is squeezed away: both are one piece to who takes the text out.
fn spans(run: &TextRun, cut: &Cut) -> Vec<Span> {
    let told = |n: usize| {
        let glyph = &run.glyphs[n];
        let own = cut.glyph(glyph.id).map_or("", |(_, text)| text);
        !glyph.substitute && glyph.text == own && !own.chars().any(is_private)
    };
    let displaced = |n: usize| {
        let (glyph, next) = (&run.glyphs[n], &run.glyphs[n + 1]);
        let width = cut.glyph(glyph.id).map_or(0, |(id, _)| i64::from(cut.width(id)));
        let gap = thousandths(next.x - glyph.x, run.size) - width;
        let is_seen = !(-SEEN_AS_OVERLAP..=SEEN_AS_SPACE).contains(&gap);
        is_seen && !glyph.text.trim().is_empty() && !next.text.trim().is_empty()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < run.glyphs.len() {
        let mut end = start + 1;
        while end < run.glyphs.len() && (run.glyphs[end].text.is_empty() || displaced(end - 1)) {
            end += 1;
        }
        let actual = (end > start + 1 || !told(start))
            .then(|| run.glyphs[start..end].iter().map(|glyph| glyph.text.as_str()).collect());
        match spans.last_mut() {
            Some(last) if last.actual.is_none() && actual.is_none() => last.glyphs.end = end,
            _ => spans.push(Span { glyphs: start..end, actual }),
        }
        start = end;
    }
    spans
}

/// A character of private use says nothing to who reads it (ISO 19005-3 6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
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

fn thousandths(distance: Length, size: Length) -> i64 {
    (distance.0 * 2000 + size.0).div_euclid(size.0 * 2)
}

fn points(length: Length) -> f32 {
    length.points() as f32
}
