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
    /// By the first character, of those that begin alike the longest first.
    words: Vec<Word>,
    /// Which characters begin words: a bit for each, and how many bits are set before. A text asks
    /// for each of its characters.
    begins: Vec<(u64, usize)>,
    /// Of each character that begins words the first of them, and behind the last how many there are.
    firsts: Vec<usize>,
}

/// Where a word is among the characters, and how long it is.
#[derive(Debug, Clone, Copy)]
struct Word {
    first: char,
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
                [first, _, ..] => {
                    let length = lexicon.characters.len() - start;
                    lexicon.words.push(Word { first, start, length });
                }
                _ => lexicon.characters.truncate(start),
            }
        }
        lexicon.words.sort_unstable_by_key(|word| (word.first, Reverse(word.length)));
        lexicon.index();
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
    fn index(&mut self) {
        let mut at = 0;
        for words in self.words.chunk_by(|a, b| a.first == b.first) {
            let (place, bit) = place_of(words[0].first);
            let before = self.firsts.len();
            if self.begins.len() <= place {
                self.begins.resize(place + 1, (0, before));
            }
            self.begins[place].0 |= bit;
            self.firsts.push(at);
            at += words.len();
        }
        self.firsts.push(at);
    }

    /// The words that begin with a character, the longest first.
    fn words_with(&self, c: char) -> &[Word] {
        let (place, bit) = place_of(c);
        let Some((bits, before)) = self.begins.get(place).filter(|(bits, _)| bits & bit != 0)
        else {
            return &[];
        };
        let n = before + (bits & (bit - 1)).count_ones() as usize;
        &self.words[self.firsts[n]..self.firsts[n + 1]]
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
        let (first, behind) = clusters.split_first()?;
        let words = self.words_with(character(first)?);
        if words.is_empty() {
            return None;
        }
        let second = character(behind.first()?)?;
        let is_here = |word: &&Word| {
            let word = &self.characters[word.start + 1..word.start + word.length];
            let here = behind.get(..word.len());
            let is_in = |here: &[Cluster]| {
                word.iter().zip(here).skip(1).all(|(c, it)| character(it) == Some(*c))
            };
            word[0] == second && here.is_some_and(is_in)
        };
        words.iter().find(is_here).map(|word| word.length)
    }
}

/// A cluster that is one Han character.
fn character(cluster: &Cluster) -> Option<char> {
    let mut text = cluster.text.chars();
    let first = text.next().filter(|_| cluster.class == Class::Han)?;
    text.as_str().is_empty().then_some(first)
}
