//! What a figure is to look like before it is known: its unit, and whether it is still a blank.

use super::PlacedFigure;
use crate::filing::{Figure, is_contact, is_unfilled};

/// What a figure is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// A number of a unit; of none for a bare ratio.
    Number(String),
    /// A text such as a hotline.
    Text,
    /// Nobody says.
    Unknown,
}

impl Expected {
    /// What a figure is to be: of the unit that the file has, or that the last period's had, or the
    /// standard's.
    pub(crate) fn of(figure: &PlacedFigure<'_>, last: Option<&Figure>) -> Self {
        let entry = figure.known.map(|known| known.entry);
        let name = figure.measure().unwrap_or(&figure.indicator.name.value);
        if entry.map_or_else(|| is_contact(name), |entry| entry.unit == "文字") {
            return Self::Text;
        }
        let own = unit(&figure.part.figure.value).or_else(|| last.and_then(unit));
        let standard = || {
            entry.map(|entry| match entry.unit.as_str() {
                "比率" => "",
                unit => unit,
            })
        };
        own.or_else(standard).map_or(Self::Unknown, |unit| Self::Number(unit.to_owned()))
    }

    /// Whether it is a share of something, which has counts.
    pub(crate) fn is_share(&self) -> bool {
        matches!(self, Self::Number(unit) if ["%", "‰", "‱", ""].contains(&unit.as_str()))
    }
}

/// The unit of a figure, or of the blank that stands for it: 【0.00】小时.
fn unit(figure: &Figure) -> Option<&str> {
    match &figure.amount {
        Some(amount) => Some(&amount.unit),
        None => {
            let (_, unit) = figure.prompt.as_ref()?.rsplit_once('】')?;
            Some(unit.trim()).filter(|unit| !unit.is_empty())
        }
    }
}

/// Whether a figure is still to come.
pub(crate) fn is_blank(figure: &PlacedFigure<'_>) -> bool {
    let value = &figure.part.figure.value;
    let written = value.as_written.trim();
    let is_word = || figure.bounds().unfilled.iter().any(|word| word == written);
    value.amount.is_none() && (written.is_empty() || is_unfilled(written) || is_word())
}
