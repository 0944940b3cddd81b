//! A group's indicators as the template sees them: a line for each, or one table.

use serde::Serialize;

use super::narrative::NARRATIVE_TOP;
use crate::document::{Align, Block, Inline, to_markdown};
use crate::filing::{
    Beside, Column, Figure, Indicator, IndicatorGroup, IndicatorLayout, Join, Movement, Part,
    Style, columns,
};
use crate::source::Spanned;

#[derive(Serialize)]
pub(super) struct GroupView {
    name: String,
    indicators: Vec<IndicatorView>,
    /// The group as a table, Markdown; empty where each indicator is a line.
    table: String,
}

impl GroupView {
    pub(super) fn new(group: &IndicatorGroup, style: Style) -> Self {
        let indicators = group.indicators.iter();
        let table = match style.indicators {
            IndicatorLayout::Lines => String::new(),
            IndicatorLayout::Table => to_markdown(&[table(group, style)], NARRATIVE_TOP),
        };
        Self {
            name: group.name.value.clone(),
            indicators: indicators.map(|own| IndicatorView::new(own, style)).collect(),
            table,
        }
    }
}

#[derive(Serialize)]
struct IndicatorView {
    name: String,
    /// The whole line behind the name: `平均0.0033小时，及时率100%`.
    text: String,
    parts: Vec<PartView>,
    note: String,
}

#[derive(Serialize)]
struct PartView {
    label: String,
    figure: String,
    numerator: String,
    denominator: String,
    last: String,
    year_on_year: String,
    half_on_half: String,
}

impl IndicatorView {
    fn new(indicator: &Indicator, style: Style) -> Self {
        let note = indicator.note.as_ref().map(|n| n.value.clone()).unwrap_or_default();
        Self {
            name: indicator.name.value.clone(),
            text: line(indicator, &note, style),
            parts: indicator.parts.iter().map(PartView::new).collect(),
            note,
        }
    }
}

/// What stands behind an indicator's name: each figure with what is inserted behind it, then the
/// note, in the same brackets where there is only one figure.
fn line(indicator: &Indicator, note: &str, style: Style) -> String {
    let mut text = String::new();
    let in_brackets = |inner: &str| format!("（{inner}）");
    for part in &indicator.parts {
        text.push_str(part.join.mark());
        let above = part.above.as_ref().filter(|_| part.join != Join::Below);
        above.into_iter().chain(&part.label).for_each(|label| text.push_str(&label.value));
        text.push_str(&part.figure.value.as_written);
        let inserted = part.beside.text(style.counts);
        match indicator.parts.as_slice() {
            [_] if !inserted.is_empty() && !note.is_empty() => {
                return text + &in_brackets(&format!("{inserted}；{note}"));
            }
            _ if !inserted.is_empty() => text.push_str(&in_brackets(&inserted)),
            _ => {}
        }
    }
    if note.is_empty() { text } else { text + &in_brackets(note) }
}

impl PartView {
    fn new(part: &Part) -> Self {
        let Beside { numerator, denominator, last, year_on_year, half_on_half } = &part.beside;
        let figure = |figure: &Option<Spanned<Figure>>| {
            figure.as_ref().map(|f| f.value.as_written.clone()).unwrap_or_default()
        };
        let moved = |movement: &Option<Spanned<Movement>>| {
            movement.as_ref().map(|m| m.value.as_written.clone()).unwrap_or_default()
        };
        Self {
            label: part.label_text().unwrap_or_default(),
            figure: part.figure.value.as_written.clone(),
            numerator: figure(numerator),
            denominator: figure(denominator),
            last: figure(last),
            year_on_year: moved(year_on_year),
            half_on_half: moved(half_on_half),
        }
    }
}

/// A group as one table, a row for each figure.
fn table(group: &IndicatorGroup, style: Style) -> Block {
    let columns = columns(group, style);
    let rows = group.indicators.iter().flat_map(|indicator| {
        let columns = &columns;
        let cells = move |part| columns.iter().map(move |column| cell(*column, indicator, part));
        indicator.parts.iter().map(move |part| cells(part).collect())
    });
    Block::Table {
        columns: columns.iter().map(|column| align(*column, group)).collect(),
        head: columns.iter().map(|column| text(column.heading())).collect(),
        rows: rows.collect(),
    }
}

/// Names stand at the left; figures find their own alignment, and movements in words (下降4.5%)
/// stand in the middle.
fn align(column: Column, group: &IndicatorGroup) -> Align {
    let is_word = |text: &str| text.starts_with(char::is_alphabetic);
    let is_worded = || {
        let mut parts =
            group.indicators.iter().flat_map(|own| own.parts.iter().map(move |p| (own, p)));
        parts.any(|(own, part)| column.texts(own, part).iter().any(|text| is_word(&text.value)))
    };
    match column {
        Column::Name | Column::Note => Align::Left,
        Column::YearOnYear | Column::HalfOnHalf if is_worded() => Align::Centre,
        _ => Align::Auto,
    }
}

fn cell(column: Column, indicator: &Indicator, part: &Part) -> Vec<Inline> {
    let texts = column.texts(indicator, part);
    match (column, texts.as_slice()) {
        (Column::Name, [name, labels @ ..]) if !labels.is_empty() => {
            let labels: String = labels.iter().map(|label| label.value.as_str()).collect();
            text(&format!("{}（{labels}）", name.value))
        }
        // A note that is not there needs no dash.
        (Column::Note, []) => text(""),
        (_, []) => text("—"),
        (_, texts) => text(&texts.iter().map(|text| text.value.as_str()).collect::<String>()),
    }
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}
