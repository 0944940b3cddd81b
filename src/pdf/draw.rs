//! Pages as printpdf's operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, FontMetrics, Mm, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};

use super::cut::{Cut, Cuts};
use super::marks::{Artifact, Mark, Marker, begin, name};
use super::pictures::{Place, place, register};
use super::roles::Role;
use super::{PdfFault, values};
use crate::fonts::FaceId;
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
    let named: BTreeMap<&str, (String, &Picture)> = pictures
        .iter()
        .enumerate()
        .map(|(n, (file, picture))| (file.as_str(), (format!("P{n}"), picture)))
        .collect();
    for (name, picture) in named.values() {
        register(&mut document, name, picture).map_err(PdfFault::Draw)?;
    }
    let height = pages.height;
    let (mut drawn, mut marks) = (Vec::new(), Vec::new());
    for page in &pages.pages {
        let mut ops = Vec::new();
        if let Some(mark) = &pages.draft {
            draft_mark(mark, height, cuts, &mut ops);
        }
        let mut marker = Marker::new(roles);
        draw_text(page, height, cuts, &mut marker, &mut ops)?;
        draw_pictures(page, &named, height, &mut marker, &mut ops)?;
        marks.push(marker.finish(&mut ops));
        drawn.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let document = document.with_pages(drawn).to_lopdf_document(&options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(PdfFault::Draw(warning.msg.clone())),
        None => Ok((document, marks)),
    }
}

fn font_id(face: FaceId) -> FontId {
    FontId(format!("F{}", face.number()))
}

fn parsed(cut: &Cut) -> ParsedFont {
    let metrics = FontMetrics { ascent: cut.ascent, descent: cut.descent };
    let mut font = ParsedFont::with_glyph_data(
        cut.bytes.clone(),
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

fn draw_text(
    page: &Page,
    height: Length,
    cuts: &Cuts,
    marker: &mut Marker<'_>,
    ops: &mut Vec<Op>,
) -> Result<(), PdfFault> {
    ops.push(fill(0.0));
    for run in &page.runs {
        match run.element {
            Some(element) => marker.part(Mark { element, link: run.link }, ops)?,
            None => marker.artifact(Artifact::Pagination, ops),
        }
        draw_run(run, height, cuts, ops);
    }
    if !page.rules.is_empty() {
        marker.artifact(Artifact::Layout, ops);
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
        marker.part(Mark { element: placed.element, link: None }, ops)?;
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
fn draft_mark(mark: &DraftMark, height: Length, cuts: &Cuts, ops: &mut Vec<Op>) {
    let properties = [("Type", name("Pagination")), ("Subtype", name("Watermark"))];
    ops.push(begin("Artifact", properties));
    ops.push(begin("Span", [("ActualText", text(""))]));
    ops.push(fill(DRAFT_GREY));
    for run in &mark.runs {
        draw_run(run, height, cuts, ops);
    }
    ops.push(Op::EndMarkedContent);
    ops.push(Op::EndMarkedContent);
}

fn draw_run(run: &TextRun, height: Length, cuts: &Cuts, ops: &mut Vec<Op>) {
    let (Some(cut), Some(first)) = (cuts.get(&run.face), run.glyphs.first()) else { return };
    let y = points(height - run.baseline);
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont {
        font: PdfFontHandle::External(font_id(run.face)),
        size: Pt(points(run.size)),
    });
    let place = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, points(first.x), y]);
    ops.push(Op::SetTextMatrix { matrix: place });
    // Where the viewer's pen is, in thousandths of the size: it moves by whole widths only.
    let mut pen: i64 = 0;
    let mut shown: Vec<Codepoint> = Vec::new();
    for span in spans(run, cut) {
        if let Some(actual) = &span.actual {
            show(&mut shown, ops);
            ops.push(begin("Span", [("ActualText", text(actual))]));
        }
        for glyph in &run.glyphs[span.glyphs] {
            let Some((id, text)) = cut.glyph(glyph.id) else { continue };
            let place = thousandths(glyph.x - first.x, run.size);
            move_pen(&mut shown, pen - place, ops);
            pen = place + i64::from(cut.width(id));
            shown.push(Codepoint::with_cid(id, 0.0, text.to_owned()));
        }
        if span.actual.is_some() {
            show(&mut shown, ops);
            ops.push(Op::EndMarkedContent);
        }
    }
    show(&mut shown, ops);
    ops.push(Op::EndTextSection);
}

/// Glyphs of a run that are told as they are, or by an ActualText.
struct Span {
    glyphs: std::ops::Range<usize>,
    actual: Option<String>,
}

/// A gap of more than this part of the size is taken for a space by who takes the text out.
const SEEN_AS_SPACE: i64 = 80;

/// An ActualText (ISO 32000-1 14.9.4) where glyphs are drawn in other characters' place, and
/// over a gap that stands in the layout only: between Han and Latin, in a line stretched wide.
fn spans(run: &TextRun, cut: &Cut) -> Vec<Span> {
    let told = |n: usize| {
        let glyph = &run.glyphs[n];
        let own = cut.glyph(glyph.id).map_or("", |(_, text)| text);
        !glyph.substitute && glyph.text == own && !own.chars().any(is_private)
    };
    let gapped = |n: usize| {
        let (glyph, next) = (&run.glyphs[n], &run.glyphs[n + 1]);
        let width = cut.glyph(glyph.id).map_or(0, |(id, _)| i64::from(cut.width(id)));
        let gap = thousandths(next.x - glyph.x, run.size) - width;
        gap > SEEN_AS_SPACE && !glyph.text.trim().is_empty() && !next.text.trim().is_empty()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < run.glyphs.len() {
        let mut end = start + 1;
        while end < run.glyphs.len() && (run.glyphs[end].text.is_empty() || gapped(end - 1)) {
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

fn show(shown: &mut Vec<Codepoint>, ops: &mut Vec<Op>) {
    if !shown.is_empty() {
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(shown))] });
    }
}

fn thousandths(distance: Length, size: Length) -> i64 {
    (distance.0 * 2000 + size.0).div_euclid(size.0 * 2)
}

fn text(text: &str) -> DictItem {
    DictItem::String { data: values::utf16(text), literal: false }
}

fn points(length: Length) -> f32 {
    length.points() as f32
}
