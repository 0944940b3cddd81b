//! Words that the rules about language look for.

use std::ops::Range;

use serde::Deserialize;

/// The word lists of the rules about language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Wrong words and the right ones.
    pub confusions: Vec<Confusion>,
    /// 的, 地 and 得.
    pub particles: Particles,
    /// What is written twice on purpose, and what never is.
    pub repeats: Repeats,
    /// Several names of one thing.
    pub terms: Vec<Term>,
    /// What a regulator says and a report does not.
    pub imperatives: Vec<Imperative>,
    /// Words before an imperative that make it somebody else's.
    pub reported: Vec<String>,
    /// Words that do so behind it.
    pub reported_after: Vec<String>,
    /// Quantities in prose.
    pub quantities: Quantities,
    /// Hedges that say the same twice.
    pub hedges: Vec<Hedge>,
    /// Units that make 以上 a grade and no hedge.
    pub grades: Vec<String>,
    /// Words that begin like a hedge.
    pub not_hedges: Vec<String>,
}

/// A word that is meant only in some company.
#[derive(Debug, Deserialize)]
#[serde(from = "PhraseAs")]
pub struct Phrase {
    /// The word.
    pub word: String,
    prev: Vec<String>,
    not_prev: Vec<String>,
    /// What has to stand behind it.
    pub next: Vec<String>,
    not_next: Vec<String>,
    through: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PhraseAs {
    Word(String),
    InCompany(PhraseFields),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PhraseFields {
    word: String,
    prev: Vec<String>,
    not_prev: Vec<String>,
    next: Vec<String>,
    not_next: Vec<String>,
    through: Vec<String>,
}

impl From<PhraseAs> for Phrase {
    fn from(phrase: PhraseAs) -> Self {
        let fields = match phrase {
            PhraseAs::Word(word) => PhraseFields { word, ..PhraseFields::default() },
            PhraseAs::InCompany(fields) => fields,
        };
        let PhraseFields { word, prev, not_prev, next, not_next, through } = fields;
        Self { word, prev, not_prev, next, not_next, through }
    }
}

impl Phrase {
    /// Where the word stands in a text in the company that it needs.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let found = text.match_indices(self.word.as_str());
        found.map(|(at, word)| at..at + word.len()).filter(|range| self.fits(text, range))
    }

    fn fits(&self, text: &str, range: &Range<usize>) -> bool {
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let ends = |words: &[String]| words.iter().any(|w| before.ends_with(w.as_str()));
        let starts = |words: &[String]| words.iter().any(|w| begins(after, w));
        (self.prev.is_empty() || ends(&self.prev))
            && !ends(&self.not_prev)
            && !starts(&self.not_next)
            && (self.next.is_empty() || self.leads_on(after))
    }

    /// Whether one of the next words follows, words to pass through apart.
    fn leads_on(&self, mut after: &str) -> bool {
        loop {
            if self.next.iter().any(|word| begins(after, word)) {
                return true;
            }
            let Some(rest) = self.through.iter().find_map(|w| after.strip_prefix(w.as_str()))
            else {
                return false;
            };
            after = rest;
        }
    }
}

/// `#` is any digit.
fn begins(text: &str, word: &str) -> bool {
    match word {
        "#" => text.starts_with(|c: char| c.is_ascii_digit()),
        word => text.starts_with(word),
    }
}

/// A wrong word and the right one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confusion {
    /// What was written.
    pub wrong: Phrase,
    /// What was meant.
    pub right: String,
    /// Whether it may be something else: nothing is fixed then.
    #[serde(default)]
    pub unsure: bool,
}

/// 的, 地 and 得.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particles {
    /// Words that say how.
    pub manner: Vec<String>,
    /// Those of them that say nothing else.
    pub adverbs: Vec<String>,
    /// Verbs that they go with.
    pub verbs: Vec<String>,
    /// Words whose object is a noun: 得到有效的提升.
    pub nouns_after: Vec<String>,
    /// Words that make what follows more than a verb's object.
    pub not_in_object: Vec<String>,
    /// 将 and 把.
    pub coverbs: Vec<String>,
    /// Words that begin with them.
    pub not_coverbs: Vec<String>,
    /// Verbs with what comes of them: 转得快.
    pub results: Results,
}

/// Verbs with what comes of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// The verbs.
    pub verbs: Vec<String>,
    /// What comes of them.
    pub complements: Vec<String>,
    /// Words that the verb may follow; behind another it may be part of a longer one.
    pub prev: Vec<String>,
}

/// What is written twice on purpose, and what never is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// Words that are doubled: 研究研究.
    pub twice: Vec<String>,
    /// Characters of doubled words: 是不是不.
    pub spoken: String,
    /// Words that end one phrase and begin the next: 通过通过率.
    pub across: Vec<Phrase>,
    /// Words that are doubled by mistake only.
    pub never_twice: Vec<String>,
}

/// Several names of one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The names.
    pub forms: Vec<String>,
    /// The right one, where one is.
    #[serde(default)]
    pub prefer: Option<String>,
    /// Fixed terms with such a name in them.
    #[serde(default)]
    pub except: Vec<String>,
}

/// What a regulator says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imperative {
    /// The word.
    pub phrase: Phrase,
    /// Whether it has to begin a clause.
    #[serde(default)]
    pub at_start: bool,
    /// One of these has to stand behind it in the clause.
    #[serde(default)]
    pub with: Vec<String>,
}

/// Quantities in prose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantities {
    /// Words that a quantity follows.
    pub leads: Vec<Phrase>,
    /// Words of numbers without a unit.
    pub unitless: Vec<String>,
    /// Things that are counted: a percentage of them needs its whole.
    pub counted: Vec<String>,
    /// Words of a clause that name the whole.
    pub wholes: Vec<String>,
    /// Words of an earlier clause that do.
    pub wholes_before: Vec<String>,
}

/// Hedges that say the same twice: one before a number, one behind it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hedge {
    /// Before the number.
    pub fronts: Vec<Phrase>,
    /// Behind it.
    pub backs: Vec<String>,
    /// Units with which the first is no hedge: 近三年.
    #[serde(default)]
    pub not_units: Vec<String>,
    /// Whether only digits count: 达到一级以上 is a grade.
    #[serde(default)]
    pub digits_only: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[test]
    fn no_right_word_is_wrong_again() {
        for one in &Standard::newest().language().confusions {
            for other in &Standard::newest().language().confusions {
                let again = other.wrong.places(&one.right).next();
                assert_eq!(again, None, "{} {}", one.right, other.wrong.word);
            }
            assert!(one.wrong.word.chars().count() > 1, "{}", one.wrong.word);
        }
    }

    #[test]
    fn no_wrong_word_is_listed_twice() {
        let all: Vec<&Confusion> = Standard::newest().language().confusions.iter().collect();
        for (n, one) in all.iter().enumerate() {
            let again = all[..n].iter().find(|other| other.wrong.word == one.wrong.word);
            let in_company = !one.wrong.prev.is_empty() || !one.wrong.next.is_empty();
            assert!(again.is_none() || in_company, "{}", one.wrong.word);
        }
    }

    #[test]
    fn a_word_counts_in_its_company() {
        let phrase: Phrase = crate::standard::ours(
            "{ word: 做出, through: [了, 新的], next: [贡献, \"#\"], not_prev: [不] }",
        );
        let found = |text: &str| phrase.places(text).count();
        let texts = ["做出贡献", "做出了新的贡献", "做出3项", "做出成绩，贡献", "不做出贡献"];
        assert_eq!(texts.map(found), [1, 1, 1, 0, 0]);
    }
}
