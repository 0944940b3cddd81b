//! PNG, decoded to 8 bits with the alpha in a plane of its own.

use std::io::Cursor;

use ::png::{ColorType, Decoder, DecodingError, Info, Limits, Transformations, Unit};

use super::raster::{check_pixels, size_um};
use super::{
    Colour, MAX_PIXELS, Orientation, PictureFault, PictureKind, Pixels, Raster, RasterData,
};

/// What the decoder may take besides the picture itself: rows, palettes, window.
const DECODER_BYTES: usize = 64 << 20;

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, PictureFault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: DECODER_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    // Compressed text and profiles are not shown, so they are not unpacked either.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(broken)?;
    let (width, height) = (header.width, header.height);
    check_pixels(PictureKind::Png, width, height)?;

    let mut reader = decoder.read_info().map_err(broken)?;
    let size_um = size_um(width, height, density(reader.info()));
    let length = reader.output_buffer_size().filter(|n| *n as u64 <= MAX_PIXELS * 4);
    let length = length.ok_or(PictureFault::TooManyPixels { width, height })?;
    let mut rows = vec![0; length];
    let frame = reader.next_frame(&mut rows).map_err(broken)?;
    reader.finish().map_err(broken)?;

    rows.truncate(frame.buffer_size());
    let (colour, pixels) = planes(frame.color_type, rows);
    let data = RasterData::Pixels(pixels);
    Ok(Raster { width, height, colour, orientation: Orientation::TopLeft, size_um, data })
}

fn broken(error: DecodingError) -> PictureFault {
    PictureFault::Broken { kind: PictureKind::Png, reason: error.to_string() }
}

/// Dots to the metre, where the file says.
fn density(info: &Info<'_>) -> Option<(u32, u32)> {
    let dims = info.pixel_dims.as_ref()?;
    matches!(dims.unit, Unit::Meter).then_some((dims.xppu, dims.yppu))
}

/// Colour and alpha apart; a palette has been looked up already.
fn planes(kind: ColorType, rows: Vec<u8>) -> (Colour, Pixels) {
    let (colour, has_alpha) = match kind {
        ColorType::Grayscale => (Colour::Grey, false),
        ColorType::GrayscaleAlpha => (Colour::Grey, true),
        ColorType::Rgb | ColorType::Indexed => (Colour::Rgb, false),
        ColorType::Rgba => (Colour::Rgb, true),
    };
    if !has_alpha {
        return (colour, Pixels { colour: rows.into(), alpha: None });
    }
    let components = colour.components();
    let pixels = rows.len() / (components + 1);
    let mut plane = Vec::with_capacity(pixels * components);
    let mut alpha = Vec::with_capacity(pixels);
    for pixel in rows.chunks_exact(components + 1) {
        plane.extend_from_slice(&pixel[..components]);
        alpha.push(pixel[components]);
    }
    // An alpha that hides nothing is left out: no blending for a picture that needs none.
    let alpha = alpha.iter().any(|a| *a != u8::MAX).then(|| alpha.into());
    (colour, Pixels { colour: plane.into(), alpha })
}

#[cfg(test)]
mod tests {
    use ::png::{BitDepth, Encoder, PixelDimensions};

    use super::*;
    use crate::pictures::{MAX_PIXELS, Picture, decode};

    fn encode(w: u32, h: u32, colour: ColorType, depth: BitDepth, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, w, h);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if colour == ColorType::Indexed {
            encoder.set_palette(vec![255, 0, 0, 0, 0, 255]);
            encoder.set_trns(vec![255, 128]);
        }
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        bytes
    }

    fn raster(bytes: &[u8]) -> Raster {
        match decode(bytes, &[]).unwrap() {
            Picture::Raster(raster) => raster,
            Picture::Vector(_) => panic!("a PNG is a raster picture"),
        }
    }

    fn pixels(bytes: &[u8]) -> (Colour, Vec<u8>, Option<Vec<u8>>) {
        let raster = raster(bytes);
        let RasterData::Pixels(pixels) = raster.data else { panic!("a PNG is decoded") };
        (raster.colour, pixels.colour.to_vec(), pixels.alpha.map(|a| a.to_vec()))
    }

    /// Type, depth, data; then colour, its plane, and the alpha's.
    type Case<'a> = (ColorType, BitDepth, &'a [u8], Colour, &'a [u8], Option<&'a [u8]>);

    #[test]
    fn every_colour_type_becomes_eight_bits() {
        use BitDepth::{Eight, One, Sixteen};
        let cases: [Case<'_>; 7] = [
            (ColorType::Grayscale, One, &[0x40], Colour::Grey, &[0, 255], None),
            (ColorType::Grayscale, Sixteen, &[1, 2, 250, 3], Colour::Grey, &[1, 250], None),
            (ColorType::GrayscaleAlpha, Eight, &[9, 1, 8, 2], Colour::Grey, &[9, 8], Some(&[1, 2])),
            (ColorType::Rgb, Eight, &[1, 2, 3, 4, 5, 6], Colour::Rgb, &[1, 2, 3, 4, 5, 6], None),
            (
                ColorType::Rgba,
                Eight,
                &[1, 2, 3, 0, 4, 5, 6, 255],
                Colour::Rgb,
                &[1, 2, 3, 4, 5, 6],
                Some(&[0, 255]),
            ),
            (
                ColorType::Rgba,
                Sixteen,
                &[1, 0, 2, 0, 3, 0, 7, 0, 4, 0, 5, 0, 6, 0, 8, 0],
                Colour::Rgb,
                &[1, 2, 3, 4, 5, 6],
                Some(&[7, 8]),
            ),
            (
                ColorType::Indexed,
                One,
                &[0x40],
                Colour::Rgb,
                &[255, 0, 0, 0, 0, 255],
                Some(&[255, 128]),
            ),
        ];
        for (kind, depth, data, colour, plane, alpha) in cases {
            let got = pixels(&encode(2, 1, kind, depth, data));
            let want = (colour, plane.to_vec(), alpha.map(<[u8]>::to_vec));
            assert_eq!(got, want, "{kind:?} {depth:?}");
        }
    }

    #[test]
    fn an_alpha_that_hides_nothing_is_left_out() {
        let bytes = encode(1, 1, ColorType::Rgba, BitDepth::Eight, &[1, 2, 3, 255]);
        assert_eq!(pixels(&bytes).2, None);
    }

    #[test]
    fn interlaced_rows_come_in_order() {
        // 3 by 3, grey, Adam7, pixels 0, 30, … 240: the encoder here writes none, so by hand.
        assert_eq!(pixels(INTERLACED).1, (0..9).map(|n| n * 30).collect::<Vec<u8>>());
    }

    const INTERLACED: &[u8] = &[
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 3, 8, 0,
        0, 0, 1, 4, 68, 218, 245, 0, 0, 0, 23, 73, 68, 65, 84, 120, 156, 99, 96, 96, 176, 97, 216,
        242, 129, 65, 142, 225, 18, 67, 84, 197, 52, 0, 25, 215, 4, 57, 56, 120, 18, 153, 0, 0, 0,
        0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];

    #[test]
    fn stated_density_gives_the_size() {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 10, 20);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_pixel_dims(Some(PixelDimensions {
            xppu: 10_000,
            yppu: 5000,
            unit: Unit::Meter,
        }));
        encoder.write_header().unwrap().write_image_data(&[0; 200]).unwrap();
        assert_eq!(raster(&bytes).size_um, (1000, 4000));
    }

    #[test]
    fn a_bomb_is_refused_from_its_header() {
        // The size is overwritten, with a checksum to match, and nothing follows.
        let mut bytes = encode(1, 1, ColorType::Grayscale, BitDepth::Eight, &[0]);
        bytes[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        let fault = decode(&bytes, &[]).unwrap_err();
        assert_eq!(fault, PictureFault::TooManyPixels { width: 65535, height: 65535 });
        assert!(fault.to_string().contains(&(MAX_PIXELS / 10_000).to_string()));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
            })
        })
    }

    #[test]
    fn a_file_cut_short_is_refused_wherever_it_is_cut() {
        let data: Vec<u8> = (0..=255).collect();
        let bytes = encode(16, 16, ColorType::Grayscale, BitDepth::Eight, &data);
        assert!(decode(&bytes, &[]).is_ok());
        for end in 0..bytes.len() - 1 {
            assert!(decode(&bytes[..end], &[]).is_err(), "cut at {end}");
        }
    }
}
