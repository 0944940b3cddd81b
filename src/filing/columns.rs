//! The table of a group's figures: which columns it has, and what stands in each row. The page is
//! made of these cells, and the source map looks for them.

use std::borrow::Cow;

use super::{Beside, Indicator, IndicatorGroup, Movement, Part, Style};
use crate::source::Spanned;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 指标, with the measure and area.
    Name,
    /// 数据.
    Figure,
    /// 分子.
    Numerator,
    /// 分母.
    Denominator,
    /// 上期.
    Last,
    /// 同比.
    YearOnYear,
    /// 环比.
    HalfOnHalf,
    /// 备注.
    Note,
}

/// The columns of a group's table: those that one of its figures has something for.
#[must_use]
pub fn columns(group: &IndicatorGroup, style: Style) -> Vec<Column> {
    use Column as C;
    let all = [
        C::Name,
        C::Figure,
        C::Numerator,
        C::Denominator,
        C::Last,
        C::YearOnYear,
        C::HalfOnHalf,
        C::Note,
    ];
    let is_asked = |column: &Column| match column {
        C::Numerator | C::Denominator => style.counts,
        _ => true,
    };
    let is_filled = |column: &Column| {
        let mut indicators = group.indicators.iter();
        indicators.any(|own| own.parts.iter().any(|part| !column.texts(own, part).is_empty()))
    };
    let is_wanted = |column: &Column| {
        matches!(column, C::Name | C::Figure) || (is_asked(column) && is_filled(column))
    };
    all.into_iter().filter(is_wanted).collect()
}

impl Column {
    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Name => "指标",
            Self::Figure => "数据",
            Self::Numerator => "分子",
            Self::Denominator => "分母",
            Self::Last => "上期",
            Self::YearOnYear => "同比",
            Self::HalfOnHalf => "环比",
            Self::Note => "备注",
        }
    }

    /// The file's texts in the cell of a figure, one behind the other; of [`Self::Name`] the
    /// indicator's name and the figure's labels.
    #[must_use]
    pub fn texts<'f>(
        self,
        indicator: &'f Indicator,
        part: &'f Part,
    ) -> Vec<Cow<'f, Spanned<String>>> {
        let Beside { numerator, denominator, last, year_on_year, half_on_half } = &part.beside;
        let moved = |movement: &Option<Spanned<Movement>>| {
            one(movement.as_ref(), |movement| movement.as_written.clone())
        };
        let figure = |figure| one(figure, |figure: &super::Figure| figure.as_written.clone());
        match self {
            Self::Name => {
                std::iter::once(&indicator.name).chain(part.labels()).map(Cow::Borrowed).collect()
            }
            Self::Figure => figure(Some(&part.figure)),
            Self::Numerator => figure(numerator.as_ref()),
            Self::Denominator => figure(denominator.as_ref()),
            Self::Last => figure(last.as_ref()),
            Self::YearOnYear => moved(year_on_year),
            Self::HalfOnHalf => moved(half_on_half),
            Self::Note => indicator.note.iter().map(Cow::Borrowed).collect(),
        }
    }
}

fn one<'f, T>(
    value: Option<&Spanned<T>>,
    show: impl Fn(&T) -> String,
) -> Vec<Cow<'f, Spanned<String>>> {
    let shown =
        |value: &Spanned<T>| Spanned { value: show(&value.value), span: value.span.clone() };
    value.map(|value| Cow::Owned(shown(value))).into_iter().collect()
}
