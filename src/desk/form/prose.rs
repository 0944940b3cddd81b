//! Texts of paragraphs.

use super::Maker;
use super::fields::is_text_blank;
use super::lasts::unchanged;
use super::shape::{Content, Section, Text};
use super::spot::Spot;
use super::words::words;
use crate::filing::REVISE;
use crate::render::sha256;

/// How much of a text's hash tells it from others.
const HASH: usize = 16;

impl Maker<'_> {
    /// A section of one text.
    pub(super) fn chapter(&self, id: &'static str, key: &'static str, required: bool) -> Section {
        let text = self.text(&self.root.key(key), &[key], self.lasts.top(key));
        let text = Text { required, blank: is_blank(text.value.as_deref(), required), ..text };
        let title = self.title_of(key);
        Section { id, title, content: Content::Prose { texts: vec![text] } }
    }

    /// The title of a chapter: 章名, or the usual one.
    pub(super) fn title_of(&self, key: &str) -> String {
        let own = self.root.key("章名").key(key).text();
        own.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| key.to_owned())
    }

    /// A text; `way` has the keys that lead to it, `[]` for an item.
    pub(super) fn text(&self, spot: &Spot<'_>, way: &[&str], last: Option<&str>) -> Text {
        let words = words(way);
        let value = spot.text();
        Text {
            path: spot.path.clone(),
            label: words.label,
            required: words.required,
            blank: is_blank(value.as_deref(), words.required),
            hint: words.hint,
            place: spot.place(),
            hash: value.as_deref().map(hash),
            chars: value
                .iter()
                .flat_map(|text| text.chars())
                .filter(|c| !c.is_whitespace())
                .count(),
            unchanged: value
                .as_deref()
                .zip(last)
                .map(|(value, last)| unchanged(value, last))
                .unwrap_or_default(),
            last: last.map(str::to_owned),
            mark: value.as_deref().filter(|text| text.starts_with(REVISE)).map(|_| REVISE),
            value,
        }
    }
}

/// What tells a text from others, as long as nobody wants two alike.
pub(crate) fn hash(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(HASH);
    hash
}

pub(super) fn is_blank(value: Option<&str>, required: bool) -> bool {
    value.map_or(required, |text| is_text_blank(text, required))
}
