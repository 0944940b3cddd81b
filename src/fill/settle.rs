//! What all spreadsheets together have for each figure: one value, none, or several.

use super::grid::{cell_name, quoted};
use super::judge::Given;
use super::outcome::{Doubled, Filled, Refused};
use super::table::Claim;
use super::wanted::Wanted;
use crate::standard::is_blank;

/// What there is for a figure.
#[derive(Debug, Default)]
pub(super) struct Offer {
    pub(super) given: Vec<(Given, Vec<String>)>,
    faults: Vec<Refused>,
    /// Whether a cell was passed over, of which its table's note speaks.
    passed: bool,
}

/// What there is for each figure.
pub(super) struct Settled<'w, 'f> {
    wanted: &'w Wanted<'f>,
    offers: Vec<Offer>,
}

impl<'w, 'f> Settled<'w, 'f> {
    pub(super) fn new(wanted: &'w Wanted<'f>) -> Self {
        let offers = wanted.targets.iter().map(|_| Offer::default()).collect();
        Self { wanted, offers }
    }

    /// Adds what a claim gives, or why it gives nothing.
    pub(super) fn add(
        &mut self,
        claim: &Claim<'_>,
        given: Result<Given, String>,
        place: &dyn Fn(&str) -> String,
    ) {
        let offer = &mut self.offers[claim.target];
        let at = place(&cells(claim, given.as_ref().is_ok_and(|given| given.is_computed)));
        match given {
            Ok(given) => match offer.given.iter_mut().find(|(own, _)| own.is_as(&given)) {
                Some((own, places)) => {
                    own.counts = own.counts.take().or(given.counts);
                    places.push(at);
                }
                None => offer.given.push((given, vec![at])),
            },
            Err(why) => {
                let shown: Vec<String> = claim.cells().map(quoted).collect();
                let key = self.wanted.targets[claim.target].key.clone();
                offer.faults.push(Refused { key, place: at, shown: shown.join("÷"), why });
            }
        }
    }

    /// Leaves a claim out, of which its table's note speaks.
    pub(super) fn pass_over(&mut self, target: usize) {
        self.offers[target].passed = true;
    }

    /// Tells what is not taken, and keeps what is.
    pub(super) fn finish(&mut self, filled: &mut Filled) {
        for (target, offer) in self.wanted.targets.iter().zip(&mut self.offers) {
            let is_unclear = !offer.faults.is_empty() || offer.passed;
            if offer.given.len() > 1 || (is_unclear && !offer.given.is_empty()) {
                let given = offer.given.drain(..);
                let values = given.flat_map(|(given, places)| {
                    let written = given.written();
                    places.into_iter().map(move |place| (place, written.clone()))
                });
                let mut values: Vec<(String, String)> = values.collect();
                let faults = offer.faults.drain(..);
                values.extend(
                    faults.map(|fault| (fault.place, format!("{}（{}）", fault.shown, fault.why))),
                );
                filled.doubled.push(Doubled { key: target.key.clone(), values });
            } else if is_unclear {
                filled.refused.append(&mut offer.faults);
            } else if offer.given.is_empty() && is_blank(&target.placed) {
                filled.missing.push(self.wanted.missing(target));
            }
        }
    }

    /// What is taken, by the target's number.
    pub(super) fn taken(self) -> Vec<(usize, Given, Vec<String>)> {
        let offers = self.offers.into_iter().enumerate();
        let taken = offers.filter_map(|(n, mut offer)| {
            let (given, places) = offer.given.pop()?;
            Some((n, given, places))
        });
        taken.collect()
    }
}

/// The cells of a claim by their names: D7, or E7÷F7 where it was computed of these.
fn cells(claim: &Claim<'_>, is_computed: bool) -> String {
    match (claim.value, is_computed) {
        (Some(cell), false) => cell_name(cell),
        _ => claim.cells().map(cell_name).collect::<Vec<_>>().join("÷"),
    }
}

impl Given {
    /// Whether two say the same; one may have counts that the other has not.
    fn is_as(&self, other: &Self) -> bool {
        let same_counts = match (&self.counts, &other.counts) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        self.figure == other.figure && same_counts
    }

    pub(super) fn written(&self) -> String {
        match &self.counts {
            Some((numerator, denominator)) => {
                format!("{}（{numerator}÷{denominator}）", self.figure)
            }
            None => self.figure.clone(),
        }
    }
}
