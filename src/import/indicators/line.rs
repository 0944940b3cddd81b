//! A line of figures: `障碍修复：平均4.01小时，及时率99.99%（不含客户自维线路）`.

use super::figures::{figure as written, is_number, is_word_for_none};
use crate::filing::{is_area, parse_figure};
use crate::import::draft::Figure;
use crate::standard::{Standard, is_measure, subject};

/// What a line says of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) name: String,
    pub(super) figures: Vec<Figure>,
    pub(super) note: Option<String>,
    /// Words that were taken for granted or put otherwise: 为 before a figure, 1,012.5小时.
    pub(super) reworded: Vec<String>,
}

/// What may stand between a label and its figure.
const LINKS: [&str; 6] = ["达到", "：", ":", "为", "是", "达"];

/// Marks between figures.
const BETWEEN: [char; 6] = ['，', '、', '；', ',', ';', '\u{3000}'];

/// Marks of a list before a line.
const BULLETS: [char; 16] =
    ['·', '•', '●', '■', '◆', '○', '◇', '□', '▪', '➢', '★', '*', '-', '–', '—', ' '];

/// What a value begins with.
pub(crate) fn begins_value(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "≤≥≦≧<>＜＞约".contains(c)
}

/// Reads a line, without its number, of a group by its name: an indicator, or several that marks
/// part.
pub(super) fn read_all(text: &str, group: &str, standard: &Standard) -> Option<Vec<Read>> {
    let text = bare(text);
    if let Some(read) = read(text, group, standard) {
        return Some(vec![read]);
    }
    let mut found: Vec<Read> = Vec::new();
    for piece in pieces(text) {
        let one = read(piece, group, standard).or_else(|| {
            // 恢复通话平均时限为0.35小时，及时率为99.95%
            let whole = format!("{}{piece}", subject(&found.last()?.name));
            read(&whole, group, standard)
        })?;
        let label = one.figures.first().and_then(|figure| figure.labels.last());
        standard.find(group, &one.name, label.map(String::as_str))?;
        found.push(one);
    }
    (found.len() > 1).then_some(found)
}

/// A line without the marks of lists and sentences around it.
fn bare(text: &str) -> &str {
    let text = text.trim_start_matches(BULLETS).trim();
    let text = lettered(text);
    text.trim_end_matches(['。', '；', ';', '，', ',']).trim_end()
}

/// A line without a letter that numbers it: a) or A.
fn lettered(text: &str) -> &str {
    let mut chars = text.chars();
    let is_letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let stop = chars.next().filter(|c| [')', '）', '.', '、', '．'].contains(c) && is_letter);
    stop.map_or(text, |stop| text[1 + stop.len_utf8()..].trim_start())
}

/// Reads a line of one indicator.
pub(super) fn read(text: &str, group: &str, standard: &Standard) -> Option<Read> {
    let (name, value) = named(bare(text), group, standard)?;
    let (body, brackets) = last_brackets(value);
    let mut read =
        Read { name: name.to_owned(), figures: Vec::new(), note: None, reworded: Vec::new() };
    let mut above: Option<String> = None;
    for part in pieces(body) {
        match (beside(part), read.figures.last_mut()) {
            // 96%，同比提高1.2个百分点
            (Some(found), Some(last)) => last.beside.extend(found),
            _ => {
                let figure = figure(part, &mut above, &mut read.reworded)?;
                read.figures.push(figure);
            }
        }
    }
    if let Some(inner) = brackets {
        take_brackets(inner, &mut read);
    }
    is_sure(&read, group, standard).then_some(read)
}

/// The name that a colon ends, or one that the catalogue knows, and what stands behind.
fn named<'t>(text: &'t str, group: &str, standard: &Standard) -> Option<(&'t str, &'t str)> {
    if let Some((name, value)) = text.split_once(['：', ':']) {
        let is_name = !name.trim().is_empty() && name.chars().count() <= 30;
        let name = name.trim();
        return (is_name && !name.contains(BETWEEN)).then(|| (name, value.trim()));
    }
    let at = text.find(begins_value)?;
    let mut name = text[..at].trim_end();
    for link in LINKS {
        name = name.strip_suffix(link).unwrap_or(name);
    }
    let known = standard.find(group, name, None).is_some();
    known.then(|| (name, text[name.len()..].trim()))
}

/// What the rest of a broken figure begins with.
pub(super) fn goes_on_with(c: char) -> bool {
    c.is_ascii_digit() || "%％.⁻⁰¹²³⁴⁵⁶⁷⁸⁹）)".contains(c)
}

/// Whether the last figure of a line may go on in the next: it has no unit, and the catalogue has
/// one for it.
pub(super) fn may_go_on(found: &[Read], group: &str, standard: &Standard) -> bool {
    let Some(read) = found.last().filter(|read| read.note.is_none()) else { return false };
    let Some(last) = read.figures.last() else { return false };
    let label = last.labels.last().map(String::as_str);
    let unit = standard.find(group, &read.name, label).map(|found| found.entry.unit.as_str());
    let is_bare = last.value.ends_with(|c: char| c.is_ascii_digit());
    is_bare && unit.is_some()
}

/// Whether a text begins with an indicator of a group and a figure of it.
pub(super) fn names_indicator(text: &str, group: &str, standard: &Standard) -> bool {
    let known = |name: &str| {
        let labels = [None, Some("平均"), Some("及时率")];
        labels.iter().any(|label| standard.find(group, name, *label).is_some())
    };
    named(bare(text), group, standard).is_some_and(|(name, _)| known(name))
}

/// The last （…） of a value, and what stands before it.
pub(crate) fn last_brackets(value: &str) -> (&str, Option<&str>) {
    let Some(inner) = value.strip_suffix(['）', ')']) else { return (value, None) };
    let Some(at) = inner.rfind(['（', '(']) else { return (value, None) };
    let open = inner[at..].chars().next().map_or(0, char::len_utf8);
    let body = value[..at].trim_end();
    // 10^(-6)
    if body.ends_with('^') {
        return (value, None);
    }
    // 4.01小时（上期4.20小时），及时率99%（…): the last figure's only.
    (body, Some(&inner[at + open..]))
}

/// The figures of a value, cut at marks that stand in no brackets.
fn pieces(body: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut pieces = Vec::new();
    for (at, c) in body.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 && BETWEEN.contains(&c) && !is_in_number(body, at, c) => {
                pieces.push(&body[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&body[start..]);
    pieces.into_iter().map(str::trim).collect()
}

/// The comma of 1,234.
fn is_in_number(body: &str, at: usize, c: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    c == ',' && digit(body[..at].chars().next_back()) && digit(body[at + 1..].chars().next())
}

/// A figure with its labels. `above` is the area that those before it stand below.
fn figure(part: &str, above: &mut Option<String>, reworded: &mut Vec<String>) -> Option<Figure> {
    let (part, beside) = match last_brackets(part) {
        (body, Some(inner)) => (body, beside(inner)?),
        (body, None) => (body, Vec::new()),
    };
    let at = part.find(begins_value).unwrap_or(0);
    let (label, value) = part.split_at(at);
    let mut label = label.trim();
    for link in LINKS {
        if let Some(cut) = label.strip_suffix(link) {
            reworded.push(link.to_owned());
            label = cut.trim_end();
        }
    }
    if is_word_for_none(part) {
        return Some(Figure { value: part.to_owned(), beside, ..Figure::default() });
    }
    let labels = labels(label, above)?;
    // A bracket that nothing closes: the line was broken in it.
    if value.contains(['（', '(']) && !value.contains(['）', ')']) {
        return None;
    }
    let (value, is_other) = written(value)?;
    if is_other {
        reworded.push(part[at..].trim().to_owned());
    }
    Some(Figure { labels, value, beside })
}

/// The area and measure of a label; nothing where it is neither.
fn labels(label: &str, above: &mut Option<String>) -> Option<Vec<String>> {
    if label.is_empty() {
        return Some(Vec::new());
    }
    if is_area(label) {
        *above = None;
        return Some(vec![label.to_owned()]);
    }
    if let Some((area, measure)) = both(label) {
        *above = Some(area.to_owned());
        return Some(vec![area.to_owned(), measure.to_owned()]);
    }
    is_label(label).then(|| above.iter().cloned().chain([label.to_owned()]).collect())
}

/// The area and the measure of 城市平均.
pub(crate) fn both(label: &str) -> Option<(&str, &str)> {
    let cuts = label.char_indices().skip(1).map(|(at, _)| label.split_at(at));
    cuts.into_iter().find(|(area, measure)| is_area(area) && is_label(measure))
}

fn is_label(label: &str) -> bool {
    is_measure(label) && label != "值"
}

/// What stands beside a figure in brackets: 9964/10000，上期99.50%，环比上升0.1个百分点.
pub(super) fn beside(inner: &str) -> Option<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    for piece in inner.split('，') {
        let piece = piece.trim();
        let keyed = ["上期", "同比", "环比"].into_iter().find_map(|key| {
            Some((key, piece.strip_prefix(key)?.trim_start_matches(['：', ':']).trim().to_owned()))
        });
        match (keyed, piece.split_once('/')) {
            (Some((_, value)), _) if value.is_empty() => return None,
            (Some(keyed), _) => found.push(keyed),
            (None, Some((one, other))) if is_count(one) && is_count(other) => {
                found.push(("分子", one.trim().to_owned()));
                found.push(("分母", other.trim().to_owned()));
            }
            _ => return None,
        }
    }
    Some(found)
}

fn is_count(text: &str) -> bool {
    text.trim().starts_with(|c: char| c.is_ascii_digit()) && parse_figure(text.trim()).is_ok()
}

/// The brackets at a line's end: what stands beside the last figure, its note, or both.
fn take_brackets(inner: &str, read: &mut Read) {
    let (one, note) = match inner.rsplit_once('；') {
        Some((one, note)) => (one, Some(note)),
        None => (inner, None),
    };
    match (beside(one), read.figures.last_mut()) {
        (Some(found), Some(last)) => {
            last.beside.extend(found);
            read.note = note.map(|note| note.trim().to_owned());
        }
        _ => read.note = Some(inner.trim().to_owned()),
    }
}

/// Whether a line is an indicator: its name is none of a label, its labels are all areas or
/// measures, as [`labels`] saw to, and there is one figure, or each has a label that no other has.
fn is_sure(read: &Read, group: &str, standard: &Standard) -> bool {
    let name = read.name.as_str();
    if is_area(name) || is_measure(name) || name.starts_with("其中") {
        return false;
    }
    let mut seen = std::collections::BTreeSet::new();
    let differ = read.figures.iter().all(|figure| seen.insert(&figure.labels));
    let labelled = read.figures.iter().all(|figure| !figure.labels.is_empty());
    let is_bare = |text: &str| parse_figure(text).is_ok_and(|figure| figure.amount.is_none());
    let [only] = read.figures.as_slice() else { return differ && labelled };
    // A number alone is a figure only where the catalogue has a text there, as for a hotline.
    let known = standard.find(group, name, None);
    !is_bare(&only.value) || known.is_some() || is_number(&only.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(text: &str) -> Option<String> {
        let read = read(text, "移动电话", &Standard::newest())?;
        let figures: Vec<String> = read
            .figures
            .iter()
            .map(|f| {
                let beside: String = f.beside.iter().map(|(k, v)| format!("[{k}{v}]")).collect();
                format!("{}={}{beside}", f.labels.join("."), f.value)
            })
            .collect();
        let note = read.note.map(|note| format!(" #{note}")).unwrap_or_default();
        Some(format!("{} {}{note}", read.name, figures.join(" ")))
    }

    #[test]
    fn lines_of_figures_are_taken_apart() {
        let cases = [
            ("业务变更：平均0.0033小时，及时率100%", "业务变更 平均=0.0033小时 及时率=100%"),
            ("恢复通话：平均时间0.41小时、及时率100%", "恢复通话 平均时间=0.41小时 及时率=100%"),
            ("计费差错率： ≤10-4", "计费差错率 =≤10-4"),
            ("计费差错率：≤4*10ˉ6 ", "计费差错率 =≤4*10ˉ6"),
            ("装移机平均时限：城市0.84天、农村1.04天", "装移机平均时限 城市=0.84天 农村=1.04天"),
            (
                "障碍修复平均时限：城市7.41小时、农村9.21小时（不含客户自维线路）",
                "障碍修复平均时限 城市=7.41小时 农村=9.21小时 #不含客户自维线路",
            ),
            ("投诉受理热线：10086", "投诉受理热线 =10086"),
            ("受理投诉电话：10010-5", "受理投诉电话 =10010-5"),
            (
                "投诉处理平均时限：城市平均10.50小时、最长30.00小时，农村平均12小时、最长36小时",
                "投诉处理平均时限 城市.平均=10.50小时 城市.最长=30.00小时 农村.平均=12小时 农村.最长=36小时",
            ),
            (
                "恢复通话：平均0.40小时（上期0.50小时，环比下降20%），及时率99.80%",
                "恢复通话 平均=0.40小时[上期0.50小时][环比下降20%] 及时率=99.80%",
            ),
            ("成功率：99.25%（3970/4000；含预约）", "成功率 =99.25%[分子3970][分母4000] #含预约"),
            ("业务变更：平均时间为0.33小时；", "业务变更 平均时间=0.33小时"),
        ];
        for (text, expected) in cases {
            assert_eq!(read_line(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn prose_is_no_line_of_figures() {
        for text in [
            "投诉处理及时率：同比下降2%，为99.9%",
            "移动电话：服务良好，客户满意",
            "2021年，公司将：一是提速",
            "及时率：99%，98%",
            "企业声明：本报告内容客观、真实、准确。",
        ] {
            assert_eq!(read_line(text), None, "{text}");
        }
    }
}
