//! Whether a text shows a number.

use crate::sheet::format::Decimal;

/// A text that shows a number.
pub(super) struct Shown {
    /// Whether no digit was rounded away.
    pub(super) is_exact: bool,
}

/// The digits in a text.
struct Digits {
    number: Decimal,
    /// How many digits stand behind the point.
    places: i32,
    /// The power of ten behind an `E`.
    power: i32,
}

/// Compares the one number in a text with a value, hundredfold where it is a percentage. `None`
/// where the value, rounded to the places of the text, is another, or where the text has none or
/// several.
pub(super) fn compare(shown: &str, value: f64, is_percentage: bool) -> Option<Shown> {
    let start = shown.find(|c: char| c.is_ascii_digit())?;
    let start = if shown[..start].ends_with('.') { start - 1 } else { start };
    let (before, rest) = shown.split_at(start);
    let (Digits { number, places, power }, after) = digits(rest)?;
    let has_more = after.contains(|c: char| c.is_ascii_digit());
    let is_below = before.contains(['-', '−', '(', '（', '负']);
    let has_sign = number.is_zero() || is_below == (value < 0.0);
    let has_percent = !is_percentage || after.contains('%');
    if has_more || !has_sign || !has_percent {
        return None;
    }
    let (number, scale) = (number.scaled(power), if is_percentage { 2 } else { 0 });
    let rounded = Decimal::of_excel(value).scaled(scale).rounded(places - power);
    let is_exact = Decimal::shortest(value).scaled(scale) == number;
    (rounded == number).then_some(Shown { is_exact })
}

/// Takes a number off, with commas between its thousands and a power of ten: `1,234.5`, `4.0E-06`.
fn digits(text: &str) -> Option<(Digits, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(text.len());
    let (whole, mut rest) = text.split_at(end);
    let mut fraction = "";
    if let Some(behind) = rest.strip_prefix('.') {
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        (fraction, rest) = behind.split_at(end);
    }
    let mut power = 0;
    if let Some(behind) = rest.strip_prefix(['E', 'e']) {
        let signs = usize::from(behind.starts_with(['+', '-']));
        let count = behind[signs..].bytes().take_while(u8::is_ascii_digit).count();
        let (written, after) = behind.split_at(signs + count);
        power = written.parse().ok().filter(|power: &i32| power.abs() < 400)?;
        rest = after;
    }
    let all = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
    let all: Vec<u8> = all.map(|digit| digit - b'0').collect();
    let places = i32::try_from(fraction.len()).ok()?;
    let point = i32::try_from(all.len()).ok()? - places;
    Some((Digits { number: Decimal::new(all, point), places, power }, rest))
}
