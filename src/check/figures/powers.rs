//! F08: a ratio or a power whose notation was lost, in figures and in prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::check::Context;
use crate::filing::FigureFault;
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::prose::Paragraph;
use crate::source::Source;
use crate::standard::PlacedFigure;

/// `4*10ˉ6`, `4×10-6`, `4e-6`: factor, sign that stands for a minus, exponent.
// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static POWER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(\d+(?:\.\d+)?)\s*(?:[*×xX＊·]\s*10|[eE]))\s*(?:\^\s*)?([-−ˉ¯–‐⁻]?)\s*(\d{1,2})")
        .unwrap()
});
/// `10-4` alone.
#[allow(clippy::unwrap_used)]
static TEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*10\s*([-−ˉ¯–‐])\s*(\d{1,2})\s*$").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for figure in &context.figures {
        let value = &figure.part.figure.value;
        if value.fault == Some(FigureFault::LostPower) {
            findings.push(lost(figure, context.source));
        } else if let Some(finding) = flattened(figure) {
            findings.push(finding);
        }
    }
    for paragraph in context.prose.iter().flat_map(|prose| &prose.paragraphs) {
        in_prose(paragraph, context.source, findings);
    }
}

/// A figure that looks like a power and is none.
fn lost(figure: &PlacedFigure<'_>, source: &Source) -> Finding {
    let at = figure.part.figure.span.clone();
    let written = &figure.part.figure.value.as_written;
    let name = figure.name();
    let message = format!("“{name}”的 {written} 像是丢了指数写法的数据");
    let finding = Code::F08.at(at.clone(), message);
    match fixed(written) {
        Some(power) => {
            let finding = finding.help(format!("写成 {power}"));
            let exact = source.text().get(at.clone()) == Some(written.as_str());
            if exact { finding.fix(at, power) } else { finding }
        }
        None => finding.help("把指数写成上标，如 10⁻⁴、4×10⁻⁶；键盘打不出上标时写 10^-4"),
    }
}

/// The power that was meant, where there is no doubt: a sign that stands for the minus is there.
fn fixed(written: &str) -> Option<String> {
    let number = written.find(|c: char| c.is_ascii_digit())?;
    let (qualifier, rest) = written.split_at(number);
    if let Some(found) = TEN.captures(rest) {
        return Some(format!("{qualifier}10⁻{}", raised(&found[2])));
    }
    let found = POWER.captures(rest).filter(|c| c[0].len() == rest.trim_end().len())?;
    let minus = !found[2].is_empty();
    minus.then(|| format!("{qualifier}{}×10⁻{}", &found[1], raised(&found[3])))
}

fn raised(digits: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digits.chars().filter_map(|c| c.to_digit(10)).map(|d| RAISED[d as usize]).collect()
}

/// A ratio above one without a unit: `104` for 10⁻⁴.
fn flattened(figure: &PlacedFigure<'_>) -> Option<Finding> {
    let amount = figure.part.figure.value.amount.as_ref()?;
    let ratio = figure.known.is_some_and(|known| known.entry.unit == "比率");
    if !ratio || !amount.unit.is_empty() || amount.value < Decimal::ONE {
        return None;
    }
    let (name, written) = (figure.name(), &figure.part.figure.value.as_written);
    let message = format!("“{name}”是 {written}，比率不会大于 1，像是上标落了下来");
    let at = figure.part.figure.span.clone();
    Some(Code::F08.at(at, message).help("写成 4×10⁻⁶ 这样的指数，或写成百分率"))
}

fn in_prose(paragraph: &Paragraph, source: &Source, findings: &mut Findings) {
    for found in POWER.captures_iter(&paragraph.text) {
        // A product of two whole numbers, or a code such as 4E10, is no lost power.
        let range = found.get_range();
        if found[2].is_empty() || found[2] == *"⁻" || is_in_word(&paragraph.text, &range) {
            continue;
        }
        let power = format!("{}×10⁻{}", &found[1], raised(&found[3]));
        let message = format!("“{}”像是丢了指数写法", &found[0]);
        let finding =
            Code::F08.at(paragraph.span(range.clone()), message).help(format!("写成 {power}"));
        findings.push(match paragraph.editable(range, source) {
            Some(span) => finding.fix(span, power),
            None => finding,
        });
    }
}

fn is_in_word(text: &str, range: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
    letter(text[..range.start].chars().next_back()) || letter(text[range.end..].chars().next())
}

trait Span {
    fn get_range(&self) -> Range<usize>;
}

impl Span for regex::Captures<'_> {
    /// The whole match; group 0 is always there.
    fn get_range(&self) -> Range<usize> {
        self.get(0).map_or(0..0, |m| m.range())
    }
}
