//! The rows of a form: a figure in each.

use std::collections::BTreeMap;

use crate::filing::{Figure, Filing};
use crate::source::Spanned;
use crate::standard::{Confidence, Expected, FigureKey, PlacedFigure, Standard, is_blank};

/// A row of a form.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) key: String,
    pub(super) group: String,
    pub(super) indicator: String,
    /// The area and measure, as they are printed; empty where the indicator has one figure.
    pub(super) label: String,
    pub(super) expected: Expected,
    /// Whether a rate may be more than all.
    pub(super) may_exceed: bool,
    /// What the standard demands, and where it says so.
    pub(super) limit: String,
    /// The last period's figure.
    pub(super) last: String,
    /// What the file has already.
    pub(super) figure: String,
    pub(super) numerator: String,
    pub(super) denominator: String,
    pub(super) department: Option<String>,
}

impl Row {
    /// The unit as the form shows it.
    pub(super) fn unit(&self) -> &str {
        match &self.expected {
            Expected::Number(unit) if !unit.is_empty() => unit,
            Expected::Number(_) => "比率",
            Expected::Text | Expected::Unknown => "—",
        }
    }
}

/// The rows of a filing's figures, in its order.
pub(super) fn rows(filing: &Filing, last: Option<&Filing>, standard: &Standard) -> Vec<Row> {
    let before = last.map(|last| standard.figures(last)).unwrap_or_default();
    let before: BTreeMap<FigureKey, &PlacedFigure<'_>> =
        before.iter().rev().map(|figure| (figure.key(), figure)).collect();
    let figures = standard.figures(filing);
    figures.iter().map(|figure| row(filing, figure, before.get(&figure.key()).copied())).collect()
}

fn row(filing: &Filing, figure: &PlacedFigure<'_>, before: Option<&PlacedFigure<'_>>) -> Row {
    let beside = &figure.part.beside;
    let last = beside.last.as_ref().or(before.map(|before| &before.part.figure));
    let last = last.map(|last| &last.value);
    let written = |figure: &Option<Spanned<Figure>>| {
        let figure = figure.as_ref().filter(|figure| figure.value.amount.is_some());
        figure.map(|figure| figure.value.as_written.clone()).unwrap_or_default()
    };
    Row {
        key: figure.key_path(),
        group: figure.group.name.value.clone(),
        indicator: figure.indicator.name.value.clone(),
        label: figure.part.label_text().unwrap_or_default(),
        expected: Expected::of(figure, last),
        may_exceed: crate::check::may_exceed(figure),
        limit: limit(figure),
        last: last.map(|last| last.as_written.clone()).unwrap_or_default(),
        figure: if is_blank(figure) { String::new() } else { figure.written().to_owned() },
        numerator: written(&beside.numerator),
        denominator: written(&beside.denominator),
        department: filing.department(figure.group, figure.indicator).map(str::to_owned),
    }
}

/// The limit that holds for a figure, as messages have it, with its source.
fn limit(figure: &PlacedFigure<'_>) -> String {
    let Some(threshold) = figure.thresholds().into_iter().next() else { return String::new() };
    let caveat = match threshold.sure {
        Confidence::Found => String::new(),
        _ => format!("（{}）", threshold.caveat()),
    };
    format!("{}\n{}{caveat}", threshold.written(), threshold.source)
}
