use super::*;
use crate::pictures::{Picture, decode};

/// 16 by 8, red with a blue top left quarter, JFIF, luma and chroma.
pub(in crate::pictures) const COLOUR: &[u8] = &[
    255, 216, 255, 224, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 255, 219, 0, 67, 0,
    13, 9, 10, 11, 10, 8, 13, 11, 10, 11, 14, 14, 13, 15, 19, 32, 21, 19, 18, 18, 19, 39, 28, 30,
    23, 32, 46, 41, 49, 48, 46, 41, 45, 44, 51, 58, 74, 62, 51, 54, 70, 55, 44, 45, 64, 87, 65, 70,
    76, 78, 82, 83, 82, 50, 62, 90, 97, 90, 80, 96, 74, 81, 82, 79, 255, 219, 0, 67, 1, 14, 14, 14,
    19, 17, 19, 38, 21, 21, 38, 79, 53, 45, 53, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79,
    79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79,
    79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 79, 255, 192, 0, 17, 8, 0, 8, 0, 16, 3, 1, 34,
    0, 2, 17, 1, 3, 17, 1, 255, 196, 0, 22, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    4, 6, 255, 196, 0, 23, 16, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 98, 161, 255,
    196, 0, 21, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 255, 196, 0, 27, 17, 0, 2,
    2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 17, 0, 3, 1, 19, 113, 193, 255, 218, 0, 12, 3, 1,
    0, 2, 17, 3, 17, 0, 63, 0, 205, 70, 190, 40, 1, 200, 46, 226, 22, 220, 181, 207, 37, 77, 2,
    212, 59, 215, 132, 251, 63, 255, 217,
];

/// The same in grey.
const GREY: &[u8] = &[
    255, 216, 255, 224, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 255, 219, 0, 67, 0,
    13, 9, 10, 11, 10, 8, 13, 11, 10, 11, 14, 14, 13, 15, 19, 32, 21, 19, 18, 18, 19, 39, 28, 30,
    23, 32, 46, 41, 49, 48, 46, 41, 45, 44, 51, 58, 74, 62, 51, 54, 70, 55, 44, 45, 64, 87, 65, 70,
    76, 78, 82, 83, 82, 50, 62, 90, 97, 90, 80, 96, 74, 81, 82, 79, 255, 192, 0, 11, 8, 0, 8, 0,
    16, 1, 1, 17, 0, 255, 196, 0, 21, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 255,
    196, 0, 23, 16, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 98, 161, 255, 218, 0, 8,
    1, 1, 0, 0, 63, 0, 154, 141, 124, 33, 255, 217,
];

fn raster(bytes: &[u8]) -> Raster {
    match decode(bytes, &[]).unwrap() {
        Picture::Raster(raster) => raster,
        Picture::Vector(_) => panic!("a JPEG is a raster picture"),
    }
}

fn stream(raster: &Raster) -> &Jpeg {
    match &raster.data {
        RasterData::Jpeg(jpeg) => jpeg,
        RasterData::Pixels(_) => panic!("a JPEG stays one"),
    }
}

/// A stream with a segment put in after its first marker.
fn with(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&COLOUR[..2], &[0xFF, marker], &length, body, &COLOUR[2..]].concat()
}

fn exif(orientation: u16, little: bool) -> Vec<u8> {
    let short = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
    let mut body = b"Exif\0\0".to_vec();
    body.extend(if little { b"II*\0\x08\0\0\0" } else { b"MM\0*\0\0\0\x08" });
    for n in [1, 0x0112, 3] {
        body.extend(short(n));
    }
    body.extend(if little { [1, 0, 0, 0] } else { [0, 0, 0, 1] });
    body.extend(short(orientation));
    body.extend([0; 6]);
    body
}

#[test]
fn a_stream_is_kept_as_it_is() {
    let colour = raster(COLOUR);
    assert_eq!((colour.width, colour.height, colour.colour), (16, 8, Colour::Rgb));
    assert_eq!(&*stream(&colour).bytes, COLOUR);
    assert!(!stream(&colour).plain_rgb);
    let grey = raster(GREY);
    assert_eq!((grey.colour, &*stream(&grey).bytes), (Colour::Grey, GREY));
}

#[test]
fn which_way_up_is_read_and_what_else_exif_says_is_left_out() {
    for (number, little) in [(6, true), (6, false), (8, true), (5, false), (7, true)] {
        let turned = raster(&with(0xE1, &exif(number, little)));
        assert_eq!(turned.orientation, Orientation::from_exif(number));
        let (upright, size) = (raster(COLOUR).size_um, turned.size_um);
        assert_eq!(size, (upright.1, upright.0));
        assert_eq!(&*stream(&turned).bytes, COLOUR);
    }
    assert_eq!(raster(&with(0xE1, &exif(3, true))).size_um, raster(COLOUR).size_um);
    assert_eq!(raster(&with(0xE1, &exif(99, true))).orientation, Orientation::TopLeft);
}

#[test]
fn a_broken_exif_block_does_not_matter() {
    let whole = exif(6, true);
    for end in 0..whole.len() {
        raster(&with(0xE1, &whole[..end]));
    }
    raster(&with(0xE1, b"Exif\0\0II*\0\xFF\xFF\xFF\xFF"));
}

#[test]
fn what_follows_the_picture_is_left_out() {
    let bytes = [&with(0xFE, b"a comment")[..], b"a moving picture\xFF\xD8"].concat();
    assert_eq!(&*stream(&raster(&bytes)).bytes, COLOUR);
}

#[test]
fn density_gives_the_size() {
    // JFIF's own header: unit 1, dots to the inch.
    let mut bytes = COLOUR.to_vec();
    bytes[13..18].copy_from_slice(&[1, 0, 160, 0, 80]);
    assert_eq!(raster(&bytes).size_um, (2540, 2540));
}

#[test]
fn colours_without_a_word_about_them_are_told_by_their_names() {
    // Without JFIF, components named R, G and B are just that.
    let mut bytes = [&COLOUR[..2], &COLOUR[20..]].concat();
    for marker in [0xC0, 0xDA] {
        let at = bytes.windows(2).position(|pair| pair == [0xFF, marker]).unwrap();
        let (first, step) = if marker == 0xC0 { (at + 10, 3) } else { (at + 5, 2) };
        for (n, name) in b"RGB".iter().enumerate() {
            bytes[first + n * step] = *name;
        }
    }
    assert!(stream(&raster(&bytes)).plain_rgb);
}

#[test]
fn printing_colours_and_rare_processes_are_refused() {
    let changed = |marker: u8, at: usize, value: u8| {
        let mut bytes = COLOUR.to_vec();
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bytes[frame + 1] = marker;
        bytes[frame + at] = value;
        decode(&bytes, &[]).unwrap_err()
    };
    assert_eq!(changed(0xC0, 9, 4), PictureFault::Cmyk);
    assert!(matches!(changed(0xC9, 4, 8), PictureFault::JpegProcess { .. }));
    assert!(matches!(changed(0xC3, 4, 8), PictureFault::JpegProcess { .. }));
    assert!(matches!(changed(0xC0, 4, 12), PictureFault::JpegProcess { .. }));
    // No height: refused, and 65288 by 65296 never decoded.
    assert!(matches!(changed(0xC0, 6, 0), PictureFault::Broken { .. }));
    let mut bytes = COLOUR.to_vec();
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    (bytes[frame + 5], bytes[frame + 7]) = (0xFF, 0xFF);
    assert!(matches!(decode(&bytes, &[]), Err(PictureFault::TooManyPixels { .. })));
}

#[test]
fn a_file_cut_short_is_refused_wherever_it_is_cut() {
    for end in 0..COLOUR.len() {
        assert!(decode(&COLOUR[..end], &[]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_stream_that_does_not_decode_is_refused() {
    // Its Huffman tables are called comments, and left out as such.
    let mut bytes = COLOUR.to_vec();
    for at in 0..bytes.len() - 1 {
        if bytes[at..at + 2] == [0xFF, 0xC4] {
            bytes[at + 1] = 0xFE;
        }
    }
    assert!(matches!(decode(&bytes, &[]), Err(PictureFault::Broken { .. })));
}
