//! Whether the pages show what the filing says: the same text in the same order and place, and
//! nothing beside it.

use std::fmt;

use super::difference::PageDifference;
use super::eye::{self, Sight};
use super::layout;
use super::signs::Signs;
use crate::compare::AnnexFault;
use crate::fonts::FaceSet;
use crate::pdf::{Artifact, PageWords, Piece, ReadFault, Words};
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
    /// The annex cannot be rebuilt.
    NoAnnex(AnnexFault),
    /// An earlier version made the annex, and otherwise than it is made now.
    OlderAnnex(String),
    /// The report cannot be rebuilt: what the template's fault is.
    Template(String),
    /// They cannot be read.
    Unread(ReadFault),
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
            Self::OlderAnnex(version) => write!(
                f,
                "附表由呈报 {version} 生成，现在的附表不是那个样子，这一版无从核对页面；请用呈报 {version} 核验"
            ),
            Self::Template(why) => write!(f, "按模板重做报告时出错，无法核对页面：{why}"),
            Self::Unread(why) => write!(f, "页面读不出来，无法核对：{why}"),
        }
    }
}

/// What the pages have to show.
pub(super) struct Expected<'e> {
    /// The report's elements.
    pub(super) texts: &'e [ElementText],
    /// How many seals there are over 落款.
    pub(super) seals: usize,
    /// Whether there is a 版记, between two rules at the end.
    pub(super) has_imprint: bool,
    /// Whether it is a draft.
    pub(super) draft: bool,
    /// What each page says which draft it is, where it says so.
    pub(super) mark: Option<&'e str>,
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

/// How many differences are reported.
const MOST: usize = 20;

/// Compares the pages with what they have to show.
pub(super) fn compare(words: &Words, expected: &Expected<'_>) -> PagesVerdict {
    let mut differences = Vec::new();
    differences.extend(text(words, expected));
    differences.extend(pictures(words, expected));
    let by = Page { expected, heads: heads(expected.texts), signs: Signs::new(expected.draft) };
    let mut before = (0, 0);
    for (n, page) in words.pages.iter().enumerate() {
        let has_imprint = expected.has_imprint && n + 1 == words.pages.len();
        by.on_page(page, n + 1, has_imprint, &mut differences);
        if let Some(reach) = layout::reach(page) {
            // A row that goes on on a further page begins again with its first cell.
            if reach.0 < before.0 || reach.1 < before.1 {
                let text = page.pieces.first().map(|piece| short(&piece.says)).unwrap_or_default();
                differences.push(PageDifference::Misplaced { page: n + 1, text });
            }
            before = reach;
        }
    }
    for difference in eye::look(words, &sight(expected)) {
        if !differences.contains(&difference) {
            differences.push(difference);
        }
    }
    differences.truncate(MOST);
    if differences.is_empty() {
        PagesVerdict::Same { pages: words.pages.len() }
    } else {
        PagesVerdict::Differ(differences)
    }
}

/// What the eye is to see.
fn sight<'e>(expected: &Expected<'e>) -> Sight<'e> {
    let is_signatory = |text: &&ElementText| matches!(text.tag, Tag::Signatory | Tag::SignOff);
    let signatories = expected.texts.iter().filter(is_signatory).map(|text| text.text.as_str());
    let Expected { has_imprint, faces, .. } = *expected;
    Sight { faces, signatories: signatories.collect(), has_imprint }
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
    let piece = |text: &mut dyn Iterator<Item = char>, len: usize| {
        if same < len {
            text.skip(around.start).take(around.len()).collect()
        } else {
            String::new()
        }
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
    let seal = std::iter::repeat_n("印章", expected.seals);
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
    fn on_page(
        &self,
        page: &PageWords,
        number: usize,
        has_imprint: bool,
        differences: &mut Vec<PageDifference>,
    ) {
        for what in &page.anomalies {
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
        let may_have_rules = has_table || !layout::imprint(page, has_imprint).1.is_empty();
        let lines = page.rules.is_empty() || (may_have_rules && layout::rules_are_lines(page));
        if !lines {
            differences.push(PageDifference::Shapes { page: number });
        }
        if layout::is_covered(page, self.expected.seals) {
            differences.push(PageDifference::Covered { page: number });
        }
    }

    /// What is no part of the text: the page's number below it, a table's head above, 送审稿 and which
    /// one it is. Whether a table goes on here.
    fn artifacts(
        &self,
        page: &PageWords,
        number: usize,
        differences: &mut Vec<PageDifference>,
    ) -> bool {
        let (mut marks, mut lines, mut numbers) = (0, 0, 0);
        let lowest = page.pieces.iter().map(|piece| piece.y).fold(f64::INFINITY, f64::min);
        let highest = page.pieces.iter().map(|piece| piece.y).fold(f64::NEG_INFINITY, f64::max);
        let below = |artifact: &Artifact| artifact.pieces.iter().all(|piece| piece.y < lowest);
        let above = |artifact: &Artifact| artifact.pieces.iter().all(|piece| piece.y > highest);
        // A head comes in several parts where it has gaps.
        let mut head: Vec<Piece> = Vec::new();
        for artifact in &page.artifacts {
            let text: String = bare(&artifact.text()).collect();
            let in_order = layout::goes_on(&artifact.pieces);
            match text.as_str() {
                "送审稿" if artifact.pale && !artifact.over_text => marks += 1,
                _ if artifact.pale || !in_order => {
                    differences.push(PageDifference::Extra { page: number, text: short(&text) });
                }
                text if self.is_draft_line(text) && above(artifact) => lines += 1,
                text if text == format!("—{number}—") && below(artifact) => numbers += 1,
                _ if above(artifact) => head.extend(artifact.pieces.iter().cloned()),
                text => differences.push(PageDifference::Extra { page: number, text: short(text) }),
            }
        }
        let head_text: String = head.iter().flat_map(|piece| bare(&piece.shows)).collect();
        let continued = self.is_head(&head_text) && layout::goes_on(&head);
        if !head.is_empty() && !continued {
            differences.push(PageDifference::Extra { page: number, text: short(&head_text) });
        }
        if numbers != 1 {
            differences.push(PageDifference::Number { page: number });
        }
        let Expected { draft, mark, .. } = *self.expected;
        if marks != usize::from(draft) || lines != usize::from(mark.is_some()) {
            differences.push(PageDifference::DraftMark { page: number, draft });
        }
        continued
    }

    /// Whether a text says which draft this is.
    fn is_draft_line(&self, text: &str) -> bool {
        self.expected.mark.is_some_and(|mark| same(mark, text))
    }

    fn is_head(&self, text: &str) -> bool {
        self.heads.iter().any(|head| self.signs.are_drawn_for(text, head))
    }
}
