//! Whether a file is, to the last value, what its data gives when it is made again. Only the
//! version that made a file can make it again; of an earlier one the other checks have to do.

use std::fmt;

use super::at_hand::AtHand;
use super::faults::SignatureProblem;
use crate::check::Compared;
use crate::fonts::FaceSet;
use crate::pdf::sign::{self, Change};
use crate::pdf::{self, Difference, ReadFault};
use crate::report::{self, ATTACHED_LAST, Formats, Making, PictureFiles, Reading, Refusal};
use crate::standard::Standard;

/// The version of the program, as the data that it writes has it.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The versions whose files are known and are no longer made: a version that changes a byte of
/// what is made gets a new number, and the one before it comes here, with a signed sample in
/// `tests/versions` and what it did not know yet in `errors`.
pub(super) const EARLIER: [&str; 1] = ["0.1.0"];

/// Whether a version is an earlier one that is known.
pub(super) fn is_earlier(version: Option<&str>) -> bool {
    version.is_some_and(|version| EARLIER.contains(&version))
}

/// How a file stands to what its data gives when it is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It is that.
    Same {
        /// How many pages there are.
        pages: usize,
    },
    /// An earlier version made it, which is known.
    Earlier,
    /// It says that it was made by a version that is not known.
    UnknownVersion(String),
    /// The faces that it was set in are not at hand.
    NoFaces(Vec<String>),
    /// It differs.
    Differs(Difference),
    /// Something else than a signature was added before it was signed.
    Updated(Change),
    /// It cannot be made again, and why.
    Unmade(String),
    /// It cannot be read.
    Unread(ReadFault),
    /// Other faults keep it from being made again.
    NotAsked,
}

impl Again {
    /// Whether nothing is wrong as far as this goes.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(self, Self::Same { .. } | Self::Earlier)
    }
}

impl fmt::Display for Again {
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
        let what = match () {
            () if has("Contents") => "的内容",
            () if has("Font") => "用的字体",
            () if has("XObject") => "的图片",
            () if has("Annots") => "的链接或附加内容",
            () if has("Resources") => "的颜色、字体等设置",
            () => "的设置",
        };
        return format!("第{page}页{what}");
    }
    let named = [
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
    let found = named.iter().find(|(key, _)| path.iter().take(2).any(|known| known == key));
    match found {
        Some((_, name)) => (*name).to_owned(),
        None => format!("文件的设置（{}）", path.last().map_or("", String::as_str)),
    }
}

/// What a file was made of.
pub(super) struct Parts<'p> {
    /// The version that the data names.
    pub(super) version: Option<&'p str>,
    pub(super) draft: bool,
    /// The data as it was carried.
    pub(super) data: &'p [u8],
    pub(super) last: Option<&'p [u8]>,
    pub(super) pictures: &'p PictureFiles,
    pub(super) standard: &'p Standard,
}

/// Makes a file again and compares.
pub(super) fn again(
    pdf: &[u8],
    reading: &mut Reading,
    parts: &Parts<'_>,
    at_hand: &AtHand<'_>,
) -> Again {
    match parts.version {
        Some(VERSION) => {}
        version if is_earlier(version) => return earlier(pdf, at_hand),
        version => return Again::UnknownVersion(version.unwrap_or_default().to_owned()),
    }
    let faces = match faces(pdf, at_hand) {
        Ok(faces) => faces,
        Err(why) => return why,
    };
    let last = parts.last.and_then(|bytes| {
        let filing = report::last_again(bytes)?;
        Some(Compared { name: ATTACHED_LAST.to_owned(), filing, bytes: bytes.to_vec() })
    });
    let making = Making {
        formats: Formats { markdown: false, html: false, pdf: true },
        draft: parts.draft,
        templates: at_hand.templates,
        faces,
        standard: parts.standard,
        pictures: parts.pictures,
        last: last.as_ref(),
        name: "",
    };
    match report::pdf_again(reading, &making, parts.data.to_vec()) {
        Ok((made, pages)) => compared(pdf, &made, pages).unwrap_or_else(Again::Unread),
        Err(refusal) => Again::Unmade(why(refusal, reading)),
    }
}

/// Of an earlier version's file each outline has to be told by itself.
fn earlier(pdf: &[u8], at_hand: &AtHand<'_>) -> Again {
    let words = match faces(pdf, at_hand).and_then(|_| pdf::words(pdf).map_err(Again::Unread)) {
        Ok(words) => words,
        Err(why) => return why,
    };
    let odd = words.faces.into_iter().filter(|face| !face.is_plain);
    let odd: Vec<String> = odd.map(|face| face.name).collect();
    if odd.is_empty() { Again::Earlier } else { Again::NoFaces(odd) }
}

/// The faces that a file was set in, where they are at hand.
fn faces<'h>(pdf: &[u8], at_hand: &AtHand<'h>) -> Result<&'h FaceSet, Again> {
    let named = pdf::face_names(pdf).map_err(Again::Unread)?;
    match at_hand.faces {
        Some(faces) if AtHand::has_faces(faces, &named) => Ok(faces),
        faces => {
            let known = |name: &String| {
                faces.is_some_and(|set| set.iter().any(|(_, f)| f.postscript_name() == *name))
            };
            let missing: Vec<String> =
                named.values().filter(|name| !known(name)).cloned().collect();
            // All are here, and would not be chosen as they were.
            let none = missing.is_empty();
            let missing = if none { named.into_values().collect() } else { missing };
            Err(Again::NoFaces(missing))
        }
    }
}

/// A file begins with what was made, or holds the same; what follows is a signature.
fn compared(pdf: &[u8], made: &[u8], pages: usize) -> Result<Again, ReadFault> {
    let first = sign::first_end(pdf).and_then(|end| pdf.get(..end)).unwrap_or(pdf);
    let base = if pdf.starts_with(made) { made } else { first };
    if base != made
        && let Some(difference) = pdf::first_difference(made, base)?
    {
        return Ok(Again::Differs(difference));
    }
    let found = sign::signatures(pdf)?;
    if sign::stripped(pdf, &found) > 0 {
        // What a signature left behind is told as that.
        return Ok(Again::Same { pages });
    }
    let covers = found.into_iter().filter_map(|found| found.cover.ok());
    let end = covers.map(|cover| cover.end).min().unwrap_or(pdf.len());
    let until = pdf.get(..end).unwrap_or(pdf);
    let changes = sign::before_signing(until, base.len())?;
    let harm = changes.into_iter().find(|change| !change.is_harmless());
    Ok(harm.map_or(Again::Same { pages }, Again::Updated))
}

fn why(refusal: Refusal, reading: &Reading) -> String {
    match refusal {
        Refusal::Template(fault) => fault.finding.message.clone(),
        Refusal::Pdf(fault) => fault.to_string(),
        Refusal::Findings => {
            let errors = reading.findings.iter().filter(|finding| finding.is_error());
            errors.map(|finding| finding.message.clone()).next_back().unwrap_or_default()
        }
    }
}
