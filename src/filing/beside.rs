//! What stands beside a figure: the counts that a rate was made of, the last period's figure, and
//! how it moved.

use super::fields::{Reader, Want};
use super::figure::{Amount, Figure, FigureFault, parse_figure};
use super::movement::{self, Movement};
use super::unit::dimension;
use super::value::{empty, of_fault};
use crate::finding::{Code, Finding};
use crate::source::{Entry, Spanned, Value};

/// 分子 and 分母, 上期, 同比 and 环比 of a figure, as far as the file has them.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// 分子: a whole count.
    pub numerator: Option<Spanned<Figure>>,
    /// 分母: a whole count.
    pub denominator: Option<Spanned<Figure>>,
    /// 上期: what the last report had.
    pub last: Option<Spanned<Figure>>,
    /// 同比: against the same half of the year before.
    pub year_on_year: Option<Spanned<Movement>>,
    /// 环比: against the half-year before.
    pub half_on_half: Option<Spanned<Movement>>,
}

impl Beside {
    /// All of it as it is printed in brackets: 9964/10000，上期99.50%，环比上升0.1个百分点; the
    /// counts only where they are asked for.
    #[must_use]
    pub fn text(&self, counts: bool) -> String {
        let mut pieces = Vec::new();
        if let (true, Some(numerator), Some(denominator)) =
            (counts, &self.numerator, &self.denominator)
        {
            let (one, other) = (&numerator.value.as_written, &denominator.value.as_written);
            pieces.push(format!("{one}/{other}"));
        }
        pieces.extend(self.last.iter().map(|last| format!("{LAST}{}", last.value.as_written)));
        for (key, movement) in
            [(YEAR_ON_YEAR, &self.year_on_year), (HALF_ON_HALF, &self.half_on_half)]
        {
            pieces.extend(movement.iter().map(|moved| format!("{key}{}", moved.value.as_written)));
        }
        pieces.join("，")
    }
}

pub(super) const NUMERATOR: &str = "分子";
pub(super) const DENOMINATOR: &str = "分母";
pub(super) const LAST: &str = "上期";
pub(super) const YEAR_ON_YEAR: &str = "同比";
pub(super) const HALF_ON_HALF: &str = "环比";

/// The keys of what stands beside a figure, in the order of print.
const KEYS: [&str; 5] = [NUMERATOR, DENOMINATOR, LAST, YEAR_ON_YEAR, HALF_ON_HALF];

/// The most that is counted: more than there are people and calls of a half-year.
const MOST: i64 = 1_000_000_000_000_000;

/// Whether a key is that of something beside a figure.
pub(super) fn is_beside(key: &str) -> bool {
    KEYS.contains(&key)
}

/// What the entries of a figure have beside it. `name` is the figure's.
pub(super) fn read_beside(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    entries: &[Entry],
) -> Beside {
    let entry = |key: &str| entries.iter().find(|entry| entry.key == key);
    let (numerator, denominator) = (entry(NUMERATOR), entry(DENOMINATOR));
    if let (Some(one), None) | (None, Some(one)) = (numerator, denominator) {
        let other = if one.key == NUMERATOR { DENOMINATOR } else { NUMERATOR };
        let message = format!("“{}”只写了{}，没有写{other}", name.value, one.key);
        let help = format!("在旁边加上“{other}: …”；说不出{other}的，把{}也删去", one.key);
        reader.report(Code::Y03.at(one.key_span.clone(), message).help(help));
    }
    Beside {
        numerator: numerator.and_then(|entry| read_count(reader, name, entry)),
        denominator: denominator.and_then(|entry| read_count(reader, name, entry)),
        last: entry(LAST).and_then(|entry| read_figure(reader, name, entry)),
        year_on_year: entry(YEAR_ON_YEAR).and_then(|entry| read_movement(reader, name, entry)),
        half_on_half: entry(HALF_ON_HALF).and_then(|entry| read_movement(reader, name, entry)),
    }
}

/// What messages call it: 及时率的分子.
fn called(name: &Spanned<String>, entry: &Entry) -> Spanned<String> {
    Spanned { value: format!("{}的{}", name.value, entry.key), span: entry.key_span.clone() }
}

fn read_figure(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    entry: &Entry,
) -> Option<Spanned<Figure>> {
    let called = called(name, entry);
    let text = read_text(reader, &called, entry, Want::Figure)?;
    let value = match parse_figure(&text.value) {
        Ok(figure) => figure,
        Err(fault) => {
            let finding = of_fault(reader, &called.value, &text, fault);
            reader.report(finding);
            // A draft prints it as it stands.
            Figure::text(text.value.trim(), Some(fault))
        }
    };
    Some(Spanned { value, span: text.span })
}

fn read_text(
    reader: &mut Reader<'_>,
    called: &Spanned<String>,
    entry: &Entry,
    want: Want,
) -> Option<Spanned<String>> {
    let is_blank = matches!(&entry.value.value, Value::Text(text) if text.trim().is_empty());
    if entry.value.value == Value::Empty || (is_blank && want == Want::Movement) {
        let finding = match want {
            Want::Movement => Code::Y03
                .at(called.span.clone(), format!("“{}”没有填写", called.value))
                .help(format!("{}；没有可比的数就删去这一项", movement::FORMS)),
            _ => empty(reader, called),
        };
        reader.report(finding);
        return None;
    }
    reader.text_of(&entry.value, &called.value, want)
}

/// A whole count, with what is counted behind it.
fn read_count(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    entry: &Entry,
) -> Option<Spanned<Figure>> {
    let mut figure = read_figure(reader, name, entry)?;
    if let Some(finding) = no_count(&called(name, entry).value, &figure) {
        reader.report(finding);
        figure.value.amount = None;
        figure.value.fault = Some(FigureFault::NotANumber);
    }
    Some(figure)
}

fn no_count(called: &str, figure: &Spanned<Figure>) -> Option<Finding> {
    let Figure { as_written, amount, fault, .. } = &figure.value;
    if fault.is_some() {
        return None;
    }
    let what = match amount {
        None => "不是数",
        Some(Amount { qualifier: Some(_), .. }) => "带着限定的符号，不是准确的数",
        Some(Amount { value, .. }) if value.is_sign_negative() => "是负数",
        Some(Amount { value, .. }) if !value.fract().is_zero() => "不是整数",
        Some(Amount { value, .. }) if *value > MOST.into() => "太大",
        Some(Amount { unit, .. }) if !counts(unit) => "的单位不是件、次、户一类",
        Some(_) => return None,
    };
    let message = format!("“{called}”的 {as_written} {what}");
    let help = "写数了多少的整数，如 9964，或带上单位，如 9964件";
    Some(Code::Y17.at(figure.span.clone(), message).help(help))
}

/// Whether a unit is of what is counted one by one: 件, but not %, 小时, 万件.
fn counts(unit: &str) -> bool {
    let is_known = dimension(unit).is_some() && !unit.is_empty();
    !is_known && !unit.starts_with(['十', '百', '千', '万', '亿', '.']) && !unit.contains('/')
}

/// A movement that says its key itself, as 环比下降4.5% does, without it: the key is printed before
/// it already.
fn without_key(reader: &mut Reader<'_>, entry: &Entry, text: Spanned<String>) -> Spanned<String> {
    let Some((key, rest)) = movement::split_key(&text.value) else { return text };
    let reads = Movement::parse(rest).is_some() || movement::half_width(rest).is_some();
    if key != entry.key || !reads {
        return text;
    }
    let before = text.value.trim_end().len() - rest.len();
    let span = match reader.exact(&text) {
        Some(place) => place.start + before..place.end,
        None => text.span.clone(),
    };
    Spanned { value: rest.to_owned(), span }
}

fn read_movement(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    entry: &Entry,
) -> Option<Spanned<Movement>> {
    let called = called(name, entry);
    let text = read_text(reader, &called, entry, Want::Movement)?;
    let text = without_key(reader, entry, text);
    let value = Movement::parse(&text.value).unwrap_or_else(|| {
        let written = text.value.trim();
        let finding = match movement::split_key(written) {
            Some((key, rest)) if Movement::parse(rest).is_some() => {
                let message = format!("“{}”写的是“{written}”，那是{key}", called.value);
                let help = format!(
                    "写到“{key}”后面：{key}: {rest}；确是{}的，去掉前面的话，写成 {rest}",
                    entry.key
                );
                Code::Y17.at(text.span.clone(), message).help(help)
            }
            _ => unread(reader, &called.value, &text),
        };
        reader.report(finding);
        Movement { as_written: written.to_owned(), change: None }
    });
    Some(Spanned { value, span: text.span })
}

/// What is said of a movement that cannot be read.
fn unread(reader: &Reader<'_>, called: &str, text: &Spanned<String>) -> Finding {
    let message = format!("“{called}”写的“{}”读不懂", text.value.trim());
    let finding = Code::Y17.at(text.span.clone(), message);
    match reader.exact(text).zip(movement::half_width(&text.value)) {
        Some((place, right)) => finding.help(format!("写成 {right}")).fix(place, right),
        None => finding.help(format!("{}；没有可比的数就删去这一项", movement::FORMS)),
    }
}
