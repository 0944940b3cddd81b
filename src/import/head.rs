//! The title with company and half-year, 主送 and 导语: what stands before the first chapter.

use super::draft::{Head, Line, Rest, each_once};
use super::piece::{Piece, Place, Remark};
use crate::filing::{Half, Period, narrow};
use crate::numerals;

/// The most characters of a title.
const LONGEST_TITLE: usize = 70;

/// The most lines of a title.
const TITLE_LINES: usize = 4;

/// The report's usual name, which a filing need not give.
const USUAL: &str = "服务质量状况报告";

/// What a report's name has in it, and what it ends with.
const SUBJECT: &str = "服务质量";
const ENDS: [&str; 6] = ["报告", "公告", "通告", "公布", "情况", "状况"];

/// Reads the pieces before the first chapter, if there is one.
pub(super) fn read(pieces: Vec<Piece>, has_chapters: bool) -> (Head, Rest) {
    let (mut head, mut rest) = (Head::default(), Rest::default());
    let lines = find_title(&pieces);
    let is_untitled = lines.is_none();
    let mut behind_title = false;
    let lines = lines.unwrap_or_default();
    let last = lines.last().copied().unwrap_or_default();
    let mut title = Vec::new();
    let mut other = Vec::new();
    for (n, piece) in pieces.into_iter().enumerate() {
        if lines.contains(&n) {
            title.push(piece);
        } else if n < last {
            rest.leave(&piece);
        } else {
            other.push(piece);
        }
    }
    take_title(&title, &mut head, &mut rest);
    for piece in other {
        let text = piece.text();
        if is_untitled && !(has_chapters && (is_sentence(&text) || !head.lead.is_empty())) {
            // Without a title only what is followed by chapters is a report's beginning.
            rest.leave(&piece);
        } else if behind_title || !piece.is_text() || is_sentence(&text) || !head.lead.is_empty() {
            behind_title = true;
            head.lead.push(piece);
        } else if let Some(names) = addressees(&text).filter(|_| head.addressees.is_empty()) {
            let lines = names.iter().map(|name| Line::of(&piece, name.clone())).collect();
            head.addressees = each_once(lines, &mut rest);
            behind_title = true;
        } else {
            rest.leave(&piece);
        }
    }
    (head, rest)
}

/// The fewest characters of a line that is no title, whatever it ends with.
const SHORTEST_SENTENCE: usize = 40;

fn is_sentence(text: &str) -> bool {
    let is_long = text.chars().count() > SHORTEST_SENTENCE;
    text.contains(['。', '；']) || is_long || text.trim_end_matches(['：', ':']).ends_with("如下")
}

/// 主送: names that a colon ends.
fn addressees(text: &str) -> Option<Vec<String>> {
    let names = text.trim().strip_suffix(['：', ':'])?;
    let of_office = ["局", "部", "委", "厅", "办", "会", "公司"];
    let names: Vec<String> = names.split(['、', '，']).map(|name| name.trim().to_owned()).collect();
    let is_name = |name: &String| of_office.iter().any(|end| name.ends_with(end));
    names.iter().all(is_name).then_some(names)
}

/// Which pieces are the title: those with 服务质量, and the lines that it is broken from.
fn find_title(pieces: &[Piece]) -> Option<Vec<usize>> {
    let lines: Vec<String> = pieces.iter().map(Piece::text).collect();
    let stops = ['。', '；', '，', ','];
    let fits = |text: &str| text.chars().count() <= LONGEST_TITLE && !text.contains(stops);
    let is_named = |text: &str| text.contains(SUBJECT) && fits(text);
    let at = lines.iter().position(|line| is_named(line)).or_else(|| {
        // 服务 / 质量 of a title that is broken within.
        (1..lines.len()).find(|n| is_named(&[lines[n - 1].as_str(), &lines[*n]].concat()))
    })?;
    let mut chosen = vec![at];
    if lines[at].contains(SUBJECT) || at == 0 {
        // A line between them, such as a text box beside the title, is none of it.
        for above in (at.saturating_sub(TITLE_LINES)..at).rev() {
            let whole = joined(&lines, &chosen);
            let parts = Title::of(&whole);
            let line = lines[above].trim();
            let has_company = parts.company.is_empty() && line.ends_with("公司");
            let has_period = parts.period.is_none() && period(line).is_some();
            if fits(line) && (has_company || has_period) {
                chosen.insert(0, above);
            }
        }
    } else {
        chosen.insert(0, at - 1);
    }
    let ends = |text: &str| ENDS.iter().any(|end| text.trim().ends_with(end));
    if !ends(&lines[at]) && lines.get(at + 1).is_some_and(|line| fits(line) && ends(line)) {
        chosen.push(at + 1);
    }
    for below in at + 1..lines.len().min(at + 3) {
        let parts = Title::of(&joined(&lines, &chosen));
        let line = lines[below].trim();
        let is_company = parts.company.is_empty() && line.ends_with("公司");
        let is_period = parts.period.is_none() && is_only_period(line);
        if !chosen.contains(&below) && fits(line) && (is_company || is_period) {
            chosen.push(below);
        }
    }
    Some(chosen)
}

/// （2022年上半年）
fn is_only_period(line: &str) -> bool {
    let bare = line.trim_matches(['（', '）', '(', ')', '度']);
    period(bare).is_some_and(|(_, range)| range == (0..bare.len()))
}

/// The chosen lines as one title: company and half-year first.
fn joined(lines: &[String], chosen: &[usize]) -> String {
    in_order(chosen.iter().map(|n| lines[*n].trim()))
}

fn in_order<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let is_first = |line: &&str| line.ends_with("公司") || period(line).is_some();
    let (first, then): (Vec<&str>, Vec<&str>) = lines.partition(is_first);
    let mut first = first;
    first.sort_by_key(|line| is_only_period(line));
    first.concat() + &then.concat()
}

/// A title's parts.
struct Title {
    company: String,
    period: Option<Period>,
    name: String,
    /// What belongs to none of them.
    other: Vec<String>,
}

impl Title {
    fn of(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut other = Vec::new();
        let mut before = text.clone();
        let mut behind = String::new();
        let found = period(&text);
        if let Some((_, range)) = &found {
            behind = text[range.end..].to_owned();
            before = text[..range.start].to_owned();
            // 2020年度上半年, 2020年1-6月
            let written = &text[range.clone()];
            let usual = found.as_ref().is_some_and(|(period, _)| written == period.to_string());
            other.extend((!usual).then(|| written.to_owned()));
        }
        let period = found.map(|(period, _)| period);
        if period.is_none() || !is_company(&before) {
            // 2020年上半年中国联通山西省分公司服务质量状况报告
            let whole = before + &behind;
            let at = whole.rfind("公司").map_or(0, |at| at + "公司".len());
            let (company, name) = whole.split_at(at);
            return Self::parts(company, period, name, other);
        }
        Self::parts(&before, period, &behind, other)
    }

    /// The parts, without the words around a company's and a report's name.
    fn parts(company: &str, period: Option<Period>, name: &str, mut other: Vec<String>) -> Self {
        let mut cut = |text: &str, words: &[&str], at_start: bool| {
            let mut text = text.trim_matches(['（', '）', '(', ')', '《', '》']).to_owned();
            for word in words {
                let rest = if at_start { text.strip_prefix(word) } else { text.strip_suffix(word) };
                if let Some(rest) = rest.map(str::to_owned) {
                    other.push((*word).to_owned());
                    text = rest;
                }
            }
            text
        };
        let company = cut(company, &["关于", "报送", "上报"], true);
        let company = cut(&company, &["关于报送", "关于上报", "关于"], false);
        let name = cut(name, &["度", "的", "关于", "报送", "上报"], true);
        Self { company, period, name, other }
    }
}

/// Whether what stands before the half-year may be a company's name.
fn is_company(text: &str) -> bool {
    let about = ["关于", "报送", "关于报送", "上报", "关于上报"];
    !text.is_empty() && !about.contains(&text) && !text.contains(SUBJECT)
}

fn take_title(pieces: &[Piece], head: &mut Head, rest: &mut Rest) {
    let Some(first) = pieces.first() else { return };
    let lines: Vec<String> = pieces.iter().map(Piece::text).collect();
    let title = Title::of(&in_order(lines.iter().map(|line| line.trim())));
    let places: Vec<Place> = pieces.iter().map(|piece| piece.place).collect();
    let remarks: Vec<Remark> = pieces.iter().flat_map(|piece| piece.remarks.clone()).collect();
    head.period = title.period;
    if title.company.is_empty() {
        let line = Line { text: String::new(), places, remarks };
        head.company = Some(line);
    } else {
        head.company = Some(Line { text: title.company, places, remarks });
    }
    if !title.name.is_empty() && title.name != USUAL {
        head.title = Some(title.name);
    }
    title.other.iter().for_each(|words| rest.reword(first.place, words));
}

/// The half-year that a text names, and where.
pub(super) fn period(text: &str) -> Option<(Period, std::ops::Range<usize>)> {
    HALVES.iter().find_map(|(words, half)| {
        let at = text.find(words)?;
        let before = text[..at].trim_end_matches(['（', '(', ' ', '\u{3000}']);
        let before = before.strip_suffix('度').unwrap_or(before);
        let before = before.strip_suffix('年').unwrap_or(before).trim_end();
        let start = before.char_indices().rev().nth(3).map(|(start, _)| start)?;
        let year: Option<String> = before[start..].chars().map(year_digit).collect();
        let year = Period::parse(&format!("{}年上半年", year?))?.year;
        Some((Period { year, half: *half }, start..at + words.len()))
    })
}

/// How people write a half-year behind its year.
const HALVES: [(&str, Half); 8] = [
    ("上半年", Half::First),
    ("下半年", Half::Second),
    ("1-6月", Half::First),
    ("1—6月", Half::First),
    ("1至6月", Half::First),
    ("7-12月", Half::Second),
    ("7—12月", Half::Second),
    ("7至12月", Half::Second),
];

/// A digit of a year, in whatever figures.
fn year_digit(c: char) -> Option<char> {
    match narrow(c) {
        c @ '0'..='9' => Some(c),
        '○' | 'Ｏ' | 'O' => Some('0'),
        c => numerals::digit(c).and_then(|digit| char::from_digit(digit, 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_apart() {
        let cases = [
            (
                "中国移动山西公司2020年下半年服务质量状况报告",
                "中国移动山西公司",
                "2020年下半年",
                USUAL,
            ),
            (
                "2020年上半年中国联通山西省分公司服务质量报告",
                "中国联通山西省分公司",
                "2020年上半年",
                "服务质量报告",
            ),
            (
                "中国电信山东公司二〇一九年上半年电信服务质量情况通告",
                "中国电信山东公司",
                "2019年上半年",
                "电信服务质量情况通告",
            ),
            (
                "关于中国移动山西公司2020年度下半年服务质量状况的报告",
                "中国移动山西公司",
                "2020年下半年",
                "服务质量状况的报告",
            ),
        ];
        for (text, company, period, name) in cases {
            let title = Title::of(text);
            assert_eq!(title.company, company, "{text}");
            assert_eq!(title.period.map(|p| p.to_string()).as_deref(), Some(period), "{text}");
            assert_eq!(title.name, name, "{text}");
        }
    }

    #[test]
    fn offices_that_a_colon_ends_are_addressees() {
        assert_eq!(addressees("山西省通信管理局：").unwrap(), ["山西省通信管理局"]);
        assert_eq!(addressees("山西省通信管理局、陕西省通信管理局:").unwrap().len(), 2);
        assert!(addressees("现将服务质量情况报告如下：").is_none());
    }
}
