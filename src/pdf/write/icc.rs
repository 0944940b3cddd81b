//! The colour space of everything on our pages, sRGB (IEC 61966-2-1), as an ICC profile of our
//! own, made from the standard's numbers (ISO 15076-1, version 4.2).

/// The white that profiles are connected by, D50, in 1/65536.
const D50: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];

/// sRGB's red, green and blue, adapted from D65 to D50 after Bradford. Together they are D50's
/// white.
const RED: [i32; 3] = [28_576, 14_581, 912];
const GREEN: [i32; 3] = [25_239, 46_983, 6_361];
const BLUE: [i32; 3] = [9_375, 3_972, 46_788];

/// Bradford's adaptation from D65 to D50, row by row.
const ADAPTATION: [i32; 9] = [68_674, 1_502, -3_291, 1_939, 64_912, -1_119, -606, 988, 49_262];

/// sRGB's curve: a power of 2.4 of (x + 0.055) / 1.055, and a line of 1 / 12.92 up to 0.04045.
const CURVE: [i32; 5] = [157_286, 62_119, 3_417, 5_072, 2_651];

/// The profile.
pub(in crate::pdf) fn srgb() -> Vec<u8> {
    let red = numbers(b"XYZ ", &RED);
    let green = numbers(b"XYZ ", &GREEN);
    let blue = numbers(b"XYZ ", &BLUE);
    let data = [
        text("sRGB IEC61966-2.1"),
        text("No copyright, use freely"),
        numbers(b"XYZ ", &D50),
        numbers(b"sf32", &ADAPTATION),
        red,
        green,
        blue,
        curve(),
    ];
    // Which data each tag has: the three curves are one.
    let tags: [(&[u8; 4], usize); 10] = [
        (b"desc", 0),
        (b"cprt", 1),
        (b"wtpt", 2),
        (b"chad", 3),
        (b"rXYZ", 4),
        (b"gXYZ", 5),
        (b"bXYZ", 6),
        (b"rTRC", 7),
        (b"gTRC", 7),
        (b"bTRC", 7),
    ];
    let start = HEADER + 4 + 12 * tags.len();
    let mut table = long(tags.len());
    for (name, n) in tags {
        let offset = start + data[..n].iter().map(Vec::len).sum::<usize>();
        table.extend(name);
        table.extend(long(offset));
        table.extend(long(data[n].len()));
    }
    let size = start + data.iter().map(Vec::len).sum::<usize>();
    [header(size), table, data.concat()].concat()
}

const HEADER: usize = 128;

fn header(size: usize) -> Vec<u8> {
    let mut header = long(size);
    header.extend([0; 4]);
    header.extend([0x04, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    D50.iter().for_each(|part| header.extend(part.to_be_bytes()));
    header.resize(HEADER, 0);
    header
}

fn long(number: usize) -> Vec<u8> {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}

/// A type's name, four bytes for later, and its numbers.
fn numbers(kind: &[u8; 4], numbers: &[i32]) -> Vec<u8> {
    let mut out = kind.to_vec();
    out.extend([0; 4]);
    numbers.iter().for_each(|number| out.extend(number.to_be_bytes()));
    out
}

/// A parametric curve of the third kind.
fn curve() -> Vec<u8> {
    let mut out = b"para\0\0\0\0\0\x03\0\0".to_vec();
    CURVE.iter().for_each(|number| out.extend(number.to_be_bytes()));
    out
}

/// A text in English, to whole words of four bytes.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = b"mluc\0\0\0\0".to_vec();
    out.extend(long(1));
    out.extend(long(12));
    out.extend(b"enUS");
    out.extend(long(units.len()));
    out.extend(long(28));
    out.extend(units);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_white_and_every_tag_lies_in_the_profile() {
        let white = [0, 1, 2].map(|n| RED[n] + GREEN[n] + BLUE[n]);
        assert_eq!(white, D50);
        let profile = srgb();
        let long = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((long(0), long(HEADER)), (profile.len(), 10));
        for tag in 0..long(HEADER) {
            let at = HEADER + 4 + 12 * tag;
            let (offset, length) = (long(at + 4), long(at + 8));
            assert!(offset % 4 == 0 && offset + length <= profile.len());
            assert!(profile[offset..offset + 4].iter().all(|b| b.is_ascii_graphic() || *b == b' '));
        }
    }
}
