//! Whether a file holds nothing beside the filing: no layers, actions, further attachments, links
//! elsewhere, other titles, and no signature's picture over the text.

use std::fmt;

use super::pages::{bare, same};
use super::{deviations, layout};
use crate::pdf::{
    self, Deviation, Extras, ForeignObject, OwnName, PageArea, PageWords, Piece, Rectangle, Words,
};
use crate::typeset::{ElementText, Tag};

/// What a file holds that is not the filing's. Pages count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extra {
    /// What neither we nor who signs would write.
    Foreign(ForeignObject),
    /// A link that the report has not.
    Link {
        /// The page.
        page: usize,
        /// Where it leads, where that is an address.
        address: Option<String>,
    },
    /// A bookmark that is no heading of the report.
    Bookmark(String),
    /// A heading without its bookmark.
    NoBookmark(String),
    /// The file's title is another; `None` where it cannot be read.
    Title(OwnName),
    /// The file's author is another; `None` where it cannot be read.
    Author(OwnName),
    /// A signature's picture stands beside the text, where no seal is.
    Elsewhere {
        /// The page.
        page: usize,
    },
    /// A signature's picture stands over text.
    Stamped {
        /// The page.
        page: usize,
    },
    /// It is not built as we build it.
    Deviation(Deviation),
    /// The pictures cannot be compared with their files: the faces are not at hand.
    PicturesUnchecked,
}

impl fmt::Display for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(foreign) => f.write_str(&message(foreign)),
            Self::Link { page, address: Some(address) } => {
                write!(f, "第{page}页有通向别处的链接 {address}")
            }
            Self::Link { page, address: None } => write!(f, "第{page}页有不是网址的链接"),
            Self::Bookmark(title) => write!(f, "书签“{title}”不是报告的标题，或者次序不对"),
            Self::NoBookmark(title) => write!(f, "书签里没有报告的标题“{title}”"),
            Self::Title(Some(title)) => write!(f, "文件的标题是“{title}”，不是这份报告的"),
            Self::Title(None) => f.write_str("文件信息里的标题读不出来，或者不止一个"),
            Self::Author(Some(author)) => write!(f, "文件的作者是“{author}”，不是填报的企业"),
            Self::Author(None) => f.write_str("文件信息里的作者读不出来，或者不止一个"),
            Self::Elsewhere { page } => {
                write!(f, "第{page}页有不在落款上的图章，里面写什么都不是报告的")
            }
            Self::Stamped { page } => write!(f, "第{page}页的图章盖住了正文"),
            Self::Deviation(deviation) => f.write_str(&deviations::message(deviation)),
            Self::PicturesUnchecked => f.write_str(
                "报告用的字体这里没有，图片没法核对；装上这些字体，\
                 或者用 --font-dir 给出字体所在的文件夹，再核验",
            ),
        }
    }
}

fn message(foreign: &ForeignObject) -> String {
    match foreign {
        ForeignObject::Action => "文件里有打开时自动运行的动作".to_owned(),
        ForeignObject::Layers => "文件里有可以隐藏的图层".to_owned(),
        ForeignObject::Attachment(name) => format!("另有附件“{name}”"),
        ForeignObject::Attachments => {
            "附件“filing.yaml”或“filing.json”不止一份，或者被换过".to_owned()
        }
        ForeignObject::Form => "文件里有可以填写的表单".to_owned(),
        ForeignObject::Look(page) => {
            format!("第{page}页签名的图样不是呈报盖的印章，可能盖住或改变看到的内容")
        }
        ForeignObject::Spoken => "有只朗读、看不到的文字".to_owned(),
        ForeignObject::Entry(key) => format!("文件里有呈报不会写的内容（{key}）"),
    }
}

/// What a file may hold.
pub(super) struct OwnContent<'o> {
    pub(super) title: &'o str,
    pub(super) author: &'o str,
    pub(super) texts: &'o [ElementText],
    /// Where the report's links lead.
    pub(super) links: &'o [String],
}

/// How many are reported.
const MOST: usize = 20;

/// What a file holds that is not the report's.
pub(super) fn extras(found: &Extras, words: &Words, own: &OwnContent<'_>) -> Vec<Extra> {
    let mut extras: Vec<Extra> = found.foreign.iter().cloned().map(Extra::Foreign).collect();
    let links: Vec<String> = own.links.iter().map(|url| pdf::uri(url)).collect();
    let ours = |address: &Option<String>| address.as_ref().is_some_and(|a| links.contains(a));
    let elsewhere = found.links.iter().filter(|link| !ours(&link.address));
    extras.extend(
        elsewhere.map(|link| Extra::Link {
            page: link.page,
            address: link.address.as_deref().map(short),
        }),
    );
    extras.extend(bookmark(&found.bookmarks, own.texts));
    let other = |named: &&OwnName, own: &str| named.as_deref() != Some(own);
    let title = found.titles.iter().find(|named| other(named, own.title));
    extras.extend(title.map(|named| Extra::Title(named.as_deref().map(short))));
    let author = found.authors.iter().find(|named| other(named, own.author));
    extras.extend(author.map(|named| Extra::Author(named.as_deref().map(short))));
    let seal = found.seal.filter(|seal| is_over_sign_off(seal, words, own.texts));
    let other = found.signatures.iter().filter(|stamp| !is_in_place(stamp, seal.as_ref()));
    extras.extend(other.map(|stamp| {
        let page = stamp.page;
        if covers(stamp, words) { Extra::Stamped { page } } else { Extra::Elsewhere { page } }
    }));
    extras.dedup();
    extras.truncate(MOST);
    extras
}

/// How many characters of a name or an address are shown.
const MAX_NAME: usize = 80;

fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}

/// The first bookmark that is not the report's, or that is missing.
fn bookmark(bookmarks: &[String], texts: &[ElementText]) -> Option<Extra> {
    let tags: Vec<Tag> = texts.iter().map(|text| text.tag).collect();
    let headings = pdf::bookmarked(&tags).into_iter().filter_map(|n| Some(&texts.get(n)?.text));
    let mut headings = headings.filter(|text| bare(text).next().is_some());
    for title in bookmarks {
        if !headings.next().is_some_and(|heading| same(heading, title)) {
            return Some(Extra::Bookmark(short(title)));
        }
    }
    headings.next().map(|heading| Extra::NoBookmark(short(heading)))
}

/// How much the place of a seal may be off, in points.
const ROUNDING: f64 = 1.0;

/// Whether a stamp stands where a seal may.
fn is_in_place(stamp: &PageArea, seal: Option<&PageArea>) -> bool {
    seal.is_some_and(|seal| seal.page == stamp.page && holds(&seal.area, &stamp.area))
}

/// Whether a stamp stands on text or a picture.
fn covers(stamp: &PageArea, words: &Words) -> bool {
    let Some(page) = words.pages.get(stamp.page.saturating_sub(1)) else { return true };
    is_on_text(&stamp.area, page) || page.pictures.iter().any(|p| meet(p, &stamp.area))
}

fn is_on_text(area: &Rectangle, page: &PageWords) -> bool {
    let beside = page.artifacts.iter().flat_map(|artifact| &artifact.pieces);
    page.pieces.iter().chain(beside).any(|piece| meet(&around(piece), area))
}

/// The glyphs of a piece with their room, as far as it has ink.
fn around(piece: &Piece) -> Rectangle {
    Rectangle {
        left: piece.x,
        bottom: piece.y - piece.size * 0.1,
        right: piece.last + piece.size * 0.5,
        top: piece.y + piece.size * 0.85,
        artifact: false,
    }
}

fn meet(one: &Rectangle, other: &Rectangle) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.bottom < other.top
        && other.bottom < one.top
}

fn holds(outer: &Rectangle, inner: &Rectangle) -> bool {
    inner.left >= outer.left - ROUNDING
        && inner.bottom >= outer.bottom - ROUNDING
        && inner.right <= outer.right + ROUNDING
        && inner.top <= outer.top + ROUNDING
}

/// Whether the place that a file keeps for a seal is that over its 落款: of a seal's size, its
/// middle over theirs.
fn is_over_sign_off(seal: &PageArea, words: &Words, texts: &[ElementText]) -> bool {
    let lines: Vec<Rectangle> = sign_off(words, texts, seal.page).into_iter().map(around).collect();
    let edge = |edge: fn(&Rectangle) -> f64, pick: fn(f64, f64) -> f64| {
        lines.iter().map(edge).reduce(pick).unwrap_or(f64::NAN)
    };
    let (left, right) = (edge(|line| line.left, f64::min), edge(|line| line.right, f64::max));
    let (bottom, top) = (edge(|line| line.bottom, f64::min), edge(|line| line.top, f64::max));
    let Rectangle { left: from, bottom: low, right: to, top: high, .. } = seal.area;
    let small = to - from <= layout::SEAL + ROUNDING && high - low <= layout::SEAL + ROUNDING;
    let em = (top - bottom).min(20.0);
    // Of an unknown place nothing is true.
    small
        && ((from + to) / 2.0 - (left + right) / 2.0).abs() <= em
        && ((low + high) / 2.0 - (bottom + top) / 2.0).abs() <= em
}

/// The pieces of 落款 on a page.
fn sign_off<'w>(words: &'w Words, texts: &[ElementText], page: usize) -> Vec<&'w Piece> {
    let mut pieces: Vec<(usize, usize, &Piece)> = Vec::new();
    for (n, page) in words.pages.iter().enumerate() {
        pieces.extend(page.pieces.iter().filter_map(|p| Some((p.place?.order, n + 1, p))));
    }
    pieces.sort_by_key(|(order, ..)| *order);
    let mut of_sign_off = texts.iter().flat_map(|text| {
        let is_sign_off = text.tag == Tag::SignOff;
        bare(&text.text).map(move |_| is_sign_off)
    });
    let mut found = Vec::new();
    for (_, on, piece) in pieces {
        let count = bare(&piece.says).count();
        let all = of_sign_off.by_ref().take(count).fold(count > 0, |all, one| all && one);
        if all && on == page {
            found.push(piece);
        }
    }
    found
}
