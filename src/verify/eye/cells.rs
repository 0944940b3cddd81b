//! Tables by their rules: the rules make rows of boxes and nothing else, and each cell's text
//! stands in its own box.

use crate::pdf::{Glyph, PageWords, Rectangle};

/// The thickest rule, in points.
const THICKEST: f64 = 1.0;
/// The lowest row, and the narrowest column.
const SMALLEST: f64 = 8.0;
/// How much rules may be off by rounding and by their own thickness.
const ROUNDING: f64 = 0.6;
/// More rules than a page can have.
const MAX_RULES: usize = 4_000;

/// What is wrong with a page's tables.
pub(super) enum Fault<'p> {
    /// The rules are not those of tables.
    Rules,
    /// Text stands outside of its box, or in a table and is none of its.
    Text(&'p Glyph),
}

/// A row between two rules across, with the places of those that go down.
struct Band {
    bottom: f64,
    top: f64,
    edges: Vec<f64>,
}

/// Judges the rules of a page's tables and the text in them.
pub(super) fn judge<'p>(page: &'p PageWords, rules: &[Rectangle]) -> Result<(), Fault<'p>> {
    let bands = bands(rules).ok_or(Fault::Rules)?;
    let mut rows: Vec<Option<usize>> = vec![None; bands.len()];
    for glyph in &page.glyphs {
        let Some(ink) = glyph.ink else { continue };
        let middle = [(ink[0] + ink[2]) / 2.0, (ink[1] + ink[3]) / 2.0];
        // One lies below the other, so only one or two can hold it.
        let above = bands.partition_point(|band| band.bottom > middle[1]);
        let near = bands.iter().enumerate().skip(above);
        let at = near.take_while(|(_, band)| band.top > middle[1]).find(|(_, band)| {
            let across = band.edges.first().zip(band.edges.last());
            across.is_some_and(|(left, right)| (*left..*right).contains(&middle[0]))
        });
        let at = at.map(|(n, _)| n);
        let place = glyph.place.and_then(|place| Some((place.row?, place.column?)));
        match (at, place, glyph.artifact) {
            (None, None, _) => {}
            // A table's head shown again is compared as a whole.
            (Some(_), _, Some(_)) => {}
            (Some(at), Some((row, column)), None) => {
                let band = bands.get(at).ok_or(Fault::Rules)?;
                let of_row = rows.get_mut(at).is_some_and(|known| *known.get_or_insert(row) == row);
                let sides = band.edges.get(column).zip(band.edges.get(column + 1));
                let in_box = sides.is_some_and(|(left, right)| {
                    ink[0] >= left - ROUNDING && ink[2] <= right + ROUNDING
                });
                let in_row = ink[1] >= band.bottom - ROUNDING && ink[3] <= band.top + ROUNDING;
                if !(of_row && in_box && in_row) {
                    return Err(Fault::Text(glyph));
                }
            }
            _ => return Err(Fault::Text(glyph)),
        }
    }
    let in_order = rows.into_iter().flatten().is_sorted();
    if in_order { Ok(()) } else { Err(Fault::Rules) }
}

/// The rows of a page's tables, from the top; `None` where rules are left over or missing.
fn bands(rules: &[Rectangle]) -> Option<Vec<Band>> {
    if rules.len() > MAX_RULES || !rules.iter().all(|rule| rule.artifact) {
        return None;
    }
    let is_across = |rule: &&Rectangle| rule.right - rule.left >= rule.top - rule.bottom;
    let (across, down): (Vec<&Rectangle>, Vec<&Rectangle>) = rules.iter().partition(is_across);
    let thin = across.iter().all(|rule| rule.top - rule.bottom <= THICKEST)
        && down.iter().all(|rule| rule.right - rule.left <= THICKEST);
    let mut bands: Vec<Band> = Vec::new();
    for rule in &down {
        let (bottom, top) = (rule.bottom, rule.top);
        let edge = (rule.left + rule.right) / 2.0;
        let same = |band: &&mut Band| near(band.bottom, bottom) && near(band.top, top);
        match bands.iter_mut().find(same) {
            Some(band) => band.edges.push(edge),
            None => bands.push(Band { bottom, top, edges: vec![edge] }),
        }
    }
    bands.sort_by(|one, other| other.top.total_cmp(&one.top));
    let mut used = vec![false; across.len()];
    for band in &mut bands {
        band.edges.sort_by(f64::total_cmp);
        let wide = band.edges.windows(2).all(|pair| matches!(pair, [a, b] if b - a >= SMALLEST));
        let (left, right) = (*band.edges.first()?, *band.edges.last()?);
        if band.edges.len() < 2 || !wide || band.top - band.bottom < SMALLEST {
            return None;
        }
        for height in [band.bottom, band.top] {
            let lies = |rule: &Rectangle| {
                near((rule.bottom + rule.top) / 2.0, height)
                    && near(rule.left, left)
                    && near(rule.right, right)
            };
            let mut lying = (0..across.len()).filter(|n| across.get(*n).is_some_and(|r| lies(r)));
            let (one, other) = (lying.next()?, lying.next());
            if other.is_some() {
                return None;
            }
            if let Some(used) = used.get_mut(one) {
                *used = true;
            }
        }
    }
    let apart = bands.windows(2).all(|pair| match pair {
        [above, below] => below.top <= above.bottom + ROUNDING,
        _ => true,
    });
    (thin && apart && used.into_iter().all(|used| used)).then_some(bands)
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= ROUNDING
}
