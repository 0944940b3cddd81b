//! Pictures: their files as parts of the package, and where they stand (ECMA-376 Part 1 20.4).

use std::collections::BTreeMap;

use super::package::Entry;
use super::page::Sheet;
use super::raster;
use super::relationships::Relationships;
use super::xml::escape;
use crate::document;
use crate::pictures::{Orientation, Picture, RasterData};

/// English metric units to a micrometre and to a twip.
const UM: i64 = 36;
const TWIP: i64 = 635;
/// What says that a picture stands in for an SVG ([MS-ODRAWXML] 2.2.5.3).
const SVG: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const SVG_SPACE: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";

/// A picture that the report shows: decoded, and its file's bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Image<'i> {
    pub(crate) picture: &'i Picture,
    pub(crate) bytes: &'i [u8],
}

/// The pictures of a report on their way into its package.
pub(super) struct Pictures<'p> {
    images: &'p BTreeMap<String, Image<'p>>,
    sheet: &'p Sheet,
    /// The parts of pictures that were drawn: what stands in the text, and an SVG that it is.
    parts: BTreeMap<String, (String, Option<String>)>,
    pub(super) entries: Vec<Entry>,
    drawn: usize,
}

impl<'p> Pictures<'p> {
    pub(super) fn new(images: &'p BTreeMap<String, Image<'p>>, sheet: &'p Sheet) -> Self {
        Self { images, sheet, parts: BTreeMap::new(), entries: Vec::new(), drawn: 0 }
    }

    /// `w:drawing` of a picture; nothing of one that cannot be shown.
    pub(super) fn drawing(
        &mut self,
        shown: &document::Picture,
        relationships: &mut Relationships,
    ) -> String {
        let Some(image) = self.images.get(&shown.file) else { return String::new() };
        let (part, svg) = match self.parts.get(&shown.file) {
            Some(known) => known.clone(),
            None => {
                let seen = self.place(image.picture, &shown.caption).width;
                let parts = self.add(*image, seen);
                self.parts.insert(shown.file.clone(), parts.clone());
                parts
            }
        };
        let id = relationships.part("image", &part);
        let svg = svg.map(|svg| relationships.part("image", &svg));
        let extension = svg.map(|id| {
            format!(
                r#"<a:extLst><a:ext uri="{SVG}"><asvg:svgBlip xmlns:asvg="{SVG_SPACE}" r:embed="{id}"/></a:ext></a:extLst>"#
            )
        });
        self.drawn += 1;
        let blip = match extension {
            Some(extension) => format!(r#"<a:blip r:embed="{id}">{extension}</a:blip>"#),
            None => format!(r#"<a:blip r:embed="{id}"/>"#),
        };
        inline(self.drawn, &escape(&shown.alt), &blip, &self.place(image.picture, &shown.caption))
    }

    /// Puts a picture's files into the package.
    fn add(&mut self, image: Image<'_>, seen: i64) -> (String, Option<String>) {
        let number = self.parts.len() + 1;
        let mut put = |ending: &str, bytes: &[u8]| {
            let name = format!("media/image{number}.{ending}");
            self.entries.push(Entry::new(format!("word/{name}"), bytes));
            name
        };
        match image.picture {
            Picture::Raster(raster) => match &raster.data {
                RasterData::Pixels(_) => (put("png", image.bytes), None),
                RasterData::Jpeg(jpeg) => (put("jpeg", &jpeg.bytes), None),
            },
            Picture::Vector(vector) => {
                let png = put("png", &raster::png(vector, seen).unwrap_or_default());
                (png, Some(put("svg", image.bytes)))
            }
        }
    }

    /// A picture in its natural size, or smaller so that it stands in the type area with a line
    /// below it.
    fn place(&self, picture: &Picture, caption: &str) -> Place {
        let size = picture.size_um();
        let (mut width, mut height) = (size.0 * UM, size.1 * UM);
        let room = self.sheet.width * TWIP;
        let below = if caption.is_empty() { 1 } else { 2 };
        let high = (self.sheet.height - below * self.sheet.pitch) * TWIP;
        if width > room {
            height = height * room / width.max(1);
            width = room;
        }
        if height > high {
            width = width * high / height.max(1);
            height = high;
        }
        let turned = match picture {
            Picture::Raster(raster) => raster.orientation,
            Picture::Vector(_) => Orientation::TopLeft,
        };
        Place { width: width.max(1), height: height.max(1), turned }
    }
}

/// How large a picture is seen, and how its rows are turned for that.
struct Place {
    width: i64,
    height: i64,
    turned: Orientation,
}

impl Place {
    /// The attributes of `a:xfrm`: degrees clockwise in 60,000ths, after mirroring.
    fn turn(&self) -> &'static str {
        match self.turned {
            Orientation::TopLeft => "",
            Orientation::TopRight => r#" flipH="1""#,
            Orientation::BottomRight => r#" rot="10800000""#,
            Orientation::BottomLeft => r#" flipV="1""#,
            Orientation::LeftTop => r#" rot="5400000" flipV="1""#,
            Orientation::RightTop => r#" rot="5400000""#,
            Orientation::RightBottom => r#" rot="5400000" flipH="1""#,
            Orientation::LeftBottom => r#" rot="16200000""#,
        }
    }
}

fn inline(number: usize, alt: &str, blip: &str, place: &Place) -> String {
    // The extent is that before turning; what stands out of it is the effect's.
    let (mut width, mut height, mut across, mut down) = (place.width, place.height, 0, 0);
    if place.turned.exchanges_sides() {
        let out = (width - height) / 2;
        (across, down) = (out.max(0), (-out).max(0));
        (width, height) = (height, width);
    }
    let turn = place.turn();
    format!(
        r#"<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="{across}" t="{down}" r="{across}" b="{down}"/><wp:docPr id="{number}" name="图片 {number}" descr="{alt}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="图片 {number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm{turn}><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"#
    )
}
