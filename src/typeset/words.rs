//! Words that are better not torn: between pages, and at a line's end where it costs nothing.

use std::collections::BTreeMap;

use super::shape::Cluster;
use super::spacing::Joint;

/// Words, of two Han characters or more.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// By the first two characters, the longest first.
    words: BTreeMap<[char; 2], Vec<Vec<char>>>,
}

impl<S: AsRef<str>> FromIterator<S> for Lexicon {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let mut lexicon = Self::default();
        for word in words {
            let word: Vec<char> = word.as_ref().chars().collect();
            if let [first, second, ..] = word.as_slice() {
                lexicon.words.entry([*first, *second]).or_default().push(word);
            }
        }
        for words in lexicon.words.values_mut() {
            words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            words.dedup();
        }
        lexicon
    }
}

impl Lexicon {
    /// Marks the joints inside words: of words that overlap, the first; of those that begin at a
    /// place, the longest.
    pub(super) fn mark(&self, clusters: &[Cluster], joints: &mut [Joint]) {
        let character = |cluster: &Cluster| {
            let mut text = cluster.text.chars();
            text.next().filter(|_| text.next().is_none())
        };
        let mut at = 0;
        while at < clusters.len() {
            let begins = |word: &&Vec<char>| {
                let mut rest = clusters[at..].iter().map(character);
                word.iter().all(|c| rest.next() == Some(Some(*c)))
            };
            let mut next = clusters[at..].iter().map(character);
            let key = next.next().flatten().zip(next.next().flatten());
            let words = key.and_then(|(first, second)| self.words.get(&[first, second]));
            let length = words.and_then(|words| words.iter().find(begins)).map_or(1, Vec::len);
            joints[at..at + length - 1].iter_mut().for_each(|joint| joint.in_word = true);
            at += length;
        }
    }
}
