//! Whether the filing explains a figure, and F07: a low rate without a word about it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::possible;
use super::rates::ought_to_be_high;
use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::standard::figures::FigureBounds;
use crate::standard::{Confidence, Measure, PlacedFigure};

/// F07.
pub(super) fn low(context: &Context<'_>, findings: &mut Findings) {
    let bound = Decimal::new(i64::from(context.standard.bounds().low), 2);
    let mut explained = Explanations::of(context);
    for figure in &context.figures {
        let Some(amount) = &figure.part.figure.value.amount else { continue };
        let Some((_, share)) = amount.in_base() else { continue };
        let name = called(figure);
        // A rate with a threshold of its own is F02's.
        let limit = figure.known.and_then(|known| known.entry.average_limit(figure.area()));
        let own = limit.is_some_and(|limit| {
            limit.sure == Confidence::Found || share * Decimal::ONE_HUNDRED >= limit.value
        });
        // A misplaced decimal point is F01's.
        if !ought_to_be_high(figure)
            || possible::is_doubtful(figure)
            || amount.unit != "%"
            || share >= bound
            || own
            || explained.is_told(figure, Tells::Measure)
        {
            continue;
        }
        let message =
            format!("“{}”只有 {}，文中没有说明原因和改进措施", figure.name(), figure.written());
        findings.push(
            Code::F07
                .at(figure.span(), message)
                .help(format!("在正文或备注里写明原因和改进措施，如“由于……，{name}……，已……整改”")),
        );
    }
}

/// How a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moved {
    Up,
    /// Down, and whether that is better.
    Down {
        better: bool,
    },
}

/// Whether a sentence explains a movement; one that says the opposite does not.
fn explains(sentence: &str, moved: Moved, bounds: &FigureBounds) -> bool {
    let has = |words: &[String]| words.iter().any(|word| sentence.contains(word.as_str()));
    let (rises, falls) = (has(&bounds.rises), has(&bounds.falls));
    let opposite = match moved {
        Moved::Up => falls && !rises,
        Moved::Down { better } => {
            !falls && (rises || has(&bounds.betters)) && !(better && has(&bounds.betters))
        }
    };
    bounds.gives_reason(sentence)
        || (!opposite && (bounds.tells_measure(sentence) || bounds.tells_movement(sentence)))
}

/// What the sentences of a filing explain: each is looked at once, however many figures it names.
pub(super) struct Explanations<'c> {
    context: &'c Context<'c>,
    /// Where each sentence of the prose ends, and each paragraph.
    ends: Vec<usize>,
    known: BTreeMap<(usize, Tells), bool>,
}

impl<'c> Explanations<'c> {
    pub(super) fn of(context: &'c Context<'c>) -> Self {
        let mut ends = Vec::new();
        let mut start = 0;
        for paragraph in context.prose.iter().flat_map(|prose| &prose.paragraphs) {
            ends.extend(paragraph.sentences().map(|sentence| start + sentence.end));
            start += paragraph.text.len() + 1;
            ends.push(start);
        }
        Self { context, ends, known: BTreeMap::new() }
    }

    /// Whether the filing explains how a figure moved.
    pub(super) fn is_explained(&mut self, figure: &PlacedFigure<'_>, moved: Moved) -> bool {
        self.is_told(figure, Tells::Movement(moved))
    }

    /// Whether a note of the indicator, or a sentence that names it, says something.
    fn is_told(&mut self, figure: &PlacedFigure<'_>, what: Tells) -> bool {
        if figure
            .indicator
            .note
            .as_ref()
            .is_some_and(|note| what.is_in(&note.value, figure.bounds()))
        {
            return true;
        }
        let context = self.context;
        names(figure).iter().any(|name| context.places(name).any(|at| self.tells(at, what)))
    }

    /// Whether the sentence of a place says something, or the next one of its paragraph: the
    /// reason often follows in a sentence of its own.
    fn tells(&mut self, at: usize, what: Tells) -> bool {
        let n = self.ends.partition_point(|end| *end <= at);
        self.sentence(n, what) || self.sentence(n + 1, what)
    }

    fn sentence(&mut self, n: usize, what: Tells) -> bool {
        if let Some(known) = self.known.get(&(n, what)) {
            return *known;
        }
        let start = n.checked_sub(1).and_then(|n| self.ends.get(n)).copied().unwrap_or_default();
        let end = self.ends.get(n).copied().unwrap_or(start);
        let tells = what.is_in(&self.context.whole()[start..end], self.context.standard.bounds());
        self.known.insert((n, what), tells);
        tells
    }
}

/// What a sentence is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    Measure,
    Movement(Moved),
}

impl Tells {
    fn is_in(self, sentence: &str, bounds: &FigureBounds) -> bool {
        match self {
            Self::Measure => bounds.tells_measure(sentence),
            Self::Movement(moved) => explains(sentence, moved, bounds),
        }
    }
}

/// What a sentence that explains the figure had best call it.
pub(super) fn called(figure: &PlacedFigure<'_>) -> String {
    names(figure).into_iter().next().unwrap_or_default()
}

/// What prose may call the figure: its own name, and the catalogue's.
fn names(figure: &PlacedFigure<'_>) -> Vec<String> {
    let indicator = &figure.indicator.name.value;
    let mut names = Vec::new();
    match figure.measure() {
        Some(measure) => {
            names.push(format!("{indicator}{measure}"));
            names.push(format!("{indicator}的{measure}"));
        }
        None => names.push(indicator.clone()),
    }
    if let Some(known) = figure.known.filter(|known| known.measure != Measure::Maximum) {
        names.push(known.entry.name.clone());
        names.extend(known.entry.names.iter().cloned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[test]
    fn a_sentence_that_says_the_opposite_explains_nothing() {
        let bounds = Standard::newest().bounds();
        let (fell, sank) = (Moved::Down { better: false }, Moved::Down { better: true });
        for (sentence, moved) in [
            ("障碍修复及时率同比提高", fell),
            ("障碍修复及时率持续改善", fell),
            ("装机平均时限同比缩短", Moved::Up),
            ("装机平均时限", Moved::Up),
        ] {
            assert!(!explains(sentence, moved, bounds), "{sentence}");
        }
        for (sentence, moved) in [
            ("障碍修复及时率同比下降", fell),
            ("受暴雨影响，障碍修复及时率没有提升", fell),
            ("由于改进流程，及时率仍未提高", fell),
            ("装机平均时限持续改善", sank),
            ("障碍修复及时率同比提高", Moved::Up),
            ("针对障碍修复及时率开展整改", fell),
        ] {
            assert!(explains(sentence, moved, bounds), "{sentence}");
        }
        assert!(!bounds.tells_measure("障碍修复及时率同比提高，业务受理更快，因此受到好评"));
        assert!(bounds.tells_measure("障碍修复及时率因暴雨偏低"));
    }
}
