//! What a rule sees of a filing.

use super::Against;
use crate::filing::{Compared, Filing, last_filing};
use crate::prose::{Prose, proses};
use crate::source::Source;
use crate::standard::{PlacedFigure, Standard};

/// A filing before its rules.
#[derive(Debug)]
pub struct Context<'c> {
    /// The filing.
    pub filing: &'c Filing,
    /// Its file.
    pub source: &'c Source,
    /// The standard in force.
    pub standard: &'c Standard,
    /// Filings to compare with.
    pub compared: &'c [&'c Compared],
    /// Every figure, in the order of the file.
    pub figures: Vec<PlacedFigure<'c>>,
    /// Every text that a reader sees, in the order of print.
    pub prose: Vec<Prose>,
    /// The same texts in one, a line each, and which characters stand beside which in it,
    /// and where.
    whole: String,
    pairs: Vec<(char, char, u32)>,
}

impl<'c> Context<'c> {
    pub(super) fn new(filing: &'c Filing, source: &'c Source, against: Against<'c>) -> Self {
        let prose = proses(filing, source);
        let paragraphs = prose.iter().flat_map(|prose| &prose.paragraphs);
        let whole: String =
            paragraphs.flat_map(|paragraph| [paragraph.text.as_str(), "\n"]).collect();
        let beside = whole.char_indices().zip(whole.chars().skip(1));
        // A file has a few megabytes.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut pairs: Vec<(char, char, u32)> =
            beside.map(|((at, one), other)| (one, other, place(at))).collect();
        pairs.sort_unstable();
        Self {
            filing,
            source,
            standard: against.standard,
            compared: against.compared,
            figures: against.standard.figures(filing),
            prose,
            whole,
            pairs,
        }
    }

    /// Whether a word stands anywhere in the prose. What stands nowhere need not be looked for in each
    /// sentence, of which there are hundreds.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.places(word).next().is_some()
    }

    /// Where a word stands in [`Self::whole`]: of the places of its rarest pair of characters those
    /// with the rest around them.
    pub(super) fn places(&self, word: &str) -> impl Iterator<Item = usize> {
        let is_short = word.chars().nth(1).is_none();
        let short = is_short.then(|| self.whole.match_indices(word).map(|(at, _)| at));
        let pairs = word.char_indices().zip(word.chars().skip(1));
        let found = pairs.map(|((at, one), other)| (at, self.pair(one, other)));
        let (inside, pairs) = found.min_by_key(|(_, pairs)| pairs.len()).unwrap_or_default();
        let starts = pairs.iter().filter_map(move |(_, _, at)| (*at as usize).checked_sub(inside));
        let is_word =
            move |at: &usize| self.whole.get(*at..).is_some_and(|rest| rest.starts_with(word));
        starts.filter(is_word).chain(short.into_iter().flatten())
    }

    /// Where two characters stand side by side.
    fn pair(&self, one: char, other: char) -> &[(char, char, u32)] {
        let start = self.pairs.partition_point(|(a, b, _)| (*a, *b) < (one, other));
        let end = start + self.pairs[start..].partition_point(|(a, b, _)| (*a, *b) == (one, other));
        &self.pairs[start..end]
    }

    /// The prose in one, a line for each paragraph.
    pub(super) fn whole(&self) -> &str {
        &self.whole
    }

    /// Those of several words that stand anywhere in the prose.
    pub(super) fn standing<'w>(&self, words: &'w [String]) -> Vec<&'w str> {
        words.iter().map(String::as_str).filter(|word| self.has_word(word)).collect()
    }

    /// The figures of a filing that is compared with, as this standard knows them.
    #[must_use]
    pub fn figures_of(&self, compared: &'c Compared) -> Vec<PlacedFigure<'c>> {
        self.standard.figures(&compared.filing)
    }

    /// The filing of the same carrier for an earlier half-year, the latest of them.
    #[must_use]
    pub fn last(&self) -> Option<&'c Compared> {
        last_filing(self.filing, self.compared)
    }
}
