//! What a file in the strict form holds, object by object, for another reader to compare.

use std::collections::BTreeMap;

use super::super::update::written;
use super::{Form, Listed};

pub(super) fn listed(form: &Form<'_>) -> BTreeMap<u32, Listed> {
    let last = form.revisions.len();
    let object = |number: &u32| {
        let found = form.object(*number, last)?;
        let value = written(&found.value);
        Some((
            *number,
            match found.range {
                Some(range) => Listed::At(range.start, value),
                None => Listed::In(value),
            },
        ))
    };
    form.places.keys().filter_map(object).collect()
}
