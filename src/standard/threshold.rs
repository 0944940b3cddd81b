//! Thresholds of the standard, and figures held against them.

use rust_decimal::Decimal;

use super::{
    Confidence, Direction, IndicatorEntry, Limit, LimitValue, Match, Measure, PlacedFigure,
    same_area,
};
use crate::filing::{Amount, Dimension, Qualifier, in_base, in_working_days};

/// What a threshold limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    /// The average.
    Average,
    /// The longest.
    Maximum,
    /// The figure as it is.
    Value,
}

/// A threshold that holds for one figure.
#[derive(Debug, Clone, Copy)]
pub struct Threshold<'s> {
    /// What it limits.
    pub limited: Limited,
    /// The number.
    pub value: Decimal,
    /// The strictest of the areas' numbers where the figure is of none; else the number.
    pub strictest: Decimal,
    /// Which way is better.
    pub direction: Direction,
    /// Its unit; 比率 and 文字 as the catalogue has them.
    pub unit: &'s str,
    /// The norm and clause.
    pub source: &'s str,
    /// How sure it is.
    pub sure: Confidence,
}

impl IndicatorEntry {
    /// The threshold of the average (or of the value) for an area; the laxest of the areas where
    /// the figure is of none. The surest wins, then the newest.
    #[must_use]
    pub fn average_limit(&self, area: Option<&str>) -> Option<Threshold<'_>> {
        let limited = match self.measure {
            Measure::Value => Limited::Value,
            _ => Limited::Average,
        };
        self.limit(area, limited, |limit| limit.average.as_ref())
    }

    /// The same of the maximum.
    #[must_use]
    pub fn maximum_limit(&self, area: Option<&str>) -> Option<Threshold<'_>> {
        self.limit(area, Limited::Maximum, |limit| limit.maximum.as_ref())
    }

    fn limit<'s>(
        &'s self,
        area: Option<&str>,
        limited: Limited,
        pick: impl Fn(&'s Limit) -> Option<&'s LimitValue>,
    ) -> Option<Threshold<'s>> {
        let limits = self.limits.iter().filter_map(|limit| {
            let (value, strictest) = self.for_area(pick(limit)?, area)?;
            let (direction, sure) = (self.direction, limit.sure);
            let (unit, source) = (limit.unit.as_deref().unwrap_or(&self.unit), &limit.source);
            let threshold = Threshold { limited, value, strictest, direction, unit, source, sure };
            Some((limit.since, threshold))
        });
        let surest = limits.min_by_key(|(since, t)| (t.sure, std::cmp::Reverse(*since)));
        surest.map(|(_, threshold)| threshold)
    }

    /// The limit for an area, and the strictest that it may be.
    fn for_area(&self, limit: &LimitValue, area: Option<&str>) -> Option<(Decimal, Decimal)> {
        let areas = match limit {
            LimitValue::One(value) => return Some((*value, *value)),
            LimitValue::ByArea(areas) => areas,
        };
        let own = area.and_then(|area| areas.iter().find(|(name, _)| same_area(name, area)));
        if let Some((_, value)) = own {
            return Some((*value, *value));
        }
        let values = || areas.iter().map(|(_, value)| *value);
        let (least, most) = (values().min()?, values().max()?);
        Some(match self.direction {
            Direction::Higher => (least, most),
            _ => (most, least),
        })
    }
}

impl Threshold<'_> {
    /// The threshold in the base of its unit's dimension.
    #[must_use]
    pub fn in_base(&self) -> Option<(Dimension, Decimal)> {
        self.base_of(self.value)
    }

    fn base_of(&self, value: Decimal) -> Option<(Dimension, Decimal)> {
        in_base(value, if self.unit == "比率" { "" } else { self.unit })
    }

    /// Whether a figure is worse for certain.
    #[must_use]
    pub fn is_broken_by(&self, amount: &Amount) -> bool {
        let (Some((own_kind, own)), Some((kind, limit))) = (amount.in_base(), self.in_base())
        else {
            return false;
        };
        // A limit in working days is laxer by the week-ends in between.
        let limit = if self.in_working_days() && !in_working_days(&amount.unit) {
            limit * Decimal::new(14, 1) + Decimal::from(2 * 86_400)
        } else {
            limit
        };
        let unsure = match self.direction {
            Direction::Lower => [Qualifier::AtMost, Qualifier::Below],
            Direction::Higher => [Qualifier::AtLeast, Qualifier::Above],
            Direction::None => return false,
        };
        if own_kind != kind || amount.qualifier.is_some_and(|q| unsure.contains(&q)) {
            return false;
        }
        match self.direction {
            Direction::Higher => own < limit && self.limited != Limited::Maximum,
            _ => own > limit,
        }
    }

    /// Whether a figure is only bounded, and by more than twice what the threshold allows:
    /// ≤400小时 where 72 are. It may be better, but nobody would say so who knew that.
    #[must_use]
    pub fn is_left_open_by(&self, amount: &Amount) -> bool {
        let (Some((own_kind, own)), Some((kind, limit))) = (amount.in_base(), self.in_base())
        else {
            return false;
        };
        let bounded = match self.direction {
            Direction::Lower => [Qualifier::AtMost, Qualifier::Below],
            Direction::Higher => [Qualifier::AtLeast, Qualifier::Above],
            Direction::None => return false,
        };
        if own_kind != kind || !amount.qualifier.is_some_and(|q| bounded.contains(&q)) {
            return false;
        }
        match (self.direction, kind) {
            (Direction::Higher, Dimension::Ratio) => {
                // As much again below the limit as that is below all.
                own < limit * Decimal::TWO - Decimal::ONE
            }
            (Direction::Higher, Dimension::Time) => own < limit / Decimal::TWO,
            _ => own > limit * Decimal::TWO,
        }
    }

    /// Whether a figure keeps to the threshold for certain, whatever area it is of.
    #[must_use]
    pub fn is_met_by(&self, amount: &Amount, measure: Measure) -> bool {
        let (Some((own_kind, own)), Some((kind, limit))) =
            (amount.in_base(), self.base_of(self.strictest))
        else {
            return false;
        };
        // An average says nothing of the longest.
        if own_kind != kind || (self.limited == Limited::Maximum && measure != Measure::Maximum) {
            return false;
        }
        // Days of the clock are no fewer than the working days among them, but may be more.
        if in_working_days(&amount.unit) && !self.in_working_days() {
            return false;
        }
        match (self.direction, amount.qualifier) {
            (Direction::Lower, None | Some(Qualifier::AtMost | Qualifier::Below)) => own <= limit,
            (Direction::Higher, None | Some(Qualifier::AtLeast | Qualifier::Above)) => own >= limit,
            _ => false,
        }
    }

    fn in_working_days(&self) -> bool {
        in_working_days(self.unit)
    }

    /// As messages write it: `平均不超过24小时`.
    #[must_use]
    pub fn written(&self) -> String {
        let (value, unit) = self.shown();
        let bound = if self.direction == Direction::Higher { "不低于" } else { "不超过" };
        let what = match self.limited {
            Limited::Average => "平均",
            Limited::Maximum => "最长",
            Limited::Value => "",
        };
        format!("{what}{bound}{}{unit}", value.normalize())
    }

    /// The number and unit that are shown: a bare ratio in per cent.
    #[must_use]
    pub fn shown(&self) -> (Decimal, &str) {
        match self.unit {
            "比率" => (self.value * Decimal::ONE_HUNDRED, "%"),
            unit => (self.value, unit),
        }
    }

    /// How sure it is, in words.
    #[must_use]
    pub fn caveat(&self) -> &'static str {
        match self.sure {
            Confidence::Found => "已对照原文",
            Confidence::Secondary => "限值只见于转述，未对照原文",
            Confidence::Memory => "限值未对照原文",
        }
    }
}

impl<'c> PlacedFigure<'c> {
    /// The thresholds that the figure can be held against, its own first.
    #[must_use]
    pub fn thresholds(&self) -> Vec<Threshold<'c>> {
        self.known.map(|known| known.thresholds(self.area())).unwrap_or_default()
    }
}

impl<'s> Match<'s> {
    /// The thresholds that a figure of an area can be held against, its own first.
    #[must_use]
    pub fn thresholds(&self, area: Option<&str>) -> Vec<Threshold<'s>> {
        let average = self.entry.average_limit(area);
        let maximum = self.entry.maximum_limit(area);
        match self.measure {
            // An average beyond the longest time allowed is worse for certain.
            Measure::Average => average.into_iter().chain(maximum).collect(),
            Measure::Maximum => maximum.into_iter().collect(),
            Measure::Value => average.into_iter().collect(),
            Measure::Timeliness => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::parse_figure;
    use crate::standard::Standard;

    #[test]
    fn the_threshold_is_that_of_the_area_and_the_surest() {
        let standard = Standard::newest();
        let entry = |id: &str| standard.indicators().iter().find(|e| e.id == id).unwrap();
        let repair = entry("fixed.repair.avg");
        let value = |t: Option<Threshold<'_>>| t.map(|t| (t.value.to_string(), t.sure));
        let found = |v: &str| Some((v.to_owned(), Confidence::Found));
        assert_eq!(value(repair.maximum_limit(Some("城市"))), found("48"));
        assert_eq!(value(repair.maximum_limit(None)), found("72"));
        assert_eq!(
            value(repair.average_limit(Some("农村"))),
            Some(("36".into(), Confidence::Memory))
        );
        assert_eq!(value(entry("mobile.change.avg").average_limit(None)), found("1"));
    }

    #[test]
    fn a_figure_without_an_area_keeps_to_a_threshold_only_if_it_keeps_to_all() {
        let standard = Standard::newest();
        let entry = standard.indicators().iter().find(|e| e.id == "bb.install.avg").unwrap();
        let limit = entry.average_limit(None).unwrap();
        let held = |text: &str| {
            let amount = parse_figure(text).unwrap().amount.unwrap();
            (limit.is_met_by(&amount, Measure::Average), limit.is_broken_by(&amount))
        };
        for (text, expected) in [
            ("0.85天", (true, false)),
            ("≤4天", (true, false)),
            ("约4天", (false, false)),
            ("≥4天", (false, false)),
            ("6工作日", (false, false)),
            ("16工作日", (false, true)),
            ("16天", (false, false)),
            ("40天", (false, true)),
        ] {
            assert_eq!(held(text), expected, "{text}");
        }
    }
}
