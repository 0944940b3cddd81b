//! What a cell shows as a filing's figure: the digits as they are shown, the unit as the filing has
//! it. What could be read in two ways is not read.

use rust_decimal::Decimal;

use super::says::solid;
use super::table::Claim;
use super::wanted::Target;
use crate::filing::{
    Amount, Figure, FigureFault, UnitKind, in_base, parse_figure, plain_figure, unit_kind,
};
use crate::import::figure_text;
use crate::sheet::{Cell, Content};
use crate::standard::{Direction, Expected};

/// Digits that a number of a spreadsheet can hold; what has more was computed.
const MOST_DIGITS: usize = 15;

/// The text that a cell shows.
///
/// # Errors
/// Why what it shows is not taken, in Chinese.
pub(super) fn shown(cell: &Cell) -> Result<String, String> {
    if cell.hidden {
        return Err("在隐藏的行、列或表里；要用就取消隐藏，不用就删去".to_owned());
    }
    match &cell.content {
        Content::Text(text) => Ok(text.trim().to_owned()),
        Content::Number(number) => {
            let Some(shown) = &number.shown else {
                return Err(format!(
                    "单元格的数字格式（{}）看不懂，存的值是 {}；把格式改成文本，照样子再填一遍",
                    number.format, number.value
                ));
            };
            let shown = shown.trim();
            let is_asked = number.format != "General" && is_as_held(shown, &number.value);
            if number.exact || is_asked {
                return Ok(shown.to_owned());
            }
            if digits(&number.value) > MOST_DIGITS {
                return Err(format!(
                    "显示的是 {shown}，存的是 {}，是算出来带尾数的；按要报的位数再填一遍",
                    number.value
                ));
            }
            Err(format!(
                "显示的是 {shown}，存的是 {}，显示时四舍五入了；用哪个，照样子再填一遍",
                number.value
            ))
        }
        Content::Date(shown) => Err(format!("{shown} 成了日期或时间；把格式改成文本，再填一遍")),
        Content::Truth(_) => Err("填的是真假值，不是数".to_owned()),
        Content::Error(shown) => Err(format!("公式出错（{shown}）；改好公式，或直接填数")),
        Content::NotComputed => {
            Err("公式还没有算出数；用 Excel 或 WPS 打开，存一次盘再来".to_owned())
        }
    }
}

/// Whether a number is what its format shows, to the digits that a spreadsheet holds: 99.99 over
/// 100 is 0.9998999999999999 to a computer.
fn is_as_held(shown: &str, value: &str) -> bool {
    let held = value.parse::<Decimal>().ok().or_else(|| Decimal::from_scientific(value).ok());
    let held = held.and_then(|value| value.round_sf(15));
    let shown = parse_figure(shown).ok().and_then(|figure| figure.amount);
    let shown = shown.map(|amount| match amount.unit.as_str() {
        "%" => amount.value / Decimal::ONE_HUNDRED,
        _ => amount.value,
    });
    held.is_some() && held == shown
}

/// How many digits a number has that say something.
fn digits(value: &str) -> usize {
    let mantissa = value.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// The figure that a cell has for a target; what claims it says what the table has of its unit.
///
/// # Errors
/// Why it is not taken, in Chinese.
pub(super) fn figure(
    cell: &Cell,
    target: &Target<'_>,
    claim: &Claim<'_>,
) -> Result<String, String> {
    let text = shown(cell)?;
    if target.placed.bounds().not_applicable.contains(&text) {
        return Ok(text);
    }
    if target.expected == Expected::Text {
        return words(&text);
    }
    one_number(&text)?;
    let text = solid(&text).replace('（', "(").replace('）', ")");
    let amount = amount(&text)?;
    let unit = the_unit(&amount.1, &claim.units)?;
    with_unit(&amount, unit.as_deref(), claim.is_of_form, target)
}

/// Digits that blanks part are no one number.
fn one_number(text: &str) -> Result<(), String> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let parted = |pair: &[&str]| {
        pair[0].ends_with(char::is_numeric) && pair[1].starts_with(char::is_numeric)
    };
    match parts.windows(2).any(parted) {
        true => Err("一格里像是有几个数；写成一个再来".to_owned()),
        false => Ok(()),
    }
}

/// A text such as a hotline.
fn words(text: &str) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().any(|c| c.is_ascii_digit()) {
        true => Ok(crate::filing::half_width(&text).unwrap_or(text)),
        false => Err("这里要填号码一类的文字".to_owned()),
    }
}

/// A figure's text in the form that is read in a file, and what it states.
fn amount(text: &str) -> Result<(String, Amount), String> {
    let explain = |fault: FigureFault| {
        let (what, help) = fault.explain();
        format!("{what}；{help}")
    };
    let figure = |text: &str| match parse_figure(text) {
        Ok(Figure { as_written, amount: Some(amount), .. }) => Ok((as_written, amount)),
        Ok(_) => Err("不是数".to_owned()),
        Err(fault) => Err(explain(fault)),
    };
    let plain = figure_text(text).map(|(figure, _)| figure);
    // 4小时以内
    let worded = || plain_figure(text).filter(|plain| *plain != text);
    match (plain, worded()) {
        (_, Some(worded)) => figure(&worded),
        (Some(plain), None) => figure(&plain),
        (None, None) => figure(text),
    }
}

/// The one unit that a cell and its table have.
fn the_unit(amount: &Amount, units: &[String]) -> Result<Option<String>, String> {
    let own = Some(amount.unit.clone()).filter(|unit| !unit.is_empty());
    let all: Vec<&String> = own.iter().chain(units).collect();
    let Some(first) = all.first() else { return Ok(None) };
    match all.iter().find(|unit| !is_same(unit, first)) {
        Some(other) => Err(format!("单位有“{first}”又有“{other}”，看不出是哪一个")),
        None => Ok(Some((*first).clone())),
    }
}

/// Whether two units are one by two names: 分 and 分钟.
fn is_same(one: &str, other: &str) -> bool {
    let one_is = |unit: &str| in_base(Decimal::ONE, unit);
    let same_kind = match (unit_kind(one), unit_kind(other)) {
        (UnitKind::Measured(_), UnitKind::Measured(_)) => one_is(one) == one_is(other),
        _ => one == other,
    };
    // A working day is none of the clock's.
    same_kind && one.ends_with("工作日") == other.ends_with("工作日")
}

/// A figure with the unit that the filing has.
fn with_unit(
    (written, amount): &(String, Amount),
    given: Option<&str>,
    is_of_form: bool,
    target: &Target<'_>,
) -> Result<String, String> {
    let number = written.strip_suffix(amount.unit.as_str()).unwrap_or(written).trim_end();
    let unit = match (&target.expected, given) {
        (Expected::Number(wanted), Some(given)) if is_same(wanted, given) => {
            if wanted == "%" && amount.unit.is_empty() {
                per_cent(amount, is_of_form, target)?;
            }
            wanted.as_str()
        }
        (Expected::Number(wanted), Some(given)) if may_be(wanted, given, target) => given,
        (Expected::Number(wanted), Some(given)) => {
            let wanted = if wanted.is_empty() { "不带单位的比率" } else { wanted };
            return Err(format!("单位是“{given}”，填报文件里用“{wanted}”；没有替您换算"));
        }
        (Expected::Number(wanted), None) if wanted.is_empty() => "",
        (Expected::Number(wanted), None) if wanted == "%" => {
            per_cent(amount, is_of_form, target)?;
            wanted
        }
        (Expected::Number(wanted), None) => {
            return Err(format!("没有写单位，填报文件里用“{wanted}”；在单元格、单位栏或表头写上"));
        }
        (Expected::Unknown | Expected::Text, given) => given.unwrap_or_default(),
    };
    Ok(format!("{number}{unit}"))
}

/// Another unit than is expected where nothing speaks against it: the file has no figure yet and
/// the standard lists both, or a bare ratio is given in per cent.
fn may_be(wanted: &str, given: &str, target: &Target<'_>) -> bool {
    let is_share = |unit: &str| unit_kind(unit) == unit_kind("");
    if wanted.is_empty() && is_share(given) {
        return true;
    }
    let has_own = target.placed.part.figure.value.as_written.contains(wanted)
        || target.last.is_some_and(|last| last.part.figure.value.amount.is_some());
    let entry = target.placed.known.map(|known| known.entry);
    !has_own && entry.is_some_and(|entry| entry.lists(given))
}

/// A bare number where per cent are expected: 0.991 may be 99.1% and may be 0.991%. In our own form
/// the unit stands beside the cell.
fn per_cent(amount: &Amount, is_of_form: bool, target: &Target<'_>) -> Result<(), String> {
    let entry = target.placed.known.map(|known| known.entry);
    let may_be_low = is_of_form && entry.is_some_and(|e| e.direction == Direction::Lower);
    let is_clear = amount.value > Decimal::ONE || amount.value.is_zero() || may_be_low;
    let written = amount.value;
    is_clear.then_some(()).ok_or_else(|| {
        let share = (written * Decimal::ONE_HUNDRED).normalize();
        format!("{written} 没有百分号，可能是 {written}%，也可能是 {share}%；写上百分号再来")
    })
}

/// A whole count.
///
/// # Errors
/// Why it is none, in Chinese.
pub(super) fn count(cell: &Cell, called: &str) -> Result<String, String> {
    let text = shown(cell).map_err(|why| format!("{called}：{why}"))?;
    one_number(&text)?;
    let (written, amount) = amount(&solid(&text)).map_err(|why| format!("{called}：{why}"))?;
    let is_whole = amount.value.fract().is_zero() && !amount.value.is_sign_negative();
    if amount.qualifier.is_some() || !is_whole || written.contains('.') {
        return Err(format!("{called} {text} 不是整数"));
    }
    Ok(written)
}
