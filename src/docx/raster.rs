//! A picture of shapes as one of pixels, for readers that know no SVG.

use tiny_skia::{
    FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap,
    PixmapPaint, Stroke as Pen, StrokeDash, Transform,
};

use crate::pictures::{Cap, Clip, Element, Group, Join, Opacity, Segment, Shape, Vector};

/// Pixels to the inch: a quarter more than a screen has. Word since 2019 draws the SVG itself.
const DENSITY: i64 = 120;
/// The most pixels of a side.
const MOST: i64 = 4000;
const INCH_UM: i64 = 25_400;
/// English metric units to a micrometre (ECMA-376 Part 1 20.1.2.1).
const EMU: i64 = 36;

/// The most pixels of all sheets that are drawn on together: a group with an opacity or a clip has
/// one of its own.
const MOST_DRAWN: i64 = 40_000_000;

/// The picture as PNG, so wide as it is seen (in EMU) and no wider; `None` where it has no area.
pub(super) fn png(vector: &Vector, seen: i64) -> Option<Vec<u8>> {
    let um = (seen / EMU).clamp(1, vector.size_um.0.max(1));
    let width = (um * DENSITY / INCH_UM).clamp(1, MOST);
    let height = (width * vector.size_um.1 / vector.size_um.0.max(1)).clamp(1, MOST);
    let sheets = sheets(&vector.content).saturating_add(1);
    let most = (MOST_DRAWN / sheets).max(1);
    // Fewer pixels to the inch where there are many sheets.
    let part = (1..=64).find(|part| (width / part) * (height / part) <= most).unwrap_or(64);
    let (width, height) = ((width / part).max(1), (height / part).max(1));
    let mut pixmap = Pixmap::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?)?;
    pixmap.fill(tiny_skia::Color::WHITE);
    let transform = Transform::from_scale(
        width as f32 / vector.width.max(1) as f32,
        height as f32 / vector.height.max(1) as f32,
    );
    draw(&vector.content, transform, &mut pixmap);
    encode(&pixmap)
}

/// How many sheets are drawn on besides the first, masks among them.
fn sheets(content: &[Element]) -> i64 {
    let count = content.iter().map(|element| match element {
        Element::Shape(_) => 0,
        Element::Group(group) => {
            let own = match group.clips.is_empty() && group.opacity == Opacity::OPAQUE {
                true => 0,
                false => 2 + i64::try_from(group.clips.len()).unwrap_or(i64::MAX),
            };
            own.saturating_add(sheets(&group.content))
        }
    });
    count.fold(0, i64::saturating_add)
}

fn draw(content: &[Element], transform: Transform, pixmap: &mut Pixmap) {
    for element in content {
        match element {
            Element::Shape(shape) => draw_shape(shape, transform, pixmap),
            Element::Group(group) => draw_group(group, transform, pixmap),
        }
    }
}

/// A group is drawn on a sheet of its own, which is then clipped and laid over what is below.
fn draw_group(group: &Group, transform: Transform, pixmap: &mut Pixmap) {
    if group.clips.is_empty() && group.opacity == Opacity::OPAQUE {
        return draw(&group.content, transform, pixmap);
    }
    let (width, height) = (pixmap.width(), pixmap.height());
    let Some(mut sheet) = Pixmap::new(width, height) else { return };
    draw(&group.content, transform, &mut sheet);
    for Clip { path, even_odd } in &group.clips {
        let Some(mut mask) = Mask::new(width, height) else { return };
        if let Some(path) = outline(path) {
            mask.fill_path(&path, rule(*even_odd), true, transform);
        }
        sheet.apply_mask(&mask);
    }
    let paint = PixmapPaint {
        opacity: alpha(group.opacity),
        quality: FilterQuality::Nearest,
        ..PixmapPaint::default()
    };
    pixmap.draw_pixmap(0, 0, sheet.as_ref(), &paint, Transform::identity(), None);
}

fn draw_shape(shape: &Shape, transform: Transform, pixmap: &mut Pixmap) {
    let Some(path) = outline(&shape.path) else { return };
    if let Some(fill) = &shape.fill {
        let paint = paint(fill.rgb, fill.opacity);
        pixmap.fill_path(&path, &paint, rule(fill.even_odd), transform, None);
    }
    if let Some(stroke) = &shape.stroke {
        let paint = paint(stroke.rgb, stroke.opacity);
        let dashes: Vec<f32> = stroke.dashes.iter().map(|length| *length as f32).collect();
        let pen = Pen {
            width: stroke.width as f32,
            miter_limit: stroke.miter_limit as f32 / 1000.0,
            line_cap: match stroke.cap {
                Cap::Butt => LineCap::Butt,
                Cap::Round => LineCap::Round,
                Cap::Square => LineCap::Square,
            },
            line_join: match stroke.join {
                Join::Miter => LineJoin::Miter,
                Join::Round => LineJoin::Round,
                Join::Bevel => LineJoin::Bevel,
            },
            dash: StrokeDash::new(dashes, stroke.dash_offset as f32),
        };
        pixmap.stroke_path(&path, &paint, &pen, transform, None);
    }
}

fn outline(segments: &[Segment]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match segment {
            Segment::Move(to) => path.move_to(to.x as f32, to.y as f32),
            Segment::Line(to) => path.line_to(to.x as f32, to.y as f32),
            Segment::Curve(one, two, to) => path.cubic_to(
                one.x as f32,
                one.y as f32,
                two.x as f32,
                two.y as f32,
                to.x as f32,
                to.y as f32,
            ),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

fn rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::Winding }
}

fn alpha(opacity: Opacity) -> f32 {
    f32::from(opacity.0) / 1000.0
}

fn paint(rgb: [u8; 3], opacity: Opacity) -> Paint<'static> {
    let [red, green, blue] = rgb;
    let mut paint = Paint::default();
    let opaque = (u32::from(opacity.0) * 255 + 500) / 1000;
    paint.set_color_rgba8(red, green, blue, u8::try_from(opaque).unwrap_or(u8::MAX));
    paint
}

/// The pixels without their alpha: the sheet is white.
fn encode(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let mut colour = Vec::with_capacity(pixmap.data().len() / 4 * 3);
    for pixel in pixmap.data().chunks_exact(4) {
        colour.extend_from_slice(&pixel[..3]);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&colour).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
