//! Pages as printpdf's operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, FontMetrics, Mm, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};

use super::PdfFault;
use super::cut::Cut;
use crate::fonts::FaceId;
use crate::typeset::{Area, DraftMark, Length, Page, Pages, TextRun};

type Cuts = BTreeMap<FaceId, Cut>;

/// The grey of 送审稿 under the text: to be seen, and read through.
const DRAFT_GREY: f32 = 0.88;

/// Draws pages into a document that lopdf can finish.
pub(super) fn draw(pages: &Pages, cuts: &Cuts) -> Result<lopdf::Document, PdfFault> {
    let mut document = PdfDocument::new("");
    for (face, cut) in cuts {
        document.resources.fonts.map.insert(font_id(*face), PdfFont::new(parsed(cut)));
    }
    let height = pages.height;
    let drawn = pages
        .pages
        .iter()
        .map(|page| {
            let ops = page_ops(page, pages.draft.as_ref(), height, cuts);
            PdfPage::new(Mm(210.0), Mm(297.0), ops)
        })
        .collect();
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let document = document.with_pages(drawn).to_lopdf_document(&options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(PdfFault::Draw(warning.msg.clone())),
        None => Ok(document),
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

fn page_ops(page: &Page, draft: Option<&DraftMark>, height: Length, cuts: &Cuts) -> Vec<Op> {
    let mut ops = Vec::new();
    if let Some(mark) = draft {
        draft_mark(mark, height, cuts, &mut ops);
    }
    ops.push(fill(0.0));
    for run in &page.runs {
        draw_run(run, height, cuts, &mut ops);
    }
    if !page.rules.is_empty() {
        draw_rules(&page.rules, height, &mut ops);
    }
    ops
}

/// Lines of tables: filled rectangles, an artifact to who reads aloud.
fn draw_rules(rules: &[Area], height: Length, ops: &mut Vec<Op>) {
    ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
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
    ops.push(Op::EndMarkedContent);
}

fn fill(grey: f32) -> Op {
    Op::SetFillColor { col: Color::Rgb(Rgb { r: grey, g: grey, b: grey, icc_profile: None }) }
}

/// 送审稿 under the text, along a diagonal; an artifact without text of its own, so that it is
/// seen and not taken for part of the report.
fn draft_mark(mark: &DraftMark, height: Length, cuts: &Cuts, ops: &mut Vec<Op>) {
    let empty = DictItem::String { data: vec![0xFE, 0xFF], literal: false };
    let properties = BTreeMap::from([
        ("Type".to_owned(), DictItem::Name(b"Pagination".to_vec())),
        ("Subtype".to_owned(), DictItem::Name(b"Watermark".to_vec())),
    ]);
    ops.push(begin("Artifact", properties));
    ops.push(begin("Span", BTreeMap::from([("ActualText".to_owned(), empty)])));
    ops.push(fill(DRAFT_GREY));
    for run in &mark.runs {
        draw_run(run, height, cuts, ops);
    }
    ops.push(Op::EndMarkedContent);
    ops.push(Op::EndMarkedContent);
}

fn begin(tag: &str, map: BTreeMap<String, DictItem>) -> Op {
    Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } }
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
            let actual = DictItem::String { data: utf16(actual), literal: false };
            ops.push(begin("Span", BTreeMap::from([("ActualText".to_owned(), actual)])));
        }
        for glyph in &run.glyphs[span.glyphs] {
            let Some((id, text)) = cut.glyph(glyph.id) else { continue };
            let place = thousandths(glyph.x - first.x, run.size);
            move_pen(&mut shown, pen - place, ops);
            pen = place + i64::from(width(cut, id));
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
        !glyph.substitute && (glyph.text.is_empty() || glyph.text == own)
    };
    let gapped = |n: usize| {
        let (glyph, next) = (&run.glyphs[n], &run.glyphs[n + 1]);
        let width = cut.glyph(glyph.id).map_or(0, |(id, _)| i64::from(width(cut, id)));
        let gap = thousandths(next.x - glyph.x, run.size) - width;
        gap > SEEN_AS_SPACE && !glyph.text.trim().is_empty() && !next.text.trim().is_empty()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < run.glyphs.len() {
        let mut end = start + 1;
        while end < run.glyphs.len() && gapped(end - 1) {
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

/// A glyph's width in thousandths, as the file's font has it.
fn width(cut: &Cut, id: u16) -> u16 {
    let units = u32::from(cut.widths.get(&id).copied().unwrap_or(0));
    let scaled = (units * 2000 + u32::from(cut.units_per_em)) / (2 * u32::from(cut.units_per_em));
    u16::try_from(scaled).unwrap_or(u16::MAX)
}

fn thousandths(distance: Length, size: Length) -> i64 {
    (distance.0 * 2000 + size.0).div_euclid(size.0 * 2)
}

fn points(length: Length) -> f32 {
    length.points() as f32
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    [0xFE, 0xFF].into_iter().chain(units).collect()
}
