//! What a figure says as a number that can be compared, and which unit a row has.

use rust_decimal::Decimal;

use crate::filing::{Dimension, FigureFault, Qualifier, from_base, in_working_days};
use crate::standard::PlacedFigure;

/// A figure's value in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Exact, in the row's unit.
    Exact(Decimal),
    /// It cannot be compared.
    Incomparable(Incomparable),
}

impl Value {
    /// The number, where it can be compared.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        match self {
            Self::Exact(value) => Some(*value),
            Self::Incomparable(_) => None,
        }
    }
}

/// Why a figure cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomparable {
    /// It is text, or not filled in.
    Text,
    /// It is a bound or about: ≤ ≥ < > 约.
    Bound(Qualifier),
    /// The notation of its power was lost.
    LostPower,
    /// Its unit cannot be converted into the others'.
    Unit,
    /// It has more digits than can be converted exactly.
    Digits,
}

impl Incomparable {
    /// Why, for people.
    #[must_use]
    pub fn reason(self) -> String {
        match self {
            Self::Text => "不是数".to_owned(),
            Self::Bound(Qualifier::About) => "是约数".to_owned(),
            Self::Bound(qualifier) => format!("带“{}”，只是界限", qualifier.sign()),
            Self::LostPower => "丢了指数的写法".to_owned(),
            Self::Unit => "单位与别的不能换算".to_owned(),
            Self::Digits => "位数太多，不能准确换算".to_owned(),
        }
    }
}

/// What can be converted into what.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// Times by the clock.
    Time,
    /// Working days: how long they are, the calendar says.
    WorkingDays,
    /// Shares of one.
    Ratio,
    /// Any other unit; none at all for a count.
    Other(String),
}

/// A number before its row has a unit.
struct Measurement {
    kind: Kind,
    /// In the base of its dimension; as it is where the unit is none that is known.
    base: Decimal,
    own: Decimal,
    unit: String,
}

/// The unit of a row, and the value of each of its figures in it.
pub(super) fn values(figures: &[Option<PlacedFigure<'_>>]) -> (Option<String>, Vec<Option<Value>>) {
    let read = |figure: &Option<PlacedFigure<'_>>| figure.as_ref().map(measured);
    let read: Vec<Option<Result<Measurement, Incomparable>>> = figures.iter().map(read).collect();
    let standard = figures.iter().flatten().find_map(|f| Some(f.known?.entry.unit.as_str()));
    let mut kinds = read.iter().flatten().flatten().map(|m| m.kind.clone());
    let wanted = standard.map(|unit| kind_of(unit, true));
    let kind = match kinds.clone().find(|kind| Some(kind) == wanted.as_ref()) {
        Some(kind) => Some(kind),
        None => kinds.next(),
    };
    let of_kind = |m: &&Measurement| Some(&m.kind) == kind.as_ref();
    let alike: Vec<&Measurement> = read.iter().flatten().flatten().filter(of_kind).collect();
    let unit = unit(&alike, standard);
    let value = |read: Result<Measurement, Incomparable>| match read {
        Err(why) => Value::Incomparable(why),
        Ok(measured) if Some(&measured.kind) != kind.as_ref() => {
            Value::Incomparable(Incomparable::Unit)
        }
        Ok(measured) => {
            let value = unit.as_deref().and_then(|unit| measured.in_unit(unit));
            value.map_or(Value::Incomparable(Incomparable::Digits), Value::Exact)
        }
    };
    let values = read.into_iter().map(|read| read.map(value)).collect();
    (unit, values)
}

fn measured(figure: &PlacedFigure<'_>) -> Result<Measurement, Incomparable> {
    let written = &figure.part.figure.value;
    if written.fault == Some(FigureFault::LostPower) {
        return Err(Incomparable::LostPower);
    }
    let is_text = figure.known.is_some_and(|known| known.entry.unit == "文字");
    let amount = written.amount.as_ref().filter(|_| !is_text).ok_or(Incomparable::Text)?;
    if let Some(qualifier) = amount.qualifier {
        return Err(Incomparable::Bound(qualifier));
    }
    let is_share = figure.known.is_some_and(|k| matches!(k.entry.unit.as_str(), "%" | "比率"));
    let kind = kind_of(&amount.unit, is_share);
    let base = match kind {
        Kind::Other(_) => amount.value,
        _ => amount.in_base().ok_or(Incomparable::Digits)?.1,
    };
    Ok(Measurement { kind, base, own: amount.value, unit: amount.unit.clone() })
}

/// The kind of a unit; `bare_is_share` says what a number without a unit is.
fn kind_of(unit: &str, bare_is_share: bool) -> Kind {
    match crate::filing::dimension(unit) {
        _ if unit == "比率" => Kind::Ratio,
        _ if in_working_days(unit) => Kind::WorkingDays,
        Some(Dimension::Time) => Kind::Time,
        Some(Dimension::Ratio) if !unit.is_empty() || bare_is_share => Kind::Ratio,
        _ => Kind::Other(unit.to_owned()),
    }
}

/// The unit that all have; else the first that all can be converted to exactly: the standard's, one of
/// their own, the smallest.
fn unit(alike: &[&Measurement], standard: Option<&str>) -> Option<String> {
    let first = alike.first()?;
    if alike.iter().all(|measured| measured.unit == first.unit) {
        return Some(first.unit.clone());
    }
    let standard = standard.map(|unit| if unit == "比率" { "%" } else { unit });
    let own = alike.iter().map(|measured| measured.unit.as_str());
    let smallest = match first.kind {
        Kind::Time => ["秒", "毫秒"].as_slice(),
        _ => ["%", ""].as_slice(),
    };
    let mut units = standard.into_iter().chain(own).chain(smallest.iter().copied());
    let fits = |unit: &&str| {
        kind_of(unit, true) == first.kind && alike.iter().all(|m| m.in_unit(unit).is_some())
    };
    // Where none fits, a number of too many digits is left out, and the others stay.
    units.find(fits).or(Some(&first.unit)).map(str::to_owned)
}

impl Measurement {
    fn in_unit(&self, unit: &str) -> Option<Decimal> {
        if self.unit == unit {
            return Some(self.own);
        }
        match self.kind {
            Kind::Other(_) => None,
            _ => from_base(self.base, unit).map(|value| value.normalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Filing;
    use crate::standard::Standard;

    fn filing(group: &str, indicator: &str, figure: &str) -> Filing {
        let text = include_str!("../../data/shanxi-mobile-2020h2.yaml");
        let (head, rest) = text.split_once("主要服务指标完成情况:\n").unwrap();
        let (_, rest) = rest.split_once("\n结语").unwrap();
        let text = format!(
            "{head}主要服务指标完成情况:\n  {group}: {{ {indicator}: {figure} }}\n\n结语{rest}"
        );
        crate::report::read("甲.yaml", text.as_bytes()).filing.unwrap()
    }

    /// The unit and values of figures, each of a filing of its own.
    fn shown(group: &str, indicator: &str, figures: &[&str]) -> String {
        let standard = Standard::newest();
        let filings: Vec<Filing> =
            figures.iter().map(|figure| filing(group, indicator, figure)).collect();
        let placed = filings.iter().map(|f| standard.figures(f).first().copied());
        let (unit, values) = values(&placed.collect::<Vec<_>>());
        let values = values.iter().flatten().map(|value| match value {
            Value::Exact(value) => value.to_string(),
            Value::Incomparable(why) => why.reason(),
        });
        format!("{}: {}", unit.unwrap_or("-".into()), values.collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn times_have_one_unit_exactly() {
        let time = |figures: &[&str]| shown("移动电话", "障碍修复平均时限", figures);
        assert_eq!(time(&["4.01小时", "3.50小时"]), "小时: 4.01 | 3.50");
        assert_eq!(time(&["4.01小时", "0.5天", "90分钟"]), "小时: 4.01 | 12 | 1.5");
        // Ten minutes are no decimal number of hours.
        assert_eq!(time(&["4小时", "10分钟"]), "分钟: 240 | 10");
        assert_eq!(time(&["1天", "10分钟", "1秒"]), "秒: 86400 | 600 | 1");
        assert_eq!(time(&["4小时", "≤5小时"]), "小时: 4 | 带“≤”，只是界限");
        assert_eq!(time(&["4小时", "约5小时"]), "小时: 4 | 是约数");
        assert_eq!(time(&["4小时", "不适用"]), "小时: 4 | 不是数");
        assert_eq!(time(&["4小时", "1工作日"]), "小时: 4 | 单位与别的不能换算");
        assert_eq!(time(&["1工作日", "2个工作日"]), "工作日: 1 | 2");
        let long = "1.234567890123456789012345678小时";
        assert_eq!(time(&["4分钟", long]), "分钟: 4 | 位数太多，不能准确换算");
    }

    #[test]
    fn ratios_and_counts_are_told_apart() {
        let ratio = |figures: &[&str]| shown("移动电话", "计费差错率", figures);
        assert_eq!(ratio(&["4×10⁻⁶", "0.0003%"]), "%: 0.0004 | 0.0003");
        assert_eq!(ratio(&["4×10⁻⁶", "3×10⁻⁶"]), ": 0.000004 | 0.000003");
        assert_eq!(ratio(&["4×10⁻⁶", "4*10ˉ6"]), ": 0.000004 | 丢了指数的写法");
        assert_eq!(shown("移动电话", "净推荐值", &["12", "10%"]), ": 12 | 单位与别的不能换算");
        assert_eq!(shown("客户投诉", "投诉受理热线", &["10086", "10010"]), "-: 不是数 | 不是数");
    }
}
