//! Words that are better not torn: between pages, and at a line's end where it costs nothing.

use std::collections::BTreeMap;

use super::shape::Cluster;
use super::spacing::Joint;

/// Words, of two Han characters or more.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// By the first two characters, the longest first.
    words: BTreeMap<[char; 2], Vec<Vec<char>>>,
    /// A bit for each character that begins a word: most begin none, and that is seen at once.
    begins: Vec<u64>,
}

impl<S: AsRef<str>> FromIterator<S> for Lexicon {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let mut lexicon = Self::default();
        for word in words {
            let word: Vec<char> = word.as_ref().chars().collect();
            if let [first, second, ..] = word.as_slice() {
                let (place, bit) = place_of(*first);
                if lexicon.begins.len() <= place {
                    lexicon.begins.resize(place + 1, 0);
                }
                lexicon.begins[place] |= bit;
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

/// Where a character's bit is.
fn place_of(c: char) -> (usize, u64) {
    let code = c as u32;
    // A character has 21 bits.
    (usize::try_from(code / 64).unwrap_or(0), 1 << (code % 64))
}

impl Lexicon {
    fn begins_with(&self, c: char) -> bool {
        let (place, bit) = place_of(c);
        self.begins.get(place).is_some_and(|bits| bits & bit != 0)
    }

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
            let first = next.next().flatten().filter(|first| self.begins_with(*first));
            let key = first.zip(next.next().flatten());
            let words = key.and_then(|(first, second)| self.words.get(&[first, second]));
            let length = words.and_then(|words| words.iter().find(begins)).map_or(1, Vec::len);
            joints[at..at + length - 1].iter_mut().for_each(|joint| joint.in_word = true);
            at += length;
        }
    }
}
