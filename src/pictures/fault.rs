//! What can be wrong with a picture, and what to do about it.

use super::{MAX_BYTES, MAX_PIXELS};

/// A kind of picture, for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG.
    Svg,
}

impl std::fmt::Display for PictureKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Svg => "SVG",
        })
    }
}

/// Why a picture can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Neither PNG, JPEG nor SVG.
    #[error("不是可用的图片{}，请另存为 PNG、JPEG 或 SVG", aside(hint))]
    Unknown {
        /// What it looks like; may be empty.
        hint: &'static str,
    },
    /// A file that is too large to look at.
    #[error("图片文件太大（{} MB），请压缩到 {} MB 以内", bytes.div_ceil(1_000_000), MAX_BYTES / 1_000_000)]
    TooManyBytes {
        /// The file's length.
        bytes: usize,
    },
    /// A raster picture that is too large to decode.
    #[error("图片尺寸太大（{width}×{height} 像素），请缩小到 {} 万像素以内", MAX_PIXELS / 10_000)]
    TooManyPixels {
        /// Pixels to a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A file that breaks its own format's rules, or ends too early.
    #[error("{kind} 图片已损坏或不完整（{reason}），请重新导出")]
    Broken {
        /// What it is.
        kind: PictureKind,
        /// What the decoder said.
        reason: String,
    },
    /// A JPEG in printing colours.
    #[error("JPEG 图片是 CMYK（印刷四色）模式，归档文件只用 sRGB，请转为 RGB 后另存")]
    Cmyk,
    /// A JPEG that viewers of a PDF don't read.
    #[error("JPEG 图片采用{what}，PDF 阅读器不支持，请另存为普通 JPEG 或 PNG")]
    JpegProcess {
        /// The process.
        what: &'static str,
    },
    /// An SVG in another encoding.
    #[error("SVG 图片不是 UTF-8 编码，请以 UTF-8 另存")]
    SvgEncoding,
    /// Something in an SVG that a page can't take over faithfully.
    #[error("SVG 图片用了{what}，无法如实排入页面，请另存为 PNG")]
    SvgFeature {
        /// What it is.
        what: &'static str,
    },
    /// An SVG that needs another file.
    #[error("SVG 图片引用了外部文件（{href}），请把内容并入图片，或另存为 PNG")]
    SvgExternal {
        /// What it points at, cut short.
        href: String,
    },
    /// Characters of an SVG's text that no face has.
    #[error("SVG 图片中的“{characters}”没有字体可用，请换用其他字，或另存为 PNG")]
    SvgCharacters {
        /// The characters.
        characters: String,
    },
    /// An SVG with more in it than a page should carry.
    #[error("SVG 图片太复杂：{excess}，请简化，或另存为 PNG")]
    SvgTooComplex {
        /// Which limit it passes, and what of it.
        excess: String,
    },
}

fn aside(hint: &str) -> String {
    if hint.is_empty() { String::new() } else { format!("（{hint}）") }
}
