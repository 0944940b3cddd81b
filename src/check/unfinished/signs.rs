//! Signs in place of what is not known yet: ____, ××万户, TODO, ？？.

use std::ops::Range;

use super::brackets::consists_of;
use crate::characters::is_han;
use crate::prose::Paragraph;
use crate::standard::unfinished::UnfinishedWords;

/// Words that a programmer's or a translator's note begins with.
const NOTES: [&str; 3] = ["TODO", "TBD", "FIXME"];

/// Digits of a Chinese number: 二○二○年 is a year.
const NUMERALS: &str = "一二三四五六七八九十零〇○百千";

/// What a run of signs is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A line to write on.
    Blank,
    /// X or ×.
    Cross,
    /// ？.
    Question,
    /// ○ or □.
    Circle,
}

impl Sign {
    fn of(c: char) -> Option<Self> {
        match c {
            '_' | '＿' => Some(Self::Blank),
            'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '╳' | '✕' => Some(Self::Cross),
            '?' | '？' => Some(Self::Question),
            '○' | '〇' | '□' => Some(Self::Circle),
            _ => None,
        }
    }
}

pub(super) fn places(paragraph: &Paragraph, lists: &UnfinishedWords) -> Vec<Range<usize>> {
    let text = paragraph.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    let alone = text.matches("__").nth(1).is_none();
    let mut upto = 0;
    for (at, c) in text.char_indices() {
        let Some(sign) = Sign::of(c).filter(|_| at >= upto) else { continue };
        let same = |c: char| Sign::of(c) == Some(sign);
        upto = text[at..].find(|c| !same(c)).map_or(text.len(), |n| at + n);
        let quoted = paragraph.in_quotation(at);
        let run = Run { text, at: at..upto, quoted, alone, lists };
        if run.stands_for_something(sign) {
            found.push(at..upto);
        }
    }
    // “TODO清单” is a name.
    let is_name = |range: &Range<usize>| {
        paragraph.in_quotation(range.start) && text[range.end..].starts_with(is_han)
    };
    found.extend(NOTES.iter().flat_map(|note| words(text, note)).filter(|r| !is_name(r)));
    found.extend(to_come(text, lists));
    found.extend(clauses_to_come(text));
    let in_quotation = |range: &Range<usize>| paragraph.in_quotation(range.start);
    found.extend(dates(text).filter(|range| !in_quotation(range)));
    found
}

/// A run of one kind of sign.
struct Run<'t> {
    text: &'t str,
    at: Range<usize>,
    quoted: bool,
    /// Whether the text has one __ only.
    alone: bool,
    lists: &'t UnfinishedWords,
}

impl Run<'_> {
    fn stands_for_something(&self, sign: Sign) -> bool {
        let many = self.written().chars().nth(1).is_some();
        match sign {
            Sign::Blank => self.is_blank(),
            Sign::Cross => self.is_cross(many),
            // “真的吗？？” is how somebody spoke.
            Sign::Question => {
                (many && !self.quoted && !self.in_address()) || self.before_percentage()
            }
            Sign::Circle => {
                let numeral = |c: Option<char>| c.is_some_and(|c| NUMERALS.contains(c));
                many && !numeral(self.before()) && !numeral(self.next())
            }
        }
    }

    /// ____ and ＿; no part of a name like a__b, and no __word__, which was to be strong.
    fn is_blank(&self) -> bool {
        let inside_word = is_alphanumeric(self.before()) && is_alphanumeric(self.next());
        let enough = match self.written() {
            "_" => false,
            "__" => self.alone || self.before_unit(),
            _ => true,
        };
        enough && !inside_word
    }

    /// XX万户, ××公司, 20XX年; no masked number, no code and no part of a word.
    fn is_cross(&self, many: bool) -> bool {
        let (before, next) = (self.before(), self.next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(before) {
            return self.after().starts_with('年') && !self.written().contains('×');
        }
        if is_alphanumeric(before)
            || is_alphanumeric(next)
            || matches!(before, Some('+' | '-' | '＋'))
        {
            return false;
        }
        if self.is_kept_back() {
            return false;
        }
        let counts = self.before_unit();
        if many {
            counts || !self.is_person()
        } else {
            counts && before.is_some_and(|c| !c.is_ascii())
        }
    }

    /// 用户张××, ××先生: a person's name that is kept back.
    fn is_person(&self) -> bool {
        let words = self.lists;
        let starts = |word: &String| self.after().starts_with(word.as_str());
        let before = &self.text[..self.at.start];
        let family = before.chars().next_back().filter(|c| words.surnames.contains(*c));
        let known = family.map_or(before, |c| &before[..before.len() - c.len_utf8()]);
        let person = |word: &String| known.ends_with(word.as_str());
        words.titles.iter().any(starts) || words.persons.iter().any(person)
    }

    /// 尾号××××, and a place in quotation marks: “××小区”.
    fn is_kept_back(&self) -> bool {
        let numbers = ["尾号", "尾号为", "尾号是", "手机号", "号码", "号码为", "卡号", "车牌"];
        let places = ["小区", "社区", "村", "镇", "街道", "学校", "医院", "单位", "花园", "家园"];
        let before = &self.text[..self.at.start];
        numbers.iter().any(|word| before.ends_with(word))
            || self.quoted && places.iter().any(|word| self.after().starts_with(word))
    }

    fn before_unit(&self) -> bool {
        let after = self.after().trim_start_matches(' ');
        // 个人, 次日 and 日常 are words of their own.
        let other =
            ["个人", "个别", "个性", "次日", "次方", "日常", "年度", "家庭", "项目", "户外"];
        self.lists.units.iter().any(|unit| after.starts_with(unit.as_str()))
            && !other.iter().any(|word| after.starts_with(word))
    }

    fn before_percentage(&self) -> bool {
        let units = ["%", "％", "个百分点", "万户", "亿户", "万次", "万件", "万元", "亿元", "万个"];
        units.iter().any(|unit| self.after().starts_with(unit))
    }

    /// `?a=1??` of an address.
    fn in_address(&self) -> bool {
        is_alphanumeric(self.before()) && is_alphanumeric(self.next())
    }

    fn written(&self) -> &str {
        &self.text[self.at.clone()]
    }

    fn after(&self) -> &str {
        &self.text[self.at.end..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at.start].chars().next_back()
    }

    fn next(&self) -> Option<char> {
        self.after().chars().next()
    }
}

fn is_alphanumeric(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Where a Latin word stands that is no part of another.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let places = text.match_indices(word).map(|(at, word)| at..at + word.len());
    places.filter(|range| {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        !is_alphanumeric(before.chars().next_back()) && !is_alphanumeric(after.chars().next())
    })
}

/// 某年某月: a date that is to be put in.
fn dates(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let written = ["某年某月", "某月某日"].into_iter();
    written.flat_map(|date| text.match_indices(date).map(|(at, date)| at..at + date.len()))
}

/// 待补充, as a whole clause. 待核实，待修改 may be kinds of something.
fn clauses_to_come(text: &str) -> Vec<Range<usize>> {
    let verbs = [
        "补充", "补齐", "补全", "补", "填写", "填报", "填", "完善", "续写", "续", "写", "核", "定",
    ];
    let begins = |c: char| "。，；：:！？\n".contains(c);
    let found = text.match_indices('待').filter_map(|(at, sign)| {
        let start = text[..at].trim_end_matches(' ');
        let rest = &text[at + sign.len()..];
        let verb = verbs.iter().find(|verb| rest.starts_with(**verb))?;
        let behind = rest[verb.len()..].trim_start_matches(' ');
        let whole = (start.is_empty() || start.ends_with(begins))
            && (behind.is_empty() || behind.starts_with(['。', '，', '；', '\n']));
        // Of the clause before a few characters are enough.
        let near = start.strip_suffix(['，', '；']).unwrap_or_default();
        let near = near.char_indices().rev().take(6).take_while(|(_, c)| !begins(*c)).last();
        let kinds = behind.starts_with("，待")
            || behind.starts_with("；待")
            || near.is_some_and(|(_, c)| c == '待');
        let end = at + sign.len() + verb.len();
        (whole && !kinds).then_some(at..end)
    });
    found.collect()
}

/// 具体数据待补充。: at the end of a sentence, and said of what is to be written.
fn to_come(text: &str, lists: &UnfinishedWords) -> Vec<Range<usize>> {
    let pending = &lists.pending;
    let found = text.match_indices('待').filter_map(|(at, sign)| {
        let rest = &text[at + sign.len()..];
        let verb = pending.verbs.iter().filter(|verb| rest.starts_with(verb.as_str()));
        let behind = &rest[verb.map(String::len).max()?..];
        if !behind.is_empty() && !behind.starts_with(['。', '，', '；', '）']) {
            return None;
        }
        let word = pending.said.iter().find(|word| text[..at].ends_with(word.as_str()))?;
        let start = at - word.len();
        // 客户数据待核实 is a state of somebody's data.
        is_own(&text[..start], lists).then_some(start..text.len() - behind.len())
    });
    found.collect()
}

/// Whether what stands before the word in its clause says nothing else: 最终的具体.
fn is_own(before: &str, lists: &UnfinishedWords) -> bool {
    let near = before.char_indices().rev().take(10);
    let clause = near.take_while(|(_, c)| !"。，；：（".contains(*c)).last();
    let ahead = clause.map_or("", |(at, _)| &before[at..]);
    consists_of(ahead, &lists.pending.subjects)
}
