//! JPEG: looked through, tried, and kept as it is.
//!
//! A PDF takes a JPEG stream without decoding it, so the pixels lose nothing. What the stream
//! carries besides the picture (camera, place, thumbnail, what a telephone appends) is left out.

mod exif;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::{check_pixels, size_um};
use super::{Colour, Jpeg, Orientation, PictureFault, PictureKind, Raster, RasterData};

/// The most scans of a progressive stream: real ones have about ten, and each costs a pass.
const MAX_SCANS: usize = 40;

/// What a look through the markers finds (ITU-T T.81 annex B).
#[derive(Default)]
struct Survey {
    /// The stream with nothing in it but the picture.
    kept: Vec<u8>,
    /// Height, width and the components' ids.
    frame: Option<(u32, u32, Vec<u8>)>,
    /// Dots to the metre.
    density: Option<(u32, u32)>,
    orientation: Orientation,
    jfif: bool,
    adobe: bool,
}

pub(super) fn decode(bytes: &[u8]) -> Result<Raster, PictureFault> {
    let survey = survey(bytes)?;
    let Some((width, height, components)) = survey.frame else {
        return Err(broken("没有图像头"));
    };
    let colour = if components.len() == 1 { Colour::Grey } else { Colour::Rgb };
    try_pixels(&survey.kept, width, height)?;
    let (w, h) = size_um(width, height, survey.density);
    let size_um = if survey.orientation.exchanges_sides() { (h, w) } else { (w, h) };
    // As the Independent JPEG Group's library guesses, by which such files are seen elsewhere.
    let plain_rgb = !survey.jfif && !survey.adobe && components == b"RGB";
    Ok(Raster {
        width,
        height,
        colour,
        orientation: survey.orientation,
        size_um,
        data: RasterData::Jpeg(Jpeg { bytes: survey.kept.into(), plain_rgb }),
    })
}

/// Decodes once and throws the pixels away: what a viewer would stumble over is found here.
fn try_pixels(bytes: &[u8], width: u32, height: u32) -> Result<(), PictureFault> {
    let options = DecoderOptions::default()
        .set_max_width(width as usize)
        .set_max_height(height as usize)
        .set_strict_mode(true)
        .jpeg_set_max_scans(MAX_SCANS);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode().map(drop).map_err(|error| broken(&format!("{error:?}")))
}

fn broken(reason: &str) -> PictureFault {
    PictureFault::Broken { kind: PictureKind::Jpeg, reason: reason.to_owned() }
}

/// Walks the markers to the last one, keeping what makes the picture.
fn survey(bytes: &[u8]) -> Result<Survey, PictureFault> {
    const CUT: &str = "文件不完整";
    let mut found = Survey { kept: vec![0xFF, 0xD8], ..Survey::default() };
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let (marker, after) = next_marker(rest).ok_or_else(|| broken(CUT))?;
        if marker == END {
            found.kept.extend([0xFF, END]);
            return Ok(found);
        }
        let segment = segment(after).ok_or_else(|| broken(CUT))?;
        rest = &after[segment.len()..];
        found.take(marker, segment)?;
        if marker == SCAN {
            let length = scan_length(rest).ok_or_else(|| broken(CUT))?;
            found.kept.extend_from_slice(&rest[..length]);
            rest = &rest[length..];
        }
    }
}

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP14: u8 = 0xEE;
const COMMENT: u8 = 0xFE;

/// The next marker and what follows it; fill bytes before it are passed over.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
    let marker = *bytes.get(fill)?;
    (fill > 0 && marker != 0).then(|| (marker, &bytes[fill + 1..]))
}

/// A marker's segment, its length first.
fn segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    if length < 2 { None } else { bytes.get(..length) }
}

/// How far a scan's coded data goes: to the first marker that is no restart.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF))
}

impl Survey {
    fn take(&mut self, marker: u8, segment: &[u8]) -> Result<(), PictureFault> {
        let body = &segment[2..];
        let keep = match marker {
            APP0 if body.starts_with(b"JFIF\0") => {
                self.jfif = true;
                self.density = jfif_density(body);
                true
            }
            APP1 => {
                if let Some(number) = body.strip_prefix(b"Exif\0\0").and_then(exif::orientation) {
                    self.orientation = Orientation::from_exif(number);
                }
                false
            }
            APP14 if body.starts_with(b"Adobe") => {
                self.adobe = true;
                true
            }
            APP0..=0xEF | COMMENT => false,
            // DHT, JPG and DAC share the range of the frame markers.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                self.frame(marker, body)?;
                true
            }
            _ => true,
        };
        if keep {
            self.kept.extend([0xFF, marker]);
            self.kept.extend_from_slice(segment);
        }
        Ok(())
    }

    fn frame(&mut self, marker: u8, body: &[u8]) -> Result<(), PictureFault> {
        let process = |what| Err(PictureFault::JpegProcess { what });
        let &[precision, h1, h0, w1, w0, count, ref rest @ ..] = body else {
            return Err(broken("图像头不完整"));
        };
        match marker {
            0xC0..=0xC2 => {}
            0xC3 | 0xC7 | 0xCB | 0xCF => return process("无损压缩"),
            0xC9..=0xCE => return process("算术编码"),
            _ => return process("分层编码"),
        }
        if precision != 8 {
            return process("每色超过 8 位的编码");
        }
        match count {
            1 | 3 => {}
            4 => return Err(PictureFault::Cmyk),
            _ => return process("不常见的颜色通道数"),
        }
        if self.frame.is_some() {
            return Err(broken("图像头重复"));
        }
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        let (width, height) = (u32::from(width), u32::from(height));
        check_pixels(PictureKind::Jpeg, width, height)?;
        let ids = rest.chunks(3).take(usize::from(count)).map(|part| part[0]).collect();
        self.frame = Some((width, height, ids));
        Ok(())
    }
}

/// Dots to the metre of a JFIF header; `None` where it gives a ratio only.
fn jfif_density(body: &[u8]) -> Option<(u32, u32)> {
    let &[unit, x1, x0, y1, y0] = body.get(7..12)? else { return None };
    let (x, y) = (u32::from(u16::from_be_bytes([x1, x0])), u32::from(u16::from_be_bytes([y1, y0])));
    match unit {
        1 => Some(((x * 10_000 + 127) / 254, (y * 10_000 + 127) / 254)),
        2 => Some((x * 100, y * 100)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests;
