//! Which characters a report needs of each role, whatever faces there are.

use std::collections::BTreeMap;

use super::realise::realise;
use super::{Geometry, shape};
use crate::document::Block;
use crate::fonts::Role;

/// By role: each character as it is written, and the one that is drawn for it (a raised 6 for ⁶).
pub type Needs = BTreeMap<Role, BTreeMap<char, char>>;

/// What page numbers are made of; how many pages there are is not known before they are set.
const PAGE_NUMBERS: &str = "— 0123456789";

/// What a report needs.
#[must_use]
pub fn needs(blocks: &[Block]) -> Needs {
    let mut needs = Needs::new();
    let mut note = |role, text: &str| {
        let of_role: &mut BTreeMap<char, char> = needs.entry(role).or_default();
        of_role.extend(text.chars().map(|c| (c, shape::drawn(c).1)));
    };
    note(Role::Song, PAGE_NUMBERS);
    let elements = realise(blocks, &Geometry::gbt_9704()).elements;
    let runs = elements.iter().flat_map(|element| element.content.runs());
    runs.for_each(|run| note(run.role, &run.text));
    needs
}
