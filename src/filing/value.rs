//! A value where the file has a figure: read as it stands, or converted from the form that a word
//! processor's report has, which is reported.

use std::ops::Range;

use super::fields::{Reader, UNFILLED, Want};
use super::figure::{Figure, FigureFault, parse_figure};
use super::half_width::half_width;
use super::lookalikes::with_digits;
use super::typed::{self, TypedValue};
use super::unit::dimension;
use crate::finding::{Code, Finding};
use crate::source::{Node, Spanned, Value, sheet_fault};

/// Where a value stands: by that it may have labels of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It is all that its indicator has.
    Alone,
    /// Behind a measure or an area.
    Labelled,
    /// The same, and it is the last of an indicator without a note.
    Last,
    /// Behind 值.
    Value,
    /// The same, and it is the last of an indicator without a note and without counts.
    LastValue,
}

/// What was read from a value.
pub(super) struct Content {
    /// Its figures, each with its label where it is not the only one.
    pub(super) figures: Vec<(Option<Spanned<String>>, Spanned<Figure>)>,
    /// The text in brackets behind them.
    pub(super) note: Option<Spanned<String>>,
}

impl Content {
    fn one(value: Figure, span: &Range<usize>) -> Self {
        let figure = Spanned { value, span: span.clone() };
        Self { figures: vec![(None, figure)], note: None }
    }

    /// The same, with what the file has there.
    fn prompted(node: &Node, span: &Range<usize>) -> Self {
        let mut content = Self::unfilled(span);
        if let (Value::Text(text), Some((_, figure))) = (&node.value, content.figures.first_mut()) {
            figure.value.prompt = Some(text.trim().to_owned());
        }
        content
    }

    /// What a draft shows where a figure is missing.
    pub(super) fn unfilled(span: &Range<usize>) -> Self {
        Self::one(Figure::text(UNFILLED, Some(FigureFault::Empty)), span)
    }
}

/// Reads the value of an indicator or of one of its parts, which goes by a name.
pub(super) fn read_value(
    reader: &mut Reader<'_>,
    name: &Spanned<String>,
    node: &Node,
    position: Position,
) -> Content {
    if node.value == Value::Empty {
        let finding = empty(reader, name);
        reader.report(finding);
        return Content::unfilled(&name.span);
    }
    let Some(text) = reader.text_of(node, &name.value, Want::Figure) else {
        return Content::prompted(node, &name.span);
    };
    let name = &name.value;
    if let Some((digits, letter, digit)) = with_digits(&text.value)
        && (typed::read(&digits, name).is_some() || is_quantity(&digits))
    {
        return of_letters(reader, name, &text, &digits, (letter, digit), position);
    }
    let read = parse_figure(&text.value);
    let compared = read == Err(FigureFault::TypedComparison);
    if let Some(typed) = typed::read(&text.value, name).filter(|_| !compared) {
        let message = format!("“{name}”的数据 {} {}", text.value.trim(), typed.form.explain());
        let (finding, read) = of_typed(reader, message, &text, typed, position);
        reader.report(finding);
        return read;
    }
    match read {
        Ok(value) => Content::one(value, &text.span),
        // Rule F08 speaks of it, in the figures and in the prose alike.
        Err(FigureFault::LostPower) => {
            Content::one(Figure::text(text.value.trim(), Some(FigureFault::LostPower)), &text.span)
        }
        // A hotline is no quantity: 10086（24小时）.
        Err(FigureFault::SeveralNumbers | FigureFault::NotANumber)
            if is_contact(name) || is_hours(name) =>
        {
            Content::one(Figure::text(text.value.trim(), None), &text.span)
        }
        Err(fault) => {
            let finding = of_fault(reader, name, &text, fault);
            reader.report(finding);
            // A draft prints it as it stands.
            Content::one(Figure::text(text.value.trim(), Some(fault)), &text.span)
        }
    }
}

/// Whether a name is that of a number to call: what stands there is a text.
#[must_use]
pub fn is_contact(name: &str) -> bool {
    ["热线", "电话", "号码"].iter().any(|word| name.ends_with(word))
}

/// Whether a name is that of opening hours: 7×24小时, 8:30—18:00.
fn is_hours(name: &str) -> bool {
    ["受理时间", "服务时间", "营业时间", "工作时间", "值守时间"]
        .iter()
        .any(|word| name.ends_with(word))
}

fn is_quantity(text: &str) -> bool {
    let amount = parse_figure(text).ok().and_then(|figure| figure.amount);
    amount.is_some_and(|amount| !amount.unit.is_empty() && dimension(&amount.unit).is_some())
}

/// Nothing behind the colon; or a spreadsheet's `#DIV/0!`, which YAML takes for a comment.
pub(super) fn empty(reader: &Reader<'_>, name: &Spanned<String>) -> Finding {
    let behind = reader.line_behind(&name.span);
    let value = behind.trim_start_matches([':', ' ', '\t', '"', '\'']);
    match sheet_fault(value) {
        Some(fault) => {
            let start = name.span.end + behind.len() - value.len();
            let message =
                format!("“{}”填的是“{fault}”，是电子表格里的出错信息，不是数", name.value);
            Code::Y17
                .at(start..start + fault.len(), message)
                .help("填上数据和单位，如 4.01小时；没有这项业务的，写“不适用”")
        }
        None => Code::Y03
            .at(name.span.clone(), format!("“{}”没有填数据", name.value))
            .help("在冒号后面填上数据和单位；没有这一项就删去这一行"),
    }
}

pub(super) fn of_fault(
    reader: &Reader<'_>,
    name: &str,
    text: &Spanned<String>,
    fault: FigureFault,
) -> Finding {
    let (what, help) = fault.explain();
    let message = match fault {
        FigureFault::Empty => format!("“{name}”{what}"),
        _ => format!("“{name}”的数据 {} 读不懂：{what}", text.value.trim()),
    };
    let finding = Code::Y17.at(text.span.clone(), message).help(help);
    match reader.exact(text).zip(half_width(&text.value)) {
        Some((place, figure)) => finding.fix(place, figure),
        None => finding,
    }
}

/// A value with a letter for a digit.
fn of_letters(
    reader: &mut Reader<'_>,
    name: &str,
    text: &Spanned<String>,
    digits: &str,
    (letter, digit): (char, char),
    position: Position,
) -> Content {
    let message =
        format!("“{name}”的数据 {} 里有字母“{letter}”，那里应当是数字 {digit}", text.value.trim());
    let (finding, read) = match typed::read(digits, name) {
        Some(typed) => of_typed(reader, message, text, typed, position),
        None => {
            let finding = Code::Y17.at(text.span.clone(), message).help(format!("写成 {digits}"));
            let finding = match reader.exact(text) {
                Some(place) => finding.fix(place, digits),
                None => finding,
            };
            let amount = parse_figure(digits).ok().and_then(|figure| figure.amount);
            let as_written = text.value.trim().to_owned();
            (
                finding,
                Content::one(Figure { as_written, amount, fault: None, prompt: None }, &text.span),
            )
        }
    };
    reader.report(finding);
    read
}

/// A value as a word processor's report has it: the finding, and what was read.
fn of_typed(
    reader: &Reader<'_>,
    message: String,
    text: &Spanned<String>,
    typed: TypedValue,
    position: Position,
) -> (Finding, Content) {
    let finding = Code::Y17.at(text.span.clone(), message);
    let exact = reader.exact(text);
    let part = |piece: &Range<usize>| match &exact {
        Some(exact) => exact.start + piece.start..exact.start + piece.end,
        None => text.span.clone(),
    };
    // One figure goes in its place as it is.
    if let [piece] = typed.pieces.as_slice()
        && typed.note.is_none()
        && (piece.label.is_none() || position != Position::Alone)
    {
        let (figure, help) = (typed::scalar(&piece.figure), format!("写成 {}", piece.figure));
        let place = if figure == piece.figure { exact.clone() } else { reader.exact_quoted(text) };
        let certain = piece.label.is_none();
        let finding = match place.filter(|_| certain) {
            Some(place) => finding.help(help).fix(place, figure),
            None => finding.help(help),
        };
        let amount = parse_figure(&piece.figure).ok().and_then(|figure| figure.amount);
        let as_written = text.value.trim().to_owned();
        return (
            finding,
            Content::one(Figure { as_written, amount, fault: None, prompt: None }, &text.span),
        );
    }
    if position != Position::Alone {
        return in_labelled(reader, finding, text, &typed, position);
    }
    let braces = typed.braces();
    let finding = finding.help(format!("写成 {braces}"));
    let finding = match reader.exact_quoted(text) {
        Some(place) => finding.fix(place, braces),
        None => finding,
    };
    let figures = typed.pieces.iter().map(|piece| {
        let label = piece
            .label
            .as_ref()
            .map(|(label, span)| Spanned { value: label.clone(), span: part(span) });
        let value = parse_figure(&piece.figure).unwrap_or_else(|_| Figure::text("", None));
        (label, Spanned { value, span: part(&piece.span) })
    });
    let figures = figures.collect();
    let note = typed.note.map(|(note, span)| Spanned { value: note, span: part(&span) });
    (finding, Content { figures, note })
}

/// Several figures, or a note, where a label is before them already. A note goes behind the last
/// figure of braces; where several figures belong is for the filer to say.
fn in_labelled(
    reader: &Reader<'_>,
    finding: Finding,
    text: &Spanned<String>,
    typed: &TypedValue,
    position: Position,
) -> (Finding, Content) {
    let as_written = text.value.trim().to_owned();
    let ([piece], Some((note, _))) = (typed.pieces.as_slice(), &typed.note) else {
        let help = "一项只写一个数；别的数各写一项，如 { 平均: 4.01小时, 及时率: 99.10% }";
        let figure = Figure::text(as_written, Some(FigureFault::SeveralNumbers));
        return (finding.help(help), Content::one(figure, &text.span));
    };
    let amount = parse_figure(&piece.figure).ok().and_then(|figure| figure.amount);
    let read = Content::one(Figure { as_written, amount, fault: None, prompt: None }, &text.span);
    let help = format!("这里只写 {}；括号里的话写进这项指标的“备注”", piece.figure);
    if let Some(counted) = typed.counted().filter(|_| piece.label.is_none()) {
        return (with_counts(reader, finding, text, &counted, position), read);
    }
    let finding = finding.help(help);
    let is_last = matches!(position, Position::Last | Position::LastValue);
    let last = is_last && reader.closes_braces(&text.span);
    match reader.exact_quoted(text).filter(|_| last && piece.label.is_none()) {
        Some(place) => {
            let figure = typed::scalar(&piece.figure);
            (finding.fix(place, format!("{figure}, 备注: {}", typed::scalar(note))), read)
        }
        None => (finding, read),
    }
}

/// The counts behind a rate that has a label before it go into braces with it.
fn with_counts(
    reader: &Reader<'_>,
    finding: Finding,
    text: &Spanned<String>,
    counted: &str,
    position: Position,
) -> Finding {
    let braces = format!("{{ {counted} }}");
    let finding = finding.help(format!("写成 {braces}"));
    let place = reader.exact_quoted(text);
    match (position, place) {
        (Position::Labelled | Position::Last, Some(place)) => finding.fix(place, braces),
        (Position::LastValue, Some(place)) if reader.closes_braces(&text.span) => {
            finding.fix(place, counted.trim_start_matches("值: "))
        }
        _ => finding,
    }
}
