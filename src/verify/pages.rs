//! Whether the pages show what the filing says: the same text in the same order and place, and
//! nothing beside it.

use std::fmt;

use super::signs::Signs;
use super::{eye, layout};
use crate::compare::AnnexFault;
use crate::fonts::FaceSet;
use crate::pdf::{Artifact, Odd, PageWords, Piece, ReadFault, Words};
use crate::typeset::{ElementText, Tag};

/// How the pages stand to the filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagesVerdict {
    /// They show what the filing says.
    Same {
        /// How many there are.
        pages: usize,
    },
    /// They show something else, the first differences of each kind.
    Differ(Vec<PageDifference>),
    /// The report was made with templates of a user's own, which were not given.
    OwnTemplate,
    /// The annex cannot be made again.
    NoAnnex(AnnexFault),
    /// The report cannot be made again: what the template's fault is.
    Template(String),
    /// They cannot be read.
    Unread(ReadFault),
}

/// What pages show that the filing does not say, or the other way round. Pages count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageDifference {
    /// The text is another.
    Text {
        /// The page.
        page: usize,
        /// A piece of what the page says there; empty where it says nothing more.
        shown: String,
        /// A piece of what the filing says there.
        data: String,
    },
    /// Glyphs are drawn that are not those of the text they are said to be.
    Hidden {
        /// The page.
        page: usize,
        /// What is drawn.
        drawn: String,
        /// What is said.
        said: String,
    },
    /// Text stands elsewhere than it is read.
    Misplaced {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph comes near the paper's edge or lies beyond it.
    Edge {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph lies over another.
    Overlap {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph is in another size than its line, or too small to be read.
    Size {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph has another outline than its face.
    Outline {
        /// The first page with it.
        page: usize,
        /// What it is said to be.
        text: String,
    },
    /// The page's number is another or is missing.
    Number {
        /// The page.
        page: usize,
    },
    /// There is text beside the report's.
    Extra {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// 送审稿 stands on the page of a final report, or not on that of a draft.
    DraftMark {
        /// The page.
        page: usize,
        /// Whether it should.
        draft: bool,
    },
    /// There are shapes that are not the lines of a table.
    Shapes {
        /// The page.
        page: usize,
    },
    /// A picture stands over text.
    Covered {
        /// The page.
        page: usize,
    },
    /// There are more pictures or fewer.
    Pictures {
        /// The page with the last picture.
        page: usize,
        /// How many are shown.
        shown: usize,
        /// How many the filing has.
        data: usize,
    },
    /// What is said of a picture to who cannot see it is another.
    Alternative {
        /// What the PDF says.
        shown: String,
        /// What the filing says.
        data: String,
    },
    /// There is something that we never draw.
    Odd {
        /// The page.
        page: usize,
        /// What it is.
        what: Odd,
    },
}

impl fmt::Display for PagesVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same { pages } => write!(f, "全部 {pages} 页的文字与填报文件一致"),
            Self::Differ(differences) => {
                f.write_str("页面与填报文件不一致")?;
                differences.iter().try_for_each(|difference| write!(f, "\n{difference}"))
            }
            Self::OwnTemplate => f.write_str(
                "报告是用自备的模板生成的，没有那份模板无法核对页面；用 --templates 给出模板文件夹",
            ),
            Self::NoAnnex(why) => {
                write!(f, "附表无从核对：附件里的上期填报文件（last-filing.yaml）不对，{why}")
            }
            Self::Template(why) => write!(f, "按模板重做报告时出错，无法核对页面：{why}"),
            Self::Unread(why) => write!(f, "页面读不出来，无法核对：{why}"),
        }
    }
}

impl fmt::Display for PageDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { page, shown, data } if shown.is_empty() => {
                write!(f, "第{page}页：页面到这里没有了，数据里还有“{data}”")
            }
            Self::Text { page, shown, data } if data.is_empty() => {
                write!(f, "第{page}页：页面上多出“{shown}”，数据里没有")
            }
            Self::Text { page, shown, data } => {
                write!(f, "第{page}页：页面上是“{shown}”，数据里是“{data}”")
            }
            Self::Hidden { page, drawn, said } => {
                write!(f, "第{page}页：看到的是“{drawn}”，复制和朗读出来却是“{said}”")
            }
            Self::Misplaced { page, text } => {
                write!(f, "第{page}页：“{text}”不在它该在的位置")
            }
            Self::Edge { page, text } => write!(f, "第{page}页：“{text}”靠着纸边，或者出了纸边"),
            Self::Overlap { page, text } => {
                write!(f, "第{page}页：“{text}”叠在别的字上，看到的不是它")
            }
            Self::Size { page, text } => {
                write!(f, "第{page}页：“{text}”的字号与同一行的不同，或者小得看不清")
            }
            Self::Outline { page, text } => {
                write!(f, "第{page}页：说是“{text}”的字，字形不是那款字体里的，看到的可能是别的字")
            }
            Self::Number { page } => write!(f, "第{page}页：页码不对，或者没有页码"),
            Self::Extra { page, text } => write!(f, "第{page}页：多了不属于报告的文字“{text}”"),
            Self::DraftMark { page, draft: true } => {
                write!(f, "第{page}页：数据里说是送审稿，页面上没有“送审稿”")
            }
            Self::DraftMark { page, draft: false } => {
                write!(f, "第{page}页：页面上标着“送审稿”，数据里说不是")
            }
            Self::Shapes { page } => write!(f, "第{page}页：多了图形，不是表格的线"),
            Self::Covered { page } => write!(f, "第{page}页：有图片盖住了文字"),
            Self::Pictures { page, shown, data } => {
                write!(f, "第{page}页：图片数目不对，页面上共 {shown} 幅，数据里是 {data} 幅")
            }
            Self::Alternative { shown, data } => {
                write!(f, "图片的替代文字在 PDF 里是“{shown}”，数据里是“{data}”")
            }
            Self::Odd { page, what } => write!(f, "第{page}页：{}", told(what)),
        }
    }
}

fn told(what: &Odd) -> String {
    match what {
        Odd::Operator(name) => format!("有呈报不会写的绘图指令 {name}"),
        Odd::Colour => "有不是黑色的文字或图形".to_owned(),
        Odd::Placement => "有转了向、变了形、出了页面或小得看不清的文字".to_owned(),
        Odd::Backwards => "有倒着排的文字".to_owned(),
        Odd::Unreadable => "有认不出是什么字的字形".to_owned(),
        Odd::Untagged => "有不在报告结构里的文字或图片".to_owned(),
        Odd::Resource => "有呈报不会用的字体或图片".to_owned(),
        Odd::Layer => "有放在图层里的内容，可以不显示".to_owned(),
        Odd::Annotation(kind) => format!("有批注或别的附加内容（{kind}）"),
        Odd::PageBox => "页面被旋转、裁剪或改了大小".to_owned(),
    }
}

/// What the pages have to show.
pub(super) struct Expected<'e> {
    /// The report's elements.
    pub(super) texts: &'e [ElementText],
    /// Whether there is a seal over 落款.
    pub(super) seal: bool,
    /// Whether it is a draft.
    pub(super) draft: bool,
    /// The faces that it was set in, where they are at hand.
    pub(super) faces: Option<&'e FaceSet>,
}

/// What every page is compared by.
struct Page<'e> {
    expected: &'e Expected<'e>,
    /// The tables' heads.
    heads: Vec<String>,
    signs: Signs,
}

/// How many differences are told.
const MOST: usize = 20;

/// Compares the pages with what they have to show.
pub(super) fn compare(words: &Words, expected: &Expected<'_>) -> PagesVerdict {
    let mut differences = Vec::new();
    differences.extend(text(words, expected));
    differences.extend(pictures(words, expected));
    let by = Page { expected, heads: heads(expected.texts), signs: Signs::new(expected.draft) };
    let mut before = (0, 0);
    for (n, page) in words.pages.iter().enumerate() {
        by.on_page(page, n + 1, &mut differences);
        if let Some(reach) = layout::reach(page) {
            // A row that goes on on a further page begins again with its first cell.
            if reach.0 < before.0 || reach.1 < before.1 {
                let text = page.pieces.first().map(|piece| short(&piece.says)).unwrap_or_default();
                differences.push(PageDifference::Misplaced { page: n + 1, text });
            }
            before = reach;
        }
    }
    let told = |known: &[PageDifference], new: &PageDifference| known.contains(new);
    for difference in eye::look(words, expected.faces) {
        if !told(&differences, &difference) {
            differences.push(difference);
        }
    }
    differences.truncate(MOST);
    match differences.is_empty() {
        true => PagesVerdict::Same { pages: words.pages.len() },
        false => PagesVerdict::Differ(differences),
    }
}

/// How many characters of a text are shown before and behind a difference.
const AROUND: usize = 10;

/// The first difference of the text in reading order.
fn text(words: &Words, expected: &Expected<'_>) -> Option<PageDifference> {
    let pages = words.pages.iter().zip(1..);
    let mut pieces: Vec<(&Piece, usize, usize)> = pages
        .flat_map(|(page, n)| page.pieces.iter().map(move |piece| (piece, n)))
        .filter_map(|(piece, n)| Some((piece, n, piece.place?.order)))
        .collect();
    pieces.sort_by_key(|(_, _, order)| *order);
    let shown: Vec<(char, usize)> =
        pieces.iter().flat_map(|(piece, page, _)| bare(&piece.says).map(|c| (c, *page))).collect();
    let data: Vec<char> = expected.texts.iter().flat_map(|text| bare(&text.text)).collect();
    let same = shown.iter().zip(&data).take_while(|((shown, _), data)| shown == *data).count();
    if same == shown.len() && same == data.len() {
        return None;
    }
    let page = shown.get(same).or(shown.last()).map_or(1, |(_, page)| *page);
    let around = same.saturating_sub(AROUND)..same.saturating_add(AROUND);
    let piece = |text: &mut dyn Iterator<Item = char>, len: usize| match same < len {
        true => text.skip(around.start).take(around.len()).collect(),
        false => String::new(),
    };
    let shown_piece = piece(&mut shown.iter().map(|(c, _)| *c), shown.len());
    let data_piece = piece(&mut data.iter().copied(), data.len());
    Some(PageDifference::Text { page, shown: shown_piece, data: data_piece })
}

pub(super) fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

pub(super) fn same(one: &str, other: &str) -> bool {
    bare(one).eq(bare(other))
}

fn short(text: &str) -> String {
    text.chars().take(2 * AROUND).collect()
}

/// What is said of the pictures, and how many there are.
fn pictures(words: &Words, expected: &Expected<'_>) -> Option<PageDifference> {
    let seal = expected.seal.then_some("印章");
    let alts: Vec<&str> =
        expected.texts.iter().filter_map(|text| text.alt.as_deref()).chain(seal).collect();
    let shown: usize = words.pages.iter().map(|page| page.pictures.len()).sum();
    if shown != alts.len() {
        let page = words.pages.iter().rposition(|page| !page.pictures.is_empty());
        let page = page.map_or(1, |n| n + 1);
        return Some(PageDifference::Pictures { page, shown, data: alts.len() });
    }
    let said = words.figures.iter().map(|figure| figure.alt.as_deref().unwrap_or_default());
    let said: Vec<&str> = said.collect();
    (0..said.len().max(alts.len())).find_map(|n| {
        let (said, alt) = (said.get(n).copied(), alts.get(n).copied());
        let (said, alt) = (said.unwrap_or_default(), alt.unwrap_or_default());
        let difference = || PageDifference::Alternative { shown: short(said), data: short(alt) };
        (!same(said, alt)).then(difference)
    })
}

/// The heads of the report's tables: what a further page may show of them.
fn heads(texts: &[ElementText]) -> Vec<String> {
    let mut heads: Vec<(usize, String)> = Vec::new();
    for text in texts {
        let Tag::Cell { table, row: 0, .. } = text.tag else { continue };
        match heads.last_mut() {
            Some((last, head)) if *last == table => head.extend(bare(&text.text)),
            _ => heads.push((table, bare(&text.text).collect())),
        }
    }
    heads.into_iter().map(|(_, head)| head).collect()
}

impl Page<'_> {
    /// What stands on one page.
    fn on_page(&self, page: &PageWords, number: usize, differences: &mut Vec<PageDifference>) {
        for what in &page.odd {
            differences.push(PageDifference::Odd { page: number, what: what.clone() });
        }
        let hidden =
            page.pieces.iter().find(|piece| !self.signs.are_drawn_for(&piece.shows, &piece.says));
        differences.extend(hidden.map(|piece| PageDifference::Hidden {
            page: number,
            drawn: short(&piece.shows),
            said: short(&piece.says),
        }));
        let misplaced = layout::misplaced(page).map(|piece| short(&piece.says));
        differences.extend(misplaced.map(|text| PageDifference::Misplaced { page: number, text }));
        let continued = self.artifacts(page, number, differences);
        let has_table =
            continued || page.pieces.iter().any(|p| p.place.is_some_and(|p| p.row.is_some()));
        let lines = page.rules.is_empty() || (has_table && layout::rules_are_lines(page));
        if !lines {
            differences.push(PageDifference::Shapes { page: number });
        }
        if layout::is_covered(page, self.expected.seal) {
            differences.push(PageDifference::Covered { page: number });
        }
    }

    /// What is no part of the text: the page's number below it, a table's head above, 送审稿. Whether
    /// a table goes on here.
    fn artifacts(
        &self,
        page: &PageWords,
        number: usize,
        differences: &mut Vec<PageDifference>,
    ) -> bool {
        let (mut marks, mut numbers) = (0, 0);
        let lowest = page.pieces.iter().map(|piece| piece.y).fold(f64::INFINITY, f64::min);
        let highest = page.pieces.iter().map(|piece| piece.y).fold(f64::NEG_INFINITY, f64::max);
        let below = |artifact: &Artifact| artifact.pieces.iter().all(|piece| piece.y < lowest);
        let above = |artifact: &Artifact| artifact.pieces.iter().all(|piece| piece.y > highest);
        // A head is told in several parts where gaps in it are.
        let mut head: Vec<Piece> = Vec::new();
        for artifact in &page.artifacts {
            let text: String = bare(&artifact.text()).collect();
            let in_order = layout::goes_on(&artifact.pieces);
            match text.as_str() {
                "送审稿" if artifact.pale && !artifact.over_text => marks += 1,
                _ if artifact.pale || !in_order => {
                    differences.push(PageDifference::Extra { page: number, text: short(&text) });
                }
                text if text == format!("—{number}—") && below(artifact) => numbers += 1,
                _ if above(artifact) => head.extend(artifact.pieces.iter().cloned()),
                text => differences.push(PageDifference::Extra { page: number, text: short(text) }),
            }
        }
        let told: String = head.iter().flat_map(|piece| bare(&piece.shows)).collect();
        let continued = self.is_head(&told) && layout::goes_on(&head);
        if !head.is_empty() && !continued {
            differences.push(PageDifference::Extra { page: number, text: short(&told) });
        }
        if numbers != 1 {
            differences.push(PageDifference::Number { page: number });
        }
        if marks != usize::from(self.expected.draft) {
            differences
                .push(PageDifference::DraftMark { page: number, draft: self.expected.draft });
        }
        continued
    }

    fn is_head(&self, text: &str) -> bool {
        self.heads.iter().any(|head| self.signs.are_drawn_for(text, head))
    }
}
