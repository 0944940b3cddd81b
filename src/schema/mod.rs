//! The JSON Schema of a filing, for editors: keys, choices, the catalogue's indicators with their
//! thresholds, the rules that can be waived.
//!
//! It helps while one types; what a filing must be, [`crate::filing::read`] decides. Beyond that
//! the schema refuses an empty key, a bare number for a text, and a rule's code in small letters.
//! Draft 7, since every editor knows it; of the newer drafts nothing is needed.

mod catalogue;
mod chapters;
mod definitions;
mod indicator;
mod shape;
mod sign_off;
mod values;
mod words;

use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::render::FilingData;

/// The schema as JSON, the same bytes each time.
#[must_use]
pub fn filing_schema() -> String {
    written(&settings().into_generator().into_root_schema_for::<shape::Filing>())
}

/// The schema of the data inside a PDF and a page of HTML, as JSON, the same bytes each time.
#[must_use]
pub fn data_schema() -> String {
    let generator = settings().for_serialize().into_generator();
    written(&generator.into_root_schema_for::<FilingData<'static>>())
}

/// One place a key: beside a `$ref`, draft 7 ignores all else.
fn settings() -> SchemaSettings {
    SchemaSettings::draft07().with(|s| s.inline_subschemas = true)
}

fn written(schema: &Schema) -> String {
    // A value of strings and lists is written without fail.
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}
