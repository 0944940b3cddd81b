//! Which characters a report needs of each role, whatever faces there are.

use std::collections::BTreeMap;

use super::realise::realise;
use super::{Geometry, shape};
use crate::document::Block;
use crate::fonts::{Role, drawn_in};

/// By role: each character as it is written, and the one that is drawn for it (a raised 6 for ⁶).
pub type Needs = BTreeMap<Role, BTreeMap<char, char>>;

/// What page numbers are made of; how many pages there are is not known before they are set.
const PAGE_NUMBERS: &str = "— 0123456789";

/// What a report needs.
#[must_use]
pub fn needs(blocks: &[Block]) -> Needs {
    let mut needs = Needs::new();
    let mut note = |role: Role, text: &str| {
        for c in text.chars() {
            let (_, drawn) = shape::drawn(c);
            needs.entry(drawn_in(role, drawn)).or_default().insert(c, drawn);
        }
    };
    note(Role::Song, PAGE_NUMBERS);
    let elements = realise(blocks, &Geometry::gbt_9704()).elements;
    let runs = elements.iter().flat_map(|element| element.content.runs());
    runs.for_each(|run| note(run.role, &run.text));
    needs
}
