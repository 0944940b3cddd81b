//! SVG: shapes with the text turned into outlines.
//!
//! What a page would show otherwise than a browser is refused by name, never dropped: a chart
//! without its gradient may pass, one without its labels may not, and no program can tell.

mod convert;
mod faces;
mod limits;
mod survey;

use usvg::{ImageHrefResolver, Options, Tree, roxmltree};

pub use faces::SvgFace;

use super::raster::PX_TO_UM;
use super::{PictureFault, PictureKind, Vector};

/// The most XML nodes that are looked at: each takes a kilobyte and more where it uses another.
const MAX_NODES: u32 = 200_000;

/// The longest side that is believed, in CSS pixels.
const MAX_SIDE: f32 = 1_000_000.0;

/// Whether bytes are likely SVG: markup with an `svg` element in it.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    start == Some(&b'<') && (has(b"<svg") || has(b":svg"))
}

pub(super) fn decode(bytes: &[u8], faces: &[SvgFace]) -> Result<Vector, PictureFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureFault::SvgEncoding)?;
    limits::check_markup(text)?;
    survey::check_entities(text)?;
    let parsing = roxmltree::ParsingOptions {
        // Drawing programs write a document type; its entities are limited by the parser.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..roxmltree::ParsingOptions::default()
    };
    let document = roxmltree::Document::parse_with_options(text, parsing).map_err(xml_fault)?;
    survey::survey(&document)?;

    let used = faces::FaceDemand::default();
    let tree = Tree::from_xmltree(&document, &options(faces, &used)).map_err(fault)?;
    used.check()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(width <= MAX_SIDE && height <= MAX_SIDE) {
        return Err(limits::over(format!("边长超过 {} 万像素", MAX_SIDE / 10_000.0)));
    }
    let size = |side: f32| ((f64::from(side) * PX_TO_UM).round() as i64).max(1);
    convert::convert(&tree, (size(width), size(height)))
}

fn options<'a>(faces: &[SvgFace], used: &'a faces::FaceDemand) -> Options<'a> {
    Options {
        resources_dir: None,
        // What browsers begin with.
        font_size: 16.0,
        languages: vec!["zh-CN".to_owned(), "zh".to_owned(), "en".to_owned()],
        // The survey has refused pictures within the picture; nothing is looked for in any case.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..faces::options(faces, used)
    }
}

fn broken(reason: String) -> PictureFault {
    PictureFault::Broken { kind: PictureKind::Svg, reason }
}

fn xml_fault(error: roxmltree::Error) -> PictureFault {
    match error {
        roxmltree::Error::NodesLimitReached => {
            limits::over(format!("元素和文字超过 {} 万处", MAX_NODES / 10_000))
        }
        roxmltree::Error::AttributesLimitReached => limits::over("属性太多".to_owned()),
        roxmltree::Error::NamespacesLimitReached => limits::over("命名空间太多".to_owned()),
        roxmltree::Error::EntityReferenceLoop(_) => limits::over("实体引用自己".to_owned()),
        other => broken(other.to_string()),
    }
}

fn fault(error: usvg::Error) -> PictureFault {
    match error {
        usvg::Error::ElementsLimitReached => limits::over("要画的元素太多".to_owned()),
        usvg::Error::ParsingFailed(error) => xml_fault(error),
        usvg::Error::InvalidSize => broken("没有有效的宽和高".to_owned()),
        other => broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
