//! Whether what a cell has can be the figure that it is said to be, and the rate that counts give.

use super::table::Claim;
use super::value;
use super::wanted::Target;
use crate::check;
use crate::filing::{Figure, Part, parse_figure};
use crate::source::Spanned;
use crate::standard::Expected;

/// What a claim gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) figure: String,
    pub(super) counts: Option<(String, String)>,
    /// Whether the figure was computed of the counts.
    pub(super) is_computed: bool,
}

/// What a claim gives for its figure.
///
/// # Errors
/// Why it is not taken, in Chinese.
pub(super) fn given(claim: &Claim<'_>, target: &Target<'_>) -> Result<Given, String> {
    if let Some(doubt) = &claim.doubt {
        return Err(doubt.clone());
    }
    let figure = claim.value.map(|cell| value::figure(cell, target, claim)).transpose()?;
    let numerator = claim.numerator.map(|cell| value::count(cell, "分子")).transpose()?;
    let denominator = claim.denominator.map(|cell| value::count(cell, "分母")).transpose()?;
    let counts = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => Some((numerator, denominator)),
        (None, None) => None,
        (Some(_), None) => return Err("只有分子，没有分母".to_owned()),
        (None, Some(_)) => return Err("只有分母，没有分子".to_owned()),
    };
    let is_computed = figure.is_none();
    let figure = match (figure, &counts) {
        (Some(figure), _) => figure,
        (None, Some(counts)) => computed(target, counts)?,
        (None, None) => return Err("没有数".to_owned()),
    };
    plausible(target, &figure, counts.as_ref())?;
    Ok(Given { figure, counts, is_computed })
}

/// The rate that counts give, with as many digits as the last period's or the file's own has.
fn computed(target: &Target<'_>, counts: &(String, String)) -> Result<String, String> {
    let own = &target.placed.part.figure.value;
    let last = target.last.map(|last| &last.part.figure.value);
    let is_share = |figure: &&Figure| figure.amount.is_some();
    let like = last.filter(is_share).or(Some(own).filter(is_share));
    let model = match (like, &target.expected) {
        (Some(figure), _) => figure.as_written.clone(),
        (None, Expected::Number(unit)) if !unit.is_empty() => format!("0.00{unit}"),
        (None, _) => return Err("只有分子和分母，看不出比率写成几位；把比率也填上".to_owned()),
    };
    let part = part(target, &model, Some(counts));
    check::computed(&target.placed.with(&part))
        .ok_or_else(|| format!("{}÷{} 算不出比率", counts.0, counts.1))
}

/// Whether a figure can be meant: of its kind, not far from the last, as its counts give it.
fn plausible(
    target: &Target<'_>,
    figure: &str,
    counts: Option<&(String, String)>,
) -> Result<(), String> {
    let part = part(target, figure, counts);
    // What the file has already somebody answered for.
    if target.placed.written() == figure && counts.is_none() {
        return Ok(());
    }
    match check::slip(&target.placed.with(&part), target.last.as_ref()) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

/// The part of a filing that would hold a figure.
fn part(target: &Target<'_>, figure: &str, counts: Option<&(String, String)>) -> Part {
    let mut part = target.placed.part.clone();
    let read = |text: &str| Spanned {
        value: parse_figure(text).unwrap_or_else(|fault| Figure {
            as_written: text.to_owned(),
            amount: None,
            fault: Some(fault),
            prompt: None,
        }),
        span: part.figure.span.clone(),
    };
    let (figure, counts) = (read(figure), counts.map(|(one, other)| (read(one), read(other))));
    if let Some((numerator, denominator)) = counts {
        part.beside.numerator = Some(numerator);
        part.beside.denominator = Some(denominator);
    }
    part.figure = figure;
    part
}

/// Whether a cell's number could be a target's figure, whatever stands beside it.
pub(super) fn could_be(claim: &Claim<'_>, target: &Target<'_>, units: &[String]) -> bool {
    let moved = Claim { units: units.to_vec(), doubt: None, ..claim.clone() };
    given(&moved, target).is_ok()
}
