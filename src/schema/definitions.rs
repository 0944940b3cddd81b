//! What the schema has several times is defined once and referred to.

use schemars::SchemaGenerator;
use serde_json::{Value, json};

/// Puts a schema among the definitions, and refers to it.
pub(super) fn define(generator: &mut SchemaGenerator, name: &str, schema: Value) -> Value {
    generator.definitions_mut().insert(name.to_owned(), schema);
    reference(name)
}

/// Refers to a definition; their names are ASCII, so that nothing needs an escape.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
