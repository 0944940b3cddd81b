//! The one thing of Exif that a page needs: which way up.

/// The orientation, 1 to 8, of an Exif block from its TIFF header on (Exif 2.32 4.5, 4.6);
/// `None` where there is none or the block is broken, which is no reason to refuse a picture.
pub(super) fn orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    const SHORT: u16 = 3;
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let directory = {
        let &[a, b, c, d] = tiff.get(4..8)? else { return None };
        let quad = [a, b, c, d];
        let offset = if little { u32::from_le_bytes(quad) } else { u32::from_be_bytes(quad) };
        usize::try_from(offset).ok()?
    };
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map_while(|n| directory.checked_add(2 + n * 12))
        .find(|entry| short(*entry) == Some(ORIENTATION))
        .filter(|entry| short(entry + 2) == Some(SHORT))
        .and_then(|entry| short(entry + 8))
}
