//! Where figures came from, as a sheet says it.

use std::collections::BTreeMap;

use crate::compare::plain;
use crate::filing::Filing;
use crate::source::Source;
use crate::standard::Standard;

/// What a sheet says of where figures came from, by the group's name in the catalogue and the
/// figure's.
pub(super) type Origins = BTreeMap<(String, String), String>;

/// Where the figures of a filing came from, as far as it says so.
pub(super) fn read(filing: &Filing, source: &Source, standard: &Standard) -> Origins {
    let said = standard.origins(filing, source).into_iter();
    let said = said.map(|(figure, origin)| {
        let key = (figure.service.to_owned(), figure.name());
        (key, plain(&origin.said(figure.written())))
    });
    said.collect()
}
