//! Words that pages and lines keep whole.

use serde::Deserialize;

use super::Standard;

/// The file `data/standard/lexicon.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LexiconWords {
    network: Vec<String>,
    service: Vec<String>,
    security: Vec<String>,
    society: Vec<String>,
    common: Vec<String>,
}

impl LexiconWords {
    fn all(&self) -> impl Iterator<Item = &str> {
        let lists = [&self.network, &self.service, &self.security, &self.society, &self.common];
        lists.into_iter().flatten().map(String::as_str)
    }
}

/// Names are kept whole up to so many characters; a longer one is several words.
const LONGEST_NAME: usize = 5;

impl Standard {
    /// Words that are better not torn: the trade's and the office's, what indicators and groups are
    /// about, operators, provinces.
    pub fn lexicon(&self) -> impl Iterator<Item = &str> {
        let entries = self.indicators().iter();
        let subjects =
            entries.flat_map(|entry| [&entry.name, &entry.subject].into_iter().chain(&entry.also));
        let groups = self.groups().iter().map(|group| &group.name);
        let operators = self.operators().iter().flat_map(|op| [&op.group, &op.brand]);
        let provinces = self.provinces().iter().flat_map(|own| [&own.name, &own.short]);
        let names = subjects.chain(groups).chain(operators).chain(provinces).map(String::as_str);
        self.lexicon_words().all().chain(names.filter(|name| is_word(name)))
    }
}

/// Whether a name is one word.
pub(crate) fn is_word(name: &str) -> bool {
    let count = name.chars().count();
    (2..=LONGEST_NAME).contains(&count) && name.chars().all(crate::characters::is_han)
}
