//! A figure: a qualifier, an exact decimal, a power of ten, a unit; or plain text.
//!
//! It prints as it was written, to the digit. Only `^` in a typed power (`×10^-6`) is set as
//! the superscript it stands for.

use rust_decimal::Decimal;

/// A figure as the filer wrote it, and the quantity that it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// As it prints.
    pub as_written: String,
    /// `None` for plain text such as a hotline.
    pub amount: Option<Amount>,
    /// Why it could not be read; then it states no quantity.
    pub fault: Option<FigureFault>,
    /// What the file has where the figure is still to come: 【0.00】小时.
    pub prompt: Option<String>,
}

impl Figure {
    /// A text that states no quantity; `fault` where it should.
    pub(super) fn text(as_written: impl Into<String>, fault: Option<FigureFault>) -> Self {
        Self { as_written: as_written.into(), amount: None, fault, prompt: None }
    }
}

/// The quantity that a figure states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// ≤ ≥ < > 约.
    pub qualifier: Option<Qualifier>,
    /// The number with its power applied, exact; trailing zeros are kept.
    pub value: Decimal,
    /// What follows the number: `%`, `小时`; empty for a bare ratio or count.
    pub unit: String,
}

/// What stands before a figure's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// ≤
    AtMost,
    /// ≥
    AtLeast,
    /// <
    Below,
    /// >
    Above,
    /// 约
    About,
}

impl Qualifier {
    const ALL: [(&'static str, Self); 9] = [
        ("≤", Self::AtMost),
        ("≦", Self::AtMost),
        ("≥", Self::AtLeast),
        ("≧", Self::AtLeast),
        ("<", Self::Below),
        ("＜", Self::Below),
        (">", Self::Above),
        ("＞", Self::Above),
        ("约", Self::About),
    ];

    /// The qualifier whose sign a text begins with, and what follows.
    pub(super) fn split(text: &str) -> Option<(Self, &str)> {
        let found = |(sign, qualifier): &(&str, Self)| Some((*qualifier, text.strip_prefix(sign)?));
        Self::ALL.iter().find_map(found)
    }

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::Above => ">",
            Self::About => "约",
        }
    }
}

/// Why a text that looks like a figure is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureFault {
    /// Nothing there.
    Empty,
    /// Full-width digits or percent sign.
    FullWidth,
    /// A full-width slash in the unit, or a blank beside a slash.
    WideUnit,
    /// `<=` or `>=`.
    TypedComparison,
    /// A comma inside the number.
    Grouped,
    /// `4*10ˉ6`, `10-4`, `4e-6`: the power's notation was lost.
    LostPower,
    /// More than one number: `3天4小时`, `1-2天`.
    SeveralNumbers,
    /// A number that cannot be represented exactly, or that is none (`1.2.3`).
    NotANumber,
    /// A qualifier without a number.
    NoNumber,
    /// A minus, or several, without a number.
    OnlySigns,
}

impl FigureFault {
    /// What is wrong and what to do, in Chinese.
    #[must_use]
    pub fn explain(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("没有填数据", "填上数据和单位，如 4.01小时"),
            Self::FullWidth => ("数据里有全角的数字或符号", "改成半角，如 99.10%"),
            Self::WideUnit => {
                ("单位里有全角的斜线或空格", "用半角的“/”，前后不空格，如 3.5人次/百万用户")
            }
            Self::TypedComparison => ("“小于等于”写成了两个符号", "写成 ≤ 或 ≥"),
            Self::Grouped => ("数字里有逗号", "去掉千分位的逗号，小数点用半角的“.”"),
            Self::LostPower => (
                "像是丢了指数写法的数据",
                "把指数写成上标，如 10⁻⁴、4×10⁻⁶；键盘打不出上标时写 10^-4",
            ),
            Self::SeveralNumbers => (
                "一个数据里有好几个数",
                "换算成一个单位，如把 3天4小时 写成 76小时；是几项的，分开写成 { 平均: 4.01小时, 及时率: 99.10% }",
            ),
            Self::NotANumber => ("这个数读不出来", "检查小数点和位数，如 4.01小时"),
            Self::NoNumber => ("限定符号后面没有数", "在 ≤ ≥ < > 约 后面写上数和单位"),
            Self::OnlySigns => {
                ("只有符号，没有数", "填上数据和单位，如 4.01小时；没有这项业务的，写“不适用”")
            }
        }
    }
}

/// Reads a figure.
///
/// # Errors
/// A text that begins like a quantity and is none.
pub fn parse_figure(text: &str) -> Result<Figure, FigureFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FigureFault::Empty);
    }
    let plain = || Ok(Figure::text(text, None));
    if text.starts_with("<=") || text.starts_with(">=") {
        return Err(FigureFault::TypedComparison);
    }
    let (qualifier, rest) = Qualifier::split(text)
        .map_or((None, text), |(qualifier, rest)| (Some(qualifier), rest.trim_start()));
    let wide = |c: char| ('０'..='９').contains(&c) || matches!(c, '％' | '．');
    let number = rest.starts_with(|c: char| c.is_ascii_digit() || wide(c));
    if number && rest.contains(wide) {
        return Err(FigureFault::FullWidth);
    }
    if !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '+' | '.')) {
        return if qualifier.is_none() || qualifier == Some(Qualifier::About) {
            plain()
        } else {
            Err(FigureFault::NoNumber)
        };
    }
    if qualifier.is_none() && is_telephone(rest) && !is_whole_number(rest) {
        return plain();
    }
    if !rest.contains(|c: char| c.is_ascii_digit()) {
        return Err(FigureFault::OnlySigns);
    }
    let (number, after) = split_number(rest)?;
    let (value, unit, raised) = match split_power(after)? {
        Some((exponent, unit)) => (scale(number, exponent)?, unit, true),
        None => match bare_power(number, after)? {
            Some((exponent, unit)) => (scale(Decimal::ONE, exponent)?, unit, true),
            None => (number, after, false),
        },
    };
    let unit = unit.trim_start();
    check_unit(unit)?;
    let as_written = if raised { with_raised_power(text) } else { text.to_owned() };
    let amount = Some(Amount { qualifier, value, unit: unit.to_owned() });
    Ok(Figure { as_written, amount, fault: None, prompt: None })
}

/// Digits in groups joined by hyphens, at least five in all: 10010-5, 0351-8888888; several such
/// numbers, and one with a menu choice: 10086、10080, 10010转5.
fn is_telephone(text: &str) -> bool {
    let groups = |number: &str| {
        number.chars().filter(char::is_ascii_digit).count() >= 5
            && number.split('-').all(|part| !part.is_empty() && is_whole_number(part))
    };
    text.split(['、', '/', '／']).all(|number| {
        let number = number.trim();
        groups(number.split_once(['转', '按', '#', '＃']).map_or(number, |(whole, _)| whole).trim())
    })
}

fn is_whole_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

fn split_number(text: &str) -> Result<(Decimal, &str), FigureFault> {
    let signed = text.trim_start_matches(['-', '−', '+']);
    let sign = &text[..text.len() - signed.len()];
    let end = signed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(signed.len());
    let (digits, after) = signed.split_at(end);
    if after.starts_with([',', '，']) && after.contains(|c: char| c.is_ascii_digit()) {
        return Err(FigureFault::Grouped);
    }
    let dots = digits.matches('.').count();
    if sign.chars().count() > 1 || dots > 1 || digits.starts_with('.') || digits.ends_with('.') {
        return Err(FigureFault::NotANumber);
    }
    let mut value = Decimal::from_str_exact(digits).map_err(|_| FigureFault::NotANumber)?;
    if matches!(sign, "-" | "−") {
        value.set_sign_negative(true);
    }
    Ok((value, after))
}

/// `×10⁻⁶单位` or `×10^-6单位` behind a number: the exponent and what follows.
fn split_power(after: &str) -> Result<Option<(i32, &str)>, FigureFault> {
    let trimmed = after.trim_start();
    if trimmed.starts_with(['*', 'x', 'X', 'e', 'E', 'ˉ', '¯', '⁻', '＊']) {
        let next = trimmed.chars().nth(1);
        if next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '−' | 'ˉ')) {
            return Err(FigureFault::LostPower);
        }
    }
    let Some(power) = trimmed.strip_prefix('×') else { return Ok(None) };
    let Some(exponent) = power.trim_start().strip_prefix("10") else {
        return Err(FigureFault::NotANumber);
    };
    match split_exponent(exponent) {
        Some(found) => Ok(Some(found)),
        None => Err(FigureFault::LostPower),
    }
}

/// `10⁻⁴` or `10^-4` without a factor.
fn bare_power(number: Decimal, after: &str) -> Result<Option<(i32, &str)>, FigureFault> {
    if number != Decimal::TEN || number.scale() != 0 {
        return Ok(None);
    }
    if after.starts_with(['-', '−', 'ˉ', '¯']) {
        return Err(FigureFault::LostPower);
    }
    Ok(split_exponent(after))
}

fn split_exponent(text: &str) -> Option<(i32, &str)> {
    if let Some(typed) = text.strip_prefix('^') {
        let body = typed.trim_start_matches(['-', '−', '+']);
        let sign = &typed[..typed.len() - body.len()];
        let end = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
        let value: i32 = body[..end].parse().ok()?;
        // Raised digits behind it would print as more of it: 10^-6² as 10⁻⁶².
        if sign.chars().count() > 1 || body[end..].starts_with(|c| lowered(c).is_some()) {
            return None;
        }
        let negative = matches!(sign, "-" | "−");
        return Some((if negative { -value } else { value }, &body[end..]));
    }
    let end = text.find(|c: char| lowered(c).is_none()).unwrap_or(text.len());
    let typed: String = text[..end].chars().filter_map(lowered).collect();
    Some((typed.parse().ok()?, &text[end..]))
}

/// The ordinary character of a superscript sign or digit.
pub(crate) fn lowered(c: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    match c {
        '⁻' => Some('-'),
        '⁺' => Some('+'),
        _ => RAISED.chars().zip('0'..='9').find_map(|(r, d)| (r == c).then_some(d)),
    }
}

fn with_raised_power(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let Some((before, power)) = text.split_once('^') else { return text.to_owned() };
    let sign = power.len() - power.trim_start_matches(['-', '−', '+']).len();
    let digits = power[sign..].find(|c: char| !c.is_ascii_digit());
    let end = digits.map_or(power.len(), |digits| sign + digits);
    let raised = power[..end].chars().map(|c| match c.to_digit(10) {
        Some(d) => RAISED[d as usize],
        None if c == '+' => '⁺',
        None => '⁻',
    });
    before.chars().chain(raised).chain(power[end..].chars()).collect()
}

fn scale(number: Decimal, exponent: i32) -> Result<Decimal, FigureFault> {
    let mut value = number;
    for _ in 0..exponent.unsigned_abs().min(64) {
        let next = if exponent < 0 {
            // Exact: only the decimal point moves.
            let mut moved = value;
            moved.set_scale(value.scale() + 1).map_err(|_| FigureFault::NotANumber)?;
            moved
        } else {
            value.checked_mul(Decimal::TEN).ok_or(FigureFault::NotANumber)?
        };
        value = next;
    }
    if exponent.unsigned_abs() > 64 { Err(FigureFault::NotANumber) } else { Ok(value) }
}

fn check_unit(unit: &str) -> Result<(), FigureFault> {
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return Err(FigureFault::SeveralNumbers);
    }
    let has_slash = unit.contains('/');
    if unit.contains(['／', '∕']) || (has_slash && unit.contains(char::is_whitespace)) {
        return Err(FigureFault::WideUnit);
    }
    if unit.contains(['*', '^', 'ˉ', '¯', '×', '⁻']) {
        return Err(FigureFault::LostPower);
    }
    if unit.starts_with([',', '，', '.', '。', '-', '−', '~', '～', '—']) {
        return Err(FigureFault::NotANumber);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
