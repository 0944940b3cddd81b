//! The tree that usvg makes of an SVG, as shapes in the picture's own whole units.

use usvg::tiny_skia_path::{Path as SkiaPath, PathSegment, PathStroker, Transform};
use usvg::{BlendMode, FillRule, Group as UsvgGroup, LineCap, LineJoin, Node, Paint, PaintOrder};
use usvg::{Path, Text, Tree};

use super::limits;
use crate::pictures::{
    Cap, Clip, Element, Fill, Group, Join, Opacity, PictureFault, Point, Segment, Shape, Stroke,
    Vector,
};

/// The most steps of all paths together: some 6 MB of a page before it is packed.
const MAX_SEGMENTS: usize = 200_000;

/// How far beyond the picture a place may lie, in its units; further is moved to there.
const FAR: f32 = 100_000_000.0;

type Converted<T> = Result<T, PictureFault>;

/// Makes a picture of a tree whose natural size is given, in micrometres.
pub(super) fn convert(tree: &Tree, size_um: (i64, i64)) -> Converted<Vector> {
    let size = tree.size();
    let scale = Vector::SIDE as f32 / size.width().max(size.height());
    let mut converter = Converter { segments: 0 };
    let content = converter.group(tree.root(), Transform::from_scale(scale, scale))?;
    if content.is_empty() {
        return Err(super::broken("没有看得见的图形".to_owned()));
    }
    if depth(&content) > MAX_GROUPS {
        return Err(limits::over(format!("透明或裁剪的组一层套一层，超过 {MAX_GROUPS} 层")));
    }
    let side = |length: f32| whole(length * scale).clamp(1, Vector::SIDE);
    Ok(Vector { width: side(size.width()), height: side(size.height()), size_um, content })
}

/// The most groups within each other. A page may save its state 28 times (ISO 19005-3 6.1.13):
/// for each group, for the picture, and for a shape.
const MAX_GROUPS: usize = 24;

/// How many groups stand within each other.
fn depth(elements: &[Element]) -> usize {
    let of_element = |element: &Element| match element {
        Element::Shape(_) => 0,
        Element::Group(group) => 1 + depth(&group.content),
    };
    elements.iter().map(of_element).max().unwrap_or(0)
}

struct Converter {
    segments: usize,
}

impl Converter {
    /// A group's elements; in a group of their own only where that shows.
    fn group(&mut self, group: &UsvgGroup, outer: Transform) -> Converted<Vec<Element>> {
        refuse_effects(group)?;
        let ts = outer.pre_concat(group.transform());
        let clips = match group.clip_path() {
            Some(clip) => match self.clips(clip, ts)? {
                Some(clips) => clips,
                None => return Ok(Vec::new()),
            },
            None => Vec::new(),
        };
        let mut content = Vec::new();
        for node in group.children() {
            match node {
                Node::Group(inner) => content.extend(self.group(inner, ts)?),
                Node::Path(path) => self.path(path, ts, &mut content)?,
                Node::Text(text) => content.extend(self.text(text, ts)?),
                Node::Image(_) => return Err(feature("嵌入的位图")),
            }
        }
        let opacity = thousandths(group.opacity().get());
        if clips.is_empty() && (opacity == Opacity::OPAQUE || fade(&mut content, opacity)) {
            return Ok(content);
        }
        Ok(if content.is_empty() {
            content
        } else {
            vec![Element::Group(Group { opacity, clips, content })]
        })
    }

    /// The paths that clip, each within the other; `None` where nothing is left to see.
    fn clips(&mut self, clip: &usvg::ClipPath, outer: Transform) -> Converted<Option<Vec<Clip>>> {
        let mut clips = Vec::new();
        if let Some(within) = clip.clip_path() {
            match self.clips(within, outer)? {
                Some(more) => clips = more,
                None => return Ok(None),
            }
        }
        let mut paths = Vec::new();
        clip_paths(clip.root(), outer.pre_concat(clip.transform()), &mut paths)?;
        match paths.as_slice() {
            [] => Ok(None),
            [(path, ts)] => {
                let even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
                clips.push(Clip { path: self.segments(path.data(), *ts)?, even_odd });
                Ok(Some(clips))
            }
            _ => Err(feature("由多个图形组成的裁剪路径")),
        }
    }

    /// A text's outlines.
    fn text(&mut self, text: &Text, ts: Transform) -> Converted<Vec<Element>> {
        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        let missing: String = glyphs
            .filter(|glyph| glyph.id.0 == 0)
            .flat_map(|glyph| glyph.text.chars())
            .filter(|c| is_seen(*c))
            .take(20)
            .collect();
        if !missing.is_empty() {
            return Err(PictureFault::SvgCharacters { characters: missing });
        }
        self.group(text.flattened(), ts)
    }

    fn path(&mut self, path: &Path, ts: Transform, content: &mut Vec<Element>) -> Converted<()> {
        if !path.is_visible() {
            return Ok(());
        }
        let fill = path.fill().filter(|_| has_area(path.data())).map(|fill| -> Converted<Fill> {
            let even_odd = fill.rule() == FillRule::EvenOdd;
            let opacity = thousandths(fill.opacity().get());
            Ok(Fill { rgb: colour(fill.paint())?, opacity, even_odd })
        });
        let fill = fill.transpose()?;
        let filled = match fill {
            Some(_) => Some(Shape { path: self.segments(path.data(), ts)?, fill, stroke: None }),
            None => None,
        };
        let stroked = match path.stroke() {
            Some(stroke) => self.stroke(path.data(), stroke, ts)?,
            None => None,
        };
        match (filled, stroked, path.paint_order()) {
            // The same path twice over is one shape.
            (Some(filled), Some(stroked), PaintOrder::FillAndStroke)
                if stroked.path == filled.path && stroked.stroke.is_some() =>
            {
                content.push(Element::Shape(Shape { fill: filled.fill, ..stroked }));
            }
            (filled, stroked, PaintOrder::FillAndStroke) => {
                content.extend(filled.into_iter().chain(stroked).map(Element::Shape));
            }
            (filled, stroked, PaintOrder::StrokeAndFill) => {
                content.extend(stroked.into_iter().chain(filled).map(Element::Shape));
            }
        }
        Ok(())
    }

    /// A line as a stroke; as the outline of one where the picture stretches it unevenly, which
    /// a page has no word for.
    fn stroke(
        &mut self,
        path: &SkiaPath,
        stroke: &usvg::Stroke,
        ts: Transform,
    ) -> Converted<Option<Shape>> {
        let rgb = colour(stroke.paint())?;
        let opacity = thousandths(stroke.opacity().get());
        let Some(scale) = even_scale(ts) else {
            let detail = PathStroker::compute_resolution_scale(&ts);
            let plain = stroke.to_tiny_skia();
            let dashed = plain.dash.as_ref().and_then(|dash| path.dash(dash, detail));
            let outline = dashed.as_ref().unwrap_or(path).stroke(&plain, detail);
            let Some(outline) = outline else { return Ok(None) };
            let fill = Some(Fill { rgb, opacity, even_odd: false });
            return Ok(Some(Shape { path: self.segments(&outline, ts)?, fill, stroke: None }));
        };
        let length = |n: f32| whole(n * scale);
        let stroke = Stroke {
            rgb,
            opacity,
            // No line is thinner than a unit: nought would be a device's thinnest.
            width: length(stroke.width().get()).max(1),
            cap: match stroke.linecap() {
                LineCap::Butt => Cap::Butt,
                LineCap::Round => Cap::Round,
                LineCap::Square => Cap::Square,
            },
            join: match stroke.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => Join::Miter,
                LineJoin::Round => Join::Round,
                LineJoin::Bevel => Join::Bevel,
            },
            miter_limit: whole(stroke.miterlimit().get() * 1000.0).max(1000),
            dashes: stroke.dasharray().unwrap_or_default().iter().map(|n| length(*n)).collect(),
            dash_offset: length(stroke.dashoffset()),
        };
        Ok(Some(Shape { path: self.segments(path, ts)?, fill: None, stroke: Some(stroke) }))
    }

    fn segments(&mut self, path: &SkiaPath, ts: Transform) -> Converted<Vec<Segment>> {
        self.segments += path.len();
        if self.segments > MAX_SEGMENTS {
            let most = MAX_SEGMENTS / 10_000;
            return Err(limits::over(format!("画出的线段超过 {most} 万条")));
        }
        let place = |mut p: usvg::tiny_skia_path::Point| {
            ts.map_point(&mut p);
            p
        };
        let point = |p| {
            let p = place(p);
            Point { x: whole(p.x), y: whole(p.y) }
        };
        let mut last = usvg::tiny_skia_path::Point::zero();
        let mut start = last;
        let segments = path.segments().map(|segment| match segment {
            PathSegment::MoveTo(p) => {
                (last, start) = (p, p);
                Segment::Move(point(p))
            }
            PathSegment::LineTo(p) => {
                last = p;
                Segment::Line(point(p))
            }
            PathSegment::QuadTo(control, p) => {
                // The same curve with two control points, each two thirds of the way to the one.
                let towards = |end: usvg::tiny_skia_path::Point| {
                    let between = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                    (between(end.x, control.x), between(end.y, control.y)).into()
                };
                let curve = Segment::Curve(point(towards(last)), point(towards(p)), point(p));
                last = p;
                curve
            }
            PathSegment::CubicTo(a, b, p) => {
                last = p;
                Segment::Curve(point(a), point(b), point(p))
            }
            PathSegment::Close => {
                last = start;
                Segment::Close
            }
        });
        Ok(segments.collect())
    }
}

/// Whether a path has an inside. A chart's lines have none, and SVG paints none, though they are
/// black by default; a PDF would paint each pixel that they touch.
fn has_area(path: &SkiaPath) -> bool {
    let bounds = path.bounds();
    let mut corners = 0;
    let mut turns = false;
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(_) => corners = 1,
            PathSegment::LineTo(_) => corners += 1,
            PathSegment::QuadTo(..) | PathSegment::CubicTo(..) => corners += 2,
            PathSegment::Close => {}
        }
        turns |= corners > 2;
    }
    turns && bounds.width() > 0.0 && bounds.height() > 0.0
}

/// The paths of a clip, each with its transform.
fn clip_paths<'a>(
    group: &'a UsvgGroup,
    outer: Transform,
    paths: &mut Vec<(&'a Path, Transform)>,
) -> Converted<()> {
    if group.clip_path().is_some() {
        return Err(feature("嵌套的裁剪路径"));
    }
    refuse_effects(group)?;
    let ts = outer.pre_concat(group.transform());
    for node in group.children() {
        match node {
            Node::Group(inner) => clip_paths(inner, ts, paths)?,
            Node::Path(path) if path.is_visible() => paths.push((path, ts)),
            Node::Path(_) => {}
            Node::Text(_) | Node::Image(_) => return Err(feature("以文字或位图作裁剪路径")),
        }
    }
    Ok(())
}

fn refuse_effects(group: &UsvgGroup) -> Converted<()> {
    if group.mask().is_some() {
        return Err(feature("蒙版"));
    }
    if !group.filters().is_empty() {
        return Err(feature("滤镜（如阴影、模糊）"));
    }
    if group.blend_mode() != BlendMode::Normal {
        return Err(feature("混合模式"));
    }
    Ok(())
}

fn feature(what: &'static str) -> PictureFault {
    PictureFault::SvgFeature { what }
}

fn colour(paint: &Paint) -> Converted<[u8; 3]> {
    match paint {
        Paint::Color(colour) => Ok([colour.red, colour.green, colour.blue]),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => Err(feature("渐变色")),
        Paint::Pattern(_) => Err(feature("图案填充")),
    }
}

/// Gives a lone shape of one coat its group's opacity; whether that could be done. Two coats or
/// two shapes would show through each other.
fn fade(content: &mut [Element], opacity: Opacity) -> bool {
    match content {
        [] => true,
        [Element::Shape(Shape { fill: Some(fill), stroke: None, .. })] => {
            fill.opacity = fill.opacity.times(opacity);
            true
        }
        [Element::Shape(Shape { fill: None, stroke: Some(stroke), .. })] => {
            stroke.opacity = stroke.opacity.times(opacity);
            true
        }
        _ => false,
    }
}

/// How much a transform enlarges, where it does so evenly in every direction.
fn even_scale(ts: Transform) -> Option<f32> {
    let across = ts.sx * ts.sx + ts.ky * ts.ky;
    let down = ts.kx * ts.kx + ts.sy * ts.sy;
    let lean = ts.sx * ts.kx + ts.ky * ts.sy;
    let slack = across.max(down) * 1e-4;
    ((across - down).abs() <= slack && lean.abs() <= slack).then(|| across.sqrt())
}

/// Whether a character without a glyph leaves a gap that is seen.
fn is_seen(c: char) -> bool {
    let joins = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}');
    !c.is_whitespace() && !c.is_control() && !joins
}

fn thousandths(opacity: f32) -> Opacity {
    Opacity((opacity * 1000.0).round() as u16)
}

fn whole(length: f32) -> i32 {
    length.round().clamp(-FAR, FAR) as i32
}
