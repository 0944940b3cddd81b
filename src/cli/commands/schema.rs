//! `chengbao schema`: what an editor needs to help with a filing, and a program to read its data.

use crate::cli::Outcome;
use crate::cli::terminal::output;
use crate::cli::usage::SchemaOptions;
use crate::schema;

/// Shows a schema. It is made here and not before, so no other command waits for it.
pub(super) fn execute(options: &SchemaOptions) -> Outcome {
    let schema = if options.data { schema::data_schema() } else { schema::filing_schema() };
    output::print(schema.trim_end());
    Outcome::Done
}
