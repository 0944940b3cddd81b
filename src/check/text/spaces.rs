//! T01: spaces inside Chinese.

use std::ops::Range;

use super::{is_full_mark, is_space, paragraphs};
use crate::characters::is_han;
use crate::check::Context;
use crate::check::unfinished::gaps;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::is_numeral;
use crate::prose::{Paragraph, ParagraphKind};

/// With fewer joints without a space nothing is known of the filer's habit.
const HABIT: usize = 3;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let tight = writes_tight(context);
    for prose in &context.prose {
        let is_title = prose.place.is_title();
        for paragraph in &prose.paragraphs {
            let gaps = gaps(&paragraph.text);
            let head = is_title || paragraph.kind == ParagraphKind::Heading;
            let setting = Setting { paragraph, tight, context };
            // A space in a title may stand for a mark.
            for (gap, like) in gaps.iter().zip(likes(&paragraph.text, &gaps)) {
                findings.extend(gap.finding(&setting, head || like));
            }
        }
    }
}

/// What a space stands between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// Two Chinese characters.
    Han,
    /// A full-width mark and anything.
    Mark,
    /// A Chinese character and a letter or figure.
    Latin,
}

struct Gap {
    between: Between,
    /// The blanks.
    at: Range<usize>,
}

/// The blanks inside a text.
fn gaps(text: &str) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut upto = 0;
    while let Some(start) = text[upto..].find(is_space).map(|at| upto + at) {
        let rest = &text[start..];
        upto = text.len() - rest.trim_start_matches(is_space).len();
        // Behind a half-width mark the second blank of a run begins one.
        let second = rest.chars().next().map_or(start, |c| start + c.len_utf8());
        let found = [start, second].into_iter().filter(|at| *at < upto).find_map(|start| {
            let before = text[..start].chars().next_back()?;
            let after = text[upto..].chars().next()?;
            Some(Gap { between: between(before, after)?, at: start..upto })
        });
        gaps.extend(found);
    }
    gaps
}

/// Of each blank whether it stands between Chinese characters, and the same clause has another one
/// that does.
fn likes(text: &str, gaps: &[Gap]) -> Vec<bool> {
    let mut likes = vec![false; gaps.len()];
    let han = gaps.iter().enumerate().filter(|(_, gap)| gap.between == Between::Han);
    let han: Vec<(usize, &Gap)> = han.collect();
    for pair in han.windows(2) {
        let [(one, before), (other, behind)] = pair else { continue };
        if !text[before.at.start..behind.at.end].contains(is_full_mark) {
            likes[*one] = true;
            likes[*other] = true;
        }
    }
    likes
}

/// Where a blank stands.
struct Setting<'s, 'c> {
    paragraph: &'s Paragraph,
    /// Whether the filing writes Chinese and Latin without a space between them.
    tight: bool,
    context: &'s Context<'c>,
}

fn between(before: char, after: char) -> Option<Between> {
    let quote = |c: char| "“”‘’".contains(c);
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '%';
    if is_full_mark(before) || is_full_mark(after) {
        // A half-width mark there is its own finding, the blank with it.
        return (!(",;:!?.()\"".contains(before) || ",;:!?.()\"".contains(after)))
            .then_some(Between::Mark);
    }
    match (is_han(before), is_han(after)) {
        (true, true) => Some(Between::Han),
        (true, false) if quote(after) => Some(Between::Mark),
        (false, true) if quote(before) => Some(Between::Mark),
        (true, false) if latin(after) => Some(Between::Latin),
        (false, true) if latin(before) => Some(Between::Latin),
        _ => None,
    }
}

/// Whether the filing as a whole writes Chinese and Latin without a space between them.
fn writes_tight(context: &Context<'_>) -> bool {
    let (mut tight, mut loose) = (0, 0);
    for paragraph in paragraphs(context) {
        let chars: Vec<char> = paragraph.text.chars().collect();
        let joint = |pair: &&[char]| between(pair[0], pair[1]) == Some(Between::Latin);
        tight += chars.windows(2).filter(joint).count();
        loose += gaps(&paragraph.text).iter().filter(|g| g.between == Between::Latin).count();
    }
    tight >= HABIT && tight > loose
}

/// 图1, 表2-1, 第一章: what follows is set off by a space.
fn is_label(text: &str) -> bool {
    let kinds = ["图", "表", "附件", "附录", "附表", "附图", "第"];
    let number = kinds.iter().find_map(|kind| text.strip_prefix(kind)).unwrap_or(text);
    let number = number.trim_end_matches(['章', '节', '条', '篇']);
    let counts = |c: char| {
        c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-') || is_numeral(c)
    };
    !number.is_empty() && number.chars().all(counts)
}

impl Gap {
    fn finding(&self, setting: &Setting<'_, '_>, may_be_mark: bool) -> Option<Finding> {
        let Setting { paragraph, tight, context } = *setting;
        let text = &paragraph.text;
        if self.between == Between::Latin && !tight
            || paragraph.in_title(self.at.start)
            || paragraph.kind == ParagraphKind::Cell && self.between == Between::Han
            || is_label(&text[..self.at.start])
            || self.between == Between::Latin && self.is_beside_phrase(text)
        {
            // 合 计 in a cell is spread on purpose.
            return None;
        }
        // A number may be missing there: Y19 says so where it is sure, and the gap must stay.
        if paragraph.kind != ParagraphKind::Cell
            && gaps::is_missing(text, &self.at, context.standard.unfinished_words())
            && !paragraph.in_quotation(self.at.start)
        {
            return None;
        }
        let may_be_number =
            gaps::may_be_missing(text, &self.at, context.standard.unfinished_words());
        let message = match self.between {
            Between::Han => "汉字之间有空格",
            Between::Mark => "标点旁边有空格",
            Between::Latin => "汉字和字母、数字之间有空格，别处没有",
        };
        // In a title, and where several follow each other, a space may stand for a mark.
        let may_be_mark = self.between == Between::Han && may_be_mark;
        let help = match (may_be_number, may_be_mark) {
            (true, _) => "缺了数的补上数，不缺的删去空格",
            (false, true) => "删去空格，或改用标点",
            (false, false) => "删去空格",
        };
        let unsure = may_be_mark || may_be_number;
        let before = text[..self.at.start].chars().next_back().map_or(0, char::len_utf8);
        let after = text[self.at.end..].chars().next().map_or(0, char::len_utf8);
        let shown = paragraph.span(self.at.start - before..self.at.end + after);
        // Written as &nbsp; it is S05's.
        let written = context.source.text().get(shown.clone());
        // Behind **注：** the blank sets off what is strong.
        let is_label = text[..self.at.start].ends_with('：')
            && written.is_some_and(|written| written.contains("**") || written.contains("__"));
        if is_label || written.is_some_and(|written| written.contains('&')) {
            return None;
        }
        let finding = Code::T01.at(shown, message).help(help);
        let span = paragraph.editable(self.at.clone(), context.source).filter(|_| !unsure);
        Some(match span {
            Some(span) => finding.fix(span, ""),
            None => finding,
        })
    }

    /// Whether a phrase of several Latin words stands on one side: its spaces are its own.
    fn is_beside_phrase(&self, text: &str) -> bool {
        let is_latin = |c: &char| c.is_ascii_alphanumeric() || "-.,'& ".contains(*c);
        let before: String = text[..self.at.start].chars().rev().take_while(is_latin).collect();
        let after: String = text[self.at.end..].chars().take_while(is_latin).collect();
        before.trim().contains(' ') || after.trim().contains(' ')
    }
}
