//! Number formats: what a cell shows of the number that it holds.
//!
//! Excel rounds the number to 15 digits and these, half away from zero, to the places that the
//! format has. That is done here in decimals, and where it is not sure what a format means it is
//! not said what the cell shows.

mod builtin;
mod code;
mod date;
mod decimal;
mod general;
mod number;

pub(super) use builtin::code as builtin;
pub(super) use date::Epoch;
pub(super) use decimal::Decimal;

use super::workbook::{Content, Number};
use code::{Section, Token};

/// The format of a cell that has none.
pub(super) const GENERAL: &str = "General";

/// A format that cells have.
#[derive(Debug, Clone)]
pub(super) struct Format {
    code: String,
    /// `None` where the code is none that Excel would take.
    sections: Option<Vec<Section>>,
}

impl Format {
    /// The format of a code.
    pub(super) fn of(code: &str) -> Self {
        let code = if code.is_empty() { GENERAL } else { code };
        Self { code: code.to_owned(), sections: code::parse(code) }
    }

    /// Its code.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// What a cell with this format holds when it holds a number, which is finite.
    pub(super) fn number(&self, value: f64, epoch: Epoch) -> Content {
        let chosen = self.sections.as_deref().and_then(|sections| choose(sections, value));
        if let Some((section, _)) = chosen
            && section.is_date()
        {
            return Content::Date(date::show(section, value, epoch));
        }
        let shown = chosen.and_then(|(section, sign)| show(section, sign, value));
        let (shown, exact) = shown.map_or((None, false), |(text, exact)| (Some(text), exact));
        Content::Number(Number { shown, format: self.code.clone(), value: shortest(value), exact })
    }

    /// What a cell with this format shows of a text.
    pub(super) fn text(&self, text: String) -> String {
        let sections = self.sections.as_deref().unwrap_or_default();
        let section = match sections {
            [_, _, _, section] => section,
            [.., last] if last.tokens.contains(&Token::Text) => last,
            _ => return text,
        };
        let mut shown = String::with_capacity(text.len());
        for token in &section.tokens {
            match token {
                Token::Text => shown.push_str(&text),
                // Room at the sides.
                Token::Literal(literal) if literal.trim().is_empty() => {}
                Token::Literal(literal) => shown.push_str(literal),
                _ => return text,
            }
        }
        shown
    }
}

/// The number as short as it can be written so that the same number is read again.
pub(super) fn shortest(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if (1e-15..1e21).contains(&size) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// How a section shows that a number is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The number is not.
    None,
    /// By a sign before all.
    Before,
    /// By what it shows itself.
    Within,
}

/// The section that a number is shown by. `None` where it is not sure which.
fn choose(sections: &[Section], value: f64) -> Option<(&Section, Sign)> {
    let is_of_text = |section: &Section| section.tokens.contains(&Token::Text);
    let numbers = match sections {
        [numbers @ .., _] if numbers.len() == 3 => numbers,
        [numbers @ .., last] if !numbers.is_empty() && is_of_text(last) => numbers,
        _ => sections,
    };
    if numbers.iter().any(|section| section.condition.is_some()) {
        return by_condition(numbers, value).map(|section| (section, Sign::None));
    }
    let is_below = value < 0.0;
    match numbers {
        [only] => Some((only, if is_below { Sign::Before } else { Sign::None })),
        [_, below, ..] if is_below => Some((below, Sign::Within)),
        [.., zero] if numbers.len() == 3 && value == 0.0 => Some((zero, Sign::None)),
        [first, ..] => Some((first, Sign::None)),
        [] => None,
    }
}

/// The section whose condition holds. Programs differ in how they show the sign of numbers below
/// zero, and in what the second of three is for when it does not say so.
fn by_condition(sections: &[Section], value: f64) -> Option<&Section> {
    if value < 0.0 {
        return None;
    }
    let holds = |section: &&Section| section.condition.map(|condition| condition.holds(value));
    match sections {
        [first, ..] if holds(&first) == Some(true) => Some(first),
        [first, second] if holds(&first) == Some(false) && second.condition.is_none() => {
            Some(second)
        }
        [first, second, third] => match (holds(&first)?, holds(&second)?, third.condition) {
            (false, true, _) => Some(second),
            (false, false, None) => Some(third),
            _ => None,
        },
        [first, second] => match (holds(&first)?, holds(&second)?) {
            (false, true) => Some(second),
            _ => None,
        },
        _ => None,
    }
}

/// What a section shows of a number, and whether that is the number.
fn show(section: &Section, sign: Sign, value: f64) -> Option<(String, bool)> {
    let (excel, exact) = (Decimal::of_excel(value), Decimal::shortest(value));
    let shown = number::show(section, &excel, &exact)?;
    let text = match sign {
        Sign::Before => format!("-{}", shown.text.trim_start()),
        _ => shown.text,
    };
    // A section may leave the sign out, or have one of its own.
    let ahead = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    let signs = ahead.chars().filter(|c| matches!(c, '-' | '−' | '(' | '（' | '负')).count();
    let is_signed = signs == usize::from(value < 0.0);
    Some((text.trim().to_owned(), shown.is_exact && is_signed))
}
