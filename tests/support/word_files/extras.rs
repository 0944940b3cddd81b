//! What prose may hold besides paragraphs.

use super::hand::{CENTRED, INDENTED, escaped, paragraph, run};
use super::package::Package;
use super::report::{Kind, Piece, Report};
use super::styles::{ITEMS, add_lists, numbered};
use super::tables::{Cell, table};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// Three columns, the first row a head.
    Table,
    /// A PNG with words for who does not see it.
    Picture,
    /// A paragraph whose first sentence is bold.
    RunInHeading,
    /// Three paragraphs numbered by a list.
    List,
}

pub(crate) const ROWS: [[&str; 3]; 3] =
    [["项目", "上半年", "下半年"], ["新建基站", "120座", "160座"], ["改造小区", "35个", "48个"]];
pub(crate) const ALTERNATIVE: &str = "柱状图：满意率逐年上升";
pub(crate) const RUN_IN_HEADING: [&str; 2] = ["优化服务流程。", "办理时长平均缩短两成。"];
pub(crate) const LIST: [&str; 3] = ["公开服务承诺", "畅通投诉渠道", "定期回访客户"];

impl Extra {
    pub(crate) const ALL: [Self; 4] = [Self::Table, Self::Picture, Self::RunInHeading, Self::List];

    /// Words that tell it from others.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Table => ROWS[0][0],
            Self::Picture => ALTERNATIVE,
            Self::RunInHeading => RUN_IN_HEADING[0],
            Self::List => LIST[0],
        }
    }
}

/// The pieces behind the title, as a make writes them, with what is the same in every make.
pub(crate) fn body(
    report: &Report,
    package: &mut Package,
    mut write: impl FnMut(&Piece) -> String,
) -> String {
    let one = |piece: &Piece| match piece.kind {
        Kind::Extra(extra) => xml(extra, package),
        _ => write(piece),
    };
    report.body().map(one).collect()
}

pub(crate) fn xml(extra: Extra, package: &mut Package) -> String {
    match extra {
        Extra::Table => {
            let cells = |row: &[&str; 3]| row.iter().map(|text| Cell::new(text)).collect();
            table(&ROWS.iter().map(cells).collect::<Vec<Vec<Cell>>>())
        }
        Extra::Picture => {
            let id = package.add_picture(png());
            paragraph(CENTRED, &picture(&id, &package.dialect.picture_uri()))
        }
        Extra::RunInHeading => {
            let [heading, text] = RUN_IN_HEADING;
            paragraph(INDENTED, &(run("<w:b/>", heading) + &run("", text)))
        }
        Extra::List => {
            package.once("numbering", add_lists);
            let item = |text: &&str| paragraph(&numbered(ITEMS, 0), &run("", text));
            LIST.iter().map(item).collect()
        }
    }
}

/// A red square.
pub(crate) fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 240, 120);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0xC0, 0x20, 0x20].repeat(240 * 120)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A picture in a line, 60 mm wide.
fn picture(id: &str, uri: &str) -> String {
    let words = escaped(ALTERNATIVE);
    let extent = "cx='2160000' cy='1080000'";
    format!(
        "<w:r><w:drawing><wp:inline distT='0' distB='0' distL='0' distR='0'><wp:extent \
         {extent}/><wp:docPr id='1' name='图片 1' descr='{words}'/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri='{uri}'><pic:pic><pic:nvPicPr><pic:cNvPr id='1' \
         name='满意率.png' descr='{words}'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
         r:embed='{id}'/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
         <a:off x='0' y='0'/><a:ext {extent}/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>\
         </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>\
         </w:r>"
    )
}
