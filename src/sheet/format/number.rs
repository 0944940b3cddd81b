//! A number by a section of a format.

use super::code::{Place, Section, Token};
use super::decimal::{Decimal, text};
use super::general::general;

/// What a section shows of a number's size.
pub(super) struct Shown {
    /// The characters.
    pub(super) text: String,
    /// Whether their digits are the number, with none rounded away.
    pub(super) is_exact: bool,
}

/// What a section's tokens ask of a number.
#[derive(Debug, Default)]
struct Layout {
    /// How many places there are before and behind the point, and behind `E`.
    whole: usize,
    fraction: usize,
    exponent: usize,
    has_point: bool,
    has_exponent: bool,
    is_grouped: bool,
    /// The power of ten that is taken off by commas or put on by percent signs.
    power: i32,
}

/// What a section shows. `None` where that cannot be said for sure.
pub(super) fn show(section: &Section, excel: &Decimal, value: &Decimal) -> Option<Shown> {
    let tokens = section.tokens.as_slice();
    if section.is_unclear || tokens.iter().any(|token| matches!(token, Token::Part(..))) {
        return None;
    }
    if tokens.iter().any(|token| matches!(token, Token::General)) {
        return show_general(tokens, excel, value);
    }
    if tokens.contains(&Token::Text) {
        return match tokens {
            [Token::Text] => show_general(&[Token::General], excel, value),
            _ => None,
        };
    }
    let layout = Layout::of(tokens)?;
    if layout.has_exponent {
        return show_scientific(tokens, &layout, excel, value);
    }
    let places = i32::try_from(layout.fraction).ok()?;
    let rounded = excel.scaled(layout.power).rounded(places);
    let text = Writer::new(&layout, &rounded).write(tokens, None);
    let has_digits = layout.whole + layout.fraction > 0;
    let is_exact = has_digits
        && rounded == value.scaled(layout.power)
        && text.contains(|c: char| c.is_ascii_digit())
        && !stands_among_digits(tokens);
    Some(Shown { text, is_exact })
}

fn show_general(tokens: &[Token], excel: &Decimal, value: &Decimal) -> Option<Shown> {
    let (digits, number) = general(excel);
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::General => text.push_str(&digits),
            Token::Literal(literal) => text.push_str(literal),
            _ => return None,
        }
    }
    Some(Shown { text, is_exact: number == *value && !stands_among_digits(tokens) })
}

/// `0.00E+00`, or `##0.0E+0` with powers that are multiples of three.
fn show_scientific(
    tokens: &[Token],
    layout: &Layout,
    excel: &Decimal,
    value: &Decimal,
) -> Option<Shown> {
    let step = i32::try_from(layout.whole).ok()?;
    if !matches!(step, 1 | 3) || layout.is_grouped || layout.power != 0 {
        return None;
    }
    let places = i32::try_from(layout.fraction).ok()?;
    let mut power = excel.exponent().div_euclid(step) * step;
    let mut mantissa = excel.scaled(-power).rounded(places);
    if mantissa.exponent() >= step {
        power += step;
        mantissa = excel.scaled(-power).rounded(places);
    }
    let text = Writer::new(layout, &mantissa).write(tokens, Some(power));
    let is_exact = mantissa == value.scaled(-power) && !stands_among_digits(tokens);
    Some(Shown { text, is_exact })
}

/// Whether a literal adds digits or a point to those of the number: `0"."0`, `0"0"`.
fn stands_among_digits(tokens: &[Token]) -> bool {
    let is_digit = |token: &Token| {
        matches!(token, Token::Digit(_) | Token::Point | Token::Comma | Token::General)
    };
    let Some(first) = tokens.iter().position(is_digit) else { return false };
    let last = tokens.iter().rposition(is_digit).unwrap_or(first);
    let adds = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    tokens.iter().enumerate().any(|(at, token)| match token {
        Token::Literal(literal) if at < first => literal.ends_with(adds),
        Token::Literal(literal) if at > last => literal.starts_with(adds),
        Token::Literal(literal) => literal.contains(adds),
        _ => false,
    })
}

impl Layout {
    fn of(tokens: &[Token]) -> Option<Self> {
        let mut layout = Self::default();
        // Commas that no place has followed yet.
        let (mut commas, mut is_fraction) = (0, false);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Digit(_) if layout.has_exponent => layout.exponent += 1,
                Token::Digit(_) => {
                    if commas > 0 {
                        // A comma between places behind the point has no meaning.
                        layout.is_grouped = true;
                        commas = 0;
                        if layout.has_point {
                            return None;
                        }
                    }
                    let count =
                        if layout.has_point { &mut layout.fraction } else { &mut layout.whole };
                    *count += 1;
                }
                Token::Comma if layout.whole + layout.fraction > 0 => commas += 1,
                Token::Comma => return None,
                Token::Point if layout.has_point || layout.has_exponent => return None,
                Token::Point => {
                    layout.power -= 3 * std::mem::take(&mut commas);
                    layout.has_point = true;
                }
                Token::Percent => layout.power += 2,
                Token::Exponent { .. } if layout.has_exponent || layout.whole == 0 => return None,
                Token::Exponent { .. } => layout.has_exponent = true,
                Token::Literal(literal) => {
                    let places = |tokens: &[Token]| {
                        tokens.iter().any(|token| matches!(token, Token::Digit(_)))
                    };
                    is_fraction |=
                        literal.contains('/') && places(&tokens[..at]) && places(&tokens[at + 1..]);
                }
                Token::General | Token::Text | Token::Part(..) => return None,
            }
        }
        layout.power -= 3 * commas;
        let is_whole = !is_fraction && layout.has_exponent == (layout.exponent > 0);
        is_whole.then_some(layout)
    }
}

/// Digits on their way into a section's places.
struct Writer<'l> {
    layout: &'l Layout,
    whole: Vec<u8>,
    fraction: Vec<u8>,
    text: String,
    /// Whether a digit was written: behind it no place stays empty.
    has_begun: bool,
}

impl<'l> Writer<'l> {
    fn new(layout: &'l Layout, number: &Decimal) -> Self {
        let places = i32::try_from(layout.fraction).unwrap_or(0);
        Self {
            layout,
            whole: number.whole(),
            fraction: number.fraction(places),
            text: String::new(),
            has_begun: false,
        }
    }

    /// Writes the tokens, with a power of ten for those behind `E`.
    fn write(mut self, tokens: &[Token], power: Option<i32>) -> String {
        let (mut whole, mut fraction, mut behind_point) = (0, 0, false);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Digit(place) if !behind_point => {
                    self.whole_place(*place, self.layout.whole - 1 - whole);
                    whole += 1;
                    if whole == self.layout.whole && !self.layout.has_point {
                        behind_point = true;
                    }
                }
                Token::Digit(place) if fraction < self.layout.fraction => {
                    self.fraction_place(*place, fraction, &tokens[at..]);
                    fraction += 1;
                }
                Token::Point => {
                    if self.layout.whole == 0 {
                        self.text.push_str(&text(&self.whole));
                    }
                    self.text.push('.');
                    behind_point = true;
                }
                Token::Percent => self.text.push('%'),
                Token::Literal(literal) => self.text.push_str(literal),
                Token::Exponent { has_plus } => {
                    let power = power.unwrap_or(0);
                    let sign = match power {
                        ..0 => "-",
                        _ if *has_plus => "+",
                        _ => "",
                    };
                    let zeros = tokens[at..].iter().filter(|it| **it == Token::Digit(Place::Zero));
                    let width = zeros.count();
                    self.text.push_str(&format!("E{sign}{:0width$}", power.abs()));
                }
                _ => {}
            }
        }
        self.text
    }

    /// A place so many places before the point, the last one being 0; the first takes all digits
    /// that the section has no place for.
    fn whole_place(&mut self, place: Place, from_point: usize) {
        let is_first = from_point + 1 == self.layout.whole;
        let highest = if is_first { self.whole.len().max(from_point + 1) } else { from_point + 1 };
        for at in (from_point..highest).rev() {
            let digit = self.whole.len().checked_sub(at + 1).and_then(|from| self.whole.get(from));
            match (digit, place) {
                (Some(digit), _) => self.text.push(char::from(b'0' + digit)),
                (None, Place::Nothing) if !self.has_begun => continue,
                (None, Place::Blank) if !self.has_begun => {
                    self.text.push(' ');
                    continue;
                }
                (None, _) => self.text.push('0'),
            }
            self.has_begun = true;
            if self.layout.is_grouped && at > 0 && at.is_multiple_of(3) {
                self.text.push(',');
            }
        }
    }

    fn fraction_place(&mut self, place: Place, at: usize, tokens: &[Token]) {
        let digit = self.fraction.get(at).copied().unwrap_or(0);
        let is_needed = self.fraction[at..].iter().any(|digit| *digit != 0)
            || tokens
                .iter()
                .take_while(|token| !matches!(token, Token::Exponent { .. }))
                .any(|token| *token == Token::Digit(Place::Zero));
        match place {
            _ if is_needed => self.text.push(char::from(b'0' + digit)),
            Place::Blank => self.text.push(' '),
            _ => {}
        }
    }
}
