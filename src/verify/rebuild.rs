//! Whether a file is, to the last value, what its data gives when the report is rebuilt. Only the
//! version that made a file can rebuild it; for an earlier one the other checks have to do.

use std::fmt;

use super::at_hand::AtHand;
use super::faults::SignatureProblem;
use super::versions::{EarlierVersion, VERSION};
use crate::draft::Draft;
use crate::filing::Compared;
use crate::fonts::FaceSet;
use crate::pdf::sign::{self, Change};
use crate::pdf::{self, Difference, ReadFault};
use crate::report::{self, Making, PictureFiles, Reading, Refusal};
use crate::standard::Standard;

/// How a file compares with the report rebuilt from its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RebuildVerdict {
    /// They are the same.
    Same {
        /// How many pages there are.
        pages: usize,
    },
    /// A known earlier version made it, so it is not rebuilt.
    Earlier,
    /// It says that it was made by a version that is not known.
    UnknownVersion(String),
    /// The faces that it was set in are not at hand.
    NoFaces(Vec<String>),
    /// It differs.
    Differs(Difference),
    /// Something else than a signature was added before it was signed.
    Updated(Change),
    /// It cannot be rebuilt, and why.
    Unmade(String),
    /// It cannot be read.
    Unread(ReadFault),
    /// Other faults were found, so it was not rebuilt.
    NotAsked,
}

impl RebuildVerdict {
    /// Whether nothing is wrong as far as this goes.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(self, Self::Same { .. } | Self::Earlier)
    }
}

impl fmt::Display for RebuildVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same { .. } => f.write_str("按填报文件重新生成，整份文件逐项相同"),
            Self::Earlier => f.write_str("报告由较早的呈报生成，页面按它显示的核对"),
            Self::UnknownVersion(version) => write!(
                f,
                "报告说是由呈报 {version} 生成的，这个程序（{VERSION}）不认识那一版，核对不了；\
                 请用新版的呈报核验"
            ),
            Self::NoFaces(names) => write!(
                f,
                "报告用的字体（{}）这里没有，字形没法核对；装上这些字体，\
                 或者用 --font-dir 给出字体所在的文件夹，再核验",
                names.join("、")
            ),
            Self::Differs(difference) => {
                write!(f, "{}与按填报文件重新生成的不一样", place(difference))
            }
            Self::Updated(change) => {
                let changed = SignatureProblem::After(change.clone()).to_string();
                write!(f, "报告生成之后、签名之前，{}", changed.trim_start_matches("签名之后"))
            }
            Self::Unmade(why) => write!(f, "按填报文件重新生成时出错，无法核对：{why}"),
            Self::Unread(why) => write!(f, "文件读不出来，无法核对：{why}"),
            Self::NotAsked => f.write_str("另有问题，没有按填报文件重新生成来核对"),
        }
    }
}

/// What a reader calls the place where a file differs.
fn place(Difference { page, path }: &Difference) -> String {
    let has = |key: &str| path.iter().any(|known| known == key);
    if let Some(page) = page {
        let parts = [
            ("Contents", "的内容"),
            ("Font", "用的字体"),
            ("XObject", "的图片"),
            ("Annots", "的链接或附加内容"),
            ("Resources", "的颜色、字体等设置"),
        ];
        let what = parts.iter().find(|(key, _)| has(key)).map_or("的设置", |(_, what)| *what);
        return format!("第{page}页{what}");
    }
    let known = [
        ("StructTreeRoot", "供读屏软件用的结构"),
        ("Info", "文件的说明（标题、日期等）"),
        ("Metadata", "文件的说明（标题、日期等）"),
        ("Outlines", "书签"),
        ("AF", "附件"),
        ("Names", "附件"),
        ("OutputIntents", "色彩说明"),
        ("Pages", "页的数目和次序"),
    ];
    // The first key leads to the catalog or to the description.
    let found = known.iter().find(|(key, _)| path.iter().take(2).any(|own| own == key));
    match found {
        Some((_, name)) => (*name).to_owned(),
        None => format!("文件的设置（{}）", path.last().map_or("", String::as_str)),
    }
}

/// What a file was made of.
pub(super) struct Parts<'p> {
    /// The version that the data names.
    pub(super) version: Option<&'p str>,
    /// Of a 送审稿 which one it is.
    pub(super) draft: Option<&'p Draft>,
    /// The data as it was carried.
    pub(super) data: &'p [u8],
    /// The last filing with those before it.
    pub(super) last: Option<&'p Compared>,
    pub(super) pictures: &'p PictureFiles,
    pub(super) standard: &'p Standard,
}

/// Rebuilds a file and compares.
pub(super) fn rebuild(
    pdf: &[u8],
    reading: &mut Reading,
    parts: &Parts<'_>,
    at_hand: &AtHand<'_>,
) -> RebuildVerdict {
    match parts.version {
        Some(VERSION) => {}
        version if EarlierVersion::of(version).is_some() => return earlier(pdf, at_hand),
        version => return RebuildVerdict::UnknownVersion(version.unwrap_or_default().to_owned()),
    }
    let faces = match faces(pdf, at_hand) {
        Ok(faces) => faces,
        Err(why) => return why,
    };
    let making = Making {
        draft: parts.draft,
        templates: at_hand.templates,
        faces,
        standard: parts.standard,
        pictures: parts.pictures,
        last: parts.last,
    };
    let made = report::pdf_again(reading, &making, parts.data);
    match reading.keep(made) {
        Ok(made) => compared(pdf, &made.bytes, made.pages.unwrap_or_default())
            .unwrap_or_else(RebuildVerdict::Unread),
        Err(refusal) => RebuildVerdict::Unmade(why(refusal, reading)),
    }
}

/// In a file of an earlier version each outline has to be recognised by itself.
fn earlier(pdf: &[u8], at_hand: &AtHand<'_>) -> RebuildVerdict {
    let words =
        match faces(pdf, at_hand).and_then(|_| pdf::words(pdf).map_err(RebuildVerdict::Unread)) {
            Ok(words) => words,
            Err(why) => return why,
        };
    let unknown = words.faces.into_iter().filter(|face| !face.is_plain);
    let unknown: Vec<String> = unknown.map(|face| face.name).collect();
    if unknown.is_empty() { RebuildVerdict::Earlier } else { RebuildVerdict::NoFaces(unknown) }
}

/// The faces that a file was set in, where they are at hand.
fn faces<'h>(pdf: &[u8], at_hand: &AtHand<'h>) -> Result<&'h FaceSet, RebuildVerdict> {
    let named = pdf::face_names(pdf).map_err(RebuildVerdict::Unread)?;
    match at_hand.faces {
        Some(faces) if AtHand::has_faces(faces, &named) => Ok(faces),
        faces => {
            let known = |name: &String| {
                faces.is_some_and(|set| set.iter().any(|(_, f)| f.postscript_name() == *name))
            };
            let missing: Vec<String> =
                named.values().filter(|name| !known(name)).cloned().collect();
            if missing.is_empty() {
                // All are here, and would not be chosen as they were.
                return Err(RebuildVerdict::NoFaces(named.into_values().collect()));
            }
            Err(RebuildVerdict::NoFaces(missing))
        }
    }
}

/// A file begins with what was made, or holds the same; what follows is a signature.
fn compared(pdf: &[u8], made: &[u8], pages: usize) -> Result<RebuildVerdict, ReadFault> {
    let first = sign::first_end(pdf).and_then(|end| pdf.get(..end)).unwrap_or(pdf);
    let base = if pdf.starts_with(made) { made } else { first };
    if base != made
        && let Some(difference) = pdf::first_difference(made, base)?
    {
        return Ok(RebuildVerdict::Differs(difference));
    }
    let found = sign::signatures(pdf)?;
    if sign::stripped(pdf, &found) > 0 {
        // Reported as a signature that was taken out.
        return Ok(RebuildVerdict::Same { pages });
    }
    let covers = found.into_iter().filter_map(|found| found.cover.ok());
    let end = covers.map(|cover| cover.end).min().unwrap_or(pdf.len());
    let until = pdf.get(..end).unwrap_or(pdf);
    let changes = sign::before_signing(until, base.len())?;
    let harm = changes.into_iter().find(|change| !change.is_harmless());
    Ok(harm.map_or(RebuildVerdict::Same { pages }, RebuildVerdict::Updated))
}

fn why(refusal: Refusal, reading: &Reading) -> String {
    match refusal {
        Refusal::Template(fault) => fault.finding.message.clone(),
        Refusal::Pdf(fault) => fault.to_string(),
        Refusal::Docx(fault) => fault.to_string(),
        Refusal::Findings => {
            let errors = reading.findings.iter().filter(|finding| finding.is_error());
            errors.map(|finding| finding.message.clone()).next_back().unwrap_or_default()
        }
    }
}
