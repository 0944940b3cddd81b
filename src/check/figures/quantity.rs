//! A value without a number where there has to be one: an error for what the catalogue has as a
//! quantity (Y17, which cannot be waived), a warning (F01) where only the name says so.

use crate::check::Context;
use crate::filing::{is_unfilled, leading_unit};
use crate::finding::{Code, Finding, Findings};
use crate::standard::figures::FigureBounds;
use crate::standard::{IndicatorEntry, PlacedFigure};

/// Y17 of what was read as a text.
pub(in crate::check) fn without_number(context: &Context<'_>, findings: &mut Findings) {
    for figure in context.figures.iter().filter(|figure| figure.is_quantity()) {
        findings.extend(unsaid(figure).and_then(|written| no_number(figure, written)));
        findings.extend(unnamed_measure(figure));
    }
}

/// A number of 障碍修复, which has an average and a rate: which of them, nobody can tell.
fn unnamed_measure(figure: &PlacedFigure<'_>) -> Option<Finding> {
    figure.part.figure.value.amount.as_ref().filter(|_| figure.is_unnamed_measure())?;
    let message = format!(
        "“{}”只写了 {}，看不出是平均时限还是及时率",
        figure.indicator.name.value,
        figure.written()
    );
    Some(
        Code::Y17
            .at(figure.span(), message)
            .help("把几个数都写上：{ 平均: 4.01小时, 及时率: 99.10% }"),
    )
}

/// What a figure says that says no number, where reading has not spoken of it.
fn unsaid<'c>(figure: &PlacedFigure<'c>) -> Option<&'c str> {
    let value = &figure.part.figure.value;
    let open = value.amount.is_none() && value.fault.is_none() && !is_unfilled(&value.as_written);
    open.then(|| value.as_written.trim())
}

fn no_number(figure: &PlacedFigure<'_>, written: &str) -> Option<Finding> {
    let bounds = figure.bounds();
    if is_one_of(&bounds.not_applicable, written) || is_one_of(&bounds.no_figure, written) {
        return None;
    }
    let message =
        format!("“{}”填的是“{written}”，{}", figure.name(), Lack::of(written, bounds).explain());
    let example = example(figure.known.map(|known| known.entry), figure.measure());
    let help = match number_in(written) {
        _ if Lack::of(written, bounds) == Lack::Several => SEVERAL.to_owned(),
        Some(number) => format!("这里只写数和单位：{number}"),
        None => format!(
            "填上本期的数和单位，如 {example}；没有这项业务、本期没有发生的，写{}",
            words_for_none(bounds)
        ),
    };
    Some(Code::Y17.at(figure.span(), message).help(help))
}

/// F01 of a figure without a number: 无 where the catalogue has a quantity, and anything where
/// only the name is a quantity's.
pub(super) fn missing(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let written = unsaid(figure)?;
    let bounds = figure.bounds();
    if is_one_of(&bounds.not_applicable, written) {
        return None;
    }
    if figure.is_quantity() {
        // A note may say why.
        let bare = figure.indicator.note.is_none() && is_one_of(&bounds.no_figure, written);
        return bare.then(|| {
            let message = format!("“{}”填的是“{written}”，没有数", figure.name());
            Code::F01.at(figure.span(), message).as_warning().help(format!(
                "填上数据和单位；没有这项业务、本期没有发生的，写{}",
                words_for_none(bounds)
            ))
        });
    }
    let unknown = figure.known.is_none() && !is_one_of(&bounds.no_figure, written);
    let lacks =
        is_unwritten(written, bounds) || (is_called_a_quantity(figure) && !has_digit(written));
    (unknown && lacks).then(|| {
        let what = Lack::of(written, bounds).explain();
        let message = format!("“{}”填的是“{written}”，{what}", figure.name());
        Code::F01.at(figure.span(), message).as_warning().help(format!(
            "填上本期的数和单位；没有这项业务、本期没有发生的，写{}",
            words_for_none(bounds)
        ))
    })
}

fn is_one_of(words: &[String], written: &str) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(written))
}

/// The words that may stand where there is no figure, as help names them.
fn words_for_none(bounds: &FigureBounds) -> String {
    let words = bounds.not_applicable.iter().take(2).map(|word| format!("“{word}”"));
    words.collect::<Vec<_>>().join("或")
}

fn is_called_a_quantity(figure: &PlacedFigure<'_>) -> bool {
    let name = figure.measure().unwrap_or(&figure.indicator.name.value);
    let ends = |words: &[String]| words.iter().any(|word| name.ends_with(word.as_str()));
    let bounds = figure.bounds();
    ends(&bounds.quantity_endings) && !ends(&bounds.no_quantity_endings)
}

/// What is wrong with a value that has no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    OnlyUnit,
    Unwritten,
    SheetFault,
    Several,
    Worded,
    Roughly,
    Numerals,
    Text,
}

const SEVERAL: &str = "每个数写一项，如 { 城市: 0.84天, 农村: 1.04天 }，只有一个数的只写这个数";

impl Lack {
    fn of(written: &str, bounds: &FigureBounds) -> Self {
        let numeral = |c: char| "一二两三四五六七八九十百千万半".contains(c);
        match written {
            _ if leading_unit(written).is_some_and(|unit| unit == written) => Self::OnlyUnit,
            _ if written.starts_with('#') => Self::SheetFault,
            _ if is_unwritten(written, bounds) => Self::Unwritten,
            _ if numbers(written) > 1 => Self::Several,
            _ if has_digit(written) => Self::Worded,
            _ if written.contains(numeral) && written.contains(['成', '多', '几', '余', '近']) => {
                Self::Roughly
            }
            _ if written.starts_with(numeral) || written.starts_with("百分之") => Self::Numerals,
            _ => Self::Text,
        }
    }

    fn explain(self) -> &'static str {
        match self {
            Self::OnlyUnit => "只有单位，没有数",
            Self::Unwritten => "还没有填数",
            Self::SheetFault => "是电子表格里的出错信息，不是数",
            Self::Several => "有好几个数写在一起",
            Self::Worded => "除了数还有别的话",
            Self::Roughly => "是个约数，要填准确的数",
            Self::Numerals => "要用阿拉伯数字写",
            Self::Text => "不是数",
        }
    }
}

/// Whether a value is still to come: one of the words for it, or blanks and the like with at most
/// a unit behind them.
fn is_unwritten(written: &str, bounds: &FigureBounds) -> bool {
    let blank =
        |c: char| c.is_whitespace() || "xXｘＸ×*＊_＿□○◯〇●■?？…⋯·.。-－—~～＃Nn".contains(c);
    let rest = written.trim_start_matches(blank);
    let begins = rest.len() < written.len();
    let only_unit = rest.is_empty() || leading_unit(rest).is_some_and(|unit| unit == rest);
    let bare = written.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']', '。']);
    (begins && only_unit) || is_one_of(&bounds.unfilled, bare.trim())
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn numbers(text: &str) -> usize {
    let parts = text.split(|c: char| !(c == '.' || c.is_ascii_digit()));
    parts.filter(|part| has_digit(part)).count()
}

/// The one number in a text with its unit, where there is no other.
fn number_in(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, behind) = rest.split_at(end);
    let unit = leading_unit(behind.trim_start())?;
    let after = behind.trim_start().strip_prefix(unit)?;
    let whole = number.parse::<rust_decimal::Decimal>().is_ok() && !number.ends_with('.');
    (whole && !has_digit(after)).then(|| format!("{number}{unit}"))
}

/// What a figure of an indicator looks like.
fn example(entry: Option<&IndicatorEntry>, label: Option<&str>) -> String {
    match entry {
        Some(entry) => entry.example(),
        None if label.is_some_and(|label| label.ends_with('率')) => "99.10%".to_owned(),
        None => "4.01小时".to_owned(),
    }
}
