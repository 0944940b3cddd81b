//! Whether a file is built as ours are: what its data gives is handed to the room that knows
//! PDFs, and what that finds becomes messages.

use super::at_hand::AtHand;
use super::extras::Extra;
use crate::document::Block;
use crate::filing::Filing;
use crate::fonts::FaceSet;
use crate::illustrations::Illustrations;
use crate::pdf::{self, Elements, Expected, Info, ReadFault, ReportLink, ReportPicture};
use crate::report::{self, PictureFiles, Reading};
use crate::source::Spanned;
use crate::typeset::{self, ElementText, Tag};

/// A report as its data gives it.
pub(super) struct Report<'r> {
    pub(super) reading: &'r Reading,
    pub(super) filing: &'r Filing,
    pub(super) blocks: &'r [Block],
    /// The charts of the annex as SVG.
    pub(super) charts: &'r std::collections::BTreeMap<String, String>,
    /// The data, the last filings and the pictures' files as they were carried.
    pub(super) data: &'r [u8],
    pub(super) lasts: &'r [&'r [u8]],
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
    let seals = seals(filing, blocks);
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
        texts.iter().map(|text| text.tag).chain(seals.iter().map(|_| Tag::Picture)).collect();
    let shown: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let alt = |text: &'_ ElementText| text.alt.clone();
    let seal_alts = seals.iter().map(|_| SEAL.to_owned());
    let alts: Vec<String> = texts.iter().filter_map(alt).chain(seal_alts).collect();
    let alts: Vec<&str> = alts.iter().map(String::as_str).collect();
    let elements =
        Elements { tags: &tags, texts: &shown, alts: &alts, groups: &arrangement.groups };
    let info = Info {
        title: report::title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day(),
    };
    let attachments =
        report::attachments_again(reading, report.data, report.lasts, report.pictures);
    let attachments = attachments.unwrap_or_default();

    let mut files = arrangement.pictures;
    files.extend(seals.iter().map(|seal| seal.value.clone()));
    let drawn = if files.is_empty() {
        Some(Illustrations::default())
    } else {
        faces(pdf, at_hand)?
            .and_then(|faces| report::pictures_again(filing, report.pictures, report.charts, faces))
    };
    let pictures = drawn.as_ref().map(|drawn| pictures(drawn, &files, seals.len()));
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

/// The seals that the report shows: one on each signatory at most.
pub(super) fn seals<'f>(filing: &'f Filing, blocks: &[Block]) -> &'f [Spanned<String>] {
    let signatories = blocks.iter().find_map(|block| match block {
        Block::SignOff { units, .. } => Some(units.len()),
        _ => None,
    });
    let seals = filing.seals();
    &seals[..seals.len().min(signatories.unwrap_or(0))]
}

/// The pictures in the report's order, the seals' last; one that cannot be drawn is missing.
fn pictures<'d>(
    drawn: &'d Illustrations,
    files: &[String],
    seals: usize,
) -> Vec<ReportPicture<'d>> {
    let first_seal = files.len().saturating_sub(seals);
    let shown = |(n, file): (usize, &String)| {
        let picture = drawn.decoded().get(file)?;
        Some(ReportPicture { picture, is_seal: n >= first_seal })
    };
    files.iter().enumerate().filter_map(shown).collect()
}
