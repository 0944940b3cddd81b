//! 版记: 抄送 between two rules at the foot of the last page (GB/T 9704-2012 7.4).

use super::justify::SetLine;
use super::{Area, Geometry, Length, Page};

/// Puts the 版记 on the last page, of which so much is used, or on a further one where that has no
/// room. Its lower rule lies on the type area's edge.
pub(super) fn put_imprint(
    lines: &[SetLine],
    used: Length,
    geometry: &Geometry,
    pages: &mut Vec<Page>,
) {
    let Geometry { left, width, imprint_size, imprint_pitch, imprint_rule, .. } = *geometry;
    let bottom = geometry.top + geometry.height;
    let top = bottom - imprint_pitch * lines.len() as i64 - imprint_rule;
    let is_free = pages.last().is_some_and(|page| {
        let seals = page.pictures.iter().map(|picture| picture.area).chain(page.seal);
        let lowest = seals.map(|area| area.y + area.height).max().unwrap_or_default();
        (geometry.top + used).max(lowest) <= top
    });
    if !is_free {
        pages.push(Page::default());
    }
    let Some(page) = pages.last_mut() else { return };
    let above = (imprint_pitch - imprint_size) / 2 + Geometry::above_baseline(imprint_size);
    for (n, line) in lines.iter().enumerate() {
        page.put_line(line.clone(), None, top + imprint_rule + imprint_pitch * n as i64 + above);
    }
    let rule = |y: Length| Area { x: left, y, width, height: imprint_rule };
    page.rules.extend([top, bottom - imprint_rule].map(rule));
}
