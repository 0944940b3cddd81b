//! Whether a file is built as ours are: what its data gives is handed to the room that knows
//! PDFs, and what that finds becomes messages.

use super::at_hand::AtHand;
use super::extras::Extra;
use crate::document::Block;
use crate::filing::Filing;
use crate::fonts::FaceSet;
use crate::illustrations::Illustrations;
use crate::pdf::{self, Deviation, Elements, Expected, Info, ReadFault, ReportLink, ReportPicture};
use crate::report::{self, PictureFiles, Reading};
use crate::typeset::{self, ElementText, Tag};

/// A report as its data gives it.
pub(super) struct Report<'r> {
    pub(super) reading: &'r Reading,
    pub(super) filing: &'r Filing,
    pub(super) blocks: &'r [Block],
    /// The charts of the annex as SVG.
    pub(super) charts: &'r std::collections::BTreeMap<String, String>,
    /// The data, the last period's file and the pictures' as they were carried.
    pub(super) data: &'r [u8],
    pub(super) last: Option<&'r [u8]>,
    pub(super) pictures: &'r PictureFiles,
    /// Whether this version made the file: then it is made again too, and what is missing for
    /// that is reported there.
    pub(super) is_of_this_version: bool,
}

/// The words for a seal's picture.
const SEAL: &str = "印章";

/// What in a file is not as we write it.
pub(super) fn deviations(
    pdf: &[u8],
    report: &Report<'_>,
    at_hand: &AtHand<'_>,
) -> Result<Vec<Extra>, ReadFault> {
    let Report { reading, filing, blocks, .. } = report;
    let seal = filing.signature.seal.as_ref();
    let texts = typeset::texts(blocks);
    let arrangement = typeset::arrangement(blocks);
    let urls = typeset::links(blocks);
    let links: Vec<ReportLink<'_>> = arrangement
        .link_texts
        .iter()
        .zip(&urls)
        .map(|(text, url)| ReportLink { text, url })
        .collect();
    let tags: Vec<Tag> =
        texts.iter().map(|text| text.tag).chain(seal.map(|_| Tag::Picture)).collect();
    let shown: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let alt = |text: &'_ ElementText| text.alt.clone();
    let alts: Vec<String> = texts.iter().filter_map(alt).chain(seal.map(|_| SEAL.into())).collect();
    let alts: Vec<&str> = alts.iter().map(String::as_str).collect();
    let elements =
        Elements { tags: &tags, texts: &shown, alts: &alts, groups: &arrangement.groups };
    let info = Info {
        title: report::title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day(),
    };
    let attachments = report::attachments_again(reading, report.data, report.last, report.pictures);
    let attachments = attachments.unwrap_or_default();

    let mut files = arrangement.pictures;
    files.extend(seal.map(|seal| seal.value.clone()));
    let drawn = if files.is_empty() {
        Some(Illustrations::default())
    } else {
        faces(pdf, at_hand)?
            .and_then(|faces| report::pictures_again(filing, report.pictures, report.charts, faces))
    };
    let pictures = drawn.as_ref().map(|drawn| pictures(drawn, &files, seal.is_some()));
    let expected = Expected {
        info: &info,
        attachments: &attachments,
        elements,
        links: &links,
        pictures: pictures.as_deref(),
    };
    let found = pdf::deviations(pdf, &expected)?;
    let mut extras: Vec<Extra> = found.into_iter().map(Extra::Deviation).collect();
    if pictures.is_none() && !report.is_of_this_version {
        extras.push(Extra::PicturesUnchecked);
    }
    Ok(extras)
}

/// The faces that a file was set in: text in its pictures was drawn with them.
fn faces<'h>(pdf: &[u8], at_hand: &AtHand<'h>) -> Result<Option<&'h FaceSet>, ReadFault> {
    let named = pdf::face_names(pdf)?;
    Ok(at_hand.faces.filter(|faces| AtHand::has_faces(faces, &named)))
}

/// The pictures in the report's order, the seal's last; one that cannot be drawn is missing.
fn pictures<'d>(
    drawn: &'d Illustrations,
    files: &[String],
    is_sealed: bool,
) -> Vec<ReportPicture<'d>> {
    let last = files.len().saturating_sub(1);
    let shown = |(n, file): (usize, &String)| {
        let picture = drawn.decoded().get(file)?;
        Some(ReportPicture { picture, is_seal: is_sealed && n == last })
    };
    files.iter().enumerate().filter_map(shown).collect()
}

/// A deviation in Chinese.
pub(super) fn message(deviation: &Deviation) -> String {
    match deviation {
        Deviation::PageTree => {
            "页面的目录不对（页数、层次或类别），各种阅读器会显示不同的页".to_owned()
        }
        Deviation::Page { page, key } => format!("第{page}页的设置不是呈报写的（{key}）"),
        Deviation::Resources(key) => {
            format!("页面的颜色、字体等设置里有呈报不会写的内容（{key}）")
        }
        Deviation::Font(key) => {
            format!("字体的设置不是呈报写的（{key}），有的阅读器会显示别的字")
        }
        Deviation::PictureSetting(key) => format!("图片的设置不是呈报写的（{key}）"),
        Deviation::Picture { number } => {
            format!("第{number}幅图片与附在报告里的图片文件不一样，或者次序不对")
        }
        Deviation::PicturePlace { number } => {
            format!("第{number}幅图片转了向、变了形、移了位或小得看不清")
        }
        Deviation::Setting(key) => format!("文件的设置不是呈报写的（{key}）"),
        Deviation::Description(key) => {
            format!("文件的说明（标题、日期等）不是这份报告的（{key}）")
        }
        Deviation::Attachment(name) => format!("附件“{name}”的说明不是呈报写的"),
        Deviation::Bookmark => "书签通向别处".to_owned(),
        Deviation::Structure(role) => {
            format!("供读屏软件用的结构与报告不一致（{role}）")
        }
        Deviation::Sequence { page } => {
            format!("第{page}页的内容在结构里标得不对，朗读出来会不一样")
        }
        Deviation::Link { page } => format!("第{page}页的链接不是呈报写的样子"),
        Deviation::Signature { page } => {
            format!("第{page}页的签名域说的是别的话，朗读出来不是签名")
        }
        Deviation::NoLink(address) => format!("报告里的链接 {address} 不见了"),
    }
}
