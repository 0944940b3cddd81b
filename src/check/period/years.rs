//! Which year a month without one is of.

use std::sync::LazyLock;

use regex::Regex;

use super::Sentences;
use crate::filing::Period;
use crate::pattern::pattern;

/// `2022年`, and words for a year.
// A pattern of ours; tests use it.
#[allow(clippy::unwrap_used)]
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{4})年|今年|本年|[去上前明次翌往历每当同近]年").unwrap());

/// The years that a text names.
pub(super) struct Years<'t> {
    sentences: Sentences<'t>,
    /// Where each ends, and which it is; `None` for 去年 and the like, which stand in for a year
    /// that is given elsewhere or for any.
    named: Vec<(usize, Option<u16>)>,
    period: Period,
}

impl<'t> Years<'t> {
    pub(super) fn of(text: &'t str, period: Period) -> Self {
        let named = YEAR.captures_iter(text).filter_map(|found| {
            let whole = found.get(0)?;
            let year = match found.get(1) {
                Some(year) => year.as_str().parse().ok(),
                None if matches!(whole.as_str(), "今年" | "本年") => Some(period.year),
                None => None,
            };
            Some((whole.end(), year))
        });
        Self { sentences: Sentences::of(text), named: named.collect(), period }
    }

    /// The year that holds at a place: the one that the sentence named last, or the period's;
    /// `None` where that is not known.
    pub(super) fn at(&self, at: usize) -> Option<u16> {
        let n = self.named.partition_point(|(end, _)| *end <= at);
        let last = self.named[..n].last().filter(|(end, _)| *end > self.sentences.start(at));
        last.map_or(Some(self.period.year), |(_, year)| *year)
    }

    pub(super) fn sentences(&self) -> &Sentences<'t> {
        &self.sentences
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::Half;

    #[test]
    fn a_month_is_of_the_year_that_its_sentence_named_last() {
        let period = Period { year: 2023, half: Half::First };
        for (text, year) in [
            ("8月", Some(2023)),
            ("2022年8月", Some(2022)),
            ("2022年7月至8月", Some(2022)),
            ("2022年建成。8月", Some(2023)),
            ("去年8月", None),
            ("每年8月", None),
            ("2022年建成，今年8月", Some(2023)),
        ] {
            let at = text.rfind('8').unwrap();
            assert_eq!(Years::of(text, period).at(at), year, "{text}");
        }
    }
}
