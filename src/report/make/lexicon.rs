//! The words of a report that are better not torn.

use crate::filing::Filing;
use crate::standard::{Standard, is_word};
use crate::typeset::Lexicon;

/// The standard's words, and the names that the filing has of its own.
pub(super) fn lexicon(filing: &Filing, standard: &Standard) -> Lexicon {
    let company = &filing.company;
    let companies = [Some(&company.name), company.short_name.as_ref()].into_iter().flatten();
    let groups = filing.groups.iter().map(|group| &group.name);
    let indicators = filing.groups.iter().flat_map(|group| &group.indicators);
    let names = companies.chain(&company.services).chain(groups);
    let names = names.chain(indicators.map(|indicator| &indicator.name));
    let names = names.map(|name| name.value.as_str()).filter(|name| is_word(name));
    standard.lexicon().chain(names).collect()
}
