//! The picture of a seal that the call names: whether it can be one.

use std::path::Path;

use crate::cli::files::input;
use crate::pictures::{self, Picture, Raster, RasterData};

/// A seal of fewer pixels is a blot on paper: 42 mm at 100 dots to the inch.
const FEWEST: u32 = 160;

/// A seal's picture.
///
/// # Errors
/// What is wrong with it, in Chinese.
pub(super) fn picture(path: &Path) -> Result<Picture, String> {
    read(&path.display().to_string(), &input::picture_file(path)?)
}

/// A seal's picture that was handed over.
///
/// # Errors
/// What is wrong with it, in Chinese.
pub(super) fn given(bytes: &[u8]) -> Result<Picture, String> {
    read("", bytes)
}

fn read(name: &str, bytes: &[u8]) -> Result<Picture, String> {
    let message = |why: String| format!("印章图片 {name} 用不了：{why}");
    let picture = pictures::decode(bytes, &[]).map_err(|fault| message(fault.to_string()))?;
    match unfit(&picture) {
        Some(why) => Err(message(why)),
        None => Ok(picture),
    }
}

/// Why a picture is none of a seal.
fn unfit(picture: &Picture) -> Option<String> {
    let (width, height) = picture.size_um();
    if width.max(height) > width.min(height).saturating_mul(3) / 2 {
        return Some("印章是圆的或方的，这张图片太扁；裁到印章的四边再用".to_owned());
    }
    match picture {
        Picture::Raster(raster) if raster.width.min(raster.height) < FEWEST => Some(format!(
            "只有 {}×{} 点，印出来看不清；至少要 {FEWEST}×{FEWEST} 点",
            raster.width, raster.height
        )),
        Picture::Raster(raster) if is_unseen(raster) => {
            Some("全是透明的，盖上去什么也看不见".to_owned())
        }
        Picture::Raster(raster) if is_dark(raster) => {
            Some("多半是黑的，盖上去会遮住落款；背景要白色或透明".to_owned())
        }
        Picture::Raster(_) | Picture::Vector(_) => None,
    }
}

/// Text below a dark seal cannot be read.
fn is_dark(raster: &Raster) -> bool {
    /// As dark as ink may be that black text is still read through.
    const DARK: u8 = 80;
    let RasterData::Pixels(pixels) = &raster.data else { return false };
    let alpha = |n: usize| pixels.alpha.as_ref().and_then(|alpha| alpha.get(n)).copied();
    let dots = pixels.colour.chunks_exact(raster.colour.components()).enumerate();
    let is_black = |(n, dot): &(usize, &[u8])| {
        dot.iter().all(|part| *part < DARK) && alpha(*n).unwrap_or(u8::MAX) > u8::MAX / 2
    };
    let all = pixels.colour.len() / raster.colour.components();
    dots.filter(is_black).count() > all / 2
}

fn is_unseen(raster: &Raster) -> bool {
    match &raster.data {
        RasterData::Pixels(pixels) => {
            pixels.alpha.as_ref().is_some_and(|alpha| alpha.iter().all(|value| *value == 0))
        }
        RasterData::Jpeg(_) => false,
    }
}
