//! `chengbao schema`: what an editor needs to help with a filing.

use super::{Outcome, output};

/// Shows the schema. It is made here and not before, so no other command waits for it.
pub(super) fn execute() -> Outcome {
    output::say(crate::schema::filing_schema().trim_end());
    Outcome::Done
}
