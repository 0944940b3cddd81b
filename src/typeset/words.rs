//! Words that are better not torn: between pages, and at a line's end where it costs nothing.

use std::cmp::Reverse;

use super::characters::Class;
use super::shape::Cluster;
use super::spacing::Joint;

/// Words, of two Han characters or more.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// The words' characters, one word behind the other.
    characters: Vec<char>,
    /// By their first two characters, of those that begin alike the longest first.
    words: Vec<Word>,
    /// A bit for each character that begins a word: most begin none, and that is seen at once.
    begins: Vec<u64>,
}

/// Where a word is among the characters, and how long it is.
#[derive(Debug, Clone, Copy)]
struct Word {
    begins: [char; 2],
    start: usize,
    length: usize,
}

impl<S: AsRef<str>> FromIterator<S> for Lexicon {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let mut lexicon = Self::default();
        for word in words {
            let start = lexicon.characters.len();
            lexicon.characters.extend(word.as_ref().chars());
            match lexicon.characters[start..] {
                [first, second, ..] => {
                    let length = lexicon.characters.len() - start;
                    lexicon.words.push(Word { begins: [first, second], start, length });
                    lexicon.put_first(first);
                }
                _ => lexicon.characters.truncate(start),
            }
        }
        lexicon.words.sort_unstable_by_key(|word| (word.begins, Reverse(word.length)));
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
    fn put_first(&mut self, c: char) {
        let (place, bit) = place_of(c);
        if self.begins.len() <= place {
            self.begins.resize(place + 1, 0);
        }
        self.begins[place] |= bit;
    }

    fn begins_with(&self, c: char) -> bool {
        let (place, bit) = place_of(c);
        self.begins.get(place).is_some_and(|bits| bits & bit != 0)
    }

    /// Marks the joints inside words: of words that overlap, the first; of those that begin at a
    /// place, the longest.
    pub(super) fn mark(&self, clusters: &[Cluster], joints: &mut [Joint]) {
        let mut at = 0;
        while at < clusters.len() {
            let length = self.length_at(&clusters[at..]).unwrap_or(1);
            joints[at..at + length - 1].iter_mut().for_each(|joint| joint.in_word = true);
            at += length;
        }
    }

    /// How long the longest word is that begins a text.
    fn length_at(&self, clusters: &[Cluster]) -> Option<usize> {
        let first = character(clusters.first()?).filter(|first| self.begins_with(*first))?;
        let begins = [first, character(clusters.get(1)?)?];
        let from = self.words.partition_point(|word| word.begins < begins);
        let words = self.words[from..].iter().take_while(|word| word.begins == begins);
        let is_here = |word: &Word| {
            let rest = &self.characters[word.start + 2..word.start + word.length];
            let here = clusters.get(2..word.length);
            here.is_some_and(|here| rest.iter().zip(here).all(|(c, it)| character(it) == Some(*c)))
        };
        words.copied().find(|word| is_here(word)).map(|word| word.length)
    }
}

/// A cluster that is one Han character.
fn character(cluster: &Cluster) -> Option<char> {
    let mut text = cluster.text.chars();
    let first = text.next().filter(|_| cluster.class == Class::Han)?;
    text.as_str().is_empty().then_some(first)
}
