//! A CFF face cut by copying its outlines (Adobe Technical Note 5176). `subsetter` takes each
//! outline apart and puts it together anew, so that it needs no subroutine: for a face that has
//! none, FandolFang above all, that is most of the time of cutting, and for nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use skrifa::GlyphId;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::cff::dict::{Entry, entries};
use skrifa::raw::ps::cff::index::Index;
use skrifa::raw::ps::cff::v1::Cff;
use skrifa::raw::{FontData, FontRead};

/// How many strings every CFF table knows: the numbers of its own begin here.
const KNOWN_STRINGS: i32 = 391;

/// Cuts a CFF table to glyphs, given in their order and each once, behind .notdef. `None` where
/// that takes more than copying: subroutines, a face not keyed by CID, several parts, a matrix.
pub(super) fn cut(table: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let font = CffFontRef::new_cff(table, 0, None).ok()?;
    let ids: Vec<GlyphId> = std::iter::once(&0).chain(glyphs).map(|id| (*id).into()).collect();
    let parts: BTreeSet<Option<u16>> = ids.iter().map(|id| font.subfont_index(*id)).collect();
    let part = parts.first().copied().flatten().filter(|_| parts.len() == 1)?;
    let needs_subroutines =
        font.global_subrs().count() > 0 || font.subfont(part, &[]).ok()?.subrs_offset() > 0;
    if !font.is_cid() || needs_subroutines {
        return None;
    }
    let outlines = font.charstrings();
    let outlines: Option<Vec<&[u8]>> =
        ids.iter().map(|id| outlines.get(id.to_u32() as usize).ok()).collect();
    Some(written(&Kept::of(table, part)?, &outlines?))
}

/// What of a face stays beside the outlines.
struct Kept<'t> {
    name: &'t [u8],
    bounds: [i32; 4],
    /// Widths and hints of its one part.
    private: &'t [u8],
}

impl<'t> Kept<'t> {
    fn of(table: &'t [u8], part: u16) -> Option<Self> {
        let cff = Cff::read(FontData::new(table)).ok()?;
        let (mut bounds, mut parts) = ([0; 4], None);
        for entry in entries(cff.top_dicts().get(0).ok()?, None) {
            match entry.ok()? {
                Entry::FontBbox(sides) => bounds = sides.map(|side| side.to_i32()),
                Entry::FdArrayOffset(at) => parts = Some(at),
                Entry::FontMatrix(_) => return None,
                _ => {}
            }
        }
        let parts = Index::new(table.get(parts?..)?, false).ok()?;
        let mut private: Option<Range<usize>> = None;
        for entry in entries(parts.get(part.into()).ok()?, None) {
            match entry.ok()? {
                Entry::PrivateDictRange(range) => private = Some(range),
                Entry::FontMatrix(_) => return None,
                _ => {}
            }
        }
        Some(Self { name: cff.name(0)?, bounds, private: table.get(private?)? })
    }
}

/// A table of one part with these outlines; their numbers are their CIDs.
fn written(kept: &Kept<'_>, outlines: &[&[u8]]) -> Vec<u8> {
    // A face has no more glyphs than its numbers have places.
    let count = outlines.len() as u16;
    let last = count.saturating_sub(1);
    let strings: [&[u8]; 3] = [b"Adobe", b"Identity", kept.name];
    // From 1, in one range; .notdef is not told.
    let charset = match last {
        0 => vec![2],
        last => [&[2, 0, 1][..], &(last - 1).to_be_bytes()].concat(),
    };
    // All in the one part.
    let select = [&[3, 0, 1, 0, 0, 0][..], &count.to_be_bytes()].concat();
    let before = [&[1, 0, 4, 4][..], &index(&[kept.name])].concat();
    let after = [index(&strings), index(&[])].concat();
    // Offsets have one length whatever they say, so the dictionary may be measured first.
    let empty = index(&[&top([0; 4], kept, last)]).len();
    let charset_at = before.len() + empty + after.len();
    let select_at = charset_at + charset.len();
    let private_at = select_at + select.len();
    let parts_at = private_at + kept.private.len();
    let part = [
        [number(KNOWN_STRINGS + 2), vec![12, 38]].concat(),
        [number(kept.private.len() as i32), number(private_at as i32), vec![18]].concat(),
    ]
    .concat();
    let parts = index(&[&part]);
    let outlines_at = parts_at + parts.len();
    let top = top([charset_at, select_at, parts_at, outlines_at], kept, last);
    [before, index(&[&top]), after, charset, select, kept.private.to_vec(), parts, index(outlines)]
        .concat()
}

/// The dictionary of the face: registry and ordering, bounds, and where all stands.
fn top([charset, select, parts, outlines]: [usize; 4], kept: &Kept<'_>, last: u16) -> Vec<u8> {
    let ros = [number(KNOWN_STRINGS), number(KNOWN_STRINGS + 1), number(0), vec![12, 30]];
    let bounds = kept.bounds.iter().flat_map(|side| number(*side)).chain([5]);
    let entry = |value: usize, operator: &[u8]| [&number(value as i32)[..], operator].concat();
    let rest = [
        entry(usize::from(last) + 1, &[12, 34]),
        entry(charset, &[15]),
        entry(outlines, &[17]),
        entry(parts, &[12, 36]),
        entry(select, &[12, 37]),
    ];
    ros.concat().into_iter().chain(bounds).chain(rest.concat()).collect()
}

/// A number of a dictionary, always of five bytes.
fn number(value: i32) -> Vec<u8> {
    [&[29][..], &value.to_be_bytes()].concat()
}

/// An INDEX: how many, where each begins from 1, and the items.
fn index(items: &[&[u8]]) -> Vec<u8> {
    let mut out = (items.len() as u16).to_be_bytes().to_vec();
    if items.is_empty() {
        return out;
    }
    out.push(4);
    let mut at: u32 = 1;
    out.extend(at.to_be_bytes());
    for item in items {
        at += item.len() as u32;
        out.extend(at.to_be_bytes());
    }
    items.iter().for_each(|item| out.extend_from_slice(item));
    out
}
